"""`ensure`: the call that a nightly job makes again and again, with the truth on the server's side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs
import kco
import pytest

from .calling import Style
from .server import Line, ScriptedServer, answer, created, reset_after_reading, silence
from .test_outcomes import ORDER

ONCE = kco.RetryPolicy(retries=0)


@attrs.frozen
class Kind:
    """Captures or refunds: how they are ensured, and how the server shows them."""

    noun: str
    ensure: Callable[..., Any]
    shown: Callable[[list[tuple[str, int]]], Line]
    created: Line

    def one(self, reference: str | None = "parcel-1", amount: int = 100) -> Line:
        """Show the one that was created."""
        found = {
            f"{self.noun}_id": "c-1",
            "reference": reference,
            f"{self.noun.rstrip('e')}ed_amount": amount,
        }
        return answer(200, {name: value for name, value in found.items() if value is not None})

    def key(self, *attempt: int) -> str:
        return kco.idempotency_key(ORDER, self.noun, "parcel-1", *attempt)

    def identifier(self, result: Any) -> Any:
        return getattr(result, f"{self.noun}_id")


def captures(existing: list[tuple[str, int]]) -> Line:
    return answer(
        200,
        [
            {"capture_id": f"id-{n}", "reference": reference, "captured_amount": amount}
            for n, (reference, amount) in enumerate(existing)
        ],
    )


def refunds(existing: list[tuple[str, int]]) -> Line:
    found = [
        {"refund_id": f"id-{n}", "reference": reference, "refunded_amount": amount}
        for n, (reference, amount) in enumerate(existing)
    ]
    return answer(200, {"order_id": ORDER, "refunds": found})


CAPTURE = Kind(
    "capture",
    lambda client, amount, **options: client.captures.ensure(
        ORDER, captured_amount=amount, reference="parcel-1", **options
    ),
    captures,
    created(),
)
REFUND = Kind(
    "refund",
    lambda client, amount, **options: client.refunds.ensure(
        ORDER, refunded_amount=amount, reference="parcel-1", **options
    ),
    refunds,
    created("Refund-Id: c-1"),
)


@pytest.fixture(params=[CAPTURE, REFUND], ids=lambda kind: kind.noun)
def kind(request: pytest.FixtureRequest) -> Kind:
    made: Kind = request.param
    return made


def test_what_is_there_is_returned_and_nothing_is_created(style: Style, kind: Kind) -> None:
    with ScriptedServer([kind.shown([("parcel-0", 100), ("parcel-1", 100)])]) as server:
        result = style.call(server.url, lambda client: kind.ensure(client, 100))

    assert (kind.identifier(result), result.created) == ("id-1", False)
    assert [request.method for request in server.requests] == ["GET"]


def test_what_is_missing_is_created_with_the_key_of_its_reference_and_read_back(
    style: Style, kind: Kind
) -> None:
    with ScriptedServer([kind.shown([("parcel-0", 100)]), kind.created, kind.one()]) as server:
        result = style.call(server.url, lambda client: kind.ensure(client, 100))

    assert (kind.identifier(result), result.created) == ("c-1", True)
    assert [request.method for request in server.requests] == ["GET", "POST", "GET"]
    assert server.requests[1].headers["klarna-idempotency-key"] == kind.key()
    assert server.requests[2].target.endswith(f"/{kind.noun}s/c-1")


def test_another_amount_is_a_conflict(style: Style, kind: Kind) -> None:
    with (
        ScriptedServer([kind.shown([("parcel-1", 70)])]) as server,
        pytest.raises(kco.ReferenceConflictError) as caught,
    ):
        style.call(server.url, lambda client: kind.ensure(client, 100))

    assert (caught.value.expected_amount, caught.value.found_amounts) == (100, (70,))
    assert caught.value.reference == "parcel-1"
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("reference", "amount"), [("parcel-1", 70), ("parcel-2", 100), ("parcel-2", 70), (None, 100)]
)
def test_what_a_used_key_is_answered_with_is_not_taken_for_what_was_wanted(
    style: Style, kind: Kind, reference: str | None, amount: int
) -> None:
    script = [kind.shown([]), kind.created, kind.one(reference, amount)]
    with ScriptedServer(script) as server, pytest.raises(kco.ReferenceConflictError) as caught:
        style.call(server.url, lambda client: kind.ensure(client, 100))

    error = caught.value
    assert (error.outcome, error.attempts, error.idempotency_key) == ("unknown", 1, kind.key())
    assert (error.answered_id, error.found_amounts, error.retryable) == ("c-1", (amount,), False)


def test_a_read_that_lags_is_repeated_whatever_retries_says(
    style: Style, kind: Kind, waits: list[float]
) -> None:
    not_yet = answer(404, {"error_code": "NOT_FOUND"})
    with ScriptedServer([kind.shown([]), kind.created, not_yet, answer(503), kind.one()]) as server:
        result = style.call(server.url, lambda client: kind.ensure(client, 100), retries=ONCE)

    assert (kind.identifier(result), result.created) == ("c-1", True)
    assert len(waits) == 2


def test_what_never_shows_is_unknown_and_its_id_is_told(style: Style, kind: Kind, waits: list[float]) -> None:
    not_yet = answer(404, {"error_code": "NOT_FOUND"})
    script = [kind.shown([]), kind.created, *[not_yet] * 3]
    with ScriptedServer(script) as server, pytest.raises(kco.OutcomeUnknownError) as caught:
        style.call(server.url, lambda client: kind.ensure(client, 100), retries=ONCE)

    error = caught.value
    assert (error.outcome, error.answered_id, error.attempts) == ("unknown", "c-1", 1)
    assert (error.operation, error.retryable) == (f"{kind.noun}s.ensure", True)
    assert "could not be confirmed" in "".join(error.__notes__)
    assert len(server.requests) == len(script)


def test_without_an_id_it_is_read_back_by_its_reference(style: Style, kind: Kind) -> None:
    login = answer(201, headers=["Location: /login"])
    with ScriptedServer([kind.shown([]), login, kind.shown([("parcel-1", 100)])]) as server:
        result = style.call(server.url, lambda client: kind.ensure(client, 100))

    assert (kind.identifier(result), result.created) == ("id-0", True)


LOST: dict[str, Line] = {
    "reset": reset_after_reading,
    "503": answer(503),
    "409": answer(409, {"error_code": "CONFLICT"}),
    "408": answer(408),
    "a page": answer(200, b"<html>Sign in"),
}
lost = pytest.mark.parametrize("line", LOST.values(), ids=LOST)


@lost
def test_a_lost_answer_is_looked_up_before_anything_else(
    style: Style, kind: Kind, line: Line, waits: list[float]
) -> None:
    with ScriptedServer([kind.shown([]), line, kind.shown([("parcel-1", 100)])]) as server:
        result = style.call(server.url, lambda client: kind.ensure(client, 100), retries=2)

    assert (kind.identifier(result), result.created) == ("id-0", True)
    assert [request.method for request in server.requests] == ["GET", "POST", "GET"]


@pytest.mark.parametrize("line", [reset_after_reading, answer(503), answer(409)], ids=["reset", "503", "409"])
def test_it_is_sent_again_with_its_key_only_after_a_look(
    style: Style, kind: Kind, line: Line, waits: list[float]
) -> None:
    with ScriptedServer([kind.shown([]), line, kind.shown([]), kind.created, kind.one()]) as server:
        result = style.call(server.url, lambda client: kind.ensure(client, 100), retries=2)

    assert (kind.identifier(result), result.created) == ("c-1", True)
    posts = [r.headers["klarna-idempotency-key"] for r in server.requests if r.method == "POST"]
    assert posts == [kind.key()] * 2
    assert len(waits) == 1


@lost
def test_without_seeing_what_became_of_it_it_is_not_sent_again(
    style: Style, kind: Kind, line: Line, waits: list[float]
) -> None:
    unseen = answer(404, {"error_code": "NO_SUCH_ORDER"})
    with ScriptedServer([kind.shown([]), line, unseen]) as server, pytest.raises(kco.KcoError) as caught:
        style.call(server.url, lambda client: kind.ensure(client, 100), retries=2)

    assert (caught.value.outcome, caught.value.attempts, caught.value.retryable) == ("unknown", 1, True)
    assert "failed, too" in "".join(caught.value.__notes__)
    assert [request.method for request in server.requests] == ["GET", "POST", "GET"]


def test_too_many_requests_are_repeated_without_a_look(style: Style, kind: Kind, waits: list[float]) -> None:
    slow_down = answer(429, headers=["Retry-After: 7"])
    with ScriptedServer([kind.shown([]), slow_down, kind.created, kind.one()]) as server:
        style.call(server.url, lambda client: kind.ensure(client, 100), retries=1)

    assert [request.method for request in server.requests] == ["GET", "POST", "POST", "GET"]
    assert waits == [7]


def test_an_earlier_run_that_a_refusal_hides_is_found(style: Style, kind: Kind) -> None:
    refusal = answer(403, {"error_code": f"{kind.noun.upper()}_NOT_ALLOWED"})
    with ScriptedServer([kind.shown([]), refusal, kind.shown([("parcel-1", 100)])]) as server:
        result = style.call(server.url, lambda client: kind.ensure(client, 100))

    assert (kind.identifier(result), result.created) == ("id-0", False)


def test_a_refusal_because_of_the_first_attempt_is_looked_up_too(
    style: Style, kind: Kind, waits: list[float]
) -> None:
    refusal = answer(403, {"error_code": f"{kind.noun.upper()}_NOT_ALLOWED"})
    script = [kind.shown([]), reset_after_reading, kind.shown([]), refusal, kind.shown([("parcel-1", 100)])]
    with ScriptedServer(script) as server:
        result = style.call(server.url, lambda client: kind.ensure(client, 100), retries=1)

    assert (kind.identifier(result), result.created) == ("id-0", True)


def test_a_plain_refusal_is_raised_after_one_more_look(style: Style, kind: Kind) -> None:
    script = [
        kind.shown([]),
        answer(403, {"error_code": f"{kind.noun.upper()}_NOT_ALLOWED"}),
        kind.shown([]),
    ]
    with ScriptedServer(script) as server, pytest.raises(kco.NotAllowedError) as caught:
        style.call(server.url, lambda client: kind.ensure(client, 100), retries=2)

    error = caught.value
    assert (error.outcome, error.attempts, error.retryable) == ("rejected", 1, False)
    assert error.operation == f"{kind.noun}s.ensure"
    assert "attempt=" in "".join(error.__notes__)
    assert len(server.requests) == len(script)


def test_the_next_attempt_has_its_own_key_and_sends_it_once_those_before_were_refused(
    style: Style, kind: Kind
) -> None:
    refusal = answer(403, {"error_code": "PAYMENT_METHOD_FAILED"})
    with ScriptedServer([kind.shown([]), refusal, refusal, kind.created, kind.one()]) as server:
        result = style.call(server.url, lambda client: kind.ensure(client, 100, attempt=3))

    assert result.created
    posts = [r.headers["klarna-idempotency-key"] for r in server.requests if r.method == "POST"]
    assert posts == [kind.key(), kind.key(2), kind.key(3)]


def test_what_the_key_of_an_earlier_attempt_made_is_what_is_wanted(style: Style, kind: Kind) -> None:
    with ScriptedServer([kind.shown([]), kind.created, kind.one()]) as server:
        result = style.call(server.url, lambda client: kind.ensure(client, 100, attempt=2))

    assert result.created
    assert [request.method for request in server.requests] == ["GET", "POST", "GET"]


def test_the_next_key_is_not_used_while_an_earlier_one_is_uncertain(
    style: Style, kind: Kind, waits: list[float]
) -> None:
    refusal = answer(403, {"error_code": "PAYMENT_METHOD_FAILED"})
    script = [kind.shown([]), answer(503), kind.shown([]), refusal, kind.shown([])]
    with ScriptedServer(script) as server, pytest.raises(kco.NotAllowedError) as caught:
        style.call(server.url, lambda client: kind.ensure(client, 100, attempt=2), retries=1)

    assert (caught.value.outcome, caught.value.attempts) == ("unknown", 2)
    posts = [r.headers["klarna-idempotency-key"] for r in server.requests if r.method == "POST"]
    assert posts == [kind.key()] * 2


@pytest.mark.parametrize("status", [400, 401, 413, 415, 422])
@pytest.mark.parametrize("code", [{}, {"error_code": "SOMETHING"}])
def test_the_next_key_is_not_used_after_a_refusal_that_looked_at_no_key(
    style: Style, kind: Kind, status: int, code: dict[str, str]
) -> None:
    """An earlier run may have used the first key, and a lagging read may not show what it made."""
    script = [kind.shown([]), answer(status, code), kind.shown([])]
    with ScriptedServer(script) as server, pytest.raises(kco.ResponseError) as caught:
        style.call(server.url, lambda client: kind.ensure(client, 100, attempt=2), retries=0)

    assert caught.value.attempts == 1
    assert [request.method for request in server.requests] == ["GET", "POST", "GET"]


def test_one_memory_of_keys_and_two_amounts_are_no_mistake(style: Style, kind: Kind) -> None:
    refusal = answer(403, {"error_code": f"{kind.noun.upper()}_NOT_ALLOWED"})
    script = [kind.shown([]), refusal, kind.shown([]), kind.shown([]), kind.created, kind.one(amount=90)]

    async def both_async(client: Any) -> Any:
        with pytest.raises(kco.NotAllowedError):
            await kind.ensure(client, 120)
        return await kind.ensure(client, 90)

    def both(client: Any) -> Any:
        if style.name == "async":
            return both_async(client)
        with pytest.raises(kco.NotAllowedError):
            kind.ensure(client, 120)
        return kind.ensure(client, 90)

    with ScriptedServer(script) as server:
        assert style.call(server.url, both).created


def test_what_stays_unknown_is_raised_with_its_key(style: Style, kind: Kind) -> None:
    script = [kind.shown([]), reset_after_reading, kind.shown([])]
    with ScriptedServer(script) as server, pytest.raises(kco.OutcomeUnknownError) as caught:
        style.call(server.url, lambda client: kind.ensure(client, 100), retries=ONCE)

    error = caught.value
    assert (error.outcome, error.attempts, error.idempotency_key) == ("unknown", 1, kind.key())
    assert error.retryable
    assert f"call {kind.noun}s.ensure again later" in "".join(error.__notes__)


def test_a_conflict_after_a_lost_answer_is_unknown(style: Style, kind: Kind) -> None:
    script = [kind.shown([]), reset_after_reading, kind.shown([("parcel-1", 70)])]
    with ScriptedServer(script) as server, pytest.raises(kco.ReferenceConflictError) as caught:
        style.call(server.url, lambda client: kind.ensure(client, 100), retries=ONCE)

    error = caught.value
    assert (error.outcome, error.attempts, error.idempotency_key) == ("unknown", 1, kind.key())


@pytest.mark.parametrize("line", [reset_after_reading, answer(500), answer(200, b"<html>")])
def test_nothing_was_sent_if_the_first_look_fails(style: Style, kind: Kind, line: Line) -> None:
    with ScriptedServer([line]) as server, pytest.raises(kco.KcoError) as caught:
        style.call(server.url, lambda client: kind.ensure(client, 100), retries=ONCE)

    error = caught.value
    assert (error.outcome, error.attempts, error.retryable) == ("not_sent", 0, True)
    assert "nothing was created" in "".join(error.__notes__)


@pytest.mark.parametrize("item", [None, 5, {}, {"reference": 5, "captured_amount": 1, "refunded_amount": 1}])
def test_an_unreadable_one_might_be_the_one(style: Style, kind: Kind, item: Any) -> None:
    shown = [item] if kind is CAPTURE else {"order_id": ORDER, "refunds": [item]}
    with ScriptedServer([answer(200, shown)]) as server, pytest.raises(kco.DecodeError) as caught:
        style.call(server.url, lambda client: kind.ensure(client, 100))

    assert caught.value.outcome == "not_sent"


@pytest.mark.parametrize("amount", [True, 10.0, "100", None])
def test_an_amount_that_is_none_is_refused_before_anything_is_sent(
    style: Style, kind: Kind, amount: Any
) -> None:
    with ScriptedServer([]) as server, pytest.raises(kco.InvalidInputError):
        style.call(server.url, lambda client: kind.ensure(client, amount))


@pytest.mark.parametrize("attempt", [0, -1, True, 1.0, "2", None, 101])
def test_an_attempt_is_a_whole_number_from_1(style: Style, kind: Kind, attempt: Any) -> None:
    with ScriptedServer([]) as server, pytest.raises(kco.InvalidInputError, match="attempt"):
        style.call(server.url, lambda client: kind.ensure(client, 1, attempt=attempt))


def test_what_create_would_refuse_is_refused_before_anything_is_sent(style: Style) -> None:
    with ScriptedServer([]) as server, pytest.raises(kco.InvalidInputError) as caught:
        style.call(server.url, lambda client: CAPTURE.ensure(client, 1, order_lines=[{"name": 1}]))

    assert caught.value.operation == "captures.ensure"
    assert "order_lines[0].quantity" in str(caught.value)


def test_one_total_holds_over_all_of_it(style: Style, kind: Kind) -> None:
    with ScriptedServer([kind.shown([]), silence]) as server, pytest.raises(kco.DeadlineExceededError) as e:
        style.call(server.url, lambda client: kind.ensure(client, 100, timeout=0.3), retries=5)

    assert (e.value.outcome, e.value.attempts, e.value.retryable) == ("unknown", 1, True)


class Interrupted(BaseException):
    pass


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("captures.list 1", "outcome not_sent, attempts 0"),
        ("captures.create 1", "outcome not_sent, attempts 0"),
        ("captures.list 2", "outcome unknown, attempts 1"),
        ("captures.create 2", "outcome unknown, attempts 1"),
        ("captures.get 1", "outcome unknown, attempts 2"),
    ],
)
def test_an_interruption_is_told_what_became_of_the_whole_of_it(
    style: Style, at: str, told: str, waits: list[float], caplog: pytest.LogCaptureFixture
) -> None:
    seen: list[str] = []

    class Interrupt(kco.Hook):
        def before_attempt(self, event: kco.AttemptStart) -> None:
            seen.append(event.operation)
            if at == f"{event.operation} {seen.count(event.operation)}":
                raise Interrupted

    script = [captures([]), reset_after_reading, captures([]), created(), CAPTURE.one()]
    with pytest.raises(Interrupted) as caught, ScriptedServer(script) as server:
        style.call(server.url, lambda client: CAPTURE.ensure(client, 100), hooks=[Interrupt()], retries=1)

    note = kco.interruption(caught.value)
    assert note == f"kco: captures.ensure was interrupted; {told}, idempotency_key {CAPTURE.key()}"
    assert caught.value.__notes__ == [note]
    warnings = [r.getMessage() for r in caplog.records if "interrupted" in r.getMessage()]
    assert warnings == [note.removeprefix("kco: ")]


def test_an_order_that_shows_no_refunds_leaves_it_open_whether_there_are_any(style: Style) -> None:
    with ScriptedServer([answer(200, {"order_id": ORDER})]) as server, pytest.raises(kco.DecodeError):
        style.call(server.url, lambda client: REFUND.ensure(client, 100))


# --- States of an order ---------------------------------------------------------------------------


def order(status: str, remaining: int | None = 0) -> Line:
    return answer(200, {"order_id": ORDER, "status": status, "remaining_authorized_amount": remaining})


DONE = answer(204)
REFUSED = answer(403, {"error_code": "CANCEL_NOT_ALLOWED"})


def cancelled(client: Any, **options: Any) -> Any:
    return client.orders.ensure_cancelled(ORDER, **options)


def released(client: Any, **options: Any) -> Any:
    return client.orders.ensure_released(ORDER, **options)


@pytest.mark.parametrize(
    ("act", "line"),
    [
        (cancelled, order("CANCELLED", 100)),
        (cancelled, order("cancelled", None)),
        (released, order("CAPTURED")),
        (released, order("CLOSED")),
        (released, order("CANCELLED", 100)),
        (released, order("EXPIRED", None)),
    ],
)
def test_a_state_that_is_reached_is_left_alone(style: Style, act: Any, line: Line) -> None:
    with ScriptedServer([line]) as server:
        result = style.call(server.url, act)

    assert not result.changed
    assert [request.method for request in server.requests] == ["GET"]


def test_an_order_is_cancelled_with_the_key_of_its_id_and_read_back(style: Style) -> None:
    with ScriptedServer([order("AUTHORIZED", 100), DONE, order("CANCELLED", 100)]) as server:
        result = style.call(server.url, cancelled)

    assert result == kco.EnsuredOrder(status="CANCELLED", changed=True)
    key = server.requests[1].headers["klarna-idempotency-key"]
    assert key == kco.idempotency_key(ORDER, "cancel")


def test_what_remains_is_released_once(style: Style) -> None:
    script = [order("PART_CAPTURED", 60), reset_after_reading, order("CAPTURED")]
    with ScriptedServer(script) as server:
        result = style.call(server.url, released, retries=ONCE)

    assert result == kco.EnsuredOrder(status="CAPTURED", changed=True)


def test_a_cancellation_whose_answer_was_lost_is_found_not_refused(style: Style, waits: list[float]) -> None:
    script = [
        order("AUTHORIZED", 9),
        reset_after_reading,
        order("AUTHORIZED", 9),
        REFUSED,
        order("CANCELLED"),
    ]
    with ScriptedServer(script) as server:
        result = style.call(server.url, cancelled, retries=1)

    assert result == kco.EnsuredOrder(status="CANCELLED", changed=True)


def test_what_cannot_be_cancelled_is_refused(style: Style) -> None:
    script = [order("PART_CAPTURED", 9), REFUSED, order("PART_CAPTURED", 9)]
    with ScriptedServer(script) as server, pytest.raises(kco.CancelNotAllowedError) as caught:
        style.call(server.url, cancelled)

    error = caught.value
    assert (error.operation, error.outcome, error.retryable) == ("orders.ensure_cancelled", "rejected", False)


def test_a_state_that_never_shows_is_unknown(style: Style, waits: list[float]) -> None:
    script = [order("AUTHORIZED", 9), DONE, *[order("AUTHORIZED", 9)] * 3]
    with ScriptedServer(script) as server, pytest.raises(kco.OutcomeUnknownError) as caught:
        style.call(server.url, cancelled, retries=ONCE)

    assert (caught.value.outcome, caught.value.attempts, caught.value.retryable) == ("unknown", 1, True)


@pytest.mark.parametrize("line", [answer(200, {"order_id": ORDER}), order("CAPTURED", None)])
def test_a_state_that_cannot_be_read_leaves_the_order_alone(style: Style, line: Line) -> None:
    with ScriptedServer([line]) as server, pytest.raises(kco.DecodeError) as caught:
        style.call(server.url, released)

    assert (caught.value.outcome, caught.value.retryable) == ("not_sent", False)


# --- On the sandbox -------------------------------------------------------------------------------


def test_on_the_sandbox_a_week_of_nights_captures_once() -> None:
    with kco.Kustom(environment="sandbox") as client:
        order_id = client.sandbox.add_order(order_amount=100).order_id
        results = []
        for _ in range(7):
            results.append(client.captures.ensure(order_id, captured_amount=60, reference="parcel-1"))
            client.sandbox.advance(days=1)

        assert [result.created for result in results] == [True] + [False] * 6
        assert client.orders.get(order_id).captured_amount == 60


@pytest.mark.parametrize("client_class", [kco.Kustom, kco.Klarna])
def test_a_cause_that_is_cured_needs_the_next_attempt(client_class: Any) -> None:
    with client_class(environment="sandbox") as client:
        order_id = client.sandbox.add_order(order_amount=100).order_id
        line = {"name": "x", "quantity": 1, "unit_price": 120, "total_amount": 120}
        with pytest.raises(kco.CaptureNotAllowedError):
            client.captures.ensure(order_id, captured_amount=120, reference="parcel-1")
        client.orders.update_authorization(order_id, order_amount=120, order_lines=[line])
        with pytest.raises(kco.CaptureNotAllowedError):
            client.captures.ensure(order_id, captured_amount=120, reference="parcel-1")

        made = client.captures.ensure(order_id, captured_amount=120, reference="parcel-1", attempt=2)
        again = client.captures.ensure(order_id, captured_amount=120, reference="parcel-1", attempt=3)

        assert (made.created, again.created) == (True, False)
        assert len(client.sandbox.journal.captures) == 1


@pytest.mark.parametrize("client_class", [kco.Kustom, kco.Klarna])
def test_a_cancellation_and_a_release_can_be_repeated_after_a_crash(client_class: Any) -> None:
    for lost in (0, 3):
        with client_class(environment="sandbox", retries=kco.RetryPolicy(first_delay=0)) as client:
            whole = client.sandbox.add_order(order_amount=100).order_id
            rest = client.sandbox.add_order(order_amount=100, captured_amount=40).order_id
            if lost:
                client.sandbox.lose_response(times=lost)
            for night in range(3):
                assert client.orders.ensure_cancelled(whole).changed is (night == 0)
                assert client.orders.ensure_released(rest).changed is (night == 0)
