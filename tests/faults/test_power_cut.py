"""The power is cut: what was said to be saved is there, and what has its final name is whole.

`faults_power` tells how. Each command runs once under strace; the states a cut could leave are laid out and read.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from faults_kit import Starter
from faults_power import MODELS, Cut, Tree, cuts, lay_out

from ivig_prep.errors import Problem, RecordUnreadable
from ivig_prep.store import backups
from ivig_prep.store.database import tables
from ivig_prep.store.migrations import MIGRATIONS
from ivig_prep.store.store import Store
from ivig_prep.world import paths

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs os.fork, which this system lacks"),
]
RECORDS = Path(__file__).parents[1] / "examples" / "records"
UNREADABLE, NONE = "unreadable", "none"

Rows = tuple[tuple[str, tuple[tuple[object, ...], ...]], ...]
Entries = Rows | str
"""Every row of a record, or why there is none."""


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Starter]:
    """Return the program, in a folder of which nothing else is looked at. It is shared: starting it takes longest."""
    made = Starter(tmp_path_factory.mktemp("disk"))
    yield made
    made.close()


@pytest.fixture
def start(starter: Starter) -> Starter:
    """Return the program on an empty data folder, on the first of December."""
    for folder in (starter.home, starter.folder):
        shutil.rmtree(folder, ignore_errors=True)
    starter.folder.mkdir()
    starter.on("2026-12-01")
    return starter


def entries(folder: Path) -> Entries:
    """Return every row of the record in a data folder, as the program reads it."""
    with closing(Store(str(folder), paths.RECORD_NAME)) as store:
        try:
            store.read_through()
        except RecordUnreadable:
            return UNREADABLE
        return all_rows(store._db) if store._db is not None else NONE


def all_rows(db: sqlite3.Connection) -> Rows:
    """Return every row of every table but `about`, whose id is made up."""
    return tuple(
        (table, tuple(db.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()))  # noqa: S608  # our own names
        for table in tables(db)
        if table != "about"
    )


class Seen(NamedTuple):
    """A power cut, and what is read of the record after it."""

    cut: Cut
    entries: Entries
    folder: Path


def after_each_cut(start: Starter, tmp_path: Path, *words: str, typed: str | None = None) -> list[Seen]:
    """Cut the power at each moment of a command, and check that nothing acknowledged is lost."""
    place = tmp_path / "after"
    seen, possible, whole = [], set(), set[bytes | None]()
    for cut in cuts(start, *words, typed=typed):
        lay_out(cut.left, place)
        found = entries(place / "records")
        if cut.model == "live":
            possible.add(found)
            last = found
        else:
            check_whole(cut.left, place, whole)
            seen.append(Seen(cut, found, place))
    for state in seen:
        assert state.entries in possible, state.cut[:3]
        assert state.entries == last or not state.cut.acknowledged, state.cut[:3]
    assert {state.cut.model for state in seen} == set(MODELS)
    assert any(state.cut.acknowledged for state in seen)
    return seen


def check_whole(left: Tree, place: Path, whole: set[bytes | None]) -> None:
    """Check that every copy and backup that has its final name can be brought back; `whole` are those that were."""
    for path in left:
        name = Path(path).name
        if name.endswith(".db") and not name.startswith(".new-") and path != f"records/{paths.RECORD_NAME}":
            content = left[path]
            if content not in whole:
                backups.read(str(place / path)).close()
                whole.add(content)


def test_a_first_start_that_was_acknowledged_is_there(start: Starter, tmp_path: Path) -> None:
    seen = after_each_cut(start, tmp_path, "drink")

    assert NONE in {state.entries for state in seen}


ENTRIES: dict[str, tuple[str, ...]] = {
    "drink": ("drink", "2"),
    "drink-undo": ("drink", "--undo"),
    "feel": ("feel", "3", "--note", "tired"),
    "log": ("log", "--date", "2026-11-04", "--brand", "Octagam", "--lot", "B1", "--reaction", "headache, 5"),
    "log-remove": ("log", "--date", "2026-11-04", "--remove", "A123"),
    "log-question": ("log", "--question", "Can it run slower?"),
    "setup": ("setup", "--emergency", "112", "--date", "2026-12-03"),
    "setup-no-date": ("setup", "--date", "none"),
    "calendar": ("calendar", "-o", "visit.ics"),
    "print": ("print", "-o", "list.html"),
    "report": ("report", "-o", "report.html"),
}


@pytest.fixture
def filled(start: Starter) -> Starter:
    """Return the program with a record of some entries, and its copy of the day."""
    start("setup", "--date", "2026-12-02", "--emergency", "911")
    start("drink")
    start("log", "--date", "2026-11-04", "--brand", "Privigen", "--lot", "A123")
    return start


@pytest.mark.parametrize("words", ENTRIES.values(), ids=ENTRIES)
def test_an_entry_that_was_acknowledged_is_there(filled: Starter, tmp_path: Path, words: tuple[str, ...]) -> None:
    seen = after_each_cut(filled, tmp_path, *words)

    if words[-2] == "-o":
        whole = (filled.folder / words[-1]).read_bytes()
        for state in seen:
            there = state.cut.left.get(f"here/{words[-1]}")
            assert there == whole or (there is None and not state.cut.acknowledged), state.cut[:3]


def test_an_answer_of_the_walk_that_was_acknowledged_is_there(filled: Starter, tmp_path: Path) -> None:
    place, seen = tmp_path / "after", set()
    for cut in cuts(filled, "today", typed="\n1\nq\n"):
        lay_out(cut.left, place)
        found = entries(place / "records")
        assert isinstance(found, tuple), cut[:3]
        answers = sum("done" in row for table, held in found if table == "reply" for row in held)
        assert answers in ((1,) if "  done: " in cut.said else (0, 1)), cut[:3]
        seen.add((answers, "  done: " in cut.said))
    assert seen >= {(0, False), (1, True)}


def test_a_file_that_was_replaced_is_the_old_or_the_new_one(filled: Starter, tmp_path: Path) -> None:
    filled("print", "-o", "list.html")
    old = (filled.folder / "list.html").read_bytes()
    filled("setup", "--emergency", "112")

    seen = after_each_cut(filled, tmp_path, "print", "-o", "list.html")

    new = (filled.folder / "list.html").read_bytes()
    found = {(state.cut.left["here/list.html"], state.cut.acknowledged) for state in seen}
    assert old != new
    assert found == {(old, False), (new, False), (new, True)}


def test_the_copy_of_the_day_is_whole_or_absent(filled: Starter, tmp_path: Path) -> None:
    filled.on("2026-12-02")

    seen = after_each_cut(filled, tmp_path, "drink")

    copies = {path for state in seen for path in state.cut.left if "copies/ivig-prep-" in path}
    assert "records/copies/ivig-prep-2026-12-02.db" in copies


def test_the_eighth_copy_pushes_the_oldest_out_only_once_it_is_there(filled: Starter, tmp_path: Path) -> None:
    for day in range(2, 8):
        filled.on(f"2026-12-{day:02}")
        filled("drink")
    filled.on("2026-12-08")

    for state in after_each_cut(filled, tmp_path, "drink"):
        assert len([path for path in state.cut.left if "copies/ivig-prep-" in path]) >= 7


def test_a_backup_that_was_acknowledged_is_there_and_whole(filled: Starter, tmp_path: Path) -> None:
    for state in after_each_cut(filled, tmp_path, "backup", "mine.db"):
        assert "here/mine.db" in state.cut.left or not state.cut.acknowledged


def _nothing(_: Path) -> None: ...


def _newer(record: Path) -> None:
    with closing(sqlite3.connect(record)) as db:
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")


BEFORE: dict[str, Callable[[Path], object]] = {
    "a record": _nothing,
    "a damaged one": lambda record: record.write_bytes(b"ruined" * 2000),
    "a newer one": _newer,
    "one that is gone": Path.unlink,
    "one without copies that is gone": lambda record: shutil.rmtree(record.parent),
}


@pytest.mark.parametrize("change", BEFORE.values(), ids=BEFORE)
def test_a_backup_that_is_brought_back_takes_the_place_of_what_is_kept(
    filled: Starter, tmp_path: Path, change: Callable[[Path], object]
) -> None:
    filled("backup", "mine.db")
    back = entries(filled.home)
    filled("drink", "2")
    change(filled.home / paths.RECORD_NAME)
    there = (filled.home / paths.RECORD_NAME).read_bytes() if (filled.home / paths.RECORD_NAME).exists() else None
    place, seen = tmp_path / "after", set()

    for cut in cuts(filled, "backup", "--restore", "mine.db"):
        record = cut.left.get(f"records/{paths.RECORD_NAME}")
        lay_out(cut.left, place)
        try:
            found = entries(place / "records")
        except Problem:  # the newer one, as it was
            found = "newer"
        is_back = isinstance(found, tuple) and _drinks(found) == 1
        seen.add(is_back)
        assert is_back or not cut.acknowledged, cut[:3]
        assert is_back or record == there or isinstance(found, tuple) or cut.model == "live", cut[:3]
        kept = [content for path, content in cut.left.items() if "before-restore-" in path and path.endswith(".db")]
        assert not is_back or there is None or kept, cut[:3]
        if is_back and not isinstance(back, str) and there is not None and change is not _nothing:
            assert there in kept, cut[:3]
    assert seen == {True, False}


def _drinks(found: Rows) -> int:
    """Return how many entries of drinking there are."""
    return next(len(held) for table, held in found if table == "fluid")


def test_what_was_said_to_be_deleted_does_not_come_back(filled: Starter, tmp_path: Path) -> None:
    filled("--for", "Ann", "drink")
    filled.on("2026-12-02")
    filled("drink")
    seen = []

    for cut in cuts(filled, "forget", "--everyone", "--yes"):
        seen.append(cut.said)
        assert "Deleted." not in cut.said or not [path for path in cut.left if path.startswith("records")], cut[:3]
        lay_out(cut.left, tmp_path / "after")
        if f"records/{paths.RECORD_NAME}" in cut.left:
            assert isinstance(entries(tmp_path / "after" / "records"), tuple), cut[:3]
    assert len([said for said in seen if "Deleted." in said]) > len(MODELS)


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_an_upgrade_of_a_real_older_record_keeps_every_row(start: Starter, tmp_path: Path, version: int) -> None:
    start.home.mkdir(mode=0o700)
    shutil.copy(RECORDS / f"version-{version}.db", start.home / paths.RECORD_NAME)
    (start.home / paths.RECORD_NAME).chmod(0o600)

    seen = after_each_cut(start, tmp_path, "drink")

    assert len(seen) > 10
