"""When a request is sent again, and that it is the same request then."""

from __future__ import annotations

import asyncio
import math
import socket
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import kco
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kco.runtime.messages import Answer, Headers
from kco.runtime.operation import Replay
from kco.runtime.retries import delay_before_retry
from kco.runtime.transport import TransportError

from .calling import Style
from .server import ScriptedServer, answer, created, reset_after_reading
from .test_outcomes import ORDER, PATIENT, capture, read

AT_ONCE = kco.RetryPolicy(first_delay=0)


def test_every_attempt_sends_the_same_key_and_the_same_bytes(style: Style) -> None:
    script = [reset_after_reading, answer(503), created()]
    with ScriptedServer(script) as server:
        made = style.call(server.url, capture, retries=AT_ONCE, timeout=PATIENT)

    assert made.capture_id == "c-1"
    assert len(server.requests) == 3
    assert len({request.raw for request in server.requests}) == 1
    assert server.requests[0].headers["klarna-idempotency-key"]


def test_two_calls_have_two_keys(style: Style) -> None:
    def twice(client: Any) -> Any:
        async def both() -> None:
            await capture(client)
            await capture(client)

        return both() if style.name == "async" else (capture(client), capture(client))

    with ScriptedServer([created(), created()]) as server:
        style.call(server.url, twice)

    first, second = (request.headers["klarna-idempotency-key"] for request in server.requests)
    assert first != second


def test_the_default_is_three_attempts(style: Style, waits: list[float]) -> None:
    with ScriptedServer([answer(503)] * 3) as server, pytest.raises(kco.ServerError) as caught:
        style.call(server.url, capture)

    assert caught.value.attempts == 3
    assert len(caught.value.earlier_attempts) == 2
    assert len(waits) == 2
    assert 0 <= waits[0] <= 0.5
    assert 0 <= waits[1] <= 1.0


def test_retries_are_counted_as_the_extra_attempts(style: Style) -> None:
    with ScriptedServer([answer(503)]) as server, pytest.raises(kco.ServerError):
        style.call(server.url, capture, retries=0)

    assert len(server.requests) == 1


def test_retry_after_in_seconds_is_obeyed(style: Style, waits: list[float]) -> None:
    with ScriptedServer([answer(429, headers=["Retry-After: 2"]), created()]) as server:
        style.call(server.url, capture)

    assert waits == [2.0]


def test_retry_after_as_a_date_is_obeyed(style: Style, waits: list[float]) -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=20), usegmt=True)
    with ScriptedServer([answer(429, headers=[f"Retry-After: {soon}"]), created()]) as server:
        style.call(server.url, capture)

    assert 10 < waits[0] <= 20


def test_the_rate_limits_reset_is_obeyed_where_there_is_no_retry_after(
    style: Style, waits: list[float]
) -> None:
    with ScriptedServer([answer(429, headers=["X-Ratelimit-Reset: 3"]), created()]) as server:
        style.call(server.url, capture)

    assert waits == [3.0]


def test_a_wait_of_a_day_ends_the_call_at_once_and_says_when_to_come_back(
    style: Style, waits: list[float]
) -> None:
    tomorrow = format_datetime(datetime.now(UTC) + timedelta(days=1), usegmt=True)
    with (
        ScriptedServer([answer(429, headers=[f"Retry-After: {tomorrow}"])]) as server,
        pytest.raises(kco.RateLimitedError) as caught,
    ):
        style.call(server.url, capture)

    assert waits == []
    assert caught.value.outcome == "rejected"
    assert caught.value.retry_after == pytest.approx(86_400, abs=60)


@pytest.mark.parametrize(("asked", "wait"), [("0", 0.0), ("30", 30.0), ("30.5", None), ("31", None)])
def test_a_server_is_obeyed_up_to_half_a_minute(asked: str, wait: float | None) -> None:
    assert decide(Replay.SAFE, result(503, Retry_After=asked)) == wait


def test_a_wait_that_outlasts_the_deadline_is_not_begun(style: Style, waits: list[float]) -> None:
    with (
        ScriptedServer([answer(503, headers=["Retry-After: 25"])]) as server,
        pytest.raises(kco.ServerError),
    ):
        style.call(server.url, capture, timeout=5)

    assert waits == []


def test_a_write_without_a_key_is_not_repeated(style: Style, waits: list[float]) -> None:
    def post(client: Any) -> Any:
        return client.request("POST", "/elsewhere", json={"a": 1})

    with ScriptedServer([answer(503)]) as server, pytest.raises(kco.ServerError):
        style.call(server.url, post)

    assert len(server.requests) == 1
    assert "klarna-idempotency-key" not in server.requests[0].headers


def test_a_refusal_is_not_repeated(style: Style) -> None:
    with ScriptedServer([answer(403)]) as server, pytest.raises(kco.NotAllowedError):
        style.call(server.url, capture)

    assert len(server.requests) == 1


def test_a_read_is_repeated(style: Style, waits: list[float]) -> None:
    with ScriptedServer([answer(503), answer(200, {"order_id": ORDER})]) as server:
        assert style.call(server.url, read).order_id == ORDER

    assert "klarna-idempotency-key" not in server.requests[0].headers


def test_the_connection_is_used_again_after_retries(style: Style) -> None:
    with ScriptedServer([answer(503), answer(503), created()]) as server:
        style.call(server.url, capture, retries=AT_ONCE)

    assert server.connections == 1


def test_one_call_can_have_its_own_policy(style: Style) -> None:
    def once(client: Any) -> Any:
        return client.captures.create(ORDER, captured_amount=1, retries=0)

    with ScriptedServer([answer(503)]) as server, pytest.raises(kco.ServerError):
        style.call(server.url, once, retries=AT_ONCE)

    assert len(server.requests) == 1


