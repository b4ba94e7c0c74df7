"""The person's own numbers stand where a text says to call."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivig_prep.content.library import Library
from ivig_prep.core.checklist import Checklist
from ivig_prep.core.numbers import Numbers, fill

KNOWN = Numbers("911", "555 0100", "555 0199")


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Call {team} now.", "Call your team now: 555 0100, at night 555 0199."),
        ("If it hurts, call {team} now. Rest.", "If it hurts, call your team now: 555 0100, at night 555 0199. Rest."),
        ("Call {team} now if you feel sick.", "Call your team now (555 0100, at night 555 0199) if you feel sick."),
        ("call {emergency} now.", "call 911 now."),
        ("Then call {team}.", "Then call your team: 555 0100, at night 555 0199."),
        ("Call {team} and ask.", "Call your team (555 0100, at night 555 0199) and ask."),
        ("Call {team} today.", "Call your team (555 0100, at night 555 0199) today."),
        ("Call {emergency}, or go there.", "Call 911, or go there."),
        ("If you are thirsty, call {team}.", "If you are thirsty, call your team: 555 0100, at night 555 0199."),
    ],
)
def test_known_numbers_stand_beside_the_call(text: str, filled: str) -> None:
    assert fill(text, KNOWN) == filled


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        (Numbers(daytime="555 0100"), "Call your team now: 555 0100."),
        (Numbers(night="555 0199"), "Call your team now: at night 555 0199."),
        (Numbers(), "Call your team now."),
    ],
)
def test_what_is_not_known_is_left_out(numbers: Numbers, said: str) -> None:
    assert fill("Call {team} now.", numbers) == said


def test_an_unknown_emergency_number_is_named_in_words() -> None:
    assert fill("Call {emergency} now.", Numbers()) == "Call your emergency number now."


@given(st.builds(Numbers, *[st.none() | st.sampled_from(("911", "+1 (555) 0100", "555 0199 ext. 12"))] * 3))
def test_every_place_in_the_content_is_filled_and_every_known_number_stands_where_it_is_called(
    checklist: Checklist, numbers: Numbers
) -> None:
    for text in (*(item.text for item in checklist.items), *said_elsewhere()):
        said = fill(text, numbers)

        assert not re.search(r"\{(team|emergency)\}", said)
        if "{team}" in text:
            assert all(number in said for number in (numbers.daytime, numbers.night) if number), text
        if "{emergency}" in text:
            assert (numbers.emergency or "your emergency number") in said, text


def said_elsewhere() -> tuple[str, ...]:
    """Return the texts of the other lists that may say to call."""
    found = Library()
    effects = found.side_effects
    of_effects = (text for entry in effects.side_effects for text in (entry.do, entry.step_up or ""))
    of_topics = (paragraph for topic in found.topics.topics for paragraph in topic.text)
    tiers = (tier.action for tier in effects.tiers)
    rules = (rule.text for rule in effects.rules)
    return (*of_effects, *of_topics, *tiers, *rules, *effects.words, *found.checklist.words)


def test_most_urgent_entries_name_whom_to_call() -> None:
    texts = [text for text in said_elsewhere() if "{team}" in text]

    assert len(texts) > 60
