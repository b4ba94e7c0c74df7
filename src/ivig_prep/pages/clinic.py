"""What `clinic` says: what a file would change, and what is wrong with it, with the place in the file."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from ivig_prep.core.checklist import Checklist
from ivig_prep.core.clinic.changes import Change
from ivig_prep.core.clinic.own_list import Clinic
from ivig_prep.core.dates import say_date
from ivig_prep.core.fault import Fault
from ivig_prep.core.page import CHOICE, HEADING, STEP, TEXT, TITLE, Line, Page, Prompt
from ivig_prep.core.side_effects import SideEffects
from ivig_prep.core.text import neutral
from ivig_prep.errors import Said

NOTHING_CHANGED = "Nothing was changed."
USE_IT = Prompt("Use this list? y = yes, Enter = no: ")
MOST_FAULTS = 10
_MOST_SHOWN = 60
_GUTTER = "  "


def preview(clinic: Clinic, found: Iterable[Change], warnings: Sequence[str]) -> Page:
    """Say what a file without faults would change, and what is worth a second look."""
    lines = [Line(TITLE, clinic.clinic), Line(TEXT, _dates(clinic))]
    lines.append(Line(HEADING, "What changes"))
    for change in found:
        lines += [Line(STEP, change.what), *(Line(CHOICE, words) for words in change.words)]
    lines.append(Line(STEP, f"The name {clinic.clinic} stands with its words, and on printed pages"))
    if warnings:
        lines += [Line(HEADING, "Worth a second look"), *(Line(CHOICE, warning) for warning in warnings)]
    return tuple(lines)


def _dates(clinic: Clinic) -> str:
    return f"Checked {_day(clinic.checked)}, due for a check by {_day(clinic.check_by)}."


def _day(iso: str) -> str:
    return say_date(date.fromisoformat(iso))


def only_checked() -> Page:
    """Say that a file is right, and was not used."""
    return (Line(TEXT, "The file has no faults."), Line(TEXT, NOTHING_CHANGED))


def in_use(clinic: Clinic) -> Page:
    """Say that a list is in use, and that its file can go."""
    return (
        Line(TEXT, f"Saved. Your lists now have the words of {clinic.clinic}."),
        Line(TEXT, "A copy is kept with your answers. The file is not needed any more."),
    )


def current(clinic: Clinic | None) -> Page:
    """Say whose list is in use."""
    if clinic is None:
        return (Line(TEXT, "No clinic's list is in use."),)
    return (Line(TEXT, f"The list of {clinic.clinic} is in use. It was checked on {_day(clinic.checked)}."),)


def removed(clinic: Clinic | None) -> Page:
    """Say that the built-in lists are back."""
    if clinic is None:
        return (Line(TEXT, f"No clinic's list is in use. {NOTHING_CHANGED}"),)
    return (Line(TEXT, f"The list of {clinic.clinic} is no longer in use. Your answers are as they were."),)


def example_written(path: str) -> Page:
    """Say where the example is, and what to do with it."""
    return (
        Line(TEXT, f"Written: {path}"),
        Line(TEXT, "Change its words to yours in any text editor. Then check it, with its name after clinic --check."),
    )


def ids(checklist: Checklist, side_effects: SideEffects) -> Page:
    """Say what a clinic's file can point at: every section, step and side effect with its id."""
    lines: list[Line] = []
    for phase in checklist.phases:
        lines.append(Line(TITLE, phase.title))
        for section in phase.sections:
            lines.append(Line(HEADING, f"section {section.id}: {section.title}"))
            lines += [Line(CHOICE, f"{item.id}: {item.text}") for item in section.items]
    lines.append(Line(TITLE, "Side effects"))
    lines += [Line(CHOICE, f"{entry.id}: {entry.label} ({entry.tier})") for entry in side_effects.side_effects]
    return tuple(lines)


def faults(name: str, text: str, found: Sequence[Fault], width: int | None) -> Iterator[Said]:
    """Yield what is wrong, line by line: the place in words, the line of the file, and a caret under the place."""
    yield Said(NOTHING_CHANGED)
    lines = re.split("\r\n|\r|\n", text)  # what YAML takes for the end of a line
    for fault in found[:MOST_FAULTS]:
        yield Said("")
        yield Said(f"{name}, line {fault.line}, column {fault.column}: {fault.what} {fault.write}")
        source = lines[fault.line - 1] if fault.line <= len(lines) else ""
        if source.strip():
            yield from _pointed(source, fault.column - 1, min(_MOST_SHOWN, (width or 72) - len(_GUTTER)))
    if len(found) > MOST_FAULTS:
        yield Said("")
        yield Said(f"And {len(found) - MOST_FAULTS} more. Correct these first, then check again.")


def _pointed(source: str, at: int, room: int) -> Iterator[Said]:
    """Yield a line, cut to a part around the place where it has more columns than there is room, and a caret."""
    shown = neutral(source)
    begin = at
    while begin and _columns(shown[begin - 1 : at]) <= room // 2:
        begin -= 1
    if _columns(shown[:at]) <= room - 10:
        begin = 0
    end = max(at, begin)
    while end < len(shown) and _columns(shown[begin : end + 1]) <= room:
        end += 1
    yield Said(f"{_GUTTER}{shown[begin:end]}", whole=True)
    yield Said(f"{_GUTTER}{' ' * _columns(shown[begin:at])}^", whole=True)


def _columns(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(unicodedata.combining(character) != 0 for character in text)
