"""Idempotency keys: one effect and one answer for each."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from kco.runtime.messages import Answer, Request
from kco.sandbox.fault_injection import Closed, Delayed

from .calling import MALFORMED, Caller, read


def test_a_repeated_key_has_one_effect_and_one_answer(shop: Caller) -> None:
    order_id = shop.place(10_000)
    first, second = (shop.capture(order_id, 1_000, key="k").answer for _ in range(2))
    assert first == second
    assert first.headers == second.headers
    assert shop.amounts(order_id)[1] == 1_000


def test_another_key_or_none_has_another_effect(shop: Caller) -> None:
    order_id = shop.place(10_000)
    for key in ("a", "b", None, None, "", ""):
        assert shop.capture(order_id, 1_000, key=key).status == 201
    assert shop.amounts(order_id)[1] == 6_000


def test_the_key_alone_decides(shop: Caller) -> None:
    order_id, other_id = shop.place(10_000), shop.place(10_000)
    first = shop.capture(order_id, 1_000, key="k").answer
    assert shop.capture(order_id, 2_000, key="k").answer == first
    assert shop.capture(other_id, 1_000, key="k").answer == first
    assert shop.call("captures.create", order_id, body={}, key="k").answer == first
    assert shop.call("orders.cancel", other_id, key="k").answer == first
    assert shop.amounts(order_id)[1] == 1_000
    assert shop.status(other_id) == "AUTHORIZED"


def test_a_refusal_by_state_is_repeated_even_when_the_state_has_changed(shop: Caller) -> None:
    order_id = shop.place(10_000)
    refusal = shop.refund(order_id, 1_000, key="k")
    assert refusal.status == 403
    shop.capture(order_id, 10_000)
    assert shop.refund(order_id, 1_000, key="k").answer == refusal.answer
    assert shop.refund(order_id, 1_000, key="other").status == 201


def test_an_order_that_was_not_there_is_not_there_for_this_key(shop: Caller) -> None:
    assert shop.capture("later", 1, key="k").status == 404
    shop.place(order_id="later")
    assert shop.capture("later", 1, key="k").status == 404
    assert shop.capture("later", 1).status == 201


@pytest.mark.parametrize("body", [{}, b"{"])
def test_a_malformed_request_does_not_use_up_its_key(shop: Caller, body: Any) -> None:
    order_id = shop.place()
    assert shop.call("captures.create", order_id, body=body, key="k").status in (400, 422)
    assert shop.capture(order_id, 1, key="k").status == 201


@pytest.mark.parametrize(
    ("header", "status"), [(("Authorization", "Basic wrong"), 401), (("Content-Type", "text/plain"), 415)]
)
def test_neither_does_one_that_was_not_let_in(shop: Caller, header: tuple[str, str], status: int) -> None:
    order_id, body = shop.place(), {"captured_amount": 1}
    assert shop.call("captures.create", order_id, body=body, key="k", headers=[header]).status == status
    assert shop.capture(order_id, 1, key="k").status == 201


def test_a_key_used_before_does_not_let_anybody_in(shop: Caller) -> None:
    order_id, body = shop.place(), {"captured_amount": 1}
    shop.capture(order_id, 1, key="k")
    wrong = [("Authorization", "Basic wrong")]
    assert shop.call("captures.create", order_id, body=body, key="k", headers=wrong).status == 401


def test_keys_are_forgotten_after_24_hours(shop: Caller) -> None:
    order_id = shop.place(10_000)
    shop.capture(order_id, 1_000, key="k")
    shop.sandbox.advance(hours=24, milliseconds=-1)
    shop.capture(order_id, 1_000, key="k")
    assert shop.amounts(order_id)[1] == 1_000
    shop.sandbox.advance(milliseconds=1)
    shop.capture(order_id, 1_000, key="k")
    assert shop.amounts(order_id)[1] == 2_000


def test_reads_have_no_key(shop: Caller) -> None:
    order_id = shop.place()
    shop.call("orders.get", order_id, key="k")
    shop.capture(order_id, 1, key="k")
    assert shop.call("orders.get", order_id, key="k").body["captured_amount"] == 1


def test_many_threads_with_one_key_have_one_effect_and_one_answer(shop: Caller) -> None:
    order_id = shop.place(10_000)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: shop.capture(order_id, 100, key="k").answer, range(64)))
    assert answers == answers[:1] * 64
    assert shop.amounts(order_id)[1] == 100


def test_many_threads_without_keys_never_take_more_than_there_is(shop: Caller) -> None:
    order_id = shop.place(1_000)
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda _: shop.capture(order_id, 30).status, range(64)))
    assert statuses.count(201) == 33
    assert shop.amounts(order_id) == (1_000, 990, 0, 10)


class TestWhileACallIsRunning:
    """With a slow call between its arrival and its end."""

    @pytest.fixture
    def slow(self, shop: Caller) -> Caller:
        shop.place(order_id="o")
        shop.sandbox.slow(60, times=1)
        return shop

    def start(self, shop: Caller, **how: Any) -> tuple[Request, Delayed]:
        request = shop.request("captures.create", "o", **{"body": {"captured_amount": 1}, **how})
        running = shop.sandbox.receive(request)
        assert isinstance(running, Delayed)
        return request, running

    def test_its_key_is_in_use(self, slow: Caller) -> None:
        request, running = self.start(slow, key="k")
        assert read(slow.sandbox.handle(request)).refusal == (409, "CONFLICT")
        first = slow.sandbox.resume(running)
        assert isinstance(first, Answer)
        assert first.status_code == 201
        assert slow.sandbox.handle(request) == first

    def test_nothing_has_happened_yet(self, slow: Caller) -> None:
        _, running = self.start(slow, key="k")
        assert slow.amounts("o")[1] == 0
        slow.sandbox.resume(running)
        assert slow.amounts("o")[1] == 1

    def test_its_key_stays_in_use_however_long_it_takes(self, slow: Caller) -> None:
        request, _ = self.start(slow, key="k")
        slow.sandbox.advance(days=2)
        assert slow.sandbox.handle(request).status_code == 409

    def test_a_conflict_is_not_the_answer_for_later(self, slow: Caller, vendor: str) -> None:
        request, running = self.start(slow, key="k", body={})
        assert slow.sandbox.handle(request).status_code == 409
        malformed = slow.sandbox.resume(running)
        assert isinstance(malformed, Answer)
        assert read(malformed).refusal == MALFORMED[vendor]
        assert read(slow.sandbox.handle(request)).refusal == MALFORMED[vendor]

    def test_other_keys_are_free(self, slow: Caller) -> None:
        self.start(slow, key="k")
        assert slow.capture("o", 1, key="other").status == 201

    def test_forgetting_the_keys_frees_it(self, slow: Caller) -> None:
        request, running = self.start(slow, key="k")
        slow.sandbox.forget_keys()
        assert slow.sandbox.handle(request).status_code == 201
        slow.sandbox.resume(running)
        assert slow.amounts("o")[1] == 2

    def test_after_a_reset_it_is_none_of_the_new_tests(self, slow: Caller) -> None:
        request, running = self.start(slow, key="k")
        slow.sandbox.reset()
        slow.place(order_id="o")
        assert slow.sandbox.resume(running) == Closed()
        assert slow.amounts("o")[1] == 0
        assert slow.sandbox.journal.captures == ()
        assert slow.sandbox.handle(request).status_code == 201

    def test_it_is_carried_out_once(self, slow: Caller) -> None:
        _, running = self.start(slow)
        slow.sandbox.resume(running)
        assert slow.sandbox.resume(running) == Closed()
        assert slow.amounts("o")[1] == 1


def test_forgotten_keys_have_another_effect(shop: Caller) -> None:
    order_id = shop.place(10_000)
    shop.capture(order_id, 1_000, key="k")
    shop.sandbox.forget_keys()
    shop.capture(order_id, 1_000, key="k")
    assert shop.amounts(order_id)[1] == 2_000
