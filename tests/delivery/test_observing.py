"""Hooks and logs: what an application can watch, and what it never sees."""

from __future__ import annotations

import logging
from typing import Any

import kco
import pytest

from .calling import KEY, Style
from .server import ScriptedServer, answer, created, reset_after_reading
from .test_outcomes import ORDER, PATIENT, capture

AT_ONCE = kco.RetryPolicy(first_delay=0)


class Watcher:
    def __init__(self) -> None:
        self.events: list[Any] = []

    def before_attempt(self, event: kco.AttemptStart) -> None:
        self.events.append(event)

    def after_attempt(self, event: kco.Attempt) -> None:
        self.events.append(event)

    def after_call(self, event: kco.CallEnd) -> None:
        self.events.append(event)


class AsyncWatcher(Watcher):
    async def before_attempt(self, event: kco.AttemptStart) -> None:  # type: ignore[override]
        self.events.append(event)

    async def after_attempt(self, event: kco.Attempt) -> None:  # type: ignore[override]
        self.events.append(event)

    async def after_call(self, event: kco.CallEnd) -> None:  # type: ignore[override]
        self.events.append(event)


def test_a_hook_sees_every_attempt_and_the_end_of_the_call(style: Style) -> None:
    watcher = AsyncWatcher() if style.name == "async" else Watcher()
    with ScriptedServer([reset_after_reading, created()]) as server:
        style.call(server.url, capture, hooks=[watcher], retries=AT_ONCE, timeout=PATIENT)

    start, lost, second_start, done, end = watcher.events
    assert isinstance(start, kco.AttemptStart)
    assert isinstance(second_start, kco.AttemptStart)
    assert (start.number, second_start.number) == (1, 2)
    assert isinstance(lost, kco.Attempt)
    assert (lost.outcome, lost.status_code, lost.retry_in) == ("unknown", None, 0)
    assert (done.outcome, done.status_code, done.retry_in) == ("applied", 201, None)
    assert isinstance(end, kco.CallEnd)
    assert (end.operation, end.attempts, end.outcome) == ("captures.create", 2, "applied")
    assert len({event.idempotency_key for event in watcher.events}) == 1


def test_an_asynchronous_client_takes_plain_hooks_too() -> None:
    from .calling import ASYNCHRONOUS

    watcher = Watcher()
    with ScriptedServer([created()]) as server:
        ASYNCHRONOUS.call(server.url, capture, hooks=[watcher])

    assert len(watcher.events) == 3


def test_the_end_of_a_refused_call_says_so(style: Style) -> None:
    watcher = Watcher()
    with ScriptedServer([answer(403)]) as server, pytest.raises(kco.NotAllowedError):
        style.call(server.url, capture, hooks=[watcher])

    assert watcher.events[-1].outcome == "rejected"


def test_a_hook_that_fails_changes_nothing(style: Style, caplog: pytest.LogCaptureFixture) -> None:
    class Broken(Watcher):
        def after_attempt(self, event: kco.Attempt) -> None:
            raise RuntimeError("the metrics are down")

    with ScriptedServer([created()]) as server:
        made = style.call(server.url, capture, hooks=[Broken()])

    assert made.capture_id == "c-1"
    assert "a hook failed in after_attempt" in caplog.text


def test_each_attempt_is_one_log_event_with_its_facts(style: Style, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "kco")
    with ScriptedServer([answer(503, headers=["Klarna-Correlation-Id: c-9"]), created()]) as server:
        style.call(server.url, capture, retries=AT_ONCE)

    first, second = (record for record in caplog.records if record.name == "kco")
    key = server.requests[0].headers["klarna-idempotency-key"]
    assert (first.levelname, second.levelname) == ("WARNING", "INFO")
    for fact in ("captures.create", "503", "attempt 1", "ms", "correlation_id c-9", f"idempotency_key {key}"):
        assert fact in first.getMessage()
    assert first.kco["status_code"] == 503  # type: ignore[attr-defined]


def test_the_key_is_logged_before_the_first_byte_goes_out(
    style: Style, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "kco")
    logged: list[str] = []

    def look(conversation: Any) -> None:
        conversation.read()
        logged.append(caplog.text)
        conversation.send(b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n")

    with ScriptedServer([look]) as server:
        style.call(server.url, lambda c: c.captures.create(ORDER, captured_amount=1, idempotency_key="k-1"))

    assert "idempotency_key k-1" in logged[0]


def test_nothing_secret_is_logged_at_any_level(style: Style, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(1, "kco")
    secrets = {"email": "nils@example.org", "given_name": "Nils-Secret", "phone": "070-1234567"}
    with (
        ScriptedServer([answer(403, {"error_code": "NOT_ALLOWED"})]) as server,
        pytest.raises(kco.KcoError) as caught,
    ):
        style.call(
            server.url,
            lambda c: c.orders.update_customer_details(ORDER, shipping_address=secrets),
            username="user-secret",
        )

    seen = caplog.text + repr(caught.value) + str(caught.value) + repr(caught.value.to_dict())
    for secret in (*secrets.values(), KEY, "user-secret", "Authorization", "Basic "):
        assert secret not in seen


def test_the_user_agent_names_kco_and_the_application(style: Style) -> None:
    with ScriptedServer([created()]) as server:
        style.call(server.url, capture, app_info="shop/1.2")

    assert server.requests[0].headers["user-agent"] == f"kco/{kco.__version__} shop/1.2"


def test_headers_of_client_copy_and_call_replace_each_other_in_this_order(style: Style) -> None:
    def act(client: Any) -> Any:
        copy = client.with_options(headers={"x-b": "copy", "x-c": "copy"})
        return copy.captures.create(ORDER, captured_amount=1, headers={"X-C": "call"})

    with ScriptedServer([created()]) as server:
        style.call(server.url, act, headers={"X-A": "client", "X-B": "client"})

    sent = server.requests[0].headers
    assert (sent["x-a"], sent["x-b"], sent["x-c"]) == ("client", "copy", "call")
