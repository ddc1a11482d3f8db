"""Says what a vendor's new description means for us: for our overlays, our lint, our names, our version.

The comparison alone tells what the vendor changed. Whether that reaches the users of the package is
another question: an overlay may hide it, or fail over it.
"""

from __future__ import annotations

from .assessing import assess
from .changelog import changelog
from .steps import Step
from .values import Impact, Report
from .versions import Version, next_number, version_of, worst
from .wording import became

__all__ = [
    "Impact",
    "Report",
    "Step",
    "Version",
    "assess",
    "became",
    "changelog",
    "next_number",
    "version_of",
    "worst",
]
