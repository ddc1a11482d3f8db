"""What creating operations return: ids and addresses from the response headers, and never an exception."""

from __future__ import annotations

from typing import Any

import kco
import pytest

from .scripted import Desk, answer

ID = "4ba29b50-be7b-44f5-a492-113e6a865e22"


@pytest.fixture(params=["captures", "refunds"])
def what(request: pytest.FixtureRequest) -> str:
    """What is created."""
    return str(request.param)


def create(desk: Desk, what: str, headers: dict[str, str], status: int = 201) -> Any:
    desk.answers(answer(status, b"", headers))
    amount = {"captures": "captured_amount", "refunds": "refunded_amount"}[what]
    return desk.call(f"{what}.create", "o", **{amount: 1})


def identifier(created: Any, what: str) -> Any:
    return getattr(created, f"{what[:-1]}_id")


def address(what: str, end: str = ID) -> str:
    return f"https://api.example.com/ordermanagement/v1/orders/o/{what}/{end}"


@pytest.mark.parametrize("letters", [str.title, str.upper, str.lower, str.swapcase])
def test_ids_and_addresses_are_read_from_headers_in_any_letter_case(
    desk: Desk, what: str, letters: Any
) -> None:
    headers = {letters(f"{what[:-1]}-Id"): ID, letters("Location"): address(what, "another")}
    created = create(desk, what, headers)
    assert type(created) is getattr(desk.models, f"{what[:-1].title()}Created")
    assert identifier(created, what) == ID
    assert created.location == address(what, "another")
    assert created.decode_issues == ()


@pytest.mark.parametrize(
    "location",
    [
        "https://api.example.com/ordermanagement/v1/orders/o/{what}/{id}",
        "https://api.example.com/ordermanagement/v1/orders/o/{what}/{id}/",
        "https://api.example.com/ordermanagement/v1/orders/o/{what}/{id}?a=/b#/c",
        "/ordermanagement/v1/orders/o/{what}/{id}",
        "http://klarna/orders/O/{what}/{id}",
        "https://gateway.example/orders/v2/orders/o/{what}/{id}",
    ],
)
def test_the_id_is_taken_from_the_location_when_its_own_header_is_missing(
    desk: Desk, what: str, location: str
) -> None:
    location = location.format(what=what, id=ID)
    for headers in ({"Location": location}, {"location": location, "Capture-Id": "", "Refund-Id": ""}):
        created = create(desk, what, headers)
        assert (identifier(created, what), created.location) == (ID, location)
        assert created.decode_issues == ()


@pytest.mark.parametrize(
    "location", ["/login", "{what}/{id}", "{id}", "https://x/orders/o", "https://[", "/orders/"]
)
def test_an_address_that_is_not_recognised_names_nothing(desk: Desk, what: str, location: str) -> None:
    created = create(desk, what, {"Location": location.format(what=what, id=ID)})
    assert identifier(created, what) is None
    assert [issue.path for issue in created.decode_issues] == [f"{what[:-1]}_id"]


@pytest.mark.parametrize(
    "location",
    ["/ordermanagement/v1/orders/another/{what}/{id}", "http://x/orders/o/{other}/{id}", "/orders/another"],
)
@pytest.mark.parametrize("with_id", [False, True])
def test_an_address_of_another_order_or_resource_says_that_this_is_another_answer(
    desk: Desk, what: str, location: str, with_id: bool
) -> None:
    other = "refunds" if what == "captures" else "captures"
    headers = {"Location": location.format(what=what, other=other, id=ID)}
    headers |= {f"{what[:-1]}-Id": ID} if with_id else {}
    with pytest.raises(kco.OutcomeUnknownError) as caught:
        create(desk, what, headers)
    assert (caught.value.outcome, caught.value.attempts) == ("unknown", 1)


def test_an_id_in_an_address_is_decoded(desk: Desk, what: str) -> None:
    assert identifier(create(desk, what, {"Location": address(what, "a%2Fb%20c")}), what) == "a/b c"


def test_a_missing_address_is_none_and_noted(desk: Desk, what: str) -> None:
    created = create(desk, what, {f"{what[:-1]}-id": ID})
    assert (identifier(created, what), created.location) == (ID, None)
    assert created.decode_issues == (kco.DecodeIssue("location", "header Location", "nothing"),)


@pytest.mark.parametrize(
    "headers", [{}, {"Location": ""}, {"Capture-Id": "", "Refund-Id": ""}, {"X": ID}], ids=str
)
@pytest.mark.parametrize("status", [200, 201, 204, 299])
def test_when_nothing_is_there_both_are_none_and_noted(
    desk: Desk, what: str, headers: dict[str, str], status: int
) -> None:
    created = create(desk, what, headers, status)
    assert (identifier(created, what), created.location) == (None, None)
    assert [issue.path for issue in created.decode_issues] == [f"{what[:-1]}_id", "location"]


@pytest.mark.parametrize(
    "location", ["https://api.example.com", "https://api.example.com/", "/", "?a", "//", "#"]
)
def test_an_address_without_an_id_gives_none(desk: Desk, what: str, location: str) -> None:
    created = create(desk, what, {"Location": location})
    assert (identifier(created, what), created.location) == (None, location)
    assert [issue.path for issue in created.decode_issues] == [f"{what[:-1]}_id"]


@pytest.mark.parametrize("location", ["http://[", "http://[::1", "\ud800", "//\u2100", "%", "/%ff%fe", "/%"])
def test_an_address_that_is_none_is_no_reason_to_fail(desk: Desk, what: str, location: str) -> None:
    assert create(desk, what, {"Location": location}).location == location


def test_a_result_that_was_noted_compares_by_what_it_says(desk: Desk, what: str) -> None:
    kind = type(create(desk, what, {}))
    assert create(desk, what, {}) == kind()
    assert create(desk, what, {"Location": address(what)}) == kind(
        location=address(what), **{f"{what[:-1]}_id": ID}
    )


def test_the_whole_response_carries_the_result(desk: Desk, what: str) -> None:
    headers = {f"{what[:-1]}-id": ID, "Location": address(what), "Klarna-Correlation-Id": "c-1"}
    desk.answers(answer(201, b"", headers))
    amount = {"captures": "captured_amount", "refunds": "refunded_amount"}[what]
    response = desk.call(f"{what}.with_response.create", "o", idempotency_key="k", **{amount: 1})
    assert isinstance(response, kco.Response)
    assert identifier(response.data, what) == ID
    assert (response.status_code, response.attempts) == (201, 1)
    assert (response.correlation_id, response.idempotency_key) == ("c-1", "k")
    assert response.headers["LOCATION"] == address(what)
    assert response.elapsed >= 0
