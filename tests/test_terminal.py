"""The guided walk and setup, played in a real pseudo-terminal."""

import json
import os
import re
import sqlite3
import subprocess
from collections.abc import Callable
from typing import Any

import pytest
from kit import PROGRAM, SGR, Program, Screen, drawn

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
Play = Callable[..., Screen]


@pytest.fixture
def dated(ivig: Program) -> Program:
    """Stand on the day before an infusion, with nothing answered yet."""
    ivig("setup", "--date", "2026-12-02", "--emergency", "911")
    return ivig


def statuses(ivig: Program) -> dict[str, str]:
    found: Any = json.loads(ivig("today", "--json").out)
    return {item["id"]: item["status"] for section in found["sections"] for item in section["items"]}


def test_the_walk_takes_every_answer_and_goes_on_at_the_same_step(dated: Program, play: Play) -> None:
    screen = play("today")
    first = screen.prompt()
    assert "Step 1 of 16" in first
    assert "Drunk so far: 3 cups (750 ml)." in screen.type("3")
    assert "Step 2 of 16" in screen.type("y")
    assert "Why: " in screen.type("w")
    assert "Step 3 of 16" in screen.type("")
    assert "Step 4 of 16" in screen.type("n")
    assert "not for me: " in screen.type("b")
    assert "Step 4 of 16" in screen.type("n")
    wrong = screen.type("maybe")
    assert '"maybe" is not one of the answers.' in wrong
    assert "y = done" in wrong
    last = screen.end("q")
    assert "1 of 15 done" in last
    assert last.rstrip().endswith("Next, type: ivig-prep today")
    assert screen.code == 0

    again = play("today")

    assert "Step 4 of 16" in again.prompt()
    again.end("q")
    assert list(statuses(dated).values())[:4] == ["done", "to-do", "not-for-me", "to-do"]
    assert json.loads(dated("today", "--json").out)["fluids"]["drunk"] == 3


def test_each_answer_is_saved_before_the_next_question(dated: Program, play: Play) -> None:
    screen = play("today")
    screen.prompt()
    screen.type("y")
    screen.type("n")
    screen.kill()

    assert list(statuses(dated).values())[:3] == ["done", "not-for-me", "to-do"]
    again = play("today")
    assert "Step 3 of 16" in again.prompt()
    again.end("q")


def test_ctrl_c_keeps_the_answers_and_ends_with_130(dated: Program, play: Play) -> None:
    screen = play("today")
    screen.prompt()
    screen.type("y")
    screen.press("c")

    assert "What was saved before is kept." in screen.end()
    assert screen.code == 130
    assert next(iter(statuses(dated).values())) == "done"


def test_the_end_of_input_is_like_q(dated: Program, play: Play) -> None:
    screen = play("today")
    screen.prompt()
    screen.type("y")
    screen.press("d")

    assert "1 of 16 done" in screen.end()
    assert screen.code == 0


def test_nothing_but_enter_marks_nothing_done_and_asks_each_skipped_step_once_more(dated: Program, play: Play) -> None:
    screen = play("today")
    asked = [screen.prompt()]
    while "press Enter to finish" not in asked[-1]:
        asked.append(screen.type(""))
    assert "How do you feel today" in screen.type("")
    screen.end("")

    assert screen.code == 0
    assert len(asked) == 2 * 16 + 1
    assert sum("Once more." in page for page in asked) == 16
    assert set(statuses(dated).values()) == {"to-do"}
    assert not re.search(r"failed|missed|overdue", screen.raw, re.IGNORECASE)


def test_the_recap_lets_an_answer_be_changed_by_number(dated: Program, play: Play) -> None:
    screen = play("today")
    page = screen.prompt()
    while "press Enter to finish" not in page:
        page = screen.type("y")
    assert "16 of 16 done" in page
    assert "is not a number on this list" in screen.type("99")
    screen.type("2")
    assert "not for me: " in screen.type("n")
    screen.type("")
    assert "15 of 15 done" in screen.end("")

    assert list(statuses(dated).values())[1] == "not-for-me"


