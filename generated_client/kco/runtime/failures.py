"""Tells failures of the network from exceptions that only passed through it, and puts them into words.

A signal handler may raise anything at any moment: celery's soft time limit is an `Exception`, an alarm's is
often a `TimeoutError`, which looks like that of a socket, and httpcore turns both into errors of its own.
They are told apart by where they were raised. A traceback names every function between a call and the
``raise``; a failure of the network was raised by httpcore, the standard library or what httpcore stands on,
and an exception of a signal handler ends in a function that is none of these.

The words are the operating system's, OpenSSL's or ours. httpcore's and h11's own quote what they choke
on, which may be a header with a credential or the body of an answer.
"""

from __future__ import annotations

import os
import socket
import ssl
from collections.abc import Iterator
from types import FrameType
from typing import Final

import httpcore

from .errors import KcoError
from .exchanges import Closed, Exchange, OutOfTime
from .transport import TransportError

__all__ = ["clear_frames", "foreign_cause", "is_native", "outcome_of", "reason"]

# What a request passes on its way to the socket, by the first part of the module's name.
_OWN: Final = __name__.partition(".")[0]
_LIBRARIES: Final = frozenset({"anyio", "h11", "httpcore", "httpx", "respx", "socksio", "trio"})
_WAITING: Final = frozenset({"asyncio", "concurrent", "outcome", "selectors", "sniffio", "threading"})
_STANDARD: Final = frozenset({"contextlib", "encodings", "ipaddress", "socket", "ssl"})
_NETWORK: Final = _LIBRARIES | _WAITING | _STANDARD | {_OWN}
# Where httpx says that nothing was sent; tools that answer in httpcore's place raise httpx's errors.
_BEFORE_SENDING: Final = frozenset({"ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError"})


def outcome_of(error: BaseException, exchange: Exchange) -> BaseException:
    """Return what a transport raises for an exception that ended a request.

    Args:
        error: what was raised. Frames on its traceback that may hold the request are emptied.
        exchange: the request.

    Returns:
        A `TransportError` for a failure of the network; any other exception as it is, even if httpcore has
        wrapped it.
    """
    clear_frames(error)
    foreign = foreign_cause(error)
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


def foreign_cause(error: BaseException) -> BaseException | None:
    """Return the exception that neither the network nor a library of ours raised, ``None`` if there is none.

    httpcore, anyio and trio wrap what they catch, so its causes are looked at, too.
    """
    return next((each for each in _causes(error) if not _is_from_network(each)), None)


def _causes(error: BaseException) -> list[BaseException]:
    """Return an exception, and what each one was made from.

    httpcore's pools cut the cause off, but its own errors also have it as their argument.
    """
    found: list[BaseException] = []
    pending: BaseException | None = error
    while pending is not None and pending not in found:
        found.append(pending)
        argument = pending.args[0] if pending.args else None
        if isinstance(pending, BaseExceptionGroup):
            pending = pending.exceptions[-1]
        elif pending.__cause__ is not None:
            pending = pending.__cause__
        else:
            pending = argument if isinstance(argument, BaseException) else None
    return found


def _is_from_network(error: BaseException) -> bool:
    if isinstance(error, (OutOfTime, Closed)):
        return True
    if isinstance(error, KcoError) or not isinstance(error, Exception):
        return False
    library = type(error).__module__.partition(".")[0]
    if library in _LIBRARIES:
        return True
    if library not in ("builtins", "socket", "ssl"):
        return False
    roots = [_root(frame) for frame in _frames(error)]
    if not _NETWORK.issuperset(roots):
        return False
    if isinstance(error, OSError):
        # Those of the operating system say what happened. An exception that another thread had raised
        # here (PyThreadState_SetAsyncExc) says nothing, and has no frame of its own. Only anyio's does the same.
        return bool(error.args) or roots[-1:] == ["anyio"]
    # A UnicodeError for an impossible host name, an assertion of httpcore's. Mistakes of ours are no failures
    # of the network.
    return isinstance(error, UnicodeError) or roots[-1:] != [_OWN]


def is_native(error: BaseException) -> bool:
    """Return whether the function that catches an error called the C function that raised it.

    What a signal handler raises has the handler's frame on its traceback.
    """
    traceback = error.__traceback__
    return traceback is None or traceback.tb_next is None


def clear_frames(error: BaseException) -> None:
    """Empty the frames on a traceback that may hold a request's headers, its body or a proxy's password.

    Tools such as Sentry and rich show the local variables of every frame of a traceback. Frames of callers
    and of signal handlers stay as they are.
    """
    pending: list[BaseException | None] = [error]
    done: list[BaseException] = []
    while pending:
        each = pending.pop()
        if each is None or each in done:
            continue
        done.append(each)
        pending += (each.__cause__, each.__context__)
        for frame in _frames(each):
            if _root(frame) in _NETWORK:
                try:
                    frame.clear()
                except RuntimeError as refusal:  # it is still running
                    if not is_native(refusal):
                        raise


def _frames(error: BaseException) -> Iterator[FrameType]:
    traceback = error.__traceback__
    while traceback is not None:
        yield traceback.tb_frame
        traceback = traceback.tb_next


def _root(frame: FrameType) -> str:
    name: str = frame.f_globals.get("__name__", "")
    return name.partition(".")[0]


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
            words = f"the connection broke before the answer was complete: {reason(error)}"
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
            return f"the host name could not be resolved: {reason(origin)}"
        case ssl.SSLCertVerificationError():
            return f"the server's certificate was refused: {reason(origin)}{_trusted()}"
        case ssl.SSLError():
            return f"the TLS handshake failed: {reason(origin)}"
        case _ if exchange.connected:
            return f"the connection broke while it was being opened: {reason(origin)}"
        case _:
            return f"no connection: {reason(origin)}"


def _trusted() -> str:
    # httpx looks at the file first (https://www.python-httpx.org/environment_variables/#ssl_cert_file).
    for variable in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        if os.environ.get(variable):
            return f"; {variable} says which certificates are trusted"
    return ""


def reason(error: BaseException) -> str:
    """Return the operating system's or OpenSSL's words, which name no address."""
    origin = _origin(error)
    words = getattr(origin, "verify_message", None) or getattr(origin, "reason", None)
    if isinstance(origin, ssl.SSLError):
        words = str(words or type(origin).__name__)
        return words.replace("_", " ").lower() if words.isupper() else words
    if isinstance(origin, OSError) and origin.strerror:
        # asyncio puts the address into the text.
        own_number = isinstance(origin, (socket.gaierror, socket.herror)) or origin.errno is None
        return origin.strerror if own_number else os.strerror(origin.errno or 0)
    return type(origin).__name__


def _origin(error: BaseException) -> BaseException:
    """Return what an exception goes back to: the operating system's error, if there is one."""
    causes = _causes(error)
    return next((each for each in reversed(causes) if isinstance(each, OSError)), causes[-1])
