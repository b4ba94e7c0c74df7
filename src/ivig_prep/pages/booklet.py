"""The printed checklist as text of 72 columns, for a printer, e-mail or a braille display."""

from collections.abc import Iterable

from ivig_prep.core.booklet import Booklet, Day, Part
from ivig_prep.core.dates import say_date
from ivig_prep.core.page import CHOICE, EMERGENCY, HEADING, NOTE, TEXT, TITLE, Line, Page, Prompt
from ivig_prep.pages.today import GET_HELP_IF

COLUMNS = 72
OPEN_NOW = Prompt("Open it in your browser? y = yes, Enter = no: ")


def booklet(value: Booklet) -> Page:
    """Say the same as the page does, a day after the other."""
    lines = [Line(TITLE, value.title)]
    lines += [Line(TEXT, value.clinic)] if value.clinic else []
    for day in value.days:
        lines += _day(value, day)
    lines += [Line(NOTE, note) for note in value.notes]
    return tuple(lines)


def _day(value: Booklet, day: Day) -> Iterable[Line]:
    yield Line(TITLE, f"{day.title}: {say_date(day.date)}" if day.date else day.title)
    yield from (Line(EMERGENCY, line) for line in value.emergency)
    yield from _phones(value.phones)
    yield from (Line(TEXT, line) for line in value.fluids)
    if day.signs:
        yield Line(HEADING, GET_HELP_IF)
        yield from (Line(CHOICE, sign) for sign in day.signs)
    for part in (*day.parts, *day.extras):
        yield from _part(part)
    yield from (Line(TEXT, f"{line}:") for line in day.lines if line)
    yield Line(NOTE, f"More in ivig-prep today. {value.made}")


def _phones(known: Iterable[tuple[str, str]]) -> Iterable[Line]:
    return (Line(TEXT, f"{name}: {number}") for name, number in known)


def _part(part: Part) -> Iterable[Line]:
    if part.title:
        yield Line(HEADING, part.title)
    yield from (Line(CHOICE, f"[{'x' if step.done else ' '}] {step.text}") for step in part.steps)
    yield from (Line(CHOICE, text) for text in part.advice)
