"""What the last entry changed, as values, so that it can be shown before it is taken back."""

from collections.abc import Mapping
from typing import Any, NamedTuple

Row = Mapping[str, Any]
"""The values of one row of the record, by column."""


class Changed(NamedTuple):
    """One row that an entry changed: how it `was` before, and how it is `now`; None where there was or is no such row.

    `table` is its table in the record, `about` what it belongs to where the row itself does not say it: the row of the
    reaction that a follow-up is of.
    """

    table: str
    was: Row | None
    now: Row | None
    about: Row | None = None

    @property
    def row(self) -> Row:
        """The row as it is, or as it was before it ended."""
        return self.now or self.was or {}
