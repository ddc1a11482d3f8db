"""Writes the report on a new description: for a terminal, for a pull request, for a browser, for tools.

A `Report` goes in, text comes out. It may quote a vendor, so each writer escapes for its own medium.
"""

from __future__ import annotations

from .html import render_html
from .json import render_json
from .markdown import render_markdown
from .text import render_text

__all__ = ["render_html", "render_json", "render_markdown", "render_text"]
