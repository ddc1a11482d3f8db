"""Makes the files of the package out of what it is made from, all in memory.

Descriptions with their overlays, the hand-written half and the configuration go in; the bytes of every
file come out. Each step between them has a room of its own: patch, lint, represent, render, account.
"""

from __future__ import annotations

import ast
import tokenize
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath

import attrs

from .configuration import Api, Configuration, Shared, both_sides
from .documents import JsonObject
from .lint import Finding, lint
from .losses import refuse_losses
from .overlay import Patched, apply, refuse_stale
from .problems import Problem
from .rendering import Sharing, format_python, render, render_shared
from .rendering.views import reached_inputs
from .representation import ApiRepresentation, represent, share
from .sources import Sources
from .unasync import blocking_name, unasync

__all__ = ["Generated", "LintFailure", "generate", "make_package", "refuse_findings"]

Progress = Callable[[str], None]

_COPY_HEADER = '# Copied from {source} by "make generate"; change that, not this.\n'
_TWIN_HEADER = '# Made from {source} by "make generate"; change that, not this.\n'
_SHARED_HEADER = '# Generated from all descriptions by "make generate"; change those, not this.\n'
_HEADER = '# Generated from {description} and {overlays} by "make generate"; change those, not this.\n'


@attrs.frozen
class Generated:
    """A whole package.

    Args:
        files: contents by path, relative to the output folder.
        patched: the patched description of each API, with a report of every overlay action.
    """

    files: Mapping[str, bytes]
    patched: Mapping[str, Patched]


class LintFailure(Problem):
    """A patched description breaks rules of our lint.

    Args:
        description: the published file.
        findings: what is wrong with it once it is patched; at least one.
    """

    def __init__(self, description: Path, findings: list[Finding]) -> None:
        first = findings[0]
        rest = f" ({len(findings) - 1} more findings)" if len(findings) > 1 else ""
        super().__init__(
            f"{description}, patched, at {first.pointer or 'its root'}",
            f"{first.rule}: {first.message}{rest}",
            first.remedy,
        )
        self.findings = findings


def generate(sources: Sources, configuration: Configuration, progress: Progress) -> Generated:
    """Make the package.

    Args:
        sources: what to make it from.
        configuration: what to make.
        progress: called with a few words on each step before it begins.

    Raises:
        Problem: a description, an overlay or the configuration cannot be used.
    """
    patched: dict[str, Patched] = {}
    for api in configuration.apis:
        progress(f"{api.name}: patch")
        published = sources.apis[api.name]
        patched[api.name] = apply(published.description, published.overlays)
        refuse_stale(patched[api.name])
        progress(f"{api.name}: lint")
        refuse_findings(api, patched[api.name].document)
    documents = {name: result.document for name, result in patched.items()}
    return Generated(make_package(sources.parts, configuration, documents, progress), patched)


def refuse_findings(api: Api, document: JsonObject) -> None:
    """Raise if our lint finds something in a patched description: nothing can be made of it then."""
    findings = lint(document, str(api.description))
    if findings:
        raise LintFailure(api.description, findings)


