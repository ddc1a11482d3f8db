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
from .world import Clock, Decisions, Scenario, Setting, Style, World

__all__ = ["Lie", "Tally", "explore", "explore_all", "main", "report"]

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
    Fault("alarm", "alarm"),
    Fault("alarm, applied", "alarm", "at once"),
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
    Scenario("captures.ensure with attempt=2", [_capture("ensure", 1000, **PARCEL, attempt=2)]),
    Scenario("refunds.ensure", [_refund("ensure", 1000, **PARCEL)], captured=5000),
    Scenario("orders.ensure_cancelled", [Call("orders.ensure_cancelled")]),
    Scenario("orders.ensure_released", [Call("orders.ensure_released")], captured=5000),
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
    Scenario(
        "two captures.ensure, one with attempt=2",
        [_capture("ensure", 1000, **PARCEL, attempt=attempt) for attempt in (1, 2)],
    ),
    Scenario("two orders.ensure_cancelled", [Call("orders.ensure_cancelled")] * 2),
    Scenario("two orders.ensure_released", [Call("orders.ensure_released")] * 2, captured=5000),
    Scenario(
        "orders.ensure_cancelled, captures.ensure",
        [Call("orders.ensure_cancelled"), _capture("ensure", 1000, **PARCEL)],
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
    story = [*world.story, *(f"{caller} told {caller.told}" for caller in callers if wrong)]
    for caller in callers if not doubles + excused else ():
        if caller.told is not None and caller.told.retryable:
            world.play_again(caller)
            if count_doubles(scenario.calls, world.sent, world.service)[0]:
                wrong.append("done twice by a call that was told retryable=True, and made again")
                story = world.story
                break
    if wrong:
        done = ", ".join(f"{effect.identifier} over {effect.amount}" for effect in world.service.effects)
        for what in wrong:
            tally.complain(what, [*story, f"done: {done or 'nothing'}"])


def _liveness(world: World) -> Iterator[str]:
    """Yield what is wrong with a lone caller's patience."""
    (caller,) = world.callers
    setting = world.setting
    if world.faults or setting.lag != "current":
        # Each fault costs one of three attempts, and so does a read that lags.
        bearable = {"current": 2, "one behind": 1 if setting.remembers_keys else 0, "stuck": -1}[setting.lag]
        if len(world.faults) > bearable:
            return
        if all(fault.is_retried for fault in world.faults) and caller.told and caller.told.name != "success":
            yield "gave up after two faults that the policy sends again"
    elif len(caller.sent) != (3 if caller.call.is_ensure else 1):
        yield f"took {len(caller.sent)} requests where nothing fails"


@attrs.frozen
class Form:
    """A part of what is explored: every scenario in every combination of what follows.

    Args:
        scenarios: who calls what.
        depth: how many faults a path has at most.
        names: of the faults, if not all.
        styles: how the client is driven.
        vendors: whose client it is.
        lags: how far reads are behind writes.
    """

    scenarios: Sequence[Scenario]
    depth: int
    names: Sequence[str] = ()
    styles: Sequence[Style] = ("async",)
    vendors: Sequence[str] = ("Kustom",)
    lags: Sequence[Reads] = ("current",)

    def settings(self) -> Iterator[Setting]:
        """Yield the combinations, with keys that are remembered and forgotten."""
        for style, vendor, lag, remembers_keys in product(
            self.styles, self.vendors, self.lags, (True, False)
        ):
            writes, reads = (
                [
                    one
                    for one in faults
                    if _is_possible(one, style) and (not self.names or one.name in self.names)
                ]
                for faults in (WRITES, READS)
            )
            yield Setting(style, self.depth, writes, reads, remembers_keys, lag, vendor)


def _is_possible(fault: Fault, style: Style) -> bool:
    if style == "http_client":
        # It can prove nothing unsent, is not kco's to close, and its exceptions are taken for its failures.
        return fault.end not in ("unsent", "closed", "alarm")
    return style == "blocking" or fault.end != "alarm"


STYLES: Sequence[Style] = ("blocking", "async", "http_client")
VENDORS = ("Kustom", "Klarna")
SHORT = (
    Form(ALONE[:2], 2, styles=STYLES),
    Form(ALONE[2:], 1, styles=STYLES, vendors=VENDORS, lags=("current", "one behind")),
    Form(PAIRS, 0, lags=("current", "one behind")),
    Form(PAIRS, 1, ("applied and lost", "refused")),
)
LONG = (
    Form(ALONE[:2], 3, styles=STYLES, vendors=VENDORS),
    Form(ALONE[2:], 2, styles=STYLES, vendors=VENDORS, lags=("current", "one behind", "stuck")),
    Form(ALONE[2:], 3, styles=("blocking", "async")),
    Form(PAIRS, 0, vendors=VENDORS, lags=("current", "one behind", "stuck")),
    Form(PAIRS, 1, lags=("current", "one behind")),
    Form(PAIRS, 2, SEVERE),
)


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


def explore_all(forms: Iterable[Form], only: str = "") -> dict[str, Tally]:
    """Explore the scenarios whose name contains something, and return what came of each by its name."""
    tallies: dict[str, Tally] = {}
    for form in forms:
        for scenario in form.scenarios:
            for setting in form.settings() if only in scenario.name else ():
                tallies.setdefault(scenario.name, Tally()).add(explore(scenario, setting))
    return tallies


def main(arguments: Sequence[str]) -> int:
    """Explore and print; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.proofs.schedules", description=__doc__)
    parser.add_argument("--short", action="store_true", help="explore only what runs with the tests")
    parser.add_argument("--only", default="", help="explore the scenarios whose name contains this")
    options = parser.parse_args(arguments)
    began = time.perf_counter()
    tallies = explore_all(SHORT if options.short else LONG, options.only)
    print(report(tallies, time.perf_counter() - began))
    return 1 if any(tally.wrong for tally in tallies.values()) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
