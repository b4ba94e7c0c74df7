"""Copies of a record: the one of the day, the backup, and bringing one back while others are at work."""

import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from kit import Program

from ivig_prep.core.diary.entries import Score
from ivig_prep.errors import RecordBusy, RecordUnreadable
from ivig_prep.store import restoring
from ivig_prep.store.migrations import MIGRATIONS
from ivig_prep.store.store import Store
from ivig_prep.world import paths

RECORDS = Path(__file__).parent / "examples" / "records"
"""A small record of each version, as the program of that time wrote it."""

DAY = date(2026, 12, 1)
posix_only = pytest.mark.skipif(os.name != "posix", reason="Windows has no permission bits")


@pytest.fixture
def daily(store: Store) -> Store:
    """Return a record that makes a copy each day; it is the first of December."""
    store.today = lambda: DAY
    return store


def score_on(store: Store, day: date, now: datetime) -> None:
    store.today = lambda: day
    store.save_score(Score(day, 5), now)


def folder(store: Store) -> Path:
    return Path(store.path).parent


def in_copy(path: str | Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute("SELECT day, score FROM score ORDER BY day").fetchall()


@contextmanager
def held(path: str, how: str) -> Iterator[None]:
    """Hold a record as another window would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(f"BEGIN {how}")
        db.execute("SELECT * FROM score").fetchall()
        yield


# The copy of the day


def test_each_day_something_changed_has_its_copy(store: Store, now: datetime) -> None:
    for days in (0, 1, 5):
        score_on(store, DAY + timedelta(days), now)

    assert [os.path.basename(path) for path in store.daily_copies()] == [
        "ivig-prep-2026-12-01.db",
        "ivig-prep-2026-12-02.db",
        "ivig-prep-2026-12-06.db",
    ]
    assert in_copy(store.daily_copies()[1]) == [("2026-12-01", 5), ("2026-12-02", 5)]


def test_reading_and_a_second_entry_make_no_other_copy(daily: Store, now: datetime) -> None:
    daily.scores()
    assert not folder(daily).exists()

    score_on(daily, DAY, now)
    first = Path(daily.daily_copies()[0]).read_bytes()
    score_on(daily, DAY, now + timedelta(hours=1))

    assert [Path(path).read_bytes() for path in daily.daily_copies()] == [first]


def test_seven_copies_are_kept_and_a_foreign_file_beside_them_stays(store: Store, now: datetime) -> None:
    score_on(store, DAY, now)
    foreign = folder(store) / "copies" / "letter.txt"
    foreign.write_text("mine")

    for days in range(1, 12):
        score_on(store, DAY + timedelta(days), now)

    assert len(store.daily_copies()) == 7
    assert store.daily_copies()[0].endswith("2026-12-06.db")
    assert foreign.read_text() == "mine"
    assert sorted(os.listdir(folder(store))) == ["copies", "ivig-prep.db"]


@posix_only
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o277])
def test_a_copy_is_0600_in_a_0700_folder_under_any_umask(daily: Store, now: datetime, umask: int) -> None:
    before = os.umask(umask)
    try:
        score_on(daily, DAY, now)
        kept = daily.restore(daily.daily_copies()[0], now)
    finally:
        os.umask(before)

    assert kept is not None
    assert stat.S_IMODE(os.stat(os.path.dirname(kept)).st_mode) & 0o077 == 0
    for path in (*daily.daily_copies(), kept):
        assert stat.S_IMODE(os.stat(path).st_mode) & 0o177 == 0


def test_a_copy_that_fails_never_fails_the_entry(daily: Store, now: datetime) -> None:
    folder(daily).mkdir()
    (folder(daily) / "copies").write_text("a file stands where the folder belongs")

    score_on(daily, DAY, now)

    assert daily.score(DAY) == Score(DAY, 5)
    assert sorted(os.listdir(folder(daily))) == ["copies", "ivig-prep.db"]


# A backup


def test_a_snapshot_is_a_whole_record_of_this_version(store: Store, now: datetime) -> None:
    assert store.snapshot() is None

    store.save_score(Score(DAY, 5), now)
    content = store.snapshot()

    assert content is not None
    with closing(sqlite3.connect(":memory:")) as db:
        db.deserialize(content)
        assert db.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        assert db.execute("SELECT score FROM score").fetchall() == [(5,)]
    assert os.listdir(folder(store)) == ["ivig-prep.db"]


def test_a_damaged_record_is_no_backup(store: Store, now: datetime) -> None:
    store.save_score(Score(DAY, 5), now)
    store.close()
    Path(store.path).write_bytes(b"ruined" * 1000)

    with pytest.raises(RecordUnreadable):
        store.snapshot()


# Bringing one back


@pytest.fixture
def backup(store: Store, now: datetime, tmp_path: Path) -> str:
    """Return the path of a backup with one score of 5, while the record has gone on to 9."""
    store.save_score(Score(DAY, 5), now)
    path = tmp_path / "backup.db"
    path.write_bytes(store.snapshot() or b"")
    store.save_score(Score(DAY, 9), now)
    return str(path)


def test_a_window_that_is_open_sees_what_was_brought_back(store: Store, backup: str, now: datetime) -> None:
    with closing(Store(str(folder(store)), paths.RECORD_NAME)) as other:
        assert other.score(DAY) == Score(DAY, 9)

        kept = store.restore(backup, now)

        assert other.score(DAY) == Score(DAY, 5)
        other.save_score(Score(DAY + timedelta(1), 7), now)
        assert store.score(DAY + timedelta(1)) == Score(DAY + timedelta(1), 7)
    assert kept is not None
    assert in_copy(kept) == [("2026-12-01", 9)]


def test_bringing_back_waits_for_another_window_no_longer_than_an_entry_does(
    store: Store, backup: str, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restoring, "WAIT_SECONDS", 0.2)

    for how in ("IMMEDIATE", "EXCLUSIVE", "DEFERRED"):
        with held(store.path, how), pytest.raises(RecordBusy):
            store.restore(backup, now)

    assert store.score(DAY) == Score(DAY, 9)
    store.restore(backup, now)
    assert store.score(DAY) == Score(DAY, 5)


def test_the_copy_of_the_day_does_not_wait_for_ever(daily: Store, now: datetime) -> None:
    score_on(daily, DAY, now)
    daily.wait_at_most(0.1)

    with held(daily.path, "EXCLUSIVE"), pytest.raises(RecordBusy):
        daily.snapshot()


def test_an_older_backup_is_brought_up_to_this_version(store: Store, now: datetime, tmp_path: Path) -> None:
    store.save_settings({"emergency": "911"}, now)
    path = tmp_path / "old.db"
    shutil.copy(RECORDS / "version-2.db", path)
    before = path.read_bytes()

    store.restore(str(path), now)

    assert store.settings()["emergency"] == "112"
    store.save_score(Score(DAY, 5), now)
    assert path.read_bytes() == before


def test_the_record_can_be_brought_back_from_its_own_automatic_copy(daily: Store, now: datetime) -> None:
    score_on(daily, DAY, now)
    daily.save_score(Score(DAY, 9), now)

    daily.restore(daily.daily_copies()[0], now)

    assert daily.score(DAY) == Score(DAY, 5)


def test_a_damaged_record_is_moved_aside_byte_for_byte(store: Store, backup: str, now: datetime) -> None:
    store.close()
    Path(store.path).write_bytes(b"ruined" * 100)

    kept = store.restore(backup, now)

    assert kept is not None
    assert Path(kept).read_bytes() == b"ruined" * 100
    assert store.score(DAY) == Score(DAY, 5)


def test_the_record_s_description_names_every_table_and_column(store: Store, now: datetime) -> None:
    written = (Path(__file__).parent.parent / "docs" / "record.md").read_text(encoding="utf-8")
    store.save_score(Score(DAY, 5), now)

    with closing(sqlite3.connect(store.path)) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        columns = {row[1] for table in tables for row in db.execute(f"PRAGMA table_info({table})")}

    assert [name for name in (*tables, *columns) if f"`{name}`" not in written] == []
    assert f"now {len(MIGRATIONS)}." in written


def test_a_folder_in_place_of_a_backup_leads_to_a_line_that_works(ivig: Program, tmp_path: Path) -> None:
    ivig("drink")

    ran = ivig("backup", str(tmp_path))

    assert ran.code == 1
    assert "-o" not in ran.err.split()
    assert "ivig-prep backup my-infusions.db" in ran.err
