"""What typed words may mean: the words of the list, all that mean the same, and slips of the finger."""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cached_property

from ivig_prep.core.words.lines import Lines, Listed
from ivig_prep.core.words.places import Meaning, Places, undoubled
from ivig_prep.core.words.ready_words import ReadyWords, alike
from ivig_prep.core.words.sounds import is_heard_as, sound
from ivig_prep.core.words.spelling import LEAST_LETTERS, Spelling, is_plain_slip, is_searched
from ivig_prep.core.words.wording import Word

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

_SWAPPED = 4
"""Two letters that changed places are put back in a word of so many letters or more that is no word of its own."""


class Vocabulary:
    """The words of a list, ready to be found in a text."""

    def __init__(self, ready: ReadyWords) -> None:
        self._ready = ready
        self.breaks = frozenset(ready.breaks)
        self.fillers = frozenset(ready.fillers)
        self._known, self._urgent = Listed(ready.known), Listed(ready.urgent)
        self._ordinary = Listed(ready.ordinary)
        self._same, self._twins, self._sounding = Lines(ready.alike), Lines(ready.twins), Lines(ready.sounding)
        self._means: dict[str, Meaning] = {}
        self._near: dict[str, Collection[str]] = {}

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
            self._means[word.typed] = self._meaning(word)
        return self._means[word.typed]

    def _meaning(self, word: Word) -> Meaning:
        known, common = word.text in self._known, word.text in self._common
        strict = known or common or word.text in self._ordinary
        sure = [self.alike(word.text)]
        single = undoubled(word.text)
        if not strict and single in self._known:
            sure.append(self.alike(single))
        slips = {slip for form in {word.text, word.typed} for slip in self._slips(form)}
        near = {
            self.alike(slip)
            for slip in slips
            if any(is_plain_slip(form, slip, strict=strict) for form in {word.text, word.typed})
        }
        if self.is_plain(word.text) and not common:
            near.update(self.alike(one) for one in swaps(word.text) if one in self._known)
        urgent = (slip for slip in slips if slip in self._urgent and self.alike(slip) not in sure and not common)
        plain = self.is_plain(word.text) and not common
        heard = self._heard(word.text) if plain else ()
        slipped = tuple(sorted({*urgent, *self.mistaken(word.text), *heard}))
        loose = tuple(map(self.alike, slipped)) if plain else ()
        almost = tuple(one for one in near if one not in sure)
        return Meaning(tuple(sure), almost, slipped, is_known=known, loose=loose, is_common=common)

    def _heard(self, word: str) -> Iterable[str]:
        """Return the words of emergencies that this one sounds like."""
        return (one for one in self._sounding.get(sound(word)).split() if is_heard_as(word, one))

    def mistaken(self, word: str) -> tuple[str, ...]:
        """Return what a phone puts this correct word in for."""
        return tuple(filter(None, self._ready.mistaken.get(word, "").split("|")))

    def _slips(self, word: str) -> Collection[str]:
        """Return the known words one slip away."""
        if word not in self._near:
            self._near[word] = self._twins.get(word).split() if word in self._known else self._spelling.near(word)
        return self._near[word]

    @cached_property
    def _spelling(self) -> Spelling:
        return Spelling(word for word in self._known if is_searched(word, self._urgent))

    @cached_property
    def _common(self) -> frozenset[str]:
        return frozenset((*self._ready.common.split(), *self.fillers, *self.breaks))

    @cached_property
    def hollow(self) -> frozenset[str]:
        """The words that say nothing without the small words around them."""
        return frozenset(self._ready.hollow.split())

    def _uncompounded(self, words: Iterable[Word]) -> Iterator[Word]:
        """Part words that were run together: `chestpain`."""
        for word in words:
            text = word.text
            if text in self._known or not 2 * _HALF < len(text) <= _LONGEST:
                yield word
                continue
            halves = ((text[:at], text[at:]) for at in range(_HALF, len(text) - _HALF + 1))
            parts = next(((a, b) for a, b in halves if a in self._known and b in self._known), None)
            if parts is None or self._slips(text):
                yield word
            else:
                yield from (Word(part, word.clause, part) for part in parts)

    def is_plain(self, word: str) -> bool:
        """Say whether a word is neither of the list nor of everyday English: nothing but a slip."""
        return word not in self._known and word not in self._ordinary

    @cached_property
    def _said_no(self) -> frozenset[str]:
        return frozenset(self._ready.said_no.split())

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

    def spell_name(self, names: frozenset[str]) -> Callable[[str], str]:
        """Return what says for a word which of these it may be a slip of; else it says the word itself."""
        spelling = Spelling(names)

        def spell(word: str) -> str:
            if word in names or word in self._common or word in self._ordinary or len(word) < LEAST_LETTERS:
                return word
            return next(iter(sorted(spelling.near(word))), word)

        return spell


def swaps(word: str) -> Iterator[str]:
    """Yield a word with each two of its neighboring letters in turn the other way round: `hnad` is hand."""
    if _SWAPPED <= len(word) <= _LONGEST:
        pairs = range(len(word) - 1)
        yield from (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in pairs)
