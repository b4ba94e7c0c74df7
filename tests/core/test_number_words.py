"""Numbers in words are read as their digits are."""

import pytest

from ivig_prep.core.words.number_words import all_in_digits, in_digits, spanish_in_digits

BELOW = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


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
        ("one hundred and thirteen", "113"),
        ("a hundred and five", "105"),
        ("a hundred in five", "105"),
        ("nine hundred and ninety nine", "999"),
        ("six hundred fifty", "650"),
        ("two thirty five", "235"),
        ("three twenty", "three 20"),
        ("nineteen hundred", "nineteen 100"),
        ("hundred", "100"),
        ("sixteen point five", "16.5"),
        ("two hundred point five", "200.5"),
        ("ninety point one and thirty", "90.1 and 30"),
        ("eighty  seven", "87"),
        ("fourty or ninty", "40 or 90"),
        ("forty one and a half degrees", "41.5 degrees"),
        ("39 and a half", "39.5"),
    ],
)
def test_a_number_in_words_becomes_digits(said: str, digits: str) -> None:
    assert in_digits(said) == digits


@pytest.mark.parametrize("said", ["one of my legs", "two or three times", "no point going on", "my appointment"])
def test_words_that_are_no_reading_stay_as_they_are(said: str) -> None:
    assert in_digits(said) == said


def test_every_number_below_a_thousand_is_read() -> None:
    below = {word: at for at, word in enumerate((*BELOW, *TEENS), 1)}
    below |= {word: 20 + 10 * at for at, word in enumerate(TENS)}
    below |= {f"{ten} {one}": below[ten] + below[one] for ten in TENS for one in BELOW}
    hundreds = {f"{one} hundred and {rest}": 100 * below[one] + below[rest] for one in BELOW for rest in below}

    assert len(below) == 99
    assert [said for said in below if below[said] >= 20 and in_digits(said) != str(below[said])] == []
    assert [said for said in hundreds if in_digits(said) != str(hundreds[said])] == []
    assert [said for said in below if all_in_digits(said) != str(below[said])] == []


@pytest.mark.parametrize(
    ("said", "digits"),
    [
        ("i took nine pills", "i took 9 pills"),
        ("fifteen or sixteen", "15 or 16"),
        ("three twenty", "3 20"),
        ("someone often", "someone often"),
        ("point five", "point 5"),
    ],
)
def test_where_small_numbers_count_too_they_are_read_as_whole_words(said: str, digits: str) -> None:
    assert all_in_digits(said) == digits


@pytest.mark.parametrize(
    ("said", "digits"),
    [
        ("treinta y nueve y medio", "39.5"),
        ("treinta y ocho punto cinco", "38.5"),
        ("ciento ochenta con ciento diez", "180 con 110"),
        ("veintidos", "22"),
        ("me tome quince pastillas", "me tome 15 pastillas"),
        ("doscientos veinte", "220"),
        ("cien", "100"),
    ],
)
def test_a_spanish_number_in_words_becomes_digits(said: str, digits: str) -> None:
    assert spanish_in_digits(said) == digits


@pytest.mark.parametrize("said", ["una vez", "los dos", "decimo", "un poco"])
def test_small_spanish_numbers_stay_as_they_are(said: str) -> None:
    assert spanish_in_digits(said) == said
