"""The diary in a pipe: `log`, `feel`, `report`, and whose data it is: `--for`, `backup`, `forget`."""

import io
import json
import os
import re
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from kit import Program

LOG = ("--brand", "Privigen", "--lot", "A-123 b", "--dose", "30", "--site", "left hand", "--premed", "paracetamol")
MORE = ("--start", "09:30", "--end", "13:00", "--rate-start", "30 ml", "--rate-top", "200 ml", "--helped", "water")
NASTY = (
    "two\r\nlines\n\nand a tab\t.",
    'it\'s "quoted" `so` \\ %s {0}',
    "'); DROP TABLE treatment; --",
    "<script>alert(1)</script> & <b>bold</b> {{ 7*7 }} [red]x[/red]",
    "\U0001f489 \U0001f468\u200d\U0001f469\u200d\U0001f467",
    "صداع بعد ست ساعات \u202e",
)
CONTROLS = {
    "\x1b[2J\x1b]0;owned\x07": "Escape, U+001B",
    "red\x9b31m": "U+009B",
    "a\x00b": "NUL, U+0000",
    "beep\x07": "Bell, U+0007",
    "one\x0ctwo": "Form feed, U+000C",
    "one\x0btwo": "U+000B",
    "ab\x08": "Backspace, U+0008",
    "ab\x7f": "Delete, U+007F",
    "next\x85line": "U+0085",
    "\x1f": "U+001F",
}
"""Texts with a control character, each with how that is called."""
SHOWABLE = re.compile(r"[^\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]*")
"""No control character but line breaks, and nothing that turns the direction of what follows."""


def infusions(ivig: Program, *words: str) -> Any:
    ran = ivig("log", "--json", *words)
    assert ran.code == 0, ran.err
    return json.loads(ran.out)["infusions"]


def scores(ivig: Program, *words: str) -> Any:
    ran = ivig("feel", "--json", *words)
    assert ran.code == 0, ran.err
    return json.loads(ran.out)["scores"]


def rows(ivig: Program, sql: str) -> list[Any]:
    with closing(sqlite3.connect(ivig.home / "ivig-prep.db")) as db:
        return db.execute(sql).fetchall()


