"""A project whose configured address is a server of the test's, in an environment that names no proxy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.transport.servers import CERTIFICATES, Script, Server, over_tls, serving

from .vendor import Project, Reply, make_project, replies


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget what this machine is set up for, and trust the certificate of the tests' servers."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "authority.pem"))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    made = make_project(tmp_path / "project")
    monkeypatch.chdir(made.root)
    return made


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    """Start servers, by a script or by what they reply on each path; they are stopped after the test."""
    with ExitStack() as stack:

        def start(script: Script | dict[str, Reply], *, tls: bool = False) -> Server:
            played = replies(script) if isinstance(script, dict) else script
            if tls:
                return stack.enter_context(serving(over_tls(played), scheme="https", name="localhost"))
            return stack.enter_context(serving(played))

        yield start


@pytest.fixture
def publish(project: Project, serve: Callable[..., Server]) -> Callable[[Reply], Server]:
    """Let the configured address reply with this."""

    def start(reply: Reply) -> Server:
        server = serve({"/kustom.yaml": reply})
        project.configure(f"{server.url}/kustom.yaml")
        return server

    return start
