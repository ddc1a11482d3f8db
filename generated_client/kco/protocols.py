# Generated from all descriptions by "make generate"; change those, not this.
"""What the clients of Order Management (Kustom) and Order Management (Klarna) have in common: write against these, and run with any of them."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Never, Protocol, overload, runtime_checkable

from .async_ensure_methods import AsyncEnsureCaptures, AsyncEnsureOrders, AsyncEnsureRefunds
from .derived import DerivedOrder
from .ensure_methods import EnsureCaptures, EnsureOrders, EnsureRefunds
from .runtime.encoding import UNSET, Unset
from .runtime.models import OpenEnum
from .runtime.protocols import AnyClient, AnyModel, AsyncAnyClient, SequenceOf
from .runtime.response import Response
from .runtime.retries import RetryOption
from .runtime.timeouts import TimeoutOption

if sys.version_info >= (3, 12):
    from typing import TypedDict
else:  # Pydantic takes no other below Python 3.12.
    from typing_extensions import TypedDict

__all__ = [
    "Addon",
    "Address",
    "AddressInput",
    "AsyncCaptures",
    "AsyncCapturesWithResponse",
    "AsyncOrderManagement",
    "AsyncOrders",
    "AsyncOrdersWithResponse",
    "AsyncRefunds",
    "AsyncRefundsWithResponse",
    "Capture",
    "CaptureCreated",
    "Captures",
    "CapturesWithResponse",
    "CarrierProduct",
    "Customer",
    "ErrorMessage",
    "InitialPaymentMethod",
    "Location",
    "LocationAddress",
    "Order",
    "OrderLine",
    "OrderLineInput",
    "OrderManagement",
    "Orders",
    "OrdersWithResponse",
    "ProductIdentifiers",
    "ProductIdentifiersInput",
    "Refund",
    "RefundCreated",
    "Refunds",
    "RefundsWithResponse",
    "SelectedShippingOption",
    "ShippingInfo",
    "ShippingInfoInput",
    "Timeslot",
]


@runtime_checkable
class Addon(AnyModel, Protocol):
    """An extra that the customer added to the shipping option."""

    @property
    def external_id(self) -> str | None:
        """Id of the add-on in the transport management system (TMS)."""
        ...

    @property
    def price(self) -> int:
        """Price of the add-on in minor units. At least 0."""
        ...

    @property
    def type(self) -> str:
        """Kind of add-on, for example `sms` or `entry-code`."""
        ...

    @property
    def user_input(self) -> str | None:
        """What the customer typed in for this add-on."""
        ...

    def to_dict(self) -> dict[str, Any]:
        """The JSON object that came in."""
        ...


@runtime_checkable
class ShippingInfo(AnyModel, Protocol):
    """One shipment of an order or a capture."""

    @property
    def return_shipping_company(self) -> str | None:
        """Carrier of the return parcel, as exactly as possible (DHL SE, not just DHL), up to 100
        characters."""
        ...

    @property
    def return_tracking_number(self) -> str | None:
        """Tracking number of the return parcel, up to 100 characters."""
        ...

    @property
    def return_tracking_uri(self) -> str | None:
        """Page on which the customer can follow the return parcel, up to 1024 characters."""
        ...

    @property
    def shipping_company(self) -> str | None:
        """Carrier, as exactly as possible (DHL SE, not just DHL), up to 100 characters."""
        ...

    @property
    def shipping_method(self) -> OpenEnum | None:
        """How the goods are delivered: PickUpStore, Home, BoxReg, BoxUnreg, PickUpPoint, Own, Postal,
        DHLPackstation, Digital, Undefined, PickUpWarehouse, ClickCollect or PalletDelivery."""
        ...

    @property
    def tracking_number(self) -> str | None:
        """Tracking number of the parcel, up to 100 characters."""
        ...

    @property
    def tracking_uri(self) -> str | None:
        """Page on which the customer can follow the parcel, up to 1024 characters."""
        ...

    def to_dict(self) -> dict[str, Any]:
        """The JSON object that came in."""
        ...


@runtime_checkable
class Address(AnyModel, Protocol):
    """A postal address, for billing or shipping."""

    @property
    def attention(self) -> str | None:
        """Person or department to the attention of whom to send. At most 255 characters."""
        ...

    @property
    def city(self) -> str | None:
        """Town or city. At most 200 characters."""
        ...

    @property
    def country(self) -> str | None:
        """Country (ISO 3166-1 alpha-2)."""
        ...

    @property
    def email(self) -> str | None:
        """E-mail address of the customer. At most 100 characters."""
        ...

    @property
    def family_name(self) -> str | None:
        """Surname. At most 100 characters."""
        ...

    @property
    def given_name(self) -> str | None:
        """First name. At most 100 characters."""
        ...

    @property
    def organization_name(self) -> str | None:
        """Name of the organization; business customers (B2B) only. At most 255 characters."""
        ...

    @property
    def phone(self) -> str | None:
        """Telephone number. At most 100 characters."""
        ...

    @property
    def postal_code(self) -> str | None:
        """Postal code, checked against the addressing rules of the Universal Postal Union. At most 10
        characters."""
        ...

    @property
    def region(self) -> str | None:
        """State, province or region; mandatory in the US. At most 200 characters."""
        ...

    @property
    def street_address(self) -> str | None:
        """Street and number, checked against the addressing rules of the Universal Postal Union. At
        most 100 characters."""
        ...

    @property
    def street_address2(self) -> str | None:
        """Further address line. At most 100 characters."""
        ...

    @property
    def title(self) -> str | None:
        """Form of address, such as Herr or Fru. At most 20 characters."""
        ...

    def to_dict(self) -> dict[str, Any]:
        """The JSON object that came in."""
        ...


@runtime_checkable
class Capture(AnyModel, Protocol):
    """A capture: money taken for goods that are on their way."""

    @property
    def billing_address(self) -> Address | None:
        """A postal address, for billing or shipping."""
        ...

    @property
    def capture_id(self) -> str:
        """Id of the capture, assigned by the server when it is created."""
        ...

    @property
    def captured_amount(self) -> int:
        """Amount of this capture in minor units. At least 1."""
        ...

    @property
    def captured_at(self) -> datetime:
        """When the capture was made (ISO 8601)."""
        ...

    @property
    def description(self) -> str | None:
        """Text about the capture that the customer sees."""
        ...

    @property
    def klarna_reference(self) -> str | None:
        """Short reference for talking to the customer about this capture."""
        ...

    @property
    def order_lines(self) -> tuple[OrderLine, ...] | None:
        """Lines that were captured; the customer sees them."""
        ...

    @property
    def reference(self) -> str | None:
        """Your own reference for the capture, up to 255 characters. It appears in the settlement
        files."""
        ...

    @property
    def refunded_amount(self) -> int:
        """How much of this capture has been refunded, in minor units."""
        ...

    @property
    def shipping_address(self) -> Address | None:
        """A postal address, for billing or shipping."""
        ...

    @property
    def shipping_info(self) -> tuple[ShippingInfo, ...] | None:
        """Shipments of this capture."""
        ...

    def to_dict(self) -> dict[str, Any]:
        """The JSON object that came in."""
        ...


@runtime_checkable
class OrderLine(AnyModel, Protocol):
    """One line of an order, a capture or a refund."""

    @property
    def image_url(self) -> str | None:
        """Link to a picture of the item, for messages from Kustom to the customer. Up to 1024
        characters."""
        ...

    @property
    def merchant_data(self) -> str | None:
        """Your own data about this line, up to 1024 characters."""
        ...

    @property
    def name(self) -> str:
        """What the item is called, up to 255 characters."""
        ...

    @property
    def product_identifiers(self) -> ProductIdentifiers | None:
        """Codes and names that identify the product."""
        ...

    @property
    def product_url(self) -> str | None:
        """Link to the item in your shop, for messages from Kustom to the customer. Up to 1024
        characters."""
        ...

    @property
    def quantity(self) -> int:
        """How many. At least 0."""
        ...

    @property
    def quantity_unit(self) -> str | None:
        """What the quantity counts, up to 10 characters."""
        ...

    @property
    def reference(self) -> str | None:
        """Article number, SKU or another identifier of the product variant, up to 255 characters."""
        ...

    @property
    def tax_rate(self) -> int | None:
        """Tax rate in hundredths of a percent: 2500 is 25 %. At least 0."""
        ...

    @property
    def total_amount(self) -> int:
        """Total in minor units, including tax and discount: `quantity * unit_price -
        total_discount_amount`. At most 200000000."""
        ...

    @property
    def total_discount_amount(self) -> int | None:
        """Discount in minor units, including tax: 1200 is 12.00. At most 200000000. At least 0."""
        ...

    @property
    def total_tax_amount(self) -> int | None:
        """Tax in the total, in minor units. At most 200000000."""
        ...

    @property
    def type(self) -> OpenEnum | None:
        """Kind of line. One of physical, discount, shipping_fee, sales_tax, store_credit, gift_card,
        digital, surcharge, return_fee, package."""
        ...

    @property
    def unit_price(self) -> int:
        """Price of one, in minor units, including tax and before discount. At most 200000000."""
        ...

    def to_dict(self) -> dict[str, Any]:
        """The JSON object that came in."""
        ...


@runtime_checkable
class ProductIdentifiers(AnyModel, Protocol):
    """Codes and names that identify the product."""

    @property
    def brand(self) -> str | None:
        """Brand as consumers know it, up to 70 characters. Leave it out if the product has none."""
        ...

    @property
    def category_path(self) -> str | None:
        """Category in your shop, from the broadest to the most detailed, joined by ` > `, up to 750
        characters."""
        ...

    @property
    def color(self) -> str | None:
        """Colour as the customer reads it, up to 64 characters."""
        ...

    @property
    def global_trade_item_number(self) -> str | None:
        """Global Trade Item Number (GTIN): an EAN, ISBN or UPC, preferably without dashes and spaces,
        up to 50 characters."""
        ...

    @property
    def manufacturer_part_number(self) -> str | None:
        """Part number (MPN) given by the manufacturer, which identifies the product together with the
        brand. Use the most specific one, up to 70 characters."""
        ...

    @property
    def size(self) -> str | None:
        """Size as the customer reads it, up to 64 characters."""
        ...

    def to_dict(self) -> dict[str, Any]:
        """The JSON object that came in."""
        ...


@runtime_checkable
class CarrierProduct(AnyModel, Protocol):
    """Product of the carrier behind the chosen shipping option."""

    @property
    def identifier(self) -> str | None:
        """Id the carrier's product goes by."""
        ...

    @property
    def name(self) -> str | None:
        """Name the carrier's product goes by."""
        ...

    def to_dict(self) -> dict[str, Any]:
        """The JSON object that came in."""
        ...


