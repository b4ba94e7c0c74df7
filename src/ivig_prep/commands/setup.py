"""`ivig-prep setup`: your date, phone numbers, fluids, and what fits you."""

from functools import partial
from typing import Annotated

from typer import Context, Option

from ivig_prep.actions.changes import (
    Plan,
    cancelled_one,
    confirm,
    parse_changes,
    plan_visit,
    save_visit,
    unsettled,
)
from ivig_prep.core.day.phases import Infusion
from ivig_prep.core.page import Page
from ivig_prep.core.person import PAPERS
from ivig_prep.core.setup import LOOKS, Value
from ivig_prep.core.traits import TRAITS
from ivig_prep.env import Env
from ivig_prep.errors import Next, NotUnderstood
from ivig_prep.pages import setup as setup_pages
from ivig_prep.pages import shared
from ivig_prep.talk.settle import settle
from ivig_prep.talk.setup import Meant, check_emergency, interview, which_infusion

EXAMPLES = (
    ("ivig-prep setup", "answer a few questions, one at a time"),
    ('ivig-prep setup --date "2 December" --emergency 911', "set only what is named"),
    ("ivig-prep setup --fits first-time,home", "get the steps that fit you"),
    ("ivig-prep setup --date none", "take the date away again"),
    ("ivig-prep setup --cancelled", "your infusion did not take place"),
)
NEEDS_FLAGS = "Without a terminal, say what to change with options."
Text = str | None
_NO_SETTING = ("ctx", "env", "new", "cancelled")


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
    cancelled: Annotated[bool, Option("--cancelled", help="your infusion did not take place")] = False,
) -> None:
    """Set your date, phone numbers, fluids, and what fits you."""
    env: Env = ctx.obj
    given = {name: text for name, text in locals().items() if name not in _NO_SETTING and text is not None}
    if new and cancelled:
        raise NotUnderstood("--new and --cancelled cannot stand together.", "Give only one of them.")
    if given or new or cancelled:
        _apply(env, given, new=new, cancelled=cancelled)
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


def _apply(env: Env, given: dict[str, str], *, new: bool, cancelled: bool) -> None:
    """Check everything given, save all of it, and say it back."""
    fits_before = env.person().fits
    settings, visit = parse_changes(env, given, partial(settle, env))
    check_emergency(env, settings)
    meant = _meant(env, visit.get("date"), new=new, cancelled=cancelled)
    gone = cancelled_one(env) if cancelled and not visit.get("date") else None
    with env.store.together():
        if gone:
            save_visit(env, gone, None)
        planned = plan_visit(env, visit, new=meant.new, current=meant.current) if visit or new else None
        _save(env, settings, meant, planned)
    if gone:
        env.say(setup_pages.cancelled(gone))
    if meant.took_place:
        env.say(setup_pages.took_place(meant.took_place.date))
    _say_saved(env, settings, planned)
    if "fits" in settings:
        env.say(setup_pages.no_longer_fits(fits_before, env.person().fits, env.library.checklist.traits))
    if not gone:
        env.say((shared.next_step("ivig-prep today"),))


def _save(env: Env, settings: dict[str, Value], meant: Meant, planned: Plan | None) -> None:
    if settings:
        env.store.save_settings(settings, env.now())
    if meant.took_place:
        confirm(env, meant.took_place)
    if planned:
        save_visit(env, *planned)


def _say_saved(env: Env, settings: dict[str, Value], planned: Plan | None) -> None:
    if planned:
        env.say((*setup_pages.saved_visit(*planned), *_begun(env, *planned)))
    for name, value in settings.items():
        env.say(setup_pages.saved_setting(name, value, env.library.checklist))


def _meant(env: Env, day: object, *, new: bool, cancelled: bool) -> Meant:
    """Return which infusion a date is for: as the flags say it, else as the person does. Raises NotUnderstood."""
    if new:  # a further one: so the one before it took place
        return Meant(new=True, took_place=unsettled(env, day))
    if day is None:
        return Meant()
    if cancelled:
        return Meant(current=cancelled_one(env))
    if env.can_ask:
        return which_infusion(env, day)
    past = unsettled(env, day)
    if past:
        raise NotUnderstood(
            setup_pages.nobody_said(past.date), Next(f"ivig-prep setup --new --date {day}", "Such as: ")
        )
    return Meant()
