"""Idempotency keys: one effect and one answer for each."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from kco.sandbox.clock import Clock
from kco.sandbox.service import Admitted, Service
from kco.sandbox.vendors import load_vendor

from .calling import START, Caller, counting_ids, read


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


def test_a_malformed_request_does_not_use_up_its_key(shop: Caller) -> None:
    order_id = shop.place()
    assert shop.call("captures.create", order_id, body={}, key="k").status == 400
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
    """With time between the two halves of a call."""

    @pytest.fixture
    def service(self, vendor: str) -> Service:
        service = Service(load_vendor(vendor), clock=Clock(lambda: START), new_id=counting_ids())
        service.add_order({"order_id": "o"})
        return service

    def test_its_key_is_in_use(self, service: Service, shop: Caller) -> None:
        request = shop.request("captures.create", "o", body={"captured_amount": 1}, key="k")
        running = service.begin(request)
        assert isinstance(running, Admitted)
        assert read(service.handle(request)).refusal == (409, "CONFLICT")
        first = service.finish(running)
        assert first.status_code == 201
        assert service.handle(request) == first

    def test_its_key_stays_in_use_however_long_it_takes(self, service: Service, shop: Caller) -> None:
        request = shop.request("captures.create", "o", body={"captured_amount": 1}, key="k")
        service.begin(request)
        service.advance(timedelta(days=2))
        assert service.handle(request).status_code == 409

    def test_a_conflict_is_not_the_answer_for_later(self, service: Service, shop: Caller) -> None:
        request = shop.request("captures.create", "o", body={}, key="k")
        running = service.begin(request)
        assert isinstance(running, Admitted)
        service.handle(request)
        assert service.finish(running).status_code == 400
        assert isinstance(service.begin(request), Admitted)

    def test_other_keys_are_free(self, service: Service, shop: Caller) -> None:
        body = {"captured_amount": 1}
        service.begin(shop.request("captures.create", "o", body=body, key="k"))
        other = service.handle(shop.request("captures.create", "o", body=body, key="other"))
        assert other.status_code == 201

    def test_a_reset_meanwhile_frees_it_for_good(self, service: Service, shop: Caller) -> None:
        request = shop.request("captures.create", "o", body={"captured_amount": 1}, key="k")
        running = service.begin(request)
        assert isinstance(running, Admitted)
        service.reset()
        assert service.finish(running).status_code == 404
        service.add_order({"order_id": "o"})
        assert service.handle(request).status_code == 201

    def test_an_end_from_before_a_reset_does_not_free_it(self, service: Service, shop: Caller) -> None:
        request = shop.request("captures.create", "o", body={}, key="k")
        before = service.begin(request)
        service.reset()
        service.begin(request)
        assert isinstance(before, Admitted)
        assert service.finish(before).status_code == 400
        assert service.handle(request).status_code == 409
