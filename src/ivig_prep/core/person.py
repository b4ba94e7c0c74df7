"""What a person told the program about themselves: checked values, and the traits that follow from them."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from ivig_prep.core.amounts import chosen, goal_ways, in_words
from ivig_prep.core.checklist import TRAITS
from ivig_prep.core.day.phases import MOST_DAYS
from ivig_prep.core.phones import dialed, parse_phone
from ivig_prep.core.times import parse_every, say_every
from ivig_prep.core.typed import clean
from ivig_prep.errors import NotUnderstood

if TYPE_CHECKING:
    from ivig_prep.core.clinic.own_list import Clinic

LOOKS = ("screen", "plain")
LEAST_LIMIT_ML = 100
HOW_FITS = "Write +port to add one, -port to take one away, or port,home for all that fit."
HOW_MUCH_A_DAY = "Write it like 6 cups, 900 ml or 1.5 liters."
Value = str | int | tuple[str, ...] | None


class Person(NamedTuple):
    """Settings of one person; None or empty where nothing was said. Fluids in ml, `every` in days."""

    clinic_phone: str | None = None
    night_phone: str | None = None
    emergency: str | None = None
    fluid_goal: int | None = None
    fluid_limit: int | None = None
    every: int | None = None
    fits: tuple[str, ...] = ()
    look: str | None = None

    def traits(self, days: int = 1) -> frozenset[str]:
        """Return what fits this person at an infusion of so many days."""
        derived = {"multi-day": days > 1, "fluid-limit": self.fluid_limit is not None}
        return frozenset(self.fits) | {trait for trait, holds in derived.items() if holds}


def from_saved(saved: Mapping[str, object]) -> Person:
    """Return the person from saved values; names this version does not know are passed over.

    Raises ValueError for a value of another type than it was saved with.
    """
    known = {name: value for name, value in saved.items() if name in Person._fields}
    fits = known.pop("fits", None)
    for name, value in known.items():
        wanted = int if name in ("fluid_goal", "fluid_limit", "every") else str
        if value is not None and not isinstance(value, wanted):
            raise ValueError(f"{name} is damaged")
    known["fits"] = tuple(fits) if isinstance(fits, list) else ()
    return Person(**known)  # type: ignore[arg-type]  # the store gives back what the parsers below accepted


def clinic_phones(clinic: "Clinic | None", person: Person) -> tuple[tuple[str, str], ...]:
    """Return the numbers of the clinic's list with whose they are, but for those the person has as their own."""
    if clinic is None:
        return ()
    named = (("daytime", clinic.phones.daytime), ("night", clinic.phones.night))
    own = {dialed(number) for number in (person.clinic_phone, person.night_phone) if number}
    return tuple((f"{clinic.clinic}, {when}", n) for when, n in named if n and dialed(n) not in own)


def with_clinic_phones(person: Person, clinic: "Clinic | None") -> Person:
    """Return the person, with the clinic's numbers where they have none of their own."""
    if clinic is None:
        return person
    by_day, by_night = clinic.phones
    return person._replace(clinic_phone=person.clinic_phone or by_day, night_phone=person.night_phone or by_night)


def parse_goal(typed: str) -> int:
    """Return a daily fluid goal or limit in ml. Raises NotUnderstood, or TwoReadings where the unit is not said."""
    return chosen(typed, goal_ways(typed), least=LEAST_LIMIT_ML, how=HOW_MUCH_A_DAY)


def parse_fits(typed: str, now: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the traits named in a comma list, in the order of TRAITS. Raises NotUnderstood.

    `+port,-home` adds to what fits `now`, and takes away from it.
    """
    words = [word for word in re.split(r"[,\s]+", re.sub(r"([+-]) +", r"\1", clean(typed).lower())) if word]
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


def parse_days(typed: str) -> int:
    """Return the number of days of an infusion. Raises NotUnderstood."""
    found = re.fullmatch(r"0*([0-9]{1,3})(?: days?)?", typed.strip().lower())
    if not found or not 1 <= int(found[1]) <= MOST_DAYS:
        raise NotUnderstood(f'"{typed[:40]}" is not a number of days.', f"Write a number from 1 to {MOST_DAYS}.")
    return int(found[1])


PARSERS: dict[str, Callable[[str], Value]] = {
    "clinic_phone": parse_phone,
    "night_phone": parse_phone,
    "emergency": parse_phone,
    "fluid_goal": parse_goal,
    "fluid_limit": parse_goal,
    "every": parse_every,
    "fits": parse_fits,
    "look": parse_look,
}


def parse_setting(name: str, typed: str, *, fits: Iterable[str] = ()) -> Value:
    """Return the checked value of a setting; the word `none` clears it. Raises NotUnderstood.

    `fits` is what fits the person now: words that begin with + or - change it.
    """
    if typed.strip().lower() == "none":
        return () if name == "fits" else None
    return parse_fits(typed, fits) if name == "fits" else PARSERS[name](typed)


def with_changes(person: Person, changes: Mapping[str, Value]) -> dict[str, Value]:
    """Return the changes together with what follows from them. Raises NotUnderstood for goal beside limit."""
    if changes.get("fluid_goal") is not None:
        if changes.get("fluid_limit") is not None:
            raise NotUnderstood("A fluid goal and a fluid limit cannot stand together.", "Give only one of them.")
        if changes.get("fluid_limit", person.fluid_limit) is not None:
            raise NotUnderstood(
                f"Your team set a fluid limit of {in_words(person.fluid_limit or 0)}. No goal can stand beside it.",
                "If the limit has ended, type: ivig-prep setup --fluid-limit none",
            )
    if changes.get("fluid_limit") is not None and person.fluid_goal is not None:
        return {**changes, "fluid_goal": None}
    return dict(changes)


def say_setting(name: str, value: Value) -> str:
    """Say a saved value in words."""
    if value is None or value == ():
        return "not set"
    if name in ("fluid_goal", "fluid_limit") and isinstance(value, int):
        return f"{in_words(value)} a day"
    if name == "every" and isinstance(value, int):
        return say_every(value)
    return ", ".join(value) if isinstance(value, tuple) else str(value)
