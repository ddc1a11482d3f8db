# Copied from generator/client/runtime/frames.py by "make generate"; change that, not this.
"""Reads tracebacks: who raised an exception, and what has to be taken out of its frames.

A signal handler may raise anything at any moment: celery's soft time limit is an `Exception`, an alarm's is
often a `TimeoutError`, which looks like that of a socket, and httpcore turns both into errors of its own.
They are told apart by where they were raised. A traceback names every function between a call and the
``raise``; a failure of the network was raised by httpcore, the standard library or what httpcore stands on,
and an exception of a signal handler ends in a function that is none of these.

Sentry, rich, structlog and pytest show the locals of every frame on a traceback, and those of this package
hold request bodies with customers in them, and headers with the API key.
"""

from __future__ import annotations

from collections.abc import Iterator
from inspect import CO_VARARGS
from types import FrameType

__all__ = ["causes", "foreign_cause", "forget_locals", "is_native", "modules", "was_raised_by_a_handler"]

# All by the first part of a module's name.
_PACKAGE = __name__.partition(".")[0]
# The transport stands on these; respx answers in httpcore's place, with httpx's errors.
_LIBRARIES = frozenset(
    {"anyio", "h11", "httpcore", "httpx", "outcome", "respx", "sniffio", "socksio", "trio"}
)
_STANDARD = frozenset(
    {
        "asyncio",
        "concurrent",
        "contextlib",
        "encodings",
        "ipaddress",
        "selectors",
        "socket",
        "ssl",
        "threading",
    }
    | {"urllib", "zlib"}
)
_NETWORK = frozenset({_PACKAGE}) | _LIBRARIES | _STANDARD


def foreign_cause(error: BaseException) -> BaseException | None:
    """Return the exception that neither the network nor this package raised, ``None`` if there is none.

    httpcore, anyio and trio wrap what they catch, so what an exception was made from is looked at, too.
    """
    return next((each for each in causes(error) if not _is_from_network(each)), None)


def causes(error: BaseException) -> list[BaseException]:
    """Return an exception, and behind it what each one was made from.

    httpcore's pools cut the cause off, but its own errors also have it as their argument.
    """
    found: list[BaseException] = []
    seen = set[int]()
    pending: BaseException | None = error
    while pending is not None and id(pending) not in seen:
        seen.add(id(pending))
        found.append(pending)
        argument = pending.args[0] if pending.args else None
        if isinstance(pending, BaseExceptionGroup):
            pending = pending.exceptions[-1]
        elif pending.__cause__ is not None:
            pending = pending.__cause__
        else:
            pending = argument if isinstance(argument, BaseException) else None
    return found


def _is_from_network(error: BaseException) -> bool:
    if not isinstance(error, Exception):
        return False
    library = _first_part(type(error).__module__)
    if library == _PACKAGE or library in _LIBRARIES:
        return True
    if library not in ("builtins", "queue", "socket", "ssl", "zlib"):
        return False
    raised_in = modules(error)
    if not _NETWORK.issuperset(raised_in):
        return False
    if isinstance(error, OSError):
        # Those of the operating system say what happened. An exception that another thread had raised
        # here (PyThreadState_SetAsyncExc) says nothing, and leaves no frame. Of libraries, anyio's does the same.
        return bool(error.args) or raised_in[-1:] == ["anyio"]
    # A UnicodeError for an impossible host name, an assertion of httpcore's. Mistakes of this package are no
    # failures of the network.
    return isinstance(error, ValueError) or raised_in[-1:] != [_PACKAGE]


def is_native(error: BaseException) -> bool:
    """Return whether an error was raised by a C function that the function which catches it called itself.

    An exception of a signal handler has the handler's frame on its traceback.
    """
    traceback = error.__traceback__
    return traceback is None or traceback.tb_next is None


def was_raised_by_a_handler(error: BaseException) -> bool:
    """Return whether a signal handler raised an exception, whatever modules are involved.

    A handler is called with the frame that it interrupts, and from that frame.
    """
    return any(
        frame.f_back is not None and any(given is frame.f_back for given in _arguments(frame))
        for frame in _frames(error)
    )


def _arguments(frame: FrameType) -> Iterator[object]:
    code = frame.f_code
    count = code.co_argcount + code.co_kwonlyargcount
    for name in code.co_varnames[: count + 1]:
        value = frame.f_locals.get(name)
        if name in code.co_varnames[:count]:
            yield value
        elif code.co_flags & CO_VARARGS and isinstance(value, tuple):
            yield from value


def forget_locals(error: BaseException) -> None:
    """Clear the finished frames of this package, and of what it stands on, on an exception's tracebacks.

    Frames of other code, such as hooks and the caller's own, stay as they are.
    """
    pending, seen = [error], set[int]()
    while pending:
        candidate = pending.pop()
        if id(candidate) in seen:
            continue
        seen.add(id(candidate))
        for frame in _frames(candidate):
            if _first_part(frame.f_globals.get("__name__")) in _NETWORK:
                _clear(frame)
        pending += (linked for linked in (candidate.__cause__, candidate.__context__) if linked is not None)


def _clear(frame: FrameType) -> None:
    try:
        frame.clear()
    except RuntimeError as error:
        # It is still running: the frame that called this one, and those around it.
        if not is_native(error):
            raise


def modules(error: BaseException) -> list[str]:
    """Return the packages that an exception passed through, the one that raised it last."""
    return [_first_part(frame.f_globals.get("__name__")) for frame in _frames(error)]


def _frames(error: BaseException) -> Iterator[FrameType]:
    traceback = error.__traceback__
    while traceback is not None:
        yield traceback.tb_frame
        traceback = traceback.tb_next


def _first_part(name: object) -> str:
    return str(name).partition(".")[0]
