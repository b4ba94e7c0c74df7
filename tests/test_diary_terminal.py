"""The diary on a terminal: the guided log, the score, `forget`, and words of any kind, in a real pseudo-terminal."""

import json
import os
import re
from collections.abc import Callable
from typing import Any

import pytest
from kit import SGR, Program, Screen

from ivig_prep.core.diary.details import DETAILS

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
Play = Callable[..., Screen]


def infusions(ivig: Program) -> Any:
    return json.loads(ivig("log", "--json").out)["infusions"]


def scores(ivig: Program) -> Any:
    return json.loads(ivig("feel", "--json").out)["scores"]


# The guided log


def begin_log(play: Play) -> Screen:
    """Start the guided log and take the day it offers."""
    screen = play("log")
    assert "Which day do you want to write down?" in screen.prompt()
    screen.send("")
    return screen


def test_the_guided_log_asks_one_thing_at_a_time_and_each_can_be_skipped(ivig: Program, play: Play) -> None:
    screen = begin_log(play)
    assert "Tuesday 1 December 2026" in screen.prompt()
    for _ in range(len(DETAILS) - 1):
        screen.type("")
    assert "Nothing was written down." in screen.end("")
    assert screen.code == 0
    assert infusions(ivig) == []


def test_the_guided_log_takes_every_answer_and_several_lots(ivig: Program, play: Play) -> None:
    screen = begin_log(play)
    assert "Which brand" in screen.prompt()
    assert "Which lot" in screen.type("Privigen")
    assert "Another one?" in screen.type("A123")
    assert "Another one?" in screen.type("A124")
    assert "dose" in screen.type("")
    said = screen.type("thirty")
    assert '"thirty" is not a dose' in said
    assert "Where was the IV?" in screen.type("32.5")
    screen.type("left hand")
    screen.type("paracetamol")
    assert "start" in screen.type("")
    assert "end" in screen.type("10:00")
    screen.type("13:15")
    screen.type("30 ml an hour")
    assert "reaction" in screen.type("200 ml an hour").lower()
    assert "0 to 10" in screen.type("headache, 6 hours after, 11")
    screen.type("headache, 6 hours after, 5")
    assert "What helped?" in screen.type("")
    screen.type("water")
    assert "Time it took: 3 hours 15 minutes" in screen.end("slept well")

    [entry] = infusions(ivig)
    assert entry.pop("reactions")[0]["severity"] == 5
    assert entry.pop("lot_expiry") == {}
    assert list(entry.values()) == [
        "2026-12-01",
        "Privigen",
        ["A123", "A124"],
        32.5,
        "left hand",
        ["paracetamol"],
        "10:00",
        "13:15",
        "30 ml an hour",
        "200 ml an hour",
        "water",
        "slept well",
    ]


def test_the_guided_log_goes_back_says_why_and_stops_with_each_answer_saved(ivig: Program, play: Play) -> None:
    screen = begin_log(play)
    screen.prompt()
    screen.type("Privigen")
    assert "plan the next infusion" in screen.type("w")
    back = screen.type("b")
    assert "Which brand" in back
    assert "Now: Privigen. Enter keeps it." in back
    assert "Which brand" in screen.type("BACK.")
    screen.type("")
    screen.type("A123")
    assert [entry["lots"] for entry in infusions(ivig)] == [["A123"]]
    assert "Brand: Privigen" in screen.end("q")
    assert screen.code == 0


def test_brand_and_site_of_last_time_are_taken_with_y_and_never_with_enter(ivig: Program, play: Play) -> None:
    ivig("log", "--date", "2026-11-03", "--brand", "Octagam", "--site", "port")
    ivig("log", "--date", "2026-11-10", "--lot", "A1")

    skipped = begin_log(play)
    assert "Last time: Octagam. Type y for the same." in skipped.prompt()
    skipped.type("")
    skipped.end("q")
    assert len(infusions(ivig)) == 2
    screen = begin_log(play)
    screen.prompt()
    screen.type("y")
    screen.type("")
    assert "Last time: port." in screen.type("")
    screen.type("Y.")
    screen.end("q")

    assert (infusions(ivig)[0]["brand"], infusions(ivig)[0]["site"]) == ("Octagam", "port")


