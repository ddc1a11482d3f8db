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
from importlib.metadata import version
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
OUTPUT = REPOSITORY / "generated_client"
# anyio and httpcore are what httpx stands on; both are declared because the transport imports them.
RUNTIME_DEPENDENCIES = {
    "anyio",
    "attrs",
    "httpcore",
    "httpx",
    "python-dateutil",
    "sniffio",
    "typing-extensions",
}
# referencing is what jsonschema stands on; it is declared because the schemas are found by it. The SDK of
# OpenTelemetry is for applications to choose.
EXTRAS = {
    "opentelemetry": {"opentelemetry-api"},
    "sandbox": {"jsonschema", "referencing", "uvicorn"},
}
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
        for path in OUTPUT.rglob("*")
        # The lock and the surfaces, which lie beside the package, are for those who make it.
        if path.is_file() and "__pycache__" not in path.parts and path.suffix not in (".lock", ".txt")
    }
    delivered = {name: content for name, content in files.items() if ".dist-info/" not in name}
    assert delivered == expected
    assert {name.partition("/")[0] for name in delivered} == {"kco", "pytest_kco.py"}
    assert {"kco/py.typed", "kco/kustom/description.json", "kco/klarna/description.json"} <= set(delivered)
    page = {f"kco/sandbox/server/page.{ending}" for ending in ("html", "css", "js", "svg")}
    assert page <= set(delivered)
    assert not [name for name in set(delivered) - page if not name.endswith((".py", ".json", "py.typed"))]
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
    written = re.search(r'^__version__ = "(.+)"$', (OUTPUT / "kco" / "__init__.py").read_text(), re.MULTILINE)
    assert written is not None
    assert said["Version"] == written[1]


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
    if not module.name.endswith("__main__") and not module.name.startswith("kco.sandbox.server"):
        importlib.import_module(module.name)
for name in kco.__all__:
    getattr(kco, name)
"""
    modules = imported(python, program, tmp_path)
    assert not [name for name in modules if name.partition(".")[0] in ("generator", "tests", "pytest")]


def test_the_sandbox_needs_no_server(python: Path, tmp_path: Path) -> None:
    modules = imported(python, "import kco.sandbox; kco.sandbox.Sandbox('kustom').add_order()", tmp_path)
    assert not {"kco.sandbox.server", "uvicorn", "jsonschema", "asyncio.base_events"} & modules


def test_the_extras_are_declared_with_lower_bounds(wheel: Path) -> None:
    assert set(metadata(wheel).get_all("Provides-Extra", [])) == set(EXTRAS)
    for extra, names in EXTRAS.items():
        required = [
            line for line in metadata(wheel).get_all("Requires-Dist", []) if f"extra == '{extra}'" in line
        ]
        assert {re.split(r"[^\w.-]", line)[0] for line in required} == names
        assert all(">=" in line for line in required)


def test_without_its_extra_tracing_says_how_to_get_it(python: Path, tmp_path: Path) -> None:
    program = """
import kco
try:
    kco.opentelemetry.TracingHook()
except kco.ConfigurationError as error:
    print(error)
"""
    assert run(python, "-W", "error", "-c", program, folder=tmp_path) == (
        "opentelemetry-api is not installed; TracingHook needs: pip install 'kco[opentelemetry]'\n"
    )


def test_without_its_extra_the_server_says_how_to_get_it(python: Path, tmp_path: Path) -> None:
    ran = subprocess.run(
        [python, "-m", "kco.sandbox"],
        cwd=tmp_path,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        "kco.sandbox: jsonschema, referencing, uvicorn are not installed; the server needs: "
        "pip install 'kco[sandbox]'\n"
    )


def test_with_its_extra_the_server_runs(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv")
    made = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip = (sys.executable, "-m", "pip", "--python", made, "install", "--quiet", "--disable-pip-version-check")
    run(*pip, f"{wheel}[sandbox]", folder=tmp_path)
    program = """
import importlib, pkgutil, urllib.request, kco.sandbox.server as server
for module in pkgutil.iter_modules(server.__path__, "kco.sandbox.server."):
    importlib.import_module(module.name)
import kco
for vendor, client_class, more in (("kustom", kco.Kustom, {}), ("klarna", kco.Klarna, {"region": "eu"})):
    sandbox = server.new_sandbox(vendor)
    order_id = sandbox.add_order(order_amount=100).order_id
    with server.Server(sandbox) as running:
        assert b"<!doctype html>" in urllib.request.urlopen(f"{running.url}/").read()
        options = {"api_key": sandbox.api_key, "base_url": running.url, "environment": "playground", **more}
        with client_class(**options) as client:
            client.captures.create(order_id, captured_amount=60)
            print(client.orders.get(order_id).remaining_authorized_amount)
"""
    assert run(made, "-W", "error", "-c", program, folder=tmp_path).split() == ["40", "40"]


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


@pytest.fixture(scope="session")
def shop(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment that holds pytest besides the wheel, with the README's shop beside it."""
    folder = tmp_path_factory.mktemp("shop")
    venv.create(folder / "venv")
    made = folder / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip = (sys.executable, "-m", "pip", "--python", made, "install", "--quiet", "--disable-pip-version-check")
    run(*pip, wheel, f"pytest=={version('pytest')}", folder=folder)
    readme = (REPOSITORY / "README.md").read_text("utf-8")
    for name, text in re.findall(r"^```python file=(\S+)\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL):
        (folder / name).write_text(text, "utf-8")
    return made


def test_installing_the_wheel_gives_pytest_the_fixtures(shop: Path) -> None:
    folder = shop.parents[2]
    said = run(shop, "-m", "pytest", "--strict-markers", "-W", "error", "test_shop.py", folder=folder)
    assert "2 passed" in said
    assert re.search(r"^plugins: .*kco-\d", said, re.MULTILINE)


def test_the_plugin_can_be_switched_off(shop: Path) -> None:
    folder = shop.parents[2]
    (folder / "test_without.py").write_text(
        "import sys\n\n\ndef test_nothing_is_there():\n    assert 'pytest_kco' not in sys.modules\n"
    )
    assert "1 passed" in run(shop, "-m", "pytest", "-p", "no:kco", "test_without.py", folder=folder)
