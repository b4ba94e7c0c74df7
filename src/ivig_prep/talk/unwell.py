"""`unwell` on a terminal: the emergency signs by number, the person's own words, and the offer of the diary."""

from ivig_prep.actions.entries import remember_symptom
from ivig_prep.core.answers import QUIT, is_yes, move, picked_number, picked_signs, tidy
from ivig_prep.core.side_effects import EMERGENCY
from ivig_prep.core.words.triage import Match
from ivig_prep.env import Env
from ivig_prep.errors import Problem
from ivig_prep.pages import shared
from ivig_prep.pages.unwell import IN_OWN_WORDS, Voice, choose

NONE_OF_THESE = ("", "n", "no", "none", "none of these", "none of them", "not sure")
WRITE_DOWN = "Write this in your diary? y = yes, Enter = no: "


def _answer(env: Env, voice: Voice, typed: str, matches: tuple[Match, ...]) -> None:
    env.say(voice.answer(typed, matches, env.past_check_by()))
    offer_diary(env, voice, typed, matches)


def offer_diary(env: Env, voice: Voice, typed: str, matches: tuple[Match, ...]) -> None:
    """Offer to write a symptom down where it is no emergency; Enter means no, other words are how they feel now."""
    if not matches or matches[0].side_effect.tier == EMERGENCY:
        return
    answer = env.ask(WRITE_DOWN) or ""
    if tidy(answer) not in NONE_OF_THESE and not is_yes(answer) and not move(answer):
        _answer(env, voice, answer, env.library.leaflet.look_up(answer))
    elif is_yes(answer):
        try:
            remember_symptom(env, typed, matches[0].side_effect.id)
        except Problem as problem:  # the answer above stands, whatever the record is like
            env.warn(f"{problem.sentence}\n{problem.next_step}")
            return
        env.say(shared.say("Saved in your diary."))


def ask_signs(env: Env, voice: Voice) -> None:
    """Ask for signs by number or for the person's own words; Enter is never taken as `none`."""
    ids = tuple(sign.id for sign in env.library.emergency.signs)
    env.say(voice.ask_signs())
    while True:
        typed = env.ask(choose(len(ids) + 1))
        if typed is None or move(typed) == QUIT:
            return None
        picked = picked_signs(typed, len(ids))
        if picked:
            signs = {ids[number - 1] for number in picked}
            matches = (Match(entry) for entry in env.library.side_effects.side_effects if entry.id in signs)
            return _answer(env, voice, typed, tuple(matches))
        if picked_number(typed, len(ids) + 1) or tidy(typed) in NONE_OF_THESE:
            typed = env.ask(IN_OWN_WORDS)
            if typed is None or move(typed) == QUIT:
                return None
            return _answer(env, voice, typed, env.library.leaflet.look_up(typed))
        if tidy(typed).isdigit() or move(typed):
            env.say(shared.say(f'"{typed[:40]}" is not a number on this list.'))
        else:
            return _answer(env, voice, typed, env.library.leaflet.look_up(typed))
