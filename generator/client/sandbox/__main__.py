"""``python -m kco.sandbox``: the sandbox as an HTTP server, for curl, for a browser, and for tests in other languages.

    $ python -m kco.sandbox --port 4010 --vendor kustom

It needs the extra ``kco[sandbox]``, and says so when that is missing. The address goes to standard
output, one line for each request to standard error.
"""

from __future__ import annotations

import argparse
import ipaddress
import logging
import shlex
import signal
import sys
import threading
from collections.abc import Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final, NoReturn

if TYPE_CHECKING:
    from .sandbox import Sandbox
    from .server import Server

__all__ = ["main"]

_EXTRA: Final = ("jsonschema", "referencing", "uvicorn")
_MOST_ORDERS: Final = 100_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the server until SIGTERM or Ctrl-C.

    Args:
        arguments: the command line, that of the process if not given.

    Returns:
        The exit code: 0 after a stop, 1 if the port cannot be had.

    Raises:
        SystemExit: with 2, the command line is wrong or the extra is not installed.
    """
    # Before anything that takes time, since a signal may come at any moment.
    stopping = _note_signals()
    options = _parser().parse_args(arguments)
    if missing := [name for name in _EXTRA if find_spec(name) is None]:
        said = f"{', '.join(missing)} {'is' if len(missing) == 1 else 'are'} not installed"
        _fail(f"{said}; the server needs: pip install 'kco[sandbox]'", code=2)
    from .server import Server, new_sandbox

    sandbox = new_sandbox(options.vendor, strict_lines=options.strict_lines)
    for _ in range(options.orders):
        sandbox.add_order()
    try:
        server = Server(sandbox, host=options.host, port=options.port, allowed_hosts=options.allow_host)
    except (OSError, UnicodeError) as error:  # a name may be too long to be one
        _fail(f"cannot listen at {options.host}, port {options.port}: {_reason(error)}", code=1)
    _log_to_standard_error(quiet=options.quiet)
    with server:
        _announce(server, sandbox)
        # With an end to each wait, because Windows delivers signals only in between.
        while not stopping.wait(timeout=0.5):
            pass
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m kco.sandbox",
        description="Serve an Order Management sandbox over HTTP: no account, nothing leaves this machine.",
        epilog="A browser shows the orders and requests at /. GET /sandbox lists the control endpoints, for "
        "tests in other languages.",
        allow_abbrev=False,
    )
    parser.add_argument("--vendor", choices=("kustom", "klarna"), default="kustom", help="whose rules apply")
    parser.add_argument("--port", type=_port, default=4010, help="0 for any that is free (default: 4010)")
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        help="where to listen (default: 127.0.0.1, this machine only; 0.0.0.0 is the whole network)",
    )
    parser.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="a further name by which the control endpoints may be called; may be repeated",
    )
    parser.add_argument(
        "--orders",
        type=_number_of_orders,
        default=1,
        metavar="N",
        help="how many orders to begin with (default: 1)",
    )
    parser.add_argument(
        "--strict-lines",
        action="store_true",
        help="refuse order lines that do not add up or that the order never had (default: the journal warns)",
    )
    parser.add_argument("--quiet", action="store_true", help="do not log requests")
    return parser


def _port(text: str) -> int:
    return _whole(text, most=65_535)


def _number_of_orders(text: str) -> int:
    return _whole(text, most=_MOST_ORDERS)


def _whole(text: str, *, most: int) -> int:
    if not text.isascii() or not text.isdigit() or int(text[:9]) > most:
        raise argparse.ArgumentTypeError(f"expected a whole number from 0 to {most}, got {text!r}")
    return int(text)


def _note_signals() -> threading.Event:
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    return stopping


def _log_to_standard_error(*, quiet: bool) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%H:%M:%S"))
    levels = {"kco.sandbox": logging.INFO, "uvicorn.error": logging.WARNING}
    for name, level in levels.items():
        logger = logging.getLogger(name)
        logger.addHandler(handler)
        # Failures of the server are logged even if it is quiet.
        logger.setLevel(logging.ERROR if quiet else level)
        logger.propagate = False


def _announce(server: Server, sandbox: Sandbox) -> None:
    if not _is_loopback(server.host):
        print(
            f"warning: listening at {server.host}: anyone who reaches this machine can use the sandbox",
            file=sys.stderr,
        )
    print(f"{sandbox.vendor} sandbox at {server.url}, control endpoints at {server.url}/sandbox")
    print(f"open {server.url}/ in a browser to see its orders and requests")
    if sandbox.orders:
        address = f"{server.url}/ordermanagement/v1/orders/{sandbox.orders[0]}"
        print(f"curl -H {shlex.quote(f'Authorization: Basic {sandbox.api_key}')} {address}")
    sys.stdout.flush()


def _reason(error: OSError | UnicodeError) -> str:
    said = getattr(error, "strerror", None) or str(error)
    # Python repeats the address.
    return said.partition(" (while")[0]


def _is_loopback(host: str) -> bool:
    return ipaddress.ip_address(host.partition("%")[0]).is_loopback


def _fail(message: str, *, code: int) -> NoReturn:
    print(f"kco.sandbox: {message}", file=sys.stderr)
    sys.exit(code)


if __name__ == "__main__":
    sys.exit(main())
