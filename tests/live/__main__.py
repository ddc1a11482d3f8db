"""The command: `make test-live`, which asks the playgrounds whose keys are in the environment.

It ends with 0 where description, sandbox and service agree, with 1 where they do not, and with 2 where
nothing could be compared.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Mapping

from kco.environments import VENDORS
from rich.console import Console

from .access import Access, Refusal, granted
from .examining import examine
from .report import printable, report

__all__ = ["main"]

WIDTH = 170


def main(
    variables: Mapping[str, str], console: Console, *, addresses: Mapping[str, str] | None = None
) -> int:
    """Ask every playground that the variables open, and print what they say.

    Args:
        variables: the environment variables.
        console: where to print.
        addresses: what to ask instead of the playground's own address, by vendor.

    Returns:
        The exit code.
    """
    try:
        opened = granted(variables, addresses)
    except Refusal as refusal:
        return _refused(console, refusal)
    codes = {access.vendor.name: _compared(access, console) for access in opened}
    for vendor in VENDORS.values():
        if vendor.name not in codes:
            line = f"{vendor.title}: skipped, {vendor.variable('API_KEY')} is not set"
            console.print(line, highlight=False)
    return max(codes.values())


def _compared(access: Access, console: Console) -> int:
    try:
        findings = list(examine(access))
    except Refusal as refusal:
        return _refused(console, refusal)
    report(console, access.vendor.title, findings)
    return 1 if any(finding.disagreements for finding in findings) else 0


def _refused(console: Console, refusal: Refusal) -> int:
    console.print(f"test-live: {printable(str(refusal))}", markup=False, highlight=False, soft_wrap=True)
    return 2


if __name__ == "__main__":
    # What the client would say of its repetitions stands in the table, or in the line that replaces it.
    logging.getLogger("kco").addHandler(logging.NullHandler())
    sys.exit(main(os.environ, Console(width=max(Console().width, WIDTH))))
