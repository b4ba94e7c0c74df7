"""The checklist as values, and which of it fits a person."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from ivig_prep.core.notices import Emergency, Words
from ivig_prep.core.review import Reviewed
from ivig_prep.core.text import said_from

if TYPE_CHECKING:
    from ivig_prep.core.clinic.own_list import Clinic
else:
    # Its module is imported only where there is one. Named in quotes below, Python would compile the name at each
    # start, and get all that it compiles with ready first: a tenth of a bare start.
    Clinic = object

QUESTIONS = (
    "date",
    "days",
    "time",
    "every",
    "emergency",
    "clinic-phone",
    "night-phone",
    "fluid-limit",
    "fluid-goal",
    "fits",
    "look",
)
PHASES = ("week-before", "day-before", "infusion-day", "day-after", "days-after", "between")
UNDATED_PHASES = ("day-before", "infusion-day", "day-after")
MOST_ITEMS = 9


TASK, SIGN, ADVICE = "task", "sign", "advice"
KINDS = (TASK, SIGN, ADVICE)
"""A task can be done and ticked; a sign is watched for; advice holds all day. Only tasks are ticked and counted."""


_CALLS = (
    r"(?i)\bcall\b[^.;]*\bnow\b|\bget emergency help\b|\bcall (?:your emergency number|\{emergency\})|"
    r"\bgo to an emergency department\b"
)


def calls_now(text: str) -> bool:
    """Say whether a text tells a person to get help now, as a sign does and no task may: no warning is ticked away."""
    return re.search(_CALLS, text) is not None


class Item(NamedTuple):
    """One entry of the list, of one of KINDS.

    `until` is the last moment of infusion day in which a task that was left open, or a sign, still matters.
    `logs` are the fields of the log that a task is about: once they are written down, it is done.
    `answers` are the side effects that a sign is about. `once` marks a task that need not come again, `early` one
    that takes time, so that it is offered as soon as a date is set. {team} and {emergency} in a text stand for the
    person's own numbers. `cups` marks the entry where cups drunk can be typed. `keep` is the part of the text that
    no clinic's own words may leave out. `origin` is the clinic whose words these are; None for ours. `mark` tells
    these words of a clinic from other ones under the same id. `unasked` are our own words, for whom nobody asked yet
    what fits: a clinic's amount may be meant for adults.
    """

    id: str
    text: str
    why: str
    sources: tuple[str, ...]
    fits: tuple[str, ...] = ()
    not_for: tuple[str, ...] = ()
    kind: str = TASK
    answers: tuple[str, ...] = ()
    once: bool = False
    early: bool = False
    until: str | None = None
    logs: tuple[str, ...] = ()
    region: str | None = None
    safety: bool = False
    print: bool = False
    cups: bool = False
    keep: str | None = None
    origin: str | None = None
    mark: str | None = None
    unasked: str | None = None

    @property
    def tick(self) -> str:
        """The name that replies to this task are saved under: its id, and with words of a clinic their mark too.

        So a tick does not stay with an id whose words became another step's.
        """
        return f"{self.id}@{self.mark}" if self.mark else self.id

    @property
    def said(self) -> str:
        """The text, with whose words it is where they are a clinic's."""
        return said_from(self.text, self.origin)


def said_together(items: Iterable[Item]) -> tuple[str, ...]:
    """Return what these items say; where neighbours end with the same exception, it stands once, behind both."""
    said: list[str] = []
    before = None
    for item in items:
        exception = item.keep if item.keep and item.said.endswith(item.keep) else None
        if exception and exception == before:
            said[-1] = said[-1].removesuffix(exception) + item.said
        else:
            said.append(item.said)
        before = exception
    return tuple(said)


class Section(NamedTuple):
    """A short run of items under one title. `group` is a part of the infusion day."""

    id: str
    title: str
    items: tuple[Item, ...]
    group: str | None = None


class Group(NamedTuple):
    """A moment of the infusion day, and where the person is then, also for an infusion at home."""

    id: str
    title: str
    where: str
    where_at_home: str


class Phase(NamedTuple):
    """What belongs to one time around an infusion."""

    id: str
    title: str
    sections: tuple[Section, ...]
    groups: tuple[Group, ...] = ()


class Question(NamedTuple):
    """What setup asks for one setting, how to write the answer, and why it is asked."""

    id: str
    text: str
    how: str
    why: str
    first: bool = False


class Trait(NamedTuple):
    """One of TRAITS, as a person would say it."""

    id: str
    text: str


class Checklist(NamedTuple):
    """The whole checklist with its version and dates (ISO, as in the file), and the clinic whose list is in it.

    `retired` are the ids of steps that were taken out: people's answers point at them, so none is used again.
    """

    version: str
    checked: str
    check_by: str
    emergency: Emergency
    words: Words
    questions: tuple[Question, ...]
    traits: tuple[Trait, ...]
    phases: tuple[Phase, ...]
    retired: tuple[str, ...] = ()
    clinic: Clinic | None = None
    review: Reviewed | None = None

    @property
    def items(self) -> tuple[Item, ...]:
        """Every step, in reading order."""
        return tuple(item for phase in self.phases for section in phase.sections for item in section.items)

    def phase(self, phase_id: str) -> Phase:
        """Return the phase with this id."""
        return next(phase for phase in self.phases if phase.id == phase_id)


def item_fits(item: Item, traits: frozenset[str]) -> bool:
    """Say whether the item is for a person with these traits."""
    wanted = not item.fits or bool(traits.intersection(item.fits))
    return wanted and not traits.intersection(item.not_for)


def sections_for(phase: Phase, traits: frozenset[str]) -> tuple[Section, ...]:
    """Return the phase's sections with only the items that fit, empty ones left out."""
    cut = (s._replace(items=tuple(_for(i, traits) for i in s.items if item_fits(i, traits))) for s in phase.sections)
    return tuple(section for section in cut if section.items)


def _for(item: Item, traits: frozenset[str]) -> Item:
    """Return an item as a person with these traits reads it."""
    if item.unasked is None or "not-asked" not in traits:
        return item
    return item._replace(text=item.unasked, origin=None, mark=None, unasked=None)
