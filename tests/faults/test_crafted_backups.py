"""A backup that somebody changed, by accident or on purpose: refused in one sentence, and nothing is changed."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from faults_room import NET, entries, fill, record, tree
from kit import Program

from ivig_prep.store.migrations import MIGRATIONS

RECORDS = Path(__file__).parents[1] / "examples" / "records"

NO_TRIGGERS = "".join(f"DROP TRIGGER score_{name}; " for name in ("kept", "taken_away", "changed", "ended"))
"""What must go before a column of the scores can."""

SHAPES: dict[str, str] = {
    "no-table": "DROP TABLE score",
    "no-tables-at-all": "".join(
        f"DROP TABLE {name};"
        for name in (
            *("setting", "setting_history", "infusion", "infusion_history", "reply", "fluid", "file", "treatment"),
            *(
                "treatment_history",
                "lot",
                "premed",
                "reaction",
                "question",
                "score",
                "score_history",
                "odd_row",
                "about",
            ),
        )
    ),
    "a-table-more": "CREATE TABLE mine (words TEXT)",
    "a-column-less": NO_TRIGGERS + "ALTER TABLE score DROP COLUMN note",
    "a-column-more": "ALTER TABLE score ADD COLUMN mine TEXT",
    "a-column-renamed": "ALTER TABLE score RENAME COLUMN note TO words",
    "a-table-renamed": "ALTER TABLE score RENAME TO scores",
    "a-view-named-like-a-table": "DROP TABLE score; CREATE VIEW score AS SELECT day, ml, kind, at FROM fluid",
    "a-view-more": "CREATE VIEW mine AS SELECT * FROM score",
    "a-trigger-that-swallows": "CREATE TRIGGER mine BEFORE INSERT ON fluid BEGIN SELECT RAISE(IGNORE); END",
    "a-trigger-that-deletes": "CREATE TRIGGER mine AFTER INSERT ON fluid BEGIN DELETE FROM score; END",
    "a-trigger-that-refuses": "CREATE TRIGGER mine BEFORE INSERT ON fluid BEGIN SELECT RAISE(ABORT, 'no'); END",
    "a-trigger-in-place-of-ours": (
        "DROP TRIGGER score_kept; CREATE TRIGGER score_kept AFTER UPDATE ON score BEGIN SELECT 1; END"
    ),
    "no-trigger": "DROP TRIGGER setting_kept",
    "an-index-more": "CREATE UNIQUE INDEX mine ON fluid (ml)",
    "no-index": "DROP INDEX fluid_day",
    "a-virtual-table": "CREATE VIRTUAL TABLE mine USING fts5 (words)",
    "a-table-that-is-not-strict": "DROP TABLE score; CREATE TABLE score (day, score, note, at)",
    "statistics": "ANALYZE",
}
"""Other tables, columns, and things that act by themselves."""

VALUES: dict[str, str] = {
    "a-setting-that-is-no-json": "UPDATE setting SET value = '{no' WHERE name = 'emergency'",
    "a-phone-that-is-a-number": "UPDATE setting SET value = '911' WHERE name = 'emergency'",
    "a-goal-that-is-words": "INSERT INTO setting VALUES ('fluid_goal', '\"much\"', '2026-12-01T08:00:00+00:00')",
    "a-clinic-that-is-a-number": "INSERT INTO setting VALUES ('clinic', '7', '2026-12-01T08:00:00+00:00')",
    "a-clinic-that-is-a-list": "INSERT INTO setting VALUES ('clinic', '[1]', '2026-12-01T08:00:00+00:00')",
    "a-clinic-without-a-name": "INSERT INTO setting VALUES ('clinic', '{\"items\": []}', '2026-12-01T08:00:00+00:00')",
    "a-day-that-is-none": "UPDATE fluid SET day = '2026-02-30'",
    "a-day-that-is-now": "UPDATE fluid SET day = 'now'",
    "a-score-of-99": "UPDATE score SET score = 99",
    "a-score-that-is-missing": "UPDATE score SET score = NULL",
    "less-than-nothing-drunk": "UPDATE fluid SET ml = -1",
    "an-entry-of-another-kind": "UPDATE fluid SET kind = 'spill'",
    "undo-of-nothing": "UPDATE fluid SET kind = 'undo'",
    "an-infusion-of-no-days": "UPDATE infusion SET days = 0",
    "an-infusion-of-100-million-days": "UPDATE infusion SET days = 1e8",
    "a-last-day-that-is-another": "UPDATE infusion SET last_day = '2027-01-01'",
    "a-time-of-25-o-clock": "UPDATE infusion SET time = '25:00'",
    "an-infusion-in-the-year-0": "UPDATE infusion SET date = '0000-01-01', last_day = '0000-01-01'",
    "a-start-that-is-words": "UPDATE treatment SET start = 'noon'",
    "an-entry-without-its-time": "UPDATE score SET at = ''",
    "an-entry-of-another-calendar": "UPDATE score SET at = '2026-13-01T08:00:00+00:00'",
}
"""What the program cannot read."""

ROWS: dict[str, str] = {
    "another-number-drunk": "UPDATE fluid SET ml = 251",
    "a-letter-in-a-note": "UPDATE score SET note = 'tirad'",
    "a-row-less": "DELETE FROM lot",
    "a-row-more": "INSERT INTO question (question, at) VALUES ('Is it safe?', '2026-12-01T08:00:00+00:00')",
    "another-fingerprint": "UPDATE about SET value = 'abc' WHERE name = 'rows_sha256'",
    "another-lineage": "UPDATE about SET value = 'abc' WHERE name = 'lineage'",
}
"""Rows that were changed, left out or put in after the backup was made. Only its fingerprint shows that."""

HEADERS: dict[str, str] = {
    "another-program": "PRAGMA application_id = 7",
    "a-newer-version": f"PRAGMA user_version = {len(MIGRATIONS) + 1}",
    "an-older-version-than-its-tables": "PRAGMA user_version = 2",
    "version-0": "PRAGMA user_version = 0",
    "a-version-below-0": "PRAGMA user_version = -1",
}


def by_sql(statements: str, *, leave_fingerprint: bool = False) -> Callable[[Path], None]:
    """Return what changes a backup by SQL, past every check of SQLite; without its fingerprint, which shows all."""

    def change(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            db.execute("PRAGMA ignore_check_constraints = ON")
            if not leave_fingerprint:
                db.execute("DELETE FROM about WHERE name = 'rows_sha256'")
            if statements.startswith("UPDATE score SET score = NULL") or "days = 1e8" in statements:
                _loosely(db, statements)
            else:
                db.executescript(statements)

    return change


def _loosely(db: sqlite3.Connection, statement: str) -> None:
    """Change a row as a tool would that knows of no types: by letting the table forget that it is strict."""
    table = statement.split()[1]
    db.execute("PRAGMA writable_schema = ON")
    (was,) = db.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    loose = was.removesuffix(" STRICT").replace("NOT NULL", "")
    db.execute("UPDATE sqlite_schema SET sql = ? WHERE name = ?", (loose, table))
    db.execute("PRAGMA schema_version = 1000")
    db.execute(statement)
    db.execute("UPDATE sqlite_schema SET sql = ? WHERE name = ?", (was, table))
    db.execute("PRAGMA schema_version = 1001")


def older(version: int, statement: str) -> Callable[[Path], None]:
    """Return what puts a changed older record in the place of a backup."""

    def change(path: Path) -> None:
        shutil.copy(RECORDS / f"version-{version}.db", path)
        with closing(sqlite3.connect(path)) as db, db:
            db.execute(statement)

    return change


def _in_a_second_file(path: Path) -> None:
    """Leave a backup as a program does that keeps a write-ahead log and is killed."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("DELETE FROM score")
        db.commit()
        log = Path(f"{path}-wal").read_bytes()
        whole = path.read_bytes()
    path.write_bytes(whole)
    Path(f"{path}-wal").write_bytes(log)


