# Generated from openapi/kustom.yaml and overlays/kustom by "make generate"; change those, not this.
"""What the description of Order Management (Kustom) demands of request bodies."""

from __future__ import annotations

from ..runtime.rules import (
    ArrayRule,
    ObjectRule,
    Reference,
)
from ..runtime.scalar_rules import (
    MINOR_UNITS,
    WHOLE_UNITS,
    IntegerRule,
    Rule,
    StringRule,
)

__all__ = [
    "ADDRESS",
    "ADD_SHIPPING_INFO",
    "CREATE_CAPTURE",
    "CREATE_REFUND",
    "ORDER_LINE",
    "PRODUCT_IDENTIFIERS",
    "SHIPPING_INFO",
    "UPDATE_AUTHORIZATION",
    "UPDATE_CUSTOMER_DETAILS",
    "UPDATE_MERCHANT_REFERENCES",
]

SHIPPING_INFO: Rule = ObjectRule(
    properties={
        "return_shipping_company": StringRule(max_length=100),
        "return_tracking_number": StringRule(max_length=100),
        "return_tracking_uri": StringRule(max_length=1024),
        "shipping_company": StringRule(max_length=100),
        "shipping_method": StringRule(
            values=(
                "PickUpStore",
                "Home",
                "BoxReg",
                "BoxUnreg",
                "PickUpPoint",
                "Own",
                "Postal",
                "DHLPackstation",
                "Digital",
                "Undefined",
                "PickUpWarehouse",
                "ClickCollect",
                "PalletDelivery",
            )
        ),
        "tracking_number": StringRule(max_length=100),
        "tracking_uri": StringRule(max_length=1024),
    }
)

ADD_SHIPPING_INFO: Rule = ObjectRule(
    properties={
        "shipping_info": ArrayRule(
            items=Reference(load=lambda: SHIPPING_INFO), min_items=1, max_items=500
        )
    },
    required=("shipping_info",),
)

PRODUCT_IDENTIFIERS: Rule = ObjectRule(
    properties={
        "brand": StringRule(max_length=70),
        "category_path": StringRule(max_length=750),
        "color": StringRule(max_length=64),
        "global_trade_item_number": StringRule(max_length=50),
        "manufacturer_part_number": StringRule(max_length=70),
        "size": StringRule(max_length=64),
    }
)

ORDER_LINE: Rule = ObjectRule(
    properties={
        "image_url": StringRule(max_length=1024),
        "merchant_data": StringRule(max_length=1024),
        "name": StringRule(max_length=255),
        "product_identifiers": Reference(load=lambda: PRODUCT_IDENTIFIERS),
        "product_url": StringRule(max_length=1024),
        "quantity": IntegerRule(minimum=0, maximum=9223372036854775807, advice=WHOLE_UNITS),
        "quantity_unit": StringRule(max_length=10),
        "reference": StringRule(max_length=255),
        "tax_rate": IntegerRule(minimum=0, maximum=2147483647),
        "total_amount": IntegerRule(
            minimum=-9223372036854775808, maximum=200000000, advice=MINOR_UNITS
        ),
        "total_discount_amount": IntegerRule(minimum=0, maximum=200000000, advice=MINOR_UNITS),
        "total_tax_amount": IntegerRule(
            minimum=-9223372036854775808, maximum=200000000, advice=MINOR_UNITS
        ),
        "type": StringRule(
            values=(
                "physical",
                "discount",
                "shipping_fee",
                "sales_tax",
                "store_credit",
                "gift_card",
                "digital",
                "surcharge",
                "return_fee",
                "package",
            )
        ),
        "unit_price": IntegerRule(
            minimum=-9223372036854775808, maximum=200000000, advice=MINOR_UNITS
        ),
    },
    required=("name", "quantity", "total_amount", "unit_price"),
)

CREATE_CAPTURE: Rule = ObjectRule(
    properties={
        "captured_amount": IntegerRule(minimum=0, maximum=200000000, advice=MINOR_UNITS),
        "description": StringRule(max_length=255),
        "order_lines": ArrayRule(items=Reference(load=lambda: ORDER_LINE), max_items=1000),
        "reference": StringRule(max_length=255),
        "shipping_delay": IntegerRule(minimum=0, maximum=9223372036854775807),
        "shipping_info": ArrayRule(items=Reference(load=lambda: SHIPPING_INFO), max_items=500),
    },
    required=("captured_amount",),
)

CREATE_REFUND: Rule = ObjectRule(
    properties={
        "description": StringRule(max_length=255),
        "order_lines": ArrayRule(items=Reference(load=lambda: ORDER_LINE), max_items=1000),
        "reference": StringRule(max_length=255),
        "refunded_amount": IntegerRule(minimum=0, maximum=200000000, advice=MINOR_UNITS),
    },
    required=("refunded_amount",),
)

UPDATE_AUTHORIZATION: Rule = ObjectRule(
    properties={
        "description": StringRule(max_length=255),
        "order_amount": IntegerRule(minimum=0, maximum=200000000, advice=MINOR_UNITS),
        "order_lines": ArrayRule(items=Reference(load=lambda: ORDER_LINE), max_items=1000),
    },
    required=("order_amount", "order_lines"),
)

ADDRESS: Rule = ObjectRule(
    properties={
        "attention": StringRule(max_length=255),
        "city": StringRule(max_length=200),
        "country": StringRule(),
        "email": StringRule(max_length=100),
        "family_name": StringRule(max_length=100),
        "given_name": StringRule(max_length=100),
        "organization_name": StringRule(max_length=255),
        "phone": StringRule(max_length=100),
        "postal_code": StringRule(max_length=10),
        "region": StringRule(max_length=200),
        "street_address": StringRule(max_length=100),
        "street_address2": StringRule(max_length=100),
        "title": StringRule(max_length=20),
    }
)

UPDATE_CUSTOMER_DETAILS: Rule = ObjectRule(
    properties={"shipping_address": Reference(load=lambda: ADDRESS)}
)

UPDATE_MERCHANT_REFERENCES: Rule = ObjectRule(
    properties={
        "merchant_reference1": StringRule(max_length=255),
        "merchant_reference2": StringRule(max_length=255),
    }
)
