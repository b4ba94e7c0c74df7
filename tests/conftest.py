"""Values to play with, and a guard that keeps every test away from the real home folder and from the network."""

import os
import socket
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from kit import COUNTED, GRADES, Counted, Program, Screen
from platformdirs import user_data_dir

from ivig_prep.content import library
from ivig_prep.core.checklist import Checklist
from ivig_prep.core.day.phases import Infusion, ListKey
from ivig_prep.core.words import vocabulary
from ivig_prep.core.words.spelling import Spelling
from ivig_prep.store.store import Store
from ivig_prep.world import paths

# On a busy machine the time of one example says nothing. In CI, Hypothesis' own settings for CI stay.
settings.register_profile("unhurried", settings(deadline=None))
settings.load_profile("unhurried")

HERE = Path(__file__).parent
SLOW = {"browser", "faults", "screens", "test_install.py"}
"""Folders and files of which every test is `slow`; the marker on a test of another file says so of that one."""
FAST = {"faults/test_no_traceback.py", "faults/test_privacy.py"}
"""Files in those folders that are quick, and hold what matters most."""

collect_ignore = ["screens"] if os.name == "nt" else []
"""They need a pseudo-terminal and fork, which Windows lacks."""

REAL_FOLDER = os.path.abspath(os.environ.get("IVIG_PREP_HOME") or user_data_dir("ivig-prep", appauthor=False))
"""Where the person who runs the tests may keep a record of their own."""

_TOUCHES = {"open", "sqlite3.connect", "os.listdir", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.link"}
_NETWORK = {"socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.sendmsg"}
_NOT_OURS = ("NO_COLOR", "FORCE_COLOR", "ACCESSIBLE", "TERM", "IVIG_PREP_TODAY")


def _watch(event: str, values: tuple[object, ...]) -> None:
    """Fail the test that touches the real record or the network. Failing passes every `except Exception`."""
    if event in _TOUCHES:
        for value in values[:2]:
            if isinstance(value, (str, bytes)) and _is_real(os.fsdecode(value)):
                pytest.fail(f"{event} reached the real data folder: {os.fsdecode(value)}")
    elif event in _NETWORK and _leaves_this_computer(values[0]):
        pytest.fail(f"{event} reached for the network: {values}")


def _is_real(path: str) -> bool:
    path = os.path.abspath(path.removeprefix("file://").partition("?")[0])
    return path == REAL_FOLDER or path.startswith(REAL_FOLDER + os.sep)


def _leaves_this_computer(opened: object) -> bool:
    return not isinstance(opened, socket.socket) or opened.family in (socket.AF_INET, socket.AF_INET6)


sys.addaudithook(_watch)


@pytest.fixture(autouse=True)
def a_home_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test, and every program it starts, an empty home in its temp folder."""
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    monkeypatch.setenv(paths.HOME_VARIABLE, str(home / "ivig-prep"))
    for name in _NOT_OURS:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session", autouse=True)
def content_is_read_once() -> None:
    """Read each list, and index its words, once and not for each command line: that is half of the tests' time."""
    vars(library)["_read"] = cache(library._read)
    indexed = cache(Spelling)
    vars(vocabulary)["Spelling"] = lambda words: indexed(frozenset(words))


@pytest.fixture(scope="session")
def checklist() -> Checklist:
    """Return the real checklist."""
    return library.Library().checklist


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Return a record in a folder that is not there yet."""
    record = Store(str(tmp_path / "record"), paths.RECORD_NAME)
    yield record
    record.close()


@pytest.fixture
def now() -> datetime:
    """Return Tuesday 1 December 2026, in the evening."""
    return datetime(2026, 12, 1, 20, 30, tzinfo=UTC)


@pytest.fixture
def infusion() -> Infusion:
    """Return an infusion of one day, on Wednesday 2 December 2026."""
    return Infusion(1, date(2026, 12, 2))


@pytest.fixture
def key() -> ListKey:
    """Return the key of the list for the day before that infusion."""
    return ListKey(1, 0, "day-before", "")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


@pytest.fixture
def ivig(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Program:
    """Return the program, run in this process on 1 December 2026, with a record that is not there yet."""
    return Program(capsys, monkeypatch, tmp_path / "records")


@pytest.fixture
def play(tmp_path: Path) -> Callable[..., Screen]:
    """Start the program in a pseudo-terminal, on the same record as `ivig`."""
    return lambda *words, **options: Screen(tmp_path / "records", *words, **options)


@pytest.fixture
def counted(record_property: Callable[[str, object], None]) -> Counted:
    """Return what adds to a count of things tried, such as runs or phrases. The sums stand at the end of a run."""
    return lambda what, number: record_property(COUNTED + what, number)


@pytest.hookimpl(tryfirst=True)  # before pytest picks by marker
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is slow by its place, and what counts as generated."""
    for item in items:
        path = Path(os.path.relpath(item.path, HERE))
        if path.parts[0] in SLOW and path.as_posix() not in FAST:
            item.add_marker("slow")
        if "counted" in getattr(item, "fixturenames", ()):
            item.add_marker("generated")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table of grades that test_words.py made, and how much the generated tests tried."""
    ended = [report for report in terminalreporter.getreports("") if report.when == "teardown"]  # one of each test
    properties = [found for report in ended for found in report.user_properties]
    for table in [str(shown) for name, shown in properties if name == GRADES][:1]:
        terminalreporter.section("US grade (Flesch-Kincaid) of the words a patient can see; at most 6, one text 6.9")
        terminalreporter.write_line(f"{'':26} {'texts':>6} {'words':>7} {'grade':>7} {'hardest':>9}")
        terminalreporter.write_line(table)
    sums = Counter[str]()
    for name, number in properties:
        if name.startswith(COUNTED):
            sums[name.removeprefix(COUNTED)] += int(str(number))
    if sums:
        terminalreporter.section("What the generated tests tried")
    for name, total in sorted(sums.items()):
        terminalreporter.write_line(f"{name}: {total:,}")
