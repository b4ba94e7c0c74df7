"""`ivig-prep today`: what to do now, one step at a time."""

from typing import Annotated

from ivig_prep.actions.sheet import next_visit, open_aloud
from ivig_prep.command import Option
from ivig_prep.core.dates import parse_date
from ivig_prep.core.page import Page
from ivig_prep.env import Env
from ivig_prep.pages import today as today_pages

EXAMPLES = (
    ("ivig-prep today", "go through today's list, or go on where you stopped"),
    ("ivig-prep today --on 2026-12-01", "see the list of another day"),
)


def run(
    env: Env,
    *,
    on: Annotated[str | None, Option(("--on",), "show another day; nothing is asked or changed", "DATE")] = None,
    json: Annotated[bool, Option(("--json",), "the list as JSON")] = False,
) -> None:
    """Go through today's list, one step at a time."""
    opened = open_aloud(env, lambda: parse_date(on, env.today()) if on is not None else env.today(), aloud=not json)
    if json:
        from ivig_prep.faces import as_json  # late: brings every value that JSON can show

        env.say_json(as_json.today(opened.sheet))
    elif on is None and env.can_ask:
        from ivig_prep.talk.today import guide  # late: all that asks, for a terminal alone

        guide(env, opened)
    else:
        env.say((*today_pages.today(opened.sheet), *_next_visit_line(env)))


def _next_visit_line(env: Env) -> Page:
    visit = next_visit(env)
    return today_pages.next_visit_line(visit[1], env.checklist.words.check_date) if visit else ()
