"""`UNSET`: what the caller did not pass, which is not the same as None."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from kco import UNSET

from .refusals import LINE, violations
from .scripted import Desk


def test_unset_keeps_its_identity() -> None:
    assert copy.copy(UNSET) is UNSET
    assert copy.deepcopy(UNSET) is UNSET
    assert copy.deepcopy({"a": [UNSET]})["a"][0] is UNSET
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(UNSET, protocol)) is UNSET


def test_unset_is_not_none_and_not_true() -> None:
    assert UNSET is not None
    assert UNSET != None  # noqa: E711
    assert not UNSET
    assert repr(UNSET) == "UNSET"


def test_what_is_not_set_is_not_sent_at_any_depth(desk: Desk) -> None:
    line: Mapping[str, Any] = LINE | {
        "reference": UNSET,
        "product_identifiers": {"brand": UNSET, "size": "S"},
        "odd": {"a": UNSET, "b": [{"c": UNSET}]},
    }
    desk.call(
        "captures.create", "o", captured_amount=1, description=UNSET, order_lines=[line], validate=False
    )
    assert desk.script.last_body == {
        "captured_amount": 1,
        "order_lines": [LINE | {"product_identifiers": {"size": "S"}, "odd": {"b": [{}]}}],
    }


def test_what_is_needed_cannot_be_not_set(desk: Desk) -> None:
    found = violations(
        desk, "captures.create", "o", captured_amount=UNSET, order_lines=[LINE | {"name": UNSET}]
    )
    assert found == {"captured_amount": "is required", "order_lines[0].name": "is required"}


def test_an_item_cannot_be_not_set(desk: Desk) -> None:
    found = violations(desk, "captures.create", "o", captured_amount=1, order_lines=[UNSET])
    assert found == {"order_lines[0]": "expected an object (a model or a dict), got UnsetType"}
    assert violations(desk, "captures.create", "o", captured_amount=1, order_lines=[UNSET], validate=False)


def test_dates_that_nobody_described_are_written_as_iso_8601(desk: Desk) -> None:
    line = LINE | {"made_on": date(2026, 1, 31), "made_at": datetime(2026, 1, 31, 12, tzinfo=UTC)}
    desk.call("captures.create", "o", captured_amount=1, order_lines=[line], validate=False)
    sent = desk.script.last_body["order_lines"][0]
    assert (sent["made_on"], sent["made_at"]) == ("2026-01-31", "2026-01-31T12:00:00+00:00")
