"""The settings of the generator: the few lines in `pyproject.toml` under ``[tool.kco]``.

The file goes in, a checked `Configuration` comes out; each key that is missing, unknown or wrong is
reported by its name.
"""

from __future__ import annotations

import keyword
import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar, cast

import attrs
import httpx
from attrs.converters import optional

from .problems import Problem
from .unasync import blocking_name

__all__ = [
    "FILE",
    "Api",
    "Configuration",
    "PublicSurface",
    "Shared",
    "beside_package",
    "both_sides",
    "load_configuration",
    "require_address",
]

T = TypeVar("T")

FILE = "pyproject.toml"
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})

# Marks a setting without influence on the output, so that a change of it makes no output stale.
NO_INPUT = {"input": False}


class _Wrong(Exception):
    """A value that its key cannot have."""


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.isprintable() or not value:
        raise _Wrong("must be text")
    return value


def _path(value: object) -> Path:
    path = value if isinstance(value, Path) else Path(_text(value))
    if path.is_absolute() or ".." in path.parts or not path.parts:
        raise _Wrong("must be a path below the project's root")
    return path


def _name(value: object) -> str:
    if not isinstance(value, str) or not value.isidentifier() or not value.isascii():
        raise _Wrong("must be a Python name")
    if keyword.iskeyword(value) or value.startswith("_"):
        raise _Wrong("must be a public Python name")
    return value


def _dotted(value: object) -> str:
    parts = value.split(".") if isinstance(value, str) else []
    if len(parts) < 2:
        raise _Wrong("must be module.Class, as seen from the package")
    return ".".join(map(_name, parts))


def _asynchronous(value: object) -> str:
    dotted = _dotted(value)
    if both_sides(dotted)[""] == dotted:
        raise _Wrong("must be an asynchronous class, e.g. module.AsyncClass")
    return dotted


def _table_of(
    words: str, key: Callable[[Any], str], item: Callable[[Any], str], value: object
) -> Mapping[str, str]:
    if not isinstance(value, Mapping):
        raise _Wrong(f"must be a table of {words}")
    return {key(name): item(content) for name, content in value.items()}


def _class_names(value: object) -> Mapping[str, str]:
    return _table_of("class names", _text, _name, value)


def _bases(value: object) -> Mapping[str, str]:
    # A model has a capital letter, a resource has none.
    return {
        name: base if name[:1].isupper() else _asynchronous(base)
        for name, base in _table_of("names and classes", _name, _dotted, value).items()
    }


def _modules(value: object) -> Mapping[str, str]:
    return _table_of("module names", _name, _name, value)


def _twins(value: object) -> tuple[str, ...]:
    names = value if isinstance(value, list | tuple) else [None]
    if not all(isinstance(name, str) and re.fullmatch(r"(\w+/)*async_\w+\.py", name) for name in names):
        raise _Wrong("must be a list of modules async_*.py")
    return tuple(map(str, names))


