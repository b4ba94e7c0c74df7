"""Asking how the person feels, in one line; Enter skips."""

from datetime import date

from ivig_prep.actions.alarm import urgent_notice
from ivig_prep.core.answers import QUIT, move, tidy
from ivig_prep.core.diary.entries import Score, parse_severity
from ivig_prep.env import Env
from ivig_prep.errors import NotUnderstood
from ivig_prep.pages import diary as diary_pages
from ivig_prep.pages import shared


def ask_score(env: Env, day: date, note: str | None = None) -> bool:
    """Ask for the score of a day until one is given or the question is passed over. Return False where they stop."""
    while True:
        typed = env.ask(diary_pages.FEEL_PROMPT)
        if typed is None or move(typed) == QUIT:
            return False
        if not tidy(typed):
            return True
        try:
            score = Score(day, parse_severity(typed), note)
        except NotUnderstood as problem:
            env.say((*shared.say(problem.sentence), *urgent_notice(env, [typed])))
            continue
        env.store.save_score(score, env.now())
        env.say(diary_pages.score_saved(score))
        return True


def offer_score(env: Env) -> bool:
    """Offer the score of today once, where none is given yet. Return False where the person stops."""
    return env.store.score(env.today()) is not None or ask_score(env, env.today())
