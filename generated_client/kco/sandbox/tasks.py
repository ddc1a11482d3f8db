# Copied from generator/client/sandbox/tasks.py by "make generate"; change that, not this.
"""What an operation is given to work with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeAlias

import attrs

from .answers import Reply
from .ledger import Allocation, Ledger
from .vendors import Vendor

__all__ = ["Handler", "Task"]


@attrs.frozen(kw_only=True)
class Task:
    """One call to an order that exists, with a body that keeps the description.

    Args:
        order: the order as it is now. Operations that write change it in place: it is a copy, which
            is kept if the operation returns, and forgotten if it raises.
        allocations: the refunds that belong to captures and do not show on them yet. Operations add to
            them as they change the order.
        parameters: the path parameters.
        body: the request body, ``{}`` where there is none.
        now: the moment of the call.
        vendor: whose rules apply.
        new_id: makes an id.
        payment_method_fails: whether a capture that is allowed fails all the same.
    """

    order: dict[str, Any]
    allocations: list[Allocation]
    parameters: Mapping[str, str]
    body: Mapping[str, Any]
    now: datetime
    vendor: Vendor
    new_id: Callable[[], str]
    payment_method_fails: bool = False

    @property
    def ledger(self) -> Ledger:
        """The order's amounts and state."""
        return Ledger.of(self.order, vendor=self.vendor.name)


Handler: TypeAlias = Callable[[Task], Reply]
"""Carries out one operation, or raises `Refusal` before it has changed anything."""
