"""Dates as people type them."""

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, timedelta
from typing import NamedTuple

from ivig_prep.core.dates import MONTHS, WEEKDAYS, YEARS, say_date
from ivig_prep.core.doubts import FarDate, Reading, two_readings
from ivig_prep.core.typed import clean, in_digits, nearest
from ivig_prep.errors import NotUnderstood

FARTHEST_YEARS = 8
"""How far off a date without a year can be: there was no 29 February from 1896 to 1904."""
LONG_AGO_DAYS = 92
"""The most days in three months."""
HOW = "Write it like 2026-12-02, or 2 December 2026."
_WITH_TIME = r"(.+?)(?:t| at |: | )(?:\d{1,2}(?:[:.]\d{2}){1,2}(?: ?[ap]m)?|\d{1,2} ?[ap]m|noon|midday|\d{1,2} o'clock)"


class Frame(NamedTuple):
    """What fills in a date that is typed in part: the day on which it is typed, and whether a past day is meant."""

    today: date
    past: bool


Days = tuple[date, ...]
"""The days that something typed can mean; none where it is no date."""


def parse_date(typed: str, today: date, *, past: bool = False) -> date:
    """Return the date that was typed. Raises NotUnderstood, or TwoReadings for one such as 3/4/2026.

    A weekday, or a date without a year, is the next one from `today` on, and with `past` the last one. A date
    without a year that is nearer on the other side of today has two readings.
    """
    text = re.sub(r"[\s,()]+", " ", in_digits(clean(typed))).strip(" .")
    text = re.sub(r"^on |\bthe |(?<=[a-z])\.(?= |$)|(?<=\d)\.(?= [a-z])|(?<=\d\.) (?=\d)", "", text)
    if text not in _BASES:
        text = re.sub(_PART_OF_A_DAY, "", text)
    frame = Frame(today, past)
    days = _days(text, frame)
    misspelt = days is None
    if days is None:
        days = _days(_spelled(text), frame)
    if days is None:
        days, misspelt = _either(text, frame), False
    if days is None:
        raise _no_date(typed, text, frame)
    if not days:
        raise _unreal(typed)
    if any(day.year not in YEARS and abs(day.year - today.year) > FARTHEST_YEARS for day in days):
        raise NotUnderstood(f'The year of "{typed[:40]}" is too far off.', "Check the year. " + HOW)
    if misspelt or len(days) > 1:
        raise two_readings(typed, tuple(Reading(day.isoformat(), say_date(day)) for day in days), HOW)
    return days[0]


def _either(text: str, frame: Frame) -> Days | None:
    """Return the days of two or more with an `or` between them, such as `2 or 3 dec`; None for what is none.

    What stands before the first or behind the last may belong to each: `fri or sat next week`, `in 2 or 3 weeks`.
    """
    first, *others = parts = text.split(" or ")
    before, behind = first.rpartition(" ")[0], parts[-1].partition(" ")[2]
    ways = [[f"{part} {behind}", f"{before} {part}", part] for part in parts]
    found = [next((days for way in each if (days := _days(way.strip(), frame))), ()) for each in ways]
    return _different(day for days in found for day in days) if others and all(found) else None


def _no_date(typed: str, text: str, frame: Frame) -> NotUnderstood:
    timed = re.fullmatch(_WITH_TIME, text)
    if timed and _days(timed[1], frame):
        how = "Write the day alone, such as 2026-12-02. The time has its own place."
        return NotUnderstood(f'"{typed[:40]}" is a day and a time.', how)
    if _is_a_span(text, frame):
        return NotUnderstood(f'"{typed[:40]}" is more than one day.', "Write one day, the first. " + HOW)
    if (month := re.fullmatch(_MONTH_ALONE, text)) and (month[1] == "month" or _month_number(month[1])):
        return NotUnderstood(f'"{typed[:40]}" is a month. The day is missing.', HOW)
    return NotUnderstood(f'"{typed[:40]}" is not a date.', HOW)


def _is_a_span(text: str, frame: Frame) -> bool:
    """Say whether a text is from one day to another: `2-4 dec`, `dec 2 to 4`, `mon to wed`, `in 2-3 weeks`."""
    text = re.sub("^(?:from|between) ", "", text)
    last = re.sub(rf"\d{{1,2}}{_NTH}? ?{_TO} ?(?=\d)", "", text)
    if last != text and _days(last, frame):
        return True
    parts = re.split(f" {_TO} ", text)
    return len(parts) > 1 and all(_days(part, frame) for part in parts)


