"""Ways to kill the program: at each of its calls to the system in turn, or at any moment."""

import json
import os
import select
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from itertools import pairwise
from pathlib import Path
from random import Random
from threading import Timer
from typing import NamedTuple

import faults_start
from kit import Ran

from ivig_prep.store.migrations import MIGRATIONS

PATIENCE = 120
"""Seconds after which a process that should have answered is given up."""

CHANGING = [
    "open",
    "openat",
    "creat",
    "write",
    "pwrite64",
    "writev",
    "pwritev",
    "sendfile",
    "copy_file_range",
    "ftruncate",
    "truncate",
    "fallocate",
    "fsync",
    "fdatasync",
    "unlink",
    "unlinkat",
    "link",
    "linkat",
    "symlink",
    "symlinkat",
    "rename",
    "renameat",
    "renameat2",
    "mkdir",
    "mkdirat",
    "rmdir",
    "chmod",
    "fchmod",
    "fchmodat",
    "chown",
    "fchown",
    "fchownat",
    "lchown",
    "utimensat",
    "mknod",
    "mknodat",
]
READING = [
    "read",
    "pread64",
    "readv",
    "lseek",
    "stat",
    "lstat",
    "fstat",
    "newfstatat",
    "statx",
    "access",
    "faccessat",
    "faccessat2",
    "readlink",
    "readlinkat",
    "getdents",
    "getdents64",
    "statfs",
    "fstatfs",
    "fcntl",
    "flock",
    "close",
]
"""Calls that leave the disk as it is. Locks end with the process that holds them."""

EVERY_CALL = bool(os.environ.get("IVIG_PREP_TEST_LONG"))
ROUNDS = 40 if EVERY_CALL else 6


Watch = Callable[[int], AbstractContextManager[None]]
"""What is done around a run, by its process id: from before its first step until it has ended."""


@contextmanager
def unwatched(_process: int) -> Iterator[None]:
    """Leave a run alone."""
    yield


class Starter:
    """Starts commands in processes of their own, one after the other, on one data folder."""

    def __init__(self, folder: Path, today: str = "2026-12-01") -> None:
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
        command = [sys.executable, faults_start.__file__, str(orders), str(reports)]
        self._process = subprocess.Popen(command, pass_fds=(orders, reports), env=self._env)
        os.close(orders)
        os.close(reports)

    def close(self) -> None:
        """End the process that starts the others."""
        os.close(self._orders)
        self._process.wait(PATIENCE)
        os.close(self._reports)

    def on(self, day: str) -> None:
        """Set the day on which the next commands run."""
        self._env["IVIG_PREP_TODAY"] = day

    def __call__(self, *words: str, watched: Watch = unwatched, typed: str | None = None) -> Ran:
        """Run one command line. With `typed`, on a terminal, that was typed ahead."""
        streams = [self._scratch / name for name in ("in", "out", "err")]
        for path in streams:
            path.write_bytes(b"")
        if typed is None:
            code = self._run(words, [str(path) for path in streams], watched)
            return Ran(code, streams[1].read_text(encoding="utf-8"), streams[2].read_text(encoding="utf-8"))
        keyboard, screen = os.openpty()
        os.write(keyboard, typed.encode())
        try:
            code = self._run(words, [os.ttyname(screen)] * 3, watched)
            return Ran(code, _waiting(keyboard), "")
        finally:
            os.close(screen)
            os.close(keyboard)

    def _run(self, words: tuple[str, ...], streams: list[str], watched: Watch) -> int:
        order = {"words": words, "streams": streams, "folder": str(self.folder), "env": self._env}
        os.write(self._orders, json.dumps(order).encode() + b"\n")
        started = self._report()
        with watched(started):
            os.kill(started, faults_start.GO)
            return self._report()

    def _report(self) -> int:
        """Return the next number that is reported."""
        said = b""
        while not said.endswith(b"\n"):
            assert select.select([self._reports], [], [], PATIENCE)[0], "The program neither ended nor began."
            said += os.read(self._reports, 1)
        return int(said)


def _waiting(keyboard: int) -> str:
    """Return what stands on a terminal."""
    shown = b""
    while select.select([keyboard], [], [], 0)[0]:
        shown += os.read(keyboard, 65536)
    return shown.decode()


# Killing at a call


def why_no_tracing() -> str:
    """Return why programs cannot be traced here; empty where they can."""
    if not shutil.which("strace"):
        return "strace is not installed: apt-get install strace"
    tried = subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, check=False, timeout=PATIENCE)
    return "" if tried.returncode == 0 else f"this system does not let strace trace: {tried.stderr.decode().strip()}"


