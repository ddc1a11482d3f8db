"""Answers as a whole: what is no answer to a read is an error, and nothing is after a write."""

from __future__ import annotations

import json

import kco
import pytest

from .refusals import ORDER
from .scripted import Desk, answer

READS = {"orders.get": ("o",), "captures.get": ("o", "c"), "captures.list": ("o",), "refunds.get": ("o", "r")}
JUNK = {
    "nothing": b"",
    "white space": b" \n",
    "HTML": b"<html>OK</html>",
    "cut off": b'{"order_id": "o-1", "order_li',
    "two values": b"{} {}",
    "no text": b"\xff\xfe\x00",
    "compressed": b"\x1f\x8b\x08\x00",
    "deep": b"[" * 100_000,
    "deep objects": b'{"a":' * 100_000,
    "null": b"null",
    "a number": b"1",
    "a string": b'"order"',
    "true": b"true",
}


@pytest.mark.parametrize("name", READS)
@pytest.mark.parametrize("body", JUNK.values(), ids=JUNK.keys())
def test_a_2xx_answer_to_a_read_that_is_not_its_json_is_a_decode_error(
    desk: Desk, name: str, body: bytes
) -> None:
    desk.answers(answer(200, body))
    with pytest.raises(kco.DecodeError) as caught:
        desk.call(name, *READS[name])
    error = caught.value
    assert (error.outcome, error.operation, error.status_code) == ("applied", name, 200)
    assert error.content == body
    assert str(error).isprintable()


def test_an_object_is_no_list_and_a_list_no_object(desk: Desk) -> None:
    desk.answers(answer(200, {}))
    with pytest.raises(kco.DecodeError, match=r"captures\.list: expected a JSON array of objects"):
        desk.call("captures.list", "o")
    desk.answers(answer(200, []))
    with pytest.raises(kco.DecodeError, match=r"orders\.get: expected a JSON object, found array"):
        desk.call("orders.get", "o")


def test_an_empty_object_is_an_order_of_which_nothing_is_known(desk: Desk) -> None:
    desk.answers(answer(200, {}))
    order = desk.call("orders.get", "o")
    assert order.status is None
    assert order.decode_issues


@pytest.mark.parametrize("body", JUNK.values(), ids=JUNK.keys())
def test_after_a_2xx_of_the_vendors_on_a_write_nothing_is_raised_for_shape(desk: Desk, body: bytes) -> None:
    is_from_the_vendor = {"Content-Type": "application/json"}
    desk.answers(answer(204, body, is_from_the_vendor))
    assert desk.call("orders.acknowledge", "o") is None
    desk.answers(answer(201, body, is_from_the_vendor))
    assert desk.call("captures.create", "o", captured_amount=1).capture_id is None
    assert desk.call("refunds.create", "o", refunded_amount=1).refund_id is None


def test_a_byte_order_mark_is_no_reason_to_fail(desk: Desk) -> None:
    desk.answers(answer(200, b"\xef\xbb\xbf" + json.dumps(ORDER).encode()))
    assert desk.call("orders.get", "o").order_id == "o-1"


def test_the_last_of_several_members_of_a_name_counts(desk: Desk) -> None:
    desk.answers(answer(200, b'{"order_id": "a", "order_id": "b"}'))
    assert desk.call("orders.get", "o").order_id == "b"
