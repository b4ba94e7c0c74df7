"""The record: real SQLite in a temp folder. What was entered is kept; what is doubtful is left as it is."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest

from ivig_prep.core.day.fluids import ADD, SET, UNDO, FluidEntry, drunk
from ivig_prep.core.day.phases import Infusion, ListKey
from ivig_prep.core.day.walk import DONE, NOT_FOR_ME, TO_DO, Reply
from ivig_prep.errors import CannotSave, Problem, RecordBusy, RecordNewer, RecordUnreadable
from ivig_prep.store.database import NEWEST, migrate
from ivig_prep.store.forgetting import forget
from ivig_prep.store.migrations import MIGRATIONS
from ivig_prep.store.store import Store
from ivig_prep.world import paths
from ivig_prep.world.folders import put_in_place
from ivig_prep.world.temporary import temporary

DAY = date(2026, 12, 1)
posix_only = pytest.mark.skipif(os.name != "posix", reason="Windows has no permission bits")


@pytest.fixture
def filled(store: Store, key: ListKey, now: datetime) -> Store:
    """Return a record with an entry of every kind, its file closed."""
    store.save_settings({"emergency": "911", "fits": ["port"]}, now)
    store.add_infusion(Infusion(0, date(2026, 12, 2), days=2, time="09:30"), now)
    store.add_reply(key, Reply("pack-warm", DONE), now)
    store.add_fluid(DAY, 250, now)
    store.close()
    return store


Again = Callable[[Store], Store]


@pytest.fixture
def again() -> Iterator[Again]:
    """Return the same record as another window opens it."""
    opened: list[Store] = []

    def open_again(store: Store) -> Store:
        opened.append(Store(os.path.dirname(store.path), os.path.basename(store.path)))
        return opened[-1]

    yield open_again
    for store in opened:
        store.close()


def rows(store: Store, sql: str) -> list[tuple[object, ...]]:
    """Return what stands in the file, read past the store."""
    with closing(sqlite3.connect(store.path)) as db:
        return db.execute(sql).fetchall()


def change(store: Store, sql: str) -> None:
    """Change the file behind the store's back."""
    with closing(sqlite3.connect(store.path)) as db, db:
        db.execute("PRAGMA ignore_check_constraints = ON")
        db.execute(sql)


def everything_read(store: Store, key: ListKey) -> Iterator[object]:
    """Read every kind of entry."""
    yield store.settings()
    yield store.past_infusion(DAY)
    yield store.coming_infusion(DAY)
    yield store.replies(key)
    yield store.fluids(DAY)


# Before the first entry


def test_reading_makes_nothing_on_disk(store: Store, key: ListKey, tmp_path: Path) -> None:
    assert list(everything_read(store, key)) == [{}, None, None, (), ()]
    assert not (tmp_path / "record").exists()


def test_undoing_nothing_says_so(store: Store, now: datetime) -> None:
    assert store.undo_fluid(DAY, now) is None


def test_entries_in_one_window_are_seen_by_one_that_read_before_the_first(
    again: Again, store: Store, now: datetime
) -> None:
    other = again(store)
    assert other.settings() == {}

    store.save_settings({"emergency": "911"}, now)

    assert other.settings() == {"emergency": "911"}
    other.close()


# What is kept


def test_every_kind_of_entry_survives_reopening(again: Again, filled: Store, key: ListKey) -> None:
    opened = again(filled)
    assert list(everything_read(opened, key)) == [
        {"emergency": "911", "fits": ["port"]},
        None,
        Infusion(1, date(2026, 12, 2), days=2, time="09:30"),
        (Reply("pack-warm", DONE),),
        (FluidEntry(1, ADD, 250),),
    ]


def test_an_entry_is_in_the_file_before_the_method_returns(store: Store, key: ListKey, now: datetime) -> None:
    store.add_reply(key, Reply("pack-warm", DONE), now)

    assert rows(store, "SELECT item, reply, at FROM reply") == [("pack-warm", DONE, now.isoformat())]


