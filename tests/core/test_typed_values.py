"""Every kind of value as people type it: understood, asked back or refused; never misread, and never saved half."""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kit import Program, Screen

from ivig_prep.core.amounts import in_words
from ivig_prep.core.dates import say_date
from ivig_prep.core.diary.entries import parse_past_day
from ivig_prep.core.doubts import FarDate, TwoReadings
from ivig_prep.core.phones import dialed, parse_phone
from ivig_prep.core.setup import parse_fits, parse_goal, say_setting
from ivig_prep.core.times import parse_every, parse_time, say_every
from ivig_prep.core.typed_amounts import MOST_IN_ONE_ENTRY_ML, parse_amount
from ivig_prep.core.typed_dates import check_near, parse_date
from ivig_prep.errors import NotUnderstood

TODAY = date(2026, 11, 25)  # a Wednesday
KINDS: dict[str, Callable[[str], object]] = {
    "visit": lambda typed: check_near(parse_date(typed, TODAY), TODAY),
    "diary": lambda typed: parse_past_day(typed, TODAY),
    "time": parse_time,
    "every": parse_every,
    "amount": parse_amount,
    "goal": parse_goal,
    "phone": parse_phone,
    "fits": lambda typed: ",".join(parse_fits(typed, ("home", "diabetes"))),
}
CANNOT_BE_KEPT = ("same day of the month", "twice a week")
UNDERSTOOD, ASKED, REFUSED = "=", "?", "!"


class Row(NamedTuple):
    """One input of the table: of which kind it is, and what is right."""

    kind: str
    typed: str
    outcome: str
    meaning: str


def _rows() -> list[Row]:
    path = Path(__file__).parent.parent / "examples" / "typed.tsv"
    lines = (line.split("\t") for line in path.read_text().splitlines() if not line.startswith("#"))
    return [Row(kind, _shown(typed), said[:1], said[2:]) for kind, typed, said in lines]


def _shown(typed: str) -> str:
    return re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), typed)


ROWS = _rows()


def rows(outcome: str) -> pytest.MarkDecorator:
    """Return the rows with this outcome, as the cases of a test."""
    found = [row for row in ROWS if row.outcome == outcome]
    return pytest.mark.parametrize("row", found, ids=[f"{row.kind}-{row.typed!a}" for row in found])


def test_the_table_has_every_kind_with_every_outcome_and_no_input_twice() -> None:
    assert len(ROWS) >= 300
    assert len({(row.kind, row.typed) for row in ROWS}) == len(ROWS)
    never_asked = {("phone", ASKED), ("fits", ASKED)}
    every = {(kind, outcome) for kind in KINDS for outcome in (UNDERSTOOD, ASKED, REFUSED)}
    assert {(row.kind, row.outcome) for row in ROWS} == every - never_asked


@rows(UNDERSTOOD)
def test_what_reads_one_way_is_understood(row: Row) -> None:
    assert str(KINDS[row.kind](row.typed)) == row.meaning


@rows(ASKED)
def test_what_reads_several_ways_is_asked_back_with_every_reading_named(row: Row) -> None:
    with pytest.raises((TwoReadings, FarDate)) as asked:
        KINDS[row.kind](row.typed)

    if isinstance(asked.value, FarDate):
        assert f"far {asked.value.day}" == row.meaning
        assert say_date(asked.value.day) in asked.value.sentence
        return
    assert isinstance(asked.value, TwoReadings)
    assert [reading.typed for reading in asked.value.readings] == row.meaning.split(" | ")
    assert all(reading.said in asked.value.sentence for reading in asked.value.readings)
    assert asked.value.next_step


@rows(ASKED)
def test_each_reading_that_is_offered_is_read_in_that_way_alone(row: Row) -> None:
    for typed in row.meaning.split(" | "):
        if typed in CANNOT_BE_KEPT or typed.startswith("far "):
            continue
        try:
            KINDS[row.kind](typed)
        except TwoReadings:
            pytest.fail(f"{typed} was offered and can be read in several ways")
        except NotUnderstood:
            assert row.kind in ("visit", "diary")  # a day too far off, or still to come


@rows(REFUSED)
def test_what_reads_no_way_is_refused_with_what_was_typed_or_why(row: Row) -> None:
    with pytest.raises(NotUnderstood) as refused:
        KINDS[row.kind](row.typed)

    assert not isinstance(refused.value, TwoReadings | FarDate)
    assert refused.value.sentence.endswith(".")
    assert refused.value.next_step


# What is said back, typed in again, is the same value


