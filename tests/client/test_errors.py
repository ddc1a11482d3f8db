"""Errors: a tree in which every failure has its place, and says in one line what happened."""

from __future__ import annotations

import json
import traceback
from typing import Any

import kco
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kco.errors import ERROR_CODES
from kco.runtime.transport import TransportError

from .introspection import classes, exceptions
from .scripted import Desk, answer
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


def refusal(desk: Desk, status: int, body: Any = b"", headers: dict[str, str] | None = None) -> Any:
    """What a call raises when it is answered so."""
    desk.answers(answer(status, body, headers))
    with pytest.raises(kco.ResponseError) as caught:
        desk.call("captures.create", "o", captured_amount=1, idempotency_key="key-1")
    desk.script.requests.clear()
    return caught.value


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


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (400, "rejected"),
        (403, "rejected"),
        (404, "rejected"),
        (418, "rejected"),
        (422, "rejected"),
        (429, "rejected"),
        (499, "rejected"),
        (409, "unknown"),
        (500, "unknown"),
        (503, "unknown"),
        (520, "unknown"),
        (302, "unknown"),
        (304, "unknown"),
        (600, "unknown"),
        (999, "unknown"),
    ],
)
def test_the_outcome_follows_the_status(desk: Desk, status: int, outcome: str) -> None:
    for body in (b"", {"error_code": "CAPTURE_NOT_ALLOWED"}, {"error_code": "INTERNAL_ERROR"}):
        assert refusal(desk, status, body).outcome == outcome


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


# --- What it says ---------------------------------------------------------------------------------


def test_an_error_is_one_line_a_person_can_act_on(desk: Desk) -> None:
    error = refusal(
        desk,
        403,
        {
            "error_code": "CAPTURE_NOT_ALLOWED",
            "error_messages": ["Not now.", "Not so much."],
            "correlation_id": "c-1",
        },
    )
    assert str(error) == (
        "403 CAPTURE_NOT_ALLOWED in captures.create: Not now.; Not so much. "
        "(correlation_id c-1, attempts 1, idempotency_key key-1)"
    )
    assert error.message == "Not now.; Not so much."
    assert error.error_messages == ("Not now.", "Not so much.")
    assert (error.outcome, error.operation, error.attempts) == ("rejected", "captures.create", 1)
    assert (error.idempotency_key, error.correlation_id) == ("key-1", "c-1")
    assert dict(error.headers) == {}


def test_an_error_without_a_message_says_something_all_the_same(desk: Desk) -> None:
    assert str(refusal(desk, 401)) == (
        "401 in captures.create: The credentials are missing or wrong (attempts 1, idempotency_key key-1)"
    )
    assert str(refusal(desk, 502)).startswith("502 in captures.create: The server failed (")


def test_line_breaks_and_control_characters_of_the_server_are_flattened(desk: Desk) -> None:
    error = refusal(
        desk,
        400,
        {
            "error_code": "BAD\r\nVALUE",
            "error_messages": ["one\ntwo\r\n\tthree", "\x1b[31mred\x00\x7f", "a\u2028b\u202ec", "\ud800 end"],
            "correlation_id": "c\n2024-01-01 INFO all is well",
        },
    )
    assert str(error) == (
        "400 BAD VALUE in captures.create: one two three; [31mred ; a b c; end "
        "(correlation_id c 2024-01-01 INFO all is well, attempts 1, idempotency_key key-1)"
    )
    assert error.error_code == "BAD\r\nVALUE", "what a program compares stays as it came"
    assert error.error_messages[0] == "one\ntwo\r\n\tthree"
    assert "\n" not in error.to_dict()["message"]


def test_text_that_people_read_stays_as_it_is(desk: Desk) -> None:
    error = refusal(desk, 400, {"error_messages": ["Beställningen är för stor: 12,50 €  (två mellanslag)"]})
    assert "Beställningen är för stor: 12,50 € (två mellanslag)" in str(error)


def test_bodies_and_headers_are_kept_and_not_shown(desk: Desk) -> None:
    body = {"error_code": "BAD_REQUEST", "order": {"given_name": "Ada"}}
    error = refusal(desk, 400, body, {"Set-Cookie": "session=secret", "Content-Type": "application/json"})
    assert json.loads(error.content) == body
    assert error.headers["content-type"] == "application/json"
    shown = f"{error} {error!r} {error.to_dict()} {''.join(traceback.format_exception(error))}"
    assert "Ada" not in shown
    assert "secret" not in shown


