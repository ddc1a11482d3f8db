"""A whole rewrite is told in a few sentences: one for each name and one for each example."""

from __future__ import annotations

from collections import Counter

import pytest

from generator.changes import ChangeClass, compare
from generator.json_pointer import resolve
from tests.changes.descriptions import ROOT
from tests.changes.rewrite import rewrite


@pytest.mark.parametrize("vendor", ["klarna", "kustom"])
def test_a_rewrite_is_one_rename_for_each_schema_and_one_example_for_each_number(vendor: str) -> None:
    pair = rewrite(ROOT / "openapi" / f"{vendor}.yaml")
    changes = compare(pair.before, pair.after)
    renames = {(change.before, change.after) for change in changes if change.change_class.breaks}
    assert renames == set(pair.renamed.items())
    examples = [change for change in changes if not change.change_class.breaks]
    assert {change.place: change.before for change in examples} == pair.examples
    assert len(changes) == len(pair.renamed) + len(pair.examples)


def test_the_rewrite_loses_digits_where_numbers_are_long() -> None:
    pair = rewrite()
    assert {text: resolve(pair.after, at) for at, text in pair.rounded.items()} == {
        "63456415674545679874": 63456415674545680000,
        "93456415674545679888": 93456415674545680000,
    }


def test_a_rewrite_that_changes_what_is_sent_says_so_beside_the_renames() -> None:
    pair = rewrite()
    required = resolve(pair.after, "/components/schemas/CaptureObjectDto/required")
    assert isinstance(required, list)
    required.append("reference")
    changes = compare(pair.before, pair.after)
    assert Counter(change.change_class for change in changes) == {
        ChangeClass.BREAKING_WIRE: 1,
        ChangeClass.BREAKING_PYTHON: len(pair.renamed),
        ChangeClass.DOCUMENTATION: len(pair.examples),
    }
    assert changes[0].place == "/components/schemas/CaptureObjectDto/required/1"
    assert changes[0].operations == ("POST /ordermanagement/v1/orders/{order_id}/captures",)