@runtime_checkable
class Customer(AnyModel, Protocol):
    """Who placed the order."""

    @property
    def date_of_birth(self) -> date | None:
        """Date of birth (ISO 8601, YYYY-MM-DD)."""
        ...

    @property
    def national_identification_number(self) -> str | None:
        """National identification number of the customer."""
        ...

    def to_dict(self) -> dict[str, Any]:
        """The JSON object that came in."""
        ...


@runtime_checkable
class InitialPaymentMethod(AnyModel, Protocol):
    """How the customer chose to pay when placing the order."""

    @property
    def description(self) -> str | None:
        """Name of the payment method, as shown to people."""
        ...

    @property
    def number_of_installments(self) -> int | None:
        """Number of instalments, for methods that have them."""
        ...

    @property
    def type(self) -> str | None:
        """Code of the payment method, such as INVOICE, CARD, DIRECT_DEBIT, SWISH or MOBILEPAY. New
        ones are added over time."""
        ...

    def to_dict(self) -> dict[str, Any]:
        """The JSON object that came in."""
        ...


@runtime_checkable
class Location(AnyModel, Protocol):
    """Pickup location of the chosen shipping option."""

    @property
    def address(self) -> LocationAddress | None:
        """Where the pickup location is found."""
        ...

    @property
    def id(self) -> str | None:
        """Id of the pickup location."""
        ...

    @property
    def name(self) -> str | None:
        """Name of the pickup location, as shown to people."""
        ...

    @property
    def price(self) -> int | None:
        """Price of delivery to this location in minor units."""
        ...

    def to_dict(self) -> dict[str, Any]:
        """The JSON object that came in."""
        ...


@runtime_checkable
class LocationAddress(AnyModel, Protocol):
    """Where the pickup location is found."""

    @property
    def city(self) -> str | None:
        """Town of the location."""
        ...

    @property
    def country(self) -> str:
        """Country the location is in."""
        ...

    @property
    def postal_code(self) -> str | None:
        """Postal code, checked against the addressing rules of the Universal Postal Union."""
        ...

    @property
    def region(self) -> str | None:
        """State, province or region of the location."""
        ...

    @property
    def street_address(self) -> str:
        """Street and number, checked against the addressing rules of the Universal Postal Union."""
        ...

    @property
    def street_address__2(self) -> str | None:
        """Further address line. The name is published with two underscores."""
        ...

    def to_dict(self) -> dict[str, Any]:
        """The JSON object that came in."""
        ...


