"""Certificates: which are trusted, and who says so."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from kco.runtime.errors import ConfigurationError
from kco.runtime.transport import TransportError

from .carriers import Carrier, a_request
from .servers import CERTIFICATES, Server, answering, over_tls


def test_ssl_cert_file_is_trusted(
    carrier: Carrier, serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "authority.pem"))
    server = serve(over_tls(answering()), scheme="https", name="localhost")
    assert carrier.send(a_request(server.url)).content == b"{}"


def test_ssl_cert_dir_is_trusted(
    carrier: Carrier, serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # OpenSSL looks a certificate up under the hash of its subject.
    (tmp_path / "d4dbc0d3.0").write_bytes((CERTIFICATES / "authority.pem").read_bytes())
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    server = serve(over_tls(answering()), scheme="https", name="localhost")
    assert carrier.send(a_request(server.url)).content == b"{}"


@pytest.mark.usefixtures("trusting")
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has all of 127.0.0.0/8")
def test_a_certificate_for_another_name_is_refused(carrier: Carrier, serve: Callable[..., Server]) -> None:
    server = serve(over_tls(answering()), scheme="https", name="127.0.0.2")
    with pytest.raises(TransportError, match=r"certificate was refused: .*not valid for") as caught:
        carrier.send(a_request(server.url))
    assert not caught.value.sent
    assert str(caught.value).endswith("; SSL_CERT_FILE says which certificates are trusted")


@pytest.mark.parametrize("variable", [None, "SSL_CERT_DIR"])
def test_a_refusal_names_the_variable_that_says_which_certificates_are_trusted(
    carrier: Carrier,
    serve: Callable[..., Server],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    variable: str | None,
) -> None:
    if variable is not None:
        monkeypatch.setenv(variable, str(tmp_path))
    server = serve(over_tls(answering()), scheme="https", name="localhost")
    with pytest.raises(TransportError, match="certificate was refused: ") as caught:
        carrier.send(a_request(server.url))
    told = str(caught.value).partition("; ")[2]
    assert told == ("" if variable is None else f"{variable} says which certificates are trusted")


def test_certificates_that_cannot_be_read_are_a_matter_of_configuration(
    carrier: Carrier, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "missing.pem"))
    with pytest.raises(ConfigurationError, match="SSL_CERT_FILE"):
        carrier.send(a_request("https://localhost"))
