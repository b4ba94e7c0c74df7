"""`ivig-prep setup`: your date, phone numbers, fluids, and what fits you."""

from typing import Annotated

from ivig_prep.actions.changes import parse_changes, parse_visit, plan_visit, save_visit
from ivig_prep.command import Option
from ivig_prep.core.day.phases import Infusion
from ivig_prep.core.page import Page
from ivig_prep.env import Env
from ivig_prep.pages import setup as setup_pages
from ivig_prep.pages import shared
from ivig_prep.talk.setup import interview, is_next, settle_date

EXAMPLES = (
    ("ivig-prep setup", "answer a few questions, one at a time"),
    ('ivig-prep setup --date "2 December" --emergency 911', "set only what is named"),
    ("ivig-prep setup --fits first-time,home", "get the steps that fit you"),
    ("ivig-prep setup --date none", "take the date away again"),
)
NEEDS_FLAGS = "Without a terminal, say what to change with options."
Text = str | None


def run(  # a flag for each question
    env: Env,
    *,
    date: Annotated[
        Text, Option(("--date",), "the day your infusion starts: 2026-12-02, or 2 December", "DATE")
    ] = None,
    days: Annotated[Text, Option(("--days",), "how many days in a row, 1 to 7", "N")] = None,
    time: Annotated[Text, Option(("--time",), "when it starts: 09:30", "TIME")] = None,
    every: Annotated[Text, Option(("--every",), "how often: 4w, or 21d", "TIME")] = None,
    clinic_phone: Annotated[Text, Option(("--clinic-phone",), "your infusion team, daytime", "NUMBER")] = None,
    night_phone: Annotated[Text, Option(("--night-phone",), "your infusion team, night", "NUMBER")] = None,
    emergency: Annotated[Text, Option(("--emergency",), "your emergency number", "NUMBER")] = None,
    fluid_goal: Annotated[Text, Option(("--fluid-goal",), "how much to drink a day: 8cups, 2l", "AMOUNT")] = None,
    fluid_limit: Annotated[Text, Option(("--fluid-limit",), "the most a day; removes a goal", "AMOUNT")] = None,
    fits: Annotated[Text, Option(("--fits",), "what fits you, with commas between", "LIST")] = None,
    look: Annotated[Text, Option(("--look",), "screen or plain", "LOOK")] = None,
    new: Annotated[bool, Option(("--new",), "a further infusion, not a new date of this one")] = False,
) -> None:
    """Set your date, phone numbers, fluids, and what fits you."""
    given = {name: text for name, text in locals().items() if name not in ("env", "new") and text is not None}
    if given or new:
        _apply(env, given, new=new)
    elif env.can_ask:
        _ask_all(env)
    else:
        env.need_answer(NEEDS_FLAGS, "Type: ivig-prep setup --help")


def _ask_all(env: Env) -> None:
    env.say(shared.emergency(env.lists.emergency, env.person().emergency))
    env.say((*shared.heading("Setup"), *setup_pages.question_keys()))
    interview(env, env.checklist.questions)
    env.say((shared.next_step("ivig-prep today"),))


def _begun(env: Env, before: Infusion | None, after: Infusion | None) -> Page:
    """Say how to undo a move of an infusion that had begun: the new date may have been meant for the next one."""
    if before is None or after is None or before.date == after.date or before.date > env.today():
        return ()
    return setup_pages.was_under_way(before, after)


def _apply(env: Env, given: dict[str, str], *, new: bool) -> None:
    """Check everything given, save all of it, and say it back."""
    date = given.pop("date", None)
    settings, visit = parse_changes(env, given)
    if date is not None:
        visit["date"] = settle_date(env, date) if env.can_ask else parse_visit("date", date, env.today())
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
        env.say(setup_pages.saved_setting(name, value, env.checklist.traits))
    env.say((shared.next_step("ivig-prep today"),))
