"""From a person's own words to entries of the side-effect list. A look-up: it never weighs, and never reassures.

Pure: content and words in, matches out. What errs, errs to the more urgent side: words may stand in any order and with
others between them, slips of the finger count, and a `no` never lowers the entry it stands before. Three things take a
match away: a longer synonym, typed as it stands, around it (`mild headache` around `headache`), and words that belong
together around part of them (`chest of drawers`), both not where a `no` or `not` stands before; and an idiom of the
list, typed as it stands, where nothing else was found.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

from ivig_prep.core.side_effects import NOT_LISTED, SideEffect, SideEffects, urgency
from ivig_prep.core.words.finding import Finder
from ivig_prep.core.words.hearing import Hearing
from ivig_prep.core.words.number_words import spanish_in_digits
from ivig_prep.core.words.places import Places
from ivig_prep.core.words.signs import Signs, Stretch, there
from ivig_prep.core.words.vocabulary import Vocabulary
from ivig_prep.core.words.word_index import WordIndex
from ivig_prep.core.words.wording import Word, plain_text, split_words, without_s

if TYPE_CHECKING:
    from ivig_prep.core.words.spanish import Spanish

_SERIOUS = ("emergency", "call-now")
"""Tiers to which `tell your team` is no answer."""
LONG_TEXT = 600
"""Words beyond which a text is read in parts: nobody types so many when ill."""

STRETCH, OVERLAP = 300, 30
SHORT_TEXT, LEAST_SMALL = 12, 2
"""A text of more words has so many small ones of Spanish before it is read as Spanish."""

MOST_MEANT = 3
LEAST_MEANT = 3
"""A word has so many letters to say what may have been meant."""


class Match(NamedTuple):
    """An entry that was found.

    `near` says that it was read from a near miss of spelling alone. `raised_by` names what else was typed that makes it
    more urgent, and `raised_to` says how urgent.
    """

    side_effect: SideEffect
    near: bool = False
    raised_by: str | None = None
    raised_to: str | None = None

    @property
    def tier(self) -> str:
        """How urgent it is, with all that was typed."""
        return self.raised_to or self.side_effect.tier


class Understood(NamedTuple):
    """All that was read from a text: the matches, most urgent first, and how they were said.

    `negated` says that a `no` stands before every sign, `past` that it was long ago, `asked` that it is a question,
    `spanish` that it is Spanish. `is_usual` says that a reading in its usual range is all there is, `is_misread` that
    some brands make meters misread it, and `milder` is the entry it may be where this one is asked about first.
    """

    matches: tuple[Match, ...]
    negated: bool = False
    past: bool = False
    asked: bool = False
    spanish: bool = False
    is_usual: bool = False
    is_misread: bool = False
    milder: str | None = None


class Leaflet:
    """The list with its index, for looking up. `spanish` returns the index of Spanish, for a text in Spanish alone."""

    def __init__(self, content: SideEffects, index: WordIndex, spanish: Callable[[], WordIndex] = WordIndex) -> None:
        self._entries = {entry.id: entry for entry in content.side_effects}
        self._order: dict[str, float] = {entry: place for place, entry in enumerate(self._entries)}
        self._index, self._spanish_index = index, spanish
        self._vocabulary = Vocabulary(index)
        self._finder = Finder(index, self._vocabulary)
        self._hearing = Hearing(index, self._vocabulary)

    def look_up(self, typed: str, known: frozenset[str] = frozenset()) -> tuple[Match, ...]:
        """Return every entry that fits the words, most urgent first; empty where none does."""
        return self.understand(typed, known).matches

    def understand(self, typed: str, known: frozenset[str] = frozenset()) -> Understood:
        """Return all that was read from a text. `known` is what is known to fit the person, such as `port`."""
        words = split_words(without_s(typed, self._index.one_with_s), self._vocabulary.breaks)
        signs = Signs(self._index, self._vocabulary, self._read(words), known)
        measured = signs.readings(self._with_digits(plain_text(typed), words))
        near = {**signs.near(), **dict.fromkeys(measured.entries, False)}
        entries = ((self._entries[entry], is_near) for entry, is_near in near.items() if entry in self._entries)
        found = (_raised(entry, signs, near=is_near) for entry, is_near in entries)
        matches = _in_order(found, self._places(signs))
        if not matches:
            return Understood((), is_usual=measured.is_usual, is_misread=measured.is_misread)
        return Understood(
            matches,
            negated=signs.are_denied(set(_serious(matches))),
            past=signs.is_past,
            asked=signs.is_there("question") and not signs.is_there("right-now"),
            spanish=signs.is_spanish,
            milder=self._milder(signs.said, matches),
        )

    def _read(self, words: list[Word]) -> list[Stretch]:
        """Return the text with what was found there. What one part of it surely says is not looked for in the next."""
        read: list[Stretch] = []
        done: set[str] = set()
        for text, finder in self._readings(words):
            read.append(Stretch(text, finder.find(text, done)))
            sure = {one.side_effect for one in read[-1].found if not one.near}
            done |= sure & there(read[-1], self._vocabulary)
        return read

    def _readings(self, words: list[Word]) -> Iterator[tuple[Places, Finder]]:
        """Yield a text, in parts if very long, and again where some sounds like other words, or is Spanish."""
        yield from ((self._vocabulary.text(part), self._finder) for part in _stretches(words))
        if other := self._hearing.other(words):
            yield self._vocabulary.text(other), self._finder
        for part in filter(self._is_spanish, _stretches(words)):
            yield self._spanish.text(part), self._spanish.finder

    def _is_spanish(self, words: list[Word]) -> bool:
        """Say whether an unmistakable Spanish word stands in a text, or small ones that English hardly has.

        In a short text one of them is enough.
        """
        typed = {word.text for word in words}
        least = 1 if len(words) <= SHORT_TEXT else LEAST_SMALL
        is_small = len(typed.intersection(self._index.spanish_small.split())) >= least
        return is_small or not typed.isdisjoint(self._index.spanish_words.split())

    def _with_digits(self, lower: str, words: list[Word]) -> str:
        """Return a text in lower case, with Spanish numbers in digits where it is Spanish."""
        return spanish_in_digits(lower) if self._is_spanish(words) else lower

    @cached_property
    def _spanish(self) -> "Spanish":
        from ivig_prep.core.words.spanish import Spanish  # late: few texts are Spanish

        return Spanish(self._spanish_index(), self._vocabulary)

    def meant(self, typed: str) -> tuple[SideEffect, ...]:
        """Return a few entries that have a word of this text, or one it may be a slip of, most urgent first."""
        vocabulary = self._vocabulary
        text = vocabulary.text(split_words(typed, vocabulary.breaks)[:LONG_TEXT])
        small = vocabulary.hollow | {vocabulary.alike(filler) for filler in vocabulary.fillers}
        words = {*text.places, *(vocabulary.alike(slip) for _, slip in text.slips)} - small
        long_words = {word for word in words if len(word) >= LEAST_MEANT}
        found = self._finder.entries_with(long_words)
        return tuple(entry for entry in self._entries.values() if entry.id in found)[:MOST_MEANT]

    def _milder(self, said: str, matches: tuple[Match, ...]) -> str | None:
        """Return the milder entry where nothing was typed but words of one that is asked about first."""
        found = {match.side_effect.id for match in matches}
        for line in self._index.ask_first:
            entry, milder, *listed = line.split("|")
            if found == {entry} and said in listed:
                return milder
        return None

    def _places(self, signs: Signs) -> dict[str, float]:
        """Return the place of each entry among those of its tier: of some, what else was typed says which leads."""
        places = dict(self._order)
        for line in self._index.leads:
            entry, before, by = line.split("|")
            if {entry, before} <= signs.there and signs.is_there(by):
                places[entry] = min(places[entry], places[before] - 0.5)
        return places


def _in_order(matches: Iterable[Match], places: Mapping[str, float]) -> tuple[Match, ...]:
    """Return matches most urgent first."""
    return tuple(sorted(matches, key=lambda m: (urgency(m.tier), m.near, places[m.side_effect.id])))


def _raised(entry: SideEffect, signs: Signs, *, near: bool) -> Match:
    """Return a match, made more urgent where a condition of its entry was typed too, or is known.

    Behind a `no`, only what the words of the entry say themselves makes it more urgent: a `no` never lowers.
    """
    is_there = signs.is_there if entry.id in signs.there else partial(signs.is_within, entry=entry.id)
    for condition in entry.raised:
        by = next((name for name in condition.by if name != entry.id and is_there(name)), None)
        if by and (not condition.also or any(map(is_there, condition.also))):
            return Match(entry, near, by, condition.to)
    return Match(entry, near)


def _serious(matches: tuple[Match, ...]) -> Iterator[str]:
    """Yield the entries that are more than `tell your team` is an answer to, by themselves or by what was typed too.

    What another of them raised is no more than that one.
    """
    entries = {match.side_effect.id for match in matches}
    for match in matches:
        tier = match.side_effect.tier if match.raised_by in entries else match.tier
        if tier in _SERIOUS:
            yield match.side_effect.id


def _stretches(words: list[Word]) -> Iterator[list[Word]]:
    """Yield a text as a whole, and a very long one in parts that overlap: so its time grows in line with its length."""
    if len(words) <= LONG_TEXT:
        yield words
        return
    for start in range(0, len(words), STRETCH):
        yield words[start : start + STRETCH + OVERLAP]


def tier_of(matches: tuple[Match, ...]) -> str:
    """Return the most urgent tier of these matches; NOT_LISTED where there are none."""
    return matches[0].tier if matches else NOT_LISTED
