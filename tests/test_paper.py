"""What `print` and `calendar` promise, in a pipe, in a pseudo-terminal, and when things go wrong."""

import base64
import errno
import hashlib
import html as escaping
import json
import os
import re
import stat
import subprocess
import sys
import webbrowser
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from kit import PROGRAM, Program, Ran, Screen

from ivig_prep.content.library import Library
from ivig_prep.core.checklist import item_fits
from ivig_prep.core.numbers import Numbers, fill
from ivig_prep.core.phones import dialed
from ivig_prep.errors import Problem
from ivig_prep.world import browser

WHEEL = "https://clinic.example/ivig_prep-0.1.0-py3-none-any.whl"
DAYS = ("The day before: Tuesday 1 December 2026", "Infusion day: Wednesday 2 December 2026")
HOSTILE = {
    "script": "<script>alert(1)</script>",
    "quotes": '"Saint Mary\'s" & <b>co</b> {{ 7 * 7 }} `x`',
    "emoji": "\N{HOSPITAL} \N{HEAVY BLACK HEART}\N{VARIATION SELECTOR-16}",
    "Arabic": "\u0645\u0631\u0643\u0632 \u0627\u0644\u062a\u0633\u0631\u064a\u0628",
    "500 characters": "\N{LATIN SMALL LETTER E WITH ACUTE}" * 500,
    "lines": "one\r\nBEGIN:VALARM\nEND:VCALENDAR\ttwo",
    "hidden": "a\x1b[2J\u202eb\x00c\u2028d",
    "commas": "a, b; c\\n d: e",
}
hostile = pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)
needs_terminal = pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
needs_scripts = pytest.mark.skipif(os.name == "nt", reason="a stand-in for a browser is a shell script")
MAKE = {
    "print": ("ivig-checklist.html", ()),
    "handout": ("ivig-handout.html", ("--package", WHEEL)),
    "calendar": ("ivig-visit.ics", ()),
}
"""For each command: the file it writes, and the options it needs."""
every_command = pytest.mark.parametrize("command", MAKE)


@pytest.fixture
def ivig(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, folder: Path) -> Program:
    return Program(capsys, monkeypatch, tmp_path / "records")


@pytest.fixture
def dated(ivig: Program) -> Program:
    """Stand on the day before an infusion."""
    ivig("setup", "--date", "2026-12-02", "--emergency", "911", "--every", "4w")
    return ivig


def make(ivig: Program, command: str, *more: str) -> Ran:
    return ivig(command, *MAKE[command][1], *more)


