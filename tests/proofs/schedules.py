"""Every schedule: what callers are told under all sequences of faults up to a depth, in every order.

Each path is played from its beginning with other decisions, and judged by `oracle`. Run
``python -m tests.proofs.schedules`` for the long form; its exit code is 1 if a caller was told something
that is not true.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, TypeAlias

import attrs
import kco

from .oracle import Call, Fault, Told, complaints, count_doubles
from .service import Reads
from .world import Clock, Decisions, Scenario, Setting, World

__all__ = ["Lie", "Tally", "explore", "explore_all", "forms", "main", "report"]

Lie: TypeAlias = Callable[[Told], Told]

WRITES = (
    Fault("dropped", "silence", is_retried=True),
    Fault("never sent", "unsent", is_retried=True),
    Fault("applied and lost", "silence", "at once", is_retried=True),
    Fault("overtaken by the next request", "silence", "later", is_retried=True),
    Fault("refused", status=403),
    Fault("late", "late"),
    Fault("late, applied", "late", "at once"),
    Fault("503", status=503, is_retried=True),
    Fault("503, applied", applied="at once", status=503, is_retried=True),
    Fault("408", status=408),
    Fault("408, applied", applied="at once", status=408),
    Fault("409", status=409, is_retried=True),
    Fault("429", status=429, is_retried=True),
    Fault("HTML 200", status=200),
    Fault("HTML 200, applied", applied="at once", status=200),
    Fault("interrupted", "interrupted"),
    Fault("interrupted, applied", "interrupted", "at once"),
    Fault("closed", "closed"),
    Fault("closed, applied", "closed", "at once"),
)
READS = tuple(fault for fault in WRITES if fault.applied == "never" and fault.status != 409)
SEVERE = (
    "never sent",
    "applied and lost",
    "overtaken by the next request",
    "refused",
    "503",
    "interrupted, applied",
)
"""What two callers meet twice in the long form; all of it twice would take hours."""
ALARMS = (Fault("alarm", "alarm"), Fault("alarm, applied", "alarm", "at once"))


def _capture(method: str, amount: int, **arguments: Any) -> Call:
    return Call(f"captures.{method}", {"captured_amount": amount, **arguments})


def _refund(method: str, amount: int, **arguments: Any) -> Call:
    return Call(f"refunds.{method}", {"refunded_amount": amount, **arguments})


PARCEL: Mapping[str, Any] = {"reference": "parcel-1"}
KEY = {"idempotency_key": kco.idempotency_key("order-1", "capture", "parcel-1")}

ALONE = (
    Scenario("captures.create", [_capture("create", 1000, **PARCEL)]),
    Scenario("captures.create with a key", [_capture("create", 1000, **PARCEL, **KEY)]),
    Scenario("captures.ensure", [_capture("ensure", 1000, **PARCEL)]),
    Scenario("refunds.ensure", [_refund("ensure", 1000, **PARCEL)], captured=5000),
)
PAIRS = (
    Scenario("two captures.create, one key", [_capture("create", 1000, **PARCEL, **KEY)] * 2),
    Scenario(
        "two captures.create, one key, two amounts",
        [_capture("create", amount, **PARCEL, **KEY) for amount in (1000, 7000)],
    ),
    Scenario("two captures.ensure", [_capture("ensure", 1000, **PARCEL)] * 2),
    Scenario(
        "two captures.ensure, two amounts", [_capture("ensure", amount, **PARCEL) for amount in (1000, 7000)]
    ),
    Scenario(
        "captures.create with ensure's key, captures.ensure",
        [_capture("create", 500, **KEY), _capture("ensure", 9000, **PARCEL)],
    ),
    Scenario("two refunds.ensure", [_refund("ensure", 1000, **PARCEL)] * 2, captured=50_000),
)


@attrs.define
class Tally:
    """What came of the paths of one scenario."""

    paths: int = 0
    requests: int = 0
    doubles: int = 0
    excused: int = 0
    told: Counter[str] = attrs.Factory(Counter)
    wrong: Counter[str] = attrs.Factory(Counter)
    examples: dict[str, Sequence[str]] = attrs.Factory(dict)

    def add(self, other: Tally) -> None:
        """Take in what came of other paths."""
        self.paths += other.paths
        self.requests += other.requests
        self.doubles += other.doubles
        self.excused += other.excused
        self.told += other.told
        for what, count in other.wrong.items():
            self.complain(what, other.examples[what], count)

    def complain(self, what: str, example: Sequence[str], count: int = 1) -> None:
        """Note something wrong; the shortest story of it is kept."""
        self.wrong[what] += count
        if what not in self.examples or len(example) < len(self.examples[what]):
            self.examples[what] = example


def explore(scenario: Scenario, setting: Setting, lie: Lie = lambda told: told) -> Tally:
    """Play every path of a scenario.

    Args:
        scenario: who calls what.
        setting: where, and what may happen.
        lie: changes what a caller was told before it is judged, so that a test can see that judged.
    """
    tally, decisions, clock = Tally(), Decisions(), Clock()
    with clock.installed():
        while True:
            _play(World(scenario, setting, decisions, clock), scenario, lie, tally)
            if not decisions.advance():
                return tally


def _play(world: World, scenario: Scenario, lie: Lie, tally: Tally) -> None:
    clock = world.clock
    clock.interruptions = 0
    callers = world.callers
    try:
        world.play(callers)
    except AssertionError as error:
        tally.paths += 1
        tally.complain(str(error), world.story)
        return
    tally.paths += 1
    tally.requests += len(world.sent)
    wrong: list[str] = []
    if clock.interruptions != sum(caller.ended == "interrupted" for caller in callers):
        wrong.append("an interruption is not logged once")
    for caller in callers:
        assert caller.told is not None
        told = caller.told = lie(caller.told)
        tally.told[told.name if told.outcome is None else f"{told.name} {told.outcome}"] += 1
        wrong += complaints(caller.call, told, caller.sent, world.service, caller.ended)
    if len(callers) == 1:
        wrong += _liveness(world)
    doubles, excused = count_doubles(scenario.calls, world.sent, world.service)
    tally.doubles += doubles
    tally.excused += excused
    if doubles:
        wrong.append("done twice")
    for caller in callers:
        if caller.told is not None and caller.told.retryable and not doubles + excused:
            world.play_again(caller)
            again, _ = count_doubles(scenario.calls, world.sent, world.service)
            if again:
                wrong.append("done twice by a call that was told retryable=True, and made again")
                break
    if wrong:
        told_to = [f"{caller} told {caller.told}" for caller in callers]
        done = ", ".join(f"{effect.identifier} over {effect.amount}" for effect in world.service.effects)
        for what in wrong:
            tally.complain(what, [*world.story, *told_to, f"done: {done or 'nothing'}"])


def _liveness(world: World) -> Iterator[str]:
    """Yield what is wrong with a lone caller's patience."""
    (caller,) = world.callers
    if world.faults or world.setting.lag == "stuck":
        if world.setting.lag == "stuck" or len(world.faults) > 2:
            return
        if all(fault.is_retried for fault in world.faults) and caller.told and caller.told.name != "success":
            yield "gave up after two faults that the policy sends again"
    elif world.setting.lag == "current" and len(caller.sent) != (3 if caller.call.is_ensure else 1):
        yield f"took {len(caller.sent)} requests where nothing fails"


