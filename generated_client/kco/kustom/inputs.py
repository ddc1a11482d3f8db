# Generated from openapi/kustom.yaml and overlays/kustom by "make generate"; change those, not this.
"""What callers may pass to Order Management (Kustom) in place of models: dictionaries with typed keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Required, TypedDict

from .. import protocols
from .enumerations import OrderLineType, ShippingMethod

__all__ = [
    "AddShippingInfoInput",
    "AddressInput",
    "CreateCaptureInput",
    "CreateRefundInput",
    "OrderLineInput",
    "ProductIdentifiersInput",
    "ShippingInfoInput",
    "UpdateAuthorizationInput",
    "UpdateCustomerDetailsInput",
    "UpdateMerchantReferencesInput",
]


class ShippingInfoInput(TypedDict, total=False):
    """One shipment of an order or a capture.

    Keys:
        return_shipping_company: Carrier of the return parcel, as exactly as possible (DHL SE, not
            just DHL), up to 100 characters. At most 100 characters.
        return_tracking_number: Tracking number of the return parcel, up to 100 characters. At most
            100 characters.
        return_tracking_uri: Page on which the customer can follow the return parcel, up to 1024
            characters. At most 1024 characters.
        shipping_company: Carrier, as exactly as possible (DHL SE, not just DHL), up to 100
            characters. At most 100 characters.
        shipping_method: How the goods are delivered: PickUpStore, Home, BoxReg, BoxUnreg,
            PickUpPoint, Own, Postal, DHLPackstation, Digital, Undefined, PickUpWarehouse,
            ClickCollect or PalletDelivery. One of PickUpStore, Home, BoxReg, BoxUnreg,
            PickUpPoint, Own, Postal, DHLPackstation, Digital, Undefined, PickUpWarehouse,
            ClickCollect, PalletDelivery.
        tracking_number: Tracking number of the parcel, up to 100 characters. At most 100
            characters.
        tracking_uri: Page on which the customer can follow the parcel, up to 1024 characters. At
            most 1024 characters.
    """

    return_shipping_company: str
    return_tracking_number: str
    return_tracking_uri: str
    shipping_company: str
    shipping_method: ShippingMethod | str
    tracking_number: str
    tracking_uri: str


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
        title: Form of address, such as Herr or Fru. At most 20 characters.
    """

    attention: str
    city: str
    country: str
    email: str
    family_name: str
    given_name: str
    organization_name: str
    phone: str
    postal_code: str
    region: str
    street_address: str
    street_address2: str
    title: str


class OrderLineInput(TypedDict, total=False):
    """One line of an order, a capture or a refund.

    Keys:
        image_url: Link to a picture of the item, for messages from Kustom to the customer. Up to
            1024 characters. At most 1024 characters.
        merchant_data: Your own data about this line, up to 1024 characters. At most 1024
            characters.
        name: What the item is called, up to 255 characters. At most 255 characters.
        product_identifiers: Codes and names that identify the product.
        product_url: Link to the item in your shop, for messages from Kustom to the customer. Up to
            1024 characters. At most 1024 characters.
        quantity: How many. At least 0.
        quantity_unit: What the quantity counts, up to 10 characters. At most 10 characters.
        reference: Article number, SKU or another identifier of the product variant, up to 255
            characters. At most 255 characters.
        tax_rate: Tax rate in hundredths of a percent: 2500 is 25 %. At least 0.
        total_amount: Total in minor units, including tax and discount: `quantity * unit_price -
            total_discount_amount`. At most 200000000. At most 200000000.
        total_discount_amount: Discount in minor units, including tax: 1200 is 12.00. At most
            200000000. 0 to 200000000.
        total_tax_amount: Tax in the total, in minor units. At most 200000000. At most 200000000.
        type: Kind of line. One of physical, discount, shipping_fee, sales_tax, store_credit,
            gift_card, digital, surcharge, return_fee, package.
        unit_price: Price of one, in minor units, including tax and before discount. At most
            200000000. At most 200000000.
    """

    image_url: str
    merchant_data: str
    name: Required[str]
    product_identifiers: (
        protocols.ProductIdentifiers | ProductIdentifiersInput | protocols.ProductIdentifiersInput
    )
    product_url: str
    quantity: Required[int]
    quantity_unit: str
    reference: str
    tax_rate: int
    total_amount: Required[int]
    total_discount_amount: int
    total_tax_amount: int
    type: OrderLineType | str
    unit_price: Required[int]