class Page(HTMLParser):
    """An HTML page: what it says, tag by tag, and the ids of its ticked boxes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.says: list[str] = []
        self.ticked: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self._quiet = False
        self.feed(text)
        self.said = " ".join(" ".join(self.says).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self._quiet = tag in ("style", "script", "title")
        if "checked" in dict(attrs):
            self.ticked.append(dict(attrs).get("id") or "")

    def handle_endtag(self, _tag: str) -> None:
        self._quiet = False

    def handle_data(self, data: str) -> None:
        if not self._quiet:
            self.says.append(data)


def page(ivig: Program, *words: str) -> Page:
    ran = ivig("print", "-o", "-", *words)
    assert ran.code == 0, ran.err
    return Page(ran.out)


def on_paper(ivig: Program, *words: str) -> Page:
    """Return what of the page is printed."""
    ran = ivig("print", "-o", "-", *words)
    assert ran.code == 0, ran.err
    return Page(ran.out.partition('<div class="paper">')[2].partition("<script>")[0])


def words_of(ivig: Program, *words: str) -> str:
    ran = ivig("print", "--text", "-o", "-", *words)
    assert ran.code == 0, ran.err
    return ran.out


def events(ivig: Program, *words: str) -> list[Any]:
    ran = ivig("calendar", "-o", "-", *words)
    assert ran.code == 0, ran.err
    return list(Calendar.from_ical(ran.out).walk("VEVENT"))


def joined(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("number", "digits"),
    [
        ("911", "911"),
        ("555 0100", "5550100"),
        ("+1 (212) 555-0100 ext. 12", "+12125550100"),
        ("(+44) (0)20 7946 0999 x7", "+442079460999"),
        ("(020) 7946 0999", "02079460999"),
        ("1-800-555-IVIG", "18005554844"),
        ("1-800-555-EXAM", "18005553926"),
    ],
)
def test_a_number_is_dialed_as_it_was_meant(number: str, digits: str) -> None:
    assert dialed(number) == digits


# print: what is on it


def test_the_page_has_a_heading_for_each_day_made_for_the_settings(ivig: Program) -> None:
    ivig("setup", "--date", "2026-12-02", "--emergency", "999", "--clinic-phone", "555 0100", "--fits", "port")

    made = page(ivig)

    printed = on_paper(ivig)
    assert made.tags.count("h1") == 1
    assert printed.tags.count("h2") == 5
    for said in (made.said.partition("Side effects: what to do")[0], printed.said):
        assert all(day in said for day in (*DAYS, "The day after: Thursday 3 December 2026"))
        assert "The next 2 weeks: until Wednesday 16 December 2026" in said
        assert "If you have diabetes" not in said
    assert "Call 999 now." in made.said
    assert ("href", "tel:999") in made.attributes
    assert "Infusion team, daytime: 555 0100" in made.said
    assert "If you have a port" in made.said
    assert "Made on Tuesday 1 December 2026." in made.said


def test_the_page_holds_the_printed_items_and_no_others(dated: Program) -> None:
    checklist = Library().checklist
    made = on_paper(dated).said

    for phase in ("day-before", "infusion-day", "day-after", "days-after"):
        for section in checklist.phase(phase).sections:
            for item in section.items:
                shown = (item.print or phase == "days-after") and item_fits(item, frozenset({"not-asked"}))
                assert (fill(item.text, Numbers(emergency="911")) in made) == shown, item.id


def test_only_tasks_have_boxes_and_the_signs_of_a_day_stand_before_them(dated: Program) -> None:
    dated("setup", "--clinic-phone", "555 0100")
    checklist = Library().checklist
    kinds = {item.id: item.kind for item in checklist.items}
    made, text = page(dated), joined(words_of(dated))

    days = "^(day-before|infusion-day-1|day-after)-"
    drawn = [value for name, value in made.attributes if name == "data-of"]
    boxes = [re.sub(days, "", value or "") for name, value in made.attributes if name == "id" and value in drawn]
    assert len(boxes) == len(drawn) > 5
    assert {kinds[box] for box in boxes} == {"task"}
    assert text.count("[ ]") == len(boxes)
    for said in (made.said, on_paper(dated).said, text):
        assert said.index("Get help if") < said.index("Call your team now (555 0100) if you feel sick")
        assert said.index("(555 0100) if you feel sick") < said.index("Pack your ID")
        assert "Drink plenty of water through the day." in said


def test_the_page_is_self_contained_and_has_no_web_address(dated: Program) -> None:
    source = dated("print", "-o", "-").out

    assert not re.search(r"https?:|//[a-z]|url\(|@import|<link|<img|<iframe|\bsrc=", source)
    assert source.startswith("<!doctype html>\n<html lang=")
    assert "<title>Infusion checklist</title>" in source
    assert "@page" in source
    assert not re.search(r"@page[^}]*\bsize\b", source)


def test_the_emergency_line_comes_before_the_first_item_of_each_day(dated: Program) -> None:
    text = words_of(dated)
    days = text.split("\n\n")

    assert any("Call 911 now." in line for line in text.splitlines()[:4])
    for day in re.split(r"\n(?=(?:The day|Infusion day)\b[^\n]*: )", text)[1:]:
        assert "Call 911 now." in day.splitlines()[1], days


def test_with_a_goal_it_says_the_goal_beside_what_to_drink(dated: Program) -> None:
    dated("setup", "--fluid-goal", "8cups")
    for said in (page(dated).said, on_paper(dated).said, joined(words_of(dated))):
        assert said.count("Your fluid goal: 8 cups (2 liters) a day. Drink plenty of water") >= 3

    assert "Your fluid goal: 8 cups (2 liters) a day." in page(dated).said
    assert on_paper(dated).said.count("Your fluid goal: 8 cups (2 liters) a day.") == 3
    assert words_of(dated).count("Your fluid goal: 8 cups (2 liters) a day.") == 3


def test_a_start_time_stands_with_the_infusion_day_on_every_face(dated: Program) -> None:
    dated("setup", "--time", "09:30")

    day = f"{DAYS[1]}, 09:30"
    assert page(dated).said.count(day) == 2
    assert day in joined(words_of(dated))
    assert "Start: 09:30" in on_paper(dated, "--large").said
    assert f"{DAYS[0]}, 09:30" not in page(dated).said


def test_without_a_number_of_the_team_each_sheet_has_room_for_one_and_it_is_said(dated: Program) -> None:
    rows = ("Infusion team, daytime:", "At night:")

    for row in rows:
        assert on_paper(dated).said.count(row) == 5  # four sheets and the card
        assert words_of(dated).count(row) == 5
    made = dated("print")
    assert "Your team's phone number is not on it." in made.out
    assert "Next, type: ivig-prep setup" in made.out
    assert "Your team's phone number is not on this page." in page(dated).said

    dated("setup", "--clinic-phone", "555 0100")
    for said in (on_paper(dated).said, joined(words_of(dated)), page(dated).said, dated("print").out):
        assert "At night:" not in said
        assert "phone number is not on" not in said
    assert "Next, type" not in dated("print", "--blank", "-o", "blank.html").out


URGES = re.compile(r"plenty|drink (?:water|extra|today)|keep drinking|aim for|\bsip\b|offer|4 to 8", re.IGNORECASE)
EVERYTHING = "first-time,new-brand,home,port,diabetes,nerve-muscle,child,caregiver"


@pytest.mark.parametrize("fits", ["none", "child", EVERYTHING])
@pytest.mark.parametrize("days", ["1", "7"])
def test_with_a_limit_nothing_urges_drinking(dated: Program, fits: str, days: str) -> None:
    dated("setup", "--fits", fits, "--days", days)
    assert URGES.search(page(dated).said)

    dated("setup", "--fluid-limit", "6cups")
    shown = {
        "page": page(dated).said,
        "text": joined(words_of(dated)),
        "calendar": " ".join(str(event["DESCRIPTION"]) for event in events(dated, "--next", "2")),
    }

    for face, said in shown.items():
        assert not URGES.search(said), face
        assert "Do not go over it." in said, face
    assert "Your fluid limit: 6 cups (1.5 liters) a day." in shown["page"]


def test_amounts_for_adults_are_never_shown_for_a_child(dated: Program) -> None:
    dated("setup", "--fits", "child")

    for said in (page(dated).said, joined(words_of(dated)), str(events(dated)[0]["DESCRIPTION"])):
        assert "4 to 8 cups" not in said
        assert "Offer your child" in said


@needs_terminal
def test_ticks_are_shown_and_what_is_not_for_me_is_left_out(dated: Program) -> None:
    sections = json.loads(dated("today", "--json").out)["sections"]
    items = [item for section in sections for item in section["items"] if item["kind"] == "task"]
    screen = Screen(dated.home, "today")
    screen.prompt()
    screen.type("")
    screen.type("1")
    screen.type("skip 2")
    screen.end("q")

    made, text = page(dated), joined(words_of(dated))

    assert made.ticked == [f"day-before-{items[0]['id']}"]
    assert items[1]["text"] not in made.said
    assert f"[x] {items[0]['text']}" in text
    assert items[1]["text"] not in text
    assert text.count("[x]") == 1


@needs_terminal
def test_each_day_of_several_has_its_own_page_and_ticks(ivig: Program) -> None:
    ivig("setup", "--date", "2026-12-02", "--days", "3")
    screen = Screen(ivig.home, "today", env={"IVIG_PREP_TODAY": "2026-12-03"})
    screen.prompt()
    screen.type("1")
    screen.type("")
    screen.type("2")
    screen.end("q")

    made, printed = page(ivig), on_paper(ivig)

    for number, day in enumerate(("Wednesday 2", "Thursday 3", "Friday 4"), 1):
        assert f"Infusion day, day {number} of 3: {day} December 2026" in made.said
        assert f"Infusion day, day {number} of 3: {day} December 2026" in printed.said
    assert "The day after: Saturday 5 December 2026" in made.said
    assert printed.tags.count("h2") == 7
    assert [tick.partition("-2-")[0] for tick in made.ticked] == ["infusion-day"]
    ids = [value for name, value in made.attributes if name == "id"]
    assert len(ids) == len(set(ids))


def test_blank_has_no_date_no_number_and_no_tick(ivig: Program) -> None:
    ivig("setup", "--date", "2026-12-02", "--emergency", "911", "--clinic-phone", "555 0100", "--fluid-limit", "6cups")
    ivig("setup", "--fits", "port,child")

    made, text = page(ivig, "--blank"), joined(words_of(ivig, "--blank"))

    for line in ("Name:", "Date:", "Team phone:"):
        assert on_paper(ivig, "--blank").said.count(line) >= 4
        assert line in text
    for said in (made.said, text):
        assert "December" not in said
        assert "Made on" not in said
        assert "555 0100" not in said
        assert "6 cups" not in said
        assert "If you have a port" not in said.partition("Side effects: what to do")[0]
        assert "Call your emergency number (911, 999, 112 or 000) now." in said
        assert "checked Sunday 22 November 2026" in said
    assert not [value for name, value in made.attributes if name == "href"]
    assert made.ticked == []


def test_without_a_date_the_three_days_are_undated(ivig: Program) -> None:
    ivig("setup", "--emergency", "112")

    made = page(ivig)

    assert on_paper(ivig).tags.count("h2") == 5
    assert "The day before:" not in made.said
    assert "Call 112 now." in made.said


def test_days_that_have_passed_are_not_printed_and_the_two_weeks_after_are(dated: Program) -> None:
    wanted = {"2026-12-02": 4, "2026-12-03": 3, "2026-12-04": 2, "2026-12-16": 2}
    for day, headings in wanted.items():
        for made in (page(dated.on(day)).said, on_paper(dated.on(day)).said, joined(words_of(dated.on(day)))):
            assert DAYS[0] not in made
            assert (DAYS[1] in made) == (day == "2026-12-02")
            assert "The next 2 weeks: until Wednesday 16 December 2026" in made
        assert on_paper(dated.on(day)).tags.count("h2") == headings
    assert "16 December" not in page(dated.on("2026-12-17")).said


def test_text_says_the_same_as_the_page_in_72_columns(dated: Program) -> None:
    dated("setup", "--clinic-phone", "555 0100", "--night-phone", "+1 (212) 555 0199 x 1234", "--days", "7")
    dated("setup", "--fluid-goal", "8cups", "--fits", "home,port,diabetes,child")

    text, source = words_of(dated), dated("print", "-o", "-").out

    assert max(map(len, text.splitlines())) <= 72
    assert text.isascii()
    assert "+1 (212) 555 0199 x 1234" in text
    written = joined(text)
    printed = source.partition('<div class="paper">')[2]
    blocks = re.findall(r"<(?:li|h\d)\b[^>]*>(.*?)</(?:li|h\d)>", printed, re.DOTALL)
    assert blocks
    for block in blocks:
        for part in re.split(r"<span>|</span>", block):
            said = joined(escaping.unescape(re.sub(r"<[^>]*>", "", part)))
            assert said in written, said


def test_large_changes_the_sizes_and_no_word(dated: Program) -> None:
    usual, large = dated("print", "-o", "-").out, dated("print", "--large", "-o", "-").out

    assert "18pt" in large
    assert "18pt" not in usual
    assert set(Page(large).says) <= {
        *Page(usual).says,
        *re.findall(r">([^<]*(?:Page \d+ of \d+|More of: )[^<]*)<", large),
    }
    assert set(Page(usual).says) - set(re.findall("Page \\d+ of \\d+", usual)) <= set(Page(large).says)


def test_after_check_by_the_page_says_so(dated: Program) -> None:
    assert "due for a check by Saturday 22 May 2027" in page(dated.on("2027-06-01")).said
    assert "due for a check by" in joined(words_of(dated))


# Where it is written


@every_command
def test_the_file_is_written_here_and_its_full_path_is_said(dated: Program, folder: Path, command: str) -> None:
    name = MAKE[command][0]

    ran = make(dated, command)

    assert ran.code == 0
    assert f"Written: {folder / name}" in ran.out
    assert os.listdir(folder) == [name]
    if os.name != "nt":
        umask = os.umask(0)
        os.umask(umask)
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o666 & ~umask


@every_command
def test_a_path_is_taken_as_given_and_a_dash_is_standard_output(dated: Program, folder: Path, command: str) -> None:
    (folder / "sub").mkdir()

    assert f"Written: {folder / 'sub' / 'a b'}" in make(dated, command, "-o", "sub/a b").out
    here = make(dated, command, "-o", "-")

    assert "Written" not in here.out
    assert (folder / "sub" / "a b").read_bytes() == here.out.encode()
    assert os.listdir(folder) == ["sub"]


@every_command
def test_a_file_of_someone_else_is_left_alone_without_force(dated: Program, folder: Path, command: str) -> None:
    theirs = folder / MAKE[command][0]
    theirs.write_text("mine")

    ran = make(dated, command)

    assert ran.code == 1
    assert ran.err.splitlines() == [
        f"A file is already there: {theirs}",
        "Give another name with -o, or add --force to replace it.",
    ]
    assert ran.out == ""
    assert theirs.read_text() == "mine"
    assert make(dated, command, "--force").code == 0
    assert theirs.read_text() != "mine"
    assert os.listdir(folder) == [theirs.name]


@pytest.mark.parametrize(
    ("command", "named"), [("print", "ivig-checklist-leo-m.html"), ("calendar", "ivig-visit-leo-m.ics")]
)
def test_the_file_of_a_second_person_is_named_for_them_and_nobody_else_replaces_it(
    dated: Program, folder: Path, command: str, named: str
) -> None:
    dated("--for", "Leo M.", "setup", "--date", "2026-12-02")

    assert f"Written: {folder / named}" in dated("--for", "Leo M.", command).out
    first = (folder / named).read_bytes()
    assert f"Written: {folder / MAKE[command][0]}" in dated(command).out
    ran = dated(command, "-o", named)

    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("A file of ivig-prep, of another person or changed since, is already there")
    assert (folder / named).read_bytes() == first
    assert dated("--for", "Leo M.", command).code == 0


@pytest.mark.parametrize("person", ["../../etc", "a/b", "CON", "\N{ARABIC LETTER MEEM}" * 30, "...", "-rf"])
def test_any_name_of_a_person_makes_a_name_of_a_file_here(dated: Program, folder: Path, person: str) -> None:
    dated(f"--for={person}", "setup", "--date", "2026-12-02")

    assert dated(f"--for={person}", "print").code == 0
    (made,) = os.listdir(folder)
    assert re.fullmatch(r"ivig-checklist-[\w-]+\.html", made)


def test_the_page_says_whose_it_is_and_a_page_of_nobody_names_nobody(dated: Program) -> None:
    dated("--for", "Leo", "setup", "--date", "2026-12-02")

    theirs = on_paper(dated, "--for", "Leo").said
    assert theirs.count("For: Leo") == 4
    assert "Name: Leo" in theirs
    assert "Page 1 of 4" in theirs
    assert "For:" not in page(dated).said
    assert "Leo" not in page(dated, "--blank", "--for", "Leo").said


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("print", "-o", "list.pdf"), "must be a PDF"),
        (("print", "-o", "LIST.PDF", "--text"), "must be a PDF"),
        (("print", "--pdf", "-o", "list.html"), "must end in .pdf"),
        (("handout", "--package", WHEEL, "-o", "page.pdf"), "must be a PDF"),
        (("report", "-o", "report.pdf"), "must be a PDF"),
    ],
)
def test_a_name_that_promises_another_kind_of_file_is_refused(
    dated: Program, folder: Path, words: tuple[str, ...], says: str
) -> None:
    ran = dated(*words)

    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert os.listdir(folder) == []


def test_a_path_that_begins_with_the_home_folder_is_written_there(
    dated: Program, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("USERPROFILE", str(folder))

    assert f"Written: {folder / 'a.html'}" in dated("print", "-o", "~/a.html").out


def test_a_page_without_a_record_makes_none_and_its_ticks_are_its_own(ivig: Program) -> None:
    keys = [ivig("print", "-o", "-").out.partition('data-key="')[2].partition('"')[0] for _ in range(2)]

    assert keys[0] != keys[1]
    assert not ivig.home.exists()
    assert 'data-key=""' in ivig("print", "--blank", "-o", "-").out


def test_a_page_has_at_most_200_kb(ivig: Program) -> None:
    ivig("setup", "--date", "2026-12-02", "--days", "7", "--fits", EVERYTHING, "--clinic-phone", "555 0100")

    for words in ((), ("--large",), ("--blank",)):
        assert len(ivig("print", "-o", "-", *words).out.encode()) < 200_000


@every_command
def test_our_own_file_is_replaced_until_somebody_edits_it(dated: Program, folder: Path, command: str) -> None:
    ours = folder / MAKE[command][0]
    make(dated, command)
    dated("setup", "--date", "2026-12-03", "--emergency", "999", "--night-phone", "555 0199")

    first = ours.read_bytes()
    assert make(dated, command).code == 0
    assert ours.read_bytes() != first

    ours.write_bytes(ours.read_bytes() + b"my own note")
    assert make(dated, command).code == 1
    assert ours.read_bytes().endswith(b"my own note")


@every_command
def test_what_is_no_file_is_refused(dated: Program, folder: Path, command: str) -> None:
    (folder / "sub").mkdir()
    (folder / "file").write_text("mine")
    refused = {
        "sub": "A folder is already there",
        "missing/page": "could not be written",
        "file/page": "could not be written",
        "x" * 300: "could not be written",
    }
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe")
        refused["pipe"] = "not a file that can be replaced"

    for name, says in refused.items():
        ran = make(dated, command, "-o", name, "--force")

        assert (ran.code, ran.out) == (1, ""), name
        assert says in ran.err, name
        assert len(ran.err.splitlines()) == 2, name
    assert set(os.listdir(folder)) == {"sub", "file", *(["pipe"] if hasattr(os, "mkfifo") else [])}
    assert (folder / "file").read_text() == "mine"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a folder that this user may not write")
@every_command
def test_an_unwritable_folder_is_refused(dated: Program, folder: Path, command: str) -> None:
    folder.chmod(0o500)

    assert make(dated, command).code == 1
    folder.chmod(0o700)
    assert os.listdir(folder) == []


@every_command
def test_a_full_disk_leaves_what_was_there_and_nothing_half_written(
    dated: Program, folder: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(dated, command)
    there = folder / MAKE[command][0]
    before = there.read_bytes()
    dated("setup", "--emergency", "999")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    ran = make(dated, command)

    assert (ran.code, ran.out) == (1, "")
    assert "has room" in ran.err
    assert there.read_bytes() == before
    assert os.listdir(folder) == [there.name]


@pytest.mark.skipif(sys.platform != "linux", reason="needs limits and /dev/full of Linux")
@every_command
def test_a_disk_that_takes_no_byte_and_a_full_output_end_with_a_sentence(
    dated: Program, folder: Path, command: str
) -> None:
    import resource

    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

    words = [*PROGRAM, command, *MAKE[command][1]]
    make(dated, command, "-o", "-")  # a record that holds all it needs
    ran = subprocess.run(words, capture_output=True, text=True, check=False, preexec_fn=no_room)
    with open("/dev/full", "w") as full:
        here = subprocess.run([*words, "-o", "-"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)

    assert (ran.returncode, ran.stdout) == (1, "")
    assert "could not be" in ran.stderr
    assert here.returncode == 1
    assert "could not be written" in here.stderr
    assert "inside ivig-prep" not in ran.stderr + here.stderr
    assert os.listdir(folder) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only there a name can be no text")
def test_a_folder_with_a_name_that_is_no_text_works(
    dated: Program, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = folder / os.fsdecode(b"caf\xe9")
    odd.mkdir()
    monkeypatch.chdir(odd)

    assert [dated("print").code for _ in range(2)] == [0, 0]
    assert os.listdir(odd) == ["ivig-checklist.html"]


@pytest.mark.parametrize("command", ["print", "calendar"])  # the handout needs no record: see test_diary
def test_a_record_that_cannot_be_read_or_written_ends_with_1(dated: Program, folder: Path, command: str) -> None:
    record = dated.home / "ivig-prep.db"
    record.write_bytes(b"not a record")

    ran = make(dated, command)

    assert ran.code == 1
    assert "could not be read" in ran.err
    assert os.listdir(folder) == []
    assert record.read_bytes() == b"not a record"


def test_two_kinds_of_file_at_once_are_refused(dated: Program, folder: Path) -> None:
    ran = dated("print", "--text", "--pdf")

    assert ran.code == 2
    assert "cannot stand together" in ran.err
    assert os.listdir(folder) == []


def test_each_kind_has_a_name_of_its_own(dated: Program, folder: Path) -> None:
    dated("print", "--text")
    dated("handout", "--text", "--package", WHEEL)

    assert sorted(os.listdir(folder)) == ["ivig-checklist.txt", "ivig-handout.txt"]


# The browser


@pytest.fixture
def stand_in(tmp_path: Path) -> Callable[[str], str]:
    """Write a shell script that stands in for a browser; `$made` in it is the PDF it is asked for."""

    def script(body: str) -> str:
        path = tmp_path / "browser"
        path.write_text(
            '#!/bin/sh\nfor word; do case "$word" in --print-to-pdf=*) made=${word#*=};; esac; done\n' + body + "\n"
        )
        path.chmod(0o700)
        return str(path)

    return script


@pytest.fixture
def named(stand_in: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Name such a script as the browser that makes PDFs; one that sleeps is not waited for long."""

    def name(body: str) -> None:
        monkeypatch.setenv("IVIG_PREP_BROWSER", stand_in(body))
        monkeypatch.setattr(browser, "PDF_SECONDS", 0.3 if "sleep" in body else 20)

    return name


