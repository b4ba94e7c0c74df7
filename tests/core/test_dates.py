"""Dates as people type them, and as we say them."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivig_prep.core.dates import say_date
from ivig_prep.core.doubts import FarDate, TwoReadings
from ivig_prep.core.typed_dates import check_near, parse_date
from ivig_prep.errors import NotUnderstood

TODAY = date(2026, 12, 1)  # a Tuesday
dates = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    "typed",
    [
        "2026-12-02",
        "2026-12-2",
        "  2026-12-02  ",
        "2 December",
        "2 december 2026",
        "2nd December",
        "2nd of December",
        "2 Dec",
        "2 Dec. 2026",
        "December 2",
        "Dec 2, 2026",
        "DECEMBER 2ND",
        "Wednesday 2 December 2026",
        "Wed, 2 Dec",
        "tomorrow",
        "Wednesday",
    ],
)
def test_the_second_of_december_can_be_typed_in_many_ways(typed: str) -> None:
    assert parse_date(typed, TODAY) == date(2026, 12, 2)


@given(dates, dates)
def test_a_date_said_in_full_is_read_back_as_the_same_day(day: date, today: date) -> None:
    assert parse_date(say_date(day), today) == day


@given(dates, dates)
def test_an_iso_date_is_read_back_as_the_same_day(day: date, today: date) -> None:
    assert parse_date(day.isoformat(), today) == day


@given(dates, dates)
def test_a_date_without_a_year_is_the_next_one_unless_the_last_one_is_nearer(day: date, today: date) -> None:
    typed = say_date(day, year=False).partition(" ")[2]

    try:
        found = parse_date(typed, today)
    except TwoReadings as asked:
        last, following = (date.fromisoformat(reading.typed) for reading in asked.readings)
        assert last < today < following
        assert today - last < following - today
        return

    assert found >= today
    assert (found.day, found.month) == (day.day, day.month)
    assert found - today < timedelta(366 if (day.day, day.month) != (29, 2) else 366 * 8)


@given(dates, dates)
def test_a_day_of_the_past_without_a_year_is_the_last_one_unless_the_next_one_is_nearer(day: date, today: date) -> None:
    typed = say_date(day, year=False).partition(" ")[2]

    try:
        assert parse_date(typed, today, past=True) <= today
    except TwoReadings as asked:
        last, following = (date.fromisoformat(reading.typed) for reading in asked.readings)
        assert following - today < today - last


def test_a_date_without_a_year_can_be_today() -> None:
    assert parse_date("1 December", TODAY) == TODAY


@pytest.mark.parametrize(("typed", "days"), [("today", 0), ("Tomorrow", 1), ("yesterday", -1)])
def test_near_days_can_be_named(typed: str, days: int) -> None:
    assert parse_date(typed, TODAY) == TODAY + timedelta(days)


@given(dates, st.integers(0, 6))
def test_a_weekday_is_the_next_one_and_asked_back_if_it_is_that_of_today(today: date, weekday: int) -> None:
    name = say_date(date(2024, 1, 1) + timedelta(weekday)).split()[0]
    if today.weekday() == weekday:
        with pytest.raises(TwoReadings) as asked:
            parse_date(name, today)
        days = [date.fromisoformat(reading.typed) - today for reading in asked.value.readings]
        assert days == [timedelta(0), timedelta(7)]
        return

    found = parse_date(name, today)

    assert found.weekday() == weekday
    assert timedelta(1) <= found - today <= timedelta(6)


@given(dates)
def test_a_date_in_numbers_is_read_if_only_one_reading_is_left_else_asked_back(day: date) -> None:
    for typed in (f"{day.day}/{day.month}/{day.year}", f"{day.month}.{day.day}.{day.year}"):
        if day.day > 12 or day.day == day.month:
            assert parse_date(typed, TODAY) == day
        else:
            with pytest.raises(TwoReadings) as asked:
                parse_date(typed, TODAY)
            assert day.isoformat() in [reading.typed for reading in asked.value.readings]
            assert say_date(day) in asked.value.sentence


def test_both_readings_are_given_the_one_as_typed_day_first() -> None:
    with pytest.raises(TwoReadings) as asked:
        parse_date("3/4/2027", TODAY)

    assert [reading.typed for reading in asked.value.readings] == ["2027-04-03", "2027-03-04"]
    assert "Saturday 3 April 2027 or Thursday 4 March 2027" in asked.value.sentence


@pytest.mark.parametrize(
    "typed",
    [
        "31 February",
        "2026-02-30",
        "2027-02-29",
        "31/2/2026",
        "30 feb 2028",
        "0 May",
        "32 May",
        "2026-13-01",
        "0000-01-01",
    ],
)
def test_a_date_that_is_not_in_the_calendar_is_refused(typed: str) -> None:
    with pytest.raises(NotUnderstood, match="no date"):
        parse_date(typed, TODAY)


@pytest.mark.parametrize("typed", ["0001-01-01", "0206-12-02", "1899-12-31", "2 May 9999", "31/12/2200"])
def test_a_year_that_must_be_a_slip_is_refused(typed: str) -> None:
    with pytest.raises(NotUnderstood, match="too far off"):
        parse_date(typed, TODAY, past=True)


@pytest.mark.parametrize("typed", ["29 February", "Feb 29"])
def test_the_29th_of_february_is_the_next_there_is(typed: str) -> None:
    assert parse_date(typed, TODAY) == date(2028, 2, 29)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "soon",
        "maybe",
        "2",
        "12",
        "3/4",
        "3/4/26",
        "2026",
        "December",
        "2 Ma",
        "2 Decembre",
        "-1",
        "2026-12-02T09:30",
        "1e9",
        "\x1b[31m",
        "\U0001f600",
        "9" * 10_000,
        "2 December 2026 or later",
        "none",
    ],
)
def test_what_is_no_date_is_refused_with_a_way_to_write_one(typed: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        parse_date(typed, TODAY)

    assert "2026-12-02" in refused.value.next_step
    assert len(refused.value.sentence) < 100


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_is_refused(typed: str) -> None:
    with suppress(NotUnderstood):
        assert isinstance(parse_date(typed, TODAY), date)


def test_a_date_with_the_wrong_weekday_is_not_taken_for_one_of_the_two() -> None:
    """2 December 2026 is a Wednesday: the person means another day, or another date."""
    with pytest.raises(NotUnderstood):
        parse_date("Friday 2 December 2026", TODAY)


@pytest.mark.parametrize("day", [date(2026, 8, 31), TODAY, date(2027, 12, 1)])
def test_a_date_of_the_last_three_months_or_the_next_year_is_near(day: date) -> None:
    assert check_near(day, TODAY) == day


@pytest.mark.parametrize(
    ("day", "far"),
    [
        (date(2026, 8, 30), "more than 3 months ago"),
        (date(2025, 12, 2), "more than 3 months ago"),
        (date(2027, 12, 2), "more than a year ahead"),
    ],
)
def test_a_date_that_is_far_off_is_asked_back_in_full(day: date, far: str) -> None:
    with pytest.raises(FarDate, match=far) as asked:
        check_near(day, TODAY)

    assert asked.value.day == day
    assert say_date(day) in asked.value.sentence


@pytest.mark.parametrize("today", [date(2028, 2, 29), date.min, date.max])
def test_a_year_can_be_counted_from_every_day(today: date) -> None:
    assert check_near(today, today) == today


def test_a_date_is_said_with_weekday_and_month_name() -> None:
    assert say_date(date(2026, 12, 2)) == "Wednesday 2 December 2026"
    assert say_date(date(2026, 12, 2), year=False) == "Wednesday 2 December"
