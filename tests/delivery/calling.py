"""Runs one list of tests against the blocking and the asynchronous client."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable
from typing import Any

import attrs
import kco

__all__ = ["ASYNCHRONOUS", "BLOCKING", "Style"]

KEY = "kco_test_api_0000"


@attrs.frozen
class Style:
    """A way to call: which class, and how a result is waited for."""

    name: str
    client: Callable[..., Any]

    def call(self, url: str, act: Callable[[Any], Any], **options: Any) -> Any:
        """Make a client for `url`, do `act` with it, and close it; return or raise what `act` does."""
        client = self.client(**{"api_key": KEY, "base_url": url, **options})
        return asyncio.run(_use_async(client, act)) if self.name == "async" else _use(client, act)


def _use(client: Any, act: Callable[[Any], Any]) -> Any:
    with client:
        return act(client)


async def _use_async(client: Any, act: Callable[[Any], Any]) -> Any:
    async with client:
        result = act(client)
        return await result if inspect.isawaitable(result) else result


BLOCKING = Style("blocking", kco.Kustom)
ASYNCHRONOUS = Style("async", kco.AsyncKustom)
