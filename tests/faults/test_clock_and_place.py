"""Days that are odd and folders that are odd: no entry is lost or hidden, and nobody else's folder is touched."""

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from faults_room import NET, entries, fill, needs_root, posix_only, record, run, tree, without_power
from kit import PROGRAM, Program, Ran

DRINK = ("drink", "2")


def drunk(ran: Ran) -> int:
    """Return the cups a run says were drunk that day."""
    cups: int = json.loads(ran.out)["fluids"]["drunk"]
    return cups


def worked(ran: Ran) -> bool:
    """Say whether a run did what was asked, with no fault of the program's own."""
    return ran.code == 0 and NET not in ran.err


def mode(path: Path) -> int:
    """Return the permission bits of what stands at a path."""
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def filled(ivig: Program, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Return the program with a record."""
    fill(ivig, tmp_path_factory.getbasetemp() / "filled")
    return ivig


# The clock


@posix_only
@pytest.mark.parametrize(
    ("zone", "at", "day"),
    [
        ("America/New_York", "2026-11-01T00:30:00-04:00", "2026-11-01"),
        ("America/New_York", "2026-11-01T01:30:00-04:00", "2026-11-01"),
        ("America/New_York", "2026-11-01T01:30:00-05:00", "2026-11-01"),
        ("America/New_York", "2027-03-14T01:59:59-05:00", "2027-03-14"),
        ("America/New_York", "2027-03-14T02:30:00", "2027-03-14"),
        ("America/New_York", "2027-03-14T03:00:00-04:00", "2027-03-14"),
        ("Pacific/Kiritimati", "2026-12-01T23:59:59+14:00", "2026-12-01"),
        ("Pacific/Pago_Pago", "2026-12-01T00:00:00-11:00", "2026-12-01"),
        ("No/Such_Zone", "2026-12-01T12:00:00", "2026-12-01"),
    ],
)
def test_an_entry_in_an_odd_hour_stands_on_its_day(tmp_path: Path, zone: str, at: str, day: str) -> None:
    world = {"IVIG_PREP_HOME": str(tmp_path / "record"), "TZ": zone, "IVIG_PREP_TODAY": at}

    assert worked(run(*DRINK, env=world))

    seen = json.loads(run("today", "--json", env=world).out)
    assert (seen["date"], seen["fluids"]["drunk"]) == (day, 2)


@posix_only
def test_a_journey_between_entries_loses_none(tmp_path: Path) -> None:
    """The clock of the computer itself, in zones 25 hours apart: the day may differ, the entries stay."""
    home = {"IVIG_PREP_HOME": str(tmp_path / "record")}
    zones = ("Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC", "Asia/Kathmandu", "America/New_York")
    for score, zone in enumerate(zones):
        assert worked(run("drink", env={**home, "TZ": zone}))
        assert worked(run("feel", str(score), env={**home, "TZ": zone}))
    everything: dict[str, int] = {}
    for zone in zones:
        seen = json.loads(run("drink", "--json", env={**home, "TZ": zone}).out)
        everything[seen["date"]] = max(seen["fluids"]["drunk"], everything.get(seen["date"], 0))

    assert sum(everything.values()) == 2 * len(zones)
    days = {entry["date"] for entry in json.loads(run("feel", "--json", env=home).out)["scores"]}
    assert days == set(everything)


def test_an_entry_of_tomorrow_is_neither_lost_nor_hidden_when_the_clock_is_set_back(filled: Program) -> None:
    filled.on("2026-12-05")
    assert worked(filled("drink", "3"))
    assert worked(filled("feel", "2"))
    assert worked(filled("log", "--brand", "Octagam"))

    filled.on("2026-12-01")

    assert worked(filled("today"))
    assert worked(filled("drink"))
    assert "2026-12-05" in [entry["date"] for entry in json.loads(filled("feel", "--json").out)["scores"]]
    assert "2026-12-05" in filled("feel", "--json").out
    assert "Octagam" in filled("log", "--list").out
    assert drunk(filled.on("2026-12-05")("today", "--json")) == 3


def test_a_clock_that_went_back_to_1970_hides_nothing_and_makes_its_copy(filled: Program) -> None:
    before = filled("log", "--json").out

    filled.on("1970-01-01")

    assert worked(filled("drink"))
    assert worked(filled("today"))
    assert filled("log", "--json").out == before
    names = sorted(os.listdir(filled.home / "copies"))
    assert names == [f"ivig-prep-{day}.db" for day in ("1970-01-01", "2026-11-30", "2026-12-01")]


@pytest.mark.parametrize(
    ("day", "infusion"),
    [
        ("2028-02-28", "2028-02-29"),
        ("2028-02-29", "2028-03-01"),
        ("2028-12-31", "2029-01-01"),
        ("2026-12-31", "2027-01-01"),
        ("2100-02-28", "2100-03-01"),
        ("2199-12-30", "2199-12-31"),
    ],
)
def test_odd_days_are_the_day_before_the_next(ivig: Program, day: str, infusion: str) -> None:
    ivig.on(day)

    assert worked(ivig("setup", "--date", infusion, "--every", "4w"))

    seen = json.loads(ivig("today", "--json").out)
    assert (seen["phase"], seen["infusion"]["date"]) == ("day-before", infusion)
    for words in (("drink",), ("feel", "5"), ("today",), ("calendar", "--next", "3", "-o", "-"), ("report",)):
        assert worked(ivig(*words)), words


COMMANDS = (
    ("setup", "--date", "today"),
    ("drink",),
    ("feel", "5"),
    ("feel", "5", "--on", "yesterday"),
    ("log", "--brand", "Privigen"),
    ("today",),
    ("today", "--json"),
    ("today", "--on", "tomorrow"),
    ("report",),
    ("print", "-o", "-"),
    ("calendar", "-o", "-", "--next", "3"),
    ("unwell", "chest", "pain"),
    (),
)


@pytest.mark.parametrize("day", ["0001-01-01", "0002-01-01", "1900-03-01", "2400-02-29", "9998-12-31", "9999-12-31"])
def test_a_day_at_the_end_of_the_calendar_brings_words_and_no_fault(ivig: Program, day: str) -> None:
    ivig.on(day)

    for words in COMMANDS:
        ran = ivig(*words)
        assert (words, ran.code in (0, 2), NET in ran.err) == (words, True, False), ran.err
        assert ran.code == 0 or ran.err.endswith(".") or "Type: " in ran.err
    assert ivig("unwell", "chest", "pain").code == 0


@pytest.mark.parametrize("day", ["0001-01-01", "1900-02-28", "2100-02-28", "9999-12-31"])
def test_a_day_far_off_is_shown_or_refused_in_words(filled: Program, day: str) -> None:
    for words in (
        ("today", "--on"),
        ("setup", "--date"),
        ("log", "--brand", "Privigen", "--date"),
        ("feel", "5", "--on"),
    ):
        ran = filled(*words, day)
        assert (words, ran.code in (0, 2), NET in ran.err) == (words, True, False), ran.err
    after = [filled(*words) for words in (("today",), ("report",), ("feel", "--json"), ("log", "--list"))]
    assert all(map(worked, after))


@pytest.mark.parametrize(
    "nonsense", ["yesterday", "2026-13-01", "2026-02-29", "20261", "0000-01-01", "1e9", "\u0663", "x" * 5000]
)
def test_a_stand_in_for_the_clock_that_is_no_date_is_told_and_stops_nothing_urgent(
    filled: Program, nonsense: str
) -> None:
    before = tree(filled.home)
    filled.on(nonsense)

    refused = [filled(*words) for words in (("drink",), ("today",), ("feel", "5"), ("report",))]
    urgent = [filled(*words) for words in (("unwell", "chest", "pain"), ("learn", "cost"), ("--help",), ("--version",))]

    assert [(ran.code, NET in ran.err) for ran in refused] == [(2, False)] * 4
    assert all(map(worked, urgent))
    assert tree(filled.home) == before


@pytest.mark.parametrize("nothing", ["", "   "])
def test_an_empty_stand_in_for_the_clock_is_none_or_is_told(ivig: Program, nothing: str) -> None:
    ivig.on(nothing)

    assert ivig("drink").code == (0 if nothing == "" else 2)


# Where the folder is


@posix_only
def test_without_any_environment_the_folder_is_below_the_home_the_system_names(tmp_path: Path) -> None:
    """`env -i`: no HOME, no PATH. Only asked where it is, so that nothing is made in a real home."""
    done = subprocess.run([*PROGRAM, "--version"], env={}, capture_output=True, text=True, check=False, cwd=tmp_path)

    assert done.returncode == 0
    assert "ivig-prep" in done.stdout
    assert list(tmp_path.iterdir()) == [tmp_path / "home"]


@posix_only
def test_a_user_without_a_home_gets_no_folder_wherever_they_stand(tmp_path: Path) -> None:
    needs_root()
    script = (
        "import os, sys, platformdirs; from ivig_prep import errors; from ivig_prep.world import paths\n"
        "platformdirs.user_data_dir('x')\n"
        "os.setuid(54321); os.environ.clear()\n"
        "try: print(paths.data_folder())\n"
        "except errors.Problem as problem: print(problem.sentence, problem.next_step)"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=tmp_path)

    assert done.stdout == "Your home folder is not known. Set IVIG_PREP_HOME to a folder of yours.\n"


def test_without_a_known_home_what_is_urgent_answers(
    ivig: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def nobody(*_: object, **__: object) -> str:
        raise RuntimeError("could not determine the home directory")

    monkeypatch.setattr("platformdirs.user_data_dir", nobody)
    monkeypatch.delenv("IVIG_PREP_HOME")
    monkeypatch.chdir(tmp_path)

    for words in (("unwell", "chest", "pain"), ("--help",), ("learn", "cost"), ("print", "--blank", "-o", "-")):
        assert worked(ivig(*words)), words
    for words in (("drink",), ("today",), ("--for", "Ann", "drink"), ("--version",)):
        ran = ivig(*words)
        assert (words, ran.code, NET in ran.err) == (words, 1, False)
        assert "home folder is not known" in ran.err


@posix_only
@pytest.mark.parametrize("home", ["not there", "may not be written"])
def test_a_home_that_is_not_there_is_made_and_one_that_may_not_be_written_is_told(tmp_path: Path, home: str) -> None:
    folder = tmp_path / home
    power: tuple[str, ...] = ()
    if home == "may not be written":
        power = without_power()
        folder.mkdir(mode=0o500)

    ran = run("drink", env={"HOME": str(folder)}, before=power)
    urgent = run("unwell", "chest", "pain", env={"HOME": str(folder)}, before=power)

    assert urgent.code == 0
    if power:
        assert (ran.code, NET in ran.err) == (1, False)
        assert "may not read or write there" in ran.err
    else:
        assert worked(ran)


NAMES = ["a b", "Zo\u00eb \u8bb0\u5f55", "100% #1? & more;", "it's $HOME `id`", "~", "-rf", "mode=ro", "a" * 255]


@pytest.mark.parametrize("name", NAMES)
def test_a_folder_with_any_name_keeps_and_copies_entries(
    ivig: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    monkeypatch.setenv("IVIG_PREP_HOME", str(tmp_path / "in" / name))

    assert worked(ivig(*DRINK))
    assert worked(ivig("--for", "Ann", "drink"))
    assert worked(ivig("backup", str(tmp_path / "copy.db")))
    assert worked(ivig("backup", "--restore", str(tmp_path / "copy.db")))

    assert drunk(ivig("today", "--json")) == 2
    assert sorted(os.listdir(tmp_path / "in")) == [name]
    assert sorted(os.listdir(tmp_path / "in" / name)) == ["copies", "ivig-prep.db", "people"]


@posix_only
@pytest.mark.parametrize("name", ["a" * 256, "/".join(["a" * 200] * 25)])
def test_a_name_that_is_too_long_is_told(
    ivig: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    monkeypatch.setenv("IVIG_PREP_HOME", str(tmp_path / "in" / name))

    ran = ivig("drink")

    assert (ran.code, NET in ran.err) == (1, False)
    assert "too long" in ran.err
    assert len(ran.err) < 1000
    assert ivig("unwell", "chest", "pain").code == 0


def test_a_relative_folder_is_taken_from_where_one_stands(
    ivig: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("IVIG_PREP_HOME", "mine")
    for place, cups in (("here", "2"), ("there", "5")):
        (tmp_path / place).mkdir()
        monkeypatch.chdir(tmp_path / place)
        assert worked(ivig("drink", cups))
        assert str(tmp_path / place / "mine") in ivig("--version").out

    assert drunk(ivig("today", "--json")) == 5
    monkeypatch.chdir(tmp_path / "here")
    assert drunk(ivig("today", "--json")) == 2


@posix_only
def test_a_tilde_that_no_shell_has_read_is_the_home_folder(
    ivig: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IVIG_PREP_HOME", "~/mine")

    assert worked(ivig("drink"))

    assert (tmp_path / "home" / "mine" / "ivig-prep.db").exists()
    assert not (tmp_path / "~").exists()


def test_an_empty_name_is_the_same_as_none(ivig: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("IVIG_PREP_HOME", "")
    monkeypatch.chdir(tmp_path)

    assert worked(ivig("drink"))

    (made,) = (tmp_path / "home").rglob("ivig-prep.db")
    assert str(made.parent) in ivig("--version").out


@pytest.mark.parametrize(
    "kind", ["file", *(["link to nowhere", "below a link to nowhere"] if os.name == "posix" else [])]
)
def test_what_is_no_folder_is_told_and_stays_and_is_not_taken_for_a_fresh_start(
    ivig: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str
) -> None:
    """A data folder on a disk that is not plugged in must not show as the record of somebody new."""
    place = tmp_path / "place"
    place.write_text("mine") if kind == "file" else place.symlink_to(tmp_path / "a-disk-that-is-away")
    monkeypatch.setenv("IVIG_PREP_HOME", str(place / "mine" if kind.startswith("below") else place))

    for words in (
        ("drink",),
        ("today",),
        ("log", "--list"),
        ("feel", "--json"),
        ("--for", "Ann", "drink"),
        ("report",),
    ):
        ran = ivig(*words)
        assert (words, ran.code, NET in ran.err) == (words, 1, False)
        assert "stands where a folder belongs" in ran.err
    assert ivig("unwell", "chest", "pain").code == 0
    assert (place.read_text() == "mine") if kind == "file" else not (tmp_path / "a-disk-that-is-away").exists()


@posix_only
def test_a_link_in_place_of_the_data_folder_is_followed(filled: Program, tmp_path: Path) -> None:
    before = entries(filled)
    filled.home.rename(tmp_path / "another-disk")
    filled.home.symlink_to(tmp_path / "another-disk")

    assert entries(filled) == before
    assert worked(filled("drink"))
    assert worked(filled("backup", "--restore", str(filled.home / "copies" / "ivig-prep-2026-12-01.db")))
    assert filled.home.is_symlink()
    assert entries(filled) == before


@posix_only
def test_the_folder_of_another_user_is_told_and_left(filled: Program, tmp_path: Path) -> None:
    needs_root()
    power = without_power()
    before = tree(filled.home)
    for path in (filled.home, *filled.home.rglob("*")):
        os.chown(path, 54321, 54321)
    world = {"IVIG_PREP_HOME": str(filled.home), "IVIG_PREP_TODAY": "2026-12-01"}

    for words in (("drink",), ("today",), ("report",)):
        ran = run(*words, env=world, before=power)
        assert (ran.code, NET in ran.err) == (1, False)
        assert "may not read or write there" in ran.err
    assert run("unwell", "chest", "pain", env=world, before=power).code == 0
    assert tree(filled.home) == before


# Who may open it


@contextmanager
def umask(bits: int) -> Iterator[None]:
    """Work under this umask."""
    before = os.umask(bits)
    try:
        yield
    finally:
        os.umask(before)


@posix_only
@pytest.mark.parametrize("bits", [0o000, 0o022, 0o077])
def test_every_folder_is_0700_and_every_file_0600_under_any_umask(ivig: Program, tmp_path: Path, bits: int) -> None:
    with umask(bits):
        fill(ivig, tmp_path / "mine alone")
        ivig("--for", "Ann", "drink")
        ivig("backup", "--restore", str(ivig.home / "copies" / "ivig-prep-2026-11-30.db"))
        record(ivig).write_bytes(b"ruined")
        ivig("backup", "--restore", str(ivig.home / "copies" / "ivig-prep-2026-11-30.db"))

    found = [ivig.home, *ivig.home.rglob("*")]
    assert {path.name for path in found if mode(path) != (0o700 if path.is_dir() else 0o600)} == set()
    assert len(found) > 8


@posix_only
@pytest.mark.parametrize("bits", [0o000, 0o077])
def test_no_file_on_the_way_is_open_to_others_for_a_moment(tmp_path: Path, bits: int) -> None:
    """Strace lists every call that makes a file or a folder; none of ours may name a wider mode."""
    if not shutil.which("strace"):
        pytest.skip("needs strace, which lists what a program makes")
    home, log = tmp_path / "record", tmp_path / "calls"
    world = {"IVIG_PREP_HOME": str(home), "IVIG_PREP_TODAY": "2026-12-01"}
    for words in (("drink",), ("feel", "5"), ("--for", "Ann", "drink")):
        before = ("strace", "-f", "-qq", "-A", "-o", str(log), "-e", "trace=open,openat,mkdir,mkdirat,creat")
        with umask(bits):
            ran = run(*words, env=world, before=before)
        if "ptrace" in ran.err.lower():
            pytest.skip("needs a machine where strace may follow a process")
        assert worked(ran)

    made = [
        line for line in log.read_text().splitlines() if str(home) in line and ("O_CREAT" in line or "mkdir" in line)
    ]
    modes = {line.rpartition(") =")[0].rpartition(", ")[2] for line in made}
    assert any("-journal" in line for line in made)
    assert any("/copies" in line for line in made)
    assert modes <= {"0700", "0600"}


@posix_only
@pytest.mark.parametrize("for_whom", [(), ("--for", "Ann")])
def test_a_folder_of_ours_that_stands_open_is_closed_at_the_next_entry(
    filled: Program, for_whom: tuple[str, ...]
) -> None:
    filled("--for", "Ann", "drink")
    folders = [filled.home, *(path for path in filled.home.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o755)

    assert worked(filled("today"))
    assert mode(filled.home) == 0o755  # what only reads changes nothing
    assert worked(filled(*for_whom, "drink"))

    assert {folder.name: mode(folder) for folder in folders} == {folder.name: 0o700 for folder in folders}


@posix_only
def test_an_empty_folder_made_by_hand_is_closed_with_the_first_entry(ivig: Program) -> None:
    ivig.home.mkdir(mode=0o755)

    assert worked(ivig("drink"))

    assert mode(ivig.home) == 0o700


@posix_only
@pytest.mark.parametrize("kind", ["letter", "sticky", "home", "another user's"])
def test_a_folder_that_is_not_ours_alone_is_never_closed(
    filled: Program, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """The data folder may be somebody's home, or /tmp: closing it would lock others out."""
    wide = 0o1777 if kind == "sticky" else 0o755
    filled.home.chmod(wide)
    (filled.home / "copies").chmod(0o755)
    if kind == "letter":
        (filled.home / "letter.txt").write_text("mine")
    elif kind == "home":
        monkeypatch.setenv("HOME", str(filled.home))
    elif kind == "another user's":
        needs_root()
        os.chown(filled.home, 54321, 54321)

    assert worked(filled("drink"))

    assert mode(filled.home) == wide
    assert mode(filled.home / "copies") == 0o700
    assert mode(record(filled)) == 0o600


@posix_only
def test_folders_of_ones_own_with_the_names_of_ours_are_left_alone(filled: Program) -> None:
    for name in ("copies", "people"):
        (filled.home / name).mkdir(exist_ok=True)
        (filled.home / name / "letter.txt").write_text("mine")
        (filled.home / name).chmod(0o755)
    (filled.home / "letter.txt").write_text("mine")
    filled.home.chmod(0o755)

    assert worked(filled("drink"))

    assert [mode(filled.home / name) for name in ("copies", "people")] == [0o755, 0o755]


@posix_only
@pytest.mark.parametrize("bits", [0o000, 0o022, 0o077])
def test_a_backup_is_closed_to_others_whatever_the_umask_and_a_page_is_as_open_as_that_says(
    filled: Program, tmp_path: Path, bits: int
) -> None:
    """A backup holds the whole record. A page is made to be given to people, as any file a person saves."""
    with umask(bits):
        for words in (("print", "-o"), ("calendar", "-o"), ("report", "-o"), ("backup",)):
            path = tmp_path / f"{words[0]}.out"
            assert worked(filled(*words, str(path)))
            assert mode(path) == (0o600 if words == ("backup",) else 0o666 & ~bits)
