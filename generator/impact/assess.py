"""Assesses new descriptions: their effect on our overlays, our lint and our names.

One step for each API goes in, the earlier and the later description; one `Impact` for each comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import attrs

from ..changes import compare
from ..documents import JsonObject
from ..lint import Finding, lint, undefined_references
from ..overlay import ActionReport, Overlay, Patched, apply, parse_overlay, stale
from ..problems import Problem
from ..repairs import REPAIRABLE, Repairs, overlay, overlay_text, repair
from ..surface import Name, compare_surfaces
from .impact import Impact

__all__ = ["Step", "assess"]

Names = Callable[[Mapping[str, JsonObject]], Sequence[Name]]


@attrs.frozen(kw_only=True)
class Step:
    """Two descriptions of one API, each with the overlays that belong to it.

    Args:
        old: the earlier description, as it was published.
        new: the later one, as it was published.
        called: names for the two, such as those of their files.
        api: the API's name in the configuration; ``None`` if it is not configured.
        overlays: our patches of the later description, in order.
        earlier_overlays: our patches of the earlier one; the same object if nothing has changed in them.
    """

    old: JsonObject = attrs.field(repr=False)
    new: JsonObject = attrs.field(repr=False)
    called: tuple[str, str] = ("the earlier description", "the later description")
    api: str | None = None
    overlays: tuple[Overlay, ...] = attrs.field(default=(), repr=False)
    earlier_overlays: tuple[Overlay, ...] = attrs.field(default=(), repr=False)


@attrs.frozen
class _Judged:
    """The impact of a step without its names; `document` if names can be made of it."""

    impact: Impact
    document: JsonObject | None = None


def assess(
    steps: Sequence[Step],
    *,
    others: Mapping[str, JsonObject] | None = None,
    names: Names | None = None,
) -> tuple[Impact, ...]:
    """Compare descriptions, as published and as patched, and assess the consequences for us.

    Several APIs share names of the package, and a name that all of them lose is lost with the last one.
    So their steps are taken one after the other, and the names that each of them changes are its own.

    Args:
        steps: the descriptions to compare, one step for an API.
        others: the patched descriptions of the APIs that stay as they are.
        names: makes the public names of the package from the patched descriptions of all APIs; without
            it names are not compared.

    Returns:
        One impact for each step.
    """
    patched = {step.api: _before(step) for step in steps if step.api is not None}
    documents = {**(others or {}), **{api: before.document for api, before in patched.items()}}
    surface: Sequence[Name] | None = None
    impacts = []
    for step in steps:
        judged = _judge(step, patched.get(step.api or ""))
        impact = judged.impact
        if step.api is not None and judged.document is not None and names is not None:
            later = {**documents, step.api: judged.document}
            try:
                earlier = names(documents) if surface is None else surface
                surface = names(later)
            except Problem as problem:
                impact = attrs.evolve(impact, obstacle=f"the names cannot be compared yet: {problem}")
            else:
                documents = later
                impact = attrs.evolve(impact, names=tuple(compare_surfaces(earlier, surface)))
        impacts.append(impact)
    return tuple(impacts)


def _before(step: Step) -> Patched:
    try:
        return apply(step.old, step.earlier_overlays, leave_out_failures=True)
    except Problem:
        # Then the later one cannot be patched either, and its impact says so.
        return Patched(document=step.old, actions=())


def _judge(step: Step, before: Patched | None) -> _Judged:
    impact = Impact(
        api=step.api, old=step.called[0], new=step.called[1], published=compare(step.old, step.new)
    )
    if before is None:
        return _Judged(impact)
    if not impact.published and step.overlays is step.earlier_overlays:
        return _Judged(attrs.evolve(impact, patched=(), names=()))
    try:
        after = apply(step.new, step.overlays, leave_out_failures=True)
    except Problem as problem:
        return _Judged(attrs.evolve(impact, obstacle=f"the overlays cannot be applied: {problem}"))
    impact = attrs.evolve(impact, stale=_newly_stale(before, after))
    try:
        return _linted(step, impact, before, after)
    except Problem as problem:
        return _Judged(attrs.evolve(impact, obstacle=f"the comparison stopped here: {problem}"))


def _newly_stale(before: Patched, after: Patched) -> tuple[ActionReport, ...]:
    known = {(action.file, action.index, action.target) for action in stale(before)}
    return tuple(action for action in stale(after) if (action.file, action.index, action.target) not in known)


def _linted(step: Step, impact: Impact, before: Patched, after: Patched) -> _Judged:
    known = _places(lint(before.document, step.called[0]))
    new = [finding for finding in lint(after.document, step.called[1]) if _place(finding) not in known]
    if impact.stale:
        # The vendor's own findings come before those of overlays that apply by half.
        vendors = _places(lint(step.new, step.called[1]))
        new.sort(key=lambda finding: _place(finding) not in vendors)
    repairs = Repairs((), (), ())
    if any(finding.rule in REPAIRABLE for finding in new):
        repairs = repair(after.document, known=(step.old, before.document))
    impact = attrs.evolve(
        impact,
        findings=tuple(new),
        repairs=overlay_text(after.document, repairs.edits) if repairs.edits else None,
        questions=repairs.questions,
    )
    lost = undefined_references(after.document, step.called[1])
    if lost and not undefined_references(before.document, step.called[0]):
        many = "1 reference leads" if len(lost) == 1 else f"{len(lost)} references lead"
        obstacle = f"the patched descriptions cannot be compared yet: {many} nowhere; mend the overlays first"
        return _Judged(attrs.evolve(impact, obstacle=obstacle))
    impact = attrs.evolve(impact, patched=compare(before.document, after.document))
    return _Judged(impact, _repaired(after.document, repairs))


def _place(finding: Finding) -> tuple[str, str]:
    return finding.rule, finding.pointer


def _places(findings: Sequence[Finding]) -> frozenset[tuple[str, str]]:
    return frozenset(map(_place, findings))


def _repaired(document: JsonObject, repairs: Repairs) -> JsonObject:
    """Apply the repairs we propose, so that names can be compared before a person has checked them."""
    if not repairs.edits:
        return document
    return apply(document, [parse_overlay(overlay(document, repairs.edits), "repairs")]).document
