"""How someone felt over the cycle: scores by day since the last infusion. It is shown, never interpreted."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from ivig_prep.core.diary.entries import Score

LONGEST_CYCLE = 60
"""Days after an infusion beyond which a score belongs to no cycle."""


class Average(NamedTuple):
    """An average score of one day or one week of the cycle (from 1), and how many days it rests on."""

    number: int
    average: float
    days: int


def day_of_cycle(day: date, starts: Sequence[date], unsure: Sequence[date] = ()) -> int | None:
    """Return the day of the cycle, 1 on the day an infusion starts; None without one not long before.

    `starts` are the first days of infusions, in order. After one of which it is `unsure` that it took place, a day can
    be of either cycle, so it is of none.
    """
    before = bisect_right(starts, day)
    if not before or waits_for(day, starts, unsure):
        return None
    number = (day - starts[before - 1]).days + 1
    return number if number <= LONGEST_CYCLE else None


def waits_for(day: date, starts: Sequence[date], unsure: Sequence[date]) -> date | None:
    """Return the infusion that a day would be counted from once somebody said that it took place; None without one."""
    after, before = bisect_right(starts, day), bisect_right(unsure, day)
    if not before or (after and starts[after - 1] > unsure[before - 1]):
        return None
    return unsure[before - 1] if (day - unsure[before - 1]).days < LONGEST_CYCLE else None


def waiting(scores: Iterable[Score], starts: Sequence[date], unsure: Sequence[date]) -> dict[date, int]:
    """Return the infusions that scores wait for, see `waits_for`, each with how many there are."""
    found = (waits_for(score.day, starts, unsure) for score in scores)
    return dict(sorted(Counter(day for day in found if day).items()))


def by_day(scores: Iterable[Score], starts: Sequence[date], unsure: Sequence[date] = ()) -> tuple[Average, ...]:
    """Return the average score of each day of the cycle."""
    return _averages((day_of_cycle(score.day, starts, unsure), score.score) for score in scores)


def by_week(scores: Iterable[Score], starts: Sequence[date], unsure: Sequence[date] = ()) -> tuple[Average, ...]:
    """Return the average score of each week of the cycle; days 1 to 7 are week 1."""
    numbered = ((day_of_cycle(score.day, starts, unsure), score.score) for score in scores)
    return _averages(((number + 6) // 7 if number else None, score) for number, score in numbered)


def _averages(numbered: Iterable[tuple[int | None, int]]) -> tuple[Average, ...]:
    found: dict[int, list[int]] = {}
    for number, score in numbered:
        if number is not None:
            found.setdefault(number, []).append(score)
    return tuple(
        Average(number, round(sum(scores) / len(scores), 1), len(scores)) for number, scores in sorted(found.items())
    )
