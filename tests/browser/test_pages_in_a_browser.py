"""The pages as Debian's Chromium shows and prints them, as axe-core and the Nu checker find them."""

import html as escaping
import importlib.util
import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest
from kit import Program, Screen
from reading import CHROMIUM, missing, package, program

from ivig_prep.core.handout import Handout, web_address
from ivig_prep.faces import html
from ivig_prep.pages import booklet as booklet_words
from ivig_prep.pages import handout as handout_words

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page
    from pypdf import PdfReader

pytestmark = pytest.mark.browser
FLAGS = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
WHEEL = "https://downloads.clinic.example/infusion/ivig_prep-0.1.0-py3-none-any.whl"
EVERYTHING = "first-time,new-brand,home,port,diabetes,nerve-muscle,child,caregiver"
PHONES = ("--clinic-phone", "555 0100", "--night-phone", "555 0199")
LONG_PHONES = ("--clinic-phone", "+1 (212) 555 0100 extension 123456", "--night-phone", "+44 (0)20 7946 0999")
SETTINGS: dict[str, tuple[str, ...]] = {
    "nothing set": (),
    "emergency number": ("--emergency", "911"),
    "phones": ("--emergency", "911", *PHONES),
    "phones, unknown number": PHONES,
    "goal": ("--emergency", "911", *PHONES, "--fluid-goal", "8cups"),
    "goal, unknown number": (*PHONES, "--fluid-goal", "8cups"),
    "limit, unknown number": (*PHONES, "--fluid-limit", "1.5l"),
}
LONGEST = ("--days", "7", "--time", "09:30", *LONG_PHONES, "--fluid-goal", "8cups", "--fits", EVERYTHING)
PAGES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "plain": (("--emergency", "911", *PHONES), ("print",)),
    "longest": (LONGEST, ("print",)),
    "longest, large": (("--emergency", "911", *LONGEST), ("print", "--large")),
    "blank": ((), ("print", "--blank")),
    "handout": (("--emergency", "112", *LONG_PHONES), ("handout", "--package", WHEEL)),
}
"""Settings, and the command that makes the page of a person with these."""

FIRST_ROWS = ("Brand", "Lot", "Expires", "Weight", "IV site", "Start", "End")
"""What there are ruled lines for on infusion day, if on nothing else."""
SECTIONS = ("packing", "ready", "care", "leaving")
LONG_CLINIC = """clinic: "Saint Maryland Lutheran Memorial Infusion Center"
checked: "2026-11-22"
check_by: "2027-11-22"
phones:
  daytime: "+1 (212) 555-0100 ext. 12"
  night: "555-555-0199"
items:
"""
SIXTY = """  - id: ours-{number}
    section: {section}
    text: "Step {number} of ours: bring the blue form to the front desk of the clinic, and keep the copy."
    why: "We need it."
"""
SIZES: tuple[Literal["A4", "Letter"], ...] = ("A4", "Letter")
MM = 72 / 25.4
every_page = pytest.mark.parametrize("made", PAGES, indirect=True)
both_sizes = pytest.mark.parametrize("size", SIZES)
light_and_dark = pytest.mark.parametrize("scheme", ["light", "dark"])
Open = Callable[..., "Page"]


@pytest.fixture(scope="module")
def chromium() -> "Iterator[Browser]":
    if importlib.util.find_spec("playwright") is None:
        missing("playwright (the browser extra)")
    if not os.path.exists(CHROMIUM):
        missing(CHROMIUM)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *sandbox])
        yield started
        started.close()