few = settings(max_examples=60)
SAID: dict[str, Callable[[Any], str]] = {
    "visit": say_date,
    "diary": say_date,
    "time": str,
    "every": say_every,
    "amount": in_words,
    "goal": lambda ml: say_setting("fluid_goal", ml),
    "phone": str,
    "fits": lambda fits: fits or "none",
}


@rows(UNDERSTOOD)
def test_what_is_said_back_typed_in_again_is_the_same_value(row: Row) -> None:
    value = KINDS[row.kind](row.typed)

    assert value == "" or KINDS[row.kind](SAID[row.kind](value)) == value


@rows(ASKED)
def test_a_reading_typed_in_as_it_is_said_is_that_reading(row: Row) -> None:
    with pytest.raises((TwoReadings, FarDate)) as asked:
        KINDS[row.kind](row.typed)

    for reading in getattr(asked.value, "readings", ()):
        if reading.typed in CANNOT_BE_KEPT:
            continue
        with suppress(TwoReadings, FarDate, NotUnderstood):  # a day still to come, half past two
            assert KINDS[row.kind](reading.said) == KINDS[row.kind](reading.typed)


days = st.dates(date(1900, 1, 10), date(2199, 12, 20))


@few
@given(days, days, st.booleans())
def test_a_date_that_is_said_back_is_the_same_date(day: date, today: date, past: bool) -> None:
    assert parse_date(say_date(day), today, past=past) == day


@few
@given(days, st.sampled_from(("next", "last", "this", "coming", "")), st.integers(0, 6), st.booleans())
def test_any_weekday_that_is_typed_is_that_weekday_within_two_weeks(
    today: date, which: str, weekday: int, past: bool
) -> None:
    name = say_date(date(2024, 1, 1) + timedelta(weekday)).split()[0]
    try:
        found = [parse_date(f"{which} {name}", today, past=past)]
    except TwoReadings as asked:
        found = [date.fromisoformat(reading.typed) for reading in asked.readings]

    assert all(day.weekday() == weekday and abs(day - today) <= timedelta(14) for day in found)


@few
@given(st.integers(1, MOST_IN_ONE_ENTRY_ML))
def test_an_amount_that_is_said_back_is_the_same_amount(ml: int) -> None:
    assert parse_amount(in_words(ml)) == ml


@few
@given(st.integers(100, MOST_IN_ONE_ENTRY_ML))
def test_a_goal_that_is_said_back_is_the_same_goal(ml: int) -> None:
    assert parse_goal(say_setting("fluid_goal", ml)) == ml


@few
@given(st.integers(1, 366))
def test_a_time_between_infusions_that_is_said_back_is_the_same(count: int) -> None:
    assert parse_every(say_every(count)) == count


@few
@given(st.times())
def test_a_time_that_is_said_back_is_the_same_time(time: Any) -> None:
    assert parse_time(time.strftime("%H:%M")) == time.strftime("%H:%M")
    assert parse_time(time.strftime("%I:%M %p")) == time.strftime("%H:%M")


@pytest.mark.parametrize("number", [row.meaning for row in ROWS if (row.kind, row.outcome) == ("phone", UNDERSTOOD)])
def test_a_phone_number_that_is_said_back_is_the_same_and_can_be_dialed(number: str) -> None:
    assert parse_phone(number) == number
    assert re.fullmatch(r"\+?[0-9]{3,15}", dialed(number))


signs = st.sampled_from("0123456789 /-.,:()+abcdefghijklmnopqrstuvwxyz\u00bd\u2014")


@few
@given(st.sampled_from(sorted(KINDS)), st.text(signs, max_size=16))
def test_anything_typed_is_a_value_or_is_refused_in_words(kind: str, typed: str) -> None:
    with suppress(NotUnderstood):
        KINDS[kind](typed)


# A date without a year, where the nearer one lies on the other side


@pytest.mark.parametrize(
    ("today", "typed", "past", "readings"),
    [
        (date(2026, 12, 10), "2 December", False, ["2026-12-02", "2027-12-02"]),
        (date(2026, 11, 25), "26 Nov", True, ["2025-11-26", "2026-11-26"]),
        (date(2026, 1, 2), "3 Jan", True, ["2025-01-03", "2026-01-03"]),
    ],
)
def test_a_date_without_a_year_is_never_put_a_year_off_unasked(
    today: date, typed: str, past: bool, readings: list[str]
) -> None:
    with pytest.raises(TwoReadings) as asked:
        parse_date(typed, today, past=past)

    assert [reading.typed for reading in asked.value.readings] == readings


def test_a_weekday_beside_a_date_tells_which_year_is_meant() -> None:
    assert parse_date("Wednesday 2 December", date(2026, 12, 10)) == date(2026, 12, 2)


