"""What typed words may mean: the words of the list, all that mean the same, and what they may be slips of."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from ivig_prep.core.words.places import Meaning, Places
from ivig_prep.core.words.word_index import WordIndex, alike
from ivig_prep.core.words.wording import Word

if TYPE_CHECKING:
    from ivig_prep.core.words.slips import Slips

_BETWEEN = frozenset(
    (
        *("any", "real", "actual", "other", "new", "more", "further", "only", "exactly", "bad"),
        *("sign", "signs", "feel", "feeling"),
    )
)
"""What may stand between a `no` and the sign it says is not there."""

_DENIES = frozenset(("denies", "denied", "denying", "deny", "neither", "nobody"))
"""Words that say no for line two of an answer alone."""

NONE = frozenset(("no", "none", "nope"))
"""A whole answer that says no."""

_WITHOUT = frozenset(("no", "not", "without", "nae", "isnt", "arent", "wasnt", "werent", "isnae", "wasnae"))
"""A `no` that says of something that it is not there; `wont answer` says what does not happen, and is a sign."""

_HALF, _LONGEST = 3, 24
"""Words run together are parted into halves of so many letters or more, up to so many in all."""


class Vocabulary:
    """The words of a list, to be found in a text."""

    def __init__(self, index: WordIndex) -> None:
        self._index = index
        self.breaks = frozenset(index.breaks)
        self.fillers = frozenset(index.fillers)
        self._known = index.listed(lambda volume: volume.known)
        self._urgent = index.listed(lambda volume: volume.urgent)
        self._ordinary = index.listed(lambda volume: volume.ordinary)
        self._same = index.lines(lambda volume: volume.alike)
        self._worked_out = index.lines(lambda volume: volume.slips)
        self._means: dict[str, Meaning] = {}
        self._run_together: dict[str, tuple[str, ...]] = {}

    def __contains__(self, word: str) -> bool:
        """Say whether the list has this word."""
        return word in self._known

    def text(self, words: Iterable[Word]) -> Places:
        """Return where each meaning of these words stands."""
        return Places(list(self._uncompounded(words)), self.fillers, self.meaning)

    def alike(self, word: str) -> str:
        """Return the one word that stands for all that mean the same."""
        return alike(self._same, word)

    def meaning(self, word: Word) -> Meaning:
        """Return what a typed word may mean."""
        if word.typed not in self._means:
            is_listed = self._index.has_slips and word.text == word.typed and not self.is_plain(word.text)
            self._means[word.typed] = self._indexed(word.text) if is_listed else self.slips.meaning(word)
        return self._means[word.typed]

    def _indexed(self, word: str) -> Meaning:
        """Return what a known or an everyday word may mean, from the index."""
        near, _, slips = self._worked_out.get(word).partition("|")
        sure, known, common = (self.alike(word),), word in self._known, self.is_common(word)
        return Meaning(sure, tuple(near.split()), tuple(slips.split()), is_known=known, is_common=common)

    @cached_property
    def slips(self) -> "Slips":
        """What a word that is none of the list may be a slip of."""
        from ivig_prep.core.words.slips import Slips  # late: where all words are of the list, nothing is searched for

        return Slips(self._index, self)

    def is_common(self, word: str) -> bool:
        """Say whether a word is so common that it is only read as another one in the very place of it."""
        return word in self._common

    def is_ordinary(self, word: str) -> bool:
        """Say whether a word is everyday English that the list knows not to be a slip."""
        return word in self._ordinary

    def is_urgent(self, word: str) -> bool:
        """Say whether a word is one of an emergency."""
        return word in self._urgent

    def mistaken(self, word: str) -> tuple[str, ...]:
        """Return what a phone puts this correct word in for."""
        return tuple(filter(None, self._index.mistaken.get(word, "").split("|")))

    @cached_property
    def _common(self) -> frozenset[str]:
        return frozenset((*self._index.common.split(), *self.fillers, *self.breaks))

    @cached_property
    def hollow(self) -> frozenset[str]:
        """The words that say nothing without the small words around them."""
        return frozenset(self._index.hollow.split())

    def _uncompounded(self, words: Iterable[Word]) -> Iterator[Word]:
        """Part words that were run together: `chestpain`."""
        for word in words:
            if word.text not in self._run_together:
                self._run_together[word.text] = self._run_together_in(word.text)
            parts = self._run_together[word.text]
            yield from (Word(part, word.clause, part) for part in parts) if parts else (word,)

    def _run_together_in(self, word: str) -> tuple[str, ...]:
        """Return the two known words that were run together in one; none where it is a word, or a slip of one."""
        if word in self._known or not 2 * _HALF < len(word) <= _LONGEST:
            return ()
        halves = ((word[:at], word[at:]) for at in range(_HALF, len(word) - _HALF + 1))
        parts = next(((a, b) for a, b in halves if a in self._known and b in self._known), ())
        return parts if parts and not self.slips.near(word) else ()

    def is_plain(self, word: str) -> bool:
        """Say whether a word is neither of the list nor of everyday English: nothing but a slip."""
        return word not in self._known and word not in self._ordinary

    @cached_property
    def _said_no(self) -> frozenset[str]:
        return frozenset(self._index.said_no.split())

    def says_no(self, text: Places) -> bool:
        """Say whether a `no` stands anywhere in a text, or another word that denies."""
        return not text.said.isdisjoint(self._said_no | NONE | _DENIES)

    def is_denied(self, text: Places, at: int, passing: frozenset[int]) -> bool:
        """Say whether a `no`, or another word that denies, stands right before a word."""
        return text.is_negated((at,), self._said_no | _DENIES, _BETWEEN, passing)

    def is_negated(self, text: Places, at: Iterable[int], passing: frozenset[int] = frozenset()) -> bool:
        """Say whether a `no` stands right before these words; one that is `passing` itself says nothing."""
        return text.is_negated(at, self._said_no, _BETWEEN, passing)

    def is_without(self, text: Places, at: int, passing: frozenset[int]) -> bool:
        """Say whether a `no` of something, not of what is done, stands right before a word: `no redness`."""
        return text.is_negated((at,), self._said_no & _WITHOUT, _BETWEEN, passing)
