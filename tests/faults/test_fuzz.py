"""Any command line and any answers: the program ends with one of its own codes, and says it in sentences.

The options are drawn from what each command declares, so a new command is covered without a word here.
Set IVIG_PREP_TEST_LONG=1 to try many more.
"""

import json
import os
from contextlib import chdir
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hostile_text import ALL, controls
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from kit import SGR
from pretended import on_a_terminal, reading

from ivig_prep.app import options, takes_words
from ivig_prep.pages.help import COMMANDS

LONG = os.environ.get("IVIG_PREP_TEST_LONG", "") not in ("", "0")
CODES = (0, 1, 2, 130)
KEPT = st.text(st.characters(exclude_categories=["Cc", "Cs"])).filter(str.strip)
"""Texts that the diary keeps: it refuses control characters by their name."""
DRAWN = settings(
    max_examples=3_000 if LONG else 15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)

DAYS = st.dates().map(str) | st.sampled_from(
    [
        "2026-12-01",
        "2026-12-02",
        "2 December",
        "3/4/2026",
        "tomorrow",
        "yesterday",
        "friday",
        "29 feb",
        "none",
        "0001-01-01",
        "9999-12-31",
    ]
)
NUMBERS = st.integers(-3, 40).map(str) | st.sampled_from(
    ["2l", "300ml", "8cups", "4w", "21d", "09:30", "2:15 pm", "1e9"]
)
NAMED = st.sampled_from(
    ["headache", "headache, 6 hours after, 5", "first-time,home", "screen", "none", "555 0100", "-"]
)
ANYTHING = st.text(max_size=30) | st.sampled_from(ALL)
VALUES = DAYS | NUMBERS | NAMED | ANYTHING
LIKELY = {"DATE": DAYS, "TIME": NUMBERS, "AMOUNT": NUMBERS, "GRAMS": NUMBERS, "N": NUMBERS, "NUMBER": NAMED}
"""What an option takes, by what help calls its value: without these most lines would be refused at once."""
PLACES = st.sampled_from(["out.html", "out.ics", "copy.db", "-", "no/such/folder", "."])
"""Files, all of them inside the folder of one try: what is drawn must not write elsewhere."""

ANSWERS = st.sampled_from(["y", "n", "", "b", "w", "q", "1", "2", "3", "99"]) | VALUES | st.none()


def one_option(command: str) -> st.SearchStrategy[list[str]]:
    """Return what draws one option of a command, or words for it."""
    drawn: list[st.SearchStrategy[list[str]]] = []
    if takes_words(command):
        drawn.append(st.lists(PLACES if command in ("backup", "clinic") else VALUES, max_size=3))
    for option in options(command):
        if not option.value:
            drawn.append(st.just([option.names[-1]]))
        else:
            likely = LIKELY.get(option.value, VALUES)
            value = PLACES if option.value == "FILE" else st.one_of(likely, likely, likely, VALUES)
            drawn.append(value.map(lambda typed, name=option.names[-1]: [f"{name}={typed}"]))  # type: ignore[misc]  # a lambda cannot say its types
    return st.one_of(drawn)


GLOBAL = st.sampled_from([[], [], [], ["--plain"], ["--no-input"], ["--for=Ann"], ["--help"]])


@st.composite
def command_lines(draw: st.DrawFn, command: str) -> list[str]:
    """Draw a command line of one command."""
    parts = draw(st.lists(one_option(command), max_size=5))
    return [*draw(GLOBAL), command, *(word for part in parts for word in part)]