def test_a_new_brand_is_pointed_out_at_once_with_the_advice_of_the_checklist(ivig: Program, play: Play) -> None:
    ivig("log", "--date", "2026-11-03", "--brand", "Octagam")

    screen = begin_log(play)
    screen.prompt()
    said = screen.type("Privigen")

    assert "This brand is new: Privigen. Last time it was Octagam." in said
    assert said.index("is new") < said.index("Which lot")
    screen.end("q")


@pytest.mark.parametrize("line", ["n", "No.", "none"])
def test_no_at_the_reaction_is_no_reaction(ivig: Program, play: Play, line: str) -> None:
    screen = begin_log(play)
    said = screen.prompt()
    while "reaction" not in said.lower():
        said = screen.type("")
    assert "in your own words" in screen.type("yes")
    assert "What helped?" in screen.type(line)
    screen.end("q")

    assert infusions(ivig) == []


def test_ctrl_c_in_the_log_keeps_what_was_answered(ivig: Program, play: Play) -> None:
    screen = begin_log(play)
    screen.prompt()
    screen.type("Privigen")
    screen.press("c")
    screen.end()

    assert screen.code == 130
    assert infusions(ivig)[0]["brand"] == "Privigen"


def test_the_end_of_input_in_the_log_is_like_q(ivig: Program, play: Play) -> None:
    screen = begin_log(play)
    screen.prompt()
    screen.type("Privigen")
    screen.press("d")

    assert "Brand: Privigen" in screen.end()
    assert screen.code == 0


def test_with_no_input_nothing_is_asked(play: Play) -> None:
    for words in (["log"], ["feel"], ["forget"]):
        screen = play(*words, "--no-input")
        screen.end()
        assert screen.code == 2


# How you feel


def test_feel_asks_and_takes_a_number_again_after_nonsense(ivig: Program, play: Play) -> None:
    screen = play("feel")
    screen.prompt()
    assert '"ok" is not a number' in screen.type("ok")
    assert '"11" is not a number' in screen.type("11")
    assert "Saved: 7 of 10" in screen.end("7")
    assert screen.code == 0
    assert scores(ivig)[0]["score"] == 7


def test_none_at_the_question_takes_the_score_away(ivig: Program, play: Play) -> None:
    ivig("feel", "6")
    screen = play("feel")
    screen.prompt()

    assert "Taken away: 6 of 10" in screen.end("none")
    assert scores(ivig) == []


@pytest.mark.parametrize("line", ["", "q"])
def test_feel_saves_nothing_where_it_is_skipped(ivig: Program, play: Play, line: str) -> None:
    screen = play("feel")
    screen.prompt()
    screen.end(line)

    assert screen.code == 0
    assert scores(ivig) == []


def test_the_cycle_on_a_screen_says_each_day_in_words_too(ivig: Program, play: Play) -> None:
    ivig("setup", "--date", "2026-11-30")
    screen = play("feel", "6", columns=40)

    written = screen.end()

    assert "Day 2: 6, from 1 day" in written
    assert "Week 1: 6, from 1 day" in written
    assert not re.findall(r"\x1b\[[0-9;]*[^0-9;m]", screen.raw)
    assert max(len(line.rstrip("\r")) for line in SGR.sub("", screen.raw).split("\n")) <= 40


def test_today_asks_for_no_score(ivig: Program, play: Play) -> None:
    ivig("setup", "--date", "2026-12-02", "--emergency", "911", "--fits", "none")
    ivig("setup", "--clinic-phone", "555 0100", "--night-phone", "555 0199")
    screen = play("today")
    screen.prompt()
    screen.type("")

    screen.end("all")

    assert "0 (worst)" not in screen.raw
    assert screen.code == 0
    assert scores(ivig) == []


# Forget


@pytest.mark.parametrize("line", ["", "y", "no", "yes, delete", "q"])
def test_only_the_typed_word_yes_deletes(ivig: Program, play: Play, line: str) -> None:
    ivig("log", "--lot", "A1")
    screen = play("forget")
    screen.prompt()

    assert "Nothing was deleted." in screen.end(line)
    assert screen.code == 0
    assert infusions(ivig)[0]["lots"] == ["A1"]


def test_the_typed_word_yes_deletes(ivig: Program, play: Play) -> None:
    ivig("log", "--lot", "A1")
    screen = play("forget")
    assert str(ivig.home) in re.sub(r"\s*\n\s*", "", screen.prompt())

    assert "Deleted." in screen.end("Yes")
    assert not (ivig.home / "ivig-prep.db").exists()