def _days(text: str, frame: Frame) -> Days | None:
    """Return the days a text can mean: none for one that is not in the calendar, None for what is no date.

    Raises NotUnderstood where the weekday beside a date is another one than the date's.
    """
    found = _counted(text, frame.today) or _weekday_alone(text, frame)
    if found:
        return _different(found)
    weekday, rest = _weekday_beside(text)
    days = _calendar(rest, frame)
    if not days or weekday is None:
        return days
    fitting = tuple(day for day in days if day.weekday() == weekday)
    if not fitting:
        raise NotUnderstood(f"{say_date(days[0])} is not a {WEEKDAYS[weekday]}.", "Check the day and the weekday.")
    return fitting


def _different(days: Iterable[date]) -> Days:
    return tuple(dict.fromkeys(days))


def _spelled(text: str) -> str:
    """Return a text with its misspelled weekdays and months corrected."""
    names = tuple(name.lower() for name in (*WEEKDAYS, *MONTHS, "tomorrow", "yesterday"))
    return " ".join(_begun(word, names) or nearest(word, names) or word for word in text[:40].split())


def _begun(word: str, names: Iterable[str]) -> str | None:
    """Return the name that this word is the beginning of, such as `yest` or `tomor`."""
    return next((name for name in names if len(word) > 3 and name.startswith(word)), None)


def _unreal(typed: str) -> NotUnderstood:
    return NotUnderstood(f'There is no date "{typed[:40]}" in the calendar.', "Check the day and the month. " + HOW)


# Days counted from today

_BASES = {
    "today": 0,
    "tonight": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "tomorrow": 1,
    "tmrw": 1,
    "yesterday": -1,
    "last night": -1,
    "day after tomorrow": 2,
    "day before yesterday": -2,
}
_PART_OF_A_DAY = " (?:in |at )?(?:morning|afternoon|evening|night)$"
"""What may stand behind any day; `the` is out by then. A time of its own is refused instead, for it would be lost."""
_COUNTED = (
    r"(?:in )?(?P<in>\d{1,3}|an?) (?P<unit>day|night|week|fortnight|month)(?:'?s'?)?(?: time)?"
    r"(?: from now| (?:from )?(?P<from>today|tomorrow))?"
    r"|(?P<ago>\d{1,3}|an?) (?P<ago_unit>day|night|week|fortnight|month)s? ago"
)
_SHORT_UNITS = {"d": " days", "w": " weeks", "wk": " weeks", "wks": " weeks"}
_UNIT_DAYS = {"day": 1, "night": 1, "week": 7, "fortnight": 14, "month": 28}


def _counted(text: str, today: date) -> Days:
    """Return the days for `tomorrow`, `in 3 days`, `tomorrow week`, `2 weeks ago`; a month can be 4 weeks too."""
    if text in _BASES:
        return (today + timedelta(_BASES[text]),)
    if found := re.fullmatch("(today|tomorrow) (week|fortnight)", text):
        return (today + timedelta(_UNIT_DAYS[found[2]] + _BASES[found[1]]),)
    text = re.sub(r"(?<=\d) ?(d|wks?|w)\b", lambda unit: _SHORT_UNITS[unit[1]], text)
    found = re.fullmatch(_COUNTED, text)
    if not found or not (found["ago"] or found["from"] or re.search("^in | from now$| time$", text)):
        return ()
    typed, unit = found["in"] or found["ago"], found["unit"] or found["ago_unit"]
    count = int(typed) if typed.isdigit() else 1
    count = -count if found["ago"] else count
    start = today + timedelta(_BASES.get(found["from"] or "today", 0))
    return (start + timedelta(count * _UNIT_DAYS[unit]), *(_months_on(start, count) if unit == "month" else ()))