def result(status: int | None, *, sent: bool = True, **headers: str) -> Answer | TransportError:
    if status is None:
        return TransportError("broken", sent=sent)
    return Answer(status, Headers([(name.replace("_", "-"), value) for name, value in headers.items()]))


def decide(replay: Replay, ended: Answer | TransportError, attempts: int = 1, **policy: Any) -> float | None:
    return delay_before_retry(
        kco.RetryPolicy(**policy),
        replay=replay,
        attempts=attempts,
        result=ended,
        chance=1.0,
        now=datetime(2026, 1, 1, tzinfo=UTC),
    )


@pytest.mark.parametrize("replay", Replay)
def test_what_was_never_sent_may_be_sent_by_anybody(replay: Replay) -> None:
    assert decide(replay, result(None, sent=False)) is not None


@pytest.mark.parametrize(
    ("replay", "ended", "again"),
    [
        (Replay.SAFE, result(None), True),
        (Replay.BY_KEY, result(None), True),
        (Replay.NEVER, result(None), False),
        (Replay.SAFE, result(409), False),
        (Replay.BY_KEY, result(409), True),
        *((Replay.BY_KEY, result(status), True) for status in (429, 500, 502, 503, 504)),
        *((Replay.NEVER, result(status), False) for status in (409, 429, 500, 502, 503, 504)),
        *((Replay.BY_KEY, result(status), False) for status in (301, 400, 401, 403, 404, 408, 499, 501, 520)),
    ],
)
def test_what_is_repeated(replay: Replay, ended: Answer | TransportError, again: bool) -> None:
    assert (decide(replay, ended) is not None) is again


def test_a_deadline_that_is_over_ends_the_call() -> None:
    assert decide(Replay.SAFE, TransportError("over", sent=False, deadline_exceeded=True)) is None


@given(attempts=st.integers(1, 10_000), chance=st.floats(0, 1))
def test_the_back_off_is_a_random_part_of_a_bounded_doubling(attempts: int, chance: float) -> None:
    wait = delay_before_retry(
        kco.RetryPolicy(retries=20_000),
        replay=Replay.SAFE,
        attempts=attempts,
        result=result(503),
        chance=chance,
        now=datetime(2026, 1, 1, tzinfo=UTC),
    )

    assert wait is not None
    assert 0 <= wait <= min(8.0, 0.5 * 2.0 ** min(attempts - 1, 100))


@given(value=st.text())
def test_an_unreadable_retry_after_is_as_good_as_none(value: str) -> None:
    wait = decide(Replay.SAFE, result(503, Retry_After=value))

    assert wait is None or (math.isfinite(wait) and 0 <= wait <= 30)


@pytest.mark.parametrize(
    "options", [{"retries": -1}, {"retries": True}, {"retries": 1.5}, {"first_delay": -1}]
)
def test_a_policy_that_makes_no_sense_is_refused(options: dict[str, Any]) -> None:
    with pytest.raises(kco.ConfigurationError):
        kco.RetryPolicy(**options)


def test_cancellation_leaves_key_and_outcome_as_a_note(waits: list[float]) -> None:
    async def main() -> BaseException:
        arrived = asyncio.Event()
        loop = asyncio.get_running_loop()

        def hang(conversation: Any) -> None:
            if conversation.read() is not None:
                loop.call_soon_threadsafe(arrived.set)
                conversation.server.stopped.wait(10)
                conversation.close()

        with ScriptedServer([hang]) as server:
            async with kco.AsyncKustom(api_key="kco_test_api_0", base_url=server.url) as client:
                task = asyncio.create_task(
                    client.captures.create(ORDER, captured_amount=1, idempotency_key="key-1")
                )
                await arrived.wait()
                task.cancel()
                with pytest.raises(asyncio.CancelledError) as caught:
                    await task
                return caught.value

    note = "".join(asyncio.run(main()).__notes__)
    assert "outcome unknown" in note
    assert "key-1" in note


def test_a_cancellation_before_the_first_byte_says_that_nothing_was_sent() -> None:
    async def main() -> BaseException:
        # Nobody takes what waits in the queue of a socket that listens and never accepts, once it is full.
        with socket.create_server(("127.0.0.1", 0), backlog=0) as deaf:
            address = deaf.getsockname()
            with ExitStack() as waiting:
                for _ in range(4):
                    waiter = waiting.enter_context(socket.socket())
                    waiter.setblocking(False)
                    waiter.connect_ex(address)
                async with kco.AsyncKustom(
                    api_key="kco_test_api_0", base_url=f"http://127.0.0.1:{address[1]}"
                ) as client:
                    with pytest.raises(TimeoutError) as caught:
                        async with asyncio.timeout(0.1):
                            await client.captures.create(ORDER, captured_amount=1, idempotency_key="key-1")
                    return caught.value

    note = kco.interruption(asyncio.run(main()))
    assert note == (
        "kco: captures.create was interrupted; outcome not_sent, attempts 1, idempotency_key key-1"
    )


def test_an_interruption_between_attempts_leaves_key_and_outcome_as_a_note(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupt(*_: object) -> bool:
        raise KeyboardInterrupt

    with ScriptedServer([answer(429)]) as server:
        client = kco.Kustom(api_key="kco_test_api_0", base_url=server.url)
        monkeypatch.setattr("kco.runtime.client.pause", interrupt)
        with pytest.raises(KeyboardInterrupt) as caught:
            client.captures.create(ORDER, captured_amount=1, idempotency_key="key-1")
        client.close()

    note = "".join(caught.value.__notes__)
    assert "outcome rejected" in note
    assert "key-1" in note
