"""Whatever ends a call, it ends with the truth about all of its attempts."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio
import kco
import pytest
from kco.runtime.lifetime import Lifetime, pause

from .calling import BLOCKING, KEY, Style
from .server import Line, ScriptedServer, answer, created, reset_after_reading
from .test_outcomes import ORDER

AT_ONCE = kco.RetryPolicy(first_delay=0)
SLOW_DOWN = answer(429, headers=["Retry-After: 25"])


def capture(client: Any, key: str | None = "key-1") -> Any:
    return client.captures.create(ORDER, captured_amount=100, idempotency_key=key)


def read(client: Any) -> Any:
    return client.orders.get(ORDER)


def close(client: Any) -> None:
    """Close a client of either kind from within one of its hooks or from another thread."""
    if isinstance(client, kco.Kustom):
        client.close()
        return
    closing = client.close()
    with pytest.raises(StopIteration):  # The transport has nothing to wait for while no call is under way.
        closing.send(None)


# --- The client is closed -------------------------------------------------------------------------


class Closing(kco.Hook):
    """Closes its client at a moment of a call."""

    def __init__(self, moment: str, number: int) -> None:
        self.client: Any = None
        self._moment = (moment, number)

    def before_attempt(self, event: kco.AttemptStart) -> None:
        self._look(("before", event.number))

    def after_attempt(self, event: kco.Attempt) -> None:
        self._look(("after", event.number))

    def _look(self, moment: tuple[str, int]) -> None:
        if moment == self._moment:
            close(self.client)


def closed_at(style: Style, script: list[Line], moment: str, number: int) -> kco.KcoError:
    hook = Closing(moment, number)

    def act(client: Any) -> Any:
        hook.client = client
        return capture(client)

    with ScriptedServer(script) as server, pytest.raises(kco.KcoError) as caught:
        style.call(server.url, act, hooks=[hook], retries=AT_ONCE)
    return caught.value


@pytest.mark.parametrize(
    ("line", "kind", "outcome"),
    [
        (reset_after_reading, kco.OutcomeUnknownError, "unknown"),
        (answer(503), kco.ServerError, "unknown"),
        (SLOW_DOWN, kco.RateLimitedError, "rejected"),
    ],
)
def test_a_call_that_waits_for_its_next_attempt_ends_with_the_client(
    style: Style, line: Line, kind: type[kco.KcoError], outcome: str
) -> None:
    error = closed_at(style, [line], "after", 1)

    assert type(error) is kind
    assert (error.outcome, error.attempts, error.idempotency_key) == (outcome, 1, "key-1")
    assert not error.retryable
    assert error.__notes__ == ["kco: the client was closed, so the call was not tried again"]


def test_an_attempt_that_finds_the_client_closed_does_not_hide_the_attempt_before_it(style: Style) -> None:
    error = closed_at(style, [reset_after_reading], "before", 2)

    assert type(error) is kco.ConfigurationError
    assert (error.outcome, error.attempts, error.idempotency_key) == ("unknown", 1, "key-1")
    assert error.operation == "captures.create"


def test_a_wait_ends_when_the_client_is_closed() -> None:
    begun, told = threading.Event(), list[bool]()

    class Watched(Lifetime):
        def watch(self, wake: Callable[[], None]) -> None:
            super().watch(wake)
            begun.set()

    lifetime = Watched()
    waiting = threading.Thread(target=lambda: told.append(pause(600, [lifetime])), daemon=True)
    waiting.start()
    assert begun.wait(10)
    lifetime.close()
    waiting.join(10)
    assert told == [True]


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_an_asynchronous_call_waits_and_is_ended_in_either_event_loop(backend: str) -> None:
    async def main(url: str) -> tuple[Any, kco.KcoError]:
        answered = anyio.Event()

        class Note(kco.Hook):
            def after_attempt(self, event: kco.Attempt) -> None:
                if event.status_code == 429:
                    answered.set()

        client = kco.AsyncKustom(api_key=KEY, base_url=url, hooks=[Note()])
        patient = client.with_options(retries=kco.RetryPolicy(first_delay=0.001))
        made = await capture(patient, "key-1")
        errors: list[kco.KcoError] = []

        async def call() -> None:
            with pytest.raises(kco.RateLimitedError) as caught:
                await capture(client, "key-2")
            errors.append(caught.value)

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(call)
            await answered.wait()
            await client.close()
        return made, errors[0]

    with ScriptedServer([answer(503), created(), SLOW_DOWN]) as server:
        made, error = anyio.run(main, server.url, backend=backend)

    assert made.capture_id == "c-1"
    assert (error.outcome, error.attempts, error.idempotency_key) == ("rejected", 1, "key-2")


# --- An exception that is none of kco's ----------------------------------------------------------


class Interrupted(BaseException):
    pass


class Interrupting(kco.Hook):
    def after_call(self, event: kco.CallEnd) -> None:
        raise Interrupted


@pytest.mark.parametrize(
    ("line", "outcome"), [(created(), "applied"), (answer(401), "rejected"), (answer(503), "unknown")]
)
def test_an_interruption_at_the_very_end_is_told_what_became_of_the_call(
    style: Style, line: Line, outcome: str, caplog: pytest.LogCaptureFixture
) -> None:
    with ScriptedServer([line]) as server, pytest.raises(Interrupted) as caught:
        style.call(server.url, capture, hooks=[Interrupting()], retries=0)

    note = f"kco: captures.create was interrupted; outcome {outcome}, attempts 1, idempotency_key key-1"
    assert kco.interruption(caught.value) == note
    logged = [(r.levelname, r.getMessage()) for r in caplog.records if "interrupted" in r.getMessage()]
    assert logged == [("WARNING", note.removeprefix("kco: "))]


def test_a_time_limit_of_asyncio_leads_to_the_note() -> None:
    async def main() -> BaseException:
        loop = asyncio.get_running_loop()
        limit = asyncio.timeout(None)

        def line(conversation: Any) -> None:
            conversation.read()
            loop.call_soon_threadsafe(limit.reschedule, 0)
            conversation.server.stopped.wait(10)

        with ScriptedServer([line]) as server:
            async with kco.AsyncKustom(api_key=KEY, base_url=server.url) as client:
                with pytest.raises(TimeoutError) as caught:
                    async with limit:
                        await capture(client)
        return caught.value

    error = asyncio.run(main())
    note = "kco: captures.create was interrupted; outcome unknown, attempts 1, idempotency_key key-1"
    assert kco.interruption(error) == note
    assert kco.interruption(BaseExceptionGroup("of a task group", [ValueError(), error])) == note
    assert kco.interruption(ValueError()) is None


# --- Whether the same call can be made again ------------------------------------------------------


REFUSAL = answer(403, {"error_code": "CAPTURE_NOT_ALLOWED"})


def with_a_key_of_kcos_own(client: Any) -> Any:
    return capture(client, None)


@pytest.mark.parametrize(
    ("act", "script", "outcome", "retryable"),
    [
        (capture, [REFUSAL], "rejected", False),
        (with_a_key_of_kcos_own, [REFUSAL], "rejected", False),
        (capture, [answer(429)], "rejected", True),
        (with_a_key_of_kcos_own, [answer(429)], "rejected", True),
        (capture, [reset_after_reading], "unknown", True),
        (with_a_key_of_kcos_own, [reset_after_reading], "unknown", False),
        (capture, [answer(409)], "unknown", True),
        (with_a_key_of_kcos_own, [answer(409)], "unknown", False),
        (capture, [answer(200, b"<html>")], "unknown", True),
        (with_a_key_of_kcos_own, [answer(200, b"<html>")], "unknown", False),
        (read, [REFUSAL], "rejected", False),
        (read, [answer(429)], "rejected", True),
        (read, [answer(503)], "unknown", True),
        (read, [reset_after_reading], "unknown", True),
    ],
)
def test_a_call_can_be_repeated_where_it_can_succeed_and_cannot_act_twice(
    style: Style, act: Any, script: list[Line], outcome: str, retryable: bool
) -> None:
    with ScriptedServer(script) as server, pytest.raises(kco.KcoError) as caught:
        style.call(server.url, act, retries=0)

    assert (caught.value.outcome, caught.value.retryable) == (outcome, retryable)


@pytest.mark.parametrize("act", [capture, with_a_key_of_kcos_own, read])
def test_what_was_not_sent_can_be_repeated(style: Style, act: Any) -> None:
    with pytest.raises(kco.NotSentError) as caught:
        style.call("https://kco.invalid", act, retries=0)

    assert caught.value.retryable


def test_too_many_requests_after_a_lost_answer_are_no_refusal(style: Style) -> None:
    """The first attempt may have captured, whatever the second is told."""
    script = [reset_after_reading, answer(429, headers=["Retry-After: 31"])]
    with ScriptedServer(script) as server, pytest.raises(kco.RateLimitedError) as caught:
        style.call(server.url, with_a_key_of_kcos_own, retries=AT_ONCE)

    assert (caught.value.outcome, caught.value.attempts, caught.value.retryable) == ("unknown", 2, False)


# --- What a server may say ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        "Mon, 1 Jan 2026 9999999999:00 GMT",
        "Mon, 99999999999 Jan 1 00:00:00 GMT",
        "Mon, 01 Jan 2026 00:00:00 +9999",
        "Mon, 01 Jan 99999 00:00:00 GMT",
        "Mon, 31 Feb 2026 00:00:00 GMT",
        "9" * 400,
    ],
)
def test_no_date_whatever_it_holds_raises(style: Style, value: str) -> None:
    with (
        ScriptedServer([answer(503, headers=[f"Retry-After: {value}"])]) as server,
        pytest.raises(kco.ServerError) as caught,
    ):
        style.call(server.url, capture, retries=0)

    assert caught.value.retry_after is None


# --- Where nobody has configured logging ----------------------------------------------------------


def test_nothing_is_printed_where_no_logging_is_configured() -> None:
    program = (
        "import kco\n"
        "client = kco.Kustom(api_key='kco_test_api_0', base_url='http://127.0.0.1:1',"
        " retries=kco.RetryPolicy(first_delay=0))\n"
        "try:\n    client.orders.get('o')\n"
        "except kco.NotSentError as error:\n    print(error.attempts)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(Path(__file__).parents[2] / "generated_client"), "NO_PROXY": "*"},
    )
    assert (done.stdout, done.stderr) == ("3\n", "")


# --- A call that is ended while it is under way ---------------------------------------------------


def test_a_call_that_waits_for_its_answer_ends_with_the_client() -> None:
    arrived = threading.Event()

    def line(conversation: Any) -> None:
        if conversation.read() is not None:
            arrived.set()
            conversation.server.stopped.wait(10)
            conversation.close()

    def act(client: kco.Kustom) -> Any:
        def close_once_it_arrived() -> None:
            arrived.wait(10)
            client.close()

        closing = threading.Thread(target=close_once_it_arrived)
        closing.start()
        try:
            return capture(client)
        finally:
            closing.join()

    with ScriptedServer([line]) as server, pytest.raises(kco.OutcomeUnknownError) as caught:
        BLOCKING.call(server.url, act)

    error = caught.value
    assert (error.outcome, error.attempts, error.idempotency_key) == ("unknown", 1, "key-1")
    assert not error.retryable
    assert "the client was closed during the call" in str(error)
