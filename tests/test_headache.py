"""A headache that was written down is asked after in `today`, and the answers go to the doctor."""

import json
import os
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from kit import Program, Screen

from ivig_prep.content.library import Library
from ivig_prep.core.diary.entries import FollowUp, Listed, Reaction
from ivig_prep.core.diary.headache import STILL_THERE, read_answer, to_ask

needs_a_terminal = pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
Play = Callable[..., Screen]
WRITTEN = datetime(2026, 12, 2, 20, 0, tzinfo=UTC)


def open_after(hours: float, *after: FollowUp) -> int | None:
    """Return at which hour a headache is asked after so many hours later; None where it is not."""
    listed = Listed("reactions", 1, date(2026, 12, 2), Reaction("headache", after=after))
    found = to_ask([(listed, WRITTEN)], WRITTEN + timedelta(hours=hours))
    return found.hours if found else None


@pytest.mark.parametrize(
    ("hours", "asked"),
    [(0, None), (23.9, None), (24, 24), (47, 24), (48, 48), (71, 48), (72, 72), (95, 72), (96, None)],
)
def test_it_is_asked_after_24_48_and_72_hours(hours: float, asked: int | None) -> None:
    assert open_after(hours) == asked


def test_it_is_asked_once_at_each_and_no_more_when_it_is_gone() -> None:
    assert open_after(30, FollowUp(24, "same")) is None
    assert open_after(50, FollowUp(24, "same")) == 48
    assert open_after(75, FollowUp(24, "same"), FollowUp(48, "worse")) == 72
    assert open_after(50, FollowUp(24, "gone")) is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1", "gone"),
        ("Gone.", "gone"),
        ("it is gone", "gone"),
        ("2", "same"),
        ("the same", "same"),
        ("better", "same"),
        ("still there", "same"),
        ("3", "worse"),
        ("WORSE", "worse"),
        ("not gone", "same"),
        ("no", None),
        ("4", None),
        ("yes", None),
        ("fever", None),
    ],
)
def test_an_answer_is_read_and_what_is_only_better_is_still_there(typed: str, said: str | None) -> None:
    assert read_answer(typed) == said


def test_what_is_still_there_has_an_answer_on_the_list() -> None:
    assert STILL_THERE in {entry.id for entry in Library().side_effects.side_effects}


@pytest.fixture
def ached(ivig: Program) -> Program:
    """Return a record of an infusion on 2 December with a headache written down at 20:00 of that day."""
    ivig.on("2026-12-01T10:00")("setup", "--date", "2026-12-02", "--emergency", "911", "--clinic-phone", "555 0100")
    ivig.on("2026-12-02T20:00")("log", "--reaction", "mild headache, 6 hours after, 4", "--brand", "Privigen")
    ivig.on("2026-12-03")("setup", "--new", "--date", "2026-12-30")
    return ivig


def begin(play: Play, day: str) -> tuple[Screen, str]:
    """Start `today` at a time and answer nothing up to the headache."""
    screen = play("today", env={"IVIG_PREP_TODAY": day})
    said = screen.prompt()
    while "you wrote down" not in said:
        said = screen.type("")
    return screen, said


def is_asked(play: Play, day: str) -> bool:
    """Say whether a walk in which nothing is answered asks for a headache."""
    screen = play("today", env={"IVIG_PREP_TODAY": day})
    screen.press_enter_to_the_end()
    return "you wrote down" in screen.raw


def after(ivig: Program) -> Any:
    return json.loads(ivig("log", "--json").out)["infusions"][0]["reactions"][0]["after"]


@needs_a_terminal
def test_it_is_the_last_question_before_the_first_section(ached: Program, play: Play) -> None:
    screen, said = begin(play, "2026-12-03T21:00")

    words = re.sub(r"[\s│]+", " ", said)
    assert "On Wednesday 2 December 2026 you wrote down: mild headache, 6 hours after, 4 of 10." in words
    assert "Is it gone, the same, or worse?" in said
    assert "what is done" in screen.type("gone")
    screen.end("q")
    assert after(ached) == [{"hours": 24, "said": "gone"}]
    assert not is_asked(play, "2026-12-04T21:00")


@needs_a_terminal
@pytest.mark.parametrize("line", ["same", "3", "better"])
def test_what_is_still_there_or_worse_gets_the_answer_of_the_list(ached: Program, play: Play, line: str) -> None:
    screen, _ = begin(play, "2026-12-03T21:00")

    said = screen.type(line)

    assert "Call your team now" in said
    assert "555 0100" in said
    screen.end("q")
    assert after(ached)[0]["hours"] == 24
    assert "after 24 hours: " in ached("report").out


@needs_a_terminal
def test_enter_claims_nothing_and_it_is_asked_again(ached: Program, play: Play) -> None:
    screen, _ = begin(play, "2026-12-03T21:00")
    assert "what is done" in screen.type("")
    screen.end("q")

    assert after(ached) == []
    assert is_asked(play, "2026-12-03T22:00")


@needs_a_terminal
@pytest.mark.parametrize("line", ["stiff neck", "worse and I keep throwing up", "chest pain"])
def test_other_words_are_answered_together_with_the_headache(ached: Program, play: Play, line: str) -> None:
    screen, _ = begin(play, "2026-12-03T21:00")

    assert "Call 911 now" in screen.end(line)
    assert screen.code == 0


@needs_a_terminal
@pytest.mark.parametrize("day", ["2026-12-03T10:00", "2026-12-06T21:00"])
def test_before_24_hours_and_long_after_it_is_not_asked(ached: Program, play: Play, day: str) -> None:
    assert not is_asked(play, day)


@needs_a_terminal
def test_a_reaction_copied_from_old_notes_is_not_asked_after(ached: Program, play: Play) -> None:
    ached("log", "--remove", "mild headache")
    ached.on("2026-12-02T20:00")("log", "--date", "2026-11-04", "--reaction", "headache, next day, 7")

    assert not is_asked(play, "2026-12-03T21:00")


@needs_a_terminal
def test_one_saved_from_unwell_is_asked_after_too(ached: Program, play: Play) -> None:
    ached("log", "--remove", "mild headache")
    screen = play("unwell", "mild", "headache", env={"IVIG_PREP_TODAY": "2026-12-03T08:00"})
    screen.prompt()
    screen.end("y")

    assert "On Thursday 3 December 2026 you wrote down: mild headache" in begin(play, "2026-12-04T09:00")[1]


def test_without_a_terminal_nothing_is_asked(ached: Program) -> None:
    ran = ached.on("2026-12-03T21:00")("today")

    assert (ran.code, "you wrote down" in ran.out) == (0, False)


@needs_a_terminal
def test_an_answer_can_be_taken_back(ached: Program, play: Play) -> None:
    screen, _ = begin(play, "2026-12-03T21:00")
    screen.type("same")
    screen.end("q")

    assert "After 24 hours: same" in ached("undo", "--yes").out
    assert after(ached) == []
