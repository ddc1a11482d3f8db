"""Writes an API's representation down as Python: logic in these modules, layout in thin templates."""

from .render import Sharing, render, render_shared

__all__ = ["Sharing", "render", "render_shared"]
