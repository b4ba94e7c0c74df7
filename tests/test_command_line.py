"""Words on the command line as people type them: dashes, near misses, paths, and standard input."""

import io
import json
import sys
from pathlib import Path

import pytest
from kit import Program

from ivig_prep import CONTACT, __version__

LONG = "\u2014"
MEDIUM = "\u2013"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (f"setup {LONG}date 2026-12-02", "2 short dashes instead: --date"),
        (f"setup {MEDIUM}date 2026-12-02", "2 short dashes instead: --date"),
        (f"setup {MEDIUM}{MEDIUM}date=2026-12-02", "2 short dashes instead: --date"),
        (f"setup --days 2 {LONG}dat 2026-12-02", "2 short dashes instead: --date"),
        (f"drink {LONG}undo", "2 short dashes instead: --undo"),
        (f"feel 6 {LONG}note tired", "2 short dashes instead: --note"),
        (f"clinic {LONG}check a.yaml", "2 short dashes instead: --check"),
        (f"{LONG}version", "2 short dashes instead: --version"),
        (f"{MEDIUM}for Ann today", "2 short dashes instead: --for"),
        (f"setup --fluid{LONG}goal 2l", "Did you mean --fluid-goal?"),
        ("setup -date 2026-12-02", "Did you mean --date?"),
        ("setup -dat 2026-12-02", "Did you mean --date?"),
        ("feel 6 -note tired", "Did you mean --note?"),
        ("drink -undo", "Did you mean --undo?"),
        ("print -output a.html", "Did you mean --output?"),
        ("today -plain", "Did you mean --plain?"),
        ("-version", "Did you mean --version?"),
        ("log --note tired", "Did you mean --notes?"),
        ("drink --ondo", "Did you mean --undo?"),
        ("drink --list", 'There is no option "--list" here.'),
        ("feel --list", 'There is no option "--list" here.'),
        ("drink -x", 'There is no option "-x" here.'),
        ("drink -5", '"-5" is not an amount to drink.'),
        ("feel -5", '"-5" is not a number from 0 to 10.'),
        ("--json", 'There is no option "--json" before a command.'),
        ("-v", "Did you mean -V?"),
        ("today -v", "Did you mean -V?"),
        ("drink -F Ann", 'There is no option "-F" here.'),
        ("setup --phone 5550100", "Did you mean --clinic-phone or --night-phone?"),
        ("setup --fluid 2l", "Did you mean --fluid-goal or --fluid-limit?"),
        ("setup --limit 2l", "Did you mean --fluid-limit?"),
        ("log --rate 30", "Did you mean --rate-start or --rate-top?"),
        ("setup --Date 2026-12-02", "Did you mean --date?"),
        ("setup date 2026-12-02", "Did you mean --date?"),
        ("setup Time 9:30", "Did you mean --time?"),
        ("setup --fits first time", '--fits "first time"'),
        ("feel 6 tired", "Put the words behind --note, in quotes."),
        ("feel 6 --note tired after lunch", "Put the words behind --note, in quotes."),
        ("feel 6.5", '"6.5" can be 6 or 7.'),
        ("feel 5-6", '"5-6" can be 5 or 6.'),
        ("feel 9 or 10 of 10", "can be 9 or 10."),
        ("setup --date 2 December", '--date "2 December"'),
        ("setup --days 2 --date 2 December 2026 --time 9:30", '--date "2 December 2026"'),
        ("setup --clinic-phone=555 0100", '--clinic-phone "555 0100"'),
        ("setup --fits Diabetes, port", '--fits "Diabetes, port"'),
        ("today --on 2 December", '--on "2 December"'),
        ("log --brand Octagam 10 %", '--brand "Octagam 10 %"'),
        ("log --reaction bad headache, 6 hours after, 5", '--reaction "bad headache, 6 hours after, 5"'),
        ("--plain=1 today", "--plain takes no value."),
        ("today --json=yes", "--json takes no value."),
        ("setup --days 2-3", '"2-3" can be 2 days or 3 days.'),
        ("today tomorrow", "Type: ivig-prep today --help"),
        ("feel 6 -n tired", "Did you mean --no-input or --note?"),
        ("setup -e 4w", "Did you mean --emergency or --every?"),
        ("print list.pdf", "Did you mean -o list.pdf?"),
        ("calendar ~/visit.ics", "Did you mean -o"),
        ("today list", "Type: ivig-prep today --help"),
    ],
)
def test_a_word_that_was_meant_as_an_option_is_named_with_the_one_it_may_be(
    line: str, says: str, ivig: Program
) -> None:
    ran = ivig(*line.split())

    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert not (ivig.home / "ivig-prep.db").exists()


@pytest.mark.parametrize("value", ["-note", f"{LONG}tired", f"{MEDIUM} tired", "--undo"])
def test_a_value_may_begin_with_any_dash(value: str, ivig: Program) -> None:
    assert ivig("feel", "6", "--note", value).code == 0

    assert json.loads(ivig("feel", "--json").out)["scores"][0]["note"] == value


