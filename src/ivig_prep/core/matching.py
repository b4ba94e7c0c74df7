"""How typed words are read, as values: see data/matching.yaml."""

from ivig_prep.core.ready_words import FeverRule
from ivig_prep.frozen import Frozen


class Family(Frozen):
    """A sign said in many ways: there when a word or phrase of each part is. `far` takes any distance."""

    id: str
    side_effect: str
    parts: tuple[tuple[str, ...], ...]
    far: bool = False


class Matching(Frozen):
    """How words are read: see data/matching.yaml."""

    version: str
    fillers: tuple[str, ...]
    breaks: tuple[str, ...]
    same: tuple[tuple[str, ...], ...]
    families: tuple[Family, ...]
    hollow: tuple[str, ...]
    fever: FeverRule
    ordinary: tuple[str, ...]
