"""Both the patched description and the client agree with what the vendors' documents say.

The facts were copied by hand, so these tests fail where an overlay or the generator moves the description
and the client together.
"""

from __future__ import annotations

import json
import re
from itertools import count
from typing import Any

import kco
import pytest

from .calling import KEYS, Desk, argument
from .covering import Covers
from .descriptions import VENDORS, Described, description, each_operation, operations
from .published_bodies import assert_whole, kind_of, whole
from .published_facts import KEY_HEADER, OPERATIONS, SERVERS, STATUSES, Fact
from .published_fields import REQUIRED
from .wire import reply


def fact_of(operation: Described) -> Fact:
    known = operation.name in OPERATIONS[operation.vendor]
    assert known, f"{operation}: write down in published_facts.py what the vendor's documents say of it"
    return OPERATIONS[operation.vendor][operation.name]


def test_there_are_the_operations_that_the_vendors_document(vendor: str) -> None:
    assert set(operations(vendor)) == set(OPERATIONS[vendor])


@each_operation
def test_the_description_of_an_operation_says_what_the_documents_say(operation: Described) -> None:
    fact = fact_of(operation)
    assert (operation.method, operation.path) == (fact.method, fact.path)
    assert operation.key_header == (None if fact.method == "GET" else KEY_HEADER)
    assert operation.body == (None if fact.body is None else {"$ref": f"#/components/schemas/{fact.body}"})
    success = operation.responses[str(fact.success)]
    headers = fact.returns if isinstance(fact.returns, tuple) else ()
    assert set(success.get("headers", {})) == set(headers)
    content = success.get("content", {})
    returned = {media_type: kind_of(media["schema"]) for media_type, media in content.items()}
    assert returned == ({"application/json": fact.returns} if isinstance(fact.returns, str) else {})
    for parameter in operation.parameters:
        # Ids are any text: a format would refuse what the server has given out.
        assert parameter["schema"] == {"type": "string"}
        assert parameter.get("required", False) == (parameter["in"] == "path")


@each_operation
def test_the_description_lists_the_statuses_and_codes_that_the_documents_list(operation: Described) -> None:
    fact, statuses = fact_of(operation), STATUSES[operation.vendor]
    expected = {404: fact.missing, **statuses["all"]}
    expected |= {} if fact.refusal is None else {403: fact.refusal}
    expected |= {} if fact.method == "GET" else statuses["with a key"]
    expected |= {} if fact.body is None else statuses["with a body"]
    found = {}
    for status, response in operation.responses.items():
        content = response.get("content")
        if not status.startswith("2"):
            assert content is None or list(content) == ["application/json"]
            example = None if content is None else content["application/json"]["example"]
            found[int(status)] = None if example is None else example["error_code"]
            assert content is None or kind_of(content["application/json"]["schema"]) == "ErrorMessage"
    assert found.items() >= expected.items()
    assert (403 in found) == (fact.refusal is not None)


@each_operation
def test_a_call_goes_where_the_documents_say_and_returns_what_they_say(
    operation: Described, desk: Desk, covers: Covers
) -> None:
    fact, vendor = fact_of(operation), operation.vendor
    covers(vendor, operation.name, "request")
    covers(vendor, operation.name, "response")
    names = re.findall(r"\{(.*?)\}", fact.path)
    body = {} if fact.body is None else whole(vendor, fact.body, count(1))
    required = set() if fact.body is None else set(REQUIRED[fact.body].split())
    # A change of nothing is none.
    passed = required if required or fact.method != "PATCH" else set(body)
    given_body = {argument(name): value for name, value in body.items() if name in passed}
    sent: Any = None
    headers: list[tuple[str, str]] = []
    if isinstance(fact.returns, tuple):
        headers = [(fact.returns[0], "id-1"), ("Location", "https://api.example/elsewhere")]
    elif fact.returns is not None:
        sent = whole(vendor, fact.returns, count(1))
    content = b"" if sent is None else json.dumps(sent).encode()

    received, found = desk.exchange(
        vendor, operation.name, *names, answer=reply(fact.success, content, headers), **given_body
    )

    assert received.method == fact.method
    assert received.target == fact.path.replace("{", "").replace("}", "")
    assert (received.header(KEY_HEADER) is None) == (fact.method == "GET")
    assert (received.body == b"") == (fact.body is None)
    if fact.body is not None:
        assert json.loads(received.body) == {name: body[name] for name in passed}
    if isinstance(fact.returns, tuple):
        created = {name: getattr(found, argument(name)) for name in fact.returns}
        assert list(created.items()) == headers
    elif fact.returns is None:
        assert found is None
    else:
        assert_whole(vendor, fact.returns, sent, found)


@pytest.mark.parametrize(
    "server", [(vendor, name) for vendor in VENDORS for name in SERVERS[vendor]], ids=str
)
def test_a_client_goes_to_the_server_of_its_key_and_region(server: tuple[str, str]) -> None:
    vendor, name = server
    region, _, environment = name.rpartition(" ")
    options = {"region": region} if region else {}
    key = KEYS[vendor].replace("_test_", "_live_") if environment == "production" else KEYS[vendor]
    with getattr(kco, vendor.title())(api_key=key, **options) as client:
        assert client.base_url == SERVERS[vendor][name]
        assert client.environment == environment


def test_the_description_lists_the_servers_and_asks_for_credentials(vendor: str) -> None:
    document = description(vendor)
    assert {server["description"]: server["url"] for server in document["servers"]} == SERVERS[vendor]
    for operation in operations(vendor).values():
        (needed,) = operation.node.get("security", document.get("security"))
        (name,) = needed
        scheme = document["components"]["securitySchemes"][name]
        assert (scheme["type"], scheme["scheme"]) == ("http", "basic")
