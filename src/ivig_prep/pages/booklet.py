"""The printed checklist as text of 72 columns, for a printer, e-mail or a braille display."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ivig_prep.core.booklet import Booklet, Card, Day, Part
from ivig_prep.core.dates import say_date
from ivig_prep.core.page import CHOICE, EMERGENCY, HEADING, NOTE, TEXT, TITLE, Line, Page, Prompt
from ivig_prep.pages.shared import next_step, paper_words
from ivig_prep.pages.today import GET_HELP_IF

COLUMNS = 72
TITLE_WORDS = "Infusion checklist"
BLANK_LINES = ("Name", "Date", "Team phone")
TEAM_LINES = ("Infusion team, daytime", "At night")
"""What there are ruled lines for where no number of the team is known: each sheet says to call it."""
CARD_TITLE = "Show this in an emergency department"
CARD_NAME, CARD_DATE, CARD_BRAND, CARD_LOTS = "Name", "Infusion", "Brand", "Lot numbers"
CARD_REACTIONS, CARD_BEFORE = "Reactions", "The infusion before"
PAGE = {
    "side_effects": "Side effects: what to do",
    "not_written": "not written down",
    "no_number": "Your team's phone number is not on this page. Find it now, before you need it.",
    "ticks": "Your ticks stay on this phone or computer, in this browser.",
    "ticks_not_kept": "Ticks on this page last as long as it is open.",
    "clear_ticks": "Clear my ticks",
    "clear_ask": "Clear all ticks made on this page?",
    "to_phone": "To have this page on a phone, send this file to yourself and open it there. It needs no internet.",
    "goes_on": "More of:",
    "start": "Start",
}
"""What the page says on a screen, beside the list itself."""
NO_NUMBER = "Your team's phone number is not on it. Write it there by hand, or set it and print again."
PAGE_WORDS: Mapping[str, Any] = {
    "words": PAGE,
    "get_help_if": GET_HELP_IF,
    "blank_lines": BLANK_LINES,
    "team_lines": TEAM_LINES,
}
OPEN_NOW = Prompt("Open it in your browser? y = yes, Enter = no: ")


def booklet(value: Booklet) -> Page:
    """Say the same as the page does, a day after the other."""
    lines = [Line(TITLE, value.title), *([Line(TEXT, whose(value))] if whose(value) else [])]
    for number, day in enumerate(value.days, 1):
        lines += _day(value, day, page_of(number, len(value.days)))
    return (*lines, *_card(value.card))


def after_making(value: Booklet, paper: str | None, name: str | None) -> Page:
    """Say which paper a PDF is for, and where a number of the team is missing. A list for many people has nobody's."""
    said = paper_words(paper, name) if paper else ()
    if value.phones or value.is_blank:
        return said
    return (*said, Line(TEXT, NO_NUMBER), next_step("ivig-prep setup"))


def whose(value: Booklet) -> str:
    """Say whose list it is, and which clinic's words are in it; empty where neither is known."""
    name = f"For: {value.person}" if value.person else ""
    return ", ".join(line for line in (name, value.clinic) if line)


def page_of(number: int, count: int) -> str:
    """Say which page it is."""
    return f"Page {number} of {count}"


def when(day: Day) -> str:
    """Say when a day of the booklet is; empty where no date is set."""
    if day.date is None:
        return ""
    if day.date != day.last:
        return f"until {say_date(day.last or day.date)}"
    return say_date(day.date)


PAGE_FILTERS: Mapping[str, Callable[..., str]] = {"when": when, "page_of": page_of, "whose": whose}
"""What puts the values of the page into words, by the names its template uses."""


def _day(value: Booklet, day: Day, which: str) -> Iterable[Line]:
    date = f": {when(day)}" if day.date else ""
    time = f", {day.time}" if day.time else ""
    yield Line(TITLE, f"{day.title}{date}{time}")
    yield from (Line(EMERGENCY, line) for line in value.emergency)
    yield Line(TEXT, which)
    if value.is_blank:
        yield from (Line(TEXT, f"{label}:") for label in BLANK_LINES)
    yield from _phones(value.phones if value.phones or value.is_blank else [(label, "") for label in TEAM_LINES])
    if not day.is_half:
        yield from (Line(TEXT, line) for line in value.fluids)
    if day.signs:
        yield Line(HEADING, GET_HELP_IF)
        yield from (Line(CHOICE, sign) for sign in day.signs)
    for part in (*day.parts, *day.extras):
        yield from _part(part)
    yield from (Line(TEXT, f"{label}:") for row in day.lines for label in row)
    yield from (Line(NOTE, note) for note in (*value.notes, value.made))


def _phones(known: Iterable[tuple[str, str]]) -> Iterable[Line]:
    return (Line(TEXT, f"{name}: {number}".rstrip()) for name, number in known)


def _part(part: Part) -> Iterable[Line]:
    if part.title:
        yield Line(HEADING, part.title)
    yield from (Line(CHOICE, f"[{'x' if step.done else ' '}] {step.text}") for step in part.steps)
    yield from (Line(CHOICE, text) for text in part.advice)


def _card(card: Card) -> Iterable[Line]:
    yield Line(TITLE, card.title)
    yield Line(TEXT, card.sentence)
    yield from (Line(TEXT, f"{known.label}: {known.text}".rstrip()) for known in card.known)