@needs_terminal
@pytest.mark.parametrize(("typed", "opened"), [("", False), ("n", False), ("q", False), ("y", True), ("Yes.", True)])
def test_on_a_terminal_the_browser_is_offered_and_enter_is_no(
    dated: Program, folder: Path, stand_in: Callable[[str], str], typed: str, opened: bool
) -> None:
    told = folder.parent / "told"
    screen = Screen(dated.home, "print", env={"BROWSER": stand_in(f'echo "$@" > "{told}"')})

    asked = screen.prompt()
    screen.end(typed)

    assert f"Written:{folder / 'ivig-checklist.html'}" in "".join(asked.split())
    assert "Open it in your browser? y = yes, Enter = no:" in joined(asked)
    assert screen.code == 0
    assert told.exists() == opened
    if opened:
        assert told.read_text().strip() == (folder / "ivig-checklist.html").as_uri()


@needs_terminal
@pytest.mark.parametrize("words", [("--text",), ("--no-input",), ("-o", "-", "--text")])
def test_nothing_is_asked_where_there_is_nothing_to_open(dated: Program, words: tuple[str, ...]) -> None:
    screen = Screen(dated.home, "print", *words)

    assert "Open it" not in screen.end()
    assert screen.code == 0


@needs_terminal
def test_the_end_of_input_at_the_question_is_no(dated: Program, folder: Path) -> None:
    screen = Screen(dated.home, "print")
    screen.prompt()
    screen.press("d")
    screen.end()

    assert screen.code == 0
    assert os.listdir(folder) == ["ivig-checklist.html"]


