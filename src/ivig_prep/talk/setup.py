"""The questions of setup on a terminal: one at a time, each skippable, each answer saved at once."""

from collections.abc import Sequence
from functools import partial

from ivig_prep.actions.alarm import urgent_notice
from ivig_prep.actions.changes import VISIT_FIELDS, parse_changes, plan_visit, save_visit
from ivig_prep.actions.sheet import nearest
from ivig_prep.core.answers import QUIT, WHY, is_yes, move, picked_number, tidy
from ivig_prep.core.checklist import TRAITS, Question
from ivig_prep.core.dates import say_date
from ivig_prep.core.day.phases import Infusion
from ivig_prep.core.day.walk import BACK
from ivig_prep.core.person import LOOKS
from ivig_prep.env import Env
from ivig_prep.errors import NotUnderstood, Stopped
from ivig_prep.pages import setup as setup_pages
from ivig_prep.pages import shared
from ivig_prep.talk.settle import settle

AMOUNTS = ("fluid-limit", "fluid-goal")
CHECK = "Type a number to change that answer, or press Enter to go on: "


def first_questions(env: Env) -> tuple[Question, ...]:
    """Return the few questions of the first start."""
    return tuple(question for question in env.library.checklist.questions if question.first)


def interview(env: Env, questions: Sequence[Question]) -> bool:
    """Ask the questions, then show the answers to check. Return False where the person stops."""
    asked: list[int] = []
    at = 0
    while at < len(questions):
        if _passed_over(env, questions[at]):
            at += 1
            continue
        moved = _ask(env, questions[at])
        if moved == QUIT:
            return False
        if moved == BACK:
            at = asked.pop() if asked else at
        else:
            asked.append(at)
            at += 1
    return _check_answers(env, questions)


def _passed_over(env: Env, question: Question) -> bool:
    """Say whether not to ask: for a goal where a limit stands, for days and time where no infusion is set."""
    if question.id in ("days", "time"):
        return _planned(env) is None
    return question.id == "fluid-goal" and env.person().fluid_limit is not None


def _planned(env: Env) -> Infusion | None:
    """Return the infusion that setup is about: the next to begin, else the one under way."""
    return env.store.next_infusion(env.today()) or nearest(env, env.today())[1]


def _name(question: Question) -> str:
    return question.id.replace("-", "_")


def _current(env: Env, question: Question) -> str:
    infusion = _planned(env) or nearest(env, env.today())[0]
    return setup_pages.current(_name(question), env.person(), infusion, env.library.checklist.traits)


def _ask(env: Env, question: Question) -> str | None:
    """Ask one question until it is answered or skipped. Return BACK or QUIT where that is asked for."""
    env.say(setup_pages.question(question, env.library.checklist.traits, _current(env, question)))
    while True:
        typed = env.ask("> ")
        moved = QUIT if typed is None else move(typed)
        if moved == WHY:
            env.say(setup_pages.why(question))
        elif moved or _is_skipped(question, typed or ""):
            return moved
        elif question.id in AMOUNTS and is_yes(typed or ""):
            env.say(shared.say("How much a day?", question.how))
        else:
            try:
                if _try(env, question, typed or ""):
                    return None
            except Stopped:
                return QUIT


def _is_skipped(question: Question, typed: str) -> bool:
    """Say whether a question is passed over: by Enter, and by a no where an amount is asked for."""
    return not tidy(typed) or (question.id in AMOUNTS and tidy(typed) in ("n", "no"))


def _try(env: Env, question: Question, typed: str) -> bool:
    """Save one typed answer; say what is wrong with it and return False where it cannot be."""
    try:
        save_answer(env, _name(question), _chosen(question, typed))
    except NotUnderstood as problem:
        env.say((*shared.say(problem.sentence, problem.next_step), *urgent_notice(env, [typed])))
        return False
    return True


def _chosen(question: Question, typed: str) -> str:
    """Turn numbers of a list into the words they stand for."""
    words = {"fits": TRAITS, "look": LOOKS}.get(question.id, ())
    parts = [part for part in typed.replace(",", " ").split() if part != "and"] if words else []
    numbers = [picked_number(part, len(words)) for part in parts]
    return ",".join(words[number - 1] for number in numbers if number) if parts and all(numbers) else typed


def save_answer(env: Env, name: str, typed: str) -> None:
    """Check, save and say back one answer. A date that needs it is asked back. Raises NotUnderstood."""
    if name not in VISIT_FIELDS:
        settings, _ = parse_changes(env, {name: typed}, partial(settle, env))
        env.store.save_settings(settings, env.now())
        for changed, value in settings.items():
            env.say(setup_pages.saved_setting(changed, value, env.library.checklist.traits))
        return
    _, visit = parse_changes(env, {name: typed}, partial(settle, env))
    new = name == "date" and is_next(env, visit["date"])
    before, after = plan_visit(env, visit, new=new, current=None if name == "date" else _planned(env))
    save_visit(env, before, after)
    env.say(setup_pages.saved_visit(before, after))


def _or_stop(typed: str | None) -> str:
    """Return the line typed. Raises Stopped at the end of input, and where the person asks to quit."""
    if typed is None or move(typed) == QUIT:
        raise Stopped("No date was saved.", "Type: ivig-prep setup")
    return typed


def is_next(env: Env, date: object) -> bool:
    """Ask whether a date typed while an infusion is under way is the next one, or a move of this one."""
    coming = nearest(env, env.today())[1]
    if coming is None or date is None or coming.date > env.today() or coming.date == date:
        return False
    env.say(shared.say(f"Your infusion of {say_date(coming.date)} has begun. What is the date you typed?"))
    env.say(shared.choices(("The next infusion", "The new date of this infusion")))
    picked = picked_number(_or_stop(env.ask("Type 1 or 2: ")), 2)
    if picked is None:
        raise NotUnderstood("No date was saved.", "Type the date again, then 1 or 2.")
    return picked == 1


def _check_answers(env: Env, questions: Sequence[Question]) -> bool:
    """Show the answers until the person goes on. Return False where they stop."""
    while True:
        asked = [question for question in questions if not _passed_over(env, question)]
        env.say(setup_pages.answers((_name(question), _current(env, question)) for question in asked))
        typed = env.ask(CHECK)
        picked = picked_number(typed or "", len(asked))
        if picked:
            if _ask(env, asked[picked - 1]) == QUIT:
                return False
        elif typed is None or move(typed) == QUIT:
            return False
        elif not tidy(typed):
            return True
        else:
            env.say(shared.say(f'"{typed[:40]}" is not a number on this list.'))
