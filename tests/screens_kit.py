"""Every command line the program teaches, run on every face: in a real pseudo-terminal or in pipes.

A run is a process of its own with a terminal of its own. It is forked from the tests, where the program is
loaded already; with IVIG_PREP_TEST_LONG=1, or `real`, it is started as a person starts it.
"""

import fcntl
import os
import re
import select
import shlex
import shutil
import signal
import sqlite3
import struct
import sys
import tempfile
import termios
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import NamedTuple, NoReturn

from kit import ESCAPE, PROGRAM, SGR, drawn

from ivig_prep.__main__ import run
from ivig_prep.app import examples, options
from ivig_prep.pages.help import COMMANDS

LONG = os.environ.get("IVIG_PREP_TEST_LONG") == "1"
LIMIT = 30
"""Seconds after which a run that neither ends nor asks is taken to wait for ever."""
HIGH = {"LINES": "9999"}
"""A window so high that no list needs a second screen."""
MOST_QUESTIONS = 120
TODAY = "2026-12-01"
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
PHONES = ("555 0100 ext 77", "+1 (555) 010-0199")
LONE = ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "TTY_COMPATIBLE", "ACCESSIBLE", "COLORTERM")
"""What the environment of these tests must not bring into a run."""

RUNS = count()
"""Gives each run of the program its number."""

Line = tuple[str, ...]
_QUESTION = re.compile(r"[^\n]*[:>?] $")
MARKS = str.maketrans("", "", "┏━┓┃┗┛╭─╮│╰╯□✓█░▌!;")
"""What only draws, and the `;` between keys, where a narrow screen breaks the line instead."""


def command_lines() -> list[Line]:
    """Return every command line that the commands declare: bare, help, each example, and each switch alone."""
    lines: list[Line] = [(), ("--help",), ("--version",), ("toady",), ("today", "--onn")]
    for name in COMMANDS:
        lines += [(name,), (name, "--help"), *taught(name)]
        lines += [(name, switch) for switch in switches(name)]
    return list(dict.fromkeys(lines))


def taught(name: str) -> list[Line]:
    """Return the examples of a command as command lines."""
    return [tuple(shlex.split(typed)[1:]) for typed, _ in examples(name)]


def switches(name: str) -> list[str]:
    """Return the options of a command that take no value."""
    return [option.names[-1] for option in options(name) if not option.value]


def words_in(text: str) -> list[str]:
    """Return the words of a text without what only draws; a task's number has a full stop only in plain words."""
    return re.sub(r"(?<!\S)(\d+)\.(?=\s|$)", r"\1", text.translate(MARKS)).split()


class Shown(NamedTuple):
    """What a run left behind. On a terminal all is in `out`, as it was written."""

    code: int
    out: str
    err: str = ""
    questions: int = 0

    @property
    def words(self) -> list[str]:
        """The words of standard output, or of the terminal, without marks and escapes."""
        return words_in(ESCAPE.sub("", self.out).replace("\r", ""))


TABLE = "diary.csv"
"""A table in the folder of the known world, with a score that its diary does not have."""


