"""What HTTP itself asks of a server, seen from a plain socket."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from kco.sandbox import Sandbox
from kco.sandbox.decisions import SIZE_LIMIT

from .wire import JSON, ONE, ORDERS, Connection, Response, exchange


def refusal(response: Response) -> tuple[int, str]:
    assert response.headers["content-type"] == "application/json"
    assert set(response.json) == {"correlation_id", "error_code", "error_messages"}
    return response.status, response.json["error_code"]


class TestAnswers:
    def test_a_read_shows_the_order(
        self, sandbox: Sandbox, url: str, credentials: str, order_id: str
    ) -> None:
        response = exchange(url, "GET", f"{ORDERS}/{order_id}", credentials)
        assert (response.status, response.headers["content-type"]) == (200, "application/json")
        assert response.json == sandbox.order(order_id).to_dict()

    def test_a_capture_has_no_body_and_says_where_it_is(
        self, url: str, credentials: str, captures: str
    ) -> None:
        response = exchange(url, "POST", captures, credentials, JSON, body=ONE)
        assert (response.status, response.body) == (201, b"")
        assert response.headers["location"] == f"{url}{captures}/{response.headers['capture-id']}"

    def test_a_doubled_slash_is_one(self, url: str, credentials: str, captures: str) -> None:
        response = exchange(url, "POST", f"/{captures}", credentials, JSON, body=ONE)
        assert response.status == 201
        assert response.headers["location"].startswith(f"{url}{captures}/")

    @pytest.mark.parametrize("target", ["acknowledge", "captures"])
    def test_a_write_has_the_headers_that_recordings_show(
        self, url: str, credentials: str, order_id: str, target: str
    ) -> None:
        response = exchange(url, "POST", f"{ORDERS}/{order_id}/{target}", credentials, JSON, body=ONE)
        assert response.headers["klarna-order-validation"] == "Valid"
        assert response.headers["klarna-correlation-id"]

    def test_an_answer_without_content_has_neither_length_nor_type(
        self, url: str, credentials: str, order_id: str
    ) -> None:
        response = exchange(url, "POST", f"{ORDERS}/{order_id}/acknowledge", credentials)
        assert (response.status, response.body) == (204, b"")
        assert not {"content-length", "content-type", "transfer-encoding"} & set(response.headers)

    def test_the_software_is_not_told(self, url: str) -> None:
        assert "server" not in exchange(url, "GET", "/").headers

    def test_a_location_uses_the_name_the_caller_used(
        self, connection: Connection, credentials: str, captures: str
    ) -> None:
        connection.host = "sandbox.example:81"
        connection.request("POST", captures, credentials, JSON, body=ONE)
        assert connection.response().headers["location"].startswith("http://sandbox.example:81/order")

    @pytest.mark.parametrize("host", ["", "a b", "[x", "a/b", 'x"><'])
    def test_a_name_that_is_none_is_not_repeated(
        self, connection: Connection, url: str, credentials: str, captures: str, host: str
    ) -> None:
        connection.host = host
        connection.request("POST", captures, credentials, JSON, body=ONE)
        assert connection.response().headers["location"].startswith(url)


class TestRefusals:
    @pytest.mark.parametrize("headers", [[], ["Authorization: Basic wrong"], ["Authorization: Bearer x"]])
    def test_without_the_key_nothing_is_told(self, url: str, order_id: str, headers: list[str]) -> None:
        response = exchange(url, "GET", f"{ORDERS}/{order_id}", *headers)
        assert (response.status, response.body) == (401, b"")

    def test_an_unknown_order_is_404(self, url: str, credentials: str) -> None:
        assert refusal(exchange(url, "GET", f"{ORDERS}/x", credentials)) == (404, "NO_SUCH_ORDER")

    @pytest.mark.parametrize("target", ["/", ORDERS, f"{ORDERS}/", f"{ORDERS}//", "/sandbo"])
    def test_an_unknown_address_is_404(self, url: str, credentials: str, vendor: str, target: str) -> None:
        code = {"kustom": "RESOURCE_NOT_FOUND", "klarna": "NOT_FOUND"}[vendor]
        assert refusal(exchange(url, "GET", target, credentials)) == (404, code)

    @pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "PURGE"])
    def test_a_wrong_method_is_405_and_told_the_right_ones(
        self, url: str, credentials: str, captures: str, method: str
    ) -> None:
        response = exchange(url, method, captures, credentials)
        assert response.status == 405
        assert response.headers["allow"] == "GET, POST"

    def test_head_is_405_and_has_no_body(
        self, connection: Connection, credentials: str, captures: str
    ) -> None:
        connection.request("HEAD", captures, credentials)
        connection.request("GET", captures, credentials)
        head = connection.response(to="HEAD")
        assert (head.status, head.headers["allow"]) == (405, "GET, POST")
        assert connection.response().json == []

    @pytest.mark.parametrize("content_type", ["text/plain", "application/xml", "application/jsonx", ""])
    def test_a_body_of_another_type_is_415(
        self, url: str, credentials: str, captures: str, content_type: str
    ) -> None:
        response = exchange(url, "POST", captures, credentials, f"Content-Type: {content_type}", body=ONE)
        assert refusal(response) == (415, "UNSUPPORTED_MEDIA_TYPE")

    def test_json_may_have_parameters(self, url: str, credentials: str, captures: str) -> None:
        headers = (credentials, "content-type: Application/JSON; charset=utf-8")
        assert exchange(url, "POST", captures, *headers, body=ONE).status == 201

    @pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 100_000])
    def test_a_body_that_is_no_json_is_400(
        self, url: str, credentials: str, captures: str, vendor: str, body: bytes
    ) -> None:
        code = {"kustom": "INVALID_REQUEST_PARAMETERS", "klarna": "BAD_REQUEST"}[vendor]
        assert refusal(exchange(url, "POST", captures, credentials, JSON, body=body)) == (400, code)

    @pytest.mark.parametrize("body", [b"[]", b"null", b"{}", b'{"captured_amount": "1"}'])
    def test_json_that_breaks_the_description_is_400_at_kustom_and_422_at_klarna(
        self, url: str, credentials: str, captures: str, vendor: str, body: bytes
    ) -> None:
        expected = {
            "kustom": (400, "INVALID_REQUEST_PARAMETERS"),
            "klarna": (422, "UNPROCESSABLE_ENTITY"),
        }[vendor]
        assert refusal(exchange(url, "POST", captures, credentials, JSON, body=body)) == expected

    def test_what_is_wrong_is_told_without_what_was_sent(
        self, url: str, credentials: str, order_id: str
    ) -> None:
        body = {"shipping_address": {"family_name": "Exempelsson" * 20, "city": ["Exempelstad"]}}
        target = f"{ORDERS}/{order_id}/customer-details"
        response = exchange(url, "PATCH", target, credentials, JSON, body=json.dumps(body).encode())
        assert response.json["error_messages"] == [
            "shipping_address.city: expected the type string",
            "shipping_address.family_name: expected at most 100 characters",
        ]
        assert b"Exempel" not in response.body


class TestSize:
    @pytest.fixture
    def too_large(self, vendor: str) -> tuple[int, str]:
        return 413, {"kustom": "PAYLOAD_TOO_LARGE", "klarna": "REQUEST_TOO_LARGE"}[vendor]

    def test_the_limit_itself_is_allowed(self, url: str, credentials: str, captures: str) -> None:
        body = ONE.ljust(SIZE_LIMIT)
        assert exchange(url, "POST", captures, credentials, JSON, body=body).status == 201

    def test_a_larger_body_is_413(
        self, sandbox: Sandbox, url: str, credentials: str, captures: str, too_large: tuple[int, str]
    ) -> None:
        body = ONE.ljust(SIZE_LIMIT + 1)
        assert refusal(exchange(url, "POST", captures, credentials, JSON, body=body)) == too_large
        assert sandbox.journal.captures == ()

    def test_a_giant_is_refused_by_what_it_announces(
        self, connection: Connection, credentials: str, captures: str, too_large: tuple[int, str]
    ) -> None:
        connection.request("POST", captures, credentials, JSON, f"Content-Length: {10**15}")
        assert refusal(connection.response()) == too_large

    def test_a_giant_that_announces_nothing_is_refused_as_it_comes(
        self, connection: Connection, credentials: str, captures: str, too_large: tuple[int, str]
    ) -> None:
        connection.request("POST", captures, credentials, JSON, "Transfer-Encoding: chunked")
        piece = b"10000\r\n" + bytes(0x10000) + b"\r\n"
        for _ in range(SIZE_LIMIT // 0x10000 + 1):
            connection.send(piece)
        assert refusal(connection.response()) == too_large

    def test_the_connection_survives_and_the_rest_of_the_body_is_no_request(
        self, connection: Connection, credentials: str, captures: str
    ) -> None:
        body = (b"GET / HTTP/1.1\r\n\r\n" * 100_000)[: SIZE_LIMIT + 100]
        connection.request("POST", captures, credentials, JSON, body=body)
        assert connection.response().status == 413
        connection.request("GET", captures, credentials)
        assert connection.response().json == []

    def test_who_has_no_key_is_told_that_first(self, connection: Connection, captures: str) -> None:
        connection.request("POST", captures, JSON, f"Content-Length: {10**15}")
        assert connection.response().status == 401


class TestExpectations:
    """``Expect: 100-continue``: https://www.rfc-editor.org/rfc/rfc9110#section-10.1.1"""

    EXPECT = "Expect: 100-continue"

    def test_a_body_is_asked_for(self, connection: Connection, credentials: str, captures: str) -> None:
        length = f"Content-Length: {len(ONE)}"
        connection.request("POST", captures, credentials, JSON, length, self.EXPECT)
        assert connection.response().status == 100
        connection.send(ONE)
        assert connection.response().status == 201

    def test_a_giant_is_not_asked_for(self, connection: Connection, credentials: str, captures: str) -> None:
        length = f"Content-Length: {SIZE_LIMIT + 1}"
        connection.request("POST", captures, credentials, JSON, length, self.EXPECT)
        assert connection.response().status == 413

    def test_a_body_that_comes_unasked_is_taken(
        self, connection: Connection, credentials: str, captures: str
    ) -> None:
        connection.request("POST", captures, credentials, JSON, self.EXPECT, body=ONE)
        statuses = [connection.response().status]
        if statuses == [100]:
            statuses.append(connection.response().status)
        assert statuses[-1] == 201


