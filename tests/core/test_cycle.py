"""The cycle: days since the last infusion, averages, and on how many days they rest."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ivig_prep.core.diary.cycle import LONGEST_CYCLE, Average, by_day, by_week, day_of_cycle, waits_for
from ivig_prep.core.diary.entries import Score

FIRST, SECOND = date(2026, 11, 1), date(2026, 11, 22)
STARTS = (FIRST, SECOND)
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def test_the_first_day_of_an_infusion_is_day_1() -> None:
    assert [day_of_cycle(SECOND + timedelta(n), STARTS) for n in (-1, 0, 1)] == [21, 1, 2]


def test_a_day_before_any_infusion_or_long_after_is_in_no_cycle() -> None:
    assert day_of_cycle(FIRST - timedelta(1), STARTS) is None
    assert day_of_cycle(FIRST, ()) is None
    assert day_of_cycle(SECOND + timedelta(LONGEST_CYCLE - 1), STARTS) == LONGEST_CYCLE
    assert day_of_cycle(SECOND + timedelta(LONGEST_CYCLE), STARTS) is None


def test_a_day_after_an_infusion_of_which_nobody_said_that_it_took_place_is_in_no_cycle() -> None:
    for number, counted in ((-1, 21), (0, None), (1, None), (30, None)):
        assert day_of_cycle(SECOND + timedelta(number), (FIRST,), (SECOND,)) == counted
    assert day_of_cycle(SECOND + timedelta(1), (FIRST, SECOND + timedelta(1)), (SECOND,)) == 1
    assert waits_for(SECOND + timedelta(1), (FIRST,), (SECOND,)) == SECOND
    assert waits_for(SECOND - timedelta(1), (FIRST,), (SECOND,)) is None
    assert waits_for(SECOND + timedelta(LONGEST_CYCLE), (FIRST,), (SECOND,)) is None


def test_an_average_says_on_how_many_days_it_rests() -> None:
    scores = [Score(FIRST, 2), Score(SECOND, 5), Score(FIRST + timedelta(7), 9)]

    assert by_day(scores, STARTS) == (Average(1, 3.5, 2), Average(8, 9.0, 1))
    assert by_week(scores, STARTS) == (Average(1, 3.5, 2), Average(2, 9.0, 1))


@given(st.dictionaries(days, st.integers(0, 10)), st.lists(days, unique=True).map(sorted))
def test_days_and_weeks_rest_on_the_same_scores(given_scores: dict[date, int], starts: list[date]) -> None:
    scores = [Score(day, score) for day, score in given_scores.items()]
    in_a_cycle = [score for score in scores if day_of_cycle(score.day, starts)]

    for averages in (by_day(scores, starts), by_week(scores, starts)):
        assert sum(average.days for average in averages) == len(in_a_cycle)
        assert all(0 <= average.average <= 10 for average in averages)
        assert [average.number for average in averages] == sorted(average.number for average in averages)
