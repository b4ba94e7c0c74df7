"""Taking back the last change: shown first, whole or not at all, once, and with nothing lost."""

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from kit import Program, Screen

from ivig_prep.store.database import connect, migrate

ENTRY = (
    "--brand",
    "Privigen",
    "--lot",
    "A123",
    "--expiry",
    "03/2027",
    "--dose",
    "30",
    "--reaction",
    "rash, next day, 4",
)
CHANGES: dict[str, tuple[str, ...]] = {
    "a setting": ("setup", "--emergency", "112"),
    "what fits": ("setup", "--fits", "home,port"),
    "a setting cleared": ("setup", "--clinic-phone", "none"),
    "a date moved": ("setup", "--date", "2026-12-09"),
    "a date taken away": ("setup", "--date", "none"),
    "a cup": ("drink",),
    "a cup taken back": ("drink", "--undo"),
    "a cup of another day": ("drink", "3", "--on", "yesterday"),
    "a new entry": ("log", "--date", "2026-11-20", *ENTRY),
    "a field replaced": ("log", "--date", "2026-11-04", "--dose", "35"),
    "a field cleared": ("log", "--date", "2026-11-04", "--brand", "none"),
    "a lot added": ("log", "--date", "2026-11-04", "--lot", "C7"),
    "an expiry changed": ("log", "--date", "2026-11-04", "--lot", "A123", "--expiry", "04/2027"),
    "a lot taken away": ("log", "--remove", "A123"),
    "a list cleared": ("log", "--date", "2026-11-04", "--reaction", "none"),
    "an entry deleted": ("log", "--delete", "--date", "2026-11-04"),
    "a question": ("log", "--question", "Can it run slower?"),
    "much at once": (
        *("log", "--date", "2026-11-04", "--lot", "D9", "--dose", "25", "--question", "why?", "--remove", "A123"),
    ),
    "a score": ("feel", "3", "--on", "2026-11-30"),
    "a score changed": ("feel", "9"),
    "a score taken away": ("feel", "none"),
}
"""A command line for each kind of change."""


@pytest.fixture
def filled(ivig: Program) -> Program:
    """Return a record with something of each kind in it."""
    ivig("setup", "--date", "2026-12-02", "--emergency", "911", "--clinic-phone", "555 0100")
    ivig("drink", "2")
    ivig("log", "--date", "2026-11-04", *ENTRY)
    ivig("feel", "6", "--note", "tired")
    return ivig


def shown(ivig: Program) -> list[Any]:
    """Return all that the program says of a record."""
    lines = (
        ("today", "--json"),
        ("log", "--json"),
        ("feel", "--json"),
        ("report", "--json"),
        ("drink", "--json", "--undo"),
    )
    return [json.loads(ivig(*line).out) for line in lines[:-1]]


def rows(ivig: Program, sql: str) -> list[Any]:
    with closing(sqlite3.connect(ivig.home / "ivig-prep.db")) as db:
        return db.execute(sql).fetchall()


@pytest.mark.parametrize("change", CHANGES)
def test_each_kind_of_change_is_shown_then_taken_back_whole(filled: Program, change: str) -> None:
    before = shown(filled)
    assert filled(*CHANGES[change]).code == 0
    changed = shown(filled)

    ran = filled("undo", "--yes")

    assert (ran.code, ran.out.splitlines()[0]) == (0, "The last thing that was saved:")
    assert len(ran.out.splitlines()) >= 3
    assert ran.out.splitlines()[-1] == "Taken back."
    assert changed != before or change == "a cup of another day"
    assert shown(filled) == before


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_taken_back_once(filled: Program, change: str) -> None:
    filled(*CHANGES[change])
    filled("undo", "--yes")
    before = shown(filled)

    again = filled("undo", "--yes")

    assert (again.code, again.out) == (0, "There is nothing to take back.\n")
    assert shown(filled) == before


@pytest.mark.parametrize("change", CHANGES)
def test_without_a_terminal_it_is_shown_and_needs_the_word_yes(filled: Program, change: str) -> None:
    filled(*CHANGES[change])
    before = rows(filled, "SELECT * FROM last_change ORDER BY id")

    ran = filled("undo")

    assert ran.code == 2
    assert "ivig-prep undo --yes" in ran.err
    assert ran.out.startswith("The last thing that was saved:\n  ")
    assert rows(filled, "SELECT * FROM last_change ORDER BY id") == before


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("a setting", "Emergency number: 112 (before: 911)"),
        ("a setting cleared", "Infusion team, daytime: not set (before: 555 0100)"),
        ("a date moved", "Infusion: Wednesday 9 December 2026. (before: Infusion: Wednesday 2 December 2026.)"),
        ("a date taken away", "No infusion date is set. (before: Infusion: Wednesday 2 December 2026.)"),
        ("a cup", "You drank: 1 cup (250 ml) on Tuesday 1 December 2026"),
        ("a cup of another day", "You drank: 3 cups (750 ml) on Monday 30 November 2026"),
        ("a new entry", "A new entry for Friday 20 November 2026"),
        ("a field replaced", "Wednesday 4 November 2026. Dose in grams: 35 (before: 30)"),
        ("a field cleared", "Wednesday 4 November 2026. Brand: not written down (before: Privigen)"),
        ("a lot taken away", "Lot number taken away: A123 (expires Wednesday 31 March 2027)"),
        ("an entry deleted", "Your entry of Wednesday 4 November 2026 was taken away."),
        ("a question", "Question for your next visit: Can it run slower?"),
        ("a score changed", "Tuesday 1 December 2026. How you felt: 9 of 10, tired (before: 6 of 10, tired)"),
        ("a score taken away", "How you felt: not written down (before: 6 of 10, tired)"),
    ],
)
def test_it_says_in_words_what_would_be_taken_back(filled: Program, change: str, says: str) -> None:
    filled(*CHANGES[change])

    assert says in filled("undo").out