@pytest.mark.parametrize(
    "words", [["unwell", LONG, "chest", "pain"], ["unwell", "-chest", "pain"], ["911", f"{LONG}help"]]
)
def test_no_dash_keeps_words_about_feeling_unwell_from_an_answer(words: list[str], ivig: Program) -> None:
    ran = ivig(*words)

    assert ran.code == 0
    assert "Call" in ran.out


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("version", "--version"),
        ("versoin", "--version"),
        ("tday", "today"),
        ("drnk", "drink"),
        ("calender", "calendar"),
        ("emergncy", "unwell"),
        ("symptom", "unwell"),
        ("unwel", "unwell"),
        ("un well", "unwell"),
        ("to day", "today"),
        ("--today", "today"),
        (f"{LONG}today", "today"),
        ("-drink 2", "drink"),
        ("/unwell", "unwell"),
        ("ivig-prep today", "today"),
        ("ivig-prep drnk 2", "drink"),
    ],
)
def test_a_mistyped_command_leads_to_the_one_that_was_meant(word: str, meant: str, ivig: Program) -> None:
    ran = ivig(*word.split())

    assert ran.code == 2
    assert f"Did you mean: ivig-prep {meant}" in ran.err


@pytest.mark.parametrize("word", ["xyzzy", "weather", "mygoodness"])
def test_a_word_like_no_command_gets_no_suggestion(word: str, ivig: Program) -> None:
    assert "Did you mean" not in ivig(word).err


@pytest.mark.parametrize("words", [["-V"], ["today", "-V"], ["--version"]])
def test_the_version_can_be_asked_for_with_a_capital_v(words: list[str], ivig: Program) -> None:
    ran = ivig(*words)

    assert ran.code == 0
    assert ran.out.startswith(f"ivig-prep {__version__}\n")


@pytest.mark.parametrize("words", [["--version", "--json"], ["--json", "-V"]])
def test_the_version_as_json_says_the_same(words: list[str], ivig: Program) -> None:
    found = json.loads(ivig(*words).out)

    assert (found["schema"], found["kind"], found["version"]) == (1, "version", __version__)
    assert {"version", "checked", "check_by", "reviewed_by", "clinic"} <= set(found["content"])
    assert set(found["reviews"]) == {"Checklist", "Side effects", "Short answers"}
    assert found["contact"] == CONTACT
    assert found["folder"] == str(ivig.home)
    assert found["sends_anything"] is False


def test_what_fits_can_be_added_to_and_taken_away_from(ivig: Program) -> None:
    ivig("setup", "--fits", "diabetes,port")

    assert "Taken away" not in ivig("setup", "--fits", "+home").out
    assert "Taken away: Diabetes." in ivig("setup", "--fits", "-diabetes").out
    said = ivig("setup", "--fits", "+child,-home").out
    assert "Taken away: An infusion at home." in said
    assert "A port" in said


def test_what_fits_is_replaced_by_bare_words_and_what_went_is_said(ivig: Program) -> None:
    ivig("setup", "--fits", "diabetes,port")

    said = ivig("setup", "--fits", "home").out

    assert "Taken away: A port; Diabetes." in said


def feed(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_notes_are_read_in_the_encoding_they_come_in(
    encoding: str, ivig: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed(monkeypatch, "slept badly, caf\u00e9 helped".encode(encoding))
    ivig("log", "--notes", "-")

    assert json.loads(ivig("log", "--json").out)["infusions"][0]["notes"] == "slept badly, caf\u00e9 helped"


@pytest.mark.parametrize("raw", [b"caf\xe9", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"])
def test_notes_in_no_known_encoding_are_refused_and_nothing_is_saved(
    raw: bytes, ivig: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed(monkeypatch, raw)
    ran = ivig("log", "--notes", "-")

    assert (ran.code, ran.out) == (2, "")
    assert "Save it as UTF-8." in ran.err
    assert not (ivig.home / "ivig-prep.db").exists()


def test_a_tilde_is_the_home_folder_in_every_path(
    ivig: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    ivig("setup", "--date", "2026-12-02", "--emergency", "911")

    for words in (["print", "-o"], ["report", "-o"], ["calendar", "-o"], ["backup"]):
        name = f"{words[0]}.out"
        assert ivig(*words, f"~/{name}").code == 0
        assert (tmp_path / name).is_file(), words
    assert ivig("backup", "--restore", "~/backup.out").code == 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["print", "-o", "list.txt"], "add --text"),
        (["print", "-o", "List.DOCX"], "ends in .html"),
        (["report", "-o", "report.txt"], "add --text"),
        (["report", "-o", "report.xlsx"], "ends in .html"),
        (["calendar", "-o", "visit.pdf"], "ends in .ics"),
        (["calendar", "-o", "visit.html"], "ends in .ics"),
        (["handout", "-o", "page.docx"], "ends in .html"),
    ],
)
def test_a_name_that_promises_another_kind_of_file_is_refused(
    ivig: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ivig("setup", "--date", "2026-12-02")

    ran = ivig(*words)

    assert (ran.code, says in ran.err) == (2, True)
    assert not (tmp_path / words[-1]).exists()


def test_a_tilde_is_the_home_folder_for_a_file_that_is_read_too(
    ivig: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    ivig("log", "--date", "2026-10-07", "--brand", "Privigen")
    (tmp_path / "log.csv").write_text(ivig("log", "--csv").out, encoding="utf-8")

    assert "There is no file here" not in ivig("log", "--import", "~/log.csv", "--yes").err
    assert str(tmp_path) in ivig("log", "--import", "~/other.csv").err
