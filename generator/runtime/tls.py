"""TLS without a socket: both worlds drive this one machine, and see each byte that leaves.

``ssl.SSLSocket`` writes to the socket by itself, so after a failed write nobody can tell whether
anything went out, and it cannot lie inside of another TLS connection, which an https proxy asks for.
"""

from __future__ import annotations

import ssl
from typing import Final

__all__ = ["PIECE", "TlsMachine"]

#: How much to read from a socket at a time; a TLS record is a little over 16 KiB.
PIECE: Final = 65536


class TlsMachine:
    """One TLS connection. Methods that want more input say so, and the caller fetches it.

    Args:
        context: certificates and versions.
        server_hostname: the name that the certificate has to be for.
    """

    def __init__(self, context: ssl.SSLContext, server_hostname: str | None) -> None:
        self._incoming = ssl.MemoryBIO()
        self._outgoing = ssl.MemoryBIO()
        self.ssl_object: ssl.SSLObject = context.wrap_bio(
            self._incoming, self._outgoing, server_hostname=server_hostname
        )

    def handshake(self) -> bool:
        """Continue the handshake; False if it needs input."""
        try:
            self.ssl_object.do_handshake()
        except ssl.SSLWantReadError:
            return False
        return True

    def encrypt(self, data: memoryview) -> int:
        """Encrypt some of the data and return how much; 0 if input is needed first."""
        try:
            return self.ssl_object.write(data)
        except ssl.SSLWantReadError:
            return 0

    def decrypt(self, max_bytes: int) -> bytes | None:
        """Return decrypted bytes, ``b""`` at the end of the connection, ``None`` if input is needed."""
        try:
            return self.ssl_object.read(max_bytes)
        except ssl.SSLWantReadError:
            return None
        except ssl.SSLEOFError:
            # Ended without TLS's own goodbye, as many servers do. HTTP knows whether anything is missing.
            return b""

    def take_outgoing(self) -> bytes:
        """Return the bytes to be written to the other side, none if there are none."""
        return self._outgoing.read()

    def give_incoming(self, data: bytes) -> None:
        """Hand over bytes that the other side wrote; ``b""`` for the end of the connection."""
        if data:
            self._incoming.write(data)
        else:
            self._incoming.write_eof()
