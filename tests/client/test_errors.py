"""Errors: a tree in which every failure has its place, whatever the server answered."""

from __future__ import annotations

import json
from typing import Any

import kco
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kco.errors import ERROR_CODES

from .introspection import classes, exceptions
from .refusals import refusal
from .scripted import Desk
from .values import JSON, examples

TREE = {
    "KcoError": [
        "ConfigurationError",
        "InvalidInputError",
        "IdempotencyKeyReusedError",
        "ReferenceConflictError",
        "NotSentError",
        "OutcomeUnknownError",
        "DeadlineExceededError",
        "ResponseError",
        "DecodeError",
    ],
    "ResponseError": [
        "BadRequestError",
        "UnauthorizedError",
        "PayloadTooLargeError",
        "UnsupportedMediaTypeError",
        "UnprocessableError",
        "NotAllowedError",
        "NotFoundError",
        "ConflictError",
        "RateLimitedError",
        "ServerError",
    ],
    "NotAllowedError": [
        "CaptureNotAllowedError",
        "RefundNotAllowedError",
        "CancelNotAllowedError",
        "UpdateNotAllowedError",
    ],
    "NotFoundError": ["NoSuchOrderError", "NoSuchCaptureError"],
}
STATUSES = {
    400: "BadRequestError",
    401: "UnauthorizedError",
    403: "NotAllowedError",
    404: "NotFoundError",
    409: "ConflictError",
    413: "PayloadTooLargeError",
    415: "UnsupportedMediaTypeError",
    422: "UnprocessableError",
    429: "RateLimitedError",
    500: "ServerError",
    502: "ServerError",
    503: "ServerError",
    504: "ServerError",
    520: "ServerError",
    599: "ServerError",
    402: "ResponseError",
    418: "ResponseError",
    499: "ResponseError",
    301: "ResponseError",
    302: "ResponseError",
    304: "ResponseError",
}


# --- The tree -------------------------------------------------------------------------------------


def test_the_tree_is_as_designed() -> None:
    for parent, children in TREE.items():
        for child in children:
            assert getattr(kco, child).__bases__ == (getattr(kco, parent),)
    assert kco.KcoError.__bases__ == (Exception,)


def test_every_error_is_in_the_tree_and_importable_from_kco() -> None:
    named = {"KcoError"}.union(*TREE.values())
    assert {kind.__name__ for kind in exceptions() if issubclass(kind, kco.KcoError)} == named
    assert named <= set(kco.__all__)
    for name in named:
        assert getattr(kco, name).__doc__


def test_errors_that_come_before_anything_say_that_nothing_was_sent() -> None:
    for kind in (
        kco.ConfigurationError,
        kco.InvalidInputError,
        kco.IdempotencyKeyReusedError,
        kco.ReferenceConflictError,
        kco.NotSentError,
    ):
        assert kind("x").outcome == "not_sent"
    assert kco.OutcomeUnknownError("x").outcome == "unknown"
    assert kco.DecodeError("x").outcome == "applied"


def test_every_error_has_what_a_shop_asks_for() -> None:
    for kind in classes():
        if issubclass(kind, kco.KcoError):
            error = kind("x")
            assert error.outcome in ("not_sent", "rejected", "unknown", "applied")
            assert (error.operation, error.idempotency_key, error.correlation_id) == (None, None, None)
            assert (error.attempts, error.earlier_attempts) == (0, ())


# --- Which class ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("status", "name"), STATUSES.items())
def test_without_a_code_the_class_follows_the_status(desk: Desk, status: int, name: str) -> None:
    for body in (b"", {"error_code": "SOMETHING_NEW"}, {"error_code": None}, {"error_code": ""}):
        error = refusal(desk, status, body)
        assert type(error) is getattr(kco, name)
        assert error.status_code == status


@pytest.mark.parametrize(("code", "kind"), ERROR_CODES.items())
@pytest.mark.parametrize("status", [400, 403, 404, 422, 500])
def test_the_class_follows_the_code_first(
    desk: Desk, code: str, kind: type[kco.ResponseError], status: int
) -> None:
    error = refusal(desk, status, {"error_code": code, "error_messages": ["no"], "correlation_id": "c"})
    assert type(error) is kind
    assert (error.status_code, error.error_code) == (status, code)


def test_klarnas_400_not_found_is_not_found_with_status_400(desk: Desk) -> None:
    error = refusal(desk, 400, {"error_code": "NOT_FOUND"})
    assert isinstance(error, kco.NotFoundError)
    assert error.status_code == 400