class TestBodies:
    def test_a_chunked_body_is_put_together(
        self, sandbox: Sandbox, url: str, credentials: str, captures: str, order_id: str
    ) -> None:
        pieces = (b'{"captured_', b'amount"', b": 7}")
        body = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in (*pieces, b""))
        headers = (credentials, JSON, "Transfer-Encoding: chunked")
        assert exchange(url, "POST", captures, *headers, body=body).status == 201
        assert sandbox.order(order_id).captured_amount == 7

    def test_a_body_may_come_byte_by_byte(
        self, connection: Connection, credentials: str, captures: str
    ) -> None:
        connection.request("POST", captures, credentials, JSON, f"Content-Length: {len(ONE)}")
        for byte in ONE:
            connection.send(bytes([byte]))
        assert connection.response().status == 201

    def test_a_body_where_none_belongs_is_ignored(self, url: str, credentials: str, order_id: str) -> None:
        target = f"{ORDERS}/{order_id}/acknowledge"
        assert exchange(url, "POST", target, credentials, body=b"nothing to do").status == 204

    def test_a_caller_that_gives_up_in_the_middle_changes_nothing(
        self, sandbox: Sandbox, url: str, credentials: str, captures: str, order_id: str
    ) -> None:
        with Connection(url) as connection:
            connection.request(
                "POST", captures, credentials, JSON, "Content-Length: 1000", "Expect: 100-continue"
            )
            # The server has read the head and waits for the body.
            assert connection.response().status == 100
            connection.send(ONE)
        assert exchange(url, "GET", captures, credentials).json == []
        assert sandbox.order(order_id).captured_amount == 0
        assert [entry.method for entry in sandbox.journal] == ["GET"]

    @pytest.mark.parametrize(
        "headers",
        [
            ["Content-Length: x"],
            ["Content-Length: -1"],
            ["Content-Length: 1", "Content-Length: 2"],
            [f"Content-Length: {'9' * 5000}"],
            ["Transfer-Encoding: gzip"],
        ],
        ids=str,
    )
    def test_a_length_that_is_none_is_not_guessed(
        self, connection: Connection, credentials: str, captures: str, headers: list[str]
    ) -> None:
        connection.request("POST", captures, credentials, JSON, *headers)
        assert connection.head().status in (400, 501)
        connection.rest()

    @pytest.mark.parametrize("line", [b"", b"GET", b"GET /", b"\x00\x01", b"G T / HTTP/1.1", b"GET / HTTP/x"])
    def test_what_is_not_http_is_refused_and_the_server_goes_on(
        self, connection: Connection, url: str, line: bytes
    ) -> None:
        connection.send(line + b"\r\n\r\n\x00\r\n\r\n")
        assert connection.head().status == 400
        assert exchange(url, "GET", "/").status == 200


