"""Asks a service one question through the client, and says in one value what came of it."""

from __future__ import annotations

import json
from typing import Any

import attrs
import kco

from .complaints import complaints, documented_code
from .probes import Probe

__all__ = ["Finding", "Reply", "ask", "compare"]


@attrs.frozen(kw_only=True)
class Reply:
    """What a service answered.

    Args:
        status: the status, ``None`` where no answer could be read.
        code: the vendor's error code, where the answer has one.
        complaints: where the answer is not as described.
        failure: why there is no answer, else empty.
    """

    status: int | None = None
    code: str | None = None
    complaints: tuple[str, ...] = ()
    failure: str = ""

    def __str__(self) -> str:
        return self.failure or " ".join(str(part) for part in (self.status, self.code) if part)


@attrs.frozen(kw_only=True)
class Finding:
    """What the description, the sandbox and the service say to one request.

    Args:
        probe: the request.
        documented: status and code as the description has them; empty where it does not have them.
        sandbox: what the sandbox answered.
        service: what the service answered.
        disagreements: in words, empty where all three say the same.
    """

    probe: Probe
    documented: str
    sandbox: Reply
    service: Reply
    disagreements: tuple[str, ...]


def ask(client: Any, probe: Probe) -> Reply:
    """Send a request and read the answer."""
    resource, method = probe.operation.name.split(".")
    send = getattr(getattr(client, resource).with_response, method)
    try:
        response = send(*probe.path.values(), **probe.arguments)
    except kco.ResponseError as error:
        return _reply(probe, error.status_code, error.headers, _parsed(error.content), error.error_code)
    except kco.DecodeError as error:
        return Reply(status=error.status_code, complaints=("the body cannot be read",))
    except kco.KcoError as error:
        return Reply(failure=f"{type(error).__name__}, {error.outcome}")
    return _reply(probe, response.status_code, response.headers, _as_json(response.data), None)


def compare(probe: Probe, *, sandbox: Reply, service: Reply) -> Finding:
    """Return what the three say to a request."""
    disagreements = [f"description: {complaint}" for complaint in service.complaints]
    if (sandbox.status, sandbox.code) != (service.status, service.code):
        disagreements.append(f"sandbox: answers {sandbox}")
        # A code in an example is one of several, so alone it is not worth a word.
        said = None if service.status is None else documented_code(probe.operation, service.status)
        if said and said != service.code:
            disagreements.append(f"description: the example with status {service.status} has code {said}")
    disagreements += (f"sandbox against description: {complaint}" for complaint in sandbox.complaints)
    return Finding(
        probe=probe,
        documented=_documented(probe),
        sandbox=sandbox,
        service=service,
        disagreements=tuple(disagreements),
    )


def _documented(probe: Probe) -> str:
    if str(probe.status) not in probe.operation.responses:
        return ""
    return f"{probe.status} {documented_code(probe.operation, probe.status) or ''}".strip()


def _reply(probe: Probe, status: int, headers: kco.Headers, body: Any, code: str | None) -> Reply:
    media_type = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    found = complaints(probe.operation, status=status, media_type=media_type, body=body)
    return Reply(status=status, code=code, complaints=tuple(found))


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(content) if content else None
    except ValueError:
        return content


def _as_json(data: Any) -> Any:
    if isinstance(data, tuple):
        return [model.to_dict() for model in data]
    # What a creating operation returns was read from headers.
    return data.to_dict() if hasattr(data, "to_dict") else None
