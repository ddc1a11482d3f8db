"""Faults in what is told of a call: what its answer proves, what its attempts come to, whether to repeat it."""

from __future__ import annotations

from ..seeding import Fault, replace
from .catchers import ENDINGS, ENSURE, HOOKS, KEYS, OUTCOMES, RETRIES, TEXTS, TRACEBACKS, WITNESSES, WRITES

__all__ = ["FAULTS"]

BASE_CLIENT = "generator/client/runtime/base_client.py"
CLIENT = "generator/client/runtime/async_client.py"
DELIVERY = "generator/client/runtime/attempts.py"
GUARD = "generator/client/runtime/request.py"
INTERPRETATION = "generator/client/runtime/response.py"
LIFETIME = "generator/client/runtime/lifetime.py"

WITNESSED = f"{WITNESSES}::test_an_outcome_needs_a_witness"
UNWITNESSED_SUCCESS = f"{OUTCOMES}::test_a_success_without_a_witness_is_unknown"
REPEATABLE = f"{ENDINGS}::test_a_call_can_be_repeated_where_it_can_succeed_and_cannot_act_twice"
CLOSED = f"{ENDINGS}::test_a_call_that_waits_for_its_next_attempt_ends_with_the_client"

FAULTS = (
    # --- Witnesses of a success
    Fault(
        name="a page with 201 is a success",
        file=INTERPRETATION,
        edits=(replace("    if _is_html(answer):\n        return False\n", ""),),
        expected=UNWITNESSED_SUCCESS,
    ),
    Fault(
        name="a page without a Content-Type is none",
        file=INTERPRETATION,
        edits=(
            replace(
                '    return answer.content.lstrip(b"\\xef\\xbb\\xbf \\t\\r\\n").startswith(b"<")\n',
                "    return False\n",
            ),
        ),
        expected=UNWITNESSED_SUCCESS,
    ),
    Fault(
        name="a page is known by its beginning alone",
        file=INTERPRETATION,
        edits=(
            replace(
                "    if media_type:\n",
                "    if not media_type:\n        media_type = ''\n    elif not media_type:\n",
            ),
        ),
        expected=UNWITNESSED_SUCCESS,
    ),
    Fault(
        name="a success that nobody described needs no witness",
        file=INTERPRETATION,
        edits=(
            replace(
                "    return not answer.truncated and _is_json_or_empty(answer.content)\n", "    return True\n"
            ),
        ),
        expected=UNWITNESSED_SUCCESS,
    ),
    Fault(
        name="the vendor's id is no witness",
        file=INTERPRETATION,
        edits=(
            replace(
                "    if isinstance(result, CreatedResult) and answer.headers.get(result.id_header):\n",
                "    if not result:\n",
            ),
        ),
        expected=f"{OUTCOMES}::test_a_success_with_a_witness_is_one",
    ),
    Fault(
        name="an address elsewhere is a witness",
        file=INTERPRETATION,
        edits=(replace('    if verdict == "elsewhere":\n', '    if verdict == "nowhere":\n'),),
        expected=UNWITNESSED_SUCCESS,
    ),
    Fault(
        name="an address that is not recognised speaks against a success",
        file=INTERPRETATION,
        edits=(
            replace(
                '    verdict: _LocationVerdict = "unrecognised"\n    for index',
                '    verdict: _LocationVerdict = "elsewhere"\n    for index',
            ),
        ),
        expected=f"{WRITES}::test_an_address_that_is_not_recognised_names_nothing",
    ),
    Fault(
        name="the end of any address is read as an id",
        file=INTERPRETATION,
        edits=(replace("    return verdict, None\n", "    return verdict, given[-1] if given else None\n"),),
        expected=f"{ENSURE}::test_without_an_id_it_is_read_back_by_its_reference",
    ),
    Fault(
        name="a page in place of a read is an unknown outcome",
        file=INTERPRETATION,
        edits=(replace("operation.replay is Replay.SAFE or _is_witness", "_is_witness"),),
        expected=f"{OUTCOMES}::test_a_read_that_is_answered_with_something_else_than_json_was_applied",
    ),
    # --- Witnesses of a refusal
    Fault(
        name="a time-out of something in between is a refusal",
        file=INTERPRETATION,
        edits=(replace("frozenset({408, 409, 425, 499})", "frozenset({409, 425})"),),
        expected=WITNESSED,
    ),
    Fault(
        name="a conflict is a refusal",
        file=INTERPRETATION,
        edits=(replace("frozenset({408, 409, 425, 499})", "frozenset({408, 425, 499})"),),
        expected=WITNESSED,
    ),
    Fault(
        name="a refusal needs no witness",
        file=INTERPRETATION,
        edits=(
            replace(
                '    return "rejected" if isinstance(_object(answer.content).get("error_code"), str) else "unknown"\n',
                '    return "rejected"\n',
            ),
        ),
        expected=WITNESSED,
    ),
    Fault(
        name="a page is a refusal where the status is described",
        file=INTERPRETATION,
        edits=(
            replace(
                "    if _is_described(operation, status) and not _is_html(answer):\n",
                "    if _is_described(operation, status):\n",
            ),
        ),
        expected=WITNESSED,
    ),
    Fault(
        name="a refusal before the request was read needs a witness",
        file=INTERPRETATION,
        edits=(replace("frozenset({401, 413, 415, 429})", "frozenset({413, 415})"),),
        expected=WITNESSED,
    ),
    Fault(
        name="a failure of the server is a refusal",
        file=INTERPRETATION,
        edits=(replace("    if not 400 <= status <= 499 or", "    if not 400 <= status <= 599 or"),),
        expected=WITNESSED,
    ),
    Fault(
        name="an answer that proves nothing is called a refusal",
        file="generator/client/runtime/errors.py",
        edits=(
            replace(
                '        if self.outcome == "rejected":\n            return "The server refused',
                '        if self.outcome:\n            return "The server refused',
            ),
        ),
        expected=f"{OUTCOMES}::test_what_something_in_between_says_proves_nothing",
    ),
    Fault(
        name="the vendor's sentence is lost where its name is in the singular",
        file=INTERPRETATION,
        edits=(replace('("error_messages", "error_message")', '("error_messages",)'),),
        expected=f"{TEXTS}::test_the_vendors_sentence_is_kept_in_whatever_form_it_comes",
    ),
    Fault(
        name="the vendor's sentence is lost where it is no list",
        file=INTERPRETATION,
        edits=(
            replace(
                "(value if isinstance(value, list) else [value])",
                "(value if isinstance(value, list) else [])",
            ),
        ),
        expected=f"{TEXTS}::test_the_vendors_sentence_is_kept_in_whatever_form_it_comes",
    ),
    # --- What the attempts come to
    Fault(
        name="the last attempt hides those before it",
        file=DELIVERY,
        edits=(
            replace(
                "        return worst(attempt.outcome for attempt in self.attempts)\n",
                "        return worst(attempt.outcome for attempt in self.attempts[-1:])\n",
            ),
        ),
        expected=f"{OUTCOMES}::test_a_refusal_after_a_lost_answer_is_unknown",
    ),
    Fault(
        name="a read is judged by its worst attempt",
        file=DELIVERY,
        edits=(
            replace(
                "        if self.attempts and self.call.operation.replay is Replay.SAFE:\n",
                "        if self.attempts and self.call.operation.replay is None:\n",
            ),
        ),
        expected=f"{OUTCOMES}::test_a_read_after_a_lost_answer_is_judged_by_its_last_attempt",
    ),
    Fault(
        name="too many requests hide a lost answer",
        file=DELIVERY,
        edits=(
            replace(
                "        error = self._error(last, outcome=self.outcome, **context)\n",
                "        limited = self.attempts[-1].status_code == 429\n"
                '        outcome = "rejected" if limited else self.outcome\n'
                "        error = self._error(last, outcome=outcome, **context)\n",
            ),
        ),
        expected=f"{ENDINGS}::test_too_many_requests_after_a_lost_answer_are_no_refusal",
    ),
    Fault(
        name="an attempt under way was not sent",
        file=DELIVERY,
        edits=(
            replace(
                "        if self._begun > len(self.attempts) and self.deadline",
                "        if self._begun < len(self.attempts) and self.deadline",
            ),
        ),
        expected=f"{RETRIES}::test_cancellation_leaves_key_and_outcome_as_a_note",
    ),
    Fault(
        name="an attempt that connects may have been sent",
        file=DELIVERY,
        edits=(
            replace(
                "        if self._begun > len(self.attempts) and self.deadline.progress.began:\n",
                "        if self._begun > len(self.attempts):\n",
            ),
        ),
        expected=f"{RETRIES}::test_a_cancellation_before_the_first_byte_says_that_nothing_was_sent",
    ),
    Fault(
        name="an attempt counts as sent while the hooks are told of it",
        file=CLIENT,
        edits=(
            replace(
                "            if watchers.before_attempt:\n                await tell_async(",
                "            delivery.send_attempt(start)\n"
                "            if watchers.before_attempt:\n                await tell_async(",
            ),
        ),
        expected=f"{ENSURE}::test_an_interruption_is_told_what_became_of_the_whole_of_it",
    ),
    Fault(
        name="an attempt that was refused on this side counts as sent",
        file=DELIVERY,
        edits=(replace("        self._begun = len(self.attempts)\n", "        self._begun = self._begun\n"),),
        expected=f"{ENDINGS}::test_an_attempt_that_finds_the_client_closed_does_not_hide_the_attempt_before_it",
    ),
    Fault(
        name="an error of kco's hides the attempts before it",
        file=DELIVERY,
        edits=(
            replace(
                "            error.outcome = worst((error.outcome, self.outcome))\n",
                "            error.outcome = error.outcome\n",
            ),
        ),
        expected=f"{ENDINGS}::test_an_attempt_that_finds_the_client_closed_does_not_hide_the_attempt_before_it",
    ),
    # --- Whatever ends a call
    Fault(
        name="an exception of the caller's gets no note",
        file=CLIENT,
        edits=(
            replace(
                "                delivery.note(error)\n",
                "                pass\n",
            ),
        ),
        expected=f"{RETRIES}::test_an_interruption_between_attempts_leaves_key_and_outcome_as_a_note",
    ),
    Fault(
        name="an exception at the very end gets no note",
        file=CLIENT,
        edits=(
            replace(
                "            if delivery is not None and not isinstance(error, KcoError):\n"
                "                delivery.note(error)\n",
                "            if delivery is not None and delivery.number > len(delivery.attempts):\n"
                "                delivery.note(error)\n",
            ),
        ),
        expected=f"{ENDINGS}::test_an_interruption_at_the_very_end_is_told_what_became_of_the_call",
    ),
    Fault(
        name="an interruption is not logged",
        file=DELIVERY,
        edits=(
            replace('    logger.warning("%s", note.removeprefix', '    logger.debug("%s", note.removeprefix'),
        ),
        expected=f"{ENDINGS}::test_an_interruption_at_the_very_end_is_told_what_became_of_the_call",
    ),
    Fault(
        name="the note is not found behind a time limit",
        file="generator/client/runtime/errors.py",
        edits=(
            replace(
                "        if candidate.__cause__ is not None:\n            pending.append(candidate.__cause__)\n",
                "",
            ),
        ),
        expected=f"{ENDINGS}::test_a_time_limit_of_asyncio_leads_to_the_note",
    ),
    Fault(
        name="a client that was closed tries again",
        file=CLIENT,
        edits=(
            replace(
                "            if await self._pause(attempt.retry_in):\n",
                "            if await self._pause(attempt.retry_in) is None:\n",
            ),
        ),
        expected=CLOSED,
    ),
    Fault(
        name="a call can be repeated although its client was closed",
        file=DELIVERY,
        edits=(
            replace('"retryable": not closed and self._is_retryable()', '"retryable": self._is_retryable()'),
        ),
        expected=CLOSED,
    ),
    Fault(
        name="closing a client wakes no call that waits",
        file=LIFETIME,
        edits=(replace("        for wake in tuple(self._wakers):\n", "        for wake in ():\n"),),
        expected=f"{ENDINGS}::test_a_wait_ends_when_the_client_is_closed",
    ),
    Fault(
        name="the asynchronous client waits in asyncio alone",
        file=LIFETIME,
        edits=(
            replace(
                "        with anyio.move_on_after(seconds):\n            await over.wait()\n",
                "        import asyncio\n\n        await asyncio.wait_for(over.wait(), seconds)\n",
            ),
        ),
        expected=f"{ENDINGS}::test_an_asynchronous_call_waits_and_is_ended_in_either_event_loop",
    ),
    Fault(
        name="frames keep what they hold",
        file="generator/client/runtime/frames.py",
        edits=(
            replace(
                '            if _first_part(frame.f_globals.get("__name__")) in _NETWORK:\n',
                '            if _first_part(frame.f_globals.get("__name__")) not in _NETWORK:\n',
            ),
        ),
        expected=f"{TRACEBACKS}::test_neither_do_those_of_the_network",
    ),
    Fault(
        name="warnings are printed where no logging is configured",
        file=DELIVERY,
        edits=(replace("logger.addHandler(logging.NullHandler())\n", ""),),
        expected=f"{ENDINGS}::test_nothing_is_printed_where_no_logging_is_configured",
    ),
    # --- Whether the same call can be made again
    Fault(
        name="an unknown outcome under a key of kco's own can be repeated",
        file=DELIVERY,
        edits=(
            replace(
                '        return self.outcome != "unknown" or self.call.has_callers_key\n',
                "        return True\n",
            ),
        ),
        expected=REPEATABLE,
    ),
    Fault(
        name="an unknown outcome under the caller's key cannot be repeated",
        file=DELIVERY,
        edits=(replace(" or self.call.has_callers_key\n", "\n"),),
        expected=REPEATABLE,
    ),
    Fault(
        name="a refusal can be repeated",
        file=DELIVERY,
        edits=(
            replace(
                '        if last.outcome == "rejected" and last.status_code != 429:\n',
                '        if last.outcome == "rejected" and last.status_code == 0:\n',
            ),
        ),
        expected=REPEATABLE,
    ),
    Fault(
        name="too many requests cannot be repeated",
        file=DELIVERY,
        edits=(
            replace(
                '        if last.outcome == "rejected" and last.status_code != 429:\n',
                '        if last.outcome == "rejected":\n',
            ),
        ),
        expected=REPEATABLE,
    ),
    # --- When there is another attempt
    Fault(
        name="a date that no clock has is an error",
        file="generator/client/runtime/retries.py",
        edits=(replace("    except (ValueError, OverflowError):\n", "    except ValueError:\n"),),
        expected=f"{ENDINGS}::test_no_date_whatever_it_holds_raises",
    ),
    Fault(
        name="a write without a key is repeated",
        file="generator/client/runtime/retries.py",
        edits=(
            replace(
                "    if result.status_code not in policy.statuses or replay is Replay.NEVER:\n",
                "    if result.status_code not in policy.statuses:\n",
            ),
        ),
        expected=f"{RETRIES}::test_what_is_repeated",
    ),
    Fault(
        name="what may have been sent without a key is repeated",
        file="generator/client/runtime/retries.py",
        edits=(
            replace(
                "        return not result.sent or replay is not Replay.NEVER\n", "        return True\n"
            ),
        ),
        expected=f"{RETRIES}::test_what_is_repeated",
    ),
    Fault(
        name="an absurd wait is obeyed",
        file="generator/client/runtime/retries.py",
        edits=(
            replace(
                "            return asked if asked <= policy.longest_server_delay else None\n",
                "            return asked\n",
            ),
        ),
        expected=f"{RETRIES}::test_a_server_is_obeyed_up_to_half_a_minute",
    ),
    # --- Keys
    Fault(
        name="whoever withdraws a key withdraws it for all",
        file=GUARD,
        edits=(
            replace(
                "            if not use.tickets:\n                self._uses.pop(key, None)\n",
                "            self._uses.pop(key, None)\n",
            ),
        ),
        expected=f"{KEYS}::test_a_use_that_is_withdrawn_leaves_the_other_uses_of_its_key",
    ),
    Fault(
        name="a key that no server has seen stays used",
        file=BASE_CLIENT,
        edits=(
            replace(
                '        if delivery.outcome == "not_sent" and key',
                '        if delivery.outcome == "" and key',
            ),
        ),
        expected=f"{KEYS}::test_a_key_that_no_server_has_seen_stands_for_nothing_yet",
    ),
    Fault(
        name="a key that a server has seen is forgotten",
        file=BASE_CLIENT,
        edits=(
            replace(
                '        if delivery.outcome == "not_sent" and key',
                '        if delivery.outcome != "applied" and key',
            ),
        ),
        expected=f"{KEYS}::test_a_key_that_a_server_has_seen_stands_for_its_request_whatever_came_of_that",
    ),
    Fault(
        name="a key stands for its address alone",
        file=GUARD,
        edits=(
            replace(
                'hashlib.sha256(text + (request.content or b"")).digest()', "hashlib.sha256(text).digest()"
            ),
        ),
        expected=f"{KEYS}::test_of_many_threads_with_one_key_and_different_requests_one_wins",
    ),
    Fault(
        name="keys may differ in blanks alone",
        file="generator/client/runtime/request.py",
        edits=(replace(" or not key or key != key.strip():\n", " or not key:\n"),),
        expected=f"{KEYS}::test_a_key_that_cannot_be_sent_is_refused",
    ),
    # --- Hooks
    Fault(
        name="hooks may set the credential",
        file="generator/client/runtime/events.py",
        edits=(replace('        "authorization", "connection",', '        "connection",'),),
        expected=f"{HOOKS}::test_framing_credential_and_key_are_not_for_hooks",
    ),
    Fault(
        name="hooks may set the idempotency key",
        file="generator/client/runtime/events.py",
        edits=(replace(" or name.lower() == self._key_header:\n", ":\n"),),
        expected=f"{HOOKS}::test_framing_credential_and_key_are_not_for_hooks",
    ),
    Fault(
        name="a hook that watches nothing is taken",
        file="generator/client/runtime/options.py",
        edits=(replace("    if not methods:\n", "    if methods is None:\n"),),
        expected=f"{HOOKS}::test_what_could_never_watch_is_refused_when_the_client_is_made",
    ),
    Fault(
        name="an asynchronous hook is taken where nothing waits for it",
        file="generator/client/runtime/options.py",
        edits=(
            replace("        if flags & _ASYNCHRONOUS and not asynchronous:\n", "        if flags < 0:\n"),
        ),
        expected=f"{HOOKS}::test_an_asynchronous_hook_fits_asynchronous_clients_alone",
    ),
)
