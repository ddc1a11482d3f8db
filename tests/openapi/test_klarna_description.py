"""openapi/klarna.yaml has the structure that Klarna publishes, faults included; only the words differ."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from generator.documents import load

ROOT = Path(__file__).parents[2]

# Of the description Klarna published (archived 2024-12-25), with the text of every sentence left out.
PUBLISHED_STRUCTURE = "b0d99b9b9ac7f22ee68f8cf7ed80b7689f9cb3d047ffab8f5e7d0b20754344d0"

SENTENCES = ("summary", "description", "title")


@pytest.fixture(scope="module")
def klarna() -> Any:
    return load(ROOT / "openapi/klarna.yaml")


def without_sentences(node: Any) -> Any:
    """Empty the text of every sentence. A property may be called `description` too: that is an object."""
    if isinstance(node, dict):
        return {
            key: "" if key in SENTENCES and isinstance(value, str) else without_sentences(value)
            for key, value in node.items()
        }
    return [without_sentences(item) for item in node] if isinstance(node, list) else node


def digest(document: Any) -> str:
    text = json.dumps(without_sentences(document), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def test_structure_is_the_published_one(klarna: Any) -> None:
    assert digest(klarna) == PUBLISHED_STRUCTURE


def test_digest_sees_every_change_but_a_sentence(klarna: Any) -> None:
    line = klarna["components"]["schemas"]["order_line"]["properties"]
    reworded = {**klarna, "info": {**klarna["info"], "description": "Something else."}}
    without = {**klarna, "info": {key: klarna["info"][key] for key in ("title", "version")}}
    assert digest(reworded) == digest(klarna)
    assert digest(without) != digest(klarna)

    changed = json.loads(json.dumps(klarna))
    changed["components"]["schemas"]["order_line"]["properties"]["quantity"]["minimum"] = False
    assert line["quantity"]["minimum"] == 0
    assert digest(changed) != digest(klarna)


def test_counts(klarna: Any) -> None:
    operations = [operation for item in klarna["paths"].values() for operation in item.values()]
    tags = [operation["tags"] for operation in operations]
    assert len(klarna["paths"]) == 17
    assert len(operations) == 18
    assert [tags.count([tag]) for tag in ("Orders", "Captures", "Refunds")] == [9, 7, 2]
    assert len(klarna["components"]["schemas"]) == 33


def test_every_schema_is_used(klarna: Any) -> None:
    text = json.dumps(klarna)
    unused = [
        name for name in klarna["components"]["schemas"] if f'"#/components/schemas/{name}"' not in text
    ]
    assert unused == []


def test_no_sentence_is_empty_or_padded(klarna: Any) -> None:
    def sentences(node: Any) -> Any:
        if isinstance(node, dict):
            for key, value in node.items():
                if key in SENTENCES and isinstance(value, str):
                    yield value
                else:
                    yield from sentences(value)
        elif isinstance(node, list):
            for item in node:
                yield from sentences(item)

    texts = list(sentences(klarna))
    assert len(texts) == 301
    assert [text for text in texts if not text or text != text.strip()] == []


def test_twenty_digits_survive_loading(klarna: Any) -> None:
    shipment = klarna["components"]["schemas"]["shipping_info"]["properties"]
    assert shipment["tracking_number"]["example"] == "63456415674545679874"
    assert shipment["return_tracking_number"]["example"] == "93456415674545679888"
