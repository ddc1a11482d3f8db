# Copied from generator/client/sandbox/admission.py by "make generate"; change that, not this.
"""A request on its way through the service, before it is carried out."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from ..runtime.messages import Request
from .bodies import read_json
from .replay import Reservation
from .results import amount_of
from .routing import Route

__all__ = ["Admitted", "Arrival"]


@attrs.frozen(repr=False)
class Arrival:
    """A request with its address read.

    Args:
        request: the request.
        path: its path as it was sent, without the query.
        headers: its headers, looked up in any letter case.
        route: what it asks for, or ``None`` if there is nothing of the kind.
    """

    request: Request
    path: str
    headers: Mapping[str, str]
    route: Route | None

    @property
    def idempotency_key(self) -> str | None:
        """The key, if the operation takes one and it was sent."""
        header = self.route.operation.key_header if self.route is not None else None
        return (self.headers.get(header) or None) if header is not None else None

    @property
    def amount(self) -> int | None:
        """The amount that is asked for, in minor units, if the operation takes a body that says one."""
        if self.route is None or self.route.operation.body is None:
            return None
        try:
            body = read_json(self.request.content or b"")
        except ValueError:
            return None
        return amount_of(body) if isinstance(body, dict) else None


@attrs.frozen(repr=False)
class Admitted:
    """A request that may be carried out.

    Args:
        arrival: the request.
        route: what it asks for.
        reservation: its idempotency key, if it has one.
    """

    arrival: Arrival
    route: Route
    reservation: Reservation | None
