"""What was drunk on a day, beside a goal or a limit."""

from collections.abc import Iterable
from typing import NamedTuple

from ivig_prep.core.amounts import MUCH_IN_A_DAY_ML

ADD, SET, UNDO = "add", "set", "undo"


class FluidEntry(NamedTuple):
    """One entry of a day: ADD and SET carry `ml`; UNDO carries the `id` it takes back in `undoes`."""

    id: int
    kind: str
    ml: int = 0
    undoes: int | None = None


class Fluids(NamedTuple):
    """What was drunk on one day, in ml, with the goal or limit that stands (never both)."""

    drunk: int
    goal: int | None = None
    limit: int | None = None

    @property
    def state(self) -> str:
        """Which sentence fits: one of the fluid fields of `Words`, or `""` for a bare count.

        Where a limit stands nothing else is ever said, so nothing urges a person to drink.
        """
        if self.limit is not None:
            if self.drunk < self.limit:
                return "limit_set"
            return "limit_reached" if self.drunk == self.limit else "limit_passed"
        if self.goal is not None:
            return "goal_reached" if self.drunk >= self.goal else ""
        return "much_fluid" if self.drunk > MUCH_IN_A_DAY_ML else ""


def standing(entries: Iterable[FluidEntry]) -> tuple[FluidEntry, ...]:
    """Return the ADD and SET entries that were not taken back, oldest first."""
    listed = tuple(entries)
    undone = {entry.undoes for entry in listed if entry.kind == UNDO}
    return tuple(e for e in listed if e.kind != UNDO and e.id not in undone)


def drunk(entries: Iterable[FluidEntry]) -> int:
    """Return the day's total in ml: the last amount set, and all that was added after it."""
    total = 0
    for entry in standing(entries):
        total = entry.ml if entry.kind == SET else total + entry.ml
    return total
