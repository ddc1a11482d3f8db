"""The line of faults that wait for their requests."""

from __future__ import annotations

from typing import Any

import attrs

from ..runtime.operations import Operation, Replay
from .faults import Fault

__all__ = ["FaultQueue"]


class FaultQueue:
    """Faults in the order they were set."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Put a fault at the end of the line."""
        self._waiting.append(fault)

    def first_for(self, operation: Operation[Any]) -> Fault | None:
        """Return the fault that strikes a request for this operation; it is not counted yet."""
        if not self._waiting:
            return None
        return next((fault for fault in self._waiting if _fits(fault, operation)), None)

    def count(self, fault: Fault) -> None:
        """Take note that a fault has struck; after its last time it leaves the line."""
        index = next(index for index, waiting in enumerate(self._waiting) if waiting is fault)
        if fault.times == 1:
            del self._waiting[index]
        else:
            self._waiting[index] = attrs.evolve(fault, times=fault.times - 1)

    def waiting(self) -> tuple[Fault, ...]:
        """Return the faults that are left, the next one first, with the times that are left."""
        return tuple(self._waiting)

    def clear(self) -> None:
        """Let no fault strike any more."""
        self._waiting.clear()


def _fits(fault: Fault, operation: Operation[Any]) -> bool:
    if fault.operation is None:
        return operation.replay is not Replay.SAFE
    return fault.operation == operation.name
