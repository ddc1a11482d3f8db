"""Every refusal that is documented is raised as the exception of its own, and says what became of the call.

The class follows the code first and the status second; what became of the request follows the status.
Which those are is written down by hand in `published_facts`.
"""

from __future__ import annotations

import json
from typing import Any

import kco
import pytest
from hypothesis import given
from hypothesis import strategies as st

from .answering import JSON_TYPE, answered, arguments, schema_of
from .calling import Desk
from .covering import Covers
from .descriptions import Described, Json, description, each_operation, operations
from .openapi_validation import answer_problems
from .published_facts import ERRORS
from .strategies import examples, header_texts, values
from .wire import Received, reply

CODES = sorted(code for code in ERRORS if not code.isdigit())
PAGE = b"<html>Bad gateway</html>"
# These are answered before a request is carried out; any other page may come from something in between.
REFUSED_BY_ANYONE = {"401", "413", "415", "429"}
BODIES = [b"", PAGE, b'{"error_code": "NO_S', b"[]", b'{"error_code": 7}', b"\xff"]


def refusals(operation: Described) -> list[str]:
    """Return the statuses that are documented and no success."""
    return [status for status in operation.responses if not status.startswith("2")]


def refused(
    desk: Desk, operation: Described, status: str, content: bytes, *headers: tuple[str, str]
) -> tuple[Received, Any]:
    """Answer a call so; return the request and what was raised."""
    ids, keywords = arguments(operation)
    answer = reply(int(status), content, headers)
    received, error = desk.exchange(operation.vendor, operation.name, *ids, answer=answer, **keywords)
    assert isinstance(error, kco.ResponseError)
    assert (error.status_code, error.content) == (int(status), content)
    assert (error.operation, error.attempts) == (operation.name, 1)
    sent_key = received.header(operation.key_header) if operation.key_header else None
    assert error.idempotency_key == sent_key
    return received, error


def assert_raised_as_documented(
    error: Any, status: str, code: str | None, *, by_a_page: bool = False
) -> None:
    """Insist on the class of the code, or of the status where the code is nobody's, and on the outcome."""
    name, _ = ERRORS.get(code or "", ERRORS[status])
    _, outcome = ERRORS[status]
    if by_a_page and status not in REFUSED_BY_ANYONE:
        outcome = "unknown"
    assert type(error) is getattr(kco, name)
    assert error.outcome == outcome
    assert error.error_code == code


def examples_of(operation: Described, status: str) -> list[Json]:
    """Return the published examples of an answer."""
    content = operation.responses[status].get("content", {}).get("application/json", {})
    found = [content["example"]] if "example" in content else []
    return found + [example["value"] for example in content.get("examples", {}).values()]


@each_operation
def test_a_published_example_is_raised_as_the_exception_of_its_code(
    operation: Described, desk: Desk, covers: Covers
) -> None:
    shown = 0
    for status in refusals(operation):
        for example in examples_of(operation, status):
            covers(operation.vendor, operation.name, "errors")
            content = json.dumps(example).encode()
            received, error = refused(desk, operation, status, content, JSON_TYPE)
            assert answer_problems(operation.vendor, received, int(status), [JSON_TYPE], content) == []
            assert example["error_code"] in ERRORS, "a code that no exception is known for"
            assert_raised_as_documented(error, status, example["error_code"])
            assert list(error.error_messages) == example["error_messages"]
            assert error.correlation_id == example["correlation_id"]
            assert example["error_messages"][0] in str(error)
            shown += 1
    # Every refusal with a body shows one.
    assert shown >= len([s for s in refusals(operation) if schema_of(operation, s) is not None]) >= 4


@each_operation
def test_whatever_the_body_is_the_status_says_enough(
    operation: Described, desk: Desk, covers: Covers
) -> None:
    for status in refusals(operation):
        for content in BODIES:
            covers(operation.vendor, operation.name, "errors")
            _, error = refused(desk, operation, status, content)
            assert_raised_as_documented(error, status, None, by_a_page=content == PAGE)


@each_operation
@examples(15)
@given(data=st.data())
def test_any_refusal_the_description_allows_is_raised_with_all_it_says(
    operation: Described, desk: Desk, covers: Covers, data: st.DataObject
) -> None:
    covers(operation.vendor, operation.name, "errors")
    status = data.draw(st.sampled_from(refusals(operation)), "status")
    schema = schema_of(operation, status)
    sent = {} if schema is None else data.draw(values(operation.vendor, schema), "answer")
    code = data.draw(st.none() | st.sampled_from(CODES) | st.just("NEW_CODE"), "code")
    if code is not None:
        sent = sent | {"error_code": code}
    _, error = refused(desk, operation, status, json.dumps(sent).encode(), JSON_TYPE)
    assert_raised_as_documented(error, status, sent.get("error_code"))
    assert list(error.error_messages) == sent.get("error_messages", [])
    assert error.correlation_id == sent.get("correlation_id")


@each_operation
@examples(5)
@given(data=st.data())
def test_headers_of_a_refusal_are_there_to_be_read(
    operation: Described, desk: Desk, covers: Covers, data: st.DataObject
) -> None:
    for status in refusals(operation):
        if "headers" not in operation.responses[status]:
            continue
        covers(operation.vendor, operation.name, "errors")
        sent = {}
        for name, header in operation.responses[status]["headers"].items():
            is_number = header["schema"]["type"] == "integer"
            others = st.integers(0, 10**6).map(str) if is_number else header_texts()
            sent[name] = data.draw(st.just(str(header["schema"]["example"])) | others, name)
        waits = data.draw(st.integers(0, 3600), "Retry-After")
        sent["Retry-After"] = str(waits)
        headers = [JSON_TYPE, *sent.items()]
        received, error = refused(desk, operation, status, b"{}", *headers)
        assert answer_problems(operation.vendor, received, int(status), headers, b"{}") == []
        assert {name: error.headers[name.lower()] for name in sent} == sent
        assert error.retry_after == waits


@each_operation
def test_the_documentation_of_a_method_names_every_exception(
    operation: Described, desk: Desk, covers: Covers
) -> None:
    resource, method = operation.name.split(".")
    text = getattr(type(getattr(desk.client(operation.vendor), resource)), method).__doc__
    for status in refusals(operation):
        covers(operation.vendor, operation.name, "errors")
        assert f"{ERRORS[status][0]}: {status}: " in text


@pytest.mark.parametrize("code", CODES)
def test_every_published_code_has_an_exception_whatever_the_status(
    vendor: str, code: str, desk: Desk, covers: Covers
) -> None:
    for name in ("orders.get", "captures.create"):
        operation = operations(vendor)[name]
        for status in ("400", "403", "500"):
            covers(vendor, name, "errors")
            with pytest.raises(kco.ResponseError) as caught:
                answered(desk, operation, status, {"error_code": code})
            assert_raised_as_documented(caught.value, status, code)


def test_every_code_that_the_description_mentions_has_an_exception(vendor: str) -> None:
    published = set()

    def look(node: Json) -> None:
        if isinstance(node, dict):
            published.update([node["error_code"]] if isinstance(node.get("error_code"), str) else [])
            for member in node.values():
                look(member)
        elif isinstance(node, list):
            for item in node:
                look(item)

    look(description(vendor))
    assert published
    assert published <= kco.errors.ERROR_CODES.keys()
    assert {code: found.__name__ for code, found in kco.errors.ERROR_CODES.items()} == {
        code: ERRORS[code][0] for code in CODES
    }
