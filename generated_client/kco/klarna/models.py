# Generated from openapi/klarna.yaml and overlays/klarna by "make generate"; change those, not this.
"""The models of Order Management (Klarna), read from answers and made for requests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, ClassVar, final

import attrs

from ..derived import OrderProperties
from ..runtime import reading
from ..runtime.models import CreatedModel, DecodeIssue, Model, draft_of
from .enumerations import OrderLineType, OrderStatus, ShippingMethod, SubscriptionInterval

__all__ = [
    "Addon",
    "Address",
    "Capture",
    "CaptureCreated",
    "CarrierProduct",
    "Customer",
    "DueDateOption",
    "DueDateOptions",
    "ErrorMessage",
    "InitialPaymentMethod",
    "Location",
    "LocationAddress",
    "Order",
    "OrderLine",
    "ProductIdentifiers",
    "Refund",
    "RefundCreated",
    "SelectedShippingOption",
    "ShippingInfo",
    "Subscription",
    "Timeslot",
]


@final
@attrs.frozen(slots=True, kw_only=True, repr=False, unsafe_hash=False)
class Addon(Model):
    """An extra that the customer added to the shipping option.

    Args:
        external_id: Id of the add-on in the transport management system (TMS).
        price: Price of the add-on in minor units. At least 0.
        type: Kind of add-on, for example `sms` or `entry-code`.
        user_input: What the customer typed in for this add-on.
    """

    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # pyright: ignore
    FIELDS: ClassVar[tuple[str, ...]] = ("external_id", "price", "type", "user_input")
    PERSONAL_FIELDS: ClassVar[frozenset[str]] = frozenset({"user_input"})

    external_id: str | None = None
    price: int
    type: str
    user_input: str | None = None

    _source: dict[str, Any] | None = attrs.field(default=None, alias="_source", eq=False)
    _issues: tuple[DecodeIssue, ...] = attrs.field(default=(), alias="_issues", eq=False)
    _untouched: bool = attrs.field(default=False, init=False, eq=False)

    @classmethod
    def from_dict(cls, source: dict[str, Any]) -> Addon:
        """Read a JSON object; see `Model.from_dict`."""
        self: Any = _AddonDraft()
        issues: list[DecodeIssue] = []
        if "external_id" in source:
            value = source["external_id"]
            if type(value) is not str:
                value = reading.text(value, "external_id", issues)
            self.external_id = value
        else:
            self.external_id = None
        if "price" in source:
            value = source["price"]
            if type(value) is not int:
                value = reading.integer(value, "price", issues)
            self.price = value
        else:
            self.price = reading.missing("price", "integer", issues)
        if "type" in source:
            value = source["type"]
            if type(value) is not str:
                value = reading.text(value, "type", issues)
            self.type = value
        else:
            self.type = reading.missing("type", "string", issues)
        if "user_input" in source:
            value = source["user_input"]
            if type(value) is not str:
                value = reading.text(value, "user_input", issues)
            self.user_input = value
        else:
            self.user_input = None
        self._source = source
        self._issues = tuple(issues) if issues else ()
        self._untouched = True
        self.__class__ = Addon
        made: Addon = self
        return made


_AddonDraft = draft_of(Addon)
_Addon_from_dict: Any = Addon.from_dict


@final
@attrs.frozen(slots=True, kw_only=True, repr=False, unsafe_hash=False)
class Address(Model):
    """A postal address, for billing or shipping.

    Args:
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

    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # pyright: ignore
    FIELDS: ClassVar[tuple[str, ...]] = (
        "attention",
        "city",
        "country",
        "email",
        "family_name",
        "given_name",
        "organization_name",
        "phone",
        "postal_code",
        "region",
        "street_address",
        "street_address2",
        "title",
    )
    PERSONAL: ClassVar[bool] = True

    attention: str | None = None
    city: str | None = None
    country: str | None = None
    email: str | None = None
    family_name: str | None = None
    given_name: str | None = None
    organization_name: str | None = None
    phone: str | None = None
    postal_code: str | None = None
    region: str | None = None
    street_address: str | None = None
    street_address2: str | None = None
    title: str | None = None

    _source: dict[str, Any] | None = attrs.field(default=None, alias="_source", eq=False)
    _issues: tuple[DecodeIssue, ...] = attrs.field(default=(), alias="_issues", eq=False)
    _untouched: bool = attrs.field(default=False, init=False, eq=False)

    @classmethod
    def from_dict(cls, source: dict[str, Any]) -> Address:
        """Read a JSON object; see `Model.from_dict`."""
        self: Any = _AddressDraft()
        issues: list[DecodeIssue] = []
        if "attention" in source:
            value = source["attention"]
            if type(value) is not str:
                value = reading.text(value, "attention", issues)
            self.attention = value
        else:
            self.attention = None
        if "city" in source:
            value = source["city"]
            if type(value) is not str:
                value = reading.text(value, "city", issues)
            self.city = value
        else:
            self.city = None
        if "country" in source:
            value = source["country"]
            if type(value) is not str:
                value = reading.text(value, "country", issues)
            self.country = value
        else:
            self.country = None
        if "email" in source:
            value = source["email"]
            if type(value) is not str:
                value = reading.text(value, "email", issues)
            self.email = value
        else:
            self.email = None
        if "family_name" in source:
            value = source["family_name"]
            if type(value) is not str:
                value = reading.text(value, "family_name", issues)
            self.family_name = value
        else:
            self.family_name = None
        if "given_name" in source:
            value = source["given_name"]
            if type(value) is not str:
                value = reading.text(value, "given_name", issues)
            self.given_name = value
        else:
            self.given_name = None
        if "organization_name" in source:
            value = source["organization_name"]
            if type(value) is not str:
                value = reading.text(value, "organization_name", issues)
            self.organization_name = value
        else:
            self.organization_name = None
        if "phone" in source:
            value = source["phone"]
            if type(value) is not str:
                value = reading.text(value, "phone", issues)
            self.phone = value
        else:
            self.phone = None
        if "postal_code" in source:
            value = source["postal_code"]
            if type(value) is not str:
                value = reading.text(value, "postal_code", issues)
            self.postal_code = value
        else:
            self.postal_code = None
        if "region" in source:
            value = source["region"]
            if type(value) is not str:
                value = reading.text(value, "region", issues)
            self.region = value
        else:
            self.region = None
        if "street_address" in source:
            value = source["street_address"]
            if type(value) is not str:
                value = reading.text(value, "street_address", issues)
            self.street_address = value
        else:
            self.street_address = None
        if "street_address2" in source:
            value = source["street_address2"]
            if type(value) is not str:
                value = reading.text(value, "street_address2", issues)
            self.street_address2 = value
        else:
            self.street_address2 = None
        if "title" in source:
            value = source["title"]
            if type(value) is not str:
                value = reading.text(value, "title", issues)
            self.title = value
        else:
            self.title = None
        self._source = source
        self._issues = tuple(issues) if issues else ()
        self._untouched = True
        self.__class__ = Address
        made: Address = self
        return made


_AddressDraft = draft_of(Address)
_Address_from_dict: Any = Address.from_dict