def test_replies_come_back_in_the_order_given(store: Store, key: ListKey, now: datetime) -> None:
    given = tuple(Reply("pack-warm", reply) for reply in (TO_DO, DONE, NOT_FOR_ME, DONE))
    for reply in given:
        store.add_reply(key, reply, now)

    assert store.replies(key) == given


OTHER_LISTS = [
    ListKey(2, 0, "day-before", ""),
    ListKey(1, 1, "day-before", ""),
    ListKey(1, 0, "day-after", ""),
    ListKey(1, 0, "day-before", "2"),
]


@pytest.mark.parametrize("other", OTHER_LISTS)
def test_each_list_has_its_own_replies(store: Store, key: ListKey, now: datetime, other: ListKey) -> None:
    store.add_reply(key, Reply("pack-warm", DONE), now)

    assert store.replies(other) == ()


def test_words_that_look_like_sql_are_words(store: Store, key: ListKey, now: datetime) -> None:
    words = "'; DROP TABLE reply; -- \U0001f600 {0} %s ?"
    store.add_reply(key, Reply(words, words), now)
    store.save_settings({words: words}, now)

    assert store.replies(key) == (Reply(words, words),)
    assert store.settings() == {words: words}


def test_fluids_of_a_day_are_added_set_and_taken_back(store: Store, now: datetime) -> None:
    store.add_fluid(DAY, 250, now)
    store.set_fluid(DAY, 1000, now)
    store.add_fluid(DAY, 300, now)

    assert store.undo_fluid(DAY, now) == FluidEntry(3, ADD, 300)
    assert store.undo_fluid(DAY, now) == FluidEntry(2, SET, 1000)
    assert drunk(store.fluids(DAY)) == 250
    assert [entry.kind for entry in store.fluids(DAY)] == [ADD, SET, ADD, UNDO, UNDO]
    assert store.fluids(DAY + timedelta(1)) == ()


def test_undo_stops_at_the_first_entry_of_the_day(store: Store, now: datetime) -> None:
    store.add_fluid(DAY - timedelta(1), 250, now)
    store.add_fluid(DAY, 250, now)

    assert store.undo_fluid(DAY, now)
    assert store.undo_fluid(DAY, now) is None
    assert drunk(store.fluids(DAY - timedelta(1))) == 250


def test_a_setting_keeps_its_former_versions(store: Store, now: datetime) -> None:
    for number in ("911", "112", "999"):
        store.save_settings({"emergency": number}, now)

    assert store.settings() == {"emergency": "999"}
    assert rows(store, "SELECT name, value FROM setting_history ORDER BY id") == [
        ("emergency", '"911"'),
        ("emergency", '"112"'),
    ]


def test_a_moved_infusion_keeps_its_former_date(store: Store, now: datetime) -> None:
    store.add_infusion(Infusion(0, date(2026, 12, 2)), now)
    moved = Infusion(1, date(2026, 12, 9), days=3, time="10:00", moves=1)

    store.change_infusion(moved, now)

    assert store.coming_infusion(DAY) == moved
    assert rows(store, "SELECT infusion, date, moves FROM infusion_history") == [(1, "2026-12-02", 0)]


def test_an_infusion_taken_back_is_no_longer_found_and_its_replies_stay(
    filled: Store, key: ListKey, now: datetime
) -> None:
    infusion = filled.coming_infusion(DAY)
    assert infusion

    filled.remove_infusion(infusion, now)

    assert filled.coming_infusion(DAY) is None
    assert filled.past_infusion(date(2027, 12, 1)) is None
    assert filled.replies(key) == (Reply("pack-warm", DONE),)
    assert rows(filled, "SELECT date FROM infusion_history") == [("2026-12-02",)]


