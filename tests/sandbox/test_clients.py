"""The real clients in front of the sandbox: what they send is taken, what they get is read."""

from __future__ import annotations

from typing import Any

import anyio
import kco
import pytest
from kco.sandbox import Sandbox

from .calling import line


def test_a_client_of_the_sandbox_is_the_client_of_the_vendor(sandbox: Sandbox, vendor: str) -> None:
    with sandbox.client() as client:
        assert isinstance(client, {"kustom": kco.Kustom, "klarna": kco.Klarna}[vendor])
        assert client.environment == "sandbox"
        assert client.sandbox is sandbox


def test_a_shop_lives_through_an_order(sandbox: Sandbox) -> None:
    order_id = sandbox.add_order(order_amount=10_000).order_id
    client: Any = sandbox.client()
    with client:
        client.orders.acknowledge(order_id)
        client.orders.update_merchant_references(order_id, merchant_reference1="shop-1")
        client.orders.update_customer_details(order_id, shipping_address={"city": "Elsewhere"})
        lines = [line("a", 6_000), line("b", 3_000)]
        client.orders.update_authorization(order_id, order_amount=9_000, order_lines=lines)
        client.orders.extend_authorization_time(order_id)
        order = client.orders.get(order_id)
        created = client.captures.create(
            order_id, captured_amount=6_000, order_lines=order.order_lines[:1], reference="parcel-1"
        )
        client.captures.add_shipping_info(
            order_id, created.capture_id, shipping_info=[{"shipping_company": "DHL"}]
        )
        assert client.captures.get(order_id, created.capture_id).reference == "parcel-1"
        assert [capture.capture_id for capture in client.captures.list(order_id)] == [created.capture_id]
        refund = client.refunds.create(order_id, refunded_amount=1_000, order_lines=[line("a", 1_000)])
        assert client.refunds.get(order_id, refund.refund_id).refunded_amount == 1_000
        client.orders.release_remaining_authorization(order_id)
        client.orders.add_shipping_info(order_id, shipping_info=[{"shipping_method": "Home"}])
        sandbox.advance(minutes=5)
        order = client.orders.get(order_id)
    assert order.decode_issues == created.decode_issues == refund.decode_issues == ()
    assert order.status == "CAPTURED"
    assert (order.captured_amount, order.refunded_amount, order.remaining_authorized_amount) == (
        6_000,
        1_000,
        0,
    )
    assert order.captures[0].refunded_amount == 1_000
    assert order.to_dict() == sandbox.order(order_id or "").to_dict()


class TestWhatOneCaptureStillAllows:
    """A parcel that came back is not refunded again because its capture does not show the refund."""

    def test_a_refund_that_belongs_to_no_capture_leaves_it_unknown(self, sandbox: Sandbox) -> None:
        order_id = sandbox.add_order(order_amount=200).order_id
        client: Any = sandbox.client()
        with client:
            first = client.captures.create(order_id, captured_amount=100, reference="parcel-1")
            client.captures.create(order_id, captured_amount=100, reference="parcel-2")
            assert client.orders.get(order_id).refundable_amount_of(first.capture_id) == 100
            client.refunds.create(order_id, refunded_amount=100, reference="return of parcel-1")
            sandbox.advance(minutes=5)
            order = client.orders.get(order_id)
        with pytest.raises(kco.DecodeError, match="100 of the order is refunded, and its captures say 0"):
            order.refundable_amount_of(first.capture_id)
        assert order.refundable_amount == 100

    def test_one_that_belongs_to_a_capture_is_known_once_it_shows(self, sandbox: Sandbox) -> None:
        order_id = sandbox.add_order(order_amount=200).order_id
        client: Any = sandbox.client()
        with client:
            first = client.captures.create(order_id, captured_amount=100, order_lines=[line("a", 100)])
            other = client.captures.create(order_id, captured_amount=100, order_lines=[line("b", 100)])
            client.refunds.create(order_id, refunded_amount=60, order_lines=[line("a", 60)])
            with pytest.raises(kco.DecodeError, match="not known"):
                client.orders.get(order_id).refundable_amount_of(first.capture_id)
            sandbox.advance(minutes=5)
            order = client.orders.get(order_id)
        assert [order.refundable_amount_of(each.capture_id) for each in (first, other)] == [40, 100]


def test_klarna_has_three_more_operations() -> None:
    sandbox = Sandbox("klarna")
    order_id = sandbox.add_order(status="CAPTURED").order_id
    client: Any = sandbox.client()
    with client:
        capture_id = client.captures.list(order_id)[0].capture_id
        options = client.captures.list_due_date_options(order_id, capture_id)
        assert [option.number_of_days for option in options.options] == [14, 30, 60]
        client.captures.extend_due_date(order_id, capture_id, number_of_days=30)
        client.captures.trigger_send_out(order_id, capture_id)


def test_a_write_has_the_correlation_id_that_the_vendor_sends(sandbox: Sandbox) -> None:
    order_id = sandbox.add_order().order_id
    client: Any = sandbox.client()
    with client:
        response = client.captures.with_response.create(order_id, captured_amount=1)
        assert response.correlation_id == response.headers["Klarna-Correlation-Id"]
        assert client.orders.with_response.acknowledge(order_id).correlation_id


def test_refusals_are_raised_as_what_they_are(sandbox: Sandbox) -> None:
    order_id = sandbox.add_order(order_amount=10).order_id
    client: Any = sandbox.client()
    with client:
        with pytest.raises(kco.CaptureNotAllowedError) as refused:
            client.captures.create(order_id, captured_amount=11)
        assert refused.value.outcome == "rejected"
        assert refused.value.correlation_id
        with pytest.raises(kco.RefundNotAllowedError):
            client.refunds.create(order_id, refunded_amount=1)
        with pytest.raises(kco.NoSuchOrderError):
            client.orders.get("not-an-order")
        client.orders.cancel(order_id)
        with pytest.raises(kco.CancelNotAllowedError):
            client.orders.cancel(order_id)
        with pytest.raises(kco.NotAllowedError):
            client.orders.acknowledge(order_id)
        with pytest.raises(kco.NoSuchCaptureError):
            client.captures.get(order_id, "none")


def test_a_wrong_key_is_unauthorized(sandbox: Sandbox, vendor: str) -> None:
    prefix = {"kustom": "kco", "klarna": "klarna"}[vendor]
    with sandbox.client(api_key=f"{prefix}_test_api_other") as client, pytest.raises(kco.UnauthorizedError):
        client.orders.get("o")


def test_a_user_name_is_taken(sandbox: Sandbox) -> None:
    sandbox.add_order(order_id="o")
    with sandbox.client(api_key=sandbox.api_key, username="N000000-abc") as client:
        assert client.orders.get("o").order_id == "o"


@pytest.mark.parametrize("loop", ["asyncio", "trio"])
def test_clients_share_their_sandbox(sandbox: Sandbox, loop: str) -> None:
    sandbox.add_order(order_id="o")

    async def capture_and_read() -> Any:
        client: Any = sandbox.async_client()
        async with client:
            await client.captures.create("o", captured_amount=1)
            return await client.orders.get("o")

    order = anyio.run(capture_and_read, backend=loop)
    with sandbox.client() as client:
        assert client.orders.get("o") == order
