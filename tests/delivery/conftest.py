from __future__ import annotations

from typing import Any

import pytest

from .calling import ASYNCHRONOUS, BLOCKING, Style


@pytest.fixture(params=[BLOCKING, ASYNCHRONOUS], ids=lambda style: style.name)
def style(request: pytest.FixtureRequest) -> Style:
    made: Style = request.param
    return made


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The waits between attempts, in seconds; they are noted instead of waited for."""
    noted: list[float] = []

    def note(seconds: float, _: Any) -> bool:
        noted.append(seconds)
        return False

    async def note_async(seconds: float, _: Any) -> bool:
        return note(seconds, _)

    monkeypatch.setattr("kco.runtime.client.pause", note)
    monkeypatch.setattr("kco.runtime.async_client.pause_async", note_async)
    return noted
