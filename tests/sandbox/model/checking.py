"""Makes a call against sandbox and model alike, and compares everything that can be seen afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from itertools import count
from typing import Any, ClassVar

import attrs
import kco
import pytest
from hypothesis.stateful import RuleBasedStateMachine
from kco.runtime.operation import Operation, Replay
from kco.sandbox import Sandbox

from .model import Model
from .orders import Call, Capture, Done, Refund, Refused
from .views import expected, shown

__all__ = ["START", "CheckingMachine", "Tally", "is_checked", "same"]

START = datetime(2026, 3, 1, 12, tzinfo=UTC)

#: The class that callers catch, for every status and code that the rules know.
ERRORS: Mapping[tuple[int, str | None], type[kco.KcoError]] = {
    (400, "INVALID_REQUEST_PARAMETERS"): kco.BadRequestError,
    (422, "UNPROCESSABLE_ENTITY"): kco.UnprocessableError,
    (401, None): kco.UnauthorizedError,
    (403, "CANCEL_NOT_ALLOWED"): kco.CancelNotAllowedError,
    (403, "CAPTURE_NOT_ALLOWED"): kco.CaptureNotAllowedError,
    (403, "NOT_ALLOWED"): kco.NotAllowedError,
    (403, "REFUND_NOT_ALLOWED"): kco.RefundNotAllowedError,
    (404, "NOT_FOUND"): kco.NotFoundError,
    (404, "NO_SUCH_CAPTURE"): kco.NoSuchCaptureError,
    (404, "NO_SUCH_ORDER"): kco.NoSuchOrderError,
}


@attrs.define
class Tally:
    """What was reached in all runs of a machine."""

    steps: int = 0
    answers: Counter[tuple[str, str]] = attrs.field(factory=Counter)
    statuses: Counter[str] = attrs.field(factory=Counter)
    transitions: Counter[tuple[str, str]] = attrs.field(factory=Counter)
    replays: Counter[str] = attrs.field(factory=Counter)
    faults: Counter[str] = attrs.field(factory=Counter)
    allocations: Counter[bool] = attrs.field(factory=Counter)


class CheckingMachine(RuleBasedStateMachine):
    """A sandbox, a client of it, and the model that both have to agree with."""

    VENDOR: ClassVar[Any]
    TALLY: ClassVar[Tally]
    OPERATIONS: ClassVar[Mapping[str, Operation[Any]]]

    def __init__(self) -> None:
        super().__init__()
        numbers = count(1)
        self.sandbox = Sandbox(
            self.VENDOR,
            clock=lambda: START,
            ids=lambda: f"00000000-0000-4000-8000-{next(numbers):012d}",
        )
        self.model = Model(self.VENDOR, START)
        self.client = self.new_client()
        self.writes: list[Call] = []
        self.statuses: dict[str, str] = {}

    def new_client(self, **options: Any) -> Any:
        """Return a client that knows nothing of the calls of others."""
        return self.sandbox.client(**{"retries": 0, **options})

    def run(self, method: Callable[..., Any], *path: str, **arguments: Any) -> Any:
        """Call a method of a client and return what it returns."""
        return method(*path, **arguments)

    def check(self, call: Call, client: Any = None, *, refusal: str = "rejected") -> None:
        """Make the call against both, and compare the answers and what the orders are afterwards.

        Args:
            call: the call.
            client: the client that makes it; the machine's own if not given.
            refusal: the outcome of a refusal.
        """
        if call.key is not None and client is None:
            self.writes.append(call)
        replayed = self.model.remembers(call.key)
        said = self.model.call(call)
        if replayed and self.model.answers_for_another(call, self._address_of(call)):
            # The key alone decides, so the server answers; and the client does not take it for its own.
            with pytest.raises(kco.OutcomeUnknownError):
                self.send(call, client or self.client, validate=is_checked(call))
            self.TALLY.replays[call.operation] += 1
            self.compare()
            return
        answer = self.send(call, client or self.client, validate=is_checked(call), refusal=refusal)
        same(call, _without_value(answer), _without_value(said))
        if isinstance(answer, Done) and isinstance(said, Done):
            self._compare_values(call, answer.value, said.value)
        tally = self.TALLY
        tally.steps += 1
        if replayed:
            tally.replays[call.operation] += 1
        else:
            if isinstance(said, Done) and isinstance(said.value, Refund) and said.status == 201:
                tally.allocations[said.value.allocated] += 1
            tally.answers[call.operation, "done" if isinstance(said, Done) else str(said.status)] += 1
        self.compare()

    def _address_of(self, call: Call) -> tuple[str, ...]:
        literals = self.OPERATIONS[call.operation].path[1:]
        pieces = [piece for pair in zip(call.path, literals, strict=True) for piece in pair]
        return tuple(piece.strip("/") for piece in pieces if piece.strip("/"))

    def _compare_values(self, call: Call, got: Any, said: Any) -> None:
        if self.OPERATIONS[call.operation].replay is Replay.SAFE:
            same(call, shown(got), expected(said, self.model.now))
        elif call.operation == "captures.create" and isinstance(said, Capture):
            said.capture_id = said.capture_id or got.capture_id
            same(call, got.capture_id, said.capture_id)
            assert got.location.endswith(f"/captures/{said.capture_id}"), got.location
        elif call.operation == "refunds.create" and isinstance(said, Refund):
            said.refund_id = said.refund_id or got.refund_id
            same(call, got.refund_id, said.refund_id)
            assert got.location.endswith(f"/refunds/{said.refund_id}"), got.location

    def send(
        self, call: Call, client: Any, *, validate: bool = True, refusal: str = "rejected"
    ) -> Done | Refused:
        """Make the call with the client and return what it was answered."""
        resource, _, name = call.operation.partition(".")
        method = getattr(getattr(client, resource).with_response, name)
        arguments: dict[str, Any] = dict(call.body)
        if call.operation == "orders.update_authorization":
            arguments.setdefault("order_lines", kco.UNSET)
        if not validate:
            arguments["validate"] = False
        if call.key is not None:
            arguments["idempotency_key"] = call.key
        try:
            response = self.run(method, *call.path, **arguments)
        except kco.ResponseError as error:
            refused = Refused(error.status_code, error.error_code)
            kind = ERRORS.get((refused.status, refused.code))
            same(f"{call} refused with {refused}", (type(error), error.outcome), (kind, refusal))
            return refused
        if response.status_code in (201, 204):
            same(f"{call} answered", response.headers.get("Klarna-Order-Validation"), "Valid")
            assert response.correlation_id, call
        return Done(response.status_code, response.data)

    def expect(self, kind: type[kco.KcoError], call: Call, *, validate: bool = True) -> None:
        """Make a call that the client itself refuses, so that nothing is sent."""
        received = len(self.sandbox.journal)
        with pytest.raises(kind) as caught:
            self.send(call, self.client, validate=validate)
        same(call, (caught.value.outcome, len(self.sandbox.journal)), ("not_sent", received))
        self.compare()

    def compare(self) -> None:
        """Compare every order, and what the journal says has happened, with what the model says."""
        effects = [
            (effect.operation, effect.order_id, effect.idempotency_key)
            for effect in self.sandbox.journal.effects
        ]
        same("the journal", effects, self.model.effects)
        for order_id, order in self.model.orders.items():
            same(order_id, shown(self.sandbox.order(order_id)), expected(order, self.model.now))
            before = self.statuses.get(order_id)
            if before not in (None, order.status):
                self.TALLY.transitions[before, order.status] += 1
            self.statuses[order_id] = order.status
            self.TALLY.statuses[order.status] += 1


def same(what: object, got: Any, said: Any) -> None:
    """Compare what the sandbox shows with what the model says."""
    if isinstance(got, dict) and isinstance(said, dict):
        names = [name for name in got.keys() | said.keys() if got.get(name) != said.get(name)]
        got, said = ({name: side.get(name) for name in names} for side in (got, said))
    assert got == said, f"{what}: the sandbox says {got}, the model {said}"


def _without_value(answer: Done | Refused) -> Done | Refused:
    return Done(answer.status) if isinstance(answer, Done) else answer


def is_checked(call: Call) -> bool:
    """Return whether the client may check the body: whatever is wrong with it, it knows as well."""
    # Both clients ask for order_lines, because leaving them out deletes them at Klarna.
    lines_missing = call.operation == "orders.update_authorization" and "order_lines" not in call.body
    return not (call.malformed or lines_missing)
