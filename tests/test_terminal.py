"""The guided walk and setup, played in a real pseudo-terminal."""

import json
import os
import re
import sqlite3
import subprocess
import time
from collections.abc import Callable
from typing import Any

import pytest
from kit import PROGRAM, SGR, Program, Screen, drawn

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
Play = Callable[..., Screen]


ALL_SET = ("--emergency", "911", "--clinic-phone", "555 0100", "--night-phone", "555 0199", "--fits", "none")
"""Answers to all that a first start would ask, so that a walk asks for nothing but its own."""
CHECK = "Do you have any of these today?"


@pytest.fixture
def dated(ivig: Program) -> Program:
    """Stand on the day before an infusion, with nothing answered yet."""
    ivig("setup", "--date", "2026-12-02", *ALL_SET)
    return ivig


@pytest.fixture
def a_week_before(ivig: Program) -> Program:
    """Stand in the week before an infusion, where the list has several screens."""
    ivig("setup", "--date", "2026-12-06", *ALL_SET)
    return ivig


def statuses(ivig: Program) -> dict[str, str]:
    """Return what each task got."""
    found: Any = json.loads(ivig("today", "--json").out)
    items = [item for section in found["sections"] for item in section["items"]]
    return {item["id"]: item["status"] for item in items if item["kind"] == "task"}


def first_section(screen: Screen) -> str:
    """Go on at the signs of the day, and return the first screen of tasks."""
    assert CHECK in screen.prompt()
    return screen.type("")


@pytest.mark.parametrize("line", ["1", "skip 2", "+1", "why 1"])
def test_a_line_that_leaves_something_on_the_screen_says_how_to_go_on(dated: Program, play: Play, line: str) -> None:
    screen = play("today")
    first_section(screen)

    assert screen.type(line).splitlines()[-2:] == ["Enter = go on; ? = help", "> "]


def test_the_walk_takes_numbers_words_and_drinks_and_shows_them_at_the_next_start(dated: Program, play: Play) -> None:
    screen = play("today")
    assert "1 □ to do: Pack your ID" in first_section(screen)
    assert "Drunk so far: 3 cups (750 ml)." in screen.type("3 cups")
    assert "Drunk so far: 4 cups (1 liter)." in screen.type("+1")
    marked = screen.type("1 3")
    assert "✓ done: Pack your ID" in marked
    assert "✓ done: Pack your daytime medicines" in marked
    assert "6 left here." in marked
    assert "Why: The front desk may ask for them." in screen.type("why 1")
    skipped = screen.type("skip 2")
    assert "not for me: Pack your medicine list" in skipped
    assert "To take that back, type: undo 2" in skipped
    assert "to do: Pack your ID" in screen.type("undo 1")
    last = screen.end("q")
    assert "1 of 7 done" in last
    assert last.rstrip().endswith("Next, type: ivig-prep today")
    assert screen.code == 0

    again = play("today")

    page = again.prompt()
    assert CHECK not in page
    assert "Get help if" in page
    assert "2 - not for me: Pack your medicine list" in page
    assert "3 ✓ done: Pack your daytime medicines" in page
    again.end("q")
    assert list(statuses(dated).values())[:4] == ["to-do", "not-for-me", "done", "to-do"]
    assert json.loads(dated("today", "--json").out)["fluids"]["drunk"] == 4


def test_each_line_is_saved_before_the_next_question(dated: Program, play: Play) -> None:
    screen = play("today")
    first_section(screen)
    screen.type("1")
    screen.type("skip 2")
    screen.type("+1")
    screen.kill()

    assert list(statuses(dated).values())[:3] == ["done", "not-for-me", "to-do"]
    again = play("today")
    assert "Drunk so far: 1 cup (250 ml)." in again.prompt()
    again.end("q")


def test_ctrl_c_keeps_the_answers_and_ends_with_130(dated: Program, play: Play) -> None:
    screen = play("today")
    first_section(screen)
    screen.type("1")
    screen.press("c")

    assert "What was saved before is kept." in screen.end()
    assert screen.code == 130
    assert next(iter(statuses(dated).values())) == "done"


