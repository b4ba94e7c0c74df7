"""The diary as values: each infusion as it went, and how the person felt, day by day."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from ivig_prep.core.dates import say_date
from ivig_prep.core.doubts import Reading, two_readings
from ivig_prep.core.text import control_in, neutral
from ivig_prep.core.typed import clean, in_digits
from ivig_prep.errors import NotUnderstood

MOST_WORDS = 20_000
"""Characters of one text. A longer one was pasted by mistake, and every copy of the record would hold it again."""
MOST_DOSE_GRAMS = 500
BEST = 10
MINUTES_A_DAY = 24 * 60
LONG_MINUTES = 12 * 60
"""An infusion that took longer is pointed out: one of the times may be wrong."""
NONE = "none"
"""The word that clears a field."""
FIRST_YEAR = 1900


class FollowUp(NamedTuple):
    """How a headache was so many hours after it was written down: `gone`, `same` or `worse`."""

    hours: int
    said: str


class Reaction(NamedTuple):
    """What went wrong: an entry of the side-effect list where one was named, the person's words, when, how bad.

    `helped` is what helped with it, `after` what was answered when it was asked after.
    """

    words: str
    side_effect: str | None = None
    when: str | None = None
    severity: int | None = None
    helped: str | None = None
    after: tuple[FollowUp, ...] = ()


class Treatment(NamedTuple):
    """One day of an infusion as it went. `dose_grams` in grams, times as HH:MM; empty where nothing was said.

    `lot_expiry` pairs a lot with its expiry (ISO date) where it is known. `changed_on` is the day (ISO date) on which
    something that was written down was corrected or taken away.
    """

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
    lot_expiry: tuple[tuple[str, str], ...] = ()
    changed_on: str | None = None

    @property
    def minutes(self) -> int | None:
        """How long it took, in minutes; None where a time is not known. An end before the start is the next day."""
        if not (self.start and self.end):
            return None
        return (_minute(self.end) - _minute(self.start)) % MINUTES_A_DAY

    @property
    def ends_next_day(self) -> bool:
        """Whether it ended after midnight."""
        return bool(self.start and self.end) and _minute(self.end or "") < _minute(self.start or "")


class Listed(NamedTuple):
    """One lot, pre-medicine, reaction or question as it stands in the record, by its `key` there.

    `name` is the field of Treatment that holds it, or `questions`; a question belongs to no `day`.
    """

    name: str
    key: int
    day: date | None
    value: Any


class Score(NamedTuple):
    """How the person felt on a day: 0 is worst, 10 is best."""

    day: date
    score: int
    note: str | None = None


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
    return check_text(typed)


def is_none(typed: str) -> bool:
    """Say whether a line is the word that clears a field."""
    return typed.strip().lower() == NONE


def check_text(typed: str) -> str:
    """Return a text as it is. Raises NotUnderstood for one that is too long to keep, or has a control character."""
    if len(typed) > MOST_WORDS:
        raise NotUnderstood(
            f"That text has more than {MOST_WORDS:,} characters. It was not saved.", "Write a shorter one."
        )
    if control := control_in(typed):
        raise NotUnderstood(
            f"There is a control character in that text: {control}. It was not saved.", "Write it again without it."
        )
    return typed


def parse_score(typed: str) -> int:
    """Return how a person feels, from 0 to 10: `6`, `six`, `6/10`. Raises NotUnderstood, or TwoReadings for 6.5."""
    text = re.sub(r"\bzero\b", "0", in_digits(clean(typed)))
    if between := _whole_numbers_around(text):
        readings = tuple(Reading(str(number), str(number)) for number in between)
        raise two_readings(typed, readings, f"Write {between[0]} or {between[1]}. It goes from 0 to {BEST}.")
    if re.fullmatch(r"\d{1,2} (?!of|out of)[a-z].*", text):
        raise NotUnderstood(f'"{typed[:40]}" has more words than a number.', "Put the words behind --note, in quotes.")
    return parse_severity(text)


def _whole_numbers_around(text: str) -> tuple[int, ...]:
    """Return the two whole numbers that `6.5` lies between, or that `5-6` names; none for any other text."""
    of_ten = " ?(?:(?:/|of|out of) ?10)?"
    if between := re.fullmatch(rf"(\d)(?:[.,]0*[1-9]\d*| ?1/2| and a half){of_ten}", text):
        return int(between[1]), int(between[1]) + 1
    span = re.fullmatch(rf"(\d|10) ?(?:-|to|or) ?(\d|10){of_ten}", text)
    return (int(span[1]), int(span[2])) if span and span[1] != span[2] else ()


def parse_severity(typed: str) -> int:
    """Return a number from 0 to 10; `6/10` is 6. Raises NotUnderstood."""
    found = re.fullmatch(r"0*(\d{1,2})(?:[.,]0)? *(?:(?:/|of|out of) *10)?\.?", typed.strip().lower())
    if found and int(found[1]) <= BEST:
        return int(found[1])
    between = re.fullmatch(r"0*(\d)[.,]\d+ *(?:(?:/|of|out of) *10)?", typed.strip().lower())
    if between:
        below = int(between[1])
        raise NotUnderstood(f'"{typed[:40]}" is not a whole number from 0 to {BEST}.', f"Write {below} or {below + 1}.")
    raise NotUnderstood(f'"{typed[:40]}" is not a number from 0 to {BEST}.', f"Write a number from 0 to {BEST}.")


def parse_past_day(typed: str, today: date, *, is_kept: Callable[[date], bool] = lambda _: False) -> date:
    """Return a day for the diary: of the past, or today, or a later one that `is_kept` there already.

    Raises NotUnderstood, or TwoReadings.
    """
    from ivig_prep.core.typed_dates import parse_date  # late: pages show entries, and read no date

    day = parse_date(typed, today, past=True)
    return day if day > today and is_kept(day) else check_day(day, today)


def check_day(day: date, today: date) -> date:
    """Return a day of the past or today. Raises NotUnderstood, also for one before FIRST_YEAR."""
    if day > today:
        raise NotUnderstood(f"{say_date(day)} is still to come.", "Give today or a day that has passed.")
    if day.year < FIRST_YEAR:
        raise NotUnderstood(f"{say_date(day)} is too long ago.", f"Give a day since {FIRST_YEAR}.")
    return day


def _minute(time: str) -> int:
    return int(time[:2]) * 60 + int(time[3:])


def say_minutes(minutes: int) -> str:
    """Say how long: `3 hours 15 minutes`."""
    hours, rest = divmod(minutes, 60)
    said = [f"{hours} {'hour' if hours == 1 else 'hours'}"] if hours else []
    if rest or not hours:
        said.append(f"{rest} {'minute' if rest == 1 else 'minutes'}")
    return " ".join(said)


def say_reaction(reaction: Reaction) -> str:
    """Say a reaction on one line: `headache, 6 hours after, 5 of 10`, with what helped, and how it was later."""
    bad = f"{reaction.severity} of {BEST}" if reaction.severity is not None else None
    helped = f"helped: {reaction.helped}" if reaction.helped else None
    after = [f"after {answer.hours} hours: {answer.said}" for answer in reaction.after]
    return ", ".join(neutral(part) for part in (reaction.words, reaction.when, bad, helped, *after) if part)


SINGLE = Treatment._fields[1:10]
LISTED = ("lots", "premeds", "reactions")
"""The fields of Treatment that hold one value, and those that add up."""
