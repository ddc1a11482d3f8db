"""The sandbox's methods that make something go wrong, one for each kind of fault.

They only say in words what the values of `faults` are; the rules about who is struck stand there.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

from .faults import (
    AnyFault,
    DropRequest,
    Garbage,
    GarbageBody,
    LoseResponse,
    RateLimit,
    Slow,
    Status,
    Truncate,
    UnknownValues,
)

__all__ = ["FaultMethods"]


class FaultMethods(ABC):
    """What `Sandbox` inherits to set faults with."""

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
    ) -> None:
        """Answer with an error status; nothing is applied, and the idempotency key stays free.

        Args:
            code: the status, 400 to 599.
            times: how many requests are struck: writes, or those of `operation`.
            operation: the operation by the client's name for it, ``captures.create``, reads too;
                every write if not given.
            retry_after: seconds for the header Retry-After.
            error_code: the vendor's code in the body; if not given, the one that goes with the status.

        Raises:
            ValueError: a value is not what it has to be, or there is no such operation.
        """
        self.add_fault(
            Status(
                code=code, times=times, operation=operation, retry_after=retry_after, error_code=error_code
            )
        )

    def rate_limit(self, *, times: int = 1, operation: str | None = None, retry_after: int = 1) -> None:
        """Answer 429 with Retry-After; nothing is applied, and the idempotency key stays free.

        Args:
            times: how many requests are struck: writes, or those of `operation`.
            operation: the operation; every write if not given.
            retry_after: seconds for the header Retry-After.

        Raises:
            ValueError: a value is not what it has to be, or there is no such operation.
        """
        self.add_fault(RateLimit(times=times, operation=operation, retry_after=retry_after))

    def slow(self, seconds: float, *, times: int = 1, operation: str | None = None) -> None:
        """Carry out and answer late; meanwhile the idempotency key is in use, and a repetition is a 409.

        A client in this process waits in real time, up to its own limits. If it gives up, the request
        is carried out all the same, before the client raises.

        Args:
            seconds: how late, in real time.
            times: how many requests are struck: writes, or those of `operation`.
            operation: the operation; every write if not given.

        Raises:
            ValueError: a value is not what it has to be, or there is no such operation.
        """
        self.add_fault(Slow(seconds=seconds, times=times, operation=operation))

    def drop_request(self, *, times: int = 1, operation: str | None = None) -> None:
        """Close the connection without an answer; **nothing happened**.

        Args:
            times: how many requests are struck: writes, or those of `operation`.
            operation: the operation; every write if not given.

        Raises:
            ValueError: a value is not what it has to be, or there is no such operation.
        """
        self.add_fault(DropRequest(times=times, operation=operation))

    def lose_response(self, *, times: int = 1, operation: str | None = None) -> None:
        """Close the connection without an answer, after **what was asked has happened**.

        The repetition of an answer that was given before is lost as well, so that ``times=3`` leaves
        the default retries without any. A refusal goes through and is not counted: nothing happened
        that could be lost sight of.

        Args:
            times: how many requests are struck: writes, or those of `operation`.
            operation: the operation, which has to write; every write if not given.

        Raises:
            ValueError: a value is not what it has to be, or there is no such operation.
        """
        self.add_fault(LoseResponse(times=times, operation=operation))

    def truncate(self, *, times: int = 1, operation: str | None = None, after: int | None = None) -> None:
        """Break off in the middle of the answer's body, after what was asked was carried out.

        An answer without a body is given one for the purpose, ``{}``.

        Args:
            times: how many requests are struck: writes, or those of `operation`.
            operation: the operation; every write if not given.
            after: how many bytes of the body go out; half of it if not given.

        Raises:
            ValueError: a value is not what it has to be, or there is no such operation.
        """
        self.add_fault(Truncate(times=times, operation=operation, after=after))

    def garbage(self, *, body: GarbageBody = "html", times: int = 1, operation: str | None = None) -> None:
        """Answer with something else, after what was asked was carried out; only the status stays.

        Args:
            body: ``html``, ``text``, ``json`` that is none, or ``empty``.
            times: how many requests are struck: writes, or those of `operation`.
            operation: the operation; every write if not given.

        Raises:
            ValueError: a value is not what it has to be, or there is no such operation.
        """
        self.add_fault(Garbage(body=body, times=times, operation=operation))

    def unknown_values(self, on: bool = True) -> None:
        """Answer with fields and values that no description knows, until this is switched off.

        Args:
            on: ``False`` switches it off.
        """
        if on:
            self.add_fault(UnknownValues())
        else:
            self._end_unknown_values()