def test_to_dict_is_what_a_structured_log_should_hold(desk: Desk) -> None:
    error = refusal(
        desk, 429, {"error_code": "TOO_MANY_REQUESTS", "error_messages": ["Slow down."]}, {"Retry-After": "7"}
    )
    assert json.loads(json.dumps(error.to_dict())) == {
        "error": "RateLimitedError",
        "message": "Slow down.",
        "outcome": "rejected",
        "operation": "captures.create",
        "idempotency_key": "key-1",
        "attempts": 1,
        "earlier_attempts": [],
        "correlation_id": None,
        "status_code": 429,
        "error_code": "TOO_MANY_REQUESTS",
        "retry_after": 7.0,
    }
    assert error.retry_after == 7.0


def test_to_dict_of_a_broken_answer_has_its_status_and_not_its_body(desk: Desk) -> None:
    desk.answers(answer(206, b"Ada"))
    with pytest.raises(kco.DecodeError) as caught:
        desk.call("orders.get", "o")
    assert caught.value.to_dict()["status_code"] == 206
    assert "Ada" not in json.dumps(caught.value.to_dict())


@pytest.mark.parametrize(
    ("fault", "kind", "outcome"),
    [
        (TransportError("refused", sent=False), kco.NotSentError, "not_sent"),
        (TransportError("broke", sent=True), kco.OutcomeUnknownError, "unknown"),
        (TransportError("late", sent=False, deadline_exceeded=True), kco.DeadlineExceededError, "not_sent"),
        (TransportError("late", sent=True, deadline_exceeded=True), kco.DeadlineExceededError, "unknown"),
    ],
    ids=str,
)
def test_a_failure_without_an_answer_says_what_is_known(
    desk: Desk, fault: TransportError, kind: type[kco.KcoError], outcome: str
) -> None:
    desk.answers(fault)
    with pytest.raises(kco.KcoError) as caught:
        desk.call("captures.create", "o", captured_amount=1, idempotency_key="k")
    error = caught.value
    assert type(error) is kind
    assert (error.outcome, error.idempotency_key, error.attempts) == (outcome, "k", 1)
    assert str(error) == f"captures.create: {fault} (attempts 1, idempotency_key k)"


def test_earlier_attempts_are_told_in_order(vendor: str, mode: str) -> None:
    desk = Desk(vendor, mode, retries=kco.RetryPolicy(retries=2, first_delay=0))
    desk.answers(answer(503, b"", {"X-Correlation-Id": "a"}), TransportError("broke", sent=True), answer(403))
    with pytest.raises(kco.NotAllowedError) as caught:
        desk.call("captures.create", "o", captured_amount=1)
    error = caught.value
    assert error.outcome == "unknown", "the first attempt may have done it"
    assert error.attempts == 3
    assert [attempt.number for attempt in error.earlier_attempts] == [1, 2]
    assert [attempt.status_code for attempt in error.earlier_attempts] == [503, None]
    assert error.earlier_attempts[0].correlation_id == "a"
    assert error.earlier_attempts[1].error == "broke"
    assert json.dumps(error.to_dict()["earlier_attempts"])


def test_a_refusal_of_a_read_is_a_refusal_whatever_came_before(vendor: str, mode: str) -> None:
    desk = Desk(vendor, mode, retries=kco.RetryPolicy(retries=1, first_delay=0))
    desk.answers(answer(503), answer(404, {"error_code": "NO_SUCH_ORDER"}))
    with pytest.raises(kco.NoSuchOrderError) as caught:
        desk.call("orders.get", "o")
    assert caught.value.outcome == "rejected"


# --- Made by hand, as tests of applications do ----------------------------------------------------


def test_errors_can_be_made_by_hand() -> None:
    error = kco.CaptureNotAllowedError("no", status_code=403, error_code="CAPTURE_NOT_ALLOWED")
    assert str(error) == "403 CAPTURE_NOT_ALLOWED: no"
    assert str(kco.KcoError()) == ""
    assert str(kco.InvalidInputError("a: b", violations=[kco.Violation("a", "b")])) == "a: b"
    conflict = kco.ReferenceConflictError("x", reference="r", expected_amount=1, found_amounts=[2, None])
    assert conflict.to_dict()["found_amounts"] == [2, None]


def test_a_violation_reads_like_a_sentence() -> None:
    assert (
        str(kco.Violation("order_lines[3].quantity", "is required")) == "order_lines[3].quantity: is required"
    )
    assert str(kco.Violation("", "is required")) == "body: is required"
