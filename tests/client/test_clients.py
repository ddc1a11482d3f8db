"""The shape of the clients, their options, their copies, and their end."""

from __future__ import annotations

import inspect
from typing import Any

import kco
import pytest
from kco.runtime.encoding import UNSET
from kco.runtime.messages import Answer

from .introspection import operations
from .scripted import MODES, Desk, answer

COMMON = {
    "orders": "get acknowledge update_authorization cancel extend_authorization_time release_remaining_authorization "
    "update_customer_details update_merchant_references add_shipping_info",
    "captures": "list create get add_shipping_info",
    "refunds": "create get",
}
KLARNA_ALONE = "extend_due_date list_due_date_options trigger_send_out"
ENSURE = {"captures.ensure", "orders.ensure_cancelled", "orders.ensure_released", "refunds.ensure"}


def methods_of(resource: Any) -> set[str]:
    return {name for name in dir(resource) if not name.startswith("_") and name != "with_response"}


# --- Shape ----------------------------------------------------------------------------------------


def test_every_vendor_has_the_same_methods_and_klarna_three_more(desk: Desk) -> None:
    for name, methods in COMMON.items():
        expected = set(methods.split())
        if desk.vendor == "klarna" and name == "captures":
            expected |= set(KLARNA_ALONE.split())
        resource = getattr(desk.client, name)
        assert methods_of(resource.with_response) == expected
        assert methods_of(resource) == expected | {
            method.partition(".")[2] for method in ENSURE if method.startswith(f"{name}.")
        }


def test_every_operation_has_a_method_and_every_method_an_operation(desk: Desk) -> None:
    methods = {f"{name}.{method}" for name in COMMON for method in methods_of(getattr(desk.client, name))}
    assert methods == set(operations(desk.vendor)) | ENSURE
    assert len(operations(desk.vendor)) == {"kustom": 15, "klarna": 18}[desk.vendor]


def signature(client: Any, name: str) -> inspect.Signature:
    for part in name.split("."):
        client = getattr(client, part)
    return inspect.signature(client)


def test_path_ids_are_positional_and_everything_else_keyword_only(desk: Desk) -> None:
    for name, operation in operations(desk.vendor).items():
        parameters = signature(desk.client, name).parameters.values()
        positional = [p.name for p in parameters if p.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD]
        assert positional == list(operation.path_parameters)
        assert all(p.annotation == "str" for p in parameters if p.name in positional)
        others = [p for p in parameters if p.name not in positional]
        assert all(p.kind is inspect.Parameter.KEYWORD_ONLY for p in others)


def test_every_call_takes_the_same_options(desk: Desk) -> None:
    for name, operation in operations(desk.vendor).items():
        options = {"headers", "timeout", "retries"}
        options |= {"idempotency_key"} if operation.key_header else set()
        options |= {"validate"} if operation.body else set()
        parameters = signature(desk.client, name).parameters
        assert options <= parameters.keys(), name
        assert all(parameters[option].default is None for option in options)


def test_body_fields_are_keywords_that_are_not_set_by_default(desk: Desk) -> None:
    parameters = signature(desk.client, "captures.create").parameters
    assert parameters["captured_amount"].default is inspect.Parameter.empty
    assert parameters["description"].default is UNSET
    needed = signature(desk.client, "orders.update_authorization").parameters
    assert needed["order_lines"].default is inspect.Parameter.empty


@pytest.mark.parametrize("suffix", ["", ".with_response"])
def test_blocking_and_asynchronous_methods_have_the_same_signatures(vendor: str, suffix: str) -> None:
    sync, other = (Desk(vendor, mode).client for mode in MODES)
    for name in operations(vendor):
        resource, method = name.split(".")
        path = f"{resource}{suffix}.{method}"
        one, two = signature(sync, path), signature(other, path)
        assert one == two


def test_every_method_says_what_it_does(desk: Desk) -> None:
    for name in operations(desk.vendor):
        method: Any = desk.client
        for part in name.split("."):
            method = getattr(method, part)
        for heading in ("Args:", "Returns:" if method.__name__ in ("get", "create") else "Args:"):
            assert heading in method.__doc__


def test_a_client_satisfies_the_common_protocol(vendor: str) -> None:
    sync, other = (Desk(vendor, mode).client for mode in MODES)
    for client, protocol in ((sync, kco.OrderManagement), (other, kco.AsyncOrderManagement)):
        for name in dir(protocol):
            if not name.startswith("_"):
                assert hasattr(client, name)


# --- Responses and the way out --------------------------------------------------------------------


def test_with_response_returns_the_value_and_all_about_it(desk: Desk) -> None:
    desk.answers(answer(200, {"order_id": "o"}, {"klarna-correlation-id": "c-1", "X-B": "2"}))
    response = desk.call("orders.with_response.get", "o")
    assert type(response) is kco.Response
    assert response.data == desk.call("orders.get", "o")
    assert (response.status_code, response.correlation_id, response.attempts) == (200, "c-1", 1)
    assert (response.headers["x-b"], response.idempotency_key) == ("2", None)
    assert isinstance(response.elapsed, float)
    assert [name for name in vars(kco.Response)["__slots__"] if not name.startswith("__")] == [
        "data",
        "status_code",
        "headers",
        "correlation_id",
        "attempts",
        "elapsed",
        "idempotency_key",
    ]


def test_request_calls_what_is_not_described(desk: Desk) -> None:
    desk.answers(answer(200, {"a": [1]}))
    response = desk.call("request", "get", "/new/thing", query={"q": "a b"}, headers={"X": "1"})
    assert response.data == {"a": [1]}
    sent = desk.script.requests[-1]
    assert (sent.method, sent.url) == ("GET", "https://sandbox.invalid/new/thing?q=a+b")
    assert desk.script.last_header("X") == "1"
    desk.call("request", "POST", "/new/thing", json={"b": kco.UNSET, "c": (1, None)}, idempotency_key="k")
    assert desk.script.last_body == {"c": [1, None]}
    assert desk.script.last_header("Klarna-Idempotency-Key") == "k"


@pytest.mark.parametrize(
    ("content", "data"),
    [
        (b"", None),
        (b" ", None),
        (b"1", 1),
        (b"null", None),
        (b"<p>", b"<p>"),
        (b"\xff", b"\xff"),
        (b"[" * 99_999, None),
    ],
    ids=str,
)
def test_request_returns_json_nothing_or_bytes(desk: Desk, content: bytes, data: Any) -> None:
    desk.answers(answer(200, content))
    expected = content if content.startswith(b"[") else data
    assert desk.call("request", "GET", "/x").data == expected


def test_request_misses_a_body_that_was_too_large(desk: Desk) -> None:
    desk.answers(Answer(200, truncated=True))
    with pytest.raises(kco.DecodeError, match="larger than max_answer_bytes allows") as caught:
        desk.call("request", "GET", "/x")
    assert caught.value.outcome == "applied"


@pytest.mark.parametrize(
    "path", ["", "x", "//evil.example", "/a/../b", "/.", "/a b", "/ü", "/a#b", "/a\\b", "/\n"]
)
def test_request_stays_below_the_address(desk: Desk, path: str) -> None:
    with pytest.raises(kco.ConfigurationError):
        desk.call("request", "GET", path)
    assert desk.script.requests == []
