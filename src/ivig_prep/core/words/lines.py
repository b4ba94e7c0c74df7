"""Words with what stands under each, kept as texts by their first letter, and words alone.

Most look-ups ask for a few of thousands. So a text is parted into its lines when a word with its letter is asked for,
and a word is looked for in them as in a dictionary on paper.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping

LETTERS = "abcdefghijklmnopqrstuvwxyz0"
"""The first letters of words. All that begin with none of these stand under the last one."""

MANY = 8
"""After so many look-ups a text of words is made a set: that costs more than those, and less than many more."""

TextOf = Callable[[str], str]
"""Returns the text of a letter."""


def letter_of(word: str) -> str:
    """Return the letter that a word stands under."""
    return word[0] if "a" <= word[:1] <= "z" else LETTERS[-1]


class Lines:
    """A mapping of words, kept as a text that `lines_of` made for each letter."""

    def __init__(self, text_of: TextOf) -> None:
        self._text_of = text_of
        self._lines: dict[str, list[str]] = {}
        self._found: dict[str, str] = {}

    def get(self, word: str) -> str:
        """Return what stands under a word; an empty text where nothing does."""
        if word not in self._found:
            lines, begin = self._under(letter_of(word)), f"{word}="
            at = bisect_left(lines, begin)
            is_there = at < len(lines) and lines[at].startswith(begin)
            self._found[word] = lines[at][len(begin) :] if is_there else ""
        return self._found[word]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the words."""
        return (line.partition("=")[0] for letter in LETTERS for line in self._under(letter))

    def _under(self, letter: str) -> list[str]:
        if letter not in self._lines:
            text = self._text_of(letter)
            self._lines[letter] = text.split(";") if text else []
        return self._lines[letter]


class Listed:
    """Words, kept as a text that `listed` made for each letter."""

    def __init__(self, text_of: TextOf) -> None:
        self._text_of = text_of
        self._texts: dict[str, str] = {}
        self._asked: dict[str, int] = {}
        self._words: dict[str, frozenset[str]] = {}

    def __contains__(self, word: str) -> bool:
        """Say whether a word is one of them."""
        letter = letter_of(word)
        if letter in self._words:
            return word in self._words[letter]
        text = self._texts[letter] = self._texts.get(letter) or self._text_of(letter)
        asked = self._asked[letter] = self._asked.get(letter, 0) + 1
        if asked > MANY:
            self._words[letter] = frozenset(text.split())
        return f" {word} " in text


def lines_of(found: Mapping[str, str]) -> dict[str, str]:
    """Return a mapping as the texts for `Lines`, by the letter that they stand under."""
    lines = sorted(f"{word}={under}" for word, under in found.items())
    return {letter: ";".join(line for line in lines if letter_of(line) == letter) for letter in LETTERS}


def listed(words: Iterable[str]) -> dict[str, str]:
    """Return words as the texts for `Listed`, by the letter that they stand under."""
    ordered = sorted(words)
    return {letter: f" {' '.join(word for word in ordered if letter_of(word) == letter)} " for letter in LETTERS}
