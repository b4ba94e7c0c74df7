"""Times of day, and the time between infusions: as people type them, and as we say them."""

import re

from ivig_prep.core.doubts import Reading, two_readings
from ivig_prep.core.typed import clean, in_digits, nearest
from ivig_prep.errors import NotUnderstood

HOW_TIME = "Write it like 09:30, or 2:15 pm."
_NAMED = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}
_HALVES = {
    "am": ("am", "a.m", "in the morning"),
    "pm": ("pm", "p.m", "in the afternoon", "in the evening"),
}
_AROUND_A_TIME = r"^(?:at |around |about |@ ?|~ ?)+|^12 (?=noon|midnight)|(?<=[0-9]) ?(?:hrs?|hours?|h|o'clock)(?=$| )"
_MAY_BE_AFTERNOON = range(1, 7)
"""Hours that mean the afternoon to many: 2:15 without am or pm is asked back, 02:15 is not."""


def parse_time(typed: str) -> str:
    """Return the time of day as `HH:MM`. Raises NotUnderstood, or TwoReadings for one such as 2:15."""
    text = in_digits(clean(typed)).rstrip(". ")
    text = re.sub(_AROUND_A_TIME, "", text)
    text = re.sub(r"(?<=[0-9])( ?[ap])$", r"\1m", text)
    if text in _NAMED:
        return _NAMED[text]
    if found := re.fullmatch(r"half (?P<hour>[0-9]{1,2})(?P<rest>.*)", text):
        raise _half_an_hour(typed, int(found["hour"]), found["rest"])
    text, half = _half(_in_figures(text, spoken=not typed.strip()[:1].isdigit()))
    found = re.fullmatch(r"([0-9]{1,2})(?:[:;.,h ]?([0-9]{2}))?", text)
    hour, minute = (found[1], found[2]) if found else ("99", None)
    if int(hour) > 23 or int(minute or 0) > 59 or (hour == "0" and not minute):
        raise _no_time(typed)
    if half is None and _may_be_either_half(hour, minute):
        raise two_readings(typed, tuple(_as_half(hour, minute, each) for each in _HALVES), HOW_TIME)
    if half and not 1 <= int(hour) <= 12:
        raise _no_time(typed)
    hours = int(hour) % 12 + 12 * (half == "pm") if half else int(hour)
    return f"{hours:02d}:{minute or '00'}"


_MINUTES = {"half": 30, "quarter": 15, "a quarter": 15, "5": 5, "10": 10, "twenty": 20, "twenty-5": 25}
_MINUTES_AFTER = {"fifteen": 15, "thirty": 30, "forty-5": 45}
_HOUR_AND_MINUTES = r"([0-9]{1,2})[ -](fifteen|thirty|forty[ -]5)( .*|)"
_SPOKEN = rf"({'|'.join(_MINUTES).replace('-', '[ -]')})(?: minutes)? (past|after|to|before) ([0-9]{{1,2}})( .*|)"


def _in_figures(text: str, *, spoken: bool) -> str:
    """Return a time that is said in words, such as `half past 9` or `quarter to 10 am`, in figures; any other as it is.

    One that begins with a figure is not `spoken`: 10 to 11 is from one hour to the other. One before twelve with its
    half of the day stays, for it lies in the other half.
    """
    if after := re.fullmatch(_HOUR_AND_MINUTES, text):
        return f"{after[1]}:{_MINUTES_AFTER[after[2].replace(' ', '-')]}{after[3]}"
    found = re.fullmatch(_SPOKEN, text)
    if not found or not (spoken or found[2] == "past"):
        return re.sub(r"(?<=:[0-9]{2}):00(?= |$)", "", text)
    minutes, hour = _MINUTES[re.sub(" (?=5)", "-", found[1])], int(found[3])
    if found[2] in ("past", "after"):
        return f"{hour}:{minutes:02d}{found[4]}"
    goes_over = minutes == 30 or (hour == 12 and found[4])
    return text if goes_over else f"{hour - 1 or 12}:{60 - minutes:02d}{found[4]}"


def _half_an_hour(typed: str, hour: int, rest: str) -> NotUnderstood:
    """Return the problem of `half nine`: half past nine to some people, and half past eight to others."""
    if not 1 <= hour <= 12:
        return _no_time(typed)
    ways = tuple(f"{each}:30{rest}" for each in (hour, hour - 1 or 12))
    return two_readings(typed, tuple(Reading(way, way) for way in ways), HOW_TIME)


def _half(text: str) -> tuple[str, str | None]:
    """Return a time without what says its half of the day, and that half."""
    for half, words in _HALVES.items():
        for word in words:
            if text.endswith(word):
                return text.removesuffix(word).rstrip(), half
    return text, None


def _may_be_either_half(hour: str, minute: str | None) -> bool:
    """Say whether an hour can be of both halves of the day. With a leading zero it is of a clock of 24 hours."""
    if hour.startswith("0"):
        return False
    return int(hour) in (_MAY_BE_AFTERNOON if minute else range(1, 13))


