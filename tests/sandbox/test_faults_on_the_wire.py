"""What each fault does to a request: whether it is applied, what goes out, and which requests it strikes."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from kco.runtime.messages import Answer
from kco.sandbox.fault_injection import Closed, CutShort, Delayed, OnTheWire
from kco.sandbox.faults import AnyFault, Garbage, Truncate, fault_from_dict

from .calling import MALFORMED, Caller, Reading, read


@attrs.frozen
class Struck:
    """A shop that sends requests to where faults strike."""

    shop: Caller
    order_id: str = "o"

    def send(self, name: str, *more: str, body: Any = None, key: str | None = None) -> OnTheWire | Delayed:
        request = self.shop.request(name, self.order_id, *more, body=body, key=key)
        return self.shop.sandbox.receive(request)

    def capture(self, amount: int = 1_000, *, key: str | None = None) -> OnTheWire | Delayed:
        return self.send("captures.create", body={"captured_amount": amount}, key=key)

    def get(self) -> OnTheWire | Delayed:
        return self.send("orders.get")

    @property
    def captured(self) -> int:
        return self.shop.amounts(self.order_id)[1]


@pytest.fixture
def struck(shop: Caller) -> Struck:
    shop.place(10_000, order_id="o")
    return Struck(shop)


def answer(received: OnTheWire | Delayed) -> Reading:
    assert isinstance(received, Answer), received
    return read(received)


BEFORE: list[dict[str, Any]] = [
    {"fault": "status", "code": 500},
    {"fault": "rate_limit"},
    {"fault": "drop_request"},
]
AFTER: list[dict[str, Any]] = [
    {"fault": "lose_response"},
    {"fault": "truncate"},
    {"fault": "garbage"},
]


@pytest.mark.parametrize("fault", BEFORE, ids=lambda fault: str(fault["fault"]))
def test_what_strikes_before_the_service_applies_nothing_and_leaves_the_key_free(
    struck: Struck, fault: dict[str, Any]
) -> None:
    struck.shop.sandbox.add_fault(fault_from_dict(fault))
    struck.capture(key="k")
    assert struck.captured == 0
    assert answer(struck.capture(key="k")).status == 201
    assert struck.captured == 1_000


@pytest.mark.parametrize("fault", AFTER, ids=lambda fault: str(fault["fault"]))
def test_what_strikes_after_the_service_finds_it_applied_and_the_key_used(
    struck: Struck, fault: dict[str, Any]
) -> None:
    struck.shop.sandbox.add_fault(fault_from_dict(fault))
    struck.capture(key="k")
    assert struck.captured == 1_000
    again = answer(struck.capture(key="k"))
    assert again.status == 201
    assert again.answer.headers["Capture-Id"] == struck.shop.show("o")["captures"][0]["capture_id"]
    assert struck.captured == 1_000


class TestWhatGoesOut:
    @pytest.mark.parametrize(
        ("code", "kustom_code", "klarna_code"),
        [
            (400, "INVALID_REQUEST_PARAMETERS", "BAD_REQUEST"),
            (403, "CAPTURE_NOT_ALLOWED", "CAPTURE_NOT_ALLOWED"),
            (404, "NO_SUCH_ORDER", "NO_SUCH_ORDER"),
            (409, "CONFLICT", "CONFLICT"),
            (413, "PAYLOAD_TOO_LARGE", "REQUEST_TOO_LARGE"),
            (415, "UNSUPPORTED_MEDIA_TYPE", "UNSUPPORTED_MEDIA_TYPE"),
            (429, "TOO_MANY_REQUESTS", "TOO_MANY_REQUESTS"),
            (500, "INTERNAL_ERROR", "INTERNAL_SERVER_ERROR"),
            (503, "TEMPORARILY_UNAVAILABLE", "TEMPORARILY_UNAVAILABLE"),
        ],
    )
    def test_a_status_has_the_code_that_the_vendor_lists_for_it(
        self, struck: Struck, vendor: str, code: int, kustom_code: str, klarna_code: str
    ) -> None:
        struck.shop.sandbox.status(code)
        expected = {"kustom": kustom_code, "klarna": klarna_code}[vendor]
        reading = answer(struck.capture())
        assert reading.refusal == (code, expected)
        assert reading.body["correlation_id"]

    @pytest.mark.parametrize("code", [401, 418, 499, 520, 599])
    def test_a_status_that_no_vendor_lists_has_no_body(self, struck: Struck, code: int) -> None:
        struck.shop.sandbox.status(code)
        assert answer(struck.capture()).answer == Answer(code)

    @pytest.mark.parametrize(
        ("name", "code", "expected"),
        [
            ("orders.cancel", 403, "CANCEL_NOT_ALLOWED"),
            ("orders.acknowledge", 403, "NOT_ALLOWED"),
            ("refunds.create", 403, "REFUND_NOT_ALLOWED"),
            ("refunds.create", 404, "NOT_FOUND"),
        ],
    )
    def test_a_refusal_has_the_code_of_its_operation(
        self, struck: Struck, name: str, code: int, expected: str
    ) -> None:
        struck.shop.sandbox.status(code, operation=name)
        assert answer(struck.send(name, body={"refunded_amount": 1})).refusal == (code, expected)

    def test_an_error_code_can_be_chosen(self, struck: Struck) -> None:
        struck.shop.sandbox.status(422, error_code="INVALID_ADDRESS")
        assert answer(struck.capture()).refusal == (422, "INVALID_ADDRESS")

    def test_a_status_says_when_to_come_back_if_told_so(self, struck: Struck) -> None:
        struck.shop.sandbox.status(503)
        struck.shop.sandbox.status(503, retry_after=7)
        struck.shop.sandbox.rate_limit()
        answers = [answer(struck.capture()) for _ in range(3)]
        assert [(a.status, a.answer.headers.get("Retry-After")) for a in answers] == [
            (503, None),
            (503, "7"),
            (429, "1"),
        ]

    def test_klarna_counts_down_to_its_limit_in_headers(self, struck: Struck, vendor: str) -> None:
        struck.shop.sandbox.rate_limit(retry_after=3)
        headers = answer(struck.capture()).answer.headers
        counting = {name: value for name, value in headers.items() if name.startswith("X-")}
        klarnas = {
            "X-Ratelimit-Limit": "50, 50;w=1",
            "X-Ratelimit-Remaining": "0",
            "X-Ratelimit-Reset": "3",
        }
        assert counting == (klarnas if vendor == "klarna" else {})

    def test_a_dropped_request_and_a_lost_answer_look_the_same(self, struck: Struck) -> None:
        struck.shop.sandbox.drop_request()
        struck.shop.sandbox.lose_response()
        assert struck.capture() == struck.capture() == Closed()

    def test_a_truncated_answer_announces_more_than_it_has(self, struck: Struck) -> None:
        whole = answer(struck.get()).answer
        struck.shop.sandbox.truncate(operation="orders.get")
        cut = struck.get()
        assert isinstance(cut, CutShort)
        assert cut.answer == whole
        assert cut.sent == whole.content[: len(whole.content) // 2]

    @pytest.mark.parametrize(("after", "sent"), [(0, 0), (10, 10), (1_000_000, -1)])
    def test_it_breaks_off_where_told_but_never_after_the_end(
        self, struck: Struck, after: int, sent: int
    ) -> None:
        struck.shop.sandbox.add_fault(Truncate(after=after, operation="orders.get"))
        cut = struck.get()
        assert isinstance(cut, CutShort)
        assert cut.length == sent % len(cut.answer.content)

    @pytest.mark.parametrize(("name", "status"), [("captures.create", 201), ("orders.acknowledge", 200)])
    def test_an_answer_without_a_body_is_given_one_to_truncate(
        self, struck: Struck, name: str, status: int
    ) -> None:
        struck.shop.sandbox.truncate()
        cut = struck.send(name, body={"captured_amount": 1} if name == "captures.create" else None)
        assert isinstance(cut, CutShort)
        assert (cut.answer.status_code, cut.answer.content, cut.sent) == (status, b"{}", b"{")

    @pytest.mark.parametrize(
        ("body", "media_type", "beginning"),
        [
            ("html", "text/html; charset=utf-8", b"<!DOCTYPE html>"),
            ("text", "text/plain", b"upstream"),
            ("json", "application/json", b'{"order_id": "'),
            ("empty", "application/json", b""),
        ],
    )
    def test_garbage_keeps_nothing_but_the_status(
        self, struck: Struck, body: Any, media_type: str, beginning: bytes
    ) -> None:
        struck.shop.sandbox.garbage(body=body)
        got = struck.capture()
        assert isinstance(got, Answer)
        assert (got.status_code, dict(got.headers)) == (201, {"Content-Type": media_type})
        assert got.content.startswith(beginning)
        assert bool(got.content) == bool(beginning)

    def test_garbage_in_the_place_of_nothing_is_no_204(self, struck: Struck) -> None:
        struck.shop.sandbox.add_fault(Garbage())
        got = struck.send("orders.acknowledge")
        assert isinstance(got, Answer)
        assert got.status_code == 200

    def test_a_slow_answer_is_what_it_would_have_been(self, struck: Struck) -> None:
        struck.shop.sandbox.slow(3, operation="orders.get")
        delayed = struck.get()
        assert isinstance(delayed, Delayed)
        assert delayed.seconds == 3
        assert struck.shop.sandbox.resume(delayed) == struck.get()


class TestWhoIsStruck:
    FAULTS: tuple[AnyFault, ...] = tuple(
        fault_from_dict(data) for data in (*BEFORE, *AFTER, {"fault": "slow", "seconds": 1})
    )

    @pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.NAME)
    def test_writes_are_struck_and_reads_are_not(self, struck: Struck, fault: AnyFault) -> None:
        struck.shop.sandbox.add_fault(fault)
        assert answer(struck.get()).status == 200
        assert struck.shop.sandbox.faults == (fault,)
        struck.capture()
        assert not struck.shop.sandbox.faults

    @pytest.mark.parametrize(
        "fault", [fault for fault in FAULTS if fault.NAME != "lose_response"], ids=lambda fault: fault.NAME
    )
    def test_a_read_is_struck_if_it_is_named(self, struck: Struck, fault: Any) -> None:
        struck.shop.sandbox.add_fault(attrs.evolve(fault, operation="orders.get"))
        assert answer(struck.send("captures.list")).status == 200
        assert answer(struck.capture()).status == 201
        struck.get()
        assert struck.shop.sandbox.faults == ()
        assert answer(struck.get()).status == 200

    def test_an_operation_that_is_named_is_struck_alone(self, struck: Struck) -> None:
        struck.shop.sandbox.status(503, operation="refunds.create", times=2)
        assert answer(struck.capture()).status == 201
        refunds = [struck.send("refunds.create", body={"refunded_amount": 1}) for _ in range(3)]
        assert [answer(refund).status for refund in refunds] == [503, 503, 201]

    def test_so_many_are_struck_and_no_more(self, struck: Struck) -> None:
        struck.shop.sandbox.drop_request(times=3)
        outcomes = [struck.capture(1) for _ in range(5)]
        assert [isinstance(outcome, Closed) for outcome in outcomes] == [True, True, True, False, False]
        assert struck.captured == 2

    def test_faults_strike_in_the_order_they_were_set(self, struck: Struck) -> None:
        struck.shop.sandbox.status(503, times=2)
        struck.shop.sandbox.lose_response()
        struck.shop.sandbox.rate_limit()
        outcomes = [struck.capture(1) for _ in range(5)]
        seen = [outcome.status_code if isinstance(outcome, Answer) else None for outcome in outcomes]
        assert seen == [503, 503, None, 429, 201]
        assert struck.captured == 2

    def test_a_fault_for_another_operation_is_passed_by(self, struck: Struck) -> None:
        struck.shop.sandbox.drop_request(operation="refunds.create")
        struck.shop.sandbox.status(500)
        assert answer(struck.capture()).status == 500
        assert [fault.NAME for fault in struck.shop.sandbox.faults] == ["drop_request"]

    def test_two_faults_that_are_equal_are_two(self, struck: Struck) -> None:
        struck.shop.sandbox.status(500)
        struck.shop.sandbox.status(500)
        assert [answer(struck.capture()).status for _ in range(3)] == [500, 500, 201]

    def test_a_lost_answer_waits_for_something_to_be_applied(self, struck: Struck, vendor: str) -> None:
        struck.shop.sandbox.lose_response()
        assert answer(struck.capture(10_001)).status == 403
        assert answer(struck.send("captures.create", body={})).refusal == MALFORMED[vendor]
        assert len(struck.shop.sandbox.faults) == 1
        assert struck.capture(1) == Closed()
        assert not struck.shop.sandbox.faults

    def test_the_repetition_of_an_answer_is_lost_and_that_of_a_refusal_is_not(self, struck: Struck) -> None:
        struck.capture(1_000, key="k")
        struck.capture(10_001, key="refused")
        struck.shop.sandbox.lose_response(times=2)
        assert answer(struck.capture(10_001, key="refused")).status == 403
        assert struck.capture(1_000, key="k") == Closed()
        assert struck.capture(1_000, key="k") == Closed()
        assert answer(struck.capture(1_000, key="k")).status == 201
        assert struck.captured == 1_000

    def test_what_waits_behind_it_keeps_waiting(self, struck: Struck) -> None:
        struck.shop.sandbox.lose_response()
        struck.shop.sandbox.status(503)
        assert answer(struck.capture(10_001)).status == 403
        assert struck.capture() == Closed()
        assert answer(struck.capture()).status == 503

    def test_what_is_no_operation_meets_no_fault(self, struck: Struck) -> None:
        struck.shop.sandbox.drop_request()
        request = struck.shop.request("orders.get", "o")
        elsewhere = attrs.evolve(request, url="https://sandbox.invalid/", method="POST")
        assert answer(struck.shop.sandbox.receive(elsewhere)).status == 404
        assert len(struck.shop.sandbox.faults) == 1

    def test_handle_goes_past_all_faults(self, struck: Struck) -> None:
        struck.shop.sandbox.drop_request()
        assert struck.shop.capture("o", 1).status == 201
        assert len(struck.shop.sandbox.faults) == 1
