"""``python -m kco.sandbox`` as a process: what it prints, what it refuses, and how it ends."""

from __future__ import annotations

import re
import shlex
import signal
import socket
import subprocess
import sys

import kco
import pytest

from .programs import OUTPUT, Program, run, running
from .wire import Connection, exchange

JSON = "Content-Type: application/json"
KEYS = {"kustom": "kco_test_api_sandbox", "klarna": "klarna_test_api_sandbox"}


def order_of(program: Program) -> str:
    """Return the id of the order that it begins with."""
    order_id: str = exchange(program.url, "GET", "/sandbox/orders").json["orders"][0]["order_id"]
    return order_id


class TestStarting:
    @pytest.mark.parametrize("vendor", ["kustom", "klarna"])
    def test_it_prints_its_address_for_clients_and_browsers_and_a_line_for_curl_that_works(
        self, vendor: str
    ) -> None:
        with running("--vendor", vendor) as program:
            assert program.announced == (
                f"{vendor} sandbox at {program.url}, control endpoints at {program.url}/sandbox"
            )
            opened = program.next_line()
            assert opened == f"open {program.url}/ in a browser to see its orders and requests"
            assert exchange(program.url, "GET", "/").headers["content-type"].startswith("text/html")
            line = shlex.split(program.next_line())
            assert line[:3] == ["curl", "-H", f"Authorization: Basic {KEYS[vendor]}"]
            target = line[3].removeprefix(program.url)
            assert exchange(program.url, "GET", target, line[2]).json["status"] == "AUTHORIZED"

    def test_kustom_at_port_4010_and_one_order_are_the_defaults(self) -> None:
        options = " ".join(run("--help").stdout.split())
        assert "(default: 4010)" in options
        with running() as program:
            assert program.announced.startswith("kustom sandbox at http://127.0.0.1:")
            assert len(exchange(program.url, "GET", "/sandbox/orders").json["orders"]) == 1

    def test_it_can_begin_with_as_many_orders_as_wanted(self) -> None:
        with running("--orders", "25") as program:
            assert len(exchange(program.url, "GET", "/sandbox/orders").json["orders"]) == 25
        with running("--orders", "0") as program:
            assert exchange(program.url, "GET", "/sandbox/orders").json == {"orders": []}
            _, errors = program.stop()
            assert "curl" not in errors

    def test_a_client_runs_against_it(self) -> None:
        with running() as program:
            options = {"api_key": KEYS["kustom"], "base_url": program.url, "environment": "playground"}
            with kco.Kustom(**options) as client:  # type: ignore[arg-type]
                order_id = order_of(program)
                capture = client.captures.create(order_id, captured_amount=10_000)
                assert capture.capture_id is not None
                assert client.captures.get(order_id, capture.capture_id).captured_amount == 10_000

    def test_it_refuses_lines_that_do_not_fit_if_it_is_told_to(self) -> None:
        for arguments, status in (((), 201), (("--strict-lines",), 400)):
            with running(*arguments) as program:
                body = (
                    b'{"captured_amount": 4, "order_lines": [{"name": "Test article", "reference": "TEST-1", '
                    b'"quantity": 1, "unit_price": 5, "total_amount": 5}]}'
                )
                target = f"/ordermanagement/v1/orders/{order_of(program)}/captures"
                said = f"Authorization: Basic {KEYS['kustom']}"
                answer = exchange(program.url, "POST", target, said, JSON, body=body)
                assert answer.status == status
                if status == 400:
                    assert answer.json["error_messages"] == ["Bad value: captured_amount"]

    def test_it_listens_at_this_machine_only(self) -> None:
        with running() as program:
            port = int(program.url.rpartition(":")[2])
            with socket.socket() as other:
                # What is listened at nowhere else is free there.
                other.bind(("127.0.0.2", port))
            assert "warning" not in program.stop()[1]

    def test_it_warns_when_it_listens_at_all_addresses(self) -> None:
        with running("--host", "0.0.0.0") as program:
            assert program.url.startswith("http://127.0.0.1:")
            assert exchange(program.url, "GET", "/sandbox").status == 200
            _, errors = program.stop()
            assert errors.startswith("warning: listening at 0.0.0.0: anyone who reaches this machine")

    @pytest.mark.skipif(not socket.has_ipv6, reason="there is no IPv6 here")
    def test_it_listens_at_an_ipv6_address(self) -> None:
        with running("--host", "::1") as program:
            assert re.fullmatch(r"http://\[::1\]:\d+", program.url)
            assert exchange(program.url, "GET", "/sandbox").status == 200

    def test_a_further_name_can_be_allowed(self) -> None:
        with running("--allow-host", "Tests.Example") as program, Connection(program.url) as connection:
            for host, status in (("tests.example:4010", 200), ("other.example", 403)):
                connection.host = host
                connection.request("GET", "/sandbox")
                assert connection.response().status == status


