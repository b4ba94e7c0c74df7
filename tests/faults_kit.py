"""Ways to start the program many times on one data folder, and to see what it left there."""

import json
import os
import select
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path

from kit import Ran

from ivig_prep.store.migrations import MIGRATIONS

PATIENCE = 120
"""Seconds after which a process that should have answered is given up."""

STARTING = Path(__file__).with_name("faults_start.py")

Watch = Callable[[int], AbstractContextManager[None]]
"""What is done around a run, by its process id: from before its first step until it has ended."""


@contextmanager
def unwatched(_process: int) -> Iterator[None]:
    """Leave a run alone."""
    yield


class Starter:
    """Starts commands in processes of their own, one after the other, on one data folder."""

    def __init__(self, folder: Path, today: str = "2026-12-01") -> None:
        self.runs = 0
        self.home = folder / "records"
        self.folder = folder / "here"
        self.folder.mkdir()
        self._scratch = folder / "scratch"
        self._scratch.mkdir()
        self._env = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder / "home"),
            "LANG": "C.UTF-8",
            "TERM": "dumb",
            "IVIG_PREP_HOME": str(self.home),
            "IVIG_PREP_TODAY": today,
        }
        orders, self._orders = os.pipe()
        self._reports, reports = os.pipe()
        command = [sys.executable, str(STARTING), str(orders), str(reports)]
        self._process = subprocess.Popen(command, pass_fds=(orders, reports), env=self._env)
        os.close(orders)
        os.close(reports)
        assert self._report() == 0

    def close(self) -> None:
        """End the process that starts the others."""
        os.close(self._orders)
        self._process.wait(PATIENCE)
        os.close(self._reports)

    def on(self, day: str) -> None:
        """Set the day on which the next commands run."""
        self._env["IVIG_PREP_TODAY"] = day

    def __call__(self, *words: str, watched: Watch = unwatched, typed: str | None = None) -> Ran:
        """Run one command line. With `typed`, on a terminal, each line of it at the next question."""
        self.runs += 1
        streams = [self._scratch / name for name in ("in", "out", "err")]
        for path in streams:
            path.write_bytes(b"")
        if typed is None:
            code = self._run(words, [str(path) for path in streams], watched)
            return Ran(code, streams[1].read_text(encoding="utf-8"), streams[2].read_text(encoding="utf-8"))
        keyboard, screen = os.openpty()
        typist = _Typist(keyboard, typed.splitlines())
        try:
            with typist:
                code = self._run(words, [os.ttyname(screen)] * 3, watched)
            return Ran(code, typist.shown, "")
        finally:
            os.close(screen)
            os.close(keyboard)

    def _run(self, words: tuple[str, ...], streams: list[str], watched: Watch) -> int:
        order = {"words": words, "streams": streams, "folder": str(self.folder), "env": self._env}
        os.write(self._orders, json.dumps(order).encode() + b"\n")
        started = self._report()
        with watched(started):
            with suppress(ProcessLookupError):  # a kill that was set to come at once may have come before
                os.kill(started, signal.SIGUSR1)
            return self._report()

    def _report(self) -> int:
        """Return the next number that is reported."""
        said = b""
        while not said.endswith(b"\n"):
            assert select.select([self._reports], [], [], PATIENCE)[0], "The program neither ended nor began."
            said += os.read(self._reports, 1)
        return int(said)


class _Typist:
    """Somebody at a terminal, who answers each question once it is shown."""

    def __init__(self, keyboard: int, lines: list[str]) -> None:
        self.shown = ""
        self._keyboard, self._lines = keyboard, lines
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._type)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()

    def _type(self) -> None:
        is_over, answered = False, 0
        while not is_over:
            is_over = self._is_over.is_set()  # asked before reading, so that nothing written before it is left
            while select.select([self._keyboard], [], [], 0.01)[0]:
                self.shown += os.read(self._keyboard, 65536).decode()
            if self._lines and self.shown.endswith("> ") and len(self.shown) > answered:
                answered = len(self.shown)
                os.write(self._keyboard, f"{self._lines.pop(0)}\n".encode())


# What is there afterwards


def put_back(kept: Path, home: Path) -> None:
    """Put a data folder back as it was kept; where none was kept, leave none."""
    shutil.rmtree(home, ignore_errors=True)
    if kept.exists():
        shutil.copytree(kept, home)


def check_private(folder: Path) -> None:
    """Check that every folder is for its owner alone (0700), and every file too (0600)."""
    for path in (folder, *folder.rglob("*")) if folder.exists() else ():
        wanted = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path


def check_whole(folder: Path) -> None:
    """Check that the record and every copy is a sound database, and that nothing is left half made."""
    names = [path.name for path in folder.rglob("*") if path.is_file()]
    assert [name for name in names if not name.endswith(".db") or name.startswith(".new-")] == []
    for path in folder.rglob("*.db"):
        assert rows(path, "PRAGMA integrity_check") == [("ok",)], path
        assert rows(path, "PRAGMA user_version") == [(len(MIGRATIONS),)], path


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    """Return what stands in a record, read past the program."""
    with closing(sqlite3.connect(path)) as db:
        return db.execute(sql).fetchall()


def cups(start: Starter, *words: str) -> float:
    """Return how many cups the program says were drunk today; with `words`, after that command."""
    ran = start(*(words or ("today",)), "--json")
    assert ran.code == 0, ran
    drunk: float = json.loads(ran.out)["fluids"]["drunk"]
    return drunk


def goes_on(start: Starter, before: float) -> None:
    """Check that the program starts, takes one more cup, and clears away what was left half made an hour ago."""
    long_ago = time.time() - 3700
    for path in start.home.glob(".new-*"):
        os.utime(path, (long_ago, long_ago))

    assert start().code == 0
    assert cups(start, "drink") == before + 1

    check_private(start.home)
    check_whole(start.home)
