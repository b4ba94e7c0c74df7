"""Help, completion and version: short, examples first, true, and free at an ordinary start."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from kit import PROGRAM
from screens_kit import Line, Tell, World, taught

from ivig_prep import app
from ivig_prep.pages.help import COMMANDS

LONG_HELP = ("log", "setup")
"""The two that are not held to 25 lines: an option for each question."""
NEEDS_A_BROWSER = "--pdf"
README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")


def page(world: World, *words: str) -> list[str]:
    """Return a page as it stands on a terminal of 72 columns, without the line about the clock of these tests."""
    shown = world.screen(*words, "--plain", columns=72)
    assert shown.code == 0
    return [row for row in shown.out.splitlines() if "IVIG_PREP_TODAY" not in row]


def test_help_is_short_and_begins_with_the_emergency_line_then_examples(unknown: World, name: str) -> None:
    rows = page(unknown.fresh(), name, "--help")

    assert "Call your emergency number" in " ".join(rows[:4])
    assert len(rows) <= 25 or name in LONG_HELP
    assert max(map(len, rows)) <= 72
    assert rows.index("Examples") < (rows.index("Options") if "Options" in rows else len(rows))
    assert COMMANDS[name] in " ".join(rows)
    assert sum(row.startswith("With any command: ") for row in rows) == 1
    assert rows[-1].startswith("With any command: ")


def test_help_names_every_option_and_every_example(unknown: World, name: str) -> None:
    said = " ".join(unknown.fresh().pipe(name, "--help").out.split())

    for option in app.options(name):
        assert f"{', '.join(option.names)} {option.value}".rstrip() + ": " in said, option
    for typed, does in app.examples(name):
        assert f"{typed}: {does}" in said


def test_the_front_page_names_every_command_and_nothing_of_completion(unknown: World) -> None:
    rows = page(unknown.fresh(), "--help")

    assert len(rows) <= 32
    assert "Type ivig-prep unwell, press Enter, then type how you feel." in " ".join(rows)
    assert all(any(row.strip().startswith(f"{name}: ") for row in rows) for name in COMMANDS)
    assert not any("completion" in row for row in rows)
    assert "ivig-prep --install-completion" in README


@pytest.mark.parametrize("line", [line for name in COMMANDS for line in taught(name)], ids=" ".join)
def test_every_example_does_what_it_says(told: Tell, line: Line) -> None:
    ran = told(line).piped

    if NEEDS_A_BROWSER in line:  # there is none in these tests; tests/browser makes the PDF
        assert (ran.code, "browser" in ran.err) == (1, True)
    elif ran.code == 2:  # it asks, which needs its terminal
        shown = told(line).plain
        assert (shown.code, shown.questions > 0) == (0, True)
    else:
        urgent = ran.out.splitlines()[:2] if line[0] == "unwell" else []  # for where a shell has sent the answer away
        assert (ran.code, ran.err.splitlines()) == (0, urgent)


def test_version_says_what_it_is_and_that_nothing_is_sent(known: World) -> None:
    said = known.fresh().pipe("--version").out

    assert str(known.home) in said
    assert "Content version" in said
    assert "Nothing is sent anywhere." in said


def test_a_problem_goes_to_standard_error_and_leaves_standard_output_alone(known: World, name: str) -> None:
    ran = known.fresh().pipe(name, "--no-such-option")

    if app.takes_words(name) and ran.code == 0:
        assert ran.out  # taken as words: nothing a person types about how they feel is refused
        return
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.splitlines()[-1].startswith("Type: ivig-prep") or len(ran.err.splitlines()) == 2


# Completion


@pytest.fixture
def on_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a program named `ivig-prep` on the path, as an install does, and return the home of its shell."""
    program = tmp_path / "bin" / "ivig-prep"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ivig_prep "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    return tmp_path / "home"


def shell(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"needs the shell {name}, which this machine lacks")
    return found


def test_tab_completes_a_command_in_a_real_bash_once_it_is_installed(on_path: Path) -> None:
    import pexpect  # late: there is none on Windows

    bash = shell("bash")
    subprocess.run(["ivig-prep", "--install-completion", "bash"], check=True, capture_output=True)

    own = on_path / ".bashrc"
    talk = pexpect.spawn(bash, ["--rcfile", str(own), "-i"], env={**os.environ, "TERM": "dumb"}, encoding="utf-8")
    talk.send("ivig-prep to\t")
    talk.expect("ivig-prep today", timeout=30)
    talk.send("\x15exit\n")
    talk.expect(pexpect.EOF, timeout=30)
    assert "ivig" in own.read_text()


@pytest.mark.parametrize(
    ("name", "asks"),
    [
        ("zsh", "autoload -Uz compinit && compinit -u && {script} && print -r -- ${{_comps[ivig-prep]}}"),
        ("fish", "{script} | source; complete -C 'ivig-prep to'"),
    ],
)
def test_other_shells_take_the_completion_too(on_path: Path, name: str, asks: str) -> None:
    program = shell(name)
    script = "ivig-prep --show-completion " + name
    typed = asks.format(script=f'eval "$({script})"' if name == "zsh" else script)

    ran = subprocess.run([program, "-c", typed], capture_output=True, text=True, check=False)

    assert ("_ivig_prep_completion" if name == "zsh" else "today") in ran.stdout, ran.stderr


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_each_shell_is_answered_with_what_can_come_next(unknown: World, name: str) -> None:
    for typed, offered in (("ivig-prep to", "today"), ("ivig-prep today --o", "--on")):
        world = {"_IVIG_PREP_COMPLETE": f"complete_{name}", "COMP_WORDS": typed, "COMP_CWORD": str(typed.count(" "))}
        asked = {**world, "_TYPER_COMPLETE_ARGS": typed, "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
        ran = unknown.fresh().pipe(env=asked, real=True)

        assert offered in ran.out, typed


def test_completion_offers_every_option_of_every_command(unknown: World, name: str) -> None:
    typed = f"ivig-prep {name} --"
    asked = {"_IVIG_PREP_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": "2"}
    offered = unknown.fresh().pipe(env=asked, real=True).out.split()

    for option in app.options(name):
        assert option.names[-1] in offered


@pytest.mark.parametrize(
    "line", [("today",), ("drink",), ("drink", "300ml"), ("unwell",), ("unwell", "headache")], ids=str
)
def test_the_commands_people_wait_for_start_without_typer(unknown: World, line: Line) -> None:
    world = unknown.fresh().environment({})
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", *PROGRAM[1:], *line], capture_output=True, text=True, env=world, check=True
    )
    loaded = {row.rpartition("|")[2].strip() for row in ran.stderr.splitlines() if row.startswith("import time:")}

    assert "ivig_prep.cli" in loaded
    assert not {module for module in loaded if module.partition(".")[0] in ("typer", "click", "shellingham", "inspect")}
