"""Change the rules that matter, a little at a time, and count the changes that no test notices.

    python tools/mutants.py                 every group of rules; takes an hour or more
    python tools/mutants.py phases fluids   only these
    python tools/mutants.py --show phases   also each change that no test noticed

Needs `pip install -e '.[test]'` and mutmut, whose version is in VERSION. Works in a copy in a temp folder, and changes
nothing here. Ends with 1 where fewer than AIM of 100 changes are noticed. docs/mutants.md names those that stay.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
VERSION = "3.8.1"
AIM = 90
COPIED = ("src", "tests", "data", "tools", "pyproject.toml", "README.md", "CONTRIBUTING.md")
_RESULT = re.compile(r"^\s+(\S+): (\w[\w ]*)$", re.MULTILINE)


class Group(NamedTuple):
    """Rules that belong together, and the tests that hold them."""

    files: tuple[str, ...]
    tests: tuple[str, ...]


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
            "tests/core/test_readings.py",
            "tests/core/test_slips.py",
        ),
    ),
    "readings": Group(
        ("core/words/readings.py", "core/words/number_words.py"),
        ("tests/core/test_readings.py", "tests/core/test_number_words.py"),
    ),
}


class Count(NamedTuple):
    """How many changes of a group were tried, how many a test noticed, and the names of the others."""

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
    parser.add_argument("--show", action="store_true", help="also print each change that no test noticed")
    given = parser.parse_args()
    unknown = set(given.groups) - set(GROUPS)
    if unknown:
        parser.error(f"no such group: {', '.join(sorted(unknown))}")
    if subprocess.run([sys.executable, "-c", "import libcst, mutmut"], check=False, cwd=ROOT / "src").returncode > 1:
        parser.error(f"mutmut is missing. Type: pip install mutmut=={VERSION}")
    counts = [_check(name, show=given.show) for name in given.groups or GROUPS]
    return int(any(count.share < AIM for count in counts))


def _check(name: str, *, show: bool) -> Count:
    with tempfile.TemporaryDirectory(prefix="ivig-prep-mutants-") as folder:
        for part in COPIED:
            copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy2
            copy(ROOT / part, Path(folder) / part)
        _write_settings(Path(folder), GROUPS[name])
        log = Path(folder) / "log.txt"
        with log.open("wb") as file:
            ran = subprocess.run(_mutmut("run"), cwd=folder, env=_world(), stdout=file, stderr=file, check=False)
        if ran.returncode:
            sys.exit(log.read_text(encoding="utf-8", errors="replace")[-4000:])
        count = _count(folder)
        print(f"{name}: {count.tried} changes, {count.noticed} noticed ({count.share:.1f}%)", flush=True)
        for missed in count.missed:
            shown = _asked(folder, "show", missed) if show else missed
            print(f"  {shown.strip()}", flush=True)
    return count


def _write_settings(folder: Path, group: Group) -> None:
    settings = {
        "source_paths": ["src"],
        "only_mutate": [f"src/ivig_prep/{file}" for file in group.files],
        "also_copy": list(COPIED),
        "pytest_add_cli_args": ["-n0", "-p", "no:cacheprovider"],
        "pytest_add_cli_args_test_selection": list(group.tests),
    }
    lines = "".join(f"{name} = {value!r}\n" for name, value in settings.items())
    path = folder / "pyproject.toml"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n[tool.mutmut]\n{lines}", encoding="utf-8")


def _count(folder: str) -> Count:
    results = dict(_RESULT.findall(_asked(folder, "results", "--all", "true")))
    missed = tuple(name for name, state in results.items() if state in ("survived", "no tests", "suspicious"))
    return Count(len(results), len(results) - len(missed), missed)


def _asked(folder: str, *words: str) -> str:
    return subprocess.run(_mutmut(*words), cwd=folder, env=_world(), check=True, capture_output=True, text=True).stdout


def _mutmut(*words: str) -> list[str]:
    return [sys.executable, "-m", "mutmut", *words]


def _world() -> dict[str, str]:
    """Return the environment without paths to another copy of the program."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


if __name__ == "__main__":
    sys.exit(main())
