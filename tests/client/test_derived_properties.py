"""What shops work out of orders and captures by hand everywhere."""

from __future__ import annotations

from typing import Any

import attrs
import kco
import pytest

AMOUNTS = {"captured_amount": 60, "refunded_amount": 20, "remaining_authorized_amount": 40}
STATES = ("AUTHORIZED", "PART_CAPTURED", "CAPTURED", "CANCELLED", "EXPIRED", "CLOSED")


def order(vendor: str, **fields: Any) -> Any:
    return getattr(kco, vendor).Order.from_dict({"status": "PART_CAPTURED"} | AMOUNTS | fields)


def capture(vendor: str, **fields: Any) -> Any:
    return getattr(kco, vendor).Capture.from_dict(fields)


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
    assert capture(vendor, captured_amount=1, refunded_amount=2).refundable_amount == 0


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


def test_a_capture_can_be_refunded_up_to_what_it_took(vendor: str) -> None:
    assert capture(vendor, captured_amount=60, refunded_amount=20).refundable_amount == 40
    for fields in ({"captured_amount": 60}, {"refunded_amount": 0}, {}):
        with pytest.raises(kco.DecodeError):
            _ = capture(vendor, **fields).refundable_amount


def test_derived_values_follow_an_evolved_order(vendor: str) -> None:
    assert attrs.evolve(order(vendor), remaining_authorized_amount=7).capturable_amount == 7
