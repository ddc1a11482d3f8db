"""The files of the contract tests, by what they are about."""

from __future__ import annotations

__all__ = [
    "DIGITS",
    "ERRORS",
    "FACTS",
    "FIELDS",
    "PIPELINE",
    "REQUESTS",
    "RESPONSES",
    "SECOND_READING",
    "SHAPES",
]

DIGITS = "tests/contract/test_published_digits.py"
ERRORS = "tests/contract/test_errors.py"
FACTS = "tests/contract/test_published_facts.py"
FIELDS = "tests/contract/test_published_fields.py"
PIPELINE = "tests/contract/test_pipeline.py"
REQUESTS = "tests/contract/test_requests.py"
RESPONSES = "tests/contract/test_responses.py"
SECOND_READING = "tests/contract/test_second_reading.py"
SHAPES = "tests/contract/test_real_shapes.py"
