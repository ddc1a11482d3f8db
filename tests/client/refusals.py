"""Calls and clients that are refused, and the orders and lines that tests start from."""

from __future__ import annotations

import traceback
from typing import Any

import kco
import pytest

from .scripted import Desk, answer

__all__ = ["LINE", "ORDER", "SECRET", "closed", "notes", "read", "refusal", "refused_client", "violations"]

SECRET = "S3cr3tS3cr3t"
"""What stands in keys, and may stand nowhere else."""

LINE: dict[str, Any] = {"name": "Tee", "quantity": 1, "unit_price": 100, "total_amount": 100}
ORDER: dict[str, Any] = {
    "order_id": "o-1",
    "status": "AUTHORIZED",
    "order_amount": 100,
    "original_order_amount": 100,
    "captured_amount": 0,
    "refunded_amount": 0,
    "remaining_authorized_amount": 100,
    "purchase_country": "SE",
    "purchase_currency": "SEK",
    "order_lines": [LINE],
    "captures": [],
    "refunds": [],
}
"""All that the server always sends, and nothing else."""


def read(vendor: str, model: str, source: dict[str, Any]) -> Any:
    """Read a model of a vendor."""
    return getattr(getattr(kco, vendor), model).from_dict(source)


def notes(model: Any) -> list[tuple[str, str, str]]:
    """The decode issues of a model, as plain values."""
    return [(issue.path, issue.expected, issue.found) for issue in model.decode_issues]


def violations(desk: Desk, name: str, *path: str, **arguments: Any) -> dict[str, str]:
    """What is wrong with a call, by path; nothing has been sent."""
    before = len(desk.script.requests)
    with pytest.raises(kco.InvalidInputError) as caught:
        desk.call(name, *path, **arguments)
    assert len(desk.script.requests) == before
    found = {violation.path: violation.message for violation in caught.value.violations}
    assert len(found) == len(caught.value.violations)
    return found


def refusal(desk: Desk, status: int, body: Any = b"", headers: dict[str, str] | None = None) -> Any:
    """What a call raises when it is answered so."""
    desk.answers(answer(status, body, headers))
    with pytest.raises(kco.ResponseError) as caught:
        desk.call("captures.create", "o", captured_amount=1, idempotency_key="key-1")
    desk.script.requests.clear()
    return caught.value


def refused_client(client_class: Any, **options: Any) -> str:
    """Why a client cannot be made; the secret appears nowhere in it."""
    with pytest.raises(kco.ConfigurationError) as caught:
        client_class(**options)
    error = caught.value
    assert error.outcome == "not_sent"
    shown = "".join(traceback.format_exception(error)) + repr(error) + str(error.to_dict())
    assert SECRET not in shown
    return str(error)


def closed(client: Any) -> Any:
    """Close a client and return it."""
    Desk.wait(client.close())
    return client
