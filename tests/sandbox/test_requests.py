"""What the service demands of a request before it looks at an order."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import attrs
import pytest
from kco.sandbox.decisions import NESTING_LIMIT, SIZE_LIMIT
from kco.sandbox.orders import HANDLERS

from .calling import MALFORMED, NOT_JSON, VENDORS, Caller, operations, read


def basic(value: str) -> list[tuple[str, str]]:
    return [("Authorization", f"Basic {value}")]


def encoded(pair: str) -> str:
    return b64encode(pair.encode()).decode()


def test_every_operation_of_a_vendor_is_served() -> None:
    assert {name for vendor in VENDORS for name in operations(vendor)} == set(HANDLERS)


class TestCredentials:
    def test_the_key_is_accepted_as_it_is_and_after_a_user_name(self, shop: Caller) -> None:
        key, order_id = shop.sandbox.api_key, shop.place()
        for credentials in (key, encoded(f"N000000-abc:{key}"), encoded(f":{key}")):
            assert shop.call("orders.get", order_id, headers=basic(credentials)).status == 200

    @pytest.mark.parametrize(
        "authorization",
        [
            "",
            "Basic",
            "Basic wrong",
            "Bearer {key}",
            "{key}",
            "Basic {key}x",
            "Basic ÅÄÖ",
            f"Basic {encoded('u:x')}",
        ],
    )
    def test_others_are_told_nothing(self, shop: Caller, authorization: str) -> None:
        headers = [("Authorization", authorization.format(key=shop.sandbox.api_key))]
        answer = shop.call("orders.get", shop.place(), headers=headers).answer
        assert (answer.status_code, answer.content) == (401, b"")

    def test_the_scheme_may_be_written_in_any_case(self, shop: Caller) -> None:
        headers = [("Authorization", f"basic {shop.sandbox.api_key}")]
        assert shop.call("orders.get", shop.place(), headers=headers).status == 200

    def test_without_credentials_not_even_the_route_is_looked_at(self, shop: Caller) -> None:
        request = attrs.evolve(shop.request("orders.get", "x"), url="https://sandbox.invalid/", headers=())
        assert shop.sandbox.handle(request).status_code == 401

    def test_the_key_is_shaped_like_a_test_key_of_the_vendor(self, shop: Caller) -> None:
        assert shop.sandbox.api_key in ("kco_test_api_sandbox", "klarna_test_api_sandbox")


class TestRoutes:
    @pytest.mark.parametrize(
        "path",
        [
            "/",
            "/ordermanagement/v1/orders",
            "/ordermanagement/v1/orders/",
            "/ordermanagement/v1/orders/{id}/x",
        ],
    )
    def test_what_is_not_described_is_not_there(self, shop: Caller, path: str) -> None:
        url = f"https://sandbox.invalid{path.format(id=shop.place())}"
        reading = read(shop.sandbox.handle(attrs.evolve(shop.request("orders.get", "x"), url=url)))
        assert reading.refusal in ((404, "RESOURCE_NOT_FOUND"), (404, "NOT_FOUND"))

    @pytest.mark.parametrize("method", ["DELETE", "POST", "PATCH", "HEAD", "OPTIONS"])
    def test_a_known_path_names_the_methods_it_has(self, shop: Caller, method: str) -> None:
        request = attrs.evolve(shop.request("orders.get", shop.place()), method=method)
        reading = read(shop.sandbox.handle(request))
        assert reading.refusal == (405, "METHOD_NOT_ALLOWED")
        assert reading.answer.headers["Allow"] == "GET"

    def test_a_path_with_two_methods_names_both(self, shop: Caller) -> None:
        request = attrs.evolve(shop.request("captures.list", shop.place()), method="PUT")
        assert shop.sandbox.handle(request).headers["Allow"] == "GET, POST"

    def test_without_credentials_nobody_learns_which_methods_there_are(self, shop: Caller) -> None:
        request = attrs.evolve(shop.request("orders.get", shop.place()), method="DELETE", headers=())
        assert shop.sandbox.handle(request).status_code == 401

    @pytest.mark.parametrize(
        "name", ["captures.extend_due_date", "captures.list_due_date_options", "captures.trigger_send_out"]
    )
    def test_three_operations_are_klarnas_alone(self, kustom: Caller, klarna: Caller, name: str) -> None:
        order_id = kustom.place()
        capture_id = kustom.captured(order_id, 1)
        request = klarna.request(name, order_id, capture_id)
        mine = attrs.evolve(request, headers=tuple(basic(kustom.sandbox.api_key)))
        assert read(kustom.sandbox.handle(mine)).refusal == (404, "RESOURCE_NOT_FOUND")

    def test_ids_are_decoded_whole(self, shop: Caller) -> None:
        shop.place(order_id="a/b c")
        assert shop.call("orders.get", "a%2Fb%20c").status == 200
        location = shop.call("captures.create", "a%2Fb%20c", body={"captured_amount": 1}).answer.headers
        assert "/orders/a%2Fb%20c/captures/" in location["Location"]

    @pytest.mark.parametrize(
        "path",
        [
            "//ordermanagement/v1/orders/{id}/captures",
            "/ordermanagement///v1//orders/{id}//captures",
        ],
    )
    def test_doubled_slashes_are_one(self, shop: Caller, path: str) -> None:
        order_id = shop.place()
        request = shop.request("captures.create", order_id, body={"captured_amount": 1})
        url = f"https://sandbox.invalid{path.format(id=order_id)}"
        answer = shop.sandbox.handle(attrs.evolve(request, url=url))
        assert answer.status_code == 201
        assert answer.headers["Location"].startswith("https://sandbox.invalid/ordermanagement/v1/orders/")
        assert shop.sandbox.journal.requests[-1].path == path.format(id=order_id)
        assert "Allow" in shop.sandbox.handle(attrs.evolve(request, url=url, method="DELETE")).headers

    def test_the_query_is_not_part_of_an_id(self, shop: Caller) -> None:
        request = shop.request("orders.get", shop.place())
        assert shop.sandbox.handle(attrs.evolve(request, url=f"{request.url}?a=/b")).status_code == 200


BODIES: dict[str, Any] = {
    "orders.update_authorization": {"order_amount": 1, "order_lines": []},
    "orders.update_customer_details": {},
    "orders.update_merchant_references": {},
    "orders.add_shipping_info": {"shipping_info": [{}]},
    "captures.create": {"captured_amount": 1},
    "captures.add_shipping_info": {"shipping_info": [{}]},
    "captures.extend_due_date": {"number_of_days": 14},
    "refunds.create": {"refunded_amount": 1},
}


@pytest.mark.parametrize("vendor", VENDORS)
def test_an_unknown_order_is_not_found_by_any_operation(shop: Caller) -> None:
    for name, operation in shop.operations.items():
        path = ["not-even-a-uuid", "x"][: len(operation.path_parameters)]
        expected = "NOT_FOUND" if name.startswith("refunds.") else "NO_SUCH_ORDER"
        assert shop.call(name, *path, body=BODIES.get(name)).refusal == (404, expected), name


def test_an_unknown_capture_or_refund_has_a_code_of_its_own(shop: Caller) -> None:
    order_id = shop.place(status="CLOSED")
    assert shop.call("captures.get", order_id, "x").refusal == (404, "NO_SUCH_CAPTURE")
    assert shop.call("refunds.get", order_id, "x").refusal == (404, "NOT_FOUND")


def test_a_refusal_has_the_form_that_both_vendors_share(shop: Caller) -> None:
    reading = shop.call("orders.get", "x")
    assert reading.answer.headers["Content-Type"] == "application/json"
    assert reading.body == {
        "correlation_id": "00000000-0000-4000-8000-000000000001",
        "error_code": "NO_SUCH_ORDER",
        "error_messages": ["Order cannot be found."],
    }


def test_what_was_written_has_two_headers_that_recordings_show(shop: Caller) -> None:
    order_id = shop.place()
    capture = shop.capture(order_id, 2, key="k").answer
    answers = [
        capture,
        shop.refund(order_id, 1).answer,
        shop.call("orders.acknowledge", order_id).answer,
        shop.call("orders.release_remaining_authorization", order_id).answer,
    ]
    assert [answer.status_code for answer in answers] == [201, 201, 204, 204]
    assert {answer.headers["Klarna-Order-Validation"] for answer in answers} == {"Valid"}
    assert len({answer.headers["Klarna-Correlation-Id"] for answer in answers}) == 4
    assert shop.capture(order_id, 2, key="k").answer.headers == capture.headers
    for other in (shop.call("orders.get", order_id).answer, shop.capture(order_id, 1).answer):
        assert "Klarna-Order-Validation" not in other.headers


class TestBodies:
    @pytest.fixture
    def malformed(self, vendor: str) -> tuple[int, str]:
        return MALFORMED[vendor]

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"{",
            b"captured_amount=1",
            b"\xff\xfe{}",
            b'{"captured_amount": NaN}',
            b'{"captured_amount": 1, "something_new": 1e999}',
            b"[" * 100_000,
        ],
        ids=lambda body: repr(body[:40]),
    )
    def test_what_is_no_json_is_told_apart(self, shop: Caller, vendor: str, body: bytes) -> None:
        order_id = shop.place()
        assert shop.call("captures.create", order_id, body=body).refusal == NOT_JSON[vendor]
        assert shop.amounts(order_id)[1] == 0

    @pytest.mark.parametrize(
        "body",
        [
            b"null",
            b"[]",
            b"{}",
            b'{"captured_amount": "1"}',
            b'{"captured_amount": 1.0}',
            b'{"captured_amount": true}',
            b'{"captured_amount": null}',
            b'{"captured_amount": -1}',
            b'{"captured_amount": 200000001}',
            b'{"captured_amount": 1, "order_lines": [{"name": "x"}]}',
        ],
        ids=lambda body: repr(body[:40]),
    )
    def test_what_breaks_the_description_is_malformed(
        self, shop: Caller, malformed: tuple[int, str], body: bytes
    ) -> None:
        order_id = shop.place()
        assert shop.call("captures.create", order_id, body=body).refusal == malformed
        assert shop.amounts(order_id)[1] == 0

    def test_a_body_that_is_missing_altogether_is_no_json(self, shop: Caller, vendor: str) -> None:
        assert shop.call("captures.create", shop.place()).refusal == NOT_JSON[vendor]

    @pytest.mark.parametrize(
        ("shipment", "message"),
        [
            ({"shipping_company": "x" * 101}, "shipping_info[0].shipping_company: expected at most 100"),
            ({"shipping_company": 1}, "shipping_info[0].shipping_company: expected text"),
        ],
    )
    def test_a_violation_names_the_field_and_its_limit_and_never_what_was_sent(
        self, shop: Caller, malformed: tuple[int, str], shipment: dict[str, Any], message: str
    ) -> None:
        body = {"captured_amount": 200_000_001, "shipping_info": [shipment]}
        reading = shop.call("captures.create", shop.place(), body=body)
        assert reading.refusal == malformed
        amount, company = reading.messages
        assert amount.startswith("captured_amount: expected at most 200000000")
        assert company.startswith(message)
        assert "xxx" not in company

    def test_all_violations_are_told(self, shop: Caller) -> None:
        body = {"captured_amount": -1, "order_lines": [{}]}
        messages = shop.call("captures.create", shop.place(), body=body).messages
        assert len(messages) == 5
        assert any(message.startswith("order_lines[0].name") for message in messages)

    @pytest.mark.parametrize(("levels", "status"), [(NESTING_LIMIT, 201), (NESTING_LIMIT + 1, 400)])
    def test_a_body_is_nested_so_deep_and_no_deeper(self, shop: Caller, levels: int, status: int) -> None:
        order_id, lists = shop.place(), levels - 1
        body = b'{"captured_amount": 1, "something_new": ' + b"[" * lists + b"]" * lists + b"}"
        assert shop.call("captures.create", order_id, body=body).status == status
        assert shop.capture(order_id, 1).status == 201

    def test_members_that_are_not_described_are_let_through(self, shop: Caller) -> None:
        assert shop.capture(shop.place(), 1, something_new=True).status == 201

    def test_a_malformed_body_is_told_before_an_unknown_order(
        self, shop: Caller, malformed: tuple[int, str]
    ) -> None:
        assert shop.call("captures.create", "x", body={}).refusal == malformed

    @pytest.mark.parametrize("reference", ["Ångström 漢字 \U0001f4b6", "\ud800", 'quoted " and \\'])
    def test_text_comes_back_as_it_was(self, shop: Caller, reference: str) -> None:
        order_id = shop.place()
        shop.captured(order_id, 1, reference=reference)
        assert shop.show(order_id)["captures"][0]["reference"] == reference

    @pytest.mark.parametrize("media_type", ["", "text/plain", "application/xml", "application/jsonx"])
    def test_only_json_is_read(self, shop: Caller, media_type: str) -> None:
        headers = [("Content-Type", media_type)]
        reading = shop.call("captures.create", shop.place(), body={"captured_amount": 1}, headers=headers)
        assert reading.refusal == (415, "UNSUPPORTED_MEDIA_TYPE")

    @pytest.mark.parametrize("media_type", ["application/json; charset=utf-8", "Application/JSON"])
    def test_parameters_and_letter_case_of_the_media_type_do_not_matter(
        self, shop: Caller, media_type: str
    ) -> None:
        headers = [("Content-Type", media_type)]
        body = {"captured_amount": 1}
        assert shop.call("captures.create", shop.place(), body=body, headers=headers).status == 201

    def test_a_body_may_have_one_mebibyte(self, shop: Caller, vendor: str) -> None:
        order_id = shop.place()
        body = b'{"captured_amount": 1}'.ljust(SIZE_LIMIT)
        assert shop.call("captures.create", order_id, body=body).status == 201
        code = {"kustom": "PAYLOAD_TOO_LARGE", "klarna": "REQUEST_TOO_LARGE"}[vendor]
        assert shop.call("captures.create", order_id, body=body + b" ").refusal == (413, code)

    def test_operations_without_a_body_ignore_one(self, shop: Caller) -> None:
        order_id = shop.place()
        headers = [("Content-Type", "text/plain")]
        assert shop.call("orders.cancel", order_id, body=b"{", headers=headers).status == 204
