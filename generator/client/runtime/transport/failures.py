"""Turn an exception that ended a request into a `TransportError`, with words and the answer to: was it sent?

The words are the operating system's, OpenSSL's or this module's. Those of httpcore and h11 quote what they could not
read, which may be a header with a credential or the body of an answer.
"""

from __future__ import annotations

import os
import socket
import ssl
from typing import Final

import httpcore

from ..errors import KcoError
from ..frames import causes, foreign_cause
from . import TransportError
from .progress import Exchange, OutOfTime

__all__ = ["outcome_of", "system_reason"]

# Where httpx says that nothing was sent; tools that answer in httpcore's place raise httpx's errors.
_BEFORE_SENDING: Final = frozenset({"ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError"})


def outcome_of(error: BaseException, exchange: Exchange) -> BaseException:
    """Return what a transport raises for an exception that ended a request.

    Args:
        error: what was raised.
        exchange: the request.

    Returns:
        A `TransportError` for a failure of the network; any other exception as it is, even if httpcore has
        wrapped it.
    """
    foreign = error if isinstance(error, (KcoError, TransportError)) else foreign_cause(error)
    if foreign is not None:
        return foreign
    assert isinstance(error, Exception)
    timed_out = isinstance(error, (httpcore.TimeoutException, OutOfTime, TimeoutError))
    sent = exchange.sent
    if type(error).__module__.partition(".")[0] == "httpx":
        sent = type(error).__name__ not in _BEFORE_SENDING
    return TransportError(
        _words(error, exchange, timed_out=timed_out),
        sent=sent,
        deadline_exceeded=timed_out and exchange.total_is_next and not exchange.closed,
    )


def _words(error: Exception, exchange: Exchange, *, timed_out: bool) -> str:
    place = exchange.place
    if exchange.closed:
        return f"{place}: the client was closed during the call"
    if timed_out:
        return f"{place}: {_words_of_timeout(exchange)}"
    match error:
        case httpcore.ProxyError():
            status = str(error)[:3]
            words = f"the proxy refused to connect{f': status {status}' if status.isdigit() else ''}"
        case httpcore.LocalProtocolError():
            return "the request is not valid HTTP"
        case UnicodeEncodeError() if exchange.step != "connect":
            return "the request is not valid HTTP"
        case httpcore.RemoteProtocolError() if not exchange.sent:
            words = "the proxy gave no valid answer"
        case httpcore.RemoteProtocolError() if exchange.ended:
            words = "the connection ended before the answer was complete"
        case httpcore.RemoteProtocolError():
            words = "the answer is not valid HTTP"
        case httpcore.NetworkError() | UnicodeError() | OSError() if not exchange.sent:
            words = _words_of_opening(error, exchange)
        case httpcore.NetworkError():
            words = f"the connection broke before the answer was complete: {_reason(error)}"
        case _:
            words = f"unexpected {type(error).__name__}"
    return f"{place}: {words}"


def _words_of_timeout(exchange: Exchange) -> str:
    limits = exchange.deadline.timeouts
    if exchange.total_is_next:
        return "the time for the whole call is over"
    match exchange.step:
        case "pool":
            return f"no connection of the pool came free within {limits.pool:g} s"
        case "connect":
            return f"no connection could be opened within {limits.connect:g} s"
        case "write":
            return f"the server took nothing of the request for {limits.write:g} s"
        case "read":
            return f"the server sent nothing for {limits.read:g} s"


def _words_of_opening(error: Exception, exchange: Exchange) -> str:
    origin = _origin(error)
    match origin:
        case socket.gaierror() | UnicodeError():
            return f"the host name could not be resolved: {_reason(origin)}"
        case ssl.SSLCertVerificationError():
            return f"the server's certificate was refused: {_reason(origin)}{_trusted()}"
        case ssl.SSLError():
            return f"the TLS handshake failed: {_reason(origin)}"
        case _ if exchange.connected:
            return f"the connection broke while it was being opened: {_reason(origin)}"
        case _:
            return f"no connection: {_reason(origin)}"


def _trusted() -> str:
    # httpx looks at the file first (https://www.python-httpx.org/environment_variables/#ssl_cert_file).
    for variable in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        if os.environ.get(variable):
            return f"; {variable} says which certificates are trusted"
    return ""


def system_reason(error: BaseException) -> str | None:
    """Return the operating system's or OpenSSL's words for a failure, which name no address."""
    origin = _origin(error)
    if isinstance(origin, ssl.SSLError):
        words = getattr(origin, "verify_message", None) or origin.reason
        return words and (words.replace("_", " ").lower() if words.isupper() else words)
    if isinstance(origin, OSError) and origin.strerror:
        # asyncio puts the address into the text.
        own_number = isinstance(origin, (socket.gaierror, socket.herror)) or origin.errno is None
        return origin.strerror if own_number else os.strerror(origin.errno or 0)
    return None


def _reason(error: BaseException) -> str:
    return system_reason(error) or type(_origin(error)).__name__


def _origin(error: BaseException) -> BaseException:
    """Return what an exception goes back to: the operating system's error, if there is one."""
    found = causes(error)
    return next((each for each in reversed(found) if isinstance(each, OSError)), found[-1])
