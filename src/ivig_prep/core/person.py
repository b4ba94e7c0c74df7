"""What a person told the program about themselves: checked values, and the traits that follow from them."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from ivig_prep.core.amounts import in_words, parse_amount
from ivig_prep.core.checklist import TRAITS
from ivig_prep.core.dates import check_near, parse_date, parse_every, parse_time, say_every
from ivig_prep.core.day.phases import MOST_DAYS
from ivig_prep.core.numbers import Numbers
from ivig_prep.errors import Next, NotUnderstood

if TYPE_CHECKING:
    from ivig_prep.core.clinic.own_list import Clinic

LOOKS = ("screen", "plain")
LEAST_LIMIT_ML = 100
_PHONE = r"(?i)[0-9+()./ -]+(?: ?(?:x|ext\.?|extension) ?[0-9]{1,6})?"
_NO_PHONE = r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d+\.\d+|\d( \d)*"
"""Dates, amounts, and lists of single digits: what a person types one question too early or too late."""

Value = str | int | tuple[str, ...] | None


class Person(NamedTuple):
    """Settings of one person; None or empty where nothing was said. Fluids in ml, `every` in days.

    `fits_asked` is false until they said what fits them, be it nothing.
    """

    clinic_phone: str | None = None
    night_phone: str | None = None
    emergency: str | None = None
    fluid_goal: int | None = None
    fluid_limit: int | None = None
    every: int | None = None
    fits: tuple[str, ...] = ()
    fits_asked: bool = True
    look: str | None = None

    def traits(self, days: int = 1, day_number: int | None = None) -> frozenset[str]:
        """Return what fits this person at an infusion of so many days, on one of them where its number is given."""
        derived = {
            "multi-day": days > 1,
            "more-days": day_number is not None and day_number < days,
            "fluid-limit": self.fluid_limit is not None,
            "fluid-goal": self.fluid_goal is not None,
            "not-asked": not self.fits_asked,
        }
        return frozenset(self.fits) | {trait for trait, holds in derived.items() if holds}


def from_saved(saved: Mapping[str, object]) -> Person:
    """Return the person from saved values; names this version does not know are passed over.

    Raises ValueError for a value of another type than it was saved with.
    """
    known = {name: value for name, value in saved.items() if name in Person._fields and name != "fits_asked"}
    fits = known.pop("fits", None)
    for name, value in known.items():
        if value is not None and not isinstance(value, setting(name).kind):
            raise ValueError(f"{name} is damaged")
    known["fits_asked"] = fits is not None
    known["fits"] = tuple(fits) if isinstance(fits, list) else ()
    return Person(**known)  # type: ignore[arg-type]  # the store gives back what the parsers below accepted


def clinic_phones(clinic: "Clinic | None", person: Person) -> tuple[tuple[str, str], ...]:
    """Return the numbers of the clinic's list with whose they are, but for those the person has as their own."""
    if clinic is None:
        return ()
    named = (("daytime", clinic.phones.daytime), ("night", clinic.phones.night))
    own = {_digits(number) for number in (person.clinic_phone, person.night_phone) if number}
    return tuple((f"{clinic.clinic}, {when}", n) for when, n in named if n and _digits(n) not in own)


def with_clinic_phones(person: Person, clinic: "Clinic | None") -> Person:
    """Return the person, with the clinic's numbers where they have none of their own."""
    if clinic is None:
        return person
    by_day, by_night = clinic.phones
    return person._replace(clinic_phone=person.clinic_phone or by_day, night_phone=person.night_phone or by_night)


def numbers_of(person: Person, clinic: "Clinic | None") -> Numbers:
    """Return whom this person can call: their own numbers, else those of the clinic's list."""
    known = with_clinic_phones(person, clinic)
    return Numbers(known.emergency, known.clinic_phone, known.night_phone)


def _digits(number: str) -> str:
    return "".join(character for character in number if character.isdigit())


def parse_phone(typed: str) -> str:
    """Return the phone number as typed, trimmed. Raises NotUnderstood."""
    number = " ".join(typed.split())
    digits = sum(character.isdigit() for character in number)
    if not re.fullmatch(_PHONE, number) or re.fullmatch(_NO_PHONE, number) or not 2 <= digits <= 24 or len(number) > 40:
        raise NotUnderstood(f'"{number[:40]}" is not a phone number.', "Write it in digits, such as 555 0100.")
    return number


