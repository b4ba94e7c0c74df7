"""A damaged record is refused in words that name the way back, stays as it is, and keeps no urgent answer away."""

import os
import re
import shlex
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from random import Random

import pytest
from faults_room import (
    DAMAGES,
    NET,
    NEWER,
    PACKAGE,
    WORDS_DAMAGED,
    entries,
    fill,
    fingerprint,
    posix_only,
    record,
    tree,
)
from kit import PROGRAM, Program

from ivig_prep.errors import Problem, RecordNewer, RecordUnreadable
from ivig_prep.store.store import Store
from ivig_prep.world import paths

ALWAYS = (
    ("unwell", "chest", "pain"),
    ("unwell", "--list"),
    ("unwell", "--json", "headache"),
    ("learn", "cost"),
    ("--help",),
    ("--version",),
    ("print", "--blank", "-o", "blank.html"),
    ("handout", *PACKAGE, "-o", "handout.html"),
)
REFUSED = (
    (),
    ("today",),
    ("today", "--json"),
    ("today", "--on", "2026-12-02"),
    ("drink",),
    ("drink", "--undo"),
    ("feel", "5"),
    ("log", "--brand", "Privigen"),
    ("log", "--list"),
    ("report",),
    ("report", "-o", "report.html"),
    ("print", "-o", "list.html"),
    ("calendar", "-o", "visit.ics"),
    ("setup", "--emergency", "112"),
    ("backup", "copy.db"),
)
EMERGENCY = re.compile(r"[Cc]all .{0,30}(911|emergency number)")


