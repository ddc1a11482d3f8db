"""The one place that imports httpx: certificates are found the way its users know.

``SSL_CERT_FILE`` and ``SSL_CERT_DIR`` say which authorities to trust; without them certifi's are
(https://www.python-httpx.org/environment_variables/).
"""

from __future__ import annotations

import ssl

import httpx

from .errors import ConfigurationError

__all__ = ["tls_context"]


def tls_context() -> ssl.SSLContext:
    """Return a context that verifies certificates and host names.

    Raises:
        ConfigurationError: the environment names certificates that cannot be read.
    """
    try:
        return httpx.create_ssl_context()
    except OSError as error:
        raise ConfigurationError(
            "the certificates that SSL_CERT_FILE or SSL_CERT_DIR names cannot be read: "
            f"{error.strerror or type(error).__name__}"
        ) from error
