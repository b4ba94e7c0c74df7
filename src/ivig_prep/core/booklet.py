"""The printed checklist as a value: a day a page, made from the sheets of its days."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import NamedTuple

from ivig_prep.core.checklist import ADVICE, SIGN, Item, said_together
from ivig_prep.core.day.sheet import Sheet, SheetSection

LINES = {
    "day-before": ("Questions for my nurse", "", "", ""),
    "infusion-day": ("Brand", "Lot numbers"),
    "day-after": ("How I felt, and when", "", "", ""),
}
"""What there are ruled lines for, by phase; an empty name is one more line for the name above it."""


class Step(NamedTuple):
    """One line with a tick box."""

    id: str
    text: str
    done: bool


class Part(NamedTuple):
    """Tasks under one title, and what to keep in mind with them; the title may be empty."""

    title: str
    steps: tuple[Step, ...]
    advice: tuple[str, ...] = ()


class Day(NamedTuple):
    """One day of the booklet. `parts` come first, `extras` (what fits only some) follow, then the ruled `lines`.

    `signs` are watched for: they stand in a panel of their own, without boxes.
    """

    id: str
    title: str
    date: date | None
    parts: tuple[Part, ...]
    extras: tuple[Part, ...]
    lines: tuple[str, ...]
    signs: tuple[str, ...] = ()


def day_of(sheet: Sheet, phase: str, *, day_id: str, title: str, dated: bool) -> Day:
    """Return one day of the booklet from its sheet: the items marked `print` that are not out for this person."""
    entries = [entry for entry in sheet.sections if entry.phase == phase]
    plain = [entry for entry in entries if not _is_extra(entry)]
    extras = [entry for entry in entries if _is_extra(entry)]
    return Day(
        day_id,
        title,
        sheet.day if dated else None,
        tuple(_parts(((entry.group or entry.section.title, entry) for entry in plain), sheet)),
        tuple(_parts(((entry.section.title, entry) for entry in extras), sheet)),
        LINES[phase],
        tuple(item.said for entry in entries for item in entry.section.items if item.kind == SIGN and item.print),
    )


def _is_extra(entry: SheetSection) -> bool:
    """Say whether a section fits only some people: all of its items do. The fluids come first for everyone."""
    return all(item.fits and not item.cups for item in entry.section.items)


def _parts(entries: Iterable[tuple[str, SheetSection]], sheet: Sheet) -> Iterable[Part]:
    """Join the printed steps of sections that follow each other under one title."""
    for title, group in groupby(entries, key=lambda named: named[0]):
        items = [item for _, entry in group for item in entry.section.items if item.print]
        steps = tuple(_step(item, sheet) for item in items if sheet.statuses.get(item.id) in ("done", "to-do"))
        advice = said_together(item for item in items if item.kind == ADVICE)
        if steps or advice:
            yield Part(title, steps, advice)


def _step(item: Item, sheet: Sheet) -> Step:
    return Step(item.id, item.said, sheet.statuses[item.id] == "done")


class Booklet(NamedTuple):
    """The whole printed checklist. Texts are as the content has them, with numbers filled in."""

    title: str
    days: tuple[Day, ...]
    emergency: tuple[str, ...]
    emergency_number: str | None
    phones: tuple[tuple[str, str], ...]
    fluids: tuple[str, ...]
    notes: tuple[str, ...]
    made: str
    key: str
    clinic: str | None = None
