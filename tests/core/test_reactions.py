"""Reactions as people write them: what, when, how bad and what helped, with commas anywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivig_prep.core.diary.entries import Reaction
from ivig_prep.core.diary.reactions import parse_reaction
from ivig_prep.core.doubts import Unsure
from ivig_prep.errors import NotUnderstood

KNOWN = (
    ("shaking-chills", "chills"),
    ("headache-bad", "headache"),
    ("fever", "fever"),
    ("nausea", "nausea"),
    ("rash", "rash"),
)


def read(typed: str) -> tuple[str, str | None, int | None]:
    reaction = parse_reaction(typed, KNOWN)
    return reaction.words, reaction.when, reaction.severity


@pytest.mark.parametrize(
    "typed",
    [
        "headache, nausea",
        "nausea, headache",
        "rash, itching",
        "chills, fever",
        "headache, stiff neck",
        "back pain, cramps",
        "sore arm, swelling",
        "headache, nausea, chills",
    ],
)
def test_a_second_symptom_is_no_time(typed: str) -> None:
    assert read(typed) == (typed, None, None)
    assert read(f"{typed}, 5") == (typed, None, 5)
    assert read(f"{typed}, 6 hours after, 5.") == (typed, "6 hours after", 5)


@pytest.mark.parametrize(
    "typed",
    ["chills, 38,5", "temp 38,5", "fever, 39", "fever, 38.7", "fever 38,2 C", "chills, temp 100,4 F", "fever, 101.5"],
)
def test_a_temperature_is_no_score_and_its_comma_ends_nothing(typed: str) -> None:
    assert read(typed) == (typed, None, None)
    assert read(f"{typed}, 2 hours after, 6") == (typed, "2 hours after", 6)


@pytest.mark.parametrize(
    "when",
    [
        "6 hours after",
        "after 6 hours",
        "1,5 hours after",
        "1.5 hours after",
        "6h",
        "2-3 days",
        "half an hour after the start",
        "a few hours later",
        "all day",
        "all night",
        "the next day",
        "that evening",
        "next morning",
        "during the infusion",
        "in the evening",
        "on day 2",
        "day two",
        "at 5 pm",
        "17:30",
        "since Monday",
        "Tuesday evening",
        "on 3 December",
        "overnight",
        "for 3 days",
        "on the way home",
        "while sleeping",
        "later that day",
        "within an hour",
    ],
)
def test_a_time_is_read_wherever_it_stands(when: str) -> None:
    assert read(f"headache, {when}") == ("headache", when, None)
    assert read(f"headache, {when}, 5") == ("headache", when, 5)
    assert read(f"headache, 5, {when}") == ("headache", when, 5)
    assert read(f"headache, nausea, {when}, 5/10") == ("headache, nausea", when, 5)


@pytest.mark.parametrize("typed", ["headache after 6 hours", "headache 6 hours after", "headache all day"])
def test_a_time_without_a_comma_is_read_too(typed: str) -> None:
    words, _, when = typed.partition(" ")

    assert read(typed) == (words, when, None)


@pytest.mark.parametrize(
    "bad",
    [
        "7",
        "7.",
        "07",
        "7/10",
        "7 / 10",
        "7 of 10",
        "7 out of 10",
        "seven out of ten",
        "about 7 out of 10",
        "severity 7",
    ],
)
def test_how_bad_is_read_in_each_way_of_writing(bad: str) -> None:
    assert read(f"headache, all day, {bad}") == ("headache", "all day", 7)
    assert read(f"headache,{bad}") == ("headache", None, 7)


@pytest.mark.parametrize("bad", ["11", "-1", "3.5", "3,5", "11/10", "7.5 out of 10", "20"])
def test_a_number_that_is_no_score_is_refused_with_how_to_write_it(bad: str) -> None:
    with pytest.raises(NotUnderstood, match="from 0 to 10") as refused:
        parse_reaction(f"headache, later, {bad}", KNOWN)

    assert not isinstance(refused.value, Unsure)
    assert "headache, 6 hours after, 5" in str(refused.value.next_step)


@pytest.mark.parametrize(
    ("typed", "words", "severity"),
    [
        ("headache 5", "headache", 5),
        ("headache, 5, 7", "headache", 7),
        ("nausea 8", "nausea", 8),
        ("headache, took 2 pills", "headache, took 2 pills", None),
        ("headache, 6, 5", "headache", 5),
        ("rash, stage 2", "rash, stage 2", None),
    ],
)
def test_a_number_that_may_mean_two_things_is_asked_back(typed: str, words: str, severity: int | None) -> None:
    with pytest.raises(Unsure) as unsure:
        parse_reaction(typed, KNOWN)

    assert (unsure.value.reading.words, unsure.value.reading.severity) == (words, severity)
    assert words in unsure.value.said


@pytest.mark.parametrize(
    ("typed", "helped"),
    [
        ("helped: water", "water"),
        ("what helped: a nap", "a nap"),
        ("paracetamol helped", "paracetamol"),
        ("nothing helped", "nothing"),
        ("better with rest", "rest"),
        ("lying down helped a bit", "lying down helped a bit"),
    ],
)
def test_a_reaction_carries_what_helped(typed: str, helped: str) -> None:
    expected = Reaction("headache", "headache-bad", "6 hours after", 5, helped)

    assert parse_reaction(f"headache, 6 hours after, 5, {typed}", KNOWN) == expected
    assert parse_reaction(f"headache, {typed}, 5, 6 hours after", KNOWN) == expected


@pytest.mark.parametrize(
    ("typed", "helped"),
    [
        ("helped: water, rest and paracetamol", "water, rest and paracetamol"),
        ("helped by a nap, tea, a dark room", "a nap, tea, a dark room"),
        ("better with rest, then it came back", "rest, then it came back"),
    ],
)
def test_all_that_is_listed_behind_what_helped_helped(typed: str, helped: str) -> None:
    expected = Reaction("headache", "headache-bad", "6 hours after", 5, helped)

    assert parse_reaction(f"headache, 6 hours after, 5, {typed}", KNOWN) == expected
    assert parse_reaction(f"headache, {typed}, 6 hours after, 5", KNOWN) == expected
    assert parse_reaction("headache, helped: water, nausea", KNOWN).words == "headache, nausea"


@pytest.mark.parametrize(
    "typed",
    [
        "headache; 6 hours after; 5",
        "headache - 6 hours after - 5/10",
        "headache \u2013 6 hours after \u2013 5",
        "headache\n6 hours after\n5",
        "headache, 6 hours after; five",
        "headache (5/10), 6 hours after",
    ],
)
def test_semicolons_dashes_lines_and_brackets_part_as_commas_do(typed: str) -> None:
    assert read(typed) == ("headache", "6 hours after", 5)


@pytest.mark.parametrize("typed", ["rash - left arm", "bp 120 - 80", "red; itchy skin", "a\nb", "low - 38 - 39 C"])
def test_words_with_such_signs_in_them_are_kept_as_they_were_typed(typed: str) -> None:
    assert read(typed)[0] == typed


@pytest.mark.parametrize("typed", ["after 6 hours", "6 hours after", "all day", "7/10", "next day, 5"])
def test_a_time_or_a_score_alone_does_not_say_what_it_was(typed: str) -> None:
    with pytest.raises(NotUnderstood, match="does not say what it was"):
        parse_reaction(typed, KNOWN)


@pytest.mark.parametrize(
    "typed",
    [
        "when I stood up I fainted",
        "overnight fever",
        "since the drip my arm hurts",
        "during it I felt hot",
        "6 hours of pain",
    ],
)
def test_words_that_begin_like_a_time_are_kept_as_what_it_was(typed: str) -> None:
    assert read(typed) == (typed, None, None)


def test_of_two_side_effects_the_more_urgent_one_is_named() -> None:
    assert parse_reaction("headache, chills", KNOWN).side_effect == "shaking-chills"
    assert parse_reaction("nausea, chills, 5", KNOWN).side_effect == "shaking-chills"


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=12), min_size=1, max_size=6))
def test_no_letter_that_was_typed_is_lost(parts: list[str]) -> None:
    typed = ",".join(parts)
    try:
        reaction = parse_reaction(typed, KNOWN)
    except NotUnderstood:
        return
    kept = " ".join(filter(None, (reaction.words, reaction.when, reaction.helped)))
    if "helped" not in typed.casefold() and reaction.severity is None and not any(map(str.isdigit, typed)):
        assert sorted(filter(str.isalpha, typed)) == sorted(filter(str.isalpha, kept))
