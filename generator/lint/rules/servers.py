"""Rules on servers: a client takes its address, and so whether it is encrypted, from there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from ...description.document import Description, Node, objects
from ...description.json_values import short
from ..findings import Finding, Findings

__all__ = ["RULES", "find"]

RULES: Mapping[str, str] = {
    "missing-servers": "a description that names no server",
    "unusable-server": "a server whose address is relative, not https, or has a variable that is not defined",
}

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def find(description: Description) -> Findings:
    if not description.document.get("servers"):
        yield Finding(
            "missing-servers",
            "/servers" if "servers" in description.document else "",
            "no server is named, so a client does not know where to send requests",
            "add `servers` with the address of each environment",
        )
    for node in description.of_kind("server"):
        url = node.value.get("url")
        if isinstance(url, str):
            yield from _url(node, url)


def _url(node: Node, url: str) -> Findings:
    variables = objects(node.value.get("variables"))
    names = re.findall(r"\{([^{}]*)\}", url)
    for name in names:
        if name not in variables:
            yield _unusable(node, f"{short('{' + name + '}')} is not defined", "define it under `variables`")
    filled = re.sub(r"\{([^{}]*)\}", lambda match: _default(variables.get(match[1])), url)
    try:
        address = urlsplit(filled)
        host = address.hostname
    except ValueError:
        yield _unusable(node, f"{short(url)} is no address", "write one such as https://api.example.com")
        return
    if not address.scheme or not host:
        yield _unusable(
            node,
            f"{short(url)} is relative, and a client does not know to what",
            "write the whole address, such as https://api.example.com",
        )
    elif address.scheme != "https" and not (address.scheme == "http" and host in LOOPBACK):
        yield _unusable(node, f"{short(url)} is not https", "write an address that begins with https://")


def _default(variable: object) -> str:
    # Any name will do in place of a missing default, which the rule on structure reports.
    default = variable.get("default") if isinstance(variable, dict) else None
    return default if isinstance(default, str) else "undefined"


def _unusable(node: Node, message: str, remedy: str) -> Finding:
    return Finding("unusable-server", node.at("url"), message, remedy)
