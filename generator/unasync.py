"""Makes the blocking twin of an asynchronous module: the same lines without `async` and `await`.

The asynchronous half of the package is written by hand, and this makes the other half from it, so that the
two cannot drift apart. Every line stays where it is: a traceback through the twin leads to the source.
"""

from __future__ import annotations

import re
import tokenize
from io import StringIO
from typing import Final

__all__ = ["blocking_name", "unasync"]

_NAMES: Final = {
    "StopAsyncIteration": "StopIteration",
    "__aenter__": "__enter__",
    "__aexit__": "__exit__",
    "__aiter__": "__iter__",
    "__anext__": "__next__",
    "aclose": "close",
    "aiter_raw": "iter_raw",
}
_PREFIXED: Final = re.compile(r"(_*)Async(?=[A-Z])|(_*)async_(?=[a-z])")
_SUFFIX: Final = "_async"
_WORDS: Final = re.compile(r"\w+")
_TEXTS: Final = {"asynchronous": "blocking", "Asynchronous": "Blocking"}


def unasync(source: str) -> str:
    """Return the blocking twin of a module.

    ``async`` and ``await`` go. Names lose ``Async`` or ``async_`` in front and ``_async`` at the end, in code as
    in comments and texts, where the word "asynchronous" becomes "blocking". What the two sides do differently
    has to be in functions of both names, such as ``pause`` and ``pause_async``.

    Args:
        source: the text of a module; it has to be Python.
    """
    lines = source.splitlines(keepends=True)
    for token in reversed(list(tokenize.generate_tokens(StringIO(source).readline))):
        (first, start), (last, end) = token.start, token.end
        if token.type == tokenize.NAME:
            line = lines[first - 1]
            if token.string in ("async", "await"):
                rest = line[end:]
                lines[first - 1] = line[:start] + rest.lstrip(" ")
            else:
                lines[first - 1] = line[:start] + blocking_name(token.string) + line[end:]
        elif token.type in (tokenize.STRING, tokenize.COMMENT):
            for number in range(first - 1, last):
                line = lines[number]
                begin = start if number == first - 1 else 0
                stop = end if number == last - 1 else len(line)
                lines[number] = line[:begin] + _WORDS.sub(_word, line[begin:stop]) + line[stop:]
    return "".join(lines)


def blocking_name(name: str) -> str:
    """Return what a name of the asynchronous side is called on the blocking one."""
    if name in _NAMES:
        return _NAMES[name]
    return _PREFIXED.sub(lambda found: found[1] or found[2] or "", name, count=1).removesuffix(_SUFFIX)


def _word(found: re.Match[str]) -> str:
    return _TEXTS.get(found[0]) or blocking_name(found[0])
