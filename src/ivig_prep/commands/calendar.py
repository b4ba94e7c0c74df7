"""`ivig-prep calendar`: a file for your phone's calendar, with reminders."""

from datetime import timedelta
from typing import Annotated, NoReturn

from typer import Context, Option

from ivig_prep.actions.booklet import notes
from ivig_prep.actions.delivery import PDF, check_no_other, deliver, usual_name
from ivig_prep.actions.sheet import nearest
from ivig_prep.actions.visits import keep_written, known_visits, visits_to_write
from ivig_prep.core.day.visits import DEFAULT_TITLE, still_to_come, to_bring
from ivig_prep.core.typed import clean, in_digits
from ivig_prep.env import Env
from ivig_prep.errors import Next, NotUnderstood
from ivig_prep.pages import calendar as pages

EXAMPLES = (
    ("ivig-prep calendar", "your infusion, with reminders the day before and on the day"),
    ("ivig-prep calendar --next 3", "also the 3 visits after it; a date not known is a guess"),
    ('ivig-prep calendar --title "IVIg"', "another title than Clinic visit"),
)
NAME = "ivig-visit.ics"
MOST_NEXT = 26


def run(
    ctx: Context,
    *,
    output: Annotated[str | None, Option("-o", "--output", help="where to write it; - is here", metavar="FILE")] = None,
    title: Annotated[str, Option("--title", help="what the calendar shows", metavar="TEXT")] = DEFAULT_TITLE,
    next_: Annotated[str | None, Option("--next", help="also so many visits after it", metavar="N")] = None,
    force: Annotated[bool, Option("--force", help="replace a file that is already there")] = False,
) -> None:
    """Make a file for your phone's calendar."""
    env: Env = ctx.obj
    check_no_other(output, PDF, ".html", ".htm", ".txt", instead="Give a name that ends in .ics.")
    known = known_visits(env)
    visits = visits_to_write(env, known, _count(env, next_))
    if not visits:
        _need_date(env)
    person = env.person()
    brought = to_bring(env.library.checklist, person.traits(known[0].days)) if known else ()
    from ivig_prep.faces import ics  # late: icalendar, for this file alone

    guess = env.library.words.guessed_date
    now = env.now().replace(tzinfo=None)
    shown = ics.Shown(title.strip() or DEFAULT_TITLE, (*brought, *notes(env)), guess, env.record_uid(), now)
    content, name = ics.calendar(visits, shown), output or usual_name(env, NAME)
    if deliver(env, content, name, force=force, note=lambda: keep_written(env, visits)):
        env.say(pages.done(visits, still_to_come(known[0], now)[1] if known else ()))


def _need_date(env: Env) -> NoReturn:
    past, _ = nearest(env, env.today())
    example = f"--date {env.today() + timedelta(days=7)}{' --new' if past else ''}"
    env.need_answer("No infusion is coming.", Next(f"ivig-prep setup {example}", "Type its date, such as in: "))


def _count(env: Env, typed: str | None) -> int | None:
    """Return how many visits are to follow the first one; None where that was not said."""
    if typed is None:
        return None
    typed = in_digits(clean(typed))
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 3 and int(typed) <= MOST_NEXT):
        raise NotUnderstood(f'"{typed[:40]}" is not a number of visits.', f"Write a number from 0 to {MOST_NEXT}.")
    if int(typed) and env.person().every is None:
        raise NotUnderstood("It is not known how often you have an infusion.", Next("ivig-prep setup --every 4w"))
    return int(typed)