class TestStopping:
    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
    def test_a_signal_ends_it_cleanly(self, number: signal.Signals) -> None:
        with running() as program:
            assert program.stop(number) == (0, "")

    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
    def test_open_connections_do_not_hold_it_up(self, number: signal.Signals) -> None:
        with (
            running("--quiet") as program,
            Connection(program.url) as idle,
            Connection(program.url) as silent,
        ):
            idle.request("GET", "/sandbox")
            assert idle.response().status == 200
            silent.send(b"GET /sandbox HTTP/1.1\r\n")
            assert program.stop(number) == (0, "")
            assert idle.rest() == b""

    def test_a_request_that_is_never_finished_does_not_hold_it_up(self) -> None:
        with running() as program, Connection(program.url) as connection:
            connection.request("POST", "/sandbox/orders", JSON, "Content-Length: 100", "Expect: 100-continue")
            assert connection.response().status == 100
            code, errors = program.stop()
            assert code == 0
            assert re.fullmatch(r"\S+ POST /sandbox/orders gave up \d+ ms\n", errors)
            assert connection.rest() == b""

    def test_a_slow_answer_does_not_hold_it_up(self) -> None:
        with running("--quiet") as program, Connection(program.url) as slow:
            fault = b'{"fault": "slow", "seconds": 3600}'
            assert exchange(program.url, "POST", "/sandbox/faults", JSON, body=fault).status == 201
            target = f"/ordermanagement/v1/orders/{order_of(program)}/acknowledge"
            slow.request("POST", target, f"Authorization: Basic {KEYS['kustom']}")
            while not exchange(program.url, "GET", "/sandbox/journal").json["requests"]:
                pass
            assert program.stop() == (0, "")
            assert slow.rest() == b""

    def test_its_port_is_free_again_at_once(self) -> None:
        with running() as program:
            with Connection(program.url) as connection:
                connection.request("GET", "/sandbox")
                connection.response()
                program.stop()
            port = program.url.rpartition(":")[2]
            with running("--port", port) as again:
                assert again.url == program.url


class TestRefusing:
    def test_a_port_in_use_is_told_in_one_line(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            ran = run("--port", str(port))
        assert ran.returncode == 1
        assert ran.stdout == ""
        assert ran.stderr == f"kco.sandbox: cannot listen at 127.0.0.1, port {port}: Address already in use\n"

    @pytest.mark.parametrize("host", ["192.0.2.1", "no such name", "a" * 100, ""])
    def test_an_address_of_another_machine_is_told_in_one_line(self, host: str) -> None:
        ran = run("--host", host, "--port", "0")
        assert ran.returncode == 1
        assert ran.stderr.startswith(f"kco.sandbox: cannot listen at {host}, port 0: ")
        assert ran.stderr.count("\n") == 1

    @pytest.mark.parametrize(
        "arguments",
        [
            ("--port", "65536"),
            ("--port", "-1"),
            ("--port", "x"),
            ("--port", "٤٠١٠"),
            ("--port", "9" * 5000),
            ("--orders", "-1"),
            ("--orders", "1000000"),
            ("--vendor", "paypal"),
            ("--nothing",),
            ("kustom",),
        ],
        ids=lambda arguments: " ".join(arguments)[:30],
    )
    def test_a_wrong_command_line_is_told(self, arguments: tuple[str, ...]) -> None:
        ran = run(*arguments)
        assert ran.returncode == 2
        assert ran.stdout == ""
        *usage, message = ran.stderr.splitlines()
        assert usage[0].startswith("usage: python -m kco.sandbox")
        assert message.startswith("python -m kco.sandbox: error: ")

    @pytest.mark.parametrize("missing", ["uvicorn", "jsonschema", "referencing"])
    def test_without_the_extra_it_says_how_to_get_it(self, missing: str) -> None:
        program = (
            f"import sys; sys.modules[{missing!r}] = None\n"
            "from kco.sandbox.__main__ import main\n"
            "sys.exit(main(['--port', '0']))"
        )
        ran = subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONPATH": str(OUTPUT)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (ran.returncode, ran.stdout) == (2, "")
        assert ran.stderr == (
            f"kco.sandbox: {missing} is not installed; the server needs: pip install 'kco[sandbox]'\n"
        )


class TestLog:
    def test_each_request_is_one_line_on_standard_error(self) -> None:
        with running() as program:
            order_id = order_of(program)
            target = f"/ordermanagement/v1/orders/{order_id}"
            key = f"Authorization: Basic {KEYS['kustom']}"
            exchange(program.url, "GET", f"{target}?name=Exempelsson", key)
            exchange(program.url, "POST", "/sandbox/faults", JSON, body=b'{"fault": "drop_request"}')
            with pytest.raises(EOFError):
                exchange(program.url, "POST", f"{target}/acknowledge", key)
            code, errors = program.stop()
        assert code == 0
        lines = [re.sub(r"\d+ ms$", "N ms", line.partition(" ")[2]) for line in errors.splitlines()]
        assert lines == [
            "GET /sandbox/orders 200 N ms",
            f"GET {target} 200 N ms",
            "POST /sandbox/faults 201 N ms",
            f"POST {target}/acknowledge closed without an answer N ms",
        ]

    def test_it_names_neither_credentials_nor_people(self) -> None:
        with running() as program:
            target = f"/ordermanagement/v1/orders/{order_of(program)}/customer-details"
            key = f"Authorization: Basic {KEYS['kustom']}"
            body = b'{"shipping_address": {"family_name": "Exempelsson", "city": 5}}'
            assert exchange(program.url, "PATCH", target, key, JSON, body=body).status == 400
            _, errors = program.stop()
        assert "customer-details 400" in errors
        assert "Exempel" not in errors
        assert KEYS["kustom"] not in errors

    def test_nobody_else_writes_its_lines(self) -> None:
        with running() as program:
            with Connection(program.url) as connection:
                connection.send(b"GET /\x1b[31m%0aforged HTTP/1.1\r\nHost: x\r\n\r\n")
                connection.head()
            exchange(program.url, "GET", "/a%0d%0ab\\x")
            _, errors = program.stop()
        assert "\x1b" not in errors
        assert "GET /a%0d%0ab" in errors

    def test_it_can_be_silent(self) -> None:
        with running("--quiet") as program:
            exchange(program.url, "GET", "/sandbox")
            with Connection(program.url) as connection:
                connection.send(b"nonsense\r\n\r\n")
                connection.head()
            assert program.stop() == (0, "")
