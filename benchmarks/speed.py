"""How fast the installed program is: a table of what, the most it may take, what it took, and whether that holds.

    python benchmarks/speed.py [--runs N] [--answers]

It builds the wheel of this checkout, installs it compiled into an environment of its own, and runs that. Starts are
given as multiples of `python -I -c pass` in the same environment, medians of runs that take turns. The program ends
with 1 where a row is over its limit. It needs Linux, and no package but pip. The records lie in the system's temp
folder (TMPDIR): keep that on a real disk, not in memory.
"""

import argparse
import json
import os
import platform
import pty
import re
import select
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import termios
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

BENCHMARKS = Path(__file__).resolve().parent
PHRASES = BENCHMARKS.parent / "tests" / "examples" / "phrases.tsv"
MANY_WORDS = 2_000
LONG_TEXT = 100_000
TODAY = date(2026, 12, 1)  # as in scale.py, which makes the ten years
LEAST_RUNS = 20
LEAST_ANSWERS = 400
PATIENCE = 30.0
"""Seconds to wait for a question before the benchmark gives up."""
QUESTION = re.compile(r"> $")
ANSWERS_A_DAY = 40
MAKE_TEN_YEARS = "import sys, scale; scale.begin(sys.argv[1]); scale.fill(sys.argv[1] + '/ivig-prep.db', years=10)"
MAKE_EMPTY = "import sys, scale; scale.begin(sys.argv[1])"
WHEEL = "https://clinic.example/ivig_prep-0.1.0-py3-none-any.whl"
World = dict[str, str]
Timed = Callable[[], float]


class Row(NamedTuple):
    """A line of the table."""

    what: str
    most: float
    took: float
    unit: str = "x"
    digits: int = 2

    @property
    def holds(self) -> bool:
        """Whether it is within its limit."""
        return self.took <= self.most


class Installed(NamedTuple):
    """The wheel in an environment of its own."""

    folder: Path

    @property
    def python(self) -> str:
        """The Python of the environment."""
        return str(self.folder / "bin" / "python")

    @property
    def program(self) -> str:
        """The program as a person starts it."""
        return str(self.folder / "bin" / "ivig-prep")


class Question:
    """A run of the program on a real terminal of 80 columns, up to each of its questions."""

    def __init__(self, program: Sequence[str], world: World) -> None:
        self._pid, self._screen = pty.fork()
        if self._pid == 0:
            with suppress(OSError):
                termios.tcsetwinsize(0, (40, 80))
                os.execve(program[0], program, world)  # noqa: S606  # our own words
            os._exit(127)

    def shown(self) -> str:
        """Wait until a question is there to be read; return what was written up to its end."""
        text = ""
        while not QUESTION.search(text):
            if not select.select([self._screen], [], [], PATIENCE)[0]:
                raise SystemExit(f"No question came.\n{text}")
            text += os.read(self._screen, 65536).decode("utf-8", "replace")
        return text

    def type(self, line: str) -> str:
        """Answer and wait for the next question."""
        os.write(self._screen, f"{line}\n".encode())
        return self.shown()

    def stop(self) -> None:
        """Type q and wait for the end."""
        os.write(self._screen, b"q\n")
        with suppress(OSError):  # Linux says so at the end of a terminal
            while os.read(self._screen, 65536):
                pass
        os.close(self._screen)
        _, status = os.waitpid(self._pid, 0)
        if status != 0:
            raise SystemExit(f"The program ended with {status}.")


def main() -> int:
    """Measure, print the table, return 1 where a row is over its limit."""
    parser = argparse.ArgumentParser(description="How fast the installed program is.")
    parser.add_argument("--runs", type=int, default=31, help=f"of each row, taking turns; at least {LEAST_RUNS}")
    parser.add_argument("--answers", action="store_true", help="only how long an answer takes to be on the disk")
    given = parser.parse_args()
    runs = max(given.runs, LEAST_RUNS)
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="ivig-prep-speed-") as folder:
        installed = install(Path(folder))
        rows = answers(installed, Path(folder))
        if not given.answers:
            read = look_ups(installed, Path(folder), runs)
            rows = [*starts(installed, Path(folder), runs), *read, *rows, *sizes(installed)]
    say_machine(runs, load)
    say_table(rows)
    return int(not all(row.holds for row in rows))