def make_package(
    parts: Mapping[str, bytes],
    configuration: Configuration,
    documents: Mapping[str, JsonObject],
    progress: Progress,
) -> dict[str, bytes]:
    """Make the files of the package from patched descriptions that pass our lint.

    Args:
        parts: the hand-written half, by path inside its folder.
        configuration: what to make.
        documents: the patched description of each API.
        progress: called with a few words on each step before it begins.

    Returns:
        Contents by path, relative to the output folder.

    Raises:
        Problem: a description or the configuration cannot be used.
    """
    parts = _copies(parts, configuration)
    beside = _beside(configuration, parts)
    represented: dict[str, ApiRepresentation] = {}
    for api in configuration.apis:
        _refuse_shadowing(api, parts)
        progress(f"{api.name}: generate")
        represented[api.name] = represent(documents[api.name], api, _members_of_bases(api, parts))
    progress("format")
    formatted = format_python(_rendered(configuration, documents, represented, parts))
    progress("account for every operation, schema and response")
    for api in configuration.apis:
        modules = {
            path.removeprefix(f"{api.name}/"): text
            for path, text in formatted.items()
            if path.startswith(f"{api.name}/")
        }
        refuse_losses(documents[api.name], modules, str(api.description), api.class_names)
    twice = next(iter(formatted.keys() & parts.keys()), None)
    if twice is not None:
        raise Problem(f"{configuration.parts}/{twice}", "has the name of a generated module", "rename it")
    files = {path: text.encode() for path, text in formatted.items()} | parts | {"py.typed": b""}
    package = {f"{configuration.package}/{path}": content for path, content in files.items()}
    return dict(sorted((package | beside).items()))


def _copies(parts: Mapping[str, bytes], configuration: Configuration) -> dict[str, bytes]:
    """Begin each module with a line that names its source, so that a traceback leads there."""
    folder = configuration.parts.as_posix()
    if not parts:
        raise Problem(folder, "is not a folder with files", "name another in pyproject.toml")
    copies = {
        name: _COPY_HEADER.format(source=f"{folder}/{name}").encode() + content
        if name.endswith(".py")
        else content
        for name, content in parts.items()
    }
    return copies | _twins(configuration, parts)