@pytest.fixture
def ivig(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Program:
    monkeypatch.chdir(tmp_path)
    return Program(capsys, monkeypatch, tmp_path / "records")


@pytest.fixture
def made(request: pytest.FixtureRequest, ivig: Program, tmp_path: Path) -> Path:
    """Return one of PAGES as a file."""
    settings, words = PAGES[request.param]
    return written(ivig, tmp_path, settings, words)


def written(ivig: Program, folder: Path, settings: tuple[str, ...], words: tuple[str, ...]) -> Path:
    path = folder / "page.html"
    assert ivig("setup", "--date", "2026-12-02", *settings).code == 0
    assert ivig(*words, "-o", str(path)).code == 0
    return path


@pytest.fixture
def show(chromium: "Browser") -> "Iterator[Open]":
    """Open a page in a browser window of its own; by default that of a small phone."""
    contexts: list[BrowserContext] = []

    def opened(path: Path, **options: Any) -> "Page":
        contexts.append(chromium.new_context(**{"viewport": {"width": 320, "height": 640}, **options}))
        page = contexts[-1].new_page()
        page.goto(path.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()


# On a phone


@every_page
def test_nothing_is_asked_of_anybody_but_the_file(made: Path, chromium: "Browser") -> None:
    context = chromium.new_context()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto(made.as_uri(), wait_until="networkidle")
    for box in page.locator("details[open] input").all()[:2]:
        box.click()
    context.close()

    assert asked == [made.as_uri()]


@light_and_dark
@every_page
def test_axe_finds_nothing(made: Path, show: Open, scheme: str) -> None:
    axe = package("axe-core/axe.min.js")
    page = show(made, color_scheme=scheme, bypass_csp=True)  # for axe's own script alone

    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    page.add_script_tag(path=axe)
    found = page.evaluate("axe.run()")

    assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found["violations"]] == []
    checked = {rule["id"] for rule in found["passes"]}
    assert {"color-contrast", "document-title", "html-has-lang", "heading-order"} <= checked


@pytest.mark.parametrize("width", [320, 360])
@every_page
def test_nothing_is_wider_than_a_small_phone(made: Path, show: Open, width: int) -> None:
    page = show(made, viewport={"width": width, "height": 640})

    assert page.evaluate("document.documentElement.scrollWidth") == width
    rights = "[...document.querySelectorAll('*')].map(e => e.getBoundingClientRect().right)"
    assert max(page.evaluate(rights)) <= width


def test_an_endless_name_and_address_are_no_wider_either(tmp_path: Path, show: Open) -> None:
    path = tmp_path / "page.html"
    endless = handout("X" * 500, "https://clinic.example/" + "x" * 270 + ".whl")
    path.write_text(html.handout(endless, handout_words.LABELS), encoding="utf-8")

    assert show(path).evaluate("document.documentElement.scrollWidth") == 320


@every_page
def test_what_is_touched_is_large_and_so_is_the_text(made: Path, show: Open) -> None:
    page = show(made)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")

    targets = page.evaluate(
        "[...document.querySelectorAll('a, label, button, summary')].filter(e => e.getClientRects().length).map(e => {"
        " const r = e.getBoundingClientRect(); return [e.textContent.trim(), r.width, r.height]; })"
    )
    sizes = page.evaluate(
        "[...document.querySelectorAll('body *')].filter(e => [...e.childNodes].some(n => n.nodeType === 3"
        " && n.data.trim())).filter(e => e.getClientRects().length).map(e => [e.tagName,"
        " parseFloat(getComputedStyle(e).fontSize)])"
    )

    assert targets or "blank" in made.name
    assert [target for target in targets if min(target[1:]) < 44] == []
    assert sizes
    assert [size for size in sizes if size[1] < 20] == []


def test_every_number_can_be_dialled(ivig: Program, tmp_path: Path, show: Open) -> None:
    page = show(written(ivig, tmp_path, ("--emergency", "911", *LONG_PHONES), ("print",)))

    links = page.evaluate("[...new Set([...document.querySelectorAll('a')].map(e => e.href))]")
    assert links == ["tel:911", "tel:+12125550100", "tel:+442079460999"]


TICKED = "[...document.querySelectorAll('input')].map((e, i) => e.checked ? i : -1).filter(i => i >= 0)"
"""The places of the boxes that are ticked."""


def tick(page: "Page", number: int) -> None:
    page.locator("label").nth(number).click()


def test_ticks_survive_a_reload_and_undated_ones_are_forgotten_before_the_next_infusion(
    ivig: Program, tmp_path: Path, show: Open
) -> None:
    path = tmp_path / "page.html"
    assert ivig("setup", "--emergency", "911").code == 0
    assert ivig("print", "-o", str(path)).code == 0
    page = show(path)
    page.clock.install(time="2026-12-01T10:00:00")
    page.reload()
    for number in (1, 2, 2):
        tick(page, number)

    page.reload()
    assert page.evaluate(TICKED) == [1]
    page.clock.set_fixed_time("2026-12-09T10:00:00")
    page.reload()
    assert page.evaluate(TICKED) == [1]
    page.clock.set_fixed_time("2026-12-12T10:00:00")
    page.reload()
    assert page.evaluate(TICKED) == []


def test_ticks_of_one_infusion_do_not_show_at_another(ivig: Program, tmp_path: Path, show: Open) -> None:
    path = written(ivig, tmp_path, (), ("print",))
    page = show(path)
    tick(page, 0)
    assert ivig("setup", "--date", "2026-12-09").code == 0
    assert ivig("print", "-o", str(path)).code == 0

    page.reload()

    assert page.locator("input:checked").count() == 0


def test_two_people_with_the_same_date_do_not_share_a_tick(ivig: Program, tmp_path: Path, show: Open) -> None:
    pages = [tmp_path / f"{name}.html" for name in ("Leo", "Dad")]
    for path in pages:
        assert ivig("--for", path.stem, "setup", "--date", "2026-12-02").code == 0
        assert ivig("--for", path.stem, "print", "-o", str(path)).code == 0
    page = show(pages[0])
    tick(page, 1)

    page.goto(pages[1].as_uri())
    assert page.evaluate(TICKED) == []
    page.goto(pages[0].as_uri())
    assert page.evaluate(TICKED) == [1]


def test_ticks_do_not_come_back_after_forget(ivig: Program, tmp_path: Path, show: Open) -> None:
    path = written(ivig, tmp_path, (), ("print",))
    page = show(path)
    tick(page, 1)
    assert ivig("forget", "--yes").code == 0
    written(ivig, tmp_path, (), ("print", "--force"))

    page.reload()

    assert page.evaluate(TICKED) == []


def test_two_windows_lose_no_tick_and_show_those_of_each_other(ivig: Program, tmp_path: Path, show: Open) -> None:
    path = written(ivig, tmp_path, (), ("print",))
    first = show(path)
    second = first.context.new_page()
    second.goto(path.as_uri())

    tick(first, 0)
    tick(second, 1)
    tick(first, 2)

    second.wait_for_function("document.querySelectorAll('input:checked').length === 3")
    assert first.evaluate(TICKED) == second.evaluate(TICKED) == [0, 1, 2]
    first.reload()
    assert first.evaluate(TICKED) == [0, 1, 2]


def test_my_ticks_can_be_cleared_and_a_no_keeps_them(ivig: Program, tmp_path: Path, show: Open) -> None:
    page = show(written(ivig, tmp_path, (), ("print",)))
    tick(page, 1)
    answers = iter((False, True))
    page.on("dialog", lambda asked: asked.accept() if next(answers) else asked.dismiss())

    page.get_by_role("button", name="Clear my ticks").click()
    assert page.evaluate(TICKED) == [1]
    page.get_by_role("button", name="Clear my ticks").click()
    assert page.evaluate(TICKED) == []
    page.reload()
    assert page.evaluate(TICKED) == []


def test_what_is_done_is_counted_and_ticked_on_paper_too(ivig: Program, tmp_path: Path, show: Open) -> None:
    page = show(written(ivig, tmp_path, (), ("print",)))
    count = page.locator("details[open] .count")
    assert count.inner_text() == "0 of 7 done"

    tick(page, 1)

    assert count.inner_text() == "1 of 7 done"
    assert page.evaluate("document.querySelectorAll('.box.ticked').length") == 1


def test_the_page_can_be_used_with_keys_alone(ivig: Program, tmp_path: Path, show: Open) -> None:
    page = show(written(ivig, tmp_path, ("--emergency", "911"), ("print",)))

    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        at = page.evaluate(
            "(() => { const e = document.activeElement; const s = getComputedStyle(e);"
            " return [e.tagName, s.outlineStyle !== 'none']; })()"
        )
        reached.append(at)
        if at[0] == "SUMMARY":
            page.keyboard.press("Enter")
        if at[0] == "INPUT":
            page.keyboard.press("Space")

    assert {"A", "SUMMARY", "INPUT"} <= {tag for tag, _ in reached}
    assert [tag for tag, is_seen in reached if tag in ("A", "SUMMARY", "INPUT", "BUTTON") and not is_seen] == []
    assert page.locator("input:checked").count() >= 2


@pytest.mark.parametrize(
    ("day", "ends"),
    [
        ("2026-11-29", ("The day before", "The next 2 weeks")),
        ("2026-12-01", ("The day before", "The next 2 weeks")),
        ("2026-12-02", ("Infusion day", "The day before")),
        ("2026-12-08", ("The next 2 weeks", "The day after")),
        ("2027-03-01", ("The day before", "The next 2 weeks")),
    ],
)
def test_the_day_that_it_is_stands_first_and_open_and_days_past_last(
    ivig: Program, tmp_path: Path, show: Open, day: str, ends: tuple[str, str]
) -> None:
    path = written(ivig, tmp_path, (), ("print",))
    page = show(path)
    page.clock.install(time=f"{day}T10:00:00")
    page.reload()

    days = page.locator("details.day")
    assert days.count() == 4
    assert days.first.inner_text().startswith(ends[0])
    assert days.last.inner_text().startswith(ends[1])
    assert [one.get_attribute("open") is not None for one in days.all()] == [True, False, False, False]


def test_a_page_left_open_over_midnight_opens_at_the_new_day(ivig: Program, tmp_path: Path, show: Open) -> None:
    page = show(written(ivig, tmp_path, (), ("print",)))
    page.clock.install(time="2026-12-01T22:00:00")
    page.reload()
    days = page.locator("details.day")
    days.nth(2).locator("summary").click()

    page.evaluate("dispatchEvent(new Event('pageshow'))")
    assert [one.get_attribute("open") is not None for one in days.all()] == [True, False, True, False]
    page.clock.set_fixed_time("2026-12-02T07:00:00")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    assert days.first.inner_text().startswith("Infusion day")
    assert [one.get_attribute("open") is not None for one in days.all()] == [True, False, False, False]


def test_where_it_says_to_call_for_help_the_number_is_a_button_beside_it(
    ivig: Program, tmp_path: Path, show: Open
) -> None:
    page = show(written(ivig, tmp_path, ("--emergency", "911", *PHONES), ("print",)))

    tiers = page.locator("details.tier")
    for tier in tiers.all():
        tier.locator("summary").click()
    calls = [[link.get_attribute("href") for link in tier.locator("a").all()] for tier in tiers.all()]

    assert calls[0] == ["tel:911", "tel:5550100", "tel:5550199"]
    assert {tuple(links) for links in calls[1:]} == {("tel:5550100", "tel:5550199")}


def test_boxes_and_their_words_stand_in_line_with_the_heading_above(ivig: Program, tmp_path: Path, show: Open) -> None:
    page = show(written(ivig, tmp_path, (), ("print",)))

    edges = "element => [element.getBoundingClientRect().left, element.getBoundingClientRect().right]"
    left, right = page.locator("details.day[open] > h3").first.evaluate(edges)
    steps = [step.evaluate(edges) for step in page.locator("details.day[open] .step").all()]
    assert steps
    assert {tuple(step) for step in steps} == {(left, right)}


def test_the_page_is_the_side_effect_list_too(ivig: Program, tmp_path: Path, show: Open) -> None:
    from ivig_prep.content.library import Library

    page = show(written(ivig, tmp_path, ("--emergency", "911"), ("print",)))

    known = Library().side_effects
    tiers = page.locator("details.tier")
    assert [tier.locator("summary").inner_text() for tier in tiers.all()] == [tier.label for tier in known.tiers]
    labels = page.evaluate("[...document.querySelectorAll('.entries h4')].map(e => e.textContent)")
    labels = [label.replace("\N{NO-BREAK SPACE}", " ") for label in labels]
    assert labels == [entry.label for tier in known.tiers for entry in known.side_effects if entry.tier == tier.id]
    tiers.first.locator("summary").click()
    assert page.get_by_text("Trouble breathing", exact=True).is_visible()
    texts = " ".join(page.evaluate("[...document.querySelectorAll('.tier')].map(e => e.textContent)"))
    assert "{" not in texts


@every_page
def test_it_works_and_reads_the_same_with_scripts_off(made: Path, show: Open) -> None:
    with_scripts, without = show(made), show(made, java_script_enabled=False)

    shown = with_scripts.locator("body").inner_text().replace("Clear my ticks\n\n", "")
    shown = re.sub(r"(?m)\n+^\d+ of \d+ done$", "", shown)  # without a script nothing can be counted
    shown = shown.replace(booklet_words.PAGE["ticks"], booklet_words.PAGE["ticks_not_kept"])  # or kept
    assert without.locator("body").inner_text() == shown
    for label in without.locator("details[open] label").all()[:2]:
        label.click()
        assert label.locator("input").is_checked()


def test_where_nothing_may_be_kept_the_boxes_still_tick(ivig: Program, tmp_path: Path, chromium: "Browser") -> None:
    path = written(ivig, tmp_path, (), ("print",))
    context = chromium.new_context()
    context.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('no'); }})")
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto(path.as_uri())

    page.locator("label").first.click()

    assert page.locator("input").first.is_checked()
    assert page.get_by_text(booklet_words.PAGE["ticks_not_kept"]).is_visible()
    assert not page.get_by_text(booklet_words.PAGE["ticks"]).is_visible()
    assert faults == []
    context.close()


