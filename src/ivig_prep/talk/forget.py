"""Asking before anything is deleted."""

from ivig_prep.core.answers import Move, tidy
from ivig_prep.env import Env
from ivig_prep.pages import forget as forget_pages
from ivig_prep.talk.ask import Again, answer_symptom, question


def is_sure(env: Env) -> bool:
    """Ask whether to delete. Only the whole word yes does; anything else keeps everything, and says so."""

    def read(typed: str) -> bool | Again:
        if tidy(typed) == "yes":
            return True
        env.say(forget_pages.kept())
        return Again() if answer_symptom(env, typed) else False

    answer = question(env, forget_pages.PROMPT, read)
    if isinstance(answer, Move):
        env.say(forget_pages.kept())
    return answer is True
