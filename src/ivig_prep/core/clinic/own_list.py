"""A clinic's own list as values. These definitions check the file, and make the JSON Schema that editors use.

What of it is used is decided in `clinic_merge`: there, no list can take away or weaken what keeps people from harm.
"""

from typing import Annotated, NamedTuple

DAY = r"\d{4}-\d{2}-\d{2}"
ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
CALLED_IN = ("emergency", "call-now")
"""The tiers a new symptom of a clinic may have."""


class Says(NamedTuple):
    """What a value of a file is for, as an editor shows it, and what it may be: at most so many characters."""

    text: str
    most: int = 300
    like: str = ""


Id = Annotated[str, Says("Small letters, digits and dashes, such as pack-parking. Never change it later.", 60, ID)]
Sentence = Annotated[str, Says("One short step or sentence, in plain words.")]
Day = Annotated[str, Says("A date, written like 2026-11-22.", 10, DAY)]
Phone = Annotated[str, Says("A phone number, in quotes.", 40)]
Contact = Annotated[str, Says("Where your patients report a wrong word: a phone number or an address.", 60)]
Trait = Annotated[str, Says("A word for what fits a person, such as home or port.", 20)]
Words = Annotated[str, Says("What a person may type, such as pounding head.", 80)]


class Phones(NamedTuple):
    """The clinic's own phone numbers."""

    daytime: Phone | None = None
    night: Phone | None = None


class ClinicItem(NamedTuple):
    """A change to a step by its id, or a new step of one of the kinds at the end of a section."""

    id: Id
    section: Annotated[str, Says("The id of the section that a new step goes to, such as packing.", 60)] | None = None
    text: Sentence | None = None
    why: Sentence | None = None
    kind: (
        Annotated[str, Says("For a new step: task, sign or advice. It is a task where no kind stands.", 10)] | None
    ) = None
    answers: tuple[Annotated[str, Says("The id of a side effect that a sign is about, such as fever.", 60)], ...] = ()
    fits: tuple[Trait, ...] | None = None
    not_for: tuple[Trait, ...] | None = None
    print: bool | None = None
    hide: bool = False


class ClinicSymptom(NamedTuple):
    """More words for a symptom, or a more urgent tier for it, by its id; or a new symptom."""

    id: Id
    label: Annotated[str, Says("What a new symptom is called.", 60)] | None = None
    tier: Annotated[str, Says("How urgent it is. A new one is emergency or call-now.", 20)] | None = None
    why: Annotated[str, Says("Why a new symptom matters.", 120)] | None = None
    do: Annotated[str, Says("What to do about a new symptom.", 160)] | None = None
    step_up: Annotated[str, Says("When to get more urgent help.", 200)] | None = None
    synonyms: tuple[Words, ...] = ()


class Clinic(NamedTuple):
    """A clinic's list: its name, its dates (ISO, as in the file), and what it changes and adds."""

    clinic: Annotated[str, Says("The name of the clinic, as patients know it.", 50)]
    checked: Day
    check_by: Day
    phones: Phones = Phones()
    items: tuple[ClinicItem, ...] = ()
    side_effects: tuple[ClinicSymptom, ...] = ()
    contact: Contact | None = None