def test_what_was_taken_back_is_kept_in_the_record(filled: Program) -> None:
    filled("log", "--date", "2026-11-20", "--brand", "Octagam", "--lot", "B1")
    filled("undo", "--yes")

    kept = [(table, json.loads(row)) for table, row in rows(filled, 'SELECT "table", row FROM taken_back ORDER BY id')]

    assert [table for table, _ in kept] == ["lot", "treatment"]
    assert (kept[0][1]["lot"], kept[1][1]["brand"]) == ("B1", "Octagam")
    assert ("2026-11-20", "Octagam") in rows(filled, "SELECT date, brand FROM treatment_history")


def test_looking_and_writing_files_do_not_end_the_chance_to_take_back(filled: Program, tmp_path: Path) -> None:
    filled("log", "--date", "2026-11-04", "--dose", "35")
    for line in (("today",), ("log", "--list"), ("feel", "--show"), ("report", "-o", str(tmp_path / "report.html"))):
        assert filled(*line).code == 0
    filled("calendar", "-o", str(tmp_path / "visit.ics"))
    filled("backup", str(tmp_path / "copy.db"))

    assert "Dose in grams: 35 (before: 30)" in filled("undo", "--yes").out


def test_a_line_that_was_refused_leaves_the_change_before_it_to_be_taken_back(filled: Program) -> None:
    filled("feel", "9")
    filled("log", "--dose", "thirty")
    filled("log", "--remove", "nothing of that name")

    assert "9 of 10" in filled("undo", "--yes").out


def test_writing_the_same_again_changes_nothing_to_take_back(filled: Program) -> None:
    filled("feel", "9")
    filled("log", "--date", "2026-11-04", "--dose", "30", "--lot", "A123")

    assert "9 of 10" in filled("undo", "--yes").out


@pytest.mark.parametrize("change", [change for change, line in CHANGES.items() if line[0] == "log"])
def test_the_list_is_the_same_as_before_also_where_it_says_when_something_was_changed(
    filled: Program, change: str
) -> None:
    filled.on("2026-12-02")("log", "--date", "2026-11-04", "--dose", "31")
    filled.on("2026-12-03")("log", "--date", "2026-11-04", "--site", "port")
    before = filled("log", "--list").out
    assert "Changed on Wednesday 2 December 2026." in before
    filled.on("2026-12-05")(*CHANGES[change])
    filled("undo", "--yes")

    assert filled("log", "--list").out == before


def test_there_is_nothing_to_take_back_in_a_new_record_and_none_is_made(ivig: Program) -> None:
    ran = ivig("undo", "--yes")

    assert (ran.code, ran.out) == (0, "There is nothing to take back.\n")
    assert not ivig.home.exists()


def test_a_restore_is_never_taken_back(filled: Program, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    filled("feel", "9")
    filled("backup", str(copy))
    filled("feel", "2")
    filled("backup", "--restore", str(copy))

    assert "9 of 10" in filled("undo").out  # of the backup itself: what was saved last in it
    filled("undo", "--yes")
    assert json.loads(filled("feel", "--json").out)["scores"][0]["score"] == 6


def test_nothing_is_left_to_take_back_after_forget(filled: Program) -> None:
    filled("forget", "--yes")

    assert filled("undo", "--yes").out == "There is nothing to take back.\n"


def test_a_calendar_file_sees_a_date_taken_back_as_cancelled_and_its_number_is_not_given_again(ivig: Program) -> None:
    ivig("setup", "--date", "2026-12-02")
    ivig("undo", "--yes")
    ivig("setup", "--date", "2026-12-05")

    assert rows(ivig, "SELECT id, date FROM infusion ORDER BY id") == [(1, None), (2, "2026-12-05")]


def test_undo_for_a_second_person_leaves_the_first_alone(filled: Program) -> None:
    filled("--for", "Ann", "feel", "3")
    filled("feel", "9")

    assert "3 of 10" in filled("--for", "Ann", "undo", "--yes").out
    assert json.loads(filled("feel", "--json").out)["scores"][0]["score"] == 9


def test_every_column_of_a_noted_table_is_in_its_notes() -> None:
    """A new column must be noted too, or taking back would leave it as it is."""
    with closing(connect("file::memory:")) as db:
        migrate(db)
        triggers = db.execute("SELECT name, tbl_name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        changed = {table: sql for name, table, sql in triggers if name == f"{table}_changed"}
        columns = {table: [row[1] for row in db.execute(f"PRAGMA table_info({table})")] for table in changed}

    assert len(changed) == 11
    for table, names in columns.items():
        assert all(f"'{name}', old.\"{name}\"" in changed[table] for name in names), table
        compared = changed[table].partition("BEGIN")[0]
        assert all(f'old."{name}"' in compared for name in names if name not in ("at", *KEYS.get(table, ("id",))))


KEYS = {"setting": ("name",), "treatment": ("date",), "score": ("day",)}


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("line", ["", "n", "q", "no"])
def test_enter_changes_nothing(filled: Program, play: Callable[..., Screen], line: str) -> None:
    filled("feel", "9")
    screen = play("undo")
    assert "9 of 10" in screen.prompt()

    assert "Nothing was changed." in screen.end(line)
    assert json.loads(filled("feel", "--json").out)["scores"][0]["score"] == 9


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_a_clear_yes_takes_back(filled: Program, play: Callable[..., Screen]) -> None:
    filled("feel", "9")
    screen = play("undo")
    screen.prompt()

    assert "Taken back." in screen.end("y")
    assert json.loads(filled("feel", "--json").out)["scores"][0]["score"] == 6
