"""All that is known about one step of a vendor's description."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import attrs

from ..changes import Change, ChangeClass
from ..lint import Finding
from ..overlay import ActionReport
from ..repairs import Question
from ..surface import NameChange

__all__ = ["Impact", "Report", "Version", "next_number", "version_of", "worst"]


@attrs.frozen(kw_only=True)
class Impact:
    """What changed in a description, and what that does to us.

    Args:
        api: the API's name in the configuration; ``None`` if it is none of ours, which leaves the
            published changes only.
        old: what to call the earlier description.
        new: what to call the later one.
        published: the changes of the vendor's own description.
        patched: the changes once our overlays are applied to both; ``None`` if that cannot be told.
        stale: the actions that fitted the earlier description and do not fit the later one.
        findings: what our lint says about the later one, patched, and did not say before.
        repairs: an overlay, as YAML, that repairs what can be repaired of these; ``None`` if nothing can.
        questions: what the overlay leaves open.
        names: the public names that appear, change or vanish; ``None`` if that cannot be told.
        obstacle: why something cannot be told, as a line; ``None`` if everything could.
    """

    api: str | None
    old: str
    new: str
    published: tuple[Change, ...]
    patched: tuple[Change, ...] | None = None
    stale: tuple[ActionReport, ...] = ()
    findings: tuple[Finding, ...] = ()
    repairs: str | None = None
    questions: tuple[Question, ...] = ()
    names: tuple[NameChange, ...] | None = None
    obstacle: str | None = None

    @property
    def needs_hands(self) -> bool:
        """True if nothing can be generated before a person has mended something."""
        return bool(self.stale or self.findings or self.obstacle)

    @property
    def breaks(self) -> bool:
        """True if something breaks: by the vendor's description, by ours, or by the names made of it."""
        changes = (*self.published, *(self.patched or ()))
        return self.version is Version.MAJOR or any(change.change_class.breaks for change in changes)

    @property
    def version(self) -> Version:
        """The part of our version number that has to grow.

        What our overlays make of both descriptions decides, and the names that come of it. Where that is
        not certain yet, the vendor's own changes count as well.
        """
        reached = [version_of(self.patched or ())]
        reached.extend(Version.MINOR if name.is_compatible else Version.MAJOR for name in self.names or ())
        if self.api is None or self.needs_hands:
            reached.append(version_of(self.published))
        return worst(reached)


@attrs.frozen(kw_only=True)
class Report:
    """What is told at once.

    Args:
        impacts: one for each API.
        current: the number of our version now, as in ``1.4.2``; ``None`` if none of the APIs is ours.
    """

    impacts: tuple[Impact, ...]
    current: str | None = None

    @property
    def version(self) -> Version:
        """The part of our version number that has to grow."""
        return worst(impact.version for impact in self.impacts)

    @property
    def next(self) -> str | None:
        """The number that follows, as in ``1.5.0``; ``None`` if there is no number now."""
        return None if self.current is None else next_number(self.current, self.version)

    @property
    def breaks(self) -> bool:
        """True if something breaks for any of the APIs."""
        return any(impact.breaks for impact in self.impacts)

    @property
    def verdict(self) -> str:
        """The part and the numbers, as in ``minor (1.4.2 → 1.5.0)``."""
        if self.next is None or self.version is Version.NONE:
            return self.version
        return f"{self.version} ({self.current} → {self.next})"


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
