"""What was drunk on a day: what counts, what is taken back, and what may be said about it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivig_prep.core.day.fluids import ADD, SET, UNDO, FluidEntry, Fluids, drunk, standing
from ivig_prep.core.notices import Words

amounts = st.integers(0, 20_000)
days = st.lists(
    st.one_of(
        st.tuples(st.sampled_from((ADD, SET)), st.integers(0, 5000), st.none()),
        st.tuples(st.just(UNDO), st.just(0), st.integers(1, 15)),
    ),
    max_size=15,
).map(lambda rows: tuple(FluidEntry(number, *row) for number, row in enumerate(rows, 1)))


@given(amounts, st.one_of(st.none(), amounts), amounts)
def test_where_a_limit_stands_only_the_limit_is_spoken_of(taken: int, goal: int | None, limit: int) -> None:
    state = Fluids(taken, goal, limit).state

    assert state == ("limit_set" if taken < limit else "limit_reached" if taken == limit else "limit_passed")


@given(amounts, st.one_of(st.none(), amounts), st.one_of(st.none(), amounts))
def test_every_state_has_its_sentence_in_the_content(taken: int, goal: int | None, limit: int | None) -> None:
    assert Fluids(taken, goal, limit).state in ("", *Words._fields)


@pytest.mark.parametrize(("taken", "state"), [(0, ""), (1999, ""), (2000, "goal_reached"), (9000, "goal_reached")])
def test_beside_a_goal_it_is_said_when_the_goal_is_reached(taken: int, state: str) -> None:
    assert Fluids(taken, goal=2000).state == state


@pytest.mark.parametrize(("taken", "state"), [(0, ""), (2000, ""), (2001, "much_fluid"), (90_000, "much_fluid")])
def test_with_neither_goal_nor_limit_much_fluid_is_spoken_of_above_2_liters(taken: int, state: str) -> None:
    assert Fluids(taken).state == state


def test_amounts_add_up() -> None:
    assert drunk((FluidEntry(1, ADD, 250), FluidEntry(2, ADD, 300))) == 550


def test_a_set_amount_is_the_total_until_then_and_later_ones_add_up() -> None:
    assert drunk((FluidEntry(1, ADD, 250), FluidEntry(2, SET, 1000), FluidEntry(3, ADD, 250))) == 1250


def test_undo_takes_back_the_entry_it_names() -> None:
    entries = (FluidEntry(1, ADD, 250), FluidEntry(2, ADD, 300), FluidEntry(3, UNDO, undoes=2))

    assert drunk(entries) == 250
    assert standing(entries) == entries[:1]


def test_undoing_a_set_amount_brings_back_what_stood_before() -> None:
    assert drunk((FluidEntry(1, ADD, 250), FluidEntry(2, SET, 2000), FluidEntry(3, UNDO, undoes=2))) == 250


@given(days)
def test_a_total_is_never_less_than_nothing(entries: tuple[FluidEntry, ...]) -> None:
    assert drunk(entries) >= 0


@given(days)
def test_taking_back_the_last_that_stands_again_and_again_ends_at_nothing(entries: tuple[FluidEntry, ...]) -> None:
    while still := standing(entries):
        entries = (*entries, FluidEntry(len(entries) + 100, UNDO, undoes=still[-1].id))

    assert drunk(entries) == 0


@given(days, st.integers(1, 5000))
def test_an_entry_and_its_undo_change_nothing(entries: tuple[FluidEntry, ...], ml: int) -> None:
    added = (*entries, FluidEntry(500, ADD, ml))

    assert drunk(added) == drunk(entries) + ml
    assert drunk((*added, FluidEntry(501, UNDO, undoes=500))) == drunk(entries)
