"""From a person's own words to entries of the side-effect list. A look-up: it never weighs, and never reassures.

Pure: content and words in, matches out. What errs, errs to the more urgent side:
words may stand in any order and with others between them; near misses of spelling count; negations are
ignored. Only one thing takes a match away: a longer synonym, typed as it stands, around it
(`mild headache` around `headache`), and not where a `no` or `not` stands before it.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from ivig_prep.core.side_effects import NOT_LISTED, SideEffect, SideEffects, urgency
from ivig_prep.core.words.ready_words import FeverRule, Phrase, ReadyWords, alike
from ivig_prep.core.words.wording import Spelling, Word, split_words

GAP = 2
"""How many other words may stand between the words of a sign."""

FAMILY_GAP = 4
FAR = 10_000
LONG_TEXT = 2_000
"""Words beyond which only the first and last PLACES of each word are read: nobody types so many when ill."""

PLACES = 100
_NEGATORS = ("not", "cant")
_DEGREES = ("degree", "degrees", "c", "f", "celsius", "fahrenheit", "centigrade")
_HOTTEST = {"celsius": 44.0, "fahrenheit": 115.0}


class Match(NamedTuple):
    """An entry that was found. `near` says that it was read from a near miss of spelling alone."""

    side_effect: SideEffect
    near: bool = False


class Found(NamedTuple):
    """A phrase or family found at these positions of the text."""

    side_effect: str
    at: frozenset[int]
    near: bool
    exact: bool = False
    literal: bool = False


class Leaflet:
    """The list with its words made ready, for looking up."""

    def __init__(self, content: SideEffects, ready: ReadyWords) -> None:
        self._entries = {entry.id: entry for entry in content.side_effects}
        self._ready = ready
        self._breaks = frozenset(ready.breaks)
        self._fillers = frozenset(ready.fillers)
        self._known = frozenset(ready.known.split())
        self._spelling: Spelling | None = None

    def look_up(self, typed: str) -> tuple[Match, ...]:
        """Return every entry that fits the words, most urgent first; empty where none does."""
        text = _Text(self, typed)
        found = list(dict.fromkeys(chain(self._find_phrases(text), self._find_families(text))))
        longer: dict[int, list[Found]] = {}
        for one in found:
            if one.exact and not one.near and (len(one.at) > 1 or one.literal) and not text.is_negated(one.at):
                for at in one.at:
                    longer.setdefault(at, []).append(one)
        kept = [one for one in found if not any(_covers(other, one) for other in longer.get(min(one.at), ()))]
        best: dict[str, bool] = {}
        for one in kept:
            best[one.side_effect] = best.get(one.side_effect, True) and one.near
        matches = (Match(self._entries[entry], near) for entry, near in best.items())
        order = list(self._entries)
        return tuple(
            sorted(matches, key=lambda m: (urgency(m.side_effect.tier), m.near, order.index(m.side_effect.id)))
        )

    # What the words mean

    def alike(self, word: str) -> str:
        """Return the one word that stands for all that mean the same."""
        return alike(self._ready.alike, word)

    def readings(self, word: Word) -> dict[str, bool]:
        """Return what a typed word may mean, each with whether it is only a near miss."""
        known = word.text in self._known
        means = {self.alike(word.text): False}
        for slip in self.slips(word):
            means.setdefault(self.alike(slip), True)
        single = _undouble(word.text)
        if not known and single in self._known:
            means.setdefault(self.alike(single), False)
        return means

    def slips(self, word: Word) -> set[str]:
        """Return the known words that a typed word may be a slip of."""
        known = word.text in self._known
        return {slip for form in {word.text, word.typed} for slip in self.spelling.near(form, is_known=known)}

    @property
    def spelling(self) -> Spelling:
        """The known words by spelling."""
        if self._spelling is None:
            self._spelling = Spelling(self._known, frozenset(self._ready.ordinary))
        return self._spelling

    def is_known(self, word: str) -> bool:
        """Say whether a word is one of the list's own."""
        return word in self._known

    def is_filler(self, word: str) -> bool:
        """Say whether a word is passed over."""
        return word in self._fillers

    @property
    def breaks(self) -> frozenset[str]:
        """The words at which a new thought begins."""
        return self._breaks

    @property
    def fever(self) -> FeverRule:
        """From which number on a temperature is a fever."""
        return self._ready.fever

    def is_said(self, word: str, means: str) -> bool:
        """Say whether a word means the same as another."""
        return self._ready.alike.get(word, word) == self._ready.alike.get(means, means)

    # Finding

    def _find_phrases(self, text: "_Text") -> Iterator[Found]:
        for first in text.places:
            lines = self._ready.phrases.get(first)
            for phrase in map(Phrase.of, lines.split("\n") if lines else ()):
                if all(word in text.places for word in phrase.words):
                    yield from text.find(phrase)

    def _find_families(self, text: "_Text") -> Iterator[Found]:
        for family in self._ready.families:
            spots = []
            for part in family.parts:
                spots.append([at for said in part.split("|") for at in text.runs(tuple(said.split()))])
                if not spots[-1]:
                    break
            else:
                for at in text.together(spots, FAR if family.far else FAMILY_GAP):
                    yield Found(family.side_effect, at, text.is_near(at))


