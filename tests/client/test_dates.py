"""Dates of answers: every form of ISO 8601 is read, and given back as it was written."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from .refusals import ORDER, notes, read

ISO_DATES = [
    ("2026-01-31T12:00:00Z", datetime(2026, 1, 31, 12, tzinfo=UTC)),
    ("2026-01-31T12:00:00.5Z", datetime(2026, 1, 31, 12, 0, 0, 500_000, tzinfo=UTC)),
    ("2026-01-31T12:00:00.123456789Z", datetime(2026, 1, 31, 12, 0, 0, 123_456, tzinfo=UTC)),
    ("2026-01-31T12:00:00,5Z", datetime(2026, 1, 31, 12, 0, 0, 500_000, tzinfo=UTC)),
    ("2026-01-31T14:00:00+02:00", datetime(2026, 1, 31, 12, tzinfo=UTC)),
    ("2026-01-31T14:00:00+0200", datetime(2026, 1, 31, 12, tzinfo=UTC)),
    ("2026-01-31T14:00:00+02", datetime(2026, 1, 31, 12, tzinfo=UTC)),
    ("2026-01-31T14:00:30+02:00:30", datetime(2026, 1, 31, 12, tzinfo=UTC)),
    ("2026-01-31T24:00:00Z", datetime(2026, 2, 1, tzinfo=UTC)),
    ("20260131T120000Z", datetime(2026, 1, 31, 12, tzinfo=UTC)),
    ("2026-W05-6T12:00:00Z", datetime(2026, 1, 31, 12, tzinfo=UTC)),
    ("2026-01-31T12:00", datetime(2026, 1, 31, 12)),
    ("2026-01-31 12:00:00", datetime(2026, 1, 31, 12)),
    ("2026-01-31", datetime(2026, 1, 31)),
]


@pytest.mark.parametrize(("text", "moment"), ISO_DATES)
def test_a_moment_is_read_in_every_form_of_iso_8601(vendor: str, text: str, moment: datetime) -> None:
    order = read(vendor, "Order", ORDER | {"created_at": text})
    assert order.created_at == moment
    assert (order.created_at.tzinfo is None) == (moment.tzinfo is None)
    assert "created_at" not in [issue.path for issue in order.decode_issues]
    assert order.to_dict()["created_at"] == text


@pytest.mark.parametrize(
    "value",
    [
        "",
        "soon",
        "2026-02-30T00:00:00Z",
        "31.01.2026",
        "9999-12-31T24:00:00",
        "２０２６-01-31",
        "\ud800",
        "Z" * 999,
    ],
)
def test_a_text_that_is_no_moment_reads_as_none_and_is_noted(vendor: str, value: str) -> None:
    order = read(vendor, "Order", ORDER | {"created_at": value})
    assert order.created_at is None
    assert ("created_at", "date-time", "string") in notes(order)
    assert order.to_dict()["created_at"] == value


@pytest.mark.parametrize("value", [None, 1_700_000_000, 1.5, True, [], {}])
def test_what_is_no_text_is_no_moment(vendor: str, value: Any) -> None:
    order = read(vendor, "Order", ORDER | {"expires_at": value})
    assert order.expires_at is None
    assert ("expires_at", "date-time") in [note[:2] for note in notes(order)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1981-09-06", date(1981, 9, 6)),
        ("19810906", date(1981, 9, 6)),
        ("1981-W36-7", date(1981, 9, 6)),
        ("1981-09-06T00:00:00Z", date(1981, 9, 6)),
        ("1981-09-06T23:30:00-05:00", date(1981, 9, 6)),
    ],
)
def test_a_day_is_read_as_it_is_written(vendor: str, text: str, day: date) -> None:
    customer = read(vendor, "Customer", {"date_of_birth": text})
    assert customer.date_of_birth == day
    assert type(customer.date_of_birth) is date
    assert customer.decode_issues == ()
    assert customer.to_dict() == {"date_of_birth": text}


@pytest.mark.parametrize("value", ["", "yesterday", "1981-13-06", 1981, None, []])
def test_what_is_no_day_reads_as_none_and_is_noted(vendor: str, value: Any) -> None:
    customer = read(vendor, "Customer", {"date_of_birth": value})
    assert customer.date_of_birth is None
    assert [note[:2] for note in notes(customer)] == [("date_of_birth", "date")]


def test_the_common_form_is_read_without_the_slow_parser(
    vendor: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kco.runtime.reading.dateutil_parser", None)
    order = read(vendor, "Order", ORDER | {"created_at": "2026-01-31T12:00:00.000Z"})
    assert order.created_at == datetime(2026, 1, 31, 12, tzinfo=UTC)
    assert read(vendor, "Customer", {"date_of_birth": "1981-09-06"}).date_of_birth == date(1981, 9, 6)


def test_moments_can_be_compared_and_moved(vendor: str) -> None:
    early = read(vendor, "Order", {"created_at": "2026-01-31T24:00:00Z"}).created_at
    late = read(vendor, "Order", {"created_at": "2026-02-01T02:00:00+01:00"}).created_at
    assert late - early == timedelta(hours=1)
