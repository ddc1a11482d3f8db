"""Finds what is wrong with a description before anything is generated from it.

A generator that ends well says little: openapi-python-client drops models and bodies with a warning,
and reads faults such as a 204 with a body, or an enum of null, to the letter. Each of these is a rule
here. The rules hold for any description of OpenAPI 3.0; 3.1 is another language and refused.
"""

from __future__ import annotations

from .findings import Finding
from .linting import RULES, WrongValue, check_references, lint, undefined_references, wrong_values
from .rendering import render_json, render_text

__all__ = [
    "RULES",
    "Finding",
    "WrongValue",
    "check_references",
    "lint",
    "render_json",
    "render_text",
    "undefined_references",
    "wrong_values",
]
