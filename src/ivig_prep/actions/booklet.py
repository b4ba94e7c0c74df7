"""The booklet and the parts other pages share with it, made from the record and the content."""

from datetime import date, timedelta

from ivig_prep.actions.sheet import nearest, sheet_at
from ivig_prep.core.booklet import Booklet, Day, day_of
from ivig_prep.core.checklist import TASK, UNDATED_PHASES
from ivig_prep.core.dates import say_date
from ivig_prep.core.day.fluids import Fluids
from ivig_prep.core.day.phases import DAYS_AFTER, Infusion, Place
from ivig_prep.core.day.sheet import Sheet, lay_out
from ivig_prep.core.numbers import Numbers
from ivig_prep.core.person import Person, clinic_phones
from ivig_prep.env import Env
from ivig_prep.pages import shared

TITLE = "Infusion checklist"


def booklet(env: Env, *, blank: bool) -> Booklet:
    """Return the booklet of the next infusion (else the last), or an undated one."""
    if not blank:
        env.store.check_whole()
    person = Person() if blank else env.person()
    infusion = None if blank else chosen_infusion(env)
    days = _dated(env, infusion) if infusion else _undated(env, person, blank=blank)
    when = infusion.date.isoformat() if infusion else "undated"
    return Booklet(
        TITLE,
        days,
        emergency_lines(env, person),
        person.emergency,
        phones(env, person),
        _fluids(env, person),
        notes(env),
        made(env, dated=not blank),
        f"ivig-prep {when}",
        env.library.clinic.clinic if env.library.clinic else None,
    )


def chosen_infusion(env: Env) -> Infusion | None:
    """Return the infusion to come, else the last one if it is not long past."""
    past, coming = nearest(env, env.today())
    recent = past is not None and (env.today() - past.last_day).days <= DAYS_AFTER
    return coming or (past if recent else None)


def emergency_lines(env: Env, person: Person) -> tuple[str, ...]:
    """Return the emergency line with the person's number."""
    return tuple(line.text for line in shared.emergency(env.library.emergency, person.emergency))


def phones(env: Env, person: Person) -> tuple[tuple[str, str], ...]:
    """Return the names and numbers of the infusion team that are known, then those of the clinic's list."""
    named = (("Infusion team, daytime", person.clinic_phone), ("Infusion team, night", person.night_phone))
    return (*((name, number) for name, number in named if number), *clinic_phones(env.library.clinic, person))


def notes(env: Env) -> tuple[str, ...]:
    """Return what every page ends with."""
    checklist = env.library.checklist
    notice, reviewed, *more = (line.text for line in (*shared.content_notes(checklist), *env.past_check_by()))
    check_by = say_date(date.fromisoformat(checklist.check_by))
    return (notice, f"{reviewed} Next check by {check_by}. {shared.report_words(checklist)}", *more)


def made(env: Env, *, dated: bool) -> str:
    """Say when a page was made, and from which content."""
    checklist = env.library.checklist
    checked = say_date(date.fromisoformat(checklist.checked))
    day = f"Made on {say_date(env.today())}. " if dated else ""
    clinic = f" With the list of {env.library.clinic.clinic}." if env.library.clinic else ""
    return f"{day}List version {checklist.version}, checked {checked}.{clinic}"


def _fluids(env: Env, person: Person) -> tuple[str, ...]:
    if person.fluid_goal is None and person.fluid_limit is None:
        return ()
    fluids = Fluids(0, person.fluid_goal, person.fluid_limit)
    said = getattr(env.library.checklist.words, fluids.state) if fluids.state else ""
    return tuple(line for line in (shared.fluid_target(fluids), said) if line)


def _dated(env: Env, infusion: Infusion) -> tuple[Day, ...]:
    titles = {phase.id: phase.title for phase in env.library.checklist.phases}
    places = [(infusion.date - timedelta(days=1), Place("day-before", infusion), "")]
    for number in range(1, infusion.days + 1):
        which = f", day {number} of {infusion.days}" if infusion.days > 1 else ""
        places.append((infusion.date + timedelta(days=number - 1), Place("infusion-day", infusion, number), which))
    places.append((infusion.last_day + timedelta(days=1), Place("day-after", infusion), ""))
    return tuple(
        day_of(
            sheet_at(env, day, where).sheet,
            where.phase,
            day_id=f"{where.phase}-{where.day_number or 1}",
            title=titles[where.phase] + which,
            dated=True,
        )
        for day, where, which in places
    )


def _undated(env: Env, person: Person, *, blank: bool) -> tuple[Day, ...]:
    sheet = _empty(env, person) if blank else sheet_at(env, env.today(), None).sheet
    return tuple(
        day_of(sheet, phase, day_id=phase, title=env.library.checklist.phase(phase).title, dated=False)
        for phase in UNDATED_PHASES
    )


def _empty(env: Env, person: Person) -> Sheet:
    """Return the list of the three days for a person nobody knows."""
    sections = lay_out(env.library.checklist, UNDATED_PHASES, person.traits(), Numbers())
    statuses = {item.id: "to-do" for entry in sections for item in entry.section.items if item.kind == TASK}
    return Sheet(env.today(), None, UNDATED_PHASES, sections, statuses, Fluids(0), person, env.library.checklist)
