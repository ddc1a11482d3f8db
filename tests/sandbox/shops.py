"""Shops that call a sandbox through a real client: the blocking one, and the async one on both kinds of loops."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, Literal, Protocol

import anyio
import attrs
import kco

__all__ = [
    "ASYNCHRONOUS",
    "BLOCKING",
    "IMPATIENT",
    "MakesClients",
    "PROMPT",
    "TRIO",
    "Style",
    "capture",
    "read",
    "refund",
]

PROMPT = kco.RetryPolicy(first_delay=0)
"""The default number of retries, without the waits between them."""

IMPATIENT = kco.Timeouts(read=0.02)


class MakesClients(Protocol):
    """A sandbox, or what stands in for one."""

    def client(self, **options: Any) -> Any: ...

    def async_client(self, **options: Any) -> Any: ...


@attrs.frozen
class Style:
    """A way to call: blocking, or on a loop of asyncio or trio."""

    name: Literal["blocking", "asyncio", "trio"]

    def call(self, sandbox: MakesClients, act: Callable[[Any], Any], **options: Any) -> Any:
        """Make a client of the sandbox, do `act` with it, and return or raise what that does."""
        if self.name != "blocking":
            return anyio.run(_use_async, sandbox, act, options, backend=self.name)
        with sandbox.client(**options) as client:
            return act(client)

    def failure(self, sandbox: MakesClients, act: Callable[[Any], Any], **options: Any) -> Any:
        """Return the error that this ends in."""
        try:
            result = self.call(sandbox, act, **options)
        except kco.KcoError as error:
            return error
        raise AssertionError(f"expected an error, got {result!r}")


async def _use_async(sandbox: MakesClients, act: Callable[[Any], Any], options: dict[str, Any]) -> Any:
    async with sandbox.async_client(**options) as client:
        result = act(client)
        return await result if inspect.isawaitable(result) else result


BLOCKING = Style("blocking")
ASYNCHRONOUS = Style("asyncio")
TRIO = Style("trio")


def capture(order_id: str, amount: int = 1_000, **how: Any) -> Callable[[Any], Any]:
    """Return what captures an amount with a client."""
    return lambda client: client.captures.create(order_id, captured_amount=amount, **how)


def refund(order_id: str, amount: int = 1_000, **how: Any) -> Callable[[Any], Any]:
    """Return what refunds an amount with a client."""
    return lambda client: client.refunds.create(order_id, refunded_amount=amount, **how)


def read(order_id: str, **how: Any) -> Callable[[Any], Any]:
    """Return what reads an order with a client."""
    return lambda client: client.orders.get(order_id, **how)
