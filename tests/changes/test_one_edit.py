"""One edit, one verdict: each case of `cases/` says what is to be reported, and nothing else is."""

from __future__ import annotations

import pytest

from generator.changes import compare
from tests.changes.descriptions import Case, cases


@pytest.mark.parametrize("case", cases(), ids=str)
def test_an_edit_is_reported_for_what_it_is(case: Case) -> None:
    changes = compare(case.before, case.after)
    found = sorted((change.change_class.value, change.place) for change in changes)
    assert found == sorted(case.expected), "\n".join(change.sentence for change in changes)
    assert case.says in changes[0].sentence
