"""Calls any operation of any client by its name, blocking and asynchronous alike."""

from __future__ import annotations

import asyncio
import inspect
import keyword
from collections.abc import Sequence
from operator import attrgetter
from types import TracebackType
from typing import Any, Self

import kco

from .vendors import MODES, VENDORS
from .wire import Received, Service, reply

__all__ = ["KEYS", "MODES", "Desk", "argument"]

KEYS = {"kustom": "kco_test_api_0000", "klarna": "klarna_test_api_0000"}
"""A key of each vendor's playground, as the vendors shape them."""


def argument(wire_name: str) -> str:
    """Return the keyword that callers pass a member or a header by."""
    name = wire_name.lower().replace("-", "_")
    return f"{name}_" if keyword.iskeyword(name) else name


class Desk:
    """All clients of one kind in front of one service, kept open over many calls.

    Args:
        mode: ``sync`` or ``async``.
        options: what to make the clients with besides key and address.
    """

    def __init__(self, mode: str, **options: Any) -> None:
        self.mode = mode
        self.service = Service()
        self._runner = asyncio.Runner()
        self._options = {"retries": 0} | options
        self._clients: dict[str, Any] = {}

    def __enter__(self) -> Self:
        self.service.__enter__()
        self._runner.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for client in self._clients.values():
            self._wait(client.close())
        self._runner.__exit__(kind, error, trace)
        self.service.__exit__(kind, error, trace)

    def client(self, vendor: str) -> Any:
        """Return the client of a vendor."""
        if vendor not in self._clients:
            assert vendor in VENDORS
            name = ("Async" if self.mode == "async" else "") + vendor.title()
            self._clients[vendor] = getattr(kco, name)(
                api_key=KEYS[vendor], base_url=self.service.url, **self._options
            )
        return self._clients[vendor]

    def call(self, vendor: str, name: str, *path: Any, answer: bytes | None = None, **arguments: Any) -> Any:
        """Call a method by its name, e.g. ``captures.create`` or ``captures.with_response.create``.

        Args:
            vendor: whose client.
            name: the method.
            path: the path parameters.
            answer: what the service sends back, 204 if nothing is given.
            arguments: the method's keywords.
        """
        self.service.answer = reply(204) if answer is None else answer
        return self._wait(attrgetter(name)(self.client(vendor))(*path, **arguments))

    def exchange(
        self, vendor: str, name: str, *path: Any, answer: bytes | None = None, **arguments: Any
    ) -> tuple[Received, Any]:
        """Call a method; return the one request that arrived, and what was returned or raised."""
        self.service.taken()
        try:
            result = self.call(vendor, name, *path, answer=answer, **arguments)
        except kco.KcoError as error:
            result = error
        received: Sequence[Received] = self.service.taken()
        if not received and isinstance(result, kco.KcoError):
            raise result
        assert len(received) == 1, f"{name} sent {len(received)} requests"
        return received[0], result

    def _wait(self, value: Any) -> Any:
        if not inspect.isawaitable(value):
            return value

        async def finish() -> Any:
            return await value

        return self._runner.run(finish())
