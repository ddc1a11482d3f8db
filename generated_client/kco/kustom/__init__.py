# Generated from openapi/kustom.yaml and overlays/kustom by "make generate"; change those, not this.
"""Order Management (Kustom) 1.0.0: clients, models and inputs, imported when first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .client import AsyncKustom as AsyncKustom
    from .client import Kustom as Kustom
    from .enumerations import OrderLineType as OrderLineType
    from .enumerations import OrderStatus as OrderStatus
    from .enumerations import ShippingMethod as ShippingMethod
    from .inputs import AddressInput as AddressInput
    from .inputs import AddShippingInfoInput as AddShippingInfoInput
    from .inputs import CreateCaptureInput as CreateCaptureInput
    from .inputs import CreateRefundInput as CreateRefundInput
    from .inputs import OrderLineInput as OrderLineInput
    from .inputs import ProductIdentifiersInput as ProductIdentifiersInput
    from .inputs import ShippingInfoInput as ShippingInfoInput
    from .inputs import UpdateAuthorizationInput as UpdateAuthorizationInput
    from .inputs import UpdateCustomerDetailsInput as UpdateCustomerDetailsInput
    from .inputs import UpdateMerchantReferencesInput as UpdateMerchantReferencesInput
    from .models import Addon as Addon
    from .models import Address as Address
    from .models import Capture as Capture
    from .models import CaptureCreated as CaptureCreated
    from .models import CarrierProduct as CarrierProduct
    from .models import Customer as Customer
    from .models import ErrorMessage as ErrorMessage
    from .models import InitialPaymentMethod as InitialPaymentMethod
    from .models import Location as Location
    from .models import LocationAddress as LocationAddress
    from .models import Order as Order
    from .models import OrderLine as OrderLine
    from .models import ProductIdentifiers as ProductIdentifiers
    from .models import Refund as Refund
    from .models import RefundCreated as RefundCreated
    from .models import SelectedShippingOption as SelectedShippingOption
    from .models import ShippingInfo as ShippingInfo
    from .models import Timeslot as Timeslot
    from .operations import OPERATIONS as OPERATIONS

__all__ = [
    "AddShippingInfoInput",
    "Addon",
    "Address",
    "AddressInput",
    "AsyncKustom",
    "Capture",
    "CaptureCreated",
    "CarrierProduct",
    "CreateCaptureInput",
    "CreateRefundInput",
    "Customer",
    "ErrorMessage",
    "InitialPaymentMethod",
    "Kustom",
    "Location",
    "LocationAddress",
    "OPERATIONS",
    "Order",
    "OrderLine",
    "OrderLineInput",
    "OrderLineType",
    "OrderStatus",
    "ProductIdentifiers",
    "ProductIdentifiersInput",
    "Refund",
    "RefundCreated",
    "SelectedShippingOption",
    "ShippingInfo",
    "ShippingInfoInput",
    "ShippingMethod",
    "Timeslot",
    "UpdateAuthorizationInput",
    "UpdateCustomerDetailsInput",
    "UpdateMerchantReferencesInput",
]

_MODULES = {
    "AddShippingInfoInput": "inputs",
    "Addon": "models",
    "Address": "models",
    "AddressInput": "inputs",
    "AsyncKustom": "client",
    "Capture": "models",
    "CaptureCreated": "models",
    "CarrierProduct": "models",
    "CreateCaptureInput": "inputs",
    "CreateRefundInput": "inputs",
    "Customer": "models",
    "ErrorMessage": "models",
    "InitialPaymentMethod": "models",
    "Kustom": "client",
    "Location": "models",
    "LocationAddress": "models",
    "OPERATIONS": "operations",
    "Order": "models",
    "OrderLine": "models",
    "OrderLineInput": "inputs",
    "OrderLineType": "enumerations",
    "OrderStatus": "enumerations",
    "ProductIdentifiers": "models",
    "ProductIdentifiersInput": "inputs",
    "Refund": "models",
    "RefundCreated": "models",
    "SelectedShippingOption": "models",
    "ShippingInfo": "models",
    "ShippingInfoInput": "inputs",
    "ShippingMethod": "enumerations",
    "Timeslot": "models",
    "UpdateAuthorizationInput": "inputs",
    "UpdateCustomerDetailsInput": "inputs",
    "UpdateMerchantReferencesInput": "inputs",
}


if not TYPE_CHECKING:
    # Type checkers look at the imports above, so that they know a wrong name when they see it.

    def __getattr__(name: str) -> Any:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted(__all__)
