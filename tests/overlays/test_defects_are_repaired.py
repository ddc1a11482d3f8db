"""Each known defect is in the published description, where it needs repair, and not in the patched one.

A defect is a function that looks for itself by content, because names change on the way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from generator.description.document import Description

from .conftest import Vendor

ORDER = "/ordermanagement/v1/orders/{order_id}"
Defect = Callable[[Any], bool]


def schema_with(document: Any, *fields: str) -> Any:
    """Return the properties of the one schema that has all these fields."""
    (found,) = [
        schema["properties"]
        for schema in document["components"]["schemas"].values()
        if schema["properties"].keys() >= set(fields)
    ]
    return found


def operations(document: Any) -> Iterator[tuple[str, str, Any]]:
    for path, item in document["paths"].items():
        for verb, operation in item.items():
            yield path.removeprefix(ORDER), verb, operation


def resolved(document: Any, node: Any) -> Any:
    return Description(document).follow(node)


def response(document: Any, path: str, status: str) -> Any:
    for place, _, operation in operations(document):
        if place == path and status in operation["responses"]:
            return resolved(document, operation["responses"][status])
    raise AssertionError(f"{path} has no {status}")


def example_code(document: Any, path: str, status: str) -> Any:
    """Return the error code an answer shows, in its own example or in that of its schema."""
    (content,) = response(document, path, status)["content"].values()
    if "example" in content:
        return content["example"]["error_code"]
    return resolved(document, content["schema"])["properties"]["error_code"].get("example")


def null_enum(*fields: str, of: str) -> Defect:
    return lambda document: any(schema_with(document, of)[field].get("enum") == [None] for field in fields)


def numeric_example(field: str, *, beside: str) -> Defect:
    return lambda document: not isinstance(schema_with(document, field, beside)[field]["example"], str)


def unlisted(status: str, *, on: str = "all") -> Defect:
    def defect(document: Any) -> bool:
        return any(
            status not in operation["responses"]
            for _, verb, operation in operations(document)
            if on == "all"
            or (on == "writes" and verb != "get")
            or (on == "bodies" and "requestBody" in operation)
        )

    return defect


def body(path: str, status: str) -> Defect:
    return lambda document: "content" in response(document, path, status)


def header_without_schema(path: str, header: str) -> Defect:
    def defect(document: Any) -> bool:
        return "schema" not in response(document, path, "201").get("headers", {}).get(header, {})

    return defect


def undefined_security(document: Any) -> bool:
    defined = document["components"].get("securitySchemes", {})
    everywhere = document.get("security", [])
    return any(
        not required or any(name not in defined for name in required[0])
        for _, _, operation in operations(document)
        for required in [operation.get("security", everywhere)]
    )


def names_differing_by_case(document: Any) -> bool:
    return max(Counter(map(str.lower, document["components"]["schemas"])).values()) > 1


def names_with_spaces(document: Any) -> bool:
    return any(" " in name for name in document["components"]["schemas"])


def several_error_schemas(document: Any) -> bool:
    shapes = [set(schema["properties"]) for schema in document["components"]["schemas"].values()]
    return shapes.count({"correlation_id", "error_code", "error_messages"}) > 1


def closed_list_of_error_codes(document: Any) -> bool:
    return any(
        "enum" in schema["properties"].get("error_code", {})
        for schema in document["components"]["schemas"].values()
    )


def operation_called_get(document: Any) -> bool:
    return any(operation["operationId"] == "get" for _, _, operation in operations(document))


def one_string_for_all_line_types(document: Any) -> bool:
    return any("|" in member for member in schema_with(document, "unit_price")["type"]["enum"])


def own_example_is_not_a_member(document: Any) -> bool:
    kind = schema_with(document, "unit_price")["type"]
    return kind["example"] not in kind["enum"]


def open_pattern(field: str, *, of: str, accepts: str) -> Defect:
    def defect(document: Any) -> bool:
        pattern = schema_with(document, of)[field].get("pattern")
        return pattern is not None and re.search(pattern, accepts) is not None

    return defect


def list_only_in_the_text(field: str, *, of: str) -> Defect:
    return lambda document: "enum" not in schema_with(document, of)[field]


def lines_may_be_left_out_of_an_update(document: Any) -> bool:
    (update,) = [
        schema
        for schema in document["components"]["schemas"].values()
        if "order_amount" in schema.get("required", [])
    ]
    return "order_lines" not in update["required"]


def order_id_is_a_uuid(document: Any) -> bool:
    return any(
        parameter["schema"].get("format") == "uuid"
        for _, _, operation in operations(document)
        for parameter in operation["parameters"]
    )


def parameter_without_description(document: Any) -> bool:
    return any(
        "description" not in parameter
        for _, _, operation in operations(document)
        for parameter in operation["parameters"]
    )


def any_media_type(document: Any) -> bool:
    return any(
        "*/*" in resolved(document, answer).get("content", {})
        for _, _, operation in operations(document)
        for answer in operation["responses"].values()
    )


def one_server(document: Any) -> bool:
    return len(document["servers"]) == 1


def schema_without_description(document: Any) -> bool:
    return any("description" not in schema for schema in document["components"]["schemas"].values())


def unknown_capture_shown_as_unknown_order(path: str) -> Defect:
    return lambda document: example_code(document, path, "404") != "NO_SUCH_CAPTURE"


CAPTURE = "/captures/{capture_id}"
BOTH: dict[str, Defect] = {
    "several schemas for errors": several_error_schemas,
    "an operation called get": operation_called_get,
    "security that is not defined": undefined_security,
    "only one server": one_server,
    "a parameter without description": parameter_without_description,
    "a schema without description": schema_without_description,
    "a list of shipping methods only in the text": list_only_in_the_text(
        "shipping_method", of="tracking_uri"
    ),
    "a body on 204 of authorization": body("/authorization", "204"),
    "a body on 204 of customer-details": body("/customer-details", "204"),
    "a body on 204 of release-remaining-authorization": body("/release-remaining-authorization", "204"),
    "a body on 201 of refunds": body("/refunds", "201"),
    "no Capture-Id on 201 of captures": header_without_schema("/captures", "Capture-Id"),
    "no Location on 201 of captures": header_without_schema("/captures", "Location"),
    "no Refund-Id on 201 of refunds": header_without_schema("/refunds", "Refund-Id"),
    "no Location on 201 of refunds": header_without_schema("/refunds", "Location"),
    "an unknown capture shown as an unknown order": unknown_capture_shown_as_unknown_order(CAPTURE),
    "an unknown capture shown as an unknown order, adding shipments": unknown_capture_shown_as_unknown_order(
        CAPTURE + "/shipping-info"
    ),
    **{f"no {status}": unlisted(status) for status in ("400", "401", "429", "500")},
    "no 409": unlisted("409", on="writes"),
    **{f"no {status}": unlisted(status, on="bodies") for status in ("413", "415")},
}
KLARNA: dict[str, Defect] = {
    **BOTH,
    "add-on price must be null": null_enum("price", of="user_input"),
    "location price must be null": null_enum("price", of="address"),
    "shipping option price must be null": null_enum("price", of="tms_reference"),
    "shipping option tax amount must be null": null_enum("tax_amount", of="tms_reference"),
    "shipping option tax rate must be null": null_enum("tax_rate", of="tms_reference"),
    "timeslot price must be null": null_enum("price", of="cutoff"),
    "line types joined to one string": one_string_for_all_line_types,
    "line type whose example is not a member": own_example_is_not_a_member,
    "open pattern of line types": open_pattern("type", of="unit_price", accepts="nonphysical"),
    "open pattern of shipping methods": open_pattern(
        "shipping_method", of="tracking_uri", accepts="Homeless"
    ),
    "open pattern of intervals": open_pattern("interval", of="interval_count", accepts="HOLIDAY"),
    "a list of intervals only in the text": list_only_in_the_text("interval", of="interval_count"),
    "names that differ only by case": names_differing_by_case,
    "names with spaces": names_with_spaces,
    "lines may be left out of an update": lines_may_be_left_out_of_an_update,
    "no 404": unlisted("404"),
    "no 422": unlisted("422", on="bodies"),
    **{f"no {status}": unlisted(status) for status in ("502", "503", "504")},
}
KUSTOM: dict[str, Defect] = {
    **BOTH,
    "tracking number as a number": numeric_example("tracking_number", beside="tracking_uri"),
    "return tracking number as a number": numeric_example("return_tracking_number", beside="tracking_uri"),
    "postal code as a number": numeric_example("postal_code", beside="family_name"),
    "second street line as a number": numeric_example("street_address2", beside="family_name"),
    "trade item number as a number": numeric_example("global_trade_item_number", beside="brand"),
    "size as a number": numeric_example("size", beside="brand"),
    "article number as a number": numeric_example("reference", beside="unit_price"),
    "first merchant reference as a number": numeric_example("merchant_reference1", beside="order_id"),
    "second merchant reference as a number": numeric_example("merchant_reference2", beside="order_id"),
    "the media type */*": any_media_type,
    "a closed list of error codes": closed_list_of_error_codes,
    "the id of an order must be a UUID": order_id_is_a_uuid,
}
CASES = [
    pytest.param(vendor, defect, id=f"{vendor}: {name}")
    for vendor, defects in (("klarna", KLARNA), ("kustom", KUSTOM))
    for name, defect in defects.items()
]


@pytest.mark.parametrize(("name", "defect"), CASES)
def test_defect_is_published(vendors: dict[str, Vendor], name: str, defect: Defect) -> None:
    assert defect(vendors[name].published)


@pytest.mark.parametrize(("name", "defect"), CASES)
def test_defect_is_repaired(vendors: dict[str, Vendor], name: str, defect: Defect) -> None:
    assert not defect(vendors[name].document)
