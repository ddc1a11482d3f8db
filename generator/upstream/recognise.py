"""Recognises the description of an API among all that an address may answer with.

A page about an error, a description of another API, half of a file: each of them can be YAML that
parses. The paths of its operations do not change when a vendor rewrites a description, so an API is
recognised by these; its title, its names and its sentences may all be others.

Half of a file that was cut at the end of a line is a description in its own right. It is recognised by
references that lead nowhere, by a last operation without responses, and by losses in comparison with
the file we have. A file that is cut so late that it shows none of this has lost a few fields of its
last schema; a comparison calls that breaking, and a person looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias
from urllib.parse import urlsplit

from ..description.document import read
from ..documents import JsonObject, JsonValue, parse
from ..lint import Finding, undefined_references
from ..problems import Problem
from .fetch import Refusal

__all__ = ["Loss", "hosts_of", "recognise"]


class Loss(Refusal):
    """The file looks as if a part of it were missing; a person may know better."""


# A method and a path with its parameters left blank.
Operation: TypeAlias = "tuple[str, str]"

REQUIRED = ("openapi", "info", "paths")
ROOT_KEYS = frozenset({*REQUIRED, "components", "security", "servers", "swagger", "tags"})


def recognise(
    content: bytes,
    *,
    file: str,
    below: str,
    have: bytes | None,
    known: JsonValue,
    strangers: Mapping[str, frozenset[str]],
    length_known: bool,
    accept_losses: bool = False,
) -> JsonObject:
    """Read what an address answered as the description of one API.

    Args:
        content: the answer.
        file: the name it will have, whose ending decides between JSON and YAML.
        below: the path that the API's operations are below.
        have: the file we have, ``None`` if there is none.
        known: its parsed document, ``None`` without one.
        strangers: the hosts that other APIs are at, by their names.
        length_known: whether the server said where the file ends. If not, nothing may be missing.
        accept_losses: accept it even if it looks as if a part of it were missing.

    Raises:
        Loss: a part of it seems to be missing.
        Refusal: it is something else.
    """
    document = _document(content, file)
    operations = _operations(document)
    if not any(_is_below(path, below) for _, path in operations):
        raise Refusal(
            f"describes another API: none of its {len(operations)} operations is below {below}"
            if operations
            else "describes no operation"
        )
    for name, hosts in strangers.items():
        if hosts_of(document) and hosts_of(document) <= hosts:
            raise Refusal(f"describes another API: its server {min(hosts_of(document))} is the one of {name}")
    if not accept_losses:
        if have is not None and content.rstrip() != have.rstrip() and have.startswith(content.rstrip()):
            raise Loss("was cut off: it is the beginning of the file we have")
        _require_whole(document, content, file, known)
        _refuse_losses(document, known, length_known)
    return document


def _document(content: bytes, file: str) -> JsonObject:
    start = content[:1000].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        raise Refusal("answered with an empty file")
    if start.startswith(b"<"):
        raise Refusal(
            "is an HTML page, not a description; if it is the page that offers the description, "
            "name the address behind its download link"
        )
    try:
        document = parse(content, file)
    except Problem as problem:
        kind = "is JSON, which does not fit the name" if _is_json(start, file) else "is not a description"
        place = problem.where.removeprefix(file).removeprefix(", ")
        raise Refusal(f"{kind} ({f'{place}: ' if place else ''}{problem.what})") from None
    if not isinstance(document, dict):
        raise Refusal("is not an OpenAPI description: its root is not an object")
    missing = [key for key in REQUIRED if not document.get(key)]
    if not document.keys() & ROOT_KEYS:
        raise Refusal("is not an OpenAPI description: it has nothing that one begins with")
    if missing and "swagger" not in document:
        raise Refusal(
            f"is not a whole OpenAPI description: it has no `{missing[0]}`; it may have been cut off"
        )
    try:
        read(document, file)
    except Problem as problem:
        raise Refusal(problem.what) from None
    return document


def _is_json(start: bytes, file: str) -> bool:
    return start[:1] in b"{[" and not file.endswith(".json")


def _is_below(path: str, below: str) -> bool:
    return path == below or path.startswith(below.rstrip("/") + "/")


def _operations(document: JsonValue) -> frozenset[Operation]:
    """Return the operations of a description, as they are below its host."""
    if not isinstance(document, dict):
        return frozenset()
    try:
        description = read(document, "")
    except Problem:
        return frozenset()
    bases = {urlsplit(url).path.rstrip("/") for url in _server_addresses(document)} or {""}
    return frozenset(
        (operation.method, re.sub(r"\{[^{}]*\}", "{}", f"{base}{operation.path}").rstrip("/"))
        for operation in description.operations
        for base in bases
    )


def _server_addresses(document: JsonObject) -> Iterator[str]:
    servers = document.get("servers")
    for server in servers if isinstance(servers, list) else ():
        address = server.get("url") if isinstance(server, dict) else None
        if isinstance(address, str):
            try:
                urlsplit(address)
            except ValueError:
                continue
            yield address


def hosts_of(document: JsonValue) -> frozenset[str]:
    """Return the hosts that a description names as its servers."""
    if not isinstance(document, dict):
        return frozenset()
    hosts = (urlsplit(address).hostname for address in _server_addresses(document))
    return frozenset(host for host in hosts if host)


def _require_whole(document: JsonObject, content: bytes, file: str, known: JsonValue) -> None:
    lines = content.decode("utf-8-sig").splitlines()
    last = next((line for line in reversed(lines) if line.strip()), "")
    if not _last_value(document) and re.search(r":\s*([|>][-+0-9]*)?\s*$", last):
        raise Loss(f"was cut off: nothing follows its last line, {last.strip()[:60]!r}")
    description = read(document, file)
    if description.operations and not description.operations[-1].node.value.get("responses"):
        place = description.operations[-1]
        raise Loss(f"was cut off: {place.key} has no responses")
    before = {finding.message for finding in _undefined(known)}
    nowhere = [finding for finding in undefined_references(document, file) if finding.message not in before]
    if nowhere:
        more = f", and so with {len(nowhere) - 1} more" if len(nowhere) > 1 else ""
        raise Loss(f"was cut off: at {nowhere[0].pointer}, {nowhere[0].message}{more}")


def _last_value(value: JsonValue) -> JsonValue:
    """Return the value that a file ends with."""
    while isinstance(value, dict | list) and value:
        value = value[-1] if isinstance(value, list) else value[next(reversed(value))]
    return value


def _undefined(known: JsonValue) -> list[Finding]:
    try:
        return undefined_references(known)
    except Problem:
        return []


def _refuse_losses(document: JsonObject, known: JsonValue, length_known: bool) -> None:
    had, has = _operations(known), _operations(document)
    if had and 2 * len(had & has) < len(had):
        raise Loss(f"has only {len(had & has)} of the {len(had)} operations we know: another API, or cut off")
    if not isinstance(known, dict):
        return
    operations = [f"{method.upper()} {path}" for method, path in sorted(had - has)]
    keys = [f"`{key}`" for key in known if key not in document]
    lost = [*operations, *keys]
    # A vendor drops an operation or a key of the root on purpose; a cut takes both, and more.
    if lost and (not length_known or (operations and keys)):
        more = f" and {len(lost) - 1} more" if len(lost) > 1 else ""
        stated = "" if length_known else "did not say where the file ends, and "
        raise Loss(f"{stated}lacks {lost[0]}{more}: it may have been cut off")
