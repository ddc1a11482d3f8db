"""A service that answers from a script, and a desk from which both kinds of client call it."""

from __future__ import annotations

import asyncio
import inspect
import json
from collections.abc import Mapping
from typing import Any

import kco
from kco.runtime.messages import Answer, Headers, Request
from kco.runtime.timeouts import Deadline

__all__ = ["MODES", "Desk", "Recorder", "Script", "answer"]

MODES = ("sync", "async")
_CLASSES: Mapping[tuple[str, str], str] = {
    ("kustom", "sync"): "Kustom",
    ("kustom", "async"): "AsyncKustom",
    ("klarna", "sync"): "Klarna",
    ("klarna", "async"): "AsyncKlarna",
}


def answer(status: int = 200, body: Any = b"", headers: Mapping[str, str] | None = None) -> Answer:
    """Return an answer; a body that is not bytes is written as JSON."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Answer(status, Headers((headers or {}).items()), content)


class _Transport:
    def __init__(self, script: Script) -> None:
        self._script = script

    def send(self, request: Request, deadline: Deadline) -> Answer:
        return self._script.take(request)

    def close(self) -> None:
        self._script.closed = True


class _AsyncTransport:
    def __init__(self, script: Script) -> None:
        self._script = script

    async def send(self, request: Request, deadline: Deadline) -> Answer:
        return self._script.take(request)

    async def close(self) -> None:
        self._script.closed = True


class Script:
    """Stands where a sandbox stands: gives the next answer, the last one again and again.

    Args:
        vendor: whose service this is.
        answers: what to answer, or to raise.
    """

    def __init__(self, vendor: str, *answers: Answer | Exception) -> None:
        self.vendor = vendor
        self.api_key = f"{'kco' if vendor == 'kustom' else vendor}_test_api_script"
        self.answers = list(answers)
        self.requests: list[Request] = []
        self.closed = False

    def take(self, request: Request) -> Answer:
        """Note a request and answer it."""
        self.requests.append(request)
        found = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(found, Exception):
            raise found
        return found

    def transport(self) -> _Transport:
        """Return what carries a client's requests here."""
        return _Transport(self)

    def async_transport(self) -> _AsyncTransport:
        """Return what carries an asynchronous client's requests here."""
        return _AsyncTransport(self)

    @property
    def last_body(self) -> Any:
        """The JSON of the last request."""
        content = self.requests[-1].content
        assert content is not None
        return json.loads(content)

    def last_header(self, name: str) -> str | None:
        """A header of the last request."""
        return Headers(self.requests[-1].headers).get(name)


class Desk:
    """A client of either kind in front of a script; calls look the same for both.

    Args:
        vendor: whose client.
        mode: ``sync`` or ``async``.
        options: options of the client class.
    """

    def __init__(self, vendor: str, mode: str, **options: Any) -> None:
        self.vendor = vendor
        self.prefix = "kco" if vendor == "kustom" else vendor
        self.mode = mode
        self.script = Script(vendor, answer(204))
        self.client_class: Any = getattr(kco, _CLASSES[vendor, mode])
        self.models: Any = getattr(kco, vendor)
        given = {"retries": 0, "environment": "sandbox", "sandbox": self.script} | options
        self.client: Any = self.client_class(**given)

    def answers(self, *answers: Answer | Exception) -> None:
        """Say what comes next."""
        self.script.answers = list(answers)

    def call(self, name: str, *path: Any, client: Any = None, **arguments: Any) -> Any:
        """Call a method, e.g. ``captures.create``, and wait for what it returns."""
        method: Any = self.client if client is None else client
        for part in name.split("."):
            method = getattr(method, part)
        return self.wait(method(*path, **arguments))

    @staticmethod
    def wait(value: Any) -> Any:
        """Return what an awaitable gives, and anything else as it is."""

        async def finish() -> Any:
            return await value

        return asyncio.run(finish()) if inspect.isawaitable(value) else value


class Recorder:
    """A hook that remembers what it was told."""

    def __init__(self) -> None:
        self.events: list[Any] = []

    def before_attempt(self, event: Any) -> None:
        """Remember an event."""
        self.events.append(event)

    after_attempt = after_call = before_attempt
