"""Side effects as values: what each is, how urgent, and what to do."""

import re
from typing import NamedTuple

from ivig_prep.core.review import Reviewed
from ivig_prep.core.text import said_from

TIERS = ("emergency", "call-now", "tell-team", "common")
"""Most urgent first."""

NOT_LISTED = "not-listed"
EMERGENCY = TIERS[0]


class Tier(NamedTuple):
    """How urgent a side effect is, and what to do about any of that tier."""

    id: str
    label: str
    action: str


class Rule(NamedTuple):
    """A rule for reading the list."""

    id: str
    text: str
    why: str
    sources: tuple[str, ...]


class Condition(NamedTuple):
    """What makes an entry more urgent: one of `by`, and where there is an `also` one of those, typed or known too.

    They are ids of entries, clues of data/matching.yaml, or words for what fits a person.
    """

    to: str
    by: tuple[str, ...]
    also: tuple[str, ...] = ()


class SideEffect(NamedTuple):
    """One entry of the list. `step_up` says when to get more urgent help; no emergency entry has one.

    `lines` are numbers to call beside the emergency number. `opening` is the first line of an entry with a card of
    its own, as calm as it can be said; `{number}` in it stands for the emergency number.
    `raised` are the conditions of the `step_up` as data.
    """

    id: str
    label: str
    tier: str
    why: str
    do: str
    sources: tuple[str, ...]
    step_up: str | None = None
    lines: tuple[str, ...] = ()
    opening: str | None = None
    origin: str | None = None
    raised: tuple[Condition, ...] = ()

    @property
    def said(self) -> str:
        """The label, with the clinic that added or raised this entry, if one did."""
        return said_from(self.label, self.origin)


class ListNote(NamedTuple):
    """One sentence about the list itself, for words that are no sign: a product it is not for."""

    id: str
    words: tuple[str, ...]
    text: str
    sources: tuple[str, ...]


class UnwellWords(NamedTuple):
    """What `unwell` says around the entries. `{number}` in a text stands for the emergency number."""

    call: str
    signs: str
    none_of_these: str
    not_listed: str
    not_listed_do: str
    list_only: str
    not_reviewed: str
    changed: str
    treat_low: str
    false_readings: str
    number_alone: str
    number_ask: str
    said_no: str
    asked: str
    headache_ask: str
    headache_mild: str
    headache_bad: str
    headache_unsure: str
    headache_after: str
    headache_after_how: str
    headache_below: str
    did_you_mean: str
    spanish: str
    spanish_unknown: str
    spanish_note: str


class SideEffects(NamedTuple):
    """The whole leaflet, with its version and dates (ISO, as in the file)."""

    version: str
    checked: str
    check_by: str
    words: UnwellWords
    tiers: tuple[Tier, ...]
    rules: tuple[Rule, ...]
    side_effects: tuple[SideEffect, ...]
    notes: tuple[ListNote, ...] = ()
    review: Reviewed | None = None

    def notes_for(self, typed: str) -> tuple[str, ...]:
        """Return what is to be said about the list where one of these words was typed."""
        lower = typed.lower()
        is_plain = lower.isascii() and lower.replace(" ", "").isalnum()
        said = f" {' '.join(lower.split() if is_plain else re.findall('[a-z0-9]+', lower))} "
        return tuple(note.text for note in self.notes if any(f" {word} " in said for word in note.words))

    def tier(self, tier_id: str) -> Tier:
        """Return the tier with this id."""
        return next(tier for tier in self.tiers if tier.id == tier_id)


_ONLY_WITHOUT_LIMIT = r"If you have no fluid limit, [^.]*\.(?! If you have one)"


def without_limit(text: str) -> str:
    """Return a text for a person with a fluid limit: without the sentence that is for those who have none."""
    return " ".join(re.sub(_ONLY_WITHOUT_LIMIT, "", text).split())


def urgency(tier: str) -> int:
    """Return how urgent a tier is: 0 for an emergency, more for less urgent ones."""
    return TIERS.index(tier) if tier in TIERS else len(TIERS)
