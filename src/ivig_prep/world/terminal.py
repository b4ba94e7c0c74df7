"""The one place that prints and asks. What it is handed is text, or lines for Rich; it adds nothing."""

import errno
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TextIO

from ivig_prep.errors import OutputFailed

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

MOST_READ = 1_000_000
"""Far more than any text that is kept. Whoever pipes a whole disk in waits no longer for that to be refused."""
SCREEN, PLAIN = "screen", "plain"


class Terminal:
    """Standard input, output and error of this run."""

    def __init__(self, stdin: TextIO, stdout: TextIO, stderr: TextIO) -> None:
        self._in, self._out, self._err = stdin, stdout, stderr
        self._console: Console | None = None
        self._ended = False
        for stream in (stdin, stdout, stderr):
            # Bytes that are no text, or characters the console lacks, must never end the program.
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")

    @property
    def can_ask(self) -> bool:
        """Whether a person can read a question here and answer it."""
        return _is_terminal(self._in) and _is_terminal(self._out)

    @property
    def is_seen(self) -> bool:
        """Whether what is written goes to a terminal, and not into a file or another program."""
        return _is_terminal(self._out)

    @property
    def is_typed_unseen(self) -> bool:
        """Whether a person at a terminal sees nothing of what is written: a shell has sent it elsewhere."""
        return _is_terminal(self._in) and not _is_terminal(self._out)

    @property
    def has_screen(self) -> bool:
        """Whether output goes to a terminal that can show colour."""
        named = os.environ.get("TERM", "") or (os.name == "nt" and "windows")
        return _is_terminal(self._out) and named not in ("", False, "dumb", "unknown")

    @property
    def width(self) -> int | None:
        """The columns of the terminal; None in a pipe."""
        return max(_columns(self._out), 20) if _is_terminal(self._out) else None

    @property
    def height(self) -> int | None:
        """The rows of the terminal; None in a pipe."""
        return max(_size(self._out, "LINES", 1) or 24, 8) if _is_terminal(self._out) else None

    @property
    def encoding(self) -> str:
        """What the output can show."""
        return getattr(self._out, "encoding", None) or "ascii"

    def write(self, text: str) -> None:
        """Write text to standard output. Raises OutputFailed; a reader that went away raises BrokenPipeError."""
        with _told_if_full():
            self._out.write(text)
            self._out.flush()

    def write_bytes(self, content: bytes) -> None:
        """Write a whole file to standard output, byte for byte where the output takes bytes. Raises as `write`."""
        raw = getattr(self._out, "buffer", None)
        if raw is None:
            self.write(content.decode())
            return
        with _told_if_full():
            self._out.flush()
            raw.write(content)
            raw.flush()

    def write_styled(self, lines: Iterable["Text"]) -> None:
        """Write styled lines to the terminal."""
        console = self._console = self._console or self._make_console()
        with _told_if_full():
            for line in lines:
                console.print(line, soft_wrap=True)

    def warn(self, text: str) -> None:
        """Write text to standard error. Where it cannot be heard, what is going on still goes on."""
        try:
            self._err.write(text)
            self._err.flush()
        except OSError:
            with suppress(OSError, ValueError):
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, self._err.fileno())  # else Python tries the same text again at the end, and fails

    def read_bytes(self) -> bytes:
        """Return all of standard input, or the first MOST_READ bytes of it, byte for byte where it has bytes."""
        raw = getattr(self._in, "buffer", None)
        return raw.read(MOST_READ) if raw is not None else self._in.read(MOST_READ).encode("utf-8", "replace")

    def typed_ahead(self) -> str:
        """Take what was typed before now: nobody saw yet what it would answer. Ctrl-D among it ends the input."""
        from ivig_prep.world import keyboard  # late: only a question needs it

        typed = keyboard.typed_already(self._in)
        self._ended = self._ended or keyboard.END in typed
        return typed.replace(keyboard.END, "")

    def read_line(self, prompt: str) -> str | None:
        """Ask for one line; None at the end of input, as when the window is closed.

        What is pasted behind it belongs to it, up to the next Enter: no pasted line answers the next question.
        """
        line = None if self._ended else self._line(prompt)
        if line is None:
            self.write("\n")
            return None
        pasted = self.typed_ahead()
        return self._with_pasted(line, pasted) if pasted else line

    def _with_pasted(self, line: str, pasted: str) -> str:
        """Return a line with what was pasted behind it; where that has no end yet, the person types it."""
        if not pasted.endswith("\n"):
            pasted += self._line("") or ""
        behind = " ".join("".join(filter(str.isprintable, word)) for word in pasted.split())
        return f"{line} {behind}".strip()

    def _line(self, prompt: str) -> str | None:
        """Ask for a line as the terminal gives it.

        Not with `input`: it puts the question on standard error, where `2>file` would hide it.
        """
        self.write(prompt)
        try:
            line = self._in.readline()
        except OSError:
            return None
        return line.rstrip("\n") if line else None

    def _make_console(self) -> "Console":
        from rich.console import Console  # late: costs about 3 bare starts of Python, for a real terminal alone

        no_colour = bool(os.environ.get("NO_COLOR")) or os.environ.get("FORCE_COLOR") == "0"
        return Console(
            file=self._out, force_terminal=True, no_color=no_colour, markup=False, highlight=False, emoji=False
        )


def standard() -> Terminal:
    """Return the terminal of this process."""
    nowhere = os.devnull  # for what was closed before we began
    stdin = sys.stdin or open(nowhere, encoding="utf-8")  # noqa: SIM115  # as long as the process
    stdout = sys.stdout or open(nowhere, "w", encoding="utf-8")  # noqa: SIM115  # likewise
    stderr = sys.stderr or open(nowhere, "w", encoding="utf-8")  # noqa: SIM115  # likewise
    return Terminal(stdin, stdout, stderr)


def _columns(stream: TextIO) -> int:
    """Return how many columns a terminal has: what COLUMNS says, else what it says itself, else 72."""
    return _size(stream, "COLUMNS", 0) or 72


def _size(stream: TextIO, variable: str, which: int) -> int:
    """Return what a variable says, else the columns (0) or rows (1) that a terminal says itself; 0 where none does."""
    said = os.environ.get(variable, "")
    if said.isdecimal() and int(said) > 0:
        return int(said)
    try:
        return os.get_terminal_size(stream.fileno())[which]
    except (OSError, ValueError):
        return 0


@contextmanager
def _told_if_full() -> Iterator[None]:
    """Turn a failure to write into words. A reader that went away is no failure."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        if os.name == "nt" and error.errno == errno.EINVAL:  # Windows, where the reader of a pipe is gone
            raise BrokenPipeError from error
        raise OutputFailed(
            "The output could not be written. What was to be saved is saved.", "Check the disk it goes to."
        ) from error


def _is_terminal(stream: TextIO) -> bool:
    try:
        return stream.isatty()
    except (AttributeError, ValueError):  # closed, or taken away
        return False
