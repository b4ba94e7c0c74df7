"""`ivig-prep unwell`: what the list says to do about a side effect. It works without any record, and stores nothing."""

from typing import Annotated

from typer import Argument, Context, Option

from ivig_prep.core.person import with_clinic_phones
from ivig_prep.core.words.triage import Match
from ivig_prep.env import Env
from ivig_prep.talk.look_up import show_list, voice_of
from ivig_prep.talk.look_up import unwell as answer

EXAMPLES = (
    ("ivig-prep unwell", "press Enter, then type how you feel"),
    ("ivig-prep unwell my leg is swollen", "say it at once; no quotes needed"),
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
    matches = tuple(map(Match, env.library.side_effects.side_effects)) if whole else env.library.leaflet.look_up(typed)
    call = with_clinic_phones(voice.person, env.library.clinic)
    env.say_json(as_json.unwell(typed, matches, voice.say(() if whole else matches), call, whole=whole))
