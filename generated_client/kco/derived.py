"""What shops work out of orders and captures by hand everywhere, worked out once and tested.

An amount that is needed and missing raises: a guess would be captured or refunded. States are
compared without regard to letter case, which varies between the vendors.
"""

from __future__ import annotations

from typing import Protocol

from .runtime.enumerations import OpenEnum
from .runtime.errors import DecodeError

__all__ = ["CaptureProperties", "DerivedCapture", "DerivedOrder", "OrderProperties"]

# States in which nothing can be captured any more, nor the amount be raised.
_NOT_CAPTURABLE = frozenset({"CAPTURED", "CANCELLED", "EXPIRED", "CLOSED"})


class _OrderFields(Protocol):
    @property
    def status(self) -> OpenEnum: ...
    @property
    def captured_amount(self) -> int: ...
    @property
    def refunded_amount(self) -> int: ...
    @property
    def remaining_authorized_amount(self) -> int: ...


class _CaptureFields(Protocol):
    @property
    def captured_amount(self) -> int: ...
    @property
    def refunded_amount(self) -> int: ...


def _state(status: OpenEnum | None) -> str:
    if status is None:
        raise DecodeError("the answer has no status, so what can be done with the order is not known")
    return status.upper()


def _needed(amount: int | None, name: str) -> int:
    if amount is None:
        raise DecodeError(f"the answer has no {name}, so the amount is not known")
    return amount


class OrderProperties:
    """What an order's fields say together."""

    __slots__ = ()

    @property
    def capturable_amount(self: _OrderFields) -> int:
        """What can still be captured, in minor units.

        Raises:
            DecodeError: the server did not send what this needs.
        """
        if _state(self.status) in _NOT_CAPTURABLE:
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


class CaptureProperties:
    """What a capture's fields say together."""

    __slots__ = ()

    @property
    def refundable_amount(self: _CaptureFields) -> int:
        """What can still be refunded of this capture, in minor units.

        Refunds that the vendor could not allocate to a capture are not in here; the order's
        `refundable_amount` is the limit in any case.

        Raises:
            DecodeError: the server did not send what this needs.
        """
        captured = _needed(self.captured_amount, "captured_amount")
        return max(captured - _needed(self.refunded_amount, "refunded_amount"), 0)


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

    @property
    def is_final(self) -> bool:
        """Whether no money can move any more."""
        ...


class DerivedCapture(Protocol):
    """What `CaptureProperties` gives the captures of every vendor."""

    @property
    def refundable_amount(self) -> int:
        """What can still be refunded of this capture, in minor units."""
        ...
