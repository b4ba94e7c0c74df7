"""`today` on a terminal: what must be known first, then the signs, the sections, and what comes next."""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import partial
from typing import TypeVar

from ivig_prep.actions.changes import confirm, plan_visit, save_visit
from ivig_prep.actions.sheet import OpenSheet, nearest, next_visit, open_sheet, took_place
from ivig_prep.core.answers import Move, is_none_of_these, is_yes, picked_by_words, picked_signs, tidy
from ivig_prep.core.checklist import SIGN, UNDATED_PHASES, Item, Section
from ivig_prep.core.dates import say_date
from ivig_prep.core.day.log_line import LogLine
from ivig_prep.core.day.moments import MOMENTS, asked_mark, current, likely, open_before, was_asked, watched_before
from ivig_prep.core.day.phases import Infusion
from ivig_prep.core.day.section_line import Drunk
from ivig_prep.core.day.sheet import SheetSection
from ivig_prep.core.day.walk import ASKED, MOMENT, TO_DO, Reply
from ivig_prep.core.doubts import Reading, TwoReadings, two_readings
from ivig_prep.core.page import Page
from ivig_prep.core.side_effects import EMERGENCY, urgency
from ivig_prep.core.typed import in_digits
from ivig_prep.core.typed_dates import HOW, check_near, parse_date
from ivig_prep.env import Env
from ivig_prep.errors import NotUnderstood
from ivig_prep.pages import setup as setup_pages
from ivig_prep.pages import shared
from ivig_prep.pages import today as pages
from ivig_prep.talk.ask import Again, pick, question
from ivig_prep.talk.chair import Beside, read_beside, save_beside
from ivig_prep.talk.headache import ask_after_headache
from ivig_prep.talk.look_up import answer_ids, answer_words
from ivig_prep.talk.settle import settle
from ivig_prep.talk.setup import first_questions, interview, is_open, later_questions, save_answer
from ivig_prep.talk.walk import walk

T = TypeVar("T")
SHOW_ALL = "all"
_COUNTED = re.compile(r"(?:days?|hours?|weeks?|nights?|times?|degrees?|out|of|am|pm|c|f)\b", re.IGNORECASE)
"""What a number before it counts, so that it is no number of a sign."""
STILL_OPEN = "still-open"
"""The id of the section that holds what is left of earlier moments."""


def guide(env: Env, opened: OpenSheet) -> None:
    """Go through the list of the day. Without a date, ask for it first, or let the person pick a day."""
    if not _did_it_happen(env):
        _say_farewell(env, open_sheet(env, env.today()))
        return
    picked = _ask_which(env, opened) if nearest(env, env.today()) == (None, None) else None
    if isinstance(picked, Move):
        env.say((*shared.say("Stopped. What you answered is saved."), shared.next_step("ivig-prep today")))
        return
    reopen = partial(open_sheet, env, env.today(), picked)
    sheet = reopen().sheet
    env.say((*pages.opening(sheet, is_first=not env.showed_page), *(pages.progress(sheet) if sheet.done else ())))
    moment = _walk_the_day(env, reopen)
    _say_farewell(env, reopen(), moment)


def _say_farewell(env: Env, opened: OpenSheet, moment: str | None = None) -> None:
    """Ask for the next date, also after a quit, and say where the person stands: in the moment that they walked."""
    if not env.input_ended:
        _ask_for_next(env)
    env.say(pages.farewell(opened.sheet, None if moment in (None, SHOW_ALL) else _sections(opened, moment)))


def _ask_which(env: Env, opened: OpenSheet) -> str | Move | None:
    """Ask for the date; without one, for a day. Return its phase, None where a date is set, or Move.QUIT."""
    if not _ask_for_date(env, opened):
        return Move.QUIT
    if nearest(env, env.today()) != (None, None):
        return None
    return _pick_phase(env) or Move.QUIT


def _walk_the_day(env: Env, reopen: "partial[OpenSheet]") -> str | None:
    """Ask for the moment and the signs, then walk. Return the moment; None where the person stops before it."""
    moment = _moment(env, reopen())
    if moment is None:
        return None
    if not _daily_check(env, reopen(), moment) or not ask_after_headache(env):
        return moment
    known = {sign.id for sign in _signs(env, reopen(), moment)}

    def tell_new() -> None:
        new = [sign for sign in _signs(env, reopen(), moment) if sign.id not in known]
        known.update(sign.id for sign in new)
        env.say(pages.get_help_if(new))

    which = partial(_sections, moment=moment)
    if walk(env, reopen, which, after_first=lambda: _offer_the_rest(env, reopen()), tell_new=tell_new):
        opened = reopen()
        env.say(pages.left_over(opened.sheet, _left(opened, moment)))
    return moment