def test_the_end_of_input_is_like_q(dated: Program, play: Play) -> None:
    screen = play("today")
    first_section(screen)
    screen.type("1")
    screen.press("d")

    assert "1 of 8 done" in screen.end()
    assert screen.code == 0


def test_nothing_but_enter_marks_nothing_done_and_asks_nothing_twice(a_week_before: Program, play: Play) -> None:
    screen = play("today")
    asked = [first_section(screen)]
    while "blood tests your team ordered" not in asked[-1]:
        asked.append(screen.type(""))
    last = screen.end("")

    assert screen.code == 0
    assert len(asked) == 3
    assert set(statuses(a_week_before).values()) == {"to-do"}
    shown = SGR.sub("", screen.raw)
    tasks = [task.strip() for task in re.findall(r"\d □ to do: (.{1,40})", shown)]
    assert len(tasks) == len(statuses(a_week_before))
    for task in tasks:
        assert len(re.findall(rf"\d □ to do: {re.escape(task)}", shown)) == 1, task
        assert last.count(task) == 1, task
    assert not re.search(r"failed|missed|overdue", screen.raw, re.IGNORECASE)


def test_all_marks_what_is_left_as_done_and_leaves_not_for_me_alone(dated: Program, play: Play) -> None:
    screen = play("today")
    first_section(screen)
    screen.type("skip 2")
    last = screen.end("all")

    assert "7 of 7 done" in last
    assert "Still to do" not in last
    assert [*statuses(dated).values()] == ["done", "not-for-me", *["done"] * 6]


def test_a_line_that_finishes_a_screen_goes_on_by_itself(a_week_before: Program, play: Play) -> None:
    screen = play("today")
    assert "Plan the visit" in first_section(screen)
    screen.type("1-6")

    assert "Medicines" in screen.type("7")
    screen.end("q")


def test_the_next_start_goes_on_at_the_first_screen_with_something_left(a_week_before: Program, play: Play) -> None:
    screen = play("today")
    first_section(screen)
    screen.type("all")
    screen.end("q")

    again = play("today")

    page = again.prompt()
    assert "Plan the visit: 6 of 6 done." in page
    assert "to do: Check the date" not in page
    assert "Medicines" in page
    assert "Plan the visit" in again.type("b")
    again.end("q")


@pytest.mark.parametrize("line", ["9", "0", "1 9", "1-9", "3-1", "1 2 3 4 5 6 7 8 99"])
def test_a_number_that_nobody_sees_refuses_the_whole_line(dated: Program, play: Play, line: str) -> None:
    screen = play("today")
    first_section(screen)

    assert "names a number that is not on this" in screen.type(line)
    screen.end("q")
    assert set(statuses(dated).values()) == {"to-do"}


@pytest.mark.parametrize("line", ["y", "yes", "no", "n", "no 3", "yes 1", "not yet"])
def test_yes_and_no_change_nothing_and_ask_what_is_meant(dated: Program, play: Play, line: str) -> None:
    screen = play("today")
    first_section(screen)

    page = screen.type(line)

    assert "Nothing was changed." in page
    assert "skip 3" in page
    screen.end("q")
    assert set(statuses(dated).values()) == {"to-do"}


@pytest.mark.parametrize(
    "line", ["maybe", "x" * 3000, "\N{PILL}", "\x1b[31mblue sky", "'; DROP TABLE reply; --", "yy", "0x1", "[b]ack"]
)
def test_a_wrong_answer_is_asked_again_and_changes_nothing(dated: Program, play: Play, line: str) -> None:
    screen = play("today")
    first_section(screen)
    screen.type("1")

    page = screen.type(line)

    assert "Nothing was changed:" in page
    assert len(page) < 400
    screen.end("q")
    assert screen.code == 0
    assert list(statuses(dated).values())[:2] == ["done", "to-do"]


