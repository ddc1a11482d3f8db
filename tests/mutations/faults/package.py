"""Faults in the package itself, as if somebody had edited what the generator made."""

from __future__ import annotations

from ..seeding import Fault, replace
from .catchers import FACTS, FIELDS, REQUESTS, RESPONSES

__all__ = ["FAULTS"]

KUSTOM = "generated_client/kco/kustom"
KLARNA = "generated_client/kco/klarna"

FAULTS = (
    Fault(
        name="a field of a model is not read",
        file=f"{KLARNA}/models.py",
        edits=(
            replace(
                '        if "credit_invoice" in source:\n            value = source["credit_invoice"]\n',
                '        if "credit_invoice" in source and False:\n            value = source["credit_invoice"]\n',
            ),
        ),
        expected=FACTS,
    ),
    Fault(
        name="a JSON key is read under another name",
        file=f"{KUSTOM}/models.py",
        edits=(replace('        if "fraud_status" in source:\n', '        if "fraud_state" in source:\n'),),
        expected=FACTS,
    ),
    Fault(
        name="two amounts are swapped",
        file=f"{KUSTOM}/models.py",
        edits=(
            replace('value = source["order_amount"]', 'value = source.get("original_order_amount")'),
            replace('value = source["original_order_amount"]', 'value = source.get("order_amount")'),
        ),
        expected=FACTS,
    ),
    Fault(
        name="a value of an enumeration is lost",
        file=f"{KUSTOM}/enumerations.py",
        edits=(replace('    PART_CAPTURED = "PART_CAPTURED"\n', ""),),
        expected=RESPONSES,
    ),
    Fault(
        name="an HTTP method is another one",
        file=f"{KUSTOM}/operations.py",
        edits=(
            replace(
                '    identifier="updateMerchantReferences",\n    method="PATCH",',
                '    identifier="updateMerchantReferences",\n    method="POST",',
            ),
        ),
        expected=REQUESTS,
    ),
    Fault(
        name="a path is another one",
        file=f"{KLARNA}/operations.py",
        edits=(replace('"/trigger-send-out")', '"/trigger-sendout")'),),
        expected=REQUESTS,
    ),
    Fault(
        name="a header parameter is misnamed",
        file=f"{KUSTOM}/operations.py",
        edits=(replace('{"klarna_integrator": "Klarna-Integrator"}', '{"klarna_integrator": "Integrator"}'),),
        expected=REQUESTS,
    ),
    Fault(
        name="the id of a capture is looked for in another header",
        file=f"{KUSTOM}/operations.py",
        edits=(replace('id_header="Capture-Id"', 'id_header="Captured-Id"'),),
        expected=RESPONSES,
    ),
    Fault(
        name="one operation returns the model of another",
        file=f"{KUSTOM}/operations.py",
        edits=(
            replace(
                'result=ObjectResult(lambda: _load("Refund"))',
                'result=ObjectResult(lambda: _load("Capture"))',
            ),
        ),
        expected=FACTS,
    ),
    Fault(
        name="a text may be longer than described",
        file=f"{KLARNA}/rules.py",
        edits=(
            replace(
                '"quantity_unit": StringRule(max_length=10)', '"quantity_unit": StringRule(max_length=100)'
            ),
        ),
        expected=REQUESTS,
    ),
    Fault(
        name="an array may be empty",
        file=f"{KUSTOM}/rules.py",
        edits=(replace("min_items=1, max_items=500", "max_items=500"),),
        expected=REQUESTS,
    ),
    Fault(
        name="a server is that of another environment",
        file=f"{KUSTOM}/servers.py",
        edits=(
            replace(
                '"playground": "https://api.playground.kustom.co"', '"playground": "https://api.kustom.co"'
            ),
        ),
        expected=FACTS,
    ),
    Fault(
        name="personal data of add-ons is shown",
        file=f"{KUSTOM}/models.py",
        edits=(replace('frozenset({"user_input"})', "frozenset()"),),
        expected=FIELDS,
    ),
)
