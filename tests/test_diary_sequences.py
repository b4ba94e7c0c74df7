"""Whatever is entered, changed, taken away and taken back: list, report, table and JSON say the same."""

import csv
import io
import json
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from kit import Counted, Program

DAYS = ("2026-11-10", "2026-11-11", "2026-11-20", "2026-11-30", "2026-12-01")
WORDS = ("Privigen", "left hand", "water", "=1+1", 'it\'s "so"', "Jos\u00e9", "none of it", "-3", "@home", "a;b,c")
REACTIONS = (
    "rash",
    "headache, nausea, 5",
    "chills, 38,5",
    "hives, next day, 3, helped: cream",
    "my knee, 6 hours after",
)
LOTS = ("A123", "P1OO4", "00123", "Lot B7", "C-9, exp 03/2027", "A123, A124 exp 04/2027")
Move = Callable[[random.Random], tuple[str, ...]]


def _log(pick: random.Random, *words: str) -> tuple[str, ...]:
    return ("log", "--date", pick.choice(DAYS), *words)


MOVES: tuple[Move, ...] = (
    lambda p: _log(p, "--brand", p.choice(WORDS), "--dose", str(p.randint(1, 90))),
    lambda p: _log(p, f"--{p.choice(('site', 'helped', 'rate-top', 'premed'))}={p.choice(WORDS)}"),
    lambda p: _log(p, f"--notes={p.choice(WORDS)}"),
    lambda p: _log(p, "--lot", p.choice(LOTS)),
    lambda p: _log(p, "--reaction", p.choice(REACTIONS)),
    lambda p: _log(p, "--start", f"{p.randint(0, 23):02}:30", "--end", f"{p.randint(0, 23):02}:15"),
    lambda p: _log(p, f"--{p.choice(('brand', 'dose', 'notes', 'lot', 'premed', 'reaction', 'start'))}", "none"),
    lambda p: _log(p, "--remove", p.choice(("A123", "rash", "water", "00123"))),
    lambda p: _log(p, "--delete"),
    lambda p: ("feel", str(p.randint(0, 10)), "--on", p.choice(DAYS)),
    lambda p: ("feel", str(p.randint(0, 10)), f"--note={p.choice(WORDS)}", "--on", p.choice(DAYS)),
    lambda p: ("feel", "none", "--on", p.choice(DAYS)),
    lambda p: ("setup", "--date", p.choice((*DAYS, "2026-12-08")), "--days", str(p.randint(1, 3))),
    lambda p: ("setup", "--new", "--date", p.choice((*DAYS, "2026-12-20"))),
    lambda p: ("setup", p.choice(("--cancelled", "--emergency=112", "--emergency=none"))),
    lambda p: ("drink", str(p.randint(1, 3))),
    lambda p: ("log", "--question", p.choice(WORDS)),
    lambda p: ("log", "--remove", p.choice(WORDS)),
    *[lambda _: ("undo", "--yes")] * 4,
)
"""Ways to change a diary, each with what chance picks. Some are refused; then nothing may have changed."""


def everything(ivig: Program) -> list[str]:
    """Return all that the program shows of a record."""
    lines = (("log", "--json"), ("feel", "--json"), ("report", "--json"), ("log", "--list"), ("today", "--json"))
    return [ivig(*line).out for line in lines]


def entries(ivig: Program) -> tuple[Any, Any, list[str]]:
    """Return the infusions, reactions and scores, without what is counted from a date that was set."""
    infusions, scores = diary(ivig)
    listed = re.sub(r"(?m)^ *(?:Changed on|Infusion of) .*\n|^Day \d: |^\n", "", ivig("log", "--list").out)
    return infusions, [{**score, "day_of_cycle": None} for score in scores], sorted(listed.splitlines())


def diary(ivig: Program) -> tuple[Any, Any]:
    return json.loads(ivig("log", "--json").out)["infusions"], json.loads(ivig("feel", "--json").out)["scores"]


def table(ivig: Program) -> list[dict[str, str]]:
    text = ivig("log", "--csv").out.removeprefix("\ufeff")
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return [{name: cell.removeprefix("'") for name, cell in row.items()} for row in rows]


def check_same(ivig: Program) -> None:
    """Hold that every way to see the diary says what its JSON says."""
    infusions, scores = diary(ivig)
    report = json.loads(ivig("report", "--json").out)
    assert [{**entry, "minutes": None} for entry in infusions] == [
        {**entry, "minutes": None} for entry in report["infusions"]
    ]
    rows = table(ivig)
    of_kind = {kind: [row for row in rows if row["kind"] == kind] for kind in ("infusion", "lot", "premed", "reaction")}
    oldest = infusions[::-1]
    assert [(row["date"], row["brand"], row["notes"], row["start"]) for row in of_kind["infusion"]] == [
        (e["date"], e["brand"] or "", e["notes"] or "", e["start"] or "") for e in oldest
    ]
    assert [row["lot"] for row in of_kind["lot"]] == [lot for entry in oldest for lot in entry["lots"]]
    assert [row["premed"] for row in of_kind["premed"]] == [one for entry in oldest for one in entry["premeds"]]
    assert [(row["reaction"], row["severity"]) for row in of_kind["reaction"]] == [
        (one["words"], "" if one["severity"] is None else str(one["severity"]))
        for entry in oldest
        for one in entry["reactions"]
    ]
    assert [(row["date"], row["score"], row["note"]) for row in rows if row["kind"] == "score"] == [
        (score["date"], str(score["score"]), score["note"] or "") for score in scores[::-1]
    ]
    for line in (("log", "--list"), ("report",)):
        check_words(re.sub(r"\s+", " ", ivig(*line).out), infusions)


def check_words(shown: str, infusions: Any) -> None:
    for entry in infusions:
        said = (*entry["lots"], *entry["premeds"], *(one["words"] for one in entry["reactions"]))
        for words in (*said, entry["brand"], entry["notes"], entry["site"], entry["helped"]):
            assert words is None or words in shown, words
    assert shown.count("Dose in grams: ") == sum(entry["dose_grams"] is not None for entry in infusions)
    assert shown.count("Brand: ") == sum(entry["brand"] is not None for entry in infusions)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_any_sequence_leaves_a_diary_that_is_the_same_wherever_it_is_shown(
    ivig: Program, seed: int, counted: Counted, tmp_path: Path
) -> None:
    pick = random.Random(seed)  # noqa: S311  # the same lines at each run, no secret
    now = everything(ivig)
    former: list[str] | None = None
    for step in range(40):
        line = pick.choice(MOVES)(pick)
        ran = ivig(*line)
        assert ran.code in (0, 2), (line, ran)
        after = everything(ivig)
        if line[0] == "undo":
            assert after == (former or now), (step, line, ran.out)
            assert ("There is nothing to take back." in ran.out) == (former is None)
            former = None
        elif after != now:
            assert ran.code == 0, line
            former = now
        now = after
    check_same(ivig)
    counted("entries, changes and undos in sequences", 40)

    path = tmp_path / "diary.csv"
    path.write_bytes(ivig("log", "--csv").out.encode())
    whole = entries(ivig)
    ivig("forget", "--yes")
    assert ivig("log", "--import", str(path)).code == 0
    assert entries(ivig) == whole
    check_same(ivig)
