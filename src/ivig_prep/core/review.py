"""Who has reviewed a list, as values: the saved reviews, and what they say about a list as it stands now."""

from typing import NamedTuple


class Review(NamedTuple):
    """One review. `texts` are lines of an id and the hash of that text as it was reviewed; `hash` is of these lines."""

    reviewer: str
    date: str
    hash: str
    texts: tuple[str, ...]


class Reviews(NamedTuple):
    """Every review, as data/reviews.yaml holds them."""

    reviews: tuple[Review, ...]


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
