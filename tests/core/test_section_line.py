"""What is typed at a section is taken only where it is fully understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivig_prep.core.day.section_line import Act, Drunk, Marked, Unclear, understand_drink, understand_line
from ivig_prep.core.doubts import TwoReadings

NUMBERS = {
    "1": (1,),
    "1 3 4": (1, 3, 4),
    "1,3": (1, 3),
    "1, 3": (1, 3),
    "1 and 3": (1, 3),
    "1-4": (1, 2, 3, 4),
    "1 - 4": (1, 2, 3, 4),
    "2 to 4": (2, 3, 4),
    "1-2, 4": (1, 2, 4),
    "5": (5,),
    "4-5": (4, 5),
    "3-3": (3,),
    "3 3 3": (3,),
    "1)": (1,),
    "#1, #3": (1, 3),
    "1; 3": (1, 3),
    "one and three": (1, 3),
    " 2. ": (2,),
}


@pytest.mark.parametrize(("typed", "numbers"), NUMBERS.items())
def test_numbers_mark_tasks_as_done(typed: str, numbers: tuple[int, ...]) -> None:
    assert understand_line(typed, 5) == Marked(Act.DO, numbers)


@pytest.mark.parametrize("typed", ["all", "ALL", " all. "])
def test_all_means_every_task_that_is_still_to_do(typed: str) -> None:
    assert understand_line(typed, 3) == Marked(Act.ALL, (1, 2, 3))


@pytest.mark.parametrize("typed", ["6", "0", "1 6", "1-9", "4-2", "1,2,77", "000"])
def test_one_number_nobody_sees_refuses_the_whole_line(typed: str) -> None:
    assert understand_line(typed, 5) is Unclear.NO_SUCH_NUMBER


@pytest.mark.parametrize(
    ("typed", "act"),
    [("undo 3", Act.UNDO), ("skip 3", Act.SKIP), ("why 3", Act.WHY), ("w 3", Act.WHY), ("Done 3", Act.DO)],
)
def test_a_word_with_a_number_says_what_to_do_with_the_task(typed: str, act: Act) -> None:
    assert understand_line(typed, 5) == Marked(act, (3,))


@pytest.mark.parametrize("typed", ["y", "yes", "no", "n", "no 3", "yes 1 2", "not yet", "Nope"])
def test_yes_and_no_change_nothing_and_are_asked_back(typed: str) -> None:
    assert understand_line(typed, 5) is Unclear.DONE_OR_NOT_FOR_ME


@pytest.mark.parametrize("typed", ["undo", "skip", "why"])
def test_a_word_that_needs_a_number_is_asked_back(typed: str) -> None:
    assert understand_line(typed, 5) is Unclear.NO_NUMBER


@pytest.mark.parametrize(
    ("typed", "ml"),
    [
        ("+1", 250),
        ("+ 2", 500),
        ("3 cups", 750),
        ("300 ml", 300),
        ("300ml", 300),
        ("a glass", 250),
        ("I drank 2 cups", 500),
        ("drink 2", 500),
    ],
)
def test_an_amount_with_a_sign_or_a_unit_is_a_drink(typed: str, ml: int) -> None:
    assert understand_line(typed, 5) == Drunk(ml)


@pytest.mark.parametrize("typed", ["3", "38.5", "3 hives", "cups", "a headache", "+", "one of them"])
def test_a_number_without_a_sign_or_a_unit_is_no_drink(typed: str) -> None:
    assert understand_drink(typed) is None


@pytest.mark.parametrize("typed", ["+99 cups", "900 cups", "+6000"])
def test_an_amount_that_cannot_be_changes_nothing(typed: str) -> None:
    assert understand_drink(typed) is Unclear.NO_AMOUNT


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("+99", ["99 ml"]),
        ("a pint", ["473 ml", "568 ml"]),
        ("2 pints of milk", ["946 ml", "1137 ml"]),
        ("1-2 cups", ["250 ml", "500 ml"]),
    ],
)
def test_an_amount_with_several_readings_is_asked_back(typed: str, readings: list[str]) -> None:
    with pytest.raises(TwoReadings) as asked:
        understand_drink(typed)

    assert [reading.typed for reading in asked.value.readings] == readings
    assert all(isinstance(understand_drink(typed), Drunk) for typed in readings)


@pytest.mark.parametrize(
    ("typed", "ml"),
    [
        ("half a cup", 125),
        ("+ 1/2", 125),
        ("1 1/2 cups", 375),
        ("8 fl oz", 237),
        ("2 x 250 ml", 500),
        ("a cup of tea", 250),
        ("plus 3 cups", 750),
        ("minus 2 cups", -500),
        ("-2 cups", -500),
        ("another cup", 250),
        ("another glass", 250),
        ("a more cup", 250),
        ("2 more cups", 500),
    ],
)
def test_a_drink_is_read_as_the_command_reads_it(typed: str, ml: int) -> None:
    assert understand_drink(typed) == Drunk(ml)


@pytest.mark.parametrize("typed", ["38.5", "38,5", "fever 38.5", "120/80", "my chest hurts", "3 hives", "2 days", ""])
def test_a_reading_or_a_symptom_is_never_taken_for_a_list_of_tasks(typed: str) -> None:
    assert not isinstance(understand_line(typed, 9), (Marked, Drunk))


@given(st.text(max_size=30), st.integers(0, 9))
def test_whatever_is_typed_no_task_is_marked_that_is_not_on_the_screen(typed: str, tasks: int) -> None:
    found = understand_line(typed, tasks)

    assert not isinstance(found, Marked) or set(found.numbers) <= set(range(1, tasks + 1))
