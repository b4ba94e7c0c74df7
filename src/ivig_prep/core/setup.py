"""What setup asks: how each answer is read, checked, said and cleared."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from ivig_prep.core.amounts import in_words
from ivig_prep.core.day.phases import MOST_DAYS
from ivig_prep.core.doubts import Reading, two_readings
from ivig_prep.core.person import PAPERS, Person
from ivig_prep.core.phones import parse_phone
from ivig_prep.core.times import parse_every, parse_time, say_every
from ivig_prep.core.traits import TRAITS
from ivig_prep.core.typed import clean, in_digits
from ivig_prep.core.typed_amounts import chosen, goal_ways
from ivig_prep.core.typed_dates import check_near, parse_date
from ivig_prep.errors import Next, NotUnderstood

LOOKS = ("screen", "plain")
LEAST_LIMIT_ML = 100
HOW_FITS = "Write +port to add one, -port to take one away, or port,home for all that fit."
HOW_MANY_DAYS = f"Write a number from 1 to {MOST_DAYS}."
HOW_MUCH_A_DAY = "Write it like 6 cups, 900 ml or 1.5 liters."
Value = str | int | tuple[str, ...] | None


def parse_goal(typed: str) -> int:
    """Return a daily fluid goal or limit in ml. Raises NotUnderstood, or TwoReadings where the unit is not said."""
    return chosen(typed, goal_ways(typed), least=LEAST_LIMIT_ML, how=HOW_MUCH_A_DAY)


def parse_fits(typed: str, now: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the traits named in a comma list, in the order of TRAITS. Raises NotUnderstood.

    `+port,-home` adds to what fits `now`, and takes away from it.
    """
    text = re.sub(r"([+-]) +", r"\1", clean(typed).lower())
    for trait in TRAITS:
        text = text.replace(trait.replace("-", " "), trait)
    words = [word for word in re.split(r"[,;&\s]+|\band\b", text) if word]
    signs = {word[0] if word[0] in "+-" else "" for word in words}
    named = [word.lstrip("+-") for word in words]
    for word in named:
        if word not in TRAITS:
            raise NotUnderstood(f'"{word[:40]}" is not one of the words for what fits you.', _nearest_trait(word))
    if "" in signs and len(signs) > 1:
        raise NotUnderstood("Some of these words have a + or a - before them, and some do not.", HOW_FITS)
    fits = set(now) if signs - {""} else set()
    for word, trait in zip(words, named, strict=True):
        fits = fits - {trait} if word[0] == "-" else fits | {trait}
    return tuple(trait for trait in TRAITS if trait in fits)


def _nearest_trait(word: str) -> str:
    from difflib import get_close_matches  # late: only a mistyped word pays for it

    near = get_close_matches(word, TRAITS, n=1, cutoff=0.5)
    return f"Did you mean {near[0]}?" if near else f"Write one or more of: {', '.join(TRAITS)}."


def parse_look(typed: str) -> str:
    """Return `screen` or `plain`. Raises NotUnderstood."""
    look = typed.strip().lower()
    if look not in LOOKS:
        raise NotUnderstood(f'"{look[:40]}" is not a look.', "Write screen or plain.")
    return look


def parse_paper(typed: str) -> str:
    """Return `a4` or `letter`. Raises NotUnderstood."""
    paper = typed.strip().lower()
    if paper not in PAPERS:
        raise NotUnderstood(f'"{paper[:40]}" is not a size of paper.', "Write a4 or letter.")
    return paper


def parse_days(typed: str) -> int:
    """Return the number of days of an infusion. Raises NotUnderstood."""
    text = re.sub(r"[ -]?days?(?: in a row)?$", "", in_digits(clean(typed)).rstrip("."))
    if span := re.fullmatch(rf"([1-{MOST_DAYS}]) ?(?:-|to|or) ?([1-{MOST_DAYS}])", text):
        raise two_readings(typed, tuple(Reading(way, f"{way} days") for way in span.groups()), HOW_MANY_DAYS)
    found = re.fullmatch("0*([0-9]{1,3})", text)
    if not found or not 1 <= int(found[1]) <= MOST_DAYS:
        raise NotUnderstood(f'"{typed[:40]}" is not a number of days.', HOW_MANY_DAYS)
    return int(found[1])


