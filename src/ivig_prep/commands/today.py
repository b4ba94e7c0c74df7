"""`ivig-prep today`: what to do now, one step at a time."""

from typing import Annotated

from typer import Context, Option

from ivig_prep.actions.sheet import nearest, open_aloud, took_place
from ivig_prep.core.day.moments import current
from ivig_prep.core.typed_dates import parse_date
from ivig_prep.env import Env
from ivig_prep.talk.day import show
from ivig_prep.talk.day import today as show_or_guide

EXAMPLES = (
    ("ivig-prep today", "go through today's list, or go on where you stopped"),
    ("ivig-prep today --on 2026-12-01", "see the list of another day"),
)


def run(
    ctx: Context,
    *,
    on: Annotated[
        str | None, Option("--on", help="show another day; nothing is asked or changed", metavar="DATE")
    ] = None,
    json: Annotated[bool, Option("--json", help="the list as JSON")] = False,
) -> None:
    """Go through today's list, one step at a time."""
    env: Env = ctx.obj
    if on is None and not json:
        show_or_guide(env)
        return
    opened = open_aloud(env, lambda: parse_date(on, env.today()) if on is not None else env.today(), aloud=not json)
    if not json:
        show(env, opened)
        return
    from ivig_prep.faces import as_json  # late: brings every value that JSON can show

    past, _ = nearest(env, opened.sheet.day)
    confirmed = past is None or took_place(env, past)
    env.say_json(as_json.today(opened.sheet, moment=current(opened.replies), confirmed=confirmed))
