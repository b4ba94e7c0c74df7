"""Which sections of a list are walked together, a screen each."""

from collections.abc import Iterable
from typing import NamedTuple

from ivig_prep.core.checklist import MOST_ITEMS, TASK, Item
from ivig_prep.core.day.sheet import SheetSection


class WalkScreen(NamedTuple):
    """Sections that are shown at once, each under its own heading. Their tasks are numbered through."""

    sections: tuple[SheetSection, ...]

    @property
    def tasks(self) -> tuple[Item, ...]:
        """The tasks of the screen, in the order of their numbers."""
        return tuple(item for entry in self.sections for item in entry.section.items if item.kind == TASK)

    @property
    def logs(self) -> tuple[str, ...]:
        """The fields of the log that its tasks are about."""
        return tuple(dict.fromkeys(name for item in self.tasks for name in item.logs))

    @property
    def takes_drinks(self) -> bool:
        """Whether amounts that were drunk are taken here."""
        return any(item.cups for entry in self.sections for item in entry.section.items)


def screens(sections: Iterable[SheetSection]) -> tuple[WalkScreen, ...]:
    """Return the screens of a list: sections of one moment share one while they hold at most MOST_ITEMS tasks."""
    made: list[WalkScreen] = []
    for entry in sections:
        joined = WalkScreen((*made[-1].sections, entry)) if made and _together(made[-1], entry) else None
        if joined and len(joined.tasks) <= MOST_ITEMS:
            made[-1] = joined
        else:
            made.append(WalkScreen((entry,)))
    return tuple(made)


def _together(screen: WalkScreen, entry: SheetSection) -> bool:
    last = screen.sections[-1]
    return (last.phase, last.group) == (entry.phase, entry.group)
