"""The diary as values: each infusion as it went, and how the person felt, day by day."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple

from ivig_prep.core.dates import parse_date, say_date
from ivig_prep.core.text import neutral
from ivig_prep.core.times import parse_time
from ivig_prep.errors import NotUnderstood

MOST_LOT = 100
MOST_WORDS = 20_000
"""Characters of one text. A longer one was pasted by mistake, and every copy of the record would hold it again."""
MOST_DOSE_GRAMS = 500
BEST = 10
FIRST_YEAR = 1900


class Reaction(NamedTuple):
    """What went wrong: an entry of the side-effect list where one was named, the person's words, when, how bad."""

    words: str
    side_effect: str | None = None
    when: str | None = None
    severity: int | None = None


class Treatment(NamedTuple):
    """One infusion as it went. `dose_grams` in grams, `start` and `end` as HH:MM; empty where nothing was said."""

    date: date
    brand: str | None = None
    dose_grams: float | None = None
    site: str | None = None
    start: str | None = None
    end: str | None = None
    rate_start: str | None = None
    rate_top: str | None = None
    helped: str | None = None
    notes: str | None = None
    lots: tuple[str, ...] = ()
    premeds: tuple[str, ...] = ()
    reactions: tuple[Reaction, ...] = ()

    @property
    def minutes(self) -> int | None:
        """How long it took, in minutes; None where start or end is not known."""
        return _minute(self.end) - _minute(self.start) if self.start and self.end else None


Known = Iterable[tuple[str, str]]
"""Ids of side effects, each with a way to say it; a reaction that is none of them stays in own words."""


class Score(NamedTuple):
    """How the person felt on a day: 0 is worst, 10 is best."""

    day: date
    score: int
    note: str | None = None


def parse_lot(typed: str) -> str:
    """Return a lot number as typed, trimmed. Raises NotUnderstood."""
    lot = typed.strip()
    if not lot_key(lot):
        raise NotUnderstood("A lot number is missing.", "Copy it from the bottle or the sticker.")
    if len(lot) > MOST_LOT:
        raise NotUnderstood(f"That lot number has more than {MOST_LOT} characters.", "Copy it from the bottle.")
    return lot


def lot_key(lot: str) -> str:
    """Return what tells one lot from another: letters and digits, whatever their case."""
    return "".join(character for character in lot.casefold() if character.isalnum())


def parse_dose(typed: str) -> float:
    """Return a dose in grams. Raises NotUnderstood."""
    found = re.fullmatch(r"(\d{1,3}(?:[.,]\d{1,2})?) *(?:g|grams?)?", typed.strip().lower())
    dose = float(found[1].replace(",", ".")) if found else 0.0
    if not 0 < dose <= MOST_DOSE_GRAMS:
        raise NotUnderstood(f'"{typed[:40]}" is not a dose in grams.', "Write it like 30, or 32.5.")
    return dose


def parse_words(typed: str) -> str:
    """Return a person's own words as they are. Raises NotUnderstood where there are none."""
    if not typed.strip():
        raise NotUnderstood("There is nothing to write down.", "Write a few words.")
    return check_length(typed)


def check_length(typed: str) -> str:
    """Return a text as it is. Raises NotUnderstood for one that is too long to keep."""
    if len(typed) > MOST_WORDS:
        raise NotUnderstood(
            f"That text has more than {MOST_WORDS:,} characters. It was not saved.", "Write a shorter one."
        )
    return typed


def parse_severity(typed: str) -> int:
    """Return a number from 0 to 10. Raises NotUnderstood."""
    found = re.fullmatch(r"0*(\d{1,2})", typed.strip())
    if not found or int(found[1]) > BEST:
        raise NotUnderstood(f'"{typed[:40]}" is not a number from 0 to {BEST}.', f"Write a number from 0 to {BEST}.")
    return int(found[1])


def parse_reaction(typed: str, known: Known) -> Reaction:
    """Return a reaction from `what, when, how bad`; the last two may be left out. Raises NotUnderstood."""
    words, severity, when = check_length(typed).strip(), None, None
    before, comma, last = (part.strip() for part in words.rpartition(","))
    if comma and re.fullmatch(r"-?\d+(?:\.\d+)?(?: ?(?:/|of) ?10)?", last):
        severity = parse_severity(re.split(r" ?[/o]", last)[0])
        words = before
        before, comma, last = (part.strip() for part in words.rpartition(","))
    if comma:
        words, when = before, last
    parse_words(words)
    entries = {said.casefold(): entry for entry, said in known}
    return Reaction(words, entries.get(words.casefold()), when or None, severity)


