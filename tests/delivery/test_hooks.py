"""What a hook may be, what it is told, and what it may add to a request."""

from __future__ import annotations

import asyncio
import functools
import random
import types
from collections.abc import Callable
from typing import Any
from unittest import mock

import kco
import pytest

from .calling import ASYNCHRONOUS, BLOCKING, Style
from .server import ScriptedServer, answer, created, ctrl_c, reset_after_reading
from .test_outcomes import ORDER, capture

AT_ONCE = kco.RetryPolicy(first_delay=0)
CLIENTS: list[Callable[..., Any]] = [kco.Kustom, kco.AsyncKustom, kco.Klarna, kco.AsyncKlarna]
BLOCKING_CLIENTS: list[Callable[..., Any]] = [kco.Kustom, kco.Klarna]


# --- What a hook may be ---------------------------------------------------------------------------


class Plain:
    def after_call(self, event: kco.CallEnd) -> None:
        pass


class Static:
    @staticmethod
    def after_call(event: kco.CallEnd) -> None:
        pass


class AnswersEverything:
    def __getattr__(self, name: str) -> Any:
        return lambda event: None


class Called:
    def __call__(self, event: object) -> None:
        pass


class CalledAsynchronously:
    async def __call__(self, event: object) -> None:
        pass


async def coroutine(event: object) -> None:
    pass


class Coroutine:
    async def after_call(self, event: kco.CallEnd) -> None:
        pass


class Mixed:
    def before_attempt(self, event: kco.AttemptStart) -> None:
        pass

    async def after_call(self, event: kco.CallEnd) -> None:
        pass


class StaticCoroutine:
    @staticmethod
    async def after_call(event: kco.CallEnd) -> None:
        pass


class PartialMethod:
    async def _note(self, what: str, event: kco.CallEnd) -> None:
        pass

    after_call = functools.partialmethod(_note, "end")


class OldCoroutine:
    @types.coroutine
    def after_call(self, event: kco.CallEnd) -> Any:
        yield


class Half(kco.AsyncHook):
    def after_call(self, event: kco.CallEnd) -> None:  # type: ignore[override]
        pass


def with_method(method: object) -> Any:
    return types.SimpleNamespace(after_call=method)


FOR_EVERY_CLIENT: dict[str, Callable[[], Any]] = {
    "one method": Plain,
    "all methods": kco.Hook,
    "a static method": Static,
    "answers to every name": AnswersEverything,
    "an object that is called": lambda: with_method(Called()),
    "a partial": lambda: with_method(functools.partial(Called())),
    "a method written in C": lambda: with_method([].append),
    "a mock": mock.Mock,
    "a mock of the class": lambda: mock.create_autospec(kco.Hook, instance=True),
    "a mock with the class's names": lambda: mock.Mock(spec=kco.Hook()),
}
FOR_ASYNCHRONOUS_CLIENTS: dict[str, Callable[[], Any]] = {
    "all methods": kco.AsyncHook,
    "one coroutine": Coroutine,
    "one coroutine, one not": Mixed,
    "a static coroutine": StaticCoroutine,
    "a generator as coroutine": OldCoroutine,
    "an object that is called": lambda: with_method(CalledAsynchronously()),
    "a partial": lambda: with_method(functools.partial(coroutine)),
    "a partial of a method": lambda: with_method(functools.partial(Coroutine().after_call)),
    "a partial method": PartialMethod,
    "a partial of an object": lambda: with_method(functools.partial(CalledAsynchronously())),
    "inherited from AsyncHook": Half,
    "a mock": mock.AsyncMock,
    "a mock of the class": lambda: mock.create_autospec(kco.AsyncHook, instance=True),
}


def read_an_order(client: Any) -> Any:
    order_id = client.sandbox.add_order(order_amount=100).order_id
    read = client.orders.get(order_id)
    return asyncio.run(read) if asyncio.iscoroutine(read) else read


