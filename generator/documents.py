"""Reads and writes YAML and JSON without changing their values.

Descriptions carry 20-digit tracking numbers, dates and words such as ``yes`` or ``NO``. Common
loaders round the first to a float, turn the second into objects and the third into booleans, so
YAML is read by its 1.2 core schema here, integers keep all digits, and keys are always strings.
https://yaml.org/spec/1.2.2/#103-core-schema
"""

from __future__ import annotations

import json
import math
import re
from pathlib import Path
from typing import Any, ClassVar, TypeAlias, cast

import yaml

from .problems import Problem

__all__ = ["JsonObject", "JsonValue", "dump", "load", "parse"]

JsonValue: TypeAlias = "dict[str, JsonValue] | list[JsonValue] | str | int | float | bool | None"
JsonObject: TypeAlias = "dict[str, JsonValue]"

# Aliases are expanded, since JSON has none; this bounds the size of a hostile file.
MOST_NODES = 2_000_000
DEEPEST_NESTING = 200


class _CoreLoader(yaml.CSafeLoader):
    yaml_implicit_resolvers: Any = {}  # noqa: RUF012
    yaml_constructors: ClassVar[dict[Any, Any]] = {}
    nodes_made = 0
    nesting = 0
    nesting_in_text = 0

    # The parser below descends on the C stack and would crash where Python raises RecursionError; these
    # two are what it calls on the way down and up.
    def descend_resolver(self, current_node: yaml.Node | None, _: Any) -> None:
        self.nesting_in_text += 1
        if current_node is not None and self.nesting_in_text > DEEPEST_NESTING + 1:
            raise _wrong(f"nested deeper than {DEEPEST_NESTING} levels", current_node)

    def ascend_resolver(self) -> None:
        self.nesting_in_text -= 1

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        self.nodes_made += 1
        if self.nodes_made > MOST_NODES:
            raise _wrong(f"more than {MOST_NODES} nodes once its aliases are expanded", node)
        if self.nesting >= DEEPEST_NESTING:
            raise _wrong(f"nested deeper than {DEEPEST_NESTING} levels", node)
        # PyYAML would hand out one object for all aliases of an anchor; a tree needs copies.
        self.nesting += 1
        try:
            return self.yaml_constructors.get(node.tag, _unknown_tag)(self, node)
        finally:
            self.nesting -= 1

    def construct_map(self, node: yaml.Node) -> dict[str, Any]:
        if not isinstance(node, yaml.MappingNode):
            raise _mistagged(node)
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise _wrong("a key must be plain text", key_node)
            key = key_node.value
            if key in mapping:
                raise _wrong(f"the key {key!r} is here twice", key_node)
            mapping[key] = self.construct_object(value_node)
        return mapping

    def construct_list(self, node: yaml.Node) -> list[Any]:
        if not isinstance(node, yaml.SequenceNode):
            raise _mistagged(node)
        return [self.construct_object(item) for item in node.value]


def _wrong(what: str, node: yaml.Node) -> yaml.MarkedYAMLError:
    return yaml.constructor.ConstructorError(None, None, what, node.start_mark)


def _unknown_tag(_: yaml.Loader, node: yaml.Node) -> Any:
    raise _wrong(f"the tag {node.tag} is not JSON", node)


def _mistagged(node: yaml.Node) -> yaml.MarkedYAMLError:
    return _wrong(f"the value does not fit its tag {node.tag}", node)


def _text(_: yaml.Loader, node: yaml.ScalarNode) -> str:
    return cast(str, node.value)


def _null(_: yaml.Loader, node: yaml.ScalarNode) -> None:
    return None


def _boolean(_: yaml.Loader, node: yaml.ScalarNode) -> bool:
    return cast(str, node.value).lower() == "true"


def _integer(_: yaml.Loader, node: yaml.ScalarNode) -> int:
    text = cast(str, node.value)
    try:
        number = int(text, 0) if text.startswith(("0x", "0o")) else int(text)
        str(number)  # A number that cannot be written as decimal digits cannot be dumped either.
    except ValueError:
        raise _wrong("a number with more digits than Python converts", node) from None
    return number


def _float(_: yaml.Loader, node: yaml.ScalarNode) -> float:
    number = float(node.value.replace(".", "") if node.value[-1] in "fFnN" else node.value)
    if not math.isfinite(number):
        raise _wrong(f"{node.value} is not a number JSON has", node)
    return number


_FLOAT = r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
_CORE_SCHEMA = (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""], _null),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF"), _boolean),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789"), _integer),
    ("float", _FLOAT, list("-+.0123456789"), _float),
)


def _checked(pattern: str, construct: Any) -> Any:
    """Refuse an explicit tag that contradicts its value, such as ``!!int x``."""
    allowed = re.compile(pattern, re.DOTALL)

    def checked(loader: yaml.Loader, node: yaml.Node) -> Any:
        if not isinstance(node, yaml.ScalarNode) or not allowed.fullmatch(node.value):
            raise _mistagged(node)
        return construct(loader, node)

    return checked


