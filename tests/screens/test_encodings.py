"""Consoles that cannot show every character: the same ends, no traceback, and phone numbers whole."""

import pytest
from kit import drawn
from screens_kit import HIGH, LONG, PHONES, Line, Ready, Shown, Tell, command_lines, escapes_of, is_document

ENCODINGS = ("ascii", "cp437", "cp1252", "latin-1")
OLD_COMPUTER = {"LC_ALL": "C", "LANG": None, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
"""A locale that knows ASCII alone, with what Python does about it switched off."""
OWN_WORDS = "Zo\N{LATIN SMALL LETTER E WITH DIAERESIS}, \N{PILL} and \N{CJK UNIFIED IDEOGRAPH-65E5}"


def phones_in(shown: Shown) -> list[int]:
    return [shown.out.count(phone) for phone in PHONES]


def some_encodings(line: Line) -> tuple[str, ...]:
    """Return two of the four encodings, other ones for the next line; all of them in a long run."""
    turn = command_lines().index(line) % 2
    return ENCODINGS if LONG else ENCODINGS[turn::2]


def test_every_encoding_ends_as_utf_8_does_with_phone_numbers_whole(ready: Ready, told: Tell, line: Line) -> None:
    same = told(line).piped
    for encoding in some_encodings(line):
        shown = ready(line).pipe(*line, env={"PYTHONIOENCODING": encoding})

        assert (shown.code, phones_in(shown)) == (same.code, phones_in(same)), encoding
        assert "Traceback" not in shown.err, encoding
        assert "went wrong" not in shown.err, encoding


def test_a_terminal_of_another_encoding_says_the_same_with_other_marks(ready: Ready, told: Tell, line: Line) -> None:
    encoding = ENCODINGS[command_lines().index(line) % len(ENCODINGS)]
    plain = told(line).plain
    shown = ready(line).screen(*line, env={**HIGH, "PYTHONIOENCODING": encoding})

    assert (shown.code, shown.questions) == (plain.code, plain.questions)
    if is_document(line):
        return
    assert not escapes_of(shown.out)
    assert shown.out.count("?") == plain.out.count("?")  # what Python shows for a mark that has no other
    assert "Traceback" not in shown.out
    rows = drawn(shown.out, 80)
    assert [sum(phone in row for row in rows) for phone in PHONES] == phones_in(plain)


def test_plain_words_are_pure_ascii(told: Tell, line: Line) -> None:
    piped, plain, *_ = told(line)

    assert piped.err.isascii()
    if "--csv" in line:  # it begins with the mark by which a spreadsheet knows UTF-8
        return
    assert plain.out.isascii()
    if "<!doctype html>" not in piped.out.lower():
        assert piped.out.isascii()


@pytest.mark.parametrize("number", range(3, len(command_lines()), 11))
def test_the_c_locale_ends_as_any_other(ready: Ready, told: Tell, number: int) -> None:
    line = command_lines()[number]
    same = told(line).piped

    shown = ready(line).pipe(*line, env=OLD_COMPUTER, real=True)

    assert (shown.code, phones_in(shown)) == (same.code, phones_in(same))
    assert "Traceback" not in shown.err
    assert shown.words == same.words


@pytest.mark.parametrize("encoding", [*ENCODINGS, "utf-8"])
def test_words_of_a_person_that_cannot_be_shown_end_nothing(ready: Ready, encoding: str) -> None:
    world = ready(("log",))
    assert world.pipe("log", "--notes", OWN_WORDS).code == 0

    for line in (("log", "--list"), ("report",), ("report", "--text"), ("report", "--json")):
        for shown in (world.pipe(*line, env={"PYTHONIOENCODING": encoding}), world.screen(*line, columns=40)):
            assert shown.code == 0, line
            assert "Zo" in shown.out
    assert OWN_WORDS in world.pipe("log", "--list").out
