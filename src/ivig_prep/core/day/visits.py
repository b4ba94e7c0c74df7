"""The visits of a calendar file: which there are, which were cancelled, and what their description says."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ivig_prep.core.checklist import SIGN, Checklist, sections_for
from ivig_prep.core.day.phases import Infusion
from ivig_prep.core.numbers import Numbers, fill

DEFAULT_TITLE = "Clinic visit"
"""Says nothing about health: others may see a calendar."""


class Visit(NamedTuple):
    """One entry of a calendar. A guess has the id of the infusion that will take its place, so that it is replaced.

    `sequence` grows with each change of the entry; `changed_at` (ISO date-time) is the time of the last one.
    """

    infusion: Infusion
    is_guess: bool = False
    is_cancelled: bool = False
    sequence: int = 0
    changed_at: str = ""


def planned(known: Sequence[Infusion], every_days: int | None, count: int, next_id: int) -> tuple[Visit, ...]:
    """Return the infusions whose dates are known, then guesses, so that `count` visits follow the first.

    A guess is a whole number of intervals after the last date that is known.
    """
    visits = [Visit(infusion) for infusion in known]
    step = dt.timedelta(days=every_days or 0)
    for number in range(1, count + 2 - len(known)):
        guess = known[-1]._replace(id=next_id + number - 1, date=known[-1].date + step * number)
        visits.append(Visit(guess, is_guess=True))
    return tuple(visits)


def guesses_kept(written: Mapping[int, Visit], known: Iterable[Infusion]) -> int:
    """Return how many guesses of former files are still to come and have not got their real date."""
    real = {infusion.id for infusion in known}
    return sum(visit.is_guess and not visit.is_cancelled and key not in real for key, visit in written.items())


def cancelled(
    written: Mapping[int, Visit], visits: Iterable[Visit], taken_away: Iterable[int], today: dt.date
) -> tuple[Visit, ...]:
    """Return what former files had and this one has to take out: infusions taken away, and guesses still to come."""
    there, gone = {visit.infusion.id for visit in visits}, set(taken_away)
    return tuple(
        visit._replace(is_cancelled=True)
        for key, visit in written.items()
        if key not in there and (key in gone or (visit.is_guess and visit.infusion.date >= today))
    )


def in_sequence(visit: Visit, before: Visit | None) -> Visit:
    """Return a visit with a sequence that is higher than in the last file, where anything about it has changed."""
    if before is None:
        return visit
    same = before._replace(sequence=0, changed_at="") == visit._replace(sequence=0, changed_at="")
    if same and before.sequence >= visit.sequence:
        return visit._replace(sequence=before.sequence, changed_at=max(before.changed_at, visit.changed_at))
    return visit._replace(sequence=max(visit.sequence, before.sequence + 1))


class Reminder(NamedTuple):
    """A moment to be reminded, in words, and how long before the start of the visit it is."""

    words: str
    before: dt.timedelta


MORNING, EVENING, LEAD = dt.time(9), dt.time(18), dt.timedelta(hours=2)
"""The day before: a morning to drink and pack, an evening. On the day: early, and at least this long before."""
EARLY = dt.time(7)


def reminders(infusion: Infusion) -> tuple[Reminder, ...]:
    """Return when to be reminded of an infusion; one without a time begins at midnight, for a calendar."""
    start = starts_at(infusion)
    eve = infusion.date - dt.timedelta(days=1)
    early = dt.datetime.combine(infusion.date, EARLY)
    if infusion.time:
        early = min(early, start - LEAD)
    moments = (
        ("the morning before", dt.datetime.combine(eve, MORNING)),
        ("the evening before", dt.datetime.combine(eve, EVENING)),
        ("the morning of the day", early),
    )
    return tuple(Reminder(words, start - moment) for words, moment in moments)


def still_to_come(infusion: Infusion, now: dt.datetime) -> tuple[tuple[Reminder, ...], tuple[str, ...]]:
    """Return the reminders that are still to come, and the words of those whose time has passed.

    With a time, each day of an infusion has its own; without one they are of the first day alone.
    """
    last = starts_at(infusion) + dt.timedelta(days=infusion.days - 1 if infusion.time else 0)
    found = reminders(infusion)
    left = tuple(reminder for reminder in found if last - reminder.before > now)
    return left, tuple(reminder.words for reminder in found if reminder not in left)


def starts_at(infusion: Infusion) -> dt.datetime:
    """Return the local date and time at which a calendar begins the first day."""
    time = dt.time.fromisoformat(infusion.time) if infusion.time else dt.time()
    return dt.datetime.combine(infusion.date, time)


def to_bring(checklist: Checklist, traits: frozenset[str]) -> tuple[str, ...]:
    """Return what the description says: fluids and packing of the day before, for a person with these traits."""
    sections = sections_for(checklist.phase("day-before"), traits)
    chosen = [section for section in sections if section.id == "packing" or any(item.cups for item in section.items)]
    items = (item for section in chosen for item in section.items if item.cups or (item.print and item.kind != SIGN))
    return tuple(fill(item.said, Numbers()) for item in items)  # without numbers: others may see a calendar
