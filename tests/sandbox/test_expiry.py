"""When authorizations end, and how far they can be extended."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from .calling import TODAY, Caller

NOT_ALLOWED = (403, "NOT_ALLOWED")


def extend(shop: Caller, order_id: str) -> tuple[int, str | None]:
    return shop.call("orders.extend_authorization_time", order_id).refusal


def days_until_expiry(shop: Caller, order_id: str) -> float:
    """Return the days from the midnight before the test begins, at noon."""
    return (datetime.fromisoformat(shop.show(order_id)["expires_at"]) - TODAY) / timedelta(days=1)


def test_an_authorization_ends_at_midnight_of_the_28th_day(shop: Caller) -> None:
    order_id = shop.place(10_000)
    assert shop.show(order_id)["expires_at"] == "2026-03-29T00:00:00.000Z"
    shop.sandbox.advance(days=27, hours=12, milliseconds=-1)
    assert shop.status(order_id) == "AUTHORIZED"
    shop.sandbox.advance(milliseconds=1)
    assert shop.status(order_id) == "EXPIRED"
    assert shop.amounts(order_id) == (10_000, 0, 0, 0)


@pytest.mark.parametrize(
    "created_at", ["2026-02-28T00:00:00Z", "2026-02-28T23:59:59.999Z", "2026-03-01T00:30:00+01:00"]
)
def test_midnight_is_that_of_utc(shop: Caller, created_at: str) -> None:
    assert shop.show(shop.place(created_at=created_at))["expires_at"] == "2026-03-28T00:00:00.000Z"


def test_what_was_captured_stays_captured(shop: Caller) -> None:
    order_id = shop.place(10_000, captured_amount=4_000)
    shop.sandbox.advance(days=28)
    assert shop.status(order_id) == "EXPIRED"
    assert shop.amounts(order_id) == (10_000, 4_000, 0, 0)


@pytest.mark.parametrize("status", ["CAPTURED", "CANCELLED", "CLOSED"])
def test_an_order_that_is_over_does_not_expire(shop: Caller, status: str) -> None:
    order_id = shop.place(status=status)
    shop.sandbox.advance(weeks=52)
    assert shop.status(order_id) == status


def test_an_order_whose_captures_were_all_refunded_expires_like_others(shop: Caller) -> None:
    order_id = shop.place(captured_amount=1, refunded_amount=1)
    shop.sandbox.advance(days=28)
    assert shop.status(order_id) == "EXPIRED"


@pytest.mark.parametrize("captured", [0, 4_000])
def test_an_extension_counts_from_today_so_twice_on_one_day_is_once(shop: Caller, captured: int) -> None:
    order_id = shop.place(captured_amount=captured)
    shop.sandbox.advance(days=10)
    for minutes in (0, 30, 11 * 60):
        shop.sandbox.advance(minutes=minutes)
        assert extend(shop, order_id) == (204, None)
        assert days_until_expiry(shop, order_id) == 38
    shop.sandbox.advance(minutes=30)
    assert extend(shop, order_id) == (204, None)
    assert days_until_expiry(shop, order_id) == 39


@pytest.mark.parametrize(("vendor", "limit"), [("kustom", 90), ("klarna", 180)])
def test_extensions_end_at_the_limit_of_the_vendor(shop: Caller, limit: int) -> None:
    order_id = shop.place()
    while days_until_expiry(shop, order_id) < limit:
        shop.sandbox.advance(days=27)
        assert extend(shop, order_id) == (204, None)
    assert days_until_expiry(shop, order_id) == limit
    assert extend(shop, order_id) == NOT_ALLOWED


def test_an_extension_never_shortens(shop: Caller) -> None:
    order_id = shop.place(expires_at=TODAY + timedelta(days=60))
    assert extend(shop, order_id) == (204, None)
    assert days_until_expiry(shop, order_id) == 60


@pytest.mark.parametrize("status", ["CAPTURED", "CANCELLED", "EXPIRED", "CLOSED"])
def test_an_order_that_is_not_open_cannot_be_extended(shop: Caller, status: str) -> None:
    assert extend(shop, shop.place(status=status)) == NOT_ALLOWED


def test_the_refusal_for_an_expired_order_says_so(shop: Caller) -> None:
    reading = shop.call("orders.extend_authorization_time", shop.place(status="EXPIRED"))
    assert reading.messages == ("Order is expired. Authorization time cannot be extended.",)


@pytest.mark.parametrize("country", ["ES", "FR", "IT", "pt"])
def test_kustom_extends_nothing_in_some_countries(kustom: Caller, country: str) -> None:
    assert extend(kustom, kustom.place(purchase_country=country)) == NOT_ALLOWED


@pytest.mark.parametrize("method", ["CARD", "SWISH", "MOBILEPAY"])
def test_kustom_extends_payment_methods_of_klarna_only(kustom: Caller, method: str) -> None:
    assert extend(kustom, kustom.place(initial_payment_method={"type": method})) == NOT_ALLOWED


def test_kustom_extends_no_order_from_before_it_could(kustom: Caller) -> None:
    order_id = kustom.place(created_at="2025-09-24T23:59:59Z", expires_at=TODAY + timedelta(days=1))
    assert extend(kustom, order_id) == NOT_ALLOWED


def test_klarna_does_not_extend_fixed_sum_credit_in_america(klarna: Caller) -> None:
    credit = {"type": "FIXED_SUM_CREDIT"}
    american = klarna.place(purchase_country="us", initial_payment_method=credit)
    british = klarna.place(purchase_country="gb", initial_payment_method=credit)
    assert extend(klarna, american) == NOT_ALLOWED
    assert extend(klarna, british) == (204, None)
