"""The diary's own rules: what a lot, a dose, a reaction and a score are."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivig_prep.core.diary.entries import (
    Reaction,
    Treatment,
    check_day,
    parse_dose,
    parse_severity,
    parse_words,
    say_minutes,
    say_reaction,
)
from ivig_prep.core.diary.lots import is_new_brand, lot_key, parse_lot
from ivig_prep.core.diary.reactions import parse_reaction
from ivig_prep.errors import NotUnderstood

KNOWN = (("headache-bad", "headache-bad"), ("headache-bad", "Headache"), ("fever", "fever"))


@given(st.text())
def test_words_are_kept_as_they_are_or_refused(text: str) -> None:
    if text.strip() and not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]", text):
        assert parse_words(text) == text
    else:
        with pytest.raises(NotUnderstood):
            parse_words(text)


@given(st.text())
def test_the_key_of_a_lot_does_not_depend_on_spaces_hyphens_and_case(text: str) -> None:
    assert lot_key(f" {text}-") == lot_key(text)
    assert lot_key(lot_key(text)) == lot_key(text)


def test_a_lot_of_100_characters_is_taken_and_one_of_101_is_not() -> None:
    assert parse_lot(f" {'A' * 100} ") == "A" * 100
    with pytest.raises(NotUnderstood):
        parse_lot("A" * 101)


@pytest.mark.parametrize(
    ("typed", "grams"), [("30", 30), ("32.5", 32.5), ("32,5 g", 32.5), (" 5 Grams", 5), ("500", 500)]
)
def test_a_dose_is_read_in_grams(typed: str, grams: float) -> None:
    assert parse_dose(typed) == grams


@pytest.mark.parametrize("typed", ["-5", "thirty", "", "0", "0.00", "501", "nan", "1e2", "30 mg", "30 30", "1.000"])
def test_what_is_no_dose_is_refused(typed: str) -> None:
    with pytest.raises(NotUnderstood, match="not a dose"):
        parse_dose(typed)


@given(st.integers(0, 10))
def test_a_score_is_a_whole_number_from_0_to_10(number: int) -> None:
    assert parse_severity(f" {number} ") == number


@pytest.mark.parametrize("typed", ["11", "-1", "ok", "", "6.5", "1 0", "6/9", "6,5", "6.5/10", "11/10"])
def test_anything_else_is_no_score(typed: str) -> None:
    with pytest.raises(NotUnderstood):
        parse_severity(typed)


@pytest.mark.parametrize(
    ("typed", "reaction"),
    [
        ("headache", Reaction("headache", "headache-bad")),
        ("HEADACHE, 6 hours after, 5", Reaction("HEADACHE", "headache-bad", "6 hours after", 5)),
        ("fever, 2", Reaction("fever", "fever", None, 2)),
        ("fever, that night, 10/10", Reaction("fever", "fever", "that night", 10)),
        ("fever, that night, 3 of 10", Reaction("fever", "fever", "that night", 3)),
        ("fever, that night", Reaction("fever", "fever", "that night")),
        ("my knee,  foot, next day", Reaction("my knee,  foot", None, "next day")),
        ("5", Reaction("5")),
        ("fever, , 5", Reaction("fever", "fever", None, 5)),
    ],
)
def test_a_reaction_is_what_when_and_how_bad(typed: str, reaction: Reaction) -> None:
    assert parse_reaction(typed, KNOWN) == reaction


@pytest.mark.parametrize("typed", ["", " , ", ", later", "fever, 11", "fever, -1", "fever, later, 3.5"])
def test_what_is_no_reaction_is_refused(typed: str) -> None:
    with pytest.raises(NotUnderstood):
        parse_reaction(typed, KNOWN)


@given(st.text())
def test_any_reaction_is_said_on_one_line(text: str) -> None:
    assert "\n" not in say_reaction(Reaction(text, None, text, 5))


def test_a_day_to_come_is_refused_and_today_is_not() -> None:
    today = date(2026, 12, 1)

    assert check_day(today, today) == today
    with pytest.raises(NotUnderstood):
        check_day(date(2026, 12, 2), today)


@pytest.mark.parametrize(
    ("start", "end", "minutes", "next_day"),
    [
        ("09:30", "09:30", 0, False),
        ("22:30", "01:15", 165, True),
        ("23:59", "00:00", 1, True),
        ("18:00", "06:00", 720, True),
        ("09:30", "09:29", 1439, True),
        ("09:30", "13:15", 225, False),
    ],
)
def test_an_end_before_the_start_is_the_next_day(start: str, end: str, minutes: int, next_day: bool) -> None:
    day = Treatment(date(2026, 12, 1), start=start, end=end)

    assert (day.minutes, day.ends_next_day) == (minutes, next_day)
    assert day._replace(end=None).minutes is None


@pytest.mark.parametrize(
    ("minutes", "said"), [(0, "0 minutes"), (1, "1 minute"), (60, "1 hour"), (195, "3 hours 15 minutes")]
)
def test_how_long_it_took_is_said_in_words(minutes: int, said: str) -> None:
    assert say_minutes(minutes) == said


@pytest.mark.parametrize(
    ("brand", "before", "new"),
    [("Privigen", "Octagam", True), ("gamunex c", "Gamunex-C", False), (None, "A", False), ("A", None, False)],
)
def test_a_brand_is_new_only_beside_another_one(brand: str | None, before: str | None, new: bool) -> None:
    assert is_new_brand(brand, before) is new
