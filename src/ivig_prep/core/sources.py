"""Where the facts come from, as values."""

from typing import NamedTuple


class Source(NamedTuple):
    """Where a fact comes from. `read` says whether the whole text or a part of it was read."""

    id: str
    title: str
    publisher: str
    address: str | None
    year: int | None
    kind: str
    read: str


class SourceList(NamedTuple):
    """Every source, in the order of its file."""

    sources: tuple[Source, ...]
