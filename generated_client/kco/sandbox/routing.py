# Copied from generator/client/sandbox/routing.py by "make generate"; change that, not this.
"""Finds the operation of a request, and writes the address of an operation, by the vendor's own table.

The sandbox has no paths of its own: it serves those of the description, and no other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import attrs

from ..runtime.operation import Operation
from .decisions import one_slash_each

__all__ = ["Route", "Router"]


@attrs.frozen
class Route:
    """An operation, and the values of its path parameters."""

    operation: Operation[Any]
    parameters: Mapping[str, str]


class Router:
    """Reads and writes the addresses of a vendor's operations.

    Args:
        operations: the vendor's operations by name.
    """

    def __init__(self, operations: Mapping[str, Operation[Any]]) -> None:
        self._operations = operations
        self._patterns = [
            (re.compile("([^/]+)".join(map(re.escape, operation.path))), operation)
            for operation in operations.values()
        ]

    def find(self, method: str, path: str) -> Route | None:
        """Return the route of a request, or ``None`` if the vendor serves nothing there.

        Args:
            method: the HTTP method in capitals.
            path: the path as it was sent. It is taken apart before it is decoded, since an encoded
                slash belongs to an id.
        """
        path = one_slash_each(path)
        for pattern, operation in self._patterns:
            if operation.method == method and (match := pattern.fullmatch(path)):
                values = map(unquote, match.groups())
                return Route(operation, dict(zip(operation.path_parameters, values, strict=True)))
        return None

    def methods(self, path: str) -> tuple[str, ...]:
        """Return the methods that a path has, none if the vendor serves nothing there."""
        path = one_slash_each(path)
        return tuple(
            sorted({operation.method for pattern, operation in self._patterns if pattern.fullmatch(path)})
        )

    def locate(self, name: str, parameters: Mapping[str, str], *, near: str) -> str:
        """Return the absolute address of an operation.

        Args:
            name: the operation's name.
            parameters: the values of its path parameters.
            near: an address at the same server.
        """
        operation, server = self._operations[name], urlsplit(near)
        values = [quote(parameters[parameter], safe="") for parameter in operation.path_parameters]
        pieces = [operation.path[0]]
        for value, literal in zip(values, operation.path[1:], strict=True):
            pieces += (value, literal)
        return f"{server.scheme}://{server.netloc}{''.join(pieces)}"
