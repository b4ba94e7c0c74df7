"""The list of one day, ready to be shown: what is on it, what is done, fluids, and the emergency card."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from ivig_prep.core.checklist import SIGN, TASK, UNDATED_PHASES, Checklist, Item, Section, sections_for
from ivig_prep.core.day.fluids import Fluids
from ivig_prep.core.day.phases import Infusion, Place
from ivig_prep.core.numbers import Numbers, fill
from ivig_prep.core.person import Person


class SheetSection(NamedTuple):
    """A section on a sheet, with its phase and the title of its part of the day (or "")."""

    phase: str
    group: str
    section: Section


class Sheet(NamedTuple):
    """What `today` shows. `place` is None without a date; `statuses` has the id of every task that is shown."""

    day: date
    place: Place | None
    phases: tuple[str, ...]
    sections: tuple[SheetSection, ...]
    statuses: Mapping[str, str]
    fluids: Fluids
    person: Person
    checklist: Checklist

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item of the sheet, in reading order."""
        return tuple(item for entry in self.sections for item in entry.section.items)

    @property
    def tasks(self) -> tuple[Item, ...]:
        """Every task of the sheet, in reading order."""
        return tuple(item for item in self.items if item.kind == TASK)

    @property
    def signs(self) -> tuple[Item, ...]:
        """Every sign to watch for, in reading order."""
        return tuple(item for item in self.items if item.kind == SIGN)

    @property
    def done(self) -> int:
        """How many tasks are done."""
        return sum(status == "done" for status in self.statuses.values())

    @property
    def total(self) -> int:
        """How many tasks are done or to do; what is not for this person does not count."""
        return sum(status != "not-for-me" for status in self.statuses.values())

    @property
    def infusion(self) -> Infusion | None:
        """The infusion that the day belongs to."""
        return self.place.infusion if self.place else None


def phases_for(place: Place | None) -> tuple[str, ...]:
    """Return the phases a sheet shows: the one of the place, or the three days without a date."""
    return (place.phase,) if place else UNDATED_PHASES


def lay_out(
    checklist: Checklist, phases: tuple[str, ...], traits: frozenset[str], numbers: Numbers
) -> tuple[SheetSection, ...]:
    """Return the sections that fit a person with these traits, in reading order, with the person's numbers in them."""
    return tuple(
        SheetSection(phase.id, titles.get(section.group or "", ""), _filled(section, numbers))
        for phase in map(checklist.phase, phases)
        for titles in [{group.id: group.title for group in phase.groups}]
        for section in sections_for(phase, traits)
    )


def _filled(section: Section, numbers: Numbers) -> Section:
    items = (i._replace(text=fill(i.text, numbers)) if "{" in i.text else i for i in section.items)
    return section._replace(items=tuple(items))
