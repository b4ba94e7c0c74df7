"""The booklet and the parts other pages share with it, made from the record and the content."""

import os
from datetime import date, timedelta

from ivig_prep.actions.sheet import nearest, sheet_at
from ivig_prep.core.booklet import Booklet, Card, Day, Entry, Known, Named, Tier, day_of
from ivig_prep.core.checklist import TASK, UNDATED_PHASES
from ivig_prep.core.dates import say_date
from ivig_prep.core.day.fluids import Fluids
from ivig_prep.core.day.phases import DAYS_AFTER, Infusion, Place
from ivig_prep.core.day.sheet import Sheet, SheetSection, lay_out
from ivig_prep.core.diary.entries import Treatment, say_reaction
from ivig_prep.core.numbers import fill
from ivig_prep.core.person import Person, clinic_phones, numbers_of
from ivig_prep.core.side_effects import SideEffect, without_limit
from ivig_prep.env import Env
from ivig_prep.errors import CannotSave, RecordBusy
from ivig_prep.pages import booklet as words
from ivig_prep.pages import shared

PRINTED_PHASES = (*UNDATED_PHASES, "days-after")
TICKS_DAYS, UNDATED_TICKS_DAYS = 40, 10
"""For how many days ticks are kept: those of a date until its two weeks are over, others until the next infusion."""


def booklet(env: Env, *, blank: bool) -> Booklet:
    """Return the booklet of the next infusion (else the last) without the days that have passed, or an undated one."""
    if not blank:
        env.store.check_whole()
    person = Person() if blank else env.person()
    infusion = None if blank else chosen_infusion(env)
    days = _dated(env, infusion, _goal(person)) if infusion else _undated(env, person, blank=blank)
    return Booklet(
        words.TITLE_WORDS,
        None if blank else env.flags.person,
        days,
        emergency_lines(env, person),
        person.emergency,
        phones(env, person),
        _fluids(env, person, days),
        _tiers(env, person),
        _card(env, person, infusion, blank=blank),
        notes(env),
        made(env, dated=not blank),
        "" if blank else f"ivig-prep {_page_id(env)} {infusion.date if infusion else 'undated'}",
        TICKS_DAYS if infusion else UNDATED_TICKS_DAYS,
        env.library.clinic.clinic if env.library.clinic else None,
        blank,
    )


def _page_id(env: Env) -> str:
    """Return the record's own id, so that no two people share a tick; where there is none, one for this page alone."""
    try:
        if os.path.lexists(env.store.path):
            return env.record_uid()
    except (CannotSave, RecordBusy):  # the page must not wait for a record that cannot be written
        pass
    return os.urandom(16).hex()


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


def _goal(person: Person) -> str:
    """Say the goal, to stand with what each day says of drinking; empty where there is none."""
    return "" if person.fluid_limit is not None else shared.fluid_target(Fluids(0, person.fluid_goal))


def _fluids(env: Env, person: Person, days: tuple[Day, ...]) -> tuple[str, ...]:
    """Return a limit, which is to be seen first; and a goal where a day has no entry about drinking that says it."""
    goal = _goal(person)
    if goal:
        return () if all(day.is_half or day.says(goal) for day in days) else (goal,)
    fluids = Fluids(0, None, person.fluid_limit)
    said = getattr(env.library.words, fluids.state) if fluids.state else ""
    return tuple(line for line in (shared.fluid_target(fluids), said) if line)


def _dated(env: Env, infusion: Infusion, goal: str) -> tuple[Day, ...]:
    """Return the days of an infusion that are not over, the two weeks after it last."""
    titles = {phase.id: phase.title for phase in env.library.checklist.phases}
    before, after = infusion.date - timedelta(days=1), infusion.last_day + timedelta(days=1)
    places = [(before, before, Place("day-before", infusion), "")]
    for number in range(1, infusion.days + 1):
        which = f", day {number} of {infusion.days}" if infusion.days > 1 else ""
        day = infusion.date + timedelta(days=number - 1)
        places.append((day, day, Place("infusion-day", infusion, number), which))
    places.append((after, after, Place("day-after", infusion), ""))
    two_weeks = (after + timedelta(days=1), infusion.last_day + timedelta(days=DAYS_AFTER))
    places.append((*two_weeks, Place("days-after", infusion), ""))
    return tuple(
        day_of(
            sheet_at(env, day, where).sheet,
            where.phase,
            Named(_day_id(where), titles[where.phase] + which, day, last, infusion.time if where.day_number else None),
            goal,
        )
        for day, last, where, which in places
        if last >= env.today()
    )


