"""Text from a file or a person is made safe to show."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivig_prep.core.text import decode, first_unshowable, neutral, without_escapes

HIDDEN = {
    "ESC": "\x1b",
    "NUL": "\x00",
    "bell": "\x07",
    "backspace": "\x08",
    "form feed": "\x0c",
    "delete": "\x7f",
    "control sequence introducer in one byte": "\x9b",
    "right-to-left override": "\u202e",
    "right-to-left isolate": "\u2067",
    "Arabic letter mark": "\u061c",
    "zero width space": "\u200b",
    "line separator": "\u2028",
    "byte order mark": "\ufeff",
    "lone surrogate": "\ud800",
    "tag letter": "\U000e0041",
}


@given(st.text())
def test_nothing_that_steers_a_terminal_is_left(text: str) -> None:
    kinds = {unicodedata.category(character) for character in neutral(text)}

    assert not kinds & {"Cc", "Cs", "Zl", "Zp"}
    assert first_unshowable(neutral(text)) is None


@given(st.text())
def test_making_safe_twice_changes_nothing_more(text: str) -> None:
    assert neutral(neutral(text)) == neutral(text)


@given(st.text(st.characters(codec="ascii", min_codepoint=32, max_codepoint=126)))
def test_plain_words_stay_as_they_are(text: str) -> None:
    assert neutral(text) == text
    assert first_unshowable(text) is None


@pytest.mark.parametrize(
    "text", ["Zo\u00eb", "\u65e5\u672c", "\u0623\u0645\u0644", "\U0001f600", "5 \u00b5g [b]ack {0} %s"]
)
def test_words_in_any_writing_stay_as_they_are(text: str) -> None:
    assert neutral(text) == text


@pytest.mark.parametrize("character", HIDDEN.values(), ids=HIDDEN.keys())
def test_a_hidden_character_is_shown_as_a_question_mark_and_found(character: str) -> None:
    assert neutral(f"a{character}b") == "a?b"
    assert first_unshowable(f"a{character}b") == 1


@pytest.mark.parametrize("line_break", ["\n", "\r", "\r\n", "\t"])
def test_line_breaks_and_tabs_become_one_space(line_break: str) -> None:
    assert neutral(f"a{line_break}b") == "a b"
    assert first_unshowable(f"a{line_break}b") is None


def test_an_escape_sequence_loses_its_power_and_nothing_else() -> None:
    assert neutral("\x1b[31mred\x1b[0m") == "?[31mred?[0m"


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("\x1b[A", ""),
        ("\x1b[1;5C\x1bOP", ""),
        ("Privi\x1b[Dgen", "Privigen"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]52;c;ZXZpbA==\x07copied", "copied"),
        ("\x1b]8;;https://evil.example\x1b\\press here\x1b]8;;\x1b\\", "press here"),
        ("a\x1b", "a"),
        ("plain [b] words", "plain [b] words"),
    ],
)
def test_escape_sequences_are_taken_out_of_a_typed_line(typed: str, left: str) -> None:
    assert without_escapes(typed) == left


@given(st.text(st.sampled_from("\x1b[]O;0123mA\x07\\ ab\n"), max_size=20))
def test_no_escape_is_left_and_words_without_one_stay_as_they_are(typed: str) -> None:
    assert "\x1b" not in without_escapes(typed)
    assert "\x1b" in typed or without_escapes(typed) == typed


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", ["tired after lunch\n", "38,5 \u00b0C, caf\u00e9", 'clinic: "\u00c9lan"'])
def test_text_is_read_in_the_encoding_it_came_in(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), max_size=40))
def test_any_text_in_utf_8_is_read_as_it_is(text: str) -> None:
    assert decode(text.encode()) == text


@pytest.mark.parametrize(
    "raw", [b"caf\xe9", b"\xff", b"a\0b", b"PK\x03\x04\x14\0\x06\0", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\xff\xfea"]
)
def test_what_is_no_text_is_refused(raw: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        decode(raw)
