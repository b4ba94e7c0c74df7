"""Amounts of fluid: read from what a person types, said in household units with metric beside them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivig_prep.core.amounts import cups, in_words
from ivig_prep.core.doubts import TwoReadings
from ivig_prep.core.typed_amounts import MOST_IN_ONE_ENTRY_ML, parse_amount
from ivig_prep.errors import NotUnderstood


@pytest.mark.parametrize(
    ("typed", "ml"),
    [
        ("2", 500),
        ("2 cups", 500),
        ("2cups", 500),
        ("1 cup", 250),
        ("1 glass", 250),
        ("0.5", 125),
        ("2.", 500),
        ("300ml", 300),
        ("300 ML", 300),
        ("1.5l", 1500),
        ("1,5 l", 1500),
        ("2 liters", 2000),
        ("2 litres", 2000),
        ("20", 5000),
        ("5l", 5000),
        (" 3 ", 750),
        ("003", 750),
    ],
)
def test_a_bare_number_means_cups_and_a_unit_means_itself(typed: str, ml: int) -> None:
    assert parse_amount(typed) == ml


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "-1",
        "+1",
        "- 300ml",
        "maybe",
        "1e3",
        "1 2",
        "ml",
        ".",
        "1..5",
        "1.2345",
        "nan",
        "inf",
        "0x10",
        "\u0663",
        "\U0001f600",
        "\x1b[31m",
        "9" * 10_000,
        "300\nml",
        "2;3",
    ],
)
def test_what_is_no_amount_is_refused_with_a_way_to_write_one(typed: str) -> None:
    with pytest.raises(NotUnderstood, match="not an amount") as refused:
        parse_amount(typed)

    assert "300ml" in refused.value.next_step
    assert len(refused.value.sentence) < 100


@pytest.mark.parametrize("typed", ["20.1", "5.01l", "5001ml", "999999", "999999 l", "300 oz"])
def test_more_than_5_liters_in_one_entry_is_refused(typed: str) -> None:
    with pytest.raises(NotUnderstood, match="more than 5 liters"):
        parse_amount(typed)


def test_a_number_too_large_for_cups_is_asked_back_as_ml() -> None:
    with pytest.raises(TwoReadings, match="As cups it is more than 5 liters") as asked:
        parse_amount("21")

    assert [reading.typed for reading in asked.value.readings] == ["21 ml"]


@pytest.mark.parametrize("typed", ["0", "0ml", "0.00"])
def test_nothing_is_no_amount_to_add(typed: str) -> None:
    with pytest.raises(NotUnderstood, match="too small"):
        parse_amount(typed)


def test_nothing_can_be_set_where_that_is_meant() -> None:
    assert parse_amount("0", least=0) == 0


@pytest.mark.parametrize("typed", ["1,500ml", "1,000 ml", "1.500ml", "1,250ml"])
def test_a_comma_between_thousands_is_never_read_as_1_or_2_ml(typed: str) -> None:
    """In the US 1,500 ml is one and a half liters: it is read so, or asked back."""
    with suppress(NotUnderstood):
        assert parse_amount(typed) >= 1000


@given(st.text(max_size=40), st.sampled_from((0, 1, 100)))
def test_any_text_is_a_sensible_amount_or_is_refused(typed: str, least: int) -> None:
    with suppress(NotUnderstood):
        assert least <= parse_amount(typed, least=least) <= MOST_IN_ONE_ENTRY_ML


@given(st.integers(1, MOST_IN_ONE_ENTRY_ML))
def test_every_amount_in_ml_is_read_as_it_is(ml: int) -> None:
    assert parse_amount(f"{ml}ml") == ml


@pytest.mark.parametrize(
    ("ml", "said"),
    [
        (0, "0 cups (0 ml)"),
        (250, "1 cup (250 ml)"),
        (300, "1.2 cups (300 ml)"),
        (375, "1.5 cups (375 ml)"),
        (750, "3 cups (750 ml)"),
        (1000, "4 cups (1 liter)"),
        (1500, "6 cups (1.5 liters)"),
        (2125, "8.5 cups (2.125 liters)"),
        (25_000, "100 cups (25 liters)"),
    ],
)
def test_an_amount_is_said_in_cups_with_metric_beside_it(ml: int, said: str) -> None:
    assert in_words(ml) == said


@given(st.integers(0, 100_000))
def test_cups_are_whole_numbers_where_they_are_whole(ml: int) -> None:
    count = cups(ml)

    assert isinstance(count, int) == (count == int(count))
    assert abs(count * 250 - ml) <= 12.5
