"""Dates, as we say them. English names, whatever the locale."""

from datetime import date

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
YEARS = range(1900, 2200)
"""The years a date may be in. One of any other is a slip of the hand, and the days around it may not exist."""


def say_date(day: date, *, year: bool = True) -> str:
    """Say the date with weekday and month name: `Wednesday 2 December 2026`."""
    words = f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return f"{words} {day.year}" if year else words