# On paper


def printed(page: "Page", size: Literal["A4", "Letter"]) -> "PdfReader":
    if importlib.util.find_spec("pypdf") is None:
        missing("pypdf (the browser extra)")
    from pypdf import PdfReader

    return PdfReader(BytesIO(page.pdf(format=size, tagged=True)))


def texts(reader: "PdfReader") -> list[str]:
    return [page.extract_text() for page in reader.pages]


def squeezed(text: str) -> str:
    """Leave out all white space: where lines break is not what is tested."""
    return "".join(text.split())


def blocks(path: Path, pattern: str) -> list[str]:
    found = re.findall(pattern, path.read_text(encoding="utf-8"), re.DOTALL)
    return [escaping.unescape(re.sub(r"<[^>]*>", "", block)) for block in found]


@both_sizes
@pytest.mark.parametrize("settings", SETTINGS)
def test_for_a_person_whom_nothing_special_fits_a_day_is_a_page(
    ivig: Program, tmp_path: Path, show: Open, settings: str, size: Literal["A4", "Letter"]
) -> None:
    path = written(ivig, tmp_path, SETTINGS[settings], ("print",))

    pages = texts(printed(show(path), size))

    headings = [squeezed(heading) for heading in blocks(path, r'<h2 class="name">(.*?)</h2>')]
    assert len(pages) == 4
    for number, (heading, text) in enumerate(zip(headings, pages, strict=True), 1):
        assert heading in squeezed(text)
        assert f"Page {number} of 4" in text
        assert "Trouble breathing" in "".join(text.splitlines()[:4])
        assert "No doctor or nurse has reviewed this list yet." in " ".join(text.split())
    # An emergency line of three lines beside long calls leaves room for one row on Letter.
    rows = ("Brand", "Lot", "Expires") if "unknown" in settings and size == "Letter" else FIRST_ROWS
    for label in rows:
        assert f"{label}:" in pages[1]
    if settings in ("phones", "goal"):
        assert "Top speed:" in pages[1]
    assert squeezed("Show this in an emergency department") in squeezed(pages[3])


