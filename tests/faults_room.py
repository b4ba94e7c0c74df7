"""A record with entries of every kind, what can be wrong with it, and ways to run the program where something is."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import pytest
from kit import PROGRAM, Program, Ran

from ivig_prep.store.migrations import MIGRATIONS

posix_only = pytest.mark.skipif(os.name != "posix", reason="Windows has no such files, modes or signals")
NET = "Something went wrong inside"
"""What the one net says, that keeps a traceback from a patient. A fault we expect never falls that far."""
PACKAGE = ("--package", "https://clinic.example/ivig_prep-0.1.0-py3-none-any.whl")


def fill(ivig: Program, once: Path) -> None:
    """Enter something of every kind on two days, so that there are two automatic copies.

    The first test types it all; `once` is where it is kept for the others.
    """
    if not once.exists():
        _type(ivig)
        shutil.copytree(ivig.home, once)
    elif not ivig.home.exists():
        shutil.copytree(once, ivig.home)
    ivig.on("2026-12-01")


def _type(ivig: Program) -> None:
    ivig.on("2026-11-30")
    for words in (
        ("setup", "--date", "2026-12-02", "--emergency", "911", "--fits", "port"),
        ("log", "--date", "2026-11-04", "--brand", "Privigen", "--lot", "A123", "--reaction", "headache"),
        ("feel", "6", "--note", "tired"),
    ):
        assert ivig(*words).code == 0
    ivig.on("2026-12-01")
    assert ivig("drink").code == 0
    assert len(list((ivig.home / "copies").iterdir())) == 2


def entries(ivig: Program) -> tuple[str, ...]:
    """Return all that was entered, as the program gives it back."""
    return tuple(ivig(command, "--json").out for command in ("today", "log", "feel", "report"))


def record(ivig: Program) -> Path:
    """Return the path of the record."""
    return ivig.home / "ivig-prep.db"


def fingerprint(path: Path) -> object:
    """Return what stands at a path, to the byte, without following a link."""
    if path.is_symlink():
        return "link", os.readlink(path)
    if path.is_dir():
        return "folder", sorted(os.listdir(path))
    return ("file", path.read_bytes()) if path.is_file() else ("other", path.lstat().st_mode, path.lstat().st_ino)


def tree(folder: Path) -> dict[str, object]:
    """Return all that stands in a folder and below it."""
    return {str(path.relative_to(folder)): fingerprint(path) for path in sorted(folder.rglob("*"))}


def run(*words: str, env: Mapping[str, str], before: tuple[str, ...] = (), **options: object) -> Ran:
    """Run the program as a process of its own, with this environment and no other; `before` starts it."""
    done = subprocess.run(  # type: ignore[call-overload]  # options of subprocess
        [*before, *PROGRAM, *words],
        env={"PATH": os.environ["PATH"], **env},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        timeout=60,
        stdin=subprocess.DEVNULL,
        **options,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


# What can be wrong with a record. Each takes its path and leaves something else there.


def _bytes(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def damage(path: Path) -> None:
        path.write_bytes(change(path.read_bytes()))

    return damage


def _in_place(make: Callable[[Path], object]) -> Callable[[Path], None]:
    def damage(path: Path) -> None:
        path.unlink()
        make(path)

    return damage


def _link(path: Path) -> None:
    """Put a link to a whole record in the place of the record, as one who keeps it elsewhere would."""
    elsewhere = path.parent.parent / "elsewhere.db"
    path.rename(elsewhere)
    path.symlink_to(elsewhere)


def _folder_with_a_letter(path: Path) -> None:
    path.mkdir()
    (path / "letter.txt").write_text("mine")


def _socket(path: Path) -> None:
    # The name of a socket may have no more than about 100 characters, so it is made from within the folder.
    make = "import os, socket, sys; os.chdir(sys.argv[1]); socket.socket(socket.AF_UNIX).bind(sys.argv[2])"
    subprocess.run([sys.executable, "-c", make, str(path.parent), path.name], check=True)


def _sql(*statements: str) -> Callable[[Path], None]:
    def damage(path: Path) -> None:
        with closing(sqlite3.connect(path)) as db:
            db.execute("PRAGMA ignore_check_constraints = ON")
            for statement in statements:
                db.execute(statement)
            db.commit()

    return damage


def _foreign(path: Path) -> None:
    _sql("CREATE TABLE setting (name, value, at)", "INSERT INTO setting VALUES ('mine', 1, 2)")(path)


def _lost_with_its_journal_left(path: Path) -> None:
    path.unlink()
    Path(f"{path}-journal").write_bytes(bytes.fromhex("d9d505f920a163d7") + bytes(504))


DAMAGES: dict[str, Callable[[Path], None]] = {
    "empty": _bytes(lambda _: b""),
    "cut-in-the-header": _bytes(lambda whole: whole[:50]),
    "cut-after-the-header": _bytes(lambda whole: whole[:100]),
    "cut-in-half": _bytes(lambda whole: whole[: len(whole) // 2]),
    "cut-by-a-page": _bytes(lambda whole: whole[:-4096]),
    "cut-by-a-byte": _bytes(lambda whole: whole[:-1]),
    "zeroed": _bytes(lambda whole: bytes(len(whole))),
    "zeroed-after-the-first-page": _bytes(lambda whole: whole[:4096] + bytes(len(whole) - 4096)),
    "a-page-zeroed": _bytes(lambda whole: whole[:8192] + bytes(4096) + whole[12288:]),
    "random": _bytes(lambda whole: os.urandom(len(whole))),
    "a-random-page": _bytes(lambda whole: whole[:8192] + os.urandom(4096) + whole[12288:]),
    "words": _bytes(lambda _: b"my notes, not a database\n"),
    "a-folder": _in_place(Path.mkdir),
    "a-folder-with-a-letter": _in_place(_folder_with_a_letter),
    "another-program's": _in_place(_foreign),
    "lost-with-its-journal-left": _lost_with_its_journal_left,
}
if os.name == "posix":
    DAMAGES |= {
        "a-link-to-a-record": _link,
        "a-link-to-nowhere": _in_place(lambda path: path.symlink_to("/a-disk-that-is/not-there.db")),
        "a-link-to-itself": _in_place(lambda path: path.symlink_to(path)),
        "a-pipe": _in_place(os.mkfifo),
        "a-device": _in_place(lambda path: path.symlink_to("/dev/zero")),
    }
    if hasattr(socket, "AF_UNIX"):
        DAMAGES["a-socket"] = _in_place(_socket)

WORDS_DAMAGED: dict[str, Callable[[Path], None]] = {
    "a-missing-table": _sql("DROP TABLE fluid", "DROP TABLE setting", "DROP TABLE score", "DROP TABLE treatment"),
    "a-setting-that-is-no-value": _sql("UPDATE setting SET value = '{no' WHERE name = 'emergency'"),
}
"""SQLite finds these files whole: only what reads the words in them can refuse."""

NEWER = _sql(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")


# Where something is wrong with the place


def needs_root() -> None:
    """Skip where this user may not mount a disk or become another user."""
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("needs root, to mount a small disk or to become another user")


def without_power() -> tuple[str, ...]:
    """Return how to start a program that obeys file modes: as root, with root's power over them taken away."""
    if os.name != "posix" or os.geteuid() != 0:
        return ()
    if not shutil.which("setpriv"):
        pytest.skip("needs setpriv (util-linux), because root may write everywhere")
    lost = "-dac_override,-dac_read_search,-fowner,-chown"
    return ("setpriv", f"--bounding-set={lost}", f"--inh-caps={lost}")
