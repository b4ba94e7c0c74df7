"""Asking how the person feels, in one line; Enter skips."""

from datetime import date

from ivig_prep.core.answers import Move, tidy
from ivig_prep.core.diary.entries import Score, is_none, parse_score
from ivig_prep.env import Env
from ivig_prep.errors import NotUnderstood
from ivig_prep.pages import feel as feel_pages
from ivig_prep.pages import shared
from ivig_prep.talk.ask import Again, question
from ivig_prep.talk.settle import settle


def ask_score(env: Env, day: date, note: str | None = None) -> bool:
    """Ask for the score of a day until one is given or the question is passed over. Return False where they stop."""

    def read(typed: str) -> Again | None:
        former = env.store.score(day)
        if is_none(typed) and former:
            env.store.delete_score(day, env.now())
            env.say(feel_pages.score_removed(former))
            return None
        try:
            score = Score(day, settle(env, typed, parse_score), note) if tidy(typed) else None
        except NotUnderstood as problem:
            return Again(shared.say(problem.sentence))  # the question names the numbers itself
        if score:
            score = score._replace(note=score.note or (former.note if former else None))
            env.store.save_score(score, env.now())
            env.say(feel_pages.score_saved(score))
        return None

    return question(env, feel_pages.prompt(day, env.today()), read) is not Move.QUIT
