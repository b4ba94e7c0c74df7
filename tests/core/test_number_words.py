"""Numbers in words are read as their digits are."""

import pytest

from ivig_prep.core.words.number_words import in_digits


@pytest.mark.parametrize(
    ("said", "digits"),
    [
        ("eighty seven percent oxygen", "87 percent oxygen"),
        ("eighty-seven percent", "87 percent"),
        ("heart beat one hundred and fifty", "heart beat 150"),
        ("a hundred and sixty two", "162"),
        ("one eighty five over one twenty", "185 over 120"),
        ("temperature thirty nine point five", "temperature 39.5"),
        ("sugar of two point one", "sugar of 2.1"),
        ("forty one and a half degrees", "41.5 degrees"),
        ("39 and a half", "39.5"),
    ],
)
def test_a_number_in_words_becomes_digits(said: str, digits: str) -> None:
    assert in_digits(said) == digits


@pytest.mark.parametrize("said", ["one of my legs", "two or three times", "no point going on", "my appointment"])
def test_words_that_are_no_reading_stay_as_they_are(said: str) -> None:
    assert in_digits(said) == said
