"""One call to the system fails, each in turn, with each error a disk can report: nothing is lost, or called unsaved.

What was called unsaved would be entered again, and count twice. There are thousands of such runs. By default some
of them are made, chosen by a seed; IVIG_PREP_TEST_LONG=1 makes all.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from faults_kills import EVERY_CALL, Tracer
from faults_kit import Starter, put_back
from faults_room import NET

from ivig_prep.store.record import SAVED
from ivig_prep.store.store import Store
from ivig_prep.world import paths

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs os.fork, which this system lacks"),
]
ERRORS = ("ENOSPC", "EIO", "EMFILE", "EDQUOT", "EROFS", "ENOLCK", "EPERM", "EACCES")
RUNS = None if EVERY_CALL else 12
"""How many of the runs of a command are made; None for all."""
COMMANDS: dict[str, tuple[str, ...]] = {
    "drink": ("drink", "2"),
    "undo": ("drink", "--undo"),
    "feel": ("feel", "3", "--note", "tired"),
    "log": ("log", "--date", "2026-11-04", "--brand", "Octagam", "--lot", "B1", "--question", "Can it run slower?"),
    "setup": ("setup", "--emergency", "112", "--date", "2026-12-03"),
    "backup": ("backup", "mine.db"),
    "restore": ("backup", "--restore", "before.db"),
    "print": ("print", "-o", "list.html"),
    "calendar": ("calendar", "-o", "visit.ics"),
    "report": ("report", "-o", "report.html"),
    "forget": ("forget", "--yes"),
    "copy": ("drink",),
    "first": ("drink",),
}


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Starter]:
    """Return the program. It is shared: starting it takes longest."""
    made = Starter(tmp_path_factory.mktemp("disk"))
    yield made
    made.close()


@pytest.fixture
def start(starter: Starter) -> Starter:
    """Return the program with a record, and a backup of what it was before the last entry."""
    for folder in (starter.home, starter.folder):
        shutil.rmtree(folder, ignore_errors=True)
    starter.folder.mkdir()
    starter.on("2026-12-01")
    starter("setup", "--date", "2026-12-02", "--emergency", "911")
    starter("drink")
    starter("log", "--date", "2026-11-04", "--brand", "Privigen", "--lot", "A123")
    starter("backup", "before.db")
    starter("feel", "5")
    return starter


def amounts(home: Path) -> dict[str, int]:
    """Return how many rows each table of a record has; nothing where there is none."""
    with closing(Store(str(home), paths.RECORD_NAME)) as store:
        store.read_through()
        if store._db is None:
            return {}
        names = [name for (name,) in store._db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        names.remove("about")
        return {name: store._db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}  # noqa: S608


def promised(name: str, found: dict[str, int]) -> dict[str, int]:
    """Return the amounts that must be right: a page does not wait for the id under which its ticks are kept."""
    return {**found, "setting": 0} if name == "print" else found


@pytest.mark.parametrize("name", COMMANDS)
def test_what_is_called_saved_is_there_and_what_is_not_is_not(start: Starter, name: str) -> None:
    words = COMMANDS[name]
    if name == "copy":
        start.on("2026-12-02")
    if name == "first":
        shutil.rmtree(start.home)
    kept = start.home.with_name("kept")
    put_back(start.home, kept)
    before = amounts(start.home)
    trace = Tracer(start)
    moments = trace.calls(*words)
    after = amounts(start.home)
    runs = [(moment, error) for moment in moments for error in ERRORS]
    chosen = Random(name).sample(runs, min(RUNS or len(runs), len(runs)))  # noqa: S311  # chance that can be repeated

    for moment, error in chosen:
        put_back(kept, start.home)
        for made in ("mine.db", "list.html", "visit.ics", "report.html"):
            (start.folder / made).unlink(missing_ok=True)
        ran = trace.failing_at(moment, error, *words)
        assert NET not in ran.err, (moment, error, ran)
        assert ran.code in (0, 1), (moment, error, ran)
        now = amounts(start.home) if name != "forget" or ran.code == 0 else before
        if "It does not know of this file." in ran.err:  # a page is worth more than a note of it
            free = {"file": 0, "setting": 0} if name == "calendar" else {"file": 0}
            assert {**now, **free} in ({**before, **free}, {**after, **free}), (moment, error, ran)
        elif ran.code == 0 or SAVED in ran.err:
            assert promised(name, now) == promised(name, after), (moment, error, ran)
        elif name in ("drink", "undo", "feel", "log", "setup", "copy", "first"):
            assert now == before or not (before or any(now.values())), (moment, error, ran)
        check_files(start, ran.code)


def check_files(start: Starter, code: int) -> None:
    """Check that every file with its final name is whole."""
    for path in (*start.folder.glob("*.db"), *start.home.glob("copies/*.db")):
        with closing(sqlite3.connect(path)) as db:
            assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)], path
    for path in start.folder.glob("*.html"):
        assert path.read_text(encoding="utf-8").endswith("</html>\n")
    assert code == 0 or not list(start.folder.glob(".ivig-prep-*"))
