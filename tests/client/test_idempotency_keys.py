"""What counts as the same part of an idempotency key; `tests/delivery` has what keys are for."""

from __future__ import annotations

from enum import Enum, IntEnum
from typing import Any

import kco
import pytest


def test_an_enumeration_counts_as_its_value() -> None:
    class Kind(str, Enum):  # noqa: UP042  as many applications still write it
        CAPTURE = "capture"

    class Number(IntEnum):
        ONE = 1

    assert kco.idempotency_key(Kind.CAPTURE, Number.ONE) == kco.idempotency_key("capture", 1)
    assert kco.idempotency_key(kco.kustom.OrderStatus("a")) == kco.idempotency_key("a")


def test_parts_that_are_odd_text_are_told_apart_too() -> None:
    parts: list[tuple[Any, ...]] = [("a,", "bc"), ('a","bc',), ("[1]",), (1,), ("a\ud800",), (-1,), (10**30,)]
    assert len({kco.idempotency_key(*each) for each in parts}) == len(parts)


@pytest.mark.parametrize("part", [None, True, 1.0, b"a", ["a"], object()])
def test_a_part_is_text_or_a_whole_number(part: Any) -> None:
    with pytest.raises(TypeError, match="text or a whole number"):
        kco.idempotency_key("a", part)
