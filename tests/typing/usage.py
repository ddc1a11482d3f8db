"""How users write their code, as a type checker sees it; `test_types.py` runs the checkers over this file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import assert_type

import attrs
import kco

# --- Reading --------------------------------------------------------------------------------------


def read(client: kco.Kustom) -> None:
    order = client.orders.get("id")
    assert_type(order, kco.kustom.Order)
    assert_type(order.status, kco.kustom.OrderStatus)
    assert_type(order.status.canonical, kco.kustom.OrderStatus | None)
    assert_type(order.status.is_known, bool)
    assert_type(order.order_amount, int)
    assert_type(order.created_at, datetime | None)
    assert_type(order.billing_address, kco.kustom.Address | None)
    assert_type(order.order_lines, tuple[kco.kustom.OrderLine, ...])
    assert_type(order.order_lines[0].reference, str | None)
    assert_type(order.capturable_amount, int)
    assert_type(order.refundable_amount, int)
    assert_type(order.refundable_amount_of("capture"), int)
    assert_type(order.is_final, bool)
    assert_type(order.decode_issues, tuple[kco.DecodeIssue, ...])
    if order.customer is not None:
        assert_type(order.customer.date_of_birth, date | None)
    captures = client.captures.list("id")
    assert_type(captures, tuple[kco.kustom.Capture, ...])
    assert_type(captures[0].captured_amount, int)
    assert_type(client.refunds.get("id", "refund"), kco.kustom.Refund)


def match(status: kco.klarna.OrderStatus) -> str:
    match status.canonical:
        case kco.klarna.OrderStatus.CAPTURED:
            return "captured"
        case None:
            return f"new: {status}"
        case known:
            return known.value


def change(order: kco.klarna.Order) -> kco.klarna.Order:
    line = attrs.evolve(order.order_lines[0], quantity=2, reference=None)
    assert_type(line, kco.klarna.OrderLine)
    return attrs.evolve(order, order_lines=(line, *order.order_lines[1:]))


# --- Writing --------------------------------------------------------------------------------------


def write(client: kco.Klarna) -> None:
    order = client.orders.get("id")
    created = client.captures.create("id", captured_amount=100, order_lines=order.order_lines)
    assert_type(created, kco.klarna.CaptureCreated)
    assert_type(created.capture_id, str | None)
    assert_type(created.location, str | None)
    assert_type(client.captures.extend_due_date("id", "capture", number_of_days=14), None)
    assert_type(client.captures.list_due_date_options("id", "capture"), kco.klarna.DueDateOptions)
    refunded = client.refunds.with_response.create("id", refunded_amount=1)
    assert_type(refunded, kco.Response[kco.klarna.RefundCreated])
    assert_type(refunded.data.refund_id, str | None)
    assert_type(refunded.headers["Location"], str)
    assert_type(refunded.idempotency_key, str | None)


def write_mixtures(client: kco.Kustom, theirs: kco.klarna.Order, reference: str | None) -> None:
    dictionary: kco.kustom.OrderLineInput = {"name": "Tee", "quantity": 1, "unit_price": 1, "total_amount": 1}
    shared: kco.OrderLineInput = {
        "name": "Tee",
        "quantity": 1,
        "unit_price": 1,
        "total_amount": 1,
        "type": "physical",
        "product_identifiers": {"brand": "Acme"},
    }
    model = kco.kustom.OrderLine(
        name="Tee", quantity=1, unit_price=1, total_amount=1, type=kco.kustom.OrderLineType.PHYSICAL
    )
    client.captures.create(
        "id",
        captured_amount=1,
        order_lines=[dictionary, shared, model, *theirs.order_lines],
        reference=reference,
        shipping_info=[{"shipping_company": "DHL", "shipping_method": "Home"}],
        idempotency_key=kco.idempotency_key("id", "capture", 1),
        headers={"X-Shop": "1"},
        timeout=kco.Timeouts(total=30, read=10),
        retries=kco.RetryPolicy(retries=5),
        validate=False,
    )
    client.captures.create(
        "id",
        captured_amount=1,
        description=None,
        order_lines=None,
        shipping_info=[{"shipping_company": "DHL", "tracking_number": reference}],
        extra={"new": {"field": [1]}},
    )
    client.captures.create("id", captured_amount=1, order_lines=[shared, shared], shipping_info=kco.UNSET)
    client.captures.create("id", captured_amount=1, order_lines=(model, model))
    client.captures.create("id", captured_amount=1, order_lines=list(theirs.order_lines))
    client.orders.update_authorization("id", order_amount=0, order_lines=[])
    client.orders.update_authorization(
        "id", order_amount=0, order_lines=[model, {**dictionary, "quantity": 2}]
    )
    client.orders.update_customer_details("id", shipping_address={"city": "Lund"})
    client.orders.update_customer_details("id", shipping_address=kco.klarna.Address(city="Lund"))
    client.orders.update_customer_details("id", shipping_address=theirs.shipping_address)
    client.orders.update_merchant_references("id", merchant_reference1="1", merchant_reference2=None)


def wrap(client: kco.Kustom, description: str | kco.Unset | None = kco.UNSET) -> None:
    """A shop's own function that passes on what it may not have been given."""
    client.captures.create("id", captured_amount=1, description=description)


