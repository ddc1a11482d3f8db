"""Which version number follows: the part that has to grow, before 1.0 and after it."""

from __future__ import annotations

import attrs
import pytest

from generator.changes import Change, ChangeClass
from generator.impact import Impact, Report, Version
from generator.overlay import ActionReport
from generator.surface import NameChange

BREAKING = (ChangeClass.BREAKING_WIRE, ChangeClass.BREAKING_PYTHON, ChangeClass.UNCLASSIFIED)

RENAMED = NameChange("shop.Book", "class", None)
ADDED = NameChange("shop.Book", None, "class")
STALE = ActionReport(
    file="10.yaml",
    index=0,
    target="$.info",
    matches=0,
    changed=False,
    stale=True,
    reason="the target matches nothing",
    digest="",
    x_reason=None,
)


def change(kind: ChangeClass) -> Change:
    return Change(change_class=kind, place="/info", sentence="something is another")


def changes(*kinds: ChangeClass) -> tuple[Change, ...]:
    return tuple(map(change, kinds))


def impact(**known: object) -> Impact:
    """What is known of an API of ours whose published description says what the patched one says."""
    return attrs.evolve(
        Impact(api="library", old="old.yaml", new="new.yaml", published=(), patched=(), names=()),
        **known,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("kinds", "part", "number", "number_before_the_first"),
    [
        ((), "none", "1.4.2", "0.4.2"),
        ((ChangeClass.DOCUMENTATION,), "patch", "1.4.3", "0.4.3"),
        ((ChangeClass.ADDITION,), "minor", "1.5.0", "0.4.3"),
        ((ChangeClass.ADDITION, ChangeClass.DOCUMENTATION), "minor", "1.5.0", "0.4.3"),
        *(((kind,), "major", "2.0.0", "0.5.0") for kind in BREAKING),
        *(((ChangeClass.ADDITION, kind), "major", "2.0.0", "0.5.0") for kind in BREAKING),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, tuple) else None,
)
def test_each_class_asks_for_a_part(
    kinds: tuple[ChangeClass, ...], part: str, number: str, number_before_the_first: str
) -> None:
    step = impact(published=changes(*kinds), patched=changes(*kinds))
    after, before = (Report(impacts=(step,), current=current) for current in ("1.4.2", "0.4.2"))
    assert after.version == before.version == part
    assert (after.next, before.next) == (number, number_before_the_first)
    assert after.breaks is before.breaks is (part == "major")


@pytest.mark.parametrize("kind", ChangeClass)
def test_a_change_that_our_overlays_hide_asks_for_nothing(kind: ChangeClass) -> None:
    hidden = impact(published=changes(kind))
    assert hidden.version is Version.NONE
    # The vendor broke something all the same, and somebody should look at it.
    assert hidden.breaks is kind.breaks


@pytest.mark.parametrize("kind", ChangeClass)
def test_a_change_of_our_overlays_alone_counts(kind: ChangeClass) -> None:
    assert impact(patched=changes(kind)).version == impact(published=changes(kind), api=None).version


@pytest.mark.parametrize(
    "known", [{"stale": (STALE,)}, {"obstacle": "it cannot be told"}], ids=["stale", "obstacle"]
)
@pytest.mark.parametrize("kind", BREAKING)
def test_what_the_vendor_changed_counts_until_a_person_has_looked(
    kind: ChangeClass, known: dict[str, object]
) -> None:
    assert impact(published=changes(kind), **known).version is Version.MAJOR


def test_public_names_count_whatever_the_changes_are_called() -> None:
    said = changes(ChangeClass.DOCUMENTATION)
    assert impact(patched=said, names=(ADDED,)).version is Version.MINOR
    renamed = impact(patched=said, names=(ADDED, RENAMED))
    assert renamed.version is Version.MAJOR
    assert renamed.breaks


def test_the_greatest_part_of_all_apis_has_to_grow() -> None:
    patch, minor = (
        impact(patched=changes(kind)) for kind in (ChangeClass.DOCUMENTATION, ChangeClass.ADDITION)
    )
    assert Report(impacts=(patch, minor), current="3.0.9").verdict == "minor (3.0.9 → 3.1.0)"
    assert Report(impacts=()).verdict == "none"


def test_without_a_number_the_part_alone_is_told() -> None:
    report = Report(impacts=(impact(patched=changes(ChangeClass.ADDITION)),))
    assert (report.verdict, report.next) == ("minor", None)
