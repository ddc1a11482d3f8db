"""What the client sends is what the description says, byte for byte, whatever the caller passes.

The arguments are made from the description; what arrives at a socket is read by hand and judged by
openapi-core, and neither knows anything of the generator.
"""

from __future__ import annotations

import base64
import inspect
import json
import re
from copy import deepcopy
from itertools import count
from typing import Any
from urllib.parse import unquote

import kco
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from .bodies import at, changes, distinct, filled, limits, named, same_json, smallest, sparse
from .calling import KEYS, Desk, argument
from .covering import Covers
from .descriptions import VENDORS, Described, Schema, each_operation, follow, operations
from .openapi_validation import request_problems
from .strategies import examples, header_texts, identifiers, values
from .wire import Received, json_of

# https://www.rfc-editor.org/rfc/rfc3986#section-3.3, and a path id is one segment.
_SEGMENT = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-F]{2})+")
_CALLS = count(1)

each_body = pytest.mark.parametrize(
    "operation",
    [
        operation
        for vendor in VENDORS
        for operation in operations(vendor).values()
        if operation.body is not None
    ],
    ids=str,
)


def method_of(desk: Desk, operation: Described) -> Any:
    """Return the method that callers call."""
    resource, method = operation.name.split(".")
    return getattr(getattr(desk.client(operation.vendor), resource), method)


def as_models(vendor: str, schema: Schema, value: Any) -> Any:
    """Turn the objects inside a body into the vendor's models."""
    name = schema.get("$ref", "").rpartition("/")[2]
    schema = follow(vendor, schema)
    if isinstance(value, list):
        return [as_models(vendor, schema["items"], item) for item in value]
    if not isinstance(value, dict):
        return value
    members = schema["properties"]
    inner = {argument(key): as_models(vendor, members[key], item) for key, item in value.items()}
    model = getattr(getattr(kco, vendor), name, None)
    return inner if model is None else model(**dict.fromkeys(model.FIELDS) | inner)


def assert_addressed(operation: Described, received: Received, ids: list[str]) -> None:
    """Insist on the method and on every segment of the path, the ids encoded once and whole."""
    assert received.method == operation.method
    sent, described = received.target.split("/"), operation.path.split("/")
    assert len(sent) == len(described), received.target
    given_ids = iter(ids)
    for segment, expected in zip(sent, described, strict=True):
        if expected.startswith("{"):
            assert _SEGMENT.fullmatch(segment), segment
            assert unquote(segment, errors="strict") == next(given_ids)
        else:
            assert segment == expected


def assert_headed(operation: Described, received: Received, passed: dict[str, str], key: str | None) -> None:
    """Insist on every header that has to be there, and that there is no other."""
    expected = {"host", "accept-encoding", "accept", "authorization", "user-agent"}
    expected |= {name.lower() for name in passed}
    if operation.key_header is not None:
        expected.add(operation.key_header.lower())
        sent = received.header(operation.key_header)
        assert sent == key if key is not None else sent
    if operation.method in ("POST", "PATCH", "PUT"):
        expected.add("content-length")
        assert received.header("Content-Length") == str(len(received.body))
    if operation.body is not None:
        expected.add("content-type")
        assert received.header("Content-Type") == "application/json"
    assert {name.lower() for name, _ in received.headers} == expected
    assert {name: received.header(name) for name in passed} == passed
    assert received.header("Accept") == "application/json"
    assert received.header("Authorization") == f"Basic {KEYS[operation.vendor]}"
    assert received.header("User-Agent") == f"kco/{kco.__version__}"


