# Copied from generator/client/sandbox/fault_methods.py by "make generate"; change that, not this.
"""The sandbox's methods that make something go wrong, one for each kind of fault.

They only say in words what the values of `faults` are; the rules about who is struck stand there. A test
that sets a fault means it to strike, so the pytest plugin fails the test if it never did; ``optional=True``
says that it may go unused.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

from .faults import (
    AnyFault,
    DropRequest,
    Garbage,
    GarbageBody,
    LagReads,
    LoseResponse,
    PaymentMethodFailed,
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

        Raises:
            ValueError: a value is not what it has to be, or there is no such operation.
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

        Raises:
            ValueError: a value is not what it has to be, or there is no such operation.
        """
        self.add_fault(
            RateLimit(times=times, operation=operation, retry_after=retry_after, optional=optional)
        )

    def slow(
        self, seconds: float, *, times: int = 1, operation: str | None = None, optional: bool = False
    ) -> None:
        """Carry out and answer late; meanwhile the idempotency key is in use, and a repetition is a 409.

        A client in this process waits in real time, up to its own limits. If it gives up, the request
        is carried out all the same, before the client raises.

        Args:
            seconds: how late, in real time.
            times: how many requests are struck: writes, or those of `operation`.
            operation: the operation; every write if not given.
            optional: whether it may go unused.

        Raises:
            ValueError: a value is not what it has to be, or there is no such operation.
        """
        self.add_fault(Slow(seconds=seconds, times=times, operation=operation, optional=optional))

    def drop_request(self, *, times: int = 1, operation: str | None = None, optional: bool = False) -> None:
        """Close the connection without an answer; **nothing happened**.

        Args:
            times: how many requests are struck: writes, or those of `operation`.
            operation: the operation; every write if not given.
            optional: whether it may go unused.

        Raises:
            ValueError: a value is not what it has to be, or there is no such operation.
        """
        self.add_fault(DropRequest(times=times, operation=operation, optional=optional))

    def lose_response(self, *, times: int = 1, operation: str | None = None, optional: bool = False) -> None:
        """Close the connection without an answer, after **what was asked has happened**.

        The repetition of an answer that was given before is lost as well, so that ``times=3`` leaves
        the default retries without any. A refusal goes through and is not counted: nothing happened
        that could be lost sight of.

        Args:
            times: how many requests are struck: writes, or those of `operation`.
            operation: the operation, which has to write; every write if not given.
            optional: whether it may go unused.

        Raises:
            ValueError: a value is not what it has to be, or there is no such operation.
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

        Raises:
            ValueError: a value is not what it has to be, or there is no such read.
        """
        self.add_fault(LagReads(times=times, operation=operation, optional=optional))

    def payment_method_failed(self, *, times: int = 1, optional: bool = False) -> None:
        """Refuse captures with 403 PAYMENT_METHOD_FAILED; **nothing happened**, and a later one may succeed.

        It is a refusal like any other: it is repeated to the same idempotency key, so the next try needs
        another one. A capture that another rule refuses goes its way and is not counted.

        Args:
            times: how many captures are struck.
            optional: whether it may go unused.

        Raises:
            ValueError: a value is not what it has to be.
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
        """Break off in the middle of the answer's body, after what was asked was carried out.

        An answer without a body is given one for the purpose, ``{}``.

        Args:
            times: how many requests are struck: writes, or those of `operation`.
            operation: the operation; every write if not given.
            after: how many bytes of the body go out; half of it if not given.
            optional: whether it may go unused.

        Raises:
            ValueError: a value is not what it has to be, or there is no such operation.
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
        """Answer with something else, after what was asked was carried out; only the status stays.

        Args:
            body: ``html``, ``text``, ``json`` that is none, or ``empty``.
            times: how many requests are struck: writes, or those of `operation`.
            operation: the operation; every write if not given.
            optional: whether it may go unused.

        Raises:
            ValueError: a value is not what it has to be, or there is no such operation.
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
