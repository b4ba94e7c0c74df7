"""The guided log: the day, what is written down there, then one question after the other; each answer is saved."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from ivig_prep.actions.alarm import say_around, urgent_notice
from ivig_prep.actions.entries import (
    brand_notice,
    day_to_log,
    delete_entry,
    find_to_remove,
    last_time,
    parse_detail,
    save_fields,
)
from ivig_prep.core.answers import Move, is_no, is_yes, picked_number, tidy
from ivig_prep.core.diary.details import DETAILS, Detail
from ivig_prep.core.diary.entries import Listed, Treatment, is_none
from ivig_prep.core.doubts import Unsure
from ivig_prep.env import Env
from ivig_prep.errors import NotUnderstood, Stopped
from ivig_prep.pages import log as log_pages
from ivig_prep.pages import shared
from ivig_prep.talk.ask import Again, confirm, pick, question
from ivig_prep.talk.settle import settle

DELETE = "delete"


# The day


def ask_day(env: Env) -> date | None:
    """Ask which day it is about; Enter is the last infusion. None where the person stops."""
    likely = day_to_log(env, None)
    env.say(log_pages.which_day(likely))

    def read(typed: str) -> date:
        return likely if not tidy(typed) else settle(env, typed, partial(day_to_log, env))

    day = question(env, log_pages.DAY, read, keys=log_pages.DAY_KEYS, why=shared.say(env.library.words.why_log))
    return None if isinstance(day, Move) else day


def guide(env: Env, day: date) -> None:
    """Show what is there to be changed, ask for what is not there, until the person stops; then say it back."""
    env.say(log_pages.day_heading(day))
    with suppress(Stopped):
        if env.store.treatment(day) is None or _change_lines(env, day):
            _ask_the_rest(env, day)
    _say_entry(env, env.store.treatment(day))


def _ask_the_rest(env: Env, day: date) -> None:
    entry = env.store.treatment(day) or Treatment(day)
    asked = [detail for detail in DETAILS if detail.is_listed or getattr(entry, detail.name) is None]
    at = 0
    while at < len(asked):
        moved = _ask(env, day, asked[at])
        if moved is Move.QUIT:
            break
        at = max(at - 1, 0) if moved is Move.BACK else at + 1


def _say_entry(env: Env, entry: Treatment | None) -> None:
    if entry is None:
        env.say(log_pages.nothing_written())
        return
    own = (*(reaction.words for reaction in entry.reactions), entry.notes or "", entry.helped or "")
    spelled = log_pages.spelled(entry.lots)
    expired = log_pages.expired(entry, entry.lots, env.words())
    say_around(env, urgent_notice(env, own), (*log_pages.saved(entry), *spelled, *expired))


# What is there


class _LineOfEntry(NamedTuple):
    """One line of an entry that can be changed: a field, or one value of a list."""

    detail: Detail
    listed: Listed | None
    words: str


def _change_lines(env: Env, day: date) -> bool:
    """Show the lines of an entry by number, and change those that are picked. Return False where the person stops."""
    while True:
        lines = _lines(env, day)
        if not lines:
            return True
        env.say(log_pages.lines_to_change([(line.detail, line.words) for line in lines]))
        picked = question(env, log_pages.WHICH_LINE, partial(_read_choice, len(lines)), keys=log_pages.LINE_KEYS)
        if picked == DELETE:
            if _delete(env, day):
                return False
        elif not isinstance(picked, int):
            return picked is not Move.QUIT
        elif _change(env, day, lines[picked - 1]) is Move.QUIT:
            return False


def _lines(env: Env, day: date) -> list[_LineOfEntry]:
    entry, listed = env.store.treatment(day), env.store.listed(day)
    if entry is None:
        return []
    found = []
    for detail in DETAILS:
        if detail.is_listed:
            values = [one for one in listed if one.name == detail.name]
            found += [_LineOfEntry(detail, one, log_pages.listed_words(one, detail)) for one in values]
        elif getattr(entry, detail.name) is not None:
            found.append(_LineOfEntry(detail, None, log_pages.value_words(entry, detail)))
    return found


def _read_choice(count: int, typed: str) -> int | str | Again | None:
    if not tidy(typed):
        return None
    if tidy(typed) == DELETE:
        return DELETE
    return picked_number(typed, count) or Again(shared.not_on_the_list(typed, count))


def _delete(env: Env, day: date) -> bool:
    """Take the whole entry away on a clear yes. Return whether the questions end, as they do where the person stops."""
    answer = confirm(env, log_pages.SURE_TO_DELETE)
    if answer is True:
        env.say(log_pages.deleted(delete_entry(env, day), env.flags.person))
    return answer in (True, Move.QUIT)


def _change(env: Env, day: date, line: _LineOfEntry) -> Move | None:
    """Ask for one line again. Return a move where one is asked for."""
    read = _Reader(env, line.detail)

    def save(typed: str) -> Again | None:
        if not tidy(typed):
            return None
        values = [None] if is_none(typed) else read.all_of(typed)
        if isinstance(values, Again):
            return values
        _save_line(env, day, line, values)
        return None

    env.say(log_pages.change_line(line.detail, line.words))
    answer = question(env, log_pages.prompt(line.detail), save, keys=log_pages.KEYS)
    return answer if isinstance(answer, Move) else None


def _save_line(env: Env, day: date, line: _LineOfEntry, values: Sequence[Any]) -> None:
    """Put a value in the place of a line, or take it away. What else was typed with it is added."""
    first, *others = values
    if line.listed is None:
        entry = save_fields(env, day, {line.detail.name: first}, [])
        env.say(brand_notice(env, entry) if line.detail.name == "brand" else ())
    elif first is None:
        env.store.remove([line.listed], env.now())
    else:
        with env.store.together():
            env.store.replace(line.listed, first, env.now())
            env.store.save_treatment(day, {}, env.now(), [(line.detail.name, value) for value in others])
    env.say(shared.say("Taken away." if first is None else "Changed."))


# One question


class _Reader:
    """Reads the answer to one question. What may mean two things is asked back: `y` takes it as it was read."""

    def __init__(self, env: Env, detail: Detail) -> None:
        self._env, self._detail = env, detail
        self._unsure: Unsure | None = None

    @property
    def is_asked_back(self) -> bool:
        """Whether a yes is an answer now."""
        return self._unsure is not None

    def all_of(self, typed: str) -> list[Any] | Again:
        """Return the values that are typed as one, such as two lots, or Again. Raises NotUnderstood."""
        values = [self(part) for part in self._detail.split(typed)]
        return next((value for value in values if isinstance(value, Again)), values)

    def __call__(self, typed: str) -> Any:
        """Return the value, or Again. Raises NotUnderstood."""
        if is_yes(typed) and self._unsure:
            return self._unsure.reading
        try:
            return settle(self._env, typed, partial(parse_detail, self._env, self._detail.name))
        except Unsure as problem:
            self._unsure = problem
            return Again(log_pages.asked_back(problem))


def _ask(env: Env, day: date, detail: Detail) -> Move | None:
    """Ask for one thing until it is answered or skipped. Return a move where one is asked for."""
    now = log_pages.value_words(env.store.treatment(day) or Treatment(day), detail)
    before = last_time(env, day, detail.name) if detail.is_offered and not now else None
    offered = log_pages.value_words(before, detail) if before else ""
    why = shared.say(env.library.words.why_log)
    reader = _Reader(env, detail)

    def read(typed: str) -> bool | Again:
        if is_none(typed) and now and not detail.is_listed:
            _save(env, day, detail, [None])
            return True
        if is_no(typed) or tidy(typed) == "none":
            return False
        if is_yes(typed) and not offered and not reader.is_asked_back:
            return Again(log_pages.ask_for_words())
        values = reader.all_of(offered if is_yes(typed) and offered else typed)
        if isinstance(values, Again):
            return values
        _save(env, day, detail, values)
        return True

    env.say(log_pages.asked(detail, now, offered))
    answer = question(env, log_pages.prompt(detail), read, keys=log_pages.KEYS, why=why)
    while answer is True and detail.is_listed:
        reader = _Reader(env, detail)
        env.say(log_pages.another())
        answer = question(env, log_pages.prompt(detail), read, keys=log_pages.KEYS, why=why)
    return answer if isinstance(answer, Move) else None


def _save(env: Env, day: date, detail: Detail, values: Sequence[Any]) -> None:
    """Save what was answered; only a list takes more than one value."""
    single = {} if detail.is_listed else {detail.name: values[0]}
    entry = save_fields(env, day, single, [(detail.name, value) for value in values] if detail.is_listed else [])
    if detail.name == "brand":
        env.say(brand_notice(env, entry))


# What a command line leaves open


def ask_for(env: Env, day: date, name: str) -> Move | None:
    """Ask for one thing of the log by its name. Return a move where one is asked for."""
    return _ask(env, day, next(detail for detail in DETAILS if detail.name == name))


def settle_reading(env: Env, read: Callable[[], Any], *, ask: bool) -> Any:
    """Return what `read` returns; where it may mean two things, once the person said yes to it.

    Raises NotUnderstood where nobody can be asked, and without a clear yes.
    """
    try:
        return read()
    except Unsure as problem:
        if not (ask and env.can_ask):
            raise
        env.say(log_pages.asked_back(problem))
        if confirm(env, log_pages.IS_IT_RIGHT) is not True:
            raise NotUnderstood("It was not saved.", problem.next_step) from problem
        return problem.reading


def is_wanted(env: Env) -> bool:
    """Ask whether a file goes into the diary; Enter is a no."""
    return confirm(env, log_pages.BRING_IN) is True


def pick_to_remove(env: Env, text: str, day: date | None) -> Listed:
    """Return what a text names; where several days have it, the one that the person picks.

    Raises NotUnderstood where nobody can be asked, and where none is picked.
    """
    found = find_to_remove(env, text, day)
    if len(found) == 1:
        return found[0]
    several = NotUnderstood(f'"{text[:40]}" is in more than one place.', log_pages.with_its_day(_days(found)))
    if not env.can_ask:
        raise several
    env.say(log_pages.which_to_remove(text, found))
    picked = pick(env, shared.PICK_OR_STOP, len(found))
    if not isinstance(picked, int):
        raise several
    return found[picked - 1]


def _days(found: Sequence[Listed]) -> list[date]:
    return [one.day for one in found if one.day is not None]
