"""Damage in a record of many years: what a page shows was looked at, though not every page at every start."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from kit import Program

from ivig_prep.store.record import LONG, SMALL

Wreck = Callable[[str], None]


@pytest.fixture
def wreck(ivig: Program) -> Wreck:
    """Return what spoils the first page of a table or index in a record of over a million bytes."""
    ivig("setup", "--date", "2026-12-02", "--emergency", "999", "--fluid-limit", "1l")
    ivig("feel", "5")
    written = ("--brand", "Privigen", "--lot", "A1", "--premed", "paracetamol", "--reaction", "rash")
    ivig("log", "--date", "2026-11-01", *written)
    path = ivig.home / "ivig-prep.db"
    with closing(sqlite3.connect(path)) as db:
        rows = ((f"{2000 + n % 26}-01-01", "add", 250, "2026-12-01T08:00:00+00:00") for n in range(25_000))
        db.executemany("INSERT INTO fluid (day, kind, ml, at) VALUES (?, ?, ?, ?)", rows)
        db.commit()
    assert os.path.getsize(path) > SMALL
    return partial(spoil_page, path)


def place_of(path: Path, name: str) -> tuple[int, int]:
    """Return the first page of a table or index, counted from 1, and how many bytes a page has."""
    with closing(sqlite3.connect(path)) as db:
        (root,) = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (name,)).fetchone()
        (size,) = db.execute("PRAGMA page_size").fetchone()
    return root, size


def spoil_page(path: Path, name: str) -> None:
    """Let the first page of a table or index say that it has no rows."""
    root, size = place_of(path, name)
    with path.open("r+b") as file:
        file.seek((root - 1) * size + 3)
        file.write(bytes(2))


@pytest.mark.parametrize("table", ["setting", "sqlite_autoindex_setting_1", "infusion"])
@pytest.mark.parametrize("line", [["today"], ["print", "-o", "-"], ["drink"]], ids=" ".join)
def test_a_limit_or_a_date_that_cannot_be_read_is_never_taken_for_none(
    ivig: Program, wreck: Wreck, table: str, line: list[str]
) -> None:
    wreck(table)

    ran = ivig(*line)

    assert ran.code == 1
    assert "damaged" in ran.err


@pytest.mark.parametrize(
    ("table", "line"),
    [
        *(("score", line) for line in ("report", "print -o -", "feel --json", "drink", "log --csv")),
        *(
            ("reaction", line)
            for line in ("report", "print -o -", "log --list", "log --find rash", "drink", "log --csv")
        ),
        *((table, "log --list") for table in ("treatment", "lot", "premed")),
    ],
)
def test_what_shows_the_whole_of_a_part_looks_at_all_of_it(ivig: Program, wreck: Wreck, table: str, line: str) -> None:
    wreck(table)

    ran = ivig(*line.split())

    assert ran.code == 1
    assert "damaged" in ran.err


def test_damage_in_a_part_that_unwell_does_not_show_hides_no_phone_number(ivig: Program, wreck: Wreck) -> None:
    wreck("score")

    ran = ivig("unwell", "chest", "pain")

    assert ran.code == 0
    assert "Call 999 now." in ran.out
    assert "could not be read" not in ran.err


def test_damage_elsewhere_hides_no_phone_number_of_a_person_with_a_name(ivig: Program) -> None:
    ivig("--for", "Ann", "setup", "--emergency", "998")
    ivig("--for", "Ann", "feel", "5")
    (path,) = ivig.home.glob("people/*/ivig-prep.db")
    spoil_page(path, "score")

    ran = ivig("--for", "Ann", "unwell", "chest", "pain")

    assert "Call 998 now." in ran.out
    assert "could not be read" not in ran.err


def test_an_index_that_lost_its_rows_hides_no_phone_number(ivig: Program) -> None:
    ivig("setup", "--emergency", "998")
    path = ivig.home / "ivig-prep.db"
    root, size = place_of(path, "sqlite_autoindex_setting_1")
    with path.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(bytes((10, 0, 0, 0, 0, *size.to_bytes(2, "big"), 0)))  # a leaf of an index, without any cell

    assert "Call 998 now." in ivig("unwell", "chest", "pain").out


def test_the_tables_left_for_later_are_there(ivig: Program) -> None:
    ivig("drink")
    with closing(sqlite3.connect(ivig.home / "ivig-prep.db")) as db:
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}

    assert set(LONG) <= tables
