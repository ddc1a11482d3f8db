"""Measures what the design budgets: `make bench`. Figures are medians; nothing here passes or fails.

Each comparison alternates the two sides, so that a machine whose speed drifts does so for both.
"""

from __future__ import annotations

import json
import multiprocessing
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import httpx
import kco
from rich import box
from rich.console import Console
from rich.table import Table

ROUNDS = 30
ORDER = "f3392f8b-6116-4073-ab96-e330819e2c07"
BODY = {
    "captured_amount": 100,
    "reference": "parcel-1",
    "order_lines": [{"name": "Tee", "quantity": 1, "unit_price": 100, "total_amount": 100}],
}


CREATED = (
    b"HTTP/1.1 201 Created\r\nCapture-Id: c-1\r\nLocation: https://api.example/captures/c-1\r\n"
    b"Content-Length: 0\r\n\r\n"
)


def serve(listening: socket.socket, answer: bytes) -> None:
    """Give every request on every connection the same answer, one connection at a time."""
    while True:
        connection, _ = listening.accept()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        received = b""
        while piece := connection.recv(65536):
            received += piece
            head, end, body = received.partition(b"\r\n\r\n")
            length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0] or 0)
            if end and len(body) >= length:
                received = b""
                connection.sendall(answer)


def seconds(work: Callable[[], object], times: int) -> float:
    """Return the seconds that one run of `work` takes, over `times` runs."""
    started = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - started) / times


def paired(one: Callable[[], object], other: Callable[[], object], times: int) -> tuple[float, float, float]:
    """Return the medians of both and the median of their ratios."""
    pairs = [(seconds(one, times), seconds(other, times)) for _ in range(ROUNDS)]
    return (
        statistics.median(a for a, _ in pairs),
        statistics.median(b for _, b in pairs),
        statistics.median(a / b for a, b in pairs),
    )


def interpreter(code: str) -> Callable[[], object]:
    """Return what runs `code` in a new interpreter."""
    return lambda: subprocess.run([sys.executable, "-c", code], check=True)


def measure_calls(
    answer: bytes,
    ours: Callable[[kco.Kustom], object],
    bare: Callable[[httpx.Client, str], object],
) -> tuple[float, float, float]:
    """Compare a call with what httpx alone does for the same bytes, on a warm connection each."""
    one, other = socket.create_server(("127.0.0.1", 0)), socket.create_server(("127.0.0.1", 0))
    servers = [multiprocessing.Process(target=serve, args=(s, answer), daemon=True) for s in (one, other)]
    for server in servers:
        server.start()
    url, bare_url = (f"http://127.0.0.1:{each.getsockname()[1]}" for each in (one, other))
    with kco.Kustom(api_key="kco_test_api_0", base_url=url) as client, httpx.Client() as plain:
        figures = paired(
            lambda: ours(client), lambda: bare(plain, f"{bare_url}/ordermanagement/v1/orders/{ORDER}"), 100
        )
    for server in servers:
        server.terminate()
    return figures


def measure_capture() -> tuple[float, float, float]:
    """Compare a capture with a post."""
    headers = {"Authorization": "Basic x", "Klarna-Idempotency-Key": "k"}
    return measure_calls(
        CREATED,
        lambda client: client.captures.create(ORDER, **BODY),  # type: ignore[call-overload]
        lambda plain, url: plain.post(f"{url}/captures", json=BODY, headers=headers),
    )


def measure_read(text: str) -> tuple[float, float, float]:
    """Compare reading an order, with all that is made of it, with getting and parsing its JSON."""
    body = text.encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return measure_calls(
        head.encode() + body,
        lambda client: client.orders.get(ORDER),
        lambda plain, url: plain.get(url, headers={"Authorization": "Basic x"}).json(),
    )


def large_order() -> dict[str, Any]:
    """Return an order of about 24 kB as JSON data."""
    with kco.Kustom(environment="sandbox") as client:
        order = client.sandbox.add_order(order_amount=10_000).to_dict()
    line = order["order_lines"][0] | {
        "product_identifiers": {"brand": "Intel", "size": "4", "color": "Denim blue"}
    }
    order["order_lines"] = [line | {"reference": f"sku-{number}"} for number in range(70)]
    return order


def main() -> None:
    """Print one row for each budget."""
    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("what", "kco", "compared with", "ratio", "budget"):
        table.add_column(heading, justify="left" if heading in ("what", "budget") else "right")

    def row(what: str, figures: tuple[float, float, float], other: str, budget: str) -> None:
        table.add_row(
            what,
            f"{figures[0] * 1e6:,.0f} µs",
            f"{other} {figures[1] * 1e6:,.0f} µs",
            f"{figures[2]:.2f}",
            budget,
        )

    console = Console()
    with console.status("import"):
        importing = paired(
            interpreter("import kco; kco.Kustom(api_key='kco_test_api_0')"), interpreter("import httpx"), 1
        )
        row("import and make a client", importing, "import httpx", "1.10")
    with console.status("call"):
        data = large_order()
        text = json.dumps(data)
        row("a capture over loopback", measure_capture(), "httpx.Client.post", "0.90")
        row(
            f"an order of {len(text) // 1000} kB over loopback",
            measure_read(text),
            "httpx.Client.get",
            "1.05",
        )
    with console.status("decode"):
        decoding = paired(lambda: kco.kustom.Order.from_dict(data), lambda: json.loads(text), 100)
        row(f"decode an order of {len(text) // 1000} kB", decoding, "json.loads", "")
    with console.status("check lines"):
        line = kco.order_line(name="Tee", quantity=3, unit_price=3333, tax_rate=1900, reference="tee")
        lines = [dict(line) for _ in range(10_000)]
        checking = paired(lambda: kco.check_order_lines(lines), lambda: json.dumps(lines), 1)
        row("check 10,000 order lines", checking, "json.dumps", "50 ms")
    console.print(table)


if __name__ == "__main__":
    main()
