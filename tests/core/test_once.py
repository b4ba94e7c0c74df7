"""What need not come again after an infusion, and what keeps people from harm and does."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivig_prep.core.checklist import ADVICE, SIGN, TASK, Item
from ivig_prep.core.day.once import SAFETY_LASTS, Settled, comes_again, still_due
from ivig_prep.core.day.walk import DONE, NOT_FOR_ME, TO_DO

TODAY = date(2026, 12, 1)
ages = st.integers(0, 2000).map(timedelta)
replies = st.sampled_from((DONE, NOT_FOR_ME, TO_DO))


def task(*, once: bool = True, safety: bool = False, kind: str = TASK) -> Item:
    """Return a task of which only its marks matter."""
    return Item("ask", "Ask.", "It helps.", ("seed",), once=once, safety=safety, kind=kind)


def settled(reply: str = DONE, age: timedelta = timedelta(28)) -> Settled:
    """Return the reply to it at an infusion so long ago."""
    return Settled("ask", reply, TODAY - age)


@pytest.mark.parametrize("reply", [DONE, NOT_FOR_ME])
@given(age=ages, new_brand=st.booleans())
def test_what_was_settled_once_does_not_come_again(reply: str, age: timedelta, new_brand: bool) -> None:
    assert not comes_again(task(), settled(reply, age), TODAY, new_brand=new_brand)


@given(age=ages, new_brand=st.booleans(), safety=st.booleans())
def test_what_was_left_to_do_or_taken_back_comes_again(age: timedelta, new_brand: bool, safety: bool) -> None:
    assert comes_again(task(safety=safety), settled(TO_DO, age), TODAY, new_brand=new_brand)
    assert comes_again(task(safety=safety), None, TODAY, new_brand=new_brand)


@given(reply=replies, age=ages, new_brand=st.booleans(), safety=st.booleans())
def test_a_task_without_the_mark_always_comes_again(reply: str, age: timedelta, new_brand: bool, safety: bool) -> None:
    assert comes_again(task(once=False, safety=safety), settled(reply, age), TODAY, new_brand=new_brand)


@given(age=ages, new_brand=st.booleans())
def test_a_safety_task_comes_again_with_a_new_brand_and_after_12_months(age: timedelta, new_brand: bool) -> None:
    again = comes_again(task(safety=True), settled(DONE, age), TODAY, new_brand=new_brand)

    assert again == (new_brand or age > timedelta(365))
    assert timedelta(365) == SAFETY_LASTS


@given(age=ages)
def test_a_safety_task_that_was_not_for_the_person_is_left_out_for_one_infusion_only(age: timedelta) -> None:
    assert comes_again(task(safety=True), settled(NOT_FOR_ME, age), TODAY, new_brand=False)


@given(reply=replies, age=ages, new_brand=st.booleans(), kind=st.sampled_from((SIGN, ADVICE)))
def test_signs_and_advice_always_stay(reply: str, age: timedelta, new_brand: bool, kind: str) -> None:
    item = task(once=False, kind=kind)

    assert still_due([item], [settled(reply, age)], TODAY, new_brand=new_brand) == (item,)


def test_only_what_is_still_due_is_left_in_its_order() -> None:
    items = [task()._replace(id=each) for each in ("one", "two", "three")]

    left = still_due(items, [Settled("two", DONE, TODAY), Settled("gone", DONE, TODAY)], TODAY, new_brand=False)

    assert [item.id for item in left] == ["one", "three"]


@pytest.mark.parametrize(("days", "again"), [(364, False), (365, False), (366, True)])
def test_a_safety_task_is_left_out_for_exactly_365_days(days: int, again: bool) -> None:
    found = settled(DONE, timedelta(days))

    assert comes_again(task(safety=True), found, TODAY, new_brand=False) is again
    assert still_due([task(safety=True)], [found], TODAY, new_brand=False) == ((task(safety=True),) if again else ())


def test_a_safety_task_is_still_due_with_a_new_brand() -> None:
    assert still_due([task(safety=True)], [settled()], TODAY, new_brand=True) == (task(safety=True),)