def test_what_is_left_is_offered_again_at_a_later_start(dated: Program, play: Play) -> None:
    screen = play("today")
    page = screen.prompt()
    while "press Enter to finish" not in page:
        page = screen.type("")
    screen.type("")
    screen.end("")

    again = play("today")

    assert "Step 1 of 16" in again.prompt()
    assert "Step 2 of 16" in again.type("y")
    again.end("q")
    third = play("today")
    assert "Step 2 of 16" in third.prompt()
    third.end("q")


@pytest.mark.parametrize(
    "line", ["maybe", "x" * 3000, "\N{PILL}", "\x1b[31mred", "'; DROP TABLE reply; --", "yy", "0x1", "[b]ack"]
)
def test_a_wrong_answer_is_asked_again_and_changes_nothing(dated: Program, play: Play, line: str) -> None:
    screen = play("today")
    screen.prompt()
    screen.type("y")

    page = screen.type(line)

    assert "is not one of the answers" in page
    assert len(page) < 400 + len(line)
    screen.end("q")
    assert screen.code == 0
    assert list(statuses(dated).values())[:2] == ["done", "to-do"]


def test_ten_thousand_characters_are_asked_again(dated: Program, play: Play) -> None:
    # A terminal in line mode takes at most 4,096 at once, so the answer is handed over by a pipe's rules.
    screen = play("today")
    screen.prompt()
    for _ in range(4):
        screen.type("y" * 2500)
    screen.end("q")

    assert set(statuses(dated).values()) == {"to-do"}


@pytest.mark.parametrize("line", ["Y", " yes ", "DONE.", "y."])
def test_case_spaces_full_stops_and_whole_words_are_accepted(dated: Program, play: Play, line: str) -> None:
    screen = play("today")
    screen.prompt()

    assert "Step 2" in screen.type(line)
    screen.end("quit")
    assert next(iter(statuses(dated).values())) == "done"


def test_back_on_the_first_step_says_so(dated: Program, play: Play) -> None:
    screen = play("today")
    screen.prompt()

    assert "This is the first step." in screen.type("back")
    screen.end("q")
    assert dated


def test_lines_typed_ahead_are_kept(dated: Program, play: Play) -> None:
    screen = play("today")
    for line in ("y", "y", "n", "q"):
        screen.send(line)
    screen.end()

    assert list(statuses(dated).values())[:4] == ["done", "done", "not-for-me", "to-do"]


def test_a_first_start_welcomes_asks_a_few_questions_then_walks(ivig: Program, play: Play) -> None:
    screen = play("today")
    first = screen.prompt()
    assert "Trouble breathing" in first.splitlines()[1]
    assert "Welcome to ivig-prep" in first
    assert "Write it like" in screen.type("the 45th")
    assert "Saved. Infusion: Wednesday 2 December 2026." in screen.type("2 December")
    assert "Saved. Emergency number: 911." in screen.type("911")
    assert "fluid limit" in screen.type("")
    assert "Which of these fit you?" in screen.type("")
    assert "Saved. What fits you: Your first infusion; A port." in screen.type("1 and 4")
    check = screen.type("2")
    assert "Saved. Look: plain." in check
    assert "Check your answers" in check
    assert "Step 1 of" in screen.type("")
    screen.end("q")

    assert json.loads(ivig("today", "--json").out)["infusion"]["date"] == "2026-12-02"
    again = play("today")
    page = again.prompt()
    assert "Step 1 of" in page
    assert "\x1b" not in again.raw
    again.end("q")


def test_a_date_with_two_readings_is_asked_back(ivig: Program, play: Play) -> None:
    screen = play("setup")
    screen.prompt()
    page = screen.type("3/4/2027")
    assert "1. Saturday 3 April 2027" in page
    assert "2. Thursday 4 March 2027" in page
    assert "Saved. Infusion: Thursday 4 March 2027." in screen.type("2")
    screen.end("q")

    assert json.loads(ivig("today", "--json").out)["infusion"]["date"] == "2027-03-04"


def test_a_far_date_is_asked_back_and_enter_saves_nothing(ivig: Program, play: Play) -> None:
    screen = play("setup", "--date", "2029-01-01")
    assert "more than a year ahead" in screen.prompt()
    screen.end("")

    assert screen.code == 2
    assert not (ivig.home / "ivig-prep.db").exists()