def test_a_number_alone_is_no_amount_to_drink_and_a_temperature_no_number_of_a_task(dated: Program, play: Play) -> None:
    screen = play("today")
    first_section(screen)
    assert "✓ done: Pack your daytime medicines" in screen.type("3")

    assert "fever" in screen.type("38.5").lower()
    screen.end("q")
    assert [*statuses(dated).values()].count("done") == 1
    assert json.loads(dated("today", "--json").out)["fluids"]["drunk"] == 0


def test_ten_thousand_characters_are_asked_again(dated: Program, play: Play) -> None:
    # A terminal in line mode takes at most 4,096 at once, so the answer is handed over by a pipe's rules.
    screen = play("today")
    first_section(screen)
    for _ in range(4):
        screen.type("y" * 2500)
    screen.end("q")

    assert set(statuses(dated).values()) == {"to-do"}


@pytest.mark.parametrize("line", ["1", " 1 ", "DONE 1", "1.", "Do 1", "1,1"])
def test_case_spaces_full_stops_and_whole_words_are_accepted(dated: Program, play: Play, line: str) -> None:
    screen = play("today")
    first_section(screen)

    assert "✓ done: Pack your ID" in screen.type(line)
    screen.end("quit")
    assert next(iter(statuses(dated).values())) == "done"


def test_back_on_the_first_screen_stays_there(dated: Program, play: Play) -> None:
    screen = play("today")
    first = first_section(screen)

    again = screen.type("back")

    assert "1 □ to do: Pack your ID" in first
    assert "1 □ to do: Pack your ID" in again
    screen.end("q")
    assert dated


def test_what_is_typed_before_a_question_is_shown_neither_passes_it_nor_ticks_anything(
    dated: Program, play: Play
) -> None:
    screen = play("today")
    for line in ("", "1 2", "all", "q"):
        screen.send(line)

    shown = screen.prompt()

    assert CHECK in shown
    assert 'typed before this question was shown: Enter, "1 2", "all", "q".' in " ".join(shown.split())
    assert "1 □ to do: Pack your ID" in screen.type("")
    screen.end("q")
    assert "done" not in statuses(dated).values()


def test_a_line_that_was_begun_before_a_question_was_shown_is_no_answer_to_it(dated: Program, play: Play) -> None:
    screen = play("today")
    screen.press_keys("1 2")
    assert CHECK in screen.prompt()

    shown = screen.type(" 3")

    assert 'typed before this question was shown: "1 2 3".' in shown
    screen.end("q")
    assert "done" not in statuses(dated).values()


def test_an_emergency_sign_that_was_typed_ahead_is_answered(dated: Program, play: Play) -> None:
    screen = play("today")
    screen.send("i have chest pain")

    assert "Call 911 now. In the infusion chair, call the nurse first." in screen.end()
    assert screen.code == 0
    assert dated


def test_an_end_of_input_that_was_typed_ahead_ends_the_walk(dated: Program, play: Play) -> None:
    screen = play("today")
    screen.send("1 2")
    screen.press("d")

    assert "0 of 8 done." in screen.end()
    assert screen.code == 0
    assert dated


def test_a_first_start_asks_two_questions_then_walks_and_asks_the_rest_after_the_first_screen(
    ivig: Program, play: Play
) -> None:
    screen = play("today")
    first = screen.prompt()
    assert "Trouble breathing" in "\n".join(first.splitlines()[:4])
    assert "Welcome to ivig-prep" in first
    assert "ivig-prep --plain today" in first
    assert "Write it like" in screen.type("the 45th")
    limit = screen.type("2 December")
    assert "Saved. Infusion: Wednesday 2 December 2026." in limit
    assert "fluid limit" in limit
    assert CHECK in screen.type("")
    page = screen.type("")
    assert "Pack your bag" in page
    assert "4 to 8 cups" not in page
    assert "Which of these fit you?" in screen.type("")
    assert "Saved. What fits you: Your first infusion; A port." in screen.type("1 and 4")
    assert "Saved. Emergency number: 911." in screen.type("911")
    assert "at night" in screen.type("")
    assert "Still to do" in screen.end("")

    assert json.loads(ivig("today", "--json").out)["infusion"]["date"] == "2026-12-02"
    again = play("today")
    assert "Pack your bag" in again.prompt()
    assert "Still to do" in again.end("")


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
    assert CHECK in page
    assert "chest pain or trouble breathing" in page
    for _ in range(12):
        page = screen.type("")
        if "How many weeks" in page:
            break
    assert "How many weeks" in page
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
    ivig("setup", *ALL_SET)
    screen = play("today")
    assert "When is your infusion?" in screen.prompt()
    assert "1. The day before" in screen.type("")
    assert CHECK in screen.type("1")
    assert "1 □ to do: Pack your ID" in screen.type("")
    screen.type("1")
    screen.end("q")

    assert statuses(ivig)["pack-id"] == "done"


