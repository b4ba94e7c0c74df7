"""`ivig-prep calendar`: a file for your phone's calendar, with a reminder."""

from datetime import timedelta
from typing import Annotated

from typer import Context, Option

from ivig_prep.actions.booklet import notes
from ivig_prep.actions.delivery import deliver, usual_name
from ivig_prep.actions.sheet import nearest
from ivig_prep.core.day.visits import DEFAULT_TITLE, planned, to_bring
from ivig_prep.core.typed import clean, in_digits
from ivig_prep.env import Env
from ivig_prep.errors import Next, NotUnderstood
from ivig_prep.pages import shared

EXAMPLES = (
    ("ivig-prep calendar", "your infusion, with a reminder the morning before"),
    ("ivig-prep calendar --next 3", "also the 3 visits after it, as guesses"),
    ('ivig-prep calendar --title "IVIg"', "another title than Clinic visit"),
)
NAME = "ivig-visit.ics"
MOST_NEXT = 26


def run(
    ctx: Context,
    *,
    output: Annotated[str | None, Option("-o", "--output", help="where to write it; - is here", metavar="FILE")] = None,
    title: Annotated[str, Option("--title", help="what the calendar shows", metavar="TEXT")] = DEFAULT_TITLE,
    next_: Annotated[str, Option("--next", help="also so many visits after it, as guesses", metavar="N")] = "0",
    force: Annotated[bool, Option("--force", help="replace a file that is already there")] = False,
) -> None:
    """Make a file for your phone's calendar."""
    env: Env = ctx.obj
    past, coming = nearest(env, env.today())
    if coming is None:
        example = f"--date {env.today() + timedelta(days=7)}{' --new' if past else ''}"
        env.need_answer("No infusion is coming.", Next(f"ivig-prep setup {example}", "Type its date, such as in: "))
    person = env.person()
    visits = planned(coming, person.every, _count(next_, every=person.every))
    brought = to_bring(env.library.checklist, person.traits(coming.days))
    from ivig_prep.faces import ics  # late: icalendar, for this file alone

    shown = ics.Shown(
        title.strip() or DEFAULT_TITLE,
        (*brought, *notes(env)),
        env.library.checklist.words.guessed_date,
        env.record_uid(),
        *env.store.history_of(coming),
    )
    if deliver(env, ics.calendar(visits, shown), output or usual_name(env, NAME), force=force):
        guesses = f" It also has {len(visits) - 1} later visits. Their dates are guesses." if len(visits) > 1 else ""
        env.say(shared.say(f"Open that file to add your visit to your calendar.{guesses}"))


def _count(typed: str, *, every: int | None) -> int:
    typed = in_digits(clean(typed))
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 3 and int(typed) <= MOST_NEXT):
        raise NotUnderstood(f'"{typed[:40]}" is not a number of visits.', f"Write a number from 0 to {MOST_NEXT}.")
    if int(typed) and every is None:
        raise NotUnderstood("It is not known how often you have an infusion.", Next("ivig-prep setup --every 4w"))
    return int(typed)
