"""Decides from environment variables which playgrounds may be asked, before any request is made.

Nothing here repeats a key, not even a part of one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs
import kco
from kco.environments import PLAYGROUND, PRODUCTION, VENDORS, Vendor, options_from_variables

__all__ = ["Access", "Refusal", "granted"]

CLIENTS = {"kustom": kco.Kustom, "klarna": kco.Klarna}
SECONDS = 30
"""For one call, its repetitions included."""


class Refusal(Exception):
    """One line that says why nothing more was asked, and what to do."""


@attrs.frozen(repr=False, kw_only=True)
class Access:
    """The way to one playground.

    Args:
        vendor: whose playground it is.
        options: options of the vendor's client class.
        order_id: an order there that may be read, or ``None``.
    """

    vendor: Vendor
    options: Mapping[str, Any]
    order_id: str | None

    def client(self, **options: Any) -> kco.Kustom | kco.Klarna:
        """Return a client of the playground; `options` win over its own."""
        client_class: Any = CLIENTS[self.vendor.name]
        opened: kco.Kustom | kco.Klarna = client_class(**{**self.options, **options})
        return opened


def granted(variables: Mapping[str, str], addresses: Mapping[str, str] | None = None) -> list[Access]:
    """Return the playgrounds that the variables open; all of them are checked before any is returned.

    Args:
        variables: ``KUSTOM_API_KEY``, ``KLARNA_API_KEY`` and what ``from_env`` of the clients reads
            besides; ``KUSTOM_ORDER_ID`` and ``KLARNA_ORDER_ID`` name an order to read.
        addresses: what to ask instead of the playground's own address, by vendor.

    Raises:
        Refusal: there is no key at all, or one that is not plainly a key of a playground.
    """
    found = [
        _access(vendor, variables, (addresses or {}).get(vendor.name))
        for vendor in VENDORS.values()
        if variables.get(vendor.variable("API_KEY"))
    ]
    if not found:
        names = " or ".join(vendor.variable("API_KEY") for vendor in VENDORS.values())
        raise Refusal(f"there is no key; set {names} to a key of a playground")
    return found


def _access(vendor: Vendor, variables: Mapping[str, str], address: str | None) -> Access:
    name = vendor.variable("API_KEY")
    # What merely looks like a production key is one, whoever's it is and whatever stands in front of it.
    if "_live_" in variables[name].lower() or any(
        other.environment_of(variables[name]) == PRODUCTION for other in VENDORS.values()
    ):
        raise Refusal(f"{name} is a production key, and live tests ask playgrounds only; nothing was sent")
    options: dict[str, Any] = {**options_from_variables(vendor, variables), "timeout": SECONDS}
    if address is not None:
        options["base_url"] = address
    access = Access(
        vendor=vendor, options=options, order_id=variables.get(vendor.variable("ORDER_ID")) or None
    )
    try:
        with access.client() as client:
            environment = client.environment
    except kco.ConfigurationError as error:
        raise Refusal(f"{name}: {error.message}; nothing was sent") from None
    if environment != PLAYGROUND:
        raise Refusal(
            f"{vendor.variable('ENVIRONMENT')} is {environment}, and live tests ask playgrounds only; "
            "nothing was sent"
        )
    return access
