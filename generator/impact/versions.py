"""Which version number follows from a change: https://semver.org"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from ..changes import Change, ChangeClass

__all__ = ["Version", "next_number", "version_of", "worst"]


class Version(StrEnum):
    """The part of the version number that has to grow, the greatest first."""

    MAJOR = "major"
    MINOR = "minor"
    PATCH = "patch"
    NONE = "none"


def version_of(changes: Iterable[Change]) -> Version:
    """Return what follows from changes: what breaks is major, what is added minor, what is said patch."""
    return worst(
        Version.MAJOR
        if change.change_class.breaks
        else Version.MINOR
        if change.change_class is ChangeClass.ADDITION
        else Version.PATCH
        for change in changes
    )


def worst(versions: Iterable[Version]) -> Version:
    """Return the greatest of several; none if there is none."""
    return min(versions, key=list(Version).index, default=Version.NONE)


def next_number(current: str, version: Version) -> str:
    """Return the number after this one.

    Before 1.0.0 the second place says what the first says later, and the third everything else. The
    standard leaves that open; what installs packages reads it so: https://semver.org/#spec-item-4

    Args:
        current: three numbers, as in ``1.4.2``.
        version: the part that has to grow.
    """
    major, minor, patch = (int(number) for number in current.split("."))
    if version is Version.NONE:
        return current
    if major == 0:
        return f"0.{minor + 1}.0" if version is Version.MAJOR else f"0.{minor}.{patch + 1}"
    return {
        Version.MAJOR: f"{major + 1}.0.0",
        Version.MINOR: f"{major}.{minor + 1}.0",
        Version.PATCH: f"{major}.{minor}.{patch + 1}",
    }[version]