def test_every_code_of_the_descriptions_has_a_class() -> None:
    expected = {
        "CAPTURE_NOT_ALLOWED": kco.CaptureNotAllowedError,
        "REFUND_NOT_ALLOWED": kco.RefundNotAllowedError,
        "CANCEL_NOT_ALLOWED": kco.CancelNotAllowedError,
        "UPDATE_NOT_ALLOWED": kco.UpdateNotAllowedError,
        "NOT_ALLOWED": kco.NotAllowedError,
        "NO_SUCH_ORDER": kco.NoSuchOrderError,
        "NO_SUCH_CAPTURE": kco.NoSuchCaptureError,
        "INTERNAL_SERVER_ERROR": kco.ServerError,
        "INTERNAL_ERROR": kco.ServerError,
        "TEMPORARILY_UNAVAILABLE": kco.ServerError,
        "TOO_MANY_REQUESTS": kco.RateLimitedError,
        "REQUEST_TOO_LARGE": kco.PayloadTooLargeError,
        "PAYLOAD_TOO_LARGE": kco.PayloadTooLargeError,
        "INVALID_ADDRESS": kco.UnprocessableError,
        "CONFLICT": kco.ConflictError,
    }
    assert ERROR_CODES.items() >= expected.items()


# What a status proves alone, with the vendor's code in the body, and on a page of something in between.
PROOF: dict[int, tuple[str, str, str]] = {
    400: ("rejected", "rejected", "unknown"),
    401: ("rejected", "rejected", "rejected"),
    402: ("unknown", "rejected", "unknown"),
    403: ("rejected", "rejected", "unknown"),
    404: ("rejected", "rejected", "unknown"),
    413: ("rejected", "rejected", "rejected"),
    415: ("rejected", "rejected", "rejected"),
    418: ("unknown", "rejected", "unknown"),
    429: ("rejected", "rejected", "rejected"),
} | dict.fromkeys(
    (302, 304, 408, 409, 425, 499, 500, 502, 503, 520, 600, 999), ("unknown", "unknown", "unknown")
)


@pytest.mark.parametrize(("status", "outcomes"), PROOF.items(), ids=str)
def test_an_outcome_needs_a_witness(desk: Desk, status: int, outcomes: tuple[str, str, str]) -> None:
    bodies = (b"", {"error_code": "SOMETHING_NEW"}, b"<html>Not here.")
    assert tuple(refusal(desk, status, body).outcome for body in bodies) == outcomes


def test_a_page_is_recognised_by_its_content_type_too(desk: Desk) -> None:
    page = {"Content-Type": "text/html; charset=utf-8"}
    assert refusal(desk, 403, b"Access denied", page).outcome == "unknown"
    assert refusal(desk, 403, {"error_code": "CAPTURE_NOT_ALLOWED"}, page).outcome == "rejected"
    assert refusal(desk, 403, b"<refused/>", {"Content-Type": "application/xml"}).outcome == "rejected"


# --- Any body -------------------------------------------------------------------------------------


BODIES: dict[str, bytes] = {
    "empty": b"",
    "HTML": b"<html><body>Bad Gateway</body></html>",
    "truncated": b'{"error_code": "CAPTURE_NOT_ALL',
    "a list": b'[{"error_code": "CAPTURE_NOT_ALLOWED"}]',
    "null": b"null",
    "text": b'"CAPTURE_NOT_ALLOWED"',
    "deep": b"[" * 100_000,
    "no UTF-8": b"\xff\xfe\xfd",
    "compressed": b"\x1f\x8b\x08",
    "a code of another type": b'{"error_code": 1, "error_messages": "no", "correlation_id": {}}',
    "messages of other types": b'{"error_code": [], "error_messages": [1, null, {}, ["a"]]}',
    "nested": b'{"error": {"error_code": "CAPTURE_NOT_ALLOWED"}}',
    "a huge number": b'{"error_code": ' + b"9" * 5000 + b"}",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
@pytest.mark.parametrize("status", [302, 403, 404, 499, 502, 520])
def test_any_error_body_is_as_good_as_any_other(desk: Desk, status: int, body: bytes) -> None:
    error = refusal(desk, status, body, {"X-Correlation-Id": "c-9"})
    assert type(error) is getattr(kco, STATUSES[status])
    assert error.content == body
    assert error.error_code is None
    assert error.correlation_id == "c-9"
    assert str(error).startswith(f"{status} in captures.create: ")
    assert "<html>" not in str(error)


@given(status=st.integers(300, 999), body=st.binary(max_size=100) | JSON)
@examples(50)
def test_any_status_with_any_body_is_a_response_error(vendor: str, mode: str, status: int, body: Any) -> None:
    error = refusal(Desk(vendor, mode), status, body)
    assert error.status_code == status
    assert str(error).isprintable()
    json.dumps(error.to_dict(), allow_nan=False)


error_members = st.dictionaries(
    st.sampled_from(["error_code", "error_messages", "correlation_id"]),
    JSON | st.lists(st.text(st.characters())),
)


@given(status=st.sampled_from([400, 403, 500]), body=error_members, text=st.text(st.characters()))
@examples(80)
def test_any_members_make_one_printable_line(
    vendor: str, mode: str, status: int, body: dict[str, Any], text: str
) -> None:
    error = refusal(Desk(vendor, mode), status, body, {"Klarna-Correlation-Id": text})
    assert str(error).isprintable()
    str(error).encode()
    json.dumps(error.to_dict(), allow_nan=False)
    assert all(isinstance(message, str) for message in error.error_messages)
