"""Says what a vendor's new description means for us: for our overlays, our lint, our names, our version.

The comparison alone tells what the vendor changed. Whether that reaches the users of the package is
another question: an overlay may hide it, or fail over it.
"""

from __future__ import annotations

from .assess import Step, assess
from .changelog import became, changelog
from .impact import Impact, Report, Version, next_number, version_of, worst

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
