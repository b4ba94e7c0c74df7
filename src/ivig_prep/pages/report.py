"""What the report says, on the screen and in plain words."""

from collections.abc import Callable, Mapping
from datetime import date

from ivig_prep.core.amounts import in_words
from ivig_prep.core.dates import say_date
from ivig_prep.core.diary.entries import say_reaction
from ivig_prep.core.diary.report import FluidsAndHeadache, Report
from ivig_prep.core.page import CHOICE, EMERGENCY, HEADING, TEXT, TITLE, Line, Page
from ivig_prep.pages import feel as feel_pages
from ivig_prep.pages import log as log_pages
from ivig_prep.pages.shared import infusion_words

TITLE_WORDS = "Infusion report"
NAME, BORN = "Name", "Date of birth"
LABELS = {"heading": TITLE_WORDS, "name": NAME, "born": BORN}
"""What the page says beside the values."""


def report(value: Report, *, show_team: str, to_hand_over: bool = False) -> Page:
    """Say the whole report; `show_team` ends it. One to hand over has lines for name and birth date."""
    lines = [Line(EMERGENCY, line) for line in value.emergency]
    lines.append(Line(TITLE, f"{TITLE_WORDS}, {say_date(value.made_on)}"))
    if to_hand_over:
        lines += [Line(TEXT, f"{NAME}: {value.person or ''}".rstrip()), Line(TEXT, f"{BORN}:")]
    lines.append(Line(TEXT, f"Next. {infusion_words(value.next)}" if value.next else "No next infusion date is set."))
    lines += _questions(value)
    lines.append(Line(TITLE, "Last infusions"))
    lines += [line for days in value.courses for line in log_pages.course(days)]
    if not value.courses:
        lines.append(Line(TEXT, "No infusion is written down yet."))
    lines += _fluids(value)
    lines += feel_pages.cycle(value.days, value.weeks, scores=value.scores, show_team=show_team)
    return (*lines, *feel_pages.uncounted(value.waiting))


def _questions(value: Report) -> list[Line]:
    if not value.questions:
        return []
    return [Line(HEADING, "My questions"), *(Line(CHOICE, question) for question in value.questions)]


def _fluids(value: Report) -> list[Line]:
    if not value.fluids:
        return []
    heading = Line(HEADING, "Fluids the day before, and headache after")
    return [heading, *(Line(CHOICE, fluids_words(row)) for row in value.fluids)]


def fluids_words(row: FluidsAndHeadache) -> str:
    """Say fluids and headache of one infusion, side by side."""
    return f"{say_date(row.date)}: {drunk_words(row)} the day before. Headache: {headache_words(row)}."


def drunk_words(row: FluidsAndHeadache) -> str:
    """Say what was drunk; nothing written down is not nothing drunk."""
    return in_words(row.drunk_ml) if row.drunk_ml is not None else "not written down"


def headache_words(row: FluidsAndHeadache) -> str:
    """Say the headaches; none written down is not none."""
    return "; ".join(map(say_reaction, row.headaches)) or "none written down"


WORDS: Mapping[str, Callable[..., str]] = {
    "drunk": drunk_words,
    "headache": headache_words,
    "infusion": infusion_words,
    "iso_said": lambda day: say_date(date.fromisoformat(day)),
    "lots": log_pages.lots_words,
    "uncounted": feel_pages.uncounted_words,
}
"""What puts the values of a report into words, by the names its page uses."""
