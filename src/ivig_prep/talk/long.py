"""A long list on a terminal, a screen at a time: Enter shows more, q stops, b goes back. No pager holds anybody."""

from collections.abc import Callable
from functools import partial
from typing import Generic, NamedTuple, TypeVar

from ivig_prep.core.answers import Move, tidy
from ivig_prep.core.page import Page, Prompt, screenfuls
from ivig_prep.env import Env
from ivig_prep.pages import shared
from ivig_prep.talk.ask import Again, question

T = TypeVar("T")
BESIDE = 3
"""Rows of a screen that are not for the list: a blank one, the question, and the answer."""


class Picker(NamedTuple, Generic[T]):
    """What can be picked below each part of a list: the question, and what reads an answer that is not Enter."""

    prompt: Prompt
    read: Callable[[str], T | Again]


def say_long(env: Env, page: Page, last: Page = (), picker: Picker[T] | None = None) -> T | Move | None:
    """Show a page, on a terminal a screen at a time; then `last`, for what may not scroll away.

    Return what the picker reads on the way, Move.QUIT where the person stops there, and None at the end.
    """
    rows = env.terminal.height
    parts = screenfuls(page, rows - BESIDE, env.rows_of) if rows and env.can_ask else (page,)
    ended = _say_parts(env, parts, picker)
    if len(parts) > 1 and (ended is None or ended is Move.QUIT):
        env.say(last)
    return ended


def _say_parts(env: Env, parts: tuple[Page, ...], picker: Picker[T] | None) -> T | Move | None:
    at = 0
    while True:
        env.say(parts[at])
        if at == len(parts) - 1:
            return None
        said = question(env, picker.prompt if picker else shared.MORE, partial(_read, picker))
        if said is not None and said is not Move.BACK:
            return said
        at = max(at - 1, 0) if said is Move.BACK else at + 1


def _read(picker: Picker[T] | None, typed: str) -> T | Again | None:
    if not tidy(typed):
        return None
    return picker.read(typed) if picker else Again(shared.not_an_answer(typed))