# Unwell, and words of any kind


def test_unwell_writes_a_symptom_down_only_on_a_clear_yes(ivig: Program, play: Play) -> None:
    for line in ("", "n", "maybe"):
        screen = play("unwell", "mild", "headache")
        assert "diary" in screen.prompt()
        if line == "maybe":  # what is no answer here is how the person feels
            assert "This is not on our list." in screen.type(line)
        screen.end("")
        assert not (ivig.home / "ivig-prep.db").exists()
    screen = play("unwell", "mild", "headache")
    screen.prompt()
    assert "Saved in your diary." in screen.end("y")

    [reaction] = infusions(ivig)[0]["reactions"]
    assert reaction == {
        "side_effect": "headache-mild",
        "words": "mild headache",
        "when": "on the day",
        "severity": None,
        "helped": None,
        "after": [],
    }


def test_unwell_asks_nothing_after_an_emergency_answer(ivig: Program, play: Play) -> None:
    screen = play("unwell", "chest", "pain")

    assert "diary" not in screen.end()
    assert screen.code == 0


def test_unwell_stays_right_where_the_diary_cannot_be_written(ivig: Program, play: Play) -> None:
    ivig("log", "--lot", "A1")
    (ivig.home / "ivig-prep.db").write_bytes(b"ruined" * 100)
    screen = play("unwell", "mild", "headache")
    screen.prompt()

    assert "could not be read" in screen.end("y")
    assert screen.code == 0


NASTY = "[2J [bold]x[/bold] two\nlines \u202eturned \u2066within\ufeff"


def test_no_words_of_a_person_reach_the_screen_as_commands(ivig: Program, play: Play) -> None:
    flags = [part for name in ("brand", "site", "notes", "reaction", "question") for part in (f"--{name}", NASTY)]
    ivig("log", "--lot", "A1", *flags)

    for words in (["log", "--list"], ["report"], ["log", "--find", "A1"], ["log", "--notes", NASTY]):
        screen = play(*words)
        screen.end()
        assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202e]", SGR.sub("", screen.raw)), words
        assert "[bold]x[/bold]" in re.sub(r"\s+", " ", SGR.sub("", screen.raw))


# What was written down is set right


def test_the_guided_log_asks_for_the_day_first(ivig: Program, play: Play) -> None:
    ivig("setup", "--date", "2026-11-20")
    screen = play("log")
    assert "Enter = Friday 20 November 2026." in screen.prompt()
    assert '"soonish" is not a date' in screen.type("soonish")
    assert "still to come" in screen.type("2026-12-02")
    assert "Your infusion of Wednesday 4 November 2026" in screen.type("4 November")
    screen.type("Privigen")
    screen.end("q")

    assert [(entry["date"], entry["brand"]) for entry in infusions(ivig)] == [("2026-11-04", "Privigen")]


def test_a_day_that_is_nearer_in_the_year_to_come_is_asked_back(ivig: Program, play: Play) -> None:
    screen = play("log", "--date", "24 December", "--brand", "Privigen")
    said = screen.prompt()
    assert "1. Wednesday 24 December 2025" in said
    assert "2. Thursday 24 December 2026" in said

    assert "Saved." in screen.end("1")
    assert infusions(ivig)[0]["date"] == "2025-12-24"
    screen = play("feel", "3", "--on", "24 December")
    screen.prompt()
    assert "still to come" in screen.end("2")
    assert screen.code == 2


def test_the_lines_of_an_entry_are_changed_by_number(ivig: Program, play: Play) -> None:
    ivig(
        "log", "--brand", "Octagam", "--lot", "A123", "--lot", "B456", "--dose", "30", "--reaction", "rash, next day, 4"
    )
    screen = play("log")
    screen.prompt()
    said = screen.type("")
    assert [
        line for line in ("1. Brand: Octagam", "2. Lot numbers: A123", "3. Lot numbers: B456") if line not in said
    ] == []
    assert "Now: Octagam. Enter keeps it. none takes it away." in screen.type("1")
    assert "1. Brand: Privigen" in screen.type("Privigen")
    screen.type("3")
    assert "Taken away." in screen.type("none")
    screen.type("2")
    screen.type("A124, exp 03/2027")
    screen.type("4")
    screen.type("rash, that evening, 6")
    screen.type("3")
    assert '"thirty" is not a dose' in screen.type("thirty")
    assert "3. Dose in grams: 30" in screen.type("")
    screen.end("q")

    [entry] = infusions(ivig)
    assert (entry["brand"], entry["lots"], entry["dose_grams"]) == ("Privigen", ["A124"], 30)
    assert entry["lot_expiry"] == {"A124": "2027-03-31"}
    assert [(r["when"], r["severity"]) for r in entry["reactions"]] == [("that evening", 6)]
    assert "Changed on Tuesday 1 December 2026." in ivig("log", "--list").out