def look_closer(order: object, client: object) -> int:
    if isinstance(client, kco.OrderManagement):
        assert_type(client.orders.get("id"), kco.Order)
    match order:
        case kco.kustom.Order(status=kco.kustom.OrderStatus.PART_CAPTURED, capturable_amount=amount):
            return amount
        case kco.Order(order_amount=amount):
            return amount
        case _:
            return 0


def ensure(client: kco.Kustom) -> None:
    capture = client.captures.ensure("id", captured_amount=1, reference="parcel-1")
    assert_type(capture, kco.EnsuredCapture)
    assert_type(capture.capture_id, str)
    assert_type(capture.created, bool)
    assert_type(client.refunds.ensure("id", refunded_amount=1, reference="return-1"), kco.EnsuredRefund)


def capture_what_is_left(client: kco.Klarna, shared: kco.Order, theirs: kco.kustom.OrderLineInput) -> None:
    tee = kco.order_line(name="Tee", quantity=3, unit_price=kco.minor_units("99.90", "SEK"), tax_rate=2500)
    assert_type(tee, kco.OrderLineInput)
    order = client.orders.get("id")
    part = kco.part_of_line(order.order_lines[0], 1, taken=1)
    client.captures.create("id", captured_amount=part["total_amount"], order_lines=[part, tee])
    left = order.lines_to_capture()
    assert_type(left, kco.LinesLeft)
    assert_type(left.lines, tuple[kco.OrderLineInput, ...])
    client.captures.create("id", captured_amount=left.amount, order_lines=left.lines)
    client.captures.ensure("id", captured_amount=left.amount, reference="a", order_lines=left.lines)
    assert_type(shared.lines_to_refund(shared.captures[0]), kco.LinesLeft)
    assert_type(kco.lines_to_refund(order.to_dict(), "capture-1"), kco.LinesLeft)
    client.refunds.create("id", refunded_amount=1, order_lines=order.lines_to_refund(order.captures[0]).lines)
    client.orders.update_authorization("id", order_amount=1, order_lines=[*order.order_lines, tee])
    assert_type(kco.check_order_lines([part, tee, theirs, *order.order_lines], 1), list[kco.Contradiction])
    kco.sales_tax_line([theirs, *order.order_lines], 825, taken=[tee])
    assert_type(kco.split_amount(100, [1, 2]), list[int])


async def write_async(client: kco.AsyncKustom) -> None:
    assert_type(await client.orders.get("id"), kco.kustom.Order)
    assert_type(await client.orders.acknowledge("id"), None)
    response = await client.orders.with_response.get("id")
    assert_type(response, kco.Response[kco.kustom.Order])
    assert_type(await client.captures.ensure("id", captured_amount=1, reference="a"), kco.EnsuredCapture)
    async with client.with_options(timeout=1) as copy:
        assert_type(copy, kco.AsyncKustom)


# --- Errors ---------------------------------------------------------------------------------------


def handle(client: kco.Kustom) -> str | None:
    try:
        client.captures.create("id", captured_amount=1)
    except kco.CaptureNotAllowedError as error:
        assert_type(error.error_code, str | None)
        assert_type(error.status_code, int)
        return error.message
    except kco.RateLimitedError as error:
        assert_type(error.retry_after, float | None)
    except kco.InvalidInputError as error:
        assert_type(error.violations, tuple[kco.Violation, ...])
        return error.violations[0].path
    except kco.KcoError as error:
        if error.outcome == "unknown":
            return error.idempotency_key
        assert_type(error.earlier_attempts, tuple[kco.Attempt, ...])
        assert_type(error.correlation_id, str | None)
    return None


