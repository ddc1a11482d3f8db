"""`ensure`: the call that a nightly job makes again and again, with the truth on the server's side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs
import kco
import pytest

from .calling import Style
from .server import Line, ScriptedServer, answer, created, reset_after_reading
from .test_outcomes import ORDER

ONCE = kco.RetryPolicy(retries=0)


@attrs.frozen
class Kind:
    """Captures or refunds: how they are ensured, and how the server shows them."""

    noun: str
    ensure: Callable[[Any, int], Any]
    shown: Callable[[list[tuple[str, int]]], Line]
    created: Line

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
    lambda client, amount: client.captures.ensure(ORDER, captured_amount=amount, reference="parcel-1"),
    captures,
    created(),
)
REFUND = Kind(
    "refund",
    lambda client, amount: client.refunds.ensure(ORDER, refunded_amount=amount, reference="parcel-1"),
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


def test_what_is_missing_is_created_with_the_key_of_its_reference(style: Style, kind: Kind) -> None:
    with ScriptedServer([kind.shown([("parcel-0", 100)]), kind.created]) as server:
        result = style.call(server.url, lambda client: kind.ensure(client, 100))

    assert (kind.identifier(result), result.created) == ("c-1", True)
    key = server.requests[1].headers["klarna-idempotency-key"]
    assert key == kco.idempotency_key(ORDER, kind.noun, "parcel-1")


def test_another_amount_is_a_conflict(style: Style, kind: Kind) -> None:
    with (
        ScriptedServer([kind.shown([("parcel-1", 70)])]) as server,
        pytest.raises(kco.ReferenceConflictError) as caught,
    ):
        style.call(server.url, lambda client: kind.ensure(client, 100))

    assert (caught.value.expected_amount, caught.value.found_amounts) == (100, (70,))
    assert caught.value.reference == "parcel-1"
    assert len(server.requests) == 1


def test_a_lost_answer_is_looked_up_before_giving_up(style: Style, kind: Kind) -> None:
    script = [kind.shown([]), reset_after_reading, kind.shown([("parcel-1", 100)])]
    with ScriptedServer(script) as server:
        result = style.call(server.url, lambda client: kind.ensure(client, 100), retries=ONCE)

    assert (kind.identifier(result), result.created) == ("id-0", True)


def test_a_refusal_because_of_the_first_attempt_is_looked_up_too(style: Style, kind: Kind) -> None:
    refusal = answer(403, {"error_code": f"{kind.noun.upper()}_NOT_ALLOWED"})
    script = [kind.shown([]), reset_after_reading, refusal, kind.shown([("parcel-1", 100)])]
    with ScriptedServer(script) as server:
        result = style.call(
            server.url,
            lambda client: kind.ensure(client, 100),
            retries=kco.RetryPolicy(retries=1, first_delay=0),
        )

    assert kind.identifier(result) == "id-0"


def test_a_plain_refusal_is_raised_at_once(style: Style, kind: Kind) -> None:
    script = [kind.shown([]), answer(403, {"error_code": f"{kind.noun.upper()}_NOT_ALLOWED"})]
    with ScriptedServer(script) as server, pytest.raises(kco.NotAllowedError) as caught:
        style.call(server.url, lambda client: kind.ensure(client, 100), retries=ONCE)

    assert caught.value.outcome == "rejected"


def test_what_stays_unknown_is_raised_with_its_key(style: Style, kind: Kind) -> None:
    script = [kind.shown([]), reset_after_reading, kind.shown([])]
    with ScriptedServer(script) as server, pytest.raises(kco.OutcomeUnknownError) as caught:
        style.call(server.url, lambda client: kind.ensure(client, 100), retries=ONCE)

    assert caught.value.idempotency_key == kco.idempotency_key(ORDER, kind.noun, "parcel-1")
    assert "call ensure again later" in "".join(caught.value.__notes__)


def test_the_first_failure_is_the_one_that_is_raised_when_looking_again_fails(
    style: Style, kind: Kind
) -> None:
    script = [kind.shown([]), reset_after_reading, answer(500)]
    with ScriptedServer(script) as server, pytest.raises(kco.OutcomeUnknownError) as caught:
        style.call(server.url, lambda client: kind.ensure(client, 100), retries=ONCE)

    assert "failed, too" in "".join(caught.value.__notes__)


def test_a_success_that_names_nothing_is_looked_up(style: Style, kind: Kind) -> None:
    script = [kind.shown([]), answer(200, b"<html>Sign in"), kind.shown([("parcel-1", 100)])]
    with ScriptedServer(script) as server:
        result = style.call(server.url, lambda client: kind.ensure(client, 100))

    assert (kind.identifier(result), result.created) == ("id-0", True)


def test_a_success_that_names_nothing_and_shows_nothing_is_unknown(style: Style, kind: Kind) -> None:
    script = [kind.shown([]), answer(200, b"<html>Sign in"), kind.shown([])]
    with ScriptedServer(script) as server, pytest.raises(kco.OutcomeUnknownError) as caught:
        style.call(server.url, lambda client: kind.ensure(client, 100))

    assert caught.value.outcome == "unknown"


@pytest.mark.parametrize("line", [reset_after_reading, answer(500), answer(200, b"<html>")])
def test_nothing_was_sent_if_the_first_look_fails(style: Style, kind: Kind, line: Line) -> None:
    with ScriptedServer([line]) as server, pytest.raises(kco.KcoError) as caught:
        style.call(server.url, lambda client: kind.ensure(client, 100), retries=ONCE)

    assert caught.value.outcome == "not_sent"
    assert "nothing was created" in "".join(caught.value.__notes__)


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


def test_an_order_that_shows_no_refunds_leaves_it_open_whether_there_are_any(style: Style) -> None:
    with ScriptedServer([answer(200, {"order_id": ORDER})]) as server, pytest.raises(kco.DecodeError):
        style.call(server.url, lambda client: REFUND.ensure(client, 100))


def test_on_the_sandbox_a_week_of_nights_captures_once() -> None:
    with kco.Kustom(environment="sandbox") as client:
        order_id = client.sandbox.add_order(order_amount=100).order_id
        results = []
        for _ in range(7):
            results.append(client.captures.ensure(order_id, captured_amount=60, reference="parcel-1"))
            client.sandbox.advance(days=1)

        assert [result.created for result in results] == [True] + [False] * 6
        assert client.orders.get(order_id).captured_amount == 60
