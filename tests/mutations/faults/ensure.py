"""Faults in `ensure`: one capture more or less than was wanted, or another one."""

from __future__ import annotations

from ..seeding import Fault, replace
from .catchers import ENSURE

__all__ = ["FAULTS"]

COURSE = "generator/client/ensure.py"
GOALS = "generator/client/ensure_goals.py"

READ_BACK = f"{ENSURE}::test_what_a_used_key_is_answered_with_is_not_taken_for_what_was_wanted"

FAULTS = (
    # --- What there is
    Fault(
        name="ensure takes another amount for what was wanted",
        file=GOALS,
        edits=(
            replace(
                "            if item.amount == amount:\n", "            if item.reference == reference:\n"
            ),
        ),
        expected=f"{ENSURE}::test_another_amount_is_a_conflict",
    ),
    Fault(
        name="ensure takes another reference for what was wanted",
        file=GOALS,
        edits=(
            replace(
                "[item for item in existing if item.reference == reference]",
                "[item for item in existing if item.amount == amount]",
            ),
        ),
        expected=f"{ENSURE}::test_what_is_there_is_returned_and_nothing_is_created",
    ),
    Fault(
        name="ensure overlooks what it cannot read",
        file=GOALS,
        edits=(
            replace(
                '        if "reference" in odd or is_nameless or (',
                '        if "nothing" in odd and (',
            ),
        ),
        expected=f"{ENSURE}::test_an_unreadable_one_might_be_the_one",
    ),
    Fault(
        name="a first look that fails leaves it open whether something was sent",
        file=COURSE,
        edits=(replace('                error.outcome = "not_sent"\n', ""),),
        expected=f"{ENSURE}::test_nothing_was_sent_if_the_first_look_fails",
    ),
    # --- Reading back
    Fault(
        name="ensure does not read back",
        file=COURSE,
        edits=(
            replace(
                "                return (yield from self._read_back(result))\n",
                "                return attrs.evolve(_created(result), created=True)\n",
            ),
        ),
        expected=READ_BACK,
    ),
    Fault(
        name="what is read back is compared by its reference alone",
        file=GOALS,
        edits=(
            replace(
                "        if item.reference != reference or item.amount != amount:\n",
                "        if item.reference != reference:\n",
            ),
        ),
        expected=READ_BACK,
    ),
    Fault(
        name="what is read back is compared by its amount alone",
        file=GOALS,
        edits=(
            replace(
                "        if item.reference != reference or item.amount != amount:\n",
                "        if item.amount != amount:\n",
            ),
        ),
        expected=READ_BACK,
    ),
    Fault(
        name="a read that lags is not repeated without retries",
        file=COURSE,
        edits=(replace("max(_FEWEST_READS, self._policy.retries + 1)", "self._policy.retries + 1"),),
        expected=f"{ENSURE}::test_a_read_that_lags_is_repeated_whatever_retries_says",
    ),
    Fault(
        name="what never shows is taken for made",
        file=COURSE,
        edits=(
            replace(
                '        error = OutcomeUnknownError(f"the answer says',
                "        return attrs.evolve(made, created=True)\n"
                '        error = OutcomeUnknownError(f"the answer says',
            ),
        ),
        expected=f"{ENSURE}::test_what_never_shows_is_unknown_and_its_id_is_told",
    ),
    Fault(
        name="the id that was answered is lost",
        file=COURSE,
        edits=(replace("        error.answered_id = self._answered_id\n", ""),),
        expected=f"{ENSURE}::test_what_never_shows_is_unknown_and_its_id_is_told",
    ),
    # --- Between attempts
    Fault(
        name="ensure repeats without a look",
        file=COURSE,
        edits=(
            replace(
                '            if reply.outcome == "unknown":\n                is_certain = False\n',
                '            if reply.outcome == "":\n                is_certain = False\n',
            ),
        ),
        expected=f"{ENSURE}::test_it_is_sent_again_with_its_key_only_after_a_look",
    ),
    Fault(
        name="ensure repeats although the look failed",
        file=COURSE,
        edits=(
            replace(
                '            error.add_note(f"kco: looking for the {self._goal.noun} failed, too: {second}")\n'
                "            raise error from None\n",
                "            return None\n",
            ),
        ),
        expected=f"{ENSURE}::test_without_seeing_what_became_of_it_it_is_not_sent_again",
    ),
    Fault(
        name="ensure takes too many requests for a refusal",
        file=COURSE,
        edits=(
            replace(
                '            if reply.outcome == "rejected" and not isinstance(reply, RateLimitedError):\n',
                '            if reply.outcome == "rejected":\n',
            ),
        ),
        expected=f"{ENSURE}::test_too_many_requests_are_repeated_without_a_look",
    ),
    Fault(
        name="ensure raises a refusal without another look",
        file=COURSE,
        edits=(
            replace(
                "                return (yield from self._look_after_refusal(result.error))\n",
                "                raise result.error\n",
            ),
        ),
        expected=f"{ENSURE}::test_an_earlier_run_that_a_refusal_hides_is_found",
    ),
    # --- Attempts and keys
    Fault(
        name="the next key is used although the one before is uncertain",
        file=COURSE,
        edits=(
            replace(
                "if not result.is_certain or not result.is_stored or",
                "if not result.is_stored or",
            ),
        ),
        expected=f"{ENSURE}::test_the_next_key_is_not_used_while_an_earlier_one_is_uncertain",
    ),
    Fault(
        name="the next key is used after a refusal that looked at no key",
        file=COURSE,
        edits=(replace("or not result.is_stored or", "or"),),
        expected=f"{ENSURE}::test_the_next_key_is_not_used_after_a_refusal_that_looked_at_no_key",
    ),
    Fault(
        name="a later attempt begins with its own key",
        file=GOALS,
        edits=(replace("for number in range(1, attempt + 1)", "for number in (attempt,)"),),
        expected=f"{ENSURE}::test_the_next_attempt_has_its_own_key_and_sends_it_once_those_before_were_refused",
    ),
    Fault(
        name="every attempt has the key of the first",
        file=GOALS,
        edits=(
            replace(
                "idempotency_key(order_id, *parts) if number == 1 else idempotency_key(order_id, *parts, number)",
                "idempotency_key(order_id, *parts)",
            ),
        ),
        expected=f"{ENSURE}::test_the_next_attempt_has_its_own_key_and_sends_it_once_those_before_were_refused",
    ),
    Fault(
        name="the key of ensure depends on the amount",
        file=GOALS,
        edits=(
            replace(
                "_keys(order_id, (noun, reference), attempt)",
                "_keys(order_id, (noun, reference, str(amount)), attempt)",
            ),
        ),
        expected=f"{ENSURE}::test_what_is_missing_is_created_with_the_key_of_its_reference_and_read_back",
    ),
    Fault(
        name="nothing is said of the next attempt",
        file=COURSE,
        edits=(
            replace('            if self.outcome == "rejected":\n', '            if self.outcome == "":\n'),
        ),
        expected=f"{ENSURE}::test_a_plain_refusal_is_raised_after_one_more_look",
    ),
    # --- What is told in the end
    Fault(
        name="a conflict after a create was not sent",
        file=COURSE,
        edits=(replace("        if self.attempts:\n            error.outcome = self.outcome\n", ""),),
        expected=f"{ENSURE}::test_a_conflict_after_a_lost_answer_is_unknown",
    ),
    Fault(
        name="the attempts of ensure are not counted",
        file=COURSE,
        edits=(replace("        error.attempts = self.attempts\n", ""),),
        expected=f"{ENSURE}::test_a_conflict_after_a_lost_answer_is_unknown",
    ),
    Fault(
        name="a conflict of references can be repeated",
        file=COURSE,
        edits=(
            replace(
                "(ConfigurationError, InvalidInputError, ReferenceConflictError)):\n        return False",
                "(ConfigurationError, InvalidInputError)):\n        return False",
            ),
        ),
        expected=READ_BACK,
    ),
    Fault(
        name="an interruption of ensure is told what became of its last request",
        file=COURSE,
        edits=(
            replace(
                "(error, self._goal.operation, self.outcome, self.attempts, self._key)",
                "(error, self._goal.operation, self._last.outcome, self.attempts, self._key)",
            ),
        ),
        expected=f"{ENSURE}::test_an_interruption_is_told_what_became_of_the_whole_of_it",
    ),
    Fault(
        name="a create that was answered is told as applied before it was read back",
        file=COURSE,
        edits=(
            replace(
                '        return "unknown" if outcome == "applied" else outcome\n',
                "        return outcome\n",
            ),
        ),
        expected=READ_BACK,
    ),
    # --- States
    Fault(
        name="what remains of a captured order is released already",
        file=GOALS,
        edits=(replace('    if status in ("CANCELLED", "EXPIRED"):\n', '    if status != "AUTHORIZED":\n'),),
        expected=f"{ENSURE}::test_what_remains_is_released_once",
    ),
    Fault(
        name="a missing amount means that nothing is reserved",
        file=GOALS,
        edits=(
            replace(
                "    if order.remaining_authorized_amount is None:\n        raise",
                "    if order.remaining_authorized_amount is None:\n        return True\n        raise",
            ),
        ),
        expected=f"{ENSURE}::test_a_state_that_cannot_be_read_leaves_the_order_alone",
    ),
    Fault(
        name="an order that is cancelled counts as not cancelled",
        file=GOALS,
        edits=(
            replace(
                '    return _status(order) == "CANCELLED"\n', '    return _status(order) == "CANCELED"\n'
            ),
        ),
        expected=f"{ENSURE}::test_a_cancellation_whose_answer_was_lost_is_found_not_refused",
    ),
)
