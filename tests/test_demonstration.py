"""The demonstration that `make` ends with."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parent.parent / "examples"


def test_the_demonstration_shows_an_orders_life_at_both_vendors(capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(EXAMPLES / "order_life.py"), run_name="__main__")

    printed = capsys.readouterr().out
    for vendor, refunded in (("Kustom", "CLOSED"), ("Klarna", "CAPTURED")):
        rows = [line.split() for line in printed.split(vendor)[1].splitlines() if "  " in line]
        refund = next(row for row in rows if row[:2] == ["refund", "everything"])
        assert refund[2:] == [
            *["POST", "/refunds", "201", refunded],
            *["105", "000", "65", "000", "65", "000", "0"],
        ]
        refused = next(row for row in rows if row[:2] == ["refund", "too"])
        assert refused[5:7] == ["403", "REFUND_NOT_ALLOWED"]
    assert "no request leaves this process" in printed


def test_a_repeated_key_captures_once(capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(EXAMPLES / "order_life.py"), run_name="__main__")

    rows = [line for line in capsys.readouterr().out.splitlines() if "cable" in line or "same key" in line]
    shipped, again = rows[1], rows[2]
    assert shipped.split()[-8:] == again.split()[-8:], "the second capture changed an amount"


def test_lines_add_up_over_three_parcels_and_a_return_at_both_vendors(
    capsys: pytest.CaptureFixture[str],
) -> None:
    example = EXAMPLES / "lines_that_add_up.py"
    assert len(example.read_text("utf-8").splitlines()) < 40

    runpy.run_path(str(example), run_name="__main__")

    # 4 × 99.90 − 10.00 and 2 × 79.95, less 25.00, with 49.00 for shipping, less a card of 100.00.
    captured = 38_960 + 15_990 - 2500 + 4900 - 10_000
    # Half of the tees comes back for a fee of 39.00, which stays with the shop.
    refunded = 19_480 - 3900
    left = captured - refunded - 3900
    assert capsys.readouterr().out.splitlines() == [f"CAPTURED {captured} {refunded} {left}"] * 2
