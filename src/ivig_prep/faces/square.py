"""A QR code as a drawing: which cells are dark, in one path. Importing this brings segno."""

from itertools import groupby
from typing import NamedTuple

import segno

QUIET = 4
"""Cells of white around it, without which a camera does not find it. Source: ISO/IEC 18004."""


class Square(NamedTuple):
    """A drawing in cells: how wide and high it is, with the white around it, and the path of what is dark."""

    size: int
    path: str


def square(text: str) -> Square:
    """Return the QR code of a text; up to a seventh of it may be smudged."""
    rows = segno.make(text, error="m", micro=False, boost_error=False).matrix
    runs = (run for y, row in enumerate(rows) for run in _runs(row, y))
    return Square(len(rows) + 2 * QUIET, "".join(runs))


def _runs(row: bytearray, y: int) -> list[str]:
    """Return each run of dark cells of a row as a closed path."""
    found, x = [], QUIET
    for dark, cells in groupby(row, bool):
        length = len(list(cells))
        if dark:
            found.append(f"M{x} {y + QUIET}h{length}v1h-{length}z")
        x += length
    return found
