"""`python -m generator changes`: reads the descriptions to compare, and writes the report."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from io import StringIO
from pathlib import Path
from typing import Annotated

import attrs
import typer
from rich.console import Console

from ..configuration import FILE, Api, Configuration, load_configuration
from ..documents import JsonObject, parse
from ..git import committed, committed_folder, require_revision
from ..impact import Report, Step, assess
from ..output import replace_files
from ..overlay import Overlay, apply, parse_overlay
from ..package import make_package, refuse_findings
from ..problems import Problem
from ..reports import render_html, render_json, render_markdown, render_text
from ..sources import (
    description_of,
    files_below,
    load_description,
    load_overlays,
    overlay_files,
    overlays_among,
)
from ..surface import Name, surface
from ..upstream import published
from .errors import ROOT, errors, reporting, say

__all__ = ["changes", "committed_steps", "fresh_steps", "named_step", "others"]

# 1 says that something breaks.
UNUSABLE = 2


class Format(StrEnum):
    text = "text"
    markdown = "markdown"
    html = "html"
    json = "json"


def changes(
    old: Annotated[
        Path | None, typer.Argument(help="The earlier description; without it, what is committed.")
    ] = None,
    new: Annotated[
        Path | None, typer.Argument(help="The later description; without it, the one in the project.")
    ] = None,
    vendor: Annotated[
        str | None, typer.Option(help="Whose description it is; overlays are those of this vendor.")
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(help="The commit, branch or tag to compare with; the last commit by default."),
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Compare the project's descriptions with a fresh download.")
    ] = False,
    output_format: Annotated[Format, typer.Option("--format", help="For whom.")] = Format.text,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Where to write; the terminal without it.")
    ] = None,
    repairs: Annotated[
        Path | None,
        typer.Option(help="Put the overlay actions that are ready into this folder, a file for each vendor."),
    ] = None,
) -> None:
    """Say what changed in a description, and what it means.

    Exit code 1 if something breaks, 0 if nothing does, 2 if the descriptions cannot be used, 3 if they
    cannot be downloaded.
    """
    with reporting(UNUSABLE), errors.status("compare") as status:
        if (old is None) != (new is None) or [old is not None, since is not None, fresh].count(True) > 1:
            raise Problem("changes", "takes two descriptions, --since or --fresh", "see changes --help")
        configuration: Configuration | None
        if old is not None and new is not None:
            configuration, step = named_step(vendor, old, new)
            steps = [step]
        else:
            configuration = load_configuration(ROOT)
            steps = list(
                fresh_steps(configuration, vendor, status.update)
                if fresh
                else committed_steps(configuration, vendor, since or "HEAD")
            )
        report = _report(configuration, steps, status.update)
        status.stop()
        _write(report, output_format, output, repairs)
        raise typer.Exit(1 if report.breaks else 0)


def _report(
    configuration: Configuration | None, steps: Sequence[Step], progress: Callable[[str], None]
) -> Report:
    if configuration is None or all(step.api is None for step in steps):
        return Report(impacts=assess(steps))

    parts = files_below(ROOT / configuration.parts)

    def names(documents: Mapping[str, JsonObject]) -> Sequence[Name]:
        progress("compare the public names")
        for api in configuration.apis:
            refuse_findings(api, documents[api.name])
        return surface(make_package(parts, configuration, documents, lambda _: None))

    impacts = assess(steps, others=others(configuration, steps), names=names)
    return Report(impacts=impacts, current=_version(parts))


def _version(parts: Mapping[str, bytes]) -> str | None:
    text = parts.get("__init__.py", b"").decode()
    found = re.search(r'^__version__ = "([0-9]+\.[0-9]+\.[0-9]+)"$', text, re.MULTILINE)
    return None if found is None else found.group(1)


def _write(report: Report, output_format: Format, output: Path | None, repairs: Path | None) -> None:
    files: dict[Path, bytes] = {}
    if repairs is not None:
        files |= {
            repairs / f"{impact.api}.yaml": impact.repairs.encode()
            for impact in report.impacts
            if impact.repairs is not None
        }
    if output is not None:
        files[output] = _rendered(report, output_format).encode()
    replace_files(files)
    if output is not None:
        return
    if output_format is Format.text:
        render_text(report, Console(highlight=False, emoji=False))
    else:
        # As bytes, since the pages say of themselves that they are UTF-8.
        typer.echo(_rendered(report, output_format).encode(), nl=False)


def _rendered(report: Report, output_format: Format) -> str:
    if output_format is Format.markdown:
        return render_markdown(report)
    if output_format is Format.html:
        return render_html(report)
    if output_format is Format.json:
        return render_json(report)
    text = StringIO()
    render_text(report, Console(file=text, force_terminal=False, highlight=False, emoji=False))
    return text.getvalue()


Overlays = tuple[Overlay, ...]


def named_step(vendor: str | None, old: Path, new: Path) -> tuple[Configuration | None, Step]:
    """Compare two files, which may be of an API that is not configured.

    Returns:
        The configuration, ``None`` if there is no project here, and the step.
    """
    step = Step(
        old=load_description(old),
        new=load_description(new),
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
    """Compare the committed descriptions with those in the project, each with the overlays beside it."""
    require_revision(revision)
    for api in _chosen(configuration, vendor):
        name = str(api.description)
        before = committed(api.description, revision)
        if before is None:
            raise Problem(name, f"is not in {revision}", "commit it, or name the two descriptions to compare")
        overlays = _overlays(api)
        yield Step(
            old=description_of(parse(before, name), f"{revision}:{name}"),
            new=load_description(ROOT / api.description),
            called=(f"{name} in {revision}", name),
            api=api.name,
            overlays=overlays,
            earlier_overlays=_committed_overlays(api, revision, overlays),
        )


def fresh_steps(
    configuration: Configuration, vendor: str | None, progress: Callable[[str], None]
) -> Iterator[Step]:
    """Compare the descriptions in the project with those that the vendors publish now."""
    names = [api.name for api in _chosen(configuration, vendor)]
    for fetched in published(ROOT, configuration, names, progress=lambda text: progress(f"download {text}")):
        name = str(fetched.api.description)
        overlays = _overlays(fetched.api)
        yield Step(
            old=load_description(ROOT / fetched.api.description),
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
            load_description(ROOT / api.description), _overlays(api), leave_out_failures=True
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
    return load_overlays(overlay_files(ROOT / api.overlays))


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
