"""Writes an API's representation as Python: logic in these modules, layout in thin templates."""

from .render import Sharing, format_python, render, render_shared

__all__ = ["Sharing", "format_python", "render", "render_shared"]