@pytest.mark.parametrize(("line", "left"), [("", 1), ("n", 1), ("y", 0)])
def test_a_whole_entry_goes_only_on_a_clear_yes(ivig: Program, play: Play, line: str, left: int) -> None:
    ivig("log", "--brand", "Octagam")
    screen = play("log")
    screen.prompt()
    screen.type("")
    assert "Take this whole entry away?" in screen.type("delete")
    if line == "y":
        assert "To take that back, type: ivig-prep undo" in screen.end(line)
    else:
        assert "1. Brand: Octagam" in screen.type(line)  # a number typed now is still the number of a line
        screen.end("q")

    assert len(infusions(ivig)) == left


def test_several_lots_typed_at_once_are_saved_one_by_one(ivig: Program, play: Play) -> None:
    screen = play("log")
    screen.prompt()
    screen.type("")
    screen.type("")
    assert "Another one?" in screen.type("A123, A124 exp 03/2027")
    assert "That is an expiry, without its lot." in screen.type("exp 03/2027")
    screen.end("q")
    assert infusions(ivig)[0]["lots"] == ["A123", "A124"]

    screen = play("log")
    screen.prompt()
    screen.type("")
    screen.type("1")
    screen.type("A125 and A126")
    screen.end("q")
    [entry] = infusions(ivig)
    assert (sorted(entry["lots"]), entry["lot_expiry"]) == (["A124", "A125", "A126"], {"A124": "2027-03-31"})


@pytest.mark.parametrize(("picked", "expiry"), [("1", "2027-04-03"), ("2", "2027-03-04")])
def test_a_lot_stays_where_its_expiry_is_asked_back(ivig: Program, play: Play, picked: str, expiry: str) -> None:
    screen = play("log")
    screen.prompt()
    screen.type("")
    screen.type("")
    assert '"3/4/2027" can be' in screen.type("A123, exp 3/4/2027")
    screen.type(picked)
    screen.end("q")

    [entry] = infusions(ivig)
    assert (entry["lots"], entry["lot_expiry"]) == (["A123"], {"A123": expiry})


def test_only_what_is_not_written_down_is_asked_again(ivig: Program, play: Play) -> None:
    ivig("log", "--brand", "Octagam", "--dose", "30", "--site", "left hand")
    screen = play("log")
    screen.prompt()
    screen.type("")
    said = [screen.type("")]
    while "Anything else?" not in said[-1]:
        said.append(screen.type(""))
    screen.end("")

    assert not re.search("Which brand|What was the dose|Where was the IV", "".join(said))


def test_a_reaction_that_may_mean_two_things_is_asked_back(ivig: Program, play: Play) -> None:
    screen = begin_log(play)
    said = screen.prompt()
    while "reaction" not in said.lower():
        said = screen.type("")
    said = screen.type("headache 5")
    assert "Understood: what: headache; when: not said; how bad: 5 of 10." in said
    assert "Another one?" in screen.type("y")
    screen.end("q")
    assert infusions(ivig)[0]["reactions"][0]["severity"] == 5

    screen = play("log", "--reaction", "nausea 4")
    assert "how bad: 4 of 10" in screen.prompt()
    assert "was not saved" in screen.end("")
    assert screen.code == 2
    assert len(infusions(ivig)[0]["reactions"]) == 1


def test_what_stands_in_several_entries_is_taken_away_where_the_person_says(ivig: Program, play: Play) -> None:
    for day in ("2026-10-01", "2026-11-01"):
        ivig("log", "--date", day, "--lot", "B1")
    screen = play("log", "--remove", "b1")
    said = screen.prompt()
    assert "1. Sunday 1 November 2026" in said
    screen.end("2")

    assert [(entry["date"], entry["lots"]) for entry in infusions(ivig)] == [("2026-11-01", ["B1"]), ("2026-10-01", [])]