# First start


def _ask_for_date(env: Env, opened: OpenSheet) -> bool:
    """Ask the questions of a first start, or only the date. Return False where the person stops."""
    if not env.showed_page:
        env.say(shared.emergency(env.library.emergency, opened.sheet.person.emergency))
    if env.store.settings():
        return interview(env, first_questions(env)[:1], check=False)
    env.say(setup_pages.welcome())
    return interview(env, first_questions(env), check=False)


def _offer_the_rest(env: Env, opened: OpenSheet) -> bool:
    """Ask what fits the person, then for phone numbers, once before an infusion. Return False where they stop."""
    left = [question for question in later_questions(env) if is_open(env, question)]
    key = opened.key._replace(phase="questions", day="")
    if not left or Reply(ASKED, "questions") in env.store.replies(key):
        return True
    env.store.add_reply(key, Reply(ASKED, "questions"), env.now())
    env.say(shared.say(setup_pages.A_FEW_MORE))
    return interview(env, left, check=False)


def _pick_phase(env: Env) -> str | None:
    """Let the person pick a day by number, where no date is set; None where they stop."""
    env.say(pages.which_list(env.library.checklist))
    picked = pick(env, shared.PICK_OR_STOP, len(UNDATED_PHASES))
    return UNDATED_PHASES[picked - 1] if isinstance(picked, int) else None


# Did it happen


def _did_it_happen(env: Env) -> bool:
    """Ask once a day whether the infusion last past took place. Return False where the person stops."""
    past, _ = nearest(env, env.today())
    if past is None or took_place(env, past):
        return True
    lead = () if env.showed_page else shared.emergency(env.library.emergency, env.person().emergency)
    asked = pages.did_it_happen(past)
    env.say((*lead, *asked))
    prompt = pages.PROMPT._replace(again=asked)
    while True:
        said = question(env, prompt, partial(_happened, env, past), keys=shared.say(*pages.DID_IT_HAPPEN_HELP))
        if said is None or said is Move.QUIT:
            return said is None
        if isinstance(said, Move):
            env.say(asked)
            continue
        if said == "no":
            env.say(shared.say(pages.WHICH_NO))
            continue
        _save_happened(env, past, said)
        return True


def _happened(env: Env, past: Infusion, typed: str) -> str | date | Again | None:
    """Return `yes`, `no`, `cancelled` or a date; None for Enter. Raises NotUnderstood for a date that is none."""
    word = tidy(typed)
    if not word:
        return None
    if is_yes(typed) or word in ("no", "n"):
        return "yes" if is_yes(typed) else "no"
    if word in ("cancelled", "canceled"):
        return "cancelled"
    if any(character.isdigit() for character in typed):
        return settle(env, typed, partial(_date_near, env, near=past.date))
    try:
        return settle(env, typed, partial(_day_on_either_side, env))
    except NotUnderstood:
        return Again(shared.say(pages.WHICH_NO))


def _date_near(env: Env, typed: str, near: date) -> date:
    """Return the date typed; where only its year is open, the one nearest to a day. Raises NotUnderstood."""
    try:
        return check_near(parse_date(typed, env.today()), env.today())
    except TwoReadings as problem:
        found = [parse_date(reading.typed, env.today()) for reading in problem.readings]
        if len({(day.month, day.day) for day in found}) > 1:
            raise
        return min(found, key=lambda day: abs(day - near))


def _day_on_either_side(env: Env, typed: str) -> date:
    """Return the day that words such as `tomorrow` name. Raises TwoReadings for `friday`: the last one or the next."""
    days: set[date] = set()
    for past in (True, False):
        try:
            days.add(parse_date(typed, env.today(), past=past))
        except TwoReadings as problem:
            days.update(date.fromisoformat(reading.typed) for reading in problem.readings)
    if len(days) > 1:
        raise two_readings(typed, tuple(Reading(day.isoformat(), say_date(day)) for day in sorted(days)), HOW)
    return days.pop()


def _save_happened(env: Env, past: Infusion, said: str | date) -> None:
    if said == "cancelled":
        save_visit(env, past, None)
        env.say(setup_pages.cancelled_here(past, env.flags.person))
        return
    if isinstance(said, date):
        before, after = plan_visit(env, {"date": said}, new=False, current=past)
        save_visit(env, before, after)
        env.say(setup_pages.saved_visit(before, after))
        past = after or past
    if past.last_day < env.today():
        confirm(env, past)
        env.say(setup_pages.took_place(past.date))


