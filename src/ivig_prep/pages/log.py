"""What `log` says."""

from collections.abc import Iterable, Sequence
from datetime import date

from ivig_prep.core.checklist import Words
from ivig_prep.core.dates import say_date
from ivig_prep.core.diary.entries import DETAILS, Detail, Treatment, lot_key, say_minutes
from ivig_prep.core.page import CHOICE, HEADING, TEXT, TITLE, Line, Page, Prompt

KEYS: Page = (Line(TEXT, "Enter = skip, b = back, w = why, q = save and stop."),)


def treatment(entry: Treatment) -> Page:
    """Say one infusion as it went."""
    lines = [Line(HEADING, say_date(entry.date))]
    for detail in DETAILS:
        said = value_words(entry, detail)
        if said:
            lines.append(Line(CHOICE, f"{detail.label}: {said}"))
    if entry.minutes is not None:
        lines.append(Line(CHOICE, f"Time it took: {say_minutes(entry.minutes)}"))
    return tuple(lines)


def value_words(entry: Treatment, detail: Detail) -> str:
    """Say one field of an entry; empty where nothing was said."""
    value = getattr(entry, detail.name)
    if detail.is_listed:
        return "; ".join(map(detail.say, value))
    return detail.say(value) if value is not None else ""


def saved(entry: Treatment) -> Page:
    """Say back what was saved of an infusion."""
    return (Line(TEXT, "Saved."), *treatment(entry))


def listing(entries: Iterable[Treatment]) -> Page:
    """Say every infusion of the log."""
    lines = [line for entry in entries for line in treatment(entry)]
    if not lines:
        return (Line(TEXT, "Your log has no infusion yet."),)
    return (Line(TITLE, "Your infusion log"), *lines)


def found_lot(lot: str, entries: Sequence[Treatment], words: Words) -> Page:
    """Say which infusions had a lot; that none is in the log says nothing about what was given."""
    if not entries:
        return (
            Line(TEXT, f'No infusion in your log has the lot "{lot}".'),
            Line(TEXT, words.lot_not_found),
        )
    lines = [line for entry in entries for line in treatment(entry)]
    exact = any(lot_key(lot) == lot_key(written) for entry in entries for written in entry.lots)
    if not exact:
        found = f'No lot in your log is exactly "{lot}". These have it in them. Compare them with the sticker.'
        return (Line(TEXT, found), *lines, Line(TEXT, words.lot_alike))
    return (Line(TEXT, f'Your log has the lot "{lot}".'), *lines, Line(TEXT, words.lot_found))


def new_brand(brand: str, before: str, advice: Iterable[str]) -> Page:
    """Point out a brand that is not the one of last time, with the advice of the checklist."""
    return (Line(TEXT, f"This brand is new: {brand}. Last time it was {before}."), *(Line(TEXT, a) for a in advice))


def question_saved(question: str) -> Page:
    """Say back a question for the next visit."""
    return (Line(TEXT, f"Saved for your next visit: {question}"),)


def day_heading(day: date) -> Page:
    """Say which infusion is being written down."""
    return (Line(HEADING, f"Your infusion of {say_date(day)}"), *KEYS)


def asked(detail: Detail, now: str, last_time: str) -> Page:
    """Ask one thing about an infusion, with what is written down already or was said last time."""
    lines = [Line(HEADING, detail.question), Line(TEXT, detail.how)]
    if now:
        lines.append(Line(TEXT, f"Now: {now}. Enter keeps it."))
    elif last_time:
        lines.append(Line(TEXT, f"Last time: {last_time}. Type y for the same."))
    return tuple(lines)


def prompt(detail: Detail) -> Prompt:
    """Return what the answer is typed on."""
    return Prompt("> ", own_words=True, is_felt=detail.is_felt)


def ask_for_words() -> Page:
    """Say that a yes alone says nothing here."""
    return (Line(TEXT, "Write it in your own words, or press Enter to go on."),)


def another() -> Page:
    """Say that a value was saved, and offer to take one more."""
    return (Line(TEXT, "Saved. Another one? Enter goes on."),)


def nothing_written() -> Page:
    """Say that no question was answered."""
    return (Line(TEXT, "Nothing was written down."),)
