"""The diary as a table: opened right by a spreadsheet, nothing runs, and brought back whole or not at all."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kit import Program

from ivig_prep.core.diary.table import COLUMNS, shield, unshield

HEAD = ",".join(COLUMNS)


def line(**cells: str) -> str:
    """Return one row of a file."""
    made = io.StringIO()
    csv.writer(made).writerow([cells.get(name.rstrip("_"), "") for name in COLUMNS])
    return made.getvalue().strip("\r\n")


def table(path: Path, *rows: str, head: str = HEAD) -> str:
    """Write a file of these rows and return its path."""
    path.write_bytes("\r\n".join((head, *rows, "")).encode())
    return str(path)


@pytest.fixture
def filled(ivig: Program) -> Program:
    """Return a diary with something of each kind."""
    ivig("setup", "--date", "2026-11-30", "--days", "2")
    ivig("log", "--date", "2026-11-30", "--brand", "Privigen", "--dose", "32.5", "--start", "22:30", "--end", "01:15")
    ivig("log", "--date", "2026-11-30", "--lot", "00123, exp 03/2027", "--lot", "P-1", "--premed", "water")
    ivig("log", "--date", "2026-12-01", "--reaction", "chills, 38,5", "--reaction", "rash, next day, 4, helped: cream")
    ivig("log", "--date", "2026-10-01", "--notes", 'two\r\nlines, "quoted"; José\t\u0635', "--helped", "=1+1")
    ivig("feel", "6", "--note", "-tired")
    ivig("feel", "4", "--on", "2026-11-29")
    return ivig


def exported(ivig: Program, path: Path) -> str:
    ran = ivig("log", "--csv")
    assert ran.code == 0
    path.write_bytes(ran.out.encode())
    return str(path)


def shown(ivig: Program) -> list[Any]:
    return [json.loads(ivig(*words, "--json").out) for words in (("log",), ("feel",))] + [ivig("log", "--list").out]


def test_the_table_out_forget_and_in_again_gives_the_same_diary(filled: Program, tmp_path: Path) -> None:
    before = shown(filled)
    path = exported(filled, tmp_path / "diary.csv")
    filled("forget", "--yes")
    filled("setup", "--date", "2026-11-30", "--days", "2")

    ran = filled("log", "--import", path)

    assert ran.code == 0, ran.err
    assert "In this file: 3 days of infusions, 2 reactions," in ran.out
    assert "New: 3 days, 2 scores." in ran.out
    assert shown(filled) == before


def test_the_same_table_twice_changes_nothing(filled: Program, tmp_path: Path) -> None:
    path = exported(filled, tmp_path / "diary.csv")

    ran = filled("log", "--import", path)

    assert (ran.code, "Nothing was changed" in ran.out) == (0, True)


def test_the_file_has_the_mark_that_spreadsheets_need_and_lines_of_their_kind(filled: Program) -> None:
    out = filled("log", "--csv").out

    assert out.startswith("\ufeffkind,date,brand")
    assert "\x1b" not in out
    rows = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff"), newline="")))
    assert [row["kind"] for row in rows] == [
        *("infusion", "infusion", "lot", "lot", "premed", "infusion", "reaction", "reaction", "score", "score")
    ]
    assert [row["lot"] for row in rows if row["lot"]] == ["'00123", "P-1"]


def test_an_empty_diary_makes_a_table_without_rows(ivig: Program) -> None:
    assert ivig("log", "--csv").out.strip() == "\ufeff" + HEAD
    assert not ivig.home.exists()


@pytest.mark.parametrize(
    "words",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "=cmd|' /C calc'!A0",
        "\t=1",
        "\r=1",
        "\n=1",
        "\uff1d1",
        "'quoted",
        "''=1",
        "a;=1+1",
        "a\t@SUM(A1)",
        "a;';'=1",
        '="x"',
    ],
)
def test_no_formula_runs_and_the_words_come_back(ivig: Program, tmp_path: Path, words: str) -> None:
    flags = ("--brand", words, "--notes", words, "--premed", words, "--lot", f"{words}1", "--site", words)
    assert ivig("log", *flags).code == 0
    ivig("feel", "5", "--note", words)
    before = shown(ivig)
    path = exported(ivig, tmp_path / "diary.csv")

    for row in csv.reader(io.StringIO(Path(path).read_bytes().decode("utf-8-sig"), newline="")):
        assert not any(re.match(r"[=+\-@\t\r\n\uff1d]", cell) for cell in row)
    ivig("forget", "--yes")
    assert ivig("log", "--import", path).code == 0
    assert shown(ivig) == before


@given(
    st.sampled_from(COLUMNS),
    st.text(st.sampled_from("=+-@';\t\r\n\uff1d0123456789eE.,/: abc\u00e9\u0635"), max_size=30),
)
def test_a_cell_comes_back_whatever_is_in_it(column: str, cell: str) -> None:
    assert unshield(shield(column, cell)) == cell
    assert not re.match(r"[=+\-@]", shield(column, cell))
    assert not re.search(r"[;\t][=+\-@]", shield(column, cell))


@pytest.mark.parametrize("lot", ["00123", "1E5", "123456789012345678", "3-12", "12/1", "1.10", "1e10"])
def test_a_lot_that_looks_like_a_number_or_a_date_is_kept_as_text(lot: str) -> None:
    assert shield("lot", lot) == f"'{lot}"


@pytest.mark.parametrize("lot", ["A123", "P1OO4", "12AB", "lot 7"])
def test_a_lot_with_letters_stands_as_it_is(lot: str) -> None:
    assert shield("lot", lot) == lot


BAD: dict[str, tuple[tuple[str, ...], str]] = {
    "two infusions of a day": (
        (line(kind="infusion", date="2026-11-04", brand="A"), line(kind="infusion", date="4 Nov 2026", brand="B")),
        "Row 3: Row 2 has the same day.",
    ),
    "two scores of a day": (
        (line(kind="score", date="2026-11-04", score="4"), line(kind="score", date="2026-11-04", score="5")),
        "Row 3: Row 2 has the same day.",
    ),
    "a day to come": ((line(kind="score", date="2026-12-02", score="4"),), "Row 2: Wednesday 2 December 2026 is still"),
    "a date of two readings": ((line(kind="score", date="03/04/2026", score="4"),), 'Row 2: "03/04/2026" can be'),
    "no date": ((line(kind="score", score="4"),), 'Row 2: "" is not a date.'),
    "another kind": ((line(kind="visit", date="2026-11-04"),), 'Row 2: "visit" is not a kind of row.'),
    "no kind": ((line(date="2026-11-04", brand="A"),), 'Row 2: "" is not a kind of row.'),
    "a score too high": ((line(kind="score", date="2026-11-04", score="11"),), 'Row 2: "11" is not a number from 0'),
    "a score of nothing": ((line(kind="score", date="2026-11-04"),), 'Row 2: "" is not a number from 0'),
    "a severity between": (
        (line(kind="reaction", date="2026-11-04", reaction="rash", severity="3.5"),),
        'Row 2: "3.5" is not a whole number',
    ),
    "a reaction of nothing": ((line(kind="reaction", date="2026-11-04", severity="3"),), "Row 2: There is nothing to"),
    "a lot of nothing": ((line(kind="lot", date="2026-11-04"),), "Row 2: A lot number is missing."),
    "an expiry of nothing": (
        (line(kind="lot", date="2026-11-04", lot="A1", expiry="soon"),),
        'Row 2: "soon" is not an expiry date',
    ),
    "a dose in words": ((line(kind="infusion", date="2026-11-04", dose_grams="lots"),), 'Row 2: "lots" is not a dose'),
    "a time that is none": ((line(kind="infusion", date="2026-11-04", start="25:00"),), 'Row 2: "25:00" is not a time'),
    "a cell in a wrong column": (
        (line(kind="score", date="2026-11-04", score="4", lot="A1"),),
        'Row 2: A row of kind score takes nothing in the column "lot".',
    ),
    "an answer that is none": (
        (line(kind="reaction", date="2026-11-04", reaction="rash", after="24 fine"),),
        'Row 2: "24 fine" is not an answer',
    ),
    "a text too long": (
        (line(kind="infusion", date="2026-11-04", notes="y" * 20_001),),
        "Row 2: That text has more than 20,000 characters.",
    ),
    "a control character": (
        (line(kind="infusion", date="2026-11-04", notes="red\x1b[31m"),),
        "Row 2: There is a control character in notes: Escape, U+001B.",
    ),
    "a row too short": (("score,2026-11-04",), "Row 2 has 2 cells."),
    "a row too long": ((line(kind="score", date="2026-11-04", score="4") + ",,x",), "Row 2 has 23 cells."),
    "a quote left open": (('score,2026-11-04,"open',), "no table"),
}


@pytest.mark.parametrize("bad", BAD)
def test_a_file_with_one_bad_row_is_refused_whole_with_the_row_named(filled: Program, tmp_path: Path, bad: str) -> None:
    good = line(kind="infusion", date="2026-09-01", brand="Octagam")
    rows, says = BAD[bad]
    before = shown(filled)

    ran = filled("log", "--import", table(tmp_path / "bad.csv", *rows, good), "--yes")

    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert shown(filled) == before


@pytest.mark.parametrize(
    "head",
    ["", "kind,date", HEAD + ",mine", HEAD.replace("lot,", ""), HEAD.replace("brand", "kind"), "\x00\x01", "a;b;c"],
)
def test_a_file_with_other_columns_is_refused(filled: Program, tmp_path: Path, head: str) -> None:
    before = shown(filled)

    ran = filled("log", "--import", table(tmp_path / "bad.csv", head=head), "--yes")

    assert ran.code == 2
    assert "Use a file that log --csv made." in ran.err
    assert shown(filled) == before


def test_a_file_that_is_not_there_or_not_in_utf_8_is_refused(filled: Program, tmp_path: Path) -> None:
    latin = tmp_path / "latin.csv"
    latin.write_bytes((HEAD + "\r\n" + line(kind="infusion", date="2026-09-01", brand="José")).encode("latin-1"))

    assert filled("log", "--import", str(tmp_path / "no.csv")).code == 1
    ran = filled("log", "--import", str(latin))
    assert (ran.code, "not in UTF-8" in ran.err) == (1, True)


@pytest.mark.parametrize("save", ["semicolons", "tabs", "utf-16", "no mark", "columns moved"])
def test_a_table_that_a_spreadsheet_saved_again_is_taken(filled: Program, tmp_path: Path, save: str) -> None:
    before = shown(filled)
    text = Path(exported(filled, tmp_path / "diary.csv")).read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    if save == "columns moved":
        rows = [list(reversed(row)) for row in rows]
    made = io.StringIO(newline="")
    csv.writer(made, delimiter={"semicolons": ";", "tabs": "\t"}.get(save, ",")).writerows(rows)
    path = tmp_path / "again.csv"
    path.write_bytes(made.getvalue().encode("utf-16" if save == "utf-16" else "utf-8"))
    filled("forget", "--yes")
    filled("setup", "--date", "2026-11-30", "--days", "2")

    assert filled("log", "--import", str(path)).code == 0
    assert shown(filled) == before


def test_what_would_change_days_of_the_diary_is_named_and_needs_a_yes(filled: Program, tmp_path: Path) -> None:
    path = table(
        tmp_path / "more.csv",
        line(kind="infusion", date="2026-10-01", brand="Octagam"),
        line(kind="lot", date="2026-10-01", lot="Z9"),
        line(kind="score", date="2026-12-01", score="7"),
    )
    before = shown(filled)

    asked = filled("log", "--import", path)
    assert asked.code == 2
    assert "Thursday 1 October 2026" in asked.out
    assert shown(filled) == before

    assert filled("log", "--import", path, "--yes").code == 0
    entry = json.loads(filled("log", "--json").out)["infusions"][-1]
    assert (entry["brand"], entry["lots"], entry["helped"]) == ("Octagam", ["Z9"], "=1+1")
    score = json.loads(filled("feel", "--json").out)["scores"][0]
    assert (score["score"], score["note"]) == (7, "-tired")


def test_answers_after_a_reaction_that_is_there_are_added_to_it(filled: Program, tmp_path: Path) -> None:
    path = exported(filled, tmp_path / "after.csv")
    text = Path(path).read_text("utf-8-sig").replace("shaking-chills,,,", "shaking-chills,,,24 same; 48 gone")
    Path(path).write_text(text, "utf-8")

    assert filled("log", "--import", path, "--yes").code == 0
    after = [{"hours": 24, "said": "same"}, {"hours": 48, "said": "gone"}]
    reactions = json.loads(filled("log", "--json").out)["infusions"][0]["reactions"]
    assert [one["after"] for one in reactions if one["words"] == "chills, 38,5"] == [after]
    assert "Nothing was changed." in filled("log", "--import", path, "--yes").out


def test_what_the_table_leaves_out_is_said_beside_it(filled: Program) -> None:
    filled("log", "--question", "Can it run slower?")
    ran = filled("log", "--csv")

    assert "Not in it: 1 question for your next visit." in ran.err
    assert "ivig-prep backup FILE" in ran.err
    assert "slower" not in ran.out


def test_an_import_is_taken_back_as_one(filled: Program, tmp_path: Path) -> None:
    before = shown(filled)
    filled(
        "log",
        "--import",
        table(tmp_path / "a.csv", *(line(kind="score", date=f"2026-09-{n:02}", score="4") for n in range(1, 20))),
    )
    assert shown(filled) != before

    filled("undo", "--yes")

    assert shown(filled) == before


@pytest.mark.parametrize(
    "words", [("--csv", "--json"), ("--csv", "--brand", "X"), ("--csv", "--list"), ("--import", "a.csv", "--lot", "A1")]
)
def test_the_options_of_the_table_stand_alone(filled: Program, words: tuple[str, ...]) -> None:
    before = shown(filled)

    assert filled("log", *words).code == 2
    assert shown(filled) == before
