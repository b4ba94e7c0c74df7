"""`ivig-prep feel`: how you feel today, 0 to 10."""

from functools import partial
from typing import Annotated

from typer import Argument, Context, Option

from ivig_prep.actions.alarm import urgent_notice
from ivig_prep.core.diary.cycle import by_day, by_week
from ivig_prep.core.diary.entries import Score, check_length, parse_past_day, parse_severity
from ivig_prep.env import Env
from ivig_prep.errors import Next, NotUnderstood
from ivig_prep.faces import as_json
from ivig_prep.pages import feel as feel_pages
from ivig_prep.talk.feel import ask_score
from ivig_prep.talk.settle import settle

EXAMPLES = (
    ("ivig-prep feel 6", "today, from 0 (worst) to 10 (best)"),
    ('ivig-prep feel 6 --note "tired after lunch"', "with a note"),
    ("ivig-prep feel 4 --on yesterday", "a day that has passed"),
)


def run(
    ctx: Context,
    score: Annotated[list[str] | None, Argument(metavar="SCORE", help="0 (worst) to 10 (best)")] = None,
    *,
    note: Annotated[str | None, Option("--note", help="a few words about the day", metavar="TEXT")] = None,
    on: Annotated[str | None, Option("--on", help="another day, not in the future", metavar="DATE")] = None,
    json: Annotated[bool, Option("--json", help="all scores as JSON")] = False,
) -> None:
    """Write down how you feel, and see it over the cycle."""
    env: Env = ctx.obj
    check_length(note or "")
    day = settle(env, on, partial(parse_past_day, today=env.today()), ask=not json) if on is not None else env.today()
    if note is not None and not score and (json or not env.can_ask):
        raise NotUnderstood("A note needs a score.", Next('ivig-prep feel 6 --note "tired after lunch"'))
    if score:
        saved = Score(day, parse_severity(" ".join(score)), note)
        env.store.save_score(saved, env.now())
        if not json:
            env.say((*feel_pages.score_saved(saved), *urgent_notice(env, [note or ""])))
    elif not json and env.can_ask:
        ask_score(env, day, note)
    elif not json:
        env.need_answer("Say how you feel with a number from 0 to 10.", Next("ivig-prep feel 6"))
    _show(env, as_document=json)


def _show(env: Env, *, as_document: bool) -> None:
    env.store.check_whole()
    scores, starts = env.store.scores(), env.store.cycle_starts()
    if as_document:
        env.say_json(as_json.feel(scores, starts))
    else:
        days, weeks, show_team = by_day(scores, starts), by_week(scores, starts), env.library.checklist.words.show_team
        env.say(feel_pages.cycle(days, weeks, scores=len(scores), show_team=show_team))