def test_each_day_of_a_several_day_infusion_has_a_fresh_list(dated: Program, play: Play) -> None:
    dated("setup", "--days", "2")
    screen = play("today", env={"IVIG_PREP_TODAY": "2026-12-02"})
    assert "Day 1 of 2 of your infusion" in screen.prompt()
    assert CHECK in screen.type("1")
    screen.type("")
    screen.type("1")
    screen.end("q")

    assert next(iter(statuses(dated.on("2026-12-02")).values())) == "done"
    assert set(statuses(dated.on("2026-12-03")).values()) == {"to-do"}


def test_after_the_walk_the_next_date_is_offered_and_enter_means_no(dated: Program, play: Play) -> None:
    dated("setup", "--every", "4w")
    world = {"IVIG_PREP_TODAY": "2026-12-10"}
    for answer, phase in (("", "between"), ("y", "day-before")):
        screen = play("today", env=world)
        page = screen.prompt()
        while "Is your next infusion on" not in page:
            page = screen.type("y" if "take place?" in page else "")
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
    assert CHECK in screen.type("1")
    screen.end("q")

    assert screen.code == 0
    assert dated


def words(text: str) -> str:
    """Return what a screen says, without what it draws."""
    return " ".join(re.sub(r"[┏━┓┃┗┛╭─╮│╰╯□✓█░!]", " ", text).split())


@pytest.mark.slow
@pytest.mark.parametrize("columns", [40, 72, 200])
@pytest.mark.parametrize("term", ["xterm-256color", "linux", "dumb", None])
def test_lines_are_only_appended_and_none_is_cut(dated: Program, play: Play, columns: int, term: str | None) -> None:
    screen = play("today", columns=columns, env={"TERM": term})
    first_section(screen)
    screen.type("skip 1")
    screen.end("all")

    assert "\x1b" not in SGR.sub("", screen.raw)
    assert ("\x1b" in screen.raw) == (term in ("xterm-256color", "linux"))
    shown = words("\n".join(drawn(screen.raw, columns)))
    assert "Set out loose, comfortable clothes that let the nurse reach your IV site or port." in shown
    assert dated


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"FORCE_COLOR": "0"}])
def test_without_colour_the_screen_says_the_same(dated: Program, play: Play, env: dict[str, str]) -> None:
    screen = play("today", "--on", "2026-12-01", env=env)
    screen.end()

    assert not re.search(r"\x1b\[[0-9;]*3[0-9]", screen.raw)
    assert "□ to do: Pack your phone, its charger, and" in SGR.sub("", screen.raw)
    assert dated


@pytest.mark.parametrize("encoding", ["ascii", "cp437", "cp1252", "latin-1"])
def test_a_console_that_cannot_show_the_marks_gets_others(dated: Program, play: Play, encoding: str) -> None:
    dated("setup", "--clinic-phone", "555 0100", "--fluid-goal", "8cups")
    screen = play("today", "--on", "2026-12-01", env={"PYTHONIOENCODING": encoding})
    written = screen.end()

    assert screen.code == 0
    assert "to do: Pack your phone, its charger," in written
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

    assert words(coloured) == words(plain)
    assert dated