class _Text:
    """A text made ready: what each word may mean, and where each meaning stands."""

    def __init__(self, leaflet: Leaflet, typed: str) -> None:
        words = list(_uncompounded(leaflet, _without_endless_repeats(split_words(typed, leaflet.breaks))))
        self.words = words
        self.places: dict[str, list[int]] = {}
        self._near: dict[tuple[str, int], bool] = {}
        self._rank: list[int] = []
        self._filler: list[bool] = []
        rank = 0
        read: dict[str, dict[str, bool]] = {}
        for at, word in enumerate(words):
            self._rank.append(rank)
            self._filler.append(leaflet.is_filler(word.text))
            rank += not self._filler[at]
            if word.typed not in read:
                read[word.typed] = leaflet.readings(word)
            for meaning, near in read[word.typed].items():
                self._put(meaning, at, near=near)
        for at in _fevers(words, leaflet):
            self._put(leaflet.alike(leaflet.fever.word), at, near=False)
        for places in self.places.values():
            places.sort()
        self._sure = {at for (_, at), near in self._near.items() if not near}

    def _put(self, meaning: str, at: int, *, near: bool) -> None:
        self.places.setdefault(meaning, []).append(at)
        self._near[meaning, at] = near

    def find(self, phrase: Phrase) -> Iterator[Found]:
        """Yield every place where the words of a phrase stand together."""
        for start in self.places[phrase.words[0]]:
            spots = self._nearest(phrase.words, start)
            if spots is None:
                continue
            exact = self._is_exact(spots, phrase)
            if exact or (self._only_fillers_between(spots) if phrase.whole else self._is_close(spots, GAP)):
                near = any(self._near[word, at] for word, at in zip(phrase.words, spots, strict=True))
                typed = tuple(word.text for word in self.words[min(spots) : max(spots) + 1])
                yield Found(phrase.side_effect, frozenset(spots), near, exact, typed == phrase.written)

    def _nearest(self, words: tuple[str, ...], start: int) -> tuple[int, ...] | None:
        spots = [start]
        for word in words[1:]:
            free = [at for at in _around(self.places.get(word, ()), spots[-1], len(spots)) if at not in spots]
            if not free:
                return None
            spots.append(min(free, key=lambda at: (abs(at - spots[-1]), at < spots[-1])))
        return tuple(spots)

    def _is_exact(self, spots: tuple[int, ...], phrase: Phrase) -> bool:
        rank = spots if phrase.whole else tuple(self._rank[at] for at in spots)
        in_line = all(after == before + 1 for before, after in pairwise(rank))
        return in_line and (phrase.broken or self._one_clause(spots))

    def _only_fillers_between(self, spots: tuple[int, ...]) -> bool:
        """Say whether the spots stand in order, with nothing between them but words passed over."""
        in_order = all(before < after for before, after in pairwise(spots))
        between = (at for at in range(spots[0], spots[-1]) if at not in spots)
        return in_order and len(spots) > 1 and all(self._filler[at] for at in between)

    def _one_clause(self, spots: Iterable[int]) -> bool:
        return len({self.words[at].clause for at in spots}) == 1

    def _is_close(self, spots: Iterable[int], gap: int) -> bool:
        """Say whether the spots stand together; across a comma or an `and` they must stand closer."""
        listed = sorted(spots)
        between = self._rank[listed[-1]] - self._rank[listed[0]] + 1 - len(listed)
        return between <= (gap if self._one_clause(listed) else gap - GAP)

    def runs(self, words: tuple[str, ...]) -> Iterator[frozenset[int]]:
        """Yield where these words stand in this order with at most one other between them."""
        for start in self.places.get(words[0], ()):
            spots = self._nearest(words, start)
            if spots and list(spots) == sorted(spots) and self._rank[spots[-1]] - self._rank[start] <= len(words):
                yield frozenset(spots)

    def together(self, spots: list[list[frozenset[int]]], gap: int) -> Iterator[frozenset[int]]:
        """Yield places, one of each part, that stand close together."""
        parts = [sorted(part, key=min) for part in spots[1:]]
        starts = [[min(at) for at in part] for part in parts]
        for first in spots[0]:
            joined = first
            for part, start in zip(parts, starts, strict=True):
                here = bisect_left(start, min(joined))
                free = [at for at in part[max(here - 3, 0) : here + 3 + len(joined)] if not at & joined]
                if not free:
                    break
                joined |= min(free, key=lambda at: min(abs(one - other) for one in at for other in joined))
            else:
                if gap == FAR or self._is_close(joined, gap):
                    yield joined
                    if gap == FAR:
                        return

    def is_near(self, spots: Iterable[int]) -> bool:
        """Say whether any of these words was read from a near miss alone."""
        return any(spot not in self._sure for spot in spots)

    def is_negated(self, spots: frozenset[int], leaflet_negators: tuple[str, ...] = _NEGATORS) -> bool:
        """Say whether a `no` or `not` stands right before these words."""
        first = min(spots)
        before = range(max(first - 3, 0), first)
        return any((word, at) in self._near for word in leaflet_negators for at in before)


