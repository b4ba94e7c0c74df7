"""What a typed line means at a question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivig_prep.core.answers import Move, is_no, is_yes, move, picked_number, reply, tidy
from ivig_prep.core.day.walk import DONE, NOT_FOR_ME, NOT_YET

KNOWN = {
    DONE: ["y", "yes", "done"],
    NOT_FOR_ME: ["n", "no", "not for me"],
    NOT_YET: ["", "not yet"],
    Move.BACK: ["b", "back"],
    Move.WHY: ["w", "why"],
    Move.QUIT: ["q", "quit", "stop", "exit"],
    Move.HELP: ["?"],
}
ANSWERS = [(word, meant) for meant, words in KNOWN.items() for word in words]


@pytest.mark.parametrize(("word", "meant"), ANSWERS)
def test_letters_and_whole_words_are_understood(word: str, meant: str | Move) -> None:
    assert (move(word) or reply(word)) == meant


@pytest.mark.parametrize(("word", "meant"), ANSWERS)
@given(spaces=st.text(" \t", max_size=3), stops=st.sampled_from(("", ".", " .", "...")), shout=st.booleans())
def test_case_spaces_and_full_stops_do_not_matter(
    word: str, meant: str | Move, spaces: str, stops: str, shout: bool
) -> None:
    typed = spaces + (word.upper() if shout else word) + stops + spaces

    assert (move(typed) or reply(typed)) == meant


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
    assert reply(typed) is None
    assert move(typed) is None
    assert not is_yes(typed)


@given(st.text())
def test_only_the_three_words_mean_done(typed: str) -> None:
    assert (reply(typed) == DONE) == (tidy(typed) in ("y", "yes", "done"))


@pytest.mark.parametrize("typed", ["", " ", "\t", ".", "  .  "])
def test_enter_alone_is_not_yet_and_never_yes(typed: str) -> None:
    assert reply(typed) == NOT_YET
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


@pytest.mark.parametrize(("word", "meant"), ANSWERS)
def test_a_line_is_a_move_or_a_reply_and_never_both(word: str, meant: str | Move) -> None:
    assert (move(word) is None) != (reply(word) is None)


@pytest.mark.parametrize(("typed", "number"), [("1", 1), (" 9 ", 9), ("3.", 3), ("07", 7)])
def test_a_number_on_the_list_is_picked(typed: str, number: int) -> None:
    assert picked_number(typed, 9) == number


@pytest.mark.parametrize("typed", ["0", "10", "-1", "1.5", "1 2", "one", "\u0663", "\u00b2", "9" * 10_000])
def test_another_number_is_not(typed: str) -> None:
    assert picked_number(typed, 9) is None


@given(st.text(), st.integers(0, 20))
def test_a_picked_number_is_always_on_the_list(typed: str, most: int) -> None:
    assert picked_number(typed, most) in (None, *range(1, most + 1))
