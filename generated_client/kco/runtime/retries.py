# Copied from generator/client/runtime/retries.py by "make generate"; change that, not this.
"""Decides whether a request is sent again, and when: without I/O, for the blocking and the asynchronous client.

The rules follow what the vendors publish for retries
(https://docs.klarna.com/api/escalation-and-retry-policy) and the shape of Stripe's ``_should_retry``:
what may be repeated at all first, then what the server says, then our own back-off.
"""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final, TypeAlias

import attrs

from .errors import ConfigurationError
from .messages import Answer, Headers
from .operation import Replay
from .transport import TransportError

__all__ = [
    "RetryOption",
    "RetryPolicy",
    "back_off",
    "delay_before_retry",
    "policy_from",
    "server_delay",
]

# Servers also send fractions of a second, which the standard does not know.
_SECONDS: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
# The shape of https://www.rfc-editor.org/rfc/rfc9110#name-date-time-formats in its three forms, with any zone.
_DATE: Final = re.compile(
    r"[A-Za-z]{3,9},? [A-Za-z0-9 -]{5,15} [0-9: ]{5,15}(?: ?[A-Z]{1,5}| ?[+-][0-9]{4})?"
)


def _not_negative(_: object, attribute: attrs.Attribute[float], value: float) -> None:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not number or math.isnan(value) or value < 0:
        # Only numbers are shown: anything else may be a key in the wrong place.
        raise ConfigurationError(
            f"retry {attribute.name} is a number of at least 0, not {value if number else type(value).__name__}"
        )


def _count(_: object, attribute: attrs.Attribute[int], value: int) -> None:
    number = isinstance(value, int) and not isinstance(value, bool)
    if not number or value < 0:
        raise ConfigurationError(
            f"{attribute.name} is a whole number of at least 0, not {value if number else type(value).__name__}"
        )


@attrs.frozen(kw_only=True)
class RetryPolicy:
    """How often, after what, and how patiently a call is tried again.

    Args:
        retries: attempts after the first; 0 switches retrying off.
        first_delay: seconds; the wait before retry n is a random part of ``first_delay * 2 ** (n - 1)``
            (full jitter, https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
        longest_delay: seconds that such a wait never exceeds.
        longest_server_delay: seconds up to which the server is obeyed when it says how long to wait;
            above it the call gives up at once, and the error's ``retry_after`` says when to come back.
        statuses: the answers after which a request is sent again. 409 counts only for operations
            with an idempotency key.

    Raises:
        ConfigurationError: a number is negative, or none.
    """

    retries: int = attrs.field(default=2, validator=_count)
    first_delay: float = attrs.field(default=0.5, validator=_not_negative)
    longest_delay: float = attrs.field(default=8.0, validator=_not_negative)
    longest_server_delay: float = attrs.field(default=30.0, validator=_not_negative)
    statuses: frozenset[int] = attrs.field(
        default=frozenset({409, 429, 500, 502, 503, 504}), converter=frozenset
    )


RetryOption: TypeAlias = RetryPolicy | int
"""What `retries=` takes: a policy, or the number of attempts after the first."""


def policy_from(option: RetryOption, base: RetryPolicy) -> RetryPolicy:
    """Return the policy that an option means: a number sets the retries and leaves the rest as it is."""
    if isinstance(option, RetryPolicy):
        return option
    return attrs.evolve(base, retries=option)


def delay_before_retry(
    policy: RetryPolicy,
    *,
    replay: Replay,
    attempts: int,
    result: Answer | TransportError,
    chance: float,
    now: datetime,
) -> float | None:
    """Return the seconds to wait before the next attempt, or ``None`` to give up.

    Args:
        policy: the rules.
        replay: whether the operation may be repeated at all.
        attempts: how many there have been, at least 1.
        result: how the last one ended.
        chance: a random number from 0 to 1, for the jitter.
        now: the time of day, for dates in ``Retry-After``.
    """
    if attempts > policy.retries or not _may_repeat(policy, replay, result):
        return None
    if isinstance(result, Answer):
        asked = server_delay(result, now)
        if asked is not None:
            return asked if asked <= policy.longest_server_delay else None
    return back_off(policy, attempts=attempts, chance=chance)


def back_off(policy: RetryPolicy, *, attempts: int, chance: float) -> float:
    """Return the seconds to wait after so many attempts where the server asks for no other wait.

    Args:
        policy: the rules.
        attempts: how many there have been, at least 1.
        chance: a random number from 0 to 1, for the jitter.
    """
    # Bounded before it is multiplied: 2 ** 1100 is no float.
    doublings = min(attempts - 1, 60)
    return float(chance * min(policy.longest_delay, policy.first_delay * 2**doublings))


def _may_repeat(policy: RetryPolicy, replay: Replay, result: Answer | TransportError) -> bool:
    if isinstance(result, TransportError):
        if result.deadline_exceeded:
            return False
        # A request that was never sent may be sent, even if its operation must not be repeated.
        return not result.sent or replay is not Replay.NEVER
    if result.status_code not in policy.statuses or replay is Replay.NEVER:
        return False
    return result.status_code != 409 or replay is Replay.BY_KEY


def server_delay(answer: Answer, now: datetime) -> float | None:
    """Return the seconds that an answer asks to wait, or ``None`` if it does not say.

    ``Retry-After`` is read in both its forms, seconds and date
    (https://www.rfc-editor.org/rfc/rfc9110#field.retry-after); on a 429 ``X-Ratelimit-Reset``
    speaks in its absence (https://docs.klarna.com/api/rate-limit).
    """
    asked = _retry_after(answer.headers, now)
    if asked is None and answer.status_code == 429:
        asked = _seconds(answer.headers.get("X-Ratelimit-Reset"))
    return asked


def _retry_after(headers: Headers, now: datetime) -> float | None:
    value = headers.get("Retry-After", "")
    seconds = _seconds(value)
    if seconds is not None or not _DATE.fullmatch(value):
        return seconds
    try:
        then = parsedate_to_datetime(value)
        if then.tzinfo is None:
            then = then.replace(tzinfo=UTC)
        return max((then - now).total_seconds(), 0.0)
    except (ValueError, OverflowError):
        # A day that no calendar has, or a year or a zone that no clock has.
        return None


def _seconds(value: str | None) -> float | None:
    if value is None or not _SECONDS.fullmatch(value):
        return None
    seconds = float(value)
    return seconds if math.isfinite(seconds) else None