def test_a_browser_that_does_not_open_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda _address: False)

    with pytest.raises(Problem, match="No browser could be opened"):
        browser.show(str(tmp_path / "page.html"))


@needs_scripts
def test_the_browser_that_is_named_makes_the_pdf(dated: Program, folder: Path, named: Callable[[str], None]) -> None:
    named('printf "%%PDF-1.7 %s %%%%EOF\\n" "$*" > "$made"')

    ran = dated("print", "--pdf")

    assert "--generate-pdf-document-outline" in (folder / "ivig-checklist.pdf").read_text()
    made = (folder / "ivig-checklist.pdf").read_text()
    assert f"Written: {folder / 'ivig-checklist.pdf'}" in ran.out
    for flag in ("--headless", "--export-tagged-pdf", "--disable-background-networking", "--user-data-dir="):
        assert flag in made
    page_it_was_given = re.search(r"\S+page\.html", made)
    assert page_it_was_given
    assert not os.path.exists(os.path.dirname(page_it_was_given[0]))


@needs_scripts
@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("exec sleep 30", "made no PDF within 0.3 seconds"),
        ("exit 3", "made no PDF."),
        ("kill -SEGV $$", "made no PDF."),
        ('echo rubbish > "$made"', "made no PDF."),
        ('echo "%PDF-1.7 and then the disk was full" > "$made"', "made no PDF."),
        ('mkdir "$made"', "made no PDF."),
        (': > "$made"', "made no PDF."),
    ],
    ids=["hangs", "fails", "crashes", "rubbish", "half", "folder", "empty"],
)
def test_a_browser_that_fails_is_one_sentence_and_a_next_step(
    dated: Program, folder: Path, named: Callable[[str], None], body: str, says: str
) -> None:
    named(body)

    ran = dated("print", "--pdf")

    assert (ran.code, ran.out) == (1, "")
    sentence, hint = ran.err.splitlines()
    assert says in sentence
    assert "Save as PDF" in hint
    assert os.listdir(folder) == []


