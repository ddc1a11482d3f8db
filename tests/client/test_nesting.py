"""Answers are bounded in nesting: what was read can always be written, compared, shown, copied and pickled."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import attrs
import kco
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kco.runtime.encoding import NESTING_LIMIT, NestingError, decode

from .refusals import ORDER
from .scripted import Desk, answer
from .values import JSON, examples


def nested(levels: int, inner: str = '"x"') -> str:
    """Return JSON of so many levels, arrays and objects in turn."""
    opening = "".join('{"a":' if level % 2 else "[" for level in range(levels))
    closing = "".join("}" if level % 2 else "]" for level in reversed(range(levels)))
    return f"{opening}{inner}{closing}"


def order_of(levels: int) -> bytes:
    """Return an order that is nested so deeply, itself included."""
    return json.dumps(ORDER)[:-1].encode() + b', "deep": ' + nested(levels - 1).encode() + b"}"


def depth_of(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + max(map(depth_of, value.values()), default=0)
    return 1 + max(map(depth_of, value), default=0) if isinstance(value, list) else 0


# --- The bound -------------------------------------------------------------------------------------


def test_what_is_nested_too_deeply_is_refused_when_it_is_read(desk: Desk) -> None:
    desk.answers(answer(200, order_of(NESTING_LIMIT)))
    assert desk.call("orders.get", "o").order_id == "o-1"
    for levels in (NESTING_LIMIT + 1, 1_000, 100_000):
        desk.answers(answer(200, order_of(levels)))
        with pytest.raises(kco.DecodeError, match="at most 100 levels") as caught:
            desk.call("orders.get", "o")
        assert caught.value.outcome == "applied"


def test_a_raw_answer_that_is_nested_too_deeply_is_its_bytes() -> None:
    desk = Desk("kustom", "sync")
    for levels in (NESTING_LIMIT, NESTING_LIMIT + 1):
        body = nested(levels).encode()
        desk.answers(answer(200, body))
        data = desk.client.request("GET", "/x").data
        assert data == (json.loads(body) if levels == NESTING_LIMIT else body)


def test_a_write_keeps_its_outcome_whatever_its_answer_holds(desk: Desk) -> None:
    desk.answers(answer(201, nested(500).encode(), {"Capture-Id": "c-1", "Location": "/c-1"}))
    assert desk.call("captures.create", "o", captured_amount=1).capture_id == "c-1"


@given(value=JSON, levels=st.integers(0, 2 * NESTING_LIMIT), ascii=st.booleans())
@examples(200)
def test_the_bound_is_exact_whatever_stands_in_texts(value: Any, levels: int, ascii: bool) -> None:
    inner = json.dumps([value, "[[[", "]}", '\\"[{'], ensure_ascii=ascii)
    text = nested(levels, inner)
    depth = levels + depth_of(json.loads(inner))
    encodings = ["utf-8", "utf-16", "utf-32"] if text.isascii() else ["utf-8"]
    for encoding in encodings:
        content = text.encode(encoding, "surrogatepass")
        if depth > NESTING_LIMIT:
            with pytest.raises(NestingError):
                decode(content)
        else:
            assert json.dumps(decode(content)) == json.dumps(json.loads(content))


@pytest.mark.parametrize(
    "text",
    [
        # Brackets in texts that would make up for those outside of them.
        "[" * 150 + ",".join(['"]"'] * 150) + "]" * 150,
        nested(150, '"' + "]}" * 75 + '"'),
        nested(150, '"\\"' + "]}" * 75 + '"'),
        nested(150, '"\\\\"'),
    ],
)
def test_texts_hide_no_depth(text: str) -> None:
    with pytest.raises(NestingError):
        decode(text.encode())


@pytest.mark.parametrize("levels", [NESTING_LIMIT, NESTING_LIMIT + 1])
@pytest.mark.parametrize(("before", "after"), [(0, 900), (450, 450), (900, 0)])
def test_the_bound_is_exact_beside_many_objects(levels: int, before: int, after: int) -> None:
    content = f"[{'{},' * before}{nested(levels - 1)}{',[]' * after}]".encode()
    if levels > NESTING_LIMIT:
        with pytest.raises(NestingError):
            decode(content)
    else:
        assert decode(content) == json.loads(content)


@pytest.mark.parametrize("content", [b"", b"[", b"{]", b"x", b"[1]]", b"\xff\xfe["])
def test_what_is_no_json_is_refused_as_before(content: bytes) -> None:
    with pytest.raises((json.JSONDecodeError, UnicodeDecodeError)):
        decode(content)


@pytest.mark.parametrize("content", [b"1", b"null", b'"[["', b'""', "1".encode("utf-16"), b" [] "])
def test_what_is_not_nested_is_read(content: bytes) -> None:
    assert decode(content) == json.loads(content)


# --- What it is for --------------------------------------------------------------------------------


def frames_below(frames: int, work: Any) -> Any:
    """Do something in a program that has used up so many of Python's thousand frames."""
    return work() if not frames else frames_below(frames - 1, work)


def test_what_was_read_can_be_used_in_every_way(desk: Desk) -> None:
    desk.answers(answer(200, order_of(NESTING_LIMIT)))
    order = desk.call("orders.get", "o")
    line = desk.models.OrderLine.from_dict(
        ORDER["order_lines"][0] | {"deep": json.loads(nested(NESTING_LIMIT - 3))}
    )

    def use() -> None:
        assert order.to_dict()["deep"] == json.loads(nested(NESTING_LIMIT - 1))
        assert pickle.loads(pickle.dumps(order)).to_dict() == order.to_dict()
        assert copy.deepcopy(order) == order
        assert repr(order)
        assert json.loads(json.dumps(order.to_dict())) == order.to_dict()
        changed = attrs.evolve(order, order_amount=5, order_lines=(line,))
        assert changed != order
        assert changed.to_dict()["order_lines"] == [line.to_dict()]
        desk.call("captures.create", "o", captured_amount=1, order_lines=changed.order_lines)
        assert desk.script.last_body["order_lines"] == [line.to_dict()]

    frames_below(400, use)
