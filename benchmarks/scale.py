"""How much ten years of history cost, beside an empty diary and beside one year: medians of interleaved runs.

    python benchmarks/scale.py [RUNS]

Each bound is of the issue that asked for it. The program ends with 1 where one is passed.
"""

import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, datetime, timedelta
from itertools import repeat
from time import perf_counter

from ivig_prep.core.day.phases import Infusion
from ivig_prep.store.store import Store
from ivig_prep.world import paths

TODAY = date(2026, 12, 1)
AT = datetime(2026, 12, 1, 9, 0).astimezone().isoformat()
YEARS, INFUSIONS, SCORES, FLUIDS, REACTIONS = 10, 520, 3650, 30_000, 2_000
BESIDE_ONE_YEAR: tuple[tuple[tuple[str, ...], float], ...] = (
    (("log", "--list"), 1.3),
    (("log", "--find", "LOT-7-1"), 1.3),
    (("report",), 1.3),
)
"""Command lines, each with the most that ten years may cost, times the same with one year."""
COMMANDS: tuple[tuple[tuple[str, ...], float], ...] = (
    (("today",), 1.1),
    (("log", "--list"), 3.0),
    (("log", "--find", "LOT-7-1"), 3.0),
    (("report",), 3.0),
    (("report", "-o", "-"), 3.0),
)
"""Command lines, each with the most it may cost, times the same with an empty diary."""


def main(runs: int = 15) -> int:
    """Print one line for each command; return 1 where a bound is passed."""
    passed = False
    with tempfile.TemporaryDirectory() as folder:
        empty, year, full = (os.path.join(folder, name) for name in ("empty", "year", "full"))
        for home in (empty, year, full):
            begin(home)
        fill(os.path.join(year, paths.RECORD_NAME), years=1)
        fill(os.path.join(full, paths.RECORD_NAME), years=YEARS)
        for beside, name, commands in ((empty, "nothing", COMMANDS), (year, "1 year", BESIDE_ONE_YEAR)):
            for words, most in commands:
                ratio = compare(words, beside, full, runs)
                passed = passed or ratio > most
                sys.stdout.write(f"{'ivig-prep ' + ' '.join(words):<34} {ratio:5.2f} times {name} (at most {most:g})\n")
    return int(passed)


def begin(home: str) -> None:
    """Make a record with a date set and nothing in its diary."""
    with closing(Store(home, paths.RECORD_NAME)) as store:
        store.add_infusion(Infusion(0, TODAY + timedelta(days=1)), datetime.fromisoformat(AT))


def fill(path: str, *, years: int) -> None:
    """Write so many years of history into a record."""
    with closing(sqlite3.connect(path)) as db, db:
        for table, columns, rows in history(years):
            marks = ", ".join(repeat("?", len(columns)))
            db.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)  # noqa: S608  # our own words


def history(years: int) -> Iterator[tuple[str, Sequence[str], list[tuple[object, ...]]]]:
    """Yield the rows of each table: an infusion a week, a score a day, eight cups a day, four reactions an infusion."""
    infusions, days_with_score = INFUSIONS * years // YEARS, SCORES * years // YEARS
    fluids, reactions = FLUIDS * years // YEARS, REACTIONS * years // YEARS
    days = [(TODAY - timedelta(days=7 * n + 1)).isoformat() for n in range(infusions)]
    yield (
        "infusion",
        ("date", "last_day", "days", "moves", "at"),
        [(day, day, 1, 0, AT) for day in days],
    )
    yield (
        "treatment",
        ("date", "brand", "dose_grams", "site", "start", '"end"', "helped", "notes", "at"),
        [(day, "Privigen", 30, "left hand", "09:30", "13:15", "water", "slept well after it", AT) for day in days],
    )
    lots = [(day, f"LOT-{n}-{part}", f"lot{n}{part}", AT) for n, day in enumerate(days) for part in (1, 2)]
    yield "lot", ("date", "lot", "lot_key", "at"), list(lots)
    yield "premed", ("date", "premed", "at"), [(day, "paracetamol", AT) for day in days]
    yield (
        "reaction",
        ("date", "words", "side_effect", '"when"', "severity", "at"),
        [(days[n % infusions], "headache", "headache-bad", "6 hours after", n % 11, AT) for n in range(reactions)],
    )
    past = [(TODAY - timedelta(days=n)).isoformat() for n in range(days_with_score)]
    yield "score", ("day", "score", "note", "at"), [(day, n % 11, "tired", AT) for n, day in enumerate(past)]
    yield (
        "fluid",
        ("day", "kind", "ml", "at"),
        [(past[n * days_with_score // fluids], "add", 250, AT) for n in range(fluids)],
    )


def compare(words: Sequence[str], beside: str, full: str, runs: int) -> float:
    """Return what a command costs with a full diary, in times of what it costs with another one."""
    took: dict[str, list[float]] = {beside: [], full: []}
    for _ in range(runs):
        for home, times in took.items():
            world = {**os.environ, paths.HOME_VARIABLE: home, "IVIG_PREP_TODAY": TODAY.isoformat()}
            before = perf_counter()
            subprocess.run([sys.executable, "-m", "ivig_prep", *words], env=world, check=True, capture_output=True)  # noqa: S603  # the program itself
            times.append(perf_counter() - before)
    return statistics.median(took[full]) / statistics.median(took[beside])


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