def _covers(other: Found, one: Found) -> bool:
    """Say whether `other`, a longer phrase typed as it stands, takes `one` away."""
    if one.at == other.at:
        return other.literal and not one.literal
    return one.at < other.at


def _around(places: Sequence[int], at: int, more: int) -> Sequence[int]:
    """Return the few of these sorted places that stand nearest."""
    here = bisect_left(places, at)
    return places[max(here - more - 1, 0) : here + more + 1]


def _without_endless_repeats(words: list[Word]) -> list[Word]:
    """Leave out what a very long text only repeats: of each word its first and last places stay."""
    if len(words) <= LONG_TEXT:
        return words
    left = Counter(word.typed for word in words)
    seen: Counter[str] = Counter()
    kept = []
    for word in words:
        seen[word.typed] += 1
        if seen[word.typed] <= PLACES or left[word.typed] <= PLACES:
            kept.append(word)
        left[word.typed] -= 1
    return kept


def _uncompounded(leaflet: Leaflet, words: Iterable[Word]) -> Iterator[Word]:
    """Part words that were run together: `chestpain`."""
    for word in words:
        text = word.text
        halves = ((text[:at], text[at:]) for at in range(3, len(text) - 2)) if 7 <= len(text) <= 24 else ()
        parts = next(((a, b) for a, b in halves if leaflet.is_known(a) and leaflet.is_known(b)), None)
        if parts is None or leaflet.is_known(text) or leaflet.slips(word):
            yield word
        else:
            yield from (Word(part, word.clause, part) for part in parts)


def _undouble(word: str) -> str:
    """Return a word with each doubled letter written once."""
    return "".join(letter for at, letter in enumerate(word) if at == 0 or letter != word[at - 1])


def _fevers(words: list[Word], leaflet: Leaflet) -> Iterator[int]:
    """Yield where a number stands that is a fever, beside a word that says it is a temperature."""
    rule = leaflet.fever
    named = any(word.text in _DEGREES or leaflet.is_said(word.text, rule.word) for word in words)
    for at, word in enumerate(words):
        if word.text[0].isdigit() and (named or "." in word.text or len(words) == 1):
            value = float(word.text)
            if rule.celsius <= value < _HOTTEST["celsius"] or rule.fahrenheit <= value < _HOTTEST["fahrenheit"]:
                yield at


def tier_of(matches: tuple[Match, ...]) -> str:
    """Return the most urgent tier of these matches; NOT_LISTED where there are none."""
    return matches[0].side_effect.tier if matches else NOT_LISTED