@pytest.mark.parametrize(
    ("day", "past", "coming"),
    [
        ("2026-11-01", None, 1),
        ("2026-12-04", None, 1),
        ("2026-12-05", 1, 2),
        ("2026-12-29", 1, 2),
        ("2026-12-30", 2, 3),
        ("2027-06-01", 3, None),
    ],
)
def test_the_infusions_next_to_a_day_are_found(
    store: Store, now: datetime, day: str, past: int | None, coming: int | None
) -> None:
    for infusion in (Infusion(0, date(2026, 12, 2), days=3), Infusion(0, date(2026, 12, 29))):
        store.add_infusion(infusion, now)
    store.add_infusion(Infusion(0, date(2027, 1, 26)), now)

    before, ahead = store.past_infusion(date.fromisoformat(day)), store.coming_infusion(date.fromisoformat(day))

    assert (before.id if before else None, ahead.id if ahead else None) == (past, coming)


def test_settings_are_saved_all_together_or_not_at_all(filled: Store, now: datetime) -> None:
    change(
        filled,
        "CREATE TRIGGER full BEFORE INSERT ON setting WHEN new.name = 'night_phone'"
        " BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END",
    )

    with pytest.raises(CannotSave):
        filled.save_settings({"emergency": "112", "night_phone": "555 0101"}, now)

    assert filled.settings()["emergency"] == "911"


# Where it lies


@posix_only
@pytest.mark.parametrize("umask", [0o000, 0o077, 0o022])
def test_the_folder_is_0700_and_the_file_0600_under_any_umask(tmp_path: Path, umask: int) -> None:
    folder = tmp_path / "new" / "record"
    script = (
        "import os, sys; from datetime import datetime, UTC; from ivig_prep.store.store import Store\n"
        f"os.umask({umask}); store = Store(sys.argv[1], 'ivig-prep.db')\n"
        "store.save_settings({'emergency': '911'}, datetime(2026, 12, 1, tzinfo=UTC)); store.close()"
    )

    subprocess.run([sys.executable, "-c", script, str(folder)], check=True)

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {"ivig-prep.db": 0o600}


@posix_only
def test_every_file_on_the_way_is_private_from_its_first_byte(tmp_path: Path) -> None:
    """The record has another name while it is made, and a journal beside it while an entry is written."""
    script = """
import os, sys
from datetime import datetime, UTC
from ivig_prep.store import record as store
def look():
    for name in os.listdir(sys.argv[1]):
        print(name[:5], oct(os.stat(os.path.join(sys.argv[1], name)).st_mode & 0o777))
put_in_place = store.put_in_place
store.put_in_place = lambda *paths: (look(), put_in_place(*paths))
os.umask(0)
from ivig_prep.store.store import Store
record = Store(sys.argv[1], "record")
record.save_settings({"emergency": "911"}, datetime(2026, 12, 1, tzinfo=UTC))
with record._writing() as db:
    db.execute("UPDATE setting SET value = '112'")
    look()
record.close()
"""

    command = [sys.executable, "-c", script, str(tmp_path / "record")]
    seen = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()

    assert sorted(seen) == [".new- 0o600", "recor 0o600", "recor 0o600"]


@pytest.mark.parametrize("name", ["a b", "50% done?", "#1 & more=1", "Zo\u00eb", "it's;", "mode=ro"])
def test_a_folder_may_have_any_name(tmp_path: Path, now: datetime, name: str) -> None:
    store = Store(str(tmp_path / name), paths.RECORD_NAME)

    store.save_settings({"emergency": "911"}, now)
    store.close()

    assert [path.name for path in (tmp_path / name).iterdir()] == [paths.RECORD_NAME]


def test_a_file_where_the_folder_belongs_cannot_be_saved_in(tmp_path: Path, now: datetime) -> None:
    (tmp_path / "record").write_text("mine")
    store = Store(str(tmp_path / "record"), paths.RECORD_NAME)

    with pytest.raises(CannotSave, match="could not be saved"):
        store.save_settings({"emergency": "911"}, now)

    assert (tmp_path / "record").read_text() == "mine"


# What is doubtful is left as it is


