"""The program in this process, on a terminal that is only pretended: typed answers in, the screen face out."""

import io
from collections.abc import Callable
from functools import cache

import pytest

from ivig_prep import __main__ as start
from ivig_prep import cli
from ivig_prep.content import library
from ivig_prep.env import real_env
from ivig_prep.world.terminal import Terminal

Typist = Callable[[str], str | None]
"""Given all that is shown so far, types the next answer; None is the end of input."""


class _Stream(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


class Pretended(Terminal):
    """A terminal on which somebody types."""

    def __init__(self, typist: Typist) -> None:
        self.out, self.err = _Stream(), _Stream()
        super().__init__(_Stream(), self.out, self.err)
        self._typist = typist
        self.asked = 0

    @property
    def has_screen(self) -> bool:
        return True

    def read_line(self, prompt: str) -> str | None:
        self.out.write(prompt)
        self.asked += 1
        return self._typist(self.out.getvalue())


def read_content_once(world: pytest.MonkeyPatch) -> None:
    """Let all runs of this process share the content: it is a value, and reading it is most of a short run."""
    world.setattr(library, "_read", cache(library._read))


def on_a_terminal(typist: Typist, *words: str) -> tuple[int, Pretended]:
    """Run one command line there and return its exit code, and the terminal with what it shows."""
    terminal = Pretended(typist)
    work = start._plain if start.is_plain(words) else start._by_typer
    return cli.run_in(real_env(terminal), words, work), terminal


def reading(*answers: str | None) -> Typist:
    """Return a typist who types these answers, then is gone."""
    coming = iter(answers)
    return lambda _shown: next(coming, None)