def test_an_infusion_just_past_can_be_set_and_its_warning_signs_are_shown(ivig: Program, play: Play) -> None:
    screen = play("today")
    screen.prompt()
    assert "1. Saturday 28 November 2026" in screen.type("28 November")
    assert "Saved. Infusion: Saturday 28 November 2026." in screen.type("1")
    page = screen.type("")
    while "press Enter to go on" not in page:
        page = screen.type("")
    assert "1. Infusion: Saturday 28 November 2026" in page
    assert "Keep watching" in screen.type("")
    screen.end("q")

    assert json.loads(ivig("today", "--json").out)["phase"] == "days-after"


def test_no_to_a_fluid_limit_skips_it_and_yes_asks_how_much(ivig: Program, play: Play) -> None:
    ivig("setup", "--date", "2026-12-02")
    screen = play("setup")
    page = screen.prompt()
    while "fluid limit" not in page:
        page = screen.type("")
    assert "How much a day?" in screen.type("yes")
    assert "2. 2 liters" in screen.type("2")
    assert "Nothing was saved." in screen.type("")
    assert "how much to drink a day?" in screen.type("no")
    screen.end("q")

    assert json.loads(ivig("today", "--json").out)["fluids"]["limit"] is None


def test_setup_goes_back_says_why_and_stops(ivig: Program, play: Play) -> None:
    screen = play("setup")
    assert "When is your infusion?" in screen.prompt()
    assert "Why: " in screen.type("w")
    assert "How often do you have" in screen.type("")
    assert "When is your infusion?" in screen.type("b")
    screen.end("q")

    assert screen.code == 0
    assert not ivig.home.exists()


def test_without_a_date_a_day_can_be_picked_and_its_answers_are_kept(ivig: Program, play: Play) -> None:
    ivig("setup", "--emergency", "911")
    screen = play("today")
    assert "When is your infusion?" in screen.prompt()
    screen.type("")
    assert "1. The day before" in screen.type("")
    assert "Step 1 of 16" in screen.type("1")
    screen.type("y")
    screen.end("q")

    assert statuses(ivig)["drink-day-before"] == "done"


def test_each_day_of_a_several_day_infusion_has_a_fresh_list(dated: Program, play: Play) -> None:
    dated("setup", "--days", "2")
    screen = play("today", env={"IVIG_PREP_TODAY": "2026-12-02"})
    assert "day 1 of 2" in screen.prompt()
    screen.type("y")
    screen.end("q")

    assert next(iter(statuses(dated.on("2026-12-02")).values())) == "done"
    assert set(statuses(dated.on("2026-12-03")).values()) == {"to-do"}


def test_after_the_walk_the_next_date_is_offered_and_enter_means_no(dated: Program, play: Play) -> None:
    dated("setup", "--every", "4w")
    world = {"IVIG_PREP_TODAY": "2026-12-10"}
    for answer, phase in (("", "between"), ("y", "day-before")):
        screen = play("today", env=world)
        page = screen.prompt()
        while "or type the right date" not in page:
            page = screen.type("" if "finish" in page or "Enter skips" in page else "y")
        assert "Wednesday 30 December 2026" in page
        screen.end(answer)

        assert json.loads(dated.on("2026-12-29")("today", "--json").out)["phase"] == phase


def test_a_date_typed_while_an_infusion_runs_is_asked_about(dated: Program, play: Play) -> None:
    screen = play("setup", env={"IVIG_PREP_TODAY": "2026-12-02"})
    screen.prompt()
    assert "1. The next infusion" in screen.type("30 December")
    screen.type("1")
    screen.end("q")

    assert json.loads(dated.on("2026-12-03")("today", "--json").out)["phase"] == "day-after"
    assert json.loads(dated.on("2026-12-29")("today", "--json").out)["phase"] == "day-before"


def test_the_menu_runs_what_is_picked(dated: Program, play: Play) -> None:
    screen = play()
    assert "1. What to do now" in screen.prompt()
    assert "Step 1 of 16" in screen.type("1")
    screen.end("q")

    assert screen.code == 0
    assert dated


