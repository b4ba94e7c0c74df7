"""What the saved reviews say about a list as it stands now."""

from typing import NamedTuple


class Signature(NamedTuple):
    """Who reviewed something, when (ISO), and the hash they signed."""

    name: str
    date: str
    hash: str


class Reviewed(NamedTuple):
    """A list that somebody reviewed, as it stands now.

    `texts` is how many texts it has; `open` are the ids of those that no review holds in their present words.
    """

    signatures: tuple[Signature, ...]
    texts: int
    open: tuple[str, ...] = ()


def is_reviewed(reviewed: Reviewed | None) -> bool:
    """Say whether every text of a list was reviewed in its present words."""
    return reviewed is not None and not reviewed.open
