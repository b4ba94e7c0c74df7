"""Hostile text: kept exactly as typed or refused with a sentence, and never more than text wherever it is shown."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hostile_text import ALL, EMPTY, ESCAPES, HIDDEN, MARKUP, OWN, SOME, WELL_KNOWN, controls
from icalendar import Calendar
from kit import PROGRAM, SGR, Program, Screen
from pretended import on_a_terminal, reading

from ivig_prep.__main__ import run
from ivig_prep.content.library import Library
from ivig_prep.core.day.phases import Infusion
from ivig_prep.core.day.visits import Visit
from ivig_prep.core.diary.cycle import Average
from ivig_prep.core.diary.details import DETAILS
from ivig_prep.core.diary.entries import Reaction, Treatment
from ivig_prep.core.diary.lots import lot_key
from ivig_prep.core.diary.report import FluidsAndHeadache, Report
from ivig_prep.core.handout import Handout, Recipe, Typed
from ivig_prep.core.page import TEXT, Line
from ivig_prep.core.text import control_in, neutral, without_escapes
from ivig_prep.errors import NotUnderstood
from ivig_prep.faces import html, ics
from ivig_prep.pages import handout as handout_words
from ivig_prep.pages import report as report_pages
from ivig_prep.store.store import Store
from ivig_prep.world import paths

FIELDS = ("brand", "site", "premed", "reaction", "rate-start", "rate-top", "helped", "notes", "question")
FIRST = date(2024, 1, 1)
KEPT, ALL_KEPT = (tuple(text for text in texts if not control_in(text)) for texts in (OWN, ALL))
"""What the diary keeps; it refuses the others by the name of their control character."""
REFUSED = tuple(text for text in ALL if control_in(text))
OWN_DAYS = {text: FIRST + timedelta(days=at) for at, text in enumerate(KEPT)}
LONG = 20_000


def options(text: str) -> list[str]:
    """Return a command line that puts a text into every field that takes one."""
    lots = [f"--lot={text}"] if lot_key(text) and len(text.strip()) <= 100 else []
    taken = {"notes": text != "-", "reaction": is_one_reaction(text)}
    return [*(f"--{field}={text}" for field in FIELDS if taken.get(field, True)), *lots]


def is_one_reaction(text: str) -> bool:
    """Say whether a text is kept as what a reaction was: nothing divides it, and it is not the word none."""
    return not re.search(r"[,;\n\r]| - ", text) and text.casefold() != "none"


@pytest.fixture(scope="module")
def diary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a record through the command line: our own texts into every field, all texts into all lists."""
    home = tmp_path_factory.mktemp("diary")
    listed = [f"--{name}={text}" for text in ALL_KEPT for name in ("premed", "question")]
    listed += [f"--reaction={text}" for text in ALL_KEPT if is_one_reaction(text)]
    lots = [f"--lot={text}" for text in ALL_KEPT if lot_key(text) and len(text.strip()) <= 100]
    with pytest.MonkeyPatch.context() as world, open(os.devnull, "w", encoding="utf-8") as nowhere:
        world.setenv(paths.HOME_VARIABLE, str(home))
        world.setenv("IVIG_PREP_TODAY", "2026-12-01")
        world.setattr(sys, "stdout", nowhere)
        world.setattr(sys, "stderr", nowhere)
        codes = [run(["log", f"--date={day}", *options(text)]) for text, day in OWN_DAYS.items()]
        codes.append(run(["log", "--date=2026-12-01", *listed, *lots]))
    assert codes == [0] * (len(KEPT) + 1)
    return home


