"""The report as Chromium prints it: one page for a doctor, on either paper, at 10 pt or more."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from kit import Program
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
def test_six_full_infusions_and_28_days_are_one_page(
    page: Path,
    show: Open,  # noqa: F811
    size: Literal["A4", "Letter"],
) -> None:
    reader = printed(show(page), size)

    assert len(reader.pages) == 1
    text = " ".join(reader.pages[0].extract_text().split())
    assert "Day 28:" in text
    assert "7 July 2026" in text


def test_no_letter_on_paper_is_smaller_than_10_pt(page: Path, show: Open) -> None:  # noqa: F811
    opened = show(page)
    opened.emulate_media(media="print")

    assert _smallest(opened) >= 10 * 96 / 72 - 0.01


def _smallest(page: "Page") -> float:
    found: float = page.evaluate(
        """() => Math.min(...[...document.querySelectorAll('body *')].filter(e => e.textContent.trim() &&
        !e.closest('svg')).map(e => parseFloat(getComputedStyle(e).fontSize)))"""
    )
    return found


def test_it_is_not_wider_than_a_small_phone(page: Path, show: Open) -> None:  # noqa: F811
    assert show(page).evaluate("document.documentElement.scrollWidth") <= 320
