"""The server of a request learns which span the request belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import kco
import pytest
from kco.opentelemetry import TracingHook
from kco.runtime.messages import Request
from kco.sandbox import Sandbox
from kco.sandbox.server import Server, new_sandbox
from opentelemetry import baggage, context
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from tests.delivery.calling import BLOCKING, Style
from tests.delivery.server import ScriptedServer, answer, created, reset_after_reading
from tests.delivery.test_outcomes import capture

AT_ONCE = kco.RetryPolicy(first_delay=0)


def traceparent(span: ReadableSpan) -> str:
    """Return a span's context as the header has it: https://www.w3.org/TR/trace-context/#traceparent-header."""
    assert span.context is not None
    return f"00-{span.context.trace_id:032x}-{span.context.span_id:016x}-{span.context.trace_flags:02x}"


def test_each_attempt_carries_the_context_of_its_own_span(
    style: Style, hook: TracingHook, exporter: InMemorySpanExporter
) -> None:
    with ScriptedServer([reset_after_reading, answer(503), created()]) as server:
        style.call(server.url, capture, hooks=[hook], retries=AT_ONCE)

    carried = [request.headers["traceparent"] for request in server.requests]
    assert carried == [traceparent(span) for span in exporter.get_finished_spans()]
    assert len(set(carried)) == 3
    assert len({request.headers["klarna-idempotency-key"] for request in server.requests}) == 1


@pytest.fixture
def received() -> list[Request]:
    """The requests that reached the sandbox over HTTP."""
    return []


@pytest.fixture
def sandbox(received: list[Request], monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    """A sandbox as the server's program makes it, which notes what comes in."""
    made = new_sandbox("kustom")
    receive = made.receive

    def noting(request: Request) -> Any:
        received.append(request)
        return receive(request)

    monkeypatch.setattr(made, "receive", noting)
    return made


@contextmanager
def over_http(sandbox: Sandbox) -> Iterator[str]:
    with Server(sandbox) as server:
        yield server.url


def test_the_sandbox_over_http_receives_the_context(
    style: Style, hook: TracingHook, exporter: InMemorySpanExporter, sandbox: Sandbox, received: list[Request]
) -> None:
    order_id = sandbox.add_order(order_amount=1_000).order_id
    sandbox.lose_response()
    with over_http(sandbox) as url:
        style.call(
            url,
            lambda client: client.captures.create(order_id, captured_amount=1_000),
            api_key=sandbox.api_key,
            hooks=[hook],
            retries=AT_ONCE,
        )

    spans = exporter.get_finished_spans()
    carried = [dict(request.headers)["traceparent"] for request in received]
    assert carried == [traceparent(span) for span in spans]
    assert [effect.amount for effect in sandbox.journal.captures] == [1_000]
    assert [span.attributes and span.attributes["kco.outcome"] for span in spans] == ["unknown", "applied"]


def test_a_client_of_ones_own_carries_it_too(hook: TracingHook, exporter: InMemorySpanExporter) -> None:
    with ScriptedServer([created()]) as server, httpx.Client() as http_client:
        BLOCKING.call(server.url, capture, hooks=[hook], http_client=http_client)

    (span,) = exporter.get_finished_spans()
    assert server.requests[0].headers["traceparent"] == traceparent(span)


def test_it_replaces_a_header_of_that_name(hook: TracingHook, exporter: InMemorySpanExporter) -> None:
    with ScriptedServer([created()]) as server:
        BLOCKING.call(server.url, capture, hooks=[hook], headers={"Traceparent": "of another request"})

    (span,) = exporter.get_finished_spans()
    assert server.requests[0].raw.lower().count(b"traceparent:") == 1
    assert server.requests[0].headers["traceparent"] == traceparent(span)


def test_baggage_goes_along_where_the_application_has_some(hook: TracingHook) -> None:
    token = context.attach(baggage.set_baggage("parcel", "parcel 1"))
    try:
        with ScriptedServer([created()]) as server:
            BLOCKING.call(server.url, capture, hooks=[hook])
    finally:
        context.detach(token)

    assert server.requests[0].headers["baggage"] == "parcel=parcel+1"


def test_the_callers_context_is_as_it_was(style: Style, hook: TracingHook) -> None:
    before = context.get_current()
    with ScriptedServer([answer(403)]) as server, pytest.raises(kco.NotAllowedError):
        style.call(server.url, capture, hooks=[hook])

    assert context.get_current() == before
