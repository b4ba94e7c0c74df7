"""`ivig-prep unwell`: what the list says to do about a side effect. It works without any record, and stores nothing."""

from typing import Annotated

from ivig_prep.command import Option, Words
from ivig_prep.core.answers import QUIT, is_yes, move, picked_number, picked_signs, tidy
from ivig_prep.core.side_effects import EMERGENCY
from ivig_prep.core.triage import Match
from ivig_prep.diary_entries import remember_symptom
from ivig_prep.env import Env
from ivig_prep.errors import Problem
from ivig_prep.render import as_json, pages
from ivig_prep.render.unwell_pages import IN_OWN_WORDS, Voice, choose

NONE_OF_THESE = ("", "n", "no", "none", "none of these", "none of them", "not sure")
WRITE_DOWN = "Write this in your diary? y = yes, Enter = no: "
EXAMPLES = (
    ("ivig-prep unwell", "press Enter, then type how you feel"),
    ("ivig-prep unwell my leg is swollen", "say it at once; no quotes needed"),
    ("ivig-prep unwell --list", "the whole list, most urgent first"),
)


def run(
    env: Env,
    words: Annotated[tuple[str, ...], Words("WORDS", "how you feel, in your own words")] = (),
    *,
    list: Annotated[bool, Option(("--list",), "the whole list, most urgent first")] = False,  # noqa: A002  # its option
    json: Annotated[bool, Option(("--json",), "the answer as JSON")] = False,
) -> None:
    """Say what to do about a side effect."""
    typed = " ".join(words)
    person = env.person_or_nobody()
    voice = Voice(env.checklist, env.side_effects, person)
    whole = list or not (words or env.can_ask)
    if json:
        matches = tuple(map(Match, env.side_effects.side_effects)) if whole else env.leaflet.look_up(typed)
        env.say_json(as_json.unwell(typed, matches, voice.say(() if whole else matches), person, whole=whole))
    elif whole:
        env.say(voice.leaflet(env.past_check_by()))
    elif words:
        _answer(env, voice, typed, env.leaflet.look_up(typed))
    else:
        _ask(env, voice)


def _answer(env: Env, voice: Voice, typed: str, matches: tuple[Match, ...]) -> None:
    """Say the answer. Where it is no emergency, offer to write the symptom down; Enter means no."""
    env.say(voice.answer(typed, matches, env.past_check_by()))
    if not matches or matches[0].side_effect.tier == EMERGENCY or not env.can_ask:
        return
    if is_yes(env.ask(WRITE_DOWN) or ""):
        try:
            remember_symptom(env, typed, matches[0].side_effect.id)
        except Problem as problem:  # the answer above stands, whatever the record is like
            env.warn(f"{problem.sentence}\n{problem.next_step}")
            return
        env.say(pages.say("Saved in your diary."))


def _ask(env: Env, voice: Voice) -> None:
    """Ask for signs by number or for the person's own words; Enter is never taken as `none`."""
    ids = tuple(sign.id for sign in env.checklist.emergency.signs)
    env.say(voice.ask_signs())
    while True:
        typed = env.ask(choose(len(ids) + 1))
        if typed is None or move(typed) == QUIT:
            return None
        picked = picked_signs(typed, len(ids))
        if picked:
            signs = {ids[number - 1] for number in picked}
            matches = (Match(entry) for entry in env.side_effects.side_effects if entry.id in signs)
            return _answer(env, voice, typed, tuple(matches))
        if picked_number(typed, len(ids) + 1) or tidy(typed) in NONE_OF_THESE:
            typed = env.ask(IN_OWN_WORDS)
            if typed is None or move(typed) == QUIT:
                return None
            return _answer(env, voice, typed, env.leaflet.look_up(typed))
        if tidy(typed).isdigit() or move(typed):
            env.say(pages.say(f'"{typed[:40]}" is not a number on this list.'))
        else:
            return _answer(env, voice, typed, env.leaflet.look_up(typed))
