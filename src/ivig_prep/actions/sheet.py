"""The list of a day, read from the record and the content."""

from collections.abc import Callable
from datetime import date
from itertools import chain
from typing import NamedTuple

from ivig_prep.core.day.fluids import Fluids, drunk
from ivig_prep.core.day.phases import Infusion, ListKey, Place, list_key, next_date, place, undated_key
from ivig_prep.core.day.sheet import Sheet, lay_out, phases_for
from ivig_prep.core.day.walk import Walk, begin, play
from ivig_prep.env import Env
from ivig_prep.errors import Problem
from ivig_prep.pages import shared


class OpenSheet(NamedTuple):
    """A sheet, the walk through it, and the keys of its lists (one a phase)."""

    sheet: Sheet
    walk: Walk
    keys: tuple[ListKey, ...]


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
    """Return the sheet of a day; where it cannot be read, the emergency line is said before the error."""
    try:
        return open_sheet(env, day())
    except Problem:
        if aloud:
            env.say(shared.emergency(env.library.emergency, None))
        raise


def sheet_at(env: Env, day: date, where: Place | None, picked: str | None = None) -> OpenSheet:
    """Return the sheet of a day that stands at a known place."""
    phases = (picked,) if picked else phases_for(where)
    person = env.person()
    sections = lay_out(env.library.checklist, phases, person.traits(where.infusion.days if where else 1))
    keys = (list_key(where),) if where else tuple(undated_key(phase, day) for phase in phases)
    items = (item.id for entry in sections for item in entry.section.items)
    walk = play(begin(items), chain.from_iterable(map(env.store.replies, keys)))
    amounts = Fluids(drunk(env.store.fluids(day)), person.fluid_goal, person.fluid_limit)
    statuses = {item: walk.status(item) for item in walk.items}
    return OpenSheet(Sheet(day, where, phases, sections, statuses, amounts, person, env.library.checklist), walk, keys)
