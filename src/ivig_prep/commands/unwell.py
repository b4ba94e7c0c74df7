"""`ivig-prep unwell`: what the list says to do about a side effect. It works without any record, and stores nothing."""

from typing import TYPE_CHECKING, Annotated

from ivig_prep.actions.hear import hear
from ivig_prep.command import Option, Words
from ivig_prep.core.person import with_clinic_phones
from ivig_prep.core.words.triage import Match
from ivig_prep.env import Env
from ivig_prep.pages.unwell import Heard, Voice

if TYPE_CHECKING:
    from ivig_prep.faces import as_json

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

        heard = None if whole else hear(env, typed)
        matches = heard.understood.matches if heard else tuple(map(Match, env.side_effects.side_effects))
        call = with_clinic_phones(person, env.lists.clinic)
        env.say_json(as_json.unwell(typed, matches, _said(env, voice, typed, heard), call, whole=whole))
    elif whole:
        env.say(voice.leaflet(env.past_check_by()))
    elif words and env.can_ask:
        from ivig_prep.talk.unwell import answer  # late: all that asks, for a terminal alone

        answer(env, voice, typed)
    elif words:
        heard = hear(env, typed)
        env.say(voice.answer(typed, heard.understood.matches, env.past_check_by(), heard))
    else:
        from ivig_prep.talk.unwell import ask_signs  # late: likewise

        ask_signs(env, voice)


def _said(env: Env, voice: Voice, typed: str, heard: Heard | None) -> "as_json.Said":
    """Return what is said around the matches; with nothing heard the whole list is shown."""
    from ivig_prep.faces import as_json  # late: see above

    notes = env.side_effects.notes_for(typed)
    if heard is None:
        return as_json.Said(voice.say(()), notes)
    matches = heard.understood.matches
    signs = () if matches else tuple((sign.id, sign.text) for sign in env.lists.emergency.signs)
    below = (*notes, *voice.below(heard))
    return as_json.Said(voice.say(matches), below, voice.second_line(heard), signs, heard.meant)
