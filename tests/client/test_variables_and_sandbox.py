"""Clients from environment variables, clients of the sandbox, and options that are mistakes."""

from __future__ import annotations

from typing import Any

import kco
import pytest
from kco.runtime.messages import Headers

from .introspection import VENDORS
from .refusals import SECRET, closed, refused_client
from .scripted import Desk, Script, answer

Client = Any


# --- from_env -------------------------------------------------------------------------------------


def test_from_env_reads_the_vendors_variables(
    client_class: Client, vendor: str, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = vendor.upper()
    monkeypatch.setenv(f"{name}_API_KEY", f"{prefix}_live_{SECRET}")
    assert closed(client_class.from_env()).environment == "production"
    monkeypatch.setenv(f"{name}_API_KEY", SECRET)
    with pytest.raises(kco.ConfigurationError):
        client_class.from_env()
    monkeypatch.setenv(f"{name}_ENVIRONMENT", "playground")
    client = closed(client_class.from_env())
    assert client.environment == "playground"
    assert SECRET not in repr(client)


def test_from_env_reads_the_user_name(
    vendor: str, mode: str, client_class: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"{vendor.upper()}_API_KEY", "made-up")
    monkeypatch.setenv(f"{vendor.upper()}_USERNAME", "N1")
    monkeypatch.setenv(f"{vendor.upper()}_ENVIRONMENT", "sandbox")
    script = Script(vendor, answer(204))
    client = client_class.from_env(sandbox=script)
    Desk.wait(client.orders.acknowledge("o"))
    assert Headers(script.requests[0].headers)["Authorization"] == "Basic TjE6bWFkZS11cA=="


def test_from_env_reads_the_region_of_klarna(mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    client_class: Client = kco.Klarna if mode == "sync" else kco.AsyncKlarna
    monkeypatch.setenv("KLARNA_API_KEY", "klarna_test_x")
    monkeypatch.setenv("KLARNA_REGION", "oc")
    assert (
        closed(client_class.from_env()).base_url
        == closed(client_class(api_key="klarna_test_x", region="oc")).base_url
    )
    monkeypatch.setenv("KLARNA_REGION", "moon")
    with pytest.raises(kco.ConfigurationError, match="region"):
        client_class.from_env()


def test_from_env_takes_empty_variables_for_missing(
    client_class: Client, vendor: str, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("API_KEY", "USERNAME", "ENVIRONMENT", "REGION"):
        monkeypatch.setenv(f"{vendor.upper()}_{name}", "")
    with pytest.raises(kco.ConfigurationError, match="there is no API key"):
        client_class.from_env()
    assert closed(client_class.from_env(environment="sandbox")).environment == "sandbox"
    monkeypatch.setenv(f"{vendor.upper()}_API_KEY", f"{prefix}_test_x")
    assert closed(client_class.from_env()).environment == "playground"


def test_options_win_over_variables(
    client_class: Client, vendor: str, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"{vendor.upper()}_API_KEY", f"{prefix}_live_x")
    monkeypatch.setenv(f"{vendor.upper()}_ENVIRONMENT", "production")
    client = closed(client_class.from_env(api_key=f"{prefix}_test_x", environment="playground", timeout=3))
    assert client.environment == "playground"
    with pytest.raises(kco.ConfigurationError, match="belongs to 'production'"):
        client_class.from_env(environment="playground")


def test_the_variables_of_the_other_vendor_are_not_read(
    client_class: Client, vendor: str, other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = next(name for name in VENDORS if name != vendor).upper()
    monkeypatch.setenv(f"{theirs}_API_KEY", f"{other}_test_x")
    with pytest.raises(kco.ConfigurationError, match="there is no API key"):
        client_class.from_env()


# --- The sandbox ----------------------------------------------------------------------------------


def test_a_live_key_is_refused_in_the_sandbox(client_class: Client, prefix: str) -> None:
    assert "live key" in refused_client(
        client_class, environment="sandbox", api_key=f"{prefix}_live_{SECRET}"
    )


def test_the_sandbox_needs_no_key_and_says_where_it_runs(
    client_class: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="kco")
    client = client_class(environment="sandbox")
    assert [record.getMessage() for record in caplog.records] == [
        f"{client_class.__name__} runs on the sandbox in this process: no request leaves it"
    ]
    order_id = client.sandbox.add_order(order_amount=100).order_id
    assert Desk.wait(client.orders.get(order_id)).order_amount == 100


def test_only_a_client_of_the_sandbox_has_one(client_class: Client, prefix: str) -> None:
    client = closed(client_class(api_key=f"{prefix}_test_x"))
    with pytest.raises(kco.ConfigurationError, match="has no sandbox"):
        _ = client.sandbox


def test_a_sandbox_belongs_to_its_vendor_and_to_the_sandbox(
    client_class: Client, vendor: str, prefix: str
) -> None:
    theirs = next(name for name in VENDORS if name != vendor)
    assert "plays" in refused_client(client_class, environment="sandbox", sandbox=Script(theirs, answer()))
    assert "sandbox" in refused_client(
        client_class, api_key=f"{prefix}_test_x", sandbox=Script(vendor, answer())
    )


# --- Modes of use that are mistakes ---------------------------------------------------------------


def test_options_are_keywords(client_class: Client, prefix: str) -> None:
    with pytest.raises(TypeError):
        client_class(f"{prefix}_test_x")


WRONG_OPTIONS: list[dict[str, Any]] = [
    {"timeout": 0},
    {"timeout": -1},
    {"timeout": "5"},
    {"timeout": True},
    {"timeout": float("nan")},
    {"retries": -1},
    {"retries": 1.5},
    {"retries": True},
    {"retries": "2"},
    {"headers": [("X", "1")]},
    {"headers": {"X": 1}},
    {"headers": {"X": "a\nb"}},
    {"hooks": "hook"},
    {"hooks": 1},
    {"app_info": ""},
    {"app_info": 1},
    {"app_info": "shop\n"},
    {"validate": 1},
    {"validate": "yes"},
]


@pytest.mark.parametrize("options", WRONG_OPTIONS, ids=str)
def test_an_option_of_a_wrong_type_or_out_of_bounds_is_refused(
    vendor: str, mode: str, options: dict[str, Any]
) -> None:

    with pytest.raises(kco.ConfigurationError):
        Desk(vendor, mode, **options)
    with pytest.raises(kco.ConfigurationError):
        Desk(vendor, mode).client.with_options(**options)
