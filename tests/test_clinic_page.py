"""docs/clinic-files.md takes a nurse from nothing to a printed page. Each of its lines is done here."""

import re
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from kit import Program, Screen

from ivig_prep.content.library import Library

PAGE = (Path(__file__).parents[1] / "docs" / "clinic-files.md").read_text(encoding="utf-8")
LINES = [shlex.split(line)[1:] for line in re.findall(r"^ *```sh\n *(ivig-prep [^\n]+)\n *```$", PAGE, re.MULTILINE)]
EXAMPLE = "\n".join(line[3:] for line in re.findall(r"^   ```yaml\n(.*?)\n   ```$", PAGE, re.S | re.M)[0].split("\n"))


def test_the_page_names_the_five_lines_of_the_way() -> None:
    assert [line[:-1] for line in LINES] == [["clinic", "--new"], ["clinic", "--check"], ["clinic"], ["print"]]
    assert LINES[-1] == ["print", "--blank"]


def test_the_example_of_the_page_is_the_one_the_program_writes_without_its_notes() -> None:
    written = re.sub(r"\s*#.*", "", Library().clinic_example())

    assert [line for line in written.splitlines() if line] == [line for line in EXAMPLE.splitlines() if line]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_nurse_who_follows_the_page_prints_her_clinics_name_and_number(
    ivig: Program, play: Callable[..., Screen], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    new, check, use, paper = LINES
    assert ivig(*new).code == 0
    (tmp_path / new[-1]).write_text(EXAMPLE.replace("Oakwood", "Riverside"), encoding="utf-8")

    assert ivig(*check).code == 0
    screen = play(*use)
    screen.prompt()
    screen.end("y")
    assert ivig(*paper).code == 0

    printed = (tmp_path / "ivig-checklist.html").read_text(encoding="utf-8")
    assert "Riverside Infusion Center" in printed
    assert "555\N{NO-BREAK SPACE}0100" in printed
    assert "parking ticket" in printed


def test_every_key_of_the_file_stands_on_the_page(ivig: Program) -> None:
    keys = set(re.findall(r'^ *"(\w+)": \{$', ivig("clinic", "--schema").out, re.MULTILINE))

    assert {"clinic", "phones", "not_for", "step_up"} <= keys
    assert not {key for key in keys - {"properties", "items"} if f"`{key}`" not in PAGE}
