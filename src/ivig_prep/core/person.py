"""What a person told the program about themselves: checked values, and the traits that follow from them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from ivig_prep.core.numbers import Numbers

if TYPE_CHECKING:
    from ivig_prep.core.clinic.own_list import Clinic

PAPERS = ("a4", "letter")
PAPER_NAMES = {"a4": "A4", "letter": "Letter"}
LETTER_COUNTRIES = "911"
"""The emergency number of most countries that print on Letter. Everyone else has A4."""
_WHOLE_NUMBERS = ("fluid_goal", "fluid_limit", "every")
"""What is saved as a number; all else but `fits` is saved as text."""


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
    paper: str | None = None

    def traits(self, days: int = 1, day_number: int | None = None) -> frozenset[str]:
        """Return what fits this person at an infusion of so many days, on one of them where its number is given."""
        derived = {
            "multi-day": days > 1,
            "more-days": day_number is not None and day_number < days,
            "later-day": day_number is not None and day_number > 1,
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
        if value is not None and not isinstance(value, int if name in _WHOLE_NUMBERS else str):
            raise ValueError(f"{name} is damaged")
    known["fits_asked"] = fits is not None
    known["fits"] = tuple(fits) if isinstance(fits, list) else ()
    return Person(**known)  # type: ignore[arg-type]  # the store gives back what core/setup.py accepted


def clinic_phones(clinic: "Clinic | None", person: Person) -> tuple[tuple[str, str], ...]:
    """Return the numbers of the clinic's list with whose they are, but for those the person has as their own."""
    if clinic is None:
        return ()
    from ivig_prep.core.phones import dialed  # late: few have a clinic's list

    named = (("daytime", clinic.phones.daytime), ("night", clinic.phones.night))
    own = {dialed(number) for number in (person.clinic_phone, person.night_phone) if number}
    return tuple((f"{clinic.clinic}, {when}", n) for when, n in named if n and dialed(n) not in own)


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


def paper_of(person: Person) -> str:
    """Return the paper a person prints on; where they did not say, a guess from their emergency number."""
    if person.paper or person.emergency is None:
        return person.paper or "letter"
    return "letter" if person.emergency == LETTER_COUNTRIES else "a4"
