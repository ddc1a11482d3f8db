# Copied from generator/client/sandbox/transports.py by "make generate"; change that, not this.
"""Connects clients to the service without a network: the other side of the transport seam.

What a fault does to the wire comes out as the error that the network's transport would have raised, in
the same words, because it is made by the same code.
"""

from __future__ import annotations

import time

from ..runtime.messages import Answer, Request
from ..runtime.timeouts import Deadline
from ..runtime.transport.http1 import Origin, split_url
from ..runtime.transport.progress import Exchange, OutOfTime
from .gateway import Gateway
from .wire import Delayed, OnTheWire

__all__ = ["AsyncSandboxTransport", "SandboxTransport"]


class SandboxTransport:
    """Carries requests to a sandbox in this process.

    Args:
        gateway: who receives them.
    """

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    def send(self, request: Request, deadline: Deadline) -> Answer:
        """Return the answer.

        A call that is slow is waited for as long as the network would be. One that is given up is
        carried out before this raises: here is nobody who could do it later, and so a test can look at
        the truth at once.

        Raises:
            TransportError: a fault has struck.
        """
        received = self._gateway.receive(request)
        if isinstance(received, Delayed):
            given_up = True
            try:
                wait = _Wait(received, request, deadline)
                time.sleep(wait.seconds)
                given_up = not wait.is_in_time
            finally:
                received = self._gateway.resume(received, given_up=given_up)
            wait.check()
        return _answer(received, request, deadline)

    def close(self) -> None:
        """Do nothing: the sandbox lives on, and there is no connection."""


class AsyncSandboxTransport:
    """The asynchronous twin of `SandboxTransport`.

    Args:
        gateway: who receives them.
    """

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    async def send(self, request: Request, deadline: Deadline) -> Answer:
        """Return the answer, as `SandboxTransport.send` does; a call that is cancelled is carried out too.

        Raises:
            TransportError: a fault has struck.
        """
        received = self._gateway.receive(request)
        if isinstance(received, Delayed):
            given_up = True
            try:
                import anyio

                wait = _Wait(received, request, deadline)
                await anyio.sleep(wait.seconds)
                given_up = not wait.is_in_time
            finally:
                received = self._gateway.resume(received, given_up=given_up)
            wait.check()
        return _answer(received, request, deadline)

    async def close(self) -> None:
        """Do nothing: the sandbox lives on, and there is no connection."""


class _Wait:
    """A wait for a slow call, ended by its answer or by the patience of the caller."""

    def __init__(self, delayed: Delayed, request: Request, deadline: Deadline) -> None:
        self._exchange = _exchange(request, deadline)
        try:
            patience = self._exchange.seconds("read")
        except OutOfTime:
            patience = 0.0
        self.is_in_time = patience is None or delayed.seconds < patience
        self.seconds = delayed.seconds if patience is None else min(delayed.seconds, patience)

    def check(self) -> None:
        """Raise what the network's transport raises if the answer came too late."""
        if not self.is_in_time:
            from ..runtime.transport.failures import outcome_of

            raise outcome_of(OutOfTime(), self._exchange)


def _answer(sent: OnTheWire, request: Request, deadline: Deadline) -> Answer:
    if isinstance(sent, Answer):
        return sent
    import httpcore

    from ..runtime.transport.failures import outcome_of

    exchange = _exchange(request, deadline)
    exchange.ended = True
    raise outcome_of(httpcore.RemoteProtocolError(), exchange)


def _exchange(request: Request, deadline: Deadline) -> Exchange:
    # As it is after the last byte of the request.
    host = Origin.parse(split_url(request.url)[0]).name
    return Exchange(deadline, tls_layers=0, place=host, sent=True)