@pytest.fixture
def filled(
    ivig: Program, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Program:
    """Return the program with a record, in a folder where it may write pages."""
    monkeypatch.chdir(tmp_path)
    fill(ivig, tmp_path_factory.getbasetemp() / "filled")
    return ivig


@pytest.fixture(params=list(DAMAGES))
def damaged(request: pytest.FixtureRequest, filled: Program) -> Program:
    """Return the program with a record that has been damaged, in each way."""
    DAMAGES[request.param](record(filled))
    return filled


@pytest.fixture
def shell(tmp_path: Path) -> Path:
    """Return a folder with the command `ivig-prep`, for a real shell."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "ivig-prep").write_text(f'#!/bin/sh\nexec {shlex.join(PROGRAM)} "$@"\n')
    (folder / "ivig-prep").chmod(0o755)
    return folder


def to_type(said: str) -> str:
    """Return the one line that a message says to type."""
    (line,) = (line for line in said.splitlines() if line.startswith("Type: "))
    return line.removeprefix("Type: ")


def follow(said: str, shell: Path) -> subprocess.CompletedProcess[str]:
    """Type into a real shell what a message says to type."""
    world = {**os.environ, "PATH": f"{shell}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(["sh", "-c", to_type(said)], env=world, capture_output=True, text=True, check=False)


# Every command with every damage


def test_what_is_urgent_answers_whatever_the_record_is_like(damaged: Program) -> None:
    before = tree(damaged.home)

    for words in ALWAYS:
        ran = damaged(*words)
        assert (words, ran.code) == (words, 0)
        assert NET not in ran.err
        assert "Traceback" not in ran.err
        assert ran.out
    assert EMERGENCY.search(damaged("unwell", "chest", "pain").out)
    assert EMERGENCY.search(damaged("--help").out)
    assert EMERGENCY.search(Path("blank.html").read_text())
    assert EMERGENCY.search(Path("handout.html").read_text())
    assert tree(damaged.home) == before


def test_a_damaged_record_is_never_taken_for_an_empty_one_nor_changed(damaged: Program) -> None:
    before = tree(damaged.home)

    for words in REFUSED:
        ran = damaged(*words)
        assert (words, ran.code) == (words, 1)
        assert "Your record could not be read" in ran.err
        assert "copies" in ran.err
        assert NET not in ran.err
    assert tree(damaged.home) == before
    assert not Path("copy.db").exists()


@pytest.mark.parametrize("damage", WORDS_DAMAGED)
def test_words_that_are_damaged_are_told_by_every_command_that_reads_them(filled: Program, damage: str) -> None:
    WORDS_DAMAGED[damage](record(filled))

    ran = {words: filled(*words) for words in (*ALWAYS, *REFUSED)}

    assert [words for words in ALWAYS if ran[words].code] == []
    assert [words for words, done in ran.items() if NET in done.err or done.code > 1] == []
    assert [w for w, done in ran.items() if done.code and "Your record could not be read" not in done.err] == []
    assert ran[("today",)].code == ran[("report",)].code == 1


def test_today_says_the_emergency_line_before_its_error(damaged: Program) -> None:
    ran = damaged("today")

    assert ran.code == 1
    assert EMERGENCY.search("\n".join(ran.out.splitlines()[:4]))


def test_a_newer_record_is_refused_by_all_that_needs_it_and_stays(filled: Program) -> None:
    NEWER(record(filled))
    before = tree(filled.home)

    assert {words: filled(*words).code for words in (*ALWAYS, *REFUSED)} == {
        **dict.fromkeys(ALWAYS, 0),
        **dict.fromkeys(REFUSED, 1),
    }
    assert "Install the newest ivig-prep" in filled("drink").err
    assert tree(filled.home) == before


def test_a_record_held_by_another_window_keeps_no_urgent_answer_away(
    filled: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ivig_prep.store.record.WAIT_SECONDS", 0.01)
    monkeypatch.setattr("ivig_prep.env.IMPATIENT_SECONDS", 0.01)

    with closing(sqlite3.connect(record(filled), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        codes = {words: filled(*words).code for words in (*ALWAYS, *REFUSED)}
        said = filled("drink").err

    assert codes == {**dict.fromkeys(ALWAYS, 0), **dict.fromkeys(REFUSED, 1)}
    assert "Another window is using your record" in said
    assert filled("drink").code == 0


@pytest.mark.parametrize("damage", sorted(DAMAGES))
def test_forget_deletes_a_damaged_record_too(filled: Program, damage: str) -> None:
    DAMAGES[damage](record(filled))

    ran = filled("forget", "--yes")

    assert NET not in ran.err
    if damage.startswith("a-folder"):  # what somebody keeps in it is not ours to delete, and that is said
        assert ran.code == 1
        assert "could be deleted" in ran.err
    else:
        assert ran.code == 0
        assert not filled.home.exists()


def test_forget_deletes_a_link_and_not_what_it_leads_to(filled: Program, tmp_path: Path) -> None:
    DAMAGES["a-link-to-a-record"](record(filled))
    before = (tmp_path / "elsewhere.db").read_bytes()

    filled("forget", "--yes")

    assert (tmp_path / "elsewhere.db").read_bytes() == before


# The way back


@pytest.mark.parametrize("damage", sorted({**DAMAGES, **WORDS_DAMAGED}))
def test_the_line_that_is_printed_brings_everything_back(filled: Program, damage: str) -> None:
    before = entries(filled)
    {**DAMAGES, **WORDS_DAMAGED}[damage](record(filled))
    ruin = fingerprint(record(filled)) if os.path.lexists(record(filled)) else None
    said = filled("report").err
    copy = filled.home / "copies" / "ivig-prep-2026-12-01.db"

    ran = filled(*shlex.split(to_type(said))[1:])

    assert "Tuesday 1 December 2026" in said
    assert str(copy) in said
    assert (ran.code, ran.err) == (0, "")
    assert entries(filled) == before
    (kept,) = (path for path in (filled.home / "copies").iterdir() if path.name.startswith("before-restore"))
    assert str(kept) in ran.out
    if ruin is not None and damage not in WORDS_DAMAGED:
        assert fingerprint(kept) == ruin
    assert filled("drink").code == 0


@posix_only
@pytest.mark.parametrize("name", ["Ann Marie", "O'Neill", 'Jo "$HOME" `id`', "Zo\u00eb", "Ann"])
def test_the_line_names_the_person_and_holds_in_a_shell(
    ivig: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, shell: Path, name: str
) -> None:
    home = tmp_path / 'it\'s 100% $5 `mine`; "Zo\u00eb" \\ !x'
    monkeypatch.setenv("IVIG_PREP_HOME", str(home))
    ivig("drink", "3")
    ivig("--for", name, "drink", "2")
    (path,) = home.glob("people/*/ivig-prep.db")
    path.write_bytes(b"ruined")

    ran = follow(ivig("drink", "--for", name).err, shell)

    assert ran.returncode == 0, ran.stderr
    assert '"drunk": 3' in ivig("--for", name, "drink", "--json").out
    assert '"drunk": 4' in ivig("drink", "--json").out


def test_the_newest_copy_that_is_whole_is_named(filled: Program) -> None:
    newest, older = (filled.home / "copies" / f"ivig-prep-2026-{day}.db" for day in ("12-01", "11-30"))
    for path in (newest, record(filled)):
        path.write_bytes(path.read_bytes()[:-1])

    said = filled("today").err
    assert "Monday 30 November 2026" in said
    assert to_type(said) == f"ivig-prep backup --restore {older}"

    older.write_bytes(b"")
    said = filled("today").err
    assert "There is no automatic copy that can be read." in said
    assert to_type(said) == "ivig-prep backup --restore FILE"


@pytest.mark.parametrize("damage", sorted({**DAMAGES, **WORDS_DAMAGED}.keys() - {"a-link-to-a-record"}))
def test_a_damaged_copy_is_never_named(filled: Program, damage: str) -> None:
    record(filled).write_bytes(b"ruined")
    copy = filled.home / "copies" / "ivig-prep-2026-12-01.db"
    {**DAMAGES, **WORDS_DAMAGED}[damage](copy)

    said = filled("today").err

    assert str(copy) not in said
    assert "ivig-prep-2026-11-30.db" in said


def test_a_copy_of_a_day_to_come_is_the_last_to_be_named(filled: Program) -> None:
    """A clock that stood in 2031 for a day made it: it is older than it says."""
    copies = filled.home / "copies"
    shutil.copy(copies / "ivig-prep-2026-11-30.db", copies / "ivig-prep-2031-01-01.db")
    record(filled).write_bytes(b"ruined")

    assert "ivig-prep-2026-12-01.db" in to_type(filled("today").err)

    for path in copies.glob("ivig-prep-2026*"):
        path.unlink()
    assert "ivig-prep-2031-01-01.db" in to_type(filled("today").err)


def test_a_backup_of_ones_own_brings_back_a_record_without_copies(filled: Program) -> None:
    filled("backup", "mine.db")
    before = entries(filled)
    shutil.rmtree(filled.home / "copies")
    record(filled).write_bytes(b"ruined")

    assert "no automatic copy" in filled("drink").err
    assert filled("backup", "--restore", "mine.db").code == 0
    assert entries(filled) == before


@pytest.mark.parametrize("kind", ["file", "link to nowhere"])
def test_a_damaged_record_is_kept_beside_the_new_one_where_the_copies_have_no_folder(
    filled: Program, kind: str, tmp_path: Path
) -> None:
    filled("backup", "mine.db")
    _break_the_copies(filled, kind)
    record(filled).write_bytes(b"ruined")

    ran = filled("backup", "--restore", "mine.db")

    (kept,) = filled.home.glob("before-restore-*.db")
    assert ran.code == 0
    assert str(kept) in ran.out
    assert kept.read_bytes() == b"ruined"
    filled("forget", "--yes")
    assert not kept.exists()


def test_a_journal_of_the_damaged_record_is_not_played_into_the_new_one(filled: Program) -> None:
    """A writer that is killed with pages in the file leaves a journal that SQLite would roll back."""
    hot = _hot_journal(record(filled))
    record(filled).write_bytes(b"")
    before = Path(hot).read_bytes()

    assert filled(*shlex.split(to_type(filled("today").err))[1:]).code == 0

    assert filled("drink", "--json").code == 0
    assert not os.path.exists(hot)
    (kept,) = (filled.home / "copies").glob("before-restore-*-journal")
    assert kept.read_bytes() == before


def test_a_lost_record_whose_journal_is_left_is_not_begun_anew(filled: Program) -> None:
    _hot_journal(record(filled))
    record(filled).unlink()
    before = tree(filled.home)

    ran = filled("drink")

    assert ran.code == 1
    assert "only its journal is left" in ran.err
    assert tree(filled.home) == before


@pytest.mark.parametrize("content", [b"", b"leftover", bytes(512), bytes.fromhex("d9d505f920a163d7") + bytes(504)])
def test_a_dead_journal_beside_a_whole_record_takes_nothing_away(filled: Program, content: bytes) -> None:
    before = entries(filled)
    Path(f"{record(filled)}-journal").write_bytes(content)

    assert entries(filled) == before
    assert filled("drink").code == 0


def _hot_journal(path: Path) -> str:
    """Leave the journal of a writer that was killed in the middle of an entry."""
    script = (
        "import os, sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.execute('PRAGMA cache_size = 1');"
        " db.execute('DELETE FROM setting'); db.execute('DELETE FROM fluid'); db.execute('DELETE FROM treatment');"
        " os._exit(9)"
    )
    subprocess.run([*PROGRAM[:1], "-c", script, str(path)], check=False)
    journal = f"{path}-journal"
    assert os.path.getsize(journal) > 512
    return journal


# Damage anywhere in the file


@pytest.fixture
def whole(store: Store, filled: Program) -> Iterator[bytes]:
    """Return the bytes of a whole record; `store` then looks at whatever is put in its place."""
    os.makedirs(os.path.dirname(store.path))
    yield record(filled).read_bytes()
    store.close()


def refuses(store: Store, now: datetime) -> bool:
    """Say whether reading and writing are both refused."""
    try:
        store.settings()
    except RecordUnreadable:
        with pytest.raises(RecordUnreadable):
            store.save_settings({"emergency": "112"}, now)
        return True
    finally:
        store.close()
    return False


def test_a_record_cut_at_any_length_is_refused_and_stays(store: Store, whole: bytes, now: datetime) -> None:
    pages = range(0, len(whole), 4096)
    lengths = sorted({*range(0, 120, 7), *range(0, len(whole), 997), *(n + d for n in pages for d in (-1, 0, 1))})
    path = Path(store.path)
    taken = []

    for length in lengths:
        if length >= 0:
            path.write_bytes(whole[:length])
            if not refuses(store, now):
                taken.append(length)
            assert path.read_bytes() == whole[:length]

    path.write_bytes(whole)
    assert taken == []
    assert not refuses(store, now)


def test_an_entry_that_lost_its_last_letter_is_not_shown_as_whole(store: Store, now: datetime) -> None:
    """A long question fills the last page to its last byte. SQLite alone would read what was cut off as zeros."""
    path = Path(store.path)
    for length in range(9000, 12000, 100):
        store.add_question("y" * length, now)
        store.close()
        whole = path.read_bytes()
        if whole[-1]:
            break
    assert whole[-1]
    path.write_bytes(whole[:-1])

    assert refuses(store, now)
    assert path.read_bytes() == whole[:-1]


def test_no_byte_that_is_changed_is_met_without_words(store: Store, filled: Program, whole: bytes) -> None:
    """SQLite has no checksums, so a changed letter in a note is not found. All else is refused, in words."""
    places = [place for place, byte in enumerate(whole) if byte and place >= 100]
    found, taken = 0, []
    for seed in range(300):
        ruined = _with_changed_bytes(whole, places, Random(seed))  # noqa: S311  # chance that can be repeated
        Path(store.path).write_bytes(ruined)
        try:
            store.read_through()
        except RecordUnreadable:
            found += 1
            assert Path(store.path).read_bytes() == ruined
        else:
            taken.append(ruined)
        store.close()

    assert found > 200
    for ruined in taken[:6]:
        record(filled).write_bytes(ruined)
        for words in (("today", "--json"), ("report",), ("feel", "5"), ("print", "--text", "-o", "-")):
            ran = filled(*words)
            assert (words, NET in ran.err, ran.code in (0, 1)) == (words, False, True)


def _with_changed_bytes(whole: bytes, places: list[int], chance: Random) -> bytes:
    ruined = bytearray(whole)
    for _ in range(chance.choice((1, 3))):
        ruined[chance.choice(places)] = chance.randrange(256)
    return bytes(ruined)


def test_a_damaged_record_takes_the_place_of_no_whole_copy(store: Store, whole: bytes) -> None:
    """Damage that only shows in an index is found by the check of the copy, before an old copy is dropped."""
    path = Path(store.path)
    path.write_bytes(whole)
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA writable_schema = ON")
        db.execute("UPDATE sqlite_schema SET sql = 'CREATE INDEX fluid_day ON fluid (kind)' WHERE name = 'fluid_day'")
        db.commit()
    before = path.read_bytes()

    with pytest.raises(Problem):
        store.snapshot()

    assert path.read_bytes() == before


# The folder of the copies


def _break_the_copies(ivig: Program, kind: str) -> None:
    copies = ivig.home / "copies"
    shutil.rmtree(copies)
    if kind == "file":
        copies.write_text("mine")
    elif kind == "link to nowhere":
        copies.symlink_to(ivig.home / "a-disk-that-is-away")


@pytest.mark.parametrize("kind", ["file", pytest.param("link to nowhere", marks=posix_only)])
def test_a_broken_folder_of_copies_does_not_stop_saving_and_is_told_once(filled: Program, kind: str) -> None:
    _break_the_copies(filled, kind)
    before = fingerprint(filled.home / "copies")

    ran = filled("setup", "--emergency", "112", "--date", "2026-12-09", "--clinic-phone", "555 0100")

    assert ran.code == 0
    assert ran.err.count("could not be made") == 1
    assert str(filled.home / "copies") in ran.err
    assert '"number": "112"' in filled("today", "--json").out
    assert fingerprint(filled.home / "copies") == before


def test_a_copy_of_today_that_is_no_copy_stays_and_stops_nothing(filled: Program) -> None:
    copy = filled.home / "copies" / "ivig-prep-2026-12-01.db"
    copy.write_text("mine")

    assert filled("drink").code == 0
    assert copy.read_text() == "mine"


def test_copies_of_days_to_come_push_no_copy_out(filled: Program) -> None:
    """Ten days with the clock in 2099, then the right day again: its copies are made and stay."""
    for day in range(1, 11):
        assert filled.on(f"2099-01-{day:02}")("drink").code == 0

    for day in range(2, 12):
        assert filled.on(f"2026-12-{day:02}")("drink").code == 0

    names = sorted(os.listdir(filled.home / "copies"))
    assert [name for name in names if "2026" in name] == [f"ivig-prep-2026-12-{day:02}.db" for day in range(5, 12)]


def test_a_newer_record_is_not_brought_down_by_a_restore_that_fails(filled: Program) -> None:
    NEWER(record(filled))
    before = tree(filled.home)
    Path("no-backup.db").write_bytes(b"ruined")

    assert filled("backup", "--restore", "no-backup.db").code == 1

    assert tree(filled.home) == before
    with closing(Store(str(filled.home), paths.RECORD_NAME)) as store, pytest.raises(RecordNewer):
        store.settings()