def _months_on(day: date, months: int) -> Days:
    """Return the same day of the month so many months later, if there is one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return _existing((year, month + 1, day.day))


# Weekdays

_WEEKDAY_NAMES = tuple(name.lower() for name in WEEKDAYS)
_WEEKDAY = "|".join(f"{name}|{name[:3]}" for name in _WEEKDAY_NAMES) + "|tues|weds|thur|thurs"
_WHICH = "(?:this|next|last)(?: week)?|past|(?:this )?coming|(?:(?:a|1) )?week (?:on|from)"
_WEEKDAY_ALONE = rf"(?:({_WHICH}) )?({_WEEKDAY})(?: (week|this week|next week|last week))?"


def _weekday_alone(text: str, frame: Frame) -> Days:
    """Return the days for `friday`, `next friday`, `friday week`: several where people mean several by it."""
    if far := re.fullmatch(rf"(?:(?:an? )?(fortnight)|([2-9]) weeks) (?:on|from) ({_WEEKDAY})", text):
        weeks = 2 if far[1] else int(far[2])
        return tuple(day + timedelta(7 * weeks) for day in _weekday_alone(f"coming {far[3]}", frame))
    if after := re.fullmatch(f"({_WEEKDAY}) after next", text):
        return tuple(day + timedelta(7) for day in _weekday_alone(f"next {after[1]}", frame))
    found = re.fullmatch(_WEEKDAY_ALONE, text)
    if not found or (found[1] and found[3]):
        return ()
    today, weekday, which = frame.today, _weekday_number(found[2]), found[1] or found[3]
    ahead = today + timedelta((weekday - today.weekday()) % 7)
    last = ahead - timedelta(7)
    following = ahead if ahead > today else ahead + timedelta(7)
    if which is None and ahead == today:
        return (last, today) if frame.past else (today, following)
    ways: dict[str | None, Days] = {
        None: (last if frame.past else following,),
        "this": _in_week(today, weekday, 0) if frame.past else (ahead,),
        "next": (following, _in_week(today, weekday, 1)[0]),
        "last": (_in_week(today, weekday, -1)[0], last),
        "past": (last,),
        "coming": (following,),
        "this coming": (following,),
        "this week": _in_week(today, weekday, 0),
        "next week": _in_week(today, weekday, 1),
        "last week": _in_week(today, weekday, -1),
    }
    return ways.get(which, (following + timedelta(7),))


def _in_week(today: date, weekday: int, weeks: int) -> Days:
    """Return this weekday of the week so many weeks on: for a week that begins on Monday, and one on Sunday."""
    monday = today - timedelta(today.weekday()) + timedelta(7 * weeks)
    sunday = today - timedelta((today.weekday() + 1) % 7) + timedelta(7 * weeks)
    return monday + timedelta(weekday), sunday + timedelta((weekday + 1) % 7)


def _weekday_beside(text: str) -> tuple[int | None, str]:
    """Return the weekday that stands before or behind a date, and the date."""
    if found := re.match(rf"({_WEEKDAY}) (?=\S)", text):
        return _weekday_number(found[1]), text[found.end() :]
    if found := re.search(rf"(?<=\S) ({_WEEKDAY})$", text):
        return _weekday_number(found[1]), text[: found.start()]
    return None, text


def _weekday_number(weekday: str) -> int:
    return next(number for number, name in enumerate(_WEEKDAY_NAMES) if name.startswith(weekday[:3]))


# Dates of the calendar

_S = "[-/. ]"
_MOST_DAYS = 31
_NTH = "(?:st|nd|rd|th)"
_YEAR = r"\d{4}|'?\d{2}"
_DAY_FIRST = rf"(\d{{1,2}}){_NTH}?(?: of)?{_S}?([a-z]{{3,}})(?:{_S}?({_YEAR}))?"
_MONTH_FIRST = rf"([a-z]{{3,}}){_S}?(\d{{1,2}}){_NTH}?(?:{_S}({_YEAR}))?"
_YEAR_FIRST = rf"(\d{{4}}){_S}([a-z]{{3,}}|\d{{1,2}}){_S}(\d{{1,2}})"
_NUMBERS = rf"(\d{{1,2}})({_S})(\d{{1,2}})\2(\d{{4}}|\d{{2}})"
_NO_YEAR = r"(\d{1,2})([-/.])(\d{1,2})"
_TO = "(?:-|/|&|to|and|till?|until|through)"
_MONTH_ALONE = rf"(?:in |this |next |last |early |mid |late |end of )*([a-z]{{3,}})(?: (?:{_YEAR}))?"


def _calendar(text: str, frame: Frame) -> Days | None:
    """Return the days for a date with a day and a month, named or in numbers; None for what is none."""
    for form, days in _FORMS:
        if found := re.fullmatch(form, text):
            return days(found, frame)
    return None


def _nth_of_a_month(day: int, frame: Frame) -> Days:
    """Return the days for `the 2nd`: of the next month that has one, or the last."""
    this_month = frame.today.year * 12 + frame.today.month - 1
    months = (divmod(this_month + on, 12) for on in range(-3, 4))
    return _near(_existing(*((year, month + 1, day) for year, month in months)), frame)


def _named(day: str, month: str, year: str | None, frame: Frame) -> Days | None:
    number = int(month) if month.isdigit() else _month_number(month)
    if number is None:
        return None
    return _existing((_year(year), number, int(day))) if year else _in_any_year(int(day), number, frame)


def _month_number(name: str) -> int | None:
    if name == "sept":
        return 9
    return next((number for number, month in enumerate(MONTHS, 1) if month.lower().startswith(name)), None)


def _year(typed: str) -> int:
    year = typed.removeprefix("'")
    return int(year) if len(year) == 4 else 2000 + int(year)


def _eight_digits(text: str) -> Days:
    """Return the days for 20261202, and for 02122026, which can be two."""
    year_first, year_last = int(text[:4]), int(text[4:])
    first, second = int(text[:2]), int(text[2:4])
    days = _existing(
        (year_first, int(text[4:6]), int(text[6:])), (year_last, second, first), (year_last, first, second)
    )
    return tuple(day for day in days if day.year in YEARS)


def _numbers(first: int, second: int, year: str, separator: str) -> Days:
    """Return the days for 3/4/2026: day first, then month first. The year may stand first too, as in 26-12-02."""
    days = _existing((_year(year), second, first), (_year(year), first, second))
    if len(year) == 2 and separator == "-" and first > 12:
        days = (*days, *_existing((2000 + first, second, int(year))))
    return _different(days)


def _without_year(first: int, second: int, separator: str, frame: Frame) -> Days | None:
    """Return the days for 12/2. With a full stop it is a time or a number too, so neither 9.30 nor 38.5 is a date."""
    day_first = _in_any_year(first, second, frame)
    if separator == "." and not day_first:
        return () if first <= _MOST_DAYS and second <= len(MONTHS) else None
    return _different((*day_first, *_in_any_year(second, first, frame)))


def _in_any_year(day: int, month: int, frame: Frame) -> Days:
    years = range(frame.today.year - FARTHEST_YEARS, frame.today.year + FARTHEST_YEARS + 1)
    return _near(_existing(*((year, month, day) for year in years)), frame)


def _near(days: Days, frame: Frame) -> Days:
    """Return the next of these days, or the last one; both where the one on the other side of today is nearer."""
    last = max((day for day in days if day <= frame.today), default=None)
    following = min((day for day in days if day >= frame.today), default=None)
    meant, other = (last, following) if frame.past else (following, last)
    if meant is None:
        return ()
    if last and other and following and abs(other - frame.today) < abs(meant - frame.today):
        return (last, following)
    return (meant,)


def _existing(*days: tuple[int, int, int]) -> Days:
    """Return those of the days, each a year, a month and a day, that are in the calendar."""
    found = []
    for year, month, day in days:
        with suppress(ValueError):
            found.append(date(year, month, day))
    return tuple(found)


_FORMS: tuple[tuple[str, Callable[[re.Match[str], Frame], Days | None]], ...] = (
    (_YEAR_FIRST, lambda found, frame: _named(found[3], found[2], found[1], frame)),
    (r"\d{8}", lambda found, _: _eight_digits(found[0])),
    (_NUMBERS, lambda found, _: _numbers(int(found[1]), int(found[3]), found[4], found[2])),
    (_NO_YEAR, lambda found, frame: _without_year(int(found[1]), int(found[3]), found[2], frame)),
    (_DAY_FIRST, lambda found, frame: _named(found[1], found[2], found[3], frame)),
    (_MONTH_FIRST, lambda found, frame: _named(found[2], found[1], found[3], frame)),
    (rf"(\d{{1,2}}){_NTH}", lambda found, frame: _nth_of_a_month(int(found[1]), frame)),
)
"""Every form of a date with a day and a month, and what reads it."""


def check_near(day: date, today: date) -> date:
    """Return the day if it is at most three months ago and a year ahead. Raises FarDate, with the date said in full.

    A past visit is set to say what follows it. One that long ago is most often the right day with the wrong year.
    """
    if today - day > timedelta(days=LONG_AGO_DAYS):
        raise FarDate(f"{say_date(day)} is more than 3 months ago.", "Check the year. " + HOW, day)
    if day > _years_off(today, 1):
        raise FarDate(f"{say_date(day)} is more than a year ahead.", "Check the year. " + HOW, day)
    return day


def _years_off(day: date, years: int) -> date:
    year = min(max(day.year + years, 1), 9999)
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return day.replace(year=year, day=28)