@pytest.fixture(autouse=True)
def no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep any browser of this computer out of it: to start one for each try takes seconds."""
    monkeypatch.setenv("IVIG_PREP_BROWSER", "no-such-browser")
    monkeypatch.setenv("BROWSER", "true")


def tried(lines: list[list[str]], answers: list[str | None], today: str = "2026-12-01") -> None:
    """Run lines on one record, and check what must hold after any of them."""
    with TemporaryDirectory() as root, chdir(root), pytest.MonkeyPatch.context() as world:
        world.setenv("IVIG_PREP_HOME", os.path.join(root, "records"))
        world.setenv("IVIG_PREP_TODAY", today)
        for line in lines:
            code, terminal = on_a_terminal(reading(*answers), *line)
            shown, said = terminal.out.getvalue(), terminal.err.getvalue()
            assert code in CODES, line
            assert "Something went wrong" not in said, said + shown
            assert not list(Path(root).rglob("crash-*"))
            assert not controls(SGR.sub("", shown) + said) or "-o=-" in line or "--output=-" in line
            assert code in (0, 130) or said.strip()
        for face in (["today"], ["log"], ["feel"], ["report"], ["learn"], ["unwell"]):
            code, terminal = on_a_terminal(reading(), *face, "--json")
            assert code == 0, (lines, terminal.err.getvalue())
            assert json.loads(terminal.out.getvalue())["kind"] == face[0]


@pytest.mark.parametrize("command", COMMANDS)
@DRAWN
@given(data=st.data())
def test_any_line_of_a_command_ends_in_words(command: str, data: st.DataObject) -> None:
    line = data.draw(command_lines(command))
    answers = data.draw(st.lists(ANSWERS, max_size=8))

    tried([line], answers)


@DRAWN
@given(
    lines=st.lists(st.sampled_from(list(COMMANDS)).flatmap(command_lines), min_size=2, max_size=6),
    answers=st.lists(ANSWERS, max_size=8),
)
def test_any_lines_one_after_the_other_leave_a_record_that_can_be_read(
    lines: list[list[str]], answers: list[str | None]
) -> None:
    tried(lines, answers)


EDGES = [date.min, date.max, date(1900, 1, 1), date(2199, 12, 31), date(2028, 2, 29)]
ANY_DAY = st.sampled_from([edge.isoformat() for edge in EDGES]) | DAYS


@DRAWN
@given(day=ANY_DAY)
@example(day="0001-01-01")
@example(day="9999-12-31")
def test_any_day_is_taken_by_all_that_take_one_or_is_refused(day: str) -> None:
    lines = [["setup", f"--date={day}", "--every=52w"], ["log", f"--date={day}", "--brand=Privigen"]]
    lines += [["feel", "5", f"--on={day}"], ["today", f"--on={day}"], ["print", "-o", "list.html"]]

    tried([*lines, ["calendar", "-o", "visit.ics", "--next=26"]], ["y", "1"])


@DRAWN
@given(
    day=st.sampled_from(["1900-01-01", "2199-12-31", "2028-02-29"])
    | st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(str)
)
def test_any_day_can_be_today(day: str) -> None:
    lines = [["setup", "--date=today", "--days=7", "--every=1d"], ["setup", "--date=tomorrow"], ["drink"], ["today"]]

    tried([*lines, ["log", "--date=yesterday", "--brand=x"], ["calendar", "-o", "a.ics", "--next=26"]], ["y"], day)


@DRAWN
@given(words=st.lists(VALUES | st.sampled_from([*COMMANDS, "--", "-h", "--version", "--json"]), max_size=5))
def test_any_words_at_all_end_in_words(words: list[str]) -> None:
    tried([[word for word in words if not word.startswith(("--install", "--show"))]], [])


@DRAWN
@given(note=KEPT, other=KEPT.filter(lambda text: len(text) <= 40))
def test_what_was_written_is_read_back_exactly(note: str, other: str) -> None:
    with TemporaryDirectory() as root, pytest.MonkeyPatch.context() as world:
        world.setenv("IVIG_PREP_HOME", root)
        code, _ = on_a_terminal(reading(), "log", f"--helped={note}", f"--brand={other}", f"--premed={note}")
        _, terminal = on_a_terminal(reading(), "log", "--json")
        (entry,) = json.loads(terminal.out.getvalue())["infusions"]

    assert code == 0
    assert (entry["helped"], entry["brand"], entry["premeds"]) == (note, other, [note])
