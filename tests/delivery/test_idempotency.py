"""One key for each logical call, and a guard against a key that comes back with another request."""

from __future__ import annotations

import threading
import uuid
from typing import Any

import kco
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kco.runtime.messages import Request
from kco.runtime.request import KeyGuard

from .calling import Style
from .server import Line, ScriptedServer, answer, created, reset_after_reading
from .test_outcomes import ORDER

KEY_HEADER = "klarna-idempotency-key"


def capture(amount: int, **options: Any) -> Any:
    return lambda client: client.captures.create(ORDER, captured_amount=amount, **options)


def both(first: Any, second: Any) -> Any:
    def act(client: Any) -> Any:
        if isinstance(client, kco.AsyncKustom):

            async def one_after_the_other() -> Any:
                await first(client)
                return await second(client)

            return one_after_the_other()
        first(client)
        return second(client)

    return act


def test_the_callers_key_is_sent(style: Style) -> None:
    with ScriptedServer([created()]) as server:
        style.call(server.url, capture(100, idempotency_key="parcel-1"))

    assert server.requests[0].headers[KEY_HEADER] == "parcel-1"


def test_a_key_in_the_callers_headers_counts_as_the_key(style: Style) -> None:
    with ScriptedServer([answer(403)]) as server, pytest.raises(kco.NotAllowedError) as caught:
        style.call(server.url, capture(100, headers={"KLARNA-idempotency-key": "parcel-1"}))

    assert caught.value.idempotency_key == "parcel-1"
    assert server.requests[0].raw.lower().count(KEY_HEADER.encode()) == 1


def test_the_key_is_on_the_response(style: Style) -> None:
    def act(client: Any) -> Any:
        return client.captures.with_response.create(ORDER, captured_amount=100)

    with ScriptedServer([created()]) as server:
        response = style.call(server.url, act)

    assert response.idempotency_key == server.requests[0].headers[KEY_HEADER]
    assert (response.attempts, response.status_code) == (1, 201)


def test_a_used_key_with_another_request_is_refused_before_sending(style: Style) -> None:
    with ScriptedServer([created()]) as server, pytest.raises(kco.IdempotencyKeyReusedError) as caught:
        style.call(server.url, both(capture(100, idempotency_key="k"), capture(101, idempotency_key="k")))

    assert caught.value.outcome == "not_sent"
    assert caught.value.idempotency_key == "k"
    assert len(server.requests) == 1


def test_a_used_key_with_the_same_request_is_fine(style: Style) -> None:
    with ScriptedServer([created(), created()]) as server:
        style.call(server.url, both(capture(100, idempotency_key="k"), capture(100, idempotency_key="k")))

    assert len(server.requests) == 2


def test_the_order_of_members_makes_no_other_request(style: Style) -> None:
    one = {"name": "Tee", "quantity": 1, "unit_price": 1, "total_amount": 1}
    other = dict(reversed(one.items()))
    with ScriptedServer([created(), created()]) as server:
        style.call(
            server.url,
            both(
                capture(1, idempotency_key="k", order_lines=[one]),
                capture(1, idempotency_key="k", order_lines=[other]),
            ),
        )

    assert server.requests[0].body == server.requests[1].body


def test_copies_of_a_client_share_the_guard(style: Style) -> None:
    def act(client: Any) -> Any:
        copy = client.with_options(timeout=5)
        return both(
            lambda _: capture(100, idempotency_key="k")(client),
            lambda _: capture(101, idempotency_key="k")(copy),
        )(client)

    with ScriptedServer([created()]) as server, pytest.raises(kco.IdempotencyKeyReusedError):
        style.call(server.url, act)


def test_a_key_that_no_server_has_seen_stands_for_nothing_yet(style: Style) -> None:
    def act(client: Any) -> Any:
        async def first_async() -> None:
            with pytest.raises(kco.KcoError):
                await capture(100, idempotency_key="k", timeout=1e-9)(client)

        if isinstance(client, kco.AsyncKustom):
            return both(lambda _: first_async(), capture(101, idempotency_key="k"))(client)
        with pytest.raises(kco.KcoError):
            capture(100, idempotency_key="k", timeout=1e-9)(client)
        return capture(101, idempotency_key="k")(client)

    with ScriptedServer([created()]) as server:
        style.call(server.url, act)

    assert len(server.requests) == 1


