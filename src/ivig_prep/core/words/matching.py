"""How typed words are read, as values: see data/matching.yaml."""

from typing import NamedTuple

from ivig_prep.core.words.ready_words import FeverRule


class Family(NamedTuple):
    """A sign said in many ways: there when a word or phrase of each part is. `far` takes any distance."""

    id: str
    side_effect: str
    parts: tuple[tuple[str, ...], ...]
    far: bool = False


class Matching(NamedTuple):
    """How words are read: see data/matching.yaml."""

    version: str
    fillers: tuple[str, ...]
    breaks: tuple[str, ...]
    same: tuple[tuple[str, ...], ...]
    families: tuple[Family, ...]
    hollow: tuple[str, ...]
    fever: FeverRule
    ordinary: tuple[str, ...]