class World:
    """A folder to run in and a record, put back to the same state before each run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "here"
        self.home = self.folder / "home"
        self._kept = folder / "kept"
        self.folder.mkdir(parents=True)

    def keep(self) -> None:
        """Take the state of now for the one to come back to."""
        shutil.copytree(self.folder, self._kept)

    def fresh(self) -> "World":
        """Come back to the state that was kept."""
        shutil.rmtree(self.folder)
        shutil.copytree(self._kept, self.folder)
        return self

    def said(self) -> list[tuple[object, ...]]:
        """Return all that the record holds, but for the times of writing."""
        path = self.home / "ivig-prep.db"
        if not path.exists():
            return []
        record = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            tables = [name for (name,) in record.execute(TABLES)]
            rows = {table: record.execute(f"SELECT * FROM {table} ORDER BY 1") for table in tables}  # noqa: S608  # its own
            said = [(table, *row) for table in tables for row in rows[table]]
            return [row for row in said if row[1] != "lineage"]  # drawn by chance for each new record
        finally:
            record.close()

    def environment(self, env: Mapping[str, str | None]) -> dict[str, str]:
        """Return the environment of a run in this world; a name with None is left out."""
        given = {name: value for name, value in os.environ.items() if name not in LONE}
        ours = {"IVIG_PREP_HOME": str(self.home), "IVIG_PREP_TODAY": TODAY, "IVIG_PREP_BROWSER": "/no/such/browser"}
        both: dict[str, str | None] = {**given, **ours, "TERM": "xterm-256color", "LANG": "C.UTF-8", **env}
        return {name: value for name, value in both.items() if value is not None}

    def pipe(
        self,
        *words: str,
        env: Mapping[str, str | None] = {},
        real: bool = LONG,
        to: int | None = None,
        err_to: int | None = None,
    ) -> Shown:
        """Run a command line in pipes; its input stays open, and silent. `to` and `err_to` are other ends for it."""
        silent, held = os.pipe()
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            ends = (silent, out.fileno() if to is None else to, err.fileno() if err_to is None else err_to)
            pid = _launch(self, words, env, ends, real=real)
            code = _ended(pid)
            os.close(silent)
            os.close(held)
            encoding = str(env.get("PYTHONIOENCODING") or "utf-8")
            said = [_alike(_read(file.fileno()).decode(encoding, "backslashreplace")) for file in (out, err)]
        return Shown(code, said[0], "".join(line for line in said[1].splitlines(True) if "IVIG_PREP_TODAY" not in line))

    def talk(self, *words: str, columns: int = 80, env: Mapping[str, str | None] = {}, real: bool = LONG) -> "Talk":
        """Start a command line on a terminal."""
        return Talk(self, words, columns, env, real=real)

    def screen(self, *words: str, columns: int = 80, env: Mapping[str, str | None] = {}, real: bool = LONG) -> Shown:
        """Run a command line on a terminal, with Enter at every question."""
        talk = self.talk(*words, columns=columns, env=env, real=real)
        while talk.asked():
            assert talk.questions <= MOST_QUESTIONS, f"it asks without an end: {talk.raw[-500:]}"
            talk.type("")
        return Shown(talk.code, talk.raw, questions=talk.questions)


Ready = Callable[[Line], World]
"""Makes the world ready for one command line."""


class Told(NamedTuple):
    """What a command line says in a pipe, and on a wide terminal in plain words; the record before and after it."""

    piped: Shown
    plain: Shown
    before: list[tuple[object, ...]]
    after: list[tuple[object, ...]]


Tell = Callable[[Line], Told]
"""Runs a command line once for all the tests that compare with it."""


class Talk:
    """One run on a pseudo-terminal of its own, question by question."""

    def __init__(
        self, world: World, words: Sequence[str], columns: int, env: Mapping[str, str | None], *, real: bool
    ) -> None:
        self._master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        self._pid = _launch(world, words, env, (slave, slave, slave), real=real)
        os.close(slave)
        self._encoding = str(env.get("PYTHONIOENCODING") or "utf-8")
        self._new = self._whole = b""
        self.questions = 0
        self._code: int | None = None

    @property
    def raw(self) -> str:
        """All it wrote."""
        return _alike(self._whole.decode(self._encoding, "backslashreplace"))

    @property
    def new(self) -> str:
        """What it wrote since the last answer."""
        return self._new.decode(self._encoding, "backslashreplace")

    def asked(self) -> bool:
        """Wait until it asks, which is true, or ends, which is false."""
        while True:
            if _QUESTION.search(self.new) and (len(self._new) < 4000 or not self._more(0.05)):
                self.questions += 1
                return True
            assert self._more(LIMIT), f"it neither asks nor ends: {self.raw[-500:]}"
            if not self._take():
                return False

    def type(self, line: str) -> None:
        """Answer the question that waits."""
        self.press(line.encode() + b"\n")

    def press(self, keys: bytes) -> None:
        """Press keys, when the program waits for them: nobody presses one within a microsecond of the question."""
        self._new = b""
        while keys < b" " and _is_busy(self._pid):
            time.sleep(0.001)
        os.write(self._master, keys)

    @property
    def code(self) -> int:
        """The exit code, after the end."""
        if self._code is None:
            while self._take():
                pass
            os.close(self._master)
            self._code = _ended(self._pid)
        return self._code

    def _more(self, seconds: float) -> bool:
        return bool(select.select([self._master], [], [], seconds)[0])

    def _take(self) -> bool:
        try:
            chunk = os.read(self._master, 65536)
        except OSError:  # what Linux says when the other end is closed
            chunk = b""
        self._new += chunk
        self._whole += chunk
        return bool(chunk)


def is_document(line: Line) -> bool:
    """Say whether a command line hands out a whole file, JSON or a table, for another program or a printer."""
    return not {"--json", "--schema", "--csv"}.isdisjoint(line) or (line[-2:] == ("-o", "-") and "--text" not in line)


class Walk(NamedTuple):
    """A command line with the answers typed at its questions; Enter at all that follow."""

    line: Line
    answers: tuple[str, ...]
    known: bool = True
    day: str = TODAY
    others: tuple[str, ...] = ()
    """Other people who are on file too."""

    def start(self, ready: Ready, unknown: World) -> Iterator[tuple[Talk, World]]:
        """Yield the talk at each question, and at its end; it is answered when the walk goes on."""
        world = ready(self.line) if self.known else unknown.fresh()
        for name in self.others:
            assert world.pipe("--for", name, "drink").code == 0
        talk = world.talk(*self.line, env={"IVIG_PREP_TODAY": self.day})
        while talk.asked():
            yield talk, world
            assert talk.questions <= MOST_QUESTIONS, f"it asks without an end: {talk.raw[-500:]}"
            talk.type(self.answers[talk.questions - 1] if talk.questions <= len(self.answers) else "")
        yield talk, world


def _launch(
    world: World, words: Sequence[str], env: Mapping[str, str | None], ends: tuple[int, int, int], *, real: bool
) -> int:
    environment = world.environment(env)
    next(RUNS)
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        _become(world, words, environment, ends, real=real)
    return pid


def _become(
    world: World, words: Sequence[str], environment: dict[str, str], ends: tuple[int, int, int], *, real: bool
) -> NoReturn:
    """Be the program from here on. Nothing of the tests may run in this process."""
    code = 99
    try:
        os.setsid()
        if os.isatty(ends[1]):
            fcntl.ioctl(ends[1], termios.TIOCSCTTY, 0)
        for number, end in enumerate(ends):
            os.dup2(end, number)
        signal.alarm(LIMIT * 2)  # nothing outlives a test that failed
        os.chdir(world.folder)
        if real:
            os.execve(PROGRAM[0], [*PROGRAM, *words], environment)  # noqa: S606
        os.environ.clear()
        os.environ.update(environment)
        encoding = environment.get("PYTHONIOENCODING") or "utf-8"
        sys.stdin = open(0, encoding=encoding, closefd=False)  # noqa: SIM115  # as long as the process
        sys.stdout = open(1, "w", encoding=encoding, closefd=False)  # noqa: SIM115  # likewise
        sys.stderr = open(2, "w", buffering=1, encoding=encoding, errors="replace", closefd=False)  # noqa: SIM115  # likewise
        os.urandom = bytes  # two runs of a line are to say the same, names of copies too
        code = run(list(words))
        sys.stdout.flush()
    except BaseException:  # noqa: BLE001  # the traceback and the code 99 fail the test that waits for them
        traceback.print_exc()
    finally:
        os._exit(code)


def _is_busy(pid: int) -> bool:
    """Say whether a process is at work; without /proc, give it the time to finish."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
            return file.read().rpartition(")")[2].split()[0] == "R"
    except FileNotFoundError:
        time.sleep(0.1)
        return False