# The moment of infusion day


def _moment(env: Env, opened: OpenSheet) -> str | None:
    """Return the moment of infusion day that is walked, SHOW_ALL for all and on other days; None where they stop."""
    place = opened.sheet.place
    if place is None or place.phase != "infusion-day":
        return SHOW_ALL
    groups = env.library.checklist.phase(place.phase).groups
    held, by_clock = current(opened.replies), likely(env.now(), place.infusion.time)
    asked = pages.where(groups, by_clock, held, at_home="home" in opened.sheet.person.fits)
    env.say(asked)
    picked = _where(env, opened, asked)
    if not isinstance(picked, int):
        return None if picked is Move.QUIT else SHOW_ALL if picked == SHOW_ALL else held or SHOW_ALL
    moment = MOMENTS[picked - 1]
    env.store.add_reply(opened.key, Reply(MOMENT, moment), env.now())
    return moment


def _where(env: Env, opened: OpenSheet, asked: Page) -> int | str | Move | None:
    """Ask for a moment until one is picked, SHOW_ALL, or Enter; what is typed beside it is saved."""
    places = [line.text for line in asked if line.number]

    def read(typed: str) -> int | str | Beside | Again | None:
        if tidy(typed) in ("", SHOW_ALL):
            return tidy(typed) or None
        beside = read_beside(env, opened, typed)
        return beside or picked_by_words(typed, places) or Again(shared.not_on_the_list(typed, len(places)))

    keys = pages.WHERE_STILL_HELP if current(opened.replies) else pages.WHERE_HELP
    while True:
        said = question(env, pages.FEELS._replace(again=asked), read, keys=shared.say(*keys))
        if said is Move.BACK:
            env.say(asked)
            continue
        if said is None or isinstance(said, int | str | Move):
            return said
        if save_beside(env, opened, said) is Move.QUIT:
            return Move.QUIT


def _sections(opened: OpenSheet, moment: str) -> tuple[SheetSection, ...]:
    """Return the sections of a moment, before them one with what is still open of earlier ones."""
    sections = opened.sheet.sections
    if moment == SHOW_ALL:
        return sections
    here = tuple(entry for entry in sections if entry.section.group == moment)
    still_open = tuple(item for item in open_before(sections, moment) if opened.sheet.statuses[item.id] == TO_DO)
    if not here or not still_open:
        return here
    return (here[0]._replace(section=Section(STILL_OPEN, pages.STILL_OPEN, still_open, moment)), *here)


def _left(opened: OpenSheet, moment: str) -> tuple[Item, ...]:
    """Return what is left to do here and now: not what belongs to a later moment."""
    here = (item for entry in _sections(opened, moment) for item in entry.section.items)
    return tuple(item for item in here if opened.sheet.statuses.get(item.id) == TO_DO)


# The daily check


def _daily_check(env: Env, opened: OpenSheet, moment: str) -> bool:
    """Ask once a day, and once a moment, for the signs to watch for; later they are shown. False where they stop."""
    signs = _signs(env, opened, moment)
    if not signs:
        return True
    mark = asked_mark(None if moment == SHOW_ALL else moment, env.today().isoformat())
    if _was_asked(env, opened, moment, signs):
        env.say(pages.get_help_if(signs))
        return True
    if not _ask_for_signs(env, opened, signs):
        return False
    env.store.add_reply(opened.key, Reply(ASKED, mark), env.now())
    return True


def _ask_for_signs(env: Env, opened: OpenSheet, signs: list[Item]) -> bool:
    """Ask for the signs until the person goes on; what they have is answered. Return False where they stop."""
    env.say(pages.check(signs))
    prompt = pages.FEELS._replace(again=pages.check_again())
    while True:
        said = question(env, prompt, partial(_which, env, opened, len(signs)), keys=shared.say(*pages.CHECK_HELP))
        if said is None or said is Move.QUIT:
            return said is None
        if isinstance(said, Move):
            env.say(pages.check(signs))
            continue
        if _answer(env, opened, signs, said) is Move.QUIT:
            return False
        if not isinstance(said, Drunk | LogLine):
            env.say(pages.check_again())


def _was_asked(env: Env, opened: OpenSheet, moment: str, signs: list[Item]) -> bool:
    """Say whether these signs were asked for today: on infusion day each of them in the moment that it belongs to."""
    day = env.today().isoformat()
    if moment == SHOW_ALL:
        return was_asked(opened.replies, None, day)
    moments = {e.section.group for e in opened.sheet.sections if any(sign in e.section.items for sign in signs)}
    return all(was_asked(opened.replies, one, day) for one in moments) or was_asked(opened.replies, moment, day)


