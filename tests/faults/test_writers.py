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
import functools, json, os, sys
from ivig_prep.__main__ import run
from ivig_prep.content import library

vars(library)["_read"] = functools.cache(library._read)  # in a checkout the lists are slow to read
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
    """Mark a task of the walk as done on a terminal and take that back, again and again, and mark it once more."""
    screen = Screen(home, "today", env={"IVIG_PREP_TODAY": "2026-12-09", "TERM": "dumb"})
    assert "Do you have any of these" in screen.prompt()
    assert "1. to do: " in screen.type("")
    for number in range(answers):
        screen.type("undo 1" if number % 2 else "1")
    screen.end("q")


def test_four_windows_at_once_lose_none_of_four_hundred_entries(ivig: Program) -> None:
    ivig("setup", "--date", "2026-12-10", "--days", "7")
    drink = [["drink", "100ml"]] * ENTRIES
    feel = [["feel", str(number % 11), "--on", day, "--note", day] for number, day in enumerate(days())]
    log = [["log", "--date", "2026-11-04", "--lot", f"A{number}"] for number in range(ENTRIES)]

    ran = at_once(drink, feel, log, meanwhile=lambda: walk(ivig.home, ENTRIES + 1))

    assert [window.code for window in ran] == [0] * 3, ran
    assert ran[0].out.count("Saved: ") == ENTRIES
    assert json.loads(ivig("today", "--json").out)["fluids"]["drunk"] == ENTRIES * 100 / 250
    scores = json.loads(ivig("feel", "--json").out)["scores"]
    assert sorted((score["date"], score["note"]) for score in scores) == [(day, day) for day in days()]
    (infusion,) = json.loads(ivig("log", "--json").out)["infusions"]
    assert infusion["lots"] == [f"A{number}" for number in range(ENTRIES)]
    assert json.loads(ivig.on("2026-12-09")("today", "--json").out)["done"] == 1
    replies = rows(ivig.home / "ivig-prep.db", "SELECT reply FROM reply WHERE item <> 'asked' ORDER BY id")
    assert replies == [("done",), ("to-do",)] * (ENTRIES // 2) + [("done",)]
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
        db.execute("INSERT INTO fluid (day, kind, ml, at) VALUES ('2026-12-01', 'add', 1, '2026-12-01T08:00:00+00:00')")
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
    assert "How is the headache?" in screen.prompt()
    assert "Write this in your diary?" in screen.type("1")

    with held(ivig.home):
        screen.send("y")
        time.sleep(2)
    shown = screen.end()

    assert "Saved in your diary." in shown
    assert "headache" in ivig("log", "--json").out


# Writers, and one who brings a backup back or deletes everything meanwhile

NOTED = """
import functools, json, os, sys, time
from ivig_prep.__main__ import run
from ivig_prep.content import library

vars(library)["_read"] = functools.cache(library._read)
os.read(0, 1)
name, number = sys.argv[1], int(sys.argv[2])
for turn in range(number):
    note = f"{name}-{turn}"
    began = time.monotonic()
    code = run(["log", "--question", note])
    print(json.dumps([note, code, began, time.monotonic()]), file=sys.stderr)
"""
"""Write questions down, one after the other; report each with its exit code, and when it began and ended."""

TURNS = 60 if os.environ.get("IVIG_PREP_TEST_LONG") else 12
WRITERS = 6


class Note(NamedTuple):
    """A question that was written down: its text, the exit code, and when it began and ended."""

    text: str
    code: int
    began: float
    ended: float


class Writer(Window):
    """A process that waits for a sign, then writes one question after the other."""

    def __init__(self, name: str) -> None:
        pipe = subprocess.PIPE
        command = [sys.executable, "-c", NOTED, name, str(TURNS)]
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True)

    def notes(self) -> list[Note]:
        """Wait for the end, and return what was written."""
        return [Note(*json.loads(line)) for line in self.end().err.splitlines() if line.startswith("[")]


def all_notes(home: Path) -> set[str]:
    """Return every question in the record, and in every copy of it."""
    found: set[str] = set()
    for path in (home / "ivig-prep.db", *home.glob("copies/*.db")):
        if path.exists():
            found |= {str(text) for (text,) in rows(path, "SELECT question FROM question")}
    return found


def test_no_entry_is_lost_while_another_window_brings_a_backup_back_again_and_again(
    ivig: Program, tmp_path: Path
) -> None:
    ivig("drink")
    ivig("backup", str(tmp_path / "mine.db"))
    writers = [Writer(f"w{number}") for number in range(WRITERS)]
    for writer in writers:
        writer.go()

    codes = [ivig("backup", "--restore", str(tmp_path / "mine.db")).code for _ in range(10)]
    notes = [note for writer in writers for note in writer.notes()]

    assert len(notes) == WRITERS * TURNS
    saved = {note.text for note in notes if note.code == 0}
    assert codes.count(0) > 0
    assert saved
    assert saved - all_notes(ivig.home) == set()
    check_whole(ivig.home)


def test_an_entry_that_began_after_everything_was_deleted_is_there_and_none_is_lost_later(ivig: Program) -> None:
    ivig("drink")
    writers = [Writer(f"w{number}") for number in range(WRITERS)]
    for writer in writers:
        writer.go()
    time.sleep(0.5)

    gone = ivig("forget", "--yes")
    deleted = time.monotonic()
    notes = [note for writer in writers for note in writer.notes()]

    assert gone.code == 0
    later = {note.text for note in notes if note.code == 0 and note.began > deleted}
    assert later - all_notes(ivig.home) == set()
    assert {note.code for note in notes} <= {0, 1}
    check_whole(ivig.home)


def test_two_restores_of_a_damaged_record_at_once_lose_nothing_that_is_written_between(
    ivig: Program, tmp_path: Path
) -> None:
    ivig("drink")
    ivig("backup", str(tmp_path / "mine.db"))
    (ivig.home / "ivig-prep.db").write_bytes(b"ruined" * 1000)
    lines = [["backup", "--restore", str(tmp_path / "mine.db")], ["drink"]]

    ran = at_once(lines, lines, lines)

    assert any(window.code == 0 for window in ran), ran
    kept = list(ivig.home.glob("copies/before-restore-*.db"))
    ruined = [path for path in kept if path.read_bytes() == b"ruined" * 1000]
    assert len(ruined) == 1
    saved = sum(window.out.count("Saved: 1 cup") for window in ran)
    sound = [path for path in (*kept, ivig.home / "ivig-prep.db") if path not in ruined]
    cups = {row for path in sound for row in rows(path, "SELECT at FROM fluid WHERE id > 1")}
    assert saved >= 1
    assert cups
