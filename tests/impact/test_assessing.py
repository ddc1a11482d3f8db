"""What a step of a description does to us, and whose step it is that changes a name which APIs share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from generator.documents import JsonObject
from generator.impact import Impact, Step, assess
from generator.overlay import Overlay, parse_overlay
from generator.problems import Problem
from generator.surface import Name
from tests.generator.project import small


def described(*properties: str) -> JsonObject:
    """A description whose Book has these properties."""
    made = {name: {"type": "string", "description": "Some text."} for name in properties}
    return small(Book={"type": "object", "properties": made})


def overlay(*actions: Any) -> tuple[Overlay, ...]:
    document: Any = {
        "overlay": "1.1.0",
        "info": {"title": "Ours", "version": "1"},
        "actions": [{"x-reason": "It is better so.", **action} for action in actions],
    }
    return (parse_overlay(document, "10-ours.yaml"),)


def step(old: JsonObject, new: JsonObject, *, api: str | None = "one", overlays: Any = ()) -> Step:
    return Step(old=old, new=new, api=api, overlays=overlays, earlier_overlays=overlays)


def only(*steps: Step, **known: Any) -> Impact:
    (found,) = assess(steps, **known)
    return found


def properties(document: JsonObject) -> set[str]:
    found: Any = document
    return set(found["components"]["schemas"]["Book"]["properties"])


def shared_names(documents: Mapping[str, JsonObject]) -> Sequence[Name]:
    """A package that offers for each API what its Book has, and beside that what all Books have."""
    own = [
        Name(f"shop.{api}.Book.{name}", "str") for api, one in documents.items() for name in properties(one)
    ]
    common = set.intersection(*map(properties, documents.values()))
    return sorted([*own, *(Name(f"shop.Book.{name}", "str") for name in common)])


def named(impact: Impact) -> dict[str, str]:
    return {name.name: name.kind for name in impact.names or ()}


def test_a_name_that_all_apis_lose_is_lost_once() -> None:
    steps = [step(described("title", "isbn"), described("title"), api=api) for api in ("one", "two")]
    first, second = assess(steps, names=shared_names)
    assert named(first) == {"shop.Book.isbn": "removed", "shop.one.Book.isbn": "removed"}
    assert named(second) == {"shop.two.Book.isbn": "removed"}


def test_a_name_that_all_apis_get_is_new_with_the_last_one() -> None:
    steps = [step(described("title"), described("title", "isbn"), api=api) for api in ("one", "two")]
    first, second = assess(steps, names=shared_names)
    assert named(first) == {"shop.one.Book.isbn": "added"}
    assert named(second) == {"shop.Book.isbn": "added", "shop.two.Book.isbn": "added"}


def test_names_are_told_beside_those_of_the_apis_that_stay() -> None:
    others = {"two": described("title")}
    found = only(step(described("title"), described("title", "isbn")), others=others, names=shared_names)
    assert named(found) == {"shop.one.Book.isbn": "added"}


def test_an_api_whose_names_cannot_be_told_does_not_hide_those_of_another() -> None:
    def fragile(documents: Mapping[str, JsonObject]) -> Sequence[Name]:
        if "broken" in properties(documents["one"]):
            raise Problem("one.yaml", "cannot be made into a package", "mend it")
        return shared_names(documents)

    steps = [
        step(described("title"), described("title", "broken"), api="one"),
        step(described("title"), described("title", "isbn"), api="two"),
    ]
    first, second = assess(steps, names=fragile)
    assert first.names is None
    assert first.obstacle == (
        "the names cannot be compared yet: one.yaml: cannot be made into a package; mend it"
    )
    assert named(second) == {"shop.two.Book.isbn": "added"}


def test_both_pairs_are_compared() -> None:
    pair = (described("title"), described("title", "isbn"))
    found = only(step(*pair))
    assert [change.change_class for change in found.published] == ["addition"]
    assert found.patched == found.published
    ours = overlay({"target": "$.components.schemas.Book.properties", "update": {"isbn": {"type": "string"}}})
    found = only(step(*pair, overlays=ours))
    assert [change.change_class for change in found.published] == ["addition"]
    assert [change.change_class for change in found.patched or ()] == ["documentation"]


def test_an_action_that_was_stale_before_has_not_become_so() -> None:
    ours = overlay(
        {"target": "$.components.schemas.Magazine", "remove": True},
        {"target": "$.components.schemas.Book.properties.isbn", "remove": True},
    )
    found = only(step(described("title", "isbn"), described("title"), overlays=ours))
    assert [action.index for action in found.stale] == [1]


def test_an_action_that_cannot_be_applied_any_more_is_stale_with_the_reason() -> None:
    ours = overlay(
        {"target": "$.components.schemas.Book.properties", "update": {"title": {"type": ["string"]}}}
    )
    old = described("isbn")
    found = only(step(old, described("title", "isbn"), overlays=ours))
    (action,) = found.stale
    assert "the action was left out" in (action.reason or "")


def test_references_that_a_stale_action_leaves_are_an_obstacle_and_no_end() -> None:
    def with_author(name: str) -> JsonObject:
        return small(
            Book={"type": "object", "properties": {"by": {"$ref": f"#/components/schemas/{name}"}}},
            **{name: {"type": "object", "properties": {"name": {"type": "string"}}}},
        )

    renames = overlay(
        {"target": "$.components.schemas", "update": {"Author": {}}},
        {"target": "$.components.schemas.Author", "copy": "$.components.schemas[?@.properties.name]"},
        {
            "target": "$.components.schemas[?@.properties.by].properties.by",
            "update": {"$ref": "#/components/schemas/Author"},
        },
        {"target": "$.components.schemas.author", "remove": True},
    )
    assert not only(step(with_author("author"), with_author("author"), overlays=renames)).stale
    found = only(step(with_author("author"), with_author("authorDto"), overlays=renames))
    assert [action.index for action in found.stale] == [3]
    assert found.obstacle is None

    without_copy = overlay(
        {"target": "$.components.schemas.authorDto", "remove": True},
        {"target": "$.components.schemas.author", "update": {"description": "Who wrote it."}},
    )
    found = only(step(with_author("author"), with_author("authorDto"), overlays=without_copy))
    assert found.patched is None
    assert "1 reference leads nowhere" in (found.obstacle or "")
    assert found.breaks


def test_findings_that_were_there_before_are_not_new() -> None:
    def with_example(*properties: str) -> JsonObject:
        made = {name: {"type": "string", "example": 5} for name in properties}
        return small(Book={"type": "object", "properties": made})

    found = only(step(with_example("title"), with_example("title", "isbn")))
    assert [finding.pointer for finding in found.findings] == [
        "/components/schemas/Book/properties/isbn/example"
    ]


def test_true_digits_come_from_the_earlier_description() -> None:
    def tracked(example: object) -> JsonObject:
        return small(Book={"type": "object", "properties": {"id": {"type": "string", "example": example}}})

    found = only(step(tracked("63456415674545679874"), tracked(63456415674545680000)))
    assert "63456415674545679874" in (found.repairs or "")
    assert found.questions == ()


def test_what_is_not_ours_is_compared_for_itself() -> None:
    found = only(step(described("title"), described(), api=None), names=shared_names)
    assert (found.patched, found.names, found.findings, found.obstacle) == (None, None, (), None)
    assert found.breaks


@pytest.mark.parametrize("version", ["3.1.0", "3.0"])
def test_a_description_that_the_lint_does_not_read_is_an_obstacle_and_no_end(version: str) -> None:
    found = only(step(described("title"), {**described("title"), "openapi": version}), names=shared_names)
    assert (found.obstacle or "").startswith("the comparison stopped here: ")
    assert found.breaks