@pytest.mark.parametrize("line", [answer(403), answer(503), reset_after_reading], ids=["403", "503", "reset"])
def test_a_key_that_a_server_has_seen_stands_for_its_request_whatever_came_of_that(
    style: Style, line: Line
) -> None:
    def act(client: Any) -> Any:
        async def first_async() -> None:
            with pytest.raises(kco.KcoError):
                await capture(100, idempotency_key="k")(client)

        if isinstance(client, kco.AsyncKustom):
            return both(lambda _: first_async(), capture(101, idempotency_key="k"))(client)
        with pytest.raises(kco.KcoError):
            capture(100, idempotency_key="k")(client)
        return capture(101, idempotency_key="k")(client)

    with ScriptedServer([line]) as server, pytest.raises(kco.IdempotencyKeyReusedError):
        style.call(server.url, act, retries=0)

    assert len(server.requests) == 1


@pytest.mark.parametrize("name", ["Content-Length", "transfer-encoding", "Host"])
def test_a_header_that_frames_the_request_is_the_transports(style: Style, name: str) -> None:
    with ScriptedServer([]) as server, pytest.raises(kco.InvalidInputError):
        style.call(server.url, capture(100, headers={name: "3"}))


@pytest.mark.parametrize("key", ["", " ", "a\r\nX: 1", "ä", 7])
def test_a_key_that_cannot_be_sent_is_refused(style: Style, key: Any) -> None:
    with ScriptedServer([]) as server, pytest.raises(kco.InvalidInputError) as caught:
        style.call(server.url, capture(100, idempotency_key=key))

    assert [violation.path for violation in caught.value.violations] == ["idempotency_key"]


def request(body: bytes) -> Request:
    return Request("POST", "https://api.example/captures", (), body)


def test_the_guard_forgets_the_key_that_was_unused_for_longest() -> None:
    guard = KeyGuard(most_keys=2)
    for key in ("a", "b", "a", "c"):
        assert guard.admit(key, request(b"1"))

    assert not guard.admit("a", request(b"2"))
    assert guard.admit("b", request(b"2"))


def test_of_many_threads_with_one_key_and_different_requests_one_wins() -> None:
    guard, admitted, start = KeyGuard(), [], threading.Barrier(8)

    def work(number: int) -> None:
        start.wait()
        for key in range(200):
            if guard.admit(str(key), request(str(number).encode())):
                admitted.append((key, number))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(key for key, _ in admitted) == list(range(200))


parts = st.lists(st.text(min_size=1) | st.integers(), min_size=1, max_size=5)


@given(parts, parts)
def test_keys_are_equal_only_for_equal_parts(one: list[Any], other: list[Any]) -> None:
    same = [(type(part), part) for part in one] == [(type(part), part) for part in other]

    assert (kco.idempotency_key(*one) == kco.idempotency_key(*other)) is same


def test_a_key_is_a_version_5_uuid_and_stays_the_same_for_ever() -> None:
    key = kco.idempotency_key("f3392f8b-6116-4073-ab96-e330819e2c07", "capture", "parcel-1")

    assert uuid.UUID(key).version == 5
    assert key == "dc24a194-f3bf-5541-946d-c4eeaa5b7c7b"


@pytest.mark.parametrize("given_parts", [(), ("",), (None,), (True,)])
def test_parts_that_would_make_different_calls_equal_are_refused(given_parts: tuple[Any, ...]) -> None:
    with pytest.raises(kco.InvalidInputError):
        kco.idempotency_key(*given_parts)


def test_a_use_that_is_withdrawn_leaves_the_other_uses_of_its_key() -> None:
    guard = KeyGuard()
    tickets = [guard.admit("a", request(b"1")) for _ in range(2)]
    assert None not in tickets

    for ticket in tickets:
        assert not guard.admit("a", request(b"2"))
        guard.withdraw("a", ticket or 0)
    assert guard.admit("a", request(b"2"))
