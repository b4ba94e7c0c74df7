"""Which tasks need not come again: what was settled for an earlier infusion stays settled."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from ivig_prep.core.day.walk import DONE, NOT_FOR_ME

if TYPE_CHECKING:  # `drink` brings this file with the record, and needs no step
    from ivig_prep.core.checklist import Item

SAFETY_LASTS = timedelta(days=365)


class Settled(NamedTuple):
    """The last reply to a task at an earlier infusion, and the day it was given."""

    item: str
    reply: str
    on: date


def comes_again(item: "Item", settled: Settled | None, today: date, *, new_brand: bool) -> bool:
    """Say whether a task is on the list although it was settled before.

    A safety task comes again with a new brand, after 12 months, and where it was not for the person the last time.
    """
    if not item.once or settled is None or settled.reply not in (DONE, NOT_FOR_ME):
        return True
    if not item.safety:
        return False
    return new_brand or settled.reply == NOT_FOR_ME or today - settled.on > SAFETY_LASTS


def still_due(
    items: "Iterable[Item]", settled: Iterable[Settled], today: date, *, new_brand: bool
) -> "tuple[Item, ...]":
    """Return the items without the tasks that need not come again. Signs and advice always stay."""
    known = {one.item: one for one in settled}
    return tuple(item for item in items if comes_again(item, known.get(item.tick), today, new_brand=new_brand))
