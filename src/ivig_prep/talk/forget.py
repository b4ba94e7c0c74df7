"""Asking before anything is deleted."""

from ivig_prep.core.answers import Move, tidy
from ivig_prep.env import Env
from ivig_prep.pages import forget as forget_pages
from ivig_prep.talk.ask import question


def is_sure(env: Env) -> bool:
    """Ask whether to delete. Only the whole word yes does; anything else keeps everything, and says so."""

    def read(typed: str) -> bool:
        if tidy(typed) != "yes":
            env.say(forget_pages.kept())
        return tidy(typed) == "yes"

    answer = question(env, forget_pages.PROMPT, read)
    if isinstance(answer, Move):
        env.say(forget_pages.kept())
    return answer is True