# Setting up


def install(folder: Path) -> Installed:
    """Build the wheel of this checkout and install it with all it needs, compiled."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    made = Installed(folder / "environment")
    must([*pip, "wheel", "--no-deps", "--wheel-dir", str(folder), str(BENCHMARKS.parent)])
    must([sys.executable, "-m", "venv", "--without-pip", str(made.folder)])
    must([*pip, "--python", made.python, "install", *map(str, folder.glob("*.whl"))])
    must([made.python, "-m", "compileall", "-q", str(made.folder / "lib")])
    return made


def must(words: Sequence[str], world: Mapping[str, str] | None = None) -> None:
    """Run a command of the set-up. What it says is shown where it fails."""
    world = world or {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    ran = subprocess.run(words, env=world, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)  # noqa: S603  # our own words
    if ran.returncode != 0:
        raise SystemExit(f"{' '.join(words)}\n{ran.stdout}")


def world_of(home: Path, *, today: date = TODAY, named: bool = True) -> World:
    """Return all that a measured run finds in its environment: a day, a terminal, and a home of its own."""
    world = {
        "PATH": os.defpath,
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "IVIG_PREP_TODAY": today.isoformat(),
    }
    return {**world, "IVIG_PREP_HOME": str(home / ".local" / "share" / "ivig-prep")} if named else world


def half_ticked(installed: Installed, home: Path) -> World:
    """Set a date for tomorrow and tick half of today's list, as a person does; return the world it lies in."""
    world = world_of(home)
    set_up(installed, world)
    asked = Question([installed.program, "today"], world)
    asked.shown()  # the signs of the day
    tasks = re.findall(r"\d □ to do: ", asked.type(""))
    asked.type(f"1-{len(tasks) // 2}")
    asked.stop()
    must([installed.program, "drink"], world)
    return world


def set_up(installed: Installed, world: World, tomorrow: date = TODAY + timedelta(1)) -> None:
    """Set the date and the phone numbers."""
    given = ["--date", tomorrow.isoformat(), "--emergency", "911", "--clinic-phone", "555 0100"]
    must([installed.program, "setup", *given], world)


def made_with_scale(installed: Installed, home: Path, script: str) -> World:
    """Make a record as `scale.py` does, with the installed program's own store; return the world it lies in."""
    world = world_of(home)
    must([installed.python, "-c", script, world["IVIG_PREP_HOME"]], {**world, "PYTHONPATH": str(BENCHMARKS)})
    return world


# Measuring


def starts(installed: Installed, folder: Path, runs: int) -> list[Row]:
    """Measure what a start costs, command by command."""
    world = half_ticked(installed, folder / "half")
    shutil.copytree(folder / "half", folder / "drinks")  # `drink` writes, so it gets a record of its own
    unnamed = world_of(folder / "half", named=False)
    empty = made_with_scale(installed, folder / "empty", MAKE_EMPTY)
    full = made_with_scale(installed, folder / "full", MAKE_TEN_YEARS)
    piped = partial(in_pipe, installed.program)
    page = str(folder / "page.html")
    give_out = ("handout", "--package", WHEEL, "-o", str(folder / "handout.html"), "--force")
    took = medians(
        {
            "bare": partial(in_pipe, installed.python, world, "-I", "-c", "pass"),
            "today": partial(piped, world, "today"),
            "today, unnamed": partial(piped, unnamed, "today"),
            "unwell": partial(piped, world, "unwell", "chest", "pain"),
            "drink": partial(piped, world_of(folder / "drinks"), "drink"),
            "terminal": partial(to_first_question, installed, world),
            "help": partial(piped, world, "--help"),
            "mistyped": partial(piped, world, "drnk", code=2),
            "print": partial(piped, world, "print", "-o", page, "--force"),
            "handout": partial(piped, world, *give_out),
            "empty": partial(piped, empty, "today"),
            "full": partial(piped, full, "today"),
        },
        runs,
    )
    bare = took["bare"]
    return [
        Row("`today` in a pipe, set up, half ticked", 4, max(took["today"], took["today, unnamed"]) / bare),
        Row("`unwell chest pain` in a pipe", 4, took["unwell"] / bare),
        Row("`drink`", 4, took["drink"] / bare),
        Row("`today` on a real terminal, from start to the first question", 9, took["terminal"] / bare),
        Row("`--help`", 7.5, took["help"] / bare),
        Row("a mistyped command", 7.5, took["mistyped"] / bare),
        Row("`print`", 14, took["print"] / bare),
        Row("`handout`", 16, took["handout"] / bare),
        Row("`today` with ten years of history, against an empty diary", 1.1, took["full"] / took["empty"]),
    ]


