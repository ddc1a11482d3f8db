# Copied from generator/client/sandbox/faults.py by "make generate"; change that, not this.
"""The faults: frozen values, set by a test or by another language over HTTP, that make requests go wrong.

A fault waits in line until a request comes that it fits, and strikes ``times`` such requests. Without
an ``operation`` it fits every write and no read; reads fail only if ``operation=`` names them. `LagReads`
is for reads alone, `PaymentMethodFailed` for captures. A request is struck by the first fault in the line
that fits it, never by two:

- before the service has looked at the request, so that **nothing is applied** and its idempotency key
  stays free: `Status`, `RateLimit`, `DropRequest`;
- around it: `Slow`. The key is in use from the beginning, and the request is carried out at the end;
- in its midst: `LagReads`, which shows an order as it was before its last write, and
  `PaymentMethodFailed`, which refuses a capture that all rules allow;
- after it, so that **the request is applied**: `Truncate`, `Garbage` and `LoseResponse`. The last waits
  for an answer to a write that was applied, be it the first answer or its repetition: refusals do not
  trigger it;
- `UnknownValues` changes every answer until it is switched off.

`fault_injection` carries them out. `FaultMethods` has a method of `Sandbox` for each.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final, Literal, TypeAlias, get_args

import attrs

from ..runtime.operation import Operation, Replay

__all__ = [
    "AnyFault",
    "DropRequest",
    "FAULTS",
    "Fault",
    "FaultMethods",
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

_GARBAGE_BODIES: Final[tuple[str, ...]] = get_args(GarbageBody)
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
    """The base of all faults but `UnknownValues`.

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
        """Tell whether this fault can do anything to an operation."""
        return True

    def to_dict(self) -> dict[str, Any]:
        """Return the fault as JSON data, which `fault_from_dict` takes again."""
        return {"fault": self.NAME, **attrs.asdict(self, filter=_is_said)}

    def __str__(self) -> str:
        return _as_a_call(self)


def _as_a_call(fault: AnyFault) -> str:
    # As a test has written it.
    members = {field: getattr(fault, field.name) for field in attrs.fields(type(fault))}
    said = [f"{field.name}={value!r}" for field, value in members.items() if value != field.default]
    return f"{fault.NAME}({', '.join(said)})"


