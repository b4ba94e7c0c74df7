"""The list of a day, read from the record and the content."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from ivig_prep.actions.emergency import emergency_line
from ivig_prep.actions.fluids import fluids_of
from ivig_prep.core.checklist import TASK, Item
from ivig_prep.core.day.once import still_due
from ivig_prep.core.day.phases import Infusion, ListKey, Place, list_key, next_date, place, undated_key
from ivig_prep.core.day.sheet import Sheet, SheetSection, lay_out, phases_for
from ivig_prep.core.day.walk import Reply, statuses
from ivig_prep.core.person import Person, numbers_of
from ivig_prep.env import Env
from ivig_prep.errors import Problem

GETTING_READY = "week-before"
"""The phase whose tasks that take time are offered as soon as a date is set."""


class OpenSheet(NamedTuple):
    """A sheet, the key of the list of each of its phases, and the replies given in those lists, oldest first."""

    sheet: Sheet
    keys: Mapping[str, ListKey]
    replies: tuple[Reply, ...]

    @property
    def key(self) -> ListKey:
        """The key of the list of the day itself."""
        return self.keys[self.sheet.phases[-1]]

    def key_of(self, item: str) -> ListKey:
        """Return the key of the list that an item belongs to."""
        phase = next(e.phase for e in self.sheet.sections if any(i.id == item for i in e.section.items))
        return self.keys[phase]


def nearest(env: Env, day: date) -> tuple[Infusion | None, Infusion | None]:
    """Return the infusion last past on `day`, and the one to come (or under way)."""
    return env.store.past_infusion(day), env.store.coming_infusion(day)


def next_visit(env: Env) -> tuple[Infusion, date] | None:
    """Return the infusion that is past and the date the next one could have, where both are known."""
    past, coming = nearest(env, env.today())
    every = env.person().every
    if past is None or coming is not None or every is None:
        return None
    return past, next_date(past, every, env.today())


def open_sheet(env: Env, day: date, picked: str | None = None) -> OpenSheet:
    """Return the sheet of a day; `picked` is a phase chosen by hand, where no date is set."""
    past, coming = nearest(env, day)
    where = None if picked else place(day, past=past, coming=coming)
    return sheet_at(env, day, where, picked)


def open_aloud(env: Env, day: Callable[[], date], *, aloud: bool = True) -> OpenSheet:
    """Return the sheet of a day; where it cannot be read, the emergency line is shown before the error."""
    try:
        return open_sheet(env, day())
    except Problem:
        if aloud:
            env.say(emergency_line(env))
        raise


def sheet_at(env: Env, day: date, where: Place | None, picked: str | None = None) -> OpenSheet:
    """Return the sheet of a day that stands at a known place."""
    person = env.person()
    coming = env.store.coming_infusion(day) if where and where.phase == "between" else None
    keys = _keys(day, where, picked, coming)
    infusion = coming or (where.infusion if where else None)
    traits = _traits(env, person, infusion, where.day_number if where else None)
    sections = _sections(env, person, keys, infusion, traits)
    tasks = [item for entry in sections for item in entry.section.items if item.kind == TASK]
    logged = _logged(env, day, tasks)
    replies = tuple(reply for key in keys.values() for reply in env.store.replies(key))
    if coming and where:
        where = where._replace(infusion=coming)
    by_tick = statuses((item.tick for item in tasks), replies, logged)
    found = {item.id: by_tick[item.tick] for item in tasks}
    sheet = Sheet(day, where, tuple(keys), sections, found, fluids_of(env, day), person, env.library.checklist)
    return OpenSheet(sheet, keys, replies)


def _logged(env: Env, day: date, tasks: Iterable[Item]) -> frozenset[str]:
    """Return the tasks that are done because the log of the day has what they ask for."""
    writing = [item for item in tasks if item.logs]
    entry = env.store.treatment(day) if writing else None
    if entry is None:
        return frozenset()
    return frozenset(item.tick for item in writing if all(getattr(entry, name) for name in item.logs))


def _keys(day: date, where: Place | None, picked: str | None, coming: Infusion | None) -> dict[str, ListKey]:
    """Return the list of each phase that is shown, in reading order."""
    phases = (picked,) if picked else phases_for(where)
    if where is None:
        return {phase: undated_key(phase, day) for phase in phases}
    keys = {where.phase: list_key(where)}
    return {GETTING_READY: list_key(Place(GETTING_READY, coming)), **keys} if coming else keys


def _sections(
    env: Env, person: Person, keys: Mapping[str, ListKey], infusion: Infusion | None, traits: frozenset[str]
) -> tuple[SheetSection, ...]:
    """Return the sections that fit this person now: without what was settled before, or has ended."""
    settled = env.store.settled(infusion.id) if infusion else ()
    new_brand = "new-brand" in traits
    found: list[SheetSection] = []
    for entry in lay_out(env.library.checklist, tuple(keys), traits, numbers_of(person, env.library.checklist.clinic)):
        items: Iterable[Item] = still_due(entry.section.items, settled, env.today(), new_brand=new_brand)
        if entry.phase == GETTING_READY and "between" in keys:
            items = (item for item in items if item.early)
        if kept := tuple(items):
            found.append(entry._replace(section=entry.section._replace(items=kept)))
    if "between" in keys and "first-time" in traits:
        found = [entry for entry in found if entry.phase == GETTING_READY]
    return tuple(found)


def _traits(env: Env, person: Person, infusion: Infusion | None, day_number: int | None) -> frozenset[str]:
    """Return what fits the person at an infusion. The first one, and a new brand, are over once they took place."""
    traits = person.traits(infusion.days if infusion else 1, day_number)
    if not traits & {"first-time", "new-brand"}:
        return traits
    today = env.today()
    past = [day for day in env.store.confirmed() if day < today and (infusion is None or day < infusion.date)]
    said = env.store.setting_day("fits")
    ended = {"first-time"} if past else set[str]()
    if said and any(day >= said for day in past):
        ended.add("new-brand")
    return traits - ended


def took_place(env: Env, infusion: Infusion) -> bool:
    """Say whether a past infusion is known to have taken place."""
    return infusion.last_day in env.store.confirmed()
