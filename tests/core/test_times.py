"""Times of day and the time between infusions, as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivig_prep.core.times import parse_every, parse_time, say_every
from ivig_prep.errors import NotUnderstood


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("09:30", "09:30"),
        ("9:30", "09:30"),
        ("9.30", "09:30"),
        ("9 am", "09:00"),
        ("2:15 PM", "14:15"),
        ("2:15 p.m.", "14:15"),
        ("12 am", "00:00"),
        ("12:30 pm", "12:30"),
        ("00:00", "00:00"),
        ("23:59", "23:59"),
    ],
)
def test_a_time_is_read_as_hours_and_minutes(typed: str, time: str) -> None:
    assert parse_time(typed) == time


@pytest.mark.parametrize(
    "typed", ["", "0", "24:00", "9:60", "13 pm", "0 am", "9:3", "later", "-1:00", "9:30:30", "10 to 11"]
)
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(NotUnderstood, match="not a time of day"):
        parse_time(typed)


@given(st.times())
def test_every_time_is_read_back(time: object) -> None:
    assert parse_time(str(time)[:5]) == str(time)[:5]


@pytest.mark.parametrize(
    ("typed", "days"), [("4w", 28), ("21d", 21), ("4 weeks", 28), ("every 3 weeks", 21), ("1 week", 7), ("1 day", 1)]
)
def test_the_time_between_infusions_is_read_in_weeks_or_days(typed: str, days: int) -> None:
    assert parse_every(typed) == days


@pytest.mark.parametrize("typed", ["", "0d", "0 weeks", "-4w", "53w", "367d", "400", "14 months", "1.5w", "w", "soon"])
def test_what_is_no_time_between_infusions_is_refused(typed: str) -> None:
    with pytest.raises(NotUnderstood, match="not a time between"):
        parse_every(typed)


@given(st.integers(1, 366))
def test_the_time_between_infusions_is_read_back_as_it_is_said(days: int) -> None:
    assert parse_every(say_every(days)) == days


@pytest.mark.parametrize(
    ("days", "said"), [(28, "every 4 weeks"), (7, "every week"), (1, "every day"), (10, "every 10 days")]
)
def test_whole_weeks_are_said_as_weeks(days: int, said: str) -> None:
    assert say_every(days) == said