def _is_said(attribute: attrs.Attribute[Any], value: Any) -> bool:
    # ``None`` times means without an end; leaving it out would mean once.
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
        seconds: how long, in real time: the sandbox's own clock does not move.
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
        """Tell whether an operation is a write."""
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
    may succeed. A capture that another rule refuses is not counted.
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
    """The request is carried out, and something else comes in the place of the answer.

    Only the status is left of the answer, so a caller learns neither ids nor reasons.

    Args:
        body: ``html``, ``text``, ``json`` that is not valid although its media type says so, or ``empty``.
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

_KINDS: Final[tuple[type[AnyFault], ...]] = (
    *(Status, RateLimit, Slow, DropRequest, LoseResponse, LagReads, PaymentMethodFailed),
    *(Truncate, Garbage, UnknownValues),
)
FAULTS: Final[Mapping[str, type[AnyFault]]] = {kind.NAME: kind for kind in _KINDS}
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


class FaultMethods(ABC):
    """The methods of `Sandbox` that set faults, one for each kind.

    A test that sets a fault expects it to strike, so the pytest plugin fails the test if it never did;
    ``optional=True`` says that it may go unused. All but `unknown_values` raise `ValueError` if a value does
    not fit, or if the vendor has no such operation.
    """

    @abstractmethod
    def add_fault(self, fault: AnyFault) -> None:
        """Set a fault."""

    @abstractmethod
    def _end_unknown_values(self) -> None: ...

    def status(
        self,
        code: int,
        *,
        times: int = 1,
        operation: str | None = None,
        retry_after: int | None = None,
        error_code: str | None = None,
        optional: bool = False,
    ) -> None:
        """Answer with an error status; nothing is applied, and the idempotency key stays free.

        Args:
            code: the status, 400 to 599.
            times: how many requests are struck: writes, or those of `operation`.
            operation: the operation by the client's name for it, ``captures.create``, reads too;
                every write if not given.
            retry_after: seconds for the header Retry-After.
            error_code: the vendor's code in the body; if not given, the one that goes with the status.
            optional: whether it may go unused.
        """
        self.add_fault(
            Status(
                code=code,
                times=times,
                operation=operation,
                retry_after=retry_after,
                error_code=error_code,
                optional=optional,
            )
        )

    def rate_limit(
        self, *, times: int = 1, operation: str | None = None, retry_after: int = 1, optional: bool = False
    ) -> None:
        """Answer 429 with Retry-After; nothing is applied, and the idempotency key stays free.

        Args:
            times: how many requests are struck: writes, or those of `operation`.
            operation: the operation; every write if not given.
            retry_after: seconds for the header Retry-After.
            optional: whether it may go unused.
        """
        self.add_fault(
            RateLimit(times=times, operation=operation, retry_after=retry_after, optional=optional)
        )

    def slow(
        self, seconds: float, *, times: int = 1, operation: str | None = None, optional: bool = False
    ) -> None:
        """Carry out and answer late; meanwhile the idempotency key is in use, and a repetition is a 409.

        A client in this process waits in real time, up to its own limits. If it gives up, the request
        is carried out before the client raises.

        Args:
            seconds: how late, in real time.
            times: how many requests are struck: writes, or those of `operation`.
            operation: the operation; every write if not given.
            optional: whether it may go unused.
        """
        self.add_fault(Slow(seconds=seconds, times=times, operation=operation, optional=optional))

    def drop_request(self, *, times: int = 1, operation: str | None = None, optional: bool = False) -> None:
        """Close the connection without an answer; **nothing happened**.

        Args:
            times: how many requests are struck: writes, or those of `operation`.
            operation: the operation; every write if not given.
            optional: whether it may go unused.
        """
        self.add_fault(DropRequest(times=times, operation=operation, optional=optional))

    def lose_response(self, *, times: int = 1, operation: str | None = None, optional: bool = False) -> None:
        """Close the connection without an answer, after **the request was applied**.

        The repetition of an earlier answer is lost as well, so that with ``times=3`` the default retries
        get none. A refusal goes through and is not counted, since nothing was applied.

        Args:
            times: how many requests are struck: writes, or those of `operation`.
            operation: the operation, which has to write; every write if not given.
            optional: whether it may go unused.
        """
        self.add_fault(LoseResponse(times=times, operation=operation, optional=optional))

    def lag_reads(
        self, *, times: int | None = 1, operation: str | None = None, optional: bool = False
    ) -> None:
        """Let reads lag behind writes: show an order as it was before the last write to it.

        All reads lag: of the order, of its captures, of one capture, of one refund; a capture or refund
        that the last write made is not found. A read of an order that nothing was written to yet is up to
        date and is not counted: on a new order ``lag_reads()`` hides a capture from the first read after it.

        Args:
            times: how many reads are struck; ``None`` means all of them, until `clear_faults`.
            operation: the read by the client's name for it, ``captures.list``; every read if not given.
            optional: whether it may go unused.
        """
        self.add_fault(LagReads(times=times, operation=operation, optional=optional))

    def payment_method_failed(self, *, times: int = 1, optional: bool = False) -> None:
        """Refuse captures with 403 PAYMENT_METHOD_FAILED; **nothing happened**, and a later one may succeed.

        It is a refusal like any other: it is repeated to the same idempotency key, so the next try needs
        another one. A capture that another rule refuses is not counted.

        Args:
            times: how many captures are struck.
            optional: whether it may go unused.
        """
        self.add_fault(PaymentMethodFailed(times=times, optional=optional))

    def truncate(
        self,
        *,
        times: int = 1,
        operation: str | None = None,
        after: int | None = None,
        optional: bool = False,
    ) -> None:
        """Break off in the middle of the answer's body, after the request was carried out.

        An answer without a body is given one for the purpose, ``{}``.

        Args:
            times: how many requests are struck: writes, or those of `operation`.
            operation: the operation; every write if not given.
            after: how many bytes of the body go out; half of it if not given.
            optional: whether it may go unused.
        """
        self.add_fault(Truncate(times=times, operation=operation, after=after, optional=optional))

    def garbage(
        self,
        *,
        body: GarbageBody = "html",
        times: int = 1,
        operation: str | None = None,
        optional: bool = False,
    ) -> None:
        """Answer with something else, after the request was carried out; only the status stays.

        Args:
            body: ``html``, ``text``, ``json`` that is not valid, or ``empty``.
            times: how many requests are struck: writes, or those of `operation`.
            operation: the operation; every write if not given.
            optional: whether it may go unused.
        """
        self.add_fault(Garbage(body=body, times=times, operation=operation, optional=optional))

    def unknown_values(self, on: bool = True, *, optional: bool = False) -> None:
        """Answer with fields and values that no description knows, until this is switched off.

        Args:
            on: ``False`` switches it off.
            optional: whether there may be no answer to change.
        """
        if on:
            self.add_fault(UnknownValues(optional=optional))
        else:
            self._end_unknown_values()
