"""Proposes overlay actions for what the lint finds about examples, enums and media types.

A vendor's new description brings dozens of such findings at once, and most have one right answer. What
has none is not invented: the wrong value is taken out, and the true one is asked for.
"""

from __future__ import annotations

from .overlay import overlay, overlay_text
from .repair import REPAIRABLE, Question, Repairs, repair

__all__ = ["REPAIRABLE", "Question", "Repairs", "overlay", "overlay_text", "repair"]
