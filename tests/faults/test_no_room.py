"""No room, no permission, a disk that reports faults: said in words, nothing lost, and nothing said that is not so."""

import json
import os
import resource
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from faults_room import NET, entries, fill, needs_root, posix_only, record, run, tree, without_power
from kit import Program, Ran, Screen

pytestmark = posix_only
SAVING = (
    ("drink", "2"),
    ("feel", "3"),
    ("log", "--date", "2026-11-04", "--lot", "B456", "--notes", "long " * 2000),
    ("log", "--question", "Can it run slower?"),
    ("setup", "--emergency", "112", "--clinic-phone", "555 0100"),
    ("setup", "--date", "2026-12-09"),
    ("--for", "Ann", "drink"),
)
WRITING = (
    ("backup", "copy.db"),
    ("print", "-o", "list.html"),
    ("print", "--text", "-o", "list.txt"),
    ("calendar", "-o", "visit.ics"),
    ("report", "-o", "report.html"),
)


class Disk:
    """A small disk of its own, that can be filled and cleared."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    def fill(self, free: int = 0) -> None:
        """Write until nothing more fits, then give so many bytes free again."""
        with open(self._filler, "ab", buffering=0) as file:
            for size in (65536, 4096):
                try:
                    while True:
                        file.write(bytes(size))
                except OSError:
                    continue
            file.truncate(max(file.tell() - free, 0))

    def clear(self) -> None:
        """Make room again."""
        self._filler.unlink()

    def only_for_reading(self, yes: bool) -> None:
        """Let nobody write on this disk any more, or let them write again."""
        subprocess.run(["mount", "-o", f"remount,{'ro' if yes else 'rw'}", str(self.folder)], check=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """Return a disk of one megabyte."""
    needs_root()
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], check=False)
    if done.returncode:
        pytest.skip("needs a machine where a small disk (tmpfs) can be mounted")
    yield Disk(folder)
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def full(
    disk: Disk,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> Program:
    """Return the program with a record on a small disk, in whose folder it also writes pages."""
    program = Program(capsys, monkeypatch, disk.folder / "records")
    fill(program, tmp_path_factory.getbasetemp() / "filled")
    monkeypatch.chdir(disk.folder)
    return program


def could_not(ran: Ran) -> bool:
    """Check that a run said that it could not do it, in words and on standard error; return True."""
    assert ran.code == 1
    assert "Saved" not in ran.out
    assert "could not be" in ran.err
    assert NET not in ran.err
    return "Traceback" not in ran.err


# A full disk


@pytest.mark.parametrize("words", SAVING, ids=lambda words: " ".join(words)[:24])
def test_on_a_full_disk_an_entry_is_refused_whole_and_taken_once_there_is_room(
    full: Program, disk: Disk, words: tuple[str, ...]
) -> None:
    before, whole = entries(full), record(full).read_bytes()
    disk.fill()

    assert could_not(full(*words))
    assert "The disk is full." in full(*words).err
    assert entries(full) == before
    assert record(full).read_bytes() == whole
    assert [name for name in os.listdir(full.home) if name.startswith(".new-")] == []

    disk.clear()
    assert full(*words).code == 0


def test_with_little_room_what_is_acknowledged_is_there_and_nothing_else(full: Program, disk: Disk) -> None:
    """With a few pages free the entry may fit and its journal not, or the other way round."""
    said = {}
    for free in range(0, 60_000, 6_000):
        disk.fill(free)
        drunk = json.loads(full("drink", "--json", "--undo").out or '{"fluids": {"drunk": null}}')["fluids"]["drunk"]
        before = json.loads(full("today", "--json").out)["fluids"]["drunk"]
        assert drunk in (None, before)
        ran = full("drink", "2")
        disk.clear()
        now = json.loads(full("today", "--json").out)["fluids"]["drunk"]
        said[free] = ran.code
        assert now - before == (2 if ran.code == 0 else 0)
        assert ran.code == 0 or could_not(ran)

    assert set(said.values()) == {0, 1}


@pytest.mark.parametrize("words", WRITING, ids=lambda words: " ".join(words)[:24])
def test_on_a_full_disk_no_half_file_is_left_and_the_one_before_stays_whole(
    full: Program, disk: Disk, words: tuple[str, ...]
) -> None:
    path = disk.folder / words[-1]
    replaces = words[0] != "backup"
    if replaces:
        assert full(*words).code == 0
    before = path.read_bytes() if replaces else None
    full("setup", "--emergency", "112", "--date", "2026-12-09")
    disk.fill()

    assert could_not(full(*words))

    assert (path.read_bytes() if path.exists() else None) == before
    assert sorted(os.listdir(disk.folder)) == sorted(["filler", "records", *([words[-1]] if replaces else [])])
    disk.clear()
    assert full(*words).code == 0
    assert path.read_bytes() != before


@pytest.mark.parametrize("ruined", [False, True])
@pytest.mark.parametrize("free", [0, 20_000, 130_000])
def test_on_a_full_disk_a_backup_is_brought_back_whole_or_not_at_all(
    full: Program, disk: Disk, tmp_path: Path, ruined: bool, free: int
) -> None:
    backup = tmp_path / "mine.db"
    assert full("backup", str(backup)).code == 0
    back = entries(full)
    full("drink", "5")
    if ruined:
        record(full).write_bytes(b"ruined")
    before = record(full).read_bytes()
    disk.fill(free)

    ran = full("backup", "--restore", str(backup))

    if ran.code:
        assert could_not(ran)
        assert record(full).read_bytes() == before
    disk.clear()
    assert full("backup", "--restore", str(backup)).code == 0
    assert entries(full) == back


def test_with_no_room_for_the_copy_of_the_day_the_entry_is_saved_and_that_is_said(full: Program, disk: Disk) -> None:
    full.on("2026-12-02")
    disk.fill(40_000)

    ran = full("drink", "2")

    assert ran.code == 0
    assert "automatic copy of today could not be made" in ran.err
    assert json.loads(full("today", "--json").out)["fluids"]["drunk"] == 2
    assert sorted(os.listdir(full.home)) == ["copies", "ivig-prep.db"]


def test_the_first_entry_on_a_full_disk_leaves_no_half_record(
    disk: Disk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    program = Program(capsys, monkeypatch, disk.folder / "records")
    disk.fill()

    assert could_not(program("drink"))
    assert not record(program).exists()
    assert program("log", "--list").code == 0

    disk.clear()
    assert program("drink").code == 0


def test_an_answer_on_a_full_disk_stops_the_walk_in_words_and_it_goes_on_at_the_same_screen(
    full: Program, disk: Disk
) -> None:
    pytest.importorskip("pexpect", reason="needs a pseudo-terminal")
    screen = Screen(full.home, "today")
    screen.prompt()
    screen.type("")
    screen.type("1")
    disk.fill()
    said = screen.end("2")
    code = screen.code

    assert code == 1
    assert "The disk is full." in said
    assert "Traceback" not in said
    assert json.loads(full("today", "--json").out)["done"] == 1
    disk.clear()
    again = Screen(full.home, "today")
    page = again.prompt()
    assert "1 ✓ done: " in page
    assert "2 □ to do: " in page
    again.kill()


def test_help_comes_on_a_full_disk(full: Program, disk: Disk) -> None:
    disk.fill()

    for words in (("unwell", "chest", "pain"), ("learn", "cost"), ("--help",), ("today",), ("report",)):
        assert full(*words).code == 0
    assert "911" in full("unwell", "chest", "pain").out


def test_a_page_for_another_disk_is_written_though_the_record_s_is_full(
    full: Program, disk: Disk, tmp_path: Path
) -> None:
    disk.fill()

    ran = full("print", "-o", str(tmp_path / "list.html"))

    assert ran.code == 0
    assert "It does not know of this file." in ran.err
    assert "911" in (tmp_path / "list.html").read_text()


# A disk, a folder or a file that may not be written


def test_a_disk_for_reading_alone_is_said_and_read_from(full: Program, disk: Disk) -> None:
    before = entries(full)
    disk.only_for_reading(yes=True)

    for words in (*SAVING, *WRITING):
        assert could_not(full(*words)), words
    after = entries(full)
    disk.only_for_reading(yes=False)

    assert after == before
    assert full("drink").code == 0


@pytest.fixture
def world(ivig: Program, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the environment of a process of its own, on a record with entries."""
    fill(ivig, tmp_path_factory.getbasetemp() / "filled")
    return {"IVIG_PREP_HOME": str(ivig.home), "IVIG_PREP_TODAY": "2026-12-01", "HOME": str(tmp_path)}


