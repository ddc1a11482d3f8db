"""Every exception and every model survives pickle and deepcopy with all it knows."""

from __future__ import annotations

import copy
import inspect
import pickle
from collections.abc import Callable
from random import Random
from typing import Any

import attrs
import kco
import pytest
from kco.runtime.errors import ResponseError
from kco.runtime.events import Attempt
from kco.runtime.messages import Answer, Headers, Request
from kco.runtime.models import CreatedModel, Model

from .introspection import classes, created_models, exceptions, identify, models, vendor_of
from .values import described, same_json, sample

COPIES: dict[str, Callable[[Any], Any]] = {
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "pickle": lambda value: pickle.loads(pickle.dumps(value)),
    "oldest pickle of Python 3": lambda value: pickle.loads(pickle.dumps(value, 2)),
    "twice": lambda value: copy.deepcopy(pickle.loads(pickle.dumps(copy.copy(value)))),
}
copies = pytest.mark.parametrize("twin", COPIES.values(), ids=COPIES.keys())

ATTEMPT = Attempt(
    operation="captures.create",
    call_id="1",
    attempt_id="1-1",
    number=1,
    method="POST",
    url="https://api.example/captures",
    host="api.example",
    idempotency_key="key-1",
    status_code=None,
    outcome="unknown",
    elapsed=0.5,
    correlation_id=None,
    retry_in=0.25,
    error="the connection broke",
)
# A value for every argument that any exception takes; a new argument has to be entered here.
ARGUMENTS: dict[str, Any] = {
    "answered_id": "c-9",
    "attempts": 2,
    "content": b'{"error_code": "X"}',
    "correlation_id": "c-1",
    "deadline_exceeded": True,
    "earlier_attempts": (ATTEMPT,),
    "error_code": "X",
    "error_messages": ("one", "two"),
    "expected_amount": 100,
    "found_amounts": (90, None),
    "headers": Headers([("Retry-After", "2")]),
    "idempotency_key": "key-1",
    "operation": "captures.create",
    "outcome": "unknown",
    "reference": "parcel-1",
    "retry_after": 2.0,
    "retryable": True,
    "sent": False,
    "status_code": 503,
    "violations": (kco.Violation("captured_amount", "is required"),),
}


def parameters(kind: type) -> dict[str, inspect.Parameter]:
    """The keywords of a class and of those it passes the rest to."""
    found: dict[str, inspect.Parameter] = {}
    for base in kind.__mro__:
        if "__init__" in vars(base) and base.__module__.startswith("kco"):
            found |= inspect.signature(vars(base)["__init__"]).parameters
    return {name: p for name, p in found.items() if p.kind is inspect.Parameter.KEYWORD_ONLY}


def full(kind: type[BaseException]) -> BaseException:
    """Make an exception that knows everything it can."""
    error = kind("what happened", **{name: ARGUMENTS[name] for name in parameters(kind)})
    if isinstance(error, kco.KcoError):
        error.add_note("and a note")
    return error


def state(error: BaseException) -> tuple[Any, ...]:
    return type(error), error.args, vars(error), str(error), repr(error)


# Inside the sandbox a refusal is raised between two of its modules, and reaches nobody else.
EXCEPTIONS = [kind for kind in exceptions() if not kind.__module__.startswith("kco.sandbox.")]


def test_all_exceptions_are_found() -> None:
    assert {getattr(kco, name) for name in kco.__all__ if name.endswith("Error")} <= set(EXCEPTIONS)
    assert not any(issubclass(kind, kco.KcoError) for kind in set(exceptions()) - set(EXCEPTIONS))


@copies
@pytest.mark.parametrize("kind", EXCEPTIONS, ids=identify)
def test_every_exception_survives(kind: type[BaseException], twin: Callable[[Any], Any]) -> None:
    for error in (kind("what happened", **required(kind)), full(kind)):
        again = twin(error)
        assert again is not error
        assert state(again) == state(error)
        if isinstance(error, kco.KcoError):
            assert again.to_dict() == error.to_dict()
            assert again.outcome == error.outcome


def required(kind: type) -> dict[str, Any]:
    return {
        name: ARGUMENTS[name]
        for name, parameter in parameters(kind).items()
        if parameter.default is inspect.Parameter.empty
    }


@pytest.mark.parametrize(
    "kind", [kind for kind in exceptions() if issubclass(kind, kco.KcoError)], ids=identify
)
def test_an_exception_keeps_every_argument_under_its_name(kind: type[kco.KcoError]) -> None:
    error = full(kind)
    for name in parameters(kind):
        assert getattr(error, name) == ARGUMENTS[name]


@copies
@pytest.mark.parametrize("model", models(), ids=identify)
def test_every_model_survives(model: type[Model], twin: Callable[[Any], Any]) -> None:
    vendor = vendor_of(model)
    schema = described(vendor, model.__name__)
    for source in ({}, {"odd": [1, 1.0, True]}, sample(vendor, schema, Random(3), full=True)):
        read: Any = model.from_dict(source)
        made: Any = model(**{name: getattr(read, name) for name in model.FIELDS})
        some = {name: getattr(read, name) for name in model.FIELDS[:1]}
        for value in (read, made, attrs.evolve(read), attrs.evolve(read, **dict.fromkeys(some))):
            again: Any = twin(value)
            assert {type(again)} == {model}
            assert again == value
            assert same_json(again.to_dict(), value.to_dict())
            assert again.decode_issues == value.decode_issues
            assert again.is_written == value.is_written
            assert again.written() == value.written()
            with pytest.raises(attrs.exceptions.FrozenInstanceError):
                again.anything = 1
            assert attrs.evolve(again, **some) == attrs.evolve(value, **some)


@copies
@pytest.mark.parametrize("model", created_models(), ids=identify)
def test_every_result_of_a_write_survives(model: type[CreatedModel], twin: Callable[[Any], Any]) -> None:
    names = [field.name for field in attrs.fields(model) if field.name.endswith("_id")]
    issues = (kco.DecodeIssue("location", "header Location", "nothing"),)
    value: Any = model(decode_issues=issues, **dict.fromkeys(names, "id-1"))
    again = twin(value)
    assert again == value
    assert again.decode_issues == issues


@copies
def test_requests_answers_headers_and_responses_survive(twin: Callable[[Any], Any]) -> None:
    headers = Headers([("A", "1"), ("a", "2"), ("B", "3")])
    response = kco.Response(
        data=kco.kustom.Order.from_dict({"order_id": "o"}),
        status_code=200,
        headers=headers,
        correlation_id="c",
        attempts=1,
        elapsed=0.1,
        idempotency_key=None,
    )
    for value in (
        headers,
        Answer(200, headers, b"x"),
        Request("GET", "https://x", (), b""),
        response,
        ATTEMPT,
    ):
        assert twin(value) == value
        assert repr(twin(value)) == repr(value)


PLAIN_VALUES = (kco.Timeouts(total=3), kco.RetryPolicy(retries=7), kco.Violation("a", "b"), kco.UNSET)


@copies
@pytest.mark.parametrize("value", PLAIN_VALUES, ids=repr)
def test_plain_values_survive(value: Any, twin: Callable[[Any], Any]) -> None:
    assert twin(value) == value


def test_every_response_error_is_made_alike() -> None:
    # `interpretation` makes them all with the same keywords.
    expected = parameters(ResponseError).keys()
    for kind in classes():
        if issubclass(kind, ResponseError):
            assert parameters(kind).keys() == expected
