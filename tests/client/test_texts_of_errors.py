"""What errors say: one line that a person can act on, and a dictionary for logs."""

from __future__ import annotations

import json
import traceback
from typing import Any

import kco
import pytest
from kco.runtime.transport import TransportError

from .refusals import refusal
from .scripted import Desk, answer

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
        "retryable": True,
        "operation": "captures.create",
        "idempotency_key": "key-1",
        "attempts": 1,
        "earlier_attempts": [],
        "correlation_id": None,
        "answered_id": None,
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


@pytest.mark.parametrize(
    "body",
    [
        {"error_message": "Invented sentence."},
        {"error_messages": "Invented sentence."},
        {"error_messages": [], "error_message": ["Invented sentence."]},
        {"error_messages": [7, "Invented sentence."], "error_message": "Another."},
    ],
)
def test_the_vendors_sentence_is_kept_in_whatever_form_it_comes(desk: Desk, body: dict[str, Any]) -> None:
    error = refusal(desk, 403, {"error_code": "NOT_ALLOWED", **body})
    assert error.error_messages == ("Invented sentence.",)
    assert "Invented sentence." in str(error)
