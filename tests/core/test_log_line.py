"""What is typed on infusion day goes into the log only where it is one of the few words for that."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivig_prep.core.day.log_line import LogLine, understand_log_line

START, END, NOW = ("start",), ("end",), ("start", "end")


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("sticker", LogLine(("brand", "lots"))),
        ("Sticker.", LogLine(("brand", "lots"))),
        ("brand", LogLine(("brand",))),
        ("lot number", LogLine(("lots",))),
        ("speed", LogLine(("rate_top",))),
        ("now", LogLine(NOW)),
        ("start", LogLine(START)),
        ("START", LogLine(START)),
        ("started now", LogLine(START)),
        ("end", LogLine(END)),
        ("start 9:40", LogLine(START, "9:40")),
        ("started at 2:15 pm", LogLine(START, "2:15 pm")),
        ("end time 13.10", LogLine(END, "13.10")),
        ("ended at noon", LogLine(END, "noon")),
        ("end none", LogLine(END, "none")),
        ("started at half past nine", LogLine(START, "half past nine")),
        ("ended quarter to two", LogLine(END, "quarter to two")),
        ("note", LogLine(("notes",))),
        ("Note: The nurse slowed it.", LogLine(("notes",), "The nurse slowed it.")),
    ],
)
def test_one_short_word_says_what_goes_into_the_log(typed: str, line: LogLine) -> None:
    assert understand_log_line(typed) == line


@pytest.mark.parametrize(
    "typed",
    [
        "started shaking",
        "start of a rash",
        "end of my strength",
        "brand new rash on my arm",
        "a lot of pain",
        "lot of pain",
        "nowhere to lie down",
        "noted",
        "sticker shock",
        "ended up dizzy",
        "",
        "1 2",
        "stop",
    ],
)
def test_words_of_ones_own_are_never_taken_for_one(typed: str) -> None:
    assert understand_log_line(typed) is None


@given(st.text(max_size=30))
def test_any_other_text_names_fields_of_the_log_or_nothing(typed: str) -> None:
    found = understand_log_line(typed)

    assert found is None or set(found.names) <= {"brand", "lots", "rate_top", "start", "end", "notes"}
