# Copied from generator/client/opentelemetry.py by "make generate"; change that, not this.
"""From the events of a client's attempts to spans of OpenTelemetry; needs the extra ``kco[opentelemetry]``.

    client = kco.Kustom(api_key=…, hooks=[kco.opentelemetry.TracingHook()])

There is one span of kind CLIENT for each attempt, as the conventions for HTTP ask: what went out, and what
came back. A span around a whole call would say nothing more for the many calls that take one attempt; the
span that is current where kco is called is the parent of all its attempts, and ``kco.call_id`` joins them
where there is none.
"""

from __future__ import annotations

import os
import sys
import weakref
from collections import deque
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlsplit

from . import __version__
from .runtime.errors import ConfigurationError, NotSentError, OutcomeUnknownError
from .runtime.events import Attempt, AttemptStart, CallEnd, Hook, Outcome

if TYPE_CHECKING:
    from opentelemetry import propagate, trace
    from opentelemetry.util.types import AttributeValue
else:
    try:
        from opentelemetry import propagate, trace
    except ModuleNotFoundError:
        # Every module of kco can be imported without the extra; TracingHook says what is missing.
        propagate = trace = None

__all__ = ["TracingHook"]

# The release in which the conventions for HTTP became stable.
_SCHEMA: Final = "https://opentelemetry.io/schemas/1.23.0"
_KNOWN_METHODS: Final = "CONNECT,DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT,TRACE"
_OTHER: Final = "_OTHER"


class _Open(NamedTuple):
    span: trace.Span
    number: int
    # Notes it if the attempt's event is gone before the attempt was seen to end.
    event: weakref.ref[AttemptStart]


class TracingHook(Hook):
    """Makes a span of every attempt, and sends the trace context along.

    For clients that block and for asynchronous ones; one object may serve many clients, threads and tasks.
    Each span follows the stable conventions for HTTP clients
    (https://opentelemetry.io/docs/specs/semconv/http/http-spans/) and is named ``POST captures.create``.
    Besides it has ``kco.operation``, ``kco.outcome`` (of this attempt), ``kco.attempt`` (1 for the first),
    ``kco.call_id``, ``kco.idempotency_key`` and ``kco.correlation_id``. Its status is ERROR unless the
    attempt succeeded; an attempt that was interrupted has the exception's name in ``error.type``.

    The propagator of the process writes its headers into the request: ``traceparent``, and ``baggage`` if
    there is any, which the vendor then sees.

    Args:
        tracer_provider: where spans go, the process's own provider if not given.

    Raises:
        ConfigurationError: OpenTelemetry is not installed.
    """

    def __init__(self, *, tracer_provider: trace.TracerProvider | None = None) -> None:
        if trace is None:
            raise ConfigurationError(
                "opentelemetry-api is not installed; TracingHook needs: pip install 'kco[opentelemetry]'"
            )
        self._tracer = trace.get_tracer("kco", __version__, tracer_provider, schema_url=_SCHEMA)
        # The conventions ask for this variable, and for its name.
        known = os.environ.get("OTEL_INSTRUMENTATION_HTTP_KNOWN_METHODS") or _KNOWN_METHODS
        self._known_methods = frozenset(method.strip() for method in known.split(","))
        # A call has one attempt at a time, so its id is enough of a key. Each step on these two is one step
        # for other threads, too.
        self._open: dict[str, _Open] = {}
        self._abandoned: deque[str] = deque()

    def before_attempt(self, event: AttemptStart) -> None:
        """Begin the attempt's span, and put its context into the headers."""
        self._end_abandoned()
        under_way = self._open.get(event.call_id)
        if under_way is not None and under_way.number == event.number:
            return  # the client has this hook twice
        method = event.method if event.method in self._known_methods else _OTHER
        span = self._tracer.start_span(
            _span_name(method, event.operation),
            kind=trace.SpanKind.CLIENT,
            attributes=_attributes(event, method),
        )
        abandoned, call_id = self._abandoned, event.call_id
        # Appends only, since garbage may be collected while the SDK holds a lock that ending a span takes.
        watched = weakref.ref(event, lambda _: abandoned.append(call_id))
        self._open[call_id] = _Open(span, event.number, watched)
        propagate.inject(event.headers, context=trace.set_span_in_context(span))

    def after_attempt(self, event: Attempt) -> None:
        """End the attempt's span."""
        under_way = self._open.pop(event.call_id, None)
        if under_way is None:
            return
        if event.correlation_id is not None:
            under_way.span.set_attribute("kco.correlation_id", event.correlation_id)
        kind: str | None = None
        if event.outcome != "applied":
            error = NotSentError if event.outcome == "not_sent" else OutcomeUnknownError
            is_success = event.status_code is None or 200 <= event.status_code <= 299
            kind = error.__qualname__ if is_success else str(event.status_code)
        _end(under_way.span, event.outcome, status_code=event.status_code, error=kind, words=event.error)

    def after_call(self, event: CallEnd) -> None:
        """End the span of an attempt that was interrupted."""
        under_way = self._open.pop(event.call_id, None)
        if under_way is not None:
            began = under_way.number <= event.attempts
            interruption = sys.exception()
            _end(
                under_way.span,
                event.outcome if began else "not_sent",
                status_code=event.status_code if began else None,
                error=_OTHER if interruption is None else type(interruption).__qualname__,
                words="the attempt was interrupted",
            )
        self._end_abandoned()

    def _end_abandoned(self) -> None:
        """End the spans of attempts of which nothing more can be heard.

        A coroutine that is thrown away tells no hook, nor does a call whose end is interrupted in turn.
        """
        while self._abandoned:
            try:
                under_way = self._open.pop(self._abandoned.popleft(), None)
            except IndexError:  # another thread was faster
                return
            if under_way is not None:
                _end(under_way.span, "unknown", error=_OTHER, words="the attempt was given up")


def _span_name(method: str, operation: str) -> str:
    # The conventions want few names. Where the operation is a path, it names an order.
    verb = "HTTP" if method == _OTHER else method
    return verb if " " in operation else f"{verb} {operation}"


def _attributes(event: AttemptStart, method: str) -> dict[str, AttributeValue]:
    parts = urlsplit(event.url)
    attributes: dict[str, AttributeValue] = {
        "http.request.method": method,
        "url.full": event.url,
        "server.address": parts.hostname or event.host,
        "server.port": parts.port or (443 if parts.scheme == "https" else 80),
        "kco.operation": event.operation,
        "kco.attempt": event.number,
        "kco.call_id": event.call_id,
    }
    if method == _OTHER:
        attributes["http.request.method_original"] = event.method
    if event.number > 1:
        attributes["http.request.resend_count"] = event.number - 1
    if event.idempotency_key is not None:
        attributes["kco.idempotency_key"] = event.idempotency_key
    return attributes


def _end(
    span: trace.Span,
    outcome: Outcome,
    *,
    error: str | None,
    words: str | None,
    status_code: int | None = None,
) -> None:
    span.set_attribute("kco.outcome", outcome)
    if status_code is not None:
        span.set_attribute("http.response.status_code", status_code)
    if error is not None:
        span.set_attribute("error.type", error)
        span.set_status(trace.StatusCode.ERROR, words)
    span.end()
