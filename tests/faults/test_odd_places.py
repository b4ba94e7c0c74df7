"""Folders, files and systems that are not as usual: nothing is lost, and nothing is called done that is not."""

import errno
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from faults_room import NET, PACKAGE, entries, fill, needs_root, posix_only, record, run, tree, without_power
from kit import PROGRAM, Program

from ivig_prep.core.diary.entries import Score
from ivig_prep.errors import CannotSave
from ivig_prep.store import rows
from ivig_prep.store.migrations import MIGRATIONS
from ivig_prep.store.store import Store
from ivig_prep.world import folders, paths
from ivig_prep.world.folders import put_in_place

RECORDS = Path(__file__).parents[1] / "examples" / "records"
DAY = date(2026, 12, 1)


@pytest.fixture
def filled(ivig: Program, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Return the program with a record and two copies."""
    fill(ivig, tmp_path_factory.getbasetemp() / "filled")
    return ivig


# A record that is gone, or in other hands


def test_a_record_that_is_gone_beside_its_copies_is_not_begun_anew(filled: Program) -> None:
    before = entries(filled)
    record(filled).unlink()
    left = tree(filled.home)

    ran = filled("drink")

    assert (ran.code, ran.out) == (1, "")
    assert "it is gone, and copies of it are still there" in ran.err
    assert "To start anew without it, type: ivig-prep forget" in ran.err
    assert tree(filled.home) == left
    assert filled("unwell", "chest", "pain").code == 0
    line = next(line for line in ran.err.splitlines() if line.startswith("Type: "))
    assert filled(*line.split()[2:]).code == 0
    assert entries(filled) == before


def test_after_forget_a_record_that_was_gone_begins_anew(filled: Program) -> None:
    record(filled).unlink()

    assert filled("forget", "--yes").code == 0
    assert filled("drink").code == 0


@pytest.mark.parametrize("ending", ["-journal", "-wal", "-shm"])
def test_a_file_of_sqlite_s_own_beside_a_missing_record_is_not_played_into_a_new_one(
    ivig: Program, ending: str
) -> None:
    ivig.home.mkdir()
    Path(f"{record(ivig)}{ending}").write_bytes(b"left")

    assert ivig("drink").code == 1
    assert os.listdir(ivig.home) == [f"ivig-prep.db{ending}"]


def test_copies_of_another_record_are_never_pushed_out(ivig: Program, tmp_path: Path) -> None:
    ivig.on("2026-11-01")("drink")
    ivig("backup", str(tmp_path / "other.db"))
    shutil.rmtree(ivig.home)
    for day in range(1, 7):
        ivig.on(f"2026-12-{day:02}")("feel", "5")
    shutil.copy(tmp_path / "other.db", ivig.home / "copies" / "ivig-prep-2026-11-01.db")

    for day in range(7, 12):
        ivig.on(f"2026-12-{day:02}")("feel", "5")

    names = sorted(path.name for path in (ivig.home / "copies").iterdir())
    assert names == ["ivig-prep-2026-11-01.db", *(f"ivig-prep-2026-12-{day:02}.db" for day in range(5, 12))]


def test_copies_of_an_older_version_are_known_as_of_the_same_record(ivig: Program) -> None:
    ivig.home.mkdir(mode=0o700)
    (ivig.home / "copies").mkdir(mode=0o700)
    for day in range(1, 8):
        shutil.copy(RECORDS / "version-3.db", ivig.home / "copies" / f"ivig-prep-2026-11-{day:02}.db")
    shutil.copy(RECORDS / "version-3.db", record(ivig))

    assert ivig("drink").code == 0

    names = sorted(path.name for path in (ivig.home / "copies").iterdir())
    assert names == [*(f"ivig-prep-2026-11-{day:02}.db" for day in range(2, 8)), "ivig-prep-2026-12-01.db"]


def test_what_restores_set_aside_is_kept_twenty_times_and_the_newest_of_another_record_too(
    store: Store, now: datetime, tmp_path: Path
) -> None:
    with closing(Store(str(tmp_path / "other"), paths.RECORD_NAME)) as other:
        other.save_score(Score(DAY, 1), now - timedelta(days=1))
        (tmp_path / "other.db").write_bytes(other.snapshot() or b"")
    store.save_score(Score(DAY, 5), now)
    (tmp_path / "mine.db").write_bytes(store.snapshot() or b"")
    copies = Path(store.path).parent / "copies"
    copies.mkdir(mode=0o700)
    shutil.copy(tmp_path / "other.db", copies / "before-restore-2026-01-01-000000-abcd.db")

    for minute in range(25):
        store.restore(str(tmp_path / "mine.db"), now + timedelta(minutes=minute))

    names = sorted(path.name for path in copies.iterdir())
    assert len(names) == 21
    assert names[0] == "before-restore-2026-01-01-000000-abcd.db"


@posix_only
def test_a_record_of_another_user_is_refused_in_words(filled: Program) -> None:
    needs_root()
    os.chown(record(filled), 54321, -1)

    ran = filled("today")

    assert ran.code == 1
    assert "it belongs to another user of this computer" in ran.err
    assert filled("unwell", "chest", "pain").code == 0


@posix_only
def test_a_record_that_stands_open_is_closed_at_the_next_entry(filled: Program) -> None:
    for path in (record(filled), *(filled.home / "copies").iterdir()):
        path.chmod(0o644)

    filled("drink")

    assert {stat.S_IMODE(path.stat().st_mode) for path in filled.home.rglob("*.db")} == {0o600}


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (words TEXT)",
        "CREATE INDEX mine ON fluid (ml)",
        "CREATE VIEW mine AS SELECT * FROM score",
        "CREATE TRIGGER mine AFTER INSERT ON fluid BEGIN SELECT 1; END",
        "ANALYZE",
    ],
)
def test_a_record_to_which_another_program_added_something_has_copies_that_can_be_brought_back(
    filled: Program, statement: str
) -> None:
    with closing(sqlite3.connect(record(filled))) as db:
        db.execute(statement)
    filled.on("2026-12-02")

    ran = filled("drink")
    before = entries(filled)
    copy = filled.home / "copies" / "ivig-prep-2026-12-02.db"

    assert (ran.code, ran.err) == (0, "")
    assert filled("backup", "--restore", str(copy)).code == 0
    assert entries(filled) == before


def test_what_a_restore_set_aside_is_named_where_it_is_the_newest_copy(filled: Program, tmp_path: Path) -> None:
    filled("backup", str(tmp_path / "mine.db"))
    filled("drink", "3")
    before = entries(filled)
    filled("backup", "--restore", str(tmp_path / "mine.db"))
    record(filled).write_bytes(b"ruined")

    said = filled("today").err

    line = next(line for line in said.splitlines() if line.startswith("Type: "))
    assert "before-restore-2026-12-01" in line
    assert filled(*line.split()[2:]).code == 0
    assert entries(filled) == before


# Forgetting


@posix_only
def test_forget_says_what_stays_where_the_folder_cannot_be_reached(
    ivig: Program, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    power = without_power()
    fill(ivig, tmp_path_factory.getbasetemp() / "filled")
    above = tmp_path / "above"
    above.mkdir()
    shutil.move(ivig.home, above / "records")
    world = {"IVIG_PREP_HOME": str(above / "records"), "IVIG_PREP_TODAY": "2026-12-01", "HOME": str(tmp_path)}
    above.chmod(0)
    try:
        ran = run("forget", "--yes", env=world, before=power)
    finally:
        above.chmod(0o700)

    assert ran.code == 1
    assert "Deleted." not in ran.out
    assert str(above / "records") in ran.err
    assert (above / "records" / "ivig-prep.db").exists()


@posix_only
def test_forget_says_that_a_disk_is_away(ivig: Program, tmp_path: Path) -> None:
    ivig.home.symlink_to(tmp_path / "a-disk-that-is-away" / "records")

    ran = ivig("forget", "--yes")

    assert (ran.code, "Deleted." in ran.out) == (1, False)
    assert "Not everything could be deleted" in ran.err


@posix_only
def test_forget_names_the_files_that_stay(filled: Program, tmp_path: Path) -> None:
    power = without_power()
    world = {"IVIG_PREP_HOME": str(filled.home), "IVIG_PREP_TODAY": "2026-12-01", "HOME": str(tmp_path)}
    (filled.home / "copies").chmod(0o500)
    try:
        ran = run("forget", "--yes", env=world, before=power)
    finally:
        (filled.home / "copies").chmod(0o700)

    assert ran.code == 1
    assert str(filled.home / "copies") in ran.err


def test_forget_everyone_deletes_copies_of_a_person_whose_record_is_gone(filled: Program) -> None:
    filled("--for", "Ann", "drink")
    (path,) = filled.home.glob("people/*/ivig-prep.db")
    path.unlink()

    assert filled("forget", "--everyone", "--yes").code == 0
    assert not filled.home.exists()


def test_forget_waits_for_no_writer_for_ever(filled: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ivig_prep.store.database.WAIT_SECONDS", 0.05)
    with closing(sqlite3.connect(record(filled), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE score SET score = 1")
        assert filled("forget", "--yes").code == 1
        other.execute("COMMIT")
    assert filled("forget", "--yes").code == 0


# Disks without hard links


@pytest.fixture(params=["refused", "unknown"])
def no_links(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give this process a disk without hard links, or a system that has no call for them."""

    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no hard links")

    if request.param == "refused":
        monkeypatch.setattr(os, "link", refuse)
    else:
        monkeypatch.delattr(os, "link")


@pytest.mark.usefixtures("no_links")
def test_without_hard_links_everything_is_saved_copied_and_brought_back(ivig: Program, tmp_path: Path) -> None:
    page, backup = tmp_path / "list.html", tmp_path / "mine.db"

    for words in (
        ("drink",),
        ("backup", str(backup)),
        ("print", "-o", str(page)),
        ("backup", "--restore", str(backup)),
    ):
        assert ivig(*words).code == 0
    record(ivig).write_bytes(b"ruined")
    assert ivig("backup", "--restore", str(backup)).code == 0

    kept = [path.read_bytes() for path in (ivig.home / "copies").glob("before-restore-*.db")]
    assert b"ruined" in kept
    assert page.exists()
    assert not list(ivig.home.rglob("*.part"))


@pytest.mark.usefixtures("no_links")
def test_without_hard_links_a_restore_that_is_killed_leaves_a_record(
    filled: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled("backup", str(tmp_path / "mine.db"))
    record(filled).write_bytes(b"ruined")

    def pulled_plug(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ivig_prep.store.restoring.replace", pulled_plug)
    filled("backup", "--restore", str(tmp_path / "mine.db"))

    assert record(filled).read_bytes() == b"ruined"


@pytest.mark.usefixtures("no_links")
@posix_only
def test_without_hard_links_two_first_starts_do_not_replace_each_other(tmp_path: Path) -> None:
    for turn in range(30):
        path, barrier = tmp_path / f"record-{turn}", Barrier(4)
        placed: list[tuple[str, bool]] = []

        def window(number: int, path: Path = path, barrier: Barrier = barrier, placed: list = placed) -> None:  # type: ignore[type-arg]
            fresh = tmp_path / f"fresh-{path.name}-{number}"
            fresh.write_text(str(number))
            barrier.wait()
            placed.append((str(number), put_in_place(str(fresh), str(path))))

        windows = [Thread(target=window, args=(number,)) for number in range(4)]
        for thread in windows:
            thread.start()
        for thread in windows:
            thread.join()

        (first,) = (number for number, was_placed in placed if was_placed)
        assert path.read_text() == first


# What was saved before something fails


def test_what_cannot_be_shown_after_it_was_saved_is_called_saved(
    filled: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    fluids = Store.fluids

    def broken(store: Store, day: date) -> object:
        if store._has_saved:
            with store._reporting():
                raise OSError(errno.EIO, "broken")
        return fluids(store, day)

    monkeypatch.setattr(Store, "fluids", broken)
    ran = filled("drink")

    assert ran.code == 1
    assert "What you entered is saved. Do not enter it again." in ran.err
    assert "could not be read" in ran.err
    assert "could not be saved" not in ran.err


@posix_only
@pytest.mark.faults
def test_an_entry_whose_folder_cannot_be_synced_after_the_commit_is_called_saved(
    filled: Program, tmp_path: Path
) -> None:
    if not shutil.which("strace"):
        pytest.skip("needs strace, which lets calls fail")
    world = {"IVIG_PREP_HOME": str(filled.home), "IVIG_PREP_TODAY": "2026-12-01", "HOME": str(tmp_path)}
    inject = ("-e", "inject=fdatasync,fsync:error=EIO", "-P", str(filled.home))
    ran = run("drink", "2", env=world, before=("strace", "-f", "-qq", "-o", os.devnull, *inject))
    if "ptrace" in ran.err.lower():
        pytest.skip("needs a machine where strace may follow a process")

    assert "Saved: 2 cups" in ran.out
    assert "It is saved, but the disk reported a fault." in ran.err
    assert '"drunk": 3' in filled("drink", "--json", "--undo").out or filled("today", "--json").code == 0


def test_settings_and_a_date_are_saved_together_or_not_at_all(filled: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    before = entries(filled)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Store, "change_infusion", full)

    assert filled("setup", "--emergency", "112", "--date", "2026-12-09").code == 1
    assert entries(filled) == before


def test_a_log_entry_with_a_question_is_saved_whole_or_not_at_all(
    filled: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = entries(filled)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Store, "add_question", full)
    ran = filled("log", "--lot", "B1", "--question", "Can it run slower?")

    assert (ran.code, "could not be saved" in ran.err) == (1, True)
    assert entries(filled) == before


def test_an_entry_that_is_refused_makes_no_record(ivig: Program) -> None:
    assert ivig("log", "--start", "10:00", "--end", "25:00", "--question", "Can it run slower?").code == 2
    assert not ivig.home.exists()


# Odd rows of an older record


def test_rows_of_an_older_record_that_do_not_fit_are_kept_beside_and_that_is_said(ivig: Program) -> None:
    ivig.home.mkdir(mode=0o700)
    shutil.copy(RECORDS / "version-3.db", record(ivig))
    record(ivig).chmod(0o600)
    with closing(sqlite3.connect(record(ivig))) as db, db:
        db.execute("UPDATE fluid SET ml = 'abc' WHERE id = 1")
        db.execute("UPDATE fluid SET day = 'now' WHERE id = 2")
        db.execute("INSERT INTO score VALUES ('2026-11-01', 5, CAST(x'ff41' AS TEXT), '2026-11-01T08:00:00+00:00')")

    ran = ivig("today")

    assert ran.code == 0
    assert "3 entries of your record cannot be shown by this version. Nothing was deleted." in ran.err
    with closing(sqlite3.connect(record(ivig))) as db:
        kept = db.execute('SELECT "table", row FROM odd_row ORDER BY id').fetchall()
    assert [table for table, _ in kept] == ["fluid", "fluid", "score"]
    assert '"abc"' in kept[0][1]
    assert '{"bytes": "ff41"}' in kept[2][1]
    assert ivig("drink").code == 0
    assert "cannot be shown" not in ivig("today").err


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS) + 1))
def test_every_row_of_a_real_older_record_is_there_after_the_upgrade(ivig: Program, version: int) -> None:
    ivig.home.mkdir(mode=0o700)
    shutil.copy(RECORDS / f"version-{version}.db", record(ivig))
    with closing(sqlite3.connect(record(ivig))) as db:
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        columns = {name: ", ".join(f'"{row[1]}"' for row in db.execute(f"PRAGMA table_info({name})")) for name in names}
        asked = {name: f"SELECT {named} FROM {name} ORDER BY 1" for name, named in columns.items()}  # noqa: S608  # its own
        before = {name: db.execute(question).fetchall() for name, question in asked.items()}

    assert ivig("today").code == 0

    with closing(sqlite3.connect(record(ivig))) as db:
        assert {name: db.execute(question).fetchall() for name, question in asked.items()} == before
        assert rows.saved_fingerprint(db) is None
        assert db.execute("SELECT count(*) FROM odd_row").fetchone() == (0,)


# Smaller things


UNSEEN = ("\u00ad", "\u034f", "\u115f", "\u180e", "\u2800", "\u3164", "\ufe00", "\ufe0f", "\uffa0", "\U000e0100")


@pytest.mark.parametrize("sign", UNSEEN, ids=lambda sign: f"U+{ord(sign):04X}")
def test_a_name_with_a_sign_that_nobody_sees_is_refused(ivig: Program, sign: str) -> None:
    for name in (f"Ann{sign}", sign):
        ran = ivig("--for", name, "drink")
        assert ran.code == 2
        assert "That is not a name for a person." in ran.err
    assert not ivig.home.exists()


@posix_only
@pytest.mark.parametrize("stand_in", [None, "2026-12-01"])
def test_a_time_zone_that_is_none_is_reported_once_and_utc_is_used(tmp_path: Path, stand_in: str | None) -> None:
    world = {
        "IVIG_PREP_HOME": str(tmp_path / "record"),
        "TZ": "XXX24",
        **({"IVIG_PREP_TODAY": stand_in} if stand_in else {}),
    }

    ran = run("drink", env=world)

    assert ran.code == 0
    assert ran.err.count("so the time is in UTC") == 1
    assert NET not in ran.err
    with closing(sqlite3.connect(tmp_path / "record" / "ivig-prep.db")) as db:
        (at,) = db.execute("SELECT at FROM fluid").fetchone()
    assert at.endswith("+00:00")


def test_a_question_of_24_000_words_is_answered_soon(ivig: Program) -> None:
    began = time.monotonic()

    assert ivig("learn", "headache " * 24_000).code == 0

    assert time.monotonic() - began < 10


@posix_only
@pytest.mark.parametrize(
    ("words", "mode"),
    [
        (("print", "-o", "page"), 0o644),
        (("print", "--blank", "-o", "page"), 0o644),
        (("handout", *PACKAGE, "-o", "page"), 0o644),
        (("report", "-o", "page"), 0o644),
    ],
)
def test_a_page_is_as_open_as_the_umask_says(
    filled: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: tuple[str, ...], mode: int
) -> None:
    monkeypatch.chdir(tmp_path)
    for umask, wanted in ((0o022, mode), (0o077, mode & 0o700)):
        before = os.umask(umask)
        try:
            assert filled(*words, "--force").code == 0
        finally:
            os.umask(before)
        assert stat.S_IMODE((tmp_path / "page").stat().st_mode) == wanted


def test_a_huge_file_that_is_in_the_way_is_not_read(filled: Program, tmp_path: Path) -> None:
    huge = tmp_path / "huge.html"
    with open(huge, "wb") as file:
        file.truncate(3_000_000_000)
    began = time.monotonic()

    ran = filled("print", "-o", str(huge))

    assert (ran.code, "A file is already there" in ran.err) == (1, True)
    assert time.monotonic() - began < 5
    assert huge.stat().st_size == 3_000_000_000


@pytest.mark.parametrize(
    "address",
    [
        "http://clinic.example/ivig_prep-0.1.0-py3-none-any.whl",
        "HTTP://clinic.example/ivig_prep-0.1.0-py3-none-any.whl",
        "git+http://clinic.example/ivig-prep.git",
        "ftp://clinic.example/ivig_prep-0.1.0.tar.gz",
        "https://ann:secret@clinic.example/ivig_prep-0.1.0-py3-none-any.whl",
        "https://secret@clinic.example/ivig_prep-0.1.0-py3-none-any.whl",
        "git+ssh://ann:secret@clinic.example/ivig-prep.git",
        "ivig-prep @ https://ann:secret@clinic.example/ivig_prep-0.1.0-py3-none-any.whl",
    ],
)
def test_an_address_that_is_not_safe_to_give_out_is_refused(ivig: Program, tmp_path: Path, address: str) -> None:
    ran = ivig("handout", "--package", address, "-o", str(tmp_path / "page.html"))

    assert ran.code == 2
    assert "secret" not in ran.err
    assert not (tmp_path / "page.html").exists()


def test_a_disk_that_cannot_sync_folders_is_written_to(
    store: Store, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: int) -> None:
        raise OSError(errno.EINVAL, "no sync of folders")

    monkeypatch.setattr(folders, "sync_handle", refuse)
    folders.sync_folder(os.path.dirname(os.path.dirname(store.path)))
    monkeypatch.undo()
    store.save_score(Score(DAY, 5), now)


def test_a_disk_that_fails_to_sync_a_folder_is_reported(
    store: Store, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: str) -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(folders, "sync_folder", refuse)

    with pytest.raises(CannotSave, match="could not be saved"):
        store.save_score(Score(DAY, 5), now)


# A PDF whose window is closed

BROWSER = """#!{python}
import os, sys, time
open({seen!r}, "w").write(str(os.getpid()) + " " + sys.argv[-1])
time.sleep(60)
"""


@pytest.fixture
def waiting(filled: Program, tmp_path: Path) -> "Iterator[tuple[subprocess.Popen[bytes], int, Path]]":
    """Start a PDF with a browser that hangs; return the program, the browser's process, and the page it was given."""
    seen, browser = tmp_path / "seen", tmp_path / "browser"
    browser.write_text(BROWSER.format(python=sys.executable, seen=str(seen)))
    browser.chmod(0o700)
    world = {
        **os.environ,
        "IVIG_PREP_BROWSER": str(browser),
        "IVIG_PREP_HOME": str(filled.home),
        "TMPDIR": str(tmp_path),
    }
    started = subprocess.Popen([*PROGRAM, "print", "--pdf", "-o", str(tmp_path / "list.pdf")], env=world)
    until = time.monotonic() + 20
    while not (seen.exists() and " " in seen.read_text()) and time.monotonic() < until:
        time.sleep(0.05)
    number, _, page = seen.read_text().partition(" ")
    yield started, int(number), Path(page)
    started.kill()
    started.wait()


def has_gone(process: int) -> bool:
    """Say whether a process goes within ten seconds: one that has ended is there until the system clears it away."""
    for _ in range(100):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


@posix_only
@pytest.mark.parametrize("sign", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT])
def test_a_pdf_whose_window_is_closed_leaves_no_page_and_no_browser(
    waiting: "tuple[subprocess.Popen[bytes], int, Path]", filled: Program, sign: signal.Signals
) -> None:
    started, browser, page = waiting
    assert page.is_relative_to(filled.home)

    started.send_signal(sign)
    code = started.wait(20)

    assert code == (130 if sign == signal.SIGINT else -sign)
    assert not page.parent.exists()
    assert has_gone(browser)


@posix_only
def test_the_page_of_a_pdf_that_was_killed_is_deleted_at_the_next_start_or_by_forget(
    waiting: "tuple[subprocess.Popen[bytes], int, Path]", filled: Program
) -> None:
    started, browser, page = waiting
    filled("today")
    assert page.exists()  # another window is at work on it
    started.kill()
    started.wait()
    os.kill(browser, signal.SIGKILL)
    assert page.exists()

    filled("today")
    assert not page.parent.exists()

    left = filled.home / ".new-page-1-abcdef01"
    left.mkdir()
    (left / "page.html").write_text("911")
    assert filled("forget", "--yes").code == 0
    assert not filled.home.exists()
