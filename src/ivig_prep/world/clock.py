"""The clock: the one place that reads it, or the date that stands in for it."""

from collections.abc import Callable
from datetime import UTC, datetime

from ivig_prep.core.dates import YEARS
from ivig_prep.errors import NotUnderstood

TODAY_VARIABLE = "IVIG_PREP_TODAY"
NO_ZONE = "The time zone of this computer cannot be used, so the time is in UTC. Check the variable TZ."
"""For a zone a whole day off UTC, as in TZ=XXX24."""


def clock_for(stand_in: str | None, warn: Callable[[str], None]) -> Callable[[], datetime]:
    """Return the clock: the computer's, or one that stands at an ISO date or date-time."""
    if not stand_in:
        return _clock_here(warn)
    try:
        given = datetime.fromisoformat(stand_in)
        if given.year not in YEARS:
            raise ValueError("the days around it may not exist")
        fixed = given if given.tzinfo else _local(given, warn)
    except (ValueError, OverflowError, OSError):  # the last two: a year this computer cannot reckon with
        raise NotUnderstood(
            f'{TODAY_VARIABLE} is "{stand_in[:40]}", which is not a date.', "Write it like 2026-12-01, or clear it."
        ) from None
    warn(f"The date is set by {TODAY_VARIABLE}: {stand_in}.")
    return lambda: fixed


def _clock_here(warn: Callable[[str], None]) -> Callable[[], datetime]:
    """Return the clock of this computer; in UTC, and that is reported once, where its time zone is none."""
    reports = [warn]

    def read() -> datetime:
        try:
            return datetime.now().astimezone()  # noqa: TID251  # the one place
        except ValueError:
            while reports:
                reports.pop()(NO_ZONE)
            return datetime.now(UTC)  # noqa: TID251  # the one place

    return read


def _local(given: datetime, warn: Callable[[str], None]) -> datetime:
    try:
        return given.astimezone()
    except ValueError:
        warn(NO_ZONE)
        return given.replace(tzinfo=UTC)
