# Copied from generator/client/sandbox/server/running.py by "make generate"; change that, not this.
"""Runs the HTTP server: one thread, one event loop, one socket."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import datetime
from types import TracebackType
from typing import Final, Self

import uvicorn

from ..clock import system_time
from ..sandbox import Sandbox
from ..vendors import VendorName
from .application import Application, Protocol
from .schema_check import check_by_description

__all__ = ["Server", "new_sandbox"]

# In seconds: longer than clients keep idle connections, so that clients close them.
_KEEP_ALIVE: Final = 75
# In seconds, for callers that are in the middle of sending a request.
_GRACE: Final = 1


def new_sandbox(
    vendor: VendorName, *, clock: Callable[[], datetime] = system_time, strict_lines: bool = False
) -> Sandbox:
    """Return a sandbox that checks request bodies by jsonschema against the vendor's description.

    Args:
        vendor: whose rules apply.
        clock: returns the current moment, with a time zone.
        strict_lines: whether order lines that do not fit are refused.

    Raises:
        ValueError: there is no such vendor.
    """
    check_body = check_by_description(vendor)
    return Sandbox(vendor, clock=clock, check_body=check_body, strict_lines=strict_lines)


class Server:
    """Serves a sandbox over HTTP on a thread of its own, as long as the ``with`` block lasts.

    Args:
        sandbox: the sandbox to serve; `new_sandbox` makes one that checks bodies by the description.
        host: the address or name to listen at.
        port: the port, any free one if 0.
        allowed_hosts: further names by which the control endpoints may be called.

    Raises:
        OSError: the server cannot listen at this address.
    """

    def __init__(
        self,
        sandbox: Sandbox,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        allowed_hosts: Collection[str] = (),
    ) -> None:
        self.sandbox = sandbox
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0][0]
        # Listens from here on; calls before the loop runs are answered a moment later.
        self._socket = socket.create_server((host, port), family=family, backlog=128)
        self.host: str
        self.port: int
        self.host, self.port = self._socket.getsockname()[:2]
        self._application = Application(sandbox, allowed_hosts=(host, *allowed_hosts))
        self._server = uvicorn.Server(
            uvicorn.Config(
                self._application,
                http=Protocol,
                ws="none",
                lifespan="off",
                loop="asyncio",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                timeout_keep_alive=_KEEP_ALIVE,
                timeout_graceful_shutdown=_GRACE,
            )
        )
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=self._run, name="kco sandbox server", daemon=True)

    @property
    def url(self) -> str:
        """The address to give to clients, without a slash at the end."""
        # "All addresses" is nothing to connect to.
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Stop listening, close all connections, and return when that is done.

        Slow requests are carried out at once, and their callers get no answer.
        """
        self._server.should_exit = True
        if self._loop is not None:
            with suppress(RuntimeError):  # it has ended by itself
                self._loop.call_soon_threadsafe(self._application.stop)
        if self._thread.is_alive():
            self._thread.join()
        self._socket.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        exception_type: type[BaseException] | None,
        exception: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        await self._server.serve(sockets=[self._socket])
