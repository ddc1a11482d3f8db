"""What a client says of a request after everything that can happen to it on the way."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

import kco
import pytest

from .calling import Style
from .server import (
    Line,
    ScriptedServer,
    answer,
    break_off,
    created,
    refuse_to_read,
    reset_after_reading,
    silence,
)

ORDER = "00000000-0000-4000-8000-000000000001"
PATIENT = kco.Timeouts(connect=2, write=2, read=0.3, pool=2, total=20)


def capture(client: Any) -> Any:
    return client.captures.create(ORDER, captured_amount=100, reference="parcel-1")


def read(client: Any) -> Any:
    return client.orders.get(ORDER)


def failure(style: Style, script: list[Line], act: Callable[[Any], Any] = capture, **options: Any) -> Any:
    with ScriptedServer(script) as server, pytest.raises(kco.KcoError) as caught:
        style.call(server.url, act, timeout=PATIENT, retries=options.pop("retries", 0), **options)
    assert len(server.requests) <= len(script)
    return caught.value


def refusal(code: str, **more: Any) -> dict[str, Any]:
    return {"error_code": code, "error_messages": ["Not like this."], "correlation_id": "c-0", **more}


BROKEN_ANSWERS = {
    "reset before reading": refuse_to_read,
    "reset after reading": reset_after_reading,
    "closed after reading": break_off(b""),
    "silent": silence,
    "half a header": break_off(b"HTTP/1.1 201 Created\r\nCapture-I"),
    "half a body": break_off(b"HTTP/1.1 201 Created\r\nContent-Length: 20\r\n\r\n{"),
    "wrong Content-Length": break_off(b'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"a": 1}'),
    "chunked that stops": break_off(b"HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"),
    "not HTTP": break_off(b"220 smtp.example ESMTP\r\n\r\n"),
}


@pytest.mark.parametrize("line", BROKEN_ANSWERS.values(), ids=BROKEN_ANSWERS)
def test_a_request_without_an_answer_that_can_be_trusted_is_unknown(style: Style, line: Line) -> None:
    error = failure(style, [line])

    assert type(error) is kco.OutcomeUnknownError
    assert error.outcome == "unknown"
    assert error.attempts == 1
    assert error.idempotency_key


def test_a_refused_connection_is_not_sent(style: Style) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]

    with pytest.raises(kco.NotSentError) as caught:
        style.call(f"http://127.0.0.1:{port}", capture, retries=0)

    assert caught.value.outcome == "not_sent"
    assert caught.value.idempotency_key


def test_a_name_that_does_not_resolve_is_not_sent(style: Style) -> None:
    with pytest.raises(kco.NotSentError) as caught:
        style.call("https://kco.invalid", capture, retries=0)

    assert caught.value.outcome == "not_sent"


@pytest.mark.parametrize("status", [500, 502, 503, 504, 520, 599])
def test_a_server_error_is_unknown_after_the_last_attempt(style: Style, status: int) -> None:
    error = failure(style, [answer(status, b"<html>Bad Gateway</html>", headers=["Content-Type: text/html"])])

    assert type(error) is kco.ServerError
    assert (error.status_code, error.outcome) == (status, "unknown")


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (400, refusal("BAD_REQUEST"), kco.BadRequestError),
        (401, b"", kco.UnauthorizedError),
        (403, refusal("CAPTURE_NOT_ALLOWED"), kco.CaptureNotAllowedError),
        (403, refusal("SOMETHING_NEW"), kco.NotAllowedError),
        (404, b"", kco.NotFoundError),
        (404, refusal("NO_SUCH_ORDER"), kco.NoSuchOrderError),
        (400, refusal("NOT_FOUND"), kco.NotFoundError),
        (413, b"<html>", kco.PayloadTooLargeError),
        (415, b"", kco.UnsupportedMediaTypeError),
        (422, refusal("UNPROCESSABLE_ENTITY"), kco.UnprocessableError),
        (418, refusal("TEAPOT"), kco.ResponseError),
    ],
)
def test_a_refusal_is_rejected(style: Style, status: int, body: Any, kind: type[kco.ResponseError]) -> None:
    error = failure(style, [answer(status, body)])

    assert type(error) is kind
    assert (error.status_code, error.outcome) == (status, "rejected")


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (403, b"<html>"),
        (404, b"<html>"),
        (408, b""),
        (418, b""),
        (422, ["a", "list"]),
        (425, b""),
        (499, b""),
    ],
)
def test_what_something_in_between_says_proves_nothing(style: Style, status: int, body: Any) -> None:
    error = failure(style, [answer(status, body)])

    assert (error.status_code, error.outcome, error.retryable) == (status, "unknown", False)
    assert f"{status} in captures.create: The answer does not say whether" in str(error)


@pytest.mark.parametrize(
    "line",
    [
        answer(200, b"<html>Sign in"),
        answer(201, b"<html>Sign in"),
        answer(201, b"Sign in", headers=["Content-Type: text/html"]),
        answer(202, b"queued"),
        created("Location: http://x/ordermanagement/v1/orders/ANOTHER/captures/c-9"),
        created("Capture-Id: c-9", f"Location: http://x/ordermanagement/v1/orders/{ORDER}/refunds/r-9"),
    ],
)
def test_a_success_without_a_witness_is_unknown(style: Style, line: Line) -> None:
    error = failure(style, [line])

    assert type(error) is kco.OutcomeUnknownError
    assert (error.outcome, error.attempts) == ("unknown", 1)


@pytest.mark.parametrize(
    "line",
    [
        answer(200, b""),
        answer(202, {}),
        answer(203, b"queued", headers=["Capture-Id: c-9"]),
        answer(201, b"made"),
    ],
)
def test_a_success_with_a_witness_is_one(style: Style, line: Line) -> None:
    with ScriptedServer([line]) as server:
        style.call(server.url, capture)


def test_a_conflict_is_unknown_because_another_attempt_may_be_running(style: Style) -> None:
    error = failure(style, [answer(409, refusal("CONFLICT"))])

    assert type(error) is kco.ConflictError
    assert error.outcome == "unknown"


def test_a_redirect_is_not_followed(style: Style) -> None:
    error = failure(style, [answer(302, headers=["Location: http://127.0.0.1:1/elsewhere"])])

    assert type(error) is kco.ResponseError
    assert (error.status_code, error.outcome) == (302, "unknown")


def test_a_read_that_is_answered_with_something_else_than_json_was_applied(style: Style) -> None:
    error = failure(style, [answer(200, b"<html>")], read)

    assert type(error) is kco.DecodeError
    assert (error.outcome, error.content) == ("applied", b"<html>")


def test_a_write_that_succeeded_never_raises_for_the_shape_of_its_answer(style: Style) -> None:
    with ScriptedServer([answer(201, b'{"unexpected')]) as server:
        made = style.call(server.url, capture)

    assert (made.capture_id, made.location) == (None, None)
    assert {issue.path for issue in made.decode_issues} == {"capture_id", "location"}


def test_a_refusal_after_a_lost_answer_is_unknown(style: Style) -> None:
    """The first attempt captured, its answer was lost; the second is refused because of the first."""
    error = failure(
        style,
        [reset_after_reading, answer(403, refusal("CAPTURE_NOT_ALLOWED"))],
        retries=kco.RetryPolicy(first_delay=0),
    )

    assert type(error) is kco.CaptureNotAllowedError
    assert error.outcome == "unknown"
    assert error.attempts == 2
    assert [attempt.outcome for attempt in error.earlier_attempts] == ["unknown"]


def test_a_refusal_after_a_server_error_is_unknown(style: Style) -> None:
    error = failure(
        style,
        [answer(503), answer(403, refusal("CAPTURE_NOT_ALLOWED"))],
        retries=kco.RetryPolicy(first_delay=0),
    )

    assert type(error) is kco.CaptureNotAllowedError
    assert error.outcome == "unknown"


def test_a_refusal_after_too_many_requests_stays_rejected(style: Style) -> None:
    error = failure(
        style,
        [answer(429, headers=["Retry-After: 0"]), answer(403, refusal("CAPTURE_NOT_ALLOWED"))],
        retries=kco.RetryPolicy(first_delay=0),
    )

    assert type(error) is kco.CaptureNotAllowedError
    assert error.outcome == "rejected"


def test_what_was_lost_first_stays_unknown_when_the_server_is_gone_afterwards(style: Style) -> None:
    def go_away(conversation: Any) -> None:
        conversation.read()
        conversation.server._socket.shutdown(socket.SHUT_RDWR)
        conversation.server._socket.close()
        conversation.reset()

    server = ScriptedServer([go_away])
    server._start(server._accept)
    with pytest.raises(kco.OutcomeUnknownError) as caught:
        style.call(server.url, capture, retries=kco.RetryPolicy(first_delay=0), timeout=PATIENT)

    assert caught.value.outcome == "unknown"
    assert caught.value.earlier_attempts[0].outcome == "unknown"


def test_a_read_after_a_lost_answer_is_judged_by_its_last_attempt(style: Style) -> None:
    error = failure(
        style,
        [reset_after_reading, answer(404, refusal("NO_SUCH_ORDER"))],
        read,
        retries=kco.RetryPolicy(first_delay=0),
    )

    assert type(error) is kco.NoSuchOrderError
    assert error.outcome == "rejected"


def test_an_answer_in_gzip_is_read(style: Style) -> None:
    import gzip

    body = gzip.compress(b'{"order_id": "o-1", "status": "AUTHORIZED"}')
    with ScriptedServer([answer(200, body, headers=["Content-Encoding: gzip"])]) as server:
        order = style.call(server.url, read)

    assert order.order_id == "o-1"


def test_the_id_is_taken_from_location_when_its_own_header_is_missing(style: Style) -> None:
    with ScriptedServer([created(f"LOCATION: https://api.example/orders/{ORDER}/captures/c%2D7")]) as server:
        made = style.call(server.url, capture)

    assert made.capture_id == "c-7"
    assert made.decode_issues == ()


def test_over_the_bound_a_read_fails_and_a_write_keeps_its_outcome(style: Style) -> None:
    large = b'{"order_id": "o-1", "merchant_data": "' + b"x" * 2_000 + b'"}'

    with ScriptedServer([answer(200, large)]) as server, pytest.raises(kco.DecodeError) as caught:
        style.call(server.url, read, max_answer_bytes=1_000)
    assert "max_answer_bytes" in str(caught.value)

    with ScriptedServer([answer(201, large, headers=["Capture-Id: c-1"])]) as server:
        assert style.call(server.url, capture, max_answer_bytes=1_000).capture_id == "c-1"


@pytest.mark.parametrize("size", [0, -1, True, 1.5, "1"])
def test_a_bound_of_answers_is_a_number_of_bytes(size: Any) -> None:
    with pytest.raises(kco.ConfigurationError, match="max_answer_bytes"):
        kco.Kustom(api_key="kco_test_api_0", max_answer_bytes=size)