@both_sizes
@pytest.mark.parametrize("large", [(), ("--large",)], ids=["usual", "large"])
def test_a_clinic_with_sixty_steps_and_a_long_name_leaves_no_page_empty_and_splits_no_number(
    ivig: Program, tmp_path: Path, show: Open, large: tuple[str, ...], size: Literal["A4", "Letter"]
) -> None:
    steps = "".join(SIXTY.format(number=number, section=SECTIONS[number % 4]) for number in range(60))
    list_of_clinic = tmp_path / "clinic.yaml"
    list_of_clinic.write_text(LONG_CLINIC + steps, encoding="utf-8")
    screen = Screen(ivig.home, "clinic", str(list_of_clinic))
    while "Use this list?" not in screen.prompt():
        screen.type("")
    screen.end("y")
    path = written(ivig, tmp_path, (), ("print", *large))
    page = show(path)

    pages = [squeezed(text) for text in texts(printed(page, size))]

    for number, text in enumerate(pages, 1):
        assert f"Page{number}of{len(pages)}" in text
        assert "Nodoctorornursehasreviewedthislistyet." in text
    together = "".join(pages)
    assert [number for number in range(60) if together.count(f"Step{number}ofours:") != 1] == []
    for title in {squeezed(title) for title in blocks(path, r"<h3>(.*?)</h3>")}:
        assert not [text for text in pages if text.endswith(title)], title
    page.emulate_media(media="print")
    high = "[...document.querySelectorAll('.known b, .numbers b')].map(e => e.getClientRects().length)"
    assert set(page.evaluate(high)) == {1}


