"""Faults in the published descriptions: what a vendor might change, and a wrong copy of what it publishes."""

from __future__ import annotations

from ..seeding import Fault, replace
from .catchers import FIELDS, PIPELINE

__all__ = ["FAULTS"]

KUSTOM = "openapi/kustom.yaml"
KLARNA = "openapi/klarna.yaml"

FAULTS = (
    Fault(
        name="a path changes",
        file=KUSTOM,
        edits=(replace("{order_id}/release-remaining-authorization:", "{order_id}/release-authorization:"),),
        expected=PIPELINE,
    ),
    Fault(
        name="an HTTP method changes",
        file=KUSTOM,
        edits=(replace("{order_id}/cancel:\n    post:", "{order_id}/cancel:\n    put:"),),
        expected=PIPELINE,
    ),
    Fault(
        name="an amount becomes text",
        file=KLARNA,
        edits=(
            replace(
                "          description: What has been captured so far, in minor units.\n"
                "          example: 0\n          format: int64\n          type: integer\n",
                "          description: What has been captured so far, in minor units.\n"
                "          type: string\n",
            ),
        ),
        expected=FIELDS,
    ),
    Fault(
        name="a state of orders is lost",
        file=KUSTOM,
        edits=(replace("            - PART_CAPTURED\n", ""),),
        expected=FIELDS,
    ),
    Fault(
        name="a field of addresses is misspelled",
        file=KLARNA,
        edits=(replace("        organization_name:\n", "        organisation_name:\n"),),
        expected=FIELDS,
    ),
    Fault(
        name="the most that may be captured changes",
        file=KLARNA,
        edits=(
            replace(
                "          description: Amount to capture in minor units, at most 200000000.\n"
                "          format: int64\n          maximum: 200000000\n",
                "          description: Amount to capture in minor units, at most 200000000.\n"
                "          format: int64\n          maximum: 20000000\n",
            ),
        ),
        expected=FIELDS,
    ),
)
