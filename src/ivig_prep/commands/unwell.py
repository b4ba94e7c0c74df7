"""`ivig-prep unwell`: what the list says to do about a side effect. It works without any record, and stores nothing."""

from typing import TYPE_CHECKING, Annotated

from typer import Argument, Context, Option

from ivig_prep.actions.hear import hear
from ivig_prep.core.person import with_clinic_phones
from ivig_prep.core.words.triage import Match
from ivig_prep.env import Env
from ivig_prep.pages.unwell import Heard, Voice
from ivig_prep.talk.look_up import show_list, voice_of
from ivig_prep.talk.look_up import unwell as answer

if TYPE_CHECKING:
    from ivig_prep.faces import as_json

EXAMPLES = (
    ("ivig-prep unwell", "press Enter, then type how you feel"),
    ("ivig-prep unwell --list", "the whole list, most urgent first"),
)


def run(
    ctx: Context,
    words: Annotated[list[str] | None, Argument(metavar="WORDS", help="how you feel, in your own words")] = None,
    *,
    list: Annotated[  # noqa: A002  # the name of its option
        bool,
        Option("--list", help="the whole list, most urgent first"),
    ] = False,
    json: Annotated[bool, Option("--json", help="the answer as JSON")] = False,
) -> None:
    """Say what to do about a side effect."""
    env: Env = ctx.obj
    if json:
        _say_json(env, " ".join(words or ()), whole=list or not words)
    elif list:
        show_list(env)
    else:
        answer(env, *(words or ()))


def _say_json(env: Env, typed: str, *, whole: bool) -> None:
    from ivig_prep.faces import as_json  # late: brings every value that JSON can show

    voice = voice_of(env)
    heard = None if whole else hear(env, typed)
    matches = heard.understood.matches if heard else tuple(map(Match, env.library.side_effects.side_effects))
    call = with_clinic_phones(voice.person, env.library.clinic)
    env.say_json(as_json.unwell(typed, matches, _said(env, voice, typed, heard), call, whole=whole))


def _said(env: Env, voice: Voice, typed: str, heard: Heard | None) -> "as_json.Said":
    """Return what is said around the matches; with nothing heard the whole list is shown."""
    from ivig_prep.faces import as_json  # late: see above

    notes, review = env.library.side_effects.notes_for(typed), env.library.side_effects.review
    if heard is None:
        return as_json.Said(voice.say(()), notes, review=review)
    matches = heard.understood.matches
    signs = () if matches else tuple((sign.id, sign.text) for sign in env.library.emergency.signs)
    below = (*notes, *voice.below(heard))
    return as_json.Said(voice.say(matches), below, voice.second_line(heard), signs, heard.meant, review)
