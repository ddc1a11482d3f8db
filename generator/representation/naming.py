"""Turns the names of a description, some of them hostile, into Python names."""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Container, Mapping

from openapi_python_client import strings

__all__ = [
    "class_name",
    "component_class_name",
    "constant_name",
    "field_name",
    "is_class_name",
    "is_member_name",
    "method_name",
    "snake_case",
]

# The class body of the fields also holds annotations and defaults, so a field must not hide them.
_TYPE_NAMES = frozenset(
    """Any ClassVar DecodeIssue Mapping Required Response RetryOption Sequence SequenceOf TimeoutOption Unset
    UNSET attrs bool classmethod date datetime dict enumerations final float frozenset inputs int list models
    object overload property protocols str tuple""".split()  # noqa: SIM905  a list would take a line for each
)
# The attributes of every model; a test compares them with the runtime.
MODEL_NAMES = frozenset(
    """FIELDS PERSONAL PERSONAL_FIELDS WIRE_NAMES decode_issues from_dict is_written to_dict
    written""".split()  # noqa: SIM905
)
# The arguments of every method besides the fields of its body.
OPTION_NAMES = frozenset({"self", "extra", "idempotency_key", "headers", "timeout", "retries", "validate"})
# The modules of a sub-package; a resource has a module beside them.
MODULE_NAMES = frozenset(
    {"client", "description", "enumerations", "inputs", "models", "operations", "rules", "servers"}
)
# Names that the generated modules import, so that their own classes cannot have them.
CLASS_NAMES = frozenset(
    """Any AnyModel AsyncResource AsyncResourceWithResponse ClassVar CreatedModel DecodeIssue DeferredModule Mapping
    Model Never OpenEnum Protocol Required Resource ResourceWithResponse Response RetryOption Sequence SequenceOf
    TimeoutOption TypedDict Unset""".split()  # noqa: SIM905
)
# A resource is a file, and the name of a file has an end.
LONGEST_MODULE = 100


def class_name(text: str) -> str:
    """Return the class name openapi-python-client would give."""
    return str(strings.ClassName(text, "field_"))


def component_class_name(name: str, class_names: Mapping[str, str]) -> str:
    """Return the class name of a component's schema.

    Args:
        name: the component's name.
        class_names: the configured names of classes, by the names that they would have.
    """
    published = class_name(name)
    return class_name(class_names[published]) if published in class_names else published


def is_class_name(name: str) -> bool:
    """Tell whether this can be the name of a class."""
    return _is_plain(name) and not keyword.iskeyword(name)


def is_member_name(name: str) -> bool:
    """Tell whether this can be the name of a resource or a method: in snake_case, and hiding no type."""
    return (
        re.fullmatch(r"[a-z][a-z0-9_]*", name) is not None
        and not keyword.iskeyword(name)
        and name not in _TYPE_NAMES - {"list"}
    )


def field_name(wire_name: str, class_names: Container[str] = ()) -> str:
    """Return the wire name itself wherever Python allows it, with an underscore where it is taken.

    Args:
        wire_name: its name in the description.
        class_names: the classes that annotations beside the field may name.
    """
    name = wire_name if _is_plain(wire_name) else _identifier(wire_name)
    if (
        keyword.iskeyword(name)
        or name in _TYPE_NAMES | MODEL_NAMES | OPTION_NAMES
        or name in class_names
        or name.removesuffix("Input") in class_names
    ):
        return f"{name}_"
    return name


def method_name(text: str) -> str:
    """Return a method's name in snake_case."""
    name = str(strings.PythonIdentifier(text, "call_", skip_snake_case=False))
    return name.removesuffix("_") if not keyword.iskeyword(name.removesuffix("_")) else name


def snake_case(text: str) -> str:
    """Return a name in snake_case, which may still have to be made a field's name."""
    return str(strings.snake_case(strings.sanitize(text)))


def constant_name(value: str, position: int) -> str:
    """Return a constant's name for a value, or one made of its position where it has no letters."""
    name = unicodedata.normalize("NFKC", snake_case(value).upper())
    return name if _is_plain(name) else f"VALUE_{position}"


def _is_plain(name: str) -> bool:
    # Python reads identifiers in this normal form, and so would not find what is written in another.
    return name.isidentifier() and not name.startswith("_") and unicodedata.is_normalized("NFKC", name)


def _identifier(text: str) -> str:
    name = unicodedata.normalize("NFKC", snake_case(text))
    name = "".join(c for c in name if f"a{c}".isidentifier()).strip("_")
    return name if name.isidentifier() else f"field_{name}"
