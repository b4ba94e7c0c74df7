"""`unwell` on a terminal: the emergency signs by number, the person's own words, and the offer of the diary."""

from ivig_prep.actions.entries import remember_symptom
from ivig_prep.core.answers import Move, is_yes, move, picked_number, picked_signs, tidy
from ivig_prep.core.side_effects import EMERGENCY
from ivig_prep.core.words.triage import Match
from ivig_prep.env import Env
from ivig_prep.errors import EmergencyShown, Problem
from ivig_prep.pages import shared
from ivig_prep.pages import unwell as unwell_pages
from ivig_prep.pages.unwell import Voice
from ivig_prep.talk.ask import Again, question
from ivig_prep.talk.look_up import answer, voice_of

NONE_OF_THESE = ("", "n", "no", "none", "none of these", "none of them", "not sure")

Felt = tuple[str, tuple[Match, ...]]
"""What was typed, and what of the list it is."""


def ask_signs(env: Env, voice: Voice) -> None:
    """Ask for signs by number or for the person's own words; Enter is never taken as `none`."""
    env.say(voice.ask_signs())
    felt = _ask_felt(env)
    if felt is not None:
        env.say(voice.answer(*felt, env.past_check_by()))
        offer_diary(env, voice, *felt)


def _ask_felt(env: Env) -> Felt | None:
    """Ask until the person says how they feel; None where they stop."""
    count = len(env.library.emergency.signs)
    while True:
        felt = question(env, unwell_pages.choose(count + 1), lambda typed: _read_signs(env, typed))
        if felt is None:
            felt = question(env, unwell_pages.IN_OWN_WORDS, lambda typed: (typed, env.library.leaflet.look_up(typed)))
        if felt is not Move.BACK:
            return None if isinstance(felt, Move) else felt


def _read_signs(env: Env, typed: str) -> Felt | Again | None:
    """Return the signs of the numbers, or of the words; None where it is none of the signs."""
    ids = tuple(sign.id for sign in env.library.emergency.signs)
    picked = picked_signs(typed, len(ids))
    if picked:
        signs = {ids[number - 1] for number in picked}
        return typed, tuple(Match(entry) for entry in env.library.side_effects.side_effects if entry.id in signs)
    if picked_number(typed, len(ids) + 1) or tidy(typed) in NONE_OF_THESE:
        return None
    if tidy(typed).isdigit() or move(typed):
        return Again(shared.not_on_the_list(typed))
    return typed, env.library.leaflet.look_up(typed)


def offer_diary(env: Env, voice: Voice, typed: str, matches: tuple[Match, ...]) -> None:
    """Offer to write a symptom down where it is no emergency; Enter means no, other words are how they feel now."""
    while matches and matches[0].side_effect.tier != EMERGENCY:
        answer = question(env, unwell_pages.WRITE_DOWN, _read_offer)
        if answer is True:
            _write_down(env, typed, matches[0].side_effect.id)
        if not isinstance(answer, str):
            return
        typed, matches = answer, env.library.leaflet.look_up(answer)
        env.say(voice.answer(typed, matches, env.past_check_by()))


def _read_offer(typed: str) -> bool | str:
    if is_yes(typed):
        return True
    return False if tidy(typed) in NONE_OF_THESE or move(typed) else typed


def _write_down(env: Env, typed: str, side_effect: str) -> None:
    try:
        remember_symptom(env, typed, side_effect)
    except Problem as problem:  # the answer above stands, whatever the record is like
        env.warn_page(shared.problem(problem, env.flags.person))
        return
    env.say(shared.say("Saved in your diary."))


def visit(env: Env) -> None:
    """Ask how the person feels, from within another question, and come back to it.

    Raises EmergencyShown after the answer to an emergency sign.
    """
    voice = voice_of(env)
    env.say(voice.ask_signs())
    felt = _ask_felt(env)
    if felt is None:
        return
    answer(env, *felt)
    if felt[1] and felt[1][0].side_effect.tier == EMERGENCY:
        raise EmergencyShown