class ProductIdentifiersInput(TypedDict, total=False):
    """Codes and names that identify the product.

    Keys:
        brand: Brand as consumers know it, up to 70 characters. Leave it out if the product has
            none. At most 70 characters.
        category_path: Category in your shop, from the broadest to the most detailed, joined by ` >
            `, up to 750 characters. At most 750 characters.
        color: Colour as the customer reads it, up to 64 characters. At most 64 characters.
        global_trade_item_number: Global Trade Item Number (GTIN): an EAN, ISBN or UPC, preferably
            without dashes and spaces, up to 50 characters. At most 50 characters.
        manufacturer_part_number: Part number (MPN) given by the manufacturer, which identifies the
            product together with the brand. Use the most specific one, up to 70 characters.
            At most 70 characters.
        size: Size as the customer reads it, up to 64 characters. At most 64 characters.
    """

    brand: str
    category_path: str
    color: str
    global_trade_item_number: str
    manufacturer_part_number: str
    size: str


class AddShippingInfoInput(TypedDict, total=False):
    """Shipments to add.

    Keys:
        shipping_info: Shipments to add, 1 to 500. 1 to 500 items.
    """

    shipping_info: Required[
        Sequence[protocols.ShippingInfo | ShippingInfoInput | protocols.ShippingInfoInput]
    ]


class CreateCaptureInput(TypedDict, total=False):
    """What to capture.

    Keys:
        captured_amount: Amount to capture in minor units, at most 200000000. 0 to 200000000.
        description: Text about the capture that the customer will see, up to 255 characters. At
            most 255 characters.
        order_lines: Lines to capture, at most 1000. At most 1000 items.
        reference: Your own reference for the capture, up to 255 characters. It will appear in the
            settlement files. At most 255 characters.
        shipping_delay: Time until the goods are shipped, which improves what the customer is told
            about payment. Not returned when the order is read. Values above 0 are accepted
            only once Kustom has enabled them for the account. The unit is not documented.
            At least 0.
        shipping_info: Shipments of this capture, at most 500. At most 500 items.
    """

    captured_amount: Required[int]
    description: str
    order_lines: Sequence[protocols.OrderLine | OrderLineInput | protocols.OrderLineInput]
    reference: str
    shipping_delay: int
    shipping_info: Sequence[
        protocols.ShippingInfo | ShippingInfoInput | protocols.ShippingInfoInput
    ]


class CreateRefundInput(TypedDict, total=False):
    """What to refund.

    Keys:
        description: Text about the refund that the customer will see, up to 255 characters. At most
            255 characters.
        order_lines: Lines to refund, at most 1000. Optional, but the customer sees what the money
            is for. At most 1000 items.
        reference: Your own reference for the refund, up to 255 characters. It will appear in the
            settlement files. At most 255 characters.
        refunded_amount: Amount to refund in minor units, at most 200000000. 0 to 200000000.
    """

    description: str
    order_lines: Sequence[protocols.OrderLine | OrderLineInput | protocols.OrderLineInput]
    reference: str
    refunded_amount: Required[int]


class UpdateAuthorizationInput(TypedDict, total=False):
    """New total and lines of an order.

    Keys:
        description: Why the order changes, up to 255 characters. At most 255 characters.
        order_amount: New total of the order in minor units, at most 200000000. 0 to 200000000.
        order_lines: Lines that replace all lines of the order, at most 1000. Always send them. At
            most 1000 items.
    """

    description: str
    order_amount: Required[int]
    order_lines: Required[Sequence[protocols.OrderLine | OrderLineInput | protocols.OrderLineInput]]


class UpdateCustomerDetailsInput(TypedDict, total=False):
    """New shipping address of an order.

    Keys:
        shipping_address: A postal address, for billing or shipping.
    """

    shipping_address: protocols.Address | AddressInput | protocols.AddressInput


class UpdateMerchantReferencesInput(TypedDict, total=False):
    """New references of an order.

    Keys:
        merchant_reference1: New first reference, up to 255 characters; if sent, it overwrites the
            old one. At most 255 characters.
        merchant_reference2: New second reference, up to 255 characters; if sent, it overwrites the
            old one. At most 255 characters.
    """

    merchant_reference1: str
    merchant_reference2: str
