"""`ivig-prep setup`: your date, phone numbers, fluids, and what fits you."""

from functools import partial
from typing import Annotated

from typer import Context, Option

from ivig_prep.actions.changes import parse_changes, plan_visit, save_visit
from ivig_prep.core.checklist import TRAITS
from ivig_prep.core.day.phases import Infusion
from ivig_prep.core.page import Page
from ivig_prep.core.person import LOOKS, PAPERS
from ivig_prep.env import Env
from ivig_prep.errors import Next
from ivig_prep.pages import setup as setup_pages
from ivig_prep.pages import shared
from ivig_prep.talk.settle import settle
from ivig_prep.talk.setup import interview, is_next

EXAMPLES = (
    ("ivig-prep setup", "answer a few questions, one at a time"),
    ('ivig-prep setup --date "2 December" --emergency 911', "set only what is named"),
    ("ivig-prep setup --fits first-time,home", "get the steps that fit you"),
    ("ivig-prep setup --date none", "take the date away again"),
)
NEEDS_FLAGS = "Without a terminal, say what to change with options."
Text = str | None


def _fits(incomplete: str) -> list[str]:
    """Return what a comma list can go on with."""
    before, comma, last = incomplete.rpartition(",")
    sign = last[:1] if last[:1] in ("+", "-") else ""
    return [f"{before}{comma}{sign}{trait}" for trait in TRAITS if trait.startswith(last.removeprefix(sign))]


def _looks() -> list[str]:
    return list(LOOKS)


def _papers() -> list[str]:
    return list(PAPERS)


def run(  # a flag for each question
    ctx: Context,
    *,
    date: Annotated[
        Text, Option("--date", help="the day your infusion starts: 2026-12-02, or 2 December", metavar="DATE")
    ] = None,
    days: Annotated[Text, Option("--days", help="how many days in a row, 1 to 7", metavar="N")] = None,
    time: Annotated[Text, Option("--time", help="when it starts: 09:30", metavar="TIME")] = None,
    every: Annotated[Text, Option("--every", help="how often: 4w, or 21d", metavar="TIME")] = None,
    clinic_phone: Annotated[
        Text, Option("--clinic-phone", help="your infusion team, daytime", metavar="NUMBER")
    ] = None,
    night_phone: Annotated[Text, Option("--night-phone", help="your infusion team, night", metavar="NUMBER")] = None,
    emergency: Annotated[Text, Option("--emergency", help="your emergency number", metavar="NUMBER")] = None,
    fluid_goal: Annotated[
        Text, Option("--fluid-goal", help="how much to drink a day: 8cups, 2l", metavar="AMOUNT")
    ] = None,
    fluid_limit: Annotated[
        Text, Option("--fluid-limit", help="the most a day; removes a goal", metavar="AMOUNT")
    ] = None,
    fits: Annotated[
        Text,
        Option("--fits", help="what fits you, with commas; +port adds", metavar="LIST", autocompletion=_fits),
    ] = None,
    look: Annotated[Text, Option("--look", help="screen or plain", metavar="LOOK", autocompletion=_looks)] = None,
    paper: Annotated[
        Text, Option("--paper", help="a4 or letter, for a PDF", metavar="PAPER", autocompletion=_papers)
    ] = None,
    new: Annotated[bool, Option("--new", help="a further infusion, not a new date of this one")] = False,
) -> None:
    """Set your date, phone numbers, fluids, and what fits you."""
    env: Env = ctx.obj
    given = {name: text for name, text in locals().items() if name not in ("ctx", "env", "new") and text is not None}
    if given or new:
        _apply(env, given, new=new)
    elif env.can_ask:
        _ask_all(env)
    else:
        env.need_answer(NEEDS_FLAGS, Next("ivig-prep setup --help"))


def _ask_all(env: Env) -> None:
    env.say(shared.emergency(env.library.emergency, env.person().emergency))
    env.say((*shared.heading("Setup"), *setup_pages.question_keys()))
    interview(env, env.library.checklist.questions)
    env.say((shared.next_step("ivig-prep today"),))


def _begun(env: Env, before: Infusion | None, after: Infusion | None) -> Page:
    """Say how to undo a move of an infusion that had begun: the new date may have been meant for the next one."""
    if before is None or after is None or before.date == after.date or before.date > env.today():
        return ()
    return setup_pages.was_under_way(before, after)


def _apply(env: Env, given: dict[str, str], *, new: bool) -> None:
    """Check everything given, save all of it, and say it back."""
    fits_before = env.person().fits
    settings, visit = parse_changes(env, given, partial(settle, env))
    new = new or (env.can_ask and is_next(env, visit.get("date")))
    planned = plan_visit(env, visit, new=new) if visit or new else None
    with env.store.together():
        if settings:
            env.store.save_settings(settings, env.now())
        if planned:
            save_visit(env, *planned)
    if planned:
        env.say((*setup_pages.saved_visit(*planned), *_begun(env, *planned)))
    for name, value in settings.items():
        env.say(setup_pages.saved_setting(name, value, env.library.checklist.traits))
    if "fits" in settings:
        env.say(setup_pages.no_longer_fits(fits_before, env.person().fits, env.library.checklist.traits))
    env.say((shared.next_step("ivig-prep today"),))