@both_sizes
def test_a_blank_one_is_four_pages_too(
    ivig: Program, tmp_path: Path, show: Open, size: Literal["A4", "Letter"]
) -> None:
    assert len(printed(show(written(ivig, tmp_path, (), ("print", "--blank"))), size).pages) == 4


@both_sizes
@pytest.mark.parametrize("large", [(), ("--large",)], ids=["usual", "large"])
def test_the_longest_case_splits_no_step_and_repeats_heading_and_emergency_line(
    ivig: Program, tmp_path: Path, show: Open, large: tuple[str, ...], size: Literal["A4", "Letter"]
) -> None:
    path = written(ivig, tmp_path, LONGEST, ("print", *large))

    pages = texts(printed(show(path), size))

    together = [squeezed(text) for text in pages]
    headings = [squeezed(heading) for heading in blocks(path, r'<h2 class="name">(.*?)</h2>')]
    steps = [squeezed(step) for step in blocks(path, r'<li class="task">(.*?)</li>')]
    assert len(headings) == 10
    assert len(pages) > 10
    for number, text in enumerate(pages, 1):
        first = squeezed("".join(text.splitlines()[:5]))
        is_card = "Showthisinanemergencydepartment" in squeezed(text)
        assert is_card or sum(heading in first for heading in headings) == 1, text
        assert "Troublebreathing" in squeezed("".join(text.splitlines()[:5])), text
        assert f"Page{number}of{len(pages)}" in first, text
        assert "Callyouremergencynumber(911,999,112or000)now." in squeezed(text)
    for step in set(steps):
        assert sum(text.count(step) for text in together) == steps.count(step), step
    for title in {squeezed(title) for title in blocks(path, r"<h3>(.*?)</h3>")}:
        assert not [text for text in together if text.endswith(title)], title


