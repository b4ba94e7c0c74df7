"""The visits of a calendar file, and what their description says."""

from datetime import timedelta
from typing import NamedTuple

from ivig_prep.core.checklist import SIGN, Checklist, sections_for
from ivig_prep.core.day.phases import Infusion
from ivig_prep.core.numbers import Numbers, fill

DEFAULT_TITLE = "Clinic visit"
"""Says nothing about health: others may see a calendar."""


class Visit(NamedTuple):
    """One all-day entry: `number` 0 is the infusion that was set, later ones are guesses."""

    infusion: Infusion
    number: int


def planned(infusion: Infusion, every_days: int | None, count: int) -> tuple[Visit, ...]:
    """Return the infusion and so many guesses after it, each a whole number of intervals later."""
    step = timedelta(days=every_days or 0)
    dates = (infusion.date + step * number for number in range(count + 1))
    return tuple(Visit(infusion._replace(date=day), number) for number, day in enumerate(dates))


def to_bring(checklist: Checklist, traits: frozenset[str]) -> tuple[str, ...]:
    """Return what the description says: fluids and packing of the day before, for a person with these traits."""
    sections = sections_for(checklist.phase("day-before"), traits)
    chosen = [section for section in sections if section.id == "packing" or any(item.cups for item in section.items)]
    items = (item for section in chosen for item in section.items if item.cups or (item.print and item.kind != SIGN))
    return tuple(fill(item.said, Numbers()) for item in items)  # without numbers: others may see a calendar
