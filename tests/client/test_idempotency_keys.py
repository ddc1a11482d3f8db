"""What counts as the same part of an idempotency key; `tests/delivery` has what keys are for."""

from __future__ import annotations

from enum import Enum, IntEnum
from typing import Any
from uuid import UUID

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


def test_a_uuid_counts_as_its_text() -> None:
    order_id = UUID("f81d4fae-7dec-11d0-a765-00a0c91e6bf6")
    assert kco.idempotency_key(order_id, 1) == kco.idempotency_key(str(order_id), 1)


@pytest.mark.parametrize("part", [None, True, 1.0, b"a", ["a"], object(), kco.UNSET])
def test_a_part_is_text_or_a_whole_number_or_a_uuid(part: Any) -> None:
    with pytest.raises(kco.InvalidInputError) as caught:
        kco.idempotency_key("a", part, "")
    kind = type(part).__name__
    assert [str(violation) for violation in caught.value.violations] == [
        f"parts[1]: expected text (str), a whole number (int) or a UUID, got {kind}",
        "parts[2]: expected text that is not empty",
    ]
    assert caught.value.outcome == "not_sent"


def test_a_key_of_nothing_is_refused() -> None:
    with pytest.raises(kco.InvalidInputError, match="parts: expected at least one part"):
        kco.idempotency_key()
