"""The walk: what each task got is read from the replies as they were given, and no reply is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivig_prep.core.day.walk import ASKED, DONE, MOMENT, NOT_FOR_ME, TO_DO, TOOK_PLACE, Reply, statuses

TASKS = ("pack", "ride", "rest", "call")
OLDER = ("not-yet", "back", "again", "")
"""Replies of the former walk, as records still hold them."""

lists = st.integers(0, len(TASKS)).map(lambda length: TASKS[:length])
names = st.sampled_from((*TASKS, "a-task-of-an-older-list", ASKED, MOMENT, TOOK_PLACE, ""))
given_replies = st.lists(st.builds(Reply, names, st.sampled_from((DONE, NOT_FOR_ME, TO_DO, *OLDER))), max_size=25)


@given(lists, given_replies)
def test_every_task_has_one_of_three_statuses_and_nothing_else_has_one(
    tasks: tuple[str, ...], replies: list[Reply]
) -> None:
    found = statuses(tasks, replies)

    assert tuple(found) == tasks
    assert set(found.values()) <= {"done", "to-do", "not-for-me"}


@given(lists)
def test_without_a_reply_everything_is_to_do(tasks: tuple[str, ...]) -> None:
    assert set(statuses(tasks, ()).values()) <= {TO_DO}


@given(given_replies, st.sampled_from(TASKS), st.sampled_from((DONE, NOT_FOR_ME, TO_DO)))
def test_the_last_clear_reply_counts(replies: list[Reply], task: str, clear: str) -> None:
    assert statuses(TASKS, [*replies, Reply(task, clear)])[task] == clear


@given(given_replies, st.sampled_from(TASKS), st.sampled_from(OLDER))
def test_a_reply_that_counts_no_longer_takes_nothing_away(replies: list[Reply], task: str, older: str) -> None:
    assert statuses(TASKS, [*replies, Reply(task, older)]) == statuses(TASKS, replies)


@given(lists, given_replies)
def test_replies_to_what_is_not_on_the_list_are_passed_over(tasks: tuple[str, ...], replies: list[Reply]) -> None:
    known = [reply for reply in replies if reply.item in tasks]

    assert statuses(tasks, replies) == statuses(tasks, known)


@given(given_replies)
def test_a_task_that_is_new_in_the_content_is_to_do_and_takes_no_reply_away(replies: list[Reply]) -> None:
    new = statuses((*TASKS, "new-task"), replies)

    assert new.pop("new-task") == TO_DO
    assert new == statuses(TASKS, replies)


@given(lists, given_replies, given_replies)
def test_a_reply_to_one_task_changes_no_other(tasks: tuple[str, ...], replies: list[Reply], later: list[Reply]) -> None:
    before, after = statuses(tasks, replies), statuses(tasks, [*replies, *later])

    named = {reply.item for reply in later}
    assert {task: status for task, status in after.items() if task not in named} == {
        task: status for task, status in before.items() if task not in named
    }


@pytest.mark.parametrize("first", [DONE, NOT_FOR_ME])
def test_what_was_said_is_taken_back_as_to_do(first: str) -> None:
    assert statuses(TASKS, [Reply("pack", first), Reply("pack", TO_DO)])["pack"] == TO_DO


@given(given_replies, st.sets(st.sampled_from(TASKS)))
def test_what_is_in_the_log_is_done_unless_a_reply_says_something_else(replies: list[Reply], logged: set[str]) -> None:
    assert statuses(TASKS, (), logged) == {task: DONE if task in logged else TO_DO for task in TASKS}
    said = {reply.item for reply in replies if reply.reply in (DONE, NOT_FOR_ME, TO_DO)}

    found = statuses(TASKS, replies, logged)

    for task in TASKS:
        assert found[task] == (DONE if task in logged and task not in said else statuses(TASKS, replies)[task])
