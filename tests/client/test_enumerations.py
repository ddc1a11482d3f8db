"""Open enumerations: a value that nobody had heard of is a value all the same."""

from __future__ import annotations

import copy
import json
import operator
import pickle
from enum import Enum
from typing import Any

import kco
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kco import OpenEnum

from .introspection import enumerations, identify
from .values import examples

ENUMERATIONS = enumerations()
Status = kco.kustom.OrderStatus


def test_both_vendors_have_enumerations() -> None:
    assert len(ENUMERATIONS) >= 7


def test_an_unknown_value_is_a_member_like_any_other() -> None:
    status = Status("ON_HOLD")
    assert isinstance(status, Status)
    assert (status.name, status.value) == ("ON_HOLD", "ON_HOLD")
    assert status not in list(Status)


def test_the_empty_string_is_a_value_too(vendor: str) -> None:
    order = getattr(kco, vendor).Order.from_dict({"status": ""})
    assert order.status == ""
    assert isinstance(order.status, OpenEnum)
    assert not order.status.is_known
    assert "status" not in [issue.path for issue in order.decode_issues]


@pytest.mark.parametrize("value", [1, None, b"AUTHORIZED", ["AUTHORIZED"], 1.5])
def test_only_text_is_a_value(value: Any) -> None:
    with pytest.raises(ValueError, match="is not a valid OrderStatus"):
        Status(value)


def test_a_number_in_an_answer_reads_as_its_digits(vendor: str) -> None:
    order = getattr(kco, vendor).Order.from_dict({"status": 7})
    assert order.status == "7"
    assert isinstance(order.status, OpenEnum)


def test_canonical_and_is_known_look_past_letter_case(vendor: str) -> None:
    known = getattr(kco, vendor).OrderStatus
    for text in ("AUTHORIZED", "authorized", "Authorized", "aUTHORIZED"):
        status = known(text)
        assert status.canonical is known.AUTHORIZED
        assert status.is_known
        assert status == text, "the string itself stays as it came"
    assert known("authorized") != known.AUTHORIZED
    assert known.PART_CAPTURED.canonical is known.PART_CAPTURED


@pytest.mark.parametrize("text", ["", " ", "AUTHORIZED ", "AUTHORISED", "\ud800", "ſtatus"])
def test_what_the_description_does_not_list_has_no_canonical_member(text: str) -> None:
    assert Status(text).canonical is None
    assert not Status(text).is_known


@pytest.mark.parametrize("enumeration", ENUMERATIONS, ids=identify)
@given(text=st.text(st.characters(), max_size=20))
@examples(25)
def test_any_text_makes_a_member_that_passes_for_its_text(enumeration: type[OpenEnum], text: str) -> None:
    for member in (enumeration(text), *enumeration):
        value = member.value
        assert type(value) is str
        assert member == value
        assert value == member
        assert not operator.ne(member, value)
        assert hash(member) == hash(value)
        assert str(member) == f"{member}" == "".join([member]) == member + "" == value
        assert {value: 1}[member] == {member: 1}[value] == 1
        assert member in {value}
        assert json.loads(json.dumps({member: [member]})) == {json.loads(json.dumps(value)): [value]}
        assert sorted([member, "M"]) == sorted([value, "M"])
        assert enumeration(member) == enumeration(value) == member
        assert repr(member) == f"<{enumeration.__name__} {value!r}>"


@pytest.mark.parametrize("enumeration", ENUMERATIONS, ids=identify)
@pytest.mark.parametrize("value", ["", "NEW", "authorized", "\ud800", None])
def test_members_survive_pickle_and_copies(enumeration: type[OpenEnum], value: str | None) -> None:
    member = next(iter(enumeration)) if value is None else enumeration(value)
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(member, protocol))
        assert type(again) is enumeration
        assert again == member
        assert again.canonical is member.canonical
    for twin in (copy.copy(member), copy.deepcopy(member), copy.deepcopy([member])[0]):
        assert type(twin) is enumeration
        assert twin == member
    if value is None:
        assert pickle.loads(pickle.dumps(member)) is member


def test_members_of_different_enumerations_are_equal_if_their_text_is() -> None:
    assert kco.kustom.OrderStatus.CAPTURED == kco.klarna.OrderStatus.CAPTURED
    assert kco.kustom.OrderStatus("X") == kco.klarna.ShippingMethod("X")
    assert Status.CAPTURED != 1
    assert Status.CAPTURED is not None


def test_members_can_be_matched() -> None:
    def described(status: Status) -> str:
        match status:
            case Status.CAPTURED:
                return "member"
            case "ON_HOLD":
                return "text"
            case Status():
                return "something else"
        raise AssertionError

    assert described(Status("CAPTURED")) == "member"
    assert described(Status("ON_HOLD")) == "text"
    assert described(Status("captured")) == "something else"


def test_letter_case_is_looked_past_by_matching_the_canonical_member() -> None:
    match Status("captured").canonical:
        case Status.CAPTURED:
            pass
        case other:
            pytest.fail(f"{other!r}")


def test_an_unknown_value_is_read_and_sent_back_as_it_came(vendor: str) -> None:
    models = getattr(kco, vendor)
    source = {"name": "a", "quantity": 1, "unit_price": 1, "total_amount": 1, "type": "Hologram"}
    line = models.OrderLine.from_dict(source)
    assert (line.type, line.decode_issues) == ("Hologram", ())
    assert line.to_dict() == source
    assert type(line.to_dict()["type"]) is str


def test_an_application_may_have_enumerations_of_its_own() -> None:
    class Kind(str, Enum):  # noqa: UP042  as many applications still write it
        PHYSICAL = "physical"

    assert kco.kustom.OrderLineType(Kind.PHYSICAL) is kco.kustom.OrderLineType.PHYSICAL
    assert type(kco.kustom.OrderLineType("other").value) is str
