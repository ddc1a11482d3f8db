"""Puts what went wrong on the network into words and a verdict: was a byte of the request sent?

The words are the operating system's, OpenSSL's or ours. httpcore's and h11's own quote what they choke
on, which may be a header with a credential or the body of an answer.
"""

from __future__ import annotations

import ssl

import httpcore

from .exchanges import Exchange
from .transport_errors import TransportError

__all__ = [
    "broken_write",
    "no_connection",
    "no_tls",
    "presentable",
    "reason",
    "refuse_stale_answer",
    "transport_error",
    "unknown_host",
]


def transport_error(error: Exception, exchange: Exchange) -> TransportError:
    """Return what a transport raises for a failure of httpcore or of the streams below it."""
    timed_out = isinstance(error, (httpcore.TimeoutException, TimeoutError))
    return TransportError(
        _words(error, exchange),
        # httpcore has this error for what a proxy says before there is a way to the server.
        sent=exchange.sent and not isinstance(error, httpcore.ProxyError),
        deadline_exceeded=timed_out and exchange.total_is_next,
    )


def _words(error: Exception, exchange: Exchange) -> str:
    limits = exchange.deadline.timeouts
    match error:
        case httpcore.TimeoutException() | TimeoutError() if exchange.total_is_next:
            return "the time for the whole call is over"
        case httpcore.PoolTimeout():
            return f"no connection of the pool came free within {limits.pool:g} s"
        case httpcore.TimeoutException() if not exchange.going_out:
            return f"no connection could be opened within {limits.connect:g} s"
        case httpcore.WriteTimeout():
            return f"the server took nothing of the request for {limits.write:g} s"
        case httpcore.TimeoutException():
            return f"the server sent nothing for {limits.read:g} s"
        case httpcore.ConnectError():
            return str(error)
        case httpcore.NetworkError() if not exchange.going_out:
            return f"the connection broke while it was being opened: {error}"
        case httpcore.NetworkError():
            return f"the connection broke before the answer was complete: {error}"
        case httpcore.ProxyError():
            status = str(error)[:3]
            return f"the proxy refused to connect{f': status {status}' if status.isdigit() else ''}"
        case httpcore.LocalProtocolError() | UnicodeEncodeError():
            return "the request is not valid HTTP"
        case httpcore.RemoteProtocolError() if not exchange.going_out:
            return "the proxy gave no valid answer"
        case httpcore.RemoteProtocolError() if exchange.ended:
            return "the connection ended before the answer was complete"
        case httpcore.RemoteProtocolError() if not exchange.answered:
            return "the connection held bytes from before the request"
        case httpcore.RemoteProtocolError():
            return "the answer is not valid HTTP"
        case _:
            return f"unexpected {type(error).__name__}"


def refuse_stale_answer(exchange: Exchange) -> None:
    """Refuse an answer that was there before its request.

    A server that says more than it was asked leaves bytes behind in the connection's buffer, and
    httpcore would take them for the answer to the next request.

    Raises:
        httpcore.RemoteProtocolError: nothing was read since the request went out.
    """
    if not exchange.answered:
        raise httpcore.RemoteProtocolError


def presentable(error: Exception) -> Exception | None:
    """Return the error if a traceback may show it: what h11 says quotes headers and bodies."""
    return None if isinstance(error, (httpcore.ProtocolError, UnicodeEncodeError)) else error


def unknown_host(error: Exception) -> Exception:
    """Return httpcore's error for a name that could not be resolved."""
    return httpcore.ConnectError(f"the host name could not be resolved: {reason(error)}")


def no_tls(error: Exception) -> Exception:
    """Return httpcore's error for a handshake that failed."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return httpcore.ConnectError(f"the server's certificate was refused: {reason(error)}")
    return httpcore.ConnectError(f"the TLS handshake failed: {reason(error)}")


def no_connection(failure: Exception | None) -> Exception:
    """Return httpcore's error for the last of the attempts to connect."""
    if isinstance(failure, TimeoutError):
        return httpcore.ConnectTimeout()
    return httpcore.ConnectError(f"no connection: {'no address' if failure is None else reason(failure)}")


def broken_write(error: OSError, *, sent: bool) -> Exception:
    """Return httpcore's error for a failed write.

    httpcore carries on after a `WriteError`, since a server may answer before it has read all. With
    nothing sent there is nothing to wait for.
    """
    if sent:
        return httpcore.WriteError(reason(error))
    return httpcore.ConnectError(f"the connection was closed before the request went out: {reason(error)}")


def reason(error: Exception) -> str:
    """Return the operating system's or OpenSSL's words, which name no address."""
    words = getattr(error, "verify_message", None) or getattr(error, "reason", None)
    if isinstance(error, ssl.SSLError) and words:
        return str(words).replace("_", " ").lower() if str(words).isupper() else str(words)
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return type(error).__name__