def _as_half(hour: str, minute: str | None, half: str) -> Reading:
    said = f"{hour}:{minute or '00'} {half}" if minute or hour != "12" else {"am": "midnight", "pm": "noon"}[half]
    return Reading(said, said)


def _no_time(typed: str) -> NotUnderstood:
    return NotUnderstood(f'"{typed[:40]}" is not a time of day.', HOW_TIME)


HOW_EVERY = "Write it like 4w, or 21d."
LONGEST_DAYS = 366
DAYS_OF_A_MONTH = 365.25 / 12
_UNITS = {"d": 1, "day": 1, "days": 1, "w": 7, "wk": 7, "wks": 7, "week": 7, "weeks": 7}
_MONTHS = ("m", "mo", "mth", "mths", "month", "months")
_COUNT_IN_IT = {
    "daily": "1 day",
    "other day": "2 days",
    "weekly": "1 week",
    "fortnight": "2 weeks",
    "fortnightly": "2 weeks",
    "other week": "2 weeks",
    "second week": "2 weeks",
    "third week": "3 weeks",
    "fourth week": "4 weeks",
    "monthly": "1 month",
    "day": "1 day",
    "week": "1 week",
    "month": "1 month",
}
_TWO_WEEKS_OR_TWICE = ("biweekly", "bi-weekly", "bi weekly")
_NO_DAYS = {"same day of the month": "the same day of the month", "twice a week": "twice a week"}
"""What can be meant and cannot be kept as a number of days: as it is typed, and as it is said."""


def parse_every(typed: str) -> int:
    """Return the days from one infusion to the next: `4w`, `21d`, `every 4 weeks`, `q4w`.

    Raises NotUnderstood, or TwoReadings for one such as monthly.
    """
    text = _count_and_unit(in_digits(clean(typed)))
    if text in _NO_DAYS:
        raise NotUnderstood("Only days or weeks can be kept here.", "For every 4 weeks, type: 4w")
    if text in _TWO_WEEKS_OR_TWICE:
        raise _which(typed, "2 weeks", "twice a week")
    if span := re.fullmatch(r"([0-9]{1,3}) ?(?:-|to|or) ?([0-9]{1,3}) ?([a-z]+)", text):
        raise _which(typed, f"{span[1]} {span[3]}", f"{span[2]} {span[3]}")
    found = re.fullmatch(r"([0-9]{1,3}) ?([a-z]*)", text)
    count, unit = (int(found[1]), found[2]) if found else (0, "")
    if found and not unit:
        raise _which(typed, f"{count} weeks", f"{count} days")
    if unit in _MONTHS:
        by_calendar = () if count == 1 else (f"{round(count * DAYS_OF_A_MONTH / 7)} weeks",)
        raise _which(typed, *dict.fromkeys((f"{4 * count} weeks", *by_calendar, "same day of the month")))
    if unit not in _UNITS and (near := nearest(unit, (*_UNITS, *_MONTHS))):
        raise _which(typed, f"{count} {near}")
    days = count * _UNITS.get(unit, 0)
    if not 1 <= days <= LONGEST_DAYS:
        raise _no_interval(typed)
    return days


def _count_and_unit(text: str) -> str:
    """Return a time between infusions without the words around it: `q4w`, `once every 4 weeks`, `4-weekly`."""
    text = re.sub(
        r"^(?:once )?(?:every|each|q)(?=[ 0-9]) ?|^(?:once )?an? (?=day|week|month|fortnight)", "", text.rstrip(".")
    )
    text = re.sub(r"(?<=[0-9])(?:st|nd|rd|th)?[ -]?(day|week|month)(?:s|ly)?(?: apart)?$", r" \1s", text)
    return _COUNT_IN_IT.get(text, text)


def _which(typed: str, *ways: str) -> NotUnderstood:
    """Return the problem of what can be meant in several ways; only of those that can be kept, if there are any."""
    kept = [way for way in ways if way in _NO_DAYS or _is_kept(way)]
    readings = tuple(Reading(way, _NO_DAYS.get(way, f"every {way}")) for way in kept)
    return two_readings(typed, readings, HOW_EVERY) if any(map(_is_kept, ways)) else _no_interval(typed)


def _is_kept(way: str) -> bool:
    try:
        return bool(parse_every(way))
    except NotUnderstood:
        return False


def _no_interval(typed: str) -> NotUnderstood:
    return NotUnderstood(f'"{typed[:40]}" is not a time between infusions.', HOW_EVERY)


def say_every(days: int) -> str:
    """Say the time between infusions: `every 4 weeks`."""
    count, unit = (days // 7, "week") if days % 7 == 0 else (days, "day")
    return f"every {unit}" if count == 1 else f"every {count} {unit}s"