def _day_id(where: Place) -> str:
    return f"{where.phase}-{where.day_number}" if where.day_number else where.phase


def _undated(env: Env, person: Person, *, blank: bool) -> tuple[Day, ...]:
    sheet = _empty(env, person) if blank else sheet_at(env, env.today(), None).sheet
    sheet = sheet._replace(sections=(*sheet.sections, *_two_weeks(env, person)))
    return tuple(
        day_of(sheet, phase, Named(phase, env.library.checklist.phase(phase).title), _goal(person))
        for phase in PRINTED_PHASES
    )


def _two_weeks(env: Env, person: Person) -> tuple[SheetSection, ...]:
    numbers = numbers_of(person, env.library.clinic)
    return lay_out(env.library.checklist, ("days-after",), person.traits(), numbers)


def _empty(env: Env, person: Person) -> Sheet:
    """Return the list of the three days for a person nobody knows."""
    sections = lay_out(env.library.checklist, UNDATED_PHASES, person.traits(), numbers_of(person, env.library.clinic))
    statuses = {item.id: "to-do" for entry in sections for item in entry.section.items if item.kind == TASK}
    return Sheet(env.today(), None, UNDATED_PHASES, sections, statuses, Fluids(0), person, env.library.checklist)


def _tiers(env: Env, person: Person) -> tuple[Tier, ...]:
    """Return the whole side-effect list, most urgent first."""
    numbers = numbers_of(person, env.library.clinic)
    unknown = env.library.emergency.unknown_number

    def filled(text: str) -> str:
        fitting = without_limit(text) if person.fluid_limit is not None else text
        return fill(fitting.replace("{number}", person.emergency or unknown), numbers)

    found = env.library.side_effects
    return tuple(
        Tier(
            tier.label,
            filled(tier.action),
            tuple(
                Entry(entry.said, tuple(map(filled, _what_to_do(entry))))
                for entry in found.side_effects
                if entry.tier == tier.id
            ),
        )
        for tier in found.tiers
    )


def _what_to_do(entry: SideEffect) -> tuple[str, ...]:
    lines = (entry.opening, entry.do, *entry.lines, entry.step_up)
    return tuple(line for line in lines if line)


def _card(env: Env, person: Person, infusion: Infusion | None, *, blank: bool) -> Card:
    """Return what to show in an emergency department. What the log does not know can be filled in by hand."""
    logged = () if blank else env.store.treatments(newest=2)
    this = [entry for entry in logged if infusion and infusion.date <= entry.date <= infusion.last_day]
    before = next((entry for entry in logged if entry not in this), None)
    if infusion is None and before:
        this, before = [before], None
    known = [
        Known(words.CARD_NAME, "" if blank else env.flags.person or ""),
        Known(words.CARD_BRAND, ", ".join(dict.fromkeys(entry.brand for entry in this if entry.brand))),
        Known(words.CARD_DATE, _dates(infusion, this), needs_room=True),
        Known(words.CARD_LOTS, "; ".join(lot for entry in this for lot in entry.lots), needs_room=True),
        Known(words.CARD_REACTIONS, "; ".join(_reactions(entry) for entry in this if entry.reactions), needs_room=True),
    ]
    if before:
        known.append(Known(words.CARD_BEFORE, _briefly(before), needs_room=True))
    known += [Known(*named) for named in phones(env, person) or [(label, "") for label in words.TEAM_LINES]]
    return Card(words.CARD_TITLE, env.library.words.had_ivig, tuple(known))


def _dates(infusion: Infusion | None, logged: list[Treatment]) -> str:
    if infusion is None:
        return say_date(logged[0].date) if logged else ""
    first = say_date(infusion.date)
    return first if infusion.days == 1 else f"{first} to {say_date(infusion.last_day)}"


def _briefly(entry: Treatment) -> str:
    return ". ".join(part for part in (say_date(entry.date), entry.brand, _reactions(entry)) if part)


def _reactions(entry: Treatment) -> str:
    return "; ".join(map(say_reaction, entry.reactions))
