"""What a crash reporter sees that prints the locals of every frame."""

from __future__ import annotations

import traceback

import kco
import pytest

SECRET = "kco_test_api_secret"


def printed(error: BaseException) -> str:
    return "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())


def test_a_client_whose_constructor_failed_can_be_shown() -> None:
    with pytest.raises(kco.ConfigurationError) as caught:
        kco.Kustom(api_key="unreadable")

    assert "Kustom(environment=None)" in printed(caught.value)


def test_the_locals_of_a_refused_call_hold_no_credential_in_plain_view() -> None:
    with (
        kco.Kustom(api_key=SECRET, base_url="https://localhost") as client,
        pytest.raises(kco.InvalidInputError) as caught,
    ):
        client.captures.create("order", captured_amount=-1)

    assert SECRET not in printed(caught.value)
