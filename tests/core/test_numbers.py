"""The person's own numbers stand where a text says to call."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
        ("If you are thirsty, call {team}.", "If you are thirsty, call your team: 555 0100, at night 555 0199."),
        ("Ask {team}.", "Ask your team."),
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
    for item in checklist.items:
        said = fill(item.text, numbers)

        assert "{" not in said
        if "{team}" in item.text:
            assert all(number in said for number in (numbers.daytime, numbers.night) if number), item.id
        if "{emergency}" in item.text:
            assert (numbers.emergency or "your emergency number") in said, item.id
