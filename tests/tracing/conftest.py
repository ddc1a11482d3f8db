"""A hook whose spans stay in memory, and the two ways to call."""

from __future__ import annotations

import kco
import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from tests.delivery.calling import ASYNCHRONOUS, BLOCKING, Style


@pytest.fixture(params=[BLOCKING, ASYNCHRONOUS], ids=lambda style: style.name)
def style(request: pytest.FixtureRequest) -> Style:
    """A way to call; tests that take it run for both."""
    made: Style = request.param
    return made


@pytest.fixture
def exporter() -> InMemorySpanExporter:
    """Where the spans are once they have ended."""
    return InMemorySpanExporter()


@pytest.fixture
def provider(exporter: InMemorySpanExporter) -> TracerProvider:
    """A provider that exports each span at once."""
    made = TracerProvider()
    made.add_span_processor(SimpleSpanProcessor(exporter))
    return made


@pytest.fixture
def hook(provider: TracerProvider) -> kco.opentelemetry.TracingHook:
    """The hook under test."""
    return kco.opentelemetry.TracingHook(tracer_provider=provider)
