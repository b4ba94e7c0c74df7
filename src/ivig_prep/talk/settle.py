"""Asking back what can be read in several ways, for every command and every kind of value."""

from collections.abc import Callable
from typing import TypeVar

from ivig_prep.core.answers import Move
from ivig_prep.core.doubts import FarDate, TwoReadings
from ivig_prep.env import Env
from ivig_prep.errors import NotUnderstood, Stopped
from ivig_prep.pages import shared
from ivig_prep.talk.ask import confirm, pick

T = TypeVar("T")
NOT_SAVED = "Nothing was saved."


def settle(env: Env, typed: str, read: Callable[[str], T], *, ask: bool = True) -> T:
    """Return what `read` makes of a text. What can be read in several ways, or is far off, is asked back.

    Where nobody can be asked, or not `ask`, it is refused with every reading named. Raises NotUnderstood, and Stopped.
    """
    if not (ask and env.can_ask):
        return read(typed)
    try:
        return read(typed)
    except TwoReadings as problem:
        return settle(env, _picked(env, problem), read)
    except FarDate as problem:
        env.say(shared.say(problem.sentence))
        if _or_stop(confirm(env, shared.IS_RIGHT)) is True:
            return problem.day  # type: ignore[return-value]  # only a date is far off, so T is one
        raise NotUnderstood(NOT_SAVED, problem.next_step) from problem


def _picked(env: Env, problem: TwoReadings) -> str:
    """Ask which reading is meant, and return how to type it. Raises NotUnderstood where none is picked."""
    env.say(shared.say(problem.sentence))
    picked = _or_stop(pick(env, shared.which_reading(problem.readings), len(problem.readings)))
    if not isinstance(picked, int):
        raise NotUnderstood(NOT_SAVED, problem.next_step) from problem
    return problem.readings[picked - 1].typed


def _or_stop(answer: T | Move) -> T | Move:
    """Return an answer. Raises Stopped where the person stops."""
    if answer is Move.QUIT:
        raise Stopped(NOT_SAVED, "Type it again when you are ready.")
    return answer
