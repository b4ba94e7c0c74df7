"""What is said beside the lists, whatever the day: the emergency line and signs, and sentences about health."""

from typing import NamedTuple

from ivig_prep.core.numbers import Numbers, fill
from ivig_prep.core.review import Reviewed


class Sign(NamedTuple):
    """One emergency sign, short enough for a card."""

    id: str
    text: str
    sources: tuple[str, ...]


class Emergency(NamedTuple):
    """The emergency line and signs. `{number}` in a text stands for the emergency number."""

    line: str
    chair: str
    unknown_number: str
    signs: tuple[Sign, ...]


class Words(NamedTuple):
    """Sentences about health that belong to no item. `{date}` in a text stands for a date, `{team}` as in an item."""

    notice: str
    not_reviewed: str
    changed: str
    report: str
    no_contact: str
    past_check_by: str
    limit_first: str
    limit_set: str
    limit_reached: str
    limit_passed: str
    goal_reached: str
    much_fluid: str
    check_date: str
    guessed_date: str
    happening_now: str
    feel_now: str
    why_log: str
    show_team: str
    lot_found: str
    lot_alike: str
    lot_not_found: str
    to_unwell: str
    no_nurse: str
    had_ivig: str


def filled(words: Words, numbers: Numbers) -> Words:
    """Return the sentences with the person's numbers in them."""
    return Words(*(fill(said, numbers) for said in words))


class Notices(NamedTuple):
    """The part of the checklist that needs no day, with its version and dates (ISO, as in the file).

    `unwell` needs no more of it. To build the rest as well takes as long as half a bare start of Python.
    """

    version: str
    checked: str
    check_by: str
    emergency: Emergency
    words: Words
    review: Reviewed | None = None
