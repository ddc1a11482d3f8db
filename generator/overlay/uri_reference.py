"""Tells URI references from other text, by the grammar of RFC 3986, appendix A."""

from __future__ import annotations

import re

__all__ = ["is_uri_reference"]

_PCHAR = r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})"
_SEGMENT_WITHOUT_COLON = r"(?:[A-Za-z0-9\-._~!$&'()*+,;=@]|%[0-9A-Fa-f]{2})+"
_USER_OR_NAME = r"(?:[A-Za-z0-9\-._~!$&'()*+,;=]|%[0-9A-Fa-f]{2})"
_AUTHORITY = rf"(?:(?:{_USER_OR_NAME}|:)*@)?(?:\[[0-9A-Fa-fvV:.]+\]|{_USER_OR_NAME}*)(?::[0-9]*)?"
_PATH_AFTER_AUTHORITY = rf"(?:/{_PCHAR}*)*"
_ABSOLUTE_PATH = rf"/(?:{_PCHAR}+(?:/{_PCHAR}*)*)?"
_HIERARCHY = rf"//{_AUTHORITY}{_PATH_AFTER_AUTHORITY}|{_ABSOLUTE_PATH}"
_URI_REFERENCE = re.compile(
    rf"(?:[A-Za-z][A-Za-z0-9+\-.]*:(?:{_HIERARCHY}|{_PCHAR}+(?:/{_PCHAR}*)*)?"
    rf"|(?:{_HIERARCHY}|{_SEGMENT_WITHOUT_COLON}(?:/{_PCHAR}*)*)?)"
    rf"(?:\?(?:{_PCHAR}|[/?])*)?(?:#(?:{_PCHAR}|[/?])*)?"
)


def is_uri_reference(text: str) -> bool:
    """Say whether a text is a URI or a relative reference."""
    return _URI_REFERENCE.fullmatch(text) is not None
