"""The program in front of a stand-in for a vendor's service."""

from __future__ import annotations

from io import StringIO

import attrs
from kco.environments import VENDORS
from rich.console import Console

from .__main__ import main
from .standin import StandIn

__all__ = ["SECRET", "Trial", "key_of", "run"]

SECRET = "b7f1c2d3e4"
"""The part of every key that nobody may see."""


@attrs.frozen
class Trial:
    """The program in front of a stand-in for one vendor's service."""

    vendor: str
    service: StandIn

    def run(self, **more: str) -> tuple[int, str]:
        """Run the program; return its exit code and what it printed.

        Args:
            more: further variables, without the vendor's prefix.
        """
        name = self.vendor.upper()
        variables = {f"{name}_API_KEY": key_of(self.vendor), **{f"{name}_{k}": v for k, v in more.items()}}
        return run(variables, {self.vendor: self.service.url})


def key_of(vendor: str, kind: str = "test") -> str:
    """Return a key as a vendor shapes it; ``live`` is the kind for production."""
    return f"{VENDORS[vendor].key_prefix}_{kind}_api_{SECRET}"


def run(variables: dict[str, str], addresses: dict[str, str] | None = None) -> tuple[int, str]:
    """Run the program; return its exit code and what it printed."""
    printed = StringIO()
    code = main(variables, Console(file=printed, width=160), addresses=addresses)
    return code, printed.getvalue()
