"""What a typed line means at a question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivig_prep.core.answers import Move, is_command, is_no, is_yes, move, picked_number, picked_signs, tidy

MOVES = {
    Move.BACK: ["b", "back"],
    Move.WHY: ["w", "why"],
    Move.QUIT: ["q", "quit", "stop", "exit"],
    Move.HELP: ["?", "help"],
    Move.UNWELL: ["u", "unwell"],
}
KNOWN = [(word, meant) for meant, words in MOVES.items() for word in words]
SAID = [*KNOWN, ("y", True), ("yes", True), ("n", False), ("no", False), ("", False)]


def meaning(typed: str) -> Move | bool | None:
    """Return what a line means: a move, a clear yes or no, or None."""
    if is_yes(typed) or is_no(typed):
        return is_yes(typed)
    return move(typed)


@pytest.mark.parametrize(("word", "meant"), SAID)
def test_letters_and_whole_words_are_understood(word: str, meant: Move | bool) -> None:
    assert meaning(word) == meant


@pytest.mark.parametrize(("word", "meant"), SAID)
@given(spaces=st.text(" \t", max_size=3), stops=st.sampled_from(("", ".", " .", "...")), shout=st.booleans())
def test_case_spaces_and_full_stops_do_not_matter(
    word: str, meant: Move | bool, spaces: str, stops: str, shout: bool
) -> None:
    assert meaning(spaces + (word.upper() if shout else word) + stops + spaces) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "maybe",
        "yy",
        "ja",
        "yes no",
        "y n",
        "yes please",
        "1",
        "ok",
        "\U0001f600",
        "\x1b[A",
        "\x1b[31m",
        "y!",
        "x" * 10_000,
    ],
)
def test_anything_else_is_no_answer(typed: str) -> None:
    assert meaning(typed) is None


@given(st.text())
def test_only_two_words_mean_yes(typed: str) -> None:
    assert is_yes(typed) == (tidy(typed) in ("y", "yes"))


@pytest.mark.parametrize("typed", ["", " ", "\t", ".", "  .  "])
def test_enter_alone_is_never_yes(typed: str) -> None:
    assert is_no(typed)
    assert move(typed) is None
    assert not is_yes(typed)
    assert picked_number(typed, 9) is None


@pytest.mark.parametrize("typed", ["y", "YES", " yes. "])
def test_a_clear_yes_is_one(typed: str) -> None:
    assert is_yes(typed)


@pytest.mark.parametrize("typed", ["done", "n", "no", "q", "b", "1", "yes, but"])
def test_nothing_else_is_a_yes(typed: str) -> None:
    assert not is_yes(typed)


@given(st.text() | st.sampled_from([word for word, _ in SAID]))
def test_a_line_is_never_a_move_and_a_yes_or_no_at_once(typed: str) -> None:
    assert move(typed) is None or not (is_yes(typed) or is_no(typed))


@pytest.mark.parametrize("typed", ["ivig-prep drink", "IVIG-PREP  today", " ivig-prep unwell my chest hurts "])
def test_a_command_of_this_program_is_known_as_one(typed: str) -> None:
    assert is_command(typed)


@pytest.mark.parametrize("typed", ["drink", "today", "ivig", "my ivig-prep list", ""])
def test_one_word_that_is_also_a_command_is_an_answer(typed: str) -> None:
    assert not is_command(typed)


SIGNS = {
    "1": (1,),
    "3 1": (3, 1),
    "1 and 3": (1, 3),
    "number 2": (2,),
    "yes, 2.": (2,),
    "I have 1 and 1": (1,),
    "yes": (1, 2, 3),
    "all of them": (1, 2, 3),
}


@pytest.mark.parametrize(("typed", "numbers"), SIGNS.items())
def test_the_numbers_of_signs_are_picked_among_small_words(typed: str, numbers: tuple[int, ...]) -> None:
    assert picked_signs(typed, 3) == numbers


@pytest.mark.parametrize("typed", ["38.5", "38,5", "101.3", "39.2 and 1", "1 104,2", "38.5 C"])
def test_the_last_digit_of_a_reading_is_no_sign(typed: str) -> None:
    assert picked_signs(typed, 11) == ()


@pytest.mark.parametrize(("typed", "numbers"), {"10,1": (10, 1), "1,3": (1, 3), "11.2": (11, 2), "1, 12": (1,)}.items())
def test_numbers_of_a_long_list_are_no_reading(typed: str, numbers: tuple[int, ...]) -> None:
    assert picked_signs(typed, 11) == numbers


@pytest.mark.parametrize("typed", ["", "fever 38", "0", "4", "no", "2 days of fever", "my chest", "9" * 10_000])
def test_numbers_within_words_of_another_kind_are_no_signs(typed: str) -> None:
    assert picked_signs(typed, 3) == ()


@given(st.text(), st.integers(0, 20))
def test_a_sign_that_is_picked_is_always_on_the_list(typed: str, most: int) -> None:
    assert set(picked_signs(typed, most)) <= set(range(1, most + 1))


@pytest.mark.parametrize(("typed", "number"), [("1", 1), (" 9 ", 9), ("3.", 3), ("07", 7)])
def test_a_number_on_the_list_is_picked(typed: str, number: int) -> None:
    assert picked_number(typed, 9) == number


@pytest.mark.parametrize("typed", ["0", "10", "-1", "1.5", "1 2", "one", "\u0663", "\u00b2", "9" * 10_000])
def test_another_number_is_not(typed: str) -> None:
    assert picked_number(typed, 9) is None


@given(st.text(), st.integers(0, 20))
def test_a_picked_number_is_always_on_the_list(typed: str, most: int) -> None:
    assert picked_number(typed, most) in (None, *range(1, most + 1))
