"""The sandbox answers as the description says: an independent judge looks at every one of its answers.

Every operation is asked for in every state of an order, of orders and captures that do not exist, without
credentials and with bodies that are none.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable
from operator import attrgetter
from typing import Any

import kco
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kco.runtime.messages import Answer

from .answering import schema_of
from .bodies import changes, smallest
from .calling import MODES, argument
from .covering import Covers
from .descriptions import Described, each_operation
from .readings import assert_given_back, assert_read
from .sandboxes import STATES, Watched, placed, request_of
from .strategies import examples, identifiers, values
from .wire import json_of

# What only a fault brings about, or another call at the same moment.
_BY_FAULT = {"409", "429", "500", "502", "503", "504"}


def producible(operation: Described) -> set[str]:
    """Return the documented statuses that the sandbox can be brought to answer."""
    found = set(operation.responses) - _BY_FAULT
    # Only a body can be malformed.
    return found if operation.body is not None else found - {"400"}


# What the sandbox grants, where not everything a description allows is granted.
_GRANTED = {"captures.extend_due_date": {"number_of_days": 14}}


def bodies_of(operation: Described) -> list[Any]:
    """Return bodies that the description allows, among them one that the sandbox grants."""
    if operation.body is None:
        return [None]
    allowed = smallest(operation)
    return [allowed, allowed | _GRANTED[operation.name]] if operation.name in _GRANTED else [allowed]


def wrong_calls(sandbox: Watched, operation: Described) -> list[Answer]:
    """Return the answers to an operation asked for in every wrong way there is."""
    ids, body = placed(sandbox, "PART_CAPTURED"), bodies_of(operation)[0]
    made = [
        request_of(sandbox, operation, ids.path_of(operation), body, authorization=None),
        request_of(sandbox, operation, ids.path_of(operation), body, authorization="Basic wrong"),
        request_of(sandbox, operation, ids.path_of(operation), body, authorization="Bearer x"),
        *(
            request_of(sandbox, operation, ids.path_of(operation, **{name: "no such"}), body)
            for name in operation.path_parameters
        ),
    ]
    if operation.body is not None:
        right = ids.path_of(operation)
        contents = [b"", b"{", b"[]", b"null", b'{"order_lines": 7}', b"\xff", b" " * (1 << 20) + b"{}"]
        made += [request_of(sandbox, operation, right, body, content=content) for content in contents]
        made.append(request_of(sandbox, operation, right, body, content_type="text/plain"))
    return [sandbox.handle(request) for request in made]


def call(sandbox: Watched, mode: str, name: str, *path: str, **keywords: Any) -> Any:
    """Call a method of a client in front of a sandbox."""
    kind = getattr(kco, ("Async" if mode == "async" else "") + sandbox.vendor.title())
    client = kind(environment="sandbox", sandbox=sandbox, retries=0)
    made = attrgetter(name)(client)(*path, **keywords)
    return asyncio.run(_finished(made)) if inspect.isawaitable(made) else made


async def _finished(made: Awaitable[Any]) -> Any:
    return await made


@each_operation
def test_every_answer_is_documented_and_every_documented_answer_can_be_had(
    operation: Described, covers: Covers
) -> None:
    sandbox = Watched(operation.vendor)
    answers = [
        sandbox.handle(request_of(sandbox, operation, placed(sandbox, state).path_of(operation), body))
        for state in STATES
        for body in bodies_of(operation)
    ]
    answers += wrong_calls(sandbox, operation)
    covers(operation.vendor, operation.name, "sandbox", len(answers))
    assert sandbox.problems() == []
    assert {str(answer.status_code) for answer in answers} == producible(operation)


@pytest.mark.parametrize("mode", MODES)
@each_operation
@examples(10)
@given(data=st.data())
def test_any_call_of_a_client_is_answered_as_the_description_says(
    operation: Described, mode: str, covers: Covers, data: st.DataObject
) -> None:
    vendor = operation.vendor
    sandbox = Watched(vendor)
    order = placed(sandbox, data.draw(st.sampled_from(list(STATES)), "state"))
    others = data.draw(st.dictionaries(st.sampled_from(operation.path_parameters), identifiers(), max_size=1))
    body = {} if operation.body is None else data.draw(values(vendor, operation.body), "body")
    for name in ("captured_amount", "refunded_amount", "order_amount"):
        if name in body:
            body[name] = data.draw(st.sampled_from([0, 1, 5_000, 10_000, 10_001]), name)
    if operation.method == "PATCH" and not changes(body):
        body = smallest(operation)
    keywords = {argument(name): value for name, value in body.items()}
    try:
        found = call(sandbox, mode, operation.name, *order.path_of(operation, **others), **keywords)
    except kco.InvalidInputError as error:
        # The description allows a change of nothing; the client does not send it.
        if "nothing to change" not in str(error) or sandbox.exchanges:
            raise
        return
    except kco.ResponseError as error:
        found = error
    ((_, answer),) = sandbox.exchanges
    covers(vendor, operation.name, "sandbox")
    assert sandbox.problems() == []
    assert isinstance(found, kco.ResponseError) is not answer.is_success
    schema = schema_of(operation, str(answer.status_code))
    if answer.is_success and schema is not None:
        sent = json_of(answer.content)
        assert_read(vendor, schema, sent, found)
        assert_given_back(sent, found)
