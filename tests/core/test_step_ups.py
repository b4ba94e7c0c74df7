"""Each "Get emergency help if ..." of the list as data: an entry together with its condition is raised."""

from collections.abc import Iterator

import pytest
from look_up_kit import leaflet

from ivig_prep.content.library import Library
from ivig_prep.core.side_effects import EMERGENCY, Condition, SideEffect, urgency
from ivig_prep.core.traits import TRAITS
from ivig_prep.core.words.triage import tier_of

CONTENT = Library().side_effects
SYNONYMS = Library().synonyms
ENTRIES = {entry.id: entry for entry in CONTENT.side_effects}
CLUES = {clue.id: tuple(said.lstrip("=") for said in clue.said) for clue in Library().matching.clues}


def ways_to_say(name: str) -> tuple[str, ...]:
    """Return a few ways to type an entry or clue."""
    return (SYNONYMS[name] if name in ENTRIES else CLUES[name])[:3]


def cases() -> Iterator[tuple[SideEffect, Condition, str]]:
    """Yield each entry with each of its conditions, and a text that has both."""
    for entry in CONTENT.side_effects:
        for condition in entry.raised:
            for by in condition.by:
                also = [ways_to_say(name)[0] for name in condition.also[:1]]
                for said in ways_to_say(by):
                    yield entry, condition, ". ".join((SYNONYMS[entry.id][0], said, *also))


def test_every_entry_below_emergency_has_its_step_up_as_conditions() -> None:
    assert [entry.id for entry in CONTENT.side_effects if bool(entry.step_up) != bool(entry.raised)] == []
    urgent = [entry for entry in CONTENT.side_effects if entry.step_up and "emergency" in entry.step_up.lower()]
    assert [entry.id for entry in urgent if EMERGENCY not in {condition.to for condition in entry.raised}] == []


def test_each_condition_is_known_and_raises() -> None:
    known = {*ENTRIES, *CLUES, *TRAITS}

    for entry in CONTENT.side_effects:
        for condition in entry.raised:
            assert {*condition.by, *condition.also} <= known, entry.id
            assert urgency(condition.to) < urgency(entry.tier), entry.id


def test_an_entry_with_its_condition_is_at_least_as_urgent_as_the_step_up_says() -> None:
    listed = list(cases())
    lower = [
        (entry.id, typed, tier_of(leaflet().look_up(typed)))
        for entry, condition, typed in listed
        if urgency(tier_of(leaflet().look_up(typed))) > urgency(condition.to)
    ]

    assert len(listed) > 400
    assert lower == []


@pytest.mark.parametrize(
    ("typed", "entry", "by"),
    [
        ("fever and i have a port", "fever", "port"),
        ("dark pee and back pain", "dark-urine", "back-side-pain"),
        ("tired for two weeks", "tired", "over-3-days"),
    ],
)
def test_a_raised_match_names_what_raised_it(typed: str, entry: str, by: str) -> None:
    (match,) = (match for match in leaflet().look_up(typed) if match.side_effect.id == entry)

    assert match.raised_by == by
    assert urgency(match.tier) < urgency(match.side_effect.tier)


def test_what_is_known_of_the_person_raises_too() -> None:
    assert tier_of(leaflet().look_up("fever")) == "call-now"
    assert tier_of(leaflet().look_up("fever", frozenset({"port"}))) == EMERGENCY


@pytest.mark.parametrize(
    "typed", ["no rash, no fever, no headache, just tired", "no back pain, but dark pee", "no port, fever"]
)
def test_what_is_denied_raises_nothing(typed: str) -> None:
    assert tier_of(leaflet().look_up(typed)) != EMERGENCY
