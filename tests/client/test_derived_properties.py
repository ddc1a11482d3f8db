"""What shops work out of orders by hand everywhere."""

from __future__ import annotations

from typing import Any

import attrs
import kco
import pytest

AMOUNTS: dict[str, Any] = {"captured_amount": 60, "refunded_amount": 20, "remaining_authorized_amount": 40}
FIRST = {"capture_id": "c-1", "captured_amount": 50, "refunded_amount": 20}
SECOND = {"capture_id": "c-2", "captured_amount": 10, "refunded_amount": 0}
STATES = ("AUTHORIZED", "PART_CAPTURED", "CAPTURED", "CANCELLED", "EXPIRED", "CLOSED")


def order(vendor: str, **fields: Any) -> Any:
    return getattr(kco, vendor).Order.from_dict({"status": "PART_CAPTURED"} | AMOUNTS | fields)


@pytest.fixture(params=[str.upper, str.lower, str.title], ids=["upper", "lower", "title"])
def letters(request: pytest.FixtureRequest) -> Any:
    """How the vendor writes its states today."""
    return request.param


@pytest.mark.parametrize(
    ("status", "amount"),
    [
        ("AUTHORIZED", 40),
        ("PART_CAPTURED", 40),
        ("CAPTURED", 0),
        ("CANCELLED", 0),
        ("EXPIRED", 0),
        ("CLOSED", 0),
        ("SOMETHING_NEW", 40),
        ("", 40),
    ],
)
def test_what_can_be_captured_is_what_remains_while_the_state_allows_it(
    vendor: str, status: str, amount: int, letters: Any
) -> None:
    assert order(vendor, status=letters(status)).capturable_amount == amount


@pytest.mark.parametrize("status", [*STATES, "SOMETHING_NEW", ""])
def test_what_can_be_refunded_is_what_was_captured_less_what_was_refunded(
    vendor: str, status: str, letters: Any
) -> None:
    assert order(vendor, status=letters(status)).refundable_amount == 40


def test_amounts_are_never_negative(vendor: str) -> None:
    odd = order(vendor, refunded_amount=70, remaining_authorized_amount=-5)
    assert (odd.capturable_amount, odd.refundable_amount) == (0, 0)
    strange = FIRST | {"captured_amount": 10}
    assert order(vendor, captures=[strange, SECOND]).refundable_amount_of("c-1") == 0


@pytest.mark.parametrize(
    ("status", "captured", "refunded", "final"),
    [
        ("AUTHORIZED", 0, 0, False),
        ("PART_CAPTURED", 60, 0, False),
        ("PART_CAPTURED", 60, 60, False),  # the rest can still be captured
        ("CAPTURED", 60, 20, False),
        ("CAPTURED", 60, 60, True),
        ("CAPTURED", 0, 0, True),  # released before anything was captured
        ("CANCELLED", 0, 0, True),
        ("EXPIRED", 0, 0, True),
        ("EXPIRED", 60, 20, False),
        ("EXPIRED", 60, 60, True),
        ("CLOSED", 60, 20, False),
        ("CLOSED", 60, 60, True),
        ("SOMETHING_NEW", 0, 0, False),
        ("", 0, 0, False),
    ],
)
def test_an_order_is_final_when_no_money_can_move_any_more(
    vendor: str, status: str, captured: int, refunded: int, final: bool, letters: Any
) -> None:
    found = order(vendor, status=letters(status), captured_amount=captured, refunded_amount=refunded)
    assert found.is_final is final
    if final:
        assert found.capturable_amount == found.refundable_amount == 0


def test_the_table_of_final_states_knows_every_state(vendor: str) -> None:
    assert {str(status) for status in getattr(kco, vendor).OrderStatus} == set(STATES)


NEEDED = {
    "capturable_amount": ("status", "remaining_authorized_amount"),
    "refundable_amount": ("captured_amount", "refunded_amount"),
    "is_final": ("status", "captured_amount", "refunded_amount"),
}


UNUSABLE: dict[str, Any] = {"null": None, "a boolean": True, "a list": [], "an object": {}}
NO_AMOUNTS: dict[str, Any] = {"text": "100", "a fraction": 1.5, "a float": 100.0}


@pytest.mark.parametrize(
    ("name", "field", "odd"),
    [
        pytest.param(name, field, {field: value}, id=f"{name} needs {field}, not {what}")
        for name, fields in NEEDED.items()
        for field in fields
        for what, value in (UNUSABLE | ({} if field == "status" else NO_AMOUNTS)).items()
    ]
    + [(name, field, {}) for name, fields in NEEDED.items() for field in fields],
)
def test_an_amount_whose_parts_are_missing_is_not_guessed(
    vendor: str, name: str, field: str, odd: dict[str, Any]
) -> None:
    source = {"status": "CLOSED" if name == "is_final" else "AUTHORIZED"} | AMOUNTS
    del source[field]
    found = getattr(kco, vendor).Order.from_dict(source | odd)
    with pytest.raises(kco.DecodeError, match=f"the answer has no {field}") as caught:
        getattr(found, name)
    assert caught.value.outcome == "applied"


