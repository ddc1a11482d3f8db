"""What everything after the overlays relies on: names, examples, statuses, marks, and validity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.errors import GeneratorError
from openapi_spec_validator import validate

from generator.lint import lint

from .conftest import Vendor

ORDER = "/ordermanagement/v1/orders/{order_id}"
CAPTURE = ORDER + "/captures/{capture_id}"
SHARED = {
    "AddShippingInfo",
    "Addon",
    "Address",
    "Capture",
    "CarrierProduct",
    "CreateCapture",
    "CreateRefund",
    "Customer",
    "ErrorMessage",
    "InitialPaymentMethod",
    "Location",
    "LocationAddress",
    "Order",
    "OrderLine",
    "ProductIdentifiers",
    "Refund",
    "SelectedShippingOption",
    "ShippingInfo",
    "Timeslot",
    "UpdateAuthorization",
    "UpdateCustomerDetails",
    "UpdateMerchantReferences",
}
ONLY_KLARNA = {"DueDateOption", "DueDateOptions", "ExtendDueDate", "Subscription"}

# No document says what these look like, and an invented example would be believed.
UNDOCUMENTED = {
    ("SelectedShippingOption", "class"),
    ("SelectedShippingOption", "method"),
    ("SelectedShippingOption", "type"),
    ("Timeslot", "cutoff"),
    ("Timeslot", "end"),
    ("Timeslot", "start"),
}

METHODS = {
    (ORDER, "get"): "orders.get",
    (ORDER + "/acknowledge", "post"): "orders.acknowledge",
    (ORDER + "/authorization", "patch"): "orders.update_authorization",
    (ORDER + "/cancel", "post"): "orders.cancel",
    (ORDER + "/customer-details", "patch"): "orders.update_customer_details",
    (ORDER + "/extend-authorization-time", "post"): "orders.extend_authorization_time",
    (ORDER + "/merchant-references", "patch"): "orders.update_merchant_references",
    (ORDER + "/release-remaining-authorization", "post"): "orders.release_remaining_authorization",
    (ORDER + "/shipping-info", "post"): "orders.add_shipping_info",
    (ORDER + "/captures", "get"): "captures.list",
    (ORDER + "/captures", "post"): "captures.create",
    (CAPTURE, "get"): "captures.get",
    (CAPTURE + "/shipping-info", "post"): "captures.add_shipping_info",
    (ORDER + "/refunds", "post"): "refunds.create",
    (ORDER + "/refunds/{refund_id}", "get"): "refunds.get",
}
METHODS_OF_KLARNA = {
    **METHODS,
    (CAPTURE + "/extend-due-date", "patch"): "captures.extend_due_date",
    (CAPTURE + "/extend-due-date-options", "get"): "captures.list_due_date_options",
    (CAPTURE + "/trigger-send-out", "post"): "captures.trigger_send_out",
}


def operations(document: Any) -> Iterator[tuple[str, str, Any]]:
    for path, item in document["paths"].items():
        for verb, operation in item.items():
            yield path, verb, operation


def fields(document: Any) -> Iterator[tuple[str, str, Any]]:
    for name, schema in document["components"]["schemas"].items():
        for field, value in schema["properties"].items():
            yield name, field, value


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for item in node:
            yield from references(item)


def test_is_valid_openapi(vendor: Vendor) -> None:
    validate(vendor.document)


def test_passes_our_own_lint_and_did_not_before(vendor: Vendor) -> None:
    assert lint(vendor.document) == []
    assert lint(vendor.published) != []


def test_openapi_python_client_reads_it_without_a_warning(vendor: Vendor) -> None:
    config = Config.from_sources(ConfigFile(), MetaType.NONE, Path("description.json"), "utf-8", False, None)
    data = GeneratorData.from_dict(vendor.document, config=config)
    assert not isinstance(data, GeneratorError)
    assert data.errors == []
    assert [error for tag in data.endpoint_collections_by_tag.values() for error in tag.parse_errors] == []
    endpoints = [endpoint for tag in data.endpoint_collections_by_tag.values() for endpoint in tag.endpoints]
    assert len(endpoints) == {"klarna": 18, "kustom": 15}[vendor.name]
    assert {model.class_info.name for model in data.models} == set(vendor.document["components"]["schemas"])


def test_both_vendors_have_the_same_schema_names(klarna: Vendor, kustom: Vendor) -> None:
    assert set(kustom.document["components"]["schemas"]) == SHARED
    assert set(klarna.document["components"]["schemas"]) == SHARED | ONLY_KLARNA


def test_both_vendors_have_the_same_fields_but_two(klarna: Vendor, kustom: Vendor) -> None:
    ours = {(name, field) for name, field, _ in fields(kustom.document)}
    theirs = {(name, field) for name, field, _ in fields(klarna.document) if name in SHARED}
    assert theirs - ours == {("OrderLine", "subscription"), ("Refund", "credit_invoice")}
    assert ours <= theirs


def test_both_vendors_refer_to_the_same_schemas(klarna: Vendor, kustom: Vendor) -> None:
    def referred(document: Any) -> dict[tuple[str, str], list[str]]:
        return {(name, field): list(references(value)) for name, field, value in fields(document)}

    theirs = referred(klarna.document)
    for place, found in referred(kustom.document).items():
        assert found == theirs[place], place
    for path, verb, operation in operations(kustom.document):
        other = klarna.document["paths"][path][verb]
        assert list(references(operation.get("requestBody"))) == list(references(other.get("requestBody")))
        for status in ("200", "201", "204", "403", "404"):
            found = list(references(operation["responses"].get(status)))
            assert {reference.rsplit("/")[-1] for reference in found} <= {
                *(reference.rsplit("/")[-1] for reference in references(other["responses"].get(status))),
                "ErrorMessage",
            }


def test_names_are_plain_words(vendor: Vendor) -> None:
    for name in vendor.document["components"]["schemas"]:
        assert re.fullmatch(r"[A-Z][A-Za-z0-9]*", name)
        assert not name.endswith(("Dto", "Object"))


def test_every_reference_leads_somewhere_and_every_component_is_used(vendor: Vendor) -> None:
    document = vendor.document
    used = set(references(document))
    there = {
        f"#/components/{section}/{name}"
        for section in ("schemas", "responses")
        for name in document["components"][section]
    }
    assert used == there


def test_nothing_of_the_work_is_left_behind(vendor: Vendor) -> None:
    assert set(vendor.document["components"]) == {"schemas", "responses", "securitySchemes"}


def test_every_operation_says_what_it_is_called(vendor: Vendor) -> None:
    found = {
        (path, verb): f"{operation['x-kco-resource']}.{operation['x-kco-method']}"
        for path, verb, operation in operations(vendor.document)
    }
    assert found == (METHODS_OF_KLARNA if vendor.name == "klarna" else METHODS)


def test_operation_ids_and_summaries_are_distinct(vendor: Vendor) -> None:
    for key in ("operationId", "summary"):
        values = [operation[key] for _, _, operation in operations(vendor.document)]
        assert len(values) == len(set(values))


def test_every_string_field_has_a_string_for_an_example(vendor: Vendor) -> None:
    without = {
        (name, field)
        for name, field, value in fields(vendor.document)
        if value.get("type") == "string" and not isinstance(value.get("example"), str)
    }
    assert without == UNDOCUMENTED


def test_every_example_satisfies_its_schema(vendor: Vendor) -> None:
    def check(node: Any) -> None:
        if isinstance(node, dict):
            if "type" in node and not isinstance(node["type"], dict) and "example" in node:
                validator = jsonschema.Draft4Validator(node, format_checker=jsonschema.FormatChecker())
                assert list(validator.iter_errors(node["example"])) == [], node
            for value in node.values():
                check(value)
        elif isinstance(node, list):
            for item in node:
                check(item)

    check(vendor.document)


def test_tracking_numbers_have_all_their_digits(vendor: Vendor) -> None:
    shipment = vendor.document["components"]["schemas"]["ShippingInfo"]["properties"]
    for prefix, digits in (("", "63456415674545679874"), ("return_", "93456415674545679888")):
        assert shipment[f"{prefix}tracking_number"]["example"] == digits
        assert shipment[f"{prefix}tracking_uri"]["example"].endswith("?" + digits)


def test_examples_that_were_numbers_are_the_same_digits_as_text(klarna: Vendor, kustom: Vendor) -> None:
    for name, field in (
        ("Address", "postal_code"),
        ("OrderLine", "reference"),
        ("ProductIdentifiers", "global_trade_item_number"),
        ("ProductIdentifiers", "size"),
        ("Order", "merchant_reference1"),
        ("Order", "merchant_reference2"),
        ("ShippingInfo", "tracking_number"),
        ("ShippingInfo", "return_tracking_number"),
    ):
        ours = kustom.document["components"]["schemas"][name]["properties"][field]["example"]
        assert ours == klarna.document["components"]["schemas"][name]["properties"][field]["example"]
    address = kustom.document["components"]["schemas"]["Address"]["properties"]
    assert address["street_address2"]["example"] == "1"


@pytest.mark.parametrize(
    ("name", "statuses"),
    [
        ("klarna", {"400", "401", "404", "429", "500", "502", "503", "504"}),
        ("kustom", {"400", "401", "404", "429", "500"}),
    ],
)
def test_every_operation_lists_what_every_operation_may_answer(
    vendors: dict[str, Vendor], name: str, statuses: set[str]
) -> None:
    for _, _, operation in operations(vendors[name].document):
        assert operation["responses"].keys() >= statuses


def test_statuses_about_bodies_and_keys_stand_only_where_they_can_occur(vendor: Vendor) -> None:
    about_bodies = {"413", "415"} | ({"422"} if vendor.name == "klarna" else set())
    for _, verb, operation in operations(vendor.document):
        assert (about_bodies <= operation["responses"].keys()) == ("requestBody" in operation)
        assert ("409" in operation["responses"]) == (verb != "get")
        if verb == "get":
            assert "403" not in operation["responses"]


def test_every_error_but_401_is_json_with_one_schema_and_its_code(vendor: Vendor) -> None:
    schema = vendor.document["components"]["schemas"]["ErrorMessage"]
    for _, _, operation in operations(vendor.document):
        for status, answer in operation["responses"].items():
            if status < "400":
                continue
            shared = vendor.document["components"]["responses"]
            error = shared[answer["$ref"].rsplit("/")[-1]] if "$ref" in answer else answer
            if status == "401":
                assert "content" not in error
                continue
            assert list(error["content"]) == ["application/json"]
            media = error["content"]["application/json"]
            assert media["schema"] == {"$ref": "#/components/schemas/ErrorMessage"}
            jsonschema.validate(media["example"], schema)
            assert set(media["example"]) == set(schema["properties"])


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/authorization", "NOT_ALLOWED"),
        ("/cancel", "CANCEL_NOT_ALLOWED"),
        ("/captures", "CAPTURE_NOT_ALLOWED"),
        ("/refunds", "REFUND_NOT_ALLOWED"),
        ("/captures/{capture_id}/shipping-info", "NOT_ALLOWED"),
    ],
)
def test_403_shows_the_code_of_its_operation(vendor: Vendor, path: str, code: str) -> None:
    for operation in vendor.document["paths"][ORDER + path].values():
        if "403" in operation["responses"]:
            media = operation["responses"]["403"]["content"]["application/json"]
            assert media["example"]["error_code"] == code


def test_answers_without_a_body_have_none(vendor: Vendor) -> None:
    for _, _, operation in operations(vendor.document):
        for status in operation["responses"].keys() & {"201", "204"}:
            assert "content" not in operation["responses"][status]


def test_what_is_created_is_named_in_headers(vendor: Vendor) -> None:
    for path, header in (("/captures", "Capture-Id"), ("/refunds", "Refund-Id")):
        headers = vendor.document["paths"][ORDER + path]["post"]["responses"]["201"]["headers"]
        assert set(headers) == {header, "Location"}
        assert headers[header]["schema"]["type"] == "string"
        assert (headers["Location"]["schema"]["type"], headers["Location"]["schema"]["format"]) == (
            "string",
            "uri",
        )
        assert headers["Location"]["schema"]["example"].endswith(headers[header]["schema"]["example"])


def test_only_klarna_announces_its_rate_limit(klarna: Vendor, kustom: Vendor) -> None:
    def headers(vendor: Vendor) -> set[str]:
        return set(vendor.document["components"]["responses"]["TooManyRequests"]["headers"])

    assert headers(kustom) == {"Retry-After"}
    assert headers(klarna) == {
        "Retry-After",
        "X-Ratelimit-Limit",
        "X-Ratelimit-Remaining",
        "X-Ratelimit-Reset",
    }


def test_every_operation_needs_the_one_defined_scheme(vendor: Vendor) -> None:
    (name,) = vendor.document["components"]["securitySchemes"]
    scheme = vendor.document["components"]["securitySchemes"][name]
    assert (name, scheme["type"], scheme["scheme"]) == ("basicAuth", "http", "basic")
    for _, _, operation in operations(vendor.document):
        assert operation.get("security", vendor.document.get("security")) == [{"basicAuth": []}]


def test_servers_are_named_as_the_client_reads_them(klarna: Vendor, kustom: Vendor) -> None:
    def servers(vendor: Vendor) -> list[tuple[str, str]]:
        return [(server["description"], server["url"]) for server in vendor.document["servers"]]

    assert servers(kustom) == [
        ("production", "https://api.kustom.co"),
        ("playground", "https://api.playground.kustom.co"),
    ]
    assert servers(klarna) == [
        ("eu production", "https://api.klarna.com"),
        ("eu playground", "https://api.playground.klarna.com"),
        ("na production", "https://api-na.klarna.com"),
        ("na playground", "https://api-na.playground.klarna.com"),
        ("oc production", "https://api-oc.klarna.com"),
        ("oc playground", "https://api-oc.playground.klarna.com"),
    ]


def test_lists_that_grow_stay_open(vendor: Vendor) -> None:
    schemas = vendor.document["components"]["schemas"]
    for name, field in (
        ("Order", "fraud_status"),
        ("InitialPaymentMethod", "type"),
        ("ErrorMessage", "error_code"),
    ):
        assert "enum" not in schemas[name]["properties"][field]


def test_lists_the_vendor_closes_are_enums(klarna: Vendor, kustom: Vendor) -> None:
    for vendor, kinds in ((klarna, 9), (kustom, 10)):
        schemas = vendor.document["components"]["schemas"]
        assert len(schemas["Order"]["properties"]["status"]["enum"]) == 6
        assert len(schemas["OrderLine"]["properties"]["type"]["enum"]) == kinds
        assert len(schemas["ShippingInfo"]["properties"]["shipping_method"]["enum"]) == 13
    theirs = klarna.document["components"]["schemas"]["OrderLine"]["properties"]["type"]["enum"]
    assert kustom.document["components"]["schemas"]["OrderLine"]["properties"]["type"]["enum"] == [
        *theirs,
        "package",
    ]
    subscription = klarna.document["components"]["schemas"]["Subscription"]["properties"]
    assert subscription["interval"]["enum"] == ["DAY", "WEEK", "MONTH", "YEAR"]


def test_lines_are_required_when_an_order_is_updated(vendor: Vendor) -> None:
    update = vendor.document["components"]["schemas"]["UpdateAuthorization"]
    assert update["required"] == ["order_amount", "order_lines"]


def test_what_is_always_sent_exists_and_is_not_required_for_it(vendor: Vendor) -> None:
    for name, schema in vendor.document["components"]["schemas"].items():
        assert set(schema.get("x-kco-always-sent", [])) <= set(schema["properties"])
        if name in {"Order", "Capture", "Refund"}:
            assert {"status", "capture_id", "refund_id"} & set(schema["x-kco-always-sent"])
            assert "required" not in schema


def test_personal_data_is_marked(vendor: Vendor) -> None:
    schemas = vendor.document["components"]["schemas"]
    assert {name for name, schema in schemas.items() if schema.get("x-kco-personal")} == {
        "Address",
        "Customer",
    }
    marked = {(name, field) for name, field, value in fields(vendor.document) if value.get("x-kco-personal")}
    assert marked == {("Addon", "user_input"), ("Order", "merchant_data"), ("OrderLine", "merchant_data")}


def test_no_field_with_a_personal_name_is_unmarked(vendor: Vendor) -> None:
    personal = re.compile(
        r"given_name|family_name|email|phone|date_of_birth|national_identification|^street|attention"
    )
    unmarked = {
        name
        for name, field, _ in fields(vendor.document)
        if personal.search(field) and not vendor.document["components"]["schemas"][name].get("x-kco-personal")
    }
    # Where a parcel can be fetched is the address of a shop.
    assert unmarked == {"LocationAddress"}


def test_only_our_own_extensions_are_used(vendor: Vendor) -> None:
    def extensions(node: Any) -> Iterator[str]:
        if isinstance(node, dict):
            yield from (key for key in node if key.startswith("x-"))
            for value in node.values():
                yield from extensions(value)
        elif isinstance(node, list):
            for item in node:
                yield from extensions(item)

    assert set(extensions(vendor.document)) == {
        "x-kco-always-sent",
        "x-kco-method",
        "x-kco-personal",
        "x-kco-resource",
    }
