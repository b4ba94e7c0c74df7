"""Where the facts come from, as values."""

from ivig_prep.frozen import Frozen


class Source(Frozen):
    """Where a fact comes from. `read` says whether the whole text or a part of it was read."""

    id: str
    title: str
    publisher: str
    address: str | None
    year: int | None
    kind: str
    read: str


class SourceList(Frozen):
    """Every source, in the order of its file."""

    sources: tuple[Source, ...]
