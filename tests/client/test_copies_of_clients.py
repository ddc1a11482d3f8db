"""Copies with other options, and the end of a client."""

from __future__ import annotations

import inspect

import kco
import pytest

from .scripted import Desk, Recorder

# What only makes sense once: where requests go, as whom, and over which connections.
IDENTITY = {
    "api_key",
    "username",
    "environment",
    "region",
    "base_url",
    "http_client",
    "max_answer_bytes",
    "sandbox",
}


def test_with_options_takes_every_option_of_the_constructor_that_is_not_its_identity(desk: Desk) -> None:
    made = set(inspect.signature(desk.client_class).parameters) - IDENTITY
    copied = inspect.signature(desk.client.with_options).parameters
    assert set(copied) == made
    assert all(parameter.kind is inspect.Parameter.KEYWORD_ONLY for parameter in copied.values())
    assert all(parameter.default is None for parameter in copied.values())


def test_a_copy_has_its_own_options_and_the_original_keeps_its_own(vendor: str, mode: str) -> None:
    mine, theirs = Recorder(), Recorder()
    desk = Desk(vendor, mode, headers={"X-A": "1", "X-B": "1"}, hooks=[mine], app_info="shop/1")
    copy = desk.client.with_options(
        headers={"x-b": "2"}, hooks=[theirs], app_info="job/2", validate=False, timeout=1, retries=0
    )
    assert type(copy) is type(desk.client)
    assert copy.environment == desk.client.environment
    assert copy.base_url == desk.client.base_url
    assert copy.sandbox is desk.client.sandbox

    desk.call("captures.create", "o", captured_amount=-1, client=copy)
    assert (desk.script.last_header("X-A"), desk.script.last_header("X-B")) == ("1", "2")
    assert str(desk.script.last_header("User-Agent")).endswith("job/2")
    assert (len(mine.events), len(theirs.events)) == (0, 3)

    desk.call("captures.create", "o", captured_amount=1)
    assert (desk.script.last_header("X-A"), desk.script.last_header("X-B")) == ("1", "1")
    assert str(desk.script.last_header("User-Agent")).endswith("shop/1")
    assert (len(mine.events), len(theirs.events)) == (3, 3)
    with pytest.raises(kco.InvalidInputError):
        desk.call("captures.create", "o", captured_amount=-1)


def test_what_is_not_passed_stays_as_it_was(vendor: str, mode: str) -> None:
    hook = Recorder()
    desk = Desk(vendor, mode, headers={"X-A": "1"}, hooks=[hook], app_info="shop/1", validate=False)
    copy = desk.client.with_options()
    desk.call("captures.create", "o", captured_amount=-1, client=copy)
    assert desk.script.last_header("X-A") == "1"
    assert str(desk.script.last_header("User-Agent")).endswith("shop/1")
    assert len(hook.events) == 3
    desk.call("captures.create", "o", captured_amount=1, client=copy.with_options(hooks=()))
    assert len(hook.events) == 3


def test_options_that_are_changed_later_change_nothing(vendor: str, mode: str) -> None:
    hook = Recorder()
    headers, hooks = {"X-A": "1"}, [hook]
    desk = Desk(vendor, mode, headers=headers, hooks=hooks)
    headers["X-A"] = "2"
    hooks.clear()
    desk.call("orders.acknowledge", "o")
    assert desk.script.last_header("X-A") == "1"
    assert len(hook.events) == 3


def test_copies_share_what_they_remember_of_keys(desk: Desk) -> None:
    copy = desk.client.with_options(timeout=5)
    desk.call("captures.create", "o", captured_amount=1, idempotency_key="k", client=copy)
    with pytest.raises(kco.IdempotencyKeyReusedError):
        desk.call("captures.create", "o", captured_amount=2, idempotency_key="k")
    desk.call("captures.create", "o", captured_amount=1, idempotency_key="k")


def test_resources_belong_to_their_client(desk: Desk) -> None:
    copy = desk.client.with_options(headers={"X-A": "copy"})
    assert desk.client.orders is desk.client.orders
    assert copy.orders is not desk.client.orders
    Desk.wait(desk.client.orders.acknowledge("o"))
    assert desk.script.last_header("X-A") is None
    Desk.wait(copy.orders.acknowledge("o"))
    assert desk.script.last_header("X-A") == "copy"


# --- The end --------------------------------------------------------------------------------------


def test_a_closed_client_says_so_and_sends_nothing(desk: Desk) -> None:
    desk.wait(desk.client.close())
    assert desk.script.closed
    for name, arguments in (("orders.get", {}), ("captures.create", {"captured_amount": 1})):
        with pytest.raises(kco.ConfigurationError, match="the client is closed") as caught:
            desk.call(name, "o", **arguments)
        assert (caught.value.outcome, caught.value.operation) == ("not_sent", name)
    with pytest.raises(kco.ConfigurationError, match="the client is closed"):
        desk.call("request", "GET", "/x")
    assert desk.script.requests == []


def test_closing_twice_is_no_mistake(desk: Desk) -> None:
    desk.wait(desk.client.close())
    desk.wait(desk.client.close())


def test_closing_a_copy_leaves_the_original_and_other_copies_usable(desk: Desk) -> None:
    copy, sibling = desk.client.with_options(timeout=1), desk.client.with_options(timeout=2)
    child = copy.with_options(timeout=3)
    desk.wait(copy.close())
    assert not desk.script.closed
    with pytest.raises(kco.ConfigurationError, match="closed"):
        desk.call("orders.acknowledge", "o", client=copy)
    for client in (desk.client, sibling, child):
        desk.call("orders.acknowledge", "o", client=client)


def test_closing_the_original_closes_its_copies(desk: Desk) -> None:
    copy = desk.client.with_options(timeout=1)
    desk.wait(desk.client.close())
    for client in (copy, copy.with_options(timeout=2)):
        with pytest.raises(kco.ConfigurationError, match="closed"):
            desk.call("orders.acknowledge", "o", client=client)


def test_a_with_statement_closes_the_client(vendor: str) -> None:
    desk = Desk(vendor, "sync")
    with desk.client as client:
        assert client is desk.client
    assert desk.script.closed
    desk = Desk(vendor, "sync")
    with pytest.raises(ZeroDivisionError), desk.client:
        raise ZeroDivisionError
    assert desk.script.closed


def test_an_async_with_statement_closes_the_client(vendor: str) -> None:
    desk = Desk(vendor, "async")

    async def use() -> None:
        async with desk.client as client:
            await client.orders.acknowledge("o")

    Desk.wait(use())
    assert desk.script.closed
