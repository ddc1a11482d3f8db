"""Takes what callers passed, and credentials, out of the frames that crash reporters print.

Sentry, rich, structlog and pytest show the locals of every frame on a traceback, and those of this package
hold request bodies with customers in them, and headers with the API key.
"""

from __future__ import annotations

from types import FrameType

__all__ = ["forget_locals"]

_PACKAGE = __name__.partition(".")[0]
# What the transport stands on: its frames hold requests as bytes.
_OURS = frozenset({_PACKAGE, "h11", "httpcore", "socksio"})


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
        traceback = candidate.__traceback__
        while traceback is not None:
            _clear(traceback.tb_frame)
            traceback = traceback.tb_next
        pending += (linked for linked in (candidate.__cause__, candidate.__context__) if linked is not None)


def _clear(frame: FrameType) -> None:
    if str(frame.f_globals.get("__name__", "")).partition(".")[0] not in _OURS:
        return
    try:
        frame.clear()
    except RuntimeError:
        # It is still running: the frame that called this one, and those around it.
        return
