"""Breaking lines between words: nothing is lost, and no phone number is split."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivig_prep.core.page import LABELS, NEXT, TO_DO, Line, held_together, wrap
from ivig_prep.core.phones import parse_phone
from ivig_prep.core.text import neutral

PHONES = ("+1 (555) 010-0199", "(555) 010 0199", "555 0100 x12", "555 0100 ext. 12", "555 - 0100", "030 / 1234567")

widths = st.integers(20, 100)
words = st.text(st.characters(codec="ascii", categories=("L", "N", "P")), min_size=1, max_size=25)
texts = st.one_of(st.text(max_size=200).map(neutral), st.lists(words, max_size=30).map(" ".join))
leads = st.sampled_from((("", ""), ("- ", "  "), ("12. ", "    "), ("Next, type: ", "")))


digits = st.text("0123456789", min_size=2, max_size=5)
groups = st.one_of(digits, digits.map("({})".format), digits.map("+{}".format))
spaced_numbers = st.lists(groups, min_size=2, max_size=4).map(" ".join)
letters = st.lists(st.text("abcdefghijklmnop,.", min_size=1, max_size=25), max_size=12)


@given(texts, widths, leads)
def test_nothing_is_lost_and_nothing_is_added(text: str, width: int, lead: tuple[str, str]) -> None:
    first, rest = lead
    lines = wrap(text, width, first, rest)

    body = [lines[0].removeprefix(first)] + [line.removeprefix(rest) for line in lines[1:]]
    assert "".join("".join(body).split()) == "".join(text.split())


@given(texts, widths, leads)
def test_no_line_is_over_the_width(text: str, width: int, lead: tuple[str, str]) -> None:
    lines = wrap(text, width, *lead)

    assert all(len(line) <= width for line in lines)


@given(st.lists(words, max_size=30), widths, leads)
def test_a_word_that_fits_in_a_line_is_never_cut(parts: list[str], width: int, lead: tuple[str, str]) -> None:
    room = width - max(map(len, lead))
    parts = [word[:room] for word in parts if not any(map(str.isdigit, word))]

    lines = wrap(" ".join(parts), width, *lead)

    body = " ".join([lines[0].removeprefix(lead[0])] + [line.removeprefix(lead[1]) for line in lines[1:]])
    assert body.split() == parts


@given(letters, spaced_numbers, letters, st.integers(40, 100))
def test_no_number_in_spaced_groups_is_split(before: list[str], number: str, after: list[str], width: int) -> None:
    assert any(number in line for line in wrap(" ".join([*before, number, *after]), width))


@pytest.mark.parametrize("number", PHONES)
@given(before=st.integers(0, 40), width=st.integers(40, 72))
def test_no_phone_number_that_setup_takes_is_split(number: str, before: int, width: int) -> None:
    assert parse_phone(number) == number
    assert any(number in line for line in wrap(f"{'x' * before} {number} is the number", width))


def test_an_empty_text_is_one_empty_line() -> None:
    assert wrap("", 40) == [""]
    assert wrap("", 40, "- ", "  ") == ["- "]


def test_lines_break_between_words_as_late_as_possible() -> None:
    assert wrap("Drink water through the day", 12) == ["Drink water", "through the", "day"]


def test_the_first_line_and_the_others_have_their_own_lead() -> None:
    assert wrap("Pack a blanket or sweater", 16, "1. ", "   ") == ["1. Pack a", "   blanket or", "   sweater"]


@pytest.mark.parametrize("length", [9, 10, 11, 19, 20, 21, 25])
def test_a_word_longer_than_a_line_is_cut_where_the_line_is_full(length: int) -> None:
    full, rest = divmod(length, 10)

    assert wrap("a" * length, 10) == ["a" * 10] * full + ["a" * rest] * bool(rest)


@pytest.mark.parametrize("kind", LABELS)
def test_every_label_is_part_of_the_words_of_a_line(kind: str) -> None:
    assert Line(kind, "Rest.").words == LABELS[kind] + "Rest."


def test_a_number_stands_before_everything() -> None:
    assert Line(TO_DO, "Rest.", number=3).words == "3. to do: Rest."
    assert Line(NEXT, "ivig-prep today").words == "Next, type: ivig-prep today"


def test_a_temperature_is_never_parted_from_its_degrees() -> None:
    for width in range(8, 60):
        lines = wrap("Call if you have a fever of 100.4 F (38 C) or more.", width)

        assert any("100.4 F" in line for line in lines)
        assert any("(38 C)" in line for line in lines)


def test_on_a_page_nothing_breaks_within_a_number_its_degrees_or_a_call() -> None:
    text = "Fever of 100.4 F (38 C): call +1 (212) 555-0100 ext. 12, or 555-0199. On 1-2 days call 911 now."

    held = held_together(text, "_", "=")

    assert held == "Fever of 100.4_F (38_C): call_+1_(212)_555=0100_ext._12, or 555=0199. On 1=2 days call_911_now."
