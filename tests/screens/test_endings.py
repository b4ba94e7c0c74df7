"""How every command ends: at each question, without a terminal, and where the output goes nowhere."""

import os
import sys
from itertools import pairwise
from typing import IO

import pexpect
import pytest
from screens_kit import LIMIT, LONG, Line, Ready, Tell, Walk, World, command_lines

from ivig_prep.pages.help import COMMANDS

CTRL_C, CTRL_D = b"\x03", b"\x04"
MANY = 12
"""Questions of a walk above which Ctrl-C and Ctrl-D take turns, but for a long run."""
SETUP_ENDS = ("no", "6 cups", "1,3", "1", "1", "", "q")
ANSWERS: dict[Line, tuple[str, ...]] = {
    (): ("99", "2", "", "my back aches", "y"),
    ("today",): ("", "1", "undo 1", "2 3", "+1", "why 1", "skip 4", "maybe", "?", "b", "", "all", ""),
    ("unwell",): ("99", "", "my back aches", "y"),
    ("unwell", "my", "back", "aches"): ("y",),
    ("print",): ("no",),
    ("log",): (
        *("", "1", "Octagam", "3", "forty", "25", "2", "A125", "", "A126", "", "w", "hand", "b", "", "water", ""),
        *("10:15", "13:00"),
    ),
    ("feel",): ("eleven", "6"),
    ("learn",): ("3", "cost", "no such topic", "99"),
    ("setup",): (*["9/12/2026", "1", "b", "", "2", "13:15", "w", "3w", "112", "", "555 0123"], *SETUP_ENDS),
    ("setup", "--date", "9/12/2026"): ("1",),
    ("forget",): ("no",),
}
"""Walks that go deeper than Enter alone does, by command line."""


def walks(name: str) -> list[Walk]:
    """Return the walks through one command: each line of it with Enter alone, for both worlds, and the deeper ones."""
    ours = [line for line in command_lines() if line[:1] == ((name,) if name else ())]
    deeper = [Walk(line, answers) for line, answers in ANSWERS.items() if line[:1] == ((name,) if name else ())]
    bare = (name,) if name else ()
    elsewhere = [Walk(bare, (), known=False), Walk(bare, ("y",) * 30, day="2026-12-10")]
    return [*(Walk(line, ()) for line in ours), *elsewhere, *deeper]


def is_pressed(key: bytes, walk: Walk, number: int, questions: int) -> bool:
    """Say whether to press a key at a question: always, but in long walks each in turn, if time matters."""
    return LONG or questions <= MANY or (number + len(walk.answers)) % 2 == (key == CTRL_C)


@pytest.mark.parametrize("name", ["", *COMMANDS])
@pytest.mark.parametrize(("key", "code"), [(CTRL_C, 130), (CTRL_D, 0)], ids=["ctrl-c", "ctrl-d"])
def test_at_every_question_ctrl_c_and_ctrl_d_end_it_and_keep_what_was_answered(
    ready: Ready, unknown: World, name: str, key: bytes, code: int
) -> None:
    for walk in walks(name):
        saved = [world.said() for _, world in walk.start(ready, unknown)][:-1]  # the last is the end, no question
        for number, before in enumerate(saved, 1):
            if not is_pressed(key, walk, number, len(saved)):
                continue
            where = f"{walk} at question {number}"
            talk, world = next(step for step in walk.start(ready, unknown) if step[0].questions == number)
            talk.press(key)

            assert not talk.asked(), f"{where}: it asked again: {talk.new}"
            assert talk.code == code, where
            assert world.said() == before, where
            assert key == CTRL_D or "What was saved before is kept." in talk.new, where
            assert "Traceback" not in talk.raw, where


def test_a_question_is_seen_where_standard_error_goes_elsewhere(ready: Ready, told: Tell, name: str) -> None:
    world = ready((name,))
    quiet = ["-c", 'exec "$0" -m ivig_prep "$@" 2>errors', sys.executable, name]

    talk = pexpect.spawn("/bin/sh", quiet, cwd=str(world.folder), env=world.environment({}), encoding="utf-8")
    ends = talk.expect([r"[:>] $", pexpect.EOF], timeout=LIMIT)

    talk.close(force=True)
    assert ends == (told((name,)).plain.questions == 0)


def test_each_answer_of_the_deeper_walks_is_in_the_record_before_the_next_question(
    ready: Ready, unknown: World
) -> None:
    grown = {}
    for line, answers in ANSWERS.items():
        saved = [world.said() for _, world in Walk(line, answers).start(ready, unknown)]
        grown[line] = sum(one != other for one, other in pairwise(saved))

    assert grown[("today",)] >= 6
    assert grown[("log",)] == 8
    assert grown[("setup",)] == 9
    assert grown[("setup", "--date", "9/12/2026")] == 1
    assert grown[("feel",)] == 1
    assert grown[("unwell",)] == 1
    assert grown[("learn",)] == grown[("forget",)] == grown[("print",)] == 0


def test_every_walk_belongs_to_a_command() -> None:
    assert {line[0] for line in ANSWERS if line} <= set(COMMANDS)


def test_no_input_never_waits_and_ends_as_a_pipe_does(ready: Ready, told: Tell, line: Line) -> None:
    talk = ready(line).talk(*line, "--no-input")
    assert not talk.asked(), talk.raw
    piped = ready(line).pipe(*line, "--no-input")

    assert talk.code == piped.code
    assert piped.code in (0, 1, 2)
    if piped.code == 0:
        assert piped.out or piped.err  # a sentence, always
    else:
        assert len(piped.err.splitlines()) >= 2  # what is wrong, then what to do
    assert told(line).piped.code == piped.code


def full() -> IO[bytes]:
    """Open a disk that is always full."""
    if not os.path.exists("/dev/full"):
        pytest.skip("needs /dev/full, which this system lacks")
    return open("/dev/full", "wb", buffering=0)


def test_where_the_reader_goes_away_it_is_quiet(ready: Ready, told: Tell, line: Line) -> None:
    usual = told(line).piped
    reader, writer = os.pipe()
    os.close(reader)

    shown = ready(line).pipe(*line, to=writer)

    os.close(writer)
    assert shown.code in (0, usual.code)
    assert set(shown.err.splitlines()) <= set(usual.err.splitlines())


def test_a_full_disk_behind_the_output_is_told_and_what_was_to_be_saved_is_saved(
    ready: Ready, told: Tell, line: Line
) -> None:
    usual, _, before, saved = told(line)
    with full() as disk:
        world = ready(line)
        shown = world.pipe(*line, to=disk.fileno())

    assert shown.code in ((1, usual.code) if usual.out else (usual.code,))
    assert shown.code or not usual.out
    assert "Traceback" not in shown.err
    assert usual.code or not usual.out or "could not be written" in shown.err
    assert world.said() == (before if line[0:1] in (("forget",), ("undo",)) else saved)  # unsaid, nothing is taken away


def test_what_cannot_go_to_standard_error_keeps_nothing_from_standard_output(
    ready: Ready, told: Tell, line: Line
) -> None:
    with full() as disk:
        shown = ready(line).pipe(*line, err_to=disk.fileno())

    assert (shown.code, shown.out) == told(line).piped[:2]
