"""The questions of setup on a terminal: one at a time, each skippable, each answer saved at once."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from ivig_prep.actions.changes import confirm as confirm_infusion
from ivig_prep.actions.changes import parse_changes, plan_visit, save_visit, unsettled
from ivig_prep.actions.sheet import nearest
from ivig_prep.core.answers import Move, is_no, is_yes, picked_by_words, tidy
from ivig_prep.core.checklist import Question
from ivig_prep.core.day.phases import Infusion
from ivig_prep.core.day.section_line import Act, Marked, understand_line
from ivig_prep.core.page import Page
from ivig_prep.core.setup import setting
from ivig_prep.env import Env
from ivig_prep.errors import Next, NotUnderstood, Stopped
from ivig_prep.pages import setup as setup_pages
from ivig_prep.pages import shared
from ivig_prep.talk.ask import Again, confirm, pick, question
from ivig_prep.talk.settle import NOT_SAVED, settle

SKIPS = ("", "not sure", "i am not sure", "i do not know", "i don't know", "do not know", "don't know")
"""What leaves a question open, as Enter does. A question itself may say `Not sure?`"""


def first_questions(env: Env) -> tuple[Question, ...]:
    """Return the few questions of the first start."""
    return tuple(each for each in env.library.checklist.questions if each.first)


LATER = ("fits", "emergency", "clinic-phone", "night-phone")
"""What is asked at a first start after the first section: it is of use, and nothing waits for it."""


def later_questions(env: Env) -> tuple[Question, ...]:
    """Return the questions that a first start asks after the first section."""
    return tuple(each for name in LATER for each in env.library.checklist.questions if each.id == name)


def is_open(env: Env, asked: Question) -> bool:
    """Say whether a question has no answer yet."""
    person = env.person()
    return not person.fits_asked if asked.id == "fits" else getattr(person, setting(asked.id).name) is None


def interview(env: Env, questions: Sequence[Question], *, check: bool = True) -> bool:
    """Ask the questions, then (unless not `check`) show the answers to check. Return False where the person stops."""
    asked: list[int] = []
    at = 0
    while at < len(questions):
        if _passed_over(env, questions[at]):
            at += 1
            continue
        moved = _ask(env, questions[at])
        if moved is Move.QUIT:
            return False
        if moved is Move.BACK:
            at = asked.pop() if asked else at
        else:
            asked.append(at)
            at += 1
    return _check_answers(env, questions) if check else True


def _passed_over(env: Env, asked: Question) -> bool:
    """Say whether not to ask: for a goal where a limit stands, for days and time where no infusion is set."""
    if asked.id in ("days", "time"):
        return _planned(env) is None
    return asked.id == "fluid-goal" and env.person().fluid_limit is not None


def _planned(env: Env) -> Infusion | None:
    """Return the infusion that setup is about: the next to begin, else the one under way."""
    return env.store.next_infusion(env.today()) or nearest(env, env.today())[1]


def _current(env: Env, asked: Question) -> str:
    infusion = _planned(env) or nearest(env, env.today())[0]
    return setup_pages.current(setting(asked.id).name, env.person(), infusion, env.library.checklist.traits)


def _ask(env: Env, asked: Question) -> Move | None:
    """Ask one question until it is answered or skipped. Return a move where one is asked for."""
    about = setting(asked.id)

    def read(typed: str) -> Again | None:
        if about.is_amount and is_yes(typed):
            return Again(setup_pages.how_much(asked))
        if tidy(typed) not in SKIPS and not (about.is_amount and is_no(typed)):
            _save(env, asked, typed)
        return None

    page = setup_pages.question(asked, env.library.checklist.traits, _current(env, asked))
    env.say(page)
    prompt = setup_pages.PROMPT._replace(again=page)
    return question(env, prompt, read, keys=setup_pages.question_keys(), why=setup_pages.why(asked))


def _save(env: Env, asked: Question, typed: str) -> None:
    """Save an answer; of a list, what its numbers stand for. Raises NotUnderstood, in the words of the question."""
    about = setting(asked.id)
    if not about.choices:
        save_answer(env, about.name, typed)
        return
    try:
        save_answer(env, about.name, _chosen(env, asked, typed))
    except NotUnderstood as problem:
        raise NotUnderstood(f'"{typed[:40]}" is none of these.', asked.how) from problem


def _chosen(env: Env, asked: Question, typed: str) -> str:
    """Turn numbers of a list, or words of it, into what they stand for, and a no into none of them."""
    choices = setting(asked.id).choices
    if tidy(typed) in ("n", "no", "none", "none of these", "none of them"):
        return "none"
    named = understand_line(typed, len(choices))
    if isinstance(named, Marked) and named.act is Act.DO:
        return ",".join(choices[number - 1] for number in named.numbers)
    by_words = picked_by_words(typed, setup_pages.choices_of(asked, env.library.checklist.traits))
    return choices[by_words - 1] if by_words else typed


class Meant(NamedTuple):
    """Which infusion a date is for: a `new` one, the `current` one given, else the one to come.

    `took_place` is the infusion of which the person said by the way that it took place.
    """

    new: bool = False
    current: Infusion | None = None
    took_place: Infusion | None = None


def save_answer(env: Env, name: str, typed: str, *, is_next: bool = False) -> None:
    """Check, save and say back one answer. A date that needs it is asked back; `is_next`: it is the next infusion's.

    Raises NotUnderstood.
    """
    if not setting(name).of_visit:
        settings, _ = parse_changes(env, {name: typed}, partial(settle, env))
        check_emergency(env, settings)
        env.store.save_settings(settings, env.now())
        for changed, value in settings.items():
            env.say(setup_pages.saved_setting(changed, value, env.library.checklist))
        return
    _, visit = parse_changes(env, {name: typed}, partial(settle, env))
    meant = Meant(current=_planned(env))
    if name == "date":
        meant = Meant(new=True) if is_next else which_infusion(env, visit[name])
    before, after = plan_visit(env, visit, new=meant.new, current=meant.current)
    with env.store.together():
        if meant.took_place:
            confirm_infusion(env, meant.took_place)
        save_visit(env, before, after)
    env.say((*_took_place(meant), *setup_pages.saved_visit(before, after)))


def check_emergency(env: Env, settings: Mapping[str, object]) -> None:
    """Ask back an emergency number that is none of the common ones; where nobody can be asked, only say so.

    Raises NotUnderstood where the person says that it is not right, Stopped where they stop.
    """
    number = settings.get("emergency")
    page = setup_pages.check_number(number, env.library.checklist) if isinstance(number, str) else ()
    if not page:
        return
    env.say(page)
    if not env.can_ask:
        return
    said = confirm(env, shared.IS_RIGHT)
    if said is Move.QUIT:
        raise Stopped(NOT_SAVED, Next("ivig-prep setup"))
    if said is not True:
        raise NotUnderstood(NOT_SAVED, "Type the right number.")


def _took_place(meant: Meant) -> Page:
    return setup_pages.took_place(meant.took_place.date) if meant.took_place else ()


def _number(picked: int | Move | None, how: str) -> int:
    """Return the number picked. Raises Stopped where the person stops, NotUnderstood where they picked none."""
    if picked is Move.QUIT:
        raise Stopped("No date was saved.", Next("ivig-prep setup"))
    if not isinstance(picked, int):
        raise NotUnderstood("No date was saved.", how)
    return picked


def which_infusion(env: Env, day: object) -> Meant:
    """Ask which infusion a date is for, where one is under way, or is past and nobody said whether it took place.

    Raises NotUnderstood where it is not said, Stopped where the person stops.
    """
    coming = nearest(env, env.today())[1]
    if coming and day not in (None, coming.date) and coming.date <= env.today():
        env.say(setup_pages.next_or_moved(coming.date))
        return Meant(new=_one_or_two(env) == 1)
    past = unsettled(env, day)
    if past is None:
        return Meant()
    env.say(setup_pages.took_place_or_not(past.date))
    return Meant(new=True, took_place=past) if _one_or_two(env) == 1 else Meant(current=past)


def _one_or_two(env: Env) -> int:
    return _number(pick(env, setup_pages.ONE_OR_TWO, 2), "Type the date again, then 1 or 2.")


def _check_answers(env: Env, questions: Sequence[Question]) -> bool:
    """Show the answers until the person goes on; back asks the last one again. Return False where they stop."""
    while True:
        asked = [each for each in questions if not _passed_over(env, each)]
        prompt = setup_pages.check((setting(each.id).name, _current(env, each)) for each in asked)
        picked = pick(env, prompt, len(asked))
        if picked is None:
            return True
        if picked is Move.QUIT or _ask(env, asked[picked - 1 if isinstance(picked, int) else -1]) is Move.QUIT:
            return False
