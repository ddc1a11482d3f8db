"""How a client behaves, as one frozen value that a copy or a call may replace in part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import attrs

from .calls import is_header_name, is_header_text
from .errors import ConfigurationError
from .hooks import AnyHook
from .retries import RetryOption, RetryPolicy, policy_from
from .timeouts import TimeoutOption, Timeouts, timeouts_from

__all__ = ["Options"]


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