# --- Clients --------------------------------------------------------------------------------------


class Metrics:
    """A hook."""

    def before_attempt(self, event: kco.AttemptStart) -> None: ...

    def after_attempt(self, event: kco.Attempt) -> None:
        assert_type(event.status_code, int | None)

    def after_call(self, event: kco.CallEnd) -> None:
        assert_type(event.elapsed, float)


class AsyncMetrics:
    """A hook of an asynchronous client."""

    async def before_attempt(self, event: kco.AttemptStart) -> None: ...

    async def after_attempt(self, event: kco.Attempt) -> None: ...

    async def after_call(self, event: kco.CallEnd) -> None: ...


def clients() -> Sequence[kco.OrderManagement]:
    with kco.Kustom(environment="sandbox", hooks=[Metrics()]) as client:
        assert_type(client, kco.Kustom)
        client.sandbox.add_order(order_amount=1)
    kco.AsyncKlarna(api_key="klarna_test_x", region="na", hooks=[AsyncMetrics(), Metrics()])
    assert_type(kco.Klarna.from_env(), kco.Klarna)
    copy = client.with_options(
        timeout=2.5, retries=0, headers={"X": "1"}, hooks=(), app_info="a/1", validate=True
    )
    assert_type(copy, kco.Kustom)
    return [copy, kco.Klarna(environment="sandbox", base_url=None, username=None)]


# --- One code path for both vendors ---------------------------------------------------------------


def any_vendor(client: kco.OrderManagement, order_id: str) -> kco.Order:
    """One code path for orders at Kustom and at Klarna."""
    order = client.orders.get(order_id)
    assert_type(order, kco.Order)
    assert_type(order.order_amount, int)
    assert_type(order.status, kco.OpenEnum)
    assert_type(order.capturable_amount, int)
    lines: list[kco.OrderLineInput] = [
        {"name": "Tee", "quantity": 1, "unit_price": 1, "total_amount": 1, "type": "physical"}
    ]
    created = client.captures.create(
        order_id, captured_amount=order.capturable_amount, order_lines=order.order_lines
    )
    assert_type(created, kco.CaptureCreated)
    assert_type(created.capture_id, str | None)
    client.orders.update_authorization(order_id, order_amount=1, order_lines=lines)
    client.captures.ensure(order_id, captured_amount=1, reference="parcel-1", order_lines=order.order_lines)
    client.refunds.ensure(order_id, refunded_amount=1, reference="return-1")
    assert_type(client.captures.with_response.create(order_id, captured_amount=1).data, kco.CaptureCreated)
    for line in order.order_lines:
        assert_type(line, kco.OrderLine)
        assert_type(line.quantity, int)
    with client.with_options(timeout=2.5, retries=0) as patient:
        return patient.orders.get(order_id)


async def any_vendor_async(client: kco.AsyncOrderManagement, order_id: str) -> kco.Order:
    async with client.with_options(timeout=1) as patient:
        assert_type(await patient.captures.create(order_id, captured_amount=1), kco.CaptureCreated)
    return await client.orders.get(order_id)


def total(lines: Sequence[kco.OrderLine]) -> int:
    return sum(line.total_amount for line in lines)


def run() -> None:
    any_vendor(kco.Kustom(environment="sandbox"), "id")
    any_vendor(kco.Klarna(environment="sandbox", region="na"), "id")
    orders: list[kco.Order] = [
        kco.Kustom(environment="sandbox").orders.get("id"),
        kco.Klarna(environment="sandbox").orders.get("id"),
    ]
    total(orders[0].order_lines)
    captures: list[kco.Capture] = [*orders[0].captures, kco.klarna.Capture.from_dict({})]
    address: kco.Address | None = captures[0].shipping_address
    del address


async def run_async() -> None:
    await any_vendor_async(kco.AsyncKustom(environment="sandbox"), "id")
    await any_vendor_async(kco.AsyncKlarna(environment="sandbox"), "id")
