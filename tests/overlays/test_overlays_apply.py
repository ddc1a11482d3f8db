"""Every action still finds what it was written for, says why it exists, and needs no particular wording."""

from __future__ import annotations

import json
from typing import Any

from generator.overlay import apply, stale_problems

from .conftest import Vendor

SENTENCES = ("summary", "description", "title")


def actions(vendor: Vendor) -> list[tuple[str, Any]]:
    return [
        (f"{file}, action {index + 1}", action)
        for file, document in vendor.overlay_documents.items()
        for index, action in enumerate(document["actions"])
    ]


def test_no_action_is_stale(vendor: Vendor) -> None:
    assert [str(problem) for problem in stale_problems(vendor.patched)] == []


def test_every_action_says_why(vendor: Vendor) -> None:
    silent = [place for place, action in actions(vendor) if len(action.get("x-reason", "")) < 15]
    assert silent == []


def test_every_overlay_has_a_concern_and_both_vendors_number_them_alike(
    klarna: Vendor, kustom: Vendor
) -> None:
    assert list(klarna.overlay_documents) == list(kustom.overlay_documents)
    for vendor in (klarna, kustom):
        for document in vendor.overlay_documents.values():
            assert document["overlay"] == "1.1.0"
            assert document["info"]["description"]


def test_only_moves_are_without_an_expectation(vendor: Vendor) -> None:
    """A copy, what takes away the copied original, and references found by place."""
    without = [
        (place, action)
        for place, action in actions(vendor)
        if "x-expect" not in action and "copy" not in action
    ]
    for place, action in without:
        assert place.startswith("10-names.yaml")
        assert action.get("remove") or action["target"].endswith('["$ref"]')


def reworded(node: Any) -> Any:
    if isinstance(node, dict):
        return {
            key: "Said otherwise." if key in SENTENCES and isinstance(value, str) else reworded(value)
            for key, value in node.items()
        }
    return [reworded(item) for item in node] if isinstance(node, list) else node


def test_no_action_depends_on_a_sentence(vendor: Vendor) -> None:
    patched = apply(reworded(vendor.published), vendor.overlays)
    assert [str(problem) for problem in stale_problems(patched)] == []
    assert reworded(patched.document) == reworded(vendor.document)


def rename_schemas(document: Any) -> Any:
    text = json.dumps(document)
    for number, name in enumerate(sorted(document["components"]["schemas"], key=len, reverse=True)):
        text = text.replace(f'"#/components/schemas/{name}"', f'"#/components/schemas/Unforeseen{number}"')
        text = text.replace(f'"{name}": {{', f'"Unforeseen{number}": {{')
    return json.loads(text)


def test_kustoms_overlays_need_no_schema_name(kustom: Vendor) -> None:
    renamed = rename_schemas(kustom.published)
    assert all(name.startswith("Unforeseen") for name in renamed["components"]["schemas"])
    patched = apply(renamed, kustom.overlays)
    assert [str(problem) for problem in stale_problems(patched)] == []
    assert patched.document == kustom.document


def test_applying_twice_gives_the_same(vendor: Vendor) -> None:
    again = apply(vendor.published, vendor.overlays)
    assert again == vendor.patched
    assert json.dumps(again.document) == json.dumps(vendor.document)


def test_a_mended_example_makes_its_correction_stale(kustom: Vendor) -> None:
    published = json.loads(json.dumps(kustom.published))
    shipment = published["components"]["schemas"]["ShippingInfoDto"]["properties"]
    shipment["tracking_number"]["example"] = "63456415674545679874"
    problems = [str(problem) for problem in stale_problems(apply(published, kustom.overlays))]
    assert len(problems) == 1
    assert "50-examples.yaml" in problems[0]


def test_a_number_rounded_to_a_float_is_not_what_was_expected(kustom: Vendor) -> None:
    published = json.loads(json.dumps(kustom.published))
    shipment = published["components"]["schemas"]["ShippingInfoDto"]["properties"]
    shipment["tracking_number"]["example"] = float(63456415674545680000)
    assert len(stale_problems(apply(published, kustom.overlays))) == 1
