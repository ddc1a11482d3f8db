"""Gathers what `changes` compares: two files, a commit and the project, or the project and a fresh download."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import attrs

from ..configuration import FILE, Api, Configuration, load_configuration
from ..documents import JsonObject, load, parse
from ..download import download
from ..impact import Step
from ..overlay import Overlay, apply, parse_overlay
from ..patch import description_of, overlay_files, overlays_among
from ..problems import Problem
from ..snapshots import committed, committed_folder, require_revision
from .reporting import ROOT, say

__all__ = ["committed_steps", "fresh_steps", "named_step", "others"]

Overlays = tuple[Overlay, ...]


def named_step(vendor: str | None, old: Path, new: Path) -> tuple[Configuration | None, Step]:
    """Compare two files, which may be of an API that is none of ours.

    Returns:
        The configuration, ``None`` if there is no project here, and the step.
    """
    step = Step(
        old=description_of(load(old), str(old)),
        new=description_of(load(new), str(new)),
        called=(str(old), str(new)),
    )
    configuration = load_configuration(ROOT) if vendor is not None or (ROOT / FILE).exists() else None
    api = None if configuration is None else _api_of(configuration, vendor, {old.resolve(), new.resolve()})
    if api is None:
        say("overlays, lint and names are left out; --vendor says whose description it is")
        return configuration, step
    overlays = _overlays(api)
    return configuration, attrs.evolve(step, api=api.name, overlays=overlays, earlier_overlays=overlays)


def _api_of(configuration: Configuration, vendor: str | None, files: set[Path]) -> Api | None:
    if vendor is not None:
        return next(iter(_chosen(configuration, vendor)))
    found = [api for api in configuration.apis if (ROOT / api.description).resolve() in files]
    return found[0] if len(found) == 1 else None


def committed_steps(configuration: Configuration, vendor: str | None, revision: str) -> Iterator[Step]:
    """Compare what was committed with what is there, each with the overlays beside it."""
    require_revision(revision)
    for api in _chosen(configuration, vendor):
        name = str(api.description)
        before = committed(api.description, revision)
        if before is None:
            raise Problem(name, f"is not in {revision}", "commit it, or name the two descriptions to compare")
        overlays = _overlays(api)
        yield Step(
            old=description_of(parse(before, name), f"{revision}:{name}"),
            new=description_of(load(ROOT / api.description), name),
            called=(f"{name} in {revision}", name),
            api=api.name,
            overlays=overlays,
            earlier_overlays=_committed_overlays(api, revision, overlays),
        )


def fresh_steps(
    configuration: Configuration, vendor: str | None, progress: Callable[[str], None]
) -> Iterator[Step]:
    """Compare what is there with what the vendors publish now."""
    names = [api.name for api in _chosen(configuration, vendor)]
    found, failures = download(
        ROOT, configuration, names, progress=lambda text: progress(f"download {text}"), conditional=False
    )
    if failures:
        raise failures[0]
    for fetched in found:
        name = str(fetched.api.description)
        overlays = _overlays(fetched.api)
        yield Step(
            old=description_of(load(ROOT / fetched.api.description), name),
            new=fetched.document,
            called=(name, fetched.record.address),
            api=fetched.api.name,
            overlays=overlays,
            earlier_overlays=overlays,
        )


def others(configuration: Configuration, steps: Sequence[Step]) -> Mapping[str, JsonObject]:
    """Return the patched descriptions of the APIs that no step is about."""
    compared = {step.api for step in steps}
    return {
        api.name: apply(
            description_of(load(ROOT / api.description), str(api.description)),
            _overlays(api),
            leave_out_failures=True,
        ).document
        for api in configuration.apis
        if api.name not in compared
    }


def _chosen(configuration: Configuration, vendor: str | None) -> Sequence[Api]:
    if vendor is None:
        return configuration.apis
    chosen = [api for api in configuration.apis if api.name == vendor]
    if not chosen:
        names = ", ".join(api.name for api in configuration.apis)
        raise Problem("--vendor", f"{vendor} is not configured", f"name one of {names}")
    return chosen


def _overlays(api: Api) -> Overlays:
    return tuple(parse_overlay(load(path), path.as_posix()) for path in overlay_files(ROOT / api.overlays))


def _committed_overlays(api: Api, revision: str, working: Overlays) -> Overlays:
    before = committed_folder(api.overlays, revision)
    now = {path: path.read_bytes() for path in overlay_files(ROOT / api.overlays)}
    files = {path: before[path] for path in overlays_among(before)}
    if files == now:
        return working
    return tuple(
        parse_overlay(parse(content, str(path)), f"{revision}:{path.as_posix()}")
        for path, content in files.items()
    )
