"""Which part of the checklist belongs to a day: the table of phases, and what holds for every date."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivig_prep.core.checklist import PHASES
from ivig_prep.core.day.phases import Infusion, ListKey, Place, list_key, next_date, place, undated_key

START = date(2026, 12, 2)
days_of_a_life = st.dates(date(1950, 1, 1), date(2150, 12, 31))
infusions = st.builds(Infusion, id=st.just(1), date=days_of_a_life, days=st.integers(1, 7))


def stands(day: date, *infusions: Infusion) -> Place | None:
    """Return the place of a day among these infusions, split in past and coming as the record does."""
    past = [i for i in infusions if i.last_day < day]
    coming = [i for i in infusions if i.last_day >= day]
    return place(
        day,
        past=max(past, key=lambda i: (i.last_day, i.id), default=None),
        coming=min(coming, key=lambda i: (i.last_day, i.id), default=None),
    )


def phase_of(day: date, *infusions: Infusion) -> str | None:
    """Return only the phase."""
    where = stands(day, *infusions)
    return where.phase if where else None


@pytest.mark.parametrize(
    ("offset", "phase"),
    [
        (-400, "between"),
        (-8, "between"),
        (-7, "week-before"),
        (-2, "week-before"),
        (-1, "day-before"),
        (0, "infusion-day"),
        (1, "day-after"),
        (2, "days-after"),
        (14, "days-after"),
        (15, "between"),
        (400, "between"),
    ],
)
def test_one_day_infusion_follows_the_table(offset: int, phase: str) -> None:
    assert phase_of(START + timedelta(offset), Infusion(1, START)) == phase


@pytest.mark.parametrize(
    ("offset", "phase", "day_number"),
    [
        (-1, "day-before", None),
        (0, "infusion-day", 1),
        (4, "infusion-day", 5),
        (5, "day-after", None),
        (6, "days-after", None),
        (18, "days-after", None),
        (19, "between", None),
    ],
)
def test_days_after_are_counted_from_the_last_of_several_days(offset: int, phase: str, day_number: int | None) -> None:
    several = Infusion(1, START, days=5)

    assert stands(START + timedelta(offset), several) == Place(phase, several, day_number)


def test_without_an_infusion_a_day_has_no_place() -> None:
    assert stands(START) is None


@given(days_of_a_life, infusions)
def test_every_day_has_exactly_the_one_phase_of_the_table(day: date, infusion: Infusion) -> None:
    offset = (day - infusion.date).days
    late = (day - infusion.last_day).days
    table = {
        "week-before": -7 <= offset <= -2,
        "day-before": offset == -1,
        "infusion-day": 0 <= offset <= infusion.days - 1,
        "day-after": late == 1,
        "days-after": 2 <= late <= 14,
        "between": offset < -7 or late > 14,
    }

    assert set(table) == set(PHASES)
    assert [phase for phase, holds in table.items() if holds] == [phase_of(day, infusion)]


@given(infusions, st.integers(-40, 40))
def test_a_day_number_stands_on_infusion_days_alone(infusion: Infusion, offset: int) -> None:
    where = stands(infusion.date + timedelta(offset), infusion)

    assert where is not None
    assert (where.day_number is not None) == (where.phase == "infusion-day")
    assert where.day_number in (None, offset + 1)


@given(days_of_a_life, st.lists(infusions, min_size=1, max_size=5))
def test_among_many_infusions_a_day_has_one_phase_and_one_of_them(day: date, many: list[Infusion]) -> None:
    numbered = [infusion._replace(id=number) for number, infusion in enumerate(many, 1)]

    where = stands(day, *numbered)

    assert where is not None
    assert where.phase in PHASES
    assert where.infusion in numbered


@given(days_of_a_life, st.integers(1, 7), st.integers(1, 40))
def test_between_two_infusions_the_one_to_come_wins_from_its_day_before(first: date, days: int, gap: int) -> None:
    past = Infusion(1, first, days)
    coming = Infusion(2, past.last_day + timedelta(gap))

    for offset in range(1, gap + 1):
        where = stands(past.last_day + timedelta(offset), past, coming)

        assert where is not None
        if offset >= gap - 1:
            assert where.infusion == coming
        elif offset <= 14:
            assert (where.infusion, where.phase) == (past, "day-after" if offset == 1 else "days-after")


@pytest.mark.parametrize(
    ("gap", "phases"),
    [
        (1, ["infusion-day"]),
        (2, ["day-before", "infusion-day"]),
        (3, ["day-after", "day-before", "infusion-day"]),
        (4, ["day-after", "days-after", "day-before", "infusion-day"]),
    ],
)
def test_infusions_close_together_leave_no_hole(gap: int, phases: list[str]) -> None:
    past, coming = Infusion(1, START), Infusion(2, START + timedelta(gap))

    assert [phase_of(START + timedelta(n), past, coming) for n in range(1, gap + 1)] == phases


def test_three_weeks_apart_the_week_before_begins_when_the_days_after_end() -> None:
    past, coming = Infusion(1, START), Infusion(2, START + timedelta(21))

    assert phase_of(START + timedelta(14), past, coming) == "days-after"
    assert stands(START + timedelta(15), past, coming) == Place("week-before", coming)


def test_far_from_both_the_time_between_belongs_to_the_one_just_past() -> None:
    past, coming = Infusion(1, START), Infusion(2, START + timedelta(60))

    assert stands(START + timedelta(30), past, coming) == Place("between", past)


@given(days_of_a_life, infusions, days_of_a_life)
def test_a_moved_infusion_counts_from_its_new_date(day: date, infusion: Infusion, new_date: date) -> None:
    moved = infusion._replace(date=new_date, moves=infusion.moves + 1)

    assert phase_of(day, moved) == phase_of(day, Infusion(9, new_date, infusion.days))


def test_a_moved_infusion_has_a_fresh_list() -> None:
    first, moved = Infusion(1, START), Infusion(1, START, moves=1)

    assert list_key(Place("day-before", first)) == ListKey(1, 0, "day-before", "")
    assert list_key(Place("day-before", moved)) == ListKey(1, 1, "day-before", "")


@given(infusions)
def test_each_day_of_an_infusion_has_a_fresh_list(infusion: Infusion) -> None:
    places = [stands(infusion.date + timedelta(n), infusion) for n in range(infusion.days)]

    assert len({list_key(where) for where in places if where}) == infusion.days


def test_the_days_of_a_phase_share_one_list() -> None:
    places = [stands(START + timedelta(n), Infusion(1, START)) for n in range(2, 15)]

    assert {list_key(where) for where in places if where} == {ListKey(1, 0, "days-after", "")}


def test_a_list_picked_by_hand_never_meets_one_of_an_infusion() -> None:
    assert undated_key("day-before", START) == ListKey(0, 0, "day-before", "2026-12-02")


@given(infusions, st.integers(1, 366), st.integers(-800, 8000))
def test_the_next_date_is_whole_intervals_ahead_and_never_past(infusion: Infusion, every: int, passed: int) -> None:
    today = infusion.date + timedelta(passed)

    offered = next_date(infusion, every, today)

    assert offered >= today
    assert offered > infusion.date
    assert (offered - infusion.date).days % every == 0
    assert offered - timedelta(every) < today or offered - timedelta(every) == infusion.date
