"""What a client is made from: a key says where it belongs, and contradictions are told before any I/O."""

from __future__ import annotations

import re
from typing import Any

import kco
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kco.runtime.messages import Headers

from .introspection import PREFIXES, description
from .refusals import SECRET, closed, refused_client
from .scripted import Desk
from .values import examples

Client = Any


# --- Environments ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("word", "environment"), [("test", "playground"), ("live", "production")])
def test_the_key_says_where_it_belongs(
    client_class: Client, vendor: str, prefix: str, word: str, environment: str
) -> None:
    client = closed(client_class(api_key=f"{prefix}_{word}_api_{SECRET}"))
    assert client.environment == environment
    assert client.base_url in {server["url"].rstrip("/") for server in description(vendor)["servers"]}
    assert SECRET not in repr(client)
    explicit = closed(client_class(api_key=f"{prefix}_{word}_api_{SECRET}", environment=environment))
    assert explicit.base_url == client.base_url


def test_playground_and_production_are_different_places(client_class: Client, prefix: str) -> None:
    urls = {closed(client_class(api_key=f"{prefix}_{word}_x")).base_url for word in ("test", "live")}
    assert len(urls) == 2
    assert all(url.startswith("https://") for url in urls)
    assert [("playground" in url or "test" in url) for url in sorted(urls)].count(True) == 1


@pytest.mark.parametrize(
    ("word", "environment"), [("test", "production"), ("live", "playground"), ("live", "sandbox")]
)
def test_an_environment_that_contradicts_the_key_is_refused(
    client_class: Client, prefix: str, word: str, environment: str
) -> None:
    assert refused_client(client_class, api_key=f"{prefix}_{word}_api_{SECRET}", environment=environment)


@pytest.mark.parametrize("word", ["test", "live"])
@pytest.mark.parametrize("environment", [None, "playground", "production", "sandbox"])
def test_the_other_vendors_key_is_refused_everywhere(
    client_class: Client, other: str, word: str, environment: str | None
) -> None:
    message = refused_client(client_class, api_key=f"{other}_{word}_api_{SECRET}", environment=environment)
    assert re.search(r"this is a key of (Kustom|Klarna); use kco\.\1 with it", message)


@pytest.mark.parametrize(
    "key", [SECRET, f"KCO_TEST_{SECRET}", f"kco_{SECRET}", f"x_kco_test_{SECRET}", f"Basic.{SECRET}"]
)
def test_a_key_that_does_not_say_needs_an_environment(client_class: Client, key: str) -> None:
    assert "pass environment='playground' or 'production'" in refused_client(client_class, api_key=key)
    for environment in ("playground", "production"):
        assert closed(client_class(api_key=key, environment=environment)).environment == environment


@pytest.mark.parametrize("key", [None, ""])
@pytest.mark.parametrize("environment", [None, "playground", "production"])
def test_without_a_key_there_is_only_the_sandbox(
    client_class: Client, vendor: str, key: str | None, environment: str | None
) -> None:
    message = refused_client(client_class, api_key=key, environment=environment)
    assert f"set {vendor.upper()}_API_KEY" in message
    assert "environment='sandbox'" in message
    assert closed(client_class(api_key=key, environment="sandbox")).environment == "sandbox"


@pytest.mark.parametrize(
    "value", ["", "live", "PLAYGROUND", "staging", SECRET, f"kco_live_{SECRET}", 1, b"sandbox", True]
)
def test_an_unknown_environment_is_refused_without_repeating_it(
    client_class: Client, prefix: str, value: Any
) -> None:
    assert "environment" in refused_client(client_class, api_key=f"{prefix}_test_x", environment=value)


@pytest.mark.parametrize(
    "key",
    [f" kco_test_{SECRET}", f"kco_test_{SECRET}\n", f"kco_test_ {SECRET}", f"kco_test_{SECRET}ü", "\x00"],
)
def test_a_key_with_white_space_or_foreign_characters_is_refused(client_class: Client, key: str) -> None:
    for environment in (None, "playground", "sandbox"):
        assert refused_client(client_class, api_key=key, environment=environment).startswith("api_key holds")


@pytest.mark.parametrize("key", [1, b"kco_test_x", ["kco_test_x"], True])
def test_a_key_is_text(client_class: Client, key: Any) -> None:
    assert refused_client(client_class, api_key=key).startswith("api_key is text (str), not ")


@given(key=st.text(max_size=30))
@examples(60)
def test_no_key_appears_in_the_error_about_it(vendor: str, mode: str, key: str) -> None:
    client_class = getattr(kco, ("" if mode == "sync" else "Async") + vendor.title())
    refused_client(client_class, api_key=key + SECRET + key)
    refused_client(client_class, api_key=f"kco_live_{SECRET}", environment=key + SECRET)
    refused_client(client_class, api_key=f"klarna_live_{SECRET}", environment="sandbox")
    refused_client(client_class, api_key=f"{PREFIXES[vendor]}_test_{SECRET}", base_url=key + SECRET)


