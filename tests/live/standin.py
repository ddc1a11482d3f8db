"""Plays "the real service" on loopback: the sandbox behind HTTP, with answers of its own where told.

The playgrounds cannot be asked by these tests; what the program makes of their answers can be tested.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from kco.runtime.messages import Answer, Request
from kco.sandbox import Sandbox

__all__ = ["StandIn"]


class StandIn:
    """A service that answers as the sandbox does, except where it was told otherwise.

    Args:
        sandbox: who answers.
        api_key: the one key that opens it.

    Attributes:
        otherwise: answers by the end of the path, or by method and the end of the path.
        requests: method and path of everything that arrived.
    """

    def __init__(self, sandbox: Sandbox, *, api_key: str) -> None:
        self.sandbox = sandbox
        self.otherwise: dict[str, Answer] = {}
        self.requests: list[str] = []
        self._api_key = api_key
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    @property
    def url(self) -> str:
        """The address."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def answer(self, method: str, path: str, headers: Mapping[str, str], content: bytes) -> Answer:
        """Answer a request."""
        self.requests.append(f"{method} {path}")
        line = f"{method} {path}"
        for end, answer in self.otherwise.items():
            if line.endswith(end):
                return answer
        given = headers.get("Authorization", "")
        # The sandbox has one key of its own, and the service has another.
        known = f"Basic {self.sandbox.api_key if given == f'Basic {self._api_key}' else 'nobody'}"
        pairs = [(name, value) for name, value in headers.items() if name.lower() != "authorization"]
        return self.sandbox.handle(
            Request(method, f"{self.url}{path}", (*pairs, ("Authorization", known)), content or None)
        )

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # Without this the last bytes of an answer wait for the client's acknowledgement.
            disable_nagle_algorithm = True

            def handle_any(self) -> None:
                content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                answer = service.answer(self.command, self.path, dict(self.headers.items()), content)
                self.send_response(answer.status_code)
                for name, value in answer.headers.items():
                    if name.lower() != "content-length":
                        self.send_header(name, value)
                if answer.status_code != 204:
                    self.send_header("Content-Length", str(len(answer.content)))
                self.end_headers()
                self.wfile.write(answer.content)

            do_GET = do_POST = do_PATCH = handle_any  # noqa: N815  the names that the base class calls

            def log_message(self, format: str, *arguments: Any) -> None:
                """Say nothing."""

        return Handler
