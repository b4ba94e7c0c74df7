"""A person at the program, day after day, in this process: what they type, and every screen they see."""

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from kit import SGR
from pretended import Pretended

from ivig_prep import __main__ as start
from ivig_prep import cli
from ivig_prep.env import real_env

Answers = Callable[[str], str | None]
"""Given what was shown since the last answer, returns the next line; None is the end of input."""
CTRL_C = "\x03"
"""A line that stands for Ctrl-C."""

CHECK = "Do you have any of these today?"
WHERE = "Where are you now?"
TOOK_PLACE = "take place?"
WEEKS = "How many weeks are there between your infusions?"
NEXT = "Is your next infusion on"
SECTION = "Numbers of what is done"
AT_NIGHT = "at night and on weekends?"
FIRST_START = ("When is your infusion?", "fluid limit for you?", "Which of these fit you?", "Which number do you call")
_QUESTIONS = (CHECK, WHERE, TOOK_PLACE, WEEKS, NEXT, SECTION, *FIRST_START, "phone number in the daytime?", AT_NIGHT)
_TO_DO = re.compile(r"^ *[│ ]*(\d+)\.? (?:□ )?to do: ", re.MULTILINE)


class Typed(NamedTuple):
    """One line that was typed, and what was shown since the one before."""

    shown: str
    line: str | None

    @property
    def asked(self) -> str:
        """Which question was answered: the last one that was shown; a line typed again has none."""
        return last_question(self.shown)


class Visit(NamedTuple):
    """One run: how it ended, all that it showed with what was typed, and each line that was typed."""

    code: int
    text: str
    typed: tuple[Typed, ...]


def last_question(shown: str) -> str:
    """Return which of the known questions stands last in a text; empty where none does."""
    found = [(shown.rfind(question), question) for question in _QUESTIONS if question in shown]
    return max(found)[1] if found else ""


class _Played(Pretended):
    """A terminal that shows what is typed on it, and errors in their place."""

    def __init__(self, answers: Answers) -> None:
        super().__init__(lambda shown: answers(shown[self._seen :]))
        self._seen = 0
        self.typed: list[Typed] = []

    def read_line(self, prompt: str) -> str | None:
        line = super().read_line(prompt)
        shown = SGR.sub("", self.out.getvalue()[self._seen :])
        self.typed.append(Typed(shown, line))
        self.out.write("^C\n" if line == CTRL_C else f"{line}\n" if line is not None else "^D\n")
        self._seen = len(self.out.getvalue())
        if line == CTRL_C:
            raise KeyboardInterrupt
        return line

    def warn(self, text: str) -> None:
        self.out.write("".join(line for line in text.splitlines(True) if "IVIG_PREP_TODAY" not in line))


class Person:
    """Somebody with a record in a folder, and a way of looking at it."""

    def __init__(self, home: Path, *, columns: int = 80, plain: bool = False) -> None:
        self.home, self._columns, self._plain = home, columns, plain

    def run(self, day: str, *words: str, answers: Answers | Sequence[str | None] = ()) -> Visit:
        """Run one command line on a day; `answers` may be lines, and Enter at all that follow."""
        terminal = _Played(answers if callable(answers) else _in_turn(answers))
        look = {"ACCESSIBLE": "1"} if self._plain else {}
        world = {"IVIG_PREP_HOME": str(self.home), "IVIG_PREP_TODAY": day, "COLUMNS": str(self._columns), **look}
        work = start._plain if start.is_plain(words) else start._by_typer
        with patch.dict(os.environ, world):
            code = cli.run_in(real_env(terminal), words, work)
        return Visit(code, SGR.sub("", terminal.out.getvalue()), tuple(terminal.typed))


def _in_turn(lines: Sequence[str | None]) -> Answers:
    coming = iter(lines)
    return lambda _: next(coming, "")


class Patient:
    """Answers as people do: one line of numbers on each screen, one drink a day, Enter where nothing is to be said.

    With `leaves_one`, the last task of the first screen of a day stays to do. The lines of `log` are typed at the first
    screen before anything else; `logged` counts them.
    """

    def __init__(
        self,
        moment: int | None = None,
        *,
        leaves_one: bool = False,
        drinks: bool = True,
        log: Sequence[str] = (),
    ) -> None:
        self._moment, self._leaves_one, self._drinks = moment, leaves_one, drinks
        self._log = list(log)
        self._to_do: list[str] = []
        self.logged = 0

    def __call__(self, shown: str) -> str:
        asked = last_question(shown)
        if asked == SECTION:
            self._to_do = _TO_DO.findall(shown) or self._to_do
        if self._log and (asked == SECTION or self.logged):
            self.logged += 1
            return self._log.pop(0)
        fixed = {TOOK_PLACE: "y", WEEKS: "4", NEXT: "y", WHERE: str(self._moment or "")}
        return fixed[asked] if asked in fixed else self._at_section(shown)

    def _at_section(self, shown: str) -> str:
        if "+1 = one more cup" in shown and self._drinks:
            self._drinks = False
            return "+1"
        numbers, self._to_do = self._to_do, []
        if self._leaves_one and len(numbers) > 1:
            self._leaves_one = False
            numbers = numbers[:-1]
        return " ".join(numbers)