for _name, _pattern, _first, _constructor in _CORE_SCHEMA:
    _CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_name}", re.compile(rf"^(?:{_pattern})$"), _first)
    _CoreLoader.add_constructor(f"tag:yaml.org,2002:{_name}", _checked(_pattern, _constructor))
_CoreLoader.add_constructor("tag:yaml.org,2002:str", _checked(".*", _text))
_CoreLoader.add_constructor("tag:yaml.org,2002:map", _CoreLoader.construct_map)
_CoreLoader.add_constructor("tag:yaml.org,2002:seq", _CoreLoader.construct_list)


class _QuotingDumper(yaml.CSafeDumper):
    """Quotes every text that YAML 1.1 *or* 1.2 would read as another type, for the sake of all readers."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


for _name, _pattern, _first, _ in _CORE_SCHEMA:
    _QuotingDumper.add_implicit_resolver(
        f"tag:yaml.org,2002:{_name}", re.compile(rf"^(?:{_pattern})$"), _first
    )


def load(path: Path) -> JsonValue:
    """Read a file: JSON if its name ends in ``.json``, else YAML.

    Raises:
        Problem: it cannot be read, is not UTF-8, or does not fit its ending.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Problem(str(path), f"cannot be read ({error.strerror})", "name a file that exists") from None
    return parse(content, str(path))


def parse(content: bytes, name: str) -> JsonValue:
    """Parse the bytes of the file called `name`, whose ending decides between JSON and YAML.

    Raises:
        Problem: not UTF-8, not JSON or YAML, a key twice, or a value that JSON does not have.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Problem(
            f"{name}, line {line}", f"byte {error.start} is not valid UTF-8", "save the file as UTF-8"
        ) from None
    return _parse_json(text, name) if name.endswith(".json") else _parse_yaml(text, name)


def _parse_yaml(text: str, name: str) -> JsonValue:
    try:
        return cast(JsonValue, yaml.load(text, Loader=_CoreLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{name}, line {mark.line + 1}, column {mark.column + 1}" if mark else name
        raise Problem(place, f"not YAML: {_what_is_wrong(error)}", "mend the file") from None
    except yaml.YAMLError as error:
        what = " ".join(str(error).split())
        raise Problem(name, f"not YAML: {what}", "mend the file") from None
    except RecursionError:
        raise Problem(name, f"nested deeper than {DEEPEST_NESTING} levels", "flatten the file") from None


def _what_is_wrong(error: yaml.MarkedYAMLError) -> str | None:
    # PyYAML says "but found another document" and leaves what it expected to the context.
    if error.problem and error.problem.startswith("but "):
        return f"{error.context}, {error.problem}"
    return error.problem or error.context


def _parse_json(text: str, name: str) -> JsonValue:
    def members(pairs: list[tuple[str, JsonValue]]) -> JsonObject:
        made: JsonObject = {}
        for key, value in pairs:
            if key in made:
                raise Problem(name, f"the key {key!r} is twice in one object", "remove one")
            made[key] = value
        return made

    def number(literal: str) -> float:
        value = float(literal)
        if not math.isfinite(value):
            raise Problem(name, f"{literal} is not a number JSON has", "write a finite number")
        return value

    try:
        value = json.loads(text, object_pairs_hook=members, parse_float=number, parse_constant=number)
        _require_writable(value)
        return cast(JsonValue, value)
    except json.JSONDecodeError as error:
        raise Problem(
            f"{name}, line {error.lineno}, column {error.colno}", f"not JSON: {error.msg}", "mend the file"
        ) from None
    except UnicodeEncodeError:
        raise Problem(name, "a text has half of a surrogate pair", "write the whole character") from None
    except ValueError as error:
        raise Problem(name, f"not JSON: {error}", "mend the file") from None
    except RecursionError:
        raise Problem(name, f"nested deeper than {DEEPEST_NESTING} levels", "flatten the file") from None


def _require_writable(value: Any, nesting: int = 1) -> None:
    # JSON can say what YAML cannot: half a surrogate pair, and nesting without a bound.
    if nesting > DEEPEST_NESTING:
        raise RecursionError
    if isinstance(value, str):
        value.encode("utf-8")
    elif isinstance(value, dict):
        for key, member in value.items():
            key.encode("utf-8")
            _require_writable(member, nesting + 1)
    elif isinstance(value, list):
        for item in value:
            _require_writable(item, nesting + 1)


def dump(document: JsonValue, name: str, *, only_ascii: bool = False) -> str:
    """Write a document as text: JSON if the file's `name` ends in ``.json``, else YAML.

    Keys keep their order, and the text reads back as an equal document.

    Args:
        document: what to write.
        name: the file's name.
        only_ascii: write all other characters as escape sequences.
    """
    if name.endswith(".json"):
        return json.dumps(document, indent=2, ensure_ascii=only_ascii, allow_nan=False) + "\n"
    return yaml.dump(
        document, Dumper=_QuotingDumper, sort_keys=False, allow_unicode=not only_ascii, width=100
    )