OTHER: dict[str, Callable[[Path], object]] = {
    "older-with-words-for-an-amount": older(1, "UPDATE fluid SET ml = 'abc'"),
    "older-with-bytes-for-words": older(3, "UPDATE score SET note = x'ff00'"),
    "older-with-letters-that-are-none": older(3, "UPDATE score SET note = CAST(x'ff' AS TEXT)"),
    "older-with-a-setting-that-is-no-json": older(2, "UPDATE setting SET value = 'no'"),
    "older-without-a-table": older(3, "DROP TABLE lot"),
    "older-with-100-million-days": older(3, "UPDATE infusion SET days = 1e8"),
    "older-with-a-trigger": older(1, "CREATE TRIGGER mine BEFORE INSERT ON fluid BEGIN SELECT RAISE(IGNORE); END"),
    "cut-by-a-byte": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "cut-by-a-page": lambda path: path.write_bytes(path.read_bytes()[:-4096]),
    "a-page-zeroed": lambda path: path.write_bytes(path.read_bytes()[:8192] + bytes(4096) + path.read_bytes()[12288:]),
    "one-byte-changed-in-a-text": lambda path: path.write_bytes(path.read_bytes().replace(b"Privigen", b"Pravigen")),
    "its-newest-rows-in-a-second-file": _in_a_second_file,
}


