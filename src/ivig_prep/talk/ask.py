"""The one place that reads a typed line, at every question of every command.

So the same words mean the same everywhere: an emergency sign or another listed symptom is answered, `u` opens the
side-effect list and comes back, a typed command is never run, and q, b and ? are known. Enter alone is always the safe
answer, and the end of input is like q.
"""

import re
from collections.abc import Callable, Sequence
from enum import Enum
from typing import NamedTuple, TypeVar

from ivig_prep.core.answers import is_yes, picked_number, tidy
from ivig_prep.core.page import Page
from ivig_prep.core.side_effects import EMERGENCY
from ivig_prep.env import Env
from ivig_prep.errors import EmergencyShown, NotUnderstood
from ivig_prep.pages import questions, shared

T = TypeVar("T")

_STOP = frozenset(("q", "quit", "stop", "exit"))
_BACK = frozenset(("b", "back"))
_HELP = frozenset(("?", "h", "help"))
_WHY = frozenset(("w", "why"))
_UNWELL = frozenset(("u", "unwell"))
_NO = frozenset(("n", "no", "nope"))
_COMMAND = re.compile(r"\s*ivig-prep\b", re.IGNORECASE)


class Move(Enum):
    """What a line asks for that is no answer: to go on (Enter), to go back, or to save and stop."""

    GO_ON = "go on"
    BACK = "back"
    STOP = "stop"


class Question(NamedTuple):
    """A question: its prompt, what `?` shows, and which keys it takes besides."""

    prompt: str = questions.PROMPT
    help: Sequence[str] = ()
    why: Page = ()
    back: bool = False


def ask(env: Env, question: Question, understand: Callable[[str], T | None]) -> T | Move:
    """Ask until a line is understood. `understand` returns None for one that is not, or raises NotUnderstood.

    Raises EmergencyShown after the answer to an emergency sign: nothing may follow it.
    """
    while True:
        typed = env.ask(question.prompt)
        move = _move(typed, question)
        if isinstance(move, Move):
            return move
        if typed is None or move or _is_handled(env, question, typed):
            continue
        try:
            value = understand(typed)
        except NotUnderstood as problem:
            if not answer_symptom(env, typed):
                env.say(shared.say(problem.sentence, *filter(None, [problem.next_step])))
            continue
        if value is not None:
            return value
        if not answer_symptom(env, typed):
            env.say((*questions.not_an_answer(typed), *shared.say(*question.help)))


def ask_words(env: Env, question: Question) -> str | Move:
    """Ask for words of the person's own. The caller saves them, then calls `answer_emergency` with them."""
    while True:
        typed = env.ask(question.prompt)
        move = _move(typed, question)
        if isinstance(move, Move):
            return move
        if typed is not None and not _is_handled(env, question, typed):
            return typed


def pick(env: Env, question: Question, count: int) -> int | Move:
    """Ask for a number from 1 to `count`."""
    return ask(env, question, lambda typed: picked_number(typed, count))


def confirm(env: Env, question: Question) -> bool | Move:
    """Ask for a yes or a no."""
    return ask(env, question, lambda typed: True if is_yes(typed) else False if tidy(typed) in _NO else None)


def answer_symptom(env: Env, typed: str) -> bool:
    """Answer words that the side-effect list knows, as `unwell` does. Return whether there was an answer.

    Raises EmergencyShown after the answer to an emergency sign.
    """
    matches = env.library.leaflet.look_up(typed)
    if not matches:
        return False
    from ivig_prep.talk.look_up import answer  # late: only words that are a symptom need it

    answer(env, typed, matches)
    if matches[0].side_effect.tier == EMERGENCY:
        raise EmergencyShown
    return True


def answer_emergency(env: Env, *texts: str | None) -> None:
    """Answer an emergency sign in words that were saved. Raises EmergencyShown after it."""
    for typed in filter(None, texts):
        matches = env.library.leaflet.look_up(typed)
        if matches and matches[0].side_effect.tier == EMERGENCY:
            answer_symptom(env, typed)


def _move(typed: str | None, question: Question) -> Move | None:
    """Return the move a line asks for; None for all others."""
    key = tidy(typed) if typed is not None else "q"
    if not key:
        return Move.GO_ON
    if key in _STOP:
        return Move.STOP
    return Move.BACK if key in _BACK and question.back else None


def _is_handled(env: Env, question: Question, typed: str) -> bool:
    """Do what a key or a typed command asks for, and return whether it was one."""
    key = typed.strip().lower() if typed.strip() == "?" else tidy(typed)
    if key in _BACK:
        env.say(shared.say(questions.NO_STEP_BACK))
    elif key in _HELP:
        env.say(shared.say(*(question.help or questions.GENERAL_HELP)))
    elif key in _WHY and question.why:
        env.say(question.why)
    elif key in _UNWELL:
        from ivig_prep.talk.unwell import visit  # late: as above

        visit(env)
    elif _COMMAND.match(typed):
        env.say(shared.say(questions.COMMAND_TYPED))
    else:
        return False
    return True
