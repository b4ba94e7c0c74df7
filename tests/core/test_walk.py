"""The walk: whatever is answered, in whatever order, it can be finished, and loses nothing."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivig_prep.core.day.walk import AGAIN, BACK, DONE, NOT_FOR_ME, NOT_YET, Reply, Walk, advance, begin, play

ANSWERS = (DONE, NOT_YET, NOT_FOR_ME, BACK)
ITEMS = ("drink", "pack", "ride", "rest", "call")

lists = st.integers(0, len(ITEMS)).map(lambda length: ITEMS[:length])
answers = st.lists(st.sampled_from(ANSWERS), max_size=25)
any_replies = st.lists(
    st.one_of(
        st.builds(Reply, st.sampled_from((*ITEMS, "an-item-of-an-older-list")), st.sampled_from(ANSWERS)),
        st.just(Reply("", AGAIN)),
    ),
    max_size=25,
)


def answer(walk: Walk, *given_answers: str) -> Walk:
    """Answer the step that is asked, one answer after the other, until the walk is over."""
    for given_answer in given_answers:
        if walk.step is not None:
            walk = advance(walk, Reply(walk.step, given_answer))
    return walk


def press_enter_to_the_end(walk: Walk) -> tuple[list[str], Walk]:
    """Return what is asked while only Enter is pressed, and the walk at its end."""
    asked = []
    while walk.step is not None:
        asked.append(walk.step)
        walk = answer(walk, NOT_YET)
        assert len(asked) <= 2 * len(walk.items) + 1, "it never ends"
    return asked, walk


@given(lists, any_replies)
def test_after_any_replies_enter_alone_finishes_the_walk(items: tuple[str, ...], replies: list[Reply]) -> None:
    _, walk = press_enter_to_the_end(play(begin(items), replies))

    assert walk.step is None


@given(lists, any_replies)
def test_enter_alone_changes_no_status(items: tuple[str, ...], replies: list[Reply]) -> None:
    before = play(begin(items), replies)

    _, after = press_enter_to_the_end(before)

    assert [after.status(item) for item in items] == [before.status(item) for item in items]


@given(lists)
def test_a_run_of_nothing_but_enter_marks_nothing_done(items: tuple[str, ...]) -> None:
    asked, walk = press_enter_to_the_end(begin(items))

    assert asked == [*items, *items]
    assert {walk.status(item) for item in items} <= {"to-do"}
    assert walk.left == items


@given(lists, st.lists(st.sampled_from((DONE, NOT_YET, NOT_FOR_ME)), max_size=len(ITEMS)))
def test_each_skipped_step_comes_exactly_once_more_and_no_other_does(items: tuple[str, ...], first: list[str]) -> None:
    first = (first + [NOT_YET] * len(items))[: len(items)]
    walk = answer(begin(items), *first)

    asked, _ = press_enter_to_the_end(walk)

    assert asked == [item for item, given_answer in zip(items, first, strict=True) if given_answer == NOT_YET]


@given(lists, answers)
def test_no_step_comes_more_often_than_its_two_times_and_the_ways_back(
    items: tuple[str, ...], given_answers: list[str]
) -> None:
    walk, asked = begin(items), Counter[str]()
    for given_answer in given_answers:
        if walk.step is not None and walk.revisited is None:
            asked[walk.step] += given_answer != BACK
        walk = answer(walk, given_answer)

    assert all(times <= 2 for times in asked.values())


@given(lists, any_replies)
def test_back_loses_no_answer(items: tuple[str, ...], replies: list[Reply]) -> None:
    before = play(begin(items), replies)

    after = answer(before, BACK)

    assert after.answers == before.answers


@given(lists, any_replies, st.integers(1, 8))
def test_many_steps_back_and_only_enter_lose_no_answer(items: tuple[str, ...], replies: list[Reply], far: int) -> None:
    before = play(begin(items), replies)

    _, after = press_enter_to_the_end(answer(before, *[BACK] * far))

    assert [after.status(item) for item in items] == [before.status(item) for item in items]


@given(lists, answers)
def test_the_replies_as_stored_lead_to_the_same_step_after_each_of_them(
    items: tuple[str, ...], given_answers: list[str]
) -> None:
    walk: Walk = begin(items)
    stored: list[Reply] = []
    for given_answer in given_answers:
        if walk.step is None:
            break
        stored.append(Reply(walk.step, given_answer))
        walk = advance(walk, stored[-1])

        assert play(begin(items), stored) == walk


@given(lists, any_replies)
def test_replies_to_items_that_are_not_on_the_list_are_passed_over(
    items: tuple[str, ...], replies: list[Reply]
) -> None:
    known = [reply for reply in replies if reply.item in (*items, "")]

    assert play(begin(items), replies) == play(begin(items), known)


@given(any_replies)
def test_a_step_that_is_new_in_the_content_is_asked_and_takes_no_answer_away(replies: list[Reply]) -> None:
    old, new = play(begin(ITEMS[:-1]), replies), play(begin((*ITEMS[:-1], "new-step")), replies)

    asked, _ = press_enter_to_the_end(new)

    assert "new-step" in asked
    assert {item: old.status(item) for item in old.items} == {item: new.status(item) for item in old.items}


@given(lists, any_replies)
def test_every_item_has_one_of_three_statuses(items: tuple[str, ...], replies: list[Reply]) -> None:
    walk = play(begin(items), replies)

    assert {walk.status(item) for item in items} <= {"done", "to-do", "not-for-me"}


@given(any_replies, st.sampled_from(ITEMS), st.sampled_from((DONE, NOT_FOR_ME)))
def test_the_last_clear_answer_counts(replies: list[Reply], item: str, clear: str) -> None:
    walk = play(begin(ITEMS), [*replies, Reply(item, clear)])

    assert walk.status(item) == {DONE: "done", NOT_FOR_ME: "not-for-me"}[clear]


def test_the_first_step_is_the_first_item() -> None:
    assert begin(ITEMS).step == "drink"


def test_an_empty_list_is_over_at_once() -> None:
    assert begin(()).step is None


def test_back_shows_the_step_before_and_then_goes_on_where_it_was() -> None:
    walk = answer(begin(ITEMS), DONE, NOT_FOR_ME, BACK)

    assert walk.step == "pack"
    assert answer(walk, DONE).step == "ride"
    assert answer(walk, DONE).status("pack") == "done"


def test_back_twice_shows_the_step_before_that() -> None:
    assert answer(begin(ITEMS), DONE, DONE, BACK, BACK).step == "drink"


@pytest.mark.parametrize("times", [1, 2, 9])
def test_back_at_the_first_step_stays_there(times: int) -> None:
    assert answer(begin(ITEMS), *[BACK] * times).step == "drink"


def test_enter_on_the_way_back_keeps_a_skipped_step_for_the_second_round() -> None:
    walk = answer(begin(ITEMS[:2]), NOT_YET, BACK, NOT_YET)

    assert walk.step == "pack"
    assert answer(walk, DONE).step == "drink"


def test_the_second_round_is_known_as_one() -> None:
    walk = answer(begin(ITEMS[:2]), NOT_YET)

    assert not walk.second_round
    assert answer(walk, DONE).second_round
    assert not answer(walk, DONE, DONE).second_round


def test_a_change_at_the_recap_reopens_nothing() -> None:
    walk = answer(begin(ITEMS[:2]), DONE, DONE)

    changed = advance(walk, Reply("drink", NOT_FOR_ME))

    assert changed.step is None
    assert changed.status("drink") == "not-for-me"


def test_back_at_the_start_of_another_round_stays_there() -> None:
    walk = answer(begin(ITEMS[:2]), DONE, NOT_YET, NOT_YET)

    assert answer(advance(walk, Reply("", AGAIN)), BACK).step == "pack"


def test_another_round_asks_what_is_still_to_do_once_more_and_nothing_else() -> None:
    walk = answer(begin(ITEMS[:3]), DONE, NOT_YET, NOT_FOR_ME, NOT_YET)

    asked, after = press_enter_to_the_end(advance(walk, Reply("", AGAIN)))

    assert walk.step is None
    assert asked == ["pack"]
    assert after.left == ("pack",)
