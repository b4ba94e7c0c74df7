"""Change the rules that matter, a little at a time, and count the changes that no test notices.

    python tools/mutants.py                     every group of rules; takes hours
    python tools/mutants.py phases fluids       only these
    python tools/mutants.py --most 120 triage   only so many changes, spread evenly over the rules
    python tools/mutants.py --show phases       also each change that no test noticed

Needs `pip install -e '.[test]'` and mutmut, whose version is in VERSION. Works in a copy in a temp folder, and changes
nothing here. Ends with 1 where fewer than AIM of 100 changes are noticed. docs/mutants.md names those that stay.

The library makes the changes. tools/mutant_run.py tries them, one after the other.
"""

import argparse
import itertools
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
VERSION = "3.8.1"
AIM = 90
COPIED = ("src", "tests", "data", "tools", "pyproject.toml", "README.md", "CONTRIBUTING.md")
SEED = 20
NAMES, RESULTS, TIMES, MISSED = "IVIG_PREP_CHANGES", "IVIG_PREP_RESULTS", "IVIG_PREP_TIMES", "missed"
"""As tools/mutant_run.py has them. It runs where the library is, and this file also where it is not."""
_RESULT = re.compile(r"^\s+(\S+): (\w[\w ]*)$", re.MULTILINE)
_MAKE = """
from mutmut import __main__ as made
made.copy_src_dir(), made.copy_also_copy_files(), made.setup_source_paths(), made.create_mutants(1)
"""
"""Makes all changes of a copy, and tries none: the command line of the library has no word for that."""


class Group(NamedTuple):
    """Rules that belong together, and the tests that hold them, without the `slow` ones among these."""

    files: tuple[str, ...]
    tests: tuple[str, ...]
    slow: tuple[str, ...] = ()


GROUPS = {
    "phases": Group(("core/day/phases.py",), ("tests/core/test_phases.py",)),
    "fluids": Group(("core/day/fluids.py",), ("tests/core/test_fluids.py",)),
    "walk": Group(
        (
            "core/day/walk.py",
            "core/day/section_line.py",
            "core/day/once.py",
            "core/day/screens.py",
            "core/day/moments.py",
        ),
        (
            "tests/core/test_walk.py",
            "tests/core/test_moments.py",
            "tests/core/test_section_line.py",
            "tests/core/test_once.py",
            "tests/core/test_screens.py",
        ),
    ),
    "triage": Group(
        ("core/words/triage.py", "core/words/signs.py", "core/words/finding.py"),
        (
            "tests/core/test_triage.py",
            "tests/core/test_step_ups.py",
            "tests/core/test_signs.py",
        ),
        (
            "tests/core/test_triage.py::test_a_dropped_or_doubled_letter_in_a_long_word_never_lowers_a_tier",
            "tests/core/test_triage.py::test_no_phrase_of_the_table_comes_out_less_urgent",
            "tests/core/test_triage.py::test_no_less_urgent_synonym_hides_an_emergency_synonym_that_stands_in_it",
        ),
    ),
    "readings": Group(
        ("core/words/readings.py", "core/words/number_words.py"),
        ("tests/core/test_read_values.py", "tests/core/test_number_words.py"),
    ),
}


class Count(NamedTuple):
    """How many changes a group has, how many were tried, how many a test noticed, and the names of the others."""

    all: int
    tried: int
    noticed: int
    missed: tuple[str, ...]

    @property
    def share(self) -> float:
        """How many of 100 were noticed."""
        return 100 * self.noticed / self.tried if self.tried else 0.0


