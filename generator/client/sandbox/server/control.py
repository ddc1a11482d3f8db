"""Answers requests to the control endpoints: who may ask, for what, and with which body.

They stand under one path, which is none of the API's, take and give JSON, and ask for no credentials;
`origins` keeps web pages away from them. `endpoints` is the list of them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection
from typing import Any, Final, NoReturn
from urllib.parse import unquote

from ...runtime.messages import Answer, Headers
from ..decisions import SIZE_LIMIT
from ..embedded import Sandbox
from .endpoints import ENDPOINTS, ROOT, Endpoint, Mistake, Outcome
from .origins import foreign_caller

__all__ = ["Control"]

_LONGEST_MESSAGE: Final = 500


class Control:
    """Answers the control endpoints of one sandbox.

    Args:
        sandbox: what is controlled.
        allowed_hosts: see `foreign_caller`.
    """

    def __init__(self, sandbox: Sandbox, *, allowed_hosts: Collection[str] = ()) -> None:
        self._sandbox = sandbox
        self._allowed_hosts = frozenset(name.lower() for name in allowed_hosts)

    def serves(self, path: str) -> bool:
        """Tell whether a path is one of the control endpoints', or would be."""
        return path == ROOT or path.startswith(f"{ROOT}/")

    def handle(self, method: str, path: str, headers: Headers, content: bytes | None) -> Answer:
        """Answer a request.

        Args:
            method: the method in capitals.
            path: the path as it was sent.
            headers: the request's headers.
            content: the body, ``None`` if it is too large.
        """
        try:
            reason = foreign_caller(headers, allowed_hosts=self._allowed_hosts)
            if reason is not None:
                raise Mistake(403, reason)
            endpoint, identifier = _find(method, path)
            data = _read(headers, content) if method == "POST" else {}
            return _answer(endpoint.carry_out(self._sandbox, data, identifier))
        except Mistake as mistake:
            message = " ".join(str(mistake).split())[:_LONGEST_MESSAGE]
            return _answer(Outcome(mistake.status_code, {"error": message}, mistake.headers))


def _find(method: str, path: str) -> tuple[Endpoint, str]:
    steps = path.removesuffix("/").split("/")
    there = [endpoint for endpoint in ENDPOINTS if _fits(endpoint.path.split("/"), steps)]
    if not there:
        raise Mistake(404, f"there is nothing at this path; GET {ROOT} lists what there is")
    for endpoint in there:
        if endpoint.method == method:
            return endpoint, unquote(steps[-1])
    allowed = ", ".join(endpoint.method for endpoint in there)
    raise Mistake(405, f"expected one of the methods {allowed}", ("Allow", allowed))


def _fits(described: list[str], given: list[str]) -> bool:
    return len(described) == len(given) and all(
        step == wanted or (wanted.startswith("{") and step)
        for step, wanted in zip(given, described, strict=True)
    )


def _read(headers: Headers, content: bytes | None) -> dict[str, Any]:
    if content is None:
        raise Mistake(413, f"the body is larger than {SIZE_LIMIT} bytes")
    media_type = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        # Web pages can send all others without asking.
        raise Mistake(415, "Content-Type: expected application/json")
    try:
        data = json.loads(content, parse_float=_finite, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise Mistake(400, "the body is not JSON") from None
    if not isinstance(data, dict):
        raise Mistake(400, "the body is not an object")
    return data


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _refuse(text)


def _refuse(text: str) -> NoReturn:
    raise ValueError(f"{text} is not JSON")


def _answer(outcome: Outcome) -> Answer:
    content = json.dumps(outcome.body, allow_nan=False).encode("ascii") + b"\n"
    pairs = [("Content-Type", "application/json"), *outcome.headers]
    return Answer(outcome.status_code, Headers(pairs), content)
