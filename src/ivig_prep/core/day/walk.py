"""The walk through a list: which step comes next, folded from the replies given so far.

A walk is never stored. Every reply is, in the order given, and the walk is played again from them:
so the next start stands at the same step, and changed content loses no answer.
"""

from collections.abc import Iterable
from typing import NamedTuple

DONE, NOT_YET, NOT_FOR_ME, BACK, AGAIN = "done", "not-yet", "not-for-me", "back", "again"
"""The replies that are stored. AGAIN starts another round over the steps still to do."""

SKIPPED, LEFT = "skipped", "left"
"""A step passed over once comes once more (SKIPPED); passed over twice it is LEFT to do."""


class Reply(NamedTuple):
    """What the person answered at one step. `item` is empty for AGAIN."""

    item: str
    reply: str


class Walk(NamedTuple):
    """Where the person stands: `items` in reading order, what each got, and the way there."""

    items: tuple[str, ...]
    answers: dict[str, str]
    trail: tuple[str, ...] = ()
    revisited: str | None = None

    @property
    def step(self) -> str | None:
        """The id of the step to ask now; None when the walk is over."""
        return self.revisited or self._first(None) or self._first(SKIPPED)

    @property
    def second_round(self) -> bool:
        """Whether the step asked now was passed over before."""
        return self.step is not None and self._first(None) is None

    @property
    def left(self) -> tuple[str, ...]:
        """The steps still to do when the walk is over, in reading order."""
        return tuple(i for i in self.items if self.answers.get(i) == LEFT)

    def status(self, item: str) -> str:
        """Return `done`, `to-do` or `not-for-me`."""
        answer = self.answers.get(item)
        return answer if answer in (DONE, NOT_FOR_ME) else "to-do"

    def _first(self, answer: str | None) -> str | None:
        return next((i for i in self.items if self.answers.get(i) == answer), None)


def begin(items: Iterable[str]) -> Walk:
    """Return a walk in which nothing was answered yet."""
    return Walk(tuple(items), {})


def play(walk: Walk, replies: Iterable[Reply]) -> Walk:
    """Return the walk after these replies, oldest first. Replies to steps not in it are passed over."""
    for reply in replies:
        walk = advance(walk, reply)
    return walk


def advance(walk: Walk, reply: Reply) -> Walk:
    """Return the walk after one reply."""
    if reply.reply == AGAIN:
        again = {item: SKIPPED if answer == LEFT else answer for item, answer in walk.answers.items()}
        return walk._replace(answers=again, trail=(), revisited=None)
    if reply.item not in walk.items:
        return walk
    if reply.reply == BACK:
        return _back(walk)
    answer = _not_yet(walk, reply.item) if reply.reply == NOT_YET else reply.reply
    trail = (*(i for i in walk.trail if i != reply.item), reply.item)
    return walk._replace(answers={**walk.answers, reply.item: answer}, trail=trail, revisited=None)


def _back(walk: Walk) -> Walk:
    if not walk.trail:
        return walk
    return walk._replace(trail=walk.trail[:-1], revisited=walk.trail[-1])


def _not_yet(walk: Walk, item: str) -> str:
    """Enter keeps an answer given earlier; on an open step of the second round it leaves it to do."""
    answered = walk.answers.get(item)
    if answered is None:
        return SKIPPED
    last_round = all(i in walk.answers for i in walk.items)
    return LEFT if answered == SKIPPED and last_round else answered
