"""What is loaded when: a program that only imports the client shall not wait for the network's libraries."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import kco.runtime

RUNTIME = Path(kco.runtime.__file__).parent


def importers(library: str) -> set[str]:
    """Return the modules of the runtime that import a library."""
    pattern = re.compile(rf"^\s*(import|from) {library}\b", re.MULTILINE)
    return {path.stem for path in RUNTIME.rglob("*.py") if pattern.search(path.read_text("utf-8"))}


def test_httpx_is_imported_in_one_module() -> None:
    assert importers("httpx") == {"proxies"}


def test_httpcore_is_imported_by_the_network_modules_only() -> None:
    assert importers("httpcore") == {"async_pool", "pool", "connections", "async_connections", "failures"}


def test_a_transport_is_made_without_loading_the_network_libraries() -> None:
    program = (
        "import sys\n"
        "from kco.runtime.transport.network import AsyncHttpTransport, HttpTransport\n"
        "HttpTransport().close()\n"
        "AsyncHttpTransport()\n"
        "print(sorted({'httpx', 'httpcore', 'h11', 'anyio', 'sniffio', 'certifi', 'ssl'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=RUNTIME.parent.parent
    )
    assert done.stdout == "[]\n"
