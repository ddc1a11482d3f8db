"""Reads a class: its signature, its attributes and methods, those of its bases included.

The definition of a public class goes in; pairs of name and signature come out.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from .package import Definition, Package, Scope, Writer, statements

__all__ = ["assigned", "class_members", "class_signature", "is_type_variable"]

IsExported = Callable[[Definition], bool]


class _Level:
    """A class in the line of bases, and where its type variables are known."""

    def __init__(self, definition: Definition, node: ast.ClassDef, scope: Scope) -> None:
        self.definition, self.node, self.scope = definition, node, scope


def class_signature(definition: Definition, package: Package, writer: Writer, is_exported: IsExported) -> str:
    """Write the head of a class: the bases that users can name, and its keywords."""
    bases: dict[str, None] = {}
    for level in _line(definition, package, writer, is_exported):
        for base in level.node.bases:
            found = _class_of(base, level, package)
            if found is None or is_exported(found):
                written = writer.annotation(base, level.scope)
                # A class is a protocol only if it says so itself: https://peps.python.org/pep-0544/#merging-and-extending-protocols
                is_inherited = level.definition is not definition and written.partition("[")[0] == "Protocol"
                if written != "object" and not written.startswith("Generic[") and not is_inherited:
                    bases[written] = None
    node = definition.node
    assert isinstance(node, ast.ClassDef)
    final = "final " if "final" in map(_decorator, node.decorator_list) else ""
    keywords = [f"{keyword.arg}={ast.unparse(keyword.value)}" for keyword in node.keywords]
    inside = ", ".join([*bases, *keywords])
    return f"{final}class ({inside})" if inside else f"{final}class"


def class_members(
    definition: Definition, package: Package, writer: Writer, is_exported: IsExported
) -> Iterator[tuple[str, str]]:
    """Yield the public members of a class, but for those of bases that users can name.

    `__init__` is listed for exported classes only: nobody but the package makes objects of the others.
    """
    line = _line(definition, package, writer, is_exported)
    is_enumeration = any(
        ast.unparse(base).endswith(("Enum", "Flag"))
        for level in _line(definition, package, writer, lambda _: False)
        for base in level.node.bases
    )
    seen: set[str] = set() if is_exported(definition) else {"__init__"}
    for level in line:
        for name, write in _own_members(level, writer, is_enumeration):
            if name not in seen:
                seen.add(name)
                yield name, write()
    if "__init__" not in seen and _is_attrs(line[0].node):
        yield "__init__", _initializer(definition, package, writer)


def _line(definition: Definition, package: Package, writer: Writer, is_exported: IsExported) -> list[_Level]:
    """Return the class and the bases whose members count as its own, in the order of attribute look-up."""
    levels = list(_levels(definition, Scope(definition.module), package, writer, is_exported))
    # A base that several bases share comes after all of them, as in Python's own order.
    last = {level.definition: index for index, level in enumerate(levels)}
    return [level for index, level in enumerate(levels) if last[level.definition] == index]


def _levels(
    definition: Definition, scope: Scope, package: Package, writer: Writer, is_exported: IsExported
) -> Iterator[_Level]:
    assert isinstance(definition.node, ast.ClassDef)
    level = _Level(definition, definition.node, scope)
    yield level
    for base in level.node.bases:
        found = _class_of(base, level, package)
        if found is None or is_exported(found) or found == definition:
            continue
        given = base.slice if isinstance(base, ast.Subscript) else None
        arguments = list(given.elts) if isinstance(given, ast.Tuple) else [given] if given else []
        resolved = [writer.resolved(argument, scope) for argument in arguments]
        types = dict(zip(_type_variables(found, package), resolved, strict=False))
        yield from _levels(found, Scope(found.module, types), package, writer, is_exported)


def _class_of(base: ast.expr, level: _Level, package: Package) -> Definition | None:
    plain = base.value if isinstance(base, ast.Subscript) else base
    found = None
    if isinstance(plain, ast.Name):
        found = package.find(level.definition.module, plain.id)
    elif isinstance(plain, ast.Attribute) and isinstance(plain.value, ast.Name):
        module = package.find(level.definition.module, plain.value.id)
        found = package.find(module.name, plain.attr) if module is not None else None
    return found if isinstance(found, Definition) and isinstance(found.node, ast.ClassDef) else None


def _type_variables(definition: Definition, package: Package) -> list[str]:
    """Return the type variables of a generic class in the order in which they are given."""
    assert isinstance(definition.node, ast.ClassDef)
    subscripts = [base for base in definition.node.bases if isinstance(base, ast.Subscript)]
    subscripts.sort(key=lambda base: ast.unparse(base.value) not in ("Generic", "Protocol"))
    names = [
        node.id
        for base in subscripts
        for node in ast.walk(base.slice)
        if isinstance(node, ast.Name) and is_type_variable(package.find(definition.module, node.id))
    ]
    return list(dict.fromkeys(names))


def is_type_variable(found: object) -> bool:
    """Tell whether a definition is that of a type variable, which is not a name of its own."""
    value = found.node.value if isinstance(found, Definition) and isinstance(found.node, ast.Assign) else None
    return isinstance(value, ast.Call) and ast.unparse(value.func).endswith(("TypeVar", "ParamSpec"))


def _own_members(
    level: _Level, writer: Writer, is_enumeration: bool
) -> Iterator[tuple[str, Callable[[], str]]]:
    """Yield names, each with a function that writes its signature: only written ones lead to other names."""
    scope = level.scope
    for node in statements(level.node.body):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            if _is_public_method(node.name):
                yield node.name, partial(_method, node, level.node, writer, scope)
            if node.name == "__init__":
                yield from _instance_attributes(node, writer, scope)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            if not node.target.id.startswith("_"):
                yield node.target.id, partial(writer.annotation, node.annotation, scope)
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name) and not target.id.startswith("_"):
                    yield target.id, partial(assigned, node.value, writer, scope, is_member=is_enumeration)
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield node.name, lambda: "class"


def _is_public_method(name: str) -> bool:
    if name.startswith("__") and name.endswith("__"):
        return name not in SILENT
    return not name.startswith("_")


def _method(
    node: ast.FunctionDef | ast.AsyncFunctionDef, owner: ast.ClassDef, writer: Writer, scope: Scope
) -> str:
    kinds = [_decorator(decorator) for decorator in node.decorator_list]
    if "property" in kinds or "cached_property" in kinds:
        returns = writer.annotation(node.returns, scope) if node.returns is not None else "Any"
        return f"property -> {returns}"
    kept = [kind for kind in kinds if kind in ("staticmethod", "classmethod", "abstractmethod", "overload")]
    kept += [kind for kind in kinds if kind in ("contextmanager", "asynccontextmanager")]
    written = writer.function(node, scope, bound="staticmethod" not in kinds)
    if "overload" in kinds:
        same = [
            other
            for other in statements(owner.body)
            if isinstance(other, ast.FunctionDef | ast.AsyncFunctionDef) and other.name == node.name
        ]
        others = [other for other in same if "overload" in map(_decorator, other.decorator_list)]
        if same[-1] not in others and _takes_the_same(same[-1], others[-1]):
            # The implementation accepts everything; the others are narrower, for type checkers.
            kept.remove("overload")
            others = [same[-1]]
        written = " | ".join(writer.function(other, scope, bound=True) for other in others)
    return " ".join([*kept, written])


def _takes_the_same(
    one: ast.FunctionDef | ast.AsyncFunctionDef, other: ast.FunctionDef | ast.AsyncFunctionDef
) -> bool:
    def written(node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
        arguments = [
            argument
            for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
            if argument.arg not in ("self", "cls")
        ]
        return [*map(ast.unparse, arguments), ast.unparse(node.returns) if node.returns is not None else ""]

    return written(one) == written(other)


def _decorator(node: ast.expr) -> str:
    plain = node.func if isinstance(node, ast.Call) else node
    return ast.unparse(plain).rpartition(".")[2]


def _instance_attributes(
    node: ast.FunctionDef | ast.AsyncFunctionDef, writer: Writer, scope: Scope
) -> Iterator[tuple[str, Callable[[], str]]]:
    """Yield the attributes that an initializer sets."""
    for statement in ast.walk(node):
        if isinstance(statement, ast.AnnAssign) and _is_public_attribute(statement.target):
            assert isinstance(statement.target, ast.Attribute)
            yield statement.target.attr, partial(writer.annotation, statement.annotation, scope)
        elif isinstance(statement, ast.Assign):
            for target in filter(_is_public_attribute, statement.targets):
                assert isinstance(target, ast.Attribute)
                yield target.attr, lambda: "Any"


def _is_public_attribute(target: ast.expr) -> bool:
    return (
        isinstance(target, ast.Attribute)
        and isinstance(target.value, ast.Name)
        and target.value.id == "self"
        and not target.attr.startswith("_")
    )


def assigned(value: ast.expr, writer: Writer, scope: Scope, *, is_member: bool = False) -> str:
    """Write the value of a name without an annotation: a type for a literal, the source for another name."""
    if is_member:
        return f"= {writer.value(value, scope)}"
    if isinstance(value, ast.Name | ast.Attribute | ast.Subscript | ast.BinOp):
        return f"= {writer.annotation(value, scope)}"
    if isinstance(value, ast.Constant):
        return type(value.value).__name__
    if isinstance(value, ast.Call):
        return f"= {writer.annotation(value.func, scope)}(…)"
    return type(value).__name__.lower()


def _is_attrs(node: ast.ClassDef) -> bool:
    return any(
        ast.unparse(decorator.func if isinstance(decorator, ast.Call) else decorator)
        in ("attrs.define", "attrs.frozen", "attrs.mutable", "attr.s", "attr.define", "attr.frozen")
        for decorator in node.decorator_list
    )


def _initializer(definition: Definition, package: Package, writer: Writer) -> str:
    """Write the ``__init__`` that attrs makes from the fields of a class and of its bases."""
    plain: dict[str, str] = {}
    keyword_only: dict[str, str] = {}
    for level in reversed(_line(definition, package, writer, lambda _: False)):
        if not _is_attrs(level.node):
            continue
        everything_by_keyword = "True" in (
            option for decorator in level.node.decorator_list for option in _options(decorator, "kw_only")
        )
        for node in statements(level.node.body):
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                parameter = _field(node, node.target.id, writer, level.scope)
                if parameter is not None:
                    by_keyword = everything_by_keyword or "True" in _options(node.value, "kw_only")
                    plain.pop(parameter[0], None)
                    keyword_only.pop(parameter[0], None)
                    (keyword_only if by_keyword else plain)[parameter[0]] = parameter[1]
    parameters = [*plain.values(), *(["*", *keyword_only.values()] if keyword_only else [])]
    return f"def ({', '.join(parameters)}) -> None"


def _field(node: ast.AnnAssign, name: str, writer: Writer, scope: Scope) -> tuple[str, str] | None:
    if ast.unparse(node.annotation).startswith(("ClassVar", "typing.ClassVar")):
        return None
    value = node.value
    default: str | None = None if value is None else writer.value(value, scope)
    called = name.lstrip("_")
    if isinstance(value, ast.Call) and _decorator(value) in ("field", "ib"):
        if "False" in _options(value, "init"):
            return None
        called = next((ast.literal_eval(alias) for alias in _options(value, "alias")), called)
        default = next(iter(_options(value, "default")), None)
        default = next((f"{factory}()" for factory in _options(value, "factory")), default)
    if called.startswith("_"):
        return None
    text = f"{called}: {writer.annotation(node.annotation, scope)}"
    return called, text if default is None else f"{text} = {default}"


def _options(node: ast.expr | None, name: str) -> Sequence[str]:
    keywords: Mapping[str | None, ast.expr] = {}
    if isinstance(node, ast.Call):
        keywords = {keyword.arg: keyword.value for keyword in node.keywords}
    return [ast.unparse(keywords[name])] if name in keywords else []


# Every object has these, or they are called implicitly: nobody writes their names.
SILENT = frozenset(
    f"__{name}__"
    for name in (
        *("attrs_post_init", "attrs_pre_init", "class_getitem", "copy", "deepcopy", "del", "delattr", "dir"),
        *("eq", "format", "get_pydantic_core_schema", "getattr", "getattribute", "getnewargs"),
        *("getnewargs_ex", "getstate", "hash", "replace"),
        *("init_subclass", "ne", "post_init", "reduce", "reduce_ex", "repr", "setattr", "setstate"),
        *("sizeof", "str", "subclasshook"),
    )
)
