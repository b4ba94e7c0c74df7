"""How typed words are read, as values: see data/matching.yaml."""

from collections.abc import Mapping
from typing import NamedTuple

from ivig_prep.core.words.readings import Bound, Kind


class AskFirst(NamedTuple):
    """An entry that is asked about first where nothing but one of these words was typed: it may be the `milder` one."""

    side_effect: str
    milder: str
    said: tuple[str, ...]


class Lead(NamedTuple):
    """An entry that stands before another one of its tier where `by` was typed too."""

    side_effect: str
    before: str
    by: str


class EntrySynonyms(NamedTuple):
    """What people type for a side effect."""

    side_effect: str
    said: tuple[str, ...]


class SynonymList(NamedTuple):
    """What people type for each side effect: see data/synonyms.yaml."""

    version: str
    synonyms: tuple[EntrySynonyms, ...]


Synonyms = Mapping[str, tuple[str, ...]]
"""What people type, by the id of the side effect."""


class WordClass(NamedTuple):
    """Words of one kind, such as names of medicines: `@pills` in a family or another class stands for each of them."""

    id: str
    said: tuple[str, ...]


class Family(NamedTuple):
    """A sign said in many ways: there when a word or phrase of each part is.

    `far` takes parts that stand far apart, but none that a `no` or `not` stands before. A phrase that begins with `=`
    is read with its small words, and `@pills` in a phrase stands for each word of that class.
    """

    id: str
    side_effect: str
    parts: tuple[tuple[str, ...], ...]
    far: bool = False


class Clue(NamedTuple):
    """Words that are no sign alone, but make one more urgent: see `raised` in data/side_effects.yaml."""

    id: str
    said: tuple[str, ...]


class Spanish(NamedTuple):
    """A sign in Spanish: phrases as they are typed, and families. `spanish_signs` are read by their keys alone."""

    side_effect: str
    said: tuple[str, ...] = ()
    families: tuple[tuple[tuple[str, ...], ...], ...] = ()


class Matching(NamedTuple):
    """How words are read: see data/matching.yaml."""

    version: str
    fillers: tuple[str, ...]
    breaks: tuple[str, ...]
    same: tuple[tuple[str, ...], ...]
    families: tuple[Family, ...]
    hollow: tuple[str, ...]
    ordinary: tuple[str, ...]
    literal: tuple[str, ...] = ()
    no_signs: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    mistaken: tuple[tuple[str, ...], ...] = ()
    bare: tuple[tuple[str, ...], ...] = ()
    idioms: tuple[str, ...] = ()
    bound: tuple[str, ...] = ()
    clues: tuple[Clue, ...] = ()
    spanish: tuple[Spanish, ...] = ()
    kinds: tuple[Kind, ...] = ()
    readings: tuple[Bound, ...] = ()
    common: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    apart_before: tuple[str, ...] = ()
    ask_first: tuple[AskFirst, ...] = ()
    classes: tuple[WordClass, ...] = ()
    sounds: tuple[str, ...] = ()
    misheard: tuple[tuple[str, ...], ...] = ()
    spanish_words: tuple[str, ...] = ()
    spanish_small: tuple[str, ...] = ()
    spanish_fillers: tuple[str, ...] = ()
    spanish_bound: tuple[str, ...] = ()
    spanish_same: tuple[tuple[str, ...], ...] = ()
    spanish_apart: tuple[tuple[str, ...], ...] = ()
    spanish_english: tuple[tuple[str, ...], ...] = ()
    spanish_classes: tuple[WordClass, ...] = ()
    spanish_signs: tuple[Spanish, ...] = ()
    leads: tuple[Lead, ...] = ()
    one_with_s: tuple[str, ...] = ()

    def words_alone(self) -> "Matching":
        """Return how words are read, without any sign of its own: for a list that brings other signs."""
        return self._replace(
            families=(),
            spanish=(),
            bare=(),
            idioms=(),
            bound=(),
            clues=(),
            kinds=(),
            readings=(),
            ask_first=(),
            leads=(),
            mistaken=(),
            sounds=(),
            misheard=(),
            spanish_words=(),
            spanish_small=(),
            spanish_signs=(),
        )