def _truncated(whole: bytes) -> bytes:
    return whole[: len(whole) // 2]


def _cut_in_the_header(whole: bytes) -> bytes:
    return whole[:50]


def _zeroed(whole: bytes) -> bytes:
    return bytes(len(whole))


def _zeroed_after_the_first_page(whole: bytes) -> bytes:
    return whole[:4096] + bytes(len(whole) - 4096)


def _random(whole: bytes) -> bytes:
    return os.urandom(len(whole))


def _empty(_: bytes) -> bytes:
    return b""


def _words(_: bytes) -> bytes:
    return b"my notes, not a database\n"


DAMAGES = [_truncated, _cut_in_the_header, _zeroed, _zeroed_after_the_first_page, _random, _empty, _words]


def refuses_everything(store: Store, key: ListKey, now: datetime) -> None:
    """Check that reading and writing are both refused with a clear sentence and a next step."""
    tries = (
        store.settings,
        lambda: store.replies(key),
        lambda: store.fluids(DAY),
        lambda: store.coming_infusion(DAY),
        lambda: store.save_settings({"emergency": "112"}, now),
        lambda: store.add_reply(key, Reply("rest", DONE), now),
        lambda: store.add_fluid(DAY, 250, now),
        lambda: store.undo_fluid(DAY, now),
    )
    for attempt in tries:
        with pytest.raises(RecordUnreadable, match="left as it is") as refused:
            attempt()
        assert "Do not delete the record" in str(refused.value.next_step)
        store.close()


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__.strip("_"))
def test_a_damaged_record_is_refused_and_not_a_byte_is_changed(
    again: Again, filled: Store, key: ListKey, now: datetime, damage: object
) -> None:
    path = Path(filled.path)
    damaged = damage(path.read_bytes())  # type: ignore[operator]  # one of DAMAGES
    path.write_bytes(damaged)

    refuses_everything(again(filled), key, now)

    assert path.read_bytes() == damaged
    assert [file.name for file in path.parent.iterdir()] == [paths.RECORD_NAME]


def test_a_database_of_another_program_is_refused_and_not_a_byte_is_changed(
    store: Store, key: ListKey, now: datetime
) -> None:
    path = Path(store.path)
    path.parent.mkdir()
    change(store, "CREATE TABLE setting (name TEXT, value TEXT, at TEXT)")
    change(store, "PRAGMA user_version = 1")
    foreign = path.read_bytes()

    refuses_everything(store, key, now)

    assert path.read_bytes() == foreign


def test_an_empty_database_is_not_taken_for_an_empty_record(store: Store, key: ListKey, now: datetime) -> None:
    Path(store.path).parent.mkdir()
    change(store, "VACUUM")

    refuses_everything(store, key, now)


def test_a_folder_in_the_place_of_the_record_is_refused_and_stays(store: Store, key: ListKey, now: datetime) -> None:
    Path(store.path).mkdir(parents=True)

    refuses_everything(store, key, now)

    assert Path(store.path).is_dir()


@posix_only
def test_a_link_to_nowhere_is_refused_and_stays(store: Store, key: ListKey, now: datetime, tmp_path: Path) -> None:
    Path(store.path).parent.mkdir()
    Path(store.path).symlink_to(tmp_path / "a-disk-that-is-not-there")

    refuses_everything(store, key, now)

    assert Path(store.path).is_symlink()
    assert not (tmp_path / "a-disk-that-is-not-there").exists()


