"""`setup --cancelled`, `--new`, and a new date while nobody said whether the last infusion took place."""

import json
import os
from collections.abc import Callable
from typing import Any

import pytest
from kit import Program, Screen

ask = pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
Play = Callable[..., Screen]


@pytest.fixture
def past(ivig: Program) -> Program:
    """Return somebody whose infusion of 2 December is past, and who did not say yet that it took place."""
    ivig("setup", "--date", "2026-12-02", "--time", "09:30", "--days", "2")
    return ivig.on("2026-12-05")


@pytest.fixture
def play(past: Program) -> Play:
    """Return a way to run a command line in a pseudo-terminal on that day."""
    return lambda *words: Screen(past.home, *words, env={"IVIG_PREP_TODAY": "2026-12-05"})


def sheet(ivig: Program) -> dict[str, Any]:
    """Return the list of the day."""
    found: dict[str, Any] = json.loads(ivig("today", "--json").out)
    return found


def test_cancelled_says_that_it_did_not_take_place_and_how_to_take_that_back(past: Program) -> None:
    out = past("setup", "--cancelled").out

    assert "Saved: the infusion on Wednesday 2 December 2026 did not take place." in out
    assert "Next, type: ivig-prep setup --new --date 2026-12-02 --days 2 --time 09:30" in out
    assert sheet(past)["infusion"] is None


def test_what_takes_a_cancelled_infusion_back_brings_its_ticks_too(ivig: Program) -> None:
    ivig("setup", "--date", "2026-12-02", "--time", "09:30")
    screen = Screen(ivig.home, "today")
    screen.prompt()
    screen.type("")
    assert "Saved." in screen.type("1 2")
    screen.end("q")
    done = sheet(ivig)["done"]
    ivig("setup", "--cancelled")

    ivig("setup", "--new", "--date", "2026-12-02")

    assert done == 2
    assert (sheet(ivig)["done"], sheet(ivig)["infusion"]["time"]) == (2, "09:30")


def test_undo_takes_a_cancelled_infusion_back_too(past: Program) -> None:
    past("setup", "--cancelled")
    past("undo", "--yes")

    assert sheet(past)["infusion"]["date"] == "2026-12-02"


def test_cancelled_is_about_the_infusion_to_come_where_the_last_one_took_place(past: Program) -> None:
    past("log", "--date", "2026-12-02", "--brand", "Privigen")
    past("setup", "--date", "2026-12-30")

    assert "the infusion on Wednesday 30 December 2026 did not take place" in past("setup", "--cancelled").out


def test_an_infusion_in_the_log_took_place_and_is_not_cancelled(past: Program) -> None:
    past("log", "--date", "2026-12-03", "--brand", "Privigen")
    ran = past("setup", "--cancelled")

    assert ran.code == 2
    assert "The infusion on Wednesday 2 December 2026 is in your log, so it took place." in ran.err


def test_an_infusion_under_way_is_cancelled_unless_its_log_says_that_it_began(past: Program) -> None:
    past.on("2026-12-03")("log", "--date", "2026-12-02", "--brand", "Privigen")
    assert "is in your log, so it took place" in past("setup", "--cancelled").err

    past("undo", "--yes")
    assert "did not take place" in past("setup", "--cancelled").out


def test_with_no_infusion_there_is_nothing_to_cancel(ivig: Program) -> None:
    ran = ivig("setup", "--cancelled")

    assert (ran.code, "nothing to cancel" in ran.err) == (2, True)


def test_new_and_cancelled_cannot_stand_together(past: Program) -> None:
    ran = past("setup", "--new", "--cancelled", "--date", "2026-12-30")

    assert (ran.code, "cannot stand together" in ran.err) == (2, True)
    assert sheet(past)["infusion"]["date"] == "2026-12-02"


def test_cancelled_with_a_wrong_setting_changes_nothing(past: Program) -> None:
    assert past("setup", "--cancelled", "--emergency", "none of it").code == 2
    assert past("setup", "--cancelled", "--days", "3").code == 2

    assert sheet(past)["infusion"]["date"] == "2026-12-02"


def test_without_a_terminal_a_new_date_needs_to_say_which_infusion_it_is(past: Program) -> None:
    ran = past("setup", "--date", "2026-12-30", "--emergency", "911")

    assert ran.code == 2
    assert "--new" in ran.err
    assert "--cancelled" in ran.err
    assert "Such as: ivig-prep setup --new --date 2026-12-30" in ran.err
    assert sheet(past)["emergency"]["number"] is None


def test_new_keeps_the_last_infusion_and_adds_one(past: Program) -> None:
    assert past("setup", "--new", "--date", "2026-12-30").code == 0

    found = sheet(past)
    assert (found["infusion"]["date"], found["phase"], found["confirmed"]) == ("2026-12-02", "days-after", False)


def test_cancelled_with_a_date_moves_the_infusion_there(past: Program) -> None:
    out = past("setup", "--cancelled", "--date", "2026-12-08").out

    assert "Moved from Wednesday 2 December 2026" in out
    assert (sheet(past)["infusion"]["date"], sheet(past)["infusion"]["days"]) == ("2026-12-08", 2)


@pytest.mark.parametrize("words", [["log", "--date", "2026-12-02", "--brand", "Privigen"], ["setup", "--cancelled"]])
def test_once_it_is_said_what_happened_a_date_needs_no_flag(past: Program, words: list[str]) -> None:
    past(*words)

    assert past("setup", "--date", "2026-12-30").code == 0


def test_the_next_step_of_a_list_can_be_typed_as_it_stands(past: Program) -> None:
    past("setup", "--every", "4w")
    line = past("today").out.rstrip().splitlines()[-1]

    assert past(*line.removeprefix("Next, type: ivig-prep ").split()).code == 0


@ask
def test_on_a_terminal_a_new_date_is_asked_about(past: Program, play: Play) -> None:
    screen = play("setup", "--date", "2026-12-30")
    asked = screen.prompt()
    assert "Nobody said yet if the infusion on Wednesday 2 December 2026 took place." in " ".join(asked.split())
    shown = screen.end("1")
    assert "Saved: the infusion on Wednesday 2 December 2026 took place." in shown
    assert "Saved. Infusion: Wednesday 30 December 2026" in shown

    found = sheet(past)
    assert (found["infusion"]["date"], found["confirmed"]) == ("2026-12-02", True)


@ask
def test_on_a_terminal_a_new_date_can_be_the_right_one(past: Program, play: Play) -> None:
    screen = play("setup", "--date", "2026-12-08")
    screen.prompt()

    assert "Moved from Wednesday 2 December 2026" in screen.end("2")
    assert sheet(past)["infusion"]["date"] == "2026-12-08"


@ask
@pytest.mark.parametrize("typed", ["", "q"])
def test_enter_and_q_leave_both_infusions_as_they_are(past: Program, play: Play, typed: str) -> None:
    screen = play("setup", "--date", "2026-12-30")
    screen.prompt()

    assert "No date was saved." in screen.end(typed)
    assert (sheet(past)["infusion"]["date"], sheet(past)["confirmed"]) == ("2026-12-02", False)


@ask
def test_the_questions_of_setup_ask_it_too(past: Program, play: Play) -> None:
    screen = play("setup")
    screen.prompt()
    assert "Nobody said yet" in screen.type("2026-12-30")
    assert "Saved. Infusion: Wednesday 30 December 2026" in " ".join(screen.type("1").split())
    screen.end("q")

    assert sheet(past)["confirmed"]