@both_sizes
def test_each_sheet_has_the_numbers_of_the_team(
    ivig: Program, tmp_path: Path, show: Open, size: Literal["A4", "Letter"]
) -> None:
    known = (
        "--fits",
        "child,caregiver",
        "--emergency",
        "911",
        "--clinic-phone",
        "555 0100",
        "--night-phone",
        "555 0199",
    )

    pages = texts(printed(show(written(ivig, tmp_path, known, ("print",))), size))

    assert len(pages) > 4
    assert [text for text in pages if "daytime: 555 0100" not in text or "night: 555 0199" not in text] == []


def test_on_a_phone_a_line_to_type_breaks_behind_a_slash_and_is_copied_as_it_is(tmp_path: Path, show: Open) -> None:
    path = tmp_path / "page.html"
    path.write_text(html.handout(handout("Oakwood", WHEEL), handout_words.LABELS), encoding="utf-8")
    page = show(path)

    copied = page.evaluate("getSelection().selectAllChildren(document.querySelector('code')), String(getSelection())")
    broken = page.evaluate(
        """[...document.querySelectorAll('code span')].filter(span => span.textContent.startsWith('https://astral'))
        .map(span => { const range = document.createRange(), words = [...span.childNodes].filter(n => n.data);
        return words.map(n => { range.selectNode(n); return range.getClientRects().length; }); })"""
    )

    assert copied.strip() == handout_words.recipes(WHEEL)[0].typed[0].line
    assert {rows for word in broken for rows in word} == {1}


