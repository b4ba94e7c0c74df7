"""Several people on one computer: nothing is written for the wrong one, and nobody is started by a slip of the keys."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from kit import Program, Screen
from story_kit import Person

from ivig_prep.pages.help import COMMANDS

ask = pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
Play = Callable[..., Screen]
PICK = "press Enter to stop: "
NOBODY = "Nobody was picked, so nothing was saved."


@pytest.fixture
def two(ivig: Program) -> Program:
    """Return a computer with Leo and Mum on file, and nobody without a name."""
    ivig("--for", "Leo", "setup", "--date", "2026-12-02", "--emergency", "911")
    ivig("--for", "Mum", "setup", "--date", "2026-12-20")
    return ivig


@pytest.fixture
def three(two: Program) -> Program:
    """Return the same computer with a record without a name."""
    two("setup", "--date", "2026-12-03", "--emergency", "911")
    return two


@pytest.fixture
def play(ivig: Program) -> Play:
    """Return a way to run a command line in a pseudo-terminal."""
    return lambda *words: Screen(ivig.home, *words)


def folders(ivig: Program) -> set[str]:
    """Return the names of the files and folders in the data folder."""
    return {path.name for path in ivig.home.rglob("*") if path.name == "ivig-prep.db" or path.name.startswith("p-")}


def files(home: Path) -> dict[str, bytes]:
    """Return every file below a folder, with what is in it."""
    return {str(path): path.read_bytes() for path in home.rglob("*") if path.is_file()}


# Several on file, and nobody named


@ask
def test_today_asks_whose_list_it_is_and_shows_that_one(two: Program, play: Play) -> None:
    screen = play("today")

    asked = screen.prompt()
    assert "Whose list is it?" in asked
    assert "Welcome" not in asked
    assert [name in asked for name in ("1. Leo", "2. Mum", "3. Somebody new", "4. You: a new list")] == [True] * 4
    assert "Call your emergency" in " ".join(asked.split()[:20])
    shown = screen.type("1")
    screen.end("q")

    assert "For: Leo" in shown
    assert "Your infusion is tomorrow: Wednesday 2 December 2026" in shown
    assert "Call 911 now" in shown
    assert "ivig-prep --for Leo today" in screen.raw


@ask
@pytest.mark.parametrize("typed", ["", "q", "stop"])
@pytest.mark.parametrize(
    "words", [["today"], ["drink", "2"], ["log"], ["feel", "6"], ["setup", "--time", "9:00"], ["forget", "--yes"]]
)
def test_enter_and_q_pick_nobody_and_nothing_changes(three: Program, play: Play, words: list[str], typed: str) -> None:
    before = files(three.home)
    screen = play(*words)
    screen.prompt()

    assert NOBODY in screen.end(typed)
    assert screen.code == 0
    assert files(three.home) == before


@ask
def test_the_end_of_input_picks_nobody(three: Program, play: Play) -> None:
    screen = play("drink")
    screen.prompt()
    screen.press("d")

    assert NOBODY in screen.end()
    assert screen.code == 0


@ask
def test_ctrl_c_picks_nobody(three: Program, play: Play) -> None:
    before = files(three.home)
    screen = play("drink")
    screen.prompt()
    screen.press("c")

    assert "Stopped." in screen.end()
    assert screen.code == 130
    assert files(three.home) == before


BAD = [
    "blah",
    "0",
    "99",
    "-1",
    "1 2",
    "no",
    "ivig-prep drink",
    "x" * 10_000,
    "\x1b[A1\x1b[B 9",
    "9\x00",
    "1.5",
    "'; --",
]


@pytest.mark.parametrize("typed", BAD)
@pytest.mark.parametrize("words", [("drink",), ("--for", "Loe", "drink")])
def test_whatever_is_typed_that_is_nobody_asks_again_and_saves_nothing(
    three: Program, words: tuple[str, ...], typed: str
) -> None:
    before = files(three.home)
    visit = Person(three.home, plain=True).run("2026-12-01", *words, answers=[typed, typed, ""])

    assert len(visit.typed) == 3
    assert (visit.code, NOBODY in visit.text) == (0, True)
    assert files(three.home) == before


@ask
@pytest.mark.parametrize(("typed", "whose"), [("1", ()), ("2", ("--for", "Leo")), ("mum", ("--for", "Mum"))])
def test_what_is_drunk_is_saved_for_the_one_picked(
    three: Program, play: Play, typed: str, whose: tuple[str, ...]
) -> None:
    screen = play("drink", "3")
    screen.prompt()
    shown = screen.end(typed)

    assert f"For: {whose[1] if whose else 'you'}" in shown
    drank = {
        name: '"drunk": 3' in three(*name, "today", "--json").out for name in ((), ("--for", "Leo"), ("--for", "Mum"))
    }
    assert drank == {name: name == whose for name in drank}


@ask
def test_a_line_that_is_nobody_asks_again(three: Program, play: Play) -> None:
    screen = play("drink")
    screen.prompt()

    assert '"7" is not a number on this list.' in screen.type("7")
    assert '"Loe" is not a number on this list.' in screen.type("Loe")
    assert "For: Leo" in screen.end("2")


@ask
def test_somebody_new_is_asked_for_a_name_and_started_with_it(two: Program, play: Play) -> None:
    screen = play("drink")
    screen.prompt()
    assert "The name stays on this computer." in screen.type("3")
    assert "That is not a name for a person." in screen.type("\u200b")
    assert "Who is this for?" in screen.type("b")
    screen.type("3")
    shown = screen.end("Ann")

    assert "This starts a record for a new person: Ann." in shown
    assert "For: Ann" in shown
    assert two("--for", "Ann", "today", "--json").err == ""


@ask
def test_an_emergency_sign_in_place_of_a_name_is_answered_and_starts_nobody(two: Program, play: Play) -> None:
    before = folders(two)
    screen = play("drink")
    screen.prompt()
    screen.type("3")

    assert "Call your emergency number" in " ".join(screen.end("chest pain").split())
    assert folders(two) == before


@ask
def test_a_symptom_at_the_question_is_answered_first(two: Program, play: Play) -> None:
    screen = play("log")
    screen.prompt()

    assert "Call your emergency number" in " ".join(screen.end("chest pain").split())


@ask
def test_the_one_without_a_name_is_started_only_where_it_is_picked(two: Program, play: Play) -> None:
    screen = play("drink")
    screen.prompt()
    shown = screen.end("4")

    assert "This starts a record of your own, without a name." in shown
    assert "For: you" in shown


@ask
def test_a_command_picked_from_the_menu_is_not_asked_about_again(three: Program, play: Play) -> None:
    screen = play()
    screen.prompt()
    assert "For: Leo" in screen.type("2")
    shown = screen.end("3")

    assert "Saved: 1 cup" in shown
    assert PICK not in shown
    assert '"drunk": 1' in three("--for", "Leo", "today", "--json").out


@ask
@pytest.mark.parametrize(
    "words",
    [
        ["unwell", "chest", "pain"],
        ["unwell", "--list", "--json"],
        ["learn", "cost"],
        ["print", "--blank", "-o", "-"],
        ["clinic", "--list"],
        ["today", "--on", "2026-12-05"],
        ["today", "--json"],
        ["--no-input", "today"],
    ],
)
def test_what_is_about_nobody_or_asks_nothing_does_not_ask_whose_it_is(
    three: Program, play: Play, words: list[str]
) -> None:
    assert PICK not in play(*words).end()


@ask
@pytest.mark.parametrize("name", sorted(set(COMMANDS) - {"unwell", "learn", "handout", "clinic", "backup"}))
def test_every_other_command_asks_whose_it_is(three: Program, play: Play, name: str) -> None:
    assert PICK in play(name).prompt()


@ask
def test_where_one_person_is_on_file_nothing_is_asked(ivig: Program, play: Play) -> None:
    ivig("setup", "--date", "2026-12-02")
    shown = play("drink").end()

    assert PICK not in shown
    assert "For:" not in shown


# A pipe never asks


def test_without_a_terminal_it_is_the_record_without_a_name_and_pages_say_so(three: Program) -> None:
    assert "For: you" in three("drink").out
    assert "For: you" in three("today").out.splitlines()[:4]
    ran = three("drink", "--json")
    assert ran.err.startswith("This is for you.\nAlso on file: Leo, Mum.")
    assert json.loads(ran.out)["fluids"]["drunk"] == 2


def test_without_a_terminal_a_record_of_ones_own_beside_others_is_started_aloud(two: Program) -> None:
    assert "Nothing is saved for you yet.\nAlso on file: Leo, Mum. For one of them, add: --for Leo" in two("today").err

    ran = two("drink")

    assert "This starts a record of your own, without a name.\nAlso on file: Leo, Mum." in ran.err
    assert ran.code == 0


def test_without_a_terminal_a_name_nobody_has_is_started_aloud(two: Program) -> None:
    ran = two("--for", "Loe", "drink")

    assert (
        "This starts a record for a new person: Loe.\nAlso on file: Leo, Mum. For one of them, add: --for Leo"
        in ran.err
    )
    assert ran.code == 0


def test_reading_for_a_name_nobody_has_starts_nobody(two: Program) -> None:
    before = folders(two)
    ran = two("--for", "Loe", "log", "--list")

    assert (ran.code, ran.err.splitlines()[0]) == (0, "Nothing is saved for Loe yet.")
    assert "Also on file: Leo, Mum." in ran.err
    assert folders(two) == before


# A name that nobody has, on a terminal


@ask
@pytest.mark.parametrize(("typed", "whose"), [("1", "Leo"), ("y", "Leo"), ("leo", "Leo"), ("2", "Mum")])
def test_a_mistyped_name_asks_who_is_meant(two: Program, play: Play, typed: str, whose: str) -> None:
    before = folders(two)
    screen = play("--for", "Loe", "drink")

    asked = screen.prompt()
    assert "Nobody named Loe is on file." in asked
    assert "Did you mean Leo?" in asked
    assert "For: Loe" not in asked
    assert f"For: {whose}" in screen.end(typed)
    assert folders(two) == before


@ask
def test_somebody_new_is_started_only_when_that_is_said(two: Program, play: Play) -> None:
    before = folders(two)
    screen = play("--for", "Ann", "today")
    asked = screen.prompt()
    assert "Nobody named Ann is on file." in asked
    assert "Did you mean" not in asked
    assert NOBODY in screen.end("")
    assert folders(two) == before

    screen = play("--for", "Ann", "drink")
    screen.prompt()
    assert "This starts a record for a new person: Ann." in screen.end("3")


@ask
@pytest.mark.parametrize("words", [["log", "--list"], ["report"], ["calendar"], ["forget"], ["unwell", "tired"]])
def test_reading_for_a_name_nobody_has_does_not_ask(two: Program, play: Play, words: list[str]) -> None:
    screen = play("--for", "Loe", *words)
    import pexpect  # late: there is none on Windows

    try:
        shown = screen.prompt()
    except pexpect.EOF:
        shown = screen.raw
    assert "Nobody named Loe" not in shown


@ask
@pytest.mark.parametrize("typed", ["1", "y", "yes"])
def test_the_first_person_of_a_computer_is_started_by_a_yes(ivig: Program, play: Play, typed: str) -> None:
    screen = play("--for", "Ann", "drink")
    assert "Is that somebody new?" in screen.prompt()

    assert "This starts a record for a new person: Ann." in screen.end(typed)


# The diary question of unwell


@ask
def test_unwell_asks_in_whose_diary_it_writes(three: Program, play: Play) -> None:
    screen = play("unwell", "sore", "muscles")
    assert "Write this in your diary?" in screen.prompt()
    assert "In whose diary?" in screen.type("y")

    assert "Saved in the diary of Leo." in screen.end("2")
    assert [bool(json.loads(three(*who, "log", "--json").out)["infusions"]) for who in ((), ("--for", "Leo"))] == [
        False,
        True,
    ]


@ask
def test_unwell_for_a_name_says_whose_diary_it_is(two: Program, play: Play) -> None:
    screen = play("--for", "Leo", "unwell", "sore", "muscles")
    assert "Write this in the diary of Leo?" in screen.prompt()

    assert "Saved in the diary of Leo." in screen.end("y")
