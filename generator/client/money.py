"""Amounts as shops write them and in the minor units that the API takes, and one amount shared out.

Text, integers and `Decimal` come in, integers and `Decimal` go out. A float never does, since it cannot
hold 0.1, and nothing depends on the context of `decimal`, which rounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from .runtime.errors import InvalidInputError, Violation

__all__ = ["major_units", "minor_units", "split_amount"]

# ISO 4217, list one, as its maintenance agency (SIX) published it on 2026-01-01, transcribed from
# table.xml of the PyPI package iso4217 1.16.20260101: every <Ccy> below its <CcyMnrUnts>. The 13 codes
# without minor units (metals, units of account, XTS and XXX) are left out, since nobody pays in them.
_CODES: Final = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF "
    "CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ "
    "GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD "
    "MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON "
    "RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS "
    "UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
_DECIMALS: Final = {code: decimals for decimals, codes in _CODES.items() for code in codes.split()}

_PLAIN = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+))?")
# Longer numbers are no amounts, and Python refuses to read much longer ones.
_MOST_DIGITS = 30


def minor_units(amount: Decimal | int | str, currency: str) -> int:
    """Return an amount in the minor units that the API takes.

    ``minor_units("12.50", "SEK")`` and ``minor_units(Decimal("12.5"), "SEK")`` are 1250;
    ``minor_units(12, "JPY")`` is 12, and in KWD it is 12000.

    Args:
        amount: the amount in major units, e.g. crowns. Text is digits with at most one point between
            them and a leading minus, with no more decimals than the currency has: ``"12.500"`` may be
            meant as twelve thousand five hundred. A `Decimal` counts by its value, so zeros at its end
            do no harm.
        currency: the code of ISO 4217, in capital or small letters.

    Returns:
        The amount in minor units, e.g. öre.

    Raises:
        InvalidInputError: the amount is a float or a bool, is not written as above, or has more decimals
            than the currency; or the currency is not known.
    """
    decimals = _decimals(currency, "minor_units")
    if isinstance(amount, str):
        written = _PLAIN.fullmatch(amount) if len(amount) <= _MOST_DIGITS else None
        if written is None:
            raise _refused("amount", _form(amount.strip().replace(",", "."), decimals), "minor_units")
        sign, whole, fraction = written[1], written[2], written[3] or ""
        exact = int(sign + whole + fraction), -len(fraction)
    elif isinstance(amount, Decimal):
        if not amount.is_finite():
            raise _refused("amount", f"expected a finite number, got {amount}", "minor_units")
        exact = _without_trailing_zeros(amount)
        if exact[1] > _MOST_DIGITS:
            raise _refused("amount", f"expected at most {_MOST_DIGITS} digits", "minor_units")
    elif isinstance(amount, int) and not isinstance(amount, bool):
        exact = int(amount), 0
    else:
        # A float shows what is meant, and what is meant as text is a number already.
        meant = f"{amount:.10f}".rstrip("0").rstrip(".") if isinstance(amount, float) else ""
        got = f"got {type(amount).__name__}"
        raise _refused("amount", f"{_form(meant, decimals)}, {got}", "minor_units")
    digits, exponent = exact
    if -exponent > decimals:
        raise _refused(
            "amount",
            f"{currency.upper()} has {decimals} decimals, got {-exponent}: round before, e.g. with "
            f'Decimal.quantize, to something like "{_sample(decimals)}"',
            "minor_units",
        )
    return int(digits * 10 ** (decimals + exponent))


def major_units(amount: int, currency: str) -> Decimal:
    """Return an amount in major units, exactly: ``major_units(1250, "SEK")`` is ``Decimal("12.50")``.

    Args:
        amount: the amount in minor units, as the API gives it.
        currency: the code of ISO 4217, in capital or small letters.

    Returns:
        A `Decimal` with as many decimals as the currency has.

    Raises:
        InvalidInputError: the amount is no int, or the currency is not known.
    """
    decimals = _decimals(currency, "major_units")
    if not isinstance(amount, int) or isinstance(amount, bool):
        kind = type(amount).__name__
        raise _refused("amount", f"expected minor units as an int, such as 1250, got {kind}", "major_units")
    # From its parts, since arithmetic would round to the precision of the context.
    digits = tuple(map(int, str(abs(amount))))
    return Decimal((int(amount < 0), digits, -decimals))


def split_amount(amount: int, weights: Iterable[int | Decimal]) -> list[int]:
    """Share an amount out so that the shares add up to it: by largest remainder.

    ``split_amount(100, [1, 1, 1])`` is ``[34, 33, 33]``, and of -100 it is ``[-34, -33, -33]``. A share
    is less than one unit from what is exactly due; what has weight 0 gets 0.

    Args:
        amount: the amount in minor units; it may be negative, as a voucher is.
        weights: how much each share counts, e.g. the totals of lines. Some may be negative, too, as
            lines that are discounts are. At equal remainders the earlier share gets the unit.

    Returns:
        A share for each weight, in their order, in minor units.

    Raises:
        InvalidInputError: the amount is no int, a weight is neither an int nor a finite `Decimal`, or
            the weights add up to 0, so that there is nothing to share out by.
    """
    violations = []
    if not isinstance(amount, int) or isinstance(amount, bool):
        violations.append(Violation("amount", f"expected minor units as an int, got {type(amount).__name__}"))
    given = list(weights)
    for index, weight in enumerate(given):
        if (fault := _fault_of_weight(weight)) is not None:
            violations.append(Violation(f"weights[{index}]", fault))
    if violations:
        raise InvalidInputError(violations=violations, operation="split_amount")
    whole = _as_whole_numbers(given)
    total = sum(whole)
    if total == 0:
        if amount == 0:
            return [0] * len(whole)
        raise _refused("weights", "expected weights that do not add up to 0", "split_amount")
    if total < 0:
        whole, total = [-weight for weight in whole], -total
    shares, remainders = [], []
    for weight in whole:
        share, remainder = divmod(abs(amount) * weight, total)
        shares.append(share)
        remainders.append(remainder)
    missing = abs(amount) - sum(shares)
    for index in sorted(range(len(whole)), key=lambda each: -remainders[each])[:missing]:
        shares[index] += 1
    return [-share for share in shares] if amount < 0 else shares


def _fault_of_weight(weight: object) -> str | None:
    if isinstance(weight, Decimal):
        if not weight.is_finite():
            return f"expected a finite number, got {weight}"
        digits, exponent = _without_trailing_zeros(weight)
        if abs(exponent) > _MOST_DIGITS or len(str(digits)) > _MOST_DIGITS:
            return f"expected at most {_MOST_DIGITS} digits"
        return None
    if isinstance(weight, int) and not isinstance(weight, bool):
        return None
    return f"expected an int or a Decimal, got {type(weight).__name__}"


def _as_whole_numbers(weights: Iterable[int | Decimal]) -> list[int]:
    """Return whole numbers in the same proportion."""
    exact = [
        _without_trailing_zeros(weight) if isinstance(weight, Decimal) else (int(weight), 0)
        for weight in weights
    ]
    smallest = min((exponent for _, exponent in exact), default=0)
    return [int(digits * 10 ** (exponent - smallest)) for digits, exponent in exact]


def _without_trailing_zeros(number: Decimal) -> tuple[int, int]:
    """Return a finite number as a whole number and the power of ten that it is multiplied with."""
    sign, digits, exponent = number.as_tuple()
    text = "".join(map(str, digits)).rstrip("0")
    if not text:
        return 0, 0
    assert isinstance(exponent, int), "a finite number has an exponent"
    kept = int(f"-{text}" if sign else text)
    return kept, exponent + len(digits) - len(text)


def _decimals(currency: object, operation: str) -> int:
    if isinstance(currency, str) and (found := _DECIMALS.get(currency.upper())) is not None:
        return found
    expected = 'expected the code of a currency in ISO 4217, such as "SEK"'
    got = "another text" if isinstance(currency, str) else type(currency).__name__
    raise _refused("currency", f"{expected}, got {got}", operation)


def _form(meant: str, decimals: int) -> str:
    """Return how an amount is to be written: the one that was meant, if that is plain."""
    written = _PLAIN.fullmatch(meant) if len(meant) <= _MOST_DIGITS else None
    right = _sample(decimals)
    if written is not None and len(written[3] or "") <= decimals:
        fraction = (written[3] or "").ljust(decimals, "0")
        right = written[1] + written[2] + (f".{fraction}" if fraction else "")
    return f'expected a Decimal, an int, or plain text such as "{right}"'


def _sample(decimals: int) -> str:
    return "12" + (f".5{'0' * (decimals - 1)}" if decimals else "")


def _refused(path: str, fault: str, operation: str) -> InvalidInputError:
    return InvalidInputError(violations=[Violation(path, fault)], operation=operation)
