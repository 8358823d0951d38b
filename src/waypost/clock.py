"""What "now" is. Only the doors ask, and hand the answer on."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, tzinfo

TODAY = "WAYPOST_TODAY"
EPOCH = "SOURCE_DATE_EPOCH"
_LAST_YEAR = 2999


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
    if named and not 1970 <= named.year <= _LAST_YEAR:
        raise ClockError(f"{EPOCH} is far from any diary's time: '{seconds}'.")
    if day := environment.get(TODAY):
        try:
            today = date.fromisoformat(day)
            if not 1970 <= today.year <= _LAST_YEAR:
                raise ValueError(day)
            return datetime.combine(today, time(23, 59, 59), zone)
        except ValueError:
            raise ClockError(f"--today wants a day such as 2026-09-04, not '{day}'.") from None
    return (named or clock()).astimezone(zone)
