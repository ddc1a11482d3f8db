"""The asynchronous clients of both vendors: options come in, and a client that can call goes out.

A client is made of three things: where its requests go and as whom, the options of its calls, and a transport,
which is the sandbox's, one over the caller's own HTTP client, or kco's.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

import attrs

from .environments import (
    SANDBOX,
    VENDORS,
    Vendor,
    connect,
    options_from_variables,
    refuse_production_in_tests,
)
from .errors import ERROR_CODES
from .line_checks import LineChecks, check_lines_of, line_checks_from
from .runtime.async_client import AsyncClient
from .runtime.base_client import Connection
from .runtime.errors import ConfigurationError, InvalidInputError
from .runtime.events import AnyHook
from .runtime.models import DeferredModule
from .runtime.operation import Operation
from .runtime.options import BasicAuthentication, Options
from .runtime.request import Call
from .runtime.retries import RetryOption
from .runtime.timeouts import TimeoutOption
from .runtime.transport import AsyncHttpClient, AsyncTransport

if TYPE_CHECKING:
    from . import sandbox as _sandboxes
else:
    _sandboxes = DeferredModule(__package__, ".sandbox")

__all__ = ["AsyncRegionalClient", "AsyncVendorClient"]

logger: Final = logging.getLogger("kco")


class _AsyncAnyVendorClient(AsyncClient):
    VENDOR: ClassVar[str]
    SERVERS: ClassVar[Mapping[str, str]]
    ERROR_CODES = ERROR_CODES
    _sandbox: _sandboxes.Sandbox | None
    _line_checks: LineChecks

    def _open(
        self,
        connection: Connection,
        options: Options,
        http_client: AsyncHttpClient | None,
        max_answer_bytes: int | None,
        line_checks: LineChecks,
    ) -> None:
        self._line_checks = line_checks_from(line_checks)
        super().__init__(connection, options, _transport(self._sandbox, http_client, max_answer_bytes))

    @classmethod
    def _vendor(cls) -> Vendor:
        return VENDORS[cls.VENDOR]

    @classmethod
    def _connect(
        cls, sandbox: _sandboxes.Sandbox | None, **options: Any
    ) -> tuple[Connection, _sandboxes.Sandbox | None]:
        connection = connect(cls._vendor(), cls.SERVERS, **options)
        if connection.environment != SANDBOX:
            if sandbox is not None:
                raise ConfigurationError(f"sandbox= needs environment={SANDBOX!r}")
            return connection, None
        if sandbox is None:
            from .sandbox import Sandbox

            sandbox = Sandbox(vendor=cls.VENDOR)  # type: ignore[arg-type]
        elif sandbox.vendor != cls.VENDOR:
            raise ConfigurationError(f"the sandbox plays {sandbox.vendor}, not {cls.VENDOR}")
        if not options["api_key"]:
            connection = attrs.evolve(connection, authentication=BasicAuthentication(sandbox.api_key))
        logger.info("%s runs on the sandbox in this process: no request leaves it", cls.__name__)
        return connection, sandbox

    def _prepare_by_name(self, name: str, called: str, **arguments: Any) -> Call[Any]:
        """Return a call of an operation of the vendor's, for the method that was called."""
        operations = import_module(f".{self.VENDOR}.operations", __package__).OPERATIONS
        try:
            call: Call[Any] = self._prepare(operations[name], **arguments)
        except InvalidInputError as error:
            error.operation = called
            raise
        return call

    def with_options(
        self,
        *,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        headers: Mapping[str, str] | None = None,
        hooks: Sequence[AnyHook] | None = None,
        app_info: str | None = None,
        validate: bool | None = None,
        line_checks: LineChecks | None = None,
    ) -> Self:
        """Return a copy with other options, which shares the connections of this client.

        This client stays as it is, and closing the copy closes no connection.

        Args:
            timeout: seconds for a whole call, or `Timeouts` for each phase.
            retries: attempts after the first, or a `RetryPolicy`.
            headers: headers to send besides those this client sends.
            hooks: watchers of the copy's calls, instead of this client's.
            app_info: what to append to the User-Agent, e.g. ``shop/1.2``.
            validate: whether request bodies are checked before they are sent.
            line_checks: what to do about order lines that contradict themselves: ``"refuse"``, ``"warn"``
                or ``"off"``.

        Raises:
            ConfigurationError: an option is of a wrong type or out of bounds.
        """
        copy = super().with_options(
            timeout=timeout,
            retries=retries,
            headers=headers,
            hooks=hooks,
            app_info=app_info,
            validate=validate,
        )
        if line_checks is not None:
            copy._line_checks = line_checks_from(line_checks)
        return copy

    def _review(self, called: str, body: Any) -> None:
        check_lines_of(called, body, self._line_checks)

    def _permit(self, operation: Operation[Any]) -> None:
        refuse_production_in_tests(self._connection.base_url, operation.name)

    @classmethod
    def from_env(cls, **options: Any) -> Self:
        """Make a client from environment variables.

        ``KUSTOM_API_KEY``, ``KUSTOM_USERNAME`` and ``KUSTOM_ENVIRONMENT``, or the same with
        ``KLARNA_`` and ``KLARNA_REGION`` besides.

        Args:
            options: what the class takes; these win over the variables.

        Raises:
            ConfigurationError: there is no key, or the options contradict each other.
        """
        return cls(**{**options_from_variables(cls._vendor(), os.environ), **options})

    @property
    def sandbox(self) -> _sandboxes.Sandbox:
        """The sandbox behind this client, to put orders in.

        Raises:
            ConfigurationError: the client runs against a real server.
        """
        if self._sandbox is None:
            raise ConfigurationError(
                f"this client has no sandbox; it was made without environment={SANDBOX!r}"
            )
        return self._sandbox


