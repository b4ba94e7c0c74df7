"""The one place that reads a typed line, for every question of every command.

Quit, back, why, help, the end of input and an emergency sign mean the same at each question, because they are
understood here and nowhere else. A question says only what its own answers are.
"""

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from ivig_prep.actions.alarm import urgent_notice
from ivig_prep.core.answers import Move, is_no, is_yes, move, picked_number, tidy
from ivig_prep.core.page import Page, Prompt
from ivig_prep.core.text import has_letter
from ivig_prep.env import Env
from ivig_prep.errors import NotUnderstood
from ivig_prep.pages import shared

T = TypeVar("T")
ENTER = ("",)


class Again(NamedTuple):
    """What to say before the same question is asked again."""

    page: Page = ()


def question(
    env: Env, prompt: Prompt, read: Callable[[str], T | Again], *, keys: Page = shared.KEYS, why: Page = ()
) -> T | Move:
    """Ask until a line is an answer and return what `read` makes of it; or Move.QUIT or Move.BACK.

    `read` refuses a line with Again or NotUnderstood. `keys` say what can be typed, `why` why it is asked.
    Free text is first read (and so saved), then a sign in it is answered. The end of input is a quit.
    """
    while True:
        _say(env, prompt.above)
        typed = env.ask(prompt.text)
        moved = Move.QUIT if typed is None else move(typed)
        if typed is None or moved is Move.QUIT or (moved is Move.BACK and not prompt.is_first):
            return moved or Move.QUIT
        aside = {Move.HELP: keys, Move.WHY: why}.get(moved) if moved else ()
        if aside:
            env.say(aside)
            continue
        answer = _read(env, typed, read)
        if not isinstance(answer, Again):
            may_be_a_sign = prompt.own_words and (prompt.is_felt or has_letter(typed))
            _say(env, urgent_notice(env, [typed]) if may_be_a_sign else ())
            return answer
        _say(env, (*answer.page, *urgent_notice(env, [typed])))


def _read(env: Env, typed: str, read: Callable[[str], T | Again]) -> T | Again:
    try:
        return read(typed)
    except NotUnderstood as problem:
        return Again(shared.problem(problem, env.flags.person))


def _say(env: Env, page: Page) -> None:
    if page:
        env.say(page)


def pick(env: Env, prompt: Prompt, count: int, *, nothing: tuple[str, ...] = ENTER) -> int | Move | None:
    """Ask for a number from 1 to `count`; None for Enter, or for another of the words that pick `nothing`."""

    def read(typed: str) -> int | Again | None:
        if tidy(typed) in nothing:
            return None
        return picked_number(typed, count) or Again(shared.not_on_the_list(typed))

    return question(env, prompt, read)


def confirm(env: Env, prompt: Prompt) -> bool | Move:
    """Ask for a yes or a no; Enter is a no."""

    def read(typed: str) -> bool | Again:
        if is_yes(typed) or is_no(typed):
            return is_yes(typed)
        return Again(shared.not_yes_or_no(typed))

    return question(env, prompt, read)
