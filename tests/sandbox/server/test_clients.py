"""The real client against the real server: what works in process works over HTTP."""

from __future__ import annotations

from typing import Any

import kco
import pytest
from kco.sandbox import Sandbox
from kco.sandbox.server import Server, new_sandbox

AnyClient = kco.Kustom | kco.Klarna


def placed(sandbox: Sandbox, **fields: Any) -> str:
    order_id = sandbox.add_order(**fields).order_id
    assert order_id is not None
    return order_id


def test_an_order_goes_through_its_life(sandbox: Sandbox, client: AnyClient, url: str) -> None:
    order_id = placed(sandbox, order_amount=10_000)
    order = client.orders.get(order_id)
    client.orders.acknowledge(order_id)
    client.orders.update_merchant_references(order_id, merchant_reference1="W-1")
    capture = client.captures.create(order_id, captured_amount=6_000, order_lines=order.order_lines)
    assert capture.capture_id is not None
    client.captures.add_shipping_info(order_id, capture.capture_id, shipping_info=[{"tracking_number": "1"}])
    client.orders.release_remaining_authorization(order_id)
    refund = client.refunds.create(order_id, refunded_amount=6_000)
    assert refund.refund_id is not None

    assert capture.location == f"{url}/ordermanagement/v1/orders/{order_id}/captures/{capture.capture_id}"
    assert client.captures.get(order_id, capture.capture_id).captured_amount == 6_000
    assert client.refunds.get(order_id, refund.refund_id).refunded_amount == 6_000
    shown, truth = client.orders.get(order_id), sandbox.order(order_id)
    assert shown.to_dict() == truth.to_dict()
    refunded = {"kustom": "CLOSED", "klarna": "CAPTURED"}[sandbox.vendor]
    assert (truth.status, truth.merchant_reference1) == (refunded, "W-1")


async def read_asynchronously(options: dict[str, Any], vendor: str, order_id: str) -> int | None:
    vendor_client: Any = {"kustom": kco.AsyncKustom, "klarna": kco.AsyncKlarna}[vendor]
    async with vendor_client(**options) as client:
        order = await client.orders.get(order_id)
        amount: int | None = order.order_amount
        return amount


@pytest.mark.anyio
async def test_the_asynchronous_client_reads_it_too(
    sandbox: Sandbox, options: dict[str, Any], vendor: str
) -> None:
    assert await read_asynchronously(options, vendor, placed(sandbox, order_amount=77)) == 77


def test_a_refusal_has_the_vendors_code_and_changes_nothing(sandbox: Sandbox, client: AnyClient) -> None:
    order_id = placed(sandbox, order_amount=100)
    with pytest.raises(kco.CaptureNotAllowedError) as caught:
        client.captures.create(order_id, captured_amount=101)
    assert caught.value.outcome == "rejected"
    assert sandbox.order(order_id).captured_amount == 0


@pytest.mark.parametrize("username", [None, "PK12345_0123456789ab"])
def test_both_forms_of_credentials_are_accepted(
    sandbox: Sandbox, options: dict[str, Any], vendor: str, username: str | None
) -> None:
    vendor_client: Any = {"kustom": kco.Kustom, "klarna": kco.Klarna}[vendor]
    with vendor_client(**options, username=username) as client:
        assert client.orders.get(placed(sandbox)).status == "AUTHORIZED"


def test_another_key_is_not_accepted(options: dict[str, Any], vendor: str) -> None:
    vendor_client: Any = {"kustom": kco.Kustom, "klarna": kco.Klarna}[vendor]
    wrong = options | {"api_key": f"{options['api_key']}x"}
    with vendor_client(**wrong) as client, pytest.raises(kco.UnauthorizedError):
        client.orders.get("x")


def test_a_body_that_breaks_the_description_is_refused_as_the_vendor_does(
    sandbox: Sandbox, client: AnyClient
) -> None:
    line: Any = {"name": 5}
    refusals: dict[str, tuple[type[kco.ResponseError], str]] = {
        "kustom": (kco.BadRequestError, "INVALID_REQUEST_PARAMETERS"),
        "klarna": (kco.UnprocessableError, "UNPROCESSABLE_ENTITY"),
    }
    kind, code = refusals[sandbox.vendor]
    with pytest.raises(kind) as caught:
        client.captures.create(placed(sandbox), captured_amount=-1, order_lines=[line], validate=False)
    assert (caught.value.error_code, caught.value.outcome) == (code, "rejected")
    assert "order_lines[0].unit_price: is required" in str(caught.value)
    assert "order_lines[0].name: expected the type string" in str(caught.value)


def test_a_repeated_key_gets_the_first_answer(sandbox: Sandbox, client: AnyClient) -> None:
    order_id = placed(sandbox, order_amount=100)
    first = client.captures.create(order_id, captured_amount=40, idempotency_key="parcel-1")
    again = client.captures.create(order_id, captured_amount=40, idempotency_key="parcel-1")
    assert first.capture_id == again.capture_id
    assert len(sandbox.journal.captures) == 1


def test_an_order_that_has_expired_is_shown_so(sandbox: Sandbox, client: AnyClient) -> None:
    order_id = placed(sandbox)
    sandbox.advance(days=29)
    assert client.orders.get(order_id).status == "EXPIRED"


def test_ids_are_taken_whole_whatever_is_in_them(sandbox: Sandbox, client: AnyClient) -> None:
    for order_id in ("a/b", "ä ö", "100%", "a?b#c", "%2F", "+"):
        placed(sandbox, order_id=order_id)
        assert client.orders.get(order_id).order_id == order_id


# --- Order lines that do not fit ------------------------------------------------------------------


def test_lines_that_do_not_fit_are_warnings_in_the_journal(
    sandbox: Sandbox, client: AnyClient, order_id: str
) -> None:
    odd = [{"name": "Tee", "quantity": 1, "unit_price": 5, "total_amount": 4}]
    client.captures.create(order_id, captured_amount=4, order_lines=odd)  # type: ignore[arg-type]
    assert sandbox.journal.requests[-1].warnings == (
        "order_lines[0]: the order has no such line",
        "order_lines[0].total_amount: is 4, and its other numbers make it 5",
    )


def test_a_strict_server_refuses_them(vendor: Any, options: dict[str, Any]) -> None:
    strict = new_sandbox(vendor, strict_lines=True)
    order = strict.add_order()
    vendor_client: Any = {"kustom": kco.Kustom, "klarna": kco.Klarna}[vendor]
    with Server(strict) as server, vendor_client(**{**options, "base_url": server.url}) as client:
        with pytest.raises(kco.BadRequestError) as caught:
            client.captures.create(order.order_id, captured_amount=9_999, order_lines=order.order_lines)
        assert (caught.value.status_code, caught.value.error_code) == (400, "BAD_VALUE")
        assert "Bad value: captured_amount" in str(caught.value)
        client.captures.create(order.order_id, captured_amount=10_000, order_lines=order.order_lines)
