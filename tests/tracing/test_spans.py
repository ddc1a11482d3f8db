"""One span an attempt, as the conventions for HTTP clients want it, however the attempt ends."""

from __future__ import annotations

import asyncio
import gc
import os
import socket
import subprocess
import sys
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import kco
import pytest
import trio
from kco.opentelemetry import TracingHook
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, Span, SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from tests.delivery.calling import BLOCKING, Style
from tests.delivery.server import Line, ScriptedServer, answer, created, ctrl_c, reset_after_reading
from tests.delivery.test_outcomes import ORDER, capture

AT_ONCE = kco.RetryPolicy(first_delay=0)
THREADS = 8


def attributes(span: ReadableSpan) -> dict[str, Any]:
    assert span.attributes is not None
    return dict(span.attributes)


def test_an_attempt_is_one_client_span_as_the_conventions_want_it(
    style: Style, hook: TracingHook, exporter: InMemorySpanExporter
) -> None:
    script = [created("Capture-Id: c-1", "Klarna-Correlation-Id: c-9")]
    with ScriptedServer(script) as server:
        url = server.url
        style.call(
            url,
            lambda client: client.captures.create(ORDER, captured_amount=100, idempotency_key="key-1"),
            hooks=[hook],
        )

    (span,) = exporter.get_finished_spans()
    assert (span.name, span.kind, span.status.status_code) == (
        "POST captures.create",
        SpanKind.CLIENT,
        StatusCode.UNSET,
    )
    assert span.instrumentation_scope is not None
    assert (span.instrumentation_scope.name, span.instrumentation_scope.version) == ("kco", kco.__version__)
    found = attributes(span)
    assert len(found.pop("kco.call_id")) == 16
    assert found == {
        "http.request.method": "POST",
        "http.response.status_code": 201,
        "url.full": f"{url}/ordermanagement/v1/orders/{ORDER}/captures",
        "server.address": "127.0.0.1",
        "server.port": int(url.rpartition(":")[2]),
        "kco.operation": "captures.create",
        "kco.outcome": "applied",
        "kco.attempt": 1,
        "kco.idempotency_key": "key-1",
        "kco.correlation_id": "c-9",
    }


def test_the_port_is_that_of_the_scheme_where_the_address_has_none(
    hook: TracingHook, exporter: InMemorySpanExporter
) -> None:
    with kco.Klarna(environment="sandbox", hooks=[hook]) as client:
        client.orders.get(client.sandbox.add_order(order_amount=100).order_id)

    (span,) = exporter.get_finished_spans()
    assert attributes(span)["server.port"] == 443


def test_a_span_shows_no_query_and_its_name_no_path(
    style: Style, hook: TracingHook, exporter: InMemorySpanExporter
) -> None:
    with ScriptedServer([answer(200, {})]) as server:
        url = server.url
        style.call(
            url,
            lambda client: client.request("GET", f"/orders/{ORDER}", query={"email": "nils@example.org"}),
            hooks=[hook],
        )

    (span,) = exporter.get_finished_spans()
    assert "nils" in server.requests[0].target
    assert span.name == "GET"
    assert attributes(span)["url.full"] == f"{url}/orders/{ORDER}"
    assert "nils" not in span.to_json()


def test_methods_that_the_conventions_do_not_know_are_other(
    hook: TracingHook, exporter: InMemorySpanExporter
) -> None:
    with ScriptedServer([answer(200)]) as server:
        BLOCKING.call(server.url, lambda client: client.request("PURGE", "/orders"), hooks=[hook])

    (span,) = exporter.get_finished_spans()
    found = attributes(span)
    assert span.name == "HTTP"
    assert (found["http.request.method"], found["http.request.method_original"]) == ("_OTHER", "PURGE")


