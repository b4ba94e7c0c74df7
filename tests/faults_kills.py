"""Ways to kill the program: at each of its calls to the system in turn, or at any moment."""

import os
import shutil
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import pairwise
from random import Random
from threading import Timer
from typing import NamedTuple

import pytest
from faults_kit import PATIENCE, Starter, Watch, check_private, put_back
from kit import Ran

CHANGING = (
    "open,openat,creat,write,pwrite64,writev,pwritev,sendfile,copy_file_range,ftruncate,truncate,fallocate,fsync,"
    "fdatasync,unlink,unlinkat,link,linkat,symlink,symlinkat,rename,renameat,renameat2,mkdir,mkdirat,rmdir,chmod,"
    "fchmod,fchmodat,chown,fchown,fchownat,lchown,utimensat,mknod,mknodat"
)
READING = (
    "read,pread64,readv,lseek,stat,lstat,fstat,newfstatat,statx,access,faccessat,faccessat2,readlink,readlinkat,"
    "getdents,getdents64,statfs,fstatfs,fcntl,flock,close"
)
"""Calls that leave the disk as it is. Locks end with the process that holds them."""

EVERY_CALL = bool(os.environ.get("IVIG_PREP_TEST_LONG"))
ROUNDS = 40 if EVERY_CALL else 6


# Killing at a call


class Moment(NamedTuple):
    """A call to the system, by its name and its number among those of this name, from 1 (so strace counts)."""

    call: str
    number: int


class Tracer:
    """Runs commands under strace: to see their calls to the system, and to kill them at one."""

    def __init__(self, start: Starter) -> None:
        if not shutil.which("strace"):
            pytest.skip("strace is not installed: apt-get install strace")
        self._start = start
        self._log = start.folder.parent / "calls"

    def moments(self, *words: str, typed: str | None = None) -> list[Moment]:
        """Run a command and return when to kill it: at each of its calls that meets the disk as no other does.

        Those are the first, the one after each that changed something, and the last; with EVERY_CALL, all.
        """
        calls = ",".join(f"?{call}" for call in f"{CHANGING},{READING}".split(","))
        ran = self._start(*words, typed=typed, watched=self._traced("-e", f"trace={calls}"))
        assert ran.code == 0, ran
        seen = list(self._seen())
        assert any(_changes(line) for _, line in seen), "The calls to the system were not seen."
        after_a_change = [now for before, now in pairwise(seen) if EVERY_CALL or _changes(before[1])]
        return [moment for moment, _ in dict.fromkeys((seen[0], *after_a_change, seen[-1]))]

    def lines(self, *words: str, typed: str | None = None) -> list[str]:
        """Run a command and return its calls that change something, with every byte that was written."""
        calls = ",".join(f"?{call}" for call in f"{CHANGING},close".split(","))
        ran = self._start(*words, typed=typed, watched=self._traced("-s", "100000000", "-e", f"trace={calls}"))
        assert ran.code == 0, ran
        return self._log.read_text(encoding="utf-8", errors="replace").splitlines()

    def killed_at(self, moment: Moment, *words: str, typed: str | None = None) -> Ran:
        """Run a command and kill it as it begins this call."""
        kill = f"inject={moment.call}:signal=SIGKILL:when={moment.number}"
        ran = self._start(*words, typed=typed, watched=self._traced("-e", f"trace={moment.call}", "-e", kill))
        assert ran.code == -signal.SIGKILL, (moment, ran)
        assert [seen for seen, _ in self._seen()][-1] == moment, self._log.read_text(encoding="utf-8")
        return ran

    def failing_at(self, moment: Moment, error: str, *words: str, typed: str | None = None) -> Ran:
        """Run a command and let this one call fail with an error."""
        fail = f"inject={moment.call}:error={error}:when={moment.number}"
        return self._start(*words, typed=typed, watched=self._traced("-e", f"trace={moment.call}", "-e", fail))

    def calls(self, *words: str, typed: str | None = None) -> list[Moment]:
        """Run a command and return each of its calls that names the data folder or the folder it is in."""
        calls = ",".join(f"?{call}" for call in f"{CHANGING},{READING}".split(","))
        ran = self._start(*words, typed=typed, watched=self._traced("-e", f"trace={calls}"))
        assert ran.code == 0, ran
        return [moment for moment, _ in self._seen()]

    def _traced(self, *what: str) -> Watch:
        @contextmanager
        def watch(process: int) -> Iterator[None]:
            options = ["-y", "-s", "8", "-o", str(self._log), *what, "-p", str(process)]
            with subprocess.Popen(["strace", *options], stderr=subprocess.PIPE, text=True) as strace:
                assert strace.stderr
                said = strace.stderr.readline()
                if "attached" not in said:
                    os.kill(process, signal.SIGKILL)
                    pytest.skip(f"this system does not let strace trace: {said.strip()}")
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
    return call in CHANGING.split(",") and (not call.startswith("open") or "O_CREAT" in line)


def at_every_call(trace: Tracer, start: Starter, *words: str, typed: str | None = None, each: int = 1) -> Iterator[Ran]:
    """Kill a command at each of its calls in turn, on the record as it is now; yield what each run had said.

    With `each` at 3, only every third call is tried, but for a long run. Right after each kill, whatever is there must
    be private.
    """
    before = start.home.with_name("before")
    put_back(start.home, before)
    for moment in trace.moments(*words, typed=typed)[:: 1 if EVERY_CALL else each]:
        put_back(before, start.home)
        ran = trace.killed_at(moment, *words, typed=typed)
        check_private(start.home)
        yield ran


# Killing at any moment


def at_random_moments(start: Starter, *words: str) -> Iterator[Ran]:
    """Yield a run that is left alone, then runs on the same record, ROUNDS of them killed, at moments of its length.

    The moments are drawn from one seed. A run that ends before its kill is yielded too, and the next kill is earlier.
    """
    before = start.home.with_name("before")
    put_back(start.home, before)
    began = time.monotonic()
    whole = start(*words)
    took = time.monotonic() - began
    yield whole
    draw = Random(" ".join(words))  # noqa: S311  # it draws moments, no secrets
    killed = 0
    for _ in range(20 * ROUNDS):
        put_back(before, start.home)
        ran = start(*words, watched=killed_after(after := draw.uniform(0, took)))
        check_private(start.home)
        killed, took = (killed + 1, took) if ran.code == -signal.SIGKILL else (killed, after)
        yield ran
        if killed == ROUNDS:
            return
    assert killed == ROUNDS, "The runs were too fast to be killed."


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