def test_what_is_not_needed_may_be_missing(vendor: str) -> None:
    cancelled = getattr(kco, vendor).Order.from_dict({"status": "cancelled"})
    assert cancelled.capturable_amount == 0
    assert getattr(kco, vendor).Order.from_dict({"status": "authorized"}).is_final is False


@pytest.mark.parametrize("fraud_status", ["PENDING", "REJECTED", "STOPPED"])
@pytest.mark.parametrize("status", ["AUTHORIZED", "PART_CAPTURED", "SOMETHING_NEW"])
def test_nothing_can_be_captured_while_the_fraud_check_forbids_it(
    vendor: str, status: str, fraud_status: str, letters: Any
) -> None:
    found = order(vendor, status=status, fraud_status=letters(fraud_status))
    assert (found.capturable_amount, found.refundable_amount, found.is_final) == (0, 40, False)


@pytest.mark.parametrize("fraud_status", ["ACCEPTED", "SOMETHING_NEW", "", None])
def test_other_results_of_the_fraud_check_forbid_nothing(vendor: str, fraud_status: str | None) -> None:
    assert order(vendor, fraud_status=fraud_status).capturable_amount == 40


class TestOneCapture:
    def test_it_can_be_refunded_up_to_what_it_took(self, vendor: str) -> None:
        found = order(vendor, captures=[FIRST, SECOND])
        assert [found.refundable_amount_of(capture_id) for capture_id in ("c-1", "c-2")] == [30, 10]

    def test_the_whole_order_is_the_limit(self, vendor: str) -> None:
        found = order(vendor, captured_amount=25, captures=[FIRST, SECOND])
        assert found.refundable_amount_of("c-1") == 5

    @pytest.mark.parametrize(
        ("order_refunded", "captures_refunded"),
        [(500, 0), (500, 499), (0, 500)],
        ids=["recorded right after a full refund", "some of it", "the other way round"],
    )
    def test_refunds_that_the_captures_do_not_account_for_leave_it_unknown(
        self, vendor: str, order_refunded: int, captures_refunded: int
    ) -> None:
        only = {"capture_id": "c-1", "captured_amount": 500, "refunded_amount": captures_refunded}
        found = order(vendor, captured_amount=500, refunded_amount=order_refunded, captures=[only])
        with pytest.raises(kco.DecodeError, match=f"{order_refunded} of the order is refunded, .* not known"):
            found.refundable_amount_of("c-1")
        assert found.refundable_amount == 500 - order_refunded

    def test_an_unknown_capture_is_told_with_those_there_are(self, vendor: str) -> None:
        found = order(vendor, captures=[FIRST, SECOND])
        with pytest.raises(kco.InvalidInputError) as caught:
            found.refundable_amount_of("c-3")
        assert str(caught.value).startswith("capture_id: the order has no capture 'c-3'; it has c-1, c-2")
        assert [violation.path for violation in caught.value.violations] == ["capture_id"]
        many = [SECOND | {"capture_id": f"m-{number}"} for number in range(9)]
        with pytest.raises(kco.InvalidInputError, match="it has m-0, m-1, m-2, m-3, m-4, …"):
            order(vendor, captures=many).refundable_amount_of("c-1")
        with pytest.raises(kco.InvalidInputError, match="it has none; read the order again"):
            order(vendor, captures=[]).refundable_amount_of("c-1")
        with pytest.raises(kco.InvalidInputError, match="no capture of type Capture"):
            found.refundable_amount_of(found.captures[0])

    @pytest.mark.parametrize("field", ["captured_amount", "refunded_amount"])
    @pytest.mark.parametrize("value", [..., None, "1", True])
    def test_what_is_missing_is_not_guessed(self, vendor: str, field: str, value: Any) -> None:
        capture = {**FIRST, field: value}
        if value is ...:
            del capture[field]
        with pytest.raises(kco.DecodeError, match=f"the answer has no {field}"):
            order(vendor, captures=[capture, SECOND]).refundable_amount_of("c-1")

    @pytest.mark.parametrize("fields", [{"captures": None}, {"refunded_amount": None, "captures": [FIRST]}])
    def test_neither_is_what_the_order_lacks(self, vendor: str, fields: dict[str, Any]) -> None:
        with pytest.raises(kco.DecodeError, match="the answer has no "):
            order(vendor, **fields).refundable_amount_of("c-1")

    def test_a_capture_alone_does_not_know(self, vendor: str) -> None:
        assert not hasattr(getattr(kco, vendor).Capture.from_dict(FIRST), "refundable_amount")


def test_derived_values_follow_an_evolved_order(vendor: str) -> None:
    assert attrs.evolve(order(vendor), remaining_authorized_amount=7).capturable_amount == 7
