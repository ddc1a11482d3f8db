"""Faults in our overlays: each file taken away whole, and corrections that correct wrongly."""

from __future__ import annotations

from pathlib import Path

from ..seeding import Fault, remove, replace
from .catchers import DIGITS, FACTS, FIELDS, PIPELINE, RESPONSES

__all__ = ["FAULTS", "reverted"]


# Where the pipeline refuses to go on, its own tests are run first in any case.
_CATCHERS = {
    "30-parameters.yaml": FIELDS,
    "45-descriptions.yaml": FIELDS,
    "50-examples.yaml": RESPONSES,
    "80-always-sent.yaml": FIELDS,
    "85-privacy.yaml": FIELDS,
}


def reverted(project: Path) -> tuple[Fault, ...]:
    """Return a fault for each overlay file of a project: what is there without it."""
    return tuple(
        Fault(
            name=f"{path.parent.name}/{path.name} is reverted",
            file=path.relative_to(project).as_posix(),
            edits=(remove(),),
            expected=_CATCHERS.get(path.name, FACTS),
        )
        for path in sorted((project / "overlays").glob("*/*.yaml"))
    )


_ACTION = """
  - target: $.paths.*.*.parameters[?@.name == "Klarna-Integrator"]
    x-reason: It is the only parameter without a description.
    x-expect:
      name: Klarna-Integrator
      in: header
      description:
        x-absent: true
    update:
      description: Names the platform or integrator behind the call. Its values are not documented.
"""

FAULTS = (
    Fault(
        name="a corrected example is the rounded number in quotes",
        file="overlays/kustom/50-examples.yaml",
        edits=(replace("'63456415674545679874'", "'63456415674545680000'"),),
        expected=DIGITS,
    ),
    Fault(
        name="the playground has another address",
        file="overlays/kustom/25-servers.yaml",
        edits=(replace("url: https://api.playground.kustom.co", "url: https://playground.kustom.co"),),
        expected=FACTS,
    ),
    Fault(
        name="the security scheme is a bearer token",
        file="overlays/kustom/20-security.yaml",
        edits=(replace("          scheme: basic", "          scheme: bearer"),),
        expected=FACTS,
    ),
    Fault(
        name="the ids of captures are promised no more",
        file="overlays/klarna/80-always-sent.yaml",
        edits=(replace("        - capture_id\n", ""),),
        expected=FIELDS,
    ),
    Fault(
        name="two operations have one name",
        file="overlays/kustom/90-python.yaml",
        edits=(replace("x-kco-method: cancel\n", "x-kco-method: acknowledge\n"),),
        expected=PIPELINE,
    ),
    Fault(
        name="an operation has the name of another one",
        file="overlays/klarna/90-python.yaml",
        edits=(
            replace("x-kco-method: trigger_send_out\n", "x-kco-method: exchange\n"),
            replace("x-kco-method: extend_due_date\n", "x-kco-method: trigger_send_out\n"),
            replace("x-kco-method: exchange\n", "x-kco-method: extend_due_date\n"),
        ),
        expected=FACTS,
    ),
    Fault(
        name="an answer has the error code of another one",
        file="overlays/kustom/70-errors.yaml",
        edits=(
            replace(
                "                error_code: PAYLOAD_TOO_LARGE\n", "                error_code: BAD_REQUEST\n"
            ),
        ),
        expected=FACTS,
    ),
    Fault(
        name="an action is lost",
        file="overlays/kustom/30-parameters.yaml",
        edits=(replace(_ACTION, ""),),
        expected=FIELDS,
    ),
    Fault(
        name="the header with the id of a refund is misnamed",
        file="overlays/kustom/60-responses.yaml",
        edits=(replace("        Refund-Id:\n", "        Refunded-Id:\n"),),
        expected=FACTS,
    ),
    Fault(
        name="a way of shipping is lost",
        file="overlays/kustom/40-schemas.yaml",
        edits=(replace("        - BoxUnreg\n", ""),),
        expected=FIELDS,
    ),
)
