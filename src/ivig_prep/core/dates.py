"""Dates and times as people type them, and as we say them. English names, whatever the locale."""

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from ivig_prep.errors import FarDate, NotUnderstood, TwoReadings

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
JUST_PASSED_DAYS = 30
YEARS = range(1900, 2200)
"""The years a date may be in. One of any other is a slip of the hand, and the days around it may not exist."""
HOW = "Write it like 2026-12-02, or 2 December 2026."
_ISO = r"(\d{4})-(\d{1,2})-(\d{1,2})"
_NUMBERS = r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})"
_DAY_FIRST = r"(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]+)\.?(?: (\d{4}))?"
_MONTH_FIRST = r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?"
_TIME = r"(\d{1,2})(?:[:.](\d{2}))? *(am|pm)?"
_WEEKDAY_NAMES = tuple(name.lower() for name in WEEKDAYS)
_WEEKDAY_BEFORE = rf"({'|'.join(f'{n}|{n[:3]}' for n in _WEEKDAY_NAMES)})\.? (?=\S)"


def say_date(day: date, *, year: bool = True) -> str:
    """Say the date with weekday and month name: `Wednesday 2 December 2026`."""
    words = f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return f"{words} {day.year}" if year else words


def parse_date(typed: str, today: date, *, past: bool = False) -> date:
    """Return the date that was typed. Raises NotUnderstood, or TwoReadings for one such as 3/4/2026.

    A date without a year is the next one from `today` on, and with `past` the last one until `today`.
    Where the next one is nearly a year off, since the day has only just passed, it has two readings.
    """
    text = re.sub(r"[\s,]+", " ", typed.strip().lower())
    nearby = {"today": 0, "tomorrow": 1, "yesterday": -1}
    if text in nearby:
        return today + timedelta(days=nearby[text])
    if text in _WEEKDAY_NAMES:
        ahead = (_WEEKDAY_NAMES.index(text) - today.weekday() - 1) % 7 + 1
        return today + timedelta(days=ahead - 7 if past else ahead)
    weekday = re.match(_WEEKDAY_BEFORE, text)
    if weekday is None:
        return _calendar_date(text, typed, today, past=past)
    day = _calendar_date(text[weekday.end() :], typed, today, past=past)
    named = next(name for name in WEEKDAYS if name.lower().startswith(weekday[1]))
    if WEEKDAYS[day.weekday()] != named:
        raise NotUnderstood(f"{say_date(day)} is not a {named}.", "Check the day and the weekday.")
    return day


def _calendar_date(text: str, typed: str, today: date, *, past: bool) -> date:
    if found := re.fullmatch(_ISO, text):
        return _real(int(found[1]), int(found[2]), int(found[3]), typed)
    if found := re.fullmatch(_NUMBERS, text):
        return _numbers(int(found[1]), int(found[2]), int(found[3]), typed)
    if found := re.fullmatch(_DAY_FIRST, text):
        return _named(found[1], found[2], found[3], _Typed(typed, today, past))
    if found := re.fullmatch(_MONTH_FIRST, text):
        return _named(found[2], found[1], found[3], _Typed(typed, today, past))
    raise NotUnderstood(f'"{typed[:40]}" is not a date.', HOW)


def _numbers(first: int, second: int, year: int, typed: str) -> date:
    if first <= 12 and second <= 12 and first != second:
        days = (_real(year, second, first, typed), _real(year, first, second, typed))
        raise _two_readings(typed, *days)
    day, month = (first, second) if second <= 12 else (second, first)
    return _real(year, month, day, typed)


class _Typed(NamedTuple):
    """A date as typed, and how to fill in a year that was left out."""

    text: str
    today: date
    past: bool


def _named(day: str, month_name: str, year: str | None, typed: _Typed) -> date:
    months = [n for n, name in enumerate(MONTHS, 1) if len(month_name) >= 3 and name.lower().startswith(month_name)]
    if month_name == "sept":
        months = [9]
    if not months:
        raise NotUnderstood(f'"{typed.text[:40]}" is not a date.', HOW)
    if year:
        return _real(int(year), months[0], int(day), typed.text)
    return _without_year(int(day), months[0], typed)


def _without_year(day: int, month: int, typed: _Typed) -> date:
    today = typed.today
    # 29 February may be as far as 8 years off (1896, 1904): look on until there is one.
    following = _first(day, month, (y for y in range(today.year, today.year + 9)), lambda found: found >= today)
    last = _first(day, month, (y for y in range(today.year, today.year - 9, -1)), lambda found: found <= today)
    chosen = last if typed.past else following
    if chosen is None:
        raise _unreal(typed.text)
    if not typed.past and last and following and last != following and (today - last).days <= JUST_PASSED_DAYS:
        raise _two_readings(typed.text, last, following)
    return chosen


def _first(day: int, month: int, years: Iterable[int], fits: Callable[[date], bool]) -> date | None:
    for year in years:
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if fits(found):
            return found
    return None


def _two_readings(typed: str, *days: date) -> TwoReadings:
    both = " or ".join(map(say_date, days))
    return TwoReadings(f'"{typed[:40]}" can be {both}.', HOW, tuple(day.isoformat() for day in days))


def _real(year: int, month: int, day: int, typed: str) -> date:
    try:
        real = date(year, month, day)
    except ValueError:
        raise _unreal(typed) from None
    if year not in YEARS:
        raise NotUnderstood(f'The year of "{typed[:40]}" is too far off.', "Check the year. " + HOW)
    return real


def _unreal(typed: str) -> NotUnderstood:
    return NotUnderstood(f'There is no date "{typed[:40]}" in the calendar.', "Check the day and the month. " + HOW)


def check_near(day: date, today: date) -> date:
    """Return the day if it is within a year of today. Raises FarDate, with the date said in full."""
    if _years_off(today, -1) <= day <= _years_off(today, 1):
        return day
    where = "ago" if day < today else "ahead"
    raise FarDate(f"{say_date(day)} is more than a year {where}.", "Check the year. " + HOW, day.isoformat())


def _years_off(day: date, years: int) -> date:
    year = min(max(day.year + years, 1), 9999)
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return day.replace(year=year, day=28)


def parse_time(typed: str) -> str:
    """Return the time of day as `HH:MM`. Raises NotUnderstood."""
    found = re.fullmatch(_TIME, typed.strip().lower().replace("a.m.", "am").replace("p.m.", "pm"))
    if found and (found[2] or found[3]):
        hour, minute = int(found[1]), int(found[2] or 0)
        if found[3]:
            hour = hour % 12 + (12 if found[3] == "pm" else 0) if 1 <= hour <= 12 else 99
        if hour < 24 and minute < 60:
            return f"{hour:02d}:{minute:02d}"
    raise NotUnderstood(f'"{typed[:40]}" is not a time of day.', "Write it like 09:30, or 2:15 pm.")


def parse_every(typed: str) -> int:
    """Return the days from one infusion to the next: `4w`, `21d`, `4 weeks`. Raises NotUnderstood."""
    found = re.fullmatch(r"(?:every )?(\d{1,3}) *(d|days?|w|weeks?)", typed.strip().lower())
    days = int(found[1]) * (7 if found[2].startswith("w") else 1) if found else 0
    if not 1 <= days <= 366:
        raise NotUnderstood(f'"{typed[:40]}" is not a time between infusions.', "Write it like 4w, or 21d.")
    return days


def say_every(days: int) -> str:
    """Say the time between infusions: `every 4 weeks`."""
    count, unit = (days // 7, "week") if days % 7 == 0 else (days, "day")
    return f"every {unit}" if count == 1 else f"every {count} {unit}s"
