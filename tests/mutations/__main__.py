"""The command: `make test-mutations`. Exit code 0 if every fault is caught, 1 if not, 2 if none was tried."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console

from .faults import all_faults
from .report import line, report
from .seeding import Fault, FaultError, copied, edited
from .trying import Found, contract_files, run_tests, try_fault

__all__ = ["main"]

ROOT = Path(__file__).parents[2]
WIDTH = 300
"""Wide enough for the name of any test."""


def main(project: Path, faults: Sequence[Fault], console: Console, *, jobs: int) -> int:
    """Try faults in copies of a project, and print what came of each.

    Args:
        project: the project's root; nothing in it is changed.
        faults: what to seed, one at a time.
        console: where to print.
        jobs: how many to try at once.

    Returns:
        The exit code.
    """
    misfits = list(_misfits(faults, project))
    for misfit in misfits:
        _say(console, misfit)
    if misfits or not faults:
        _say(console, "mutations: no fault was tried")
        return 2
    with TemporaryDirectory(prefix="kco-mutations-") as name:
        folder = Path(name)
        sound = copied(project, folder / "sound")
        _say(console, "without a fault: run the tests that have to catch them")
        try:
            failed = run_tests(sound, _catchers(faults, sound), f"--numprocesses={jobs if jobs > 1 else 0}")
        except FaultError as error:
            failed = str(error)
        if failed is not None:
            _say(console, f"mutations: no fault was tried, because without one this fails already: {failed}")
            return 2
        findings = _tried(faults, sound, folder, console, jobs)
    report(console, findings)
    return 0 if all(found.catcher is not None for found in findings) else 1


def _misfits(faults: Sequence[Fault], project: Path) -> Iterator[str]:
    for fault in faults:
        try:
            edited(fault, project)
        except FaultError as error:
            yield f"{fault.name}: {error}"


def _catchers(faults: Sequence[Fault], project: Path) -> list[str]:
    """Return the contract tests and those that faults name besides."""
    files = contract_files(project)
    return [*files, *sorted({fault.expected for fault in faults}.difference(files))]


def _tried(faults: Sequence[Fault], sound: Path, folder: Path, console: Console, jobs: int) -> list[Found]:
    findings: dict[Fault, Found] = {}
    with ThreadPoolExecutor(jobs) as pool:
        tried = [pool.submit(try_fault, fault, sound, folder) for fault in faults]
        try:
            for future in as_completed(tried):
                found = future.result()
                findings[found.fault] = found
                _say(console, f"[{len(findings)}/{len(faults)}] {found.fault.name}: {line(found)}")
        finally:
            # Whoever interrupts does not want to wait for all that has not begun.
            pool.shutdown(cancel_futures=True)
    return [findings[fault] for fault in faults]


def _say(console: Console, text: str) -> None:
    console.print(text, markup=False, highlight=False, soft_wrap=True)


def _command(
    only: Annotated[str, typer.Option(help="Try the faults whose name or file contains this.")] = "",
    jobs: Annotated[int, typer.Option(min=1, help="How many faults to try at once.")] = os.cpu_count() or 2,
) -> None:
    """Seed faults in a copy of the pipeline, and insist that a test catches each."""
    # As if interrupted by hand, so that the copies are removed.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    faults = [fault for fault in all_faults(ROOT) if only in fault.name or only in fault.file]
    console = Console(width=max(Console().width, WIDTH))
    raise typer.Exit(main(ROOT, faults, console, jobs=jobs))


if __name__ == "__main__":
    typer.run(_command)