CRAFTED = {
    **{name: by_sql(statements) for name, statements in (SHAPES | VALUES | HEADERS).items()},
    **{name: by_sql(statements, leave_fingerprint=True) for name, statements in ROWS.items()},
    **OTHER,
}


@pytest.fixture
def filled(ivig: Program, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Return the program with a record."""
    fill(ivig, tmp_path_factory.getbasetemp() / "filled")
    return ivig


@pytest.mark.parametrize("name", CRAFTED)
def test_a_crafted_backup_is_refused_in_words_and_changes_nothing(filled: Program, tmp_path: Path, name: str) -> None:
    backup = tmp_path / "mine.db"
    assert filled("backup", str(backup)).code == 0
    CRAFTED[name](backup)
    files = {path.name: path.read_bytes() for path in tmp_path.glob("mine.db*")}
    before = tree(filled.home)

    for option in ("--check", "--restore"):
        ran = filled("backup", option, str(backup))
        assert (ran.code, ran.out, NET in ran.err) == (1, "", False), ran
        assert "Nothing was changed." in ran.err
        assert len(ran.err.splitlines()) == 2
    assert tree(filled.home) == before
    assert {path.name: path.read_bytes() for path in tmp_path.glob("mine.db*")} == files


def test_there_are_enough_of_them() -> None:
    assert len(CRAFTED) >= 60


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS) + 1))
def test_a_real_older_record_is_brought_back(filled: Program, version: int) -> None:
    path = RECORDS / f"version-{version}.db"
    before = path.read_bytes()

    said = filled("backup", "--check", str(path))
    ran = filled("backup", "--restore", str(path))

    assert (said.code, ran.code) == (0, 0)
    assert f"Its version is {version}." in said.out
    assert "112" in filled("unwell", "headache").out
    assert path.read_bytes() == before
    assert filled("drink").code == 0


def test_check_says_what_is_in_a_backup_and_changes_nothing(filled: Program, tmp_path: Path) -> None:
    backup = tmp_path / "mine.db"
    filled("backup", str(backup))
    before = tree(filled.home)

    ran = filled("backup", "--check", str(backup))

    assert ran.code == 0
    for said in ("can be brought back", "1 infusion date", "1 infusion in your log", "1 score", "2 December 2026"):
        assert said in ran.out
    assert tree(filled.home) == before


def test_a_record_that_was_copied_by_hand_can_be_brought_back(filled: Program, tmp_path: Path) -> None:
    shutil.copy(record(filled), tmp_path / "by-hand.db")
    before = entries(filled)
    filled("drink", "3")

    said = filled("backup", "--check", str(tmp_path / "by-hand.db"))

    assert "It has no fingerprint" in said.out
    assert filled("backup", "--restore", str(tmp_path / "by-hand.db")).code == 0
    assert entries(filled) == before


def test_a_backup_that_another_program_set_to_a_write_ahead_log_is_read_without_files_beside_it(
    filled: Program, tmp_path: Path
) -> None:
    backup = tmp_path / "mine.db"
    filled("backup", str(backup))
    with closing(sqlite3.connect(backup)) as db:
        db.execute("PRAGMA journal_mode = WAL")
    before = entries(filled)

    assert filled("backup", "--restore", str(backup)).code == 0
    assert entries(filled) == before
    assert [path.name for path in tmp_path.glob("mine.db*")] == ["mine.db"]
