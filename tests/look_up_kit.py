"""The side-effect list as it is shipped, ready for looking up: read once for all tests of one process."""

from functools import cache

from ivig_prep.content.library import Library
from ivig_prep.core.words.triage import Leaflet, tier_of


@cache
def library() -> Library:
    """Return all lists as they are shipped."""
    return Library()


def new_leaflet() -> Leaflet:
    """Return the list, ready for looking up, with which nothing was looked up before."""
    return Leaflet(library().side_effects, library().word_index, lambda: library().spanish_index)


@cache
def leaflet() -> Leaflet:
    """Return the list, ready for looking up."""
    return new_leaflet()


def tier(typed: str) -> str:
    """Return how urgent the answer to these words is."""
    return tier_of(leaflet().look_up(typed))
