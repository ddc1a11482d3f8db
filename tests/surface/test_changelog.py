"""Which entry of the changelog speaks of which change."""

from __future__ import annotations

import pytest

from generator.impact import Impact, changelog
from generator.surface import NameChange, unnamed, unreleased

CHANGELOG = """# Changelog

Intro with `kco.Ghost`.

## Unreleased

### Added

- `Timeouts.write`.

## 1.0.0 - 2026-01-01

- `kco.Old`.
"""


def test_only_what_is_unreleased_counts() -> None:
    text = unreleased(CHANGELOG)
    assert text is not None
    assert text.strip() == "### Added\n\n- `Timeouts.write`."
    assert unreleased(CHANGELOG.replace("## Unreleased", "## [unreleased] (2.0)")) == text
    assert unreleased("# Changelog\n\n## Unreleased") == ""
    assert unreleased("# Changelog\n\n## 1.0.0\n") is None
    assert unreleased("") is None


def added(name: str) -> NameChange:
    return NameChange(name, None, "int")


METHOD = "kco.kustom.captures.AsyncCaptures.void"


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("kco.Timeouts.write", "`kco.Timeouts.write` is new."),
        ("kco.Timeouts.write", "`Timeouts.write` is new."),
        ("kco.Timeouts.write", "`Timeouts(write=5)` limits writing"),
        ("kco.Timeouts.write", "``write`` is new."),
        ("kco.Timeouts.write", "```python\nkco.Timeouts(write=1)\n```"),
        ("kco.Timeouts.__init__", "`Timeouts` takes more."),
        (METHOD, "`client.captures.void(order_id)` takes a capture back."),
        (METHOD, "`captures.void`"),
        (METHOD, "`void`"),
        (METHOD, "`Captures.void`"),
        ("kco.klarna.Order.note", "Orders have a `note`."),
    ],
)
def test_a_name_may_be_written_as_people_do(name: str, entry: str) -> None:
    assert unnamed([added(name)], entry) == []


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("kco.Timeouts.write", ""),
        ("kco.Timeouts.write", "First version: clients for Kustom and Klarna that write."),
        ("kco.Timeouts.write", "Timeouts.write without backticks"),
        ("kco.Timeouts.write", "`kco` is faster."),
        ("kco.Timeouts.write", "`Timeouts.read`"),
        ("kco.Timeouts.write", "`Timeout`"),
        ("kco.Timeouts.write", "`RetryPolicy.write`"),
        ("kco.Timeouts.write", "`write_timeout`"),
        (METHOD, "`refunds.void`"),
        (METHOD, "`captures`"),
        ("kco.kustom.Order.note", "`kco.kustom` is better documented."),
    ],
)
def test_an_entry_about_something_else_does_not_count(name: str, entry: str) -> None:
    assert unnamed([added(name)], entry) == [added(name)]


def test_the_parameter_that_came_speaks_for_every_method_that_takes_it() -> None:
    changes = [
        NameChange(f"kco.Captures.{name}", "def (a: int)", "def (a: int, *, dry_run: bool = False)")
        for name in ("create", "get")
    ]
    assert unnamed(changes, "Every method takes `dry_run=`.") == []
    assert unnamed(changes, "Every method takes `a`.") == changes


def test_a_new_module_speaks_for_all_that_is_in_it() -> None:
    inside = [added("kco.testing.fixture"), added("kco.testing.Server.port")]
    entry = "`kco.testing`: a plugin for pytest."
    assert unnamed([NameChange("kco.testing", None, "module"), *inside], entry) == []
    assert unnamed(inside, entry) == inside


def test_the_entries_that_a_comparison_makes_ready_are_enough() -> None:
    changes = (
        NameChange("kco.kustom.Order.note", None, "str"),
        NameChange("kco.kustom.Order.old", "int", None),
        NameChange("kco.kustom.captures.Captures.create", "def (a: int)", "def (a: int, *, b: int = 1)"),
    )
    impact = Impact(api="kustom", old="a", new="b", published=(), patched=(), names=changes)
    assert unnamed(changes, changelog([impact])) == []
