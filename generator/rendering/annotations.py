"""Type annotations: what a model's field holds, and what a caller may pass."""

from __future__ import annotations

import attrs

from ..representation.values import ValueType

__all__ = ["InputTypes", "field_annotation", "holds_models", "protocol_annotation", "result_annotation"]

_PLAIN = {
    "any": "Any",
    "boolean": "bool",
    "date": "date",
    "datetime": "datetime",
    "integer": "int",
    "number": "float",
    "string": "str",
}


def field_annotation(kind: ValueType, *, certain: bool) -> str:
    """Return the annotation of a model's field; what is not certain to be there may be ``None``."""
    text = _read(kind)
    return text if text == "Any" or (certain and not kind.nullable) else f"{text} | None"


def result_annotation(kind: ValueType, module: str = "") -> str:
    """Return the annotation of what a method returns.

    Args:
        kind: the type of the value.
        module: the name of the module of the models, with a dot, where it is not this one.
    """
    if kind.kind == "array" and kind.items is not None:
        return f"tuple[{result_annotation(kind.items, module)}, ...]"
    return f"{module}{kind.class_name}" if kind.class_name else _PLAIN.get(kind.kind, "Any")


def protocol_annotation(kind: ValueType, *, certain: bool) -> str:
    """Return the annotation of a field of a protocol, in which enumerations are open ones of any API."""
    text = _read(_generalised(kind))
    return text if text == "Any" or (certain and not kind.nullable) else f"{text} | None"


def holds_models(kind: ValueType) -> bool:
    """Tell whether a model is, or stands in, a value."""
    return kind.kind == "model" or (kind.items is not None and holds_models(kind.items))


@attrs.frozen(kw_only=True)
class InputTypes:
    """The annotations of what a caller may pass, as they are written in one module.

    Args:
        models: the name of the module of the models, with a dot; ``""`` inside of it.
        inputs: the same of the dictionaries.
        enumerations: the same of the enumerations.
        shared: the same of what several APIs have in common.
        shared_names: the models whose inputs are in there, and are taken besides the API's own.
        plain: whether enumerations are no more than their text.
        apart: whether lists of dictionaries stand apart from other lists, for the parameters of methods.
    """

    models: str = ""
    inputs: str = ""
    enumerations: str = ""
    shared: str = ""
    shared_names: frozenset[str] = frozenset()
    plain: bool = False
    apart: bool = False

    def everything(self, kind: ValueType) -> str:
        """Return the annotation of all that may be passed for a value."""
        text = self._everything(kind)
        return f"{text} | None" if kind.nullable and text != "Any" else text

    def dictionaries(self, kind: ValueType) -> str:
        """Return the annotation of dictionaries and lists of them, without models.

        Type checkers name a misspelt key only where nothing else can be meant.
        """
        if kind.kind == "array" and kind.items is not None:
            return f"Sequence[{self.dictionaries(kind.items)}]"
        return f"{self.inputs}{kind.class_name}Input" if kind.kind == "model" else self.everything(kind)

    def _everything(self, kind: ValueType) -> str:
        if kind.kind == "array" and kind.items is not None:
            if self.apart and holds_models(kind.items):
                return f"{self.dictionaries(kind)} | SequenceOf[{self.everything(kind.items)}]"
            return f"Sequence[{self.everything(kind.items)}]"
        if kind.kind == "model":
            name = str(kind.class_name)
            own = f"{self.inputs}{name}Input"
            if name in self.shared_names:
                return f"{own} | {self.shared}{name} | {self.shared}{name}Input"
            return f"{own} | {self.models}{name}"
        if kind.kind == "enumeration":
            return "str" if self.plain else f"{self.enumerations}{kind.class_name} | str"
        if kind.kind in ("date", "datetime"):
            return f"{kind.kind} | str"
        return _PLAIN.get(kind.kind, "Any")


def _generalised(kind: ValueType) -> ValueType:
    if kind.kind == "enumeration":
        return attrs.evolve(kind, class_name="OpenEnum")
    if kind.items is not None:
        return attrs.evolve(kind, items=_generalised(kind.items))
    return kind


def _read(kind: ValueType) -> str:
    return result_annotation(kind)
