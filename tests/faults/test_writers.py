"""Several windows write to one record at once: every entry that was said to be saved is there, and none is refused."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from faults_kit import PATIENCE, check_private, check_whole, rows
from kit import PROGRAM, Program, Ran, Screen

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")

ENTRIES = 100
FIRST_DAY = date(2025, 12, 9)
SCRIPT = """
import json, os, sys
from ivig_prep.__main__ import run

os.read(0, 1)
for words in json.loads(sys.argv[1]):
    if code := run(words):
        sys.exit(f"{words} ended with {code}")
"""
"""Run command lines one after the other, once a line was typed: each opens the record, writes and closes it."""


class Window:
    """A process that waits for a sign, then makes one entry after the other."""

    def __init__(self, lines: list[list[str]]) -> None:
        command = [sys.executable, "-c", SCRIPT, json.dumps(lines)]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True)

    def go(self) -> None:
        """Give the sign."""
        assert self._process.stdin
        self._process.stdin.write("\n")
        self._process.stdin.flush()

    def end(self) -> Ran:
        """Wait for the end."""
        out, err = self._process.communicate(timeout=PATIENCE)
        return Ran(self._process.returncode, out, err)


def at_once(*entries: list[list[str]], meanwhile: Callable[[], None] = lambda: None) -> list[Ran]:
    """Run lists of command lines, each in a process of its own, all at once."""
    windows = [Window(lines) for lines in entries]
    for window in windows:
        window.go()
    meanwhile()
    return [window.end() for window in windows]


def days() -> list[str]:
    """Return as many days as there are entries."""
    return [(FIRST_DAY + timedelta(number)).isoformat() for number in range(ENTRIES)]


def walk(home: Path, answers: int) -> None:
    """Answer steps of the walk with y on a terminal, day after day, until there are so many answers."""
    left, day = answers, date(2026, 12, 9)
    while left:
        screen = Screen(home, "today", env={"IVIG_PREP_TODAY": day.isoformat(), "TERM": "dumb"})
        shown = screen.prompt()
        while left and "Step " in shown:
            shown = screen.type("y")
            left -= 1
        screen.end("q")
        day += timedelta(1)


def ticked(ivig: Program) -> int:
    """Return how many steps the program says are done, over the days of the walk."""
    on = [f"2026-12-{day:02}" for day in range(9, 20)]
    shown = (json.loads(ivig.on(day)("today", "--json").out)["done"] for day in on)
    return sum(shown)


def test_four_windows_at_once_lose_none_of_four_hundred_entries(ivig: Program) -> None:
    ivig("setup", "--date", "2026-12-10", "--days", "7")
    drink = [["drink", "100ml"]] * ENTRIES
    feel = [["feel", str(number % 11), "--on", day, "--note", day] for number, day in enumerate(days())]
    log = [["log", "--date", "2026-11-04", "--lot", f"A{number}"] for number in range(ENTRIES)]

    ran = at_once(drink, feel, log, meanwhile=lambda: walk(ivig.home, ENTRIES))

    assert [window.code for window in ran] == [0] * 3, ran
    assert ran[0].out.count("Saved: ") == ENTRIES
    assert json.loads(ivig("today", "--json").out)["fluids"]["drunk"] == ENTRIES * 100 / 250
    scores = json.loads(ivig("feel", "--json").out)["scores"]
    assert sorted((score["date"], score["note"]) for score in scores) == [(day, day) for day in days()]
    (infusion,) = json.loads(ivig("log", "--json").out)["infusions"]
    assert infusion["lots"] == [f"A{number}" for number in range(ENTRIES)]
    assert ticked(ivig) == ENTRIES
    assert len(rows(ivig.home / "ivig-prep.db", "SELECT id FROM reply WHERE reply = 'done'")) == ENTRIES
    check_whole(ivig.home)
    check_private(ivig.home)


@pytest.mark.parametrize("again", range(5))
def test_four_first_starts_at_once_keep_all_entries(ivig: Program, again: int) -> None:
    entries = ["drink"], ["feel", "6"], ["log", "--date", "2026-11-04", "--lot", "A1"], ["setup", "--emergency", "911"]

    ran = at_once(*([list(entry)] for entry in entries))

    assert [window.code for window in ran] == [0] * 4
    assert json.loads(ivig("today", "--json").out)["fluids"]["drunk"] == 1
    assert [score["score"] for score in json.loads(ivig("feel", "--json").out)["scores"]] == [6]
    assert [entry["lots"] for entry in json.loads(ivig("log", "--json").out)["infusions"]] == [["A1"]]
    assert json.loads(ivig("unwell", "--json", "headache").out)["call"]["emergency"] == "911"
    check_whole(ivig.home)
    check_private(ivig.home)


@contextmanager
def held(home: Path) -> Iterator[None]:
    """Hold the record as another window does that writes."""
    with closing(sqlite3.connect(home / "ivig-prep.db", isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        db.execute("INSERT INTO fluid (day, kind, ml, at) VALUES ('2026-12-01', 'add', 1, '')")
        yield
        db.execute("ROLLBACK")


class Waited(NamedTuple):
    """A cup written down while another window held the record, and the record afterwards."""

    ran: Ran
    home: Path


def one_cup(home: Path) -> "subprocess.Popen[str]":
    """Begin to write down a cup."""
    world = {**os.environ, "IVIG_PREP_HOME": str(home), "IVIG_PREP_TODAY": "2026-12-01"}
    pipe = subprocess.PIPE
    return subprocess.Popen([*PROGRAM, "drink"], env=world, stdout=pipe, stderr=pipe, text=True)


def ended(process: "subprocess.Popen[str]") -> Ran:
    """Wait for the end of a process."""
    out, err = process.communicate(timeout=PATIENCE)
    return Ran(process.returncode, out, err)


@pytest.fixture(scope="module")
def waited(tmp_path_factory: pytest.TempPathFactory) -> tuple[Waited, Waited]:
    """Return a cup for which the record was held eight seconds, and one for which it was never let go."""
    short, long = tmp_path_factory.mktemp("short"), tmp_path_factory.mktemp("long")
    for home in (short, long):
        assert ended(one_cup(home)).code == 0
    with held(long):
        with held(short):
            windows = one_cup(short), one_cup(long)
            time.sleep(8)
            assert windows[0].poll() is None
        return Waited(ended(windows[0]), short), Waited(ended(windows[1]), long)


def test_an_entry_waits_while_another_window_is_busy_for_eight_seconds(waited: tuple[Waited, Waited]) -> None:
    ran, home = waited[0]

    assert (ran.code, "Saved: 1 cup" in ran.out) == (0, True)
    assert rows(home / "ivig-prep.db", "SELECT ml FROM fluid") == [(250,), (250,)]


def test_an_entry_is_refused_in_words_after_ten_seconds_and_nothing_before_it_is_lost(
    waited: tuple[Waited, Waited],
) -> None:
    ran, home = waited[1]

    assert (ran.code, ran.out) == (1, "")
    assert ran.err.endswith("Another window is using your record.\nClose it, or try again in a minute.\n")
    assert rows(home / "ivig-prep.db", "SELECT ml FROM fluid") == [(250,)]
    assert ended(one_cup(home)).code == 0
    check_whole(home)


def test_a_note_for_the_diary_waits_for_another_window_as_any_entry_does(ivig: Program) -> None:
    """The answer to a side effect waits half a second at most for phone numbers; what is saved after it must not."""
    ivig("log", "--date", "2026-11-30", "--lot", "A1")
    screen = Screen(ivig.home, "unwell", "headache")
    screen.prompt()

    with held(ivig.home):
        screen.send("y")
        time.sleep(2)
    shown = screen.end()

    assert "Saved in your diary." in shown
    assert "headache" in ivig("log", "--json").out
