"""Rules on security: a requirement that names nothing is ignored, and a bearer token sent instead."""

from __future__ import annotations

from collections.abc import Mapping

from ...description.document import Description, Operation, objects
from ...description.json_values import short
from ..findings import Finding, Findings

__all__ = ["RULES", "find", "is_secured"]

RULES: Mapping[str, str] = {
    "undefined-security-scheme": "a security requirement names a scheme that is not defined",
    "no-security": "an operation for which nothing says whether it needs credentials",
}


def find(description: Description) -> Findings:
    defined = objects(objects(description.document.get("components")).get("securitySchemes"))
    holders = [description.nodes[0], *(operation.node for operation in description.operations)]
    for holder in holders:
        listing = holder.value.get("security")
        for index, requirement in enumerate(listing if isinstance(listing, list) else ()):
            for name in objects(requirement):
                if name not in defined:
                    known = f"; defined are: {', '.join(map(short, defined))}" if defined else ""
                    yield Finding(
                        "undefined-security-scheme",
                        holder.at("security", index, name),
                        f"there is no security scheme {short(name)}{known}",
                        "name a scheme of `components/securitySchemes`, or define this one",
                    )
    if "security" not in description.document:
        for operation in description.operations:
            if "security" not in operation.node.value:
                yield Finding(
                    "no-security",
                    operation.node.pointer,
                    "nothing says which credentials this needs, here or for the whole description",
                    "add `security` here or at the root; `security: []` says that it needs none",
                )


def is_secured(description: Description, operation: Operation) -> bool:
    """Tell whether an operation asks for credentials, even if it also works without."""
    listing = operation.node.value.get("security", description.document.get("security"))
    return isinstance(listing, list) and any(objects(requirement) for requirement in listing)
