"""What is typed on infusion day beside the answer to a question: what was drunk, and what goes into the log."""

from datetime import date

from ivig_prep.actions.entries import save_fields
from ivig_prep.actions.sheet import OpenSheet
from ivig_prep.core.answers import Move, tidy
from ivig_prep.core.day.fluids import drunk
from ivig_prep.core.day.log_line import NONE, TIMES, LogLine, understand_log_line
from ivig_prep.core.day.section_line import Drunk, Unclear, understand_drink
from ivig_prep.core.diary.details import DETAILS
from ivig_prep.core.diary.entries import Treatment, check_text
from ivig_prep.core.times import parse_time
from ivig_prep.env import Env
from ivig_prep.errors import NotUnderstood, Stopped
from ivig_prep.pages import chair as pages
from ivig_prep.pages import log as log_pages
from ivig_prep.pages import shared
from ivig_prep.pages import today as today_pages
from ivig_prep.talk.ask import Again, answer_symptom, question
from ivig_prep.talk.log import ask_for
from ivig_prep.talk.settle import settle

Beside = Drunk | LogLine
LABELS = {detail.name: detail.label for detail in DETAILS}


def read_beside(env: Env, opened: OpenSheet, typed: str) -> Beside | Again | None:
    """Return what a line says beside an answer; None where it says nothing of that. Raises NotUnderstood, Stopped."""
    place = opened.sheet.place
    amount = settle(env, typed, understand_drink)
    if isinstance(amount, Unclear):
        return Again(today_pages.unclear(typed, amount))
    if amount and amount.ml < 0 and not drunk(env.store.fluids(opened.sheet.day)):
        return Again(shared.say(today_pages.NOTHING_DRUNK))
    return amount or (understand_log_line(typed) if place and place.phase == "infusion-day" else None)


def save_beside(env: Env, opened: OpenSheet, said: Beside) -> Move | None:
    """Save what was drunk, or what goes into the log; return a move where one is asked for on the way."""
    day = opened.sheet.day
    if isinstance(said, Drunk):
        if said.ml < 0:
            env.store.set_fluid(day, max(drunk(env.store.fluids(day)) + said.ml, 0), env.now())
        else:
            env.store.add_fluid(day, said.ml, env.now())
        fluids = opened.sheet.fluids._replace(drunk=drunk(env.store.fluids(day)))
        env.say(today_pages.drunk(opened.sheet._replace(fluids=fluids), said.ml))
        return None
    try:
        return _write(env, day, said)
    except Stopped:
        return Move.QUIT
    except NotUnderstood as problem:
        env.say(shared.problem(problem, env.flags.person))
        return None


def _write(env: Env, day: date, line: LogLine) -> Move | None:
    if line.names == ("notes",):
        return _note(env, day, line.typed)
    if line.names[0] in TIMES:
        _save_time(env, day, line)
        return None
    env.say(log_pages.KEYS)
    for name in line.names:
        moved = ask_for(env, day, name)
        if moved:
            return moved
    return None


def _save_time(env: Env, day: date, line: LogLine) -> None:
    """Save a time: the one typed, else the one of now, which never takes the place of one that is there."""
    entry = env.store.treatment(day) or Treatment(day)
    name = next((name for name in line.names if getattr(entry, name) is None), line.names[-1])
    known = getattr(entry, name)
    if line.typed is None and known:
        env.say(pages.time_stands(LABELS[name], name, known))
        return
    time = None if line.typed == NONE else f"{env.now():%H:%M}"
    if line.typed not in (None, NONE):
        time = settle(env, line.typed, parse_time)
    save_fields(env, day, {name: time}, [])
    env.say(pages.time_saved(LABELS[name], name, time))


def _note(env: Env, day: date, words: str | None) -> Move | None:
    """Write a note behind those of the day; an emergency sign in it is answered once it is saved."""
    if words is not None:
        _save_note(env, day, words)
        answer_symptom(env, words, only_emergencies=True)
        return None

    def read(typed: str) -> None:
        if tidy(typed):
            _save_note(env, day, typed.strip())

    asked = shared.say(pages.ASK_NOTE)
    env.say(asked)
    said = question(env, pages.NOTE._replace(again=asked), read)
    return said if isinstance(said, Move) else None


def _save_note(env: Env, day: date, words: str) -> None:
    entry = env.store.treatment(day) or Treatment(day)
    notes = check_text(f"{entry.notes}; {words}" if entry.notes else words)
    save_fields(env, day, {"notes": notes}, [])
    env.say(pages.note_saved())
