"""Nothing leaves this computer, and nothing a person wrote lies where another user could read it."""

import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from kit import PROGRAM, Program

from ivig_prep.pages.help import COMMANDS

TESTS = Path(__file__).parent.parent
STRACE = shutil.which("strace")
MARK = "quokkaberry"
"""A word that stands for all that a person typed."""

DIARY = [
    *(f"--{name}={MARK}" for name in ("brand", "lot", "site", "premed", "reaction", "helped", "notes", "question")),
    *(f"--rate-{name}={MARK}" for name in ("start", "top")),
]
LINES: dict[str, list[str]] = {
    "setup": ["setup", "--date", "2026-12-02", "--emergency", "911", "--fits", "port", "--every", "4w"],
    "log": ["log", *DIARY],
    "feel": ["feel", "5", "--note", MARK],
    "drink": ["drink", "2"],
    "undo": ["undo", "--yes"],
    "today": ["today"],
    "unwell": ["unwell", MARK, "headache"],
    "learn": ["learn", MARK],
    "report": ["report", "-o", "asked/report.html"],
    "print": ["print", "-o", "asked/list.html"],
    "handout": ["handout", "--package", "./ivig_prep.whl", "-o", "asked/handout.html"],
    "calendar": ["calendar", "--title", MARK, "-o", "asked/visit.ics"],
    "clinic example": ["clinic", "--new", "asked/clinic.yaml"],
    "clinic": ["clinic", "asked/clinic.yaml"],
    "backup": ["backup", "asked/copy.db"],
    "restore": ["backup", "--restore", "asked/copy.db"],
    "another person": ["--for", MARK, "drink"],
    "menu": [],
    "help": ["--help"],
    "version": ["--version"],
    "unknown": [MARK],
    "forget": ["forget", "--everyone", "--yes"],
}
"""A command line of each command, in an order in which each finds what it needs."""
FOR_PEOPLE = {
    "report": "report",
    "print": "list",
    "handout": "handout",
    "calendar": "visit",
    "clinic example": "clinic",
}
"""The command lines that make a file for people, and the name of that file without its ending."""