def test_a_newer_record_is_refused_and_not_a_byte_is_changed(
    again: Again, filled: Store, key: ListKey, now: datetime
) -> None:
    change(filled, f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    newer = Path(filled.path).read_bytes()
    opened = again(filled)

    for attempt in (opened.settings, lambda: opened.add_reply(key, Reply("rest", DONE), now)):
        with pytest.raises(RecordNewer, match="newer ivig-prep"):
            attempt()

    assert Path(filled.path).read_bytes() == newer


def test_a_saved_setting_that_is_damaged_is_told_in_words(again: Again, filled: Store) -> None:
    change(filled, "UPDATE setting SET value = '{not json' WHERE name = 'emergency'")

    with pytest.raises(RecordUnreadable):
        again(filled).settings()


def test_a_saved_date_that_is_damaged_is_told_in_words(again: Again, filled: Store) -> None:
    change(filled, "UPDATE infusion SET date = '2026-99-99'")

    with pytest.raises(RecordUnreadable):
        again(filled).coming_infusion(DAY)


def test_a_missing_table_is_told_in_words(again: Again, filled: Store) -> None:
    change(filled, "DROP TABLE fluid")

    with pytest.raises(RecordUnreadable):
        again(filled).fluids(DAY)


def test_every_refusal_is_a_sentence_with_a_next_step(again: Again, filled: Store) -> None:
    Path(filled.path).write_bytes(b"")

    with pytest.raises(Problem) as refused:
        again(filled).settings()

    assert refused.value.exit_code == 1
    assert filled.path in refused.value.sentence
    assert str(refused.value.next_step).endswith("Type: ivig-prep backup --restore FILE")


# Two windows at once

WRITE_25 = """
import sys
from datetime import date, datetime, UTC
from ivig_prep.store.store import Store
for _ in range(25):
    store = Store(sys.argv[1], "ivig-prep.db")
    store.add_fluid(date(2026, 12, 1), int(sys.argv[2]), datetime(2026, 12, 1, tzinfo=UTC))
    store.close()
"""


def test_four_windows_that_add_25_entries_each_keep_all_100(store: Store) -> None:
    folder = os.path.dirname(store.path)
    started = [
        subprocess.Popen([sys.executable, "-c", WRITE_25, folder, str(number)], stderr=subprocess.PIPE, text=True)
        for number in (1, 2, 3, 4)
    ]
    said = [program.communicate()[1] for program in started]

    assert said == [""] * 4
    assert sorted(entry.ml for entry in store.fluids(DAY)) == sorted([1, 2, 3, 4] * 25)
    assert os.listdir(folder) == [paths.RECORD_NAME]


def test_windows_that_make_the_record_at_the_same_moment_lose_nothing(tmp_path: Path, now: datetime) -> None:
    for turn in range(5):
        folder, barrier = tmp_path / str(turn), Barrier(6)

        def window(number: int, folder: Path = folder, barrier: Barrier = barrier) -> None:
            store = Store(str(folder), paths.RECORD_NAME)
            barrier.wait()
            store.add_fluid(DAY, number, now)
            store.close()

        windows = [Thread(target=window, args=(number,)) for number in range(6)]
        for thread in windows:
            thread.start()
        for thread in windows:
            thread.join()

        with closing(Store(str(folder), paths.RECORD_NAME)) as store:
            assert sorted(entry.ml for entry in store.fluids(DAY)) == [0, 1, 2, 3, 4, 5]
        assert os.listdir(folder) == [paths.RECORD_NAME]


def test_windows_that_undo_at_the_same_moment_each_take_back_another_entry(
    again: Again, store: Store, now: datetime
) -> None:
    for number in range(1, 9):
        store.add_fluid(DAY, number, now)
    barrier, undone = Barrier(4), list[FluidEntry | None]()

    def window() -> None:
        mine = Store(os.path.dirname(store.path), paths.RECORD_NAME)
        barrier.wait()
        undone.extend(mine.undo_fluid(DAY, now) for _ in range(2))
        mine.close()

    windows = [Thread(target=window) for _ in range(4)]
    for thread in windows:
        thread.start()
    for thread in windows:
        thread.join()

    assert sorted(entry.ml for entry in undone if entry) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert drunk(again(store).fluids(DAY)) == 0


def test_without_hard_links_the_record_is_still_put_in_place(
    again: Again, store: Store, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise OSError("not on this disk")

    monkeypatch.setattr(os, "link", no_links)
    store.add_fluid(DAY, 250, now)

    assert drunk(again(store).fluids(DAY)) == 250
    assert os.listdir(os.path.dirname(store.path)) == [paths.RECORD_NAME]


def test_a_half_made_record_is_never_found_as_one(
    again: Again, store: Store, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(store.path).parent

    def pulled_plug(*_: object) -> None:
        assert [path.name.startswith(".new-") for path in folder.iterdir()] == [True]
        raise KeyboardInterrupt

    monkeypatch.setattr("ivig_prep.store.record.put_in_place", pulled_plug)
    with pytest.raises(KeyboardInterrupt):
        store.add_fluid(DAY, 250, now)

    assert not Path(store.path).exists()
    assert again(store).fluids(DAY) == ()


def test_what_a_killed_program_left_half_made_is_passed_over(store: Store, now: datetime) -> None:
    folder = Path(store.path).parent
    folder.mkdir()
    (folder / ".new-123-abcdef01.db").write_bytes(b"SQLite format 3\x00 half")

    assert store.fluids(DAY) == ()
    store.add_fluid(DAY, 250, now)
    assert drunk(store.fluids(DAY)) == 250


HALF_MADE = (".new-123-abcdef01.db", ".new-123-abcdef01.db-journal")


def grown_old(path: Path) -> None:
    """Make a file look as if it was written two hours ago."""
    long_ago = path.stat().st_mtime - 7200
    os.utime(path, (long_ago, long_ago))


def test_what_a_killed_program_left_half_made_is_cleared_away_at_an_entry_an_hour_later(
    filled: Store, now: datetime
) -> None:
    folder = Path(filled.path).parent
    for name in (*HALF_MADE, ".new-plan.txt", "new-123-abcdef01.db"):
        (folder / name).write_bytes(b"half")
        grown_old(folder / name)

    filled.add_fluid(DAY, 250, now)

    assert sorted(os.listdir(folder)) == [".new-plan.txt", paths.RECORD_NAME, "new-123-abcdef01.db"]


@posix_only
def test_a_record_put_in_place_before_the_kill_loses_its_other_name_at_the_next_entry(
    filled: Store, now: datetime
) -> None:
    os.link(filled.path, Path(filled.path).with_name(HALF_MADE[0]))

    filled.add_fluid(DAY, 250, now)

    assert os.listdir(os.path.dirname(filled.path)) == [paths.RECORD_NAME]
    assert drunk(filled.fluids(DAY)) == 500


def test_what_another_window_is_making_now_stays(filled: Store, now: datetime) -> None:
    with temporary(os.path.dirname(filled.path)) as fresh:
        filled.add_fluid(DAY, 250, now)

        assert os.path.exists(fresh)


def test_a_window_that_sleeps_for_hours_while_it_makes_the_record_still_saves_its_entry(
    again: Again, store: Store, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = again(store)

    def after_hours(fresh: str, path: str) -> None:
        monkeypatch.undo()
        grown_old(Path(fresh))
        other.add_fluid(DAY, 250, now)
        assert not os.path.exists(fresh)
        put_in_place(fresh, path)

    monkeypatch.setattr("ivig_prep.store.record.put_in_place", after_hours)
    store.add_fluid(DAY, 300, now)

    assert drunk(store.fluids(DAY)) == 550


def test_forgetting_deletes_a_journal_before_its_record(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A journal that a kill leaves alone would be played into the next record made there."""
    folder = Path(filled.path).parent
    Path(filled.path).write_bytes(b"")  # SQLite would look into a journal beside a record that it can read
    (folder / f"{paths.RECORD_NAME}-journal").write_bytes(b"half")
    unlink = os.unlink

    def pulled_plug(_: str) -> None:
        raise KeyboardInterrupt

    def one_and_no_more(path: str) -> None:
        unlink(path)
        monkeypatch.setattr(os, "unlink", pulled_plug)

    monkeypatch.setattr(os, "unlink", one_and_no_more)
    with pytest.raises(KeyboardInterrupt):
        forget(str(folder), paths.RECORD_NAME, people=paths.PEOPLE, reports=paths.CRASH_REPORTS)

    assert os.listdir(folder) == [paths.RECORD_NAME]


def test_a_record_held_by_another_window_for_too_long_is_told_in_words(
    again: Again, filled: Store, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ivig_prep.store.record.WAIT_SECONDS", 0.05)

    with closing(sqlite3.connect(filled.path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(RecordBusy, match="Another window"):
            again(filled).add_fluid(DAY, 250, now)

    assert drunk(filled.fluids(DAY)) == 250


def test_a_program_that_is_killed_in_the_middle_of_an_entry_loses_only_that(again: Again, filled: Store) -> None:
    script = """
import os, sys
from ivig_prep.store.store import Store
store = Store(sys.argv[1], "ivig-prep.db")
with store._writing() as db:
    db.execute("PRAGMA cache_size = 1")
    db.execute("DELETE FROM fluid")
    db.execute("DELETE FROM setting")
    os._exit(9)
"""

    ended = subprocess.run([sys.executable, "-c", script, os.path.dirname(filled.path)], check=False)

    opened = again(filled)
    assert ended.returncode == 9
    assert drunk(opened.fluids(DAY)) == 250
    assert opened.settings()["emergency"] == "911"


def test_closing_lets_go_of_every_connection(
    store: Store, key: ListKey, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that is left open locks the file on Windows, and makes Python 3.13 warn."""
    connect, opened = sqlite3.connect, list[sqlite3.Connection]()

    def connect_and_note(*values: Any, **named: Any) -> sqlite3.Connection:
        opened.append(connect(*values, **named))
        return opened[-1]

    monkeypatch.setattr(sqlite3, "connect", connect_and_note)
    list(everything_read(store, key))
    store.add_fluid(DAY, 250, now)
    store.close()
    Path(store.path).write_bytes(b"my notes, not a database")
    with pytest.raises(RecordUnreadable):
        store.fluids(DAY)
    store.close()

    assert len(opened) >= 3
    for db in opened:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            db.execute("SELECT 1")


def test_a_window_of_an_older_program_never_sets_the_version_back(filled: Store) -> None:
    """Two programs of different age start at once: the newer upgrades after the older has looked."""
    change(filled, f"PRAGMA user_version = {len(MIGRATIONS) + 1}")

    with closing(sqlite3.connect(filled.path, isolation_level=None)) as db, suppress(Problem):
        migrate(db)

    assert rows(filled, "PRAGMA user_version") == [(len(MIGRATIONS) + 1,)]


# Older and newer versions

SECOND = (
    "CREATE TABLE added (day TEXT NOT NULL, added INTEGER NOT NULL);\nINSERT INTO added VALUES ('2026-12-01', 6);\n"
)
FAILING = "CREATE TABLE added (day TEXT);\nDELETE FROM reply;\nINSERT INTO no_such_table VALUES (1);\n"


def append(monkeypatch: pytest.MonkeyPatch, migration: str) -> None:
    """Let the program be one migration newer."""
    monkeypatch.setattr("ivig_prep.store.migrations.MIGRATIONS", (*MIGRATIONS, migration))
    monkeypatch.setattr("ivig_prep.store.database.NEWEST", NEWEST + 1)


def test_the_newest_version_is_the_number_of_migrations() -> None:
    assert len(MIGRATIONS) == NEWEST


def test_an_older_record_is_upgraded_and_keeps_everything(
    again: Again, filled: Store, key: ListKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(monkeypatch, SECOND)

    opened = again(filled)
    assert opened.replies(key) == (Reply("pack-warm", DONE),)
    assert opened.settings()["emergency"] == "911"
    assert rows(filled, "SELECT * FROM added") == [("2026-12-01", 6)]
    assert rows(filled, "PRAGMA user_version") == [(len(MIGRATIONS) + 1,)]


def test_an_upgrade_happens_once(again: Again, filled: Store, key: ListKey, monkeypatch: pytest.MonkeyPatch) -> None:
    append(monkeypatch, SECOND)

    for _ in range(3):
        opened = again(filled)
        assert opened.replies(key)

    assert rows(filled, "SELECT count(*) FROM added") == [(1,)]


def test_an_upgrade_that_fails_leaves_the_file_as_it_was(
    again: Again, filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Path(filled.path).read_bytes()
    append(monkeypatch, FAILING)

    with pytest.raises(Problem, match="left as it is"):
        again(filled).settings()

    assert Path(filled.path).read_bytes() == before


def test_a_new_record_has_the_newest_version(store: Store, now: datetime) -> None:
    store.add_fluid(DAY, 250, now)

    assert rows(store, "PRAGMA user_version") == [(len(MIGRATIONS),)]
    assert rows(store, "PRAGMA integrity_check") == [("ok",)]
