# Generated from openapi/klarna.yaml and overlays/klarna by "make generate"; change those, not this.
"""The enumerations of Order Management (Klarna); all of them take values that are not listed here, too."""

from __future__ import annotations

from ..runtime.models import OpenEnum

__all__ = ["OrderLineType", "OrderStatus", "ShippingMethod", "SubscriptionInterval"]


class OrderStatus(OpenEnum):
    """State of the order."""

    AUTHORIZED = "AUTHORIZED"
    PART_CAPTURED = "PART_CAPTURED"
    CAPTURED = "CAPTURED"
    CANCELLED = "CANCELLED"
    EXPIRED = "EXPIRED"
    CLOSED = "CLOSED"


class OrderLineType(OpenEnum):
    """Kind of line."""

    PHYSICAL = "physical"
    DISCOUNT = "discount"
    SHIPPING_FEE = "shipping_fee"
    SALES_TAX = "sales_tax"
    STORE_CREDIT = "store_credit"
    GIFT_CARD = "gift_card"
    DIGITAL = "digital"
    SURCHARGE = "surcharge"
    RETURN_FEE = "return_fee"


class ShippingMethod(OpenEnum):
    """How the goods are delivered: PickUpStore, Home, BoxReg, BoxUnreg, PickUpPoint, Own, Postal,
    DHLPackstation, Digital, Undefined, PickUpWarehouse, ClickCollect or PalletDelivery."""

    PICK_UP_STORE = "PickUpStore"
    HOME = "Home"
    BOX_REG = "BoxReg"
    BOX_UNREG = "BoxUnreg"
    PICK_UP_POINT = "PickUpPoint"
    OWN = "Own"
    POSTAL = "Postal"
    DHL_PACKSTATION = "DHLPackstation"
    DIGITAL = "Digital"
    UNDEFINED = "Undefined"
    PICK_UP_WAREHOUSE = "PickUpWarehouse"
    CLICK_COLLECT = "ClickCollect"
    PALLET_DELIVERY = "PalletDelivery"


class SubscriptionInterval(OpenEnum):
    """Unit of the interval: DAY, WEEK, MONTH or YEAR."""

    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"
    YEAR = "YEAR"
