"""Connections that no call uses, kept for the calls to come: shared by the blocking and the asynchronous pool.

Several threads may want the same connection, and an exception of a signal handler may land between any two
steps. So a connection belongs to whoever writes the first claim on it, which is a single step, and whoever
is interrupted after that still finds the claim, and closes what would be lost.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile
from typing import Final, Generic, Protocol, TypeVar

__all__ = ["IDLE_SECONDS", "IdleConnections"]

#: As long as httpx keeps an idle connection (https://www.python-httpx.org/advanced/resource-limits/).
IDLE_SECONDS: Final = 5.0


class _Connection(Protocol):
    def idle_seconds(self) -> float:
        """Return for how long it has not been used."""
        ...

    def is_silent(self) -> bool:
        """Return whether nothing came in since the last answer."""
        ...

    def close(self) -> None:
        """Close it; a second time does nothing."""
        ...


C = TypeVar("C", bound=_Connection)
_Claims = dict[str, object]


class IdleConnections(Generic[C]):
    """The idle connections of a pool, the one that was used last at the end."""

    def __init__(self) -> None:
        self._claims: dict[C, _Claims] = {}

    def __len__(self) -> int:
        return len(self._claims)

    def add(self, connection: C) -> None:
        """Keep a connection whose answer is complete."""
        self._claims[connection] = {}

    def take(self, caller: object) -> C | None:
        """Return the connection that was used last and can be used again, if there is one.

        Args:
            caller: who asks; no two calls may be equal.
        """
        for connection, claims in reversed(list(self._claims.items())):
            try:
                if self._claim(connection, claims, caller):
                    if connection.idle_seconds() < IDLE_SECONDS and connection.is_silent():
                        return connection
                    connection.close()
            except BaseException:
                self._give_up(connection, claims, caller)
                raise
        return None

    def close_old(self) -> None:
        """Close the connections that have been idle for too long."""
        # The one that has been idle for longest comes first.
        self._close(
            takewhile(lambda item: item[0].idle_seconds() >= IDLE_SECONDS, list(self._claims.items()))
        )

    def close(self) -> None:
        """Close all of them."""
        self._close(list(self._claims.items()))

    def _close(self, items: Iterable[tuple[C, _Claims]]) -> None:
        for connection, claims in items:
            caller = object()
            try:
                if self._claim(connection, claims, caller):
                    connection.close()
            except BaseException:
                self._give_up(connection, claims, caller)
                raise

    def _claim(self, connection: C, claims: _Claims, caller: object) -> bool:
        if claims.setdefault("by", caller) is not caller:
            return False
        self._claims.pop(connection, None)
        return True

    def _give_up(self, connection: C, claims: _Claims, caller: object) -> None:
        if claims.get("by") is caller:
            self._claims.pop(connection, None)
            connection.close()
