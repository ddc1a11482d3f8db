"""What openapi-core, which knows nothing of our generator, says of a request or an answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from attrs import define, field
from jsonschema_path import SchemaPath
from openapi_core.datatypes import RequestParameters
from openapi_core.validation.request.validators import V30RequestValidator
from openapi_core.validation.response.validators import V30ResponseValidator
from werkzeug.datastructures import Headers, ImmutableMultiDict

from .descriptions import description
from .wire import Received

__all__ = ["answer_problems", "request_problems"]


@define
class _Request:
    """A request as openapi-core asks for it."""

    host_url: str
    path: str
    method: str
    body: bytes | None
    content_type: str
    parameters: RequestParameters = field(factory=RequestParameters)


@define
class _Answer:
    """An answer as openapi-core asks for it."""

    status_code: int
    headers: Headers
    data: bytes | None
    content_type: str


@cache
def _validators(vendor: str) -> tuple[V30RequestValidator, V30ResponseValidator, str]:
    document = description(vendor)
    path = SchemaPath.from_dict(document)
    return V30RequestValidator(path), V30ResponseValidator(path), document["servers"][0]["url"]


def _request(vendor: str, received: Received) -> _Request:
    path, _, query = received.target.partition("?")
    assert not query, "the description knows no query parameters"
    _, _, host = _validators(vendor)
    return _Request(
        # Requests are made to loopback, and mean the server of the description.
        host_url=host,
        path=path,
        method=received.method.lower(),
        body=received.body or None,
        content_type=received.header("Content-Type") or "",
        parameters=RequestParameters(
            header=Headers(list(received.headers)), query=ImmutableMultiDict(), cookie=ImmutableMultiDict()
        ),
    )


def request_problems(vendor: str, received: Received) -> list[str]:
    """Return what is wrong with a request: method, path, parameters, security and body."""
    validator, _, _ = _validators(vendor)
    return [_told(error) for error in validator.iter_errors(_request(vendor, received))]


def answer_problems(
    vendor: str,
    received: Received,
    status: int,
    headers: Mapping[str, str] | Iterable[tuple[str, str]],
    content: bytes,
) -> list[str]:
    """Return what is wrong with an answer to a request: its status, its headers and its body."""
    _, validator, _ = _validators(vendor)
    sent = Headers(list(headers.items() if isinstance(headers, Mapping) else headers))
    answer = _Answer(status, sent, content or None, sent.get("Content-Type", ""))
    return [_told(error) for error in validator.iter_errors(_request(vendor, received), answer)]


def _told(error: BaseException) -> str:
    causes = []
    cause: BaseException | None = error
    while cause is not None:
        details = [f"{list(d.absolute_path)}: {d.message}" for d in getattr(cause, "schema_errors", ())]
        causes.append("; ".join(details) or f"{type(cause).__name__}: {cause}")
        cause = cause.__cause__
    return " <- ".join(causes)
