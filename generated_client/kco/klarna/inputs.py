# Generated from openapi/klarna.yaml and overlays/klarna by "make generate"; change those, not this.
"""What callers may pass to Order Management (Klarna) in place of models: dictionaries with typed keys."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..runtime.models import DeferredModule

if sys.version_info >= (3, 12):
    from typing import TypedDict
else:  # Pydantic takes no other below Python 3.12.
    from typing_extensions import TypedDict

if TYPE_CHECKING:
    from .. import protocols
    from . import enumerations, models
else:
    protocols = DeferredModule(__package__, "..protocols")
    enumerations = DeferredModule(__package__, ".enumerations")
    models = DeferredModule(__package__, ".models")

__all__ = [
    "AddShippingInfoInput",
    "AddressInput",
    "CreateCaptureInput",
    "CreateRefundInput",
    "ExtendDueDateInput",
    "OrderLineInput",
    "ProductIdentifiersInput",
    "ShippingInfoInput",
    "SubscriptionInput",
    "UpdateAuthorizationInput",
    "UpdateCustomerDetailsInput",
    "UpdateMerchantReferencesInput",
]


class AddressInput(TypedDict, total=False):
    """A postal address, for billing or shipping.

    Keys:
        attention: Person or department to the attention of whom to send. At most 255 characters.
        city: Town or city. At most 200 characters.
        country: Country (ISO 3166-1 alpha-2).
        email: E-mail address of the customer. At most 100 characters.
        family_name: Surname. At most 100 characters.
        given_name: First name. At most 100 characters.
        organization_name: Name of the organization; business customers (B2B) only. At most 255
            characters.
        phone: Telephone number. At most 100 characters.
        postal_code: Postal code, checked against the addressing rules of the Universal Postal
            Union. At most 10 characters.
        region: State, province or region; mandatory in the US. At most 200 characters.
        street_address: Street and number, checked against the addressing rules of the Universal
            Postal Union. At most 100 characters.
        street_address2: Further address line. At most 100 characters.
        title: Form of address, such as Mrs or Mr. At most 20 characters.
    """

    attention: str | None
    city: str | None
    country: str | None
    email: str | None
    family_name: str | None
    given_name: str | None
    organization_name: str | None
    phone: str | None
    postal_code: str | None
    region: str | None
    street_address: str | None
    street_address2: str | None
    title: str | None


class _OrderLineInputRequired(TypedDict):
    name: str
    quantity: int
    total_amount: int
    unit_price: int


class OrderLineInput(_OrderLineInputRequired, total=False):
    """One line of an order, a capture or a refund.

    Keys:
        image_url: Link to a picture of the item, for messages from Klarna to the customer. Up to
            1024 characters.
        merchant_data: Your own data about this line, up to 1024 characters.
        name: What the item is called, up to 255 characters.
        product_identifiers: Codes and names that identify the product.
        product_url: Link to the item in your shop, for messages from Klarna to the customer. Up to
            1024 characters.
        quantity: How many. At least 0.
        quantity_unit: What the quantity counts, up to 10 characters.
        reference: Article number, SKU or another identifier of the product variant, up to 255
            characters.
        subscription: Subscription that the item on this line belongs to: its name and how often it
            recurs.
        tax_rate: Tax rate in hundredths of a percent: 2500 is 25 %. At least 0.
        total_amount: Total in minor units, including tax and discount: `quantity * unit_price -
            total_discount_amount`. At most 200000000.
        total_discount_amount: Discount in minor units, including tax: 1200 is 12.00. At most
            200000000. At least 0.
        total_tax_amount: Tax in the total, in minor units. At most 200000000.
        type: Kind of line. One of physical, discount, shipping_fee, sales_tax, store_credit,
            gift_card, digital, surcharge, return_fee.
        unit_price: Price of one, in minor units, including tax and before discount. At most
            200000000.
    """

    image_url: str | None
    merchant_data: str | None
    product_identifiers: (
        ProductIdentifiersInput
        | protocols.ProductIdentifiers
        | protocols.ProductIdentifiersInput
        | None
    )
    product_url: str | None
    quantity_unit: str | None
    reference: str | None
    subscription: SubscriptionInput | models.Subscription | None
    tax_rate: int | None
    total_discount_amount: int | None
    total_tax_amount: int | None
    type: enumerations.OrderLineType | str | None


class ProductIdentifiersInput(TypedDict, total=False):
    """Codes and names that identify the product.

    Keys:
        brand: Brand as consumers know it, up to 70 characters. Leave it out if the product has
            none.
        category_path: Category in your shop, from the broadest to the most detailed, joined by ` >
            `, up to 750 characters.
        color: Colour as the customer reads it, up to 64 characters.
        global_trade_item_number: Global Trade Item Number (GTIN): an EAN, ISBN or UPC, preferably
            without dashes and spaces, up to 50 characters.
        manufacturer_part_number: Part number (MPN) given by the manufacturer, which identifies the
            product together with the brand. Use the most specific one, up to 70 characters.
        size: Size as the customer reads it, up to 64 characters.
    """

    brand: str | None
    category_path: str | None
    color: str | None
    global_trade_item_number: str | None
    manufacturer_part_number: str | None
    size: str | None


class SubscriptionInput(TypedDict):
    """Subscription that the item on this line belongs to: its name and how often it recurs.

    Keys:
        interval: Unit of the interval: DAY, WEEK, MONTH or YEAR.
        interval_count: How many units one interval lasts, at least 1.
        name: Name of the subscription, up to 255 characters.
    """

    interval: enumerations.SubscriptionInterval | str
    interval_count: int
    name: str


class ShippingInfoInput(TypedDict, total=False):
    """One shipment of an order or a capture.

    Keys:
        return_shipping_company: Carrier of the return parcel, as exactly as possible (DHL US, not
            just DHL), up to 100 characters.
        return_tracking_number: Tracking number of the return parcel, up to 100 characters.
        return_tracking_uri: Page on which the customer can follow the return parcel, up to 1024
            characters.
        shipping_company: Carrier, as exactly as possible (DHL US, not just DHL), up to 100
            characters.
        shipping_method: How the goods are delivered: PickUpStore, Home, BoxReg, BoxUnreg,
            PickUpPoint, Own, Postal, DHLPackstation, Digital, Undefined, PickUpWarehouse,
            ClickCollect or PalletDelivery.
        tracking_number: Tracking number of the parcel, up to 100 characters.
        tracking_uri: Page on which the customer can follow the parcel, up to 1024 characters.
    """

    return_shipping_company: str | None
    return_tracking_number: str | None
    return_tracking_uri: str | None
    shipping_company: str | None
    shipping_method: enumerations.ShippingMethod | str | None
    tracking_number: str | None
    tracking_uri: str | None


class AddShippingInfoInput(TypedDict):
    """Shipments to add.

    Keys:
        shipping_info: Shipments to add, 1 to 500.
    """

    shipping_info: Sequence[
        ShippingInfoInput | protocols.ShippingInfo | protocols.ShippingInfoInput
    ]


class _CreateCaptureInputRequired(TypedDict):
    captured_amount: int


class CreateCaptureInput(_CreateCaptureInputRequired, total=False):
    """What to capture.

    Keys:
        captured_amount: Amount to capture in minor units, at most 200000000. At least 0.
        description: Text about the capture that the customer will see, up to 255 characters.
        order_lines: Lines to capture, at most 1000.
        reference: Your own reference for the capture, up to 255 characters. It will appear in the
            settlement files.
        shipping_delay: Time until the goods are shipped, which improves what the customer is told
            about payment. Not returned when the order is read. Values above 0 are accepted
            only once Klarna has enabled them for the account. The unit is not documented.
        shipping_info: Shipments of this capture, at most 500.
    """

    description: str | None
    order_lines: Sequence[OrderLineInput | protocols.OrderLine | protocols.OrderLineInput] | None
    reference: str | None
    shipping_delay: int | None
    shipping_info: (
        Sequence[ShippingInfoInput | protocols.ShippingInfo | protocols.ShippingInfoInput] | None
    )


class _CreateRefundInputRequired(TypedDict):
    refunded_amount: int


class CreateRefundInput(_CreateRefundInputRequired, total=False):
    """What to refund.

    Keys:
        description: Text about the refund that the customer will see, up to 255 characters.
        order_lines: Lines to refund, at most 1000. Optional, but the customer sees what the money
            is for.
        reference: Your own reference for the refund, up to 255 characters. It will appear in the
            settlement files.
        refunded_amount: Amount to refund in minor units, at most 200000000. At least 0.
    """

    description: str | None
    order_lines: Sequence[OrderLineInput | protocols.OrderLine | protocols.OrderLineInput] | None
    reference: str | None


class ExtendDueDateInput(TypedDict):
    """By how much to extend a due date.

    Keys:
        number_of_days: By how many days to move the due date.
    """

    number_of_days: int


class _UpdateAuthorizationInputRequired(TypedDict):
    order_amount: int
    order_lines: Sequence[OrderLineInput | protocols.OrderLine | protocols.OrderLineInput]


class UpdateAuthorizationInput(_UpdateAuthorizationInputRequired, total=False):
    """New total and lines of an order.

    Keys:
        description: Why the order changes, up to 255 characters.
        order_amount: New total of the order in minor units, at most 200000000. At least 0.
        order_lines: Lines that replace all lines of the order, at most 1000.
    """

    description: str | None


class UpdateCustomerDetailsInput(TypedDict, total=False):
    """New shipping address of an order.

    Keys:
        shipping_address: A postal address, for billing or shipping.
    """

    shipping_address: AddressInput | protocols.Address | protocols.AddressInput | None


class UpdateMerchantReferencesInput(TypedDict, total=False):
    """New references of an order.

    Keys:
        merchant_reference1: New first reference, up to 255 characters; if sent, it overwrites the
            old one.
        merchant_reference2: New second reference, up to 255 characters; if sent, it overwrites the
            old one.
    """

    merchant_reference1: str | None
    merchant_reference2: str | None


# Pydantic, and so FastAPI, would drop an unknown name silently.
for _input in (
    AddressInput,
    OrderLineInput,
    ProductIdentifiersInput,
    SubscriptionInput,
    ShippingInfoInput,
    AddShippingInfoInput,
    CreateCaptureInput,
    CreateRefundInput,
    ExtendDueDateInput,
    UpdateAuthorizationInput,
    UpdateCustomerDetailsInput,
    UpdateMerchantReferencesInput,
):
    setattr(_input, "__pydantic_config__", {"extra": "forbid"})
