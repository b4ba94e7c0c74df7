"""What docs/safety.md and docs/for-clinics.md promise is there: each test, each file, each place in a page."""

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

from ivig_prep import CONTACT

ROOT = Path(__file__).resolve().parent.parent
SAFETY, CLINICS = (ROOT / "docs" / name for name in ("safety.md", "for-clinics.md"))
LINK = re.compile(r"\[[^\]]+\]\(([^)]+)\)")


def rows(path: Path, heading: str) -> list[list[str]]:
    """Return the cells of the table whose first heading this is."""
    lines = path.read_text(encoding="utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(f"| {heading} |"))
    table = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        table.append([cell.strip() for cell in line.strip("|").split("|")])
    return table


@cache
def every_test() -> set[str]:
    """Return the names of all tests."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "tests").rglob("test_*.py")]
    return {node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def anchors(path: Path) -> set[str]:
    """Return the places in a page that a link can lead to."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-") for heading in headings}


HAZARDS = rows(SAFETY, "No.")
QUESTIONS = rows(CLINICS, "Question")


@pytest.mark.parametrize("hazard", HAZARDS, ids=lambda row: row[0])
def test_each_hazard_has_a_harm_a_control_and_tests_that_are_there(hazard: list[str]) -> None:
    number, cause, harm, control, held_by = hazard
    named = re.findall(r"`(test_\w+)`", held_by)

    assert all((number, cause, harm, control))
    assert named
    assert set(named) <= every_test()


def test_the_hazards_are_numbered_and_as_many_as_the_other_page_says() -> None:
    assert [int(row[0]) for row in HAZARDS] == list(range(1, len(HAZARDS) + 1))
    assert f"{len(HAZARDS)} hazards" in CLINICS.read_text(encoding="utf-8")


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda row: row[0])
def test_each_question_of_a_board_points_at_a_file_or_is_open(question: list[str]) -> None:
    asked, answer, where = question

    assert asked.endswith("?")
    assert LINK.findall(where) or answer.startswith("**Open")


@pytest.mark.parametrize("page", [SAFETY, CLINICS], ids=lambda path: path.name)
def test_every_link_of_the_two_pages_leads_somewhere(page: Path) -> None:
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        file, _, place = link.partition("#")
        target = (page.parent / file).resolve() if file else page

        assert target.exists(), link
        assert not place or place in anchors(target), link


def test_the_questions_a_board_always_asks_are_among_them() -> None:
    asked = " ".join(row[0] for row in QUESTIONS).lower()

    for word in ("owns", "version", "reviewed", "due", "come from", "read it", "keep", "accessible", "helps", "report"):
        assert word in asked, word


def test_the_pages_name_the_address_and_say_that_it_is_a_placeholder() -> None:
    assert CONTACT in SAFETY.read_text(encoding="utf-8")
    assert CONTACT.endswith(".example") == ("is a placeholder" in SAFETY.read_text(encoding="utf-8"))
    assert CONTACT.endswith(".example") == ("is a placeholder" in CLINICS.read_text(encoding="utf-8"))


def test_the_number_of_libraries_is_the_one_that_the_program_needs() -> None:
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]

    assert f"{len(needed)} libraries" in CLINICS.read_text(encoding="utf-8")


def test_the_number_of_sources_is_the_one_that_the_list_has() -> None:
    listed = re.findall(r"^  - id:", (ROOT / "data" / "sources.yaml").read_text(encoding="utf-8"), re.MULTILINE)

    assert f"{len(listed)} sources" in CLINICS.read_text(encoding="utf-8")
