# Copied from generator/client/sandbox/fault_queue.py by "make generate"; change that, not this.
"""The line of faults that wait for their requests."""

from __future__ import annotations

from typing import Any

import attrs

from ..runtime.operation import Operation, Replay
from .faults import Fault, LagReads

__all__ = ["FaultQueue"]


@attrs.define(eq=False)
class _Waiting:
    fault: Fault
    has_struck: bool = False


class FaultQueue:
    """Faults in the order they were set."""

    def __init__(self) -> None:
        self._line: list[_Waiting] = []

    def add(self, fault: Fault) -> None:
        """Put a fault at the end of the line."""
        self._line.append(_Waiting(fault))

    def first_for(self, operation: Operation[Any]) -> Fault | None:
        """Return the fault that strikes a request for this operation; it is not counted yet."""
        if not self._line:
            return None
        fitting = [waiting.fault for waiting in self._line if _fits(waiting.fault, operation)]
        # One without an end would keep those behind it waiting for ever.
        return min(fitting, key=lambda fault: fault.times is None, default=None)

    def count(self, fault: Fault) -> None:
        """Take note that a fault has struck; after its last time it leaves the line."""
        waiting = next(waiting for waiting in self._line if waiting.fault is fault)
        waiting.has_struck = True
        if fault.times == 1:
            self._line.remove(waiting)
        elif fault.times is not None:
            waiting.fault = attrs.evolve(fault, times=fault.times - 1)

    def waiting(self) -> tuple[Fault, ...]:
        """Return the faults that are left, the next one first, with the times that are left."""
        return tuple(waiting.fault for waiting in self._line)

    def unused(self) -> tuple[Fault, ...]:
        """Return the faults that have not struck once, but for those that need not."""
        return tuple(
            waiting.fault for waiting in self._line if not waiting.has_struck and not waiting.fault.optional
        )

    def clear(self) -> None:
        """Let no fault strike any more."""
        self._line.clear()


def _fits(fault: Fault, operation: Operation[Any]) -> bool:
    if fault.operation is not None:
        return fault.operation == operation.name
    is_write = operation.replay is not Replay.SAFE
    return fault.can_strike(operation) and (is_write or isinstance(fault, LagReads))
