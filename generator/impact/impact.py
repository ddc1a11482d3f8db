"""The impact of a vendor's new description, and the version of ours that follows from it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import attrs

from ..changes import Change, ChangeClass
from ..lint import Finding
from ..overlay import ActionReport
from ..repairs import Question
from ..surface import NameChange

__all__ = ["Impact", "Report", "Version"]


class Version(StrEnum):
    """The part of the version number that has to grow, the greatest first."""

    MAJOR = "major"
    MINOR = "minor"
    PATCH = "patch"
    NONE = "none"


def _version_of(changes: Iterable[Change]) -> Version:
    """Return the consequence of changes: breaking ones are major, additions minor, other ones patch."""
    return _worst(
        Version.MAJOR
        if change.change_class.breaks
        else Version.MINOR
        if change.change_class is ChangeClass.ADDITION
        else Version.PATCH
        for change in changes
    )


def _worst(versions: Iterable[Version]) -> Version:
    """Return the greatest of several; none if there is none."""
    return min(versions, key=list(Version).index, default=Version.NONE)


def _next_number(current: str, version: Version) -> str:
    """Return the number after this one.

    Before 1.0.0 the second place counts breaking changes, and the third all others. The standard leaves
    that open; installers read it so: https://semver.org/#spec-item-4

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


@attrs.frozen(kw_only=True)
class Impact:
    """The changes of a description, and their effect on us.

    Args:
        api: the API's name in the configuration; ``None`` if it is not configured, which leaves the
            published changes only.
        old: the name of the earlier description.
        new: the name of the later one.
        published: the changes of the vendor's own description.
        patched: the changes once our overlays are applied to both; ``None`` if they cannot be compared.
        stale: the actions that fitted the earlier description and do not fit the later one.
        findings: what our lint finds in the later one, patched, and not in the earlier one.
        repairs: an overlay, as YAML, that repairs some of these; ``None`` if none can be repaired.
        questions: the points that the overlay leaves open.
        names: the public names that appear, change or vanish; ``None`` if they cannot be compared.
        obstacle: why something was not compared, as a line; ``None`` if everything was.
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

        The changes of the patched descriptions and of the names decide. While these are not certain, the
        vendor's own changes count as well.
        """
        reached = [_version_of(self.patched or ())]
        reached.extend(Version.MINOR if name.is_compatible else Version.MAJOR for name in self.names or ())
        if self.api is None or self.needs_hands:
            reached.append(_version_of(self.published))
        return _worst(reached)


@attrs.frozen(kw_only=True)
class Report:
    """The impacts that are reported together.

    Args:
        impacts: one for each API.
        current: the number of our version now, as in ``1.4.2``; ``None`` if no API is configured.
    """

    impacts: tuple[Impact, ...]
    current: str | None = None

    @property
    def version(self) -> Version:
        """The part of our version number that has to grow."""
        return _worst(impact.version for impact in self.impacts)

    @property
    def next(self) -> str | None:
        """The number that follows, as in ``1.5.0``; ``None`` if there is no number now."""
        return None if self.current is None else _next_number(self.current, self.version)

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
