# Copied from generator/client/sandbox/server/page.py by "make generate"; change that, not this.
"""The page at ``/``: the sandbox's orders, requests and faults for a person with a browser.

The page is four files beside this module, and shows what ``GET /sandbox/overview`` says. It has no more
rights than any other caller of the control endpoints, whose guards it passes as a page of this server.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from importlib import resources
from types import MappingProxyType
from typing import Final

from ...runtime.messages import Answer, Headers
from .control import ROOT, foreign_caller

__all__ = ["WebPage"]

# By path: the file, and its media type.
_FILES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "/": ("page.html", "text/html; charset=utf-8"),
        f"{ROOT}/page.css": ("page.css", "text/css; charset=utf-8"),
        f"{ROOT}/page.js": ("page.js", "text/javascript; charset=utf-8"),
        f"{ROOT}/page.svg": ("page.svg", "image/svg+xml"),
    }
)

# Nothing but its own files, no markup made of text, and no other page around it:
# https://developer.mozilla.org/docs/Web/HTTP/Guides/CSP
_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "connect-src 'self'",
        "img-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
_HEADERS: Final = (
    ("Content-Security-Policy", _POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Referrer-Policy", "no-referrer"),
    # The files of two versions do not go together.
    ("Cache-Control", "no-store"),
)


class WebPage:
    """Answers a browser with the page and the files it consists of.

    Args:
        allowed_hosts: see `foreign_caller`.
    """

    def __init__(self, *, allowed_hosts: Collection[str] = ()) -> None:
        self._allowed_hosts = frozenset(name.lower() for name in allowed_hosts)
        folder = resources.files(__name__.rpartition(".")[0])
        self._files = {
            path: (media_type, folder.joinpath(name).read_bytes())
            for path, (name, media_type) in _FILES.items()
        }

    def serves(self, method: str, path: str, headers: Headers) -> bool:
        """Tell whether a request asks for the page or one of its files.

        Args:
            method: the method in capitals.
            path: the path as it was sent.
            headers: the request's headers.
        """
        # A client of the API identifies itself, and gets the vendor's answer.
        is_client = path == "/" and "Authorization" in headers
        return method in ("GET", "HEAD") and path in self._files and not is_client

    def handle(self, path: str, headers: Headers) -> Answer:
        """Answer a request that `serves` knows.

        Args:
            path: the path as it was sent.
            headers: the request's headers.
        """
        reason = foreign_caller(headers, allowed_hosts=self._allowed_hosts)
        if reason is not None:
            pairs = [("Content-Type", "text/plain; charset=utf-8"), *_HEADERS]
            return Answer(403, Headers(pairs), f"{reason}\n".encode())
        media_type, content = self._files[path]
        return Answer(200, Headers([("Content-Type", media_type), *_HEADERS]), content)