def _ended(pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _alike(shown: str) -> str:
    """Return what a run showed, with the part of a name that is drawn by chance as forked runs have it."""
    return re.sub(r"(-\d{6}-)[0-9a-f]{4}(?=\.db)", r"\g<1>0000", shown)


def _read(file: int) -> bytes:
    os.lseek(file, 0, os.SEEK_SET)
    return b"".join(iter(lambda: os.read(file, 1 << 20), b""))


def escapes_of(shown: str) -> str:
    """Return every control character that is left when colours and line ends are taken away."""
    return "".join(re.findall(r"[^\n\x20-\x7e\xa0-\U0010ffff]", SGR.sub("", shown).replace("\r\n", "\n")))


def kept_whole(words: Sequence[str], shown: Sequence[str], columns: int) -> str:
    """Return the first of the words that the lines of a screen of so many columns lack or cut; empty if none.

    A word longer than a line (a path, an address) has to be cut, and is compared piece by piece.
    """
    pieces: Iterator[str] = iter(piece for line in shown for piece in words_in(line))
    for word in words:
        found = next(pieces, "")
        while found != word and len(word) > columns - 4 and word.startswith(found) and found:
            more = next(pieces, "")
            if not more:
                return word
            found += more
        if found != word:
            return f"{word} (shown: {found})"
    left = next(pieces, "")
    return f"nothing more (shown: {left})" if left else ""


def on_screen(shown: Shown, columns: int) -> list[str]:
    """Return the lines that a terminal draws for a run."""
    return drawn(shown.out, columns)