# Through the program: each command that takes a kind


COMMANDS = {
    "setup --date": ("visit", ["setup", "--date"]),
    "feel --on": ("diary", ["feel", "6", "--on"]),
    "log --date": ("diary", ["log", "--brand", "Privigen", "--date"]),
    "drink --on": ("diary", ["drink", "2", "--on"]),
    "setup --time": ("time", ["setup", "--date", "2026-12-02", "--time"]),
    "log --start": ("time", ["log", "--start"]),
    "log --end": ("time", ["log", "--end"]),
    "setup --every": ("every", ["setup", "--every"]),
    "drink": ("amount", ["drink"]),
    "setup --fluid-goal": ("goal", ["setup", "--fluid-goal"]),
    "setup --fluid-limit": ("goal", ["setup", "--fluid-limit"]),
    "setup --clinic-phone": ("phone", ["setup", "--clinic-phone"]),
    "setup --night-phone": ("phone", ["setup", "--night-phone"]),
    "setup --emergency": ("phone", ["setup", "--emergency"]),
}


def _few(kind: str, outcome: str) -> list[Row]:
    """Return three of the rows, from all over the table."""
    found = [row for row in ROWS if (row.kind, row.outcome) == (kind, outcome) and not row.typed.startswith("-")]
    return found[:: max(len(found) // 3, 1)][:3]


CASES = [(command, row) for command, (kind, _) in COMMANDS.items() for outcome in "=?!" for row in _few(kind, outcome)]


@pytest.mark.parametrize(("command", "row"), CASES, ids=[f"{command}-{row.typed!a}" for command, row in CASES])
def test_each_command_understands_it_or_refuses_it_and_then_saves_nothing(
    command: str, row: Row, ivig: Program
) -> None:
    ran = ivig.on(TODAY.isoformat())(*COMMANDS[command][1], row.typed)

    if row.outcome == UNDERSTOOD:
        assert (ran.code, ran.err) == (0, "")
        return
    assert (ran.code, ran.out) == (2, "")
    assert not (ivig.home / "ivig-prep.db").exists()
    if row.outcome == ASKED and not row.meaning.startswith("far "):
        with pytest.raises(TwoReadings) as asked:
            KINDS[row.kind](row.typed)
        assert all(reading.said in ran.err for reading in asked.value.readings)


# On a terminal it is asked


def test_a_reading_is_picked_by_number_and_said_back(ivig: Program, play: Callable[..., Screen]) -> None:
    screen = play("drink", "1", "pint")
    page = screen.prompt()
    assert "1. 1 US pint (473 ml)" in page
    assert "2. 1 UK pint (568 ml)" in page
    assert "Saved: 568 ml." in screen.end("2")

    assert screen.code == 0


def test_a_number_too_large_for_cups_is_asked_as_ml(ivig: Program, play: Callable[..., Screen]) -> None:
    screen = play("drink", "500")
    assert "1. 500 ml" in screen.prompt()
    assert "Saved: 2 cups (500 ml)." in screen.end("1")


@pytest.mark.parametrize("wrong", [(), ("3",), ("maybe", "1 or 2")])
def test_where_no_reading_is_picked_nothing_is_saved(
    ivig: Program, play: Callable[..., Screen], wrong: tuple[str, ...]
) -> None:
    screen = play("feel", "3", "--on", "2 Dec")
    assert "2. Wednesday 2 December 2026" in screen.prompt()
    for line in wrong:
        assert "2. Wednesday 2 December 2026" in screen.type(line)
    assert "Nothing was saved." in screen.end("")

    assert screen.code == 2
    assert not (ivig.home / "ivig-prep.db").exists()


def test_a_way_that_cannot_be_kept_is_named_with_one_that_can(ivig: Program, play: Callable[..., Screen]) -> None:
    screen = play("setup", "--every", "monthly")
    assert "2. the same day of the month" in screen.prompt()
    page = screen.end("2")

    assert "Only days or weeks can be kept here." in page
    assert "For every 4 weeks, type: 4w" in page
    assert screen.code == 2


def test_two_values_of_one_line_are_both_asked_before_anything_is_saved(
    ivig: Program, play: Callable[..., Screen]
) -> None:
    screen = play("setup", "--date", "12/2", "--time", "2:15")
    screen.prompt()
    assert "2. 2:15 pm" in screen.type("2")
    assert not (ivig.home / "ivig-prep.db").exists()
    assert "Saved. Infusion: Wednesday 2 December 2026, at 14:15." in screen.end("2")
