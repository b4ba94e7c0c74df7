"""Which days belong to one infusion: an infusion of several days has an entry for each of them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ivig_prep.core.day.phases import MOST_DAYS
from ivig_prep.core.diary.entries import Treatment


class Span(NamedTuple):
    """The first and the last day of an infusion that was set, and whether it is known to have taken place."""

    first: date
    last: date
    is_known: bool = True


class Starts(NamedTuple):
    """The first days of infusions, in order. `unsure` are those past of which nobody said that they took place."""

    known: tuple[date, ...]
    unsure: tuple[date, ...] = ()


def first_days(days: Iterable[date], spans: Sequence[Span]) -> dict[date, date]:
    """Return for each day with an entry the first day of its infusion.

    A day of an infusion that was set belongs to that one. Else a day that follows a day with an entry belongs with it,
    up to the most days an infusion can have. Where more than one day was set, somebody said which; one day is what
    is set where nobody says.
    """
    set_days = {day: span.first for span in spans for day in _days(span)}
    said = {span.first for span in spans if span.first != span.last}
    found: dict[date, date] = {}
    for day in sorted(days):
        before = found.get(day - timedelta(days=1))
        goes_on = before is not None and (day - before).days < MOST_DAYS and before not in said
        found[day] = set_days.get(day) or (before if goes_on and before else day)
    return found


def _days(span: Span) -> Iterator[date]:
    for number in range((span.last - span.first).days + 1):
        yield span.first + timedelta(days=number)


def starts(days: Iterable[date], spans: Sequence[Span], today: date) -> Starts:
    """Return the first day of every infusion that is set or has an entry."""
    unsure = {span.first for span in spans if not span.is_known and span.last < today}
    known = {*(span.first for span in spans), *first_days(days, spans).values()} - unsure
    return Starts(tuple(sorted(known)), tuple(sorted(unsure)))


def in_courses(entries: Iterable[Treatment], spans: Sequence[Span]) -> tuple[tuple[Treatment, ...], ...]:
    """Return the entries by infusion, in the order given; the days of one infusion stand together, the first first."""
    listed = tuple(entries)
    firsts = first_days((entry.date for entry in listed), spans)
    found: dict[date, list[Treatment]] = {}
    for entry in listed:
        found.setdefault(firsts[entry.date], []).append(entry)
    return tuple(tuple(sorted(days, key=lambda entry: entry.date)) for days in found.values())
