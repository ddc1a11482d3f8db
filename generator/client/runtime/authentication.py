"""HTTP Basic credentials in both forms the vendors take, and never in a representation."""

from __future__ import annotations

from base64 import b64encode

import attrs

__all__ = ["BasicAuthentication"]


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
