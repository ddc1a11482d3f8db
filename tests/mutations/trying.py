"""Tries one fault: seeds it, makes the package anew, and runs tests until one fails.

These are the tests that the fault names, and after them the contract tests.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

from attrs import evolve, frozen

from . import examples
from .seeding import Fault, FaultError, copied, seed

__all__ = [
    "BYTES",
    "CONTRACT",
    "ELSEWHERE",
    "Found",
    "contract_files",
    "is_there",
    "made_of",
    "run_tests",
    "try_fault",
]

CONTRACT = "tests/contract"
ELSEWHERE = ("tests/client", "tests/delivery", "tests/sandbox", "tests/transport")
"""Folders of tests that guard what no description says."""
PIPELINE = f"{CONTRACT}/test_pipeline.py"
# They compare bytes, and would catch every edit of the output whatever it means.
BYTES = (f"{PIPELINE}::test_the_package_is_what_the_pipeline_makes",)
# Runs what Node runs, and a mutation has to be caught without it.
_LEFT_OUT = ("test_prism.py",)
SECONDS = 300
"""For one run of the generator or of the tests; a fault that makes them hang is not caught."""


@frozen(kw_only=True)
class Found:
    """What came of a fault.

    Args:
        fault: the fault.
        catcher: the first test that failed, ``None`` if none did.
        refusal: what the generator said if it refused to make the package, else empty.
        problem: why the fault proves nothing, else empty.
    """

    fault: Fault
    catcher: str | None = None
    refusal: str = ""
    problem: str = ""


def contract_files(project: Path) -> list[str]:
    """Return the contract tests of a project that are run here, by file."""
    found = sorted((project / CONTRACT).glob("test_*.py"))
    return [f"{CONTRACT}/{path.name}" for path in found if path.name not in _LEFT_OUT]


def is_there(project: Path, expected: str) -> bool:
    """Return whether a project has the tests that a fault names: a file of contract tests, or a test elsewhere."""
    if expected in contract_files(project):
        return True
    file, _, test = expected.partition("::")
    path = project / file
    if str(Path(file).parent) not in ELSEWHERE or not path.is_file():
        return False
    text = path.read_text("utf-8")
    return all(
        re.search(rf"^ *(class|def) {re.escape(name)}\b", text, re.MULTILINE) for name in test.split("::")
    )


def try_fault(fault: Fault, project: Path, folder: Path) -> Found:
    """Seed a fault in a copy of a project and look for the test that catches it.

    Args:
        fault: the fault.
        project: a project that passes its tests; it is not changed.
        folder: where copies are made.

    Returns:
        What came of it. A fault that cannot be seeded, that changes nothing, or with which the tests
        cannot be run at all, is a problem and not caught.
    """
    try:
        with TemporaryDirectory(dir=folder) as place:
            copy = copied(project, Path(place) / "project")
            seed(fault, copy)
            made = made_of(fault, project)
            if made is not None:
                seed(evolve(fault, file=made), copy)
            refusal = "" if fault.is_in_output or made is not None else _regenerate(copy, project)
            catcher = next(filter(None, _stages(fault, copy, refused=bool(refusal))), None)
    except FaultError as error:
        return Found(fault=fault, problem=str(error))
    return Found(fault=fault, catcher=catcher, refusal=refusal)


def made_of(fault: Fault, project: Path) -> str | None:
    """Return the file of the package that is a fault's file, copied by the generator; ``None`` if there is none.

    The hand-written half of the package is copied as it is. Editing the copy, too, comes to the same as making
    the package anew, and spares most of the time that trying takes.
    """
    source = project / fault.file
    if fault.is_in_output or not source.is_file():
        return None
    made_from = f"# Made from {fault.file} by "
    if any(
        path.read_text("utf-8").startswith(made_from) for path in (project / "generated_client").rglob("*.py")
    ):
        return None  # The fault has to be in its blocking twin, too.
    text = source.read_bytes()
    alike = (project / "generated_client").rglob(source.name) if text else ()
    found = [path for path in alike if path.read_bytes().endswith(text)]
    return found[0].relative_to(project).as_posix() if len(found) == 1 else None


def _stages(fault: Fault, copy: Path, *, refused: bool) -> Iterator[str | None]:
    """Run the tests that should notice, and then the others."""
    files = contract_files(copy)
    if not is_there(copy, fault.expected):
        raise FaultError(f"there are no tests {fault.expected}")
    # Where the pipeline refuses, there is no package that the other tests could judge.
    first = PIPELINE if refused else fault.expected
    yield run_tests(copy, [first])
    yield run_tests(copy, [name for name in files if name != first])


def _regenerate(copy: Path, project: Path) -> str:
    """Make the package anew; return what the generator says if it refuses, else nothing."""
    ran = _run([sys.executable, "-m", "generator", "generate"], copy)
    if ran.returncode == 0:
        if _output(copy) == _output(project):
            raise FaultError("the generator makes the same package as before")
        return ""
    lines = (ran.stderr + ran.stdout).strip().splitlines()
    return lines[-1] if "Traceback (most recent call last)" in ran.stderr else lines[0]


def _output(project: Path) -> dict[str, bytes]:
    folder = project / "generated_client"
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def run_tests(project: Path, files: Sequence[str], *options: str) -> str | None:
    """Run tests until one fails; return its name, or ``None`` if all pass.

    Args:
        project: where they are.
        files: their files, or single tests of them.
        options: what else to tell pytest.

    Raises:
        FaultError: they could not be run, or took too long.
    """
    report = project / "build" / "mutations.xml"
    command = [sys.executable, "-m", "pytest", *files, *options, "--exitfirst", "--quiet"]
    command += ["-p", examples.__name__, f"--hypothesis-profile={examples.PROFILE}", f"--junit-xml={report}"]
    # Not used, and the latter takes long to load.
    command += ["-p", "no:cacheprovider", "-p", "no:schemathesis"]
    command += [f"--deselect={name}" for name in BYTES]
    ran = _run(command, project)
    if ran.returncode == 0:
        return None
    failed = next(_failures(report), None) if report.is_file() else None
    if failed is None:
        said = (ran.stdout + ran.stderr).strip()
        raise FaultError(f"the tests could not be run (exit code {ran.returncode}):\n{said[-2000:]}")
    return failed


def _failures(report: Path) -> Iterator[str]:
    for case in ElementTree.parse(report).iter("testcase"):
        if case.find("failure") is not None or case.find("error") is not None:
            module, name = case.get("classname", ""), case.get("name", "")
            if module:
                # The module, and behind it the class if the test is in one.
                file, _, group = module.partition(".Test")
                inside = f"Test{group}::" if group else ""
                yield f"{file.replace('.', '/')}.py::{inside}{name}"
            else:
                # A file that cannot be imported is reported by its own name alone.
                yield f"{name.replace('.', '/')}.py (cannot be imported)"


def _run(command: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    # Paths of the project that is copied would lead back to it.
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    try:
        return subprocess.run(
            command,
            cwd=folder,
            env=variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise FaultError(f"{' '.join(command[1:4])} took more than {SECONDS} s") from None