@pytest.mark.parametrize(("place", "mode"), [(".", 0o500), (".", 0o000), ("ivig-prep.db", 0o400), ("ivig-prep.db", 0)])
def test_without_permission_nothing_is_saved_and_nothing_is_taken_for_empty(
    ivig: Program, world: dict[str, str], place: str, mode: int
) -> None:
    power = without_power()
    before = tree(ivig.home)
    (ivig.home / place).chmod(mode)
    try:
        ran = run("drink", env=world, before=power)
        shown = run("log", "--list", env=world, before=power)
        urgent = run("unwell", "chest", "pain", env=world, before=power)
    finally:
        (ivig.home / place).chmod(0o700 if place == "." else 0o600)

    assert could_not(ran)
    assert "Privigen" in shown.out if mode & 0o400 and shown.code == 0 else could_not(shown)
    assert urgent.code == 0
    assert tree(ivig.home) == before
    assert run("drink", env=world, before=power).code == 0


def test_a_folder_where_pages_may_not_be_written_is_said(world: dict[str, str], tmp_path: Path) -> None:
    power = without_power()
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "letter.txt").write_text("mine")
    folder.chmod(0o500)
    try:
        written = [run(*words, env=world, before=power, cwd=folder) for words in WRITING]
    finally:
        folder.chmod(0o700)

    assert all(map(could_not, written))
    assert tree(folder) == {"letter.txt": ("file", b"mine")}