@each_operation
@examples(20)
@given(data=st.data())
def test_any_call_the_description_allows_arrives_as_the_description_has_it(
    operation: Described, desk: Desk, covers: Covers, data: st.DataObject
) -> None:
    covers(operation.vendor, operation.name, "request")
    vendor = operation.vendor
    ids = [data.draw(identifiers(), name) for name in operation.path_parameters]
    passed = {name: data.draw(header_texts(), name) for name in operation.headers if data.draw(st.booleans())}
    body: dict[str, Any] = {} if operation.body is None else data.draw(values(vendor, operation.body), "body")
    if operation.method == "PATCH" and not changes(body):
        body = smallest(operation)
    given_body = {argument(name): value for name, value in body.items()}
    if data.draw(st.booleans(), "as models") and operation.body is not None:
        members = follow(vendor, operation.body)["properties"]
        given_body = {argument(name): as_models(vendor, members[name], value) for name, value in body.items()}
    options: dict[str, Any] = {argument(name): value for name, value in passed.items()}
    key = data.draw(st.none() | header_texts(), "key") if operation.key_header is not None else None
    if key is not None:
        # The client remembers what a key was used for, so another call has another key.
        key = options["idempotency_key"] = f"{key} {next(_CALLS)}"

    received, result = desk.exchange(vendor, operation.name, *ids, **given_body, **options)

    assert request_problems(vendor, received) == []
    assert_addressed(operation, received, ids)
    assert_headed(operation, received, passed, key)
    if operation.body is None:
        assert received.body == b""
    else:
        assert same_json(json_of(received.body), body)
    assert not isinstance(result, kco.ResponseError)


@each_body
def test_everything_a_body_may_be_is_sent_and_nothing_beyond_leaves_the_process(
    operation: Described, desk: Desk, covers: Covers
) -> None:
    assert operation.body is not None
    vendor, ids = operation.vendor, ["id"] * len(operation.path_parameters)
    needed = dict.fromkeys(follow(vendor, operation.body).get("required", ()), kco.UNSET)
    tried = {True: 0, False: 0}
    for limit in limits(vendor, operation.body):
        covers(vendor, operation.name, "request")
        tried[limit.is_allowed] += 1
        body = {argument(name): value for name, value in {**needed, **limit.body}.items()}
        # Null that stands for nothing is left out, and a change of nothing is no change.
        sent = limit.body if limit.is_allowed else limit.sent
        is_nothing = sent is not None and operation.method == "PATCH" and not changes(sent)
        if sent is not None and not is_nothing:
            received, _ = desk.exchange(vendor, operation.name, *ids, **body)
            assert same_json(json_of(received.body), sent), limit.what
            assert request_problems(vendor, received) == [], limit.what
        else:
            with pytest.raises(kco.InvalidInputError) as caught:
                desk.call(vendor, operation.name, *ids, **body)
            place = "" if is_nothing else limit.place
            assert [violation.path for violation in caught.value.violations] == [place], limit.what
            assert caught.value.outcome == "not_sent"
            assert desk.service.taken() == [], limit.what
    assert all(tried.values())


@each_body
def test_a_name_that_the_description_does_not_have_is_refused_wherever_it_stands(
    operation: Described, desk: Desk, covers: Covers
) -> None:
    assert operation.body is not None
    vendor, ids = operation.vendor, ["id"] * len(operation.path_parameters)
    covers(vendor, operation.name, "request")
    whole = distinct(vendor, operation.body)
    objects = 0
    for steps, found in filled(vendor, operation.body, whole):
        if "properties" not in found or not steps:
            continue
        body = deepcopy(whole)
        at(body, steps)["unheard_of"] = "anything"
        passed = {argument(name): value for name, value in body.items()}
        with pytest.raises(kco.InvalidInputError) as caught:
            desk.call(vendor, operation.name, *ids, **passed)
        place = named((*steps, "unheard_of"))
        assert [violation.path for violation in caught.value.violations] == [place]
        assert desk.service.taken() == []
        received, _ = desk.exchange(vendor, operation.name, *ids, **passed, validate=False)
        assert same_json(json_of(received.body), body)
        objects += 1
    passed = {argument(name): value for name, value in whole.items()}
    received, _ = desk.exchange(vendor, operation.name, *ids, **passed, extra={"unheard_of": [None]})
    assert same_json(json_of(received.body), {**whole, "unheard_of": [None]})
    assert (
        objects
        == len([place for place, found in filled(vendor, operation.body, whole) if "properties" in found]) - 1
    )


@each_body
def test_the_judge_finds_what_the_client_refuses(operation: Described) -> None:
    assert operation.body is not None
    headers = (("Authorization", "Basic key"), ("Content-Type", "application/json"))
    target = re.sub(r"\{.*?\}", "id", operation.path)
    for limit in limits(operation.vendor, operation.body):
        received = Received(operation.method, target, headers, json.dumps(limit.body).encode())
        assert bool(request_problems(operation.vendor, received)) is not limit.is_allowed, limit.what


