"""Which change of a public name is one that code written before survives."""

from __future__ import annotations

import pytest

from generator.surface import Name, NameChange, compare_surfaces


def test_every_difference_is_listed_by_name() -> None:
    old = [Name("kco.a", "int"), Name("kco.b", "int"), Name("kco.c", "int")]
    new = [Name("kco.d", "int"), Name("kco.c", "int"), Name("kco.b", "str")]
    changes = compare_surfaces(old, new)
    assert changes == [
        NameChange("kco.a", "int", None),
        NameChange("kco.b", "int", "str"),
        NameChange("kco.d", None, "int"),
    ]
    assert [change.kind for change in changes] == ["removed", "changed", "added"]
    assert compare_surfaces(old, old) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, "int"),
        (None, "property -> int | None"),
        ("def ()", "def (x: int = 1)"),
        ("def (x: int)", "def (x: int, y: int = 1)"),
        ("def (x: int) -> str", "def (x: int, *, y: int = 1, **more: Any) -> str"),
        ("def (*, b: int)", "def (*, a: int = 1, b: int)"),
        ("def (*, a: int, b: int)", "def (*, b: int, a: int)"),
        ("def (x: int)", "def (x: int | str)"),
        ("def (x: int | str)", "def (x: str | float | int)"),
        ("def (x: int)", "def (x: int = 5)"),
        ("def (x: int = 4)", "def (x: int = 5)"),
        ("def (x: int, /)", "def (x: int)"),
        ("def () -> int | None", "def () -> int"),
        ("async def () -> int", "async def (x: int = 1) -> int"),
        ("classmethod def (x: int) -> Self", "classmethod def (x: int, *, y: str = '') -> Self"),
    ],
)
def test_what_only_gives_more_is_compatible(before: str | None, after: str) -> None:
    assert NameChange("kco.x", before, after).is_compatible


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("int", None),
        (None, "Required[str]"),
        ("int", "str"),
        ("int", "int | None"),
        ("= 'a'", "= 'b'"),
        ("class (kco.A)", "class (kco.B)"),
        ("property -> int", "def () -> int"),
        ("def (x: int = 1)", "def ()"),
        ("def ()", "def (x: int)"),
        ("def (*, a: int = 1)", "def (*, a: int = 1, b: int)"),
        ("def (x: int)", "def (y: int)"),
        ("def (x: int, y: int)", "def (y: int, x: int)"),
        ("def (x: int)", "def (*, x: int)"),
        ("def (x: int)", "def (x: int, /)"),
        ("def (x: int = 1)", "def (x: int)"),
        ("def (x: int | str)", "def (x: int)"),
        ("def (x: int)", "def (x: str)"),
        ("def () -> int", "def () -> int | None"),
        ("def () -> int", "async def () -> int"),
        ("def (*x: int)", "def ()"),
        ("def (**x: int)", "def (*, a: int = 1)"),
        ("def (x: int) -> int", "overload def (x: int) -> int | def (x: str) -> str"),
        ("def (", "def (x"),
    ],
)
def test_what_takes_something_away_is_not(before: str | None, after: str | None) -> None:
    assert not NameChange("kco.x", before, after).is_compatible


def test_the_parameters_that_came_went_or_changed_are_known() -> None:
    change = NameChange(
        "kco.x", "def (a: int, b: int, *, c: int = 1)", "def (a: int, b: str, *, c: int = 2, d: int)"
    )
    assert change.parameters == {"b", "c", "d"}
    assert NameChange("kco.x", None, "int").parameters == frozenset()
    assert NameChange("kco.x", "int", "def (a: int)").parameters == {"a"}
