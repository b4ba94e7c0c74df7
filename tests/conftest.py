"""Values to play with, and a guard that keeps every test away from the real home folder and from the network."""

import os
import socket
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import settings
from kit import GRADES, Program, Screen
from platformdirs import user_data_dir

from ivig_prep.core.checklist import Checklist
from ivig_prep.core.day.phases import Infusion, ListKey
from ivig_prep.store.store import Store
from ivig_prep.world import paths

# On a busy machine the time of one example says nothing. In CI, Hypothesis' own settings for CI stay.
settings.register_profile("unhurried", settings(deadline=None))
settings.load_profile("unhurried")

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


@pytest.fixture(scope="session")
def checklist() -> Checklist:
    """Return the real checklist."""
    from ivig_prep.content.library import Library

    return Library().checklist


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
def ivig(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Program:
    """Return the program, run in this process on 1 December 2026, with a record that is not there yet."""
    return Program(capsys, monkeypatch, tmp_path / "records")


@pytest.fixture
def play(tmp_path: Path) -> Callable[..., Screen]:
    """Start the program in a pseudo-terminal, on the same record as `ivig`."""
    return lambda *words, **options: Screen(tmp_path / "records", *words, **options)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table of grades that test_words.py made."""
    reports = terminalreporter.getreports("passed") + terminalreporter.getreports("failed")
    tables = [
        str(said) for report in reports for name, said in getattr(report, "user_properties", ()) if name == GRADES
    ]
    for table in tables[:1]:
        terminalreporter.section("US grade (Flesch-Kincaid) of the words a patient can see; at most 6, one text 6.9")
        terminalreporter.write_line(f"{'':26} {'texts':>6} {'words':>7} {'grade':>7} {'hardest':>9}")
        terminalreporter.write_line(table)