def _answer(env: Env, opened: OpenSheet, signs: list[Item], said: "tuple[int, ...] | str | Beside") -> Move | None:
    """Answer what was typed at the check, or save what was typed beside it; return a move asked for on the way."""
    if isinstance(said, Drunk | LogLine):
        return save_beside(env, opened, said)
    if isinstance(said, str):
        answer_words(env, said)
    else:
        answer_ids(env, [effect for number in said for effect in signs[number - 1].answers])
    return None


def _which(env: Env, opened: OpenSheet, count: int, typed: str) -> "tuple[int, ...] | str | Beside | Again | None":
    """Return the numbers of signs that a line names, or words of the person's own; None for Enter and for a no."""
    if not tidy(typed) or is_none_of_these(typed):
        return None
    beside = read_beside(env, opened, typed)
    if beside is not None:
        return beside
    if is_yes(typed) or tidy(typed) in ("all", "all of them", "all of these"):
        return Again(shared.say(pages.WHICH_SIGN))
    line = in_digits(typed)
    numbers = picked_signs(line, count) if any(character.isdigit() for character in line) else ()
    if not numbers and tidy(line).isdigit():
        return Again(shared.not_on_the_list(typed, count))
    return numbers or _without_its_number(env, typed, count)


def _without_its_number(env: Env, typed: str, count: int) -> str:
    """Return words without the number of a sign before them: in `1 fever` it is no reading of 1 degree."""
    found = re.match(r"(\d{1,2})(?: |[.,):] ?)(?=[a-z])", typed, re.IGNORECASE)
    if found is None or not 1 <= int(found[1]) <= count or _COUNTED.match(typed, found.end()):
        return typed
    rest = typed[found.end() :]
    return rest if env.library.leaflet.look_up(rest) else typed


def _signs(env: Env, opened: OpenSheet, moment: str) -> list[Item]:
    """Return the signs of these sections, most urgent first."""
    tiers = {entry.id: urgency(entry.tier) for entry in env.library.side_effects.side_effects}
    items = [item for e in _sections(opened, moment) for item in e.section.items if item.kind == SIGN]
    if moment != SHOW_ALL:
        items += watched_before(opened.sheet.sections, moment)
    # A clinic's sign may be about a side effect of a list that is in use no more.
    return sorted(items, key=lambda item: min(tiers.get(effect, urgency(EMERGENCY)) for effect in item.answers))


# What comes next


def _ask_for_next(env: Env) -> None:
    """Ask for the next date, from the day after an infusion on; only a clear yes, or a date typed, saves one."""
    past, coming = nearest(env, env.today())
    if past is None or coming is not None:
        return
    visit = next_visit(env)
    if visit is None and env.person().every is None:
        every = _ask_below(env, pages.ask_next(weeks=True), partial(_save_weeks, env), pages.WEEKS_HELP)
        if every is not True:
            return
        visit = next_visit(env)
    asked = pages.next_visit_question(visit[1]) if visit else pages.ask_next(weeks=False)
    _ask_below(env, asked, partial(_save_next, env, visit[1] if visit else None), pages.NEXT_VISIT_HELP)


def _ask_below(env: Env, asked: Page, read: Callable[[str], T | Again], keys: tuple[str, ...]) -> T | Move:
    """Show a question and take its answer; it is shown again where another answer came between."""
    env.say(asked)
    return question(env, pages.PROMPT._replace(again=asked), read, keys=shared.say(*keys))


def _save_weeks(env: Env, typed: str) -> bool | None:
    """Save how many weeks lie between two infusions, or the date of the next; True where the date is still to ask."""
    word = in_digits(tidy(typed))
    if word in ("", "n", "no"):
        return None
    if word.isdigit():
        save_answer(env, "every", f"{word} weeks")
        return True
    for name in ("every", "date"):
        with suppress(NotUnderstood):
            save_answer(env, name, typed, is_next=True)
            return name == "every"
    raise NotUnderstood(pages.NO_WEEKS_NO_DATE.format(typed=typed[:40].replace("{", "(")), pages.WEEKS_KEYS)


def _save_next(env: Env, guess: date | None, typed: str) -> bool | Again | None:
    """Save the next date: the guess where the person says yes, else the one typed."""
    if tidy(typed) in ("", "n", "no"):
        return None
    if is_yes(typed) and guess is None:
        return Again(shared.say(pages.WHEN_NEXT_KEYS))
    save_answer(env, "date", guess.isoformat() if guess and is_yes(typed) else typed, is_next=True)
    return True
