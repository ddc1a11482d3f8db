"""The lock: which sources and tools made which output, and nothing of when or where.

Sources, settings and output go in, the text of `generator.lock` comes out; a later run compares the two.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import attrs

from ..configuration import Configuration
from ..package import Generated
from ..sources import Sources

__all__ = ["Lock", "inputs", "lock_text", "make_lock", "digests", "parse_lock"]

# They decide the bytes of the output, besides our own files.
TOOLS = ("openapi-python-client", "ruff", "Jinja2", "jsonpath-rfc9535", "PyYAML")


def make_lock(sources: Sources, configuration: Configuration, generated: Generated) -> dict[str, Any]:
    """Return what the lock of a package should say."""
    return {
        "inputs": inputs(sources, configuration),
        "actions": {
            name: [
                {
                    "file": action.file,
                    "index": action.index,
                    "target": action.target,
                    "matches": action.matches,
                    "before": action.digest,
                }
                for action in patched.actions
            ]
            for name, patched in generated.patched.items()
        },
        "tools": {tool: version(tool) for tool in TOOLS},
        "output": digests(generated.files),
    }


def inputs(sources: Sources, configuration: Configuration) -> dict[str, str]:
    """Return the digest of every file that the output is made from, by path."""
    # Of the project's settings only the generator's own, so that a new pytest option stales nothing.
    settings = attrs.asdict(configuration, filter=_is_input)
    written = json.dumps(settings, sort_keys=True, default=_path_text).encode()
    return digests({"pyproject.toml [tool.kco]": written, **sources.files})


def _is_input(attribute: attrs.Attribute[object], _: object) -> bool:
    return bool(attribute.metadata.get("input", True))


def _path_text(value: object) -> str:
    return value.as_posix() if isinstance(value, Path) else str(value)


def digests(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the digest of every file, by path."""
    return {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}


def lock_text(lock: Mapping[str, Any]) -> bytes:
    """Return a lock as the bytes of its file."""
    return (json.dumps(lock, indent=1, ensure_ascii=False) + "\n").encode()


@attrs.frozen
class Lock:
    """A lock as it was found.

    Args:
        content: the bytes of its file, ``None`` if there is none.
        says: their meaning; empty if they cannot be read.
    """

    content: bytes | None
    says: Mapping[str, Any]


def parse_lock(content: bytes | None) -> Lock:
    """Read a lock from the bytes of its file, ``None`` if there is none."""
    try:
        says = json.loads(content or b"")
    except (ValueError, RecursionError):
        says = {}
    return Lock(content, says if isinstance(says, dict) else {})
