"""Proxies from the environment, and what they do to certainty."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Mapping

import attrs
import httpcore
import httpx
import pytest
from kco.runtime.errors import ConfigurationError
from kco.runtime.timeouts import Timeouts
from kco.runtime.transport import TransportError
from kco.runtime.transport.http1 import Origin
from kco.runtime.transport.proxies import Proxy, find_proxy

from .carriers import PATIENT, Carrier, a_request
from .servers import Conversation, Script, Server, answering, over_tls

PROXY = "http://proxy.example.com:3128"


def chosen(url: str, **settings: str) -> Proxy | None:
    return find_proxy(Origin.parse(url), settings)


def chosen_by_httpx(url: str, settings: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> bool:
    """Return whether httpx would use a proxy, asked without sending anything."""
    for name, value in settings.items():
        monkeypatch.setenv(f"{name.upper()}_PROXY", value)
    used = []

    def note(self: httpx.HTTPTransport, request: httpx.Request) -> httpx.Response:
        used.append(isinstance(self._pool, httpcore.HTTPProxy))
        return httpx.Response(200)

    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", note)
    with httpx.Client(verify=False) as client:
        client.get(url)
    return used[0]


BYPASSES = [
    ("https://api.example.com", "", True),
    ("https://api.example.com", "*", False),
    ("https://api.example.com", "other.com, *", False),
    ("https://api.example.com", "example.com", False),
    ("https://example.com", "example.com", False),
    ("https://notexample.com", "example.com", True),
    ("https://api.example.com", ".example.com", False),
    ("https://example.com", ".example.com", True),
    ("https://api.example.com", "other.com, example.com", False),
    ("https://api.example.com:8443", "example.com:8443", False),
    ("https://api.example.com:8443", "example.com:9443", True),
    ("https://api.example.com:8443", "example.com", False),
    ("https://api.example.com", "https://api.example.com", False),
    ("https://api.example.com", "http://api.example.com", True),
    ("https://api.example.com", "all://api.example.com", False),
    ("https://api.example.com", "https://example.com", True),
    ("http://localhost:8000", "localhost", False),
    ("http://my.localhost:8000", "localhost", True),
    ("http://127.0.0.1:8000", "127.0.0.1", False),
    ("http://127.0.0.2:8000", "127.0.0.1", True),
    ("http://[::1]:8000", "::1", False),
    ("http://[::2]:8000", "::1", True),
]


@pytest.mark.parametrize(("url", "exceptions", "through"), BYPASSES)
def test_no_proxy_means_what_it_means_to_httpx(
    url: str, exceptions: str, through: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = {"all": PROXY, "no": exceptions}
    assert (chosen(url, **settings) is not None) == through
    assert chosen_by_httpx(url, settings, monkeypatch) == through


@pytest.mark.parametrize(
    ("url", "exceptions", "through"),
    [
        ("http://192.168.1.5", "192.168.0.0/16", False),
        ("http://192.169.1.5", "192.168.0.0/16", True),
        ("http://[fd00::5]", "fd00::/8", False),
        ("https://api.example.com:443", "example.com:443", False),
        ("https://api.example.com", "*.example.com", False),
    ],
)
def test_no_proxy_takes_networks_default_ports_and_stars(url: str, exceptions: str, through: bool) -> None:
    assert (chosen(url, all=PROXY, no=exceptions) is not None) == through


def test_the_schemes_own_proxy_wins() -> None:
    everything = chosen("https://example.com", all="http://any", http="http://plain", https="http://tls:1")
    assert everything == Proxy("http", "tls", 1)
    assert chosen("http://example.com", all="http://any", https="http://tls:1") == Proxy("http", "any", 80)
    assert chosen("https://example.com", http="http://plain") is None


@pytest.mark.parametrize(
    ("address", "proxy"),
    [
        ("proxy:3128", Proxy("http", "proxy", 3128)),
        ("https://proxy", Proxy("https", "proxy", 443)),
        ("socks5h://proxy", Proxy("socks5h", "proxy", 1080)),
        ("http://me%40x:p%2Fw@proxy/", Proxy("http", "proxy", 80, ("me@x", "p/w"))),
    ],
)
def test_addresses_of_proxies_are_read(address: str, proxy: Proxy) -> None:
    found = chosen("https://example.com", https=address)
    assert found == proxy
    assert "p/w" not in repr(found)


@pytest.mark.parametrize("address", ["ftp://me:password@proxy", "http://me:password@proxy:x", "http://"])
def test_an_address_that_is_no_proxy_is_refused_without_quoting_it(address: str) -> None:
    with pytest.raises(ConfigurationError, match="HTTPS_PROXY") as caught:
        chosen("https://example.com", https=address)
    assert "password" not in str(caught.value)


def test_socks_without_its_package_is_refused(carrier: Carrier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "socks5://127.0.0.1:1")
    monkeypatch.setattr("kco.runtime.transport.proxies.find_spec", lambda name: None)
    with pytest.raises(ConfigurationError, match=r"httpx\[socks\]"):
        carrier.send(a_request("https://localhost"))


def tunnel(conversation: Conversation) -> None:
    """Answer CONNECT, then play the server behind the proxy."""
    conversation.answer(b"HTTP/1.1 200 Connection established\r\n\r\n")
    over_tls(answering())(conversation)


@pytest.mark.usefixtures("trusting")
def test_https_goes_through_a_tunnel(
    carrier: Carrier, serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = serve(tunnel)
    monkeypatch.setenv("HTTPS_PROXY", f"http://me:p%40ss@127.0.0.1:{proxy.port}")
    for _ in range(2):
        assert (
            carrier.send(a_request("https://localhost", headers={"Authorization": "Basic key"})).content
            == b"{}"
        )
    assert proxy.accepted == 1
    connect, first, second = proxy.requests
    assert connect.startswith(b"CONNECT localhost:443 HTTP/1.1\r\n")
    assert b"Proxy-Authorization: Basic bWU6cEBzcw==" in connect
    assert b"Basic key" not in connect
    assert first == second
    assert first.startswith(b"POST /orders/1/captures HTTP/1.1\r\nHost: localhost\r\n")
    assert b"Proxy" not in first


def test_plain_http_goes_through_the_proxy_whole(
    carrier: Carrier, serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = serve(answering())
    monkeypatch.setenv("http_proxy", proxy.url)
    assert carrier.send(a_request("http://localhost:1")).content == b"{}"
    assert proxy.requests[0].startswith(b"POST http://localhost:1/orders/1/captures HTTP/1.1\r\n")


def test_no_proxy_leads_around_the_proxy(
    carrier: Carrier, serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    server, proxy = serve(answering()), serve(answering())
    monkeypatch.setenv("ALL_PROXY", proxy.url)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    carrier.send(a_request(server.url))
    assert (server.accepted, proxy.accepted) == (1, 0)


@pytest.mark.usefixtures("trusting")
def test_a_proxy_may_itself_be_reached_over_tls(
    carrier: Carrier, serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(over_tls(answering()), scheme="https")

    def relay(conversation: Conversation) -> None:
        conversation.answer(b"HTTP/1.1 200 OK\r\n\r\n")
        with socket.create_connection(("127.0.0.1", server.port)) as onward:
            back = threading.Thread(target=pump, args=(onward, conversation.socket))
            back.start()
            pump(conversation.socket, onward)
            back.join()

    proxy = serve(over_tls(relay))
    monkeypatch.setenv("HTTPS_PROXY", f"https://localhost:{proxy.port}")
    for _ in range(2):
        assert carrier.send(a_request(f"https://localhost:{server.port}")).content == b"{}"
    assert (server.accepted, proxy.accepted) == (1, 1)


@pytest.mark.usefixtures("trusting")
def test_the_total_holds_against_drips_within_tls_within_tls(
    carrier: Carrier, serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pieces of one record come in time, each by itself; the record does not."""
    heard = threading.Event()

    def script(conversation: Conversation) -> None:
        conversation.hear()
        heard.set()
        conversation.say(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n" + bytes(9999))
        conversation.stay_silent()

    server = serve(over_tls(script), scheme="https")

    def relay(conversation: Conversation) -> None:
        conversation.answer(b"HTTP/1.1 200 OK\r\n\r\n")
        with socket.create_connection(("127.0.0.1", server.port)) as onward:
            back = threading.Thread(target=pump, args=(conversation.socket, onward))
            back.start()
            while not heard.is_set() and (data := onward.recv(100)):
                conversation.say(data)
            conversation.drip(onward.recv(65536))
            onward.shutdown(socket.SHUT_RDWR)
            back.join()

    proxy = serve(over_tls(relay))
    monkeypatch.setenv("HTTPS_PROXY", f"https://localhost:{proxy.port}")
    with pytest.raises(TransportError, match="the time for the whole call is over") as caught:
        carrier.send(a_request(f"https://localhost:{server.port}"), Timeouts(total=1))
    assert caught.value.deadline_exceeded
    assert caught.value.sent


def pump(source: socket.socket, target: socket.socket) -> None:
    """Copy bytes until the source ends."""
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)