def test_a_folder_of_copies_that_may_not_be_read_stops_no_entry(ivig: Program, world: dict[str, str]) -> None:
    power = without_power()
    (ivig.home / "copies").chmod(0)
    try:
        ran = run("setup", "--emergency", "112", "--date", "2026-12-09", env=world, before=power)
    finally:
        (ivig.home / "copies").chmod(0o700)

    assert ran.code == 0
    assert ran.err.count("could not be made") == 1


# A limit on the size of files; and a disk that reports faults in the middle


def limited(size: int) -> Callable[[], None]:
    """Return what lets no file of a process grow beyond a size; the signal that comes first ends no Python."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("size", [0, 100, 4096, 60_000])
def test_a_limit_on_the_size_of_files_loses_nothing(ivig: Program, world: dict[str, str], size: int) -> None:
    before = entries(ivig)

    for words in (("drink", "2"), ("setup", "--emergency", "112"), ("backup", "copy.db"), ("print", "-o", "list.html")):
        ran = run(*words, env=world, preexec_fn=limited(size), cwd=ivig.home.parent)
        assert ran.code != -signal.SIGXFSZ
        assert ran.code == 0 or could_not(ran)

    if size < 4096:
        assert entries(ivig) == before
    assert not (ivig.home.parent / "copy.db").exists()
    entries(ivig)  # a journal that such a limit left is rolled back at the next start
    assert sorted(os.listdir(ivig.home)) == ["copies", "ivig-prep.db"]


CALLS = ("pwrite64", "fsync,fdatasync", "openat")
FAULTS = ("ENOSPC", "EIO", "EDQUOT")


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("call", CALLS)
def test_a_disk_that_reports_faults_from_some_moment_on_loses_nothing(
    ivig: Program, world: dict[str, str], call: str, fault: str
) -> None:
    """Strace makes each call on the record or its journal fail, from the first, second or fourth on."""
    if not shutil.which("strace"):
        pytest.skip("needs strace, which lets calls fail")
    path, codes = str(record(ivig)), set()
    for first in (1, 2, 4):
        before = json.loads(ivig("today", "--json").out)["fluids"]["drunk"]
        inject = f"{call}:error={fault}:when={first}+"
        on = ("-P", path, "-P", f"{path}-journal")
        ran = run("drink", env=world, before=("strace", "-f", "-qq", "-o", os.devnull, "-e", f"inject={inject}", *on))
        if "ptrace" in ran.err.lower():
            pytest.skip("needs a machine where strace may follow a process")

        now = json.loads(ivig("today", "--json").out)["fluids"]["drunk"]
        assert (first, ran.code == 0 or could_not(ran)) == (first, True)
        assert now - before == (1 if ran.code == 0 else 0)
        codes.add(ran.code)
    assert 1 in codes
    assert ivig("drink").code == 0
