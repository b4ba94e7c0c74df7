"""Measures the structure of the source: its size, its rooms, and how many files a journey through it opens.

    python benchmarks/house.py

A journey is what runs between two moments: from a typed key to the next question of `today`, or one whole command.
A file counts when a function of it ran. Nothing is timed. docs/decisions/013-the-house.md holds the figures.
"""

import ast
import io
import os
import re
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from types import FrameType

SOURCE = Path(__file__).resolve().parents[1] / "src" / "ivig_prep"
LINES = ("today", "drink", "unwell chest pain", "print --text -o -", "log --list")
ANSWERS = ("y", "")
"""What is typed at the first questions of `today`; then the end of input."""


def trees() -> Iterator[tuple[Path, str]]:
    """Yield each source file with its text."""
    for path in sorted(SOURCE.rglob("*.py")):
        yield path, path.read_text(encoding="utf-8")


def function_lengths() -> list[int]:
    """Return the lines of every function."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    nodes = (node for _, text in trees() for node in ast.walk(ast.parse(text)) if isinstance(node, kinds))
    return [(node.end_lineno or node.lineno) - node.lineno + 1 for node in nodes]


def rooms() -> list[str]:
    """Return the names at the top of the source: files and folders with code."""
    return sorted(
        path.name
        for path in SOURCE.iterdir()
        if (path.suffix == ".py" and path.stem != "__init__") or (path.is_dir() and any(path.glob("*.py")))
    )


def floors() -> int:
    """Return how many floors the import contract names."""
    text = (SOURCE.parents[1] / "pyproject.toml").read_text(encoding="utf-8")
    found = re.search(r"^layers = \[\n(.*?)^\]", text, re.MULTILINE | re.DOTALL)
    return len(found[1].splitlines()) if found else 0


class Watch:
    """Notes the source files whose functions run."""

    def __init__(self) -> None:
        self.files: set[str] = set()

    def note(self, frame: FrameType, event: str, argument: object) -> None:
        """Take one event of `sys.setprofile`."""
        del argument
        name = frame.f_code.co_filename
        if event == "call" and name.startswith(str(SOURCE)):
            self.files.add(os.path.relpath(name, SOURCE))

    @contextmanager
    def on(self) -> Iterator[None]:
        """Watch for as long as this lasts."""
        sys.setprofile(self.note)
        try:
            yield
        finally:
            sys.setprofile(None)


def files_of(words: Iterable[str]) -> int:
    """Return how many files one command line opens, in a pipe."""
    from ivig_prep.__main__ import run

    watch = Watch()
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()), watch.on():
        run(list(words))
    return len(watch.files)


def files_to_the_next_question() -> list[int]:
    """Return how many files are opened from each key of a short walk to the next question."""
    from ivig_prep.__main__ import run
    from ivig_prep.world import terminal

    counts: list[int] = []
    watch = Watch()
    coming = iter(ANSWERS)

    def read_line(self: terminal.Terminal, prompt: str) -> str | None:
        del self, prompt
        counts.append(len(watch.files))
        watch.files = set()
        return next(coming, None)

    was: tuple[Callable[..., object], object] = (terminal.Terminal.read_line, terminal.Terminal.can_ask)
    terminal.Terminal.read_line, terminal.Terminal.can_ask = read_line, True  # type: ignore[method-assign,assignment]  # a person is pretended
    try:
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()), watch.on():
            run(["today"])
    finally:
        terminal.Terminal.read_line, terminal.Terminal.can_ask = was  # type: ignore[method-assign,assignment]  # see above
    return counts[1:]


def main() -> None:
    """Print the figures."""
    lengths = function_lengths()
    sys.stdout.write(f"modules {len(list(trees()))}, lines {sum(len(text.splitlines()) for _, text in trees())}\n")
    sys.stdout.write(f"functions {len(lengths)}, median {statistics.median(lengths):g} lines\n")
    sys.stdout.write(f"rooms at the top {len(rooms())}: {', '.join(rooms())}\n")
    sys.stdout.write(f"floors {floors()}\n")
    sys.path.insert(0, str(SOURCE.parent))
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(IVIG_PREP_HOME=folder, IVIG_PREP_TODAY="2026-12-01")
        os.chdir(folder)
        files_of(["setup", "--date", "2026-12-02"])
        sys.stdout.write(f"files from a key to the next question: {files_to_the_next_question()}\n")
        for line in LINES:
            sys.stdout.write(f"files of {line}: {files_of(line.split())}\n")


if __name__ == "__main__":
    main()
