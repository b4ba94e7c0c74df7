"""`ivig-prep feel`: how you feel today, 0 to 10."""

from datetime import date
from functools import partial
from typing import Annotated

from typer import Argument, Context, Option

from ivig_prep.actions.alarm import say_around, urgent_notice
from ivig_prep.core.dates import say_date
from ivig_prep.core.diary.cycle import by_day, by_week, waiting
from ivig_prep.core.diary.entries import Score, check_text, is_none, parse_past_day, parse_score
from ivig_prep.core.page import Page
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
    ("ivig-prep feel none --on yesterday", "take a score away"),
    ("ivig-prep feel --show", "only look"),
)


def run(
    ctx: Context,
    score: Annotated[list[str] | None, Argument(metavar="SCORE", help="0 (worst) to 10 (best)")] = None,
    *,
    note: Annotated[str | None, Option("--note", help="a few words; none clears them", metavar="TEXT")] = None,
    on: Annotated[str | None, Option("--on", help="another day, not in the future", metavar="DATE")] = None,
    show: Annotated[bool, Option("--show", help="show the chart, ask nothing")] = False,
    json: Annotated[bool, Option("--json", help="all scores as JSON")] = False,
) -> None:
    """Write down how you feel, and see it over the cycle."""
    env: Env = ctx.obj
    check_text(note or "")
    day = settle(env, on, partial(_day, env), ask=not json) if on is not None else env.today()
    typed = " ".join(score or ())
    if note is not None and not note.strip():
        raise NotUnderstood("There is nothing in that note.", "Write a few words, or none to clear it.")
    if is_none(typed) and note is not None:
        raise NotUnderstood("A score that is taken away takes its note with it.", "Leave out --note.")
    if is_none(typed):
        _say(env, _remove(env, day), [], quiet=json)
    elif saved := _save(env, day, settle(env, typed, parse_score, ask=not json) if typed else None, note):
        _say(env, feel_pages.score_saved(saved), [note or ""], quiet=json)
    elif note is not None and (json or show or not env.can_ask):
        raise NotUnderstood("A note needs a score.", Next('ivig-prep feel 6 --note "tired after lunch"'))
    elif not (json or show) and env.can_ask:
        ask_score(env, day, note)
    elif not (json or show):
        env.need_answer("Say how you feel with a number from 0 to 10.", Next("ivig-prep feel 6"))
    _show(env, as_document=json)


def _day(env: Env, typed: str) -> date:
    """Return a day of the past or today, or a later one that has a score: a wrong clock may have given it."""
    return parse_past_day(typed, env.today(), is_kept=lambda day: env.store.score(day) is not None)


def _save(env: Env, day: date, number: int | None, note: str | None) -> Score | None:
    """Save a score, or a note beside the one that is there. Return None where neither was given."""
    if number is None and note is None:
        return None
    former = env.store.score(day)
    if number is None and former is None:
        return None
    made = Score(day, former.score if number is None and former else number or 0, _note(note, former))
    env.store.save_score(made, env.now())
    return made


def _note(typed: str | None, former: Score | None) -> str | None:
    """Return the note that goes with a score: the one typed, else the one that is there."""
    if typed is None:
        return former.note if former else None
    return None if is_none(typed) else typed


def _remove(env: Env, day: date) -> Page:
    former = env.store.score(day)
    if former is None:
        raise NotUnderstood(f"There is no score for {say_date(day)} to take away.", Next("ivig-prep feel --show"))
    env.store.delete_score(day, env.now())
    return feel_pages.score_removed(former)


def _say(env: Env, page: Page, words: list[str], *, quiet: bool) -> None:
    """Say what was saved; an emergency sign in the words is answered first."""
    say_around(env, urgent_notice(env, words), page, quiet=quiet)


def _show(env: Env, *, as_document: bool) -> None:
    env.store.check_whole()
    scores, starts = env.store.scores(), env.store.cycle_starts(env.today())
    if as_document:
        env.say_json(as_json.feel(scores, starts))
    else:
        days, weeks, show_team = by_day(scores, *starts), by_week(scores, *starts), env.library.words.show_team
        env.say(feel_pages.cycle(days, weeks, scores=len(scores), show_team=show_team))
        env.say(feel_pages.uncounted(waiting(scores, *starts)))
