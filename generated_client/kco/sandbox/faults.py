# Copied from generator/client/sandbox/faults.py by "make generate"; change that, not this.
"""What can be made to go wrong, as frozen values that a test, or another language over HTTP, sets.

A fault waits in line until a request comes that it fits, and strikes ``times`` such requests. Without
an ``operation`` it fits every write and no read; reads fail only if ``operation=`` names them. `LagReads`
is for reads alone, `PaymentMethodFailed` for captures. The faults that were set stand in one line, and
a request is struck by the first that fits it, never by two:

- before the service has looked at the request, so that **nothing is applied** and its idempotency key
  stays free: `Status`, `RateLimit`, `DropRequest`;
- around it: `Slow`. The key is in use from the beginning, and the request is carried out at the end;
- in its midst: `LagReads`, which shows an order as it was before its last write, and
  `PaymentMethodFailed`, which refuses a capture that all rules allow;
- after it, so that **what was asked is applied**: `Truncate`, `Garbage` and `LoseResponse`. The last
  waits for an answer to something that was applied, be it the first answer or its repetition: a refusal
  goes through and is not counted;
- `UnknownValues` is a state rather than a blow: it changes every answer until it is switched off.

What a caller sees of them is in `wire`, where it is also told how a server carries them out.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final, Literal, TypeAlias

import attrs

from ..runtime.operation import Operation, Replay

__all__ = [
    "FAULTS",
    "AnyFault",
    "DropRequest",
    "Fault",
    "Garbage",
    "GarbageBody",
    "LagReads",
    "LoseResponse",
    "PaymentMethodFailed",
    "RateLimit",
    "Slow",
    "Status",
    "Truncate",
    "UnknownValues",
    "fault_from_dict",
]

GarbageBody: TypeAlias = Literal["html", "text", "json", "empty"]

_GARBAGE_BODIES: Final = ("html", "text", "json", "empty")
# A day; longer than any client waits, and short enough for every clock.
_LONGEST_DELAY: Final = 86_400.0

Check: TypeAlias = Callable[[Any, "attrs.Attribute[Any]", Any], None]


def _whole(*, least: int, most: float = math.inf, optional: bool = False) -> Check:
    bounds = f"of at least {least}" if most == math.inf else f"from {least} to {most}"

    def check(_: object, attribute: attrs.Attribute[Any], value: Any) -> None:
        if optional and value is None:
            return
        if type(value) is not int or not least <= value <= most:
            raise ValueError(f"{attribute.name}: expected a whole number {bounds}, got {value!r}")

    return check


def _flag(_: object, attribute: attrs.Attribute[Any], value: Any) -> None:
    if type(value) is not bool:
        raise ValueError(f"{attribute.name}: expected True or False, got {value!r}")


def _text(_: object, attribute: attrs.Attribute[Any], value: Any) -> None:
    if value is not None and (not isinstance(value, str) or not value):
        raise ValueError(f"{attribute.name}: expected a name, got {value!r}")


def _seconds(_: object, attribute: attrs.Attribute[Any], value: Any) -> None:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not number or not 0 <= value <= _LONGEST_DELAY:
        raise ValueError(f"{attribute.name}: expected seconds from 0 to {_LONGEST_DELAY:.0f}, got {value!r}")


def _garbage_body(_: object, attribute: attrs.Attribute[Any], value: Any) -> None:
    if value not in _GARBAGE_BODIES:
        raise ValueError(f"{attribute.name}: expected {' or '.join(_GARBAGE_BODIES)}, got {value!r}")


@attrs.frozen(kw_only=True)
class Fault:
    """What all faults have in common.

    Args:
        times: how many fitting requests it strikes, at least 1.
        operation: the one operation it strikes, by the client's name for it (``captures.create``);
            every write if not given.
        optional: whether it may go unused. The pytest plugin fails a test in which another one did.

    Raises:
        ValueError: a value is not what it has to be; one line that names the field.
    """

    NAME: ClassVar[str]

    times: int | None = attrs.field(default=1, validator=_whole(least=1))
    operation: str | None = attrs.field(default=None, validator=_text)
    optional: bool = attrs.field(default=False, validator=_flag)

    def can_strike(self, operation: Operation[Any]) -> bool:
        """Tell whether there is anything for it to do to an operation."""
        return True

    def to_dict(self) -> dict[str, Any]:
        """Return the fault as JSON data, which `fault_from_dict` takes again."""
        return {"fault": self.NAME, **attrs.asdict(self, filter=_is_said)}

    def __str__(self) -> str:
        return _as_a_call(self)


def _as_a_call(fault: AnyFault) -> str:
    # As a test has written it, but for what it left out.
    members = {field: getattr(fault, field.name) for field in attrs.fields(type(fault))}
    said = [f"{field.name}={value!r}" for field, value in members.items() if value != field.default]
    return f"{fault.NAME}({', '.join(said)})"


def _is_said(attribute: attrs.Attribute[Any], value: Any) -> bool:
    # A fault without an end says so: what is left out is struck once.
    return attribute.name == "times" or (value is not None and value is not False)


@attrs.frozen(kw_only=True)
class Status(Fault):
    """The answer is an error of the server or of something in front of it; nothing is applied.

    Args:
        code: the HTTP status, 400 to 599.
        retry_after: seconds for the header Retry-After, a whole number; not sent if not given.
        error_code: the vendor's code in the body. If not given, the one that the vendor lists for the
            status, and for a status that it does not list there is no body.
    """

    NAME: ClassVar[str] = "status"

    code: int = attrs.field(validator=_whole(least=400, most=599))
    retry_after: int | None = attrs.field(default=None, validator=_whole(least=0, optional=True))
    error_code: str | None = attrs.field(default=None, validator=_text)


@attrs.frozen(kw_only=True)
class RateLimit(Fault):
    """The answer is 429, too many requests; nothing is applied.

    Args:
        retry_after: seconds for the header Retry-After, a whole number.
    """

    NAME: ClassVar[str] = "rate_limit"

    retry_after: int = attrs.field(default=1, validator=_whole(least=0))


@attrs.frozen(kw_only=True)
class Slow(Fault):
    """The request is carried out and answered after a while; until then its key is in use.

    Args:
        seconds: the while, in real time: the sandbox's own clock does not move.
    """

    NAME: ClassVar[str] = "slow"

    seconds: float = attrs.field(validator=_seconds)


@attrs.frozen(kw_only=True)
class DropRequest(Fault):
    """The connection ends without an answer, and nothing is applied."""

    NAME: ClassVar[str] = "drop_request"


@attrs.frozen(kw_only=True)
class LoseResponse(Fault):
    """The request is applied, now or before with its key, and the connection ends without an answer."""

    NAME: ClassVar[str] = "lose_response"

    def can_strike(self, operation: Operation[Any]) -> bool:
        """Tell whether an operation applies something."""
        return operation.replay is not Replay.SAFE


@attrs.frozen(kw_only=True)
class LagReads(Fault):
    """A read shows the order as it was before the last write to it, as if it came from a late copy.

    Klarna advises not to confirm an operation by reading the order at once. A read of an order that
    nothing was written to is up to date, and not counted.

    Args:
        times: how many reads it strikes; ``None`` means all, until the faults are cleared. Other
            faults that fit a read go before one without an end.
        operation: the one read it strikes; every read if not given.
    """

    NAME: ClassVar[str] = "lag_reads"

    times: int | None = attrs.field(default=1, validator=_whole(least=1, optional=True))

    def can_strike(self, operation: Operation[Any]) -> bool:
        """Tell whether an operation is a read."""
        return operation.replay is Replay.SAFE


@attrs.frozen(kw_only=True)
class PaymentMethodFailed(Fault):
    """A capture that all rules allow is refused, because the payment method failed; nothing is applied.

    The refusal is repeated to the same idempotency key, as every refusal is. A capture with another key
    may succeed. What another rule refuses is not counted.
    """

    NAME: ClassVar[str] = "payment_method_failed"

    def can_strike(self, operation: Operation[Any]) -> bool:
        """Tell whether an operation captures."""
        return operation.name == "captures.create"


@attrs.frozen(kw_only=True)
class Truncate(Fault):
    """The request is carried out, and the answer breaks off in the middle of its body.

    Args:
        after: how many bytes of the body go out, half of it if not given. At least one is missing.
    """

    NAME: ClassVar[str] = "truncate"

    after: int | None = attrs.field(default=None, validator=_whole(least=0, optional=True))


@attrs.frozen(kw_only=True)
class Garbage(Fault):
    """The request is carried out, and something else stands in the place of the answer.

    Only the status is left of the answer, so a caller learns neither ids nor reasons.

    Args:
        body: ``html`` and ``text`` as their media types say, ``json`` that is none although its media
            type says so, or ``empty``.
    """

    NAME: ClassVar[str] = "garbage"

    body: GarbageBody = attrs.field(default="html", validator=_garbage_body)


@attrs.frozen(kw_only=True)
class UnknownValues:
    """Every answer has fields and values that no description knows.

    Args:
        optional: whether there may be no answer to change.
    """

    NAME: ClassVar[str] = "unknown_values"

    optional: bool = attrs.field(default=False, validator=_flag)

    def to_dict(self) -> dict[str, Any]:
        """Return the fault as JSON data, which `fault_from_dict` takes again."""
        return {"fault": self.NAME, **attrs.asdict(self, filter=_is_said)}

    def __str__(self) -> str:
        return _as_a_call(self)


AnyFault: TypeAlias = Fault | UnknownValues

_CLASSES: Final[tuple[type[AnyFault], ...]] = (
    Status,
    RateLimit,
    Slow,
    DropRequest,
    LoseResponse,
    LagReads,
    PaymentMethodFailed,
    Truncate,
    Garbage,
    UnknownValues,
)

FAULTS: Final[Mapping[str, type[AnyFault]]] = {kind.NAME: kind for kind in _CLASSES}
"""Every kind of fault by its name."""


def fault_from_dict(data: object) -> AnyFault:
    """Read a fault from JSON data: ``{"fault": "status", "code": 503, "times": 2}``.

    The members are those of the fault's class. `Sandbox.add_fault` sets it, and knows which operations
    there are.

    Raises:
        ValueError: it is none; one line that names the member.
    """
    if not isinstance(data, Mapping):
        raise ValueError(f"a fault is an object with the member fault, got {type(data).__name__}")
    name = data.get("fault")
    kind = FAULTS.get(name) if isinstance(name, str) else None
    if kind is None:
        raise ValueError(f"fault: expected {', '.join(FAULTS)}, got {name!r}")
    fields = {field.name: field for field in attrs.fields(kind)}
    members = {member: value for member, value in data.items() if member != "fault"}
    for member in members:
        if member not in fields:
            takes = ", ".join(fields)
            raise ValueError(f"{member}: not a member of {name}, which takes {takes}")
    for member, field in fields.items():
        if field.default is attrs.NOTHING and member not in members:
            raise ValueError(f"{member}: {name} needs it")
    return kind(**members)