@pytest.mark.parametrize("columns", [40, 72, 200])
@pytest.mark.parametrize("term", ["xterm-256color", "linux", "dumb", None])
def test_lines_are_only_appended_and_none_is_cut(dated: Program, play: Play, columns: int, term: str | None) -> None:
    screen = play("today", columns=columns, env={"TERM": term})
    page = screen.prompt()
    while "press Enter to finish" not in page:
        page = screen.type("y")
    screen.type("")
    screen.end("")

    assert "\x1b" not in SGR.sub("", screen.raw)
    assert ("\x1b" in screen.raw) == (term in ("xterm-256color", "linux"))
    shown = " ".join(" ".join(drawn(screen.raw, columns)).replace("┃", "").split())
    assert "Set out loose, comfortable clothes that let the nurse reach your IV site or port." in shown
    assert dated


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"FORCE_COLOR": "0"}])
def test_without_colour_the_screen_says_the_same(dated: Program, play: Play, env: dict[str, str]) -> None:
    screen = play("today", "--on", "2026-12-01", env=env)
    screen.end()

    assert not re.search(r"\x1b\[[0-9;]*3[0-9]", screen.raw)
    assert "□ to do: Pack your phone and charger." in screen.raw
    assert dated


@pytest.mark.parametrize("encoding", ["ascii", "cp437", "cp1252", "latin-1"])
def test_a_console_that_cannot_show_the_marks_gets_others(dated: Program, play: Play, encoding: str) -> None:
    dated("setup", "--clinic-phone", "555 0100", "--fluid-goal", "8cups")
    screen = play("today", "--on", "2026-12-01", env={"PYTHONIOENCODING": encoding})
    written = screen.end()

    assert screen.code == 0
    assert "to do: Pack your phone and charger." in written
    assert "Traceback" not in written


@pytest.mark.parametrize("env", [{"ACCESSIBLE": "1"}, {"TERM": "dumb"}])
def test_plain_on_a_terminal_has_no_escapes(dated: Program, play: Play, env: dict[str, str]) -> None:
    screen = play("today", "--on", "2026-12-01", env=env)

    assert screen.end().isascii()
    assert "\x1b" not in screen.raw
    assert dated


def test_screen_and_plain_say_the_same_facts_in_the_same_order(dated: Program, play: Play) -> None:
    coloured = play("today", "--on", "2026-12-01", columns=200).end()
    plain = play("today", "--on", "2026-12-01", "--plain", columns=200).end()

    def words(text: str) -> list[str]:
        return re.sub(r"[┃□✓█░]", "", text).split()

    assert words(coloured) == words(plain)
    assert dated


def test_two_windows_on_one_list_lose_nothing(dated: Program, play: Play) -> None:
    one, two = play("today"), play("today")
    one.prompt()
    two.prompt()
    one.type("y")
    two.type("y")
    one.type("y")
    two.type("n")
    one.end("q")
    two.end("q")

    assert list(statuses(dated).values())[:2] == ["done", "not-for-me"]
    record = sqlite3.connect(dated.home / "ivig-prep.db")
    assert record.execute("SELECT reply FROM reply ORDER BY id").fetchall() == [
        ("done",),
        ("done",),
        ("done",),
        ("not-for-me",),
    ]
    record.close()


@pytest.mark.parametrize("change", [["--date", "2026-12-20"], ["--date", "none"]])
def test_an_answer_never_lands_in_another_list(dated: Program, play: Play, change: list[str]) -> None:
    screen = play("today")
    screen.prompt()
    dated("setup", *change)

    page = screen.type("y")

    assert "The day or the date has changed, so that answer was not saved." in page
    screen.end("q")
    assert "done" not in statuses(dated).values()


def test_a_changed_list_is_shown_again_before_an_answer_is_changed(dated: Program, play: Play) -> None:
    screen = play("today")
    page = screen.prompt()
    while "press Enter to finish" not in page:
        page = screen.type("y")
    dated("setup", "--fits", "child")

    assert "The list has changed. These are its steps now." in screen.type("2")
    screen.end("q")
    assert screen.code == 0


def test_no_question_is_asked_where_input_is_no_terminal(dated: Program) -> None:
    ran = subprocess.run([*PROGRAM, "today"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True)

    assert "0 of 16 done." in ran.stdout
    assert dated
