# Copied from generator/client/line_checks.py by "make generate"; change that, not this.
"""Lines are checked before they are sent: a call's body comes in; a warning, a refusal or nothing goes out."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, Final, Literal, TypeAlias, get_args

import attrs

from .runtime.errors import ConfigurationError, InvalidInputError, Violation

__all__ = ["LineChecks", "check_lines_of", "line_checks_from"]

logger: Final = logging.getLogger("kco")

LineChecks: TypeAlias = Literal["refuse", "warn", "off"]
"""What a client does about order lines that contradict themselves, or the amount of the call."""

_AMOUNTS: Final = ("captured_amount", "refunded_amount", "order_amount")
# An order has up to a thousand lines, and a record of a log is read by people.
_MOST_TOLD: Final = 10


def line_checks_from(value: object) -> LineChecks:
    """Return an option as it was passed.

    Raises:
        ConfigurationError: it is none of the three.
    """
    for choice in get_args(LineChecks):
        if value == choice:
            checks: LineChecks = choice
            return checks
    raise ConfigurationError("line_checks is 'refuse', 'warn' or 'off'")


def check_lines_of(operation: str, body: object, checks: LineChecks) -> None:
    """Check the order lines of a body that can be sent, if it has any.

    What cannot be read as lines is passed over: either an answer held it, or the caller has switched the
    checks of bodies off.

    Args:
        operation: the method that was called, e.g. ``captures.ensure``.
        body: what the caller passed.
        checks: what to do about contradictions: one warning in the log, or an error.

    Raises:
        InvalidInputError: `checks` is ``refuse``, and there is a contradiction; nothing was sent.
    """
    if checks == "off" or not isinstance(body, Mapping):
        return
    lines: Any = body.get("order_lines")
    # No lines say nothing about the amount.
    if not lines:
        return
    # Only now, since most programs never send lines.
    from .lines import check_order_lines

    name = next((name for name in _AMOUNTS if type(body.get(name)) is int), None)
    try:
        found = check_order_lines(lines, None if name is None else body[name])
    except (InvalidInputError, TypeError, ValueError):
        return
    if not found:
        return
    if name is not None and found[-1].path == "amount":
        found[-1] = attrs.evolve(found[-1], path=name)
    if checks == "refuse":
        violations = [Violation(each.path, each.message) for each in found]
        raise InvalidInputError(violations=violations, operation=operation)
    told = "; ".join(map(str, found[:_MOST_TOLD]))
    more = f"; and {len(found) - _MOST_TOLD} more" if len(found) > _MOST_TOLD else ""
    logger.warning("%s: the order lines do not add up: %s%s", operation, told, more)