def after_hearing(data: bytes, then: Callable[[Conversation], None]) -> Script:
    """Return a script that answers CONNECT with this and goes on."""

    def script(conversation: Conversation) -> None:
        conversation.answer(data)
        then(conversation)

    return script


def speak_plainly(conversation: Conversation) -> None:
    conversation.wait_for_bytes()
    conversation.say(b"HTTP/1.1 400 Bad Request\r\n\r\n")


OPENED = b"HTTP/1.1 200 OK\r\n\r\n"
REFUSALS: Mapping[str, tuple[Script, str]] = {
    "credentials wanted": (
        answering(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"),
        "the proxy refused to connect: status 407",
    ),
    "unreachable": (
        answering(b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"),
        "the proxy refused to connect: status 503",
    ),
    "closed": (lambda conversation: conversation.answer(b""), "the proxy gave no valid answer"),
    "not HTTP": (answering(b"SSH-2.0\r\n\r\n"), "the proxy gave no valid answer"),
    "reset": (
        after_hearing(b"", Conversation.reset),
        "the connection broke while it was being opened: Connection reset by peer",
    ),
    "no TLS behind it": (
        after_hearing(OPENED, speak_plainly),
        "the TLS handshake failed: wrong version number",
    ),
    "not trusted behind it": (
        after_hearing(OPENED, over_tls(answering())),
        "the server's certificate was refused: unable to get local issuer certificate",
    ),
}
SILENCES: Mapping[str, Script] = {
    "silent": Conversation.stay_silent,
    "half an answer": after_hearing(b"HTTP/1.1 2", Conversation.stay_silent),
    "silent behind it": after_hearing(OPENED, Conversation.stay_silent),
}


@pytest.mark.parametrize(("script", "words"), REFUSALS.values(), ids=REFUSALS.keys())
def test_a_proxy_that_opens_no_tunnel_means_not_sent(
    carrying: Callable[..., Carrier],
    serve: Callable[..., Server],
    monkeypatch: pytest.MonkeyPatch,
    script: Script,
    words: str,
) -> None:
    proxy = serve(script)
    monkeypatch.setenv("HTTPS_PROXY", f"http://me:password@127.0.0.1:{proxy.port}")
    carrier = carrying(max_connections=1)
    for _ in range(2):
        with pytest.raises(TransportError) as caught:
            carrier.send(a_request("https://localhost"))
        assert not caught.value.sent
        assert not caught.value.deadline_exceeded
        assert str(caught.value) == f"localhost through proxy 127.0.0.1:{proxy.port}: {words}"


@pytest.mark.parametrize("script", SILENCES.values(), ids=SILENCES.keys())
def test_a_proxy_that_is_silent_means_not_sent(
    carrying: Callable[..., Carrier],
    serve: Callable[..., Server],
    monkeypatch: pytest.MonkeyPatch,
    script: Script,
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", serve(script).url)
    carrier = carrying(max_connections=1)
    for _ in range(2):
        with pytest.raises(TransportError) as caught:
            carrier.send(a_request("https://localhost"), attrs.evolve(PATIENT, connect=0.1))
        assert not caught.value.sent
        assert not caught.value.deadline_exceeded
        assert str(caught.value).endswith(": no connection could be opened within 0.1 s")


@pytest.mark.usefixtures("trusting")
def test_an_answer_lost_behind_a_tunnel_means_sent(
    carrier: Carrier, serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(conversation: Conversation) -> None:
        conversation.answer(b"HTTP/1.1 200 OK\r\n\r\n")
        conversation.start_tls()
        conversation.hear()

    monkeypatch.setenv("HTTPS_PROXY", serve(lose).url)
    with pytest.raises(TransportError) as caught:
        carrier.send(a_request("https://localhost"))
    assert caught.value.sent
    assert str(caught.value).endswith(": the connection ended before the answer was complete")
