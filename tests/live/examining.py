"""Puts every question to a service and to the sandbox, and compares what they say."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import kco
from kco.sandbox import Sandbox

from .access import Access, Refusal
from .asking import Finding, Reply, ask, compare
from .probes import WRONG_KEY, Probe, identifiers_in, reads, refusals

__all__ = ["examine"]

Ask = Callable[[Probe], Reply]


def examine(access: Access) -> Iterator[Finding]:
    """Yield what description, sandbox and service say to each request.

    Raises:
        Refusal: the service cannot be reached, or takes the key for nobody's.
    """
    vendor = access.vendor.name
    nothing = str(uuid.uuid4())
    wrong_key = f"{access.vendor.key_prefix}_{WRONG_KEY}"
    sandbox = Sandbox(vendor)  # type: ignore[arg-type]
    order: Any = _order_with_everything(sandbox)
    with (
        access.client() as client,
        access.client(api_key=wrong_key) as stranger,
        sandbox.client() as twin,
        sandbox.client(api_key=wrong_key) as strange_twin,
    ):
        identifiers = _greet(access, client, nothing)
        questions = [*refusals(vendor, nothing), *reads(vendor, identifiers, nothing)]
        twins = {str(probe): probe for probe in reads(vendor, identifiers_in(order.to_dict()), nothing)}
        for probe in questions:
            twin_probe = twins.get(str(probe), probe)
            yield compare(
                probe,
                sandbox=ask(strange_twin if probe.with_wrong_key else twin, twin_probe),
                service=ask(stranger if probe.with_wrong_key else client, probe),
            )


def _greet(access: Access, client: Any, nothing: str) -> dict[str, str]:
    """Make sure that somebody is there who knows the key; return the ids of what may be read."""
    variable = access.vendor.variable("API_KEY")
    try:
        order = client.orders.get(access.order_id or nothing)
    except kco.UnauthorizedError:
        raise Refusal(
            f"{client.base_url} takes {variable} for nobody's (401); nothing else was asked"
        ) from None
    except (kco.NotSentError, kco.OutcomeUnknownError, kco.DeadlineExceededError) as error:
        raise Refusal(f"{client.base_url} cannot be reached: {error.message}") from None
    except kco.KcoError as error:
        if access.order_id:
            variable = access.vendor.variable("ORDER_ID")
            raise Refusal(f"the order of {variable} cannot be read: {error.message}") from None
        return {}
    return {**identifiers_in(order.to_dict()), "order_id": access.order_id or nothing}


def _order_with_everything(sandbox: Sandbox) -> Any:
    return sandbox.add_order(order_amount=10_000, captured_amount=10_000, refunded_amount=4_000)
