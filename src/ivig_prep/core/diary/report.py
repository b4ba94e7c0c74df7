"""One page for a nurse or doctor, as a value. Figures stand side by side; no conclusion is drawn."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import NamedTuple

from ivig_prep.core.day.phases import Infusion
from ivig_prep.core.diary.cycle import Average
from ivig_prep.core.diary.entries import Reaction, Score, Treatment

MOST_INFUSIONS = 6
HEADACHE = "headache"


class FluidsAndHeadache(NamedTuple):
    """What was drunk the day before an infusion (ml, None where nothing was written down), and headaches after."""

    date: date
    drunk_ml: int | None
    headaches: tuple[Reaction, ...]


class Report(NamedTuple):
    """All that the page shows, the newest infusion first; its days stand together, the first day first.

    `recent` are the scores that are drawn, oldest first, and `starts` the first days of the infusions among them.
    `waiting` counts the scores that wait for somebody to say that an infusion took place.
    """

    made_on: date
    next: Infusion | None
    courses: tuple[tuple[Treatment, ...], ...]
    fluids: tuple[FluidsAndHeadache, ...]
    days: tuple[Average, ...]
    weeks: tuple[Average, ...]
    scores: int
    questions: tuple[str, ...]
    emergency: tuple[str, ...]
    recent: tuple[Score, ...] = ()
    starts: tuple[date, ...] = ()
    person: str | None = None
    waiting: Mapping[date, int] = MappingProxyType({})

    @property
    def treatments(self) -> tuple[Treatment, ...]:
        """The entry of each day, newest first."""
        return tuple(entry for days in self.courses for entry in reversed(days))


MOST_DRAWN = 84
"""Days back from the newest score that are drawn: three cycles of four weeks."""


def drawn(scores: Sequence[Score], starts: Iterable[date], today: date) -> tuple[tuple[Score, ...], tuple[date, ...]]:
    """Return the scores that are drawn, of `scores` in the order of their days, and the infusions since the first."""
    if not scores:
        return (), ()
    earliest = scores[-1].day - timedelta(days=MOST_DRAWN)
    recent = tuple(score for score in scores if score.day > earliest)
    return recent, tuple(day for day in starts if earliest < day <= today)


def headaches(reactions: Iterable[Reaction], entries_of: Callable[[str], Iterable[str]]) -> tuple[Reaction, ...]:
    """Return the reactions that are a headache. `entries_of` gives the ids of side effects for a person's words."""
    return tuple(
        r
        for r in reactions
        if HEADACHE in (r.side_effect or "") or any(HEADACHE in entry for entry in entries_of(r.words))
    )
