"""What `backup --check` says of a file."""

from datetime import date

from ivig_prep.core.backup import Contents
from ivig_prep.core.dates import say_date
from ivig_prep.core.page import CHOICE, TEXT, Line, Page


def checked(path: str, found: Contents, infusion: str) -> Page:
    """Say that a backup can be brought back, and what is in it."""
    seal = (
        "Each entry in it is as it was when it was made."
        if found.has_fingerprint
        else "It has no fingerprint, so a changed letter would not be noticed."
    )
    amounts = (
        _count(found.infusions, "infusion date"),
        _count(found.answers, "answer to a step", "answers to steps"),
        _count(found.drinks, "entry of what you drank", "entries of what you drank"),
        _count(found.log, "infusion in your log", "infusions in your log"),
        _count(found.scores, "score"),
    )
    odd = _count(found.odd, "entry that cannot be shown", "entries that cannot be shown")
    return (
        Line(TEXT, f"This backup can be brought back: {path}"),
        Line(TEXT, f"{seal} Its version is {found.version}."),
        Line(TEXT, _last(found.last) if found.last else "Nothing is in it."),
        *(Line(CHOICE, amount) for amount in (*amounts, *([odd] if found.odd else []))),
        Line(TEXT, infusion),
        Line(TEXT, "Nothing was changed."),
    )


def _last(written: str) -> str:
    return f"The last entry is from {say_date(date.fromisoformat(written[:10]))}."


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