@each_operation
def test_the_judge_finds_a_wrong_address_a_missing_credential_and_a_wrong_method(
    operation: Described,
) -> None:
    body = b"" if operation.body is None else json.dumps(sparse(operation.vendor, operation.body)).encode()
    target = re.sub(r"\{.*?\}", "id", operation.path)
    headers = (("Authorization", "Basic key"), ("Content-Type", "application/json"))
    good = Received(operation.method, target, headers, body)
    assert request_problems(operation.vendor, good) == []
    for bad in (
        evolve(good, target=f"{target}/1/2/3/4"),
        evolve(good, target=target.replace("/orders/", "/order/")),
        evolve(good, headers=headers[1:]),
        evolve(good, headers=(("Authorization", "Bearer key"), headers[1])),
        evolve(good, method="DELETE"),
    ):
        assert request_problems(operation.vendor, bad) != [], bad


@each_operation
def test_a_method_takes_what_the_description_has_and_nothing_else(
    operation: Described, desk: Desk, covers: Covers
) -> None:
    covers(operation.vendor, operation.name, "request")
    parameters = inspect.signature(method_of(desk, operation)).parameters
    positional = [name for name, p in parameters.items() if p.kind is not p.KEYWORD_ONLY]
    keywords = {name: p.default for name, p in parameters.items() if p.kind is p.KEYWORD_ONLY}
    body = {} if operation.body is None else follow(operation.vendor, operation.body)

    options = {"headers", "timeout", "retries"}
    options |= set() if operation.key_header is None else {"idempotency_key"}
    options |= set() if operation.body is None else {"validate", "extra"}
    optional = {argument(name) for name in (*operation.headers, *body.get("properties", {}))}
    required = {argument(name) for name in body.get("required", ())}

    assert positional == [argument(name) for name in operation.path_parameters]
    assert keywords.keys() == options | optional
    assert {name for name, default in keywords.items() if default is inspect.Parameter.empty} == required
    assert all(keywords[name] is kco.UNSET for name in optional - required)


@pytest.mark.parametrize("nothing", ["", ".", ".."])
@each_operation
def test_an_id_that_would_address_something_else_is_refused(
    operation: Described, desk: Desk, covers: Covers, nothing: str
) -> None:
    covers(operation.vendor, operation.name, "request")
    needed = {} if operation.body is None else follow(operation.vendor, operation.body).get("required", ())
    body: dict[str, Any] = {argument(name): kco.UNSET for name in needed}
    for place in range(len(operation.path_parameters)):
        ids = ["id"] * len(operation.path_parameters)
        ids[place] = nothing
        with pytest.raises(kco.InvalidInputError) as caught:
            desk.call(operation.vendor, operation.name, *ids, **body)
        assert caught.value.violations[0].path == operation.path_parameters[place]
    assert desk.service.taken() == []


@each_operation
def test_a_key_is_made_for_every_call_that_takes_one(
    operation: Described, desk: Desk, covers: Covers
) -> None:
    covers(operation.vendor, operation.name, "request")
    body: dict[str, Any] = {}
    if operation.body is not None:
        body = next(iter(limits(operation.vendor, operation.body))).body
    ids = ["id"] * len(operation.path_parameters)
    keys = set()
    for _ in range(3):
        received, _ = desk.exchange(operation.vendor, operation.name, *ids, **body)
        keys.add(received.header(operation.key_header or "Klarna-Idempotency-Key"))
    assert keys == {None} if operation.key_header is None else len(keys - {None, ""}) == 3


def test_a_user_name_goes_in_front_of_the_key(vendor: str, desk: Desk, covers: Covers) -> None:
    covers(vendor, "orders.acknowledge", "request")
    with Desk(desk.mode, username="PK0000_abc") as named:
        received, _ = named.exchange(vendor, "orders.acknowledge", "o")
    scheme, _, text = (received.header("Authorization") or "").partition(" ")
    assert (scheme, base64.b64decode(text)) == ("Basic", f"PK0000_abc:{KEYS[vendor]}".encode())
    assert request_problems(vendor, received) == []
