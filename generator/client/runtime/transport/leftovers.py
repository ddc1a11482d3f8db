"""Notices bytes left over after an answer: a connection that holds any is never used again."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..messages import Answer

__all__ = ["holds_nothing", "is_between_answers"]


def is_between_answers(line: object, answer: Answer) -> bool:
    """Return whether no byte that was read is left over after an answer.

    h11 keeps what follows an answer and takes it for the beginning of the next one. httpcore has no name for
    that in public, so this looks where httpcore keeps it, and a connection where it cannot be found is not used
    again. Nor is one whose answer announced a body that HTTP does not allow it: that may be on its way.
    """
    announced = answer.headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in answer.headers
    if announced and answer.status_code in (204, 304):
        return False
    connection: Any = line
    while (state := getattr(connection, "_h11_state", None)) is None:
        inner = getattr(connection, "connections", None) or [getattr(connection, "_connection", None)]
        connection = inner[0]
        if connection is None:
            return False
    return bool(state.trailing_data == (b"", False))


def holds_nothing(stream: Any) -> bool:
    """Return whether TLS holds no decrypted byte; the socket would not show it.

    `ssl.SSLSocket` reads single records and leaves what follows to the socket. Where TLS is kept in memory,
    several records may have come in at once.
    """
    tls = stream.get_extra_info("ssl_object")
    if not isinstance(tls, ssl.SSLObject):
        return True
    try:
        tls.read(1)
    except ssl.SSLWantReadError:
        return True
    except ssl.SSLError:
        return False
    return False
