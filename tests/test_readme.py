"""What the README promises to a newcomer."""

import re
import shlex
from pathlib import Path

import pytest
from kit import Program

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PICTURE = re.compile(r"!\[([^]]*)\]\(([^)]+)\)")
BY_NAME = re.compile(
    r"(?:install|download|uvx|pipx run|tool run|--from|--with)(?:\s+-\S+)*\s+['\"]?ivig[-_]prep(?![-.\w]*\.whl)"
)

FROM_THIS_FOLDER = re.compile(r"\bpip .*install .*?(?:\. |\.;|\.$|-e '\.\[).*", re.MULTILINE)


def test_every_pip_line_installs_the_versions_of_the_lock_from_this_folder() -> None:
    lines = FROM_THIS_FOLDER.findall(README)

    assert len(lines) == 4
    assert [line for line in lines if " -c constraints.txt " not in line] == []


def test_no_line_installs_a_package_of_that_name_from_an_index() -> None:
    assert not BY_NAME.findall(README)


def test_the_search_for_such_lines_finds_them() -> None:
    lines = [
        "pip install ivig-prep",
        "uvx ivig-prep today",
        "pipx install -f 'ivig_prep[test]'",
        "uv run --with ivig-prep x",
    ]

    assert all(BY_NAME.search(line) for line in lines)


def test_each_picture_is_there_and_small_and_said_in_words() -> None:
    pictures = PICTURE.findall(README)

    assert len(pictures) == 3
    for words, path in pictures:
        content = (ROOT / path).read_bytes()
        assert content.startswith(b"\x89PNG"), path
        assert len(content) < 150_000, path
        assert len(words.split()) > 20, path


def test_it_is_short_and_its_first_screen_says_what_it_is_how_to_start_and_shows_it() -> None:
    lines = README.splitlines()
    first = "\n".join(lines[:25])

    assert len(lines) <= 150
    assert "walks you through getting ready" in first
    assert "ivig-prep today\n```" in first
    assert "In an emergency, call" in first
    assert PICTURE.search(first)


def test_a_patient_a_caregiver_and_a_nurse_each_have_a_way_of_their_own() -> None:
    headings = re.findall(r"^## (.+)$", README, re.MULTILINE)

    assert headings[:4] == ["Start", "You have an infusion", "You care for somebody", "You are a nurse"]


PAGES = sorted(path.relative_to(ROOT).as_posix() for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")))


def links_of(page: str) -> list[str]:
    """Return the links of a page that stay in this folder."""
    text = re.sub(r"```.*?```", "", (ROOT / page).read_text(encoding="utf-8"), flags=re.DOTALL)
    return [link for link in re.findall(r"\]\(([^)\s]+)\)", text) if not re.match("https?:|mailto:", link)]


def test_all_pages_are_looked_at_and_the_readme_has_links_in_them() -> None:
    assert {"README.md", "CHANGELOG.md", "docs/install.md", "docs/safety.md", "docs/mutants.md"} <= set(PAGES)
    assert len(links_of("README.md")) > 10


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    for link in links_of(page):
        file, _, place = link.partition("#")
        target = (ROOT / page).parent / file if file else ROOT / page
        assert target.exists(), link
        headings = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE) if place else []
        places = {re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-") for heading in headings}
        assert not place or place in places, link


LINES = sorted(
    {
        line.removeprefix(".venv/bin/").partition(" > ")[0]
        for page in PAGES
        for line in re.findall(r"`((?:\.venv/bin/)?ivig-prep(?: [^`]*)?)`", (ROOT / page).read_text(encoding="utf-8"))
        if not page.startswith(("docs/decisions/", "CHANGELOG", "CONTRIBUTING"))
        if "--pdf" not in line  # that starts a browser
    }
    - {"ivig-prep --install-completion"}  # it asks the shell that started it
)
"""Every line of the pages that a person may type."""


def test_the_pages_show_many_lines_to_type() -> None:
    assert {"ivig-prep today", "ivig-prep unwell --for Ann", "ivig-prep log --help"} <= set(LINES)
    assert len(LINES) > 80


@pytest.mark.parametrize("line", LINES)
def test_every_line_to_type_is_understood(ivig: Program, folder: Path, line: str) -> None:
    ran = ivig(*shlex.split(line.replace("...", ""))[1:])

    assert ran.code in (0, 1, 2)
    assert not re.search("There is no (command|option)|one word too many|Traceback", ran.err), ran.err


def test_no_install_line_of_the_other_pages_takes_a_package_by_its_name_from_an_index() -> None:
    for page in ("docs/install.md", "docs/using.md", "docs/releasing.md", "docs/for-clinics.md"):
        text = (ROOT / page).read_text(encoding="utf-8").replace("uninstall ivig-prep", "")
        assert not BY_NAME.findall(text), page
