"""When a headache that was written down is asked after: 24, 48 and 72 hours later, until it is gone."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from ivig_prep.core.diary.entries import Listed, Reaction

ASKED_AT = (24, 48, 72)
"""Hours after a headache was written down."""
ASKED_UNTIL = 96
"""Hours after which it is not asked any more: nobody looked for a day."""
DAYS_AFTER_INFUSION = 7
"""Days after an infusion beyond which a reaction of it is not one of now, such as one copied from old notes."""
STILL_THERE = "headache-bad"
"""The entry of the side-effect list for one that lasts more than 24 hours."""
GONE, SAME, WORSE = "gone", "same", "worse"
_SAID = {
    GONE: ("1", "gone", "it is gone", "its gone", "it's gone", "all gone", "no headache", "over"),
    SAME: (
        "2",
        "same",
        "the same",
        "still there",
        "still",
        "no change",
        "not gone",
        "better",
        "a bit better",
        "easing",
    ),
    WORSE: ("3", "worse", "it is worse", "its worse", "it's worse", "much worse", "a lot worse", "worst"),
}


class Open(NamedTuple):
    """A headache that is to be asked after now, with how many hours after it was written down."""

    key: int
    reaction: Reaction
    written: datetime
    hours: int


def to_ask(headaches: Iterable[tuple[Listed, datetime]], now: datetime) -> Open | None:
    """Return the newest headache if it is to be asked after now; None where it is gone, or was asked after already."""
    newest = max(headaches, key=lambda one: (one[1], one[0].key), default=None)
    if newest is None:
        return None
    listed, written = newest
    reaction: Reaction = listed.value
    elapsed = now - written
    hours = next((hours for hours in reversed(ASKED_AT) if elapsed >= timedelta(hours=hours)), None)
    if hours is None or elapsed >= timedelta(hours=ASKED_UNTIL):
        return None
    if any(answer.said == GONE or answer.hours >= hours for answer in reaction.after):
        return None
    return Open(listed.key, reaction, written, hours)


def read_answer(typed: str) -> str | None:
    """Return GONE, SAME or WORSE; None for anything else. What is only better is still there."""
    text = " ".join(typed.lower().split()).strip(" .!")
    return next((said for said, words in _SAID.items() if text in words), None)
