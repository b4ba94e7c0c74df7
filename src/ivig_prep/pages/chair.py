"""What `today` says of the log on infusion day, in the chair."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ivig_prep.core.page import KEYS, TEXT, Line, Page, Prompt
from ivig_prep.pages.log import value_words

if TYPE_CHECKING:
    from ivig_prep.core.day.screens import WalkScreen
    from ivig_prep.core.day.sheet import Sheet
    from ivig_prep.core.diary.details import Detail
    from ivig_prep.core.diary.entries import Treatment

SHOWN = ("brand", "lots", "start", "end", "rate_top")
"""The fields of the log that are said back in one line."""
NOTE = Prompt("> ", own_words=True, is_felt=True)
ASK_NOTE = "What do you want to write down? Enter = nothing."
LEAD = "Into your log: "
_KEYS = {
    "lots": "sticker = brand, lots",
    "start": "start = it starts now",
    "end": "end = it ends now",
    "rate_top": "speed = the top speed",
}
_STARTED = "start 9:40 = when it started"
HELP = (
    "sticker writes the brand and the lots into your log. note and a few words writes those.",
    "start and end write down the time of now. start 9:40 writes another one. start none takes it back.",
)


def keys(sheet: "Sheet", shown: "WalkScreen") -> Page:
    """Say which words write into the log here: for the fields of a screen that are still open, and for notes."""
    if not shown.logs:
        return ()
    still_open = {name for item in shown.tasks if sheet.statuses[item.id] == "to-do" for name in item.logs}
    known = {**_KEYS, "start": _STARTED} if "end" in shown.logs else _KEYS
    words = [known[name] for name in shown.logs if name in known and name in still_open]
    return (Line(KEYS, LEAD + "; ".join((*words, "note = a few words"))),)


def written(details: Sequence["Detail"], entry: "Treatment | None") -> Page:
    """Say in one line what stands in the log of this day."""
    here = [detail for detail in details if detail.name in SHOWN]
    said = [f"{detail.label}: {words}." for detail in here if entry and (words := value_words(entry, detail))]
    return (Line(TEXT, " ".join(("In your log today:", *said))),) if said else ()


def time_saved(label: str, name: str, time: str | None) -> Page:
    """Say back a time, and how to change it."""
    if time is None:
        return (Line(TEXT, f"Saved: no {label.lower()}."),)
    return (Line(TEXT, f"Saved: {label.lower()} {time}. If that is wrong, type the word {name} and the right time."),)


def time_stands(label: str, name: str, time: str) -> Page:
    """Say that a time is written down already and was not changed."""
    said = f"Nothing was changed: {label.lower()} {time} is in your log."
    return (Line(TEXT, f"{said} To change it, type the word {name} and the time."),)


def note_saved() -> Page:
    """Say that a note was written down."""
    return (Line(TEXT, "Saved in your log of today."),)
