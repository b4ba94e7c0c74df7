"""Whoever finds a wrong word learns where to say so; an address that nobody reads says that it is a placeholder."""

from datetime import date
from pathlib import Path

import pytest
from kit import Program

import ivig_prep
from ivig_prep.pages import shared

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ("--package", "https://clinic.example/ivig.whl")
PAGES = {
    "print": ("print", "-o", "-"),
    "print --text": ("print", "--text", "-o", "-"),
    "print --blank": ("print", "--blank", "-o", "-"),
    "handout": ("handout", *PACKAGE, "-o", "-"),
    "handout --text": ("handout", *PACKAGE, "--text", "-o", "-"),
}
LIST = """clinic: "Oakwood"
checked: "2026-11-22"
check_by: "2027-11-22"
contact: "words@oakwood.test"
"""


def said(ivig: Program, *words: str) -> str:
    """Return what a command prints, on one line."""
    return " ".join(ivig(*words).out.split())


@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_where_a_wrong_word_is_reported_and_when_the_next_check_is_due(
    ivig: Program, page: str
) -> None:
    found = said(ivig, *PAGES[page])

    assert f"Wrong word? Tell your team. No one reads {ivig_prep.CONTACT} yet." in found
    assert "Next check by Saturday 22 May 2027." in found


def test_the_page_of_the_report_says_where_a_wrong_word_is_reported(ivig: Program, folder: Path) -> None:
    ivig("report", "-o", "report.html")

    page = " ".join((folder / "report.html").read_text(encoding="utf-8").split())
    assert f"Made with ivig-prep. Wrong word? Tell your team. No one reads {ivig_prep.CONTACT} yet." in page


def test_version_and_the_readme_say_it_too(ivig: Program) -> None:
    assert ivig_prep.CONTACT in said(ivig, "--version")
    assert ivig_prep.CONTACT in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_address_stands_in_one_place_of_the_code_and_the_content() -> None:
    files = [*(ROOT / "src").rglob("*.py"), *(ROOT / "src").rglob("*.html"), *(ROOT / "data").rglob("*.yaml")]

    assert [path.name for path in files if ivig_prep.CONTACT in path.read_text(encoding="utf-8")] == ["__init__.py"]


def test_the_address_of_a_clinic_stands_in_place_of_ours(ivig: Program, tmp_path: Path) -> None:
    from ivig_prep.content.library import Library

    (tmp_path / "oakwood.yaml").write_text(LIST)
    assert "Where a wrong word is reported: words@oakwood.test" in said(ivig, "clinic", str(tmp_path / "oakwood.yaml"))
    clinic = Library().read_clinic(LIST.encode(), date(2026, 12, 1)).clinic
    checklist = Library(lambda: clinic).checklist

    assert shared.report_words(checklist).endswith("Also write to words@oakwood.test.")


def test_an_address_that_somebody_reads_is_no_placeholder(ivig: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared, "CONTACT", "words@ivig-prep.test")

    assert "Also write to words@ivig-prep.test." in said(ivig, "--version")
    assert "No one reads" not in said(ivig, "--version")
