"""No example has lost digits: a rounded number cannot come back as a text that looks right."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from generator.documents import load

from .descriptions import ROOT, VENDORS, description
from .published_digits import corrected, digits_in, examples, rounded_forms, untrue_digits, witnesses

PUBLISHED: dict[str, Any] = {vendor: load(ROOT / f"openapi/{vendor}.yaml") for vendor in VENDORS}
PATCHED = {vendor: description(vendor) for vendor in VENDORS}
UNWITNESSED = {
    "street_address2": "Klarna prints another address. The number 1 has only one digit to lose.",
}


def test_all_digits_are_the_true_ones() -> None:
    assert untrue_digits(PUBLISHED, PATCHED, UNWITNESSED) == []


def test_every_corrected_example_is_looked_at() -> None:
    found = {
        (before.vendor, before.name): (before.value, after.value)
        for before, after in corrected(PUBLISHED, PATCHED)
    }
    assert len(found) == len(corrected(PUBLISHED, PATCHED))
    assert found["kustom", "tracking_number"] == (63456415674545680000, "63456415674545679874")
    assert found["kustom", "return_tracking_number"] == (93456415674545680000, "93456415674545679888")
    assert len(found) == 9


@pytest.mark.parametrize("name", ["tracking_number", "return_tracking_number"])
def test_a_tracking_number_has_the_link_beside_it_and_the_other_vendor_as_witnesses(name: str) -> None:
    (example,) = (each for each in examples("kustom", PATCHED["kustom"]) if each.name == name)
    assert len(witnesses(example, PUBLISHED)) == 3
    assert all(example.value in text for text in witnesses(example, PUBLISHED))


def long_digits() -> set[str]:
    return {
        digits
        for documents in (PUBLISHED, PATCHED)
        for vendor, document in documents.items()
        for example in examples(vendor, document)
        if isinstance(example.value, str)
        for digits in digits_in(example.value)
    }


def test_long_digits_are_found_in_fields_and_in_links() -> None:
    assert long_digits() == {"63456415674545679874", "93456415674545679888", "735858293167"}
    body = {"content": {"example": {"shipments": [{"number": "1" * 12, "link": "?" + "2" * 13}]}}}
    assert [digits_in(example.value) for example in examples("kustom", body)][1:] == [["1" * 12], ["2" * 13]]


def test_no_rounded_form_stands_anywhere_in_the_package() -> None:
    forms = {form for digits in long_digits() for form in rounded_forms(digits)}
    assert {"63456415674545680000", "63456415674545676288", "6.345641567454568e+19"} <= forms
    for path in Path(ROOT / "generated_client").rglob("*"):
        if path.suffix in (".py", ".json", ".md"):
            text = path.read_text("utf-8")
            assert [form for form in forms if form in text] == [], path


@pytest.mark.parametrize(
    ("digits", "forms"),
    [
        ("735858293167", set()),
        ("9007199254740992", set()),
        ("9007199254740993", {"9007199254740992", "9.007199254740992e+15", "9007199254740992.0"}),
    ],
)
def test_rounding_is_what_doubles_do(digits: str, forms: set[str]) -> None:
    assert rounded_forms(digits) <= forms
    assert bool(rounded_forms(digits)) == bool(forms)


# --- It finds faults ------------------------------------------------------------------------------


def shipment(documents: dict[str, Any], vendor: str = "kustom") -> Any:
    return documents[vendor]["components"]["schemas"]["ShippingInfo"]["properties"]


def rounded_as_text(documents: dict[str, Any]) -> None:
    shipment(documents)["tracking_number"]["example"] = "63456415674545680000"


def rounded_at_both_vendors(documents: dict[str, Any]) -> None:
    for vendor in VENDORS:
        for name in ("tracking_number", "tracking_uri"):
            shipment(documents, vendor)[name]["example"] = "63456415674545680000"


def still_a_number(documents: dict[str, Any]) -> None:
    shipment(documents)["tracking_number"]["example"] = 63456415674545679874


def gone(documents: dict[str, Any]) -> None:
    del shipment(documents)["tracking_number"]["example"]


def swapped(documents: dict[str, Any]) -> None:
    there, back = shipment(documents)["tracking_number"], shipment(documents)["return_tracking_number"]
    there["example"], back["example"] = back["example"], there["example"]


def digit_added(documents: dict[str, Any]) -> None:
    shipment(documents)["tracking_number"]["example"] += "0"


def short_digits_changed(documents: dict[str, Any]) -> None:
    documents["kustom"]["components"]["schemas"]["Address"]["properties"]["postal_code"]["example"] = "12340"


def unwitnessed_digits_changed(documents: dict[str, Any]) -> None:
    documents["kustom"]["components"]["schemas"]["Address"]["properties"]["street_address2"]["example"] = "2"


def without_a_witness(documents: dict[str, Any]) -> None:
    documents["klarna"]["components"]["schemas"]["Addon"]["properties"]["external_id"]["example"] = "4" * 12


@pytest.mark.parametrize(
    ("spoil", "line"),
    [
        (
            rounded_as_text,
            "tracking_number/example = '63456415674545680000' is not what is published elsewhere",
        ),
        (rounded_at_both_vendors, "'63456415674545680000' is not what is published elsewhere"),
        (still_a_number, "is a number where the field is text, and is not corrected"),
        (gone, "is a number where the field is text, and is not corrected"),
        (swapped, "/tracking_number/example = '93456415674545679888' is not what is published elsewhere"),
        (digit_added, "= '634564156745456798740' is not what is published elsewhere"),
        (short_digits_changed, "postal_code/example = '12340' is not what is published elsewhere: '12345'"),
        (unwitnessed_digits_changed, "street_address2/example = '2' needs a witness: 1 has lost digits"),
        (without_a_witness, "external_id/example = '444444444444' has no witness, and is not listed"),
    ],
)
def test_spoilt_digits_are_noticed(spoil: Callable[[dict[str, Any]], None], line: str) -> None:
    documents = deepcopy(PATCHED)
    spoil(documents)
    assert any(line in found for found in untrue_digits(PUBLISHED, documents, UNWITNESSED))


def test_a_reason_that_is_not_needed_is_noticed() -> None:
    found = untrue_digits(PUBLISHED, PATCHED, UNWITNESSED | {"order_id": "None."})
    assert found == ["order_id is listed as without a witness, and needs none"]
    found = untrue_digits(PUBLISHED, PATCHED, {})
    assert len(found) == 1
    assert "street_address2/example = '1'" in found[0]
