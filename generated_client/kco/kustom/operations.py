# Generated from openapi/kustom.yaml and overlays/kustom by "make generate"; change those, not this.
"""The operations of Order Management (Kustom) as a table."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ..runtime.operation import Operation, Replay
from ..runtime.response import ArrayResult, CreatedResult, NoResult, ObjectResult

if TYPE_CHECKING:
    from ..runtime.scalar_rules import Rule
    from . import models

__all__ = [
    "CAPTURES_ADD_SHIPPING_INFO",
    "CAPTURES_CREATE",
    "CAPTURES_GET",
    "CAPTURES_LIST",
    "OPERATIONS",
    "ORDERS_ACKNOWLEDGE",
    "ORDERS_ADD_SHIPPING_INFO",
    "ORDERS_CANCEL",
    "ORDERS_EXTEND_AUTHORIZATION_TIME",
    "ORDERS_GET",
    "ORDERS_RELEASE_REMAINING_AUTHORIZATION",
    "ORDERS_UPDATE_AUTHORIZATION",
    "ORDERS_UPDATE_CUSTOMER_DETAILS",
    "ORDERS_UPDATE_MERCHANT_REFERENCES",
    "REFUNDS_CREATE",
    "REFUNDS_GET",
]


@cache
def _load(name: str) -> Any:
    # Models take longer to import than anything else here, and a client that only writes needs none.
    from . import models

    return getattr(models, name)


@cache
def _rule(name: str) -> Rule:
    from . import rules

    rule: Rule = getattr(rules, name)
    return rule


ORDERS_GET: Operation[models.Order] = Operation(
    name="orders.get",
    identifier="getOrder",
    method="GET",
    path=("/ordermanagement/v1/orders/", ""),
    path_parameters=("order_id",),
    replay=Replay.SAFE,
    result=ObjectResult(lambda: _load("Order")),
    statuses=("200", "400", "401", "404", "429", "500"),
    headers={"klarna_integrator": "Klarna-Integrator"},
)

ORDERS_ACKNOWLEDGE: Operation[None] = Operation(
    name="orders.acknowledge",
    identifier="acknowledgeOrder",
    method="POST",
    path=("/ordermanagement/v1/orders/", "/acknowledge"),
    path_parameters=("order_id",),
    replay=Replay.BY_KEY,
    result=NoResult(),
    statuses=("204", "400", "401", "403", "404", "409", "429", "500"),
    key_header="Klarna-Idempotency-Key",
)

ORDERS_UPDATE_AUTHORIZATION: Operation[None] = Operation(
    name="orders.update_authorization",
    identifier="updateAuthorization",
    method="PATCH",
    path=("/ordermanagement/v1/orders/", "/authorization"),
    path_parameters=("order_id",),
    replay=Replay.BY_KEY,
    result=NoResult(),
    statuses=("204", "400", "401", "403", "404", "409", "413", "415", "429", "500"),
    body=lambda: _rule("UPDATE_AUTHORIZATION"),
    key_header="Klarna-Idempotency-Key",
)

ORDERS_CANCEL: Operation[None] = Operation(
    name="orders.cancel",
    identifier="cancelOrder",
    method="POST",
    path=("/ordermanagement/v1/orders/", "/cancel"),
    path_parameters=("order_id",),
    replay=Replay.BY_KEY,
    result=NoResult(),
    statuses=("204", "400", "401", "403", "404", "409", "429", "500"),
    key_header="Klarna-Idempotency-Key",
)

ORDERS_EXTEND_AUTHORIZATION_TIME: Operation[None] = Operation(
    name="orders.extend_authorization_time",
    identifier="extendAuthorizationTime",
    method="POST",
    path=("/ordermanagement/v1/orders/", "/extend-authorization-time"),
    path_parameters=("order_id",),
    replay=Replay.BY_KEY,
    result=NoResult(),
    statuses=("204", "400", "401", "403", "404", "409", "429", "500"),
    key_header="Klarna-Idempotency-Key",
)

ORDERS_RELEASE_REMAINING_AUTHORIZATION: Operation[None] = Operation(
    name="orders.release_remaining_authorization",
    identifier="releaseRemainingAuthorization",
    method="POST",
    path=("/ordermanagement/v1/orders/", "/release-remaining-authorization"),
    path_parameters=("order_id",),
    replay=Replay.BY_KEY,
    result=NoResult(),
    statuses=("204", "400", "401", "403", "404", "409", "429", "500"),
    key_header="Klarna-Idempotency-Key",
)

ORDERS_UPDATE_CUSTOMER_DETAILS: Operation[None] = Operation(
    name="orders.update_customer_details",
    identifier="updateConsumerDetails",
    method="PATCH",
    path=("/ordermanagement/v1/orders/", "/customer-details"),
    path_parameters=("order_id",),
    replay=Replay.BY_KEY,
    result=NoResult(),
    statuses=("204", "400", "401", "403", "404", "409", "413", "415", "429", "500"),
    body=lambda: _rule("UPDATE_CUSTOMER_DETAILS"),
    key_header="Klarna-Idempotency-Key",
)

ORDERS_UPDATE_MERCHANT_REFERENCES: Operation[None] = Operation(
    name="orders.update_merchant_references",
    identifier="updateMerchantReferences",
    method="PATCH",
    path=("/ordermanagement/v1/orders/", "/merchant-references"),
    path_parameters=("order_id",),
    replay=Replay.BY_KEY,
    result=NoResult(),
    statuses=("204", "400", "401", "403", "404", "409", "413", "415", "429", "500"),
    body=lambda: _rule("UPDATE_MERCHANT_REFERENCES"),
    key_header="Klarna-Idempotency-Key",
)

ORDERS_ADD_SHIPPING_INFO: Operation[None] = Operation(
    name="orders.add_shipping_info",
    identifier="appendOrderShippingInfo",
    method="POST",
    path=("/ordermanagement/v1/orders/", "/shipping-info"),
    path_parameters=("order_id",),
    replay=Replay.BY_KEY,
    result=NoResult(),
    statuses=("204", "400", "401", "404", "409", "413", "415", "429", "500"),
    body=lambda: _rule("ADD_SHIPPING_INFO"),
    key_header="Klarna-Idempotency-Key",
)

CAPTURES_LIST: Operation[tuple[models.Capture, ...]] = Operation(
    name="captures.list",
    identifier="getCaptures",
    method="GET",
    path=("/ordermanagement/v1/orders/", "/captures"),
    path_parameters=("order_id",),
    replay=Replay.SAFE,
    result=ArrayResult(lambda: _load("Capture")),
    statuses=("200", "400", "401", "404", "429", "500"),
)

CAPTURES_CREATE: Operation[models.CaptureCreated] = Operation(
    name="captures.create",
    identifier="captureOrder",
    method="POST",
    path=("/ordermanagement/v1/orders/", "/captures"),
    path_parameters=("order_id",),
    replay=Replay.BY_KEY,
    result=CreatedResult(
        lambda: _load("CaptureCreated"), id_field="capture_id", id_header="Capture-Id"
    ),
    statuses=("201", "400", "401", "403", "404", "409", "413", "415", "429", "500"),
    body=lambda: _rule("CREATE_CAPTURE"),
    key_header="Klarna-Idempotency-Key",
)

CAPTURES_GET: Operation[models.Capture] = Operation(
    name="captures.get",
    identifier="getCapture",
    method="GET",
    path=("/ordermanagement/v1/orders/", "/captures/", ""),
    path_parameters=("order_id", "capture_id"),
    replay=Replay.SAFE,
    result=ObjectResult(lambda: _load("Capture")),
    statuses=("200", "400", "401", "404", "429", "500"),
)

CAPTURES_ADD_SHIPPING_INFO: Operation[None] = Operation(
    name="captures.add_shipping_info",
    identifier="appendShippingInfo",
    method="POST",
    path=("/ordermanagement/v1/orders/", "/captures/", "/shipping-info"),
    path_parameters=("order_id", "capture_id"),
    replay=Replay.BY_KEY,
    result=NoResult(),
    statuses=("204", "400", "401", "403", "404", "409", "413", "415", "429", "500"),
    body=lambda: _rule("ADD_SHIPPING_INFO"),
    key_header="Klarna-Idempotency-Key",
)

REFUNDS_CREATE: Operation[models.RefundCreated] = Operation(
    name="refunds.create",
    identifier="refundOrder",
    method="POST",
    path=("/ordermanagement/v1/orders/", "/refunds"),
    path_parameters=("order_id",),
    replay=Replay.BY_KEY,
    result=CreatedResult(
        lambda: _load("RefundCreated"), id_field="refund_id", id_header="Refund-Id"
    ),
    statuses=("201", "400", "401", "403", "404", "409", "413", "415", "429", "500"),
    body=lambda: _rule("CREATE_REFUND"),
    key_header="Klarna-Idempotency-Key",
)

REFUNDS_GET: Operation[models.Refund] = Operation(
    name="refunds.get",
    identifier="getRefund",
    method="GET",
    path=("/ordermanagement/v1/orders/", "/refunds/", ""),
    path_parameters=("order_id", "refund_id"),
    replay=Replay.SAFE,
    result=ObjectResult(lambda: _load("Refund")),
    statuses=("200", "400", "401", "404", "429", "500"),
)

OPERATIONS: Mapping[str, Operation[Any]] = MappingProxyType(
    {
        "orders.get": ORDERS_GET,
        "orders.acknowledge": ORDERS_ACKNOWLEDGE,
        "orders.update_authorization": ORDERS_UPDATE_AUTHORIZATION,
        "orders.cancel": ORDERS_CANCEL,
        "orders.extend_authorization_time": ORDERS_EXTEND_AUTHORIZATION_TIME,
        "orders.release_remaining_authorization": ORDERS_RELEASE_REMAINING_AUTHORIZATION,
        "orders.update_customer_details": ORDERS_UPDATE_CUSTOMER_DETAILS,
        "orders.update_merchant_references": ORDERS_UPDATE_MERCHANT_REFERENCES,
        "orders.add_shipping_info": ORDERS_ADD_SHIPPING_INFO,
        "captures.list": CAPTURES_LIST,
        "captures.create": CAPTURES_CREATE,
        "captures.get": CAPTURES_GET,
        "captures.add_shipping_info": CAPTURES_ADD_SHIPPING_INFO,
        "refunds.create": REFUNDS_CREATE,
        "refunds.get": REFUNDS_GET,
    }
)
