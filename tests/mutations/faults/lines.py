"""Faults in how order lines are made, parted, checked and looked at."""

from __future__ import annotations

from ..seeding import Fault, replace
from .catchers import LEFT, LINE_CHECKS, LINES, MONEY, PARTS, STRICT_LINES

__all__ = ["FAULTS"]

FAULTS = (
    Fault(
        name="amounts in text may have an exponent",
        file="generator/client/money.py",
        edits=(replace('r"(-?)([0-9]+)(?:\\.([0-9]+))?"', 'r"(-?)([0-9]+)(?:\\.([0-9]+))?(?:e0)?"'),),
        expected=f"{MONEY}::test_what_is_no_amount_is_refused_with_the_right_form",
    ),
    Fault(
        name="amounts in minor units lose their sign",
        file="generator/client/money.py",
        edits=(replace("Decimal((int(amount < 0), digits, -decimals))", "Decimal((0, digits, -decimals))"),),
        expected=f"{MONEY}::test_there_and_back_is_the_same_amount_and_every_decimal_is_written",
    ),
    Fault(
        name="a discount makes a line dearer",
        file="generator/client/lines.py",
        edits=(
            replace(
                "total = quantity * unit_price - total_discount_amount",
                "total = quantity * unit_price + total_discount_amount",
            ),
        ),
        expected=f"{LINES}::test_totals_are_exact_and_tax_is_within_half_a_unit",
    ),
    Fault(
        name="halves of tax are rounded down",
        file="generator/client/order_line_values.py",
        edits=(
            replace("(2 * abs(numerator) + denominator) //", "(2 * abs(numerator) + denominator - 1) //"),
        ),
        expected=f"{LINES}::test_halves_are_rounded_away_from_zero",
    ),
    Fault(
        name="lines whose tax is two units off pass the fast check",
        file="generator/client/lines.py",
        edits=(
            replace(
                "if not -scale <= tax * scale - total * rate <= scale:\n            return None",
                "if not -2 * scale <= tax * scale - total * rate <= 2 * scale:\n            return None",
            ),
        ),
        expected=f"{LINES}::test_a_contradiction_is_told_with_its_place_and_the_right_number",
    ),
    Fault(
        name="parts of lines forget that the line's own tax is odd",
        file="generator/client/lines.py",
        edits=(replace("rounded(2 * total * line.rate + moved, 2 * scale)", "tax_in(total, line.rate)"),),
        expected=f"{PARTS}::test_parts_of_a_line_whose_tax_is_almost_one_unit_off_are_valid_too",
    ),
    Fault(
        name="a fee that was kept can be refunded again",
        file="generator/client/lines_left.py",
        edits=(replace("return pool.left(allowed - kept)", "return pool.left(allowed)"),),
        expected=f"{LEFT}::test_a_fee_that_was_kept_is_not_left_to_refund",
    ),
    Fault(
        name="lines that are left have a tax that a line may not have",
        file="generator/client/lines_left.py",
        edits=(replace("return min(max(tax, lowest), highest)", "return tax"),),
        expected=(
            f"{LEFT}::test_what_is_left_has_a_tax_that_a_line_may_have_though_parts_were_rounded_one_by_one"
        ),
    ),
    Fault(
        name="lines that do not add up are sent although they are to be refused",
        file="generator/client/line_checks.py",
        edits=(replace('if checks == "refuse":', 'if checks == "raise":'),),
        expected=f"{LINE_CHECKS}::test_refuse_raises_every_contradiction_before_anything_is_sent",
    ),
    Fault(
        name="the lines of ensure are not checked",
        file="generator/client/ensure_goals.py",
        edits=(replace("    client._review(operation, wanted)\n", ""),),
        expected=f"{LINE_CHECKS}::test_ensure_checks_once_however_many_calls_it_makes",
    ),
    Fault(
        name="a copy of a client checks lines as the client does that it was made from",
        file="generator/client/async_client.py",
        edits=(
            replace("copy._line_checks = line_checks_from(line_checks)", "line_checks_from(line_checks)"),
        ),
        expected=f"{LINE_CHECKS}::test_copies_have_their_own_checks_and_those_of_their_original_otherwise",
    ),
    Fault(
        name="the sandbox takes lines that add up to less than the amount",
        file="generator/client/sandbox/orders/line_findings.py",
        edits=(replace("if total != amount:", "if total > amount:"),),
        expected=f"{STRICT_LINES}::test_what_does_not_fit_is_refused_with_its_path_and_changes_nothing",
    ),
    Fault(
        name="the sandbox takes lines that the order never had for its own if they cost the same",
        file="generator/client/sandbox/orders/line_findings.py",
        edits=(replace('return line.get("name"), kind, price', "return kind, price"),),
        expected=f"{STRICT_LINES}::test_what_does_not_fit_is_refused_with_its_path_and_changes_nothing",
    ),
    Fault(
        name="the journal forgets the warnings about lines of a slow call",
        file="generator/client/sandbox/fault_injection.py",
        edits=(replace("                warnings=answered.warnings,\n", ""),),
        expected=f"{STRICT_LINES}::test_a_slow_call_has_its_warnings_when_it_ends",
    ),
)