def everything(folder: Path) -> dict[str, bytes]:
    """Return every file under a folder, with what is in it."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# log: what is written down


def test_every_flag_of_log_comes_back_in_the_promised_json(ivig: Program) -> None:
    ivig("log", "--date", "2026-11-30", *LOG, *MORE, "--notes", "slept", "--reaction", "headache, 6 hours after, 5")

    document = json.loads(ivig("log", "--json").out)

    assert {"schema": 1, "kind": "log"}.items() <= document.items()
    assert document["infusions"] == [
        {
            "date": "2026-11-30",
            "brand": "Privigen",
            "lots": ["A-123 b"],
            "dose_grams": 30,
            "site": "left hand",
            "premeds": ["paracetamol"],
            "start": "09:30",
            "end": "13:00",
            "rate_start": "30 ml",
            "rate_top": "200 ml",
            "reactions": [
                {
                    "side_effect": "headache-bad",
                    "words": "headache",
                    "when": "6 hours after",
                    "severity": 5,
                    "helped": None,
                    "after": [],
                },
            ],
            "lot_expiry": {},
            "helped": "water",
            "notes": "slept",
        }
    ]


def test_lots_medicines_and_reactions_add_up_and_the_others_replace(ivig: Program) -> None:
    ivig("log", *LOG, "--reaction", "my knee hurts")
    said = ivig(
        "log", "--lot", "B1", "--lot", "B2", "--premed", "water", "--reaction", "fever, 2", "--brand", "Octagam"
    ).out

    [entry] = infusions(ivig)
    assert entry["lots"] == ["A-123 b", "B1", "B2"]
    assert entry["premeds"] == ["paracetamol", "water"]
    assert [reaction["words"] for reaction in entry["reactions"]] == ["my knee hurts", "fever"]
    assert [(r["when"], r["severity"]) for r in entry["reactions"]] == [(None, None), (None, 2)]
    assert entry["reactions"][0]["side_effect"] is None
    assert (entry["brand"], entry["site"]) == ("Octagam", "left hand")
    assert "Lot numbers: A-123 b; B1; B2" in said


def test_the_same_lot_given_twice_is_kept_once(ivig: Program) -> None:
    ivig("log", "--lot", "A1", "--lot", "A1")
    ivig("log", "--lot", "A1")

    assert infusions(ivig)[0]["lots"] == ["A1"]


def test_former_versions_stay_in_the_history(ivig: Program) -> None:
    ivig("log", "--brand", "Privigen", "--dose", "30", "--lot", "A1")
    ivig("log", "--brand", "Octagam", "--dose", "35")
    ivig("log", "--remove", "a 1")

    assert rows(ivig, "SELECT brand, dose_grams FROM treatment_history ORDER BY id") == [("Privigen", 30)]
    assert rows(ivig, "SELECT lot, removed_at IS NOT NULL FROM lot") == [("A1", 1)]


def test_there_is_one_entry_for_each_date_newest_first(ivig: Program) -> None:
    for day in ("2026-10-01", "2026-11-01", "2026-09-01", "2026-10-01"):
        ivig("log", "--date", day, "--dose", "30")

    assert [entry["date"] for entry in infusions(ivig)] == ["2026-11-01", "2026-10-01", "2026-09-01"]
    assert [entry["date"] for entry in infusions(ivig, "--list")] == ["2026-11-01", "2026-10-01", "2026-09-01"]
    plain = ivig("log", "--list").out
    assert plain.index("November") < plain.index("October") < plain.index("September")


def test_without_a_date_it_is_today_during_an_infusion_and_its_last_day_after_it(ivig: Program) -> None:
    ivig("setup", "--date", "2026-11-30", "--days", "2")
    ivig.on("2026-11-30")("log", "--lot", "A1")
    ivig.on("2026-12-01")("log", "--lot", "A2")
    ivig.on("2026-12-20")("log", "--lot", "A3")

    assert [(entry["date"], entry["lots"]) for entry in infusions(ivig)] == [
        ("2026-12-01", ["A2", "A3"]),
        ("2026-11-30", ["A1"]),
    ]


@pytest.mark.parametrize("text", ["a 123", "PARACETAMOL", "headache", "headache, 6 hours after, 5", "Slower?"])
def test_remove_takes_one_away_whatever_the_spacing_and_case(ivig: Program, text: str) -> None:
    given = ("--lot", "A-123", "--premed", "paracetamol", "--reaction", "headache, 6 hours after, 5")
    ivig("log", *given, "--question", "slower?")

    ran = ivig("log", "--remove", text)

    assert (ran.code, f'Taken away: "{text}".' in ran.out) == (0, True)
    [entry] = infusions(ivig)
    questions = json.loads(ivig("report", "--json").out)["questions"]
    assert sum(map(len, (entry["lots"], entry["premeds"], entry["reactions"], questions))) == 3


@pytest.mark.parametrize("text", ["A9", "", "---"])
def test_removing_what_is_not_there_changes_nothing_at_all(ivig: Program, text: str) -> None:
    ivig("log", "--lot", "A1", "--premed", "\U0001f489")

    before = infusions(ivig)
    ran = ivig("log", "--brand", "X", "--lot", "B1", "--remove", "A1", "--remove", text, "--question", "why?")

    assert ran.code == 2
    assert "to take away" in ran.err
    assert infusions(ivig) == before
    assert json.loads(ivig("report", "--json").out)["questions"] == []


def test_removing_from_an_empty_diary_makes_nothing(ivig: Program) -> None:
    assert ivig("log", "--remove", "A1").code == 2
    assert not ivig.home.exists()


def test_a_new_brand_is_pointed_out_with_the_advice_of_the_checklist(ivig: Program) -> None:
    ivig("log", "--date", "2026-10-01", "--brand", "Gamunex-C")
    ivig("log", "--date", "2026-10-29", "--lot", "A1")  # no brand was written down

    same = ivig("log", "--date", "2026-11-26", "--brand", "gamunex c").out
    other = ivig("log", "--date", "2026-11-26", "--brand", "Privigen").out
    later = ivig("log", "--date", "2026-11-26", "--lot", "A2").out

    assert "new" not in same
    assert "This brand is new: Privigen. Last time it was Gamunex-C." in other
    advice = [
        item
        for item in json.loads(ivig("today", "--json", "--on", "2026-11-26").out)["sections"]
        for item in item["items"]
    ]
    assert advice
    assert "brand" in other.split("Gamunex-C.")[1]
    assert "is new" not in later


def test_a_question_for_the_next_visit_needs_no_infusion(ivig: Program) -> None:
    ran = ivig("log", "--question", "Can it run slower?", "--question", "Is a pump better?")

    assert ran.code == 0
    assert "Can it run slower?" in ran.out
    assert infusions(ivig) == []
    assert json.loads(ivig("report", "--json").out)["questions"] == ["Can it run slower?", "Is a pump better?"]


def test_questions_stay_until_the_visit_they_were_for_has_passed(ivig: Program) -> None:
    ivig("setup", "--date", "2026-12-02")
    ivig("log", "--question", "Can it run slower?")

    assert "Can it run slower?" in ivig.on("2026-12-02")("report").out
    ivig("log", "--dose", "30")
    assert "Can it run slower?" not in ivig.on("2026-12-03")("report").out


# log: finding a lot


@pytest.mark.parametrize("typed", ["A-123 b", "a123B", " a 1-2.3/b ", "A123"])
def test_a_lot_is_found_by_any_spacing_hyphens_and_case(ivig: Program, typed: str) -> None:
    ivig("log", "--date", "2026-10-01", "--lot", "Z99", "--brand", "Octagam")
    ivig("log", "--date", "2026-11-01", "--lot", "A-123 b", "--lot", "C4")

    ran = ivig("log", "--find", typed)

    assert ran.code == 0
    assert "Sunday 1 November 2026" in ran.out
    assert "October" not in ran.out
    assert "Call your team" in ran.out
    assert [entry["date"] for entry in infusions(ivig, "--find", typed)] == ["2026-11-01"]


def test_a_lot_that_is_not_in_the_log_is_no_reason_to_feel_safe(ivig: Program) -> None:
    for _ in range(2):
        ran = ivig("log", "--find", "A123")

        assert ran.code == 0
        assert "knows only what was written down. Ask your team" in ran.out
        assert not re.search(r"\b(safe|fine|good|no need|not affected|did not get)\b", ran.out, re.IGNORECASE)
        ivig("log", "--lot", "B77")
    assert infusions(ivig, "--find", "A123") == []


def test_a_lot_taken_away_is_found_no_more(ivig: Program) -> None:
    ivig("log", "--lot", "A123")
    ivig("log", "--remove", "A123")

    assert infusions(ivig, "--find", "A123") == []


@pytest.mark.parametrize("typed", ["", "  ", "---"])
def test_finding_nothing_at_all_is_refused(ivig: Program, typed: str) -> None:
    assert ivig("log", "--find", typed).code == 2


def test_without_a_terminal_bare_log_and_feel_name_their_flags_and_json_lists(ivig: Program) -> None:
    assert ivig("log").code == 2
    assert "ivig-prep log --help" in ivig("log").err
    assert ivig("feel").code == 2
    assert "ivig-prep feel 6" in ivig("feel").err
    assert infusions(ivig) == scores(ivig) == []
    ran = ivig("log", "--list")
    assert (ran.code, ran.out) == (0, "Your log has no infusion yet.\n")
    assert not ivig.home.exists()


# What is refused


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["log", "--lot", "A" * 101], "more than 100 characters"),
        (["log", "--lot", " - "], "lot number is missing"),
        (["log", "--dose", "-5"], "not a dose"),
        (["log", "--dose=-5"], "not a dose"),
        (["log", "--dose", "thirty"], "not a dose"),
        (["log", "--dose", "0"], "not a dose"),
        (["log", "--dose", "nan"], "not a dose"),
        (["log", "--dose", "5000"], "not a dose"),
        (["log", "--start", "25:00"], "25:00"),
        (["log", "--date", "2026-12-02", "--brand", "X"], "still to come"),
        (["log", "--date", "soon", "--brand", "X"], "soon"),
        (["log", "--brand", " "], "nothing to write down"),
        (["log", "--question", ""], "nothing to write down"),
        (["log", "--reaction", "headache, 6 hours after, 11"], "from 0 to 10"),
        (["log", "--reaction", "headache, -1"], "from 0 to 10"),
        (["log", "--reaction", ", later, 5"], "nothing to write down"),
        (["log", "--brand", "X", "--lot", "B1", "--question", "why?", "--reaction", "headache, 11"], "from 0 to 10"),
        (["feel", "11"], "from 0 to 10"),
        (["feel", "ok"], "from 0 to 10"),
        (["feel", "-1"], ""),
        (["feel", "6.5"], "from 0 to 10"),
        (["feel", "6", "--on", "2026-12-02"], "still to come"),
        (["feel", "--note", "tired", "--json", "--on", "2026-11-07"], "needs a score"),
        (["feel", "none", "--on", "2026-11-07"], "no score"),
        (["feel", "6,5"], "Write 6 or 7."),
        (["log", "--delete"], "needs the day"),
        (["log", "--delete", "--date", "2026-12-01", "--brand", "X"], "needs the day"),
        (["log", "--delete", "--date", "2026-11-07"], "no entry"),
        (["log", "--expiry", "03/2027", "--lot", "A1", "--lot", "A2"], "which lot"),
        (["log", "--expiry", "soon"], "not an expiry"),
        (["log", "--reaction", "headache 5"], "not clear what"),
    ],
)
def test_what_cannot_be_understood_is_refused_and_changes_nothing(ivig: Program, words: list[str], says: str) -> None:
    ivig("log", "--start", "09:00", "--end", "13:00", "--lot", "A1")
    ivig("feel", "4", "--note", "so so")
    before = everything(ivig.home)

    ran = ivig(*words)

    assert ran.code == 2, ran
    assert says in ran.err
    assert ran.out == ""
    assert everything(ivig.home) == before


def test_a_reaction_is_told_apart_by_its_last_commas(ivig: Program) -> None:
    ivig("log", "--reaction", "red,itchy skin, on my arms, next day, 3/10", "--reaction", "hives, at 5 pm")

    assert [tuple(reaction.values())[1:4] for reaction in infusions(ivig)[0]["reactions"]] == [
        ("red,itchy skin, on my arms", "next day", 3),
        ("hives", "at 5 pm", None),
    ]


# What is accepted, and shown without harm


@pytest.mark.parametrize("words", NASTY)
def test_any_words_come_back_as_typed_and_are_harmless_where_they_are_shown(
    ivig: Program, words: str, tmp_path: Path
) -> None:
    ivig("setup", "--date", "2026-12-02")
    fields = ("brand", "site", "premed", "helped", "notes", "rate-start", "rate-top", "question", "reaction")
    flags = [part for name in fields for part in (f"--{name}", words)]
    said = ivig("log", "--date", "2026-11-30", "--lot", f"L1{words}", *flags)
    assert said.code == 0, said.err
    ivig("feel", "6", "--note", words)

    [entry] = infusions(ivig)
    assert [entry[name] for name in ("brand", "site", "helped", "notes", "rate_start", "rate_top")] == [words] * 6
    assert entry["premeds"] == [words]
    assert entry["lots"] == [f"L1{words}".strip()]
    assert scores(ivig)[0]["note"] == words
    assert json.loads(ivig("report", "--json").out)["questions"] == [words]
    page, card = tmp_path / "report.html", tmp_path / "visit.ics"
    assert ivig("report", "-o", str(page)).code == 0
    assert ivig("calendar", "-o", str(card)).code == 0
    shown = [said.out, ivig("log", "--list").out, ivig("log", "--find", "L1").out, ivig("report").out]
    shown += [ivig("report", "--text").out, page.read_text("utf-8"), ivig("log", "--remove", words).out]
    shown.append(card.read_text("utf-8").replace("\r\n", "\n"))
    assert all(SHOWABLE.fullmatch(text) for text in shown)
    assert "<script>" not in page.read_text("utf-8")
    assert "<b>bold" not in page.read_text("utf-8")
    assert words not in card.read_text("utf-8")


@pytest.mark.parametrize("words", CONTROLS)
def test_a_control_character_is_named_and_nothing_of_that_line_is_saved(ivig: Program, words: str) -> None:
    for flag in ("brand", "site", "premed", "helped", "notes", "rate-start", "rate-top", "question", "reaction", "lot"):
        ran = ivig("log", "--dose", "30", f"--{flag}", f"pain 1{words}")

        assert ran.code == 2, flag
        assert f"There is a control character in that text: {CONTROLS[words]}." in ran.err
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", ran.err)
    assert ivig("feel", "6", "--note", f"pain {words}").code == 2
    assert not ivig.home.exists()


def test_a_note_of_20_000_characters_comes_back_whole(
    ivig: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    note = ("It hurt. \u202e[31m\n" * 75_000)[:20_000]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(note.encode()), encoding="utf-8"))

    assert ivig("log", "--notes", "-").code == 0

    assert infusions(ivig)[0]["notes"] == note
    assert SHOWABLE.fullmatch(ivig("log", "--list").out)
    page = tmp_path / "report.html"
    assert ivig("report", "-o", str(page)).code == 0
    assert len(page.read_text("utf-8")) < 50_000


@pytest.mark.parametrize(
    "words",
    [
        ("log", "--notes"),
        ("log", "--helped"),
        ("log", "--brand"),
        ("log", "--site"),
        ("log", "--premed"),
        ("log", "--rate-start"),
        ("log", "--rate-top"),
        ("log", "--reaction"),
        ("log", "--question"),
        ("feel", "5", "--note"),
    ],
)
def test_a_text_of_more_than_20_000_characters_is_refused_in_every_field(ivig: Program, words: tuple[str, ...]) -> None:
    ran = ivig(*words, "y" * 20_001)

    assert (ran.code, "more than 20,000 characters" in ran.err) == (2, True)
    assert not ivig.home.exists()


def test_a_disk_that_is_piped_in_as_a_note_is_not_read_to_its_end(
    ivig: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    piped = io.BytesIO(b"y" * 50_000_000)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(piped, encoding="utf-8"))

    assert ivig("log", "--notes", "-").code == 2
    assert piped.tell() < 2_000_000


# feel


def test_a_score_is_one_a_day_the_later_counts_and_the_earlier_is_kept(ivig: Program) -> None:
    ivig("setup", "--date", "2026-11-20")
    ran = ivig("feel", "6", "--note", "tired after lunch")
    ivig("feel", "3")
    ivig("feel", "0", "--on", "yesterday")
    ivig("feel", "10", "--on", "2026-11-20")

    assert "Saved: 6 of 10 for Tuesday 1 December 2026." in ran.out
    assert scores(ivig) == [
        {"date": "2026-12-01", "score": 3, "day_of_cycle": 12, "note": "tired after lunch"},
        {"date": "2026-11-30", "score": 0, "day_of_cycle": 11, "note": None},
        {"date": "2026-11-20", "score": 10, "day_of_cycle": 1, "note": None},
    ]
    assert rows(ivig, "SELECT score, note FROM score_history") == [(6, "tired after lunch")]


def test_the_cycle_is_shown_with_how_many_days_and_never_interpreted(ivig: Program) -> None:
    ivig("log", "--date", "2026-11-01", "--dose", "30")
    ivig("log", "--date", "2026-11-22", "--dose", "30")
    for day, score in (("2026-11-01", "2"), ("2026-11-22", "5"), ("2026-11-02", "6")):
        ivig("feel", score, "--on", day)

    out = ivig("feel", "9", "--on", "2026-11-29").out

    assert "Day 1: 3.5, from 2 days" in out
    assert "Day 2: 6, from 1 day\n" in out
    assert "Week 1: 4.3, from 3 days" in out
    assert "Week 2: 9, from 1 day\n" in out
    assert out.rstrip().endswith("Show this to your team.")
    assert not re.search(r"\b(better|worse|good|bad|low|high|wear|dip)\b", out)


def test_scores_without_any_infusion_are_counted_not_hidden(ivig: Program, tmp_path: Path) -> None:
    ivig("feel", "6")

    ivig("report", "-o", str(tmp_path / "report.html"))

    assert "1 day with a score." in ivig("feel", "6").out
    assert "No day has a score yet" not in (tmp_path / "report.html").read_text()


# report


def test_a_report_without_anything_yet_says_so_and_makes_nothing(ivig: Program) -> None:
    for words in ([], ["--text"], ["--json"], ["-o", "-"]):
        ran = ivig("report", *words)

        assert (ran.code, ran.err) == (0, "")
        assert ran.out
    assert "No infusion is written down yet." in ivig("report").out
    assert not ivig.home.exists()


def test_a_report_in_words_to_hand_over_says_whose_it_is_or_has_a_line_for_it(ivig: Program) -> None:
    ivig("--for", "Leo", "log", "--date", "2026-11-24", "--brand", "Privigen")

    leo, nobody = ivig("--for", "Leo", "report", "--text").out, ivig("report", "--text").out

    assert "\nName: Leo\nDate of birth:\n" in leo
    assert "\nName:\nDate of birth:\n" in nobody
    assert "Date of birth" not in ivig("report").out


@pytest.fixture
def full(ivig: Program) -> Program:
    """Seven infusions, fluids before the last, a headache after it, scores and a question."""
    for month in range(5, 12):
        ivig.on(f"2026-{month:02}-10")("log", "--date", f"2026-{month:02}-10", *LOG, *MORE, "--lot", f"M{month}")
        ivig("feel", str(month - 3))
    ivig.on("2026-11-09")("drink", "6")
    ivig.on("2026-11-11")("log", "--date", "2026-11-10", "--reaction", "migraine headache, 6 hours after, 5")
    ivig.on("2026-12-01")("setup", "--date", "2026-12-08")
    ivig("log", "--question", "Can it run slower?")
    return ivig


def test_the_report_has_the_last_six_infusions_and_all_that_goes_with_them(full: Program, tmp_path: Path) -> None:
    full("report", "-o", str(tmp_path / "report.html"))
    page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", (tmp_path / "report.html").read_text("utf-8")))

    for text in (full("report").out, full("report", "--text").out, page):
        said = re.sub(r"\s+", " ", text)
        for part in ("8 December 2026", "Privigen", "A-123 b", "M11", "30", "3 hours 30 minutes", "water", "left hand"):
            assert part in said, part
        assert "migraine headache, 6 hours after, 5 of 10" in said
        assert "6 cups" in said
        assert "Can it run slower?" in said
        assert "Day 1: 5" in said
        assert "Week 1: 5, from 7 days" in said
        assert "10 June 2026" in said
        assert "10 May 2026" not in said
        assert "not written down" in said
        assert "none written down" in said
    assert max(map(len, full("report", "--text").out.splitlines())) <= 72


def test_the_values_behind_the_report(full: Program) -> None:
    found = json.loads(full("report", "--json").out)

    assert (found["schema"], found["kind"]) == (1, "report")
    assert found["next"] == {"date": "2026-12-08", "days": 1, "time": None}
    assert [entry["date"][5:7] for entry in found["infusions"]] == ["11", "10", "09", "08", "07", "06"]
    assert found["infusions"][0]["minutes"] == 210
    assert [row["drunk_cups"] for row in found["fluids_and_headache"]] == [6, None, None, None, None, None]
    assert [len(row["headaches"]) for row in found["fluids_and_headache"]] == [1, 0, 0, 0, 0, 0]
    assert found["cycle_weeks"] == [{"number": 1, "average": 5.0, "days": 7}]


def test_report_writes_where_it_is_told_and_never_over_another_file(full: Program, tmp_path: Path) -> None:
    page = tmp_path / "report.html"

    assert str(page) in full("report", "-o", str(page)).out
    assert full("report", "-o", str(page)).code == 0
    here = full("report", "-o", "-").out
    assert here.startswith("<!doctype html>")
    assert here.encode() == page.read_bytes()
    full("report", "--text", "-o", str(tmp_path / "report.txt"))
    assert (tmp_path / "report.txt").read_text() == full("report", "--text").out

    page.write_text("mine")
    assert full("report", "-o", str(page)).code == 1
    assert page.read_text() == "mine"


def test_the_page_is_one_file_that_asks_for_nothing(full: Program) -> None:
    page = full("report", "-o", "-").out

    assert not re.search(r"https?:|src=|<script|@import|url\(", page)
    assert page.count("<h1") == 1
    assert "<svg" in page
    assert 'role="img"' in page


# A second person


def test_a_second_person_is_kept_apart_and_said_on_the_first_write(ivig: Program) -> None:
    ivig("log", "--lot", "MINE1")

    first = ivig("--for", "Ann", "log", "--lot", "ANN1")
    second = ivig("log", "--lot", "ANN2", "--for", "Ann")

    assert "new person: Ann" in first.err
    assert second.err == ""
    assert [entry["lots"] for entry in infusions(ivig)] == [["MINE1"]]
    assert [entry["lots"] for entry in infusions(ivig, "--for", "Ann")] == [["ANN1", "ANN2"]]
    assert "Ann" in ivig().out
    assert len(list((ivig.home / "people").iterdir())) == 1


@pytest.mark.parametrize(
    "words", [["log", "--list"], ["feel", "--json"], ["report"], ["today"], [], ["log", "--find", "A1"]]
)
def test_reading_for_a_person_nobody_knows_says_so_and_creates_nothing(ivig: Program, words: list[str]) -> None:
    ran = ivig("--for", "Ann", *words)

    assert (ran.code, ran.err) == (0, "Nothing is saved for Ann yet.")
    assert not ivig.home.exists()


NAMES = (
    "Ann Marie",
    "José",
    "a/b",
    "../..",
    "..",
    ".",
    "C:\\x",
    "CON",
    "p-Ann",
    "Ann_41",
    "李明",
    "O'Neil\"",
    "a" * 60,
)


def test_any_name_has_a_folder_of_its_own_in_its_place(ivig: Program) -> None:
    for name in NAMES:
        assert ivig("--for", name, "log", "--lot", f"L{NAMES.index(name)}").code == 0

    folders = list((ivig.home / "people").iterdir())
    assert len(folders) == len(NAMES)
    assert all(re.fullmatch(r"p-[A-Za-z0-9_]+", folder.name) for folder in folders)
    assert sorted(os.listdir(ivig.home)) == ["people"]
    for name in NAMES:
        assert infusions(ivig, "--for", name)[0]["lots"] == [f"L{NAMES.index(name)}"]
        assert name in ivig().out


def test_a_name_in_other_case_spacing_or_form_is_the_same_person(ivig: Program) -> None:
    ivig("--for", "José  Luis", "log", "--lot", "A1")

    for name in ("josé luis", " JOSÉ LUIS ", "Jose\u0301 Luis"):
        assert infusions(ivig, "--for", name)[0]["lots"] == ["A1"]


@pytest.mark.parametrize("name", ["", "  ", "a" * 61, "a\x1b[31m", "a\u202eb", "\U0001f489" * 60])
def test_a_name_that_cannot_be_a_folder_is_refused(ivig: Program, name: str) -> None:
    ran = ivig("--for", name, "log", "--lot", "A1")

    assert ran.code == 2
    assert "name" in ran.err
    assert not ivig.home.exists()
    assert ivig("--for", name, "unwell", "chest pain").out.startswith("Call ")


# backup


def test_a_backup_is_one_file_that_sqlite_reads_and_restore_brings_it_back(full: Program, tmp_path: Path) -> None:
    before = [full(*words).out for words in (["log", "--json"], ["feel", "--json"], ["report", "--json"])]
    saved = tmp_path / "my.db"

    ran = full("backup", str(saved))

    assert ran.code == 0
    assert str(saved) in ran.out
    with closing(sqlite3.connect(saved)) as db:
        assert db.execute("SELECT count(*) FROM lot").fetchone() == (14,)
    assert saved.stat().st_mode & 0o777 == 0o600 or os.name == "nt"
    full("log", "--date", "2026-11-10", "--brand", "Other", "--remove", "M11")
    back = full("backup", "--restore", str(saved))
    assert back.code == 0
    assert [full(*words).out for words in (["log", "--json"], ["feel", "--json"], ["report", "--json"])] == before
    kept = Path(back.out.split("kept here: ")[1].splitlines()[0])
    with closing(sqlite3.connect(kept)) as db:
        assert ("Other",) in db.execute("SELECT brand FROM treatment").fetchall()


def test_a_backup_never_replaces_a_file_and_needs_something_to_copy(ivig: Program, tmp_path: Path) -> None:
    there = tmp_path / "my.db"
    there.write_text("mine")

    assert ivig("backup", str(tmp_path / "other.db")).code == 1
    ivig("log", "--lot", "A1")
    before = everything(ivig.home)
    for path in (there, tmp_path, tmp_path / "no" / "folder.db"):
        assert ivig("backup", str(path)).code == 1
    assert ivig("backup").code == ivig("backup", "a", "b").code == ivig("backup", "a", "--restore", "b").code == 2
    assert there.read_text() == "mine"
    assert sorted(os.listdir(tmp_path)) == ["home", "my.db", "records"]
    assert everything(ivig.home).keys() == before.keys()


def _not_restorable(kind: str, path: Path) -> None:
    if kind == "folder":
        path.mkdir()
    elif kind == "foreign":
        with closing(sqlite3.connect(path)) as db:
            db.execute("CREATE TABLE setting (name)")
    elif kind == "newer":
        with closing(sqlite3.connect(path)) as db:
            db.execute("PRAGMA user_version = 99")
    elif kind == "damaged":
        content = bytearray(path.read_bytes())
        content[4096:] = b"\xa5" * (len(content) - 4096)
        path.write_bytes(content)
    elif kind == "cut short":
        path.write_bytes(path.read_bytes()[:5000])
    elif kind != "missing":
        path.write_bytes(b"" if kind == "empty" else b"no database at all" * 100)


@pytest.mark.parametrize("kind", ["folder", "foreign", "newer", "damaged", "cut short", "empty", "text", "missing"])
@pytest.mark.parametrize("person", [(), ("--for", "Ann")])
def test_what_cannot_be_restored_is_refused_and_nothing_is_changed(
    ivig: Program, tmp_path: Path, kind: str, person: tuple[str, ...]
) -> None:
    path = tmp_path / "given.db"
    ivig("log", "--lot", "A1")
    if kind in ("newer", "damaged", "cut short"):
        ivig("backup", str(path))
    _not_restorable(kind, path)
    before, given = everything(tmp_path), sorted(os.listdir(ivig.home))

    ran = ivig(*person, "backup", "--restore", str(path))

    assert ran.code == 1
    assert "Nothing was changed." in ran.err
    assert str(path) in ran.err
    assert everything(tmp_path) == before
    assert sorted(os.listdir(ivig.home)) == given


def test_a_backup_is_restored_over_a_damaged_record_which_is_kept(ivig: Program, tmp_path: Path) -> None:
    ivig("log", "--lot", "A1")
    ivig("backup", str(tmp_path / "my.db"))
    (ivig.home / "ivig-prep.db").write_bytes(b"ruined" * 100)

    ran = ivig("backup", "--restore", str(tmp_path / "my.db"))

    assert ran.code == 0, ran.err
    assert infusions(ivig)[0]["lots"] == ["A1"]
    assert Path(ran.out.split("kept here: ")[1].splitlines()[0]).read_bytes() == b"ruined" * 100


def test_a_backup_is_restored_for_a_new_person_and_says_so(ivig: Program, tmp_path: Path) -> None:
    ivig("log", "--lot", "A1")
    ivig("backup", str(tmp_path / "my.db"))

    ran = ivig("--for", "Ann", "backup", "--restore", str(tmp_path / "my.db"))

    assert (ran.code, "new person: Ann" in ran.err) == (0, True)
    assert infusions(ivig, "--for", "Ann")[0]["lots"] == ["A1"]


# forget


def test_forget_lists_what_lies_elsewhere_deletes_only_ours_and_leaves_the_rest(full: Program, tmp_path: Path) -> None:
    full("backup", str(tmp_path / "my.db"))
    full("report", "-o", str(tmp_path / "report.html"))
    full("--for", "Ann", "log", "--lot", "ANN1")
    for foreign in ("letter.txt", "copies/letter.txt", "ivig-prep.db.old"):
        (full.home / foreign).write_text("mine")

    asked = full("forget")
    assert asked.code == 2
    assert (full.home / "ivig-prep.db").exists()
    ran = full("forget", "--yes")

    assert ran.code == 0
    assert str(tmp_path / "my.db") in ran.out
    assert str(tmp_path / "report.html") in ran.out
    assert "cannot reach paper" in ran.out
    left = {str(Path(name)) for name in everything(full.home) if "people" not in name}
    assert left == {"letter.txt", str(Path("copies/letter.txt")), "ivig-prep.db.old"}
    assert (tmp_path / "my.db").exists()
    assert infusions(full, "--for", "Ann")[0]["lots"] == ["ANN1"]
    assert infusions(full) == []


def test_forget_for_one_person_leaves_the_others(ivig: Program) -> None:
    ivig("log", "--lot", "MINE1")
    ivig("--for", "Ann", "log", "--lot", "ANN1")

    assert ivig("--for", "Ann", "forget", "--yes").code == 0

    assert infusions(ivig)[0]["lots"] == ["MINE1"]
    assert not (ivig.home / "people").exists()
    ivig("forget", "--yes")
    assert not ivig.home.exists()


def test_forget_everyone_deletes_all_and_names_the_files_of_all(ivig: Program, tmp_path: Path) -> None:
    for person in ((), ("--for", "Ann"), ("--for", "Bob")):
        ivig(*person, "log", "--lot", "A1")
        ivig(*person, "backup", str(tmp_path / f"{(*person, 'me')[-2 if person else 0].strip('-')}{len(person)}.db"))
        break
    ivig("--for", "Ann", "log", "--lot", "A1")
    ivig("--for", "Ann", "backup", str(tmp_path / "ann.db"))
    (ivig.home / "people" / "letter.txt").write_text("mine")

    ran = ivig("--for", "Ann", "forget", "--everyone", "--yes")

    assert ran.code == 0
    assert str(tmp_path / "ann.db") in ran.out
    assert str(tmp_path / "me0.db") in ran.out
    assert everything(ivig.home) == {str(Path("people/letter.txt")): b"mine"}


def test_a_damaged_record_can_be_forgotten_and_says_what_it_cannot_list(ivig: Program) -> None:
    ivig("log", "--lot", "A1")
    (ivig.home / "ivig-prep.db").write_bytes(b"ruined" * 100)

    ran = ivig("forget", "--yes")

    assert ran.code == 0
    assert "not listed" in ran.err
    assert not ivig.home.exists()


def test_an_emergency_sign_in_the_log_leads_to_unwell(ivig: Program) -> None:
    out = ivig("log", "--reaction", "cant breathe, now, 10").out

    assert "If this is happening now, do not write." in out
    assert "Trouble breathing, chest pain" in out
    assert out.rstrip().endswith("Next, type: ivig-prep unwell")
    assert "happening now" not in ivig("log", "--reaction", "tired").out


def test_a_headache_in_other_words_stands_beside_the_fluids(ivig: Program) -> None:
    ivig("log", "--date", "2026-11-30", "--reaction", "my head is killing me, next day, 8")

    assert "Headache: my head is killing me, next day, 8 of 10." in ivig("report").out


def test_a_part_of_a_lot_number_is_not_called_that_lot(ivig: Program) -> None:
    ivig("log", "--lot", "P100-123 4")

    assert 'No lot in your log is exactly "P100".' in ivig("log", "--find", "P100").out
    assert 'Your log has the lot "p1001234".' in ivig("log", "--find", "p1001234").out


def test_a_next_step_stays_with_the_person(ivig: Program) -> None:
    ivig("--for", "Ann", "setup", "--date", "2026-12-02")

    assert "Type: ivig-prep --for Ann forget --yes" in ivig("--for", "Ann", "forget").err
    assert "--everyone --yes" in ivig("forget", "--everyone").err
    assert "Type: ivig-prep --for Ann feel 6" in ivig("--for", "Ann", "feel").err


def test_what_came_back_is_said_so_that_it_can_be_told_from_another_persons(ivig: Program, tmp_path: Path) -> None:
    ivig("--for", "Ann", "setup", "--date", "2026-12-02")
    ivig("--for", "Ann", "backup", str(tmp_path / "ann.db"))

    out = ivig("backup", "--restore", str(tmp_path / "ann.db")).out

    assert "Infusion: Wednesday 2 December 2026." in out
    assert "If that is not yours" in out


def test_a_damaged_record_keeps_no_blank_page_and_no_handout_from_anyone(ivig: Program, tmp_path: Path) -> None:
    ivig("setup", "--emergency", "911")
    (ivig.home / "ivig-prep.db").write_bytes(b"garbage" * 500)

    assert ivig("print", "--blank", "-o", str(tmp_path / "b.html")).code == 0
    assert ivig("handout", "--package", "./x.whl", "-o", str(tmp_path / "h.html")).code == 0
    assert (tmp_path / "b.html").stat().st_size > 1000
    assert (ivig.home / "ivig-prep.db").read_bytes() == b"garbage" * 500


# What was written down is set right


FIELDS = {
    "--brand": ("Privigen", "brand"),
    "--dose": ("30", "dose_grams"),
    "--site": ("left hand", "site"),
    "--start": ("09:30", "start"),
    "--end": ("13:15", "end"),
    "--rate-start": ("30 ml", "rate_start"),
    "--rate-top": ("200 ml", "rate_top"),
    "--helped": ("water", "helped"),
    "--notes": ("slept", "notes"),
}


def test_what_takes_the_place_of_something_says_of_what(ivig: Program) -> None:
    ivig("log", "--brand", "Octagam", "--dose", "30", "--lot", "A1", "--lot", "A2", "--notes", "slept")

    out = ivig("log", "--brand", "Privigen", "--dose", "none", "--lot", "none", "--lot", "B3", "--site", "port").out

    for said in ("Brand: Octagam", "Dose in grams: 30", "Lot numbers: A1; A2"):
        assert f"Before. {said}" in out
    assert out.count("Before.") == 3
    assert "Before." not in ivig("log", "--brand", "Privigen").out.replace("Before. Brand: Privigen", "")


@pytest.mark.parametrize("flag", FIELDS)
@pytest.mark.parametrize("word", ["none", "None", " NONE "])
def test_none_clears_a_field_and_nothing_else(ivig: Program, flag: str, word: str) -> None:
    ivig("log", *(part for name, (text, _) in FIELDS.items() for part in (name, text)))
    [before] = infusions(ivig)

    assert ivig("log", flag, word).code == 0

    [entry] = infusions(ivig)
    assert entry == {**before, FIELDS[flag][1]: None}


@pytest.mark.parametrize(("flag", "name"), [("--lot", "lots"), ("--premed", "premeds"), ("--reaction", "reactions")])
def test_none_clears_a_list_and_what_stands_beside_it_is_added(ivig: Program, flag: str, name: str) -> None:
    ivig("log", flag, "one", flag, "two")
    ivig("log", flag, "none")
    assert infusions(ivig)[0][name] == []

    ivig("log", flag, "one")
    ivig("log", flag, "none", flag, "three")

    assert len(infusions(ivig)[0][name]) == 1
    assert "three" in json.dumps(infusions(ivig)[0][name])


def test_an_entry_on_a_wrong_day_can_be_deleted_and_its_versions_are_kept(ivig: Program) -> None:
    ivig("log", "--date", "2026-11-04", *LOG, "--reaction", "rash")
    ivig("log", "--date", "2026-11-05", "--brand", "Octagam")

    ran = ivig("log", "--delete", "--date", "2026-11-04")

    assert (ran.code, "To take that back, type: ivig-prep undo" in ran.out) == (0, True)
    assert [entry["date"] for entry in infusions(ivig)] == ["2026-11-05"]
    assert rows(ivig, "SELECT date, brand, removed_at IS NOT NULL FROM treatment_history") == [
        ("2026-11-04", "Privigen", 1)
    ]
    assert infusions(ivig, "--find", "A-123 b") == []
    ivig("log", "--date", "2026-11-04", "--dose", "25")
    assert (infusions(ivig)[1]["lots"], infusions(ivig)[1]["dose_grams"]) == ([], 25)


@pytest.mark.parametrize(
    ("first", "then", "is_said"),
    [
        (["--dose", "30"], ["--dose", "35"], True),
        (["--brand", "X", "--lot", "A1"], ["--remove", "A1"], True),
        (["--notes", "slept"], ["--notes", "none"], True),
        (["--reaction", "rash"], ["--reaction", "none"], True),
        (["--dose", "30"], ["--brand", "X"], False),
        (["--lot", "A1"], ["--lot", "A2"], False),
        (["--dose", "30"], ["--dose", "30"], False),
    ],
)
def test_the_list_says_when_something_was_changed_and_not_when_it_was_added(
    ivig: Program, first: list[str], then: list[str], is_said: bool
) -> None:
    ivig.on("2026-12-01")("log", "--date", "2026-11-30", *first)
    ivig.on("2026-12-03")("log", "--date", "2026-11-30", *then)

    for line in (("log", "--list"), ("report",)):
        assert ("Changed on Thursday 3 December 2026." in ivig(*line).out) is is_said
    assert ("Changed on" in ivig("report", "-o", "-").out) is is_said


def test_a_lot_of_an_older_infusion_is_taken_away_without_its_date(ivig: Program) -> None:
    ivig("log", "--date", "2026-10-01", "--lot", "B1")
    ivig("log", "--date", "2026-11-01", "--lot", "B2")

    ran = ivig("log", "--remove", "B1")

    assert "It was in your entry of Thursday 1 October 2026." in ran.out
    assert [entry["lots"] for entry in infusions(ivig)] == [["B2"], []]


@pytest.mark.parametrize("what", ["lot", "premed", "reaction"])
def test_what_is_in_several_entries_needs_its_date_where_nobody_can_be_asked(ivig: Program, what: str) -> None:
    for day in ("2026-10-01", "2026-11-01"):
        ivig("log", "--date", day, f"--{what}", "B1")
    before = infusions(ivig)

    ran = ivig("log", "--remove", "B1")

    assert (ran.code, infusions(ivig)) == (2, before)
    assert "2026-11-01, 2026-10-01" in ran.err
    assert ivig("log", "--remove", "B1", "--date", "2026-10-01").code == 0
    assert infusions(ivig)[0] == before[0]


@pytest.mark.parametrize("typed", ["26 Dec", "2 December", "24 Dec", "Dec 31", "1 January"])
def test_a_day_that_is_nearer_in_the_year_to_come_is_refused_where_nobody_can_be_asked(
    ivig: Program, typed: str
) -> None:
    for words in (("feel", "3", "--on", typed), ("log", "--date", typed, "--brand", "X"), ("drink", "--on", typed)):
        ran = ivig(*words)

        assert (ran.code, "can be" in ran.err) == (2, True), words
    assert not ivig.home.exists()


@pytest.mark.parametrize("typed", ["30 Nov", "1 Dec", "3 July", "yesterday", "Friday", "24 Dec 2025"])
def test_a_day_that_can_only_have_passed_is_taken(ivig: Program, typed: str) -> None:
    assert ivig("feel", "3", "--on", typed).code == 0


# A day is a day


def test_each_day_of_an_infusion_keeps_its_own_and_they_are_shown_together(ivig: Program) -> None:
    ivig("setup", "--date", "2026-11-30", "--days", "2")
    ivig("log", "--date", "2026-11-30", "--dose", "35", "--lot", "A1", "--start", "09:00")
    ivig("log", "--dose", "30", "--lot", "A2", "--notes", "slower")
    ivig("log", "--date", "2026-10-01", "--dose", "40")

    days = {entry["date"]: (entry["dose_grams"], entry["lots"]) for entry in infusions(ivig)}
    assert days == {"2026-12-01": (30, ["A2"]), "2026-11-30": (35, ["A1"]), "2026-10-01": (40, [])}
    for line in (("log", "--list"), ("report",)):
        out = ivig(*line).out
        assert "Infusion of 2 days, from Monday 30 November 2026" in out
        assert out.index("Day 1: Monday 30 November") < out.index("Day 2: Tuesday 1 December") < out.index("October")
    page = ivig("report", "-o", "-").out
    assert page.index("30 November 2026 (day 1 of 2)") < page.index("1 December 2026 (day 2 of 2)")


def test_further_days_that_were_not_set_stand_with_their_infusion_and_start_no_cycle(ivig: Program) -> None:
    ivig("setup", "--date", "2026-11-20")
    for day in ("2026-11-22", "2026-11-20", "2026-11-21"):
        ivig("log", "--date", day, "--dose", "30")
    ivig("feel", "5", "--on", "2026-11-23")

    assert scores(ivig)[0]["day_of_cycle"] == 4
    for line in (("log", "--list"), ("report",)):
        assert "Infusion of 3 days, from Friday 20 November 2026" in ivig(*line).out


def test_the_further_days_of_an_infusion_start_no_cycle_of_their_own(ivig: Program) -> None:
    ivig("setup", "--date", "2026-11-20", "--days", "3")
    for day in ("2026-11-20", "2026-11-21", "2026-11-22"):
        ivig("log", "--date", day, "--dose", "30")

    ivig("feel", "5", "--on", "2026-11-23")

    assert scores(ivig)[0]["day_of_cycle"] == 4


def test_scores_are_not_counted_from_an_infusion_that_did_not_take_place(ivig: Program) -> None:
    ivig("log", "--date", "2026-11-03", "--dose", "30")
    ivig("setup", "--date", "2026-12-02")
    ivig.on("2026-12-05")("feel", "5")
    ivig("setup", "--date", "none")

    with closing(sqlite3.connect(ivig.home / "ivig-prep.db")) as db, db:
        db.execute("UPDATE infusion SET date = NULL, last_day = NULL")  # as the answer `cancelled` does
    assert scores(ivig)[0]["day_of_cycle"] == 33
    ivig("log", "--date", "2026-12-04", "--dose", "30")
    assert scores(ivig)[0]["day_of_cycle"] == 2
    ivig("log", "--delete", "--date", "2026-12-04")
    assert scores(ivig)[0]["day_of_cycle"] == 33


def test_scores_after_an_infusion_that_nobody_confirmed_are_counted_from_none_and_that_is_said(ivig: Program) -> None:
    ivig("log", "--date", "2026-11-03", "--dose", "30")
    ivig("setup", "--date", "2026-12-02", "--days", "2")
    for day, counted in (("2026-12-01", 29), ("2026-12-02", 1), ("2026-12-03", 2)):
        ivig.on(day)("feel", "5")
        assert scores(ivig)[0]["day_of_cycle"] == counted
    out = ivig.on("2026-12-05")("feel", "4").out

    assert [score["day_of_cycle"] for score in scores(ivig)] == [None, None, None, 29]
    says = "3 days with a score from Wednesday 2 December 2026 on are not counted in."
    for shown in (out, ivig("feel", "--show").out, ivig("report").out, ivig("report", "-o", "-").out):
        assert says in shown
    assert "ivig-prep log --date 2026-12-02" in out
    ivig("log", "--date", "2026-12-03", "--dose", "30")
    assert [score["day_of_cycle"] for score in scores(ivig)] == [4, 2, 1, 29]
    assert "not counted in" not in ivig("feel", "--show").out


def test_a_further_infusion_says_that_the_one_before_took_place(ivig: Program) -> None:
    ivig.on("2026-11-19")("setup", "--date", "2026-11-20")
    ivig.on("2026-12-01")("feel", "5", "--on", "2026-11-22")
    assert scores(ivig)[0]["day_of_cycle"] is None

    assert "took place" in ivig("setup", "--new", "--date", "2026-12-18").out
    assert scores(ivig)[0]["day_of_cycle"] == 3
    ivig("undo", "--yes")
    assert scores(ivig)[0]["day_of_cycle"] is None


def test_an_infusion_that_was_entered_once_it_was_over_counts_and_stays_so_after_an_undo(ivig: Program) -> None:
    ivig("setup", "--date", "2026-11-20", "--days", "3")
    ivig("feel", "5", "--on", "2026-11-22")
    assert scores(ivig)[0]["day_of_cycle"] == 3
    ivig("setup", "--cancelled")
    assert scores(ivig)[0]["day_of_cycle"] is None
    ivig("undo", "--yes")
    assert scores(ivig)[0]["day_of_cycle"] == 3


def test_taking_back_that_an_infusion_was_cancelled_does_not_say_that_it_took_place(ivig: Program) -> None:
    ivig("setup", "--date", "2026-12-02")
    ivig.on("2026-12-05")("feel", "5")
    ivig("setup", "--cancelled")
    ivig("undo", "--yes")

    assert scores(ivig)[0]["day_of_cycle"] is None


def test_a_question_stays_where_nobody_said_that_the_visit_took_place(ivig: Program) -> None:
    ivig("setup", "--date", "2026-12-02")
    ivig("log", "--question", "Can it run slower?")

    assert "Can it run slower?" in ivig.on("2026-12-04")("report").out
    ivig("log", "--date", "2026-12-02", "--dose", "30")
    assert "Can it run slower?" not in ivig("report").out


# What a wrong clock wrote


def test_an_entry_and_a_score_of_a_day_to_come_can_be_set_right_and_taken_away(ivig: Program) -> None:
    ivig.on("2031-01-01")("log", "--brand", "Octagam", "--date", "2031-01-01")
    ivig("feel", "5")
    ivig.on("2026-12-01")

    assert ivig("log", "--date", "2031-01-01", "--dose", "30").code == 0
    assert ivig("log", "--date", "2031-01-02", "--dose", "30").code == 2
    assert ivig("feel", "none", "--on", "2031-01-02").code == 2
    assert ivig("log", "--delete", "--date", "2031-01-01").code == 0
    assert ivig("feel", "none", "--on", "2031-01-01").code == 0
    assert (infusions(ivig), scores(ivig)) == ([], [])
    assert ivig("log", "--date", "2031-01-01", "--dose", "30").code == 2


# Over midnight


def test_an_end_before_the_start_is_the_next_day(ivig: Program) -> None:
    out = ivig("log", "--start", "22:30", "--end", "01:15").out

    assert "End time: 01:15 (the next day)" in out
    assert "Time it took: 2 hours 45 minutes" in out
    assert json.loads(ivig("report", "--json").out)["infusions"][0]["minutes"] == 165
    assert "That is long. Check both times" in ivig("log", "--start", "10:00", "--end", "09:00").out
    assert "That is long" not in ivig("log", "--start", "10:00", "--end", "18:00").out


# Scores


@pytest.mark.parametrize(
    "words", [("none", "--note", "x"), ("none", "--note", "none"), ("8", "--note", ""), ("8", "--note", "  ")]
)
def test_no_note_is_dropped_without_a_word(ivig: Program, words: tuple[str, ...]) -> None:
    ivig("feel", "6", "--note", "tired")

    assert ivig("feel", *words).code == 2
    assert (scores(ivig)[0]["score"], scores(ivig)[0]["note"]) == (6, "tired")


def test_a_note_stays_when_a_score_is_corrected_until_it_is_cleared(ivig: Program) -> None:
    ivig("feel", "6", "--note", "tired")
    ivig("feel", "7")
    assert (scores(ivig)[0]["score"], scores(ivig)[0]["note"]) == (7, "tired")
    ivig("feel", "--note", "slept")
    assert (scores(ivig)[0]["score"], scores(ivig)[0]["note"]) == (7, "slept")
    ivig("feel", "8", "--note", "none")

    assert (scores(ivig)[0]["score"], scores(ivig)[0]["note"]) == (8, None)


def test_a_score_is_taken_away_and_kept_in_the_history(ivig: Program) -> None:
    ivig("feel", "6", "--on", "yesterday", "--note", "tired")

    assert "Taken away: 6 of 10 for Monday 30 November 2026." in ivig("feel", "none", "--on", "yesterday").out

    assert scores(ivig) == []
    assert rows(ivig, "SELECT score, note, removed_at IS NOT NULL FROM score_history") == [(6, "tired", 1)]


def test_show_shows_the_chart_and_saves_nothing(ivig: Program) -> None:
    ivig("log", "--date", "2026-11-20", "--dose", "30")
    ivig("feel", "6")
    before = everything(ivig.home)

    ran = ivig("feel", "--show")

    assert (ran.code, "Day 12: 6, from 1 day" in ran.out) == (0, True)
    assert everything(ivig.home) == before


@pytest.mark.parametrize(
    ("typed", "score"), [("6/10", 6), ("7 of 10", 7), ("10 out of 10", 10), ("6.0", 6), ("06.", 6)]
)
def test_a_score_is_read_in_each_way_of_writing(ivig: Program, typed: str, score: int) -> None:
    assert ivig("feel", *typed.split()).code == 0
    assert scores(ivig)[0]["score"] == score


@pytest.mark.parametrize(
    ("typed", "says"), [("6.5", "6 or 7"), ("6,5", "6 or 7"), ("0.5", "0 or 1"), ("9.9/10", "9 or 10")]
)
def test_a_score_between_two_numbers_is_refused_with_both(ivig: Program, typed: str, says: str) -> None:
    ran = ivig("feel", typed)

    assert (ran.code, f"Write {says}." in ran.err) == (2, True)


# Lots


def test_a_lot_has_its_expiry_and_one_that_had_expired_is_pointed_out(ivig: Program) -> None:
    ivig("log", "--lot", "A1", "--expiry", "03/2027", "--lot", "A2", "--expiry", "2027-04-15")
    late = ivig("log", "--lot", "A3, exp 10/2026").out

    assert infusions(ivig)[0]["lot_expiry"] == {"A1": "2027-03-31", "A2": "2027-04-15", "A3": "2026-10-31"}
    assert "Lot A3 expired before that day. Compare it with the sticker." in late
    assert "Lot A1 expired" not in late
    assert "A1 (expires Wednesday 31 March 2027)" in ivig("report").out
    assert "A1 (expires Wednesday 31 March 2027)" in ivig("report", "-o", "-").out


def test_an_expiry_alone_is_of_the_one_lot_of_that_day(ivig: Program) -> None:
    ivig("log", "--lot", "A1")

    assert ivig("log", "--expiry", "03/2027").code == 0

    assert infusions(ivig)[0]["lot_expiry"] == {"A1": "2027-03-31"}


@pytest.mark.parametrize("typed", ["A123, A124", "A123 and A124", "Lot A123; Lot A124", "A123\nA124"])
def test_each_lot_of_a_line_is_a_lot_of_its_own(ivig: Program, typed: str) -> None:
    out = ivig("log", "--lot", typed, "--expiry", "03/2027", "--expiry", "04/2027").out

    assert [lot.removeprefix("Lot ") for lot in infusions(ivig)[0]["lots"]] == ["A123", "A124"]
    assert set(infusions(ivig)[0]["lot_expiry"].values()) == {"2027-03-31", "2027-04-30"}
    assert "Lot A124, letter by letter: A, one, 2, 4." in out
    assert 'Your log has the lot "A124".' in ivig("log", "--find", "A124").out


@pytest.mark.parametrize("typed", ["P1004", "PI00A", "pl004", "lot P1004", "p-10 04"])
def test_a_lot_that_looks_alike_is_found_to_be_compared(ivig: Program, typed: str) -> None:
    ivig("log", "--lot", "P1OO4", "--lot", "P1OOA")

    out = ivig("log", "--find", typed).out

    assert "look alike" in out
    assert "Compare them with the sticker" in out
    assert "Call your team and ask." in out
    assert len(infusions(ivig, "--find", typed)) == 1


@pytest.mark.parametrize(
    "words", [("--find", "A123, Z99"), ("--find", "A123 Z99"), ("--find", "A123", "--find", "Z99")]
)
def test_several_lots_are_looked_for_at_once(ivig: Program, words: tuple[str, ...]) -> None:
    ivig("log", "--date", "2026-10-01", "--lot", "Z99")
    ivig("log", "--date", "2026-11-01", "--lot", "A123")
    ivig("log", "--date", "2026-11-20", "--lot", "C1")

    out = ivig("log", *words).out

    assert 'Your log has the lot "A123".' in out
    assert len(infusions(ivig, *words)) in (1, 2)


def test_words_are_found_in_notes_brands_and_reactions(ivig: Program) -> None:
    ivig("log", "--date", "2026-10-01", "--notes", "the pump beeped")
    ivig("log", "--date", "2026-11-01", "--reaction", "itchy elbow, next day", "--brand", "Octagam")

    assert [entry["date"] for entry in infusions(ivig, "--find", "PUMP")] == ["2026-10-01"]
    assert [entry["date"] for entry in infusions(ivig, "--find", "octagam")] == ["2026-11-01"]
    assert 'The words "elbow" are in:' in ivig("log", "--find", "elbow").out


def test_a_typed_lot_is_said_back_letter_by_letter(ivig: Program) -> None:
    assert "Lot P1OO-4, letter by letter: P, one, letter O, letter O, dash, 4." in ivig("log", "--lot", "P1OO-4").out


# Drinks


def test_a_drink_of_another_day_adds_to_that_day(ivig: Program) -> None:
    ivig("drink", "2", "--on", "yesterday")
    ivig("drink")

    out = ivig("drink", "1", "--on", "yesterday").out

    assert "Saved for Monday 30 November 2026: 1 cup" in out
    assert "Drunk so far: 3 cups (750 ml)." in out
    assert "2 cups" in ivig("drink", "--undo", "--on", "yesterday").out
    assert ivig("drink", "2", "--on", "tomorrow").code == 2
    assert json.loads(ivig("today", "--json").out)["fluids"]["drunk"] == 1


# Emergency signs


@pytest.mark.parametrize("words", ["me quiero morir", "I want to kill myself", "I do not want to live any more"])
@pytest.mark.parametrize(
    "line", [("log", "--notes"), ("log", "--helped"), ("log", "--question"), ("feel", "3", "--note")]
)
def test_words_of_despair_get_the_calm_card_with_its_lines(ivig: Program, words: str, line: tuple[str, ...]) -> None:
    out = ivig(*line, words).out

    assert out.index("Do not stay alone.") < out.index("call or text 988") < out.index("Saved")
    assert "Trouble breathing" not in out
    assert "Trouble breathing" in ivig(*line, f"{words}, chest pain").out


@pytest.mark.parametrize("words", [("--find", "chest pain"), ("--remove", "chest pain")])
def test_an_emergency_sign_that_is_looked_for_or_taken_away_is_answered_too(
    ivig: Program, words: tuple[str, ...]
) -> None:
    ivig("log", "--reaction", "chest pain")

    assert ivig("log", *words).out.startswith("If this is happening now")
    ivig("log", "--reaction", "chest pain")
    assert "If this is happening now" in ivig("log", *words, "--json").err
    assert "happening now" not in ivig("log", "--find", "A123").out


@pytest.mark.parametrize("flag", ["--reaction", "--notes", "--helped", "--brand", "--site", "--premed", "--question"])
def test_an_emergency_sign_in_any_field_is_answered_before_what_was_saved(ivig: Program, flag: str) -> None:
    out = ivig("log", flag, "i cant breathe").out

    assert out.startswith("If this is happening now")
    assert out.index("Trouble breathing, chest pain") < out.index("Saved")
    quiet = ivig("log", flag, "i cant breathe", "--json")
    assert "Trouble breathing, chest pain" in quiet.err
    assert json.loads(quiet.out)