@runtime_checkable
class Order(DerivedOrder, AnyModel, Protocol):
    """An order as it stands now."""

    @property
    def billing_address(self) -> Address | None:
        """A postal address, for billing or shipping."""
        ...

    @property
    def captured_amount(self) -> int:
        """What has been captured so far, in minor units."""
        ...

    @property
    def captures(self) -> tuple[Capture, ...]:
        """Captures made on this order."""
        ...

    @property
    def created_at(self) -> datetime | None:
        """When the purchase was made (ISO 8601)."""
        ...

    @property
    def customer(self) -> Customer | None:
        """Who placed the order."""
        ...

    @property
    def expires_at(self) -> datetime | None:
        """When the authorization ends; captures are possible until then (ISO 8601)."""
        ...

    @property
    def fraud_status(self) -> str | None:
        """Result of the fraud check: ACCEPTED, PENDING or REJECTED."""
        ...

    @property
    def initial_payment_method(self) -> InitialPaymentMethod | None:
        """How the customer chose to pay when placing the order."""
        ...

    @property
    def klarna_reference(self) -> str | None:
        """Short reference that Kustom assigns. Customers see it instead of the order id when Kustom
        writes to them about payment."""
        ...

    @property
    def locale(self) -> str | None:
        """Language and country of the customer (RFC 1766)."""
        ...

    @property
    def merchant_data(self) -> str | None:
        """Your own data, stored with the order when it was created."""
        ...

    @property
    def merchant_reference1(self) -> str | None:
        """Your order number, as the customer knows it. Kustom shows it to the customer as the order
        number."""
        ...

    @property
    def merchant_reference2(self) -> str | None:
        """A second reference of yours, usually the number in your ERP or order system."""
        ...

    @property
    def order_amount(self) -> int:
        """Current total of the order in minor units (cents, pence, öre)."""
        ...

    @property
    def order_id(self) -> str:
        """Id of the order, up to 255 characters."""
        ...

    @property
    def order_lines(self) -> tuple[OrderLine, ...]:
        """Items in the cart, one line each."""
        ...

    @property
    def original_order_amount(self) -> int:
        """Total of the order when it was placed, in minor units."""
        ...

    @property
    def purchase_country(self) -> str:
        """Country of the purchase (ISO 3166-1 alpha-2)."""
        ...

    @property
    def purchase_currency(self) -> str:
        """Currency of all amounts (ISO 4217)."""
        ...

    @property
    def refunded_amount(self) -> int:
        """What has been refunded so far, in minor units."""
        ...

    @property
    def refunds(self) -> tuple[Refund, ...]:
        """Refunds made on this order."""
        ...

    @property
    def remaining_authorized_amount(self) -> int:
        """What can still be captured, in minor units. It grows only by raising `order_amount`."""
        ...

    @property
    def selected_shipping_option(self) -> SelectedShippingOption | None:
        """Shipping option that the customer chose."""
        ...

    @property
    def shipping_address(self) -> Address | None:
        """A postal address, for billing or shipping."""
        ...

    @property
    def shipping_info(self) -> tuple[ShippingInfo, ...] | None:
        """Shipments of this order."""
        ...

    @property
    def status(self) -> OpenEnum:
        """State of the order. One of AUTHORIZED, PART_CAPTURED, CAPTURED, CANCELLED, EXPIRED, CLOSED."""
        ...

    def to_dict(self) -> dict[str, Any]:
        """The JSON object that came in."""
        ...


@runtime_checkable
class Refund(AnyModel, Protocol):
    """A refund: captured money that goes back to the customer."""

    @property
    def description(self) -> str | None:
        """Text about the refund that the customer sees, up to 255 characters."""
        ...

    @property
    def order_lines(self) -> tuple[OrderLine, ...] | None:
        """Lines that were refunded; the customer sees them. At most 1000."""
        ...

    @property
    def reference(self) -> str | None:
        """Your own reference for the refund, up to 255 characters. It appears in the settlement files."""
        ...

    @property
    def refund_id(self) -> str:
        """Id of the refund, assigned by the server when it is created."""
        ...

    @property
    def refunded_amount(self) -> int:
        """Amount of this refund in minor units."""
        ...

    @property
    def refunded_at(self) -> datetime:
        """When the refund was made (ISO 8601)."""
        ...

    def to_dict(self) -> dict[str, Any]:
        """The JSON object that came in."""
        ...


@runtime_checkable
class SelectedShippingOption(AnyModel, Protocol):
    """Shipping option that the customer chose."""

    @property
    def carrier(self) -> str | None:
        """Carrier of the option."""
        ...

    @property
    def carrier_product(self) -> CarrierProduct | None:
        """Product of the carrier behind the chosen shipping option."""
        ...

    @property
    def class_(self) -> str | None:
        """Service class of the option."""
        ...

    @property
    def id(self) -> str | None:
        """Id of the option in the transport management system (TMS)."""
        ...

    @property
    def location(self) -> Location | None:
        """Pickup location of the chosen shipping option."""
        ...

    @property
    def method(self) -> str | None:
        """Delivery method of the option."""
        ...

    @property
    def name(self) -> str | None:
        """Name of the option, as shown to people."""
        ...

    @property
    def price(self) -> int | None:
        """Price of the option in minor units."""
        ...

    @property
    def selected_addons(self) -> tuple[Addon, ...] | None:
        """Add-ons that the customer chose; the list may be empty."""
        ...

    @property
    def tax_amount(self) -> int | None:
        """Tax in the price, in minor units."""
        ...

    @property
    def tax_rate(self) -> int | None:
        """Tax rate of the option."""
        ...

    @property
    def timeslot(self) -> Timeslot | None:
        """Delivery window that the customer chose."""
        ...

    @property
    def tms_reference(self) -> str | None:
        """Id of the shipment (`shipment_id`) in the TMS."""
        ...

    @property
    def type(self) -> str | None:
        """Type of the option."""
        ...

    def to_dict(self) -> dict[str, Any]:
        """The JSON object that came in."""
        ...


@runtime_checkable
class Timeslot(AnyModel, Protocol):
    """Delivery window that the customer chose."""

    @property
    def cutoff(self) -> str | None:
        """Latest time for this delivery."""
        ...

    @property
    def end(self) -> str | None:
        """When the window closes."""
        ...

    @property
    def id(self) -> str | None:
        """Id of the window."""
        ...

    @property
    def price(self) -> int | None:
        """Price of the window in minor units."""
        ...

    @property
    def start(self) -> str | None:
        """When the window opens."""
        ...

    def to_dict(self) -> dict[str, Any]:
        """The JSON object that came in."""
        ...


@runtime_checkable
class ErrorMessage(AnyModel, Protocol):
    """Why the server refused a request."""

    @property
    def correlation_id(self) -> str | None:
        """Id under which the server logged the request; quote it to support."""
        ...

    @property
    def error_code(self) -> str | None:
        """Code of the refusal, for programs. Codes may be added at any time."""
        ...

    @property
    def error_messages(self) -> tuple[str, ...] | None:
        """Reasons for the refusal, for people."""
        ...

    def to_dict(self) -> dict[str, Any]:
        """The JSON object that came in."""
        ...


