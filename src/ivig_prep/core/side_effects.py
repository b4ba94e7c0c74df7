"""Side effects as values: what each is, how urgent, and what to do."""

from typing import NamedTuple

from ivig_prep.core.checklist import said_from

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


class AskFirst(NamedTuple):
    """What to ask where nothing but these words was typed: the last choice is `not sure`, the first is the milder entry."""

    said: tuple[str, ...]
    question: str
    choices: tuple[str, ...]
    milder: str


class SideEffect(NamedTuple):
    """One entry of the list. `step_up` says when to get more urgent help; no emergency entry has one.

    `raised` are its conditions as data. `lines` are shown with the `do`, such as numbers to call. With `do_first` the
    `do` stands right below the call. A `card` is shown whole, by itself or below another answer.
    """

    id: str
    label: str
    tier: str
    why: str
    do: str
    synonyms: tuple[str, ...]
    sources: tuple[str, ...]
    step_up: str | None = None
    origin: str | None = None
    raised: tuple[Condition, ...] = ()
    lines: tuple[str, ...] = ()
    do_first: bool = False
    card: bool = False
    ask_first: AskFirst | None = None

    @property
    def said(self) -> str:
        """The label, with the clinic that added or raised this entry, if one did."""
        return said_from(self.label, self.origin)


class UnwellWords(NamedTuple):
    """What `unwell` says around the entries. `{number}` in a text stands for the emergency number."""

    call: str
    signs: str
    none_of_these: str
    not_listed: str
    not_listed_do: str
    list_only: str


class SideEffects(NamedTuple):
    """The whole leaflet, with its version and dates (ISO, as in the file)."""

    version: str
    checked: str
    check_by: str
    reviewed_by: str | None
    words: UnwellWords
    tiers: tuple[Tier, ...]
    rules: tuple[Rule, ...]
    side_effects: tuple[SideEffect, ...]

    def tier(self, tier_id: str) -> Tier:
        """Return the tier with this id."""
        return next(tier for tier in self.tiers if tier.id == tier_id)


def urgency(tier: str) -> int:
    """Return how urgent a tier is: 0 for an emergency, more for less urgent ones."""
    return TIERS.index(tier) if tier in TIERS else len(TIERS)
