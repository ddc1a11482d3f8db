"""What the service answers, the client returns: typed, whole, and able to give back what came.

Every documented success of every operation is answered through a socket: as published, with everything
there, with nothing there, and with bodies drawn from the description and from beyond it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from copy import deepcopy
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from .answering import JSON_TYPE, answered, arguments, documented, parametrised, schema_of
from .bodies import at, distinct, filled, limits, named, published, sparse
from .calling import Desk, argument
from .covering import Covers
from .descriptions import Described, Json, follow, operations
from .openapi_validation import answer_problems
from .readings import assert_given_back, assert_read
from .strategies import examples, header_texts, odd_values, values
from .wire import reply

SUCCESSES = documented("2")
"""Every documented success."""
SPELLINGS: list[Callable[[str], str]] = [str.title, str.lower, str.upper]


each_success = parametrised(SUCCESSES)
each_read = parametrised([found for found in SUCCESSES if schema_of(*found) is not None])
each_creation = parametrised([found for found in SUCCESSES if "headers" in found[0].responses[found[1]]])
each_silence = parametrised(
    [f for f in SUCCESSES if schema_of(*f) is None and "headers" not in f[0].responses[f[1]]]
)


@each_read
def test_a_whole_a_bare_and_the_published_answer_are_read_as_described(
    operation: Described, status: str, desk: Desk, covers: Covers
) -> None:
    vendor, schema = operation.vendor, schema_of(operation, status)
    assert schema is not None
    for sent in (distinct(vendor, schema), sparse(vendor, schema), published(vendor, schema)):
        covers(vendor, operation.name, "response")
        received, found = answered(desk, operation, status, sent)
        assert answer_problems(vendor, received, int(status), [JSON_TYPE], json.dumps(sent).encode()) == []
        assert_read(vendor, schema, sent, found)
        assert_given_back(sent, found)


@each_read
def test_every_value_the_description_allows_is_read_as_described(
    operation: Described, status: str, desk: Desk, covers: Covers
) -> None:
    vendor, schema = operation.vendor, schema_of(operation, status)
    assert schema is not None
    for limit in limits(vendor, schema):
        if limit.is_allowed:
            covers(vendor, operation.name, "response")
            _, found = answered(desk, operation, status, limit.body)
            assert_read(vendor, schema, limit.body, found)
            assert_given_back(limit.body, found)


@each_read
def test_a_promised_field_that_is_missing_is_noted_where_it_is_missing(
    operation: Described, status: str, desk: Desk, covers: Covers
) -> None:
    vendor, schema = operation.vendor, schema_of(operation, status)
    assert schema is not None
    whole = distinct(vendor, schema)
    for steps, described in filled(vendor, schema, whole):
        for name in {*described.get("required", ()), *described.get("x-kco-always-sent", ())}:
            covers(vendor, operation.name, "response")
            sent = deepcopy(whole)
            del at(sent, steps)[name]
            _, found = answered(desk, operation, status, sent)
            model, inner = (found[0], steps[1:]) if isinstance(found, tuple) else (found, steps)
            assert [issue.path for issue in model.decode_issues] == [named((*inner, name))]
            assert_given_back(sent, found)


@each_read
def test_a_whole_answer_leaves_no_issue_and_each_promised_field_that_is_missing_leaves_one(
    operation: Described, status: str, desk: Desk, covers: Covers
) -> None:
    vendor, schema = operation.vendor, schema_of(operation, status)
    assert schema is not None
    covers(vendor, operation.name, "response")
    _, found = answered(desk, operation, status, distinct(vendor, schema))
    models = found if isinstance(found, tuple) else (found,)
    assert all(model.decode_issues == () for model in models)

    schema = follow(vendor, schema)
    bare: Json = [{}] if schema["type"] == "array" else {}
    promised = follow(vendor, schema.get("items", schema))
    _, found = answered(desk, operation, status, bare)
    model = found[0] if isinstance(found, tuple) else found
    expected = {*promised.get("required", ()), *promised.get("x-kco-always-sent", ())}
    assert {issue.path for issue in model.decode_issues} == expected
    assert_given_back(bare, found)


@each_read
@examples(8)
@given(data=st.data())
def test_any_answer_the_description_allows_is_read_as_described(
    operation: Described, status: str, desk: Desk, covers: Covers, data: st.DataObject
) -> None:
    covers(operation.vendor, operation.name, "response")
    schema = schema_of(operation, status)
    assert schema is not None
    sent = data.draw(values(operation.vendor, schema), "answer")
    _, found = answered(desk, operation, status, sent)
    assert_read(operation.vendor, schema, sent, found)
    assert_given_back(sent, found)


@each_read
@examples(8)
@given(data=st.data())
def test_an_answer_that_nobody_described_is_given_back_as_it_came(
    operation: Described, status: str, desk: Desk, covers: Covers, data: st.DataObject
) -> None:
    covers(operation.vendor, operation.name, "response")
    schema = schema_of(operation, status)
    assert schema is not None
    sent = data.draw(odd_values(operation.vendor, schema), "answer")
    _, found = answered(desk, operation, status, sent)
    assert_given_back(sent, found)


@each_creation
@examples(15)
@given(data=st.data())
def test_ids_and_addresses_come_from_the_headers_that_carry_them(
    operation: Described, status: str, desk: Desk, covers: Covers, data: st.DataObject
) -> None:
    covers(operation.vendor, operation.name, "response")
    headers = operation.responses[status]["headers"]
    sent = {}
    for name, header in headers.items():
        example = header["schema"]["example"]
        texts = values(operation.vendor, header["schema"]) if "format" in header["schema"] else header_texts()
        sent[name] = data.draw(st.just(example) | texts, name)
    ids, given_body = arguments(operation)
    # Names of headers are the same in any letter case, and gateways like small letters.
    spell = data.draw(st.sampled_from(SPELLINGS), "letter case")
    written = [(spell(name), value) for name, value in sent.items()]

    received, found = desk.exchange(
        operation.vendor, operation.name, *ids, answer=reply(int(status), b"", written), **given_body
    )

    assert answer_problems(operation.vendor, received, int(status), written, b"") == []
    assert {name: getattr(found, argument(name)) for name in sent} == sent
    assert found.decode_issues == ()


@each_creation
def test_a_missing_header_is_noted_and_nothing_is_raised(
    operation: Described, status: str, desk: Desk, covers: Covers
) -> None:
    covers(operation.vendor, operation.name, "response")
    ids, given_body = arguments(operation)
    headers = operation.responses[status]["headers"]
    _, found = desk.exchange(operation.vendor, operation.name, *ids, answer=reply(int(status)), **given_body)
    assert {issue.path for issue in found.decode_issues} == set(map(argument, headers))
    assert {getattr(found, argument(name)) for name in headers} == {None}


@each_silence
def test_success_without_content_is_none_even_if_there_is_a_body(
    operation: Described, status: str, desk: Desk, covers: Covers
) -> None:
    ids, given_body = arguments(operation)
    for content in (b"", b'"OK"', b"{}"):
        covers(operation.vendor, operation.name, "response")
        # A 204 has no body, so one can only come with another success.
        answer = reply(200, content, [JSON_TYPE]) if content else reply(int(status))
        _, found = desk.exchange(operation.vendor, operation.name, *ids, answer=answer, **given_body)
        assert found is None


@each_success
def test_the_whole_response_is_there_for_who_asks(
    operation: Described, status: str, desk: Desk, covers: Covers
) -> None:
    covers(operation.vendor, operation.name, "response")
    vendor, schema = operation.vendor, schema_of(operation, status)
    sent = None if schema is None else distinct(vendor, schema)
    content = b"" if schema is None else json.dumps(sent).encode()
    described = operation.responses[status].get("headers", {})
    headers = {name: header["schema"]["example"] for name, header in described.items()}
    resource, method = operation.name.split(".")
    ids, given_body = arguments(operation)

    received, found = desk.exchange(
        vendor,
        f"{resource}.with_response.{method}",
        *ids,
        answer=reply(int(status), content, [*headers.items(), ("X-New", "1")]),
        **given_body,
    )

    assert (found.status_code, found.attempts) == (int(status), 1)
    assert {name: found.headers[name] for name in headers} == headers
    assert found.headers["x-new"] == "1"
    assert found.idempotency_key == (received.header(operation.key_header) if operation.key_header else None)
    if schema is not None:
        assert_read(vendor, schema, sent, found.data)
    elif headers:
        assert {name: getattr(found.data, argument(name)) for name in headers} == headers
    else:
        assert found.data is None


def test_every_operation_documents_one_success(vendor: str) -> None:
    for operation in operations(vendor).values():
        assert len([status for status in operation.responses if re.fullmatch("2..", status)]) == 1
        assert all(re.fullmatch("[1-5][0-9][0-9]", status) for status in operation.responses)


def test_dates_are_aware_of_their_zone(vendor: str, desk: Desk, covers: Covers) -> None:
    covers(vendor, "orders.get", "response")
    operation = operations(vendor)["orders.get"]
    for text, offset in (("2026-01-31T12:00:00.098Z", 0), ("2026-01-31T12:00:00+02:00", 7200)):
        _, found = answered(desk, operation, "200", {"created_at": text, "expires_at": text})
        for moment in (found.created_at, found.expires_at):
            assert moment == datetime.fromisoformat(text)
            assert moment.utcoffset().total_seconds() == offset