class ShippingInfoInput(TypedDict, total=False):
    """One shipment of an order or a capture.

    Keys:
        return_shipping_company: Carrier of the return parcel, as exactly as possible (DHL SE, not
            just DHL), up to 100 characters.
        return_tracking_number: Tracking number of the return parcel, up to 100 characters.
        return_tracking_uri: Page on which the customer can follow the return parcel, up to 1024
            characters.
        shipping_company: Carrier, as exactly as possible (DHL SE, not just DHL), up to 100
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
    shipping_method: str | None
    tracking_number: str | None
    tracking_uri: str | None


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
        image_url: Link to a picture of the item, for messages from Kustom to the customer. Up to
            1024 characters.
        merchant_data: Your own data about this line, up to 1024 characters.
        name: What the item is called, up to 255 characters.
        product_identifiers: Codes and names that identify the product.
        product_url: Link to the item in your shop, for messages from Kustom to the customer. Up to
            1024 characters.
        quantity: How many. At least 0.
        quantity_unit: What the quantity counts, up to 10 characters.
        reference: Article number, SKU or another identifier of the product variant, up to 255
            characters.
        tax_rate: Tax rate in hundredths of a percent: 2500 is 25 %. At least 0.
        total_amount: Total in minor units, including tax and discount: `quantity * unit_price -
            total_discount_amount`. At most 200000000.
        total_discount_amount: Discount in minor units, including tax: 1200 is 12.00. At most
            200000000. At least 0.
        total_tax_amount: Tax in the total, in minor units. At most 200000000.
        type: Kind of line. One of physical, discount, shipping_fee, sales_tax, store_credit,
            gift_card, digital, surcharge, return_fee, package.
        unit_price: Price of one, in minor units, including tax and before discount. At most
            200000000.
    """

    image_url: str | None
    merchant_data: str | None
    product_identifiers: ProductIdentifiersInput | ProductIdentifiers | None
    product_url: str | None
    quantity_unit: str | None
    reference: str | None
    tax_rate: int | None
    total_discount_amount: int | None
    total_tax_amount: int | None
    type: str | None


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


# Pydantic, and so FastAPI, would drop an unknown name silently.
for _input in (
    ShippingInfoInput,
    AddressInput,
    OrderLineInput,
    ProductIdentifiersInput,
):
    setattr(_input, "__pydantic_config__", {"extra": "forbid"})


@runtime_checkable
class CaptureCreated(AnyModel, Protocol):
    """What `captures.create` created.

    Args:
        capture_id: Id of the new capture.
        location: its address, as the server gave it.
        decode_issues: headers that should have been there and were not.
    """

    @property
    def capture_id(self) -> str | None:
        """Its id."""
        ...

    @property
    def location(self) -> str | None:
        """Its address, as the server gave it."""
        ...


@runtime_checkable
class RefundCreated(AnyModel, Protocol):
    """What `refunds.create` created.

    Args:
        refund_id: Id of the new refund.
        location: its address, as the server gave it.
        decode_issues: headers that should have been there and were not.
    """

    @property
    def refund_id(self) -> str | None:
        """Its id."""
        ...

    @property
    def location(self) -> str | None:
        """Its address, as the server gave it."""
        ...


