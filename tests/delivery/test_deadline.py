"""The total deadline: it holds over attempts and against a server that drips."""

from __future__ import annotations

import threading
from typing import Any

import kco
import pytest

from .calling import Style
from .server import ScriptedServer, answer, silence
from .test_outcomes import capture, read


def drip(conversation: Any) -> None:
    """Send a valid answer at a pace that no limit between two pieces notices."""
    if conversation.read() is None:
        return
    for byte in b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n" + b" " * 1_000_000:
        conversation.send(bytes([byte]))
        if conversation.server.stopped.wait(0.05):
            return


def test_the_total_holds_against_a_server_that_drips_bytes(style: Style) -> None:
    with ScriptedServer([drip]) as server, pytest.raises(kco.DeadlineExceededError) as caught:
        style.call(server.url, capture, timeout=0.4)

    assert caught.value.outcome == "unknown"
    assert caught.value.attempts == 1


def test_the_total_holds_over_all_attempts(style: Style) -> None:
    limits = kco.Timeouts(read=0.15, total=0.5)
    with ScriptedServer([silence] * 20) as server:
        with pytest.raises((kco.DeadlineExceededError, kco.OutcomeUnknownError)) as caught:
            style.call(
                server.url, capture, timeout=limits, retries=kco.RetryPolicy(retries=19, first_delay=0)
            )
        server.script.clear()

    assert caught.value.outcome == "unknown"
    assert 2 <= caught.value.attempts <= 5


def test_a_number_sets_the_total_and_leaves_the_phases(style: Style) -> None:
    with ScriptedServer([silence]) as server, pytest.raises(kco.DeadlineExceededError):
        style.call(server.url, lambda c: c.with_options(timeout=0.3).orders.get("id"))


def test_a_deadline_after_a_refusal_for_now_stays_rejected(style: Style) -> None:
    limits = kco.Timeouts(total=0.5)
    with (
        ScriptedServer([answer(429, headers=["Retry-After: 0"]), silence]) as server,
        pytest.raises(kco.KcoError) as caught,
    ):
        style.call(server.url, capture, timeout=limits)

    assert caught.value.outcome == "unknown", "the second attempt went out and was never answered"
    assert [attempt.outcome for attempt in caught.value.earlier_attempts] == ["rejected"]


@pytest.mark.parametrize("timeout", [0, -1, float("nan"), "5", True])
def test_a_timeout_that_makes_no_sense_is_refused(style: Style, timeout: Any) -> None:
    with ScriptedServer([]) as server, pytest.raises(kco.ConfigurationError):
        style.call(server.url, read, timeout=timeout)


def test_one_client_serves_many_threads() -> None:
    calls, start = 25, threading.Barrier(8)
    results: list[str] = []
    with (
        ScriptedServer([answer(200, {"order_id": "o-1"})] * (8 * calls)) as server,
        kco.Kustom(api_key="kco_test_api_0", base_url=server.url) as client,
    ):

        def work() -> None:
            start.wait()
            results.extend(client.orders.get("o-1").order_id for _ in range(calls))

        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert results == ["o-1"] * (8 * calls)
    assert server.connections <= 8
