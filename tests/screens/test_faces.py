"""Screen and plain face: every command line says the same on each, cuts nothing and only appends."""

import re
from collections.abc import Iterator
from itertools import product

import pytest
from kit import drawn
from screens_kit import (
    HIGH,
    LONG,
    PHONES,
    Line,
    Ready,
    Shown,
    Tell,
    command_lines,
    escapes_of,
    is_document,
    kept_whole,
    words_in,
)

from ivig_prep.faces.screen import MOST_COLUMNS

SIZES = (40, 72, 200)
TERMS = ("xterm-256color", "linux", "dumb", None)
WISHES: tuple[dict[str, str | None], ...] = (
    {},
    {"NO_COLOR": "1"},
    {"FORCE_COLOR": "0"},
    {"FORCE_COLOR": "1"},
    {"CLICOLOR_FORCE": "1"},
    {"TTY_COMPATIBLE": "1"},
    {"TTY_COMPATIBLE": "0"},
    {"ACCESSIBLE": "1"},
)
"""What people and programs set to ask for colour, or for none."""
ALL_WISHES = tuple(product(SIZES, TERMS, WISHES))
FORCED = {"FORCE_COLOR": "1", "CLICOLOR_FORCE": "1", "TTY_COMPATIBLE": "1", "COLORTERM": "truecolor"}

COLOUR = re.compile(r"\x1b\[(?:[0-9]+;)*(?:[34]8|[349][0-7]|10[0-7])[;m]")

Terminal = tuple[int, str | None, dict[str, str | None]]


def terminals_for(line: Line) -> Iterator[Terminal]:
    """Yield the terminals to show a command line on: the narrow one, and a part of all others that differs by line."""
    if LONG:
        yield from ALL_WISHES
        return
    yield 40, "xterm-256color", {}
    turn = command_lines().index(line)
    for number, wish in enumerate(WISHES):
        yield SIZES[(turn // 4 + number) % 3], TERMS[(turn + number) % 4], wish


def faults_of(shown: Shown, told: Shown, line: Line, terminal: Terminal) -> Iterator[str]:
    """Yield what is wrong with a run on a terminal; `told` is the same run in plain words on a wide one."""
    columns, term, wish = terminal
    if (shown.code, shown.questions) != (told.code, told.questions):
        yield f"ended with {shown.code} after {shown.questions} questions, not {told.code} after {told.questions}"
    if escapes_of(shown.out) and "--csv" not in line:  # the lines of a table end as spreadsheets want it
        yield f"it does more than append: {escapes_of(shown.out)!r}"
    if (term in ("dumb", None) or "ACCESSIBLE" in wish) and "\x1b" in shown.out:
        yield "it is to be plain, and has escapes"
    if (wish.get("FORCE_COLOR") == "0" or "NO_COLOR" in wish) and COLOUR.search(shown.out):
        yield "it has colours, which were not wanted"
    if "".join(shown.words) != "".join(told.words):
        yield "it does not say the same in the same order"
    if not is_document(line):
        yield from cuts_in(drawn(shown.out, columns), told, columns)


def cuts_in(rows: list[str], told: Shown, columns: int) -> Iterator[str]:
    """Yield what the rows of a terminal cut that was told."""
    cut = kept_whole(told.words, rows, min(columns, MOST_COLUMNS))
    if cut:
        yield f"a word is cut: {cut}"
    for phone in PHONES:
        if sum(phone in row for row in rows) < sum(phone in row for row in told.out.splitlines()):
            yield f"a phone number is split: {phone}"


def test_every_line_says_the_same_on_every_terminal_and_cuts_nothing(ready: Ready, told: Tell, line: Line) -> None:
    found = {}
    for terminal in terminals_for(line):
        columns, term, wish = terminal
        shown = ready(line).screen(*line, columns=columns, env={**wish, **HIGH, "TERM": term})
        found[str(terminal)] = list(faults_of(shown, told(line).plain, line, terminal))

    assert not {terminal: faults for terminal, faults in found.items() if faults}


def test_a_pipe_gets_the_same_words_and_never_an_escape(ready: Ready, told: Tell, line: Line) -> None:
    silent = ready(line).screen(*line, "--plain", "--no-input", columns=200)
    forced = ready(line).pipe(*line, env=FORCED)
    plain = told(line).piped

    assert "\x1b" not in forced.out + forced.err + plain.out + plain.err
    assert (forced.out, forced.code) == (plain.out, plain.code)
    assert forced.code == silent.code
    if not forced.err:
        rows = [row for row in silent.out.splitlines() if "IVIG_PREP_TODAY" not in row]
        assert forced.words == words_in(" ".join(rows))


@pytest.mark.parametrize("number", range(0, len(command_lines()), 8))
def test_a_run_started_by_hand_shows_what_the_forked_ones_show(ready: Ready, told: Tell, number: int) -> None:
    line = command_lines()[number]
    columns, term, wish = ALL_WISHES[(number * 7) % len(ALL_WISHES)]

    shown = ready(line).screen(*line, columns=columns, env={**wish, **HIGH, "TERM": term}, real=True)

    assert not list(faults_of(shown, told(line).plain, line, (columns, term, wish)))


def test_the_part_of_the_terminals_that_is_tried_covers_them_all() -> None:
    tried = {(columns, term, str(wish)) for line in command_lines() for columns, term, wish in terminals_for(line)}

    assert tried == {(columns, term, str(wish)) for columns, term, wish in ALL_WISHES}
