"""Whatever goes wrong inside, a patient reads sentences, and the report of it holds no word they wrote."""

import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from kit import Program, Ran

from ivig_prep import CONTACT, __version__
from ivig_prep import __main__ as start
from ivig_prep.faces import plain
from ivig_prep.pages import shared
from ivig_prep.store.store import Store
from ivig_prep.world import crash
from ivig_prep.world.terminal import Terminal

MARK = "zugzwangel"
"""A word that stands for all a person could have typed: in arguments, messages, values, notes of an exception."""
SENTENCE = "Something went wrong inside ivig-prep. What you answered before is saved."
NAME = re.compile(r"crash-2026-12-01-000000-[0-9a-f]{4}\.txt")


def reports(folder: Path) -> list[Path]:
    return sorted(folder.glob("crash-*"))


def fail_with(monkeypatch: pytest.MonkeyPatch, fault: Callable[..., object]) -> None:
    """Let the next cup of `drink` fail, deep inside."""
    monkeypatch.setattr(Store, "add_fluid", fault)


def worded(self: Store, *given: object) -> None:
    kept = f"{MARK} in a value"
    try:
        raise KeyError(kept)
    except KeyError as error:
        told = ValueError(MARK, kept)
        told.add_note(MARK)
        raise told from error


def endless(self: Store, *given: object) -> None:
    endless(self, *given)


def no_memory(self: Store, *given: object) -> None:
    raise MemoryError


def leaving(self: Store, *given: object) -> None:
    sys.exit(MARK)


class Wordless(Exception):  # noqa: N818  # it is one for a test alone
    """A fault that cannot even be said."""

    def __str__(self) -> str:
        raise RuntimeError(MARK)

    __repr__ = __str__


def wordless(self: Store, *given: object) -> None:
    raise Wordless


def group(self: Store, *given: object) -> None:
    raise ExceptionGroup(MARK, [ValueError(MARK), OSError(MARK)])


def circle(self: Store, *given: object) -> None:
    one, two = ValueError(MARK), KeyError(MARK)
    one.__context__, two.__context__ = two, one
    raise one