def _settings(
    scenario: Scenario, depth: int, lags: Sequence[Reads], severe: Sequence[str] = ()
) -> Iterator[Setting]:
    """Yield the settings in which a scenario is played; `severe` names the only faults, if any."""
    writes, reads = (
        [one for one in faults if not severe or one.name in severe] for faults in (WRITES, READS)
    )
    looks = any(call.is_ensure for call in scenario.calls)
    for vendor, remembers_keys, lag in product(
        ("Kustom", "Klarna"), (True, False), lags if looks else lags[:1]
    ):
        setting = Setting("async", depth, writes, reads, remembers_keys, lag, vendor)
        yield setting
        if len(scenario.calls) == 1:
            yield attrs.evolve(
                setting, style="blocking", writes=(*writes, *ALARMS), reads=(*reads, ALARMS[0])
            )
            provable = [
                [one for one in all_ if one.end not in ("unsent", "closed")] for all_ in (writes, reads)
            ]
            yield attrs.evolve(setting, style="http_client", writes=provable[0], reads=provable[1])


def forms(*, is_long: bool) -> Iterator[tuple[Scenario, Setting]]:
    """Yield what is explored: the long form, or the short one that runs with the tests."""
    lags: Sequence[Reads] = ("current", "one behind", "stuck") if is_long else ("current", "one behind")
    for scenario in ALONE:
        for setting in _settings(scenario, 3 if is_long else 2, lags):
            # In the short form each vendor's client is driven in one of the two ways.
            if is_long or (setting.style == "async") == (setting.vendor == "Kustom"):
                yield scenario, setting
    for scenario in PAIRS:
        for setting in _settings(scenario, 1, lags):
            if is_long or setting.vendor == "Kustom":
                yield scenario, setting
        for setting in _settings(scenario, 2, lags, SEVERE) if is_long else ():
            yield scenario, setting


def report(tallies: Mapping[str, Tally], seconds: float) -> str:
    """Return the figures as a table, and the shortest example of everything that is wrong."""
    total = Tally()
    lines = [f"{'scenario':52} {'paths':>9} {'requests':>9} {'doubles':>8} {'excused':>8} {'wrong':>8}"]
    for tally in tallies.values():
        total.add(tally)
    for name, tally in {**tallies, "all": total}.items():
        numbers = (tally.paths, tally.requests, tally.doubles, tally.excused, sum(tally.wrong.values()))
        lines.append(
            f"{name:52} {' '.join(f'{number:>{9 if n < 2 else 8}}' for n, number in enumerate(numbers))}"
        )
    lines.append(f"\ntold over {total.paths} paths in {seconds:.0f} s:")
    lines += [f"{count:>10} {told}" for told, count in total.told.most_common()]
    lines += [
        "\n    ".join([f"\nWRONG {count:>6} {what}", *total.examples[what]])
        for what, count in total.wrong.most_common()
    ]
    return "\n".join(lines)


def explore_all(chosen: Iterable[tuple[Scenario, Setting]]) -> dict[str, Tally]:
    """Explore scenarios, and return what came of each by its name."""
    tallies: dict[str, Tally] = {}
    for scenario, setting in chosen:
        tallies.setdefault(scenario.name, Tally()).add(explore(scenario, setting))
    return tallies


def main(arguments: Sequence[str]) -> int:
    """Explore and print; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.proofs.schedules", description=__doc__)
    parser.add_argument("--short", action="store_true", help="explore only what runs with the tests")
    parser.add_argument("--only", default="", help="explore the scenarios whose name contains this")
    options = parser.parse_args(arguments)
    began = time.perf_counter()
    chosen = [one for one in forms(is_long=not options.short) if options.only in one[0].name]
    tallies = explore_all(chosen)
    print(report(tallies, time.perf_counter() - began))
    return 1 if any(tally.wrong for tally in tallies.values()) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