class World:
    """A folder of its own, with all the places in it where a program could leave something."""

    def __init__(self, root: Path) -> None:
        self.root, self.home, self.asked = root, root / "records", root / "asked"
        self.trace = root / "trace"
        self.temp, self.user = root / "temp", root / "user"
        for folder in (self.asked, self.temp, self.user):
            folder.mkdir()
        self.env = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.user),
            "TMPDIR": str(self.temp),
            "IVIG_PREP_HOME": str(self.home),
            "IVIG_PREP_TODAY": "2026-12-01",
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def run(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run one command line, with a umask that takes nothing away."""
        return self._run([*PROGRAM, *words], more)

    def watched(self, *words: str) -> tuple[int, list[str]]:
        """Run one command line. Return its exit code, and its calls that make files, start programs, use a network."""
        if not STRACE:
            return self.run(*words).returncode, []
        calls = "trace=network,openat,open,creat,mkdir,mkdirat,execve"
        watch = [STRACE, "-f", "-s", "4096", "-e", calls, "-o", str(self.trace)]
        ran = self._run([*watch, *PROGRAM, *words], {})
        return ran.returncode, self.trace.read_text(encoding="utf-8", errors="replace").splitlines()

    def _run(self, command: list[str], more: dict[str, str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.root, env=self.env | more, umask=0, capture_output=True, text=True, check=False
        )

    def marked(self) -> bool:
        """Say whether the record holds the word, without which no test here would see anything."""
        return any(MARK.encode() in path.read_bytes() for path in self.home.rglob("*.db"))

    def left(self) -> set[Path]:
        """Return the files outside the data folder, and outside what was asked for."""
        files = {path for path in self.root.rglob("*") if path.is_file()} - {self.trace}
        return {path for path in files if not path.is_relative_to(self.home) and not path.is_relative_to(self.asked)}


@pytest.fixture
def world(tmp_path: Path) -> World:
    root = tmp_path / "world"
    root.mkdir()
    return World(root)


class Lived(NamedTuple):
    """What was there after every command but the last, `forget`; and what each asked of the system, under strace."""

    codes: dict[str, int]
    left: set[Path]
    modes: dict[Path, int]
    marked: bool
    calls: dict[str, list[str]]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """Run every command once, in a world of its own."""
    world = World(tmp_path_factory.mktemp("lived"))
    *words, (last, forget) = LINES.items()
    codes, calls = {}, {}
    for name, line in words:
        codes[name], calls[name] = world.watched(*line)
    files = {path: stat.S_IMODE(path.stat().st_mode) for path in (world.home, *world.home.rglob("*"))}
    files |= {path: stat.S_IMODE(path.stat().st_mode) for path in world.asked.rglob("*")}
    found = Lived(codes, world.left(), files, world.marked(), calls)
    codes[last], calls[last] = world.watched(*forget)
    return found


@pytest.fixture
def calls(lived: Lived) -> dict[str, list[str]]:
    """Return what each command asked of the system."""
    if not STRACE:
        pytest.skip("needs strace, a program that shows what another asks of the system (Debian: strace)")
    if not all(any("execve(" in line for line in lines) for lines in lived.calls.values()):
        pytest.skip("needs the right to watch another process: strace saw nothing here")
    return lived.calls


def test_every_command_is_among_those_watched() -> None:
    assert set(COMMANDS) <= {words[0] for words in LINES.values() if words}


@pytest.mark.parametrize("name", LINES)
def test_no_command_reaches_for_a_network(name: str, calls: dict[str, list[str]]) -> None:
    used = [line for line in calls[name] if re.search(r"\b(socket|connect|sendto|sendmsg|bind)\(", line)]

    assert [line for line in used if "AF_UNIX" not in line] == []


@pytest.mark.parametrize("name", LINES)
def test_every_file_is_the_owners_alone_from_its_first_byte(name: str, calls: dict[str, list[str]]) -> None:
    # What is made for people is theirs to hand on: their umask says who may read it.
    made = [line for line in calls[name] if not (name in FOR_PEOPLE and "asked/" in line and "0666" in line)]
    made = [line for line in made if "O_CREAT" in line or re.search(r"\b(creat|mkdir(at)?)\(", line)]
    modes = [re.search(r"(?:mkdir\w*|creat)\(.*, (0\d+)\)|O_CREAT[^,]*, (0\d+)\)", line) for line in made]
    open_to_others = [
        line for line, mode in zip(made, modes, strict=True) if not mode or int(mode[1] or mode[2], 8) & 0o077
    ]

    assert open_to_others == []


def test_the_watch_sees_files_being_made(calls: dict[str, list[str]]) -> None:
    made = [line for lines in calls.values() for line in lines if "O_CREAT" in line]

    assert any("0600)" in line and ".new-" in line for line in made)
    assert any("mkdir(" in line and "0700)" in line for lines in calls.values() for line in lines)


@pytest.mark.parametrize("name", [name for name in LINES if not any(MARK in word for word in LINES[name])])
def test_no_word_of_the_record_is_in_the_arguments_of_a_program(name: str, calls: dict[str, list[str]]) -> None:
    assert [line for line in calls[name] if "execve(" in line and MARK in line] == []


def test_no_command_starts_another_program(calls: dict[str, list[str]]) -> None:
    for name, lines in calls.items():
        started = [line for line in lines if re.search(r"execve\(.*\) = 0", line)]
        assert len(started) == 1, name


def test_nothing_is_left_anywhere_but_in_the_folder_and_where_it_was_asked_for(lived: Lived) -> None:
    assert lived.codes == {name: 2 if name == "unknown" else 0 for name in LINES}
    assert lived.marked
    assert lived.left == set()


@pytest.mark.skipif(os.name == "nt", reason="needs permission bits, which Windows has not")
def test_every_file_and_folder_is_the_owners_alone_afterwards(lived: Lived) -> None:
    kept = {mode for path, mode in lived.modes.items() if path.suffix and path.stem not in FOR_PEOPLE.values()}
    assert kept == {0o600}
    assert {mode for path, mode in lived.modes.items() if not path.suffix} == {0o700}
    assert len(lived.modes) > 10


def test_what_is_forgotten_is_in_no_file_of_the_folder(world: World) -> None:
    for name in ("log", "another person", "forget"):
        assert world.run(*LINES[name]).returncode == 0, name

    assert not world.home.exists()
    assert world.left() == set()


BROWSER = """#!{python}
import os, stat, sys
page = sys.argv[-1]
places = (page, os.path.dirname(page))
with open({seen!r}, "w") as seen:
    print(*(oct(stat.S_IMODE(os.stat(place).st_mode)) for place in places), file=seen)
    print(*sys.argv, sep="\\n", file=seen)
(made,) = (word.partition("=")[2] for word in sys.argv if word.startswith("--print-to-pdf="))
if {fails!r} != "True":
    with open(made, "wb") as pdf:
        pdf.write(b"%PDF-1.7 %%EOF")
"""


@pytest.mark.skipif(os.name == "nt", reason="needs a script that can be started, and permission bits")
@pytest.mark.parametrize("fails", [False, True])
def test_the_page_for_a_pdf_is_the_owners_alone_and_gone_afterwards(*, fails: bool, world: World) -> None:
    browser, seen = world.root / "browser", world.root / "seen"
    browser.write_text(BROWSER.format(python=sys.executable, seen=str(seen), fails=str(fails)))
    browser.chmod(0o700)
    world.run(*LINES["setup"])
    world.run(*LINES["log"])
    ran = world.run("print", "--pdf", "-o", "asked/list.pdf", IVIG_PREP_BROWSER=str(browser))
    modes, *words = seen.read_text().splitlines()

    assert ran.returncode == (1 if fails else 0)
    assert modes == "0o600 0o700"
    assert os.listdir(world.temp) == []
    assert words[-1].startswith(f"{world.home}/.new-page-")
    assert not any(MARK in word or "911" in word or "2026" in word for word in words[1:])


def test_the_guard_of_the_tests_bites_even_where_a_fault_is_swallowed(tmp_path: Path) -> None:
    (tmp_path / "test_reaching.py").write_text(
        "import socket\n\n"
        "def test_reaching():\n"
        "    try:\n"
        "        socket.create_connection(('127.0.0.1', 9), timeout=1)\n"
        "    except Exception:\n"
        "        pass\n"
    )
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "conftest", "-p", "no:cacheprovider", "test_reaching.py"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(TESTS)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 1
    assert "reached for the network" in ran.stdout


@pytest.mark.parametrize("words", [("unwell", MARK), ("learn", MARK), ("today",), ("report",), ("log", "--list")])
def test_reading_leaves_nothing_at_all(words: tuple[str, ...], ivig: Program) -> None:
    assert ivig(*words).code == 0
    assert not ivig.home.exists()