class TestAddresses:
    def test_an_id_is_decoded_whole(self, sandbox: Sandbox, url: str, credentials: str) -> None:
        sandbox.add_order(order_id="a/b ö?#%")
        target = f"{ORDERS}/{quote('a/b ö?#%', safe='')}"
        assert exchange(url, "GET", target, credentials).json["order_id"] == "a/b ö?#%"

    def test_letters_need_no_encoding_but_may_have_it(
        self, url: str, credentials: str, order_id: str
    ) -> None:
        encoded = "".join(f"%{ord(letter):02x}" for letter in order_id)
        assert exchange(url, "GET", f"{ORDERS}/{encoded}", credentials).json["order_id"] == order_id

    def test_a_query_is_no_part_of_an_id(self, url: str, credentials: str, order_id: str) -> None:
        assert exchange(url, "GET", f"{ORDERS}/{order_id}?a=/b", credentials).status == 200

    def test_the_whole_address_may_be_named(self, url: str, credentials: str, order_id: str) -> None:
        target = f"{url}{ORDERS}/{order_id}?a=b"
        assert exchange(url, "GET", target, credentials).json["order_id"] == order_id

    @pytest.mark.parametrize("target", ["*", "http://x", "http://", "%", f"{ORDERS}/%zz", f"{ORDERS}/%00"])
    def test_odd_addresses_are_answered(self, url: str, credentials: str, target: str) -> None:
        assert exchange(url, "GET", target, credentials).status == 404


class TestConnections:
    def test_many_requests_share_one(self, connection: Connection, credentials: str, captures: str) -> None:
        for _ in range(20):
            connection.request("POST", captures, credentials, JSON, body=ONE)
            assert connection.response().status == 201
        connection.request("GET", captures, credentials)
        assert len(connection.response().json) == 20

    def test_requests_may_be_sent_ahead(
        self, connection: Connection, credentials: str, captures: str, order_id: str
    ) -> None:
        connection.request("POST", captures, credentials, JSON, body=ONE)
        connection.request("GET", f"{ORDERS}/{order_id}", credentials)
        connection.request("GET", captures, credentials)
        assert connection.response().status == 201
        assert connection.response().json["captured_amount"] == 1
        assert len(connection.response().json) == 1

    def test_close_is_honoured(self, connection: Connection, credentials: str, captures: str) -> None:
        connection.request("GET", captures, credentials, "Connection: close")
        assert connection.response().headers["connection"] == "close"
        assert connection.rest() == b""

    def test_http_1_0_is_answered_and_closed(self, connection: Connection) -> None:
        connection.send(b"GET /ordermanagement HTTP/1.0\r\n\r\n")
        assert connection.head().status == 401
        connection.rest()
