"""One test per promise of the command surface, run in a pipe."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from kit import PROGRAM, Program

from ivig_prep.core.page import wrap
from ivig_prep.pages.help import COMMANDS


def sheet(ivig: Program, *words: str) -> Any:
    ran = ivig("today", "--json", *words)
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def test_the_issue_example_shows_the_day_before_with_hydration_and_packing(ivig: Program) -> None:
    ivig("setup", "--date", "2026-12-02", "--emergency", "911", "--no-input")

    found = sheet(ivig)

    assert found["phase"] == "day-before"
    assert {"fluids", "packing"} <= {section["id"] for section in found["sections"]}
    assert found["infusion"] == {"date": "2026-12-02", "days": 1, "time": None, "day_number": None}
    assert found["emergency"]["number"] == "911"
    assert found["schema"] == 1


def test_today_json_has_every_promised_field(ivig: Program) -> None:
    found = sheet(ivig)

    promised = {"schema", "kind", "date", "phase", "infusion", "done", "total", "fluids", "sections"}
    assert promised | {"emergency", "content"} <= set(found)
    assert found["phase"] is None
    assert found["infusion"] is None
    assert found["emergency"]["number"] is None
    assert set(found["fluids"]) == {"unit", "drunk", "goal", "limit"}
    reviewed = {"reviewed_by", "reviewed_on", "changed_since_review"}
    assert {"version", "checked", "check_by", "clinic"} | reviewed == set(found["content"])
    items = [item for section in found["sections"] for item in section["items"]]
    for item in items:
        assert {"id", "kind", "text", "why", "status", "sources", "origin"} == set(item)
        assert (item["status"] is None) == (item["kind"] != "task")
    assert {item["kind"] for item in items} == {"task", "sign", "advice"}
    assert found["total"] == sum(item["kind"] == "task" for item in items)
    assert found["done"] == 0


def test_today_json_names_the_moment_and_whether_an_infusion_took_place(ivig: Program) -> None:
    ivig("setup", "--date", "2026-12-02")

    assert (sheet(ivig)["moment"], sheet(ivig)["confirmed"]) == (None, True)
    assert sheet(ivig.on("2026-12-03"))["confirmed"] is False


def test_without_a_date_a_pipe_prints_the_three_days(ivig: Program) -> None:
    found = sheet(ivig)

    assert [section["phase"] for section in found["sections"]] == sorted(
        (section["phase"] for section in found["sections"]),
        key=["day-before", "infusion-day", "day-after"].index,
    )
    assert {section["phase"] for section in found["sections"]} == {"day-before", "infusion-day", "day-after"}


def test_the_emergency_line_is_in_the_first_four_lines_of_today_and_help(ivig: Program) -> None:
    for words in (["today"], ["--help"], ["today", "--help"], [], ["tday"]):
        first = " ".join(ivig(*words).out.splitlines()[:4])

        assert "your emergency number (911, 999, 112 or 000)" in first, words

    ivig("setup", "--emergency", "112")
    assert "Call 112 now" in ivig("today").out.splitlines()[0]


def test_plain_output_of_the_bundled_content_is_ascii(ivig: Program) -> None:
    for day in ("2026-11-01", "2026-11-26", "2026-12-01", "2026-12-02", "2026-12-03", "2026-12-09"):
        ivig("setup", "--date", "2026-12-02")
        assert ivig.on(day)("today").out.isascii()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--date", "2027-02-31"], "no date"),
        (["--date", "31 February"], "no date"),
        (["--date", "2028-12-01"], "more than a year ahead"),
        (["--date", "2025-11-01"], "more than 3 months ago"),
        (["--date", "3/4/2027"], "Saturday 3 April 2027 or Thursday 4 March 2027"),
        (["--date", "soonish"], "not a date"),
        (["--fits", "chlid"], "Did you mean child?"),
        (["--fits", "xyzzy"], "first-time, new-brand"),
        (["--fluid-goal", "8cups", "--fluid-limit", "2l"], "cannot stand together"),
        (["--fluid-goal", "600cups"], "more than 5 liters"),
        (["--fluid-limit", "-2"], "not an amount"),
        (["--days", "8"], "1 to 7"),
        (["--days", "many"], "1 to 7"),
        (["--time", "25:00"], "not a time"),
        (["--every", "often"], "4w, or 21d"),
        (["--emergency", "call mum"], "not a phone number"),
        (["--look", "pretty"], "screen or plain"),
        (["--emergency", "2026-12-02"], "not a phone number"),
        (["--emergency", "1.5"], "not a phone number"),
        (["--emergency", "1 4"], "not a phone number"),
        (["--fluid-limit", "1.5"], "1.5 cups (375 ml) or 1.5 liters"),
        (["--date", "28 November"], "Saturday 28 November 2026 or Sunday 28 November 2027"),
        (["--new"], "needs its date"),
        (["--days", "2"], "no day to change"),
        (["--dte", "x"], "--date"),
    ],
)
def test_what_setup_cannot_take_is_refused_and_changes_nothing(ivig: Program, words: list[str], says: str) -> None:
    ran = ivig("setup", *words, "--night-phone", "555 0199", "--no-input")

    assert ran.code == 2
    assert says in ran.err
    assert ran.out == ""
    assert not ivig.home.exists()


def test_an_option_without_its_value_is_said(ivig: Program) -> None:
    ran = ivig("setup", "--date")

    assert ran.code == 2
    assert "A value is missing after --date." in ran.err


def test_a_goal_is_refused_while_a_limit_stands_and_a_limit_removes_a_goal(ivig: Program) -> None:
    ivig("setup", "--fluid-goal", "8cups")
    ivig("setup", "--fluid-limit", "6cups")

    assert sheet(ivig)["fluids"] == {"unit": "cups", "drunk": 0, "goal": None, "limit": 6}
    assert ivig("setup", "--fluid-goal", "8cups").code == 2
    assert sheet(ivig)["fluids"]["limit"] == 6

    ivig("setup", "--fluid-limit", "none")
    assert ivig("setup", "--fluid-goal", "2l").code == 0
    assert sheet(ivig)["fluids"]["goal"] == 8


def test_setup_flags_change_only_what_they_name(ivig: Program) -> None:
    ivig(
        "setup",
        "--date",
        "2 December",
        "--days",
        "3",
        "--time",
        "9:30 am",
        "--emergency",
        "999",
        "--fits",
        "home,child",
    )
    ivig("setup", "--clinic-phone", "555 0100")

    found = sheet(ivig)

    assert found["infusion"] == {"date": "2026-12-02", "days": 3, "time": "09:30", "day_number": None}
    assert found["emergency"]["number"] == "999"
    assert "child-drink-day-before" in {item["id"] for s in found["sections"] for item in s["items"]}


def test_none_clears_what_was_set(ivig: Program) -> None:
    ivig("setup", "--date", "2026-12-02", "--emergency", "999")
    ivig("setup", "--date", "none", "--emergency", "none")

    found = sheet(ivig)

    assert found["phase"] is None
    assert found["emergency"]["number"] is None


def test_what_was_understood_is_echoed_with_weekday_and_month(ivig: Program) -> None:
    ran = ivig("setup", "--date", "2 dec")

    assert "Saved. Infusion: Wednesday 2 December 2026." in ran.out
    assert ran.out.rstrip().endswith("Next, type: ivig-prep today")


def test_drink_counts_cups_amounts_and_takes_back(ivig: Program) -> None:
    ivig("drink")
    ivig("drink", "2")
    ivig("drink", "300ml")

    assert json.loads(ivig("drink", "0.5", "l", "--json").out)["fluids"]["drunk"] == 6.2
    assert "Taken back: 2 cups (500 ml)." in ivig("drink", "--undo").out
    assert sheet(ivig)["fluids"]["drunk"] == 4.2


@pytest.mark.parametrize(
    "amount", ["-1", "-300ml", "6l", "21", "many", "0", "1e3", "²", "1" * 9000, "2;DROP TABLE fluid"]
)
def test_an_absurd_amount_is_refused_and_nothing_is_written(ivig: Program, amount: str) -> None:
    ran = ivig("drink", amount)

    assert ran.code == 2
    assert len(ran.err) < 300
    assert not ivig.home.exists()


def test_a_days_total_above_five_liters_is_never_refused(ivig: Program) -> None:
    assert [ivig("drink", "5l").code for _ in range(3)] == [0, 0, 0]
    assert sheet(ivig)["fluids"]["drunk"] == 60


def test_above_two_liters_with_neither_goal_nor_limit_it_says_to_ask(ivig: Program) -> None:
    assert "Ask your team" not in ivig("drink", "2l").out
    assert "Ask your team before you drink more." in ivig("drink").out


def test_with_a_limit_nothing_urges_and_reaching_it_is_said(ivig: Program) -> None:
    ivig("setup", "--fluid-limit", "3cups", "--date", "2026-12-02")

    ran = ivig("drink", "2")
    assert "to go" not in ran.out
    assert "Do not go over it." in ran.out
    assert "You have reached the limit your team set." in ivig("drink").out
    assert "You are over the limit your team set." in ivig("drink").out
    assert "plenty" not in ivig("today").out


@pytest.mark.parametrize("number", ["91", "9111", "555 0100", "+1 911"])
def test_an_emergency_number_that_is_not_a_common_one_is_to_be_checked(ivig: Program, number: str) -> None:
    said = ivig("setup", "--emergency", number).out

    assert f"Saved. Emergency number: {number}." in said
    assert "Check that number. In many places it is 911, 999, 112 or 000." in said


@pytest.mark.parametrize("number", ["911", "999", "112", "000", "none"])
def test_a_common_emergency_number_is_saved_without_more_words(ivig: Program, number: str) -> None:
    assert "Check that number" not in ivig("setup", "--emergency", number).out


def test_at_a_fluid_limit_the_own_numbers_stand_where_it_says_to_call(ivig: Program) -> None:
    ivig("setup", "--fluid-limit", "3cups", "--clinic-phone", "555 0100", "--night-phone", "555 0199")

    assert "call your team: 555 0100, at night 555 0199." in ivig("drink", "3").out
    assert "Call your team now: 555 0100, at night 555 0199." in ivig("drink").out


def test_with_a_goal_it_says_how_far(ivig: Program) -> None:
    ivig("setup", "--fluid-goal", "8cups")

    assert "Your goal: 8 cups (2 liters). 5 cups (1.25 liters) to go." in ivig("drink", "3").out


def test_on_shows_another_day_and_changes_nothing(ivig: Program) -> None:
    ivig("setup", "--date", "2026-12-02", "--days", "2")
    before = (ivig.home / "ivig-prep.db").read_bytes()

    found = sheet(ivig, "--on", "2026-12-03")

    assert (found["phase"], found["infusion"]["day_number"]) == ("infusion-day", 2)
    assert ivig("today", "--on", "3 December").code == 0
    assert (ivig.home / "ivig-prep.db").read_bytes() == before


@pytest.mark.parametrize("day", ["nonsense", "2026-02-30", "", "3/4/2026", "\x1b[2J"])
def test_on_with_nonsense_is_refused(ivig: Program, day: str) -> None:
    ran = ivig("today", "--on", day)

    assert ran.code == 2
    assert "\x1b" not in ran.err
    assert ran.out.splitlines()[0].startswith("Trouble breathing")
    assert len(ran.out.splitlines()) == 2


def test_a_moved_date_starts_fresh_and_a_later_one_is_new(ivig: Program) -> None:
    ivig("setup", "--date", "2026-12-02")
    assert "Moved from Wednesday 2 December 2026" in ivig("setup", "--date", "2026-12-09").out
    assert sheet(ivig)["infusion"]["date"] == "2026-12-09"

    ivig.on("2026-12-20")("log", "--date", "2026-12-09", "--brand", "Privigen")
    ivig("setup", "--date", "2027-01-06")
    assert ivig.on("2026-12-10")("today", "--json").out.count('"day-after"') > 0
    assert sheet(ivig.on("2027-01-05"))["infusion"]["date"] == "2027-01-06"


def test_two_infusions_never_share_a_day(ivig: Program) -> None:
    ivig("setup", "--date", "2026-12-02", "--days", "3")

    assert "already set for Wednesday 2 December 2026" in ivig("setup", "--new", "--date", "2026-12-03").err
    assert ivig("setup", "--new", "--date", "2026-12-05").code == 0


def test_moving_an_infusion_that_has_begun_says_how_to_keep_it(ivig: Program) -> None:
    ivig("setup", "--date", "2026-12-02")

    out = ivig.on("2026-12-02")("setup", "--date", "2026-12-30").out

    assert "That infusion had begun." in out
    assert "ivig-prep setup --new --date 2026-12-30" in out


def test_a_second_persons_pages_say_whose_they_are_and_stay_with_them(ivig: Program) -> None:
    ivig("--for", "Ann Lee", "setup", "--date", "2026-12-02", "--emergency", "112")

    out = ivig("today", "--for", "ann lee").out

    assert "Call 112 now" in out.splitlines()[0]
    assert "For: ann lee" in out.splitlines()[2]
    assert 'Next, type: ivig-prep --for "Ann Lee" today' in ivig("--for", "Ann Lee", "setup", "--time", "9:00").out
    assert "Also kept here: Ann Lee." in ivig().out
    assert sheet(ivig)["phase"] is None


def test_a_full_output_is_told_in_words(ivig: Program, tmp_path: Path) -> None:
    world = {**os.environ, "IVIG_PREP_HOME": str(tmp_path)}
    with open("/dev/full", "w", encoding="utf-8") as full:
        ran = subprocess.run(
            [*PROGRAM, "today"], stdout=full, stderr=subprocess.PIPE, text=True, env=world, check=False
        )

    assert ran.returncode == 1
    assert "The output could not be written." in ran.stderr
    assert "Errno" not in ran.stderr
    assert ivig


def test_new_adds_an_infusion_beside_the_one_to_come(ivig: Program) -> None:
    ivig("setup", "--date", "2026-12-02")
    ivig("setup", "--new", "--date", "2026-12-30")

    assert sheet(ivig)["infusion"]["date"] == "2026-12-02"
    assert sheet(ivig.on("2026-12-29"))["infusion"]["date"] == "2026-12-30"


def test_the_next_date_is_offered_and_never_assumed(ivig: Program) -> None:
    ivig("setup", "--date", "2026-12-02", "--every", "4w")
    ran = ivig.on("2026-12-10")("today")

    assert "Your next infusion could be on Wednesday 30 December 2026." in ran.out
    assert ran.out.rstrip().endswith("Next, type: ivig-prep setup --new --date 2026-12-30")
    assert sheet(ivig.on("2026-12-29"))["phase"] == "between"


def test_global_options_stand_before_or_after_the_command(ivig: Program) -> None:
    assert ivig("--plain", "today", "--json").out == ivig("today", "--json", "--plain").out
    assert ivig("--no-input", "setup").code == 2
    assert ivig("setup", "--no-input").code == 2


def test_help_has_at_most_25_lines_at_72_columns_32_on_the_front_but_for_log_and_setup(ivig: Program) -> None:
    for words in ([], *([name] for name in COMMANDS if name not in ("log", "setup"))):
        out = ivig(*words, "--help").out

        lines = [part for line in out.splitlines() for part in wrap(line, 72)]
        assert len(lines) <= (25 if words else 32), words
        assert out.index("Examples" if words else "Start here") < out.index(
            "Options" if "Options" in out else "--plain"
        )


def test_a_mistyped_command_is_suggested_and_never_run(ivig: Program) -> None:
    ran = ivig("drnk", "3")

    assert ran.code == 2
    assert "Did you mean: ivig-prep drink" in ran.err
    assert not ivig.home.exists()


def test_an_option_that_is_not_there_is_named(ivig: Program) -> None:
    assert 'no option "--jsn" here' in ivig("today", "--jsn").err
    assert 'no option "--foo"' in ivig("--foo").err
    assert '"extra" is not expected' in ivig("today", "extra").err


def test_version_says_versions_dates_folder_and_that_nothing_is_sent(ivig: Program) -> None:
    out = ivig("--version").out

    assert "Content version" in out
    assert "Sunday 22 November 2026" in out
    assert str(ivig.home) in out
    assert "Nothing is sent anywhere." in out
    assert "No doctor or nurse has reviewed this list yet." in out


def test_after_check_by_every_screen_adds_one_line(ivig: Program) -> None:
    ivig.on("2027-06-01")

    for words in (["today"], ["drink"], ["--help"], []):
        assert ivig(*words).out.count("due for a check by Saturday 22 May 2027") == 1, words


def test_the_list_says_that_no_clinician_has_reviewed_it(ivig: Program) -> None:
    assert "No doctor or nurse has reviewed this list yet." in ivig("today").out


def test_reading_makes_nothing_on_disk(ivig: Program) -> None:
    for words in (["today"], ["today", "--json"], [], ["--version"], ["--help"], ["drink", "--undo", "--help"]):
        ivig(*words)

    assert not ivig.home.exists()


def test_the_stand_in_for_the_clock_is_said_each_time(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = Program(capsys, monkeypatch, tmp_path)
    program.on("nonsense")

    assert program("today").code == 2

    monkeypatch.setenv("IVIG_PREP_TODAY", "2026-12-01T23:30")
    subprocess_run = subprocess.run([*PROGRAM, "today"], capture_output=True, text=True, check=True)
    assert subprocess_run.stderr.count("The date is set by IVIG_PREP_TODAY") == 1


@pytest.mark.parametrize(
    "spoil", [lambda raw: raw[: len(raw) // 2], lambda _: b"", lambda raw: bytes(len(raw)), lambda _: b"not a record"]
)
def test_a_damaged_record_shows_the_emergency_line_then_the_error_and_is_left_alone(ivig: Program, spoil: Any) -> None:
    ivig("setup", "--date", "2026-12-02")
    record = ivig.home / "ivig-prep.db"
    record.write_bytes(spoil(record.read_bytes()))
    before = record.read_bytes()

    ran = ivig("today")

    assert ran.code == 1
    assert ran.out.splitlines()[0].startswith("Trouble breathing")
    assert "could not be read" in ran.err
    assert ivig("drink").code == 1
    assert ivig("--help").code == 0
    assert record.read_bytes() == before


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a folder that this user may not write")
def test_a_folder_that_cannot_be_written_ends_with_1(ivig: Program) -> None:
    ivig.home.mkdir(mode=0o500)

    ran = ivig("drink")

    assert ran.code == 1
    assert str(ivig.home) in ran.err
    assert ran.out == ""


def test_a_file_where_the_folder_belongs_ends_with_1(ivig: Program) -> None:
    ivig.home.write_text("here first")

    ran = ivig("drink")

    assert ran.code == 1
    assert "could not be saved" in ran.err
    assert ivig.home.read_text() == "here first"


def test_a_closed_pipe_is_quiet(tmp_path: Path) -> None:
    world = {**os.environ, "IVIG_PREP_HOME": str(tmp_path), "PYTHONUNBUFFERED": ""}
    with subprocess.Popen([*PROGRAM, "today"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=world) as child:
        assert child.stdout
        assert child.stderr
        child.stdout.close()

        assert child.stderr.read() == b""


def test_a_pipe_never_gets_an_escape_whatever_the_environment_asks(tmp_path: Path) -> None:
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE", "TTY_COMPATIBLE", "COLORTERM"):
        world = {**os.environ, "IVIG_PREP_HOME": str(tmp_path), name: "1", "TERM": "xterm-256color"}
        ran = subprocess.run([*PROGRAM, "today"], capture_output=True, env=world, check=True)

        assert b"\x1b" not in ran.stdout + ran.stderr, name


def test_completion_offers_every_command(tmp_path: Path) -> None:
    world = {
        **os.environ,
        "IVIG_PREP_HOME": str(tmp_path),
        "_IVIG_PREP_COMPLETE": "complete_bash",
        "COMP_WORDS": "ivig-prep ",
        "COMP_CWORD": "1",
    }
    ran = subprocess.run([*PROGRAM], capture_output=True, text=True, env=world, check=False)

    assert {"today", "drink", "setup"} <= set(ran.stdout.split())
