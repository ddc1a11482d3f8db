"""Ids in paths, and everything that becomes a header: checked and encoded before anything is sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import kco
import pytest
from hypothesis import given
from hypothesis import strategies as st

from .introspection import operations
from .scripted import Desk
from .values import examples

BASE = "https://sandbox.invalid/ordermanagement/v1/orders/"


def refused_paths(desk: Desk, name: str, *path: Any, **arguments: Any) -> list[str]:
    with pytest.raises(kco.InvalidInputError) as caught:
        desk.call(name, *path, **arguments)
    assert desk.script.requests == []
    return [violation.path for violation in caught.value.violations]


# --- Path ids -------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["", ".", "..", None, 1, 1.5, True, b"o-1", ["o-1"], kco.UNSET, object()])
def test_ids_that_name_nothing_are_refused(desk: Desk, value: Any) -> None:
    for name in ("orders.get", "orders.acknowledge", "captures.list"):
        assert refused_paths(desk, name, value) == ["order_id"]
    assert refused_paths(desk, "captures.get", "o", value) == ["capture_id"]
    assert refused_paths(desk, "refunds.get", value, value) == ["order_id", "refund_id"]


def test_half_a_surrogate_pair_is_no_id(desk: Desk) -> None:
    assert refused_paths(desk, "orders.get", "a\ud800") == ["order_id"]


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        ("o-1", "o-1"),
        ("a/b", "a%2Fb"),
        ("../captures", "..%2Fcaptures"),
        ("a?b=c", "a%3Fb%3Dc"),
        ("a#b", "a%23b"),
        ("100%", "100%25"),
        ("%2e%2e", "%252e%252e"),
        ("a b+c", "a%20b%2Bc"),
        ("ü😀", "%C3%BC%F0%9F%98%80"),
        ("\r\nHost: x", "%0D%0AHost%3A%20x"),
        ("\x00", "%00"),
        ("a\\b", "a%5Cb"),
        ("a;b,c@d:e&f=g", "a%3Bb%2Cc%40d%3Ae%26f%3Dg"),
        ("~a._-", "~a._-"),
        ("...", "..."),
    ],
)
def test_all_other_ids_are_percent_encoded_whole(desk: Desk, value: str, sent: str) -> None:
    desk.call("orders.acknowledge", value)
    assert desk.script.requests[-1].url == f"{BASE}{sent}/acknowledge"
    desk.call("captures.add_shipping_info", value, value, shipping_info=[{}])
    assert desk.script.requests[-1].url == f"{BASE}{sent}/captures/{sent}/shipping-info"


@given(value=st.text(min_size=1).filter(lambda text: text not in (".", "..")))
@examples(60)
def test_any_id_is_one_segment_and_comes_back_whole(vendor: str, mode: str, value: str) -> None:
    desk = Desk(vendor, mode)
    desk.call("orders.acknowledge", value)
    url = desk.script.requests[-1].url
    segment = url.removeprefix(BASE).removesuffix("/acknowledge")
    assert url.isascii()
    assert url.isprintable()
    assert not set(segment) & set("/?#\\ ")
    assert unquote(segment) == value


def test_every_path_id_of_every_operation_is_checked(desk: Desk) -> None:
    for name, operation in operations(desk.vendor).items():
        method: Any = desk.client
        for part in name.split("."):
            method = getattr(method, part)
        needed = {"captured_amount": 1, "refunded_amount": 1, "order_amount": 1, "order_lines": []}
        needed |= {"shipping_info": [{}], "number_of_days": 1}
        arguments = {key: value for key, value in needed.items() if f"{key}:" in str(_signature(method))}
        for index, parameter in enumerate(operation.path_parameters):
            path = ["id"] * len(operation.path_parameters)
            path[index] = ".."
            required = {key: value for key, value in arguments.items() if _is_required(method, key)}
            assert refused_paths(desk, name, *path, **required) == [parameter]


def _signature(method: Callable[..., Any]) -> Any:
    import inspect

    return inspect.signature(method)


def _is_required(method: Callable[..., Any], key: str) -> bool:
    parameter = _signature(method).parameters[key]
    return bool(parameter.default is parameter.empty)


# --- Headers --------------------------------------------------------------------------------------

BAD_VALUES = [
    "a\r\nX: 1",
    "\r",
    "\n",
    "a\nb",
    "ü",
    "😀",
    "\x00",
    "\x7f",
    "\x0b",
    "\x1b[31m",
    "\u2028",
    "\x85",
]
BAD_NAMES = ["", " ", "X Y", "X:", "X\r\nY", "Ü", "X\n", "(x)", "X/Y"]

breaks = st.builds(
    lambda before, middle, after: before + middle + after,
    st.text(),
    st.sampled_from(["\r", "\n", "\r\n"]),
    st.text(),
)


@pytest.mark.parametrize("value", [*BAD_VALUES, 1, None, b"x", ["x"]])
def test_a_header_value_that_is_no_printable_ascii_is_refused(desk: Desk, value: Any) -> None:
    assert refused_paths(desk, "orders.get", "o", headers={"X-Note": value}) == ["X-Note"]


@pytest.mark.parametrize("name", [*BAD_NAMES, 1, None, b"X"])
def test_a_header_name_that_is_none_is_refused(desk: Desk, name: Any) -> None:
    assert refused_paths(desk, "orders.get", "o", headers={name: "x"}) == ["headers"]


@pytest.mark.parametrize("headers", [[("X", "1")], "X", 1, ["X"]])
def test_headers_are_a_mapping(desk: Desk, headers: Any) -> None:
    assert refused_paths(desk, "orders.get", "o", headers=headers) == ["headers"]


@pytest.mark.parametrize("value", [object(), b"x", {1}, "\ud800"])
def test_a_query_that_has_no_text_form_is_refused(desk: Desk, value: Any) -> None:
    assert refused_paths(desk, "request", "GET", "/x", query={"q": value}) == ["query"]


def refusing_clients(value: str) -> list[dict[str, Any]]:
    return [
        {"headers": {"X-Note": value}},
        {"headers": {f"X{value}": "x"}},
        {"app_info": value},
        {"api_key": f"kco_test_{value}", "environment": "playground", "sandbox": None},
        {"api_key": "made-up", "username": value, "environment": "playground", "sandbox": None},
    ]


@given(value=breaks)
@examples(60)
def test_no_line_break_gets_into_a_header(vendor: str, mode: str, value: str) -> None:
    desk = Desk(vendor, mode)
    assert refused_paths(desk, "orders.get", "o", headers={"X-Note": value}) == ["X-Note"]
    assert refused_paths(desk, "orders.get", "o", headers={value: "x"}) == ["headers"]
    assert refused_paths(desk, "captures.create", "o", captured_amount=1, idempotency_key=value) == [
        "idempotency_key"
    ]
    for options in refusing_clients(value):
        with pytest.raises(kco.ConfigurationError):
            Desk(vendor, mode, **options)
    for options in ({"headers": {"X-Note": value}}, {"headers": {value: "x"}}, {"app_info": value}):
        with pytest.raises(kco.ConfigurationError):
            desk.client.with_options(**options)
    with pytest.raises(kco.InvalidInputError):
        desk.call("request", "GET", "/x", headers={"X-Note": value})
    with pytest.raises(kco.ConfigurationError):
        desk.call("request", "GET", f"/{value}")
    with pytest.raises(kco.ConfigurationError):
        desk.call("request", f"GET{value}", "/x")
    assert desk.script.requests == []


@pytest.mark.parametrize("value", BAD_VALUES)
def test_options_that_become_headers_are_printable_ascii(vendor: str, mode: str, value: str) -> None:
    for options in refusing_clients(value):
        with pytest.raises(kco.ConfigurationError) as caught:
            Desk(vendor, mode, **options)
        assert str(caught.value).isprintable()


@pytest.mark.parametrize("key", ["", " ", "\t", 1, b"key", ["key"], "ü"])
def test_an_idempotency_key_is_printable_ascii_and_not_empty(desk: Desk, key: Any) -> None:
    assert refused_paths(desk, "captures.create", "o", captured_amount=1, idempotency_key=key) == [
        "idempotency_key"
    ]


def test_a_key_is_passed_once(desk: Desk) -> None:
    headers = {"klarna-idempotency-key": "a"}
    assert refused_paths(
        desk, "captures.create", "o", captured_amount=1, headers=headers, idempotency_key="b"
    ) == ["idempotency_key"]


def test_a_key_among_the_headers_counts_as_the_key(desk: Desk) -> None:
    response = desk.call(
        "captures.with_response.create", "o", captured_amount=1, headers={"KLARNA-IDEMPOTENCY-KEY": "a"}
    )
    assert response.idempotency_key == "a"
    assert desk.script.last_header("Klarna-Idempotency-Key") == "a"


def test_headers_of_a_call_win_over_those_of_the_client(vendor: str, mode: str) -> None:
    desk = Desk(vendor, mode, headers={"X-Note": "client", "X-Shop": "s"}, app_info="shop/1.2")
    desk.call("orders.acknowledge", "o", headers={"x-note": "call"})
    sent = dict(desk.script.requests[-1].headers)
    assert (sent["x-note"], sent["X-Shop"]) == ("call", "s")
    assert "X-Note" not in sent
    desk.call("orders.acknowledge", "o")
    assert dict(desk.script.requests[-1].headers)["X-Note"] == "client"


def test_every_request_says_who_sends_it_and_what_it_reads(vendor: str, mode: str) -> None:
    desk = Desk(vendor, mode, app_info="shop/1.2")
    desk.call("orders.acknowledge", "o")
    assert desk.script.last_header("User-Agent") == f"kco/{kco.__version__} shop/1.2"
    assert desk.script.last_header("Accept") == "application/json"
    assert desk.script.last_header("Authorization") == f"Basic {desk.script.api_key}"
    assert desk.script.last_header("Content-Type") is None
