from __future__ import annotations

import asyncio
import time
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
    asleep = asyncio.sleep

    async def note(seconds: float, *_: Any) -> None:
        noted.append(seconds)
        await asleep(0)

    monkeypatch.setattr("kco.runtime.clients.time", _Clock(noted))
    monkeypatch.setattr("kco.runtime.clients.asyncio", _Loop(note))
    return noted


class _Clock:
    def __init__(self, noted: list[float]) -> None:
        self.sleep = noted.append
        self.monotonic = time.monotonic


class _Loop:
    def __init__(self, sleep: Any) -> None:
        self.sleep = sleep