# --- Regions --------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["test", "live"])
def test_every_region_of_klarna_has_an_address(mode: str, word: str) -> None:
    client_class: Client = kco.Klarna if mode == "sync" else kco.AsyncKlarna
    urls = {
        region: closed(client_class(api_key=f"klarna_{word}_x", region=region)).base_url
        for region in ("eu", "na", "oc")
    }
    assert len(set(urls.values())) == 3
    assert closed(client_class(api_key=f"klarna_{word}_x")).base_url == urls["eu"]


@pytest.mark.parametrize("region", ["", "EU", "us", SECRET, 1, None])
@pytest.mark.parametrize("environment", [None, "sandbox"])
def test_an_unknown_region_is_refused(mode: str, region: Any, environment: str | None) -> None:
    client_class: Client = kco.Klarna if mode == "sync" else kco.AsyncKlarna
    assert "region" in refused_client(
        client_class, api_key="klarna_test_x", region=region, environment=environment
    )


def test_kustom_has_no_regions(mode: str) -> None:
    client_class: Client = kco.Kustom if mode == "sync" else kco.AsyncKustom
    with pytest.raises(TypeError, match="region"):
        client_class(api_key="kco_test_x", region="eu")


# --- base_url -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "base_url"),
    [
        ("https://api.example.com", "https://api.example.com"),
        ("https://api.example.com/", "https://api.example.com"),
        ("https://api.example.com:8443/proxy/", "https://api.example.com:8443/proxy"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://localhost", "http://localhost"),
        ("http://LOCALHOST:1", "http://LOCALHOST:1"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("https://[2001:db8::1]", "https://[2001:db8::1]"),
    ],
)
def test_base_url_replaces_the_address(client_class: Client, prefix: str, url: str, base_url: str) -> None:
    client = closed(client_class(api_key=f"{prefix}_test_x", base_url=url))
    assert client.base_url == base_url
    assert client.environment == "playground"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "api.example.com",
        "//api.example.com",
        "ftp://api.example.com",
        "https://",
        "https:///x",
        "https://api.example.com?",
        "https://api.example.com#",
        "https://api.example.com/?a=b",
        "https://api.example.com/#a",
        "https://api.example.com:port",
        f"https://api.example.com:{SECRET}",
        f"https://[{SECRET}",
        "https://api.example.com:99999",
        "https://[::1",
        "https://api.exa\nmple.com",
        "https://api.example.com/ ",
        " https://api.example.com",
        "https://exämple.com",
        "http://api.example.com",
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
        "http://127.0.0.1@example.com",
        "http://127.0.0.1\\.example.com",
        "http://example.com#@127.0.0.1",
        "http://0.0.0.0",
        "http://192.168.0.1",
        f"https://{SECRET}@api.example.com",
        f"https://user:{SECRET}@api.example.com",
        "https://@api.example.com",
        b"https://api.example.com",
        1,
    ],
)
def test_an_address_that_is_none_or_not_safe_is_refused(client_class: Client, prefix: str, url: Any) -> None:
    assert "base_url" in refused_client(client_class, api_key=f"{prefix}_test_x", base_url=url)


def test_the_sandbox_has_no_address(client_class: Client) -> None:
    assert "base_url" in refused_client(
        client_class, environment="sandbox", base_url="https://api.example.com"
    )


# --- User names -----------------------------------------------------------------------------------


def sent_authorization(vendor: str, mode: str, **options: Any) -> str | None:
    desk = Desk(vendor, mode, **options)
    desk.call("orders.acknowledge", "o")
    return Headers(desk.script.requests[0].headers).get("Authorization")


def test_without_a_user_name_the_key_is_sent_as_it_stands(vendor: str, mode: str, prefix: str) -> None:
    assert sent_authorization(vendor, mode, api_key=f"{prefix}_test_x") == f"Basic {prefix}_test_x"


def test_with_a_user_name_both_are_sent_base64_encoded(vendor: str, mode: str) -> None:
    # base64 of "N1:made-up"
    assert sent_authorization(vendor, mode, api_key="made-up", username="N1") == "Basic TjE6bWFkZS11cA=="


@pytest.mark.parametrize("username", ["", "a:b", ":", " ", "a b", "a\n", "ü", 1, b"N1"])
def test_a_user_name_that_cannot_be_one_is_refused(client_class: Client, prefix: str, username: Any) -> None:
    for environment in (None, "sandbox"):
        message = refused_client(
            client_class, api_key=f"{prefix}_test_x", username=username, environment=environment
        )
        assert message.startswith("username ")
