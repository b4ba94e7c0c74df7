"""The walk through a list: what each task got, folded from the replies that were given so far.

A walk is never stored. Every reply is, in the order given, and the statuses are read from them again: so the next
start stands where the person stopped, and changed content loses no answer.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

DONE, NOT_FOR_ME, TO_DO = "done", "not-for-me", "to-do"
"""The replies that count. TO_DO takes an earlier one back. Older records hold others too; those change nothing."""

ASKED, MOMENT, TOOK_PLACE = "asked", "moment", "took-place"
"""What is kept beside the tasks of a list, each as a reply to an item of that name: see core/day/moments.py."""


class Reply(NamedTuple):
    """What the person answered: the id of a task, or one of the names above, and the reply."""

    item: str
    reply: str


def statuses(tasks: Iterable[str], replies: Iterable[Reply], logged: Collection[str] = ()) -> dict[str, str]:
    """Return what each task is after these replies, oldest first. Replies to other tasks are passed over.

    A task that is `logged` is done, because what it asks for is in the log, unless a reply says something else.
    """
    found = {task: DONE if task in logged else TO_DO for task in tasks}
    for reply in replies:
        if reply.item in found and reply.reply in (DONE, NOT_FOR_ME, TO_DO):
            found[reply.item] = reply.reply
    return found
