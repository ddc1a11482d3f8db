"""A fault in process and the same thing on a real socket: the shop is told the same, but for the host."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs
import kco
import pytest
from kco.sandbox import Sandbox

from tests.delivery.server import Line, ScriptedServer, break_off, silence

from .shops import Style, capture, read

READ = kco.Timeouts(read=0.2, total=20)
TOTAL = kco.Timeouts(read=20, total=0.2)

CASES: dict[str, tuple[Callable[[Sandbox], None], Line, kco.Timeouts]] = {
    "drop_request": (lambda s: s.drop_request(operation="orders.get"), break_off(b""), READ),
    "truncate": (
        lambda s: s.truncate(operation="orders.get"),
        break_off(b"HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{"),
        READ,
    ),
    "slow, read": (lambda s: s.slow(60, operation="orders.get"), silence, READ),
    "slow, total": (lambda s: s.slow(60, operation="orders.get"), silence, TOTAL),
}


@attrs.frozen
class OnASocket:
    """Makes clients as a sandbox does, but of a server at an address."""

    url: str

    def client(self, **options: Any) -> Any:
        return kco.Kustom(api_key="kco_test_api_0", base_url=self.url, **options)

    def async_client(self, **options: Any) -> Any:
        return kco.AsyncKustom(api_key="kco_test_api_0", base_url=self.url, **options)


def told(error: kco.KcoError, url: str) -> tuple[Any, ...]:
    host = url.partition("://")[2]
    assert f" {host}: " in str(error)
    return type(error), str(error).replace(host, "HOST"), error.outcome, error.operation, error.attempts


@pytest.mark.parametrize("case", CASES)
def test_the_client_says_the_same(style: Style, case: str) -> None:
    strike, line, timeout = CASES[case]
    sandbox = Sandbox("kustom")
    sandbox.add_order(order_id="o")
    strike(sandbox)
    simulated = style.failure(sandbox, read("o"), retries=0, timeout=timeout)

    with ScriptedServer([line]) as server:
        url = server.url
        real = style.failure(OnASocket(server.url), read("o"), retries=0, timeout=timeout)

    assert told(simulated, sandbox.client().base_url) == told(real, url)


def test_a_lost_answer_to_a_capture_too(style: Style) -> None:
    sandbox = Sandbox("kustom")
    sandbox.add_order(order_id="o")
    sandbox.lose_response()
    act = capture("o", idempotency_key="k")
    simulated = style.failure(sandbox, act, retries=0)

    with ScriptedServer([break_off(b"")]) as server:
        url = server.url
        real = style.failure(OnASocket(server.url), act, retries=0)

    assert told(simulated, sandbox.client().base_url) == told(real, url)
