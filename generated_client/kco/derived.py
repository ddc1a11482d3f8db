# Copied from generator/client/derived.py by "make generate"; change that, not this.
"""From the fields of an order to what can still be captured and refunded, which every shop needs.

A missing amount raises where it is needed: a guess would be captured or refunded. The letter case of states
is ignored, since it varies between the vendors.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from .runtime.errors import DecodeError, InvalidInputError, Violation
from .runtime.models import DeferredModule, OpenEnum

if TYPE_CHECKING:
    from . import lines_left, protocols
else:
    lines_left = DeferredModule(__package__, ".lines_left")
    protocols = DeferredModule(__package__, ".protocols")

__all__ = ["DerivedOrder", "OrderProperties"]

# States in which nothing can be captured any more, nor the amount be raised.
_NOT_CAPTURABLE = frozenset({"CAPTURED", "CANCELLED", "EXPIRED", "CLOSED"})
# Results of the fraud check with which nothing can be captured, or not yet. The vendors' plugins capture at
# ACCEPTED only; STOPPED is a value of the fraud notifications.
_FRAUD_STATUSES_NOT_CAPTURED = frozenset({"PENDING", "REJECTED", "STOPPED"})
_MOST_IDS_SHOWN = 5


class _CaptureFields(Protocol):
    @property
    def capture_id(self) -> str: ...
    @property
    def captured_amount(self) -> int: ...
    @property
    def refunded_amount(self) -> int: ...


class _OrderFields(Protocol):
    @property
    def status(self) -> OpenEnum: ...
    @property
    def fraud_status(self) -> str | None: ...
    @property
    def captures(self) -> Sequence[_CaptureFields]: ...
    @property
    def captured_amount(self) -> int: ...
    @property
    def refunded_amount(self) -> int: ...
    @property
    def remaining_authorized_amount(self) -> int: ...
    @property
    def refundable_amount(self) -> int: ...


def _state(status: OpenEnum | None) -> str:
    if status is None:
        raise DecodeError("the answer has no status, so what can be done with the order is not known")
    return status.upper()


def _needed(amount: int | None, name: str) -> int:
    if amount is None:
        raise DecodeError(f"the answer has no {name}, so the amount is not known")
    return amount


def _unknown_capture(capture_id: object, captures: Sequence[_CaptureFields]) -> InvalidInputError:
    asked = repr(capture_id) if isinstance(capture_id, str) else f"of type {type(capture_id).__name__}"
    known = ", ".join(str(capture.capture_id) for capture in captures[:_MOST_IDS_SHOWN])
    more = ", …" if len(captures) > _MOST_IDS_SHOWN else ""
    has = f"it has {known}{more}" if known else "it has none; read the order again after a capture"
    violation = Violation("capture_id", f"the order has no capture {asked}; {has}")
    return InvalidInputError(str(violation), violations=[violation])


class OrderProperties:
    """What can be derived from an order's fields."""

    __slots__ = ()

    @property
    def capturable_amount(self: _OrderFields) -> int:
        """What can still be captured now, in minor units.

        It is 0 in the states that end the authorization, a cancelled order's included, which goes on to
        show what remained; and while the fraud check is pending, or has rejected or stopped the order.

        Raises:
            DecodeError: the server did not send what this needs.
        """
        if _state(self.status) in _NOT_CAPTURABLE:
            return 0
        if (self.fraud_status or "").upper() in _FRAUD_STATUSES_NOT_CAPTURED:
            return 0
        return max(_needed(self.remaining_authorized_amount, "remaining_authorized_amount"), 0)

    @property
    def refundable_amount(self: _OrderFields) -> int:
        """What can still be refunded, in minor units: captured less refunded.

        Raises:
            DecodeError: the server did not send what this needs.
        """
        captured = _needed(self.captured_amount, "captured_amount")
        return max(captured - _needed(self.refunded_amount, "refunded_amount"), 0)

    def refundable_amount_of(self: _OrderFields, capture_id: str) -> int:
        """Return what can still be refunded of one capture, in minor units.

        It is what the capture took less what was refunded of it, and at most what the whole order allows.
        Only the order knows, because a refund need not show on its capture: the vendors allocate refunds by
        their lines, some never, and show it later.

        Args:
            capture_id: the id of one of the order's captures.

        Raises:
            DecodeError: the order has refunds that its captures do not account for, so how much is left of
                each is not known; or the server did not send what this needs.
            InvalidInputError: the order has no such capture.
        """
        captures = self.captures
        if captures is None:
            raise DecodeError("the answer has no captures, so the amount is not known")
        capture = next((capture for capture in captures if capture.capture_id == capture_id), None)
        if capture is None:
            raise _unknown_capture(capture_id, captures)
        allocated = sum(_needed(each.refunded_amount, "refunded_amount of a capture") for each in captures)
        refunded = _needed(self.refunded_amount, "refunded_amount")
        if allocated != refunded:
            raise DecodeError(
                f"{refunded} of the order is refunded, and its captures say {allocated}, so what is left of "
                f"one capture is not known; refundable_amount has what is left of the order"
            )
        captured = _needed(capture.captured_amount, "captured_amount of the capture")
        return max(min(captured - capture.refunded_amount, self.refundable_amount), 0)

    @property
    def is_final(self: _OrderFields) -> bool:
        """Whether no money can move any more: nothing to capture and nothing to refund.

        An order whose amount could still be raised is not final, nor is one in a state that is not
        known here.

        Raises:
            DecodeError: the server did not send what this needs.
        """
        if _state(self.status) not in _NOT_CAPTURABLE:
            return False
        captured = _needed(self.captured_amount, "captured_amount")
        return captured <= _needed(self.refunded_amount, "refunded_amount")

    def lines_to_capture(self: Any) -> lines_left.LinesLeft:
        """Return what has not been captured yet, line by line; see `kco.lines_to_capture`."""
        return lines_left.lines_to_capture(self)

    def lines_to_refund(self: Any, capture: protocols.Capture | str | None = None) -> lines_left.LinesLeft:
        """Return what has not been refunded yet, line by line; see `kco.lines_to_refund`.

        Args:
            capture: one of the order's captures, or the id of one, to have only what is left of that.
        """
        return lines_left.lines_to_refund(self, capture)


class DerivedOrder(Protocol):
    """What `OrderProperties` gives the orders of every vendor."""

    @property
    def capturable_amount(self) -> int:
        """What can still be captured, in minor units."""
        ...

    @property
    def refundable_amount(self) -> int:
        """What can still be refunded, in minor units."""
        ...

    def refundable_amount_of(self, capture_id: str) -> int:
        """Return what can still be refunded of one capture, in minor units."""
        ...

    @property
    def is_final(self) -> bool:
        """Whether no money can move any more."""
        ...

    def lines_to_capture(self) -> lines_left.LinesLeft:
        """Return what has not been captured yet, line by line."""
        ...

    def lines_to_refund(self, capture: protocols.Capture | str | None = None) -> lines_left.LinesLeft:
        """Return what has not been refunded yet, line by line."""
        ...
