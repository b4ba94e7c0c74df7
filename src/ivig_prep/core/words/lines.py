"""Words with what stands under each, kept as one text, and words alone."""

from collections.abc import Iterator, Mapping
from functools import cached_property

MANY = 24
"""After so many look-ups the text is parted into all its lines: that costs more than those, and less than many more."""


class Lines:
    """A mapping of words, as a text of lines `word=what stands under it;`. Most look-ups ask for a few of thousands."""

    def __init__(self, text: str) -> None:
        self._text = f";{text};"
        self._asked = 0

    def get(self, word: str) -> str:
        """Return what stands under a word; an empty text where nothing does."""
        self._asked += 1
        if self._asked > MANY:
            return self._all.get(word, "")
        start = self._text.find(f";{word}=")
        if start < 0:
            return ""
        start += len(word) + 2
        return self._text[start : self._text.index(";", start)]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the words."""
        return iter(self._all)

    @cached_property
    def _all(self) -> dict[str, str]:
        pairs = (line.partition("=") for line in self._text.strip(";").split(";"))
        return {word: under for word, _, under in pairs}


class Listed:
    """Words kept as one text with a space between. Most texts ask for a few of thousands."""

    def __init__(self, text: str) -> None:
        self._text = f" {text} "
        self._asked = 0

    def __contains__(self, word: object) -> bool:
        """Say whether a word is one of them."""
        self._asked += 1
        return word in self._all if self._asked > MANY else f" {word} " in self._text

    def __iter__(self) -> Iterator[str]:
        """Iterate over the words."""
        return iter(self._all)

    @cached_property
    def _all(self) -> frozenset[str]:
        return frozenset(self._text.split())


def lines_of(found: Mapping[str, str]) -> str:
    """Return a mapping as the text of lines."""
    return ";".join(f"{word}={under}" for word, under in found.items())
