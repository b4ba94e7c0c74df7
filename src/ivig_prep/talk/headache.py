"""Asking after a headache that was written down. What is still there, or worse, gets the answer of the list."""

from datetime import timedelta

from ivig_prep.core.answers import Move, tidy
from ivig_prep.core.diary.entries import FollowUp, Reaction
from ivig_prep.core.diary.headache import DAYS_AFTER_INFUSION, GONE, STILL_THERE, Open, read_answer, to_ask
from ivig_prep.core.diary.report import headaches
from ivig_prep.core.text import has_letter
from ivig_prep.env import Env
from ivig_prep.pages import headache as pages
from ivig_prep.pages import shared
from ivig_prep.talk.ask import Again, question
from ivig_prep.talk.look_up import answer_ids, answer_words


def ask_after_headache(env: Env) -> bool:
    """Ask how a headache is by now, where one is to be asked after. Return False where the person stops.

    Raises EmergencyShown after the answer to an emergency sign.
    """
    one = _open_headache(env)
    if one is None:
        return True
    words = env.library.side_effects.words
    asked = pages.how_is_it(one, words)
    env.say(asked)
    while True:
        said = question(env, pages.PROMPT._replace(again=asked), _read, keys=pages.help_lines(words))
        if said is None or isinstance(said, Move):
            return said is not Move.QUIT
        answer = read_answer(said)
        if answer is None:
            answer_words(env, f"{one.reaction.words}, {said}")
            env.say(asked)
            continue
        env.store.add_follow_up(one.key, FollowUp(one.hours, answer), env.now())
        env.say(shared.say("Saved."))
        if answer != GONE:
            answer_ids(env, _entries(env, one.reaction))
        return True


def _open_headache(env: Env) -> Open | None:
    since = env.store.reactions_since(env.today() - timedelta(days=DAYS_AFTER_INFUSION))
    return to_ask([one for one in since if headaches([one[0].value], lambda words: _listed(env, words))], env.now())


def _listed(env: Env, words: str) -> list[str]:
    return [match.side_effect.id for match in env.library.leaflet.look_up(words)]


def _entries(env: Env, reaction: Reaction) -> list[str]:
    """Return what the list has for it: it lasts, and whatever else was written down with it."""
    return [STILL_THERE, *_listed(env, reaction.words)]


def _read(typed: str) -> str | Again | None:
    """Return what was typed; None for Enter. A number that is no choice is asked again."""
    if not tidy(typed):
        return None
    if read_answer(typed) is None and not has_letter(typed):
        return Again(shared.not_on_the_list(typed, pages.CHOICES))
    return typed
