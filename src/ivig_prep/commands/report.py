"""`ivig-prep report`: one page for your nurse or doctor."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import cache
from typing import Annotated

from typer import Context, Option

from ivig_prep.actions.booklet import emergency_lines
from ivig_prep.actions.delivery import HERE, check_ending, columns, deliver, usual_name
from ivig_prep.actions.sheet import nearest
from ivig_prep.core.day.fluids import drunk, standing
from ivig_prep.core.day.phases import MOST_DAYS
from ivig_prep.core.diary.courses import in_courses
from ivig_prep.core.diary.cycle import by_day, by_week, waiting
from ivig_prep.core.diary.entries import Treatment
from ivig_prep.core.diary.report import MOST_INFUSIONS, FluidsAndHeadache, Report, drawn, headaches
from ivig_prep.core.person import paper_of
from ivig_prep.env import Env
from ivig_prep.errors import NotUnderstood
from ivig_prep.faces import as_json, plain
from ivig_prep.pages import report as report_pages
from ivig_prep.pages.shared import paper_words, report_words

EXAMPLES = (
    ("ivig-prep report", "see it here"),
    ("ivig-prep report -o report.html", "a page to print, or to hand over"),
    ("ivig-prep report --text -o report.txt", "words only, 72 columns"),
)
COLUMNS = 72
PDF_NAME = "ivig-report.pdf"


def run(
    ctx: Context,
    *,
    output: Annotated[str | None, Option("-o", "--output", help="where to write it; - is here", metavar="FILE")] = None,
    text: Annotated[bool, Option("--text", help="words only, 72 columns")] = False,
    pdf: Annotated[bool, Option("--pdf", help="a PDF, made by your own Chrome, Edge or Chromium")] = False,
    json: Annotated[bool, Option("--json", help="the values as JSON")] = False,
    force: Annotated[bool, Option("--force", help="replace a file that is already there")] = False,
) -> None:
    """Make one page for your nurse or doctor."""
    env: Env = ctx.obj
    if text + pdf + json > 1:
        raise NotUnderstood("--text, --pdf and --json cannot stand together.", "Give only one of them.")
    if json and output:
        raise NotUnderstood("--json shows the values here; it writes no file.", "Leave out -o.")
    check_ending(output, pdf=pdf, text=text, instead="Add --pdf, or give a name that ends in .html.")
    env.store.check_whole()
    value = _report(env)
    show_team = env.library.words.show_team
    if json:
        env.say_json(as_json.report(value))
    elif text:
        name = output or HERE
        said = report_pages.report(value, show_team=show_team, to_hand_over=True)
        content = plain.text(said, columns(env, name, COLUMNS)).encode("utf-8", "replace")
        deliver(env, content, name, force=force)
    elif output or pdf:
        path = deliver(env, _page(env, value, pdf=pdf), output or usual_name(env, PDF_NAME), force=force)
        if path and pdf:
            env.say(paper_words(paper_of(env.person()), env.flags.person))
    else:
        env.say(report_pages.report(value, show_team=show_team))


def _page(env: Env, value: Report, *, pdf: bool) -> bytes:
    from ivig_prep.faces import html  # late: Jinja, for pages alone

    paper = paper_of(env.person()) if pdf else None
    foot = f"Made with ivig-prep. {report_words(env.library.checklist)}"
    page = html.report(value, report_pages.LABELS, foot=foot, paper=paper, filters=report_pages.WORDS)
    return env.pdf(page) if pdf else page.encode("utf-8", "replace")


def _report(env: Env) -> Report:
    today = env.today()
    _, coming = nearest(env, today)
    courses = in_courses(env.store.treatments(newest=MOST_INFUSIONS * MOST_DAYS), env.store.spans())[:MOST_INFUSIONS]
    scores, starts = env.store.scores(), env.store.cycle_starts(today)
    entries_of = _entries(env)
    last = max((day for day in starts.known if day < today), default=None)
    return Report(
        today,
        coming,
        courses,
        tuple(_fluids(env, days, entries_of) for days in courses),
        by_day(scores, *starts),
        by_week(scores, *starts),
        len(scores),
        env.store.questions(since=last.isoformat() if last else ""),
        emergency_lines(env, env.person()),
        *drawn(scores, starts.known, today),
        env.flags.person,
        waiting(scores, *starts),
    )


def _entries(env: Env) -> Callable[[str], list[str]]:
    return cache(lambda words: [match.side_effect.id for match in env.library.leaflet.look_up(words)])


def _fluids(env: Env, days: Sequence[Treatment], entries_of: Callable[[str], list[str]]) -> FluidsAndHeadache:
    """Return what was drunk the day before an infusion, and the headaches of all its days."""
    first = days[0].date
    entries = env.store.fluids(first - timedelta(days=1))
    reactions = [reaction for day in days for reaction in day.reactions]
    return FluidsAndHeadache(first, drunk(entries) if standing(entries) else None, headaches(reactions, entries_of))
