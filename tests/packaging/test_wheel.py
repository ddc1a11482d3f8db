"""What users install: `pip install .` into an empty environment, and the README's first example in it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import venv
import zipfile
from email.message import Message
from email.parser import Parser
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
OUTPUT = REPOSITORY / "generated_client"
# anyio and httpcore are what httpx stands on; both are declared because the transport imports them.
RUNTIME_DEPENDENCIES = {"anyio", "attrs", "httpcore", "httpx", "python-dateutil"}
LARGEST_WHEEL = 400_000

# A user's shell, in which nothing of this repository is on any path.
ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("PYTHON", "KUSTOM_", "KLARNA_", "VIRTUAL_ENV"))
}


def run(*command: str | Path, folder: Path) -> str:
    ran = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as pip builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps")
    run(*pip, "--wheel-dir", folder, REPOSITORY, folder=folder)
    (made,) = folder.iterdir()
    return made


@pytest.fixture(scope="session")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment that holds the wheel and what it requires."""
    folder = tmp_path_factory.mktemp("empty") / "venv"
    venv.create(folder, with_pip=True)
    made = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    run(made, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel, folder=folder)
    return made


def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return Parser().parsestr(archive.read(name).decode())


def test_the_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    expected = {
        path.relative_to(OUTPUT).as_posix(): path.read_bytes()
        for path in (OUTPUT / "kco").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    delivered = {name: content for name, content in files.items() if ".dist-info/" not in name}
    assert delivered == expected
    assert {"kco/py.typed", "kco/kustom/description.json", "kco/klarna/description.json"} <= set(delivered)
    assert not [name for name in delivered if not name.endswith((".py", ".json", "py.typed"))]
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in files)


def test_the_wheel_is_small(wheel: Path) -> None:
    assert wheel.stat().st_size < LARGEST_WHEEL


def test_the_wheel_requires_its_five_packages_and_no_more(wheel: Path) -> None:
    required = [line for line in metadata(wheel).get_all("Requires-Dist", []) if "extra ==" not in line]
    assert {re.split(r"[^\w.-]", line)[0] for line in required} == RUNTIME_DEPENDENCIES


def test_the_metadata_says_what_the_project_says(wheel: Path) -> None:
    said, project = (
        metadata(wheel),
        tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"],
    )
    assert said["Name"] == "kco"
    assert said["License-Expression"] == "MIT"
    assert said["Requires-Python"] == project["requires-python"]
    assert said["Description-Content-Type"] == "text/markdown"
    version = re.search(r'^__version__ = "(.+)"$', (OUTPUT / "kco" / "__init__.py").read_text(), re.MULTILINE)
    assert version is not None
    assert said["Version"] == version[1]


def test_nothing_of_the_generator_gets_installed(python: Path) -> None:
    listed = run(python, "-m", "pip", "list", "--format", "freeze", folder=python.parent)
    names = {line.partition("==")[0].lower().replace("_", "-") for line in listed.split()}
    assert {"kco", *RUNTIME_DEPENDENCIES} <= names
    assert (
        not {"openapi-python-client", "jinja2", "pydantic", "pyyaml", "typer", "ruff", "jsonschema"} & names
    )
    run(python, "-m", "pip", "check", folder=python.parent)


def test_the_first_example_of_the_readme_runs_as_written(python: Path, tmp_path: Path) -> None:
    readme = (REPOSITORY / "README.md").read_text("utf-8")
    example = re.search(r"^```python\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    assert example is not None, "the README has an example"
    (tmp_path / "example.py").write_text(example[1], "utf-8")
    assert run(python, "-W", "error", "example.py", folder=tmp_path).strip()


def imported(python: Path, program: str, folder: Path) -> set[str]:
    return set(run(python, "-c", f"import sys\n{program}\nprint(*sys.modules)", folder=folder).split())


def test_importing_kco_imports_next_to_nothing(python: Path, tmp_path: Path) -> None:
    modules = imported(python, "import kco", tmp_path)
    assert not {"httpx", "httpcore", "attr", "attrs", "dateutil", "ssl", "asyncio"} & modules
    assert {name for name in modules if name.partition(".")[0] == "kco"} == {"kco"}


def test_naming_a_client_imports_neither_models_nor_the_sandbox(python: Path, tmp_path: Path) -> None:
    modules = imported(python, "import kco; kco.Kustom; kco.AsyncKlarna", tmp_path)
    late = {"models", "rules", "inputs", "enumerations", "orders", "captures"}
    for vendor in ("kustom", "klarna"):
        assert f"kco.{vendor}.client" in modules
        assert not {f"kco.{vendor}.{name}" for name in late} & modules
    assert not [name for name in modules if name.startswith("kco.sandbox")]


def test_every_module_of_the_package_can_be_imported(python: Path, tmp_path: Path) -> None:
    program = """
import importlib, pkgutil, kco
for module in pkgutil.walk_packages(kco.__path__, "kco."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
for name in kco.__all__:
    getattr(kco, name)
"""
    modules = imported(python, program, tmp_path)
    assert not [name for name in modules if name.partition(".")[0] in ("generator", "tests", "pytest")]


def test_a_type_checker_sees_the_types_of_the_installed_package(python: Path, tmp_path: Path) -> None:
    (tmp_path / "shop.py").write_text(
        "import kco\n\n"
        "def remaining(client: kco.Kustom) -> int:\n"
        '    return client.orders.get("id").remaining_authorized_amount\n\n'
        "reveal_type(kco.Klarna.captures)\n"
    )
    mypy = [sys.executable, "-m", "mypy", "--strict", "--config-file", os.devnull]
    ran = subprocess.run(
        [*mypy, "--python-executable", str(python), "--cache-dir", str(tmp_path / "cache"), "shop.py"],
        cwd=tmp_path,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout
    assert "Captures" in ran.stdout