def _twins(configuration: Configuration, parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the blocking twins of asynchronous modules."""
    twins = {}
    for name in configuration.twins:
        source, twin = f"{configuration.parts}/{name}", blocking_name(PurePosixPath(name).stem) + ".py"
        twin = PurePosixPath(name).with_name(twin).as_posix()
        if name not in parts:
            raise Problem(source, "is not there", "mend twins in pyproject.toml")
        if twin in parts:
            raise Problem(
                f"{configuration.parts}/{twin}", f"would be replaced by the twin of {name}", "remove one"
            )
        try:
            blocking = unasync(parts[name].decode())
        except (tokenize.TokenError, SyntaxError, UnicodeDecodeError) as error:
            raise Problem(source, f"is not Python: {error}", "mend the file") from None
        twins[twin] = (_TWIN_HEADER.format(source=source) + blocking).encode()
    return twins


def _beside(configuration: Configuration, parts: dict[str, bytes]) -> dict[str, bytes]:
    """Take the modules that are delivered beside the package out of its parts, under their own names."""
    modules = {}
    for source, name in configuration.beside.items():
        if f"{source}.py" not in parts:
            raise Problem(
                f"{configuration.parts}/{source}.py", "is not there", "mend beside in pyproject.toml"
            )
        if name == configuration.package:
            raise Problem(
                "pyproject.toml, [tool.kco], beside", f"{name} is the package's own name", "use another"
            )
        modules[f"{name}.py"] = parts.pop(f"{source}.py")
    return modules


def _rendered(
    configuration: Configuration,
    documents: Mapping[str, JsonObject],
    represented: Mapping[str, ApiRepresentation],
    parts: Mapping[str, bytes],
) -> dict[str, str]:
    rendered: dict[str, str] = {}
    shared, sharing = configuration.shared, Sharing()
    if shared is not None:
        in_common = share([represented[name] for name in shared.apis])
        _refuse_strange_bases(shared, in_common, parts)
        _, inside = reached_inputs(in_common)
        sharing = Sharing(shared.module, frozenset(model.name for model in inside))
        text = render_shared(in_common, documents[shared.apis[0]], shared)
        rendered[f"{shared.module}.py"] = _SHARED_HEADER + text
    for api in configuration.apis:
        header = _HEADER.format(description=api.description, overlays=api.overlays)
        used = sharing if shared is not None and api.name in shared.apis else Sharing()
        for name, text in render(represented[api.name], documents[api.name], api, used).items():
            rendered[f"{api.name}/{name}"] = header + text if name.endswith(".py") else text
    return rendered


def _refuse_strange_bases(shared: Shared, in_common: ApiRepresentation, parts: Mapping[str, bytes]) -> None:
    where = "pyproject.toml, [tool.kco.shared]"
    models = {model.name for model in in_common.models}
    resources = {resource.name for resource in in_common.resources}
    for name, base in shared.bases.items():
        if name not in models | resources:
            raise Problem(f"{where}, bases", f"there is no {name} that all have", "mend it or take it out")
        for side in both_sides(base).values() if name in resources else (base,):
            _members_of_class(parts, side, f"{where}, bases")
    for side in both_sides(shared.client_base).values():
        _members_of_class(parts, side, f"{where}, client_base")


def _members_of_bases(api: Api, parts: Mapping[str, bytes]) -> frozenset[str]:
    """Return the names that the client has already; refuse a class to extend that is not there."""
    where = f"pyproject.toml, [tool.kco.apis.{api.name}]"
    members: frozenset[str] = frozenset()
    for base in both_sides(api.client_base).values():
        members |= _members_of_class(parts, base, f"{where}, client_base")
    for base in api.model_bases.values():
        _members_of_class(parts, base, f"{where}, model_bases")
    for base in api.resource_bases.values():
        for side in both_sides(base).values():
            _members_of_class(parts, side, f"{where}, resource_bases")
    return members


def _refuse_shadowing(api: Api, parts: Mapping[str, bytes]) -> None:
    taken = next((path for path in parts if path.split("/")[0] in (api.name, f"{api.name}.py")), None)
    if taken is not None:
        raise Problem(
            f"pyproject.toml, [tool.kco.apis.{api.name}]",
            f"the name is that of the hand-written {taken}",
            "give the API or the file another name",
        )


def _members_of_class(files: Mapping[str, bytes], class_path: str, where: str) -> frozenset[str]:
    """Return the names of the attributes and methods of a hand-written class, those of its bases included.

    Args:
        files: the hand-written files by their paths inside the package.
        class_path: ``module.Class``, as seen from the package.
        where: the setting that names the class, for the message.

    Raises:
        Problem: there is no such class.
    """
    module, _, name = class_path.rpartition(".")
    tree = _module(files, module)
    if tree is None:
        raise Problem(where, f"there is no module {module} in the hand-written parts", "name another class")
    if not any(isinstance(node, ast.ClassDef) and node.name == name for node in tree.body):
        raise Problem(where, f"there is no class {name} in the module {module}", "name another class")
    return frozenset(_members(files, module, name, set()))


def _module(files: Mapping[str, bytes], module: str) -> ast.Module | None:
    stem = module.replace(".", "/")
    for path in (f"{stem}.py", f"{stem}/__init__.py"):
        if path in files:
            try:
                return ast.parse(files[path])
            except (SyntaxError, ValueError) as error:
                raise Problem(path, f"is not Python: {error}", "mend the file") from None
    return None


def _members(files: Mapping[str, bytes], module: str, name: str, seen: set[tuple[str, str]]) -> Iterator[str]:
    tree = _module(files, module)
    if tree is None or (module, name) in seen:
        return
    seen.add((module, name))
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.level:
            package = module.split(".")[: -node.level]
            origin = ".".join([*package, *(node.module or "").split(".")]).strip(".")
            for alias in node.names:
                if name == (alias.asname or alias.name):
                    yield from _members(files, origin, alias.name, seen)
        elif isinstance(node, ast.ClassDef) and node.name == name:
            for child in node.body:
                yield from _names(child)
            for base in node.bases:
                plain = base.value if isinstance(base, ast.Subscript) else base
                if isinstance(plain, ast.Name):
                    yield from _members(files, module, plain.id, seen)


def _names(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        yield node.name
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        yield node.target.id
    elif isinstance(node, ast.Assign):
        yield from (target.id for target in node.targets if isinstance(target, ast.Name))