@pytest.mark.parametrize("client_class", CLIENTS)
@pytest.mark.parametrize("hook", FOR_EVERY_CLIENT.values(), ids=FOR_EVERY_CLIENT)
def test_a_plain_hook_fits_every_client(
    hook: Callable[[], Any], client_class: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    assert read_an_order(client_class(environment="sandbox", hooks=[hook()])).order_amount == 100
    assert "a hook failed" not in caplog.text


@pytest.mark.parametrize("hook", FOR_ASYNCHRONOUS_CLIENTS.values(), ids=FOR_ASYNCHRONOUS_CLIENTS)
def test_an_asynchronous_hook_fits_asynchronous_clients_alone(
    hook: Callable[[], Any], caplog: pytest.LogCaptureFixture
) -> None:
    assert read_an_order(kco.AsyncKustom(environment="sandbox", hooks=[hook()])).order_amount == 100
    assert "a hook failed" not in caplog.text
    for client_class in BLOCKING_CLIENTS:
        with pytest.raises(
            kco.ConfigurationError, match=r"is asynchronous, and this client blocks; write it"
        ):
            client_class(environment="sandbox", hooks=[hook()])


def test_a_copy_of_a_client_is_as_strict() -> None:
    client = kco.Kustom(environment="sandbox", hooks=[Plain()])
    with pytest.raises(
        kco.ConfigurationError, match="before_attempt of the hook AsyncHook is asynchronous, and this client"
    ):
        client.with_options(hooks=[kco.AsyncHook()])
    assert client.with_options(retries=0).orders is not None


def test_a_coroutine_behind_a_decorator_is_noticed_when_it_is_called(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def decorated(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def wrapper(*arguments: Any) -> Any:
            return function(*arguments)

        return wrapper

    hook = with_method(decorated(coroutine))

    assert read_an_order(kco.Kustom(environment="sandbox", hooks=[hook])).order_amount == 100
    assert "a hook failed in after_call" in caplog.text
    assert "the hook is asynchronous, and this client blocks" in caplog.text


class Empty:
    pass


class Generator:
    def after_call(self, event: kco.CallEnd) -> Any:
        yield event


class AsyncGenerator:
    async def after_call(self, event: kco.CallEnd) -> Any:
        yield event


class FailingProperty:
    @property
    def after_call(self) -> Any:
        raise ZeroDivisionError


class MisspeltProperty:
    @property
    def after_call(self) -> Any:
        return self.metrics  # type: ignore[attr-defined]

    def before_attempt(self, event: kco.AttemptStart) -> None:
        pass


class NoParameter:
    def after_call(self) -> None:
        pass


class TwoParameters:
    def after_call(self, event: kco.CallEnd, client: kco.Kustom) -> None:
        pass


class AnswersWithFailure:
    def __getattr__(self, name: str) -> Any:
        raise ConnectionError


NO_HOOKS: dict[str, tuple[Callable[[], Any], str]] = {
    "a class": (lambda: Plain, "hooks holds the class Plain; pass an object of it"),
    "a function": (
        lambda: coroutine,
        "the hook function has none of the methods before_attempt, after_attempt, after_call",
    ),
    "nothing to watch": (
        Empty,
        "the hook Empty has none of the methods before_attempt, after_attempt, after_call",
    ),
    "None": (lambda: None, "the hook NoneType has none of the methods"),
    "not to be called": (lambda: with_method(1), "after_call of the hook SimpleNamespace cannot be called"),
    "a generator": (
        Generator,
        "after_call of the hook Generator is a generator, which nothing would run; write it without yield",
    ),
    "an asynchronous generator": (AsyncGenerator, "after_call of the hook AsyncGenerator is a generator"),
    "a property that fails": (
        FailingProperty,
        "after_call of the hook FailingProperty cannot be read: ZeroDivisionError",
    ),
    "a property with a misspelt name": (
        MisspeltProperty,
        "after_call of the hook MisspeltProperty cannot be read: AttributeError",
    ),
    "a name that fails": (
        AnswersWithFailure,
        "before_attempt of the hook AnswersWithFailure cannot be read: ConnectionError",
    ),
    "no parameter": (
        NoParameter,
        "after_call of the hook NoParameter does not take one argument, the event",
    ),
    "two parameters": (
        TwoParameters,
        "after_call of the hook TwoParameters does not take one argument, the event",
    ),
}


@pytest.mark.parametrize("client_class", CLIENTS)
@pytest.mark.parametrize(("hook", "said"), NO_HOOKS.values(), ids=NO_HOOKS)
def test_what_could_never_watch_is_refused_when_the_client_is_made(
    hook: Callable[[], Any], said: str, client_class: Callable[..., Any]
) -> None:
    with pytest.raises(kco.ConfigurationError) as caught:
        client_class(environment="sandbox", hooks=[hook()])
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


# --- What it is told ------------------------------------------------------------------------------


class Watcher:
    def __init__(self) -> None:
        self.events: list[Any] = []
        self.before_attempt = self.after_attempt = self.after_call = self.events.append


def test_the_events_of_a_call_name_it_its_attempts_and_where_they_went(style: Style) -> None:
    def act(client: Any) -> Any:
        return client.request("GET", f"/orders/{ORDER}", query={"email": "nils@example.org"})

    watcher = Watcher()
    with ScriptedServer([answer(503), answer(200, {})]) as server:
        url = server.url
        style.call(url, act, hooks=[watcher], retries=AT_ONCE)

    first, first_end, second, second_end, end = watcher.events
    assert len({event.call_id for event in watcher.events}) == 1
    assert first.attempt_id == first_end.attempt_id != second.attempt_id == second_end.attempt_id
    assert {(event.method, event.url, event.host) for event in watcher.events} == {
        ("GET", f"{url}/orders/{ORDER}", url.removeprefix("http://"))
    }
    assert (first_end.status_code, second_end.status_code, end.status_code) == (503, 200, 200)


def test_no_two_calls_have_one_id_whatever_seeds_the_random_numbers() -> None:
    watcher = Watcher()
    with kco.Kustom(environment="sandbox", hooks=[watcher]) as client:
        for _ in range(2):
            random.seed(1)
            read_an_order(client)

    assert len({event.call_id for event in watcher.events}) == 2


def test_the_end_of_a_call_whose_last_attempt_was_interrupted_has_no_status() -> None:
    watcher = Watcher()
    with (
        ctrl_c() as interrupt,
        ScriptedServer([answer(503), interrupt]) as server,
        pytest.raises(KeyboardInterrupt),
    ):
        BLOCKING.call(server.url, capture, hooks=[watcher], retries=AT_ONCE)

    end = watcher.events[-1]
    assert (end.attempts, end.outcome, end.status_code) == (2, "unknown", None)


# --- What it may add ------------------------------------------------------------------------------


class Adding:
    def __init__(self, **headers: str) -> None:
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}
        self.refused: list[str] = []

    def before_attempt(self, event: kco.AttemptStart) -> None:
        for name, value in self.headers.items():
            try:
                event.headers[name] = f"{value}{event.number}"
            except ValueError as error:
                self.refused.append(str(error))


def test_a_hook_adds_headers_to_one_attempt_and_no_other(style: Style) -> None:
    with ScriptedServer([reset_after_reading, created()]) as server:
        style.call(server.url, capture, hooks=[Adding(X_Try="n")], retries=AT_ONCE)

    assert [request.headers["x-try"] for request in server.requests] == ["n1", "n2"]
    assert len({request.headers["klarna-idempotency-key"] for request in server.requests}) == 1


def test_a_header_of_a_hook_replaces_the_clients_and_the_hooks_before_it(style: Style) -> None:
    hooks = [Adding(X_Trace="first"), Adding(x_trace="second")]
    with ScriptedServer([created()]) as server:
        style.call(server.url, capture, hooks=hooks, headers={"X-TRACE": "client"})

    assert server.requests[0].headers["x-trace"] == "second1"
    assert server.requests[0].raw.lower().count(b"x-trace:") == 1


@pytest.mark.parametrize(
    "name",
    [
        "Authorization",
        "content-length",
        "Transfer-Encoding",
        "HOST",
        "Content-Type",
        "Klarna-Idempotency-Key",
    ],
)
def test_framing_credential_and_key_are_not_for_hooks(name: str, style: Style) -> None:
    plain, changed = (ScriptedServer([created()]) for _ in range(2))
    adding = Adding(**{name.replace("-", "_"): "7"})
    act = functools.partial(_capture_with_key, key="key-1")
    with plain:
        style.call(plain.url, act)
    with changed:
        style.call(changed.url, act, hooks=[adding])

    assert adding.refused == [f"a hook cannot set {name}: it belongs to the client"]
    left, right = ({**server.requests[0].headers, "host": ""} for server in (plain, changed))
    assert left == right


def _capture_with_key(client: Any, *, key: str) -> Any:
    return client.captures.create(ORDER, captured_amount=100, idempotency_key=key)


@pytest.mark.parametrize(("name", "value"), [("X A", "1"), ("", "1"), ("X-A", "1\r\nX-B: 2"), ("X-A", "å")])
def test_what_is_no_header_is_refused_where_it_is_set(name: str, value: str) -> None:
    refused: list[str] = []

    class Careless:
        def before_attempt(self, event: kco.AttemptStart) -> None:
            with pytest.raises(ValueError, match=r"header|printable") as caught:
                event.headers[name] = value
            refused.append(str(caught.value))

    with kco.Kustom(environment="sandbox", hooks=[Careless()]) as client:
        read_an_order(client)

    assert len(refused) == 1
    assert value not in refused[0]


def test_asynchronous_hooks_add_headers_too() -> None:
    class Tracing(kco.AsyncHook):
        async def before_attempt(self, event: kco.AttemptStart) -> None:
            await asyncio.sleep(0)
            event.headers["X-Trace"] = event.attempt_id

    with ScriptedServer([created()]) as server:
        ASYNCHRONOUS.call(server.url, capture, hooks=[Tracing()])

    assert server.requests[0].headers["x-trace"].endswith("-1")


def test_headers_of_hooks_are_read_like_any_mapping_and_shown_without_values() -> None:
    seen: list[Any] = []

    class Curious:
        def before_attempt(self, event: kco.AttemptStart) -> None:
            event.headers.update({"X-A": "1", "X-B": "2"})
            del event.headers["x-b"]
            seen.extend((event.headers["x-a"], list(event.headers), "X-b" in event.headers, repr(event)))

    with ScriptedServer([created()]) as server:
        BLOCKING.call(server.url, capture, hooks=[Curious()])

    assert seen[:3] == ["1", ["X-A"], False]
    assert "headers=ExtraHeaders(X-A)" in seen[3]
