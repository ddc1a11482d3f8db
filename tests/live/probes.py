"""What is asked: reads of one order, and requests that any service has to refuse.

All of it is enumerated from the patched description, so that a new operation is asked too. Nothing here
can change an order: what writes names an order that does not exist.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from tests.contract.descriptions import Described, operations
from tests.contract.samples import fullest_sample, smallest_sample

__all__ = ["WRONG_KEY", "Probe", "identifiers_in", "reads", "refusals"]

WRONG_KEY = "test_api_nobody-has-this-key"
"""What follows the vendor's prefix in a key that belongs to nobody."""


@attrs.frozen(kw_only=True)
class Probe:
    """One request.

    Args:
        about: what is special about it, for people.
        operation: what is asked.
        status: the status to expect of a service that works as the sandbox was told to.
        path: what stands for each path parameter.
        arguments: the keywords of the method.
        with_wrong_key: whether it is sent with credentials that are nobody's.
    """

    about: str
    operation: Described
    status: int
    path: Mapping[str, str]
    arguments: Mapping[str, Any] = attrs.field(factory=dict)
    with_wrong_key: bool = False

    def __str__(self) -> str:
        return f"{self.operation.name}, {self.about}"


def refusals(vendor: str, nothing: str) -> Iterator[Probe]:
    """Yield the requests that have to be refused.

    Args:
        vendor: whose service is asked.
        nothing: an id that no order, capture or refund has.
    """
    table = operations(vendor)
    read, write = table["orders.get"], table["captures.create"]
    order = {"order_id": nothing}
    amount = {"captured_amount": 100}
    yield Probe(about="wrong key", operation=read, status=401, path=order, with_wrong_key=True)
    yield Probe(
        about="wrong key", operation=write, status=401, path=order, arguments=amount, with_wrong_key=True
    )
    for operation in table.values():
        path = dict.fromkeys(operation.path_parameters, nothing)
        body = _smallest_body(operation)
        yield Probe(about="unknown order", operation=operation, status=404, path=path, arguments=body)
    yield Probe(about="malformed id", operation=read, status=404, path={"order_id": "no-such-form"})
    yield Probe(about="id with a slash", operation=read, status=404, path={"order_id": "no/such order"})
    for about, wrong in (("amount is text", "a lot"), ("amount below 0", -1)):
        arguments = {"captured_amount": wrong, "validate": False}
        yield Probe(about=about, operation=write, status=400, path=order, arguments=arguments)
    if "415" in write.responses:
        text = {**amount, "headers": {"Content-Type": "text/plain"}}
        yield Probe(about="body called text", operation=write, status=415, path=order, arguments=text)


def reads(vendor: str, identifiers: Mapping[str, str], nothing: str) -> Iterator[Probe]:
    """Yield the reads of one order and of what it holds.

    Args:
        vendor: whose service is asked.
        identifiers: the order's id, and those of a capture and a refund where it has one, by the names
            of the path parameters.
        nothing: an id that no order, capture or refund has.
    """
    for operation in operations(vendor).values():
        if operation.method != "GET":
            continue
        names = operation.path_parameters
        inner = names[-1]
        known = {name: identifiers[name] for name in names if name in identifiers}
        if len(known) == len(names):
            yield Probe(about="an order of yours", operation=operation, status=200, path=known)
        if len(names) > 1 and known.keys() >= set(names[:-1]):
            path = {name: nothing if name == inner else known[name] for name in names}
            about = f"unknown {inner.removesuffix('_id')}"
            yield Probe(about=about, operation=operation, status=404, path=path)


def identifiers_in(order: Mapping[str, Any]) -> dict[str, str]:
    """Return the ids of an order, of its first capture and of its first refund, as far as it has them."""
    found = {"order_id": order.get("order_id")}
    for kind in ("capture", "refund"):
        first: Mapping[str, Any] = next(iter(order.get(f"{kind}s") or ()), {})
        found[f"{kind}_id"] = first.get(f"{kind}_id")
    return {name: value for name, value in found.items() if isinstance(value, str) and value}


def _smallest_body(operation: Described) -> dict[str, Any]:
    """Return a body with what is required, or with everything where nothing is."""
    if operation.body is None:
        return {}
    body: dict[str, Any] = smallest_sample(operation.vendor, operation.body)
    return body or dict(fullest_sample(operation.vendor, operation.body))
