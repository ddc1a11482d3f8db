"""openapi/kustom.yaml says what Kustom's pages say, faults included, and marks what no page says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.documents import load
from generator.json_pointer import pointer, resolve

ROOT = Path(__file__).parents[2]

ORDER = "/ordermanagement/v1/orders/{order_id}"
SEEN_SCHEMA_NAMES = {"AddressDto", "OrderLineDto", "ShippingInfoDto"}


@pytest.fixture(scope="module")
def kustom() -> Any:
    return load(ROOT / "openapi/kustom.yaml")


@pytest.fixture(scope="module")
def inferred() -> Any:
    return load(ROOT / "openapi/kustom.inferred.yaml")


@pytest.fixture(scope="module")
def klarna() -> Any:
    return load(ROOT / "openapi/klarna.yaml")


def operations(document: Any) -> list[tuple[str, str, Any]]:
    return [
        (path, verb, operation)
        for path, item in document["paths"].items()
        for verb, operation in item.items()
    ]


def test_it_has_klarnas_operations_but_the_three_on_due_dates_and_messages(kustom: Any, klarna: Any) -> None:
    ours = {(path, verb): operation["operationId"] for path, verb, operation in operations(kustom)}
    theirs = {(path, verb): operation["operationId"] for path, verb, operation in operations(klarna)}
    assert len(ours) == 15
    assert ours.items() <= theirs.items()
    assert {theirs[place] for place in theirs.keys() - ours.keys()} == {
        "extendDueDate",
        "getOptionsForExtendDueDate",
        "triggerSendOut",
    }


@pytest.mark.parametrize(
    ("schema", "field", "published"),
    [
        ("ShippingInfoDto", "tracking_number", 63456415674545680000),
        ("ShippingInfoDto", "return_tracking_number", 93456415674545680000),
        ("AddressDto", "postal_code", 12345),
        ("AddressDto", "street_address2", 1),
        ("ProductIdentifiersDto", "global_trade_item_number", 735858293167),
        ("ProductIdentifiersDto", "size", 4),
        ("OrderLineDto", "reference", 75001),
        ("OrderDto", "merchant_reference1", 10001),
        ("OrderDto", "merchant_reference2", 501),
    ],
)
def test_example_of_a_string_field_is_the_published_number(
    kustom: Any, schema: str, field: str, published: int
) -> None:
    found = kustom["components"]["schemas"][schema]["properties"][field]
    assert found["type"] == "string"
    assert type(found["example"]) is int
    assert found["example"] == published


def test_no_other_example_has_another_type_than_its_field(kustom: Any) -> None:
    wrong = [
        f"{name}.{field}"
        for name, schema in kustom["components"]["schemas"].items()
        for field, value in schema["properties"].items()
        if value.get("type") == "string" and not isinstance(value.get("example", ""), str)
    ]
    assert len(wrong) == 9


def test_what_only_klarna_has_is_absent(kustom: Any) -> None:
    schemas = kustom["components"]["schemas"]
    assert "subscription" not in schemas["OrderLineDto"]["properties"]
    assert "credit_invoice" not in schemas["RefundDto"]["properties"]
    assert "security" not in kustom
    assert "securitySchemes" not in kustom["components"]
    assert not any("security" in operation for _, _, operation in operations(kustom))


def test_what_differs_from_klarna_is_there(kustom: Any) -> None:
    schemas = kustom["components"]["schemas"]
    assert schemas["OrderLineDto"]["properties"]["type"]["enum"][-1] == "package"
    assert len(schemas["OrderLineDto"]["properties"]["type"]["enum"]) == 10
    assert schemas["UpdateAuthorizationDto"]["required"] == ["order_amount", "order_lines"]
    assert len(schemas["ErrorMessageDto"]["properties"]["error_code"]["enum"]) == 16
    assert [server["url"] for server in kustom["servers"]] == ["https://api.kustom.co"]


def test_only_the_id_of_an_order_is_a_uuid(kustom: Any) -> None:
    formats = {
        (parameter["name"], parameter["schema"].get("format"))
        for _, _, operation in operations(kustom)
        for parameter in operation["parameters"]
        if parameter["in"] == "path"
    }
    assert formats == {("order_id", "uuid"), ("capture_id", None), ("refund_id", None)}


def test_every_write_and_no_read_takes_an_idempotency_key(kustom: Any, klarna: Any) -> None:
    for description in (kustom, klarna):
        for _, verb, operation in operations(description):
            names = [parameter["name"] for parameter in operation["parameters"]]
            assert ("Klarna-Idempotency-Key" in names) == (verb != "get")


def test_only_reading_an_order_names_the_integrator(kustom: Any) -> None:
    found = [
        operation["operationId"]
        for _, _, operation in operations(kustom)
        if any(parameter["name"] == "Klarna-Integrator" for parameter in operation["parameters"])
    ]
    assert found == ["getOrder"]


def test_every_inferred_pointer_leads_somewhere_and_has_a_reason(kustom: Any, inferred: Any) -> None:
    assert len(inferred) > 100
    for place, reason in inferred.items():
        resolve(kustom, place)
        assert isinstance(reason, str)
        assert reason.endswith(".")


def test_every_schema_name_that_was_not_seen_is_marked(kustom: Any, inferred: Any) -> None:
    for name in kustom["components"]["schemas"]:
        assert (pointer(("components", "schemas", name)) in inferred) == (name not in SEEN_SCHEMA_NAMES)


def test_every_operation_id_is_marked(kustom: Any, inferred: Any) -> None:
    for path, verb, _ in operations(kustom):
        assert pointer(("paths", path, verb, "operationId")) in inferred


def test_generic_404_is_marked_where_it_was_not_seen(kustom: Any, inferred: Any) -> None:
    generic = {
        path.removeprefix(ORDER)
        for path, verb, operation in operations(kustom)
        if "*/*" in operation["responses"]["404"]["content"]
    }
    marked = {
        path
        for path in generic
        for verb in kustom["paths"][ORDER + path]
        if pointer(("paths", ORDER + path, verb, "responses", "404")) in inferred
    }
    assert generic - marked == {"/authorization", "/cancel", "/merchant-references"}


def test_every_description_klarna_has_kustom_has_too(kustom: Any, klarna: Any) -> None:
    theirs = {operation["operationId"]: operation for _, _, operation in operations(klarna)}
    for _, _, operation in operations(kustom):
        assert operation["summary"]
        assert operation["description"]
        for status in operation["responses"].keys() & theirs[operation["operationId"]]["responses"].keys():
            assert operation["responses"][status]["description"]