def test_which_methods_are_known_can_be_said_by_the_variable_of_the_conventions(
    provider: TracerProvider, exporter: InMemorySpanExporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OTEL_INSTRUMENTATION_HTTP_KNOWN_METHODS", "GET, PURGE")
    hook = TracingHook(tracer_provider=provider)
    with ScriptedServer([answer(200)]) as server:
        BLOCKING.call(server.url, lambda client: client.request("PURGE", "/orders"), hooks=[hook])

    (span,) = exporter.get_finished_spans()
    assert (span.name, attributes(span)["http.request.method"]) == ("PURGE", "PURGE")


def test_each_attempt_has_a_span_below_the_callers(
    style: Style, hook: TracingHook, exporter: InMemorySpanExporter, provider: TracerProvider
) -> None:
    script = [answer(503), reset_after_reading, created()]
    with (
        ScriptedServer(script) as server,
        provider.get_tracer("shop").start_as_current_span("ship") as ship,
    ):
        style.call(server.url, capture, hooks=[hook], retries=AT_ONCE)

    *attempts, caller = exporter.get_finished_spans()
    assert caller.name == "ship"
    assert [span.parent for span in attempts] == [ship.get_span_context()] * 3
    found = [attributes(span) for span in attempts]
    assert [span["kco.attempt"] for span in found] == [1, 2, 3]
    assert [span.get("http.request.resend_count") for span in found] == [None, 1, 2]
    assert [span["kco.outcome"] for span in found] == ["unknown", "unknown", "applied"]
    assert [span.get("http.response.status_code") for span in found] == [503, None, 201]
    assert [span.get("error.type") for span in found] == ["503", "OutcomeUnknownError", None]
    assert [span.status.status_code.name for span in attempts] == ["ERROR", "ERROR", "UNSET"]
    assert len({span["kco.call_id"] for span in found}) == 1
    assert len({span["kco.idempotency_key"] for span in found}) == 1


ENDS: dict[str, tuple[Line, int | None, str, str]] = {
    "refused": (answer(403), 403, "rejected", "403"),
    "a server that fails": (answer(500), 500, "unknown", "500"),
    "sent elsewhere": (answer(302, headers=["Location: /login"]), 302, "unknown", "302"),
    "a page in place of the answer": (
        answer(200, b"<html>", headers=["Content-Type: text/html"]),
        *(200, "unknown", "OutcomeUnknownError"),
    ),
    "a lost answer": (reset_after_reading, None, "unknown", "OutcomeUnknownError"),
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_an_attempt_without_success_is_an_error(
    end: tuple[Line, int | None, str, str], style: Style, hook: TracingHook, exporter: InMemorySpanExporter
) -> None:
    line, status_code, outcome, error_type = end
    with ScriptedServer([line]) as server, pytest.raises(kco.KcoError) as caught:
        style.call(server.url, capture, hooks=[hook], retries=0)

    (span,) = exporter.get_finished_spans()
    found = attributes(span)
    assert caught.value.outcome == outcome
    assert found["kco.outcome"] == outcome
    assert found.get("http.response.status_code") == status_code
    assert found["error.type"] == error_type
    assert span.status.status_code is StatusCode.ERROR
    # Words are for what no status says.
    words = str(caught.value.__cause__) if status_code is None else None
    assert span.status.description == words


def test_what_did_not_go_out_says_so(style: Style, hook: TracingHook, exporter: InMemorySpanExporter) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(kco.NotSentError):
        style.call(f"http://127.0.0.1:{port}", capture, hooks=[hook], retries=0)

    (span,) = exporter.get_finished_spans()
    assert (attributes(span)["kco.outcome"], attributes(span)["error.type"]) == ("not_sent", "NotSentError")
    assert span.status.description is not None
    assert "Connection refused" in span.status.description


def test_an_attempt_that_ctrl_c_ends_is_ended(hook: TracingHook, exporter: InMemorySpanExporter) -> None:
    with (
        ctrl_c() as interrupt,
        ScriptedServer([answer(503), interrupt]) as server,
        pytest.raises(KeyboardInterrupt),
    ):
        BLOCKING.call(server.url, capture, hooks=[hook], retries=AT_ONCE)

    _, interrupted = exporter.get_finished_spans()
    found = attributes(interrupted)
    assert (found["kco.attempt"], found["kco.outcome"]) == (2, "unknown")
    assert found["error.type"] == "KeyboardInterrupt"
    assert "http.response.status_code" not in found
    assert interrupted.status.status_code is StatusCode.ERROR
    assert interrupted.status.description == "the attempt was interrupted"


def test_an_attempt_that_is_cancelled_is_ended(hook: TracingHook, exporter: InMemorySpanExporter) -> None:
    async def main() -> None:
        arrived, loop = asyncio.Event(), asyncio.get_running_loop()

        def hang(conversation: Any) -> None:
            conversation.read()
            loop.call_soon_threadsafe(arrived.set)
            conversation.server.stopped.wait(10)

        with ScriptedServer([hang]) as server:
            async with kco.AsyncKustom(api_key="kco_test_api_0", base_url=server.url, hooks=[hook]) as client:
                task = asyncio.create_task(capture(client))
                await arrived.wait()
                task.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await task

    asyncio.run(main())

    (span,) = exporter.get_finished_spans()
    found = attributes(span)
    assert (found["kco.outcome"], found["error.type"]) == ("unknown", "CancelledError")


def test_an_attempt_that_another_hook_kept_from_beginning_was_not_sent(
    hook: TracingHook, exporter: InMemorySpanExporter
) -> None:
    class Impatient:
        def before_attempt(self, event: kco.AttemptStart) -> None:
            if event.number == 2:
                raise KeyboardInterrupt

    with ScriptedServer([answer(503)]) as server, pytest.raises(KeyboardInterrupt):
        BLOCKING.call(server.url, capture, hooks=[hook, Impatient()], retries=AT_ONCE)

    first, second = map(attributes, exporter.get_finished_spans())
    assert (first["kco.outcome"], second["kco.outcome"]) == ("unknown", "not_sent")
    assert second["error.type"] == "KeyboardInterrupt"
    assert "http.response.status_code" not in second


def test_an_attempt_is_ended_although_trio_cancels_the_hook_before_this_one_at_the_end_of_the_call(
    hook: TracingHook, exporter: InMemorySpanExporter
) -> None:
    class Waiting:
        async def after_call(self, event: kco.CallEnd) -> None:
            await trio.lowlevel.checkpoint()

    async def main() -> None:
        async with kco.AsyncKustom(environment="sandbox", hooks=[Waiting(), hook]) as client:
            order_id = client.sandbox.add_order(order_amount=1_000).order_id
            client.sandbox.slow(seconds=30)
            with trio.CancelScope() as scope:
                scope.cancel()
                await client.captures.create(order_id, captured_amount=1)
            gc.collect()
            await client.orders.get(order_id)

    trio.run(main)

    given_up, read = exporter.get_finished_spans()
    assert (given_up.name, read.name) == ("POST captures.create", "GET orders.get")
    assert attributes(given_up)["kco.outcome"] == "unknown"


def throw_away(client: Any, order_id: str) -> None:
    """Begin a capture and drop its coroutine in the middle, which no hook is told."""
    client.sandbox.slow(seconds=30, operation="captures.create")
    under_way = client.captures.create(order_id, captured_amount=1)
    under_way.send(None)
    under_way.close()


def test_an_attempt_whose_coroutine_is_thrown_away_is_ended_at_the_next_event(
    hook: TracingHook, exporter: InMemorySpanExporter
) -> None:
    async def main() -> None:
        async with kco.AsyncKustom(environment="sandbox", hooks=[hook]) as client:
            order_id = client.sandbox.add_order(order_amount=1_000).order_id
            throw_away(client, order_id)
            gc.collect()
            assert exporter.get_finished_spans() == ()
            await client.orders.get(order_id)

    asyncio.run(main())

    given_up, read = exporter.get_finished_spans()
    assert (given_up.name, read.name) == ("POST captures.create", "GET orders.get")
    assert given_up.status.description == "the attempt was given up"
    assert (attributes(given_up)["kco.outcome"], attributes(given_up)["error.type"]) == ("unknown", "_OTHER")


def test_nothing_is_kept_of_calls_that_are_over_however_they_ended(
    hook: TracingHook, exporter: InMemorySpanExporter
) -> None:
    async def main() -> None:
        async with kco.AsyncKustom(environment="sandbox", hooks=[hook]) as client:
            order_id = client.sandbox.add_order(order_amount=1_000).order_id
            for _ in range(20):
                throw_away(client, order_id)
                client.sandbox.lose_response()
                with pytest.raises(kco.OutcomeUnknownError):
                    await client.captures.create(order_id, captured_amount=1, retries=0)
                client.sandbox.slow(seconds=30)
                task = asyncio.create_task(client.captures.create(order_id, captured_amount=1))
                await asyncio.sleep(0)
                task.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await task
            gc.collect()
            await client.orders.get(order_id)

    asyncio.run(main())

    assert len(exporter.get_finished_spans()) == 61
    exporter.clear()
    gc.collect()
    assert [kept for kept in gc.get_objects() if isinstance(kept, Span)] == []


def test_eight_threads_share_one_hook_and_each_has_its_own_spans(
    hook: TracingHook, exporter: InMemorySpanExporter, provider: TracerProvider
) -> None:
    tracer = provider.get_tracer("shop")
    barrier = threading.Barrier(THREADS)

    with kco.Kustom(environment="sandbox", hooks=[hook], retries=kco.RetryPolicy(first_delay=0)) as client:

        def work(number: int) -> tuple[str, int]:
            order_id = client.sandbox.add_order(order_amount=10_000).order_id
            barrier.wait()
            with tracer.start_as_current_span(f"thread {number}") as mine:
                for amount in range(1, 21):
                    if amount % 5 == 0:
                        client.sandbox.status(503, operation="captures.create")
                    client.captures.create(order_id, captured_amount=amount)
                return order_id, mine.get_span_context().span_id

        with ThreadPoolExecutor(THREADS) as threads:
            worked = list(threads.map(work, range(THREADS)))

    spans = [span for span in exporter.get_finished_spans() if span.kind is SpanKind.CLIENT]
    outcomes = Counter(attributes(span)["kco.outcome"] for span in spans)
    assert outcomes == {"applied": THREADS * 20, "unknown": THREADS * 4}
    for order_id, parent_id in worked:
        mine = [span for span in spans if span.parent is not None and span.parent.span_id == parent_id]
        assert all(f"/{order_id}/" in attributes(span)["url.full"] for span in mine)
        assert Counter(attributes(span)["kco.outcome"] for span in mine)["applied"] == 20


def test_tasks_share_one_hook_and_each_has_its_own_spans(
    hook: TracingHook, exporter: InMemorySpanExporter, provider: TracerProvider
) -> None:
    tracer = provider.get_tracer("shop")

    async def work(client: kco.AsyncKustom, number: int) -> tuple[str, int]:
        order_id = client.sandbox.add_order(order_amount=100).order_id
        assert order_id is not None
        with tracer.start_as_current_span(f"task {number}") as mine:
            await client.captures.create(order_id, captured_amount=1)
            await client.orders.get(order_id)
            return order_id, mine.get_span_context().span_id

    async def main() -> list[tuple[str, int]]:
        async with kco.AsyncKustom(environment="sandbox", hooks=[hook]) as client:
            client.sandbox.slow(seconds=0.001, times=50)
            return await asyncio.gather(*(work(client, number) for number in range(50)))

    worked = asyncio.run(main())

    spans = [span for span in exporter.get_finished_spans() if span.kind is SpanKind.CLIENT]
    assert len(spans) == 100
    for order_id, parent_id in worked:
        mine = [span for span in spans if span.parent is not None and span.parent.span_id == parent_id]
        assert [span.name for span in mine] == ["POST captures.create", "GET orders.get"]
        assert all(f"/{order_id}" in attributes(span)["url.full"] for span in mine)


def test_a_hook_that_a_client_has_twice_begins_one_span(
    style: Style, hook: TracingHook, exporter: InMemorySpanExporter, provider: TracerProvider
) -> None:
    class Counting(SpanProcessor):
        begun = 0

        def on_start(self, span: Span, parent_context: Any = None) -> None:
            self.begun += 1

    counting = Counting()
    provider.add_span_processor(counting)
    with ScriptedServer([answer(503), created()]) as server:
        style.call(server.url, capture, hooks=[hook, hook], retries=AT_ONCE)

    assert counting.begun == 2
    assert [attributes(span)["kco.attempt"] for span in exporter.get_finished_spans()] == [1, 2]


def test_a_processor_that_fails_changes_nothing_for_the_call(
    style: Style, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(SpanProcessor):
        def on_start(self, span: Span, parent_context: Any = None) -> None:
            raise RuntimeError("the collector is down")

    provider = TracerProvider()
    provider.add_span_processor(Broken())
    with ScriptedServer([created()]) as server:
        made = style.call(server.url, capture, hooks=[TracingHook(tracer_provider=provider)])

    assert made.capture_id == "c-1"
    assert "a hook failed in before_attempt" in caplog.text


def test_without_a_provider_of_its_own_it_uses_that_of_the_process(
    provider: TracerProvider, exporter: InMemorySpanExporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trace, "_TRACER_PROVIDER", provider)
    with kco.Kustom(environment="sandbox", hooks=[TracingHook()]) as client:
        client.orders.get(client.sandbox.add_order(order_amount=100).order_id)

    assert [span.name for span in exporter.get_finished_spans()] == ["GET orders.get"]


def python(program: str) -> str:
    """Run a program that has kco, and return what it prints."""
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        env={**os.environ, "PYTHONPATH": str(Path(kco.__file__).parents[1])},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


def test_without_the_extra_one_line_says_what_to_install() -> None:
    said = python(
        "import sys; sys.modules['opentelemetry'] = None\n"
        "import kco\n"
        "try: kco.opentelemetry.TracingHook()\n"
        "except kco.ConfigurationError as error: print(error)"
    )
    assert said == "opentelemetry-api is not installed; TracingHook needs: pip install 'kco[opentelemetry]'"


def test_a_client_imports_nothing_of_opentelemetry() -> None:
    said = python(
        "import sys, kco\n"
        "with kco.Kustom(environment='sandbox', hooks=[kco.Hook()]) as client:\n"
        "    client.orders.get(client.sandbox.add_order().order_id)\n"
        "print([name for name in sys.modules if 'opentelemetry' in name])"
    )
    assert said == "[]"
