"""What "now" is. Only the doors ask, and hand the answer on."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, tzinfo

TODAY = "WAYPOST_TODAY"
EPOCH = "SOURCE_DATE_EPOCH"


class ClockError(ValueError):
    """The environment names a day or a moment that nobody can read."""


def now(environment: Mapping[str, str], zone: tzinfo, clock: Callable[[], datetime]) -> datetime:
    """The moment that counts as now, in a zone.

    `WAYPOST_TODAY` (what `--today` sets) is a day, and means its last second; SOURCE_DATE_EPOCH
    counts seconds since 1970 (reproducible-builds.org/specs/source-date-epoch); else the clock,
    which must answer with a zone. Raises ClockError.
    """
    seconds = environment.get(EPOCH)
    try:
        named = datetime.fromtimestamp(int(seconds), UTC) if seconds else None
    except (ValueError, OverflowError, OSError):
        raise ClockError(f"{EPOCH} wants seconds since 1970, not '{seconds}'.") from None
    if day := environment.get(TODAY):
        try:
            return datetime.combine(date.fromisoformat(day), time(23, 59, 59), zone)
        except ValueError:
            raise ClockError(f"--today wants a day such as 2026-09-04, not '{day}'.") from None
    return (named or clock()).astimezone(zone)
