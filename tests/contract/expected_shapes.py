"""What the answers in ``shapes/`` have to be read as, worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from attrs import frozen

__all__ = ["EXPECTED", "Expected"]

CET = timezone(timedelta(hours=1))


@frozen(kw_only=True)
class Expected:
    """What a shape has to be read as.

    Args:
        values: path → value, of what matters.
        notes: the decode issues, as (path, expected, found).
    """

    values: Mapping[str, Any]
    notes: frozenset[tuple[str, str, str]] = frozenset()


EXPECTED = {
    "order_captured": Expected(
        values={
            "status": "CAPTURED",
            "fraud_status": "ACCEPTED",
            "order_amount": 200,
            "original_order_amount": 200,
            "captured_amount": 200,
            "refunded_amount": 0,
            "remaining_authorized_amount": 0,
            "purchase_currency": "PLN",
            "created_at": datetime(2025, 11, 18, 23, 10, 2, 98_000, UTC),
            "expires_at": datetime(2025, 12, 16, 23, 10, 2, 98_000, UTC),
            "customer.date_of_birth": date(1981, 9, 6),
            "initial_payment_method.type": "BLIK",
            "initial_payment_method.number_of_installments": 0,
            "billing_address.street_address2": "1",
            "billing_address.region": "",
            "billing_address.attention": None,
            "shipping_address.street_address": "Testgatan 10",
            "order_lines[0].type": "physical",
            "order_lines[0].reference": "75001",
            "order_lines[0].quantity": 2,
            "order_lines[0].unit_price": 110,
            "order_lines[0].tax_rate": 2300,
            "order_lines[0].total_amount": 200,
            "order_lines[0].total_discount_amount": 20,
            "order_lines[0].total_tax_amount": 37,
            "order_lines[0].product_identifiers.global_trade_item_number": "735858293167",
            "order_lines[0].product_identifiers.size": "4",
            "shipping_info": (),
            "captures[0].capture_id": "4ba29b50-be7b-44f5-a492-113e6a865e22",
            "captures[0].captured_amount": 200,
            "captures[0].captured_at": datetime(2025, 11, 19, 1, 51, 17, tzinfo=UTC),
            "captures[0].shipping_info[0].shipping_method": "Home",
            "captures[0].shipping_info[0].tracking_number": "63456415674545679874",
            "captures[0].shipping_info[0].return_tracking_number": "93456415674545679888",
            "captures[0].refunded_amount": 0,
            "refunds": (),
            "capturable_amount": 0,
            "refundable_amount": 200,
            "is_final": False,
        },
    ),
    "order_part_captured": Expected(
        values={
            "status": "PART_CAPTURED",
            "fraud_status": "PENDING",
            "order_amount": 64_900,
            "original_order_amount": 69_900,
            "captured_amount": 40_000,
            "refunded_amount": 10_000,
            "remaining_authorized_amount": 24_900,
            "created_at": datetime(2026, 1, 10, 10, 31, 17, 973_000, UTC),
            "expires_at": datetime(2026, 2, 7, 10, 31, 17, 973_000, CET),
            "order_lines[1].type": "shipping_fee",
            "selected_shipping_option.class_": "standard",
            "selected_shipping_option.price": 4_900,
            "selected_shipping_option.tax_rate": 2_500,
            "selected_shipping_option.carrier_product.identifier": "19",
            "selected_shipping_option.location.price": 0,
            "selected_shipping_option.location.address.street_address__2": "Entrance B",
            "selected_shipping_option.timeslot.start": "2026-01-12T17:00",
            "selected_shipping_option.timeslot.price": 0,
            "selected_shipping_option.selected_addons[1].type": "entry-code",
            "selected_shipping_option.selected_addons[1].user_input": "door 4711",
            "selected_shipping_option.tms_reference": "shipment-42",
            "captures[0].captured_amount": 30_000,
            "captures[0].refunded_amount": 10_000,
            "captures[1].refunded_amount": 0,
            "captures[0].order_lines": None,
            "refunds[0].refunded_at": datetime(2026, 1, 20, 15, 17, 40, tzinfo=UTC),
            "capturable_amount": 0,  # the fraud check is pending
            "refundable_amount": 30_000,
            "is_final": False,
        },
    ),
    "order_b2b": Expected(
        values={
            "order_amount": 1_250_000,
            "refunded_amount": 250_000,
            "initial_payment_method.type": "B2B_INVOICE",
            "initial_payment_method.number_of_installments": None,
            "billing_address.organization_name": "Exempelbolaget AB",
            "shipping_address.attention": "Lagret",
            "shipping_address.given_name": None,
            "customer": None,
            "order_lines[0].quantity": 5,
            "order_lines[0].unit_price": 250_000,
            "captures[0].refunded_amount": 250_000,
            "refunds[0].refunded_amount": 250_000,
            "refunds[0].order_lines[0].total_amount": 250_000,
            "refundable_amount": 1_000_000,
        },
    ),
    "order_with_empty_texts": Expected(
        values={
            "status": "AUTHORIZED",
            "fraud_status": "",
            "merchant_reference1": "",
            "customer.date_of_birth": None,
            "customer.national_identification_number": "",
            "initial_payment_method.type": "",
            "order_lines[0].type": "",
            "order_lines[0].type.is_known": False,
            "order_lines[0].name": "",
            "order_lines[1].type": "package",
            "order_lines[1].quantity": 0,
            "order_lines[2].type": "loyalty_bonus",
            "order_lines[2].type.canonical": None,
            "order_lines[2].total_amount": -1_000,
            "shipping_info[0].shipping_method": "",
            "shipping_info[0].tracking_number": "",
            "capturable_amount": 15_000,
            "is_final": False,
        },
        notes=frozenset({("customer.date_of_birth", "date", "string")}),
    ),
    "order_with_nulls": Expected(
        values={
            "status": "EXPIRED",
            "order_amount": 10_000,
            "expires_at": None,
            "customer": None,
            "billing_address.given_name": "Testperson",
            "billing_address.family_name": None,
            "shipping_address": None,
            "shipping_info": None,
            "order_lines[0].type": None,
            "order_lines[0].unit_price": 10_000,
            "selected_shipping_option.name": "Home delivery",
            "selected_shipping_option.price": None,
            "selected_shipping_option.timeslot.id": "evening",
            "selected_shipping_option.timeslot.price": None,
            "selected_shipping_option.selected_addons[0].type": "sms",
            "selected_shipping_option.selected_addons[0].price": None,
            "capturable_amount": 0,
            "refundable_amount": 0,
            "is_final": True,
        },
        notes=frozenset(
            {
                ("fraud_status", "string", "null"),
                ("merchant_reference1", "string", "null"),
                ("expires_at", "date-time", "null"),
                ("customer", "object", "null"),
                ("billing_address.family_name", "string", "null"),
                ("billing_address.street_address2", "string", "null"),
                ("shipping_address", "object", "null"),
                ("initial_payment_method.description", "string", "null"),
                ("initial_payment_method.number_of_installments", "integer", "null"),
                ("order_lines[0].type", "string", "null"),
                ("order_lines[0].reference", "string", "null"),
                ("order_lines[0].tax_rate", "integer", "null"),
                ("order_lines[0].product_identifiers", "object", "null"),
                ("selected_shipping_option.price", "integer", "null"),
                ("selected_shipping_option.tax_amount", "integer", "null"),
                ("selected_shipping_option.tax_rate", "integer", "null"),
                ("selected_shipping_option.location.id", "string", "null"),
                ("selected_shipping_option.location.name", "string", "null"),
                ("selected_shipping_option.location.price", "integer", "null"),
                ("selected_shipping_option.location.address", "object", "null"),
                ("selected_shipping_option.timeslot.start", "string", "null"),
                ("selected_shipping_option.timeslot.end", "string", "null"),
                ("selected_shipping_option.timeslot.cutoff", "string", "null"),
                ("selected_shipping_option.timeslot.price", "integer", "null"),
                ("selected_shipping_option.carrier_product", "object", "null"),
                ("selected_shipping_option.selected_addons[0].price", "integer", "null"),
                ("selected_shipping_option.selected_addons[0].external_id", "string", "null"),
                ("selected_shipping_option.selected_addons[0].user_input", "string", "null"),
                ("shipping_info", "array", "null"),
            }
        ),
    ),
    "order_with_subscription": Expected(
        values={
            "status": "AUTHORIZED",
            "purchase_currency": "usd",
            "purchase_country": "us",
            "locale": "en-us",
            "klarna_reference": "K4MADNY",
            "merchant_reference1": "10001",
            "created_at": datetime(2015, 11, 29, 10, 25, 40, tzinfo=UTC),
            "expires_at": datetime(2015, 12, 4, 10, 26, 6, tzinfo=UTC),
            "billing_address.postal_code": "12345",
            "initial_payment_method.number_of_installments": 3,
            "order_lines[0].subscription.name": "Music",
            "order_lines[0].subscription.interval": "MONTH",
            "order_lines[0].subscription.interval_count": 1,
            "order_lines[1].subscription.interval": "YEAR",
            "order_lines[1].subscription.interval_count": 2,
            "order_lines[1].total_amount": 9_999,
            "order_lines[2].type": "sales_tax",
            "order_lines[2].subscription": None,
            "capturable_amount": 11_998,
        },
    ),
    "captures": Expected(
        values={
            "[0].capture_id": "4ba29b50-be7b-44f5-a492-113e6a865e22",
            "[0].captured_amount": 8_000,
            "[0].captured_at": datetime(2015, 8, 10, 7, 45, 0, 98_000, UTC),
            "[0].order_lines[1].type": "discount",
            "[0].order_lines[1].unit_price": -2_000,
            "[0].order_lines[1].total_tax_amount": -400,
            "[0].shipping_info[0].shipping_method": "DHLPackstation",
            "[0].shipping_info[0].tracking_number": "63456415674545679874",
            "[0].shipping_info[1].tracking_number": "00370730254738124411",
            "[1].klarna_reference": "K4MADNY-2",
            "[1].captured_amount": 2_000,
            "[1].refunded_amount": 500,
            "[1].order_lines": None,
        },
    ),
    "refund_with_return_fee": Expected(
        values={
            "refund_id": "b2cb4f2e-2781-4359-80ad-555735ebb8d8",
            "refunded_amount": 9_500,
            "refunded_at": datetime(2015, 12, 4, 15, 17, 40, tzinfo=UTC),
            "reference": "return-1",
            "order_lines[1].type": "return_fee",
            "order_lines[1].total_amount": -500,
        },
    ),
    "due_date_options": Expected(
        values={
            "currency": "usd",
            "options[0].number_of_days": 14,
            "options[0].amount": 0,
            "options[1].amount": 3_900,
        },
    ),
}
