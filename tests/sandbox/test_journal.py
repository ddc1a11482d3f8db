"""The journal: what was asked, what really happened, and what was said."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import attrs
import kco
import pytest
from kco.sandbox import Effect, JournalEntry, Sandbox
from kco.sandbox.journal import MOST_REQUESTS, Book

from .calling import MALFORMED, START, Caller
from .shops import PROMPT


def test_a_capture_is_written_down_with_what_it_did(shop: Caller) -> None:
    order_id = shop.place(10_000)
    capture_id = shop.captured(order_id, 4_000, key="k")
    (entry,) = shop.sandbox.journal
    effect = Effect(
        operation="captures.create",
        order_id=order_id,
        time=START,
        idempotency_key="k",
        capture_id=capture_id,
        amount=4_000,
    )
    assert entry == JournalEntry(
        time=START,
        method="POST",
        path=f"/ordermanagement/v1/orders/{order_id}/captures",
        operation="captures.create",
        order_id=order_id,
        idempotency_key="k",
        amount=4_000,
        effect=effect,
        status_code=201,
    )
    assert shop.sandbox.journal.effects == shop.sandbox.journal.captures == (effect,)


def test_every_write_has_an_effect_and_no_read_has(shop: Caller, vendor: str) -> None:
    order_id = shop.place(10_000)
    capture_id = shop.captured(order_id, 4_000)
    shop.refund(order_id, 1_000)
    shop.update(order_id, 9_000)
    more = [{"shipping_company": "DHL"}]
    shop.call("captures.add_shipping_info", order_id, capture_id, body={"shipping_info": more})
    shop.call("orders.acknowledge", order_id)
    shop.call("captures.get", order_id, capture_id)
    shop.show(order_id)
    refund_id = shop.show(order_id)["refunds"][0]["refund_id"]
    assert [
        (effect.operation, effect.capture_id, effect.refund_id, effect.amount)
        for effect in shop.sandbox.journal.effects
    ] == [
        ("captures.create", capture_id, None, 4_000),
        ("refunds.create", None, refund_id, 1_000),
        ("orders.update_authorization", None, None, 9_000),
        ("captures.add_shipping_info", capture_id, None, None),
        ("orders.acknowledge", None, None, None),
    ]


def test_a_refusal_changes_nothing(shop: Caller, vendor: str) -> None:
    order_id = shop.place(10_000)
    shop.capture(order_id, 10_001)
    shop.call("captures.create", order_id, body={})
    shop.call("captures.create", order_id, body={"captured_amount": 1}, headers=[("Authorization", "no")])
    assert [(entry.status_code, entry.effect) for entry in shop.sandbox.journal] == [
        (403, None),
        (MALFORMED[vendor][0], None),
        (401, None),
    ]
    assert shop.sandbox.journal.effects == ()


def test_a_repetition_changes_nothing_and_says_so(shop: Caller) -> None:
    order_id = shop.place()
    for _ in range(2):
        shop.capture(order_id, 1, key="k")
    first, second = shop.sandbox.journal
    assert (first.status_code, first.replayed, bool(first.effect)) == (201, False, True)
    assert (second.status_code, second.replayed, second.effect) == (201, True, None)
    assert len(shop.sandbox.journal.captures) == 1


def test_a_request_that_was_struck_names_its_fault(shop: Caller) -> None:
    order_id = shop.place()
    request = shop.request("captures.create", order_id, body={"captured_amount": 1}, key="k")
    sandbox = shop.sandbox
    sandbox.status(503)
    sandbox.rate_limit()
    sandbox.drop_request()
    sandbox.lose_response()
    for _ in range(5):
        sandbox.receive(request)
    assert [
        (entry.fault, entry.status_code, entry.effect is not None, entry.replayed)
        for entry in sandbox.journal
    ] == [
        ("status", 503, False, False),
        ("rate_limit", 429, False, False),
        ("drop_request", None, False, False),
        ("lose_response", None, True, False),
        (None, 201, False, True),
    ]


def test_a_slow_call_is_there_from_its_arrival_and_complete_at_its_end(shop: Caller) -> None:
    order_id = shop.place()
    sandbox = shop.sandbox
    sandbox.slow(5)
    running: Any = sandbox.receive(shop.request("captures.create", order_id, body={"captured_amount": 1}))
    shop.call("orders.acknowledge", order_id)
    begun, other = sandbox.journal
    assert (begun.fault, begun.status_code, begun.effect) == ("slow", None, None)
    sandbox.advance(seconds=5)
    sandbox.resume(running)
    ended, still_other = sandbox.journal
    assert still_other == other
    assert (ended.time, ended.status_code) == (START, 201)
    assert ended.effect is not None
    assert ended.effect.time == START + timedelta(seconds=5)
    assert [effect.operation for effect in sandbox.journal.effects] == [
        "orders.acknowledge",
        "captures.create",
    ]


def test_what_is_no_operation_is_written_down_too(shop: Caller) -> None:
    request = attrs.evolve(
        shop.request("orders.get", "x"), url="https://sandbox.invalid/a%20b?c=d", method="PUT"
    )
    shop.sandbox.handle(request)
    (entry,) = shop.sandbox.journal
    assert (entry.method, entry.path, entry.operation, entry.order_id) == ("PUT", "/a%20b", None, None)
    assert entry.status_code == 404


def test_orders_that_were_put_in_are_no_effect(shop: Caller) -> None:
    shop.place(status="CLOSED")
    assert len(shop.sandbox.journal) == 0


def test_it_can_be_narrowed(shop: Caller) -> None:
    one, other = shop.place(), shop.place()
    shop.capture(one, 1, key="a")
    shop.capture(other, 2, key="b")
    shop.refund(one, 1, key="c")
    journal = shop.sandbox.journal
    assert [effect.amount for effect in journal.where(order_id=one).effects] == [1, 1]
    assert [entry.idempotency_key for entry in journal.where(operation="captures.create")] == ["a", "b"]
    assert len(journal.where(order_id=one).where(operation="captures.create")) == 1
    assert len(journal.where(idempotency_key="c").refunds) == 1
    assert journal.where(operation="refunds.create").captures == ()
    assert journal.where(order_id="x").requests == ()


def test_a_journal_that_is_held_goes_on(shop: Caller) -> None:
    order_id = shop.place()
    journal = shop.sandbox.journal
    mine, taken = journal.where(order_id=order_id), journal.requests
    shop.capture(order_id, 1)
    assert len(journal) == len(mine) == 1
    assert taken == ()


def test_it_is_json(shop: Caller) -> None:
    order_id = shop.place()
    capture_id = shop.captured(order_id, 1, key="k")
    effect = {
        "operation": "captures.create",
        "order_id": order_id,
        "time": "2026-03-01T12:00:00.000Z",
        "idempotency_key": "k",
        "capture_id": capture_id,
        "refund_id": None,
        "amount": 1,
    }
    assert json.loads(json.dumps(shop.sandbox.journal.to_dict())) == {
        "requests": [
            {
                "time": "2026-03-01T12:00:00.000Z",
                "method": "POST",
                "path": f"/ordermanagement/v1/orders/{order_id}/captures",
                "operation": "captures.create",
                "order_id": order_id,
                "idempotency_key": "k",
                "amount": 1,
                "effect": effect,
                "status_code": 201,
                "replayed": False,
                "fault": None,
                "warnings": [],
            }
        ],
        "effects": [effect],
    }


def test_it_holds_neither_credentials_nor_persons(shop: Caller) -> None:
    order_id = shop.place()
    address = {"given_name": "Secretgiven", "email": "secret@example.com"}
    shop.call("orders.update_customer_details", order_id, body={"shipping_address": address})
    shop.capture(order_id, 1, description="Secretdescription")
    journal = shop.sandbox.journal
    for text in (repr(journal), str(journal), repr(journal.requests), json.dumps(journal.to_dict())):
        assert "ecret" not in text
        assert shop.sandbox.api_key not in text


def test_printing_it_tells_the_story(shop: Caller) -> None:
    order_id = shop.place()
    request = shop.request("captures.create", order_id, body={"captured_amount": 1}, key="k")
    shop.sandbox.lose_response()
    shop.sandbox.receive(request)
    shop.sandbox.receive(request)
    assert str(shop.sandbox.journal).splitlines() == [
        "2026-03-01T12:00:00.000Z, captures.create 1, no answer, applied, struck by lose_response",
        "2026-03-01T12:00:00.000Z, captures.create 1, 201, nothing applied, replayed",
    ]
    assert repr(shop.sandbox.journal) == "Journal(2 requests, 1 effects)"
    assert repr(shop.sandbox.journal.requests[1]).endswith(
        "idempotency_key='k', amount=1, status_code=201, replayed=True)"
    )


def test_every_amount_that_was_asked_for_is_told_whatever_became_of_it(shop: Caller) -> None:
    order_id = shop.place(10_000)
    capture_id = shop.captured(order_id, 4_000, key="k")
    shop.capture(order_id, 7_000, key="k")
    shop.capture(order_id, 6_001)
    shop.refund(order_id, 500)
    shop.update(order_id, 9_000)
    shop.show(order_id)
    shop.call("captures.get", order_id, capture_id)
    shop.sandbox.drop_request()
    shop.sandbox.receive(shop.request("captures.create", order_id, body={"captured_amount": 5}))
    assert [entry.amount for entry in shop.sandbox.journal] == [
        4_000,
        7_000,
        6_001,
        500,
        9_000,
        None,
        None,
        5,
    ]
    told = [str(entry).partition(", ")[2] for entry in shop.sandbox.journal]
    assert told == [
        "captures.create 4000, 201, applied",
        "captures.create 7000, 201, nothing applied, replayed",
        "captures.create 6001, 403, nothing applied",
        "refunds.create 500, 201, applied",
        "orders.update_authorization 9000, 204, applied",
        "orders.get, 200, nothing applied",
        "captures.get, 200, nothing applied",
        "captures.create 5, no answer, nothing applied, struck by drop_request",
    ]


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[1]", b'{"captured_amount": "1"}', b'{"captured_amount": true}']
)
def test_what_is_no_amount_is_not_told(shop: Caller, body: bytes) -> None:
    shop.call("captures.create", shop.place(), body=body)
    (entry,) = shop.sandbox.journal
    assert entry.amount is None


def test_a_reset_begins_a_new_one(shop: Caller) -> None:
    shop.capture(shop.place(), 1)
    journal = shop.sandbox.journal
    shop.sandbox.reset()
    assert journal.to_dict() == {"requests": [], "effects": []}


def test_of_very_many_requests_the_newest_are_kept_and_every_effect() -> None:
    book = Book()
    entry = JournalEntry(
        time=START, method="GET", path="/", operation=None, order_id=None, idempotency_key=None
    )
    effect = Effect(operation="captures.create", order_id="o", time=START)
    for number in range(MOST_REQUESTS + 10):
        book.open(attrs.evolve(entry, path=f"/{number}"))
        book.add(effect)
    entries = book.entries()
    assert (len(entries), entries[0].path) == (MOST_REQUESTS, "/10")
    assert len(book.effects()) == MOST_REQUESTS + 10


class TestThreads:
    def test_many_with_one_key_make_one_capture(self, sandbox: Sandbox) -> None:
        sandbox.add_order(order_id="o", order_amount=10_000)
        sandbox.lose_response(times=5)
        ready = threading.Barrier(8)
        client: Any = sandbox.client(retries=kco.RetryPolicy(retries=5, first_delay=0))

        def capture(_: int) -> str:
            ready.wait()
            made: str = client.captures.create("o", captured_amount=100, idempotency_key="k").capture_id
            return made

        with client, ThreadPoolExecutor(8) as pool:
            made = set(pool.map(capture, range(64)))
        assert made == {effect.capture_id for effect in sandbox.journal.captures}
        assert len(made) == 1
        assert sandbox.order("o").captured_amount == 100
        assert sandbox.faults == ()
        assert [entry.fault for entry in sandbox.journal].count("lose_response") == 5

    def test_every_fault_strikes_as_often_as_it_should(self, sandbox: Sandbox) -> None:
        sandbox.add_order(order_id="o", order_amount=10_000)
        sandbox.status(503, times=20)
        sandbox.lose_response(times=20)
        client: Any = sandbox.client(retries=kco.RetryPolicy(retries=40, first_delay=0))

        with client, ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda _: client.captures.create("o", captured_amount=10), range(40)))

        journal = sandbox.journal
        assert len(journal.captures) == 40
        assert sum(effect.amount or 0 for effect in journal.captures) == sandbox.order("o").captured_amount
        struck = [entry.fault for entry in journal]
        assert (struck.count("status"), struck.count("lose_response")) == (20, 20)
        assert len(journal) == 40 + 20 + 20

    @pytest.mark.parametrize("retries", [0, PROMPT])
    def test_a_repetition_while_the_first_is_slow_is_a_conflict_and_never_a_second_capture(
        self, shop: Caller, retries: Any
    ) -> None:
        sandbox, order_id = shop.sandbox, shop.place()
        sandbox.slow(60)
        first: Any = sandbox.receive(
            shop.request("captures.create", order_id, body={"captured_amount": 100}, key="k")
        )
        client: Any = sandbox.client(retries=retries)
        with client:
            with pytest.raises(kco.ConflictError) as conflict:
                client.captures.create(order_id, captured_amount=100, idempotency_key="k")
            sandbox.resume(first)
            made = client.captures.create(order_id, captured_amount=100, idempotency_key="k")
        assert conflict.value.outcome == "unknown"
        assert [made.capture_id] == [effect.capture_id for effect in sandbox.journal.captures]
