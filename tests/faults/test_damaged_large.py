"""Damage in a record of many years: what a page shows was looked at, though not every page at every start."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from kit import Program

from ivig_prep.store.record import LONG, SMALL

Wreck = Callable[[str], None]


@pytest.fixture
def wreck(ivig: Program) -> Wreck:
    """Return what spoils the first page of a table or index in a record of over a million bytes."""
    ivig("setup", "--date", "2026-12-02", "--emergency", "999", "--fluid-limit", "1l")
    ivig("feel", "5")
    path = ivig.home / "ivig-prep.db"
    with closing(sqlite3.connect(path)) as db:
        rows = ((f"{2000 + n % 26}-01-01", "add", 250, "2026-12-01T08:00:00+00:00") for n in range(25_000))
        db.executemany("INSERT INTO fluid (day, kind, ml, at) VALUES (?, ?, ?, ?)", rows)
        db.commit()
        roots = dict(db.execute("SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0").fetchall())
        (size,) = db.execute("PRAGMA page_size").fetchone()
    assert os.path.getsize(path) > SMALL

    def spoil(name: str) -> None:
        with path.open("r+b") as file:
            file.seek((roots[name] - 1) * size + 3)
            file.write(bytes(2))

    return spoil


@pytest.mark.parametrize("table", ["setting", "sqlite_autoindex_setting_1", "infusion"])
@pytest.mark.parametrize("line", [["today"], ["print", "-o", "-"], ["drink"]], ids=" ".join)
def test_a_limit_or_a_date_that_cannot_be_read_is_never_taken_for_none(
    ivig: Program, wreck: Wreck, table: str, line: list[str]
) -> None:
    wreck(table)

    ran = ivig(*line)

    assert ran.code == 1
    assert "damaged" in ran.err


@pytest.mark.parametrize("line", [["report"], ["print", "-o", "-"], ["feel", "--json"], ["log", "--list"], ["drink"]])
def test_what_shows_the_whole_of_a_diary_looks_at_all_of_it(ivig: Program, wreck: Wreck, line: list[str]) -> None:
    wreck("score")

    ran = ivig(*line)

    assert ran.code == 1
    assert "damaged" in ran.err


def test_the_tables_left_for_later_are_there(ivig: Program) -> None:
    ivig("drink")
    with closing(sqlite3.connect(ivig.home / "ivig-prep.db")) as db:
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}

    assert set(LONG) <= tables