@pytest.fixture
def kept(diary: Path, ivig: Program, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Return the program on that record."""
    monkeypatch.setenv(paths.HOME_VARIABLE, str(diary))
    return ivig


def test_every_text_comes_back_exactly_as_typed(kept: Program) -> None:
    ran = kept("log", "--json")
    entries = {entry["date"]: entry for entry in json.loads(ran.out)["infusions"]}

    assert ran.out.isascii()
    assert not controls(ran.out)
    assert len(entries) == len(KEPT) + 1
    for text, day in OWN_DAYS.items():
        entry = entries[day.isoformat()]
        single = {name: entry[name] for name in ("brand", "site", "rate_start", "rate_top", "helped", "notes")}
        assert single == dict.fromkeys(single, text)
        assert entry["premeds"] == [text]


def test_every_text_of_a_list_comes_back_exactly_as_typed(kept: Program) -> None:
    entry = json.loads(kept("log", "--json").out)["infusions"][0]
    questions = json.loads(kept("report", "--json").out)["questions"]
    reactions = [reaction["words"] for reaction in entry["reactions"]]

    assert len(ALL_KEPT) > 450
    assert entry["premeds"] == list(ALL_KEPT)
    assert set(questions) == {text for text in ALL_KEPT if text.casefold() != "none"}  # which takes all away
    assert len(entry["lots"]) > 400
    assert all(any(lot in text for text in ALL_KEPT) for lot in entry["lots"])  # a comma parts several lots
    assert {text.strip() for text in ALL_KEPT if is_one_reaction(text)} <= set(reactions)


def test_a_control_character_is_refused_in_every_field_and_nothing_is_saved(ivig: Program) -> None:
    assert len(REFUSED) > 10
    for text in REFUSED:
        for line in (*(["log", f"--{field}={text}"] for field in FIELDS), ["feel", "5", f"--note={text}"]):
            ran = ivig(*line)
            assert ran.code == 2, line
            assert "control character" in ran.err
            assert not controls(ran.out + ran.err)
    assert not (ivig.home / paths.RECORD_NAME).exists()


@pytest.mark.parametrize("words", [("log", "--list"), ("report",), ("report", "--text"), ("log", "--find", "1")])
def test_no_text_is_more_than_text_in_plain_words(words: tuple[str, ...], kept: Program) -> None:
    ran = kept(*words)

    assert ran.code == 0
    assert len(ran.out) > 1_000
    assert not controls(ran.out)


@pytest.mark.parametrize("words", [("log", "--list"), ("report",)])
def test_no_text_is_more_than_text_on_the_screen(words: tuple[str, ...], kept: Program) -> None:
    code, terminal = on_a_terminal(reading(*[""] * 1_000), *words)  # a long list comes a screen at a time
    shown = terminal.out.getvalue()

    assert code == 0
    assert SGR.search(shown)
    words_alone = SGR.sub("", shown)
    assert not controls(words_alone)
    assert "[red]x[/]" in words_alone
    assert "{{7*7}}" in words_alone
    assert "\x1b[31mred" not in shown


class Read(HTMLParser):
    """The elements and attributes of a page, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: Counter[tuple[str, tuple[str, ...]]] = Counter()
        self.text = ""
        self.others: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements[tag, tuple(name for name, _ in attrs)] += 1

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    handle_pi = unknown_decl = handle_comment


def full_report(texts: tuple[str, ...]) -> Report:
    """Return a report with these texts in every place that takes one."""
    reactions = [Reaction(text, None, text, 5) for text in texts]
    treatments = tuple(
        Treatment(FIRST, text, 30.0, text, "09:30", "13:00", text, text, text, text, (text,), (text,), (reaction,))
        for text, reaction in zip(texts, reactions, strict=True)
    )
    fluids = tuple(FluidsAndHeadache(FIRST, 750, (reaction,)) for reaction in reactions)
    cycle = (Average(1, 5.0, 1),)
    courses = tuple((entry,) for entry in treatments)
    return Report(FIRST, Infusion(1, FIRST, time="09:30"), courses, fluids, cycle, cycle, 1, texts, texts)


def report_page(texts: tuple[str, ...]) -> str:
    return html.report(full_report(texts), report_pages.LABELS, foot="", paper=None, filters=report_pages.WORDS)


def test_a_report_page_has_the_same_elements_whatever_was_typed() -> None:
    harmless, hostile = (Read(report_page(texts)) for texts in (("word",) * len(SOME), SOME))

    assert hostile.elements == harmless.elements
    assert hostile.others == []
    assert not controls(hostile.text)
    for text in SOME:
        assert neutral(text) in hostile.text


def test_a_handout_has_the_same_elements_whatever_was_typed() -> None:
    def handout(texts: tuple[str, ...]) -> Read:
        recipes = tuple(Recipe(text, (Typed(text, text),), text) for text in texts)
        phones = tuple((text, text) for text in texts)
        page = tuple(Line(TEXT, text) for text in texts)
        one = texts[0]
        lists = (texts, texts, phones, texts, recipes, None, one, texts, texts, one, page, texts, one)
        return Read(html.handout(Handout(one, one, *lists), handout_words.LABELS))

    harmless, hostile = handout(("word",) * len(SOME)), handout(SOME)
    by_words = {
        ("span", ()),
        ("span", ("class",)),
        ("code", ()),
        ("code", ("class",)),
        ("wbr", ()),
    }

    assert {kind: n for kind, n in hostile.elements.items() if kind not in by_words} == {
        kind: n for kind, n in harmless.elements.items() if kind not in by_words
    }
    assert not controls(hostile.text)
    assert all(neutral(text) in hostile.text for text in SOME)


def test_a_package_for_the_handout_is_shown_as_text_or_refused(ivig: Program, tmp_path: Path) -> None:
    shown = 0
    for at, text in enumerate(SOME):
        ran = ivig("handout", f"--package={text}", "-o", str(tmp_path / f"{at}.html"))
        assert ran.code in (0, 2)
        assert ran.code == 0 or (ran.err and not controls(ran.err))
        if ran.code == 0:
            shown += 1
            page = Read((tmp_path / f"{at}.html").read_text(encoding="utf-8"))
            assert text in page.text
            assert not any(tag == "script" or "onclick" in names for tag, names in page.elements)

    assert shown > 3


def test_the_diary_adds_neither_script_nor_another_kind_of_element_to_the_printed_list(
    diary: Path, ivig: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The card for an emergency department holds words of the diary."""
    before = ivig("print", "-o", "-").out
    monkeypatch.setenv(paths.HOME_VARIABLE, str(diary))

    after = ivig("print", "-o", "-").out

    assert after != before
    assert {tag for tag, _ in Read(after).elements} == {tag for tag, _ in Read(before).elements}
    scripts = [re.findall(r"<script.*?</script>", page, re.DOTALL) for page in (before, after)]
    assert scripts[0] == scripts[1] != []
    assert Read(after).others == Read(before).others


def test_the_report_of_that_record_holds_no_script(kept: Program, tmp_path: Path) -> None:
    assert kept("report", "-o", str(tmp_path / "page.html")).code == 0
    page = Read((tmp_path / "page.html").read_text(encoding="utf-8"))

    assert page.elements
    assert not any(tag in ("script", "iframe", "img", "link", "form", "a") for tag, _ in page.elements)
    assert not any(name.startswith("on") for _, names in page.elements for name in names)


def as_read(text: str) -> str:
    """Return what a calendar shows. The library takes a backslash with an N for a line break."""
    return neutral(text).replace("\\N", "\n")


def test_a_calendar_stays_one_event_with_folded_lines_whatever_its_title() -> None:
    for text in (*SOME, "x" * 1_000_000):
        shown = ics.Shown(
            text, (text, "Bring water."), "A guess.", "0" * 32, datetime.fromisoformat("2026-12-01T20:30")
        )
        made = ics.calendar([Visit(Infusion(1, FIRST), changed_at="2026-12-01T20:30:00+00:00")], shown)
        lines = made.split(b"\r\n")
        (event,) = Calendar.from_ical(made.decode()).walk("VEVENT")

        assert max(map(len, lines)) <= 75
        assert not any(b"\n" in line or b"\r" in line for line in lines)
        assert str(event["summary"]) == as_read(text)
        assert as_read(text) in str(event["description"])
        assert len(Calendar.from_ical(made.decode()).subcomponents) == 1


@pytest.mark.parametrize("text", [*OWN, *EMPTY])
def test_a_title_makes_a_calendar_that_can_be_read_back(text: str, ivig: Program, tmp_path: Path) -> None:
    ivig("setup", "--date", "2026-12-02")
    ran = ivig("calendar", f"--title={text}", "-o", str(tmp_path / "visit.ics"))
    (event,) = Calendar.from_ical((tmp_path / "visit.ics").read_text(encoding="utf-8")).walk("VEVENT")

    assert ran.code == 0
    assert str(event["summary"]) == (as_read(text.strip()) or "Clinic visit")


def test_every_name_of_a_person_is_one_folder_beside_the_others_or_is_refused(ivig: Program) -> None:
    folders = {}
    for text in ALL:
        with suppress(NotUnderstood):
            folders[" ".join(text.split())] = Path(paths.person_folder(text))

    above = ivig.home / "people"
    assert len(folders) > 300
    assert {folder.parent for folder in folders.values()} == {above}
    assert all(re.fullmatch(r"p-[A-Za-z0-9_]{1,240}", folder.name) for folder in folders.values())
    assert len(set(folders.values())) >= len({name.casefold() for name in folders}) - 2  # é written in two ways


@pytest.mark.parametrize(
    "text", [*MARKUP, "../../../outside", "..\\..\\outside", "CON", ".", "..", "/", "/etc", "~", "-"]
)
def test_what_is_kept_for_a_person_stays_inside_the_folder(text: str, ivig: Program, tmp_path: Path) -> None:
    before = {path for path in tmp_path.rglob("*") if ivig.home not in path.parents}
    ran = ivig(f"--for={text}", "drink")
    written = {path for path in tmp_path.rglob("*") if path.is_file()}

    assert ran.code == 0
    assert not controls(ran.out + ran.err)
    assert all(path.is_relative_to(ivig.home / "people") for path in written)
    assert len(list((ivig.home / "people").iterdir())) == 1
    assert {path for path in tmp_path.rglob("*") if ivig.home not in path.parents} - before <= {ivig.home}
    assert json.loads(ivig(f"--for={text}", "today", "--json").out)["fluids"]["drunk"] == 1


@pytest.mark.parametrize("text", [*ESCAPES[:-2], *HIDDEN, *EMPTY])
def test_a_name_nobody_can_see_is_refused(text: str, ivig: Program) -> None:
    ran = ivig(f"--for={text}", "drink")

    assert ran.code == 2 or not controls(" ".join(text.split()))
    assert not controls(ran.out + ran.err)


@pytest.mark.parametrize("text", EMPTY)
@pytest.mark.parametrize("field", [*FIELDS, "lot", "dose", "start", "date", "remove"])
def test_an_empty_value_is_refused_with_a_sentence(field: str, text: str, ivig: Program) -> None:
    ran = ivig("log", f"--{field}={text}")

    assert ran.code == 2
    assert ran.err.splitlines()[0].endswith(".")
    assert not (ivig.home / "ivig-prep.db").exists()


def test_a_phone_number_is_digits_or_is_refused(ivig: Program) -> None:
    store = Store(str(ivig.home), paths.RECORD_NAME)
    for text in (*ALL, *EMPTY):
        ran = ivig("setup", f"--clinic-phone={text}", f"--night-phone={text}", f"--emergency={text}")
        numbers = {store.settings().get(name) for name in ("clinic_phone", "night_phone", "emergency")}
        assert ran.code in (0, 2)
        assert not controls(ran.out + ran.err)
        assert all(number is None or re.fullmatch(r"[0-9+()./ extnsio-]+", str(number), re.I) for number in numbers)
    store.close()


def test_any_words_after_unwell_are_answered_and_said_back(ivig: Program) -> None:
    for text in (*OWN, *WELL_KNOWN[::4]):
        ran = ivig("unwell", "--json", text)
        if text not in ("--list", "--json", "--plain", "--no-input", "-h", "--help", "--version", "--for"):
            assert json.loads(ran.out)["words"] == text
        assert ran.code == 0


@pytest.mark.parametrize("command", ["unwell", "learn"])
def test_words_after_a_command_are_shown_as_text(command: str, ivig: Program) -> None:
    for text in OWN:
        ran = ivig(command, text)
        assert (ran.code, controls(ran.out + ran.err)) == (0, set())


@pytest.mark.parametrize("text", OWN)
def test_a_name_for_a_file_is_written_there_or_refused(
    text: str, ivig: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "one" / "two" / "three" / "four"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    ran = ivig("report", f"--output={text}")
    named = os.path.abspath(text)

    assert ran.code in (0, 1)
    assert not controls(ran.out + ran.err)
    assert (ran.code == 0) == ("\x00" not in text and os.path.isfile(named))
    assert {str(path) for path in tmp_path.rglob("*") if path.is_file() and ivig.home not in path.parents} <= {named}


def test_a_note_with_a_score_comes_back_exactly_as_typed(ivig: Program) -> None:
    texts = [text for text in KEPT if text.strip()]
    for age, text in enumerate(texts):
        day = date(2026, 12, 1) - timedelta(days=age)
        assert ivig("feel", "5", f"--note={text}", "--on", day.isoformat()).code == 0

    assert [score["note"] for score in json.loads(ivig("feel", "--json").out)["scores"]] == texts


def test_as_many_characters_as_are_kept_are_shown(ivig: Program, tmp_path: Path) -> None:
    text = ("word " * 11 + "\u202e\n") * (LONG // 60)
    world = {**os.environ, "IVIG_PREP_HOME": str(ivig.home)}
    wrote = subprocess.run(
        [*PROGRAM, "log", "--notes", "-"], input=text.encode(), env=world, check=True, capture_output=True
    )

    assert json.loads(ivig("log", "--json").out)["infusions"][0]["notes"] == text
    assert not controls(wrote.stdout.decode())
    assert ivig("report", "-o", str(tmp_path / "report.html")).code == 0
    assert not controls(Read((tmp_path / "report.html").read_text(encoding="utf-8")).text)


@pytest.mark.skipif(os.name == "nt", reason="needs arguments made of bytes, which Windows has not")
@pytest.mark.parametrize(
    "command", [[b"unwell"], [b"learn"], [b"drink"], [b"--for"], [b"log", b"--notes"], [b"print", b"-o"]]
)
@pytest.mark.parametrize("raw", [b"\xff\xfe", b"caf\xe9", b"\xed\xa0\x80", b"\xc0\xaf", b"\xf4\x90\x80\x80"])
def test_bytes_that_are_no_text_end_no_command(command: list[bytes], raw: bytes, tmp_path: Path) -> None:
    after = [b"drink"] if command == [b"--for"] else []
    ran = subprocess.run(
        [*map(os.fsencode, PROGRAM), *command, raw, *after], cwd=tmp_path, capture_output=True, check=False
    )

    assert ran.returncode in (0, 2)
    assert b"Traceback" not in ran.stderr
    assert b"Something went wrong" not in ran.stderr
    assert not controls((ran.stdout + ran.stderr).decode())


def answering(text: str) -> Callable[[str], str]:
    """Return a typist who gives one answer to every question, and Enter where it is asked again."""
    shown_before = 0

    def typed(shown: str) -> str:
        nonlocal shown_before
        new, shown_before = shown[shown_before:], len(shown)
        return text if any(detail.question in new for detail in DETAILS) else ""

    return typed


@pytest.mark.parametrize("text", [text for text in OWN if (words := without_escapes(text)) and not control_in(words)])
def test_answers_to_questions_come_back_as_typed_but_for_escape_sequences(text: str, ivig: Program) -> None:
    words = without_escapes(text)
    is_sign = "emergency" in {match.tier for match in Library().leaflet.look_up(words)}
    code, terminal = on_a_terminal(answering(text), "log", "--date", "2026-11-30")
    (entry,) = json.loads(ivig("log", "--json").out)["infusions"]

    assert code == 0
    assert not controls(SGR.sub("", terminal.out.getvalue()))
    assert entry["brand"] == words
    assert [entry["helped"], entry["notes"]] == ([None] * 2 if is_sign else [words] * 2)  # a sign ends the run, saved
    assert is_sign or terminal.asked >= 12


@pytest.mark.parametrize("text", [text for text in ESCAPES if not without_escapes(text)])
def test_an_escape_sequence_alone_is_no_answer(text: str, ivig: Program) -> None:
    code, terminal = on_a_terminal(reading(text, text, "q"), "log", "--date", "2026-11-30")

    assert (code, terminal.asked) == (0, 3)
    assert json.loads(ivig("log", "--json").out)["infusions"] == []


@pytest.mark.parametrize("text", [*OWN[::8], *WELL_KNOWN[::120]])
@pytest.mark.parametrize("command", ["setup", "today", "unwell", "learn", "feel", ""])
def test_any_answer_to_a_question_is_taken_or_asked_again(command: str, text: str, ivig: Program) -> None:
    code, terminal = on_a_terminal(reading(text, text, "", text, "", "", text, "q"), *filter(None, [command]))

    assert code == 0
    assert terminal.asked
    assert not controls(SGR.sub("", terminal.out.getvalue()) + terminal.err.getvalue())


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("text", ["\x1b[2J\x1b[31mred", "\x1b]52;c;ZXZpbA==\x07x", "a\u202eb", "[red]x[/]"])
def test_a_real_terminal_gets_colors_and_no_other_escape(text: str, ivig: Program, play: Callable[..., Screen]) -> None:
    screen = play("log", "--date", "2026-11-30")
    screen.prompt()
    screen.type(text)
    screen.end("q")

    assert not controls(SGR.sub("", screen.raw).replace("\r\n", "\n"))
    assert json.loads(ivig("log", "--json").out)["infusions"][0]["brand"] == without_escapes(text)


def test_a_name_is_taken_away_by_the_exact_text(ivig: Program) -> None:
    for text in (text for text in KEPT if "," not in text):
        for option in ("--question", "--premed"):
            ivig("log", f"{option}={text}")
            assert ivig("log", f"--remove={text}").code == 0

    left = json.loads(ivig("log", "--json").out)["infusions"][0]["premeds"]
    assert left == []
