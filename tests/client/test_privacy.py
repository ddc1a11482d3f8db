"""Personal data and credentials appear in no representation, log or error."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from copy import deepcopy
from random import Random
from typing import Any

import attrs
import kco
import pytest
from kco.runtime.models import Model

from .introspection import description, identify, models, vendor_of
from .scripted import Desk, answer
from .values import described, followed, sample

MARK = "Lovelace"
MODELS = models()


def marked(vendor: str, schema: Any, value: Any, *, personal: bool = False) -> Any:
    """Put a mark into every text that the description calls personal, or that stands below such a place."""
    personal = personal or schema.get("x-kco-personal", False)
    schema = followed(vendor, schema)
    personal = personal or schema.get("x-kco-personal", False)
    if isinstance(value, dict):
        properties = schema["properties"]
        return {
            name: marked(vendor, properties[name], inner, personal=personal) for name, inner in value.items()
        }
    if isinstance(value, list):
        return [marked(vendor, schema["items"], item, personal=personal) for item in value]
    return MARK if personal and isinstance(value, str) and "format" not in schema else value


def marked_source(model: type[Model]) -> dict[str, Any]:
    vendor = vendor_of(model)
    schema = described(vendor, model.__name__)
    source: dict[str, Any] = marked(vendor, schema, sample(vendor, schema, Random(1), full=True))
    return source


def shown(value: Any) -> str:
    return f"{value!r} {value!s} {value} {[value]} {(value,)!r} {{0: {value!r}}}"


def written(value: Any) -> Any:
    """Make the same model as a caller would."""
    if isinstance(value, tuple):
        return tuple(map(written, value))
    if not isinstance(value, Model):
        return value
    made: Any = type(value)
    return made(**{name: written(getattr(value, name)) for name in value.FIELDS})


PERSONAL_MODELS = [model for model in MODELS if MARK in str(marked_source(model))]


def test_there_is_personal_data_to_hide() -> None:
    for vendor in (kco.kustom, kco.klarna):
        assert {vendor.Order, vendor.Address, vendor.Customer, vendor.Capture} <= set(PERSONAL_MODELS)


@pytest.mark.parametrize("model", PERSONAL_MODELS, ids=identify)
def test_personal_data_is_redacted_at_any_depth(model: type[Model], caplog: pytest.LogCaptureFixture) -> None:
    made: Any = model.from_dict(marked_source(model) | {"unknown": MARK})
    assert MARK in str(made.to_dict())
    replaced = attrs.evolve(made, **{name: getattr(made, name) for name in made.FIELDS})
    for value in (made, written(made), replaced, deepcopy(made)):
        assert MARK not in shown(value)
        with caplog.at_level(logging.DEBUG):
            logging.getLogger("shop").info("%s %r", value, value)
        with pytest.raises(TypeError) as caught:
            attrs.evolve(value, no_such_field=value)
        assert MARK not in "".join(traceback.format_exception(caught.value))
    assert MARK not in caplog.text


@pytest.mark.parametrize("model", MODELS, ids=identify)
def test_what_is_not_personal_is_shown(model: type[Model]) -> None:
    made = model.from_dict(marked_source(model))
    if model.PERSONAL:
        assert repr(made) == f"{model.__name__}(<personal>)"
    else:
        for name in model.FIELDS:
            if name in model.PERSONAL_FIELDS:
                assert f"{name}=<personal>" in repr(made)
            else:
                assert f"{name}={getattr(made, name)!r}" in repr(made)


NAMES = {
    "attention", "care_of", "city", "date_of_birth", "email", "family_name", "given_name", "house_extension",
    "national_identification_number", "organization_name", "phone", "postal_code", "street_address",
    "street_address2", "street_name", "street_number",
}  # fmt: skip


def described_fields(vendor: str) -> Iterator[tuple[str, str, bool]]:
    for name, schema in description(vendor)["components"]["schemas"].items():
        for field, member in schema.get("properties", {}).items():
            yield name, field, bool(schema.get("x-kco-personal") or member.get("x-kco-personal"))


def test_names_addresses_contacts_birth_dates_and_national_ids_are_personal(vendor: str) -> None:
    plain = {(model, field) for model, field, personal in described_fields(vendor) if not personal}
    # A pick-up point is a shop, not a customer.
    assert {model for model, field in plain if field in NAMES} == {"LocationAddress"}


def test_a_day_of_birth_is_not_shown(vendor: str) -> None:
    customer = getattr(kco, vendor).Customer.from_dict({"date_of_birth": "1815-12-10"})
    assert "1815" not in shown(customer)


# --- Responses, logs and errors -------------------------------------------------------------------

ADDRESS = {"given_name": MARK, "email": f"{MARK}@example.com", "phone": MARK, "city": MARK}


def order_source(desk: Desk) -> dict[str, Any]:
    return marked_source(desk.models.Order)


def test_a_response_hides_what_it_carries(desk: Desk) -> None:
    desk.answers(answer(200, order_source(desk), {"Set-Cookie": "session=secret"}))
    response = desk.call("orders.with_response.get", "o")
    assert MARK not in shown(response)
    assert "secret" not in shown(response)
    assert f"order_amount={response.data.order_amount}" in repr(response)


def test_the_answer_to_a_raw_request_is_not_shown(desk: Desk) -> None:
    desk.answers(answer(200, order_source(desk)))
    response = desk.call("request", "GET", "/ordermanagement/v1/orders/o")
    assert MARK in str(response.data)
    assert MARK not in shown(response)


def test_logs_hold_no_bodies_and_no_headers(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    desk.answers(answer(200, order_source(desk), {"Set-Cookie": "session=secret"}))
    desk.call("orders.get", "o")
    desk.call("orders.update_customer_details", "o", shipping_address=ADDRESS, headers={"X-Token": "secret"})
    for status in (400, 500):
        desk.answers(answer(status, {"error_code": "BAD", "order": order_source(desk)}))
        with pytest.raises(kco.ResponseError) as caught:
            desk.call("orders.get", "o")
        assert MARK not in "".join(traceback.format_exception(caught.value))
    records = [record for record in caplog.records if record.name == "kco"]
    assert len(records) >= 4
    for record in records:
        everything = f"{record.getMessage()} {record.__dict__}"
        assert MARK not in everything
        assert "secret" not in everything
        assert desk.script.api_key not in everything


def test_an_error_of_a_personal_input_does_not_quote_it(desk: Desk) -> None:
    wrong: dict[str, Any] = dict.fromkeys(ADDRESS, f"{MARK}{'x' * 300}") | {
        "title": [MARK],
        "region": {MARK: 1},
    }
    with pytest.raises(kco.InvalidInputError) as caught:
        desk.call("orders.update_customer_details", "o", shipping_address=wrong)
    error = caught.value
    assert len(error.violations) == len(wrong)
    text = (
        "".join(traceback.format_exception(error))
        + repr(error)
        + str(error.to_dict())
        + repr(error.violations)
    )
    assert MARK not in text


def test_a_broken_answer_is_kept_but_not_shown(desk: Desk) -> None:
    body = f'{{"given_name": "{MARK}"'.encode()
    desk.answers(answer(200, body))
    with pytest.raises(kco.DecodeError) as caught:
        desk.call("orders.get", "o")
    assert caught.value.content == body
    assert MARK not in "".join(traceback.format_exception(caught.value))
    assert MARK not in f"{caught.value!r} {caught.value} {caught.value.to_dict()}"


def test_what_cannot_be_written_as_json_is_not_shown(desk: Desk) -> None:
    for value in ({MARK}, b"Lovelace", object(), 1j):
        with pytest.raises(kco.InvalidInputError) as caught:
            desk.call("orders.update_customer_details", "o", shipping_address={"city": value}, validate=False)
        assert MARK not in "".join(traceback.format_exception(caught.value))


def test_a_client_does_not_show_its_credentials(vendor: str, mode: str) -> None:
    desk = Desk(vendor, mode, username="merchant-name", headers={"X-Token": "secret-token"})
    desk.answers(answer(204))
    desk.call("orders.acknowledge", "o")
    client = desk.client
    things = [client, client.orders, client.orders.with_response, client.with_options(timeout=1)]
    things += [value for name, value in vars(client).items() if not name.startswith("_headers")]
    things += desk.script.requests
    for thing in things:
        for secret in (desk.script.api_key, "merchant-name", "secret-token"):
            assert secret not in shown(thing)