def with_changes(person: Person, changes: Mapping[str, Value]) -> dict[str, Value]:
    """Return the changes together with what follows from them. Raises NotUnderstood for goal beside limit."""
    if changes.get("fluid_goal") is not None:
        if changes.get("fluid_limit") is not None:
            raise NotUnderstood("A fluid goal and a fluid limit cannot stand together.", "Give only one of them.")
        if changes.get("fluid_limit", person.fluid_limit) is not None:
            raise NotUnderstood(
                f"Your team set a fluid limit of {in_words(person.fluid_limit or 0)}. No goal can stand beside it.",
                Next("ivig-prep setup --fluid-limit none", "If the limit has ended, type: "),
            )
    if changes.get("fluid_limit") is not None and person.fluid_goal is not None:
        return {**changes, "fluid_goal": None}
    return dict(changes)


Today = Callable[[], date]
"""Tells the day; the clock is looked at only where a date is read."""
Parser = Callable[[str, Today, Any], Any]
"""Reads what was typed, beside what is set now. Raises NotUnderstood."""


def _alone(parse: Callable[[str], Value]) -> Parser:
    return lambda typed, _today, _now: parse(typed)


def _parse_day(typed: str, today: Today, _now: object) -> date:
    return check_near(parse_date(typed, today()), today())


def _say_amount(ml: int) -> str:
    return f"{in_words(ml)} a day"


class Setting(NamedTuple):
    """One thing setup asks: how it is called, read, said and cleared. Its question is the one of the same id in data/.

    `name` is a field of Person, or of Infusion where it is `of_visit`. `parse` raises NotUnderstood. With `choices` the
    numbers of a list stand for them.
    """

    name: str
    label: str
    parse: Parser
    say: Callable[[Any], str] = str
    cleared: Value = None
    choices: tuple[str, ...] = ()
    is_amount: bool = False
    of_visit: bool = False


_PHONE_NUMBER = _alone(parse_phone)
_SHORT_NUMBER = _alone(partial(parse_phone, least=2))
"""An emergency number may have two digits, as in France. A clinic's that has two is the number of a list."""
_AMOUNT = _alone(parse_goal)


def _parse_fits(typed: str, _today: Today, now: Iterable[str]) -> tuple[str, ...]:
    return parse_fits(typed, now)


SETTINGS = (
    Setting("date", "Infusion", _parse_day, of_visit=True),
    Setting("days", "Days in a row", _alone(parse_days), cleared=1, of_visit=True),
    Setting("time", "Start time", _alone(parse_time), of_visit=True),
    Setting("every", "How often", _alone(parse_every), say_every),
    Setting("emergency", "Emergency number", _SHORT_NUMBER),
    Setting("clinic_phone", "Infusion team, daytime", _PHONE_NUMBER),
    Setting("night_phone", "Infusion team, night", _PHONE_NUMBER),
    Setting("fluid_limit", "Fluid limit", _AMOUNT, _say_amount, is_amount=True),
    Setting("fluid_goal", "Fluid goal", _AMOUNT, _say_amount, is_amount=True),
    Setting(
        "fits",
        "What fits you",
        _parse_fits,
        ", ".join,
        cleared=(),
        choices=TRAITS,
    ),
    Setting("look", "Look", _alone(parse_look), choices=LOOKS),
    Setting("paper", "Paper", _alone(parse_paper), choices=PAPERS),
)
_BY_NAME = {setting.name: setting for setting in SETTINGS}


def setting(name: str) -> Setting:
    """Return what is known of a setting; `name` may have dashes, as a question or an option has."""
    return _BY_NAME[name.replace("-", "_")]


def parse_setting(name: str, typed: str, today: Today, now: Any = ()) -> Any:
    """Return the checked value of a setting that has a value `now`; the word `none` clears it. Raises NotUnderstood."""
    found = setting(name)
    return found.cleared if typed.strip().lower() == "none" else found.parse(typed, today, now)


def say_setting(name: str, value: Value) -> str:
    """Say a saved value in words."""
    return setting(name).say(value) if value not in (None, ()) else "not set"