@final
@attrs.frozen(slots=True, kw_only=True, repr=False, unsafe_hash=False)
class ProductIdentifiers(Model):
    """Codes and names that identify the product.

    Args:
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

    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # pyright: ignore
    FIELDS: ClassVar[tuple[str, ...]] = (
        "brand",
        "category_path",
        "color",
        "global_trade_item_number",
        "manufacturer_part_number",
        "size",
    )

    brand: str | None = None
    category_path: str | None = None
    color: str | None = None
    global_trade_item_number: str | None = None
    manufacturer_part_number: str | None = None
    size: str | None = None

    _source: dict[str, Any] | None = attrs.field(default=None, alias="_source", eq=False)
    _issues: tuple[DecodeIssue, ...] = attrs.field(default=(), alias="_issues", eq=False)
    _untouched: bool = attrs.field(default=False, init=False, eq=False)

    @classmethod
    def from_dict(cls, source: dict[str, Any]) -> ProductIdentifiers:
        """Read a JSON object; see `Model.from_dict`."""
        self: Any = _ProductIdentifiersDraft()
        issues: list[DecodeIssue] = []
        if "brand" in source:
            value = source["brand"]
            if type(value) is not str:
                value = reading.text(value, "brand", issues)
            self.brand = value
        else:
            self.brand = None
        if "category_path" in source:
            value = source["category_path"]
            if type(value) is not str:
                value = reading.text(value, "category_path", issues)
            self.category_path = value
        else:
            self.category_path = None
        if "color" in source:
            value = source["color"]
            if type(value) is not str:
                value = reading.text(value, "color", issues)
            self.color = value
        else:
            self.color = None
        if "global_trade_item_number" in source:
            value = source["global_trade_item_number"]
            if type(value) is not str:
                value = reading.text(value, "global_trade_item_number", issues)
            self.global_trade_item_number = value
        else:
            self.global_trade_item_number = None
        if "manufacturer_part_number" in source:
            value = source["manufacturer_part_number"]
            if type(value) is not str:
                value = reading.text(value, "manufacturer_part_number", issues)
            self.manufacturer_part_number = value
        else:
            self.manufacturer_part_number = None
        if "size" in source:
            value = source["size"]
            if type(value) is not str:
                value = reading.text(value, "size", issues)
            self.size = value
        else:
            self.size = None
        self._source = source
        self._issues = tuple(issues) if issues else ()
        self._untouched = True
        self.__class__ = ProductIdentifiers
        made: ProductIdentifiers = self
        return made


_ProductIdentifiersDraft = draft_of(ProductIdentifiers)
_ProductIdentifiers_from_dict: Any = ProductIdentifiers.from_dict


@final
@attrs.frozen(slots=True, kw_only=True, repr=False, unsafe_hash=False)
class Subscription(Model):
    """Subscription that the item on this line belongs to: its name and how often it recurs.

    Args:
        interval: Unit of the interval: DAY, WEEK, MONTH or YEAR.
        interval_count: How many units one interval lasts, at least 1.
        name: Name of the subscription, up to 255 characters.
    """

    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # pyright: ignore
    FIELDS: ClassVar[tuple[str, ...]] = ("interval", "interval_count", "name")

    interval: SubscriptionInterval
    interval_count: int
    name: str

    _source: dict[str, Any] | None = attrs.field(default=None, alias="_source", eq=False)
    _issues: tuple[DecodeIssue, ...] = attrs.field(default=(), alias="_issues", eq=False)
    _untouched: bool = attrs.field(default=False, init=False, eq=False)

    @classmethod
    def from_dict(cls, source: dict[str, Any]) -> Subscription:
        """Read a JSON object; see `Model.from_dict`."""
        self: Any = _SubscriptionDraft()
        issues: list[DecodeIssue] = []
        if "interval" in source:
            value = source["interval"]
            if type(value) is str and value in _known_SubscriptionInterval:
                value = _known_SubscriptionInterval[value]
            else:
                value = _read_SubscriptionInterval(value, "interval", issues)
            self.interval = value
        else:
            self.interval = reading.missing("interval", "string", issues)
        if "interval_count" in source:
            value = source["interval_count"]
            if type(value) is not int:
                value = reading.integer(value, "interval_count", issues)
            self.interval_count = value
        else:
            self.interval_count = reading.missing("interval_count", "integer", issues)
        if "name" in source:
            value = source["name"]
            if type(value) is not str:
                value = reading.text(value, "name", issues)
            self.name = value
        else:
            self.name = reading.missing("name", "string", issues)
        self._source = source
        self._issues = tuple(issues) if issues else ()
        self._untouched = True
        self.__class__ = Subscription
        made: Subscription = self
        return made


_SubscriptionDraft = draft_of(Subscription)
_Subscription_from_dict: Any = Subscription.from_dict


@final
@attrs.frozen(slots=True, kw_only=True, repr=False, unsafe_hash=False)
class OrderLine(Model):
    """One line of an order, a capture or a refund.

    Args:
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

    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # pyright: ignore
    FIELDS: ClassVar[tuple[str, ...]] = (
        "image_url",
        "merchant_data",
        "name",
        "product_identifiers",
        "product_url",
        "quantity",
        "quantity_unit",
        "reference",
        "subscription",
        "tax_rate",
        "total_amount",
        "total_discount_amount",
        "total_tax_amount",
        "type",
        "unit_price",
    )
    PERSONAL_FIELDS: ClassVar[frozenset[str]] = frozenset({"merchant_data"})

    image_url: str | None = None
    merchant_data: str | None = None
    name: str
    product_identifiers: ProductIdentifiers | None = None
    product_url: str | None = None
    quantity: int
    quantity_unit: str | None = None
    reference: str | None = None
    subscription: Subscription | None = None
    tax_rate: int | None = None
    total_amount: int
    total_discount_amount: int | None = None
    total_tax_amount: int | None = None
    type: OrderLineType | None = None
    unit_price: int

    _source: dict[str, Any] | None = attrs.field(default=None, alias="_source", eq=False)
    _issues: tuple[DecodeIssue, ...] = attrs.field(default=(), alias="_issues", eq=False)
    _untouched: bool = attrs.field(default=False, init=False, eq=False)

    @classmethod
    def from_dict(cls, source: dict[str, Any]) -> OrderLine:
        """Read a JSON object; see `Model.from_dict`."""
        self: Any = _OrderLineDraft()
        issues: list[DecodeIssue] = []
        if "image_url" in source:
            value = source["image_url"]
            if type(value) is not str:
                value = reading.text(value, "image_url", issues)
            self.image_url = value
        else:
            self.image_url = None
        if "merchant_data" in source:
            value = source["merchant_data"]
            if type(value) is not str:
                value = reading.text(value, "merchant_data", issues)
            self.merchant_data = value
        else:
            self.merchant_data = None
        if "name" in source:
            value = source["name"]
            if type(value) is not str:
                value = reading.text(value, "name", issues)
            self.name = value
        else:
            self.name = reading.missing("name", "string", issues)
        if "product_identifiers" in source:
            value = source["product_identifiers"]
            if type(value) is dict:
                value = _ProductIdentifiers_from_dict(value)
                if value._issues:
                    issues.extend(issue.below("product_identifiers") for issue in value._issues)
            else:
                value = _read_ProductIdentifiers(value, "product_identifiers", issues)
            self.product_identifiers = value
        else:
            self.product_identifiers = None
        if "product_url" in source:
            value = source["product_url"]
            if type(value) is not str:
                value = reading.text(value, "product_url", issues)
            self.product_url = value
        else:
            self.product_url = None
        if "quantity" in source:
            value = source["quantity"]
            if type(value) is not int:
                value = reading.integer(value, "quantity", issues)
            self.quantity = value
        else:
            self.quantity = reading.missing("quantity", "integer", issues)
        if "quantity_unit" in source:
            value = source["quantity_unit"]
            if type(value) is not str:
                value = reading.text(value, "quantity_unit", issues)
            self.quantity_unit = value
        else:
            self.quantity_unit = None
        if "reference" in source:
            value = source["reference"]
            if type(value) is not str:
                value = reading.text(value, "reference", issues)
            self.reference = value
        else:
            self.reference = None
        if "subscription" in source:
            value = source["subscription"]
            if type(value) is dict:
                value = _Subscription_from_dict(value)
                if value._issues:
                    issues.extend(issue.below("subscription") for issue in value._issues)
            else:
                value = _read_Subscription(value, "subscription", issues)
            self.subscription = value
        else:
            self.subscription = None
        if "tax_rate" in source:
            value = source["tax_rate"]
            if type(value) is not int:
                value = reading.integer(value, "tax_rate", issues)
            self.tax_rate = value
        else:
            self.tax_rate = None
        if "total_amount" in source:
            value = source["total_amount"]
            if type(value) is not int:
                value = reading.integer(value, "total_amount", issues)
            self.total_amount = value
        else:
            self.total_amount = reading.missing("total_amount", "integer", issues)
        if "total_discount_amount" in source:
            value = source["total_discount_amount"]
            if type(value) is not int:
                value = reading.integer(value, "total_discount_amount", issues)
            self.total_discount_amount = value
        else:
            self.total_discount_amount = None
        if "total_tax_amount" in source:
            value = source["total_tax_amount"]
            if type(value) is not int:
                value = reading.integer(value, "total_tax_amount", issues)
            self.total_tax_amount = value
        else:
            self.total_tax_amount = None
        if "type" in source:
            value = source["type"]
            if type(value) is str and value in _known_OrderLineType:
                value = _known_OrderLineType[value]
            else:
                value = _read_OrderLineType(value, "type", issues)
            self.type = value
        else:
            self.type = None
        if "unit_price" in source:
            value = source["unit_price"]
            if type(value) is not int:
                value = reading.integer(value, "unit_price", issues)
            self.unit_price = value
        else:
            self.unit_price = reading.missing("unit_price", "integer", issues)
        self._source = source
        self._issues = tuple(issues) if issues else ()
        self._untouched = True
        self.__class__ = OrderLine
        made: OrderLine = self
        return made


