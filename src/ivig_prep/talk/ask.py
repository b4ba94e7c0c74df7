"""The one place that reads a typed line, for every question of every command.

Quit, back, why, help, the end of input and how a person feels mean the same at each question, because they are
understood here and nowhere else. A question says only what its own answers are. `u` opens the side-effect list and
comes back; a typed command is never run; an emergency sign is answered, and that ends the run: nothing may follow it.
"""

import re
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from ivig_prep.core.answers import Move, is_command, is_no, is_reading, is_yes, move, picked_number, tidy
from ivig_prep.core.page import Page, Prompt
from ivig_prep.core.side_effects import EMERGENCY
from ivig_prep.core.text import has_letter, without_escapes
from ivig_prep.env import Env
from ivig_prep.errors import NotUnderstood, Stopped
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
    A symptom in a refused line is answered; in free text only an emergency sign is, after the text was read (and so
    saved). The end of input is a quit.
    Raises EmergencyShown after the answer to an emergency sign.
    """
    while True:
        typed = _typed(env, prompt)
        moved = Move.QUIT if typed is None else move(typed)
        if typed is None or moved is Move.QUIT or (moved is Move.BACK and not prompt.is_first):
            return moved or Move.QUIT
        if _is_aside(env, typed, moved, keys, why):
            _say(env, prompt.again if moved is Move.UNWELL else ())
            continue
        try:
            answer = _read(env, typed, read)
        except Stopped:  # at a question that asked back about this answer
            return Move.QUIT
        if not isinstance(answer, Again):
            if prompt.own_words and (prompt.is_felt or _is_more_than_a_number(typed)):
                answer_symptom(env, typed, only_emergencies=True)
            return answer
        is_answered = _may_be_felt(env, prompt, typed) and answer_symptom(env, typed, only_emergencies=prompt.own_words)
        _say(env, prompt.again if is_answered else answer.page)


def _typed(env: Env, prompt: Prompt) -> str | None:
    """Return the next line without escape sequences; None at the end of input.

    What was typed before the question was shown is no answer to it. A line that was begun before that is none either.
    """
    while True:
        _say(env, prompt.above)
        ahead = env.typed_ahead()
        begun = ahead.rpartition("\n")[2]
        _pass_over(env, prompt, ahead.split("\n")[:-1])
        line = env.ask(prompt.text)
        if begun and line is not None:
            _pass_over(env, prompt, [begun + line])
            continue
        typed = without_escapes(line) if line else line
        if typed or not line:  # nothing but a cursor key is no Enter
            return typed


def _pass_over(env: Env, prompt: Prompt, lines: list[str]) -> None:
    """Say that lines were not taken: nobody had seen the question. How a person feels is answered all the same."""
    clean = [without_escapes(line).strip() for line in lines]
    felt = [line for line in clean if _is_more_than_a_number(line)]
    answered = [line for line in felt if answer_symptom(env, line, only_emergencies=prompt.own_words)]
    left = [line for line in clean if line not in answered]
    _say(env, prompt.again if answered else ())
    if left:
        env.say(shared.typed_too_soon(left))


def _may_be_felt(env: Env, prompt: Prompt, typed: str) -> bool:
    """Say whether a refused line may be a symptom: a number alone only where it is asked for, a call, or a reading."""
    calls = re.findall(r"\d+", env.library.emergency.unknown_number)
    return prompt.is_felt or _is_more_than_a_number(typed) or is_reading(typed) or tidy(typed) in calls


def _is_more_than_a_number(typed: str) -> bool:
    from ivig_prep.core.words.number_words import in_digits  # late: only words of one's own need it

    return has_letter(typed) and has_letter(in_digits(typed.lower()))


def _is_aside(env: Env, typed: str, moved: Move | None, keys: Page, why: Page) -> bool:
    """Do what a line asks for besides an answer, and return whether it asked for something."""
    if is_command(typed, env.program):
        env.say(shared.say(shared.COMMAND_TYPED))
        return True
    if moved is Move.UNWELL:
        from ivig_prep.talk.unwell import visit  # late: only this key needs it

        visit(env)
        return True
    aside = {Move.HELP: keys, Move.WHY: why}.get(moved) if moved else ()
    _say(env, aside or ())
    return bool(aside)


def _read(env: Env, typed: str, read: Callable[[str], T | Again]) -> T | Again:
    try:
        return read(typed)
    except NotUnderstood as problem:
        return Again(shared.problem(problem, env.flags.person))


def _say(env: Env, page: Page) -> None:
    if page:
        env.say(page)


def answer_symptom(env: Env, typed: str, *, only_emergencies: bool = False) -> bool:
    """Answer words that the side-effect list knows, as `unwell` does. Return whether it surely knows them.

    After a near miss of spelling ("thirty" for "thirsty") the question still says what its own answers are.
    Raises EmergencyShown after the answer to an emergency sign.
    """
    matches = env.library.leaflet.look_up(typed)
    if not matches or (only_emergencies and matches[0].tier != EMERGENCY):
        return False
    from ivig_prep.talk.look_up import answer_words  # late: only words that are a symptom need it

    answer_words(env, typed)
    return not all(match.near for match in matches)


def pick(
    env: Env, prompt: Prompt, count: int, *, nothing: tuple[str, ...] = ENTER, keys: Page = shared.KEYS
) -> int | Move | None:
    """Ask for a number from 1 to `count`; None for Enter, or for another of the words that pick `nothing`."""

    def read(typed: str) -> int | Again | None:
        if tidy(typed) in nothing:
            return None
        return picked_number(typed, count) or Again(shared.not_on_the_list(typed, count))

    return question(env, prompt, read, keys=keys)


def confirm(env: Env, prompt: Prompt) -> bool | Move:
    """Ask for a yes or a no; Enter is a no."""

    def read(typed: str) -> bool | Again:
        if is_yes(typed) or is_no(typed):
            return is_yes(typed)
        return Again(shared.not_yes_or_no(typed))

    return question(env, prompt, read)
