"""What a crash reporter sees that prints the locals of every frame."""

from __future__ import annotations

import io
import json
import pprint
import traceback
from base64 import b64encode
from types import TracebackType
from typing import Any

import attrs
import httpx
import kco
import pytest
import rich.console
import rich.pretty
import rich.traceback
import structlog.tracebacks
from kco.runtime.transport import TransportError

from .scripted import Desk, answer

KEY, USER, PERSON = "kco_test_api_S3cr3t", "U1secret", "Lovelace"
SECRETS = ("S3cr3t", USER, PERSON, b64encode(f"{USER}:{KEY}".encode()).decode()[:16])


def plain(error: BaseException) -> str:
    return "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())


def by_rich(error: BaseException) -> str:
    shown = rich.traceback.Traceback.from_exception(
        type(error),
        error,
        error.__traceback__,
        show_locals=True,
        locals_max_length=1000,
        locals_max_string=100_000,
    )
    console = rich.console.Console(file=io.StringIO(), width=300)
    console.print(shown)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def by_structlog(error: BaseException) -> str:
    transform = structlog.tracebacks.ExceptionDictTransformer(
        show_locals=True, locals_max_length=1000, locals_max_string=100_000, max_frames=100
    )
    return json.dumps(transform((type(error), error, error.__traceback__)))


REPORTERS = {"traceback": plain, "rich": by_rich, "structlog": by_structlog}
reporters = pytest.mark.parametrize("report", REPORTERS.values(), ids=REPORTERS)


def from_the_package_on(error: BaseException) -> BaseException:
    """Cut off the frames of the caller, which hold what the caller put there."""
    found: TracebackType | None = error.__traceback__
    while found is not None and not found.tb_frame.f_globals["__name__"].startswith("kco."):
        found = found.tb_next
    return error.with_traceback(found)


def test_a_client_whose_constructor_failed_can_be_shown() -> None:
    with pytest.raises(kco.ConfigurationError) as caught:
        kco.Kustom(api_key="unreadable")

    assert "Kustom(environment=None)" in plain(caught.value)


ADDRESS = {"given_name": PERSON, "email": f"{PERSON}@example.com"}
CALLS: dict[str, Any] = {
    "a read": lambda client: client.orders.get("o"),
    "a write": lambda client: client.orders.update_customer_details("o", shipping_address=ADDRESS),
    "the whole response": lambda client: client.orders.with_response.update_customer_details(
        "o", shipping_address=ADDRESS
    ),
    "a refused input": lambda client: client.orders.update_customer_details(
        "o", shipping_address={**ADDRESS, "city": [PERSON]}
    ),
    "a raw request": lambda client: client.request("POST", "/o", json=ADDRESS, headers={"X-Name": PERSON}),
    "ensure": lambda client: client.captures.ensure(
        "o", captured_amount=1, reference="p", headers={"X-Name": PERSON}
    ),
}
calls = pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
ENDS: dict[str, Any] = {
    "no answer": TransportError("broke", sent=True),
    "a refusal": answer(403, {"error_code": "NOT_ALLOWED", "customer": PERSON}, {"X-Name": PERSON}),
    "a page": answer(200, f"<html>{PERSON}".encode()),
    "a signal handler's exception": RuntimeError("soft time limit"),
}


@reporters
@calls
@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_frames_of_the_package_hold_neither_credentials_nor_customers(
    desk: Desk, report: Any, call: Any, end: Any
) -> None:
    desk = Desk(desk.vendor, desk.mode, username=USER, api_key=KEY.replace("kco", desk.prefix))
    desk.answers(end)
    with pytest.raises(Exception) as caught:  # noqa: PT011  kco's own, or the signal handler's
        desk.wait(call(desk.client))

    text = report(from_the_package_on(caught.value))
    assert [secret for secret in SECRETS if secret in text] == []


@reporters
@calls
@pytest.mark.parametrize("http_client", [None, httpx.Client], ids=["own", "httpx"])
def test_neither_do_those_of_the_network(report: Any, call: Any, http_client: Any) -> None:
    client = kco.Kustom(
        api_key=KEY,
        username=USER,
        base_url="http://127.0.0.1:1",
        retries=0,
        http_client=None if http_client is None else http_client(),
    )
    with pytest.raises(kco.KcoError) as caught:
        call(client)

    text = report(from_the_package_on(caught.value))
    assert [secret for secret in SECRETS if secret in text] == []


def test_no_way_of_looking_at_a_client_or_a_request_shows_the_credential(desk: Desk) -> None:
    desk = Desk(desk.vendor, desk.mode, username=USER, api_key=KEY.replace("kco", desk.prefix))
    desk.answers(answer(403, b"", {"Set-Cookie": PERSON}))
    with pytest.raises(kco.KcoError) as caught:
        desk.call("orders.update_customer_details", "o", shipping_address=ADDRESS)

    things = [desk.client, *vars(desk.client).values(), desk.script.requests[0], caught.value.to_dict()]
    for thing in things:
        for text in (repr(thing), pprint.pformat(thing), rich.pretty.pretty_repr(thing)):
            assert [secret for secret in SECRETS if secret in text] == []


def test_a_model_shows_nothing_personal_to_what_lists_its_fields(desk: Desk) -> None:
    for made in (
        desk.models.Address.from_dict(ADDRESS),
        desk.models.Order.from_dict({"order_id": "o", "billing_address": ADDRESS, "customer": ADDRESS}),
        attrs.evolve(desk.models.Address.from_dict(ADDRESS), city=PERSON),
    ):
        assert PERSON not in rich.pretty.pretty_repr(made)
    assert "order_id='o'" in rich.pretty.pretty_repr(desk.models.Order.from_dict({"order_id": "o"}))
