"""The rules of the Overlay Specification, 1.1 and 1.0, one case each.

The cases stand in ``overlay_cases/*.yaml``, named after their rule:

    rule           the rule, in the words of the test report
    document       what the overlay is applied to; or document_text, the same as YAML
    actions        the actions of the overlay
    overlay        its version, "1.1.0" if left out
    whole          a whole overlay, instead of overlay and actions
    overlay_text   a whole overlay as text
    file           what the overlay is called, "overlay.yaml" if left out
    next           the actions of a second overlay, "next.yaml"
    result         the document afterwards, its keys in this order
    error          the whole line that the user sees, instead of a result

https://spec.openapis.org/overlay/v1.1.0.html https://spec.openapis.org/overlay/v1.0.0.html
"""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any, cast

import pytest

from generator.documents import JsonObject, JsonValue, load, parse
from generator.overlay import Overlay, apply, parse_overlay
from generator.problems import Problem

FILES = sorted(Path(__file__).with_name("overlay_cases").glob("*.yaml"))
CASES = [case for path in FILES for case in cast("list[dict[str, Any]]", load(path))]
RESULTS = [pytest.param(case, id=case["rule"]) for case in CASES if "result" in case]
ERRORS = [pytest.param(case, id=case["rule"]) for case in CASES if "error" in case]
KEYS = {"rule", "document", "document_text", "actions", "overlay", "whole", "overlay_text", "file", "next"}


def overlay(case: dict[str, Any], actions: JsonValue) -> JsonObject:
    info: JsonObject = {"title": case["rule"], "version": "1"}
    return {"overlay": case.get("overlay", "1.1.0"), "info": info, "actions": actions}


def overlays(case: dict[str, Any]) -> list[Overlay]:
    file = case.get("file", "overlay.yaml")
    if "overlay_text" in case:
        first = parse(case["overlay_text"].encode(), file)
    else:
        first = case["whole"] if "whole" in case else overlay(case, case["actions"])
    parsed = [parse_overlay(first, file)]
    if "next" in case:
        parsed.append(parse_overlay(overlay(case, case["next"]), "next.yaml"))
    return parsed


def document(case: dict[str, Any]) -> JsonObject:
    if "document_text" in case:
        return cast(JsonObject, parse(case["document_text"].encode(), "description.yaml"))
    return cast(JsonObject, case["document"])


def text(value: Any) -> str:
    """Write a value so that types and the order of keys count."""
    return json.dumps(value)


@pytest.mark.parametrize("case", RESULTS)
def test_rule_gives_the_result(case: dict[str, Any]) -> None:
    before, pristine = copy.deepcopy(case), document(case)
    untouched = text(pristine)
    assert text(apply(pristine, overlays(case)).document) == text(case["result"])
    assert text(pristine) == untouched
    assert text(case) == text(before)


@pytest.mark.parametrize("case", ERRORS)
def test_rule_is_enforced(case: dict[str, Any]) -> None:
    before, pristine = copy.deepcopy(case), document(case)
    untouched = text(pristine)
    with pytest.raises(Problem) as caught:
        apply(pristine, overlays(case))
    assert str(caught.value) == case["error"]
    assert str(caught.value).isprintable()
    assert caught.value.remedy
    assert text(pristine) == untouched
    assert text(case) == text(before)


def test_there_are_enough_cases_and_a_third_of_them_are_errors() -> None:
    assert len(CASES) >= 80
    assert len(ERRORS) * 3 >= len(CASES)


def test_every_case_has_its_own_rule_and_one_outcome() -> None:
    assert len({case["rule"] for case in CASES}) == len(CASES)
    for case in CASES:
        assert ("result" in case) != ("error" in case), case["rule"]
        assert ("document" in case) != ("document_text" in case), case["rule"]
        assert len(case.keys() & {"actions", "whole", "overlay_text"}) == 1, case["rule"]
        assert case.keys() <= KEYS | {"result", "error"}, case["rule"]


# --- Hostile input: every one ends in one line ----------------------------------------------------


def _overlay_text(update: str) -> str:
    return f"overlay: 1.1.0\ninfo: {{title: t, version: v}}\nactions: [{{target: $, update: {update}}}]\n"


def _laughs(levels: int) -> str:
    lines = "".join(
        f", l{level}: &l{level} [{', '.join([f'*l{level - 1}'] * 10)}]" for level in range(1, levels)
    )
    return f"{{l0: &l0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]{lines}}}"


def _digits(count: int) -> str:
    return "9" * count


HOSTILE = [
    pytest.param(
        _overlay_text("[" * 300 + "]" * 300),
        "nested deeper than 200 levels; mend the file",
        id="deep nesting",
    ),
    pytest.param(
        _overlay_text("{a: " * 100_000 + "1" + "}" * 100_000),
        "nested deeper than 200 levels",
        id="deeper nesting",
    ),
    pytest.param(
        _overlay_text(_laughs(9)),
        "more than 2000000 nodes once its aliases are expanded",
        id="a billion laughs",
    ),
    pytest.param(
        _overlay_text(_digits(5_000)), "a number with more digits than Python converts", id="very many digits"
    ),
    pytest.param(_overlay_text('"\ud800"'), "is not valid UTF-8", id="half a character"),
    pytest.param(_overlay_text("a\0b"), "not YAML: ", id="a character of control"),
    pytest.param(
        'overlay: 1.1.0\ninfo: {title: t, version: v}\nactions: [{target: "$[\\e[31m\\n", remove: true}]\n',
        "is not RFC 9535 JSONPath",
        id="a target that would colour the terminal",
    ),
    pytest.param(
        f"overlay: 1.1.0\ninfo: {{title: t, version: v}}\nactions: [{{target: {'x' * 100_000}, remove: true}}]\n",
        "is not RFC 9535 JSONPath",
        id="a target of any length",
    ),
    pytest.param(
        "overlay: 1.1.0\ninfo: {title: t, version: v}\nactions: [{target: '$[?"
        + "(" * 5_000
        + "@.a"
        + ")" * 5_000
        + "]', remove: true}]\n",
        "is not RFC 9535 JSONPath",
        id="a filter of very many parentheses",
    ),
]


@pytest.mark.parametrize(("content", "what"), HOSTILE)
def test_hostile_overlay_is_refused_in_one_line(content: str, what: str) -> None:
    with pytest.raises(Problem) as caught:
        parse_overlay(parse(content.encode("utf-8", "surrogatepass"), "overlay.yaml"), "overlay.yaml")
    line = str(caught.value)
    assert line.startswith("overlay.yaml")
    assert what in line
    assert line.isprintable()
    assert len(line) < 2_500
