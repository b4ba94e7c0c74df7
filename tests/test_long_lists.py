"""A long list on a terminal comes a screen at a time, what is urgent first and again last; a pipe gets all."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kit import Program, Screen

from ivig_prep.core.page import BLANK, CHOICE, EMERGENCY, HEADING, TEXT, TITLE, Line, Page, screenfuls
from ivig_prep.faces import plain

MORE = "Enter = more, q = stop:"
URGENT = "Trouble breathing, chest pain, swollen face, fainting?"
LOW = {"LINES": "24"}
KINDS = st.sampled_from((TITLE, HEADING, TEXT, TEXT, CHOICE, EMERGENCY, BLANK))
PAGES = st.lists(
    st.builds(Line, KINDS, st.sampled_from(("short", "a line that is long " * 6))), min_size=1, max_size=60
)

Play = Callable[..., Screen]


def rows_of(page: Page) -> int:
    return plain.text(page, 40).count("\n")


@given(PAGES, st.integers(5, 40))
def test_the_parts_of_a_page_are_the_page_and_each_has_room_on_the_screen(lines: list[Line], most: int) -> None:
    parts = screenfuls(tuple(lines), most, rows_of)

    assert [line for part in parts for line in part] == lines
    assert all(rows_of(part) <= most or len(part) == 1 for part in parts)


def test_what_stands_below_one_heading_stays_together() -> None:
    page = tuple(Line(kind, f"{kind} {number}") for number in range(9) for kind in (HEADING, TEXT, TEXT))

    parts = screenfuls(page, 10, rows_of)

    assert len(parts) > 1
    assert all(part[0].kind == HEADING for part in parts)


def test_no_part_ends_in_a_title() -> None:
    page = tuple(Line(kind, f"{kind} {n}") for n in range(9) for kind in (TITLE, HEADING, TEXT, HEADING, TEXT))

    assert all(part[-1].kind == TEXT for most in range(6, 15) for part in screenfuls(page, most, rows_of))


def test_the_list_of_side_effects_comes_a_screen_at_a_time_with_the_emergencies_first_and_again_last(
    play: Play,
) -> None:
    screen = play("unwell", "--list", env=LOW)
    page = screen.prompt()
    assert URGENT in page
    assert "Get emergency help now" in page
    for part in (page, *(screen.type("") for _ in range(6))):
        assert part.count("\n") <= 24
        assert MORE in part


def test_the_end_of_the_list_of_side_effects_is_the_emergency_line(play: Play) -> None:
    rows = play("--no-input", "--plain", "unwell", "--list").end().count("\n")
    screen = play("--plain", "unwell", "--list", env={"LINES": str(rows * 2 // 3)})
    screen.prompt()
    last = screen.end("")

    assert URGENT in last.strip().splitlines()[-3]
    assert screen.code == 0


def test_q_stops_a_long_list_and_what_is_urgent_is_the_last_that_is_seen(play: Play) -> None:
    screen = play("unwell", "--list", env=LOW)
    screen.prompt()

    assert URGENT in screen.end("q")
    assert screen.code == 0


def test_b_shows_the_screen_before_again(play: Play) -> None:
    screen = play("unwell", "--list", env=LOW)
    first = screen.prompt()
    screen.type("")

    assert screen.type("b").split()[-60:] == first.split()[-60:]


@pytest.mark.parametrize("line", ["more please", "3", "y"])
def test_what_is_no_answer_is_named_and_the_list_waits(play: Play, line: str) -> None:
    screen = play("unwell", "--list", env=LOW)
    screen.prompt()

    assert f'"{line}" is not one of the answers. Press Enter for more, or type q.' in screen.type(line)


def test_a_symptom_typed_below_a_list_is_answered(play: Play) -> None:
    screen = play("unwell", "--list", env=LOW)
    screen.prompt()

    assert "Call your emergency number (911, 999, 112 or 000) now." in screen.end("chest pain")


def test_the_topics_can_be_picked_while_the_list_goes_on(play: Play) -> None:
    screen = play("learn", env=LOW)
    page = screen.prompt()
    assert "1. What is IVIg?" in page
    assert page.endswith("Type a number or a word, Enter = more, q = stop: ")
    assert "Sources" in screen.type("1")
    screen.end("")

    again = play("learn", env=LOW)
    again.prompt()
    assert again.end("q").count("1.") == 0


def test_the_log_comes_a_screen_at_a_time(ivig: Program, play: Play) -> None:
    for day in range(12):
        ivig("log", "--date", (date(2026, 11, 30) - timedelta(28 * day)).isoformat(), "--brand", "Privigen")

    screen = play("log", "--list", env=LOW)
    page = screen.prompt()
    assert "Monday 30 November 2026" in page
    assert MORE in page
    screen.end("q")
    assert screen.code == 0


@pytest.mark.parametrize("words", [("unwell", "--list"), ("learn",), ("log", "--list")])
def test_a_pipe_and_a_run_that_asks_nothing_get_all_of_it_at_once(
    ivig: Program, play: Play, words: tuple[str, ...]
) -> None:
    assert MORE not in ivig(*words).out
    assert MORE not in play("--no-input", *words, env=LOW).end()


def test_a_high_window_asks_nothing(play: Play) -> None:
    assert "Enter = more" not in play("learn", env={"LINES": "400"}).prompt()