def main() -> int:
    """Run one command line, and return its exit code."""
    parser = argparse.ArgumentParser(description="Count the changes of the rules that no test notices.")
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"one of: {', '.join(GROUPS)}")
    parser.add_argument("--most", type=int, default=0, help="try only so many changes of a group, spread evenly")
    parser.add_argument("--seed", type=int, default=SEED, help="which of them; the same number tries the same ones")
    parser.add_argument("--show", action="store_true", help="also print each change that no test noticed")
    given = parser.parse_args()
    unknown = set(given.groups) - set(GROUPS)
    if unknown:
        parser.error(f"no such group: {', '.join(sorted(unknown))}")
    if subprocess.run([sys.executable, "-c", "import libcst, mutmut"], check=False, cwd=ROOT / "src").returncode:
        parser.error(f"mutmut is missing. Type: pip install mutmut=={VERSION}")
    counts = [_check(name, given) for name in given.groups or GROUPS]
    return int(any(count.share < AIM for count in counts))


def _check(name: str, given: argparse.Namespace) -> Count:
    with tempfile.TemporaryDirectory(prefix="ivig-prep-mutants-") as folder:
        for part in COPIED:
            copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy2
            copy(ROOT / part, Path(folder) / part)
        _write_settings(Path(folder), GROUPS[name])
        _run([sys.executable, "-c", _MAKE], Path(folder))
        made = [name for name, _ in _RESULT.findall(_asked(folder, "results", "--all", "true"))]
        count = _tried(folder, GROUPS[name], made, spread(made, given.most or len(made), given.seed))
        tried = f"{count.tried} changes" if count.tried == count.all else f"{count.tried} of {count.all} changes"
        print(f"{name}: {tried}, {count.noticed} noticed ({count.share:.1f}%)", flush=True)
        for missed in count.missed:
            print(f"  {missed}", flush=True)
            if given.show:
                print(_asked(folder, "show", missed).partition("\n")[2].strip(), flush=True)
    return count


def _run(command: list[str], folder: Path, **world: str) -> None:
    log = folder / "log.txt"
    with log.open("wb") as file:
        ran = subprocess.run(command, cwd=folder, env=_world() | world, stdout=file, stderr=file, check=False)
    if ran.returncode:
        sys.exit(log.read_text(encoding="utf-8", errors="replace")[-4000:])


def _write_settings(folder: Path, group: Group) -> None:
    files = [f"src/ivig_prep/{file}" for file in group.files]
    settings = {"source_paths": ["src"], "only_mutate": files, "also_copy": list(COPIED)}
    lines = "".join(f"{name} = {value!r}\n" for name, value in settings.items())
    path = folder / "pyproject.toml"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n[tool.mutmut]\n{lines}", encoding="utf-8")


def spread(names: Sequence[str], most: int, seed: int) -> list[str]:
    """Return so many of these names, one of each of as many stretches of the same length."""
    if most >= len(names):
        return list(names)
    pick = random.Random(seed)  # noqa: S311  # the same ones at each run, and nothing secret
    edges = [len(names) * at // most for at in range(most + 1)]
    return [names[pick.randrange(first, end)] for first, end in itertools.pairwise(edges)]


def _tried(folder: str, group: Group, made: Sequence[str], picked: Sequence[str]) -> Count:
    """Try these changes with the tests of their group."""
    copy, names, results, times = (Path(folder) / name for name in ("mutants", "names", "results", "times"))
    names.write_text("\n".join(picked), encoding="utf-8")
    left_out = [word for test in group.slow for word in ("--deselect", test)]
    command = [sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", "-p", "mutant_run", *left_out]
    places = {NAMES: str(names), RESULTS: str(results), TIMES: str(times)}
    _run([*command, *group.tests], copy, PYTHONPATH=os.pathsep.join(("src", "tools")), **places)
    found = dict(line.split() for line in results.read_text(encoding="utf-8").splitlines())
    missed = tuple(name for name in picked if found[name] == MISSED)
    return Count(len(made), len(picked), len(picked) - len(missed), missed)


def _asked(folder: str, *words: str) -> str:
    return subprocess.run(_mutmut(*words), cwd=folder, env=_world(), check=True, capture_output=True, text=True).stdout


def _mutmut(*words: str) -> list[str]:
    return [sys.executable, "-m", "mutmut", *words]


def _world() -> dict[str, str]:
    """Return the environment without paths to another copy of the program."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


if __name__ == "__main__":
    sys.exit(main())
