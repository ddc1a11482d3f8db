"""Assesses a vendor's new description: its effect on our overlays, our lint, our names, our version.

The comparison alone says what the vendor changed. Whether that reaches the users of the package is
another question: an overlay may hide it, or fail over it.
"""

from __future__ import annotations

from .assess import Step, assess
from .changelog import became, changelog
from .impact import Impact, Report, Version

__all__ = ["Impact", "Report", "Step", "Version", "assess", "became", "changelog"]