def _addresses(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise _Wrong("must be a list of addresses")
    for address in value:
        try:
            require_address(address)
        except ValueError as error:
            raise _Wrong(f"must hold addresses, and {address!r} {error}") from None
    return tuple(value)


def _path_of_operations(value: object) -> str:
    if not _text(value).startswith("/"):
        raise _Wrong("must be a path such as /orders")
    return _text(value)


def _several(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
        raise _Wrong("must be a list of names")
    return tuple(value)


def require_address(text: str) -> None:
    """Refuse an address that no description may be fetched from.

    It is https, as everything that decides about money should be; plain http only on loopback, like
    the client's own ``base_url``.

    Raises:
        ValueError: it is not such an address; says why.
    """
    try:
        url = httpx.URL(text)
    except (httpx.InvalidURL, ValueError):
        raise ValueError("is not an address") from None
    if url.host and url.userinfo:
        raise ValueError("carries credentials")
    is_loopback = url.scheme == "http" and url.host in LOOPBACK
    if not url.host or not (url.scheme == "https" or is_loopback):
        raise ValueError("is not an https address")


@attrs.frozen(kw_only=True)
class Api:
    """One API to generate a client for.

    A class to extend is named as ``module.Class`` below the package. Of two, for the blocking and the
    asynchronous side, the asynchronous one is named; see `both_sides`.

    Args:
        name: the sub-package, e.g. ``kustom``.
        description: the vendor's file.
        overlays: the folder of our patches for it, applied in file order.
        client: the client's class name; the asynchronous one gets ``Async`` in front.
        client_base: the class that the asynchronous client extends.
        idempotency_header: the header parameter that carries an idempotency key.
        class_names: other names for classes than those that the description would give.
        model_bases: hand-written bases of models.
        resource_bases: hand-written bases of asynchronous resources.
        addresses: where the vendor publishes the description, in the order in which to ask.
        below: the path above its operations; a download is recognised by it.
    """

    name: str = attrs.field(converter=_name)
    description: Path = attrs.field(converter=_path)
    overlays: Path = attrs.field(converter=_path)
    client: str = attrs.field(converter=_name)
    client_base: str = attrs.field(converter=_asynchronous)
    idempotency_header: str | None = attrs.field(default=None, converter=optional(_text))
    class_names: Mapping[str, str] = attrs.field(factory=dict, converter=_class_names)
    model_bases: Mapping[str, str] = attrs.field(factory=dict, converter=_bases)
    resource_bases: Mapping[str, str] = attrs.field(factory=dict, converter=_bases)
    addresses: tuple[str, ...] = attrs.field(default=(), converter=_addresses, metadata=NO_INPUT)
    below: str | None = attrs.field(default=None, converter=optional(_path_of_operations), metadata=NO_INPUT)


@attrs.frozen(kw_only=True)
class Shared:
    """The common part of several APIs, written as protocols.

    Args:
        module: the module to make.
        client: the name of the client's protocol; the asynchronous one gets ``Async`` in front.
        client_base: a protocol that the asynchronous one extends; see `Api`.
        apis: the APIs; texts are those of the first.
        bases: for models and asynchronous resources, a protocol to extend.
    """

    module: str = attrs.field(converter=_name)
    client: str = attrs.field(converter=_name)
    client_base: str = attrs.field(converter=_asynchronous)
    apis: tuple[str, ...] = attrs.field(converter=_several)
    bases: Mapping[str, str] = attrs.field(factory=dict, converter=_bases)


@attrs.frozen(kw_only=True)
class PublicSurface:
    """The files of the public surface, both in the output folder, and the changelog that names its changes.

    Args:
        file: every public name with its signature, as the package has it now.
        released: the same, as the last release had it.
        changelog: where each difference between the two has to be named.
    """

    file: Path = attrs.field(converter=_path)
    released: Path = attrs.field(converter=_path)
    changelog: Path = attrs.field(converter=_path)


@attrs.frozen(kw_only=True)
class Configuration:
    """All settings; paths are relative to the project's root.

    Args:
        package: the import package to make.
        output: the folder that holds it.
        lock: the file of hashes, in the output folder.
        parts: the folder with the hand-written half of the package, shaped like the package.
        twins: asynchronous modules of `parts`, of which blocking twins are made.
        beside: modules of `parts` that are delivered beside the package, with the names they get there.
        apis: one for each sub-package.
        shared: the protocols that some of them share, if there are any.
        surface: the files of the public names, if there are any.
        downloads: the file that says where each description was downloaded from.
    """

    package: str = attrs.field(converter=_name)
    output: Path = attrs.field(converter=_path)
    lock: Path = attrs.field(converter=_path)
    parts: Path = attrs.field(converter=_path)
    apis: tuple[Api, ...]
    twins: tuple[str, ...] = attrs.field(default=(), converter=_twins)
    beside: Mapping[str, str] = attrs.field(factory=dict, converter=_modules)
    shared: Shared | None = None
    surface: PublicSurface | None = attrs.field(default=None, metadata=NO_INPUT)
    downloads: Path | None = attrs.field(default=None, converter=optional(_path), metadata=NO_INPUT)


def both_sides(dotted: str) -> dict[str, str]:
    """Return the blocking (``""``) and the asynchronous (``"Async"``) class of an asynchronous ``module.Class``.

    The blocking one has the same name without ``Async``, in the same module or in its twin: ``shop.AsyncShop``
    goes with ``shop.Shop``, and ``async_shop.AsyncShop`` too.
    """
    return {"": ".".join(map(blocking_name, dotted.split("."))), "Async": dotted}


def load_configuration(root: Path) -> Configuration:
    """Read the configuration of the project in `root`.

    Raises:
        Problem: there is none, or a key is missing, unknown, or has a value it cannot have.
    """
    settings = _table(_read(root / FILE), "tool", "kco")
    apis = settings.get("apis")
    if not isinstance(apis, dict) or not apis:
        raise Problem(f"{FILE}, [tool.kco]", "names no API", "add a table [tool.kco.apis.NAME]")
    made = tuple(
        _make(Api, values, f"{FILE}, [tool.kco.apis.{name}]", name=name) for name, values in apis.items()
    )
    others = {key: value for key, value in settings.items() if key not in ("apis", "shared", "surface")}
    parts = {
        name: _make(kind, settings[name], f"{FILE}, [tool.kco.{name}]")
        for name, kind in (("shared", Shared), ("surface", PublicSurface))
        if name in settings
    }
    configuration = _make(Configuration, others, f"{FILE}, [tool.kco]", apis=made, **parts)
    _refuse_strangers(configuration)
    _refuse_half_of_a_download(configuration)
    _refuse_overlap(configuration)
    return configuration


def _refuse_half_of_a_download(configuration: Configuration) -> None:
    for api in configuration.apis:
        where = f"{FILE}, [tool.kco.apis.{api.name}]"
        if api.addresses and api.below is None:
            raise Problem(where, "has addresses, but the key 'below' is missing", "add it")
        if api.addresses and configuration.downloads is None:
            raise Problem(f"{FILE}, [tool.kco]", "the key 'downloads' is missing", "add it")


def _refuse_strangers(configuration: Configuration) -> None:
    names = [api.name for api in configuration.apis]
    if configuration.shared is not None and configuration.shared.module in names:
        raise Problem(f"{FILE}, [tool.kco.shared], module", "is the name of an API", "give it another name")
    for name in configuration.shared.apis if configuration.shared else ():
        if name not in names:
            raise Problem(
                f"{FILE}, [tool.kco.shared], apis", f"{name!r} is no API", f"use {', '.join(names)}"
            )


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode())
    except OSError as error:
        raise Problem(FILE, f"cannot be read ({error.strerror})", "run in the project's root") from None
    except UnicodeDecodeError as error:
        raise Problem(FILE, f"byte {error.start} is not valid UTF-8", "save the file as UTF-8") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Problem(FILE, f"not TOML: {error}", "mend the file") from None


def _table(settings: dict[str, Any], *names: str) -> dict[str, Any]:
    for name in names:
        settings = settings.get(name, {})
        if not isinstance(settings, dict) or not settings:
            raise Problem(FILE, f"has no table [{'.'.join(names)}]", "add one")
    return settings


def _make(kind: type[T], values: Any, where: str, **given: object) -> T:
    if not isinstance(values, dict):
        raise Problem(where, "is not a table", "write its keys below a line with its name")
    fields = {field.name: field for field in attrs.fields(cast(Any, kind)) if field.name not in given}
    for unknown in sorted(set(values) - set(fields)):
        raise Problem(where, f"the key {unknown!r} is unknown", f"use {', '.join(sorted(fields))}")
    for name, field in fields.items():
        if name not in values and field.default is attrs.NOTHING:
            raise Problem(where, f"the key {name!r} is missing", "add it")
        if name in values:
            _check(field.converter, values[name], f"{where}, {name}")
    if "name" in given:
        _check(_name, given["name"], where)
    return kind(**values, **given)


def _check(converter: Callable[[Any], object], value: object, where: str) -> None:
    try:
        converter(value)
    except _Wrong as wrong:
        raise Problem(where, f"{wrong}, found {value!r}", "write another value") from None


def _refuse_overlap(configuration: Configuration) -> None:
    """Refuse files of ours in the output folder, which is replaced as a whole."""
    inputs = [configuration.parts]
    if configuration.downloads is not None:
        inputs.append(configuration.downloads)
    if configuration.surface is not None:
        inputs.append(configuration.surface.changelog)
    for api in configuration.apis:
        inputs += [api.description, api.overlays]
    for path in inputs:
        if path.is_relative_to(configuration.output) or configuration.output.is_relative_to(path):
            raise Problem(
                f"{FILE}, [tool.kco], output",
                f"the output {configuration.output} is replaced as a whole, and {path} is in its way",
                "name another folder",
            )
    for path in beside_package(configuration):
        if path.parent != configuration.output or path.suffix == ".py" or path.name == configuration.package:
            raise Problem(
                f"{FILE}, [tool.kco]",
                f"{path} does not lie in {configuration.output} beside the package",
                f"name it {configuration.output / path.name}",
            )


def beside_package(configuration: Configuration) -> list[Path]:
    """Return the files in the output folder that are no part of the package: the lock and the surfaces."""
    names = configuration.surface
    return [configuration.lock, *(() if names is None else (names.file, names.released))]
