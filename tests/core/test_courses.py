"""Which days belong to one infusion."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ivig_prep.core.diary.courses import Span, in_courses, starts
from ivig_prep.core.diary.entries import Treatment


def day(number: int) -> date:
    return date(2026, 11, 1) + timedelta(days=number - 1)


def courses(*numbers: int, spans: tuple[tuple[int, int], ...] = ()) -> list[list[int]]:
    entries = [Treatment(day(number)) for number in sorted(numbers, reverse=True)]
    found = in_courses(entries, [Span(day(first), day(last)) for first, last in spans])
    return [[(entry.date - day(1)).days + 1 for entry in days] for days in found]


def test_the_days_of_an_infusion_that_was_set_stand_together_the_first_first() -> None:
    assert courses(4, 2, 12, spans=((2, 4),)) == [[12], [2, 4]]


def test_days_that_follow_each_other_stand_together_without_a_date_set() -> None:
    assert courses(3, 4, 5, 20) == [[20], [3, 4, 5]]


def test_an_infusion_that_was_set_takes_no_day_before_or_after_it() -> None:
    assert courses(1, 2, 3, 4, spans=((2, 3),)) == [[4], [2, 3], [1]]


def test_days_that_follow_an_infusion_of_one_day_that_was_set_stand_with_it() -> None:
    assert courses(1, 2, 3, 4, 6, spans=((2, 2),)) == [[6], [2, 3, 4], [1]]
    assert courses(2, 3, 4, spans=((2, 2), (3, 3))) == [[3, 4], [2]]
    assert courses(3, 4, spans=((2, 2),)) == [[3, 4]]
    assert starts([day(2), day(3)], [Span(day(2), day(2))], day(20)).known == (day(2),)


def test_no_infusion_has_more_than_seven_days() -> None:
    assert courses(*range(1, 10)) == [[8, 9], [1, 2, 3, 4, 5, 6, 7]]


def test_a_cycle_starts_on_the_first_day_alone() -> None:
    spans = (Span(day(2), day(4)), Span(day(30), day(30)))

    found = starts([day(2), day(3), day(4), day(15), day(16)], spans, day(20))
    assert found.known == (day(2), day(15), day(30))


def test_an_infusion_that_is_past_and_nobody_said_took_place_is_unsure_and_one_under_way_or_to_come_is_not() -> None:
    spans = [Span(day(2), day(4), False), Span(day(10), day(12), True), Span(day(18), day(20), False)]
    spans.append(Span(day(30), day(30), False))

    assert starts([], spans, day(20)) == ((day(10), day(18), day(30)), (day(2),))


@given(st.sets(st.integers(1, 60)), st.sets(st.tuples(st.integers(1, 60), st.integers(0, 4)), max_size=3))
def test_each_entry_is_in_one_infusion(numbers: set[int], set_: set[tuple[int, int]]) -> None:
    found = courses(*numbers, spans=tuple((first, first + more) for first, more in set_))

    assert sorted(number for days in found for number in days) == sorted(numbers)