def test_two_windows_on_one_list_lose_nothing(dated: Program, play: Play) -> None:
    one, two = play("today"), play("today")
    one.prompt()
    two.prompt()
    one.type("")
    two.type("")
    one.type("1")
    two.type("1")
    one.type("2")
    two.type("skip 2")
    one.end("q")
    two.end("q")

    assert list(statuses(dated).values())[:2] == ["done", "not-for-me"]
    record = sqlite3.connect(dated.home / "ivig-prep.db")
    assert record.execute("SELECT reply FROM reply WHERE item <> 'asked' ORDER BY id").fetchall() == [
        ("done",),
        ("done",),
        ("done",),
        ("not-for-me",),
    ]
    record.close()


@pytest.mark.parametrize("change", [["--date", "2026-12-20"], ["--date", "none"]])
def test_an_answer_never_lands_in_another_list(dated: Program, play: Play, change: list[str]) -> None:
    screen = play("today")
    first_section(screen)
    dated("setup", *change)

    page = screen.type("1")

    assert "The day or the date has changed, so that line was not saved." in page
    screen.end("q")
    assert "done" not in statuses(dated).values()


def test_after_a_change_the_same_screen_is_shown_again_as_it_is_now(a_week_before: Program, play: Play) -> None:
    screen = play("today")
    first_section(screen)
    a_week_before("setup", "--date", "2026-12-05")

    page = screen.type("1")

    assert "was not saved" in page
    assert "1 □ to do: Check the date" in page
    assert "✓ done: Check the date" in screen.type("1")
    screen.end("q")
    assert screen.code == 0


def test_no_question_is_asked_where_input_is_no_terminal(dated: Program) -> None:
    ran = subprocess.run([*PROGRAM, "today"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True)

    assert "0 of 8 done." in ran.stdout
    assert dated


# A typed line


@pytest.mark.parametrize("env", [{}, {"ACCESSIBLE": "1"}, {"TERM": "dumb"}], ids=["screen", "plain", "dumb"])
@pytest.mark.parametrize(
    ("pasted", "said"), [("1\n2\nmaybe\n", "1 2 maybe"), ("1\nq\n", "1 q"), ("maybe\n\n\n", "maybe")]
)
def test_a_pasted_second_line_does_not_answer_the_next_question(
    dated: Program, play: Play, env: dict[str, str], pasted: str, said: str
) -> None:
    screen = play("today", env=env)
    first_section(screen)

    page = screen.paste(pasted)

    assert f'Nothing was changed: "{said}" is not one of the answers.' in page
    assert "done" not in statuses(dated).values()
    screen.end("q")
    assert screen.code == 0


def test_a_pasted_line_without_an_end_waits_for_its_enter(dated: Program, play: Play) -> None:
    screen = play("today")
    first_section(screen)
    screen.press_keys("no\n1 2")
    time.sleep(0.2)

    page = screen.type("")

    assert "Nothing was changed. Type the numbers of what is done." in page
    screen.end("q")
    assert "done" not in statuses(dated).values()


def test_pasted_lines_of_numbers_are_one_list(dated: Program, play: Play) -> None:
    screen = play("today")
    first_section(screen)

    screen.paste("1\n3\n")

    screen.end("q")
    assert list(statuses(dated).values())[:3] == ["done", "to-do", "done"]


@pytest.mark.parametrize("env", [{}, {"ACCESSIBLE": "1"}, {"TERM": "dumb"}])
def test_a_cursor_key_is_taken_out(dated: Program, play: Play, env: dict[str, str]) -> None:
    screen = play("today", env=env)
    first_section(screen)

    screen.type("1\x1b[D")

    screen.end("q")
    assert next(iter(statuses(dated).values())) == "done"


def test_the_terminal_is_left_as_it_was(dated: Program, play: Play) -> None:
    screen = play("today")
    before = screen.settings()
    first_section(screen)
    screen.paste("1\n2\n")

    screen.end("q")

    assert screen.settings() == before
    assert dated