_OrderLineDraft = draft_of(OrderLine)
_OrderLine_from_dict: Any = OrderLine.from_dict


@final
@attrs.frozen(slots=True, kw_only=True, repr=False, unsafe_hash=False)
class ShippingInfo(Model):
    """One shipment of an order or a capture.

    Args:
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

    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # pyright: ignore
    FIELDS: ClassVar[tuple[str, ...]] = (
        "return_shipping_company",
        "return_tracking_number",
        "return_tracking_uri",
        "shipping_company",
        "shipping_method",
        "tracking_number",
        "tracking_uri",
    )

    return_shipping_company: str | None = None
    return_tracking_number: str | None = None
    return_tracking_uri: str | None = None
    shipping_company: str | None = None
    shipping_method: ShippingMethod | None = None
    tracking_number: str | None = None
    tracking_uri: str | None = None

    _source: dict[str, Any] | None = attrs.field(default=None, alias="_source", eq=False)
    _issues: tuple[DecodeIssue, ...] = attrs.field(default=(), alias="_issues", eq=False)
    _untouched: bool = attrs.field(default=False, init=False, eq=False)

    @classmethod
    def from_dict(cls, source: dict[str, Any]) -> ShippingInfo:
        """Read a JSON object; see `Model.from_dict`."""
        self: Any = _ShippingInfoDraft()
        issues: list[DecodeIssue] = []
        if "return_shipping_company" in source:
            value = source["return_shipping_company"]
            if type(value) is not str:
                value = reading.text(value, "return_shipping_company", issues)
            self.return_shipping_company = value
        else:
            self.return_shipping_company = None
        if "return_tracking_number" in source:
            value = source["return_tracking_number"]
            if type(value) is not str:
                value = reading.text(value, "return_tracking_number", issues)
            self.return_tracking_number = value
        else:
            self.return_tracking_number = None
        if "return_tracking_uri" in source:
            value = source["return_tracking_uri"]
            if type(value) is not str:
                value = reading.text(value, "return_tracking_uri", issues)
            self.return_tracking_uri = value
        else:
            self.return_tracking_uri = None
        if "shipping_company" in source:
            value = source["shipping_company"]
            if type(value) is not str:
                value = reading.text(value, "shipping_company", issues)
            self.shipping_company = value
        else:
            self.shipping_company = None
        if "shipping_method" in source:
            value = source["shipping_method"]
            if type(value) is str and value in _known_ShippingMethod:
                value = _known_ShippingMethod[value]
            else:
                value = _read_ShippingMethod(value, "shipping_method", issues)
            self.shipping_method = value
        else:
            self.shipping_method = None
        if "tracking_number" in source:
            value = source["tracking_number"]
            if type(value) is not str:
                value = reading.text(value, "tracking_number", issues)
            self.tracking_number = value
        else:
            self.tracking_number = None
        if "tracking_uri" in source:
            value = source["tracking_uri"]
            if type(value) is not str:
                value = reading.text(value, "tracking_uri", issues)
            self.tracking_uri = value
        else:
            self.tracking_uri = None
        self._source = source
        self._issues = tuple(issues) if issues else ()
        self._untouched = True
        self.__class__ = ShippingInfo
        made: ShippingInfo = self
        return made


_ShippingInfoDraft = draft_of(ShippingInfo)
_ShippingInfo_from_dict: Any = ShippingInfo.from_dict


@final
@attrs.frozen(slots=True, kw_only=True, repr=False, unsafe_hash=False)
class Capture(Model):
    """A capture: money taken for goods that are on their way.

    Args:
        billing_address: A postal address, for billing or shipping.
        capture_id: Id of the capture, assigned by the server when it is created.
        captured_amount: Amount of this capture in minor units. At least 1.
        captured_at: When the capture was made (ISO 8601).
        description: Text about the capture that the customer sees.
        klarna_reference: Short reference for talking to the customer about this capture.
        order_lines: Lines that were captured; the customer sees them.
        reference: Your own reference for the capture, up to 255 characters. It appears in the
            settlement files.
        refunded_amount: How much of this capture has been refunded, in minor units.
        shipping_address: A postal address, for billing or shipping.
        shipping_info: Shipments of this capture.
    """

    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # pyright: ignore
    FIELDS: ClassVar[tuple[str, ...]] = (
        "billing_address",
        "capture_id",
        "captured_amount",
        "captured_at",
        "description",
        "klarna_reference",
        "order_lines",
        "reference",
        "refunded_amount",
        "shipping_address",
        "shipping_info",
    )
    PERSONAL_FIELDS: ClassVar[frozenset[str]] = frozenset({"billing_address", "shipping_address"})

    billing_address: Address | None = None
    capture_id: str
    captured_amount: int
    captured_at: datetime
    description: str | None = None
    klarna_reference: str | None = None
    order_lines: tuple[OrderLine, ...] | None = None
    reference: str | None = None
    refunded_amount: int
    shipping_address: Address | None = None
    shipping_info: tuple[ShippingInfo, ...] | None = None

    _source: dict[str, Any] | None = attrs.field(default=None, alias="_source", eq=False)
    _issues: tuple[DecodeIssue, ...] = attrs.field(default=(), alias="_issues", eq=False)
    _untouched: bool = attrs.field(default=False, init=False, eq=False)

    @classmethod
    def from_dict(cls, source: dict[str, Any]) -> Capture:
        """Read a JSON object; see `Model.from_dict`."""
        self: Any = _CaptureDraft()
        issues: list[DecodeIssue] = []
        if "billing_address" in source:
            value = source["billing_address"]
            if type(value) is dict:
                value = _Address_from_dict(value)
                if value._issues:
                    issues.extend(issue.below("billing_address") for issue in value._issues)
            else:
                value = _read_Address(value, "billing_address", issues)
            self.billing_address = value
        else:
            self.billing_address = None
        if "capture_id" in source:
            value = source["capture_id"]
            if type(value) is not str:
                value = reading.text(value, "capture_id", issues)
            self.capture_id = value
        else:
            self.capture_id = reading.missing("capture_id", "string", issues)
        if "captured_amount" in source:
            value = source["captured_amount"]
            if type(value) is not int:
                value = reading.integer(value, "captured_amount", issues)
            self.captured_amount = value
        else:
            self.captured_amount = reading.missing("captured_amount", "integer", issues)
        if "captured_at" in source:
            value = source["captured_at"]
            value = reading.moment(value, "captured_at", issues)
            self.captured_at = value
        else:
            self.captured_at = reading.missing("captured_at", "date-time", issues)
        if "description" in source:
            value = source["description"]
            if type(value) is not str:
                value = reading.text(value, "description", issues)
            self.description = value
        else:
            self.description = None
        if "klarna_reference" in source:
            value = source["klarna_reference"]
            if type(value) is not str:
                value = reading.text(value, "klarna_reference", issues)
            self.klarna_reference = value
        else:
            self.klarna_reference = None
        if "order_lines" in source:
            value = source["order_lines"]
            value = _read_OrderLine_array(value, "order_lines", issues)
            self.order_lines = value
        else:
            self.order_lines = None
        if "reference" in source:
            value = source["reference"]
            if type(value) is not str:
                value = reading.text(value, "reference", issues)
            self.reference = value
        else:
            self.reference = None
        if "refunded_amount" in source:
            value = source["refunded_amount"]
            if type(value) is not int:
                value = reading.integer(value, "refunded_amount", issues)
            self.refunded_amount = value
        else:
            self.refunded_amount = reading.missing("refunded_amount", "integer", issues)
        if "shipping_address" in source:
            value = source["shipping_address"]
            if type(value) is dict:
                value = _Address_from_dict(value)
                if value._issues:
                    issues.extend(issue.below("shipping_address") for issue in value._issues)
            else:
                value = _read_Address(value, "shipping_address", issues)
            self.shipping_address = value
        else:
            self.shipping_address = None
        if "shipping_info" in source:
            value = source["shipping_info"]
            value = _read_ShippingInfo_array(value, "shipping_info", issues)
            self.shipping_info = value
        else:
            self.shipping_info = None
        self._source = source
        self._issues = tuple(issues) if issues else ()
        self._untouched = True
        self.__class__ = Capture
        made: Capture = self
        return made


_CaptureDraft = draft_of(Capture)
_Capture_from_dict: Any = Capture.from_dict


@final
@attrs.frozen(slots=True, kw_only=True, repr=False, unsafe_hash=False)
class CarrierProduct(Model):
    """Product of the carrier behind the chosen shipping option.

    Args:
        identifier: Id the carrier's product goes by.
        name: Name the carrier's product goes by.
    """

    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # pyright: ignore
    FIELDS: ClassVar[tuple[str, ...]] = ("identifier", "name")

    identifier: str | None = None
    name: str | None = None

    _source: dict[str, Any] | None = attrs.field(default=None, alias="_source", eq=False)
    _issues: tuple[DecodeIssue, ...] = attrs.field(default=(), alias="_issues", eq=False)
    _untouched: bool = attrs.field(default=False, init=False, eq=False)

    @classmethod
    def from_dict(cls, source: dict[str, Any]) -> CarrierProduct:
        """Read a JSON object; see `Model.from_dict`."""
        self: Any = _CarrierProductDraft()
        issues: list[DecodeIssue] = []
        if "identifier" in source:
            value = source["identifier"]
            if type(value) is not str:
                value = reading.text(value, "identifier", issues)
            self.identifier = value
        else:
            self.identifier = None
        if "name" in source:
            value = source["name"]
            if type(value) is not str:
                value = reading.text(value, "name", issues)
            self.name = value
        else:
            self.name = None
        self._source = source
        self._issues = tuple(issues) if issues else ()
        self._untouched = True
        self.__class__ = CarrierProduct
        made: CarrierProduct = self
        return made


_CarrierProductDraft = draft_of(CarrierProduct)
_CarrierProduct_from_dict: Any = CarrierProduct.from_dict


@final
@attrs.frozen(slots=True, kw_only=True, repr=False, unsafe_hash=False)
class LocationAddress(Model):
    """Where the pickup location is found.

    Args:
        city: Town of the location.
        country: Country the location is in.
        postal_code: Postal code, checked against the addressing rules of the Universal Postal
            Union.
        region: State, province or region of the location.
        street_address: Street and number, checked against the addressing rules of the Universal
            Postal Union.
        street_address__2: Further address line. The name is published with two underscores.
    """

    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # pyright: ignore
    FIELDS: ClassVar[tuple[str, ...]] = (
        "city",
        "country",
        "postal_code",
        "region",
        "street_address",
        "street_address__2",
    )

    city: str | None = None
    country: str
    postal_code: str | None = None
    region: str | None = None
    street_address: str
    street_address__2: str | None = None

    _source: dict[str, Any] | None = attrs.field(default=None, alias="_source", eq=False)
    _issues: tuple[DecodeIssue, ...] = attrs.field(default=(), alias="_issues", eq=False)
    _untouched: bool = attrs.field(default=False, init=False, eq=False)

    @classmethod
    def from_dict(cls, source: dict[str, Any]) -> LocationAddress:
        """Read a JSON object; see `Model.from_dict`."""
        self: Any = _LocationAddressDraft()
        issues: list[DecodeIssue] = []
        if "city" in source:
            value = source["city"]
            if type(value) is not str:
                value = reading.text(value, "city", issues)
            self.city = value
        else:
            self.city = None
        if "country" in source:
            value = source["country"]
            if type(value) is not str:
                value = reading.text(value, "country", issues)
            self.country = value
        else:
            self.country = reading.missing("country", "string", issues)
        if "postal_code" in source:
            value = source["postal_code"]
            if type(value) is not str:
                value = reading.text(value, "postal_code", issues)
            self.postal_code = value
        else:
            self.postal_code = None
        if "region" in source:
            value = source["region"]
            if type(value) is not str:
                value = reading.text(value, "region", issues)
            self.region = value
        else:
            self.region = None
        if "street_address" in source:
            value = source["street_address"]
            if type(value) is not str:
                value = reading.text(value, "street_address", issues)
            self.street_address = value
        else:
            self.street_address = reading.missing("street_address", "string", issues)
        if "street_address__2" in source:
            value = source["street_address__2"]
            if type(value) is not str:
                value = reading.text(value, "street_address__2", issues)
            self.street_address__2 = value
        else:
            self.street_address__2 = None
        self._source = source
        self._issues = tuple(issues) if issues else ()
        self._untouched = True
        self.__class__ = LocationAddress
        made: LocationAddress = self
        return made


_LocationAddressDraft = draft_of(LocationAddress)
_LocationAddress_from_dict: Any = LocationAddress.from_dict


@final
@attrs.frozen(slots=True, kw_only=True, repr=False, unsafe_hash=False)
class Location(Model):
    """Pickup location of the chosen shipping option.

    Args:
        address: Where the pickup location is found.
        id: Id of the pickup location.
        name: Name of the pickup location, as shown to people.
        price: Price of delivery to this location in minor units.
    """

    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # pyright: ignore
    FIELDS: ClassVar[tuple[str, ...]] = ("address", "id", "name", "price")

    address: LocationAddress | None = None
    id: str | None = None
    name: str | None = None
    price: int | None = None

    _source: dict[str, Any] | None = attrs.field(default=None, alias="_source", eq=False)
    _issues: tuple[DecodeIssue, ...] = attrs.field(default=(), alias="_issues", eq=False)
    _untouched: bool = attrs.field(default=False, init=False, eq=False)

    @classmethod
    def from_dict(cls, source: dict[str, Any]) -> Location:
        """Read a JSON object; see `Model.from_dict`."""
        self: Any = _LocationDraft()
        issues: list[DecodeIssue] = []
        if "address" in source:
            value = source["address"]
            if type(value) is dict:
                value = _LocationAddress_from_dict(value)
                if value._issues:
                    issues.extend(issue.below("address") for issue in value._issues)
            else:
                value = _read_LocationAddress(value, "address", issues)
            self.address = value
        else:
            self.address = None
        if "id" in source:
            value = source["id"]
            if type(value) is not str:
                value = reading.text(value, "id", issues)
            self.id = value
        else:
            self.id = None
        if "name" in source:
            value = source["name"]
            if type(value) is not str:
                value = reading.text(value, "name", issues)
            self.name = value
        else:
            self.name = None
        if "price" in source:
            value = source["price"]
            if type(value) is not int:
                value = reading.integer(value, "price", issues)
            self.price = value
        else:
            self.price = None
        self._source = source
        self._issues = tuple(issues) if issues else ()
        self._untouched = True
        self.__class__ = Location
        made: Location = self
        return made


_LocationDraft = draft_of(Location)
_Location_from_dict: Any = Location.from_dict


@final
@attrs.frozen(slots=True, kw_only=True, repr=False, unsafe_hash=False)
class Refund(Model):
    """A refund: captured money that goes back to the customer.

    Args:
        credit_invoice: For business customers (B2B): `true` if an order paid by B2B invoice is
            refunded as a credit invoice.
        description: Text about the refund that the customer sees, up to 255 characters.
        order_lines: Lines that were refunded; the customer sees them. At most 1000.
        reference: Your own reference for the refund, up to 255 characters. It appears in the
            settlement files.
        refund_id: Id of the refund, assigned by the server when it is created.
        refunded_amount: Amount of this refund in minor units.
        refunded_at: When the refund was made (ISO 8601).
    """

    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # pyright: ignore
    FIELDS: ClassVar[tuple[str, ...]] = (
        "credit_invoice",
        "description",
        "order_lines",
        "reference",
        "refund_id",
        "refunded_amount",
        "refunded_at",
    )

    credit_invoice: bool | None = None
    description: str | None = None
    order_lines: tuple[OrderLine, ...] | None = None
    reference: str | None = None
    refund_id: str
    refunded_amount: int
    refunded_at: datetime

    _source: dict[str, Any] | None = attrs.field(default=None, alias="_source", eq=False)
    _issues: tuple[DecodeIssue, ...] = attrs.field(default=(), alias="_issues", eq=False)
    _untouched: bool = attrs.field(default=False, init=False, eq=False)

    @classmethod
    def from_dict(cls, source: dict[str, Any]) -> Refund:
        """Read a JSON object; see `Model.from_dict`."""
        self: Any = _RefundDraft()
        issues: list[DecodeIssue] = []
        if "credit_invoice" in source:
            value = source["credit_invoice"]
            if type(value) is not bool:
                value = reading.boolean(value, "credit_invoice", issues)
            self.credit_invoice = value
        else:
            self.credit_invoice = None
        if "description" in source:
            value = source["description"]
            if type(value) is not str:
                value = reading.text(value, "description", issues)
            self.description = value
        else:
            self.description = None
        if "order_lines" in source:
            value = source["order_lines"]
            value = _read_OrderLine_array(value, "order_lines", issues)
            self.order_lines = value
        else:
            self.order_lines = None
        if "reference" in source:
            value = source["reference"]
            if type(value) is not str:
                value = reading.text(value, "reference", issues)
            self.reference = value
        else:
            self.reference = None
        if "refund_id" in source:
            value = source["refund_id"]
            if type(value) is not str:
                value = reading.text(value, "refund_id", issues)
            self.refund_id = value
        else:
            self.refund_id = reading.missing("refund_id", "string", issues)
        if "refunded_amount" in source:
            value = source["refunded_amount"]
            if type(value) is not int:
                value = reading.integer(value, "refunded_amount", issues)
            self.refunded_amount = value
        else:
            self.refunded_amount = reading.missing("refunded_amount", "integer", issues)
        if "refunded_at" in source:
            value = source["refunded_at"]
            value = reading.moment(value, "refunded_at", issues)
            self.refunded_at = value
        else:
            self.refunded_at = reading.missing("refunded_at", "date-time", issues)
        self._source = source
        self._issues = tuple(issues) if issues else ()
        self._untouched = True
        self.__class__ = Refund
        made: Refund = self
        return made


_RefundDraft = draft_of(Refund)
_Refund_from_dict: Any = Refund.from_dict


@final
@attrs.frozen(slots=True, kw_only=True, repr=False, unsafe_hash=False)
class Timeslot(Model):
    """Delivery window that the customer chose.

    Args:
        cutoff: Latest time for this delivery.
        end: When the window closes.
        id: Id of the window.
        price: Price of the window in minor units.
        start: When the window opens.
    """

    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # pyright: ignore
    FIELDS: ClassVar[tuple[str, ...]] = ("cutoff", "end", "id", "price", "start")

    cutoff: str | None = None
    end: str | None = None
    id: str | None = None
    price: int | None = None
    start: str | None = None

    _source: dict[str, Any] | None = attrs.field(default=None, alias="_source", eq=False)
    _issues: tuple[DecodeIssue, ...] = attrs.field(default=(), alias="_issues", eq=False)
    _untouched: bool = attrs.field(default=False, init=False, eq=False)

    @classmethod
    def from_dict(cls, source: dict[str, Any]) -> Timeslot:
        """Read a JSON object; see `Model.from_dict`."""
        self: Any = _TimeslotDraft()
        issues: list[DecodeIssue] = []
        if "cutoff" in source:
            value = source["cutoff"]
            if type(value) is not str:
                value = reading.text(value, "cutoff", issues)
            self.cutoff = value
        else:
            self.cutoff = None
        if "end" in source:
            value = source["end"]
            if type(value) is not str:
                value = reading.text(value, "end", issues)
            self.end = value
        else:
            self.end = None
        if "id" in source:
            value = source["id"]
            if type(value) is not str:
                value = reading.text(value, "id", issues)
            self.id = value
        else:
            self.id = None
        if "price" in source:
            value = source["price"]
            if type(value) is not int:
                value = reading.integer(value, "price", issues)
            self.price = value
        else:
            self.price = None
        if "start" in source:
            value = source["start"]
            if type(value) is not str:
                value = reading.text(value, "start", issues)
            self.start = value
        else:
            self.start = None
        self._source = source
        self._issues = tuple(issues) if issues else ()
        self._untouched = True
        self.__class__ = Timeslot
        made: Timeslot = self
        return made


_TimeslotDraft = draft_of(Timeslot)
_Timeslot_from_dict: Any = Timeslot.from_dict


@final
@attrs.frozen(slots=True, kw_only=True, repr=False, unsafe_hash=False)
class Customer(Model):
    """Who placed the order.

    Args:
        date_of_birth: Date of birth (ISO 8601, YYYY-MM-DD).
        national_identification_number: National identification number of the customer.
    """

    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # pyright: ignore
    FIELDS: ClassVar[tuple[str, ...]] = ("date_of_birth", "national_identification_number")
    PERSONAL: ClassVar[bool] = True

    date_of_birth: date | None = None
    national_identification_number: str | None = None

    _source: dict[str, Any] | None = attrs.field(default=None, alias="_source", eq=False)
    _issues: tuple[DecodeIssue, ...] = attrs.field(default=(), alias="_issues", eq=False)
    _untouched: bool = attrs.field(default=False, init=False, eq=False)

    @classmethod
    def from_dict(cls, source: dict[str, Any]) -> Customer:
        """Read a JSON object; see `Model.from_dict`."""
        self: Any = _CustomerDraft()
        issues: list[DecodeIssue] = []
        if "date_of_birth" in source:
            value = source["date_of_birth"]
            value = reading.day(value, "date_of_birth", issues)
            self.date_of_birth = value
        else:
            self.date_of_birth = None
        if "national_identification_number" in source:
            value = source["national_identification_number"]
            if type(value) is not str:
                value = reading.text(value, "national_identification_number", issues)
            self.national_identification_number = value
        else:
            self.national_identification_number = None
        self._source = source
        self._issues = tuple(issues) if issues else ()
        self._untouched = True
        self.__class__ = Customer
        made: Customer = self
        return made


_CustomerDraft = draft_of(Customer)
_Customer_from_dict: Any = Customer.from_dict


@final
@attrs.frozen(slots=True, kw_only=True, repr=False, unsafe_hash=False)
class DueDateOption(Model):
    """One extension of the due date and what it costs.

    Args:
        amount: Fee for this extension in minor units.
        number_of_days: By how many days this option moves the due date.
    """

    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # pyright: ignore
    FIELDS: ClassVar[tuple[str, ...]] = ("amount", "number_of_days")

    amount: int
    number_of_days: int

    _source: dict[str, Any] | None = attrs.field(default=None, alias="_source", eq=False)
    _issues: tuple[DecodeIssue, ...] = attrs.field(default=(), alias="_issues", eq=False)
    _untouched: bool = attrs.field(default=False, init=False, eq=False)

    @classmethod
    def from_dict(cls, source: dict[str, Any]) -> DueDateOption:
        """Read a JSON object; see `Model.from_dict`."""
        self: Any = _DueDateOptionDraft()
        issues: list[DecodeIssue] = []
        if "amount" in source:
            value = source["amount"]
            if type(value) is not int:
                value = reading.integer(value, "amount", issues)
            self.amount = value
        else:
            self.amount = reading.missing("amount", "integer", issues)
        if "number_of_days" in source:
            value = source["number_of_days"]
            if type(value) is not int:
                value = reading.integer(value, "number_of_days", issues)
            self.number_of_days = value
        else:
            self.number_of_days = reading.missing("number_of_days", "integer", issues)
        self._source = source
        self._issues = tuple(issues) if issues else ()
        self._untouched = True
        self.__class__ = DueDateOption
        made: DueDateOption = self
        return made


_DueDateOptionDraft = draft_of(DueDateOption)
_DueDateOption_from_dict: Any = DueDateOption.from_dict


@final
@attrs.frozen(slots=True, kw_only=True, repr=False, unsafe_hash=False)
class DueDateOptions(Model):
    """By how much a due date can be extended, and at what price.

    Args:
        currency: Currency of the fees (ISO 4217).
        options: Extensions on offer, each with its fee.
    """

    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # pyright: ignore
    FIELDS: ClassVar[tuple[str, ...]] = ("currency", "options")

    currency: str
    options: tuple[DueDateOption, ...]

    _source: dict[str, Any] | None = attrs.field(default=None, alias="_source", eq=False)
    _issues: tuple[DecodeIssue, ...] = attrs.field(default=(), alias="_issues", eq=False)
    _untouched: bool = attrs.field(default=False, init=False, eq=False)

    @classmethod
    def from_dict(cls, source: dict[str, Any]) -> DueDateOptions:
        """Read a JSON object; see `Model.from_dict`."""
        self: Any = _DueDateOptionsDraft()
        issues: list[DecodeIssue] = []
        if "currency" in source:
            value = source["currency"]
            if type(value) is not str:
                value = reading.text(value, "currency", issues)
            self.currency = value
        else:
            self.currency = reading.missing("currency", "string", issues)
        if "options" in source:
            value = source["options"]
            value = _read_DueDateOption_array(value, "options", issues)
            self.options = value
        else:
            self.options = reading.missing("options", "array", issues)
        self._source = source
        self._issues = tuple(issues) if issues else ()
        self._untouched = True
        self.__class__ = DueDateOptions
        made: DueDateOptions = self
        return made


_DueDateOptionsDraft = draft_of(DueDateOptions)
_DueDateOptions_from_dict: Any = DueDateOptions.from_dict


@final
@attrs.frozen(slots=True, kw_only=True, repr=False, unsafe_hash=False)
class InitialPaymentMethod(Model):
    """How the customer chose to pay when placing the order.

    Args:
        description: Name of the payment method, as shown to people.
        number_of_installments: Number of instalments, for methods that have them.
        type: Code of the payment method. Known values: ACCOUNT, ALTERNATIVE_PAYMENT_METHOD,
            BANK_TRANSFER, CARD, DEFERRED_INTEREST, DIRECT_DEBIT, FIXED_AMOUNT,
            FIXED_AMOUNT_BY_CARD, FIXED_SUM_CREDIT, INVOICE, INVOICE_BUSINESS, MOBILEPAY,
            OTHER, PAY_BY_CARD, PAY_IN_X, PAY_LATER_BY_CARD, PAY_LATER_IN_PARTS, SWISH.
    """

    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # pyright: ignore
    FIELDS: ClassVar[tuple[str, ...]] = ("description", "number_of_installments", "type")

    description: str | None = None
    number_of_installments: int | None = None
    type: str | None = None

    _source: dict[str, Any] | None = attrs.field(default=None, alias="_source", eq=False)
    _issues: tuple[DecodeIssue, ...] = attrs.field(default=(), alias="_issues", eq=False)
    _untouched: bool = attrs.field(default=False, init=False, eq=False)

    @classmethod
    def from_dict(cls, source: dict[str, Any]) -> InitialPaymentMethod:
        """Read a JSON object; see `Model.from_dict`."""
        self: Any = _InitialPaymentMethodDraft()
        issues: list[DecodeIssue] = []
        if "description" in source:
            value = source["description"]
            if type(value) is not str:
                value = reading.text(value, "description", issues)
            self.description = value
        else:
            self.description = None
        if "number_of_installments" in source:
            value = source["number_of_installments"]
            if type(value) is not int:
                value = reading.integer(value, "number_of_installments", issues)
            self.number_of_installments = value
        else:
            self.number_of_installments = None
        if "type" in source:
            value = source["type"]
            if type(value) is not str:
                value = reading.text(value, "type", issues)
            self.type = value
        else:
            self.type = None
        self._source = source
        self._issues = tuple(issues) if issues else ()
        self._untouched = True
        self.__class__ = InitialPaymentMethod
        made: InitialPaymentMethod = self
        return made


_InitialPaymentMethodDraft = draft_of(InitialPaymentMethod)
_InitialPaymentMethod_from_dict: Any = InitialPaymentMethod.from_dict


@final
@attrs.frozen(slots=True, kw_only=True, repr=False, unsafe_hash=False)
class SelectedShippingOption(Model):
    """Shipping option that the customer chose.

    Args:
        carrier: Carrier of the option.
        carrier_product: Product of the carrier behind the chosen shipping option.
        class_: Service class of the option.
        id: Id of the option in the transport management system (TMS).
        location: Pickup location of the chosen shipping option.
        method: Delivery method of the option.
        name: Name of the option, as shown to people.
        price: Price of the option in minor units.
        selected_addons: Add-ons that the customer chose; the list may be empty.
        tax_amount: Tax in the price, in minor units.
        tax_rate: Tax rate of the option.
        timeslot: Delivery window that the customer chose.
        tms_reference: Id of the shipment (`shipment_id`) in the TMS.
        type: Type of the option.
    """

    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # pyright: ignore
    FIELDS: ClassVar[tuple[str, ...]] = (
        "carrier",
        "carrier_product",
        "class_",
        "id",
        "location",
        "method",
        "name",
        "price",
        "selected_addons",
        "tax_amount",
        "tax_rate",
        "timeslot",
        "tms_reference",
        "type",
    )
    WIRE_NAMES: ClassVar[Mapping[str, str]] = {"class_": "class"}

    carrier: str | None = None
    carrier_product: CarrierProduct | None = None
    class_: str | None = None
    id: str | None = None
    location: Location | None = None
    method: str | None = None
    name: str | None = None
    price: int | None = None
    selected_addons: tuple[Addon, ...] | None = None
    tax_amount: int | None = None
    tax_rate: int | None = None
    timeslot: Timeslot | None = None
    tms_reference: str | None = None
    type: str | None = None

    _source: dict[str, Any] | None = attrs.field(default=None, alias="_source", eq=False)
    _issues: tuple[DecodeIssue, ...] = attrs.field(default=(), alias="_issues", eq=False)
    _untouched: bool = attrs.field(default=False, init=False, eq=False)

    @classmethod
    def from_dict(cls, source: dict[str, Any]) -> SelectedShippingOption:
        """Read a JSON object; see `Model.from_dict`."""
        self: Any = _SelectedShippingOptionDraft()
        issues: list[DecodeIssue] = []
        if "carrier" in source:
            value = source["carrier"]
            if type(value) is not str:
                value = reading.text(value, "carrier", issues)
            self.carrier = value
        else:
            self.carrier = None
        if "carrier_product" in source:
            value = source["carrier_product"]
            if type(value) is dict:
                value = _CarrierProduct_from_dict(value)
                if value._issues:
                    issues.extend(issue.below("carrier_product") for issue in value._issues)
            else:
                value = _read_CarrierProduct(value, "carrier_product", issues)
            self.carrier_product = value
        else:
            self.carrier_product = None
        if "class" in source:
            value = source["class"]
            if type(value) is not str:
                value = reading.text(value, "class", issues)
            self.class_ = value
        else:
            self.class_ = None
        if "id" in source:
            value = source["id"]
            if type(value) is not str:
                value = reading.text(value, "id", issues)
            self.id = value
        else:
            self.id = None
        if "location" in source:
            value = source["location"]
            if type(value) is dict:
                value = _Location_from_dict(value)
                if value._issues:
                    issues.extend(issue.below("location") for issue in value._issues)
            else:
                value = _read_Location(value, "location", issues)
            self.location = value
        else:
            self.location = None
        if "method" in source:
            value = source["method"]
            if type(value) is not str:
                value = reading.text(value, "method", issues)
            self.method = value
        else:
            self.method = None
        if "name" in source:
            value = source["name"]
            if type(value) is not str:
                value = reading.text(value, "name", issues)
            self.name = value
        else:
            self.name = None
        if "price" in source:
            value = source["price"]
            if type(value) is not int:
                value = reading.integer(value, "price", issues)
            self.price = value
        else:
            self.price = None
        if "selected_addons" in source:
            value = source["selected_addons"]
            value = _read_Addon_array(value, "selected_addons", issues)
            self.selected_addons = value
        else:
            self.selected_addons = None
        if "tax_amount" in source:
            value = source["tax_amount"]
            if type(value) is not int:
                value = reading.integer(value, "tax_amount", issues)
            self.tax_amount = value
        else:
            self.tax_amount = None
        if "tax_rate" in source:
            value = source["tax_rate"]
            if type(value) is not int:
                value = reading.integer(value, "tax_rate", issues)
            self.tax_rate = value
        else:
            self.tax_rate = None
        if "timeslot" in source:
            value = source["timeslot"]
            if type(value) is dict:
                value = _Timeslot_from_dict(value)
                if value._issues:
                    issues.extend(issue.below("timeslot") for issue in value._issues)
            else:
                value = _read_Timeslot(value, "timeslot", issues)
            self.timeslot = value
        else:
            self.timeslot = None
        if "tms_reference" in source:
            value = source["tms_reference"]
            if type(value) is not str:
                value = reading.text(value, "tms_reference", issues)
            self.tms_reference = value
        else:
            self.tms_reference = None
        if "type" in source:
            value = source["type"]
            if type(value) is not str:
                value = reading.text(value, "type", issues)
            self.type = value
        else:
            self.type = None
        self._source = source
        self._issues = tuple(issues) if issues else ()
        self._untouched = True
        self.__class__ = SelectedShippingOption
        made: SelectedShippingOption = self
        return made


_SelectedShippingOptionDraft = draft_of(SelectedShippingOption)
_SelectedShippingOption_from_dict: Any = SelectedShippingOption.from_dict


@final
@attrs.frozen(slots=True, kw_only=True, repr=False, unsafe_hash=False)
class Order(Model, OrderProperties):
    """An order as it stands now.

    Args:
        billing_address: A postal address, for billing or shipping.
        captured_amount: What has been captured so far, in minor units.
        captures: Captures made on this order.
        created_at: When the purchase was made (ISO 8601).
        customer: Who placed the order.
        expires_at: When the authorization ends; captures are possible until then (ISO 8601).
        fraud_status: Result of the fraud check: ACCEPTED, PENDING or REJECTED.
        initial_payment_method: How the customer chose to pay when placing the order.
        klarna_reference: Short reference that Klarna assigns. Customers see it instead of the order
            id when Klarna writes to them about payment.
        locale: Language and country of the customer (RFC 1766).
        merchant_data: Your own data, stored with the order when it was created.
        merchant_reference1: Your order number, as the customer knows it. Klarna shows it to the
            customer as the order number and in its app.
        merchant_reference2: A second reference of yours, usually the number in your ERP or order
            system.
        order_amount: Current total of the order in minor units (cents, pence, öre).
        order_id: Id of the order, up to 255 characters.
        order_lines: Items in the cart, one line each.
        original_order_amount: Total of the order when it was placed, in minor units.
        purchase_country: Country of the purchase (ISO 3166-1 alpha-2).
        purchase_currency: Currency of all amounts (ISO 4217).
        refunded_amount: What has been refunded so far, in minor units.
        refunds: Refunds made on this order.
        remaining_authorized_amount: What can still be captured, in minor units. It grows only by
            raising `order_amount`.
        selected_shipping_option: Shipping option that the customer chose.
        shipping_address: A postal address, for billing or shipping.
        shipping_info: Shipments of this order.
        status: State of the order. One of AUTHORIZED, PART_CAPTURED, CAPTURED, CANCELLED, EXPIRED,
            CLOSED.
    """

    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # pyright: ignore
    FIELDS: ClassVar[tuple[str, ...]] = (
        "billing_address",
        "captured_amount",
        "captures",
        "created_at",
        "customer",
        "expires_at",
        "fraud_status",
        "initial_payment_method",
        "klarna_reference",
        "locale",
        "merchant_data",
        "merchant_reference1",
        "merchant_reference2",
        "order_amount",
        "order_id",
        "order_lines",
        "original_order_amount",
        "purchase_country",
        "purchase_currency",
        "refunded_amount",
        "refunds",
        "remaining_authorized_amount",
        "selected_shipping_option",
        "shipping_address",
        "shipping_info",
        "status",
    )
    PERSONAL_FIELDS: ClassVar[frozenset[str]] = frozenset(
        {"billing_address", "customer", "merchant_data", "shipping_address"}
    )

    billing_address: Address | None = None
    captured_amount: int
    captures: tuple[Capture, ...]
    created_at: datetime | None = None
    customer: Customer | None = None
    expires_at: datetime | None = None
    fraud_status: str | None = None
    initial_payment_method: InitialPaymentMethod | None = None
    klarna_reference: str | None = None
    locale: str | None = None
    merchant_data: str | None = None
    merchant_reference1: str | None = None
    merchant_reference2: str | None = None
    order_amount: int
    order_id: str
    order_lines: tuple[OrderLine, ...]
    original_order_amount: int
    purchase_country: str
    purchase_currency: str
    refunded_amount: int
    refunds: tuple[Refund, ...]
    remaining_authorized_amount: int
    selected_shipping_option: SelectedShippingOption | None = None
    shipping_address: Address | None = None
    shipping_info: tuple[ShippingInfo, ...] | None = None
    status: OrderStatus

    _source: dict[str, Any] | None = attrs.field(default=None, alias="_source", eq=False)
    _issues: tuple[DecodeIssue, ...] = attrs.field(default=(), alias="_issues", eq=False)
    _untouched: bool = attrs.field(default=False, init=False, eq=False)

    @classmethod
    def from_dict(cls, source: dict[str, Any]) -> Order:
        """Read a JSON object; see `Model.from_dict`."""
        self: Any = _OrderDraft()
        issues: list[DecodeIssue] = []
        if "billing_address" in source:
            value = source["billing_address"]
            if type(value) is dict:
                value = _Address_from_dict(value)
                if value._issues:
                    issues.extend(issue.below("billing_address") for issue in value._issues)
            else:
                value = _read_Address(value, "billing_address", issues)
            self.billing_address = value
        else:
            self.billing_address = None
        if "captured_amount" in source:
            value = source["captured_amount"]
            if type(value) is not int:
                value = reading.integer(value, "captured_amount", issues)
            self.captured_amount = value
        else:
            self.captured_amount = reading.missing("captured_amount", "integer", issues)
        if "captures" in source:
            value = source["captures"]
            value = _read_Capture_array(value, "captures", issues)
            self.captures = value
        else:
            self.captures = reading.missing("captures", "array", issues)
        if "created_at" in source:
            value = source["created_at"]
            value = reading.moment(value, "created_at", issues)
            self.created_at = value
        else:
            self.created_at = None
        if "customer" in source:
            value = source["customer"]
            if type(value) is dict:
                value = _Customer_from_dict(value)
                if value._issues:
                    issues.extend(issue.below("customer") for issue in value._issues)
            else:
                value = _read_Customer(value, "customer", issues)
            self.customer = value
        else:
            self.customer = None
        if "expires_at" in source:
            value = source["expires_at"]
            value = reading.moment(value, "expires_at", issues)
            self.expires_at = value
        else:
            self.expires_at = None
        if "fraud_status" in source:
            value = source["fraud_status"]
            if type(value) is not str:
                value = reading.text(value, "fraud_status", issues)
            self.fraud_status = value
        else:
            self.fraud_status = None
        if "initial_payment_method" in source:
            value = source["initial_payment_method"]
            if type(value) is dict:
                value = _InitialPaymentMethod_from_dict(value)
                if value._issues:
                    issues.extend(issue.below("initial_payment_method") for issue in value._issues)
            else:
                value = _read_InitialPaymentMethod(value, "initial_payment_method", issues)
            self.initial_payment_method = value
        else:
            self.initial_payment_method = None
        if "klarna_reference" in source:
            value = source["klarna_reference"]
            if type(value) is not str:
                value = reading.text(value, "klarna_reference", issues)
            self.klarna_reference = value
        else:
            self.klarna_reference = None
        if "locale" in source:
            value = source["locale"]
            if type(value) is not str:
                value = reading.text(value, "locale", issues)
            self.locale = value
        else:
            self.locale = None
        if "merchant_data" in source:
            value = source["merchant_data"]
            if type(value) is not str:
                value = reading.text(value, "merchant_data", issues)
            self.merchant_data = value
        else:
            self.merchant_data = None
        if "merchant_reference1" in source:
            value = source["merchant_reference1"]
            if type(value) is not str:
                value = reading.text(value, "merchant_reference1", issues)
            self.merchant_reference1 = value
        else:
            self.merchant_reference1 = None
        if "merchant_reference2" in source:
            value = source["merchant_reference2"]
            if type(value) is not str:
                value = reading.text(value, "merchant_reference2", issues)
            self.merchant_reference2 = value
        else:
            self.merchant_reference2 = None
        if "order_amount" in source:
            value = source["order_amount"]
            if type(value) is not int:
                value = reading.integer(value, "order_amount", issues)
            self.order_amount = value
        else:
            self.order_amount = reading.missing("order_amount", "integer", issues)
        if "order_id" in source:
            value = source["order_id"]
            if type(value) is not str:
                value = reading.text(value, "order_id", issues)
            self.order_id = value
        else:
            self.order_id = reading.missing("order_id", "string", issues)
        if "order_lines" in source:
            value = source["order_lines"]
            value = _read_OrderLine_array(value, "order_lines", issues)
            self.order_lines = value
        else:
            self.order_lines = reading.missing("order_lines", "array", issues)
        if "original_order_amount" in source:
            value = source["original_order_amount"]
            if type(value) is not int:
                value = reading.integer(value, "original_order_amount", issues)
            self.original_order_amount = value
        else:
            self.original_order_amount = reading.missing("original_order_amount", "integer", issues)
        if "purchase_country" in source:
            value = source["purchase_country"]
            if type(value) is not str:
                value = reading.text(value, "purchase_country", issues)
            self.purchase_country = value
        else:
            self.purchase_country = reading.missing("purchase_country", "string", issues)
        if "purchase_currency" in source:
            value = source["purchase_currency"]
            if type(value) is not str:
                value = reading.text(value, "purchase_currency", issues)
            self.purchase_currency = value
        else:
            self.purchase_currency = reading.missing("purchase_currency", "string", issues)
        if "refunded_amount" in source:
            value = source["refunded_amount"]
            if type(value) is not int:
                value = reading.integer(value, "refunded_amount", issues)
            self.refunded_amount = value
        else:
            self.refunded_amount = reading.missing("refunded_amount", "integer", issues)
        if "refunds" in source:
            value = source["refunds"]
            value = _read_Refund_array(value, "refunds", issues)
            self.refunds = value
        else:
            self.refunds = reading.missing("refunds", "array", issues)
        if "remaining_authorized_amount" in source:
            value = source["remaining_authorized_amount"]
            if type(value) is not int:
                value = reading.integer(value, "remaining_authorized_amount", issues)
            self.remaining_authorized_amount = value
        else:
            self.remaining_authorized_amount = reading.missing(
                "remaining_authorized_amount", "integer", issues
            )
        if "selected_shipping_option" in source:
            value = source["selected_shipping_option"]
            if type(value) is dict:
                value = _SelectedShippingOption_from_dict(value)
                if value._issues:
                    issues.extend(
                        issue.below("selected_shipping_option") for issue in value._issues
                    )
            else:
                value = _read_SelectedShippingOption(value, "selected_shipping_option", issues)
            self.selected_shipping_option = value
        else:
            self.selected_shipping_option = None
        if "shipping_address" in source:
            value = source["shipping_address"]
            if type(value) is dict:
                value = _Address_from_dict(value)
                if value._issues:
                    issues.extend(issue.below("shipping_address") for issue in value._issues)
            else:
                value = _read_Address(value, "shipping_address", issues)
            self.shipping_address = value
        else:
            self.shipping_address = None
        if "shipping_info" in source:
            value = source["shipping_info"]
            value = _read_ShippingInfo_array(value, "shipping_info", issues)
            self.shipping_info = value
        else:
            self.shipping_info = None
        if "status" in source:
            value = source["status"]
            if type(value) is str and value in _known_OrderStatus:
                value = _known_OrderStatus[value]
            else:
                value = _read_OrderStatus(value, "status", issues)
            self.status = value
        else:
            self.status = reading.missing("status", "string", issues)
        self._source = source
        self._issues = tuple(issues) if issues else ()
        self._untouched = True
        self.__class__ = Order
        made: Order = self
        return made


_OrderDraft = draft_of(Order)
_Order_from_dict: Any = Order.from_dict


@final
@attrs.frozen(slots=True, kw_only=True, repr=False, unsafe_hash=False)
class ErrorMessage(Model):
    """Why the server refused a request.

    Args:
        correlation_id: Id under which the server logged the request; quote it to support.
        error_code: Code of the refusal, for programs. Codes may be added at any time.
        error_messages: Reasons for the refusal, for people.
    """

    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # pyright: ignore
    FIELDS: ClassVar[tuple[str, ...]] = ("correlation_id", "error_code", "error_messages")

    correlation_id: str | None = None
    error_code: str | None = None
    error_messages: tuple[str, ...] | None = None

    _source: dict[str, Any] | None = attrs.field(default=None, alias="_source", eq=False)
    _issues: tuple[DecodeIssue, ...] = attrs.field(default=(), alias="_issues", eq=False)
    _untouched: bool = attrs.field(default=False, init=False, eq=False)

    @classmethod
    def from_dict(cls, source: dict[str, Any]) -> ErrorMessage:
        """Read a JSON object; see `Model.from_dict`."""
        self: Any = _ErrorMessageDraft()
        issues: list[DecodeIssue] = []
        if "correlation_id" in source:
            value = source["correlation_id"]
            if type(value) is not str:
                value = reading.text(value, "correlation_id", issues)
            self.correlation_id = value
        else:
            self.correlation_id = None
        if "error_code" in source:
            value = source["error_code"]
            if type(value) is not str:
                value = reading.text(value, "error_code", issues)
            self.error_code = value
        else:
            self.error_code = None
        if "error_messages" in source:
            value = source["error_messages"]
            value = _read_text_array(value, "error_messages", issues)
            self.error_messages = value
        else:
            self.error_messages = None
        self._source = source
        self._issues = tuple(issues) if issues else ()
        self._untouched = True
        self.__class__ = ErrorMessage
        made: ErrorMessage = self
        return made


_ErrorMessageDraft = draft_of(ErrorMessage)
_ErrorMessage_from_dict: Any = ErrorMessage.from_dict

_known_OrderLineType = reading.known_members(OrderLineType)
_known_OrderStatus = reading.known_members(OrderStatus)
_known_ShippingMethod = reading.known_members(ShippingMethod)
_known_SubscriptionInterval = reading.known_members(SubscriptionInterval)
_read_Addon_array = reading.models_of(Addon)
_read_Address = reading.model_of(Address)
_read_Capture_array = reading.models_of(Capture)
_read_CarrierProduct = reading.model_of(CarrierProduct)
_read_Customer = reading.model_of(Customer)
_read_DueDateOption_array = reading.models_of(DueDateOption)
_read_InitialPaymentMethod = reading.model_of(InitialPaymentMethod)
_read_Location = reading.model_of(Location)
_read_LocationAddress = reading.model_of(LocationAddress)
_read_OrderLineType = reading.member_of(OrderLineType)
_read_OrderLine_array = reading.models_of(OrderLine)
_read_OrderStatus = reading.member_of(OrderStatus)
_read_ProductIdentifiers = reading.model_of(ProductIdentifiers)
_read_Refund_array = reading.models_of(Refund)
_read_SelectedShippingOption = reading.model_of(SelectedShippingOption)
_read_ShippingInfo_array = reading.models_of(ShippingInfo)
_read_ShippingMethod = reading.member_of(ShippingMethod)
_read_Subscription = reading.model_of(Subscription)
_read_SubscriptionInterval = reading.member_of(SubscriptionInterval)
_read_Timeslot = reading.model_of(Timeslot)
_read_text_array = reading.array_of(reading.text)


@attrs.frozen(kw_only=True)
class CaptureCreated(CreatedModel):
    """What `captures.create` created.

    Args:
        capture_id: Id of the new capture.
        location: its address, as the server gave it.
        decode_issues: headers that should have been there and were not.
    """

    capture_id: str | None = None


@attrs.frozen(kw_only=True)
class RefundCreated(CreatedModel):
    """What `refunds.create` created.

    Args:
        refund_id: Id of the new refund.
        location: its address, as the server gave it.
        decode_issues: headers that should have been there and were not.
    """

    refund_id: str | None = None
