"""The program is killed, as by a flat battery: what was said to be saved is there, and the rest is whole.

A kill at a call to the system comes before that call has done anything. So kills at the first call, after each one
that can change the disk, and at the last meet every state the disk is ever in; IVIG_PREP_TEST_LONG=1 kills at all.
"""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from faults_kills import Tracer, at_every_call, at_random_moments
from faults_kit import (
    Starter,
    cups,
    goes_on,
    rows,
)
from kit import Counted

from ivig_prep.store.database import APPLICATION_ID
from ivig_prep.store.migrations import MIGRATIONS

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs os.fork, which this system lacks")


@pytest.fixture
def start(tmp_path: Path, counted: Counted) -> Iterator[Starter]:
    """Return the program on an empty data folder, ready to be started many times."""
    starter = Starter(tmp_path)
    yield starter
    counted("kills: runs", starter.runs)
    starter.close()


@pytest.fixture
def trace(start: Starter) -> Tracer:
    """Return the program under strace; the test is skipped where that cannot be."""
    return Tracer(start)


# At every call


@pytest.mark.faults
def test_a_first_start_that_is_killed_loses_at_most_the_entry_in_flight(start: Starter, trace: Tracer) -> None:
    half_made = 0
    for ran in at_every_call(trace, start, "drink"):
        half_made += len(list(start.home.glob(".new-*")))

        drunk = cups(start)
        assert drunk in ((1,) if "Saved: 1 cup" in ran.out else (0, 1))
        goes_on(start, drunk)
    assert half_made > 10


@pytest.mark.faults
def test_an_entry_that_is_killed_is_saved_whole_or_not_at_all(start: Starter, trace: Tracer) -> None:
    start("drink")

    for ran in at_every_call(trace, start, "drink"):
        drunk = cups(start)
        assert drunk in ((2,) if "Saved: 1 cup" in ran.out else (1, 2))
        goes_on(start, drunk)


@pytest.mark.faults
def test_an_answer_of_the_walk_is_saved_before_the_next_step_shows(start: Starter, trace: Tracer) -> None:
    start("setup", "--date", "2026-12-02")

    for ran in at_every_call(trace, start, "today", typed="\n1\nq\n"):
        answers = [status for status in statuses(start) if status]  # signs and advice have none
        assert answers[0] in (("done",) if " done: " in ran.out else ("done", "to-do"))
        assert set(answers[1:]) == {"to-do"}
        goes_on(start, 0)


@pytest.mark.faults
@pytest.mark.parametrize("version", range(1, 4))  # later ones are more than scripts: test_power_cut upgrades real ones
def test_an_upgrade_that_is_killed_keeps_every_row(start: Starter, trace: Tracer, version: int) -> None:
    record = start.home / "ivig-prep.db"
    before = make_older(record, version)
    met = set()

    # The first version runs every script; the scripts of the others are among them.
    for ran in at_every_call(trace, start, "drink", each=1 if version == 1 else 3):
        met.add(version_in_header(record))
        drunk = cups(start)
        assert drunk in ((3,) if "Saved: 1 cup" in ran.out else (2, 3))
        assert rows(record, "PRAGMA user_version") == [(len(MIGRATIONS),)]
        assert all(set(found) <= set(all_of(record, table)) for table, found in before.items())
        goes_on(start, drunk)
    assert met == {version, len(MIGRATIONS)}


@pytest.mark.faults
def test_bringing_a_backup_back_that_is_killed_leaves_the_former_record_or_the_backup(
    start: Starter, trace: Tracer
) -> None:
    backup = start.folder / "backup.db"
    start("drink")
    start("backup", str(backup))
    start("drink", "2")
    content = backup.read_bytes()

    for ran in at_every_call(trace, start, "backup", "--restore", str(backup)):
        drunk = cups(start)
        assert drunk in ((1,) if "The record is back" in ran.out else (1, 3))
        kept = list(start.home.glob("copies/before-restore-*.db"))
        assert drunk == 3 or [rows(path, "SELECT sum(ml) FROM fluid") for path in kept] == [[(750,)]]
        assert backup.read_bytes() == content
        goes_on(start, drunk)


def statuses(start: Starter) -> list[str]:
    """Return the status of each step of the day, as the program says it."""
    sections = json.loads(start("today", "--json").out)["sections"]
    return [item["status"] for section in sections for item in section["items"]]