def parse_goal(typed: str) -> int:
    """Return a daily fluid goal or limit in ml. Raises NotUnderstood, also where the unit is not said."""
    amount = parse_amount(typed, least=LEAST_LIMIT_ML)
    if not any(character.isalpha() for character in typed):
        raise NotUnderstood(f'"{typed[:40]}" can be cups or liters.', "Write it like 6 cups, 900 ml or 1.5 liters.")
    return amount


def parse_fits(typed: str) -> tuple[str, ...]:
    """Return the traits named in a comma list, in the order of TRAITS. Raises NotUnderstood."""
    words = [word for word in re.split(r"[,\s]+", typed.strip().lower()) if word]
    for word in words:
        if word not in TRAITS:
            raise NotUnderstood(f'"{word[:40]}" is not one of the words for what fits you.', _nearest_trait(word))
    return tuple(trait for trait in TRAITS if trait in words)


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


def parse_days(typed: str) -> int:
    """Return the number of days of an infusion. Raises NotUnderstood."""
    found = re.fullmatch(r"0*([0-9]{1,3})(?: days?)?", typed.strip().lower())
    if not found or not 1 <= int(found[1]) <= MOST_DAYS:
        raise NotUnderstood(f'"{typed[:40]}" is not a number of days.', f"Write a number from 1 to {MOST_DAYS}.")
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


def _on_any_day(parse: Callable[[str], Value]) -> Callable[[str, Today], Value]:
    return lambda typed, _today: parse(typed)


def _parse_day(typed: str, today: Today) -> date:
    return check_near(parse_date(typed, today()), today())


def _say_amount(ml: int) -> str:
    return f"{in_words(ml)} a day"


class Setting(NamedTuple):
    """One thing setup asks: how it is called, read, said and cleared. Its question is the one of the same id in data/.

    `name` is a field of Person, or of Infusion where it is `of_visit`. `parse` raises NotUnderstood. `kind` is what is
    saved. With `choices` the numbers of a list stand for them.
    """

    name: str
    label: str
    parse: Callable[[str, Today], Any]
    say: Callable[[Any], str] = str
    kind: type = str
    cleared: Value = None
    choices: tuple[str, ...] = ()
    is_amount: bool = False
    of_visit: bool = False


_PHONE_NUMBER = _on_any_day(parse_phone)
_AMOUNT = _on_any_day(parse_goal)
SETTINGS = (
    Setting("date", "Infusion", _parse_day, of_visit=True),
    Setting("days", "Days in a row", _on_any_day(parse_days), cleared=1, of_visit=True),
    Setting("time", "Start time", _on_any_day(parse_time), of_visit=True),
    Setting("every", "How often", _on_any_day(parse_every), say_every, kind=int),
    Setting("emergency", "Emergency number", _PHONE_NUMBER),
    Setting("clinic_phone", "Infusion team, daytime", _PHONE_NUMBER),
    Setting("night_phone", "Infusion team, night", _PHONE_NUMBER),
    Setting("fluid_limit", "Fluid limit", _AMOUNT, _say_amount, kind=int, is_amount=True),
    Setting("fluid_goal", "Fluid goal", _AMOUNT, _say_amount, kind=int, is_amount=True),
    Setting("fits", "What fits you", _on_any_day(parse_fits), ", ".join, kind=list, cleared=(), choices=TRAITS),
    Setting("look", "Look", _on_any_day(parse_look), choices=LOOKS),
)
_BY_NAME = {setting.name: setting for setting in SETTINGS}


def setting(name: str) -> Setting:
    """Return what is known of a setting; `name` may have dashes, as a question or an option has."""
    return _BY_NAME[name.replace("-", "_")]


def parse_setting(name: str, typed: str, today: Today) -> Any:
    """Return the checked value of a setting; the word `none` clears it. Raises NotUnderstood."""
    found = setting(name)
    return found.cleared if typed.strip().lower() == "none" else found.parse(typed, today)


def say_setting(name: str, value: Value) -> str:
    """Say a saved value in words."""
    return setting(name).say(value) if value not in (None, ()) else "not set"
