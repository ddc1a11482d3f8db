"""Writes what a new description means: for a terminal, for a pull request, for a browser, for tools.

All of it may quote what a vendor wrote, so each writer escapes for its own medium.
"""

from __future__ import annotations

from .html import render_html
from .json import render_json
from .markdown import render_markdown
from .text import render_text

__all__ = ["render_html", "render_json", "render_markdown", "render_text"]
