"""What a word that is none of the list may be a slip of: by its letters, by its sound, or by what phones put in."""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache

from ivig_prep.core.words.places import Meaning, undoubled
from ivig_prep.core.words.sounds import is_heard_as, sound
from ivig_prep.core.words.spelling import (
    LEAST_LETTERS,
    MOST_LETTERS,
    Spelling,
    is_long_enough,
    is_plain_slip,
    is_searched,
)
from ivig_prep.core.words.vocabulary import Vocabulary
from ivig_prep.core.words.word_index import WordIndex
from ivig_prep.core.words.wording import Word

_SWAPPED = 4
"""Two letters that changed places are put back in a word of so many letters or more that is no word of its own."""


class Slips:
    """Searches the words of a list for those that a typed word may be a slip of."""

    def __init__(self, index: WordIndex, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._sounding = index.lines(lambda volume: volume.sounding)
        begins, ends = index.lines(lambda volume: volume.begins), index.lines(lambda volume: volume.ends)
        self._spelling = Spelling(begins.get, ends.get, self._is_searched)
        self._near: dict[str, Collection[str]] = {}

    def meaning(self, word: Word) -> Meaning:
        """Return what a typed word may mean: what it stands for, and which words it may be a slip of."""
        vocabulary = self._vocabulary
        common, unknown = vocabulary.is_common(word.text), vocabulary.is_plain(word.text)
        strict, plain = common or not unknown, unknown and not common
        sure = [vocabulary.alike(word.text)]
        single = undoubled(word.text)
        if not strict and single in vocabulary:
            sure.append(vocabulary.alike(single))
        forms = {word.text, word.typed}
        slips = {slip for form in forms for slip in self.near(form)}
        near = {
            vocabulary.alike(slip) for slip in slips if any(is_plain_slip(form, slip, strict=strict) for form in forms)
        }
        if plain:
            near.update(vocabulary.alike(one) for one in swaps(word.text) if one in vocabulary)
        urgent = (
            slip for slip in slips if vocabulary.is_urgent(slip) and vocabulary.alike(slip) not in sure and not common
        )
        heard = self._heard(word.text) if plain else ()
        slipped = tuple(sorted({*urgent, *vocabulary.mistaken(word.text), *heard}))
        loose = tuple(map(vocabulary.alike, slipped)) if plain else ()
        almost = tuple(sorted(one for one in near if one not in sure))
        return Meaning(tuple(sure), almost, slipped, is_known=word.text in vocabulary, loose=loose, is_common=common)

    def near(self, word: str) -> Collection[str]:
        """Return the known words one slip away."""
        if word not in self._near:
            self._near[word] = self._spelling.near(word)
        return self._near[word]

    def _heard(self, word: str) -> Iterable[str]:
        """Return the words of emergencies that this one sounds like."""
        return (one for one in self._sounding.get(sound(word)).split() if is_heard_as(word, one))

    def _is_searched(self, word: str) -> bool:
        vocabulary = self._vocabulary
        return is_long_enough(word) and word in vocabulary and is_searched(word, urgent=vocabulary.is_urgent(word))

    def spell_name(self, names: frozenset[str]) -> Callable[[str], str]:
        """Return what says for a word which of these it may be a slip of; else it says the word itself."""
        spelling, vocabulary = Spelling.of(names), self._vocabulary

        @cache
        def spell(word: str) -> str:
            is_word = vocabulary.is_common(word) or vocabulary.is_ordinary(word)
            if word in names or is_word or len(word) < LEAST_LETTERS:
                return word
            return next(iter(sorted(spelling.near(word))), word)

        return spell


def swaps(word: str) -> Iterator[str]:
    """Yield a word with each two of its neighboring letters in turn the other way round: `hnad` is hand."""
    if _SWAPPED <= len(word) <= MOST_LETTERS:
        pairs = range(len(word) - 1)
        yield from (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in pairs)
