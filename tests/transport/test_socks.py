"""SOCKS proxies, where the package for them is installed."""

from __future__ import annotations

from collections.abc import Callable

import attrs
import pytest
from kco.runtime.transport import TransportError

from .carriers import PATIENT, Carrier, a_request
from .servers import Conversation, Script, Server, answering, over_tls

pytest.importorskip("socksio")

# Replies of RFC 1928: no authentication needed; connected; connection refused.
WELCOME, CONNECTED, REFUSED = b"\x05\x00", b"\x05\x00\x00\x01" + bytes(6), b"\x05\x05\x00\x01" + bytes(6)


def socks(reply: bytes, then: Script) -> Script:
    """Return a script that greets, gives this reply to the wish for a connection, and goes on."""

    def script(conversation: Conversation) -> None:
        conversation.socket.recv(100)
        conversation.say(WELCOME)
        conversation.socket.recv(100)
        conversation.say(reply)
        then(conversation)

    return script


@pytest.mark.usefixtures("trusting")
@pytest.mark.parametrize("scheme", ["socks5", "socks5h"])
def test_https_goes_through_socks(
    carrier: Carrier, serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    proxy = serve(socks(CONNECTED, over_tls(answering())))
    monkeypatch.setenv("ALL_PROXY", f"{scheme}://127.0.0.1:{proxy.port}")
    for _ in range(2):
        assert carrier.send(a_request("https://localhost")).content == b"{}"
    assert proxy.accepted == 1


@pytest.mark.parametrize(
    "script",
    [
        Conversation.stay_silent,
        Conversation.wait_for_bytes,
        lambda conversation: conversation.say(b"HTTP/1.1 400 Bad Request\r\n\r\n"),
        socks(REFUSED, Conversation.stay_silent),
        socks(b"", Conversation.stay_silent),
    ],
    ids=["silent", "closed", "not SOCKS", "refused", "silent later"],
)
def test_a_socks_proxy_that_opens_nothing_means_not_sent(
    carrier: Carrier, serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch, script: Script
) -> None:
    monkeypatch.setenv("ALL_PROXY", f"socks5://127.0.0.1:{serve(script).port}")
    with pytest.raises(TransportError) as caught:
        carrier.send(a_request("https://localhost"), attrs.evolve(PATIENT, connect=0.1))
    assert not caught.value.sent