@runtime_checkable
class OrdersWithResponse(Protocol):
    """What every vendor's client can do with orders, each returning a `Response`."""

    def get(
        self,
        order_id: str,
        *,
        klarna_integrator: str | None | Unset = UNSET,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Response[Order]:
        """Read an order."""
        ...

    def acknowledge(
        self,
        order_id: str,
        *,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Response[None]:
        """Acknowledge an order from checkout."""
        ...

    @overload
    def update_authorization(
        self,
        order_id: str,
        *,
        order_amount: int,
        order_lines: Never,
        description: str | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[None]: ...

    @overload
    def update_authorization(
        self,
        order_id: str,
        *,
        order_amount: int,
        order_lines: Sequence[OrderLineInput],
        description: str | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[None]: ...

    @overload
    def update_authorization(
        self,
        order_id: str,
        *,
        order_amount: int,
        order_lines: Sequence[OrderLineInput] | SequenceOf[OrderLineInput | OrderLine],
        description: str | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[None]: ...

    def update_authorization(
        self,
        order_id: str,
        *,
        order_amount: int,
        order_lines: Sequence[OrderLineInput] | SequenceOf[OrderLineInput | OrderLine],
        description: str | None | Unset = UNSET,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> Response[None]:
        """Change the amount and lines of an order."""
        ...

    def cancel(
        self,
        order_id: str,
        *,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Response[None]:
        """Cancel a whole order."""
        ...

    def extend_authorization_time(
        self,
        order_id: str,
        *,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Response[None]:
        """Extend the time for capturing."""
        ...

    def release_remaining_authorization(
        self,
        order_id: str,
        *,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Response[None]:
        """Release what is left of an authorization."""
        ...

    @overload
    def update_customer_details(
        self,
        order_id: str,
        *,
        shipping_address: Never = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[None]: ...

    @overload
    def update_customer_details(
        self,
        order_id: str,
        *,
        shipping_address: AddressInput = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[None]: ...

    @overload
    def update_customer_details(
        self,
        order_id: str,
        *,
        shipping_address: AddressInput | Address | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[None]: ...

    def update_customer_details(
        self,
        order_id: str,
        *,
        shipping_address: AddressInput | Address | None | Unset = UNSET,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> Response[None]:
        """Change the shipping address of an order."""
        ...

    def update_merchant_references(
        self,
        order_id: str,
        *,
        merchant_reference1: str | None | Unset = UNSET,
        merchant_reference2: str | None | Unset = UNSET,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> Response[None]:
        """Change your references of an order."""
        ...

    @overload
    def add_shipping_info(
        self,
        order_id: str,
        *,
        shipping_info: Never,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[None]: ...

    @overload
    def add_shipping_info(
        self,
        order_id: str,
        *,
        shipping_info: Sequence[ShippingInfoInput],
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[None]: ...

    @overload
    def add_shipping_info(
        self,
        order_id: str,
        *,
        shipping_info: Sequence[ShippingInfoInput] | SequenceOf[ShippingInfoInput | ShippingInfo],
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[None]: ...

    def add_shipping_info(
        self,
        order_id: str,
        *,
        shipping_info: Sequence[ShippingInfoInput] | SequenceOf[ShippingInfoInput | ShippingInfo],
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> Response[None]:
        """Add shipping information to an order."""
        ...


@runtime_checkable
class Orders(EnsureOrders, Protocol):
    """What every vendor's client can do with orders, each returning its value."""

    @property
    def with_response(self) -> OrdersWithResponse:
        """The same methods, each returning a `Response` instead of the value alone."""
        ...

    def get(
        self,
        order_id: str,
        *,
        klarna_integrator: str | None | Unset = UNSET,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Order:
        """Read an order."""
        ...

    def acknowledge(
        self,
        order_id: str,
        *,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> None:
        """Acknowledge an order from checkout."""
        ...

    @overload
    def update_authorization(
        self,
        order_id: str,
        *,
        order_amount: int,
        order_lines: Never,
        description: str | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> None: ...

    @overload
    def update_authorization(
        self,
        order_id: str,
        *,
        order_amount: int,
        order_lines: Sequence[OrderLineInput],
        description: str | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> None: ...

    @overload
    def update_authorization(
        self,
        order_id: str,
        *,
        order_amount: int,
        order_lines: Sequence[OrderLineInput] | SequenceOf[OrderLineInput | OrderLine],
        description: str | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> None: ...

    def update_authorization(
        self,
        order_id: str,
        *,
        order_amount: int,
        order_lines: Sequence[OrderLineInput] | SequenceOf[OrderLineInput | OrderLine],
        description: str | None | Unset = UNSET,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> None:
        """Change the amount and lines of an order."""
        ...

    def cancel(
        self,
        order_id: str,
        *,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> None:
        """Cancel a whole order."""
        ...

    def extend_authorization_time(
        self,
        order_id: str,
        *,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> None:
        """Extend the time for capturing."""
        ...

    def release_remaining_authorization(
        self,
        order_id: str,
        *,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> None:
        """Release what is left of an authorization."""
        ...

    @overload
    def update_customer_details(
        self,
        order_id: str,
        *,
        shipping_address: Never = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> None: ...

    @overload
    def update_customer_details(
        self,
        order_id: str,
        *,
        shipping_address: AddressInput = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> None: ...

    @overload
    def update_customer_details(
        self,
        order_id: str,
        *,
        shipping_address: AddressInput | Address | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> None: ...

    def update_customer_details(
        self,
        order_id: str,
        *,
        shipping_address: AddressInput | Address | None | Unset = UNSET,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> None:
        """Change the shipping address of an order."""
        ...

    def update_merchant_references(
        self,
        order_id: str,
        *,
        merchant_reference1: str | None | Unset = UNSET,
        merchant_reference2: str | None | Unset = UNSET,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> None:
        """Change your references of an order."""
        ...

    @overload
    def add_shipping_info(
        self,
        order_id: str,
        *,
        shipping_info: Never,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> None: ...

    @overload
    def add_shipping_info(
        self,
        order_id: str,
        *,
        shipping_info: Sequence[ShippingInfoInput],
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> None: ...

    @overload
    def add_shipping_info(
        self,
        order_id: str,
        *,
        shipping_info: Sequence[ShippingInfoInput] | SequenceOf[ShippingInfoInput | ShippingInfo],
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> None: ...

    def add_shipping_info(
        self,
        order_id: str,
        *,
        shipping_info: Sequence[ShippingInfoInput] | SequenceOf[ShippingInfoInput | ShippingInfo],
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> None:
        """Add shipping information to an order."""
        ...


@runtime_checkable
class AsyncOrdersWithResponse(Protocol):
    """What every vendor's client can do with orders, each returning a `Response`."""

    async def get(
        self,
        order_id: str,
        *,
        klarna_integrator: str | None | Unset = UNSET,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Response[Order]:
        """Read an order."""
        ...

    async def acknowledge(
        self,
        order_id: str,
        *,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Response[None]:
        """Acknowledge an order from checkout."""
        ...

    @overload
    async def update_authorization(
        self,
        order_id: str,
        *,
        order_amount: int,
        order_lines: Never,
        description: str | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[None]: ...

    @overload
    async def update_authorization(
        self,
        order_id: str,
        *,
        order_amount: int,
        order_lines: Sequence[OrderLineInput],
        description: str | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[None]: ...

    @overload
    async def update_authorization(
        self,
        order_id: str,
        *,
        order_amount: int,
        order_lines: Sequence[OrderLineInput] | SequenceOf[OrderLineInput | OrderLine],
        description: str | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[None]: ...

    async def update_authorization(
        self,
        order_id: str,
        *,
        order_amount: int,
        order_lines: Sequence[OrderLineInput] | SequenceOf[OrderLineInput | OrderLine],
        description: str | None | Unset = UNSET,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> Response[None]:
        """Change the amount and lines of an order."""
        ...

    async def cancel(
        self,
        order_id: str,
        *,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Response[None]:
        """Cancel a whole order."""
        ...

    async def extend_authorization_time(
        self,
        order_id: str,
        *,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Response[None]:
        """Extend the time for capturing."""
        ...

    async def release_remaining_authorization(
        self,
        order_id: str,
        *,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Response[None]:
        """Release what is left of an authorization."""
        ...

    @overload
    async def update_customer_details(
        self,
        order_id: str,
        *,
        shipping_address: Never = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[None]: ...

    @overload
    async def update_customer_details(
        self,
        order_id: str,
        *,
        shipping_address: AddressInput = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[None]: ...

    @overload
    async def update_customer_details(
        self,
        order_id: str,
        *,
        shipping_address: AddressInput | Address | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[None]: ...

    async def update_customer_details(
        self,
        order_id: str,
        *,
        shipping_address: AddressInput | Address | None | Unset = UNSET,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> Response[None]:
        """Change the shipping address of an order."""
        ...

    async def update_merchant_references(
        self,
        order_id: str,
        *,
        merchant_reference1: str | None | Unset = UNSET,
        merchant_reference2: str | None | Unset = UNSET,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> Response[None]:
        """Change your references of an order."""
        ...

    @overload
    async def add_shipping_info(
        self,
        order_id: str,
        *,
        shipping_info: Never,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[None]: ...

    @overload
    async def add_shipping_info(
        self,
        order_id: str,
        *,
        shipping_info: Sequence[ShippingInfoInput],
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[None]: ...

    @overload
    async def add_shipping_info(
        self,
        order_id: str,
        *,
        shipping_info: Sequence[ShippingInfoInput] | SequenceOf[ShippingInfoInput | ShippingInfo],
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[None]: ...

    async def add_shipping_info(
        self,
        order_id: str,
        *,
        shipping_info: Sequence[ShippingInfoInput] | SequenceOf[ShippingInfoInput | ShippingInfo],
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> Response[None]:
        """Add shipping information to an order."""
        ...


@runtime_checkable
class AsyncOrders(AsyncEnsureOrders, Protocol):
    """What every vendor's client can do with orders, each returning its value."""

    @property
    def with_response(self) -> AsyncOrdersWithResponse:
        """The same methods, each returning a `Response` instead of the value alone."""
        ...

    async def get(
        self,
        order_id: str,
        *,
        klarna_integrator: str | None | Unset = UNSET,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Order:
        """Read an order."""
        ...

    async def acknowledge(
        self,
        order_id: str,
        *,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> None:
        """Acknowledge an order from checkout."""
        ...

    @overload
    async def update_authorization(
        self,
        order_id: str,
        *,
        order_amount: int,
        order_lines: Never,
        description: str | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> None: ...

    @overload
    async def update_authorization(
        self,
        order_id: str,
        *,
        order_amount: int,
        order_lines: Sequence[OrderLineInput],
        description: str | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> None: ...

    @overload
    async def update_authorization(
        self,
        order_id: str,
        *,
        order_amount: int,
        order_lines: Sequence[OrderLineInput] | SequenceOf[OrderLineInput | OrderLine],
        description: str | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> None: ...

    async def update_authorization(
        self,
        order_id: str,
        *,
        order_amount: int,
        order_lines: Sequence[OrderLineInput] | SequenceOf[OrderLineInput | OrderLine],
        description: str | None | Unset = UNSET,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> None:
        """Change the amount and lines of an order."""
        ...

    async def cancel(
        self,
        order_id: str,
        *,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> None:
        """Cancel a whole order."""
        ...

    async def extend_authorization_time(
        self,
        order_id: str,
        *,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> None:
        """Extend the time for capturing."""
        ...

    async def release_remaining_authorization(
        self,
        order_id: str,
        *,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> None:
        """Release what is left of an authorization."""
        ...

    @overload
    async def update_customer_details(
        self,
        order_id: str,
        *,
        shipping_address: Never = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> None: ...

    @overload
    async def update_customer_details(
        self,
        order_id: str,
        *,
        shipping_address: AddressInput = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> None: ...

    @overload
    async def update_customer_details(
        self,
        order_id: str,
        *,
        shipping_address: AddressInput | Address | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> None: ...

    async def update_customer_details(
        self,
        order_id: str,
        *,
        shipping_address: AddressInput | Address | None | Unset = UNSET,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> None:
        """Change the shipping address of an order."""
        ...

    async def update_merchant_references(
        self,
        order_id: str,
        *,
        merchant_reference1: str | None | Unset = UNSET,
        merchant_reference2: str | None | Unset = UNSET,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> None:
        """Change your references of an order."""
        ...

    @overload
    async def add_shipping_info(
        self,
        order_id: str,
        *,
        shipping_info: Never,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> None: ...

    @overload
    async def add_shipping_info(
        self,
        order_id: str,
        *,
        shipping_info: Sequence[ShippingInfoInput],
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> None: ...

    @overload
    async def add_shipping_info(
        self,
        order_id: str,
        *,
        shipping_info: Sequence[ShippingInfoInput] | SequenceOf[ShippingInfoInput | ShippingInfo],
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> None: ...

    async def add_shipping_info(
        self,
        order_id: str,
        *,
        shipping_info: Sequence[ShippingInfoInput] | SequenceOf[ShippingInfoInput | ShippingInfo],
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> None:
        """Add shipping information to an order."""
        ...


@runtime_checkable
class CapturesWithResponse(Protocol):
    """What every vendor's client can do with captures, each returning a `Response`."""

    def list(
        self,
        order_id: str,
        *,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Response[tuple[Capture, ...]]:
        """List the captures of an order."""
        ...

    @overload
    def create(
        self,
        order_id: str,
        *,
        captured_amount: int,
        description: str | None | Unset = ...,
        order_lines: Never = ...,
        reference: str | None | Unset = ...,
        shipping_delay: int | None | Unset = ...,
        shipping_info: Never = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[CaptureCreated]: ...

    @overload
    def create(
        self,
        order_id: str,
        *,
        captured_amount: int,
        description: str | None | Unset = ...,
        order_lines: Sequence[OrderLineInput] = ...,
        reference: str | None | Unset = ...,
        shipping_delay: int | None | Unset = ...,
        shipping_info: Sequence[ShippingInfoInput] = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[CaptureCreated]: ...

    @overload
    def create(
        self,
        order_id: str,
        *,
        captured_amount: int,
        description: str | None | Unset = ...,
        order_lines: Sequence[OrderLineInput]
        | SequenceOf[OrderLineInput | OrderLine]
        | None
        | Unset = ...,
        reference: str | None | Unset = ...,
        shipping_delay: int | None | Unset = ...,
        shipping_info: Sequence[ShippingInfoInput]
        | SequenceOf[ShippingInfoInput | ShippingInfo]
        | None
        | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[CaptureCreated]: ...

    def create(
        self,
        order_id: str,
        *,
        captured_amount: int,
        description: str | None | Unset = UNSET,
        order_lines: Sequence[OrderLineInput]
        | SequenceOf[OrderLineInput | OrderLine]
        | None
        | Unset = UNSET,
        reference: str | None | Unset = UNSET,
        shipping_delay: int | None | Unset = UNSET,
        shipping_info: Sequence[ShippingInfoInput]
        | SequenceOf[ShippingInfoInput | ShippingInfo]
        | None
        | Unset = UNSET,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> Response[CaptureCreated]:
        """Capture all or part of an order."""
        ...

    def get(
        self,
        order_id: str,
        capture_id: str,
        *,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Response[Capture]:
        """Read a capture."""
        ...

    @overload
    def add_shipping_info(
        self,
        order_id: str,
        capture_id: str,
        *,
        shipping_info: Never,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[None]: ...

    @overload
    def add_shipping_info(
        self,
        order_id: str,
        capture_id: str,
        *,
        shipping_info: Sequence[ShippingInfoInput],
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[None]: ...

    @overload
    def add_shipping_info(
        self,
        order_id: str,
        capture_id: str,
        *,
        shipping_info: Sequence[ShippingInfoInput] | SequenceOf[ShippingInfoInput | ShippingInfo],
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[None]: ...

    def add_shipping_info(
        self,
        order_id: str,
        capture_id: str,
        *,
        shipping_info: Sequence[ShippingInfoInput] | SequenceOf[ShippingInfoInput | ShippingInfo],
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> Response[None]:
        """Add shipping information to a capture."""
        ...


@runtime_checkable
class Captures(EnsureCaptures, Protocol):
    """What every vendor's client can do with captures, each returning its value."""

    @property
    def with_response(self) -> CapturesWithResponse:
        """The same methods, each returning a `Response` instead of the value alone."""
        ...

    def list(
        self,
        order_id: str,
        *,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> tuple[Capture, ...]:
        """List the captures of an order."""
        ...

    @overload
    def create(
        self,
        order_id: str,
        *,
        captured_amount: int,
        description: str | None | Unset = ...,
        order_lines: Never = ...,
        reference: str | None | Unset = ...,
        shipping_delay: int | None | Unset = ...,
        shipping_info: Never = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> CaptureCreated: ...

    @overload
    def create(
        self,
        order_id: str,
        *,
        captured_amount: int,
        description: str | None | Unset = ...,
        order_lines: Sequence[OrderLineInput] = ...,
        reference: str | None | Unset = ...,
        shipping_delay: int | None | Unset = ...,
        shipping_info: Sequence[ShippingInfoInput] = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> CaptureCreated: ...

    @overload
    def create(
        self,
        order_id: str,
        *,
        captured_amount: int,
        description: str | None | Unset = ...,
        order_lines: Sequence[OrderLineInput]
        | SequenceOf[OrderLineInput | OrderLine]
        | None
        | Unset = ...,
        reference: str | None | Unset = ...,
        shipping_delay: int | None | Unset = ...,
        shipping_info: Sequence[ShippingInfoInput]
        | SequenceOf[ShippingInfoInput | ShippingInfo]
        | None
        | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> CaptureCreated: ...

    def create(
        self,
        order_id: str,
        *,
        captured_amount: int,
        description: str | None | Unset = UNSET,
        order_lines: Sequence[OrderLineInput]
        | SequenceOf[OrderLineInput | OrderLine]
        | None
        | Unset = UNSET,
        reference: str | None | Unset = UNSET,
        shipping_delay: int | None | Unset = UNSET,
        shipping_info: Sequence[ShippingInfoInput]
        | SequenceOf[ShippingInfoInput | ShippingInfo]
        | None
        | Unset = UNSET,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> CaptureCreated:
        """Capture all or part of an order."""
        ...

    def get(
        self,
        order_id: str,
        capture_id: str,
        *,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Capture:
        """Read a capture."""
        ...

    @overload
    def add_shipping_info(
        self,
        order_id: str,
        capture_id: str,
        *,
        shipping_info: Never,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> None: ...

    @overload
    def add_shipping_info(
        self,
        order_id: str,
        capture_id: str,
        *,
        shipping_info: Sequence[ShippingInfoInput],
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> None: ...

    @overload
    def add_shipping_info(
        self,
        order_id: str,
        capture_id: str,
        *,
        shipping_info: Sequence[ShippingInfoInput] | SequenceOf[ShippingInfoInput | ShippingInfo],
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> None: ...

    def add_shipping_info(
        self,
        order_id: str,
        capture_id: str,
        *,
        shipping_info: Sequence[ShippingInfoInput] | SequenceOf[ShippingInfoInput | ShippingInfo],
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> None:
        """Add shipping information to a capture."""
        ...


@runtime_checkable
class AsyncCapturesWithResponse(Protocol):
    """What every vendor's client can do with captures, each returning a `Response`."""

    async def list(
        self,
        order_id: str,
        *,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Response[tuple[Capture, ...]]:
        """List the captures of an order."""
        ...

    @overload
    async def create(
        self,
        order_id: str,
        *,
        captured_amount: int,
        description: str | None | Unset = ...,
        order_lines: Never = ...,
        reference: str | None | Unset = ...,
        shipping_delay: int | None | Unset = ...,
        shipping_info: Never = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[CaptureCreated]: ...

    @overload
    async def create(
        self,
        order_id: str,
        *,
        captured_amount: int,
        description: str | None | Unset = ...,
        order_lines: Sequence[OrderLineInput] = ...,
        reference: str | None | Unset = ...,
        shipping_delay: int | None | Unset = ...,
        shipping_info: Sequence[ShippingInfoInput] = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[CaptureCreated]: ...

    @overload
    async def create(
        self,
        order_id: str,
        *,
        captured_amount: int,
        description: str | None | Unset = ...,
        order_lines: Sequence[OrderLineInput]
        | SequenceOf[OrderLineInput | OrderLine]
        | None
        | Unset = ...,
        reference: str | None | Unset = ...,
        shipping_delay: int | None | Unset = ...,
        shipping_info: Sequence[ShippingInfoInput]
        | SequenceOf[ShippingInfoInput | ShippingInfo]
        | None
        | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[CaptureCreated]: ...

    async def create(
        self,
        order_id: str,
        *,
        captured_amount: int,
        description: str | None | Unset = UNSET,
        order_lines: Sequence[OrderLineInput]
        | SequenceOf[OrderLineInput | OrderLine]
        | None
        | Unset = UNSET,
        reference: str | None | Unset = UNSET,
        shipping_delay: int | None | Unset = UNSET,
        shipping_info: Sequence[ShippingInfoInput]
        | SequenceOf[ShippingInfoInput | ShippingInfo]
        | None
        | Unset = UNSET,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> Response[CaptureCreated]:
        """Capture all or part of an order."""
        ...

    async def get(
        self,
        order_id: str,
        capture_id: str,
        *,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Response[Capture]:
        """Read a capture."""
        ...

    @overload
    async def add_shipping_info(
        self,
        order_id: str,
        capture_id: str,
        *,
        shipping_info: Never,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[None]: ...

    @overload
    async def add_shipping_info(
        self,
        order_id: str,
        capture_id: str,
        *,
        shipping_info: Sequence[ShippingInfoInput],
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[None]: ...

    @overload
    async def add_shipping_info(
        self,
        order_id: str,
        capture_id: str,
        *,
        shipping_info: Sequence[ShippingInfoInput] | SequenceOf[ShippingInfoInput | ShippingInfo],
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[None]: ...

    async def add_shipping_info(
        self,
        order_id: str,
        capture_id: str,
        *,
        shipping_info: Sequence[ShippingInfoInput] | SequenceOf[ShippingInfoInput | ShippingInfo],
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> Response[None]:
        """Add shipping information to a capture."""
        ...


@runtime_checkable
class AsyncCaptures(AsyncEnsureCaptures, Protocol):
    """What every vendor's client can do with captures, each returning its value."""

    @property
    def with_response(self) -> AsyncCapturesWithResponse:
        """The same methods, each returning a `Response` instead of the value alone."""
        ...

    async def list(
        self,
        order_id: str,
        *,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> tuple[Capture, ...]:
        """List the captures of an order."""
        ...

    @overload
    async def create(
        self,
        order_id: str,
        *,
        captured_amount: int,
        description: str | None | Unset = ...,
        order_lines: Never = ...,
        reference: str | None | Unset = ...,
        shipping_delay: int | None | Unset = ...,
        shipping_info: Never = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> CaptureCreated: ...

    @overload
    async def create(
        self,
        order_id: str,
        *,
        captured_amount: int,
        description: str | None | Unset = ...,
        order_lines: Sequence[OrderLineInput] = ...,
        reference: str | None | Unset = ...,
        shipping_delay: int | None | Unset = ...,
        shipping_info: Sequence[ShippingInfoInput] = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> CaptureCreated: ...

    @overload
    async def create(
        self,
        order_id: str,
        *,
        captured_amount: int,
        description: str | None | Unset = ...,
        order_lines: Sequence[OrderLineInput]
        | SequenceOf[OrderLineInput | OrderLine]
        | None
        | Unset = ...,
        reference: str | None | Unset = ...,
        shipping_delay: int | None | Unset = ...,
        shipping_info: Sequence[ShippingInfoInput]
        | SequenceOf[ShippingInfoInput | ShippingInfo]
        | None
        | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> CaptureCreated: ...

    async def create(
        self,
        order_id: str,
        *,
        captured_amount: int,
        description: str | None | Unset = UNSET,
        order_lines: Sequence[OrderLineInput]
        | SequenceOf[OrderLineInput | OrderLine]
        | None
        | Unset = UNSET,
        reference: str | None | Unset = UNSET,
        shipping_delay: int | None | Unset = UNSET,
        shipping_info: Sequence[ShippingInfoInput]
        | SequenceOf[ShippingInfoInput | ShippingInfo]
        | None
        | Unset = UNSET,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> CaptureCreated:
        """Capture all or part of an order."""
        ...

    async def get(
        self,
        order_id: str,
        capture_id: str,
        *,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Capture:
        """Read a capture."""
        ...

    @overload
    async def add_shipping_info(
        self,
        order_id: str,
        capture_id: str,
        *,
        shipping_info: Never,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> None: ...

    @overload
    async def add_shipping_info(
        self,
        order_id: str,
        capture_id: str,
        *,
        shipping_info: Sequence[ShippingInfoInput],
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> None: ...

    @overload
    async def add_shipping_info(
        self,
        order_id: str,
        capture_id: str,
        *,
        shipping_info: Sequence[ShippingInfoInput] | SequenceOf[ShippingInfoInput | ShippingInfo],
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> None: ...

    async def add_shipping_info(
        self,
        order_id: str,
        capture_id: str,
        *,
        shipping_info: Sequence[ShippingInfoInput] | SequenceOf[ShippingInfoInput | ShippingInfo],
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> None:
        """Add shipping information to a capture."""
        ...


@runtime_checkable
class RefundsWithResponse(Protocol):
    """What every vendor's client can do with refunds, each returning a `Response`."""

    @overload
    def create(
        self,
        order_id: str,
        *,
        refunded_amount: int,
        description: str | None | Unset = ...,
        order_lines: Never = ...,
        reference: str | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[RefundCreated]: ...

    @overload
    def create(
        self,
        order_id: str,
        *,
        refunded_amount: int,
        description: str | None | Unset = ...,
        order_lines: Sequence[OrderLineInput] = ...,
        reference: str | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[RefundCreated]: ...

    @overload
    def create(
        self,
        order_id: str,
        *,
        refunded_amount: int,
        description: str | None | Unset = ...,
        order_lines: Sequence[OrderLineInput]
        | SequenceOf[OrderLineInput | OrderLine]
        | None
        | Unset = ...,
        reference: str | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[RefundCreated]: ...

    def create(
        self,
        order_id: str,
        *,
        refunded_amount: int,
        description: str | None | Unset = UNSET,
        order_lines: Sequence[OrderLineInput]
        | SequenceOf[OrderLineInput | OrderLine]
        | None
        | Unset = UNSET,
        reference: str | None | Unset = UNSET,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> Response[RefundCreated]:
        """Refund all or part of an order."""
        ...

    def get(
        self,
        order_id: str,
        refund_id: str,
        *,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Response[Refund]:
        """Read a refund."""
        ...


@runtime_checkable
class Refunds(EnsureRefunds, Protocol):
    """What every vendor's client can do with refunds, each returning its value."""

    @property
    def with_response(self) -> RefundsWithResponse:
        """The same methods, each returning a `Response` instead of the value alone."""
        ...

    @overload
    def create(
        self,
        order_id: str,
        *,
        refunded_amount: int,
        description: str | None | Unset = ...,
        order_lines: Never = ...,
        reference: str | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> RefundCreated: ...

    @overload
    def create(
        self,
        order_id: str,
        *,
        refunded_amount: int,
        description: str | None | Unset = ...,
        order_lines: Sequence[OrderLineInput] = ...,
        reference: str | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> RefundCreated: ...

    @overload
    def create(
        self,
        order_id: str,
        *,
        refunded_amount: int,
        description: str | None | Unset = ...,
        order_lines: Sequence[OrderLineInput]
        | SequenceOf[OrderLineInput | OrderLine]
        | None
        | Unset = ...,
        reference: str | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> RefundCreated: ...

    def create(
        self,
        order_id: str,
        *,
        refunded_amount: int,
        description: str | None | Unset = UNSET,
        order_lines: Sequence[OrderLineInput]
        | SequenceOf[OrderLineInput | OrderLine]
        | None
        | Unset = UNSET,
        reference: str | None | Unset = UNSET,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> RefundCreated:
        """Refund all or part of an order."""
        ...

    def get(
        self,
        order_id: str,
        refund_id: str,
        *,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Refund:
        """Read a refund."""
        ...


@runtime_checkable
class AsyncRefundsWithResponse(Protocol):
    """What every vendor's client can do with refunds, each returning a `Response`."""

    @overload
    async def create(
        self,
        order_id: str,
        *,
        refunded_amount: int,
        description: str | None | Unset = ...,
        order_lines: Never = ...,
        reference: str | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[RefundCreated]: ...

    @overload
    async def create(
        self,
        order_id: str,
        *,
        refunded_amount: int,
        description: str | None | Unset = ...,
        order_lines: Sequence[OrderLineInput] = ...,
        reference: str | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[RefundCreated]: ...

    @overload
    async def create(
        self,
        order_id: str,
        *,
        refunded_amount: int,
        description: str | None | Unset = ...,
        order_lines: Sequence[OrderLineInput]
        | SequenceOf[OrderLineInput | OrderLine]
        | None
        | Unset = ...,
        reference: str | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[RefundCreated]: ...

    async def create(
        self,
        order_id: str,
        *,
        refunded_amount: int,
        description: str | None | Unset = UNSET,
        order_lines: Sequence[OrderLineInput]
        | SequenceOf[OrderLineInput | OrderLine]
        | None
        | Unset = UNSET,
        reference: str | None | Unset = UNSET,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> Response[RefundCreated]:
        """Refund all or part of an order."""
        ...

    async def get(
        self,
        order_id: str,
        refund_id: str,
        *,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Response[Refund]:
        """Read a refund."""
        ...


@runtime_checkable
class AsyncRefunds(AsyncEnsureRefunds, Protocol):
    """What every vendor's client can do with refunds, each returning its value."""

    @property
    def with_response(self) -> AsyncRefundsWithResponse:
        """The same methods, each returning a `Response` instead of the value alone."""
        ...

    @overload
    async def create(
        self,
        order_id: str,
        *,
        refunded_amount: int,
        description: str | None | Unset = ...,
        order_lines: Never = ...,
        reference: str | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> RefundCreated: ...

    @overload
    async def create(
        self,
        order_id: str,
        *,
        refunded_amount: int,
        description: str | None | Unset = ...,
        order_lines: Sequence[OrderLineInput] = ...,
        reference: str | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> RefundCreated: ...

    @overload
    async def create(
        self,
        order_id: str,
        *,
        refunded_amount: int,
        description: str | None | Unset = ...,
        order_lines: Sequence[OrderLineInput]
        | SequenceOf[OrderLineInput | OrderLine]
        | None
        | Unset = ...,
        reference: str | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> RefundCreated: ...

    async def create(
        self,
        order_id: str,
        *,
        refunded_amount: int,
        description: str | None | Unset = UNSET,
        order_lines: Sequence[OrderLineInput]
        | SequenceOf[OrderLineInput | OrderLine]
        | None
        | Unset = UNSET,
        reference: str | None | Unset = UNSET,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> RefundCreated:
        """Refund all or part of an order."""
        ...

    async def get(
        self,
        order_id: str,
        refund_id: str,
        *,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Refund:
        """Read a refund."""
        ...


@runtime_checkable
class OrderManagement(AnyClient, Protocol):
    """Any vendor's client."""

    @property
    def orders(self) -> Orders:
        """The operations on orders."""
        ...

    @property
    def captures(self) -> Captures:
        """The operations on captures."""
        ...

    @property
    def refunds(self) -> Refunds:
        """The operations on refunds."""
        ...


@runtime_checkable
class AsyncOrderManagement(AsyncAnyClient, Protocol):
    """Any vendor's asynchronous client."""

    @property
    def orders(self) -> AsyncOrders:
        """The operations on orders."""
        ...

    @property
    def captures(self) -> AsyncCaptures:
        """The operations on captures."""
        ...

    @property
    def refunds(self) -> AsyncRefunds:
        """The operations on refunds."""
        ...
