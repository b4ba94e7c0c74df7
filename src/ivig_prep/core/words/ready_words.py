"""The words of the side-effect list, made ready once, so that no look-up has to read all of them.

They are made when a wheel is built, and in a checkout at each start.
"""

from collections.abc import Mapping
from typing import NamedTuple

from ivig_prep.core.words.wording import stem

_WHOLE, _BROKEN = "w", "b"


class Phrase(NamedTuple):
    """One way to say a sign: words made alike, and as written. `whole` wants the small words too."""

    words: tuple[str, ...]
    written: tuple[str, ...]
    side_effect: str
    whole: bool
    broken: bool

    @classmethod
    def of(cls, line: str) -> "Phrase":
        """Return the phrase that `stored` made this line of."""
        words, written, side_effect, marks = line.split("|")
        return cls(tuple(words.split()), tuple(written.split()), side_effect, _WHOLE in marks, _BROKEN in marks)


def stored(phrase: Phrase) -> str:
    """Return a phrase as one line: a file of lines is read in a fraction of the time of one of lists."""
    marks = _WHOLE * phrase.whole + _BROKEN * phrase.broken
    return "|".join((" ".join(phrase.words), " ".join(phrase.written), phrase.side_effect, marks))


class FeverRule(NamedTuple):
    """From which number on a temperature is a fever, and the entry and word it then stands for."""

    side_effect: str
    word: str
    celsius: float
    fahrenheit: float


class ReadyFamily(NamedTuple):
    """A family of signs: there when one phrase of each part is. `far` takes any distance.

    A part is a line of phrases with a `|` between them.
    """

    side_effect: str
    parts: tuple[str, ...]
    far: bool = False


class ReadyWords(NamedTuple):
    """All words of a list, made alike.

    `known` are words with a space between them. `phrases` are stored lines under their first word.
    """

    alike: Mapping[str, str]
    known: str
    phrases: Mapping[str, str]
    families: tuple[ReadyFamily, ...]
    fillers: tuple[str, ...]
    breaks: tuple[str, ...]
    ordinary: tuple[str, ...]
    fever: FeverRule


def alike(same: Mapping[str, str], word: str) -> str:
    """Return the one word that stands for all that mean the same."""
    return same.get(word) or same.get(stem(word)) or stem(word)
