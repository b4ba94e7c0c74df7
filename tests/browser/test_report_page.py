"""The report as Chromium prints it, on either paper: in clear print, and as few pages as that takes."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from kit import Program
from reading import package
from test_pages_in_a_browser import (  # fixtures are found by their names
    Open,
    both_sizes,
    chromium,  # noqa: F401
    ivig,  # noqa: F401
    printed,
    show,  # noqa: F401
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
DAYS = ("2026-07-07", "2026-08-04", "2026-09-01", "2026-09-29", "2026-10-27", "2026-11-24")
FLAGS = ("--brand", "Privigen", "--lot", "P100356715", "--lot", "P100356725", "--dose", "35", "--site", "left forearm")
MORE = ("--premed", "acetaminophen 650 mg", "--premed", "diphenhydramine 25 mg", "--start", "09:30", "--end", "13:15")
SPEED = ("--rate-start", "30 ml an hour", "--rate-top", "200 ml an hour", "--helped", "slower speed, a warm blanket")
AFTER = ("--reaction", "headache, 6 hours after, 5", "--reaction", "chills, in the second hour, 3")
NOTES = ("--notes", "The nurse slowed it down at 11. Slept ten hours after it. Back to work on the second day.")


@pytest.fixture
def page(ivig: Program, tmp_path: Path) -> Path:  # noqa: F811
    """Return the report of six infusions with reactions and notes, 28 days of scores and three questions."""
    for day in DAYS:
        assert ivig.on(day)("log", "--date", day, *FLAGS, *MORE, *SPEED, *AFTER, *NOTES).code == 0
    for number in range(28):
        ivig.on("2026-11-23")("feel", str(number % 11), "--on", f"2026-{10 + (26 + number) // 31:02}-{_day(number):02}")
    ivig.on("2026-12-01")("setup", "--date", "2026-12-22", "--time", "09:30")
    for question in ("Can it run slower?", "Is there another medicine for the headache?", "May I have it at home?"):
        ivig("log", "--question", question)
    path = tmp_path / "report.html"
    assert ivig("report", "-o", str(path)).code == 0
    return path


def _day(number: int) -> int:
    return (26 + number) % 31 + 1


@both_sizes
def test_six_full_infusions_and_28_days_are_three_pages(
    page: Path,
    show: Open,  # noqa: F811
    size: Literal["A4", "Letter"],
) -> None:
    reader = printed(show(page), size)

    assert len(reader.pages) == 3
    first, *_, last = [" ".join(one.extract_text().split()) for one in reader.pages]
    assert first.index("Name:") < first.index("Date of birth:") < first.index("My questions")
    assert first.index("Can it run slower?") < first.index("Last infusions")
    for number, one in enumerate(reader.pages, 1):
        assert f"Infusion report, page {number} of 3" in " ".join(one.extract_text().split())
    assert "Day 28:" in last
    assert last.count("Infusion") >= 3
    assert "0 worst" in last
    assert "10 best" in last


def test_the_report_is_in_clear_print_and_no_letter_is_smaller_than_12_pt(page: Path, show: Open) -> None:  # noqa: F811
    opened = show(page)
    opened.emulate_media(media="print")

    size = "parseFloat(getComputedStyle(document.querySelector('.cycles td')).fontSize)"
    assert opened.evaluate(size) == pytest.approx(14 * 96 / 72, abs=0.01)
    assert _smallest(opened) >= 12 * 96 / 72 - 0.01


def test_axe_finds_nothing_on_the_report(page: Path, show: Open) -> None:  # noqa: F811
    axe = package("axe-core/axe.min.js")
    for scheme in ("light", "dark"):
        opened = show(page, color_scheme=scheme, bypass_csp=True)
        opened.add_script_tag(path=axe)

        found = opened.evaluate("axe.run()")

        assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found["violations"]] == []


def test_the_rows_of_each_table_have_a_heading(page: Path) -> None:
    source = page.read_text("utf-8")

    assert source.count('<th scope="row">') == 12
    assert "<ul>" not in source


def _smallest(page: "Page") -> float:
    found: float = page.evaluate(
        """() => Math.min(...[...document.querySelectorAll('body *')].filter(e => e.textContent.trim() &&
        !e.closest('svg')).map(e => parseFloat(getComputedStyle(e).fontSize)))"""
    )
    return found


def test_it_is_not_wider_than_a_small_phone(page: Path, show: Open) -> None:  # noqa: F811
    assert show(page).evaluate("document.documentElement.scrollWidth") <= 320
