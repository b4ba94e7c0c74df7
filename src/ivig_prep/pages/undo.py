"""What `undo` says: the last change, row by row, in the words of the screens that made it."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from ivig_prep.core.amounts import in_words
from ivig_prep.core.checklist import Checklist
from ivig_prep.core.dates import say_date
from ivig_prep.core.day.phases import Infusion
from ivig_prep.core.day.walk import MOMENT, TOOK_PLACE
from ivig_prep.core.diary.details import DETAILS
from ivig_prep.core.diary.entries import BEST, Reaction, say_reaction
from ivig_prep.core.last_change import Changed, Row
from ivig_prep.core.numbers import Numbers, fill
from ivig_prep.core.page import CHOICE, TEXT, Line, Page, Prompt
from ivig_prep.core.setup import SETTINGS, say_setting
from ivig_prep.pages import log as log_pages
from ivig_prep.pages import shared

PROMPT = Prompt("Take it back? y = yes, Enter = no: ")
_STATES = {"done": "done", "not-for-me": "not for me", "to-do": "to do"}


def nothing() -> Page:
    """Say that there is nothing to take back."""
    return (Line(TEXT, "There is nothing to take back."),)


def would_take_back(changed: Iterable[Changed], checklist: Checklist) -> Page:
    """Say what the last change was."""
    said = [words for one in changed for words in _SAY[one.table](one, checklist)]
    return (Line(TEXT, "The last thing that was saved:"), *(Line(CHOICE, words) for words in dict.fromkeys(said)))


def _day(row: Row, column: str = "date") -> str:
    return say_date(date.fromisoformat(str(row[column])))


def _was(before: str, *, is_new: bool) -> str:
    """Say what stood there before."""
    return "" if is_new else f" (before: {before})"


def _setting(changed: Changed, _checklist: Checklist) -> Iterator[str]:
    name = str(changed.row["name"])
    label = next((setting.label for setting in SETTINGS if setting.name == name), None)
    if label is None:
        yield "Your clinic's list" if name == "clinic" else f"A setting: {name.replace('_', ' ')}"
        return
    now, was = (_setting_words(name, row) for row in (changed.now, changed.was))
    yield f"{label}: {now} (before: {was})"


def _setting_words(name: str, row: Row | None) -> str:
    value = json.loads(str(row["value"])) if row else None
    return say_setting(name, tuple(value) if isinstance(value, list) else value)


def _infusion(changed: Changed, _checklist: Checklist) -> Iterator[str]:
    now, was = (_infusion_words(row) for row in (changed.now, changed.was))
    yield f"{now}{_was(was, is_new=changed.was is None)}"


def _infusion_words(row: Row | None) -> str:
    if row is None or row["date"] is None:
        return "No infusion date is set."
    return shared.infusion_words(Infusion(0, date.fromisoformat(str(row["date"])), int(row["days"]), row["time"]))


def _reply(changed: Changed, checklist: Checklist) -> Iterator[str]:
    item, reply = str(changed.row["item"]), str(changed.row["reply"])
    if item == TOOK_PLACE:
        yield "The last infusion took place."
    elif item == MOMENT:
        yield "Where you are on infusion day."
    else:
        text = next((one.text for one in checklist.items if one.tick == item), item.partition("@")[0])
        yield f"{_STATES.get(reply, reply)}: {fill(text, Numbers())}"


def _fluid(changed: Changed, _checklist: Checklist) -> Iterator[str]:
    row = changed.row
    if row["kind"] == "undo":
        yield f"An amount of {_day(row, 'day')} was taken back."
    else:
        total = "The total you drank" if row["kind"] == "set" else "You drank"
        yield f"{total}: {in_words(int(row['ml']))} on {_day(row, 'day')}"


def _treatment(changed: Changed, _checklist: Checklist) -> Iterator[str]:
    day = _day(changed.row)
    if changed.now is None:
        yield f"Your entry of {day} was taken away."
        return
    if changed.was is None:
        yield f"A new entry for {day}"
    for detail in DETAILS:
        now, was = (_field(row, detail.name, detail.say) for row in (changed.now, changed.was))
        if now != was:
            yield f"{day}. {detail.label}: {now}{_was(was, is_new=changed.was is None)}"


def _field(row: Row | None, name: str, say: Callable[[Any], str]) -> str:
    value = row.get(name) if row else None
    return say(value) if value is not None else "not written down"


def _listed(label: str, say: Callable[[Row], str]) -> Callable[[Changed, Checklist], Iterator[str]]:
    """Return what says that something was added to a list, changed there, or taken away from it."""

    def lines(changed: Changed, _checklist: Checklist) -> Iterator[str]:
        row = changed.row
        where = f"{_day(row)}. " if row.get("date") else ""
        is_gone = row.get("removed_at") is not None
        now, was = say(row), say(changed.was) if changed.was else ""
        before = _was(was, is_new=changed.was is None or is_gone or now == was)
        yield f"{where}{label}{' taken away' if is_gone else ''}: {now}{before}"

    return lines


def _reaction(row: Row) -> str:
    names = ("words", "side_effect", "when", "severity", "helped")
    return say_reaction(Reaction(*(row[name] for name in names)))


def _follow_up(changed: Changed, _checklist: Checklist) -> Iterator[str]:
    row = changed.row
    of_what = f"{_reaction(changed.about)}. " if changed.about else ""
    yield f"{of_what}After {row['hours']} hours: {row['said']}"


def _score(changed: Changed, _checklist: Checklist) -> Iterator[str]:
    now, was = (_score_words(row) for row in (changed.now, changed.was))
    yield f"{_day(changed.row, 'day')}. How you felt: {now}{_was(was, is_new=changed.was is None)}"


def _score_words(row: Row | None) -> str:
    if row is None:
        return "not written down"
    return f"{row['score']} of {BEST}" + (f", {row['note']}" if row["note"] else "")


_SAY: dict[str, Callable[[Changed, Checklist], Iterator[str]]] = {
    "setting": _setting,
    "infusion": _infusion,
    "reply": _reply,
    "fluid": _fluid,
    "treatment": _treatment,
    "lot": _listed("Lot number", lambda row: log_pages.lot_words(row["lot"], row["expiry"])),
    "premed": _listed("Pre-medicine", lambda row: str(row["premed"])),
    "reaction": _listed("Reaction", _reaction),
    "follow_up": _follow_up,
    "question": _listed("Question for your next visit", lambda row: str(row["question"])),
    "score": _score,
}
"""What says a change of each table."""
