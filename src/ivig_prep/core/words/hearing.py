"""A second reading of a text: words that sound like one of an emergency, and words that were run together.

A phone that takes dictation puts in `anna fill axis`, and tired people type `cantbreathe`. What is found there is only
added to what the words as typed say.
"""

from collections.abc import Iterator, Sequence

from ivig_prep.core.words.sounds import is_spoken_as, sound
from ivig_prep.core.words.vocabulary import Vocabulary
from ivig_prep.core.words.word_index import WordIndex
from ivig_prep.core.words.wording import Word

MOST_WORDS = 80
"""Longer texts were not said to a phone in one breath."""

_MOST_TOGETHER = 4
"""So many neighboring words at most can be one word that was heard wrongly."""

_LEAST_LETTERS, _LEAST_PARTED = 7, 5
_LEAST_PART, _LONGEST_PART, _MOST_PARTS = 3, 24, 6
_SHORT = frozenset(("up", "no"))
"""Shorter words that can be a part of words that were run together."""


class Hearing:
    """Reads a text a second time."""

    def __init__(self, index: WordIndex, vocabulary: Vocabulary) -> None:
        self._index, self._vocabulary = index, vocabulary

    def other(self, words: Sequence[Word]) -> list[Word]:
        """Return the words of the second reading; none where it is the same as the first, or the text is long."""
        if len(words) > MOST_WORDS:
            return []
        other = list(self._read(words))
        return [] if other == list(words) else other

    def _read(self, words: Sequence[Word]) -> Iterator[Word]:
        at = 0
        while at < len(words):
            count, meant = self._meant(words[at : at + _MOST_TOGETHER])
            yield from (Word(word, words[at].clause, word) for word in meant) if meant else words[at : at + 1]
            at += count

    def _meant(self, words: Sequence[Word]) -> tuple[int, list[str]]:
        """Return how many of these words together are others, and which."""
        typed = [word.text for word in words if word.clause == words[0].clause]
        for count in range(len(typed), 0, -1):
            said = " ".join(typed[:count])
            meant = self._index.misheard.get(said) or self._sounds_like(said, count)
            if meant:
                return count, meant.split("|")[0].split()
        return 1, self._parted(typed[0])

    def _sounds_like(self, said: str, count: int) -> str:
        """Return the word of an emergency that this sounds like, if it is a long one and no word of its own."""
        is_word = count == 1 and not self._vocabulary.is_plain(said)
        if is_word or len(said) < _LEAST_LETTERS:
            return ""
        meant = self._index.sounds.get(sound(said), "").split("|")[0]
        return meant if meant and is_spoken_as(said, meant) else ""

    def _parted(self, word: str) -> list[str]:
        """Return the words that were run together in one, if all of it is words and no fewer of them would do.

        Of two ways with as many words, the longer beginning is right: `shesnot` is no snot.
        """
        fits = _LEAST_PARTED <= len(word) <= _LONGEST_PART * _MOST_PARTS
        if not (fits and word.isalpha() and self._vocabulary.is_plain(word)):
            return []
        parted: dict[int, list[str]] = {0: []}
        for end in range(1, len(word) + 1):
            ways = (
                [*parted[start], word[start:end]]
                for start in reversed(range(max(0, end - _LONGEST_PART), end))
                if start in parted and self._is_part(word[start:end])
            )
            if best := min(ways, key=len, default=None):
                parted[end] = best
        return parted[len(word)] if len(parted.get(len(word), ())) in range(2, _MOST_PARTS) else []

    def _is_part(self, part: str) -> bool:
        vocabulary = self._vocabulary
        return (
            part in vocabulary.fillers
            or part in vocabulary.breaks
            or part in _SHORT
            or (len(part) >= _LEAST_PART and part in vocabulary)
        )
