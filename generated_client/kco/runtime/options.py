# Copied from generator/client/runtime/options.py by "make generate"; change that, not this.
"""Options, hooks and a credential come in as a caller passes them; checked, frozen values go out."""

from __future__ import annotations

import functools
import inspect
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

import attrs

from .errors import ConfigurationError
from .events import AnyHook, Watchers
from .messages import is_header_name, is_header_text
from .retries import RetryOption, RetryPolicy, policy_from
from .timeouts import TimeoutOption, Timeouts, timeouts_from

__all__ = ["BasicAuthentication", "Options", "watchers_of", "watchers_of_async"]


@attrs.frozen(kw_only=True, repr=False)
class Options:
    """Everything about a client that is not its address or its credential."""

    timeouts: Timeouts = attrs.field(factory=Timeouts)
    policy: RetryPolicy = attrs.field(factory=RetryPolicy)
    # Hidden field by field as well: debuggers look past a representation at what attrs lists.
    headers: Mapping[str, str] = attrs.field(default=MappingProxyType({}), repr=False)
    hooks: tuple[AnyHook, ...] = ()
    app_info: str | None = None
    validate: bool = True

    def replaced(
        self,
        *,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        headers: Mapping[str, str] | None = None,
        hooks: Sequence[AnyHook] | None = None,
        app_info: str | None = None,
        validate: bool | None = None,
    ) -> Options:
        """Return these options with what was passed in place of what was.

        Raises:
            ConfigurationError: an option is of a wrong type or out of bounds.
        """
        if validate is not None and not isinstance(validate, bool):
            raise ConfigurationError(f"validate is True or False, not {type(validate).__name__}")
        if app_info is not None and not (app_info and is_header_text(app_info)):
            raise ConfigurationError("app_info is printable ASCII text such as 'shop/1.2'")
        if hooks is not None and (isinstance(hooks, str) or not isinstance(hooks, Sequence)):
            raise ConfigurationError(f"hooks is a list of hooks, not {type(hooks).__name__}")
        return Options(
            timeouts=self.timeouts if timeout is None else timeouts_from(timeout, self.timeouts),
            policy=self.policy if retries is None else policy_from(retries, self.policy),
            headers=self.headers if headers is None else _merged(self.headers, headers),
            hooks=self.hooks if hooks is None else tuple(hooks),
            app_info=self.app_info if app_info is None else app_info,
            validate=self.validate if validate is None else validate,
        )


def _merged(before: Mapping[str, str], after: Mapping[str, str]) -> Mapping[str, str]:
    if not isinstance(after, Mapping):
        raise ConfigurationError(f"headers is a mapping of names to values, not {type(after).__name__}")
    for name, value in after.items():
        if not is_header_name(name) or not is_header_text(value):
            # Neither is shown: a header's value may be a credential.
            raise ConfigurationError("headers are printable ASCII names and values")
    replaced = {name.lower() for name in after}
    kept = {name: value for name, value in before.items() if name.lower() not in replaced}
    return MappingProxyType({**kept, **after})


@attrs.frozen(repr=False)
class BasicAuthentication:
    """The credential of a merchant.

    Args:
        api_key: the key, sent as it stands where there is no user name.
        username: the user name shown beside the key; with one, both are sent base64-encoded
            (https://www.rfc-editor.org/rfc/rfc7617#section-2).
    """

    # Hidden field by field as well: debuggers look past a representation at what attrs lists.
    api_key: str = attrs.field(repr=False)
    username: str | None = attrs.field(default=None, repr=False)

    def header(self) -> tuple[str, str]:
        """Return the name and the value of the header that proves who is calling."""
        if self.username is None:
            return ("Authorization", f"Basic {self.api_key}")
        pair = b64encode(f"{self.username}:{self.api_key}".encode()).decode("ascii")
        return ("Authorization", f"Basic {pair}")

    def __repr__(self) -> str:
        return "BasicAuthentication(<secret>)"


_MOMENTS: Final = ("before_attempt", "after_attempt", "after_call")
_ASYNCHRONOUS: Final = inspect.CO_COROUTINE | inspect.CO_ITERABLE_COROUTINE
_GENERATOR: Final = inspect.CO_GENERATOR | inspect.CO_ASYNC_GENERATOR


def watchers_of(hooks: Iterable[AnyHook], *, asynchronous: bool = False) -> Watchers:
    """Return the methods of hooks by the moments they watch.

    Raises:
        ConfigurationError: one of them watches nothing, has a method that cannot be called with
            an event, or is asynchronous where nothing waits for it.
    """
    found: dict[str, list[Callable[[Any], Any]]] = {moment: [] for moment in _MOMENTS}
    for hook in hooks:
        for moment, method in _methods(hook, asynchronous=asynchronous).items():
            found[moment].append(method)
    return Watchers(*(tuple(found[moment]) for moment in _MOMENTS))


def watchers_of_async(hooks: Iterable[AnyHook]) -> Watchers:
    """Return the same for an asynchronous client, which waits for asynchronous hooks."""
    return watchers_of(hooks, asynchronous=True)


def _methods(hook: object, *, asynchronous: bool) -> dict[str, Callable[[Any], Any]]:
    if inspect.isclass(hook):
        raise ConfigurationError(f"hooks holds the class {hook.__name__}; pass an object of it")
    name = type(hook).__name__
    methods = dict(_attributes(hook, name))
    if not methods:
        raise ConfigurationError(f"the hook {name} has none of the methods {', '.join(_MOMENTS)}")
    for moment, method in methods.items():
        if not callable(method):
            raise ConfigurationError(f"{moment} of the hook {name} cannot be called")
        flags = _code_flags(method)
        if flags & _GENERATOR and not flags & _ASYNCHRONOUS:
            raise ConfigurationError(
                f"{moment} of the hook {name} is a generator, which nothing would run; write it without yield"
            )
        if flags & _ASYNCHRONOUS and not asynchronous:
            raise ConfigurationError(
                f"{moment} of the hook {name} is asynchronous, and this client blocks; "
                "write it without async, or use the asynchronous client"
            )
        if not _takes_an_event(method):
            raise ConfigurationError(f"{moment} of the hook {name} does not take one argument, the event")
    return methods


def _attributes(hook: object, name: str) -> Iterator[tuple[str, Any]]:
    for moment in _MOMENTS:
        try:
            yield moment, getattr(hook, moment)
        except Exception as error:
            # A property that fails with AttributeError is a fault, too, and no sign of an optional method.
            if isinstance(error, AttributeError) and inspect.getattr_static(hook, moment, None) is None:
                continue
            raise ConfigurationError(
                f"{moment} of the hook {name} cannot be read: {type(error).__name__}"
            ) from error


def _code_flags(method: Any) -> int:
    """Return the flags of the code that runs when a method is called, 0 if it is not written in Python.

    ``inspect.iscoroutinefunction`` does not look into a partial of a method or of an object that is
    called, and takes each mock with the specification of a function for a coroutine function.
    """
    while True:
        if isinstance(method, functools.partial):
            method = method.func
        elif inspect.ismethod(method):
            method = method.__func__
        else:
            break
    called = method if hasattr(method, "__code__") else type(method).__call__
    flags = getattr(getattr(called, "__code__", None), "co_flags", 0)
    return flags if type(flags) is int else 0


def _takes_an_event(method: Callable[..., Any]) -> bool:
    try:
        signature = inspect.signature(method)
    except (TypeError, ValueError):
        # Of what is written in C, Python may not know the parameters.
        return True
    try:
        signature.bind(None)
    except TypeError:
        return False
    return True
