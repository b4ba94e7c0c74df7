"""One page for a nurse or doctor, as a value. Figures stand side by side; no conclusion is drawn."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from ivig_prep.core.day.phases import Infusion
from ivig_prep.core.diary.cycle import Average
from ivig_prep.core.diary.entries import Reaction, Treatment

MOST_INFUSIONS = 6
HEADACHE = "headache"


class FluidsAndHeadache(NamedTuple):
    """What was drunk the day before an infusion (ml, None where nothing was written down), and headaches after."""

    date: date
    drunk_ml: int | None
    headaches: tuple[Reaction, ...]


class Report(NamedTuple):
    """All that the page shows, the newest infusion first; its days stand together, the first day first."""

    made_on: date
    next: Infusion | None
    courses: tuple[tuple[Treatment, ...], ...]
    fluids: tuple[FluidsAndHeadache, ...]
    days: tuple[Average, ...]
    weeks: tuple[Average, ...]
    scores: int
    questions: tuple[str, ...]
    emergency: tuple[str, ...]

    @property
    def treatments(self) -> tuple[Treatment, ...]:
        """The entry of each day, newest first."""
        return tuple(entry for days in self.courses for entry in reversed(days))


def headaches(reactions: Iterable[Reaction], entries_of: Callable[[str], Iterable[str]]) -> tuple[Reaction, ...]:
    """Return the reactions that are a headache. `entries_of` gives the ids of side effects for a person's words."""
    return tuple(
        r for r in reactions if any(HEADACHE in entry for entry in (r.side_effect or "", *entries_of(r.words)))
    )
