"""The page of all commands and the man page say what the declarations say, and nothing else."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import command_pages as pages
import pytest

from ivig_prep import app
from ivig_prep.pages.help import COMMANDS


@pytest.mark.parametrize(
    ("path", "made"), [(pages.MARKDOWN, pages.markdown), (pages.MANUAL, pages.manual)], ids=["markdown", "manual"]
)
def test_the_file_is_what_the_declarations_make(path: Path, made: Callable[[], str]) -> None:
    """`python tools/command_pages.py` makes both again."""
    assert path.read_text(encoding="ascii") == made()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_and_every_example_of_a_command_is_on_both_pages(name: str) -> None:
    page, manual = pages.markdown(), pages.manual().replace("\n", " ")

    for option in app.options(name):
        assert f"| `{pages.names_of(option)}` | {option.help.replace('|', chr(92) + '|')} |" in page
        assert option.names[0].replace("-", r"\-") in manual
    for typed, does in app.examples(name):
        assert f"| `{typed}` | {does} |" in page


def test_the_man_page_is_read_without_a_complaint() -> None:
    program = shutil.which("mandoc") or shutil.which("groff")
    if program is None:
        pytest.skip("needs mandoc or groff, which this machine lacks")
    check = ["-Tlint", "-W", "warning"] if program.endswith("mandoc") else ["-man", "-ww", "-Tascii", "-z"]

    ran = subprocess.run([program, *check, str(pages.MANUAL)], capture_output=True, text=True, check=False)

    assert (ran.stdout + ran.stderr).strip() == ""