def make_older(record: Path, version: int) -> dict[str, list[tuple[object, ...]]]:
    """Make a record as an older program left it, and return what is in each of its tables."""
    record.parent.mkdir(mode=0o700)
    with closing(sqlite3.connect(record)) as db, db:
        for script in MIGRATIONS[:version]:
            db.executescript(script)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {version}")
        db.executescript(
            """
            INSERT INTO setting VALUES ('emergency', '"911"', '2026-11-30T20:30:00+00:00');
            UPDATE setting SET value = '"112"';
            INSERT INTO infusion VALUES (1, '2026-12-02', '2026-12-02', 1, NULL, 0, '2026-11-30T20:30:00+00:00');
            INSERT INTO reply VALUES (1, 1, 0, 'day-before', '', 'pack-warm', 'done', '2026-12-01T08:30:00+00:00');
            INSERT INTO fluid VALUES (1, '2026-12-01', 'add', 500, NULL, '2026-12-01T08:30:00+00:00');
            """
        )
    record.chmod(0o600)
    tables = [str(name) for (name,) in rows(record, "SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {table: all_of(record, table) for table in tables}


def version_in_header(record: Path) -> int:
    """Return the version as it stands in the file; SQLite is not asked, for it would mend what a kill left."""
    return int.from_bytes(record.read_bytes()[60:64], "big")


def all_of(record: Path, table: str) -> list[tuple[object, ...]]:
    """Return the rows of a table."""
    return rows(record, f"SELECT * FROM {table}")  # noqa: S608  # a name of our own


# At any moment

ENTRIES = {
    "log": (
        ("log", "--date", "2026-11-04", "--brand", "Privigen", "--lot", "A123", "--lot", "B456"),
        ("log", "--json"),
    ),
    "feel": (("feel", "6", "--note", "tired after lunch"), ("feel", "--json")),
    "setup": (("setup", "--emergency", "112", "--night-phone", "555 0101"), ("unwell", "--json", "headache")),
    "forget": (("forget", "--yes"), ("today", "--json")),
}
"""Commands that change the record, each with one that shows what it changed."""


@pytest.mark.parametrize("name", ENTRIES)
def test_what_a_killed_command_changes_is_changed_whole_or_not_at_all(start: Starter, name: str) -> None:
    command, show = ENTRIES[name]
    start("setup", "--emergency", "911", "--date", "2026-12-02")
    start("drink")
    runs = at_random_moments(start, *command)
    before, after = start(*show).out, next(runs) and start(*show).out
    assert before != after

    for ran in runs:
        shown = start(*show)
        assert shown.code == 0
        assert shown.out in ((after,) if ran.code == 0 or "Saved" in ran.out else (before, after))
        goes_on(start, cups(start))


def test_forgetting_that_was_killed_can_be_done_again(start: Starter) -> None:
    start("drink")

    for _ in at_random_moments(start, "forget", "--yes"):
        assert start("forget", "--yes").code == 0
        assert not start.home.exists()


@pytest.mark.parametrize("command", [("calendar", "-o", "visit.ics"), ("print", "-o", "list.html")], ids=lambda c: c[0])
def test_a_file_for_people_is_there_whole_or_not_at_all(start: Starter, command: tuple[str, ...]) -> None:
    start("setup", "--date", "2026-12-02")
    start("calendar", "-o", "before.ics")
    path = start.folder / command[-1]
    runs = at_random_moments(start, *command)
    whole = next(runs) and path.read_bytes()

    path.unlink()
    for ran in runs:
        there = path.exists()
        assert there or ran.code != 0
        assert not there or path.read_bytes() == whole
        assert start(*command).code == 0
        assert path.read_bytes() == whole
        path.unlink()
        goes_on(start, 0)


def test_the_copy_of_the_day_is_there_whole_or_not_at_all_and_made_at_the_next_entry(start: Starter) -> None:
    start("drink")
    start.on("2026-12-02")
    copy = start.home / "copies" / "ivig-prep-2026-12-02.db"

    for ran in at_random_moments(start, "drink"):
        assert copy.exists() or ran.code != 0
        assert not copy.exists() or rows(copy, "SELECT count(*) FROM fluid") == [(2,)]
        drunk = cups(start)
        assert drunk in ((1,) if "Saved" in ran.out else (0, 1))
        goes_on(start, drunk)
        assert copy.exists()