@both_sizes
def test_the_handout_is_two_pages_and_breaks_no_word_of_a_line_to_type(
    tmp_path: Path, show: Open, size: Literal["A4", "Letter"]
) -> None:
    path = tmp_path / "page.html"
    named = handout("Saint Mary's Hospital, Infusion Center, 3rd floor", WHEEL)
    path.write_text(html.handout(named, handout_words.LABELS), encoding="utf-8")

    page = show(path)
    assert len(printed(page, size).pages) == 2
    page.set_viewport_size({"width": 624, "height": 900})  # as wide as A4 between margins of 25 and 20 mm
    page.emulate_media(media="print")
    heights = "[...document.querySelectorAll('code span')].map(e => e.getBoundingClientRect().height)"
    assert len({height for height in page.evaluate(heights) if height}) == 2  # two sizes of letters, each word one line
    assert max(page.evaluate(heights)) < 1.5 * 12 * 96 / 72


def handout(clinic: str, package_spec: str) -> Handout:
    """Return the handout of a clinic that has set all it can, and no emergency number."""
    from ivig_prep.content.library import Library
    from ivig_prep.pages import shared

    checklist = Library().checklist
    emergency = tuple(line.text for line in shared.emergency(checklist.emergency, None))
    return Handout(
        handout_words.NAME,
        clinic,
        (*handout_words.WHAT, checklist.words.not_reviewed),
        emergency,
        (("Infusion team, daytime", "555 0100"), ("Infusion team, night", "555 0199")),
        handout_words.START,
        handout_words.recipes(package_spec),
        web_address(package_spec),
        handout_words.later(package_spec),
        tuple(sign.text for sign in checklist.emergency.signs),
        emergency,
        checklist.words.to_unwell,
        handout_words.preview("The day before", "Pack your bag", ("Pack your ID.", "Pack a blanket or a sweater."), 8),
        (checklist.words.no_nurse, *(note.text for note in shared.content_notes(checklist))),
        "Made on Wednesday 30 September 2026. List version 2026.11, checked Sunday 22 November 2026.",
    )