class AsyncVendorClient(_AsyncAnyVendorClient):
    """The asynchronous client of a vendor with one address for the whole world."""

    def __init__(
        self,
        *,
        api_key: str | None = None,
        username: str | None = None,
        environment: str | None = None,
        base_url: str | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        headers: Mapping[str, str] | None = None,
        hooks: Sequence[AnyHook] = (),
        app_info: str | None = None,
        validate: bool = True,
        line_checks: LineChecks = "warn",
        http_client: AsyncHttpClient | None = None,
        max_answer_bytes: int | None = None,
        sandbox: _sandboxes.Sandbox | None = None,
    ) -> None:
        """Make a client; nothing is sent, and no connection opened, before the first call.

        Args:
            api_key: the key from the vendor's portal. Its beginning says whether it belongs to the
                playground or to production. Only the sandbox needs none.
            username: the user name shown beside the key. It is optional, and checked if it is sent.
            environment: ``"playground"``, ``"production"`` or ``"sandbox"``. By default the key says
                which. The sandbox runs in this process.
            base_url: an address to use instead of the vendor's; https, or http on this machine.
            timeout: seconds for a whole call, or `Timeouts` for each phase. The default is
                ``Timeouts(connect=5, write=10, read=40, pool=5, total=120)``.
            retries: attempts after the first, or a `RetryPolicy`. The default is 2.
            headers: headers to send with every request. The default is none.
            hooks: watchers (`AsyncHook`) of every attempt and call. The default is none.
            app_info: what to append to the User-Agent, e.g. ``shop/1.2``. The default is nothing.
            validate: whether request bodies are checked before they are sent. The default is True.
            line_checks: what to do about order lines that contradict themselves or the amount of the call
                (see `check_order_lines`): ``"warn"`` (the default) writes a warning to the log,
                ``"refuse"`` raises `InvalidInputError`, and ``"off"`` does not look.
            http_client: your own ``httpx.AsyncClient``, or what behaves like one. kco never closes it, and
                what it cannot prove unsent has the outcome ``unknown``. By default kco has a pool of
                connections of its own.
            max_answer_bytes: how large the body of an answer may be, after content decoding. The default
                is 16 MiB. With a larger one a read raises `DecodeError`, and a write keeps its outcome.
            sandbox: a sandbox to share, with ``environment="sandbox"``. By default the client makes one.

        Raises:
            ConfigurationError: the options contradict each other, or leave something open.
        """
        connection, self._sandbox = self._connect(
            sandbox,
            api_key=api_key,
            username=username,
            environment=environment,
            base_url=base_url,
        )
        options = Options().replaced(
            timeout=timeout,
            retries=retries,
            headers=headers,
            hooks=hooks,
            app_info=app_info,
            validate=validate,
        )
        self._open(connection, options, http_client, max_answer_bytes, line_checks)


