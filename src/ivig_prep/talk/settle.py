"""Asking back what can be read in several ways, for every command and every kind of value."""

from collections.abc import Callable
from typing import TypeVar

from ivig_prep.core.answers import QUIT, is_yes, move, picked_number
from ivig_prep.env import Env
from ivig_prep.errors import FarDate, NotUnderstood, Stopped, TwoReadings
from ivig_prep.pages import shared

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
        if is_yes(_or_stop(env.ask("Is that right? y = yes, Enter = no: "))):
            return problem.day  # type: ignore[return-value]  # only a date is far off, so T is one
        raise NotUnderstood(NOT_SAVED, problem.next_step) from problem


def _picked(env: Env, problem: TwoReadings) -> str:
    """Ask which reading is meant, and return how to type it. Raises NotUnderstood where none is picked."""
    count = len(problem.readings)
    env.say((*shared.say(problem.sentence), *shared.choices(tuple(reading.said for reading in problem.readings))))
    numbers = " or ".join(map(str, range(1, count + 1)))
    picked = picked_number(_or_stop(env.ask(f"Type {numbers}, or press Enter for none: ")), count)
    if picked is None:
        raise NotUnderstood(NOT_SAVED, problem.next_step) from problem
    return problem.readings[picked - 1].typed


def _or_stop(typed: str | None) -> str:
    """Return the line typed. Raises Stopped at the end of input, and where the person asks to quit."""
    if typed is None or move(typed) == QUIT:
        raise Stopped(NOT_SAVED, "Type it again when you are ready.")
    return typed
