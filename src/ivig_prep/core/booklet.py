"""The printed checklist as a value: a day a sheet, made from the sheets of its days."""

import datetime as dt
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from ivig_prep.core.checklist import ADVICE, SIGN, Item, said_together
from ivig_prep.core.day.sheet import Sheet, SheetSection

DAYS_AFTER = "days-after"
"""The phase that is half a sheet: the two weeks after."""

LINES = {
    "day-before": (("Questions for my nurse",),),
    "infusion-day": (
        ("Brand", "Lot", "Expires"),
        ("Weight", "IV site", "Start", "End"),
        ("Top speed", "Lot", "Expires"),
        ("Lot", "Expires", "Lot", "Expires"),
    ),
    "day-after": (("How I felt, and when",),),
}
"""What there are ruled lines for at the end of a day, by phase, a row each: most needed first. What finds no room goes.

On infusion day they are what the nurse asks for or can say. More lines follow a row that stands alone.
"""
HALF_LINE = 31
"""How many letters half a line of paper has room for."""


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
    """One day of the booklet, or the two weeks after: from `date` to `last`. `time` is when the infusion starts.

    `parts` come first, `extras` (what fits only some) follow, then rows of ruled `lines`. `signs` are watched for:
    they stand in a panel of their own, without boxes.
    """

    id: str
    title: str
    date: dt.date | None
    last: dt.date | None
    time: str | None
    parts: tuple[Part, ...]
    extras: tuple[Part, ...]
    lines: tuple[tuple[str, ...], ...]
    signs: tuple[str, ...] = ()

    @property
    def is_half(self) -> bool:
        """Whether it takes half a sheet."""
        return self.id == DAYS_AFTER

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every line with a tick box."""
        return tuple(step for part in (*self.parts, *self.extras) for step in part.steps)

    def says(self, words: str) -> bool:
        """Say whether some line of it has these words."""
        parts = (*self.parts, *self.extras)
        texts = (text for part in parts for text in (*(step.text for step in part.steps), *part.advice))
        return any(words in text for text in texts)

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(step.done for step in self.steps)


class Named(NamedTuple):
    """How one day of a booklet is called, and when it is."""

    id: str
    title: str
    date: dt.date | None = None
    last: dt.date | None = None
    time: str | None = None


def day_of(sheet: Sheet, phase: str, named: Named, goal: str = "") -> Day:
    """Return one day of the booklet from its sheet: the items marked `print` that are not out for this person.

    Of the two weeks after, all is printed. A `goal` in words leads the entry about drinking.
    """
    entries = [entry for entry in sheet.sections if entry.phase == phase]
    if phase != DAYS_AFTER:
        entries = [_printed(entry) for entry in entries]
    entries = [_led(entry, goal) for entry in entries]
    plain = [entry for entry in entries if not _is_extra(entry)]
    extras = [entry for entry in entries if _is_extra(entry)]
    return Day(
        *named,
        tuple(_parts(((entry.group or entry.section.title, entry) for entry in plain), sheet)),
        tuple(_parts(((entry.section.title, entry) for entry in extras), sheet)),
        LINES.get(phase, ()),
        tuple(item.said for entry in entries for item in entry.section.items if item.kind == SIGN),
    )


def _printed(entry: SheetSection) -> SheetSection:
    section = entry.section
    return entry._replace(section=section._replace(items=tuple(item for item in section.items if item.print)))


def _led(entry: SheetSection, goal: str) -> SheetSection:
    """Put a goal in words before the text of the entry about drinking."""
    if not goal:
        return entry
    items = (i._replace(text=f"{goal} {i.text}") if i.cups else i for i in entry.section.items)
    return entry._replace(section=entry.section._replace(items=tuple(items)))


def _is_extra(entry: SheetSection) -> bool:
    """Say whether a section fits only some people: all of its items do. The fluids come first for everyone."""
    return all(item.fits and not item.cups for item in entry.section.items)


def _parts(entries: Iterable[tuple[str, SheetSection]], sheet: Sheet) -> Iterable[Part]:
    """Join the printed steps of sections that follow each other under one title."""
    for title, named in groupby(entries, key=lambda named: named[0]):
        items = [item for _, entry in named for item in entry.section.items]
        steps = tuple(_step(item, sheet) for item in items if sheet.statuses.get(item.id) in ("done", "to-do"))
        advice = said_together(item for item in items if item.kind == ADVICE)
        if steps or advice:
            yield Part(title, steps, advice)


def _step(item: Item, sheet: Sheet) -> Step:
    return Step(item.tick, item.said, sheet.statuses[item.id] == "done")


class Entry(NamedTuple):
    """One side effect of the list: what it is called, and what to do, sentence by sentence."""

    label: str
    lines: tuple[str, ...]


class Tier(NamedTuple):
    """The side effects of one urgency, and what to do about any of them."""

    label: str
    action: str
    entries: tuple[Entry, ...]


class Known(NamedTuple):
    """One line of the card; an empty text can be filled in by hand."""

    label: str
    text: str
    needs_room: bool = False

    @property
    def is_wide(self) -> bool:
        """Whether it takes a line of its own on paper, where two stand side by side."""
        return self.needs_room or len(self.label) + len(self.text) > HALF_LINE


class Card(NamedTuple):
    """What to show in an emergency department: a sentence, and what is known."""

    title: str
    sentence: str
    known: tuple[Known, ...]


class Booklet(NamedTuple):
    """The whole printed checklist. Texts are as the content has them, with numbers filled in.

    `key` is what the ticks of this page are kept under; where it is empty they are not kept. `keep_days` says for how
    long. `person` is the name given with --for.
    """

    title: str
    person: str | None
    days: tuple[Day, ...]
    emergency: tuple[str, ...]
    emergency_number: str | None
    phones: tuple[tuple[str, str], ...]
    fluids: tuple[str, ...]
    tiers: tuple[Tier, ...]
    card: Card
    notes: tuple[str, ...]
    made: str
    key: str
    keep_days: int
    clinic: str | None = None
    is_blank: bool = False