class AsyncRegionalClient(_AsyncAnyVendorClient):
    """The asynchronous client of a vendor with an address for each region."""

    def __init__(
        self,
        *,
        api_key: str | None = None,
        username: str | None = None,
        environment: str | None = None,
        region: str = "eu",
        base_url: str | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        headers: Mapping[str, str] | None = None,
        hooks: Sequence[AnyHook] = (),
        app_info: str | None = None,
        validate: bool = True,
        line_checks: LineChecks = "warn",
        http_client: AsyncHttpClient | None = None,
        max_answer_bytes: int | None = None,
        sandbox: _sandboxes.Sandbox | None = None,
    ) -> None:
        """Make a client; nothing is sent, and no connection opened, before the first call.

        Args:
            api_key: the key from the vendor's portal. Its beginning says whether it belongs to the
                playground or to production. Only the sandbox needs none.
            username: the user name shown beside the key. It is optional, and checked if it is sent.
            environment: ``"playground"``, ``"production"`` or ``"sandbox"``. By default the key says
                which. The sandbox runs in this process.
            region: ``"eu"`` (the default), ``"na"`` (North America) or ``"oc"`` (Oceania).
            base_url: an address to use instead of the vendor's; https, or http on this machine.
            timeout: seconds for a whole call, or `Timeouts` for each phase. The default is
                ``Timeouts(connect=5, write=10, read=40, pool=5, total=120)``.
            retries: attempts after the first, or a `RetryPolicy`. The default is 2.
            headers: headers to send with every request. The default is none.
            hooks: watchers (`AsyncHook`) of every attempt and call. The default is none.
            app_info: what to append to the User-Agent, e.g. ``shop/1.2``. The default is nothing.
            validate: whether request bodies are checked before they are sent. The default is True.
            line_checks: what to do about order lines that contradict themselves or the amount of the call
                (see `check_order_lines`): ``"warn"`` (the default) writes a warning to the log,
                ``"refuse"`` raises `InvalidInputError`, and ``"off"`` does not look.
            http_client: your own ``httpx.AsyncClient``, or what behaves like one. kco never closes it, and
                what it cannot prove unsent has the outcome ``unknown``. By default kco has a pool of
                connections of its own.
            max_answer_bytes: how large the body of an answer may be, after content decoding. The default
                is 16 MiB. With a larger one a read raises `DecodeError`, and a write keeps its outcome.
            sandbox: a sandbox to share, with ``environment="sandbox"``. By default the client makes one.

        Raises:
            ConfigurationError: the options contradict each other, or leave something open.
        """
        connection, self._sandbox = self._connect(
            sandbox,
            api_key=api_key,
            username=username,
            environment=environment,
            region=region,
            base_url=base_url,
        )
        options = Options().replaced(
            timeout=timeout,
            retries=retries,
            headers=headers,
            hooks=hooks,
            app_info=app_info,
            validate=validate,
        )
        self._open(connection, options, http_client, max_answer_bytes, line_checks)


def _transport(
    sandbox: _sandboxes.Sandbox | None, http_client: AsyncHttpClient | None, max_answer_bytes: object
) -> AsyncTransport:
    bound: dict[str, int] = {}
    if max_answer_bytes is not None:
        if (
            not isinstance(max_answer_bytes, int)
            or isinstance(max_answer_bytes, bool)
            or max_answer_bytes < 1
        ):
            raise ConfigurationError("max_answer_bytes is a whole number of bytes, at least 1")
        bound["max_answer_bytes"] = max_answer_bytes
    if sandbox is not None:
        if http_client is not None:
            raise ConfigurationError("the sandbox runs in this process; it has no use for http_client")
        return sandbox.async_transport()
    if http_client is None:
        from .runtime.transport.network import AsyncHttpTransport

        return AsyncHttpTransport(**bound)
    from .runtime.transport.custom_client import AsyncCustomClientTransport

    return AsyncCustomClientTransport(http_client, **bound)
