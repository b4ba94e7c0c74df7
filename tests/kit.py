"""Ways to run the program in tests: in this process, or in a real pseudo-terminal."""

import os
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pyte
import pytest

from ivig_prep.__main__ import run

GRADES = "grades of the words, by file"
"""The property of a test that carries the table of grades, for conftest.py to print at the end of a run."""
COUNTED = "counted: "
"""How the name of a property begins that carries a count, for conftest.py to add up and print."""
Counted = Callable[[str, int], None]
"""Adds to a count of things tried: the fixture `counted`."""
PROGRAM = [sys.executable, "-c", "import sys; from ivig_prep.__main__ import main; sys.exit(main())"]
"""Starts the program in a process of its own in a way that nobody types, so it names commands as if installed."""
PROMPTS = (r"or cups: $", r"b, w or q: $", r"> $", r"[a-z0-9][a-z0-9, =]+: $")
ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[^\[]")
SGR = re.compile(r"\x1b\[[0-9;]*m")


class Ran(NamedTuple):
    """What a run left behind."""

    code: int
    out: str
    err: str


class Program:
    """Runs command lines in this process, in a pipe, on a given day and a folder of their own."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
        self._capsys, self._monkeypatch = capsys, monkeypatch
        self.home = home
        monkeypatch.setenv("IVIG_PREP_HOME", str(home))
        self.on("2026-12-01")

    def on(self, day: str) -> "Program":
        """Set the day on which the next commands run."""
        self._monkeypatch.setenv("IVIG_PREP_TODAY", day)
        return self

    def __call__(self, *words: str) -> Ran:
        """Run one command line."""
        code = run(words)
        out, err = self._capsys.readouterr()
        kept = [line for line in err.splitlines() if "IVIG_PREP_TODAY" not in line]
        return Ran(code, out, "\n".join(kept))


class Screen:
    """One run in a real pseudo-terminal, with what it wrote, raw and as words."""

    def __init__(
        self, home: Path, *words: str, columns: int = 80, env: Mapping[str, str | None] = {}
    ) -> None:  # only read
        world: dict[str, str | None] = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.environ.get("PYTHONPATH"),
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "IVIG_PREP_HOME": str(home),
            "IVIG_PREP_TODAY": "2026-12-01",
            **(env or {}),
        }
        import pexpect  # late: there is none on Windows, where the tests that need it are skipped

        self._end = pexpect.EOF
        self._child: Any = pexpect.spawn(
            PROGRAM[0],
            [*PROGRAM[1:], *words],
            env={name: value for name, value in world.items() if value is not None},
            dimensions=(40, columns),
            encoding=world.get("PYTHONIOENCODING") or "utf-8",
            codec_errors="replace",
            timeout=15,
        )
        self._child.setecho(False)
        self._child.delaybeforesend = None  # every answer follows a question that was seen
        self._child.ptyproc.delayafterclose = 0  # type: ignore[attr-defined]  # the stubs leave it out
        self.columns = columns
        self.raw = ""

    def prompt(self) -> str:
        """Wait for the next question and return what was written since the last."""
        self._child.expect(list(PROMPTS))
        return self._keep(self._child.before + self._child.after)

    def type(self, line: str) -> str:
        """Answer the question that is waiting, and return what is written up to the next."""
        self._child.sendline(line)
        return self.prompt()

    def paste(self, text: str) -> str:
        """Paste text, which comes at once, and return what is written up to the next question."""
        self._child.send(text)
        return self.prompt()

    def press_keys(self, keys: str) -> None:
        """Press keys, with no Enter behind them and without waiting."""
        self._child.send(keys)

    def settings(self) -> list[object]:
        """Return how the terminal is set."""
        import termios  # late: there is none on Windows

        found: list[object] = termios.tcgetattr(self._child.child_fd)
        return found

    def send(self, line: str) -> None:
        """Type a line without waiting for a question."""
        self._child.sendline(line)

    def end(self, line: str | None = None) -> str:
        """Answer once more, or not at all, and return what is written up to the end of the program."""
        if line is not None:
            self._child.sendline(line)
        self._child.expect(self._end)
        return self._keep(self._child.before)

    def press_enter_to_the_end(self) -> None:
        """Press Enter at each question, until the program ends."""
        while self._child.expect([self._end, *PROMPTS]):
            self._keep(self._child.before + self._child.after)
            self.send("")
        self._keep(self._child.before)

    def press(self, key: str) -> None:
        """Press a control key: `c` or `d`."""
        self._child.sendcontrol(key)

    def kill(self) -> None:
        """Take the program away at once."""
        self._child.kill(9)
        self._child.wait()

    @property
    def code(self) -> int:
        """The exit code, after the end."""
        self._child.close()
        code: int | None = self._child.exitstatus
        return code if code is not None else -int(self._child.signalstatus)

    def _keep(self, written: str) -> str:
        self.raw += written
        return ESCAPE.sub("", written).replace("\r", "")


def drawn(raw: str, columns: int) -> list[str]:
    """Return the lines a terminal of so many columns shows for raw output."""
    rows = sum(1 + len(line) // columns for line in raw.split("\n")) + 1  # so many that nothing scrolls away
    screen = pyte.Screen(columns, rows)
    pyte.Stream(screen).feed(raw.replace("\r\n", "\n").replace("\n", "\r\n"))
    lines = [line.rstrip() for line in screen.display]
    while lines and not lines[-1]:
        lines.pop()
    return lines
