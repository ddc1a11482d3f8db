"""What a caller gets to see on the wire: an answer, part of one, nothing at all, or any of it late.

Faults end here, whoever carries them out: the transports in this process turn these values into what
the network's transport would raise, and the HTTP server into bytes. `Sandbox.receive` returns one of
them for each request:

- an `Answer`, to be sent as it is;
- `CutShort`: the whole head, which announces the whole body, and then only a part of that body;
- `Closed`: the connection ends without a byte of an answer;
- `Delayed`: nothing yet. After its `seconds` it goes into `Sandbox.resume`, which returns one of the
  other three. It has to go there even if the caller has given up meanwhile: the service carries out
  what it was asked, and until then the idempotency key is in use.
"""

from __future__ import annotations

from typing import TypeAlias

import attrs

from ..runtime.messages import Answer
from .journal import Page

__all__ = ["Closed", "CutShort", "Delayed", "OnTheWire", "Received"]


@attrs.frozen
class CutShort:
    """An answer that breaks off: the connection is closed in the middle of its body.

    Args:
        answer: the whole answer. Its head goes out complete, with the length of the whole body.
        length: how many bytes of the body go out; always fewer than there are.
    """

    answer: Answer
    length: int

    @property
    def sent(self) -> bytes:
        """The part of the body that goes out."""
        return self.answer.content[: self.length]


@attrs.frozen
class Closed:
    """The connection is closed, and not a byte of an answer went out."""


@attrs.frozen(repr=False)
class Delayed:
    """A call that takes its time.

    Args:
        seconds: how long, at least 0, in real time.
        page: where the journal has it.
    """

    seconds: float
    page: Page

    def __repr__(self) -> str:
        return f"Delayed({self.seconds:g} s)"


OnTheWire: TypeAlias = Answer | CutShort | Closed
"""How a call ends for the caller."""

Received: TypeAlias = OnTheWire | Delayed
"""What becomes of a request at once."""