def parse_past_day(typed: str, today: date) -> date:
    """Return a day for the diary: of the past, or today. Raises NotUnderstood, or TwoReadings."""
    return check_day(parse_date(typed, today, past=True), today)


def check_day(day: date, today: date) -> date:
    """Return a day of the past or today. Raises NotUnderstood, also for one nobody alive remembers."""
    if day > today:
        raise NotUnderstood(f"{say_date(day)} is still to come.", "Give today or a day that has passed.")
    if day.year < FIRST_YEAR:
        raise NotUnderstood(f"{say_date(day)} is too long ago.", f"Give a day since {FIRST_YEAR}.")
    return day


def check_times(treatment: Treatment) -> Treatment:
    """Return the treatment if its end is not before its start. Raises NotUnderstood."""
    minutes = treatment.minutes
    if minutes is not None and minutes < 0:
        raise NotUnderstood(
            f"The end ({treatment.end}) is before the start ({treatment.start}).",
            "Check both times: --start and --end.",
        )
    return treatment


def _minute(time: str) -> int:
    hour, minute = parse_time(time).split(":")
    return int(hour) * 60 + int(minute)


def say_minutes(minutes: int) -> str:
    """Say how long: `3 hours 15 minutes`."""
    hours, rest = divmod(minutes, 60)
    said = [f"{hours} {'hour' if hours == 1 else 'hours'}"] if hours else []
    if rest or not hours:
        said.append(f"{rest} {'minute' if rest == 1 else 'minutes'}")
    return " ".join(said)


def say_reaction(reaction: Reaction) -> str:
    """Say a reaction on one line: `headache, 6 hours after, 5 of 10`."""
    bad = f"{reaction.severity} of {BEST}" if reaction.severity is not None else None
    return ", ".join(neutral(part) for part in (reaction.words, reaction.when, bad) if part)


def is_new_brand(brand: str | None, before: str | None) -> bool:
    """Say whether a brand differs from the one of last time, where both are known."""
    return bool(brand and before) and lot_key(brand or "") != lot_key(before or "")


def _unaided(parse: Callable[[str], Any]) -> Callable[[str, Known], Any]:
    return lambda typed, _known: parse(typed)


class Detail(NamedTuple):
    """One thing the log keeps of an infusion: how it is called, asked for, read and said.

    `name` is the field of Treatment. Of most the later value replaces the former; those that are `is_listed` add up.
    What `is_offered` is asked with the answer of last time; what `is_felt` says how the person was. `parse` raises
    NotUnderstood.
    """

    name: str
    label: str
    question: str
    how: str
    parse: Callable[[str, Known], Any] = _unaided(parse_words)
    say: Callable[[Any], str] = str
    is_listed: bool = False
    is_offered: bool = False
    is_felt: bool = False


_HOW_LOT = "Copy it from the bottle or the sticker. You can give one after the other."
_HOW_REACTION = "Write what, when, how bad (0 to 10): headache, 6 hours after, 5"
_TIME = _unaided(parse_time)
DETAILS = (
    Detail("brand", "Brand", "Which brand was it?", "It is on the bottle or the sticker.", is_offered=True),
    Detail("lots", "Lot numbers", "Which lot number?", _HOW_LOT, _unaided(parse_lot), is_listed=True),
    Detail(
        "dose_grams",
        "Dose in grams",
        "What was the dose?",
        "In grams, such as 30.",
        _unaided(parse_dose),
        "{:g}".format,
    ),
    Detail("site", "IV site", "Where was the IV?", "Such as left hand, or port.", is_offered=True),
    Detail(
        "premeds",
        "Pre-medicines",
        "Which medicine did you get before?",
        "You can give one after the other.",
        is_listed=True,
    ),
    Detail("start", "Start time", "When did it start?", "Write it like 09:30.", _TIME),
    Detail("end", "End time", "When did it end?", "Write it like 13:15.", _TIME),
    Detail("rate_start", "Starting speed", "What was the starting speed?", "Ask the nurse, such as 30 ml an hour."),
    Detail("rate_top", "Top speed", "What was the top speed?", "Ask the nurse, such as 200 ml an hour."),
    Detail(
        "reactions",
        "Reactions",
        "Did you have a reaction?",
        _HOW_REACTION,
        parse_reaction,
        say_reaction,
        is_listed=True,
        is_felt=True,
    ),
    Detail("helped", "What helped", "What helped?", "In your own words.", is_felt=True),
    Detail("notes", "Notes", "Anything else?", "In your own words.", is_felt=True),
)
"""All the log keeps of an infusion, in the order in which it is asked and shown."""

SINGLE = tuple(detail.name for detail in DETAILS if not detail.is_listed)
LISTED = tuple(detail.name for detail in DETAILS if detail.is_listed)
