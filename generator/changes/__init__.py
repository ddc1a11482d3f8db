"""Says what the step from one description to another means for those who have a client.

A textual difference shows hundreds of lines and no verdict. Here each difference gets a class, a
sentence and the operations it concerns. The direction counts: what a request may no longer say breaks
a client, what an answer may say in addition does not, since our clients read liberally. Rules consume
differences; what none of them knows is left over as *unclassified*, never dropped.
"""

from __future__ import annotations

from .change import Change, ChangeClass
from .compare import compare

__all__ = ["Change", "ChangeClass", "compare"]
