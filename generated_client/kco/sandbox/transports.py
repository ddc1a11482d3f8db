"""Connects clients to the service without a network: the other side of the transport seam."""

from __future__ import annotations

from ..runtime.messages import Answer, Request
from ..runtime.timeouts import Deadline
from .service import Service

__all__ = ["AsyncSandboxTransport", "SandboxTransport"]


class SandboxTransport:
    """Carries requests to a service in this process.

    Args:
        service: who answers.
    """

    def __init__(self, service: Service) -> None:
        self._service = service

    def send(self, request: Request, deadline: Deadline) -> Answer:
        """Return the service's answer, which takes no time worth a deadline."""
        return self._service.handle(request)

    def close(self) -> None:
        """Do nothing: the service lives on, and there is no connection."""


class AsyncSandboxTransport:
    """The asynchronous twin of `SandboxTransport`.

    Args:
        service: who answers.
    """

    def __init__(self, service: Service) -> None:
        self._service = service

    async def send(self, request: Request, deadline: Deadline) -> Answer:
        """Return the service's answer, which takes no time worth waiting for."""
        return self._service.handle(request)

    async def close(self) -> None:
        """Do nothing: the service lives on, and there is no connection."""
