"""Proposes overlay actions for the lint's findings about examples, enums and media types.

A vendor's new description brings dozens of such findings at once, and most have one right answer. Where
there is none, nothing is invented: the wrong value is removed, and the vendor is asked for the true one.
"""

from __future__ import annotations

from .overlay import overlay, overlay_text
from .repair import REPAIRABLE, Question, Repairs, repair

__all__ = ["REPAIRABLE", "Question", "Repairs", "overlay", "overlay_text", "repair"]
