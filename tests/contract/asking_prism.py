"""The same request twice: through a client, and as plain HTTP."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from operator import attrgetter
from typing import Any

from .answering import ORDER_OF_EXAMPLES
from .bodies import changes
from .calling import argument
from .descriptions import Described
from .prism import Heard, Prism
from .samples import fullest_sample, smallest_sample

__all__ = ["ORDER", "as_json", "bodies_of", "call", "headers_of", "heard_by_anyone", "issues"]


def identifier(parameter: str) -> str:
    """Return what stands for a path parameter."""
    if parameter == "order_id":
        return ORDER_OF_EXAMPLES
    return str(uuid.uuid5(uuid.NAMESPACE_OID, parameter))


ORDER = ORDER_OF_EXAMPLES


def headers_of(operation: Described) -> dict[str, str]:
    """Return the keywords of all headers that may be passed."""
    key = {} if operation.key_header is None else {"idempotency_key": str(uuid.uuid4())}
    return {argument(name): "text-1" for name in operation.headers} | key


def bodies_of(operation: Described) -> list[dict[str, Any]]:
    """Return the smallest and the fullest body that an operation takes; an empty one where it takes none."""
    if operation.body is None:
        return [{}]
    made = [sample(operation.vendor, operation.body) for sample in (smallest_sample, fullest_sample)]
    # A change of nothing is none.
    return [body for body in made if operation.method != "PATCH" or changes(body)]


def call(client: Any, operation: Described, status: int, **arguments: Any) -> Any:
    """Call an operation and ask Prism for the answer of a status; return the whole response."""
    resource, _, method = operation.name.partition(".")
    send = attrgetter(f"{resource}.with_response.{method}")(client)
    path = map(identifier, operation.path_parameters)
    return send(*path, headers={"Prefer": f"code={status}"}, **arguments)


def heard_by_anyone(prism: Prism, operation: Described, status: int, body: Mapping[str, Any]) -> Heard:
    """Return what Prism answers to the same request, made without our client."""
    path = operation.path.format(**{name: identifier(name) for name in operation.path_parameters})
    headers = {"Authorization": "Basic c2hvcDprZXk=", "Prefer": f"code={status}"}
    if operation.body is None:
        return prism.ask(operation.method, path, headers)
    content = json.dumps(body).encode()
    return prism.ask(operation.method, path, {**headers, "Content-Type": "application/json"}, content)


def as_json(data: Any) -> Any:
    """Return the JSON that was read as models."""
    return [model.to_dict() for model in data] if isinstance(data, tuple) else data.to_dict()


def issues(data: Any) -> list[Any]:
    """Return everything that the client found wrong with an answer."""
    models = data if isinstance(data, tuple) else (data,)
    return [issue for model in models for issue in model.decode_issues]
