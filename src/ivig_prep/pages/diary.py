"""What `log` and `feel` say."""

from collections.abc import Iterable, Sequence
from datetime import date

from ivig_prep.core.checklist import Words
from ivig_prep.core.dates import say_date
from ivig_prep.core.diary.cycle import Average
from ivig_prep.core.diary.entries import BEST, Score, Treatment, lot_key, say_minutes, say_reaction
from ivig_prep.core.page import CHART, CHOICE, HEADING, NOTE, TEXT, TITLE, Line, Page

FIELDS = {
    "brand": "Brand",
    "lots": "Lot numbers",
    "dose_grams": "Dose in grams",
    "site": "IV site",
    "premeds": "Pre-medicines",
    "start": "Start time",
    "end": "End time",
    "rate_start": "Starting speed",
    "rate_top": "Top speed",
    "reactions": "Reactions",
    "helped": "What helped",
    "notes": "Notes",
}
ASKED = {
    "brand": ("Which brand was it?", "It is on the bottle or the sticker."),
    "lots": ("Which lot number?", "Copy it from the bottle or the sticker. You can give one after the other."),
    "dose_grams": ("What was the dose?", "In grams, such as 30."),
    "site": ("Where was the IV?", "Such as left hand, or port."),
    "premeds": ("Which medicine did you get before?", "You can give one after the other."),
    "start": ("When did it start?", "Write it like 09:30."),
    "end": ("When did it end?", "Write it like 13:15."),
    "rate_start": ("What was the starting speed?", "Ask the nurse, such as 30 ml an hour."),
    "rate_top": ("What was the top speed?", "Ask the nurse, such as 200 ml an hour."),
    "reactions": ("Did you have a reaction?", "Write what, when, how bad (0 to 10): headache, 6 hours after, 5"),
    "helped": ("What helped?", "In your own words."),
    "notes": ("Anything else?", "In your own words."),
}
KEYS = "Enter = skip, b = back, w = why, q = save and stop."
FEEL_PROMPT = "How do you feel today, 0 (worst) to 10 (best)? Enter skips: "


def treatment(entry: Treatment) -> Page:
    """Say one infusion as it went."""
    lines = [Line(HEADING, say_date(entry.date))]
    for name, label in FIELDS.items():
        said = value_words(entry, name)
        if said:
            lines.append(Line(CHOICE, f"{label}: {said}"))
    if entry.minutes is not None:
        lines.append(Line(CHOICE, f"Time it took: {say_minutes(entry.minutes)}"))
    return tuple(lines)


def value_words(entry: Treatment, name: str) -> str:
    """Say one field of an entry; empty where nothing was said."""
    value = getattr(entry, name)
    if name == "reactions":
        return "; ".join(map(say_reaction, value))
    if name == "dose_grams":
        return f"{value:g}" if value is not None else ""
    return "; ".join(value) if isinstance(value, tuple) else value or ""


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


def score_saved(score: Score) -> Page:
    """Say back a score."""
    return (Line(TEXT, f"Saved: {score.score} of {BEST} for {say_date(score.day)}."),)


def cycle(days: Sequence[Average], weeks: Sequence[Average], *, scores: int, show_team: str) -> Page:
    """Say how the person felt over the cycle, by day and by week; `show_team` says whom to show it."""
    if not scores:
        return (Line(TEXT, "No day has a score yet."),)
    if not days:
        return (
            Line(
                TEXT,
                f"{scores} {_days(scores)} with a score. The cycle shows once an infusion has begun.",
            ),
        )
    lines = [Line(HEADING, "How you felt, by day of the cycle (0 is worst, 10 is best)")]
    lines += [Line(CHART, f"Day {day.number}: {_average(day)}", share=day.average / BEST) for day in days]
    lines.append(Line(HEADING, "Average by week of the cycle"))
    lines += [Line(CHART, f"Week {week.number}: {_average(week)}", share=week.average / BEST) for week in weeks]
    return (*lines, Line(NOTE, show_team))


def _average(average: Average) -> str:
    return f"{average.average:g}, from {average.days} {_days(average.days)}"


def _days(count: int) -> str:
    return "day" if count == 1 else "days"


def day_heading(day: date) -> Page:
    """Say which infusion is being written down."""
    return (Line(HEADING, f"Your infusion of {say_date(day)}"), Line(TEXT, KEYS))


def asked(name: str, now: str, last_time: str) -> Page:
    """Ask one thing about an infusion, with what is written down already or was said last time."""
    text, how = ASKED[name]
    lines = [Line(HEADING, text), Line(TEXT, how)]
    if now:
        lines.append(Line(TEXT, f"Now: {now}. Enter keeps it."))
    elif last_time:
        lines.append(Line(TEXT, f"Last time: {last_time}. Type y for the same."))
    return tuple(lines)