def look_ups(installed: Installed, folder: Path, runs: int) -> list[Row]:
    """Measure what it costs to read a long text: everyday words, and nothing but signs."""
    unwell = partial(in_pipe, installed.program, world_of(folder / "long"), "unwell")
    signs = all_signs(installed, LONG_TEXT)
    took = medians(
        {
            "bare": partial(in_pipe, installed.python, world_of(folder / "long"), "-I", "-c", "pass"),
            "everyday": partial(unwell, " ".join(everyday_words()[:MANY_WORDS])),
            "signs": partial(unwell, signs),
            "half": partial(unwell, signs[: LONG_TEXT // 2]),
            "short": partial(unwell, "chest", "pain"),
        },
        runs,
    )
    long, half = took["signs"] - took["short"], took["half"] - took["short"]
    return [
        Row(f"`unwell` with {MANY_WORDS:,} everyday words", 12, took["everyday"] / took["bare"]),
        Row(f"`unwell` with {LONG_TEXT:,} characters of signs", 60, took["signs"] / took["bare"]),
        Row("the same without its start, against half as many", 2.1, long / half),
    ]


def everyday_words() -> list[str]:
    """Return the words of all lines that the tests know to be no sign."""
    rows = (line.split("\t") for line in PHRASES.read_text(encoding="utf-8").splitlines())
    return [word for tier, *said in rows if tier == "not-listed" for word in " ".join(said).split()]


def all_signs(installed: Installed, characters: int) -> str:
    """Return so many characters of ways to say a sign, each of them before any comes a second time."""
    (listed,) = (installed.folder / "lib").glob("python*/site-packages/ivig_prep/data/synonyms.json")
    entries = json.loads(listed.read_bytes())["synonyms"]
    said = ", ".join(said for entry in entries for said in entry["said"])
    return ", ".join([said] * (characters // len(said) + 1))[:characters]


def medians(timed: Mapping[str, Timed], runs: int) -> dict[str, float]:
    """Return the median of each, in seconds. They take turns, each round in another order; the first is not counted."""
    names = list(timed)
    times: dict[str, list[float]] = {name: [] for name in names}
    for number in range(runs + 1):
        for name in names[number % len(names) :] + names[: number % len(names)]:
            times[name].append(timed[name]())
    return {name: statistics.median(all_times[1:]) for name, all_times in times.items()}


def in_pipe(program: str, world: World, *words: str, code: int = 0) -> float:
    """Return the seconds a run takes with pipes around it. One that ends otherwise than it is to is no measure."""
    before = perf_counter()
    ran = subprocess.run([program, *words], env=world, stdin=subprocess.DEVNULL, capture_output=True, check=False)  # noqa: S603  # our own words
    took = perf_counter() - before
    if ran.returncode != code:
        raise SystemExit(f"{' '.join(words)} ended with {ran.returncode}.\n{ran.stderr.decode()}")
    return took


def to_first_question(installed: Installed, world: World) -> float:
    """Return the seconds until the first question of `today` is there to be read."""
    before = perf_counter()
    asked = Question([installed.program, "today"], world)
    asked.shown()
    took = perf_counter() - before
    asked.stop()
    return took


def answers(installed: Installed, folder: Path) -> list[Row]:
    """Measure from an answer typed to the next question, day after day, with one raw insert after each.

    The first answer of a day also makes that day's copy of the record. It is counted with the others.
    """
    took: list[float] = []
    raw: list[float] = []
    home = folder / "days"
    with closing(insert_by_hand(folder / "raw.db")) as db:
        day = TODAY
        while len(took) < LEAST_ANSWERS:
            set_up(installed, world_of(home, today=day), day + timedelta(2))
            day += timedelta(1)
            walk_through(installed, world_of(home, today=day), db, took, raw)
    ratio = statistics.median(took) / statistics.median(raw)
    return [
        Row("from an answer typed to the next question, in raw SQLite inserts", 3, ratio),
        Row(f"the same, 99th percentile (a raw insert: {slowest(raw):.1f} ms)", 16, slowest(took), " ms", 1),
    ]


def slowest(seconds: Sequence[float]) -> float:
    """Return the 99th percentile, in milliseconds."""
    return statistics.quantiles(seconds, n=100)[-1] * 1000


def walk_through(
    installed: Installed, world: World, db: sqlite3.Connection, took: list[float], raw: list[float]
) -> None:
    """Mark a task as done and take that back, many times; note the seconds of each, and of a raw insert after each."""
    asked = Question([installed.program, "today"], world)
    page = asked.shown()
    for _ in range(ANSWERS_A_DAY):
        if "to do:" in page:
            break
        page = asked.type("")  # what is asked before the first tasks
    for number in range(ANSWERS_A_DAY):
        before = perf_counter()
        asked.type("undo 1" if number % 2 else "1")
        between = perf_counter()
        db.execute("INSERT INTO reply (item, reply, at) VALUES ('blanket', 'done', '2026-12-01T09:00:00+00:00')")
        took.append(between - before)
        raw.append(perf_counter() - between)
    asked.stop()


def insert_by_hand(path: Path) -> sqlite3.Connection:
    """Return an open SQLite file with a table, written as durably as the record."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = DELETE")
    db.execute("PRAGMA synchronous = EXTRA")
    db.execute("CREATE TABLE reply (id INTEGER PRIMARY KEY, item TEXT, reply TEXT, at TEXT)")
    return db


def sizes(installed: Installed) -> list[Row]:
    """Measure what an installation takes on the disk. The environment has neither pip nor setuptools."""
    (packages,) = (installed.folder / "lib").glob("python*/site-packages")
    files = [path for path in packages.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    size = sum(path.stat().st_size for path in files) / 1_000_000
    count = len(list(packages.glob("*.dist-info")))
    return [
        Row("wheel and everything it needs, installed", 20, size, " MB", 1),
        Row("the same, packages", 18, count, "", 0),
    ]


# Saying


def say_machine(runs: int, load: float) -> None:
    """Say on what computer, and how busy it was."""
    cores = os.cpu_count()
    sys.stdout.write(
        f"{platform.system()}, {cores} cores, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}; "
        f"{runs} runs; load {load:.1f} before, {os.getloadavg()[0]:.1f} after.\n\n"
    )


def say_table(rows: Sequence[Row]) -> None:
    """Say the rows as a Markdown table."""
    sys.stdout.write("| what | at most | measured | ok |\n|---|---|---|---|\n")
    for row in rows:
        measured = f"{row.took:.{row.digits}f}{row.unit}"
        sys.stdout.write(f"| {row.what} | {row.most:g}{row.unit} | {measured} | {'yes' if row.holds else 'NO'} |\n")


if __name__ == "__main__":
    sys.exit(main())
