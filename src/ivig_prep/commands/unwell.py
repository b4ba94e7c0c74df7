"""`ivig-prep unwell`: what the list says to do about a side effect. It works without any record, and stores nothing."""

from typing import Annotated

from ivig_prep.command import Option, Words
from ivig_prep.core.person import with_clinic_phones
from ivig_prep.core.words.triage import Match
from ivig_prep.env import Env
from ivig_prep.pages.unwell import Voice

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
    voice = Voice(env.lists.frame, env.side_effects, person)
    whole = list or not (words or env.can_ask)
    if json:
        from ivig_prep.faces import as_json  # late: brings every value that JSON can show

        matches = tuple(map(Match, env.side_effects.side_effects)) if whole else env.lists.leaflet.look_up(typed)
        call = with_clinic_phones(person, env.lists.clinic)
        said = as_json.Said(voice.say(() if whole else matches), env.side_effects.notes_for(typed))
        env.say_json(as_json.unwell(typed, matches, said, call, whole=whole))
    elif whole:
        env.say(voice.leaflet(env.past_check_by()))
    elif words:
        matches = env.lists.leaflet.look_up(typed)
        env.say(voice.answer(typed, matches, env.past_check_by()))
        if env.can_ask:
            from ivig_prep.talk.unwell import offer_diary  # late: all that asks, for a terminal alone

            offer_diary(env, voice, typed, matches)
    else:
        from ivig_prep.talk.unwell import ask_signs  # late: likewise

        ask_signs(env, voice)
