"""The clock: the one place that reads it, or the date that stands in for it."""

from collections.abc import Callable
from datetime import datetime

from ivig_prep.core.dates import YEARS
from ivig_prep.errors import NotUnderstood

TODAY_VARIABLE = "IVIG_PREP_TODAY"


def clock_for(stand_in: str | None, warn: Callable[[str], None]) -> Callable[[], datetime]:
    """Return the clock: the computer's, or one that stands at an ISO date or date-time."""
    if not stand_in:
        return lambda: datetime.now().astimezone()  # noqa: TID251  # the one place
    try:
        given = datetime.fromisoformat(stand_in)
        if given.year not in YEARS:
            raise ValueError("the days around it may not exist")
        fixed = given if given.tzinfo else given.astimezone()
    except (ValueError, OverflowError, OSError):  # the last two: a year this computer cannot reckon with
        raise NotUnderstood(
            f'{TODAY_VARIABLE} is "{stand_in[:40]}", which is not a date.', "Write it like 2026-12-01, or clear it."
        ) from None
    warn(f"The date is set by {TODAY_VARIABLE}: {stand_in}.")
    return lambda: fixed
