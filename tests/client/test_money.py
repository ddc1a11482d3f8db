"""Amounts in major and minor units, and shares of an amount."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import kco
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from kco import money

from .values import examples

# ISO 4217 as published on 2026-01-01, a currency for each number of decimals.
DECIMALS = {"SEK": 2, "EUR": 2, "HUF": 2, "JPY": 0, "ISK": 0, "KRW": 0, "KWD": 3, "TND": 3, "CLF": 4}


@pytest.mark.parametrize(
    ("amount", "currency", "units"),
    [
        ("12.50", "SEK", 1250),
        ("12.5", "SEK", 1250),
        ("12", "SEK", 1200),
        ("-0.05", "EUR", -5),
        ("0012.50", "sek", 1250),
        ("-0", "SEK", 0),
        (Decimal("12.50"), "SEK", 1250),
        (Decimal("12.5000"), "SEK", 1250),  # as a column NUMERIC(19, 4) has it
        (Decimal("1.25E+1"), "SEK", 1250),
        (Decimal("1E+2"), "JPY", 100),
        (Decimal("-0.00"), "SEK", 0),
        (Decimal("0E-1000"), "SEK", 0),
        (12, "SEK", 1200),
        (12, "JPY", 12),
        (12, "KWD", 12_000),
        ("0.0001", "CLF", 1),
        (-3, "ISK", -3),
    ],
)
def test_an_amount_in_minor_units(amount: Any, currency: str, units: int) -> None:
    assert kco.minor_units(amount, currency) == units
    assert type(kco.minor_units(amount, currency)) is int


def test_currencies_have_the_decimals_of_iso_4217() -> None:
    for currency, decimals in DECIMALS.items():
        assert kco.minor_units(1, currency) == 10**decimals
    assert len(money._DECIMALS) == 165, "a code is in the table twice, or is missing"


@given(st.integers(-(10**15), 10**15), st.sampled_from(sorted(money._DECIMALS)))
@examples(300)
def test_there_and_back_is_the_same_amount_and_every_decimal_is_written(units: int, currency: str) -> None:
    major = kco.major_units(units, currency)
    decimals = money._DECIMALS[currency]
    assert major == Fraction(units, 10**decimals)
    assert kco.minor_units(major, currency) == kco.minor_units(f"{major:f}", currency) == units
    assert str(major) == f"{major:f}"
    assert len(str(major).partition(".")[2]) == decimals


def test_nothing_depends_on_the_context_of_decimal() -> None:
    with localcontext() as context:
        context.prec = 2
        assert kco.major_units(123_456_789, "SEK") == Decimal("1234567.89")
        assert kco.minor_units(Decimal("1234567.89"), "SEK") == 123_456_789
        assert kco.split_amount(1000, [Decimal("1.234"), Decimal("1.235")]) == [500, 500]


@pytest.mark.parametrize(
    ("amount", "right"),
    [
        ("12,50", '"12.50"'),
        (" 12.50", '"12.50"'),
        ("12,5", '"12.50"'),
        (12.5, '"12.50"'),
        (0.1, '"0.10"'),
        ("1.250,00", '"12.50"'),
        ("1 250", '"12.50"'),
        ("1e3", '"12.50"'),
        ("+1", '"12.50"'),
        ("1_000", '"12.50"'),
        (".5", '"12.50"'),
        ("5.", '"12.50"'),
        ("1.2.3", '"12.50"'),
        ("", '"12.50"'),
        ("-", '"12.50"'),
        ("NaN", '"12.50"'),
        ("٣", '"12.50"'),
        ("1" * 5000, '"12.50"'),
        (True, '"12.50"'),
        (None, '"12.50"'),
        (float("nan"), '"12.50"'),
        ("12.505", '"12.50"'),
        ("12.500", '"12.50"'),
        (Decimal("12.505"), '"12.50"'),
        (Decimal("1E-1000000"), '"12.50"'),
        (Decimal("NaN"), "finite"),
        (Decimal("-Infinity"), "finite"),
        (Decimal("1E+1000000"), "30 digits"),
    ],
)
def test_what_is_no_amount_is_refused_with_the_right_form(amount: Any, right: str) -> None:
    with pytest.raises(kco.InvalidInputError, match=r"amount: expected|amount: SEK has 2 decimals") as caught:
        kco.minor_units(amount, "SEK")
    assert [violation.path for violation in caught.value.violations] == ["amount"]
    assert right in str(caught.value)


def test_the_right_form_has_the_decimals_of_the_currency() -> None:
    with pytest.raises(kco.InvalidInputError, match=r'such as "12"'):
        kco.minor_units("12,5", "JPY")
    with pytest.raises(kco.InvalidInputError, match=r'such as "12.500"'):
        kco.minor_units(12.5, "KWD")  # type: ignore[arg-type]


@pytest.mark.parametrize("currency", ["SEX", "XXX", "XAU", "", "kr", "SEK ", None, 752])
def test_an_unknown_currency_is_refused(currency: Any) -> None:
    for call in (kco.minor_units, kco.major_units):
        with pytest.raises(kco.InvalidInputError, match=r'currency: expected the code .* such as "SEK"'):
            call(1, currency)


@pytest.mark.parametrize("amount", [12.5, True, "1250", Decimal(1250), None])
def test_minor_units_that_are_no_int_are_refused(amount: Any) -> None:
    with pytest.raises(kco.InvalidInputError, match="amount: expected minor units as an int"):
        kco.major_units(amount, "SEK")
    with pytest.raises(kco.InvalidInputError, match="amount: expected minor units as an int"):
        kco.split_amount(amount, [1])


# --- Shares ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "weights", "shares"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (-100, [1, 1, 1], [-34, -33, -33]),
        (100, [1, 1, 2], [25, 25, 50]),
        (1, [0, 5, 0], [0, 1, 0]),
        (1, [1, 1], [1, 0]),
        (-1500, [9900, 5100], [-990, -510]),  # a voucher over two tax rates
        (-950, [10_000, -500], [-1000, 50]),  # over a line and its discount
        (7, [Decimal("0.5"), Decimal("0.25"), Decimal("0.25")], [3, 2, 2]),
        (10, [-1, -1], [5, 5]),
        (0, [0, 0], [0, 0]),
        (0, [], []),
    ],
)
def test_an_amount_is_shared_out_by_largest_remainder(
    amount: int, weights: list[int | Decimal], shares: list[int]
) -> None:
    assert kco.split_amount(amount, weights) == shares
    assert kco.split_amount(amount, iter(weights)) == shares


@given(
    st.integers(-(10**9), 10**9),
    st.lists(
        st.integers(-(10**7), 10**7) | st.decimals(-(10**6), 10**6, places=3, allow_nan=False), max_size=8
    ),
)
@examples(300)
def test_shares_add_up_to_the_amount_each_less_than_one_from_its_due(
    amount: int, weights: list[int | Decimal]
) -> None:
    """``KCO_EXAMPLES=20000 python -m pytest tests/client/test_money.py`` draws 20,000."""
    exact = [Fraction(weight) for weight in weights]
    assume(sum(exact))
    shares = kco.split_amount(amount, weights)
    assert sum(shares) == amount
    for share, weight in zip(shares, exact, strict=True):
        assert abs(share - amount * weight / sum(exact)) < 1
    assert [-share for share in shares] == kco.split_amount(-amount, weights)


@pytest.mark.parametrize(
    ("weights", "path"),
    [
        ([0, 0], "weights"),
        ([], "weights"),
        ([1, -1], "weights"),
        ([1, 0.5], "weights[1]"),
        ([True], "weights[0]"),
        (["1"], "weights[0]"),
        ([Decimal("NaN")], "weights[0]"),
        ([Decimal("1E+99999999")], "weights[0]"),
    ],
)
def test_weights_that_nothing_can_be_shared_out_by_are_refused(weights: Any, path: str) -> None:
    with pytest.raises(kco.InvalidInputError) as caught:
        kco.split_amount(100, weights)
    assert [violation.path for violation in caught.value.violations] == [path]