@needs_scripts
def test_a_browser_that_is_missing_or_no_program_is_said(
    dated: Program, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_program = folder.parent / "no-program"
    no_program.write_bytes(b"\x7fELF")
    no_program.chmod(0o700)
    for named, says in (("no-such-browser", "was not found: no-such-browser"), (str(no_program), str(no_program))):
        monkeypatch.setenv("IVIG_PREP_BROWSER", named)

        ran = dated("print", "--pdf")

        assert (ran.code, ran.out) == (1, "")
        assert says in ran.err
        assert "Save as PDF" in ran.err.splitlines()[1]
    assert os.listdir(folder) == []


@needs_scripts
def test_a_browser_that_is_boxed_in_is_said_to_be(
    dated: Program, folder: Path, stand_in: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    boxed = folder.parent / "snap" / "bin"
    boxed.mkdir(parents=True)
    os.rename(stand_in("exit 0"), boxed / "browser")
    monkeypatch.setenv("IVIG_PREP_BROWSER", str(boxed / "browser"))

    ran = dated("print", "--pdf")

    assert (ran.code, ran.out) == (1, "")
    assert "may not read the folder of ivig-prep" in ran.err
    assert "Save as PDF" in ran.err


@needs_scripts
@pytest.mark.parametrize(
    ("settings", "size"),
    [((), "Letter"), (("--emergency", "999"), "A4"), (("--emergency", "911", "--paper", "a4"), "A4")],
)
def test_a_pdf_is_on_the_paper_of_the_person(
    dated: Program, folder: Path, named: Callable[[str], None], settings: tuple[str, ...], size: str
) -> None:
    if settings:
        dated("setup", *settings)
    named('for word; do page=$word; done; { echo %PDF; cat "$page"; echo %%EOF; } > "$made"')

    ran = dated("print", "--pdf")

    assert ran.code == 0
    assert f"@page {{ size: {size}; }}" in (folder / "ivig-checklist.pdf").read_text()
    other = "A4" if size == "Letter" else "Letter"
    said = f"It is for {size} paper. For {other}, type: ivig-prep setup --paper {other.lower()}"
    assert said in joined(ran.out)
    assert f"--for Leo setup --paper {other.lower()}" in joined(dated("--for", "Leo", "print", "--pdf").out) or settings


def test_without_any_browser_one_sentence_says_how_to_save_a_pdf(
    dated: Program, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("IVIG_PREP_BROWSER", raising=False)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(browser, "_PLACES", ())

    ran = dated("print", "--pdf")

    assert ran.code == 1
    assert ran.err.splitlines() == [
        "No Chrome, Edge or Chromium was found to make a PDF with.",
        "Type ivig-prep print, open that page in any browser, choose Print, then Save as PDF.",
    ]
    assert os.listdir(folder) == []


# calendar


MORNING_BEFORE, EVENING_BEFORE, EARLY = b"-PT15H", b"-PT6H", b"PT7H"
"""From midnight: 9 and 18 on the day before, 7 on the day."""


def triggers(event: Any) -> list[bytes]:
    return [alarm["TRIGGER"].to_ical() for alarm in event.walk("VALARM")]


def test_an_infusion_without_a_time_is_one_private_all_day_event_with_reminders(ivig: Program) -> None:
    ivig.on("2026-11-20")("setup", "--date", "2026-12-02", "--days", "3")

    (event,) = events(ivig)

    assert str(event["SUMMARY"]) == "Clinic visit"
    assert (str(event.decoded("DTSTART")), str(event.decoded("DTEND"))) == ("2026-12-02", "2026-12-05")
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert event["CLASS"] == "PRIVATE"
    assert triggers(event) == [MORNING_BEFORE, EVENING_BEFORE, EARLY]
    assert {str(alarm["DESCRIPTION"]) for alarm in event.walk("VALARM")} == {"Clinic visit"}
    assert {str(alarm["ACTION"]) for alarm in event.walk("VALARM")} == {"DISPLAY"}
    described = str(event["DESCRIPTION"])
    assert "Start time" not in described
    assert "Pack your medicine list" in described
    assert "If you have a fluid limit" in described
    assert "IVIg" not in str(event["SUMMARY"])


@pytest.mark.parametrize(
    ("time", "wanted"),
    [
        ("09:30", [b"-P1DT30M", b"-PT15H30M", b"-PT2H30M"]),
        ("08:00", [b"-PT23H", b"-PT14H", b"-PT2H"]),
        ("14:00", [b"-P1DT5H", b"-PT20H", b"-PT7H"]),
    ],
)
def test_a_time_makes_a_timed_event_with_reminders_by_the_clock(ivig: Program, time: str, wanted: list[bytes]) -> None:
    ivig.on("2026-11-20")("setup", "--date", "2026-12-02", "--time", time)

    (event,) = events(ivig)

    assert str(event.decoded("DTSTART")) == f"2026-12-02 {time}:00"
    assert event.decoded("DTSTART").tzinfo is None  # the time of the place one is in
    assert f"Start time: {time}." in str(event["DESCRIPTION"])
    assert triggers(event) == wanted


def test_several_days_with_a_time_are_one_event_each_day(ivig: Program) -> None:
    ivig("setup", "--date", "2026-12-02", "--days", "3", "--time", "09:30")

    (event,) = events(ivig)

    assert str(event.decoded("DTSTART")) == "2026-12-02 09:30:00"
    assert event["RRULE"].to_ical() == b"FREQ=DAILY;COUNT=3"


def test_a_reminder_whose_time_has_passed_is_left_out_and_said(dated: Program, folder: Path) -> None:
    passed = {
        "2026-12-01T08:00": ([MORNING_BEFORE, EVENING_BEFORE, EARLY], ""),
        "2026-12-01T12:00": ([EVENING_BEFORE, EARLY], "the reminder of the morning before."),
        "2026-12-01T20:00": ([EARLY], "the reminder of the morning before, and of the evening before."),
        "2026-12-02T08:00": ([], ", and of the morning of the day."),
    }
    for now, (left, said) in passed.items():
        ran = dated.on(now)("calendar", "--force")

        (event,) = Calendar.from_ical((folder / "ivig-visit.ics").read_text("utf-8")).walk("VEVENT")
        assert triggers(event) == left
        assert ("Left out, as its time has passed" in ran.out) == bool(said)
        assert said in ran.out
        assert "Google Calendar leaves out the reminders" in ran.out


def test_the_same_state_at_the_same_moment_gives_the_same_bytes(dated: Program) -> None:
    assert dated("calendar", "-o", "-").out == dated("calendar", "-o", "-").out


def test_a_moved_date_keeps_the_uid_and_raises_the_sequence(dated: Program) -> None:
    (before,) = events(dated)
    dated("setup", "--date", "2026-12-09")
    (moved,) = events(dated)
    dated("setup", "--time", "10:00")
    (timed,) = events(dated)

    assert before["UID"] == moved["UID"] == timed["UID"]
    assert before["SEQUENCE"] < moved["SEQUENCE"] < timed["SEQUENCE"]
    assert str(moved.decoded("DTSTART")) == "2026-12-09"


def test_a_new_fluid_limit_updates_the_event_that_told_the_person_to_drink(dated: Program) -> None:
    (before,) = events(dated)
    dated("setup", "--fluid-limit", "6cups")
    (limited,) = events(dated)
    dated("setup", "--fluid-limit", "5cups")
    (lower,) = events(dated)

    assert "plenty" in str(before["DESCRIPTION"])
    assert "plenty" not in str(limited["DESCRIPTION"])
    assert before["SEQUENCE"] < limited["SEQUENCE"] < lower["SEQUENCE"]


def test_another_infusion_and_another_record_have_other_uids(dated: Program, tmp_path: Path) -> None:
    (first,) = events(dated)
    dated.on("2026-12-20")("setup", "--new", "--date", "2027-01-06")
    (second,) = events(dated)
    assert first["UID"] != second["UID"]

    os.environ["IVIG_PREP_HOME"] = str(tmp_path / "other")  # the fixture's monkeypatch puts it back
    dated.on("2026-12-01")("setup", "--date", "2026-12-02")
    (others,) = events(dated)
    assert others["UID"] != first["UID"]


def test_next_adds_guesses_and_says_so(dated: Program, folder: Path) -> None:
    ran = dated("calendar", "--next", "2")
    visit, *guesses = events(dated, "--next", "2")

    assert "It also has 2 later visits. Their dates are guesses." in ran.out
    assert [str(event.decoded("DTSTART")) for event in guesses] == ["2026-12-30", "2027-01-27"]
    assert len({str(event["UID"]) for event in (visit, *guesses)}) == 3
    for event in guesses:
        assert "date not sure" in str(event["SUMMARY"])
        assert event["STATUS"] == "TENTATIVE"
        assert str(event["DESCRIPTION"]).startswith("This date is a guess.")
        assert len(event.walk("VALARM")) == 3
    assert "guess" not in str(visit["DESCRIPTION"])


def test_a_known_date_comes_before_a_guess_and_takes_its_place(dated: Program) -> None:
    _, first_guess, second_guess = events(dated, "--next", "2")
    dated("setup", "--new", "--date", "2027-01-02")

    visit, known, guess = events(dated)

    assert str(visit.decoded("DTSTART")) == "2026-12-02"
    assert str(known.decoded("DTSTART")) == "2027-01-02"
    assert "not sure" not in str(known["SUMMARY"])
    assert (known["UID"], guess["UID"]) == (first_guess["UID"], second_guess["UID"])
    assert known["SEQUENCE"] > first_guess["SEQUENCE"]
    assert str(guess.decoded("DTSTART")) == "2027-01-30"
    assert guess["SEQUENCE"] > second_guess["SEQUENCE"]


def test_a_cancelled_visit_is_taken_out_of_the_calendar(dated: Program, folder: Path) -> None:
    (before,) = events(dated)
    dated("setup", "--date", "none")

    ran = dated("calendar")
    (after,) = Calendar.from_ical((folder / "ivig-visit.ics").read_text("utf-8")).walk("VEVENT")

    assert ran.code == 0
    assert "Open that file to take the visit out of your calendar." in ran.out
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["STATUS"] == "CANCELLED"
    assert str(after["SUMMARY"]) == "Canceled: Clinic visit"
    assert after.walk("VALARM") == []
    again = events(dated)
    assert [(event["UID"], event["SEQUENCE"]) for event in again] == [(after["UID"], after["SEQUENCE"])]


def test_a_cancelled_visit_goes_and_the_new_one_comes_in_one_file(dated: Program, folder: Path) -> None:
    (before,) = events(dated)
    dated("setup", "--date", "none")
    dated("setup", "--date", "2026-12-16")

    ran = dated("calendar")
    visit, gone = Calendar.from_ical((folder / "ivig-visit.ics").read_text("utf-8")).walk("VEVENT")

    assert "It takes out 1 visit that no longer stands." in ran.out
    assert str(visit.decoded("DTSTART")) == "2026-12-16"
    assert (gone["UID"], str(gone["STATUS"])) == (before["UID"], "CANCELLED")


def test_no_guesses_wanted_any_more_takes_them_out(dated: Program) -> None:
    events(dated, "--next", "2")

    assert [str(event["STATUS"]) for event in events(dated)] == ["CONFIRMED", "TENTATIVE", "TENTATIVE"]
    assert [str(event["STATUS"]) for event in events(dated, "--next", "0")] == ["CONFIRMED", "CANCELLED", "CANCELLED"]


def test_a_visit_that_took_place_is_not_cancelled(dated: Program) -> None:
    (before,) = events(dated)
    dated.on("2026-12-20")("setup", "--new", "--date", "2027-01-06")

    (after,) = events(dated.on("2026-12-21"))

    assert after["UID"] != before["UID"]


@pytest.mark.parametrize("typed", ["-1", "27", "many", "1.5", "", "\N{ARABIC-INDIC DIGIT TWO}", "9" * 5000])
def test_next_takes_a_number_it_can_use(dated: Program, folder: Path, typed: str) -> None:
    ran = dated("calendar", f"--next={typed}")

    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err) < 200
    assert os.listdir(folder) == []


def test_next_without_an_interval_and_a_calendar_without_a_date_end_with_2(ivig: Program, folder: Path) -> None:
    undated = ivig("calendar")
    ivig("setup", "--date", "2026-12-02")
    unknown = ivig("calendar", "--next", "1")
    past = ivig.on("2026-12-20")("calendar")

    assert (undated.code, unknown.code, past.code) == (2, 2, 2)
    assert "ivig-prep setup --date" in undated.err
    assert "ivig-prep setup --every 4w" in unknown.err
    assert "ivig-prep setup --date" in past.err
    assert os.listdir(folder) == []


@hostile
def test_a_title_is_shown_and_does_nothing(dated: Program, typed: str) -> None:
    out = dated("calendar", "-o", "-", "--title", typed).out

    raw, (event,) = out.encode(), Calendar.from_ical(out).walk("VEVENT")
    shown = re.sub(r"[\x00-\x1f\u2028\u202e]", "?", re.sub(r"\r\n|[\t\n]", " ", typed))
    assert str(event["SUMMARY"]) == shown
    assert len(event.walk("VALARM")) == 3
    assert raw.count(b"BEGIN:VEVENT") == 1
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    assert raw.endswith(b"END:VCALENDAR\r\n")


@pytest.mark.parametrize("typed", ["", "   "])
def test_an_empty_title_is_the_neutral_one(dated: Program, typed: str) -> None:
    assert str(events(dated, "--title", typed)[0]["SUMMARY"]) == "Clinic visit"


# Each of them


@every_command
def test_help_has_examples_and_at_most_25_lines(ivig: Program, command: str) -> None:
    out = ivig(command, "--help").out

    lines: list[Any] = out.splitlines()
    assert len(lines) <= 25
    assert "your emergency number" in " ".join(lines[:4])
    assert out.index("Examples") < out.index("Options")


# What a page may do


def test_a_page_may_show_its_own_style_run_its_own_script_and_do_nothing_else(dated: Program, folder: Path) -> None:
    """Whatever got into a page in spite of all escaping could load, send or run nothing."""
    dated("print", "-o", "list.html")
    dated("print", "--large", "-o", "large.html")
    dated("handout", "--package", "./ivig_prep.whl", "-o", "handout.html")
    dated("report", "-o", "report.html")

    for name in ("list", "large", "handout", "report"):
        page = (folder / f"{name}.html").read_text("utf-8")
        (found,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page)
        rules = dict(rule.split(" ", 1) for rule in escaping.unescape(found).split("; "))
        styles, scripts = (re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL) for tag in ("style", "script"))
        assert page.index("Content-Security-Policy") < page.index("<style>")
        assert rules.pop("default-src") == rules.pop("base-uri") == rules.pop("form-action") == "'none'"
        assert rules.pop("style-src") == " ".join(map(hashed, styles))
        assert rules.pop("script-src", "") == " ".join(map(hashed, scripts))
        assert rules == {}
        assert not re.search(r"\son\w+=|\sstyle=|javascript:", page)


def hashed(text: str) -> str:
    """Return what stands for the text of an element in a content security policy."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
