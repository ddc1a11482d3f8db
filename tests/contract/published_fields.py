"""What the vendors' documents say of schemas: fields, values and ranges, copied by hand and by value.

See `published_facts` for why, and for where it was read. `PROMISED` and `PERSONAL` are not the vendors'
words: they are what this package promises on the strength of them.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["AMOUNTS", "ENUMERATIONS", "FIELDS", "PERSONAL", "PROMISED", "REQUIRED"]

_FIELDS: dict[str, dict[str, str]] = {
    "Order": {
        "int64": "captured_amount order_amount original_order_amount refunded_amount "
        "remaining_authorized_amount",
        "string": "fraud_status klarna_reference locale merchant_data merchant_reference1 "
        "merchant_reference2 order_id purchase_country purchase_currency",
        "enum": "status",
        "date-time": "created_at expires_at",
        "Address": "billing_address shipping_address",
        "Capture[]": "captures",
        "Customer": "customer",
        "InitialPaymentMethod": "initial_payment_method",
        "OrderLine[]": "order_lines",
        "Refund[]": "refunds",
        "SelectedShippingOption": "selected_shipping_option",
        "ShippingInfo[]": "shipping_info",
    },
    "Capture": {
        "int64": "captured_amount refunded_amount",
        "string": "capture_id description klarna_reference reference",
        "date-time": "captured_at",
        "Address": "billing_address shipping_address",
        "OrderLine[]": "order_lines",
        "ShippingInfo[]": "shipping_info",
    },
    "Refund": {
        "int64": "refunded_amount",
        "string": "description reference refund_id",
        "date-time": "refunded_at",
        "OrderLine[]": "order_lines",
    },
    "OrderLine": {
        "int32": "tax_rate",
        "int64": "quantity total_amount total_discount_amount total_tax_amount unit_price",
        "string": "image_url merchant_data name product_url quantity_unit reference",
        "enum": "type",
        "ProductIdentifiers": "product_identifiers",
    },
    "ProductIdentifiers": {
        "string": "brand category_path color global_trade_item_number manufacturer_part_number size"
    },
    "Address": {
        "string": "attention city country email family_name given_name organization_name phone postal_code "
        "region street_address street_address2 title"
    },
    "Customer": {"date": "date_of_birth", "string": "national_identification_number"},
    "InitialPaymentMethod": {"int32": "number_of_installments", "string": "description type"},
    "ShippingInfo": {
        "string": "return_shipping_company return_tracking_number return_tracking_uri shipping_company "
        "tracking_number tracking_uri",
        "enum": "shipping_method",
    },
    "SelectedShippingOption": {
        "int64": "price tax_amount tax_rate",
        "string": "carrier class id method name tms_reference type",
        "Addon[]": "selected_addons",
        "CarrierProduct": "carrier_product",
        "Location": "location",
        "Timeslot": "timeslot",
    },
    "CarrierProduct": {"string": "identifier name"},
    "Location": {"int64": "price", "string": "id name", "LocationAddress": "address"},
    "LocationAddress": {"string": "city country postal_code region street_address street_address__2"},
    "Timeslot": {"int64": "price", "string": "cutoff end id start"},
    "Addon": {"int64": "price", "string": "external_id type user_input"},
    "UpdateAuthorization": {"int64": "order_amount", "string": "description", "OrderLine[]": "order_lines"},
    "UpdateCustomerDetails": {"Address": "shipping_address"},
    "UpdateMerchantReferences": {"string": "merchant_reference1 merchant_reference2"},
    "AddShippingInfo": {"ShippingInfo[]": "shipping_info"},
    "CreateCapture": {
        "int64": "captured_amount shipping_delay",
        "string": "description reference",
        "OrderLine[]": "order_lines",
        "ShippingInfo[]": "shipping_info",
    },
    "CreateRefund": {
        "int64": "refunded_amount",
        "string": "description reference",
        "OrderLine[]": "order_lines",
    },
    "ErrorMessage": {"string": "correlation_id error_code", "string[]": "error_messages"},
}
_FIELDS_OF_KLARNA: dict[str, dict[str, str]] = {
    "OrderLine": {"Subscription": "subscription"},
    "Refund": {"boolean": "credit_invoice"},
    "Subscription": {"int32": "interval_count", "string": "name", "enum": "interval"},
    "ExtendDueDate": {"int32": "number_of_days"},
    "DueDateOption": {"int32": "number_of_days", "int64": "amount"},
    "DueDateOptions": {"string": "currency", "DueDateOption[]": "options"},
}


def _by_name(*tables: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    made: dict[str, dict[str, str]] = {}
    for table in tables:
        for schema, kinds in table.items():
            named = {name: kind for kind, names in kinds.items() for name in names.split()}
            made[schema] = made.get(schema, {}) | named
    return made


FIELDS: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "kustom": _by_name(_FIELDS),
    "klarna": _by_name(_FIELDS, _FIELDS_OF_KLARNA),
}
"""Vendor → schema → name on the wire → type, format or schema; ``[]`` for an array of it."""

_TYPES_OF_LINES = (
    "physical discount shipping_fee sales_tax store_credit gift_card digital surcharge return_fee"
)
_ENUMERATIONS = {
    "Order.status": "AUTHORIZED PART_CAPTURED CAPTURED CANCELLED EXPIRED CLOSED",
    "OrderLine.type": _TYPES_OF_LINES,
    "ShippingInfo.shipping_method": "PickUpStore Home BoxReg BoxUnreg PickUpPoint Own Postal DHLPackstation "
    "Digital Undefined PickUpWarehouse ClickCollect PalletDelivery",
}
ENUMERATIONS: Mapping[str, Mapping[str, str]] = {
    "kustom": _ENUMERATIONS | {"OrderLine.type": f"{_TYPES_OF_LINES} package"},
    "klarna": _ENUMERATIONS | {"Subscription.interval": "DAY WEEK MONTH YEAR"},
}
"""Vendor → schema and field → the values, with spaces between."""

AMOUNTS: Mapping[str, tuple[int | None, int | None]] = {
    "CreateCapture.captured_amount": (0, 200_000_000),
    "CreateRefund.refunded_amount": (0, 200_000_000),
    "UpdateAuthorization.order_amount": (0, 200_000_000),
    "OrderLine.unit_price": (None, 200_000_000),
    "OrderLine.total_amount": (None, 200_000_000),
    "OrderLine.total_tax_amount": (None, 200_000_000),
    "OrderLine.total_discount_amount": (0, 200_000_000),
    "OrderLine.quantity": (0, None),
    "OrderLine.tax_rate": (0, None),
}
"""Schema and field → the least and the greatest that may be sent, in minor units."""

REQUIRED: Mapping[str, str] = {
    "AddShippingInfo": "shipping_info",
    "CreateCapture": "captured_amount",
    "CreateRefund": "refunded_amount",
    "ExtendDueDate": "number_of_days",
    "OrderLine": "name quantity total_amount unit_price",
    "Subscription": "interval interval_count name",
    # At Klarna lines that are left out are deleted, which nobody means by silence:
    # https://docs.klarna.com/order-management/pre-delivery/update-order-amount/
    "UpdateAuthorization": "order_amount order_lines",
    "UpdateCustomerDetails": "",
    "UpdateMerchantReferences": "",
}
"""Schema → what a caller cannot leave out."""

PROMISED: Mapping[str, str] = {
    "Capture": "capture_id captured_amount captured_at refunded_amount",
    "DueDateOption": "amount number_of_days",
    "DueDateOptions": "currency options",
    "Order": "order_id status order_amount original_order_amount captured_amount refunded_amount "
    "remaining_authorized_amount purchase_currency purchase_country order_lines captures refunds",
    "OrderLine": "name quantity total_amount unit_price",
    "Refund": "refund_id refunded_amount refunded_at",
}
"""Schema → what a reader may rely on: a missing one is noted."""

PERSONAL: Mapping[str, str] = {
    "Address": "*",
    "Customer": "*",
    "Addon": "user_input",
    "Order": "merchant_data",
    "OrderLine": "merchant_data",
}
"""Schema → the fields that no representation may show, ``*`` for all of them."""
