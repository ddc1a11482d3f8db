"""The package on disk is what the pipeline makes of the published descriptions, and the pipeline agrees to.

Whoever replaces a description or edits an overlay reads here first what no longer fits. Nothing here
imports kco, and no description is patched before a test runs: this works however broken the rest is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from generator.configuration import beside_package, load_configuration
from generator.documents import load
from generator.drift.check import Difference, State, compare
from generator.drift.lock import make_lock, parse_lock
from generator.lint import lint
from generator.output import read_files
from generator.overlay import Patched, apply, parse_overlay, stale_problems
from generator.package import Generated, generate
from generator.sources import Sources, load_description, load_overlays, overlay_files, read_sources

from .vendors import APIS, ROOT, VENDORS


@cache
def patched(vendor: str) -> Patched:
    api = APIS[vendor]
    return apply(load_description(ROOT / api.description), load_overlays(overlay_files(ROOT / api.overlays)))


@cache
def sources() -> Sources:
    return read_sources(ROOT, load_configuration(ROOT))


@cache
def generated() -> Generated:
    return generate(sources(), load_configuration(ROOT), lambda _: None)


def differences(files: Mapping[str, bytes]) -> list[Difference]:
    """Return where files and the lock that is there differ from what the sources make."""
    configuration = load_configuration(ROOT)
    lock = parse_lock((ROOT / configuration.lock).read_bytes())
    there = State(str(configuration.output), files, str(configuration.lock), lock)
    return compare(there, generated().files, make_lock(sources(), configuration, generated()))


def output() -> dict[str, bytes]:
    configuration = load_configuration(ROOT)
    beside = {path.name for path in beside_package(configuration)}
    return {
        name: content
        for name, content in read_files(ROOT / configuration.output).items()
        if name not in beside
    }


def test_no_overlay_action_is_stale(vendor: str) -> None:
    assert list(map(str, stale_problems(patched(vendor)))) == []


def test_the_patched_description_passes_the_lint(vendor: str) -> None:
    findings = lint(patched(vendor).document, str(APIS[vendor].description))
    assert [f"{finding.pointer}: {finding.rule}: {finding.message}" for finding in findings] == []


def test_every_operation_schema_and_response_can_be_generated() -> None:
    assert generated().files


def test_the_package_is_what_the_pipeline_makes() -> None:
    assert list(map(str, differences(output()))) == []


def test_the_package_carries_the_descriptions_it_was_made_from() -> None:
    configuration = load_configuration(ROOT)
    for vendor in VENDORS:
        carried = ROOT / configuration.output / configuration.package / vendor / "description.json"
        assert json.loads(carried.read_text("utf-8")) == patched(vendor).document


def test_an_edit_of_the_package_is_told_by_its_file() -> None:
    files = generated().files
    name = next(name for name in files if name.endswith("/models.py"))
    found = differences({**files, name: files[name] + b"\n"})
    assert [difference.path for difference in found] == [f"{load_configuration(ROOT).output}/{name}"]
    assert "edited by hand" in found[0].verdict


def test_an_operation_that_the_vendor_withdraws_makes_actions_stale(vendor: str) -> None:
    api = APIS[vendor]
    published = load_description(ROOT / api.description)
    paths = published["paths"]
    assert isinstance(paths, dict)
    withdrawn = next(path for path in paths if path.endswith("/cancel"))
    del paths[withdrawn]
    overlays = [parse_overlay(load(path), path.name) for path in overlay_files(ROOT / api.overlays)]
    problems = stale_problems(apply(published, overlays))
    assert problems
    assert any(withdrawn in problem.where for problem in problems)
