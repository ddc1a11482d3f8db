"""What `generator.lock` says: which inputs and tools made which output, and nothing of when or where."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import attrs

from ..configuration import Configuration
from ..overlay.patch import overlay_files
from ..package import Generated, source_files

__all__ = ["Lock", "inputs", "lock_text", "make_lock", "output_digests", "read_lock"]

# What decides the bytes of the output besides our own files.
TOOLS = ("openapi-python-client", "ruff", "Jinja2", "jsonpath-rfc9535", "PyYAML")
GENERATOR = Path(__file__).parent.parent


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def inputs(root: Path, configuration: Configuration) -> dict[str, str]:
    """Return the digest of every file that the output is made from, by path."""
    found = {
        # Of the project's settings only the generator's own, so that a new pytest option stales nothing.
        "pyproject.toml [tool.kco]": _digest(
            json.dumps(
                attrs.asdict(configuration, filter=_is_input), sort_keys=True, default=_path_text
            ).encode()
        )
    }
    for api in configuration.apis:
        for path in (root / api.description, *overlay_files(root / api.overlays)):
            found[path.relative_to(root).as_posix()] = _digest(path.read_bytes())
    for name, content in source_files(root / configuration.parts):
        found[f"{configuration.parts.as_posix()}/{name}"] = _digest(content)
    # By the same names wherever the generator stands: it need not be a part of the project.
    for name, content in source_files(GENERATOR):
        found[f"{GENERATOR.name}/{name}"] = _digest(content)
    return dict(sorted(found.items()))


def _is_input(attribute: attrs.Attribute[object], _: object) -> bool:
    return bool(attribute.metadata.get("input", True))


def _path_text(value: object) -> str:
    return value.as_posix() if isinstance(value, Path) else str(value)


def make_lock(root: Path, configuration: Configuration, generated: Generated) -> dict[str, Any]:
    """Return what the lock of a package should say."""
    return {
        "inputs": inputs(root, configuration),
        "actions": {
            name: [
                {
                    "file": a.file,
                    "index": a.index,
                    "target": a.target,
                    "matches": a.matches,
                    "before": a.digest,
                }
                for a in patched.actions
            ]
            for name, patched in generated.patched.items()
        },
        "tools": {tool: version(tool) for tool in TOOLS},
        "output": output_digests(generated.files),
    }


def output_digests(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the digest of every file of the output, by path."""
    return {name: _digest(content) for name, content in sorted(files.items())}


def lock_text(lock: Mapping[str, Any]) -> bytes:
    """Return a lock as the bytes of its file."""
    return (json.dumps(lock, indent=1, ensure_ascii=False) + "\n").encode()


@attrs.frozen
class Lock:
    """A lock as it was found.

    Args:
        content: the bytes of its file, ``None`` if there is none.
        says: what they mean; empty if they cannot be read.
    """

    content: bytes | None
    says: Mapping[str, Any]


def read_lock(path: Path) -> Lock:
    """Read a lock."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Lock(None, {})
    try:
        says = json.loads(content)
    except (ValueError, RecursionError):
        says = {}
    return Lock(content, says if isinstance(says, dict) else {})
