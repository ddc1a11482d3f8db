"""What a shop is told by its client when a fault strikes, and what the journal knows of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import anyio
import kco
import pytest
from kco.sandbox import Sandbox

from .calling import new_sandbox
from .shops import IMPATIENT, PROMPT, Style, capture, read, refund

ORDER = "o"


@pytest.fixture
def sandbox(vendor: str) -> Sandbox:
    sandbox = new_sandbox(vendor)
    sandbox.add_order(order_id=ORDER, order_amount=10_000, captured_amount=5_000)
    return sandbox


def test_a_lost_answer_to_a_refund_ends_in_one_refund_and_a_normal_result(
    sandbox: Sandbox, style: Style
) -> None:
    sandbox.lose_response()

    made = style.call(sandbox, refund(ORDER))  # with every option at its default

    (really,) = sandbox.journal.refunds
    assert made.refund_id == really.refund_id
    assert made.decode_issues == ()
    assert sandbox.order(ORDER).refunded_amount == 1_000
    assert [entry.status_code for entry in sandbox.journal] == [None, 201]


def test_when_every_answer_is_lost_it_is_unknown_and_one_refund_was_made(
    sandbox: Sandbox, style: Style
) -> None:
    sandbox.lose_response(times=3)

    error = style.failure(sandbox, refund(ORDER), retries=kco.RetryPolicy(first_delay=0))

    assert type(error) is kco.OutcomeUnknownError
    assert error.attempts == 3
    (really,) = sandbox.journal.refunds
    assert style.call(sandbox, refund(ORDER, idempotency_key=error.idempotency_key)).refund_id == (
        really.refund_id
    )


def test_without_retries_it_is_unknown_and_the_key_brings_the_first_refund(
    sandbox: Sandbox, style: Style
) -> None:
    sandbox.lose_response()

    error = style.failure(sandbox, refund(ORDER), retries=0)

    assert type(error) is kco.OutcomeUnknownError
    assert error.outcome == "unknown"
    (really,) = sandbox.journal.refunds
    assert error.idempotency_key == really.idempotency_key
    again = style.call(sandbox, refund(ORDER, idempotency_key=error.idempotency_key))
    assert again.refund_id == really.refund_id
    assert sandbox.journal.refunds == (really,)


def test_when_keys_are_forgotten_a_repeated_key_refunds_again_and_ensure_does_not(
    sandbox: Sandbox, style: Style
) -> None:
    """Why a job that runs again days later uses `ensure`."""
    sandbox.lose_response(times=2)
    error = style.failure(sandbox, refund(ORDER), retries=0)
    first = style.call(sandbox, ensure, retries=0)  # it looks whether what was lost had happened
    assert sandbox.faults == ()
    assert len(sandbox.journal.refunds) == 2

    sandbox.forget_keys()

    again = style.call(sandbox, ensure)
    assert (again.created, again.refund_id) == (False, first.refund_id)
    assert len(sandbox.journal.refunds) == 2
    style.call(sandbox, refund(ORDER, idempotency_key=error.idempotency_key))
    assert len(sandbox.journal.refunds) == 3


def ensure(client: Any) -> Any:
    return client.refunds.ensure(ORDER, refunded_amount=500, reference="return-1")


Fault = Callable[[Sandbox], None]

UNKNOWN: dict[str, tuple[Fault, type[kco.KcoError], int]] = {
    # name: (the fault, the error, how many captures there really are)
    "status 500": (lambda s: s.status(500), kco.ServerError, 0),
    "status 503": (lambda s: s.status(503), kco.ServerError, 0),
    "status 409": (lambda s: s.status(409), kco.ConflictError, 0),
    "drop_request": (lambda s: s.drop_request(), kco.OutcomeUnknownError, 0),
    "lose_response": (lambda s: s.lose_response(), kco.OutcomeUnknownError, 1),
    "truncate": (lambda s: s.truncate(), kco.OutcomeUnknownError, 1),
    "slow": (lambda s: s.slow(60), kco.OutcomeUnknownError, 1),
}


@pytest.mark.parametrize("fault", UNKNOWN)
def test_without_an_answer_to_trust_the_outcome_is_unknown_whether_it_happened_or_not(
    sandbox: Sandbox, style: Style, fault: str
) -> None:
    strike, kind, captures = UNKNOWN[fault]
    strike(sandbox)

    error = style.failure(sandbox, capture(ORDER), retries=0, timeout=IMPATIENT)

    assert type(error) is kind
    assert error.outcome == "unknown"
    assert len(sandbox.journal.captures) == captures


@pytest.mark.parametrize("fault", UNKNOWN)
def test_with_retries_there_is_one_capture_and_the_shop_gets_it(
    sandbox: Sandbox, style: Style, fault: str
) -> None:
    UNKNOWN[fault][0](sandbox)

    made = style.call(sandbox, capture(ORDER), retries=PROMPT, timeout=IMPATIENT)

    assert [made.capture_id] == [effect.capture_id for effect in sandbox.journal.captures]


REJECTED: dict[str, tuple[Fault, type[kco.KcoError]]] = {
    "status 400": (lambda s: s.status(400), kco.BadRequestError),
    "status 401": (lambda s: s.status(401), kco.UnauthorizedError),
    "status 403": (lambda s: s.status(403), kco.CaptureNotAllowedError),
    "status 404": (lambda s: s.status(404), kco.NoSuchOrderError),
    "status 413": (lambda s: s.status(413), kco.PayloadTooLargeError),
    "status 415": (lambda s: s.status(415), kco.UnsupportedMediaTypeError),
    "status 422": (lambda s: s.status(422, error_code="INVALID_ADDRESS"), kco.UnprocessableError),
    "rate_limit": (lambda s: s.rate_limit(retry_after=2), kco.RateLimitedError),
}


@pytest.mark.parametrize("fault", REJECTED)
def test_a_refusal_is_rejected_and_nothing_happened(sandbox: Sandbox, style: Style, fault: str) -> None:
    strike, kind = REJECTED[fault]
    strike(sandbox)

    error = style.failure(sandbox, capture(ORDER), retries=0)

    assert type(error) is kind
    assert error.outcome == "rejected"
    assert sandbox.journal.captures == ()
    assert style.call(sandbox, capture(ORDER, idempotency_key=error.idempotency_key)).capture_id


def test_a_rate_limit_says_when_to_come_back(sandbox: Sandbox, style: Style) -> None:
    sandbox.rate_limit(retry_after=31)

    error = style.failure(sandbox, capture(ORDER))  # longer than the client waits by itself

    assert error.retry_after == 31
    assert len(sandbox.journal) == 1


def test_a_burst_that_outlasts_the_retries_is_raised(sandbox: Sandbox, style: Style) -> None:
    sandbox.status(503, times=3)

    error = style.failure(sandbox, capture(ORDER), retries=PROMPT)

    assert (type(error), error.attempts) == (kco.ServerError, 3)
    assert style.call(sandbox, capture(ORDER), retries=PROMPT).capture_id
    assert [entry.status_code for entry in sandbox.journal] == [503, 503, 503, 201]


def test_a_page_in_the_place_of_a_success_proves_nothing(sandbox: Sandbox, style: Style) -> None:
    sandbox.garbage(body="html")

    error = style.failure(sandbox, capture(ORDER))

    assert (type(error), error.outcome) == (kco.OutcomeUnknownError, "unknown")
    assert len(sandbox.journal.captures) == 1


@pytest.mark.parametrize("body", ["text", "json", "empty"])
def test_other_garbage_in_the_place_of_a_success_is_still_a_success(
    sandbox: Sandbox, style: Style, body: Any
) -> None:
    sandbox.garbage(body=body)

    made = style.call(sandbox, capture(ORDER))

    assert made.capture_id is None
    assert made.decode_issues
    assert len(sandbox.journal.captures) == 1


@pytest.mark.parametrize("body", ["html", "text", "json", "empty"])
def test_a_read_of_garbage_cannot_be_read(sandbox: Sandbox, style: Style, body: Any) -> None:
    sandbox.garbage(body=body, operation="orders.get")

    error = style.failure(sandbox, read(ORDER))

    assert (type(error), error.outcome) == (kco.DecodeError, "applied")
    assert style.call(sandbox, read(ORDER)).order_id == ORDER


@pytest.mark.parametrize(
    "strike",
    [
        lambda s: s.status(502, operation="orders.get"),
        lambda s: s.drop_request(operation="orders.get"),
        lambda s: s.truncate(operation="orders.get"),
        lambda s: s.slow(60, operation="orders.get"),
    ],
)
def test_a_read_is_tried_again(sandbox: Sandbox, style: Style, strike: Fault) -> None:
    strike(sandbox)
    order = style.call(sandbox, read(ORDER), retries=PROMPT, timeout=IMPATIENT)
    assert order.order_id == ORDER
    assert len(sandbox.journal) == 2


class TestSlow:
    def test_a_client_that_is_patient_enough_gets_its_answer(self, sandbox: Sandbox, style: Style) -> None:
        sandbox.slow(0.01)
        assert style.call(sandbox, capture(ORDER)).capture_id
        (entry,) = sandbox.journal
        assert (entry.status_code, entry.fault) == (201, "slow")

    def test_the_limit_that_is_shorter_ends_the_wait(self, sandbox: Sandbox, style: Style) -> None:
        sandbox.slow(60, times=2)
        error = style.failure(sandbox, capture(ORDER), retries=0, timeout=0.02)
        assert (type(error), error.outcome) == (kco.DeadlineExceededError, "unknown")
        error = style.failure(sandbox, capture(ORDER), retries=0, timeout=kco.Timeouts(read=0.02, total=30))
        assert (type(error), error.outcome) == (kco.OutcomeUnknownError, "unknown")
        assert len(sandbox.journal.captures) == 2

    def test_what_was_given_up_can_be_seen_at_once(self, sandbox: Sandbox, style: Style) -> None:
        sandbox.slow(3_600)
        style.failure(sandbox, capture(ORDER), retries=0, timeout=IMPATIENT)
        assert sandbox.order(ORDER).captured_amount == 6_000

    @pytest.mark.parametrize("loop", ["asyncio", "trio"])
    def test_a_call_that_is_cancelled_is_carried_out(self, sandbox: Sandbox, loop: str) -> None:
        sandbox.slow(3_600)

        async def capture_and_cancel() -> None:
            client: Any = sandbox.async_client()
            async with client, anyio.create_task_group() as group:
                group.start_soon(lambda: client.captures.create(ORDER, captured_amount=1))
                while not sandbox.journal.requests:
                    await anyio.sleep(0)
                assert sandbox.journal.captures == ()
                group.cancel_scope.cancel()

        anyio.run(capture_and_cancel, backend=loop)
        assert len(sandbox.journal.captures) == 1

    @pytest.mark.parametrize("loop", ["asyncio", "trio"])
    def test_other_tasks_run_meanwhile(self, sandbox: Sandbox, loop: str) -> None:
        sandbox.slow(0.05)

        async def capture_and_read() -> list[str]:
            ended: list[str] = []
            client: Any = sandbox.async_client()

            async def call(name: str, awaitable: Any) -> None:
                await awaitable
                ended.append(name)

            async with client, anyio.create_task_group() as group:
                group.start_soon(call, "capture", client.captures.create(ORDER, captured_amount=1))
                await anyio.wait_all_tasks_blocked()
                group.start_soon(call, "read", client.orders.get(ORDER))
            return ended

        assert anyio.run(capture_and_read, backend=loop) == ["read", "capture"]