@both_sizes
@pytest.mark.parametrize("points", [14, 18])
def test_sizes_margins_and_boxes_are_those_of_clear_print(
    ivig: Program, tmp_path: Path, show: Open, points: int, size: Literal["A4", "Letter"]
) -> None:
    large = ("--large",) if points == 18 else ()
    pdftotext = program("pdftotext")
    page = show(written(ivig, tmp_path, ("--emergency", "911", *PHONES), ("print", *large)))
    pdf = tmp_path / "page.pdf"
    page.pdf(path=pdf, format=size)
    page.emulate_media(media="print")
    style = page.evaluate(
        "(() => { const of = s => getComputedStyle(document.querySelector(s)); const b = of('.box'); return {"
        " size: parseFloat(of('.task span').fontSize), line: parseFloat(of('.task span').lineHeight),"
        " number: parseFloat(of('.numbers b').fontSize), align: of('.task span').textAlign,"
        " ink: of('body').color, paper: of('body').backgroundColor,"
        " box: parseFloat(b.width), edge: b.borderTopColor }; })()"
    )
    boxes = subprocess.run([pdftotext, "-bbox", str(pdf), "-"], capture_output=True, text=True, check=True).stdout

    assert style["size"] == pytest.approx(points * 96 / 72, abs=0.1)
    assert style["line"] >= 1.15 * style["size"] - 0.01
    assert style["number"] > style["size"]
    assert style["box"] == pytest.approx(7 * 96 / 25.4, abs=0.1)
    assert (style["ink"], style["paper"], style["edge"]) == ("rgb(0, 0, 0)", "rgb(255, 255, 255)", "rgb(0, 0, 0)")
    assert style["align"] in ("left", "start")
    words = [tuple(map(float, w)) for w in re.findall(r'xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)"', boxes)]
    sheet = re.search(r'<page width="(.*?)" height="(.*?)"', boxes)
    assert sheet
    width, height = map(float, sheet.groups())
    assert min(word[0] for word in words) >= 25 * MM - 1
    assert min(word[1] for word in words) >= 25 * MM - 1
    assert max(word[2] for word in words) <= width - 20 * MM + 1
    assert max(word[3] for word in words) <= height - 20 * MM + 1


def test_boxes_on_paper_do_not_touch(ivig: Program, tmp_path: Path, show: Open) -> None:
    page = show(written(ivig, tmp_path, ("--emergency", "911", *PHONES), ("print",)))
    page.emulate_media(media="print")

    gaps: list[float] = page.evaluate(
        "[...document.querySelectorAll('.task + .task .box')].map(e => e.getBoundingClientRect().top"
        " - e.closest('li').previousElementSibling.querySelector('.box').getBoundingClientRect().bottom)"
    )
    assert gaps
    assert min(gaps) >= 0.9 * 96 / 25.4


def test_the_pdf_of_the_program_is_tagged_named_and_four_pages(
    ivig: Program, tmp_path: Path, chromium: "Browser", monkeypatch: pytest.MonkeyPatch
) -> None:
    from pypdf import PdfReader

    monkeypatch.setenv("IVIG_PREP_BROWSER", CHROMIUM)
    ivig("setup", "--date", "2026-12-02", *PHONES)

    assert ivig("print", "--pdf").code == 0
    reader = PdfReader(tmp_path / "ivig-checklist.pdf")

    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].lower().startswith("en")
    assert "/StructTreeRoot" in root
    assert reader.metadata
    assert reader.metadata.title == "Infusion checklist"
    assert len(reader.pages) == 4
    links = [note.get_object()["/A"]["/URI"] for page in reader.pages for note in page.get("/Annots", ())]
    assert {link.partition(":")[0] for link in links} <= {"tel"}


# Checked as a document


def test_the_nu_checker_finds_no_error(ivig: Program, tmp_path: Path) -> None:
    java, jar = program("java"), package("vnu-jar/build/dist/vnu.jar")
    files = []
    for name, (settings, words) in PAGES.items():
        ivig("setup", "--emergency", "none", "--days", "1", "--fluid-goal", "none", "--fits", "none")
        files.append(written(ivig, tmp_path, settings, words).rename(tmp_path / f"{name}.html"))
    files.append(tmp_path / "hostile.html")
    name = (
        "<script>alert(1)</script> \"'& \N{HOSPITAL} \u0645\u0631\u0643\u0632 "
        + "\N{LATIN SMALL LETTER E WITH ACUTE}" * 450
    )
    files[-1].write_text(html.handout(handout(name, WHEEL), handout_words.LABELS), encoding="utf-8")

    ran = subprocess.run(
        [java, "-jar", str(jar), "--format", "json", "--stdout", *map(str, files)],
        capture_output=True,
        text=True,
        check=False,
    )

    found = [
        (m["url"], m["message"], m.get("extract")) for m in json.loads(ran.stdout)["messages"] if m["type"] == "error"
    ]
    assert found == []
    assert ran.returncode == 0