class Moment(NamedTuple):
    """A call to the system, by its name and its number among those of this name, from 1 (so strace counts)."""

    call: str
    number: int


class Tracer:
    """Runs commands under strace: to see their calls to the system, and to kill them at one."""

    def __init__(self, start: Starter) -> None:
        self._start = start
        self._log = start.folder.parent / "calls"

    def moments(self, *words: str, typed: str | None = None) -> list[Moment]:
        """Run a command and return when to kill it: at each of its calls that meets the disk as no other does.

        Those are the first, the one after each that changed something, and the last; with EVERY_CALL, all.
        """
        calls = ",".join(f"?{call}" for call in (*CHANGING, *READING))
        ran = self._start(*words, typed=typed, watched=self._traced("-e", f"trace={calls}"))
        assert ran.code == 0, ran
        seen = list(self._seen())
        assert any(_changes(line) for _, line in seen), "The calls to the system were not seen."
        after_a_change = [now for before, now in pairwise(seen) if EVERY_CALL or _changes(before[1])]
        return [moment for moment, _ in dict.fromkeys((seen[0], *after_a_change, seen[-1]))]

    def killed_at(self, moment: Moment, *words: str, typed: str | None = None) -> Ran:
        """Run a command and kill it as it begins this call."""
        kill = f"inject={moment.call}:signal=SIGKILL:when={moment.number}"
        ran = self._start(*words, typed=typed, watched=self._traced("-e", f"trace={moment.call}", "-e", kill))
        assert ran.code == -signal.SIGKILL, (moment, ran)
        assert [seen for seen, _ in self._seen()][-1] == moment
        return ran

    def _traced(self, *what: str) -> Watch:
        @contextmanager
        def watch(process: int) -> Iterator[None]:
            options = ["-y", "-s", "8", "-o", str(self._log), *what, "-p", str(process)]
            with subprocess.Popen(["strace", *options], stderr=subprocess.PIPE, text=True) as strace:
                assert strace.stderr
                said = strace.stderr.readline()
                assert "attached" in said, said
                yield
                strace.wait(PATIENCE)

        return watch

    def _seen(self) -> Iterator[tuple[Moment, str]]:
        """Yield the calls of the last run that touch the data folder, each with its line."""
        number = Counter[str]()
        for line in self._log.read_text(encoding="utf-8", errors="replace").splitlines():
            call = line.partition("(")[0]
            number[call] += 1
            if call.isidentifier() and str(self._start.home) in line:
                yield Moment(call, number[call]), line


def _changes(line: str) -> bool:
    """Say whether a call can change the disk; opening does where it may make a file."""
    call = line.partition("(")[0]
    return call in CHANGING and (not call.startswith("open") or "O_CREAT" in line)


def at_every_call(trace: Tracer, start: Starter, *words: str, typed: str | None = None) -> Iterator[Ran]:
    """Kill a command at each of its calls in turn, on the record as it is now; yield what each run had said.

    Right after each kill, whatever is there must be private.
    """
    before = start.home.with_name("before")
    put_back(start.home, before)
    for moment in trace.moments(*words, typed=typed):
        put_back(before, start.home)
        ran = trace.killed_at(moment, *words, typed=typed)
        check_private(start.home)
        yield ran


# Killing at any moment


def at_random_moments(start: Starter, *words: str) -> Iterator[Ran]:
    """Yield a run that is left alone, then runs on the same record that are killed at moments of its length.

    The moments are drawn anew from one seed, so they are the same each time as far as a clock goes.
    """
    before = start.home.with_name("before")
    put_back(start.home, before)
    began = time.monotonic()
    whole = start(*words)
    took = time.monotonic() - began
    yield whole
    draw = Random(" ".join(words))  # noqa: S311  # it draws moments, no secrets
    ends = Counter[int]()
    for _ in range(ROUNDS):
        put_back(before, start.home)
        ran = start(*words, watched=killed_after(draw.uniform(0, took)))
        ends[ran.code] += 1
        check_private(start.home)
        yield ran
    assert ends[-signal.SIGKILL], "No run was killed."
    assert set(ends) <= {-signal.SIGKILL, 0}


def killed_after(seconds: float) -> Watch:
    """Return what kills a run after so many seconds, if it has not ended by then."""

    @contextmanager
    def watch(process: int) -> Iterator[None]:
        def kill() -> None:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)

        timer = Timer(seconds, kill)
        timer.start()
        yield
        timer.cancel()
        timer.join()

    return watch


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