KINDS = (worded, endless, no_memory, leaving, wordless, group, circle)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_any_fault_is_told_in_sentences_with_a_report_and_exit_1(
    kind: Callable[..., object], ivig: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_with(monkeypatch, kind)
    ran = ivig("drink", "2")

    (kept,) = reports(ivig.home)
    assert ran.code == 1
    assert ran.err.splitlines()[0] == SENTENCE
    assert ran.err.splitlines()[-1] == str(kept)
    assert NAME.fullmatch(kept.name)
    assert "Traceback" not in ran.out + ran.err
    assert MARK not in ran.out + ran.err + kept.read_text()


def test_the_report_says_where_in_the_code_and_nothing_of_what_was_typed(
    ivig: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_with(monkeypatch, worded)
    ivig("drink", "2", "--for", MARK)

    (kept,) = reports(ivig.home)
    lines = kept.read_text().splitlines()
    assert lines[0].startswith(f"ivig-prep {__version__}, Python {sys.version.split()[0]}, ")
    assert lines[1] == "Command: drink"
    assert CONTACT in lines[2]
    assert lines[4] == "builtins.ValueError"
    assert re.fullmatch(r"cli\.py:\d+:run_in", lines[5])
    assert any(re.fullmatch(r"talk.drink\.py:\d+:add", line) for line in lines)
    assert "builtins.KeyError" in lines
    assert lines[-1] == "test_no_traceback"
    assert str(Path.home()) not in kept.read_text()


@pytest.mark.parametrize("word", [MARK, "../drink", "drink\n" + MARK])
def test_a_word_that_is_no_command_is_not_in_the_report(
    word: str, ivig: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "_by_typer", worded)
    ivig(word)

    (kept,) = reports(ivig.home)
    assert "Command: another\n" in kept.read_text()
    assert MARK not in kept.read_text()


def test_whom_to_call_is_told_with_every_fault(ivig: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "_plain", worded)
    told = ivig("unwell", "chest pain").err

    assert "911, 999, 112 or 000" in told
    assert "call the nurse first" in told


def test_without_the_content_the_rest_is_still_told(ivig: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ivig_prep.content.library._read", worded)
    ran = ivig("today")

    assert ran.code == 1
    assert ran.err.startswith(SENTENCE)
    assert len(reports(ivig.home)) == 1


@pytest.mark.skipif(os.name == "nt", reason="needs permission bits, which Windows has not")
def test_only_the_owner_can_read_a_report_whatever_the_umask(ivig: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(monkeypatch, worded)
    before = os.umask(0)
    try:
        ivig("drink")
    finally:
        os.umask(before)

    (kept,) = reports(ivig.home)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(ivig.home.stat().st_mode) == 0o700


def test_only_the_newest_reports_stay(ivig: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(monkeypatch, worded)
    for age in range(crash.KEPT + 3):
        for kept in reports(ivig.home):
            os.utime(kept, (1_000_000 - age, kept.stat().st_mtime - 60))
        newest = ivig("drink").err.splitlines()[-1]

    assert len(reports(ivig.home)) == crash.KEPT
    assert Path(newest) in reports(ivig.home)


def test_where_no_report_can_be_written_the_sentences_are_still_said(
    ivig: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    ivig.home.write_text("a file where the folder belongs")
    monkeypatch.setattr(start, "_by_typer", worded)
    ran = ivig("learn")

    assert ran.code == 1
    assert ran.err.startswith(SENTENCE)
    assert "report this: ValueError, test_no_traceback." in ran.err
    assert CONTACT in ran.err
    assert MARK not in ran.err
    assert ivig.home.read_text() == "a file where the folder belongs"


def test_a_report_that_fails_halfway_leaves_no_file(ivig: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(monkeypatch, worded)
    monkeypatch.setattr(crash, "report", no_memory)
    ran = ivig("drink")

    assert ran.code == 1
    assert ran.err.startswith(SENTENCE)
    assert not reports(ivig.home)


@pytest.mark.parametrize("words", [("drnk",), ("drink", "soon"), ("today",)])
def test_a_fault_while_a_problem_is_told_is_told_too(
    words: tuple[str, ...], ivig: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plain, "text", worded)
    monkeypatch.setattr(shared, "problem", worded)
    ran = ivig(*words)

    assert ran.code == 1
    assert SENTENCE in ran.err
    assert MARK not in ran.out + ran.err


def test_where_nothing_can_be_said_at_all_it_ends_with_1(ivig: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Terminal, "warn", worded)
    fail_with(monkeypatch, worded)
    ran = ivig("drink")

    assert ran == Ran(1, "", "")
    assert len(reports(ivig.home)) == 1


def test_ctrl_c_is_130_and_no_fault(ivig: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def pressed(self: Store, *given: object) -> None:
        raise KeyboardInterrupt

    fail_with(monkeypatch, pressed)
    ran = ivig("drink")

    assert (ran.code, ran.err) == (130, "\nStopped. What was saved before is kept.")
    assert not reports(ivig.home)


def test_a_second_ctrl_c_while_the_first_is_told_is_130_too(ivig: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def pressed(self: object, *given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Terminal, "warn", pressed)
    fail_with(monkeypatch, pressed)

    assert ivig("drink") == Ran(130, "", "")


def test_a_record_that_will_not_close_is_a_fault_like_any(ivig: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Store] = []

    def will_not_close(store: Store) -> None:
        opened.append(store)
        worded(store)

    with monkeypatch.context() as failing:
        failing.setattr(Store, "close", will_not_close)
        ran = ivig("drink")
    for store in opened:
        store.close()  # from Python 3.13 on, one that stays open is a warning, and fails a later test

    assert ran.code == 1
    assert SENTENCE in ran.err


def test_forget_deletes_the_reports_and_nothing_named_almost_like_them(
    ivig: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as failing:
        fail_with(failing, worded)
        ivig("drink")
    ivig("drink")
    mine = ivig.home / "crash-course.txt"
    mine.write_text("mine")

    assert ivig("forget", "--yes").code == 0
    assert os.listdir(ivig.home) == [mine.name]


def started(poison: str, *words: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Start the program in a process of its own, in which one of its files cannot be imported."""
    code = f"import sys; sys.modules[{poison!r}] = None; from ivig_prep.__main__ import main; sys.exit(main())"
    world = {**os.environ, "IVIG_PREP_HOME": str(home)}
    return subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, env=world, check=False)


@pytest.mark.parametrize("file", ["ivig_prep.talk.drink", "ivig_prep.core.amounts", "typer.main"])
def test_a_command_whose_files_are_broken_is_told(file: str, tmp_path: Path) -> None:
    ran = started(file, "drink", "--unknown" if file == "typer.main" else MARK, home=tmp_path)

    assert ran.returncode == 1
    assert "ivig-prep" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert MARK not in ran.stderr + "".join(kept.read_text() for kept in reports(tmp_path))


def test_without_sqlite_the_number_to_call_is_said(tmp_path: Path) -> None:
    ran = started("sqlite3", "today", home=tmp_path)

    assert (ran.returncode, ran.stdout) == (1, "")
    assert "Call your emergency number (911, 999, 112 or 000) now." in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("file", ["ivig_prep.cli", "ivig_prep.core.page"])
def test_a_program_that_cannot_even_start_says_so(file: str, tmp_path: Path) -> None:
    ran = started(file, "today", home=tmp_path)

    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == "ivig-prep could not start. Something in it is missing or broken. Install it again.\n"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full, a device that is always full")
@pytest.mark.parametrize("words", [["today"], ["drink", "soon"], ["nonsense"], ["--help"]])
@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_full_output_brings_no_traceback(words: list[str], stream: str, tmp_path: Path) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, stream: full}
        ran = subprocess.run(
            [sys.executable, "-m", "ivig_prep", *words],
            **streams,  # type: ignore[call-overload]  # one of two names, each of them an argument
            env={**os.environ, "IVIG_PREP_HOME": str(tmp_path)},
            check=False,
        )

    said = (ran.stdout or b"") + (ran.stderr or b"")
    assert ran.returncode in (0, 1, 2)
    assert b"Traceback" not in said
    assert b"Exception ignored" not in said
    assert not reports(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="needs a folder that can be deleted while a program is in it")
@pytest.mark.parametrize(
    ("words", "code"),
    [
        *[(words, 1) for words in ("print", "handout --package ./x.whl", "backup copy.db", "backup --restore copy.db")],
        *[(words, 0) for words in ("today", "unwell headache", "drink", "--version")],
    ],
)
def test_in_a_folder_that_was_taken_away_a_command_works_or_says_so(words: str, code: int, tmp_path: Path) -> None:
    ran = in_a_gone_folder(words, str(tmp_path / "records"), tmp_path)

    assert ran.returncode == code
    assert ran.stdout if code == 0 else "not there anymore" in ran.stderr
    assert SENTENCE not in ran.stderr


@pytest.mark.skipif(os.name == "nt", reason="needs a folder that can be deleted while a program is in it")
def test_unwell_answers_even_where_the_record_was_in_the_folder_taken_away(tmp_path: Path) -> None:
    ran = in_a_gone_folder("unwell chest pain", "records", tmp_path)

    assert ran.returncode == 0
    assert "Call your emergency number" in ran.stdout


def in_a_gone_folder(words: str, records: str, above: Path) -> subprocess.CompletedProcess[str]:
    gone = above / "gone"
    gone.mkdir()
    line = f'rmdir "{gone}"; "{sys.executable}" -m ivig_prep {words}'
    world = {**os.environ, "IVIG_PREP_HOME": records}
    return subprocess.run(["sh", "-c", line], cwd=gone, capture_output=True, text=True, env=world, check=False)
