"""What "now" is: a day that was named, seconds since 1970, or the clock."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from waypost.clock import ClockError, now

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def frozen() -> datetime:
    return datetime(2026, 9, 4, 21, 30, tzinfo=UTC)


def test_a_named_day_lasts_until_its_last_second() -> None:
    moment = now({"WAYPOST_TODAY": "2026-09-04"}, COPENHAGEN, frozen)
    assert moment.isoformat() == "2026-09-04T23:59:59+02:00"


def test_a_named_day_wins_over_the_seconds() -> None:
    environment = {"WAYPOST_TODAY": "2026-01-01", "SOURCE_DATE_EPOCH": "0"}
    assert now(environment, COPENHAGEN, frozen).year == 2026


def test_seconds_since_1970_are_seen_from_the_journals_zone() -> None:
    moment = now({"SOURCE_DATE_EPOCH": "1788557400"}, COPENHAGEN, frozen)
    assert moment.isoformat() == "2026-09-04T23:30:00+02:00"


def test_a_friday_at_half_past_eleven_is_still_friday_there() -> None:
    assert now({}, COPENHAGEN, frozen).isoformat() == "2026-09-04T23:30:00+02:00"
    assert now({}, ZoneInfo("Pacific/Auckland"), frozen).date().isoformat() == "2026-09-05"


@pytest.mark.parametrize(
    "environment", [{"WAYPOST_TODAY": "Friday"}, {"SOURCE_DATE_EPOCH": "soon"}]
)
def test_a_day_that_nobody_can_read_is_refused(environment: dict[str, str]) -> None:
    with pytest.raises(ClockError):
        now(environment, COPENHAGEN, frozen)
