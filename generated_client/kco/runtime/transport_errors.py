"""The one failure that a transport reports, whatever carries its requests."""

from __future__ import annotations

from functools import partial
from typing import Any

__all__ = ["TransportError"]


class TransportError(Exception):
    """No answer arrived.

    Args:
        message: what happened, without addresses or credentials.
        sent: False only if it is certain that not one byte of the request went out.
        deadline_exceeded: True if the time for the whole call was over, not only that of a phase.
    """

    def __init__(self, message: str, *, sent: bool, deadline_exceeded: bool = False) -> None:
        super().__init__(message)
        self.sent = sent
        self.deadline_exceeded = deadline_exceeded

    def __reduce__(self) -> tuple[Any, ...]:
        again = partial(type(self), sent=self.sent, deadline_exceeded=self.deadline_exceeded)
        return again, self.args
