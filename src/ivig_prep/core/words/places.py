"""Where each meaning stands in a typed text, and where phrases of them stand together."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from ivig_prep.core.words.word_index import Phrase
from ivig_prep.core.words.wording import Word, name_behind

GAP = 2
"""How many other words may stand between the words of a sign."""

FAR = 24
"""How many other words may stand between the parts of a sign that is said in two clauses or sentences."""

NOT = "not"
"""The word that stands for each `no`, `never` and `wont`: it belongs to its own clause (`no fever, breathing well`)."""

DIGIT = "#"
"""Stands for any digit in words that are looked for exactly."""

_REACH = 8
"""How far from a word, in words that count, others of the same phrase are looked for."""


class Meaning(NamedTuple):
    """What a typed word may mean: `sure` and `near` readings, and the words of emergencies it may be a `slip` of.

    `is_known` says that the list has the word as it was typed. `loose` is what a word that is no English one may be a
    slip of: it counts in families, where other words stand by it. One that `is_common` is only read as a near one
    where it stands in the very place of it.
    """

    sure: tuple[str, ...]
    near: tuple[str, ...]
    slip: tuple[str, ...]
    is_known: bool = False
    loose: tuple[str, ...] = ()
    is_common: bool = False


class Found(NamedTuple):
    """A phrase or family found at these positions of the text."""

    side_effect: str
    at: frozenset[int]
    near: bool
    exact: bool = False
    literal: bool = False
    spanish: bool = False


class Places:
    """A text with what each of its words may mean, and where each meaning stands."""

    def __init__(self, words: Sequence[Word], fillers: frozenset[str], means: Callable[[Word], Meaning]) -> None:
        self.words = words
        self.places: dict[str, list[int]] = {}
        self.loose: dict[str, list[int]] = {}
        self.slips: list[tuple[int, str]] = []
        self._near: set[tuple[str, int]] = set()
        self._common: set[tuple[str, int]] = set()
        self._rank: list[int] = []
        self._filler: list[bool] = []
        self._means: list[set[str]] = []
        self._known: list[bool] = []
        self._typed = [word.text for word in words]
        self.said = frozenset(self._typed)
        rank = 0
        for at, word in enumerate(words):
            self._rank.append(rank)
            self._filler.append(word.text in fillers)
            rank += not self._filler[at]
            meaning = means(word)
            here = {*meaning.sure, *meaning.near}
            for one in here:
                self.places.setdefault(one, []).append(at)
            for one in {*meaning.sure, *meaning.loose} if meaning.is_common else {*here, *meaning.loose}:
                self.loose.setdefault(one, []).append(at)
            if word.behind.isalpha():
                self._keep_behind(word.behind, here, at)
            self._means.append(here)
            self._known.append(meaning.is_known)
            if meaning.near:
                near = {(near, at) for near in meaning.near if near not in meaning.sure}
                self._near |= near
                self._common |= near if meaning.is_common else set()
            if meaning.slip:
                self.slips += ((at, slip) for slip in meaning.slip)
        self._content = [at for at, is_filler in enumerate(self._filler) if not is_filler]
        self._around: dict[int, frozenset[str]] = {}

    def _keep_behind(self, behind: str, meanings: Iterable[str], at: int) -> None:
        """Keep where these meanings stand right behind a word that parts clauses: families have phrases with both."""
        for one in meanings:
            for places in (self.places, self.loose):
                places.setdefault(name_behind(behind, one), []).append(at)

    def is_around(self, words: frozenset[str], at: int) -> bool:
        """Say whether all these meanings stand near a position."""
        return words <= self.around(at)

    def around(self, at: int) -> frozenset[str]:
        """Return all meanings near enough to a position to be of one phrase with it."""
        if at not in self._around:
            content, rank = self._content, self._rank[at]
            first = content[rank - _REACH] if rank >= _REACH else 0
            last = content[min(rank + _REACH, len(content) - 1)] if content else at
            low, high = max(min(first, at - _REACH), 0), max(last, at + _REACH)
            self._around[at] = frozenset().union(*self._means[low : high + 1])
        return self._around[at]

    # Phrases

    def find(self, phrase: Phrase, anchor: str, at: int, *, slipped: bool = False) -> Iterator[Found]:
        """Yield where the words of a phrase stand together around its word `anchor` here."""
        if len(phrase.words) == 1 and not slipped:
            yield from self._single(phrase, at)
            return
        for spots in self._spread(phrase.words, anchor, at):
            if not self._is_parted_as(phrase, spots):
                continue
            exact = self._is_exact(spots, phrase)
            if exact or (self._only_fillers_between(spots) if phrase.whole else self._stands(phrase, spots)):
                near = slipped or any((word, one) in self._near for word, one in zip(phrase.words, spots, strict=True))
                typed = tuple(word.text for word in self.words[min(spots) : max(spots) + 1])
                literal = typed == phrase.written
                yield Found(phrase.side_effect, frozenset(spots), near, exact, literal, phrase.spanish)
                return

    def _single(self, phrase: Phrase, at: int) -> Iterator[Found]:
        word, (written, *_) = self.words[at].text, phrase.written
        is_other = (phrase.words[0], at) in self._common and len(self.content) > 1
        if not is_other and (not phrase.literal or word == written or not self._known[at]):
            near = (phrase.words[0], at) in self._near
            literal = (word,) == phrase.written
            yield Found(phrase.side_effect, frozenset((at,)), near, exact=True, literal=literal, spanish=phrase.spanish)

    def _spread(self, words: tuple[str, ...], anchor: str, at: int) -> Iterator[tuple[int, ...]]:
        """Yield ways to lay the words of a phrase out, with the anchor here."""
        if len(words) == 2 and words[0] != words[1]:
            is_first = words[0] == anchor
            places = self.places.get(words[is_first], ())
            other = _nearest(places, at, 1 if is_first else -1)
            if other == at:  # one word can mean both, but stands for one of them
                other = _nearest([place for place in places if place != at], at, 1 if is_first else -1)
            if other is not None:
                yield (at, other) if is_first else (other, at)
            return
        for place in (place for place, word in enumerate(words) if word == anchor):
            spots = self._spread_from(words, place, at)
            if spots:
                yield spots

    def _spread_from(self, words: tuple[str, ...], place: int, at: int) -> tuple[int, ...] | None:
        """Return where each word stands, nearest to the one before, with the word of this place here."""
        spots = {place: at}
        for other in (*range(place - 1, -1, -1), *range(place + 1, len(words))):
            beside, step = (spots[other + 1], -1) if other < place else (spots[other - 1], 1)
            taken = spots.values()
            around = _around(self.places.get(words[other], ()), beside, len(spots))
            nearest = _nearest([one for one in around if one not in taken], beside, step)
            if nearest is None:
                return None
            spots[other] = nearest
        return tuple(spots[one] for one in range(len(words)))

    def _is_exact(self, spots: tuple[int, ...], phrase: Phrase) -> bool:
        rank = spots if phrase.whole else tuple(self._rank[at] for at in spots)
        in_line = all(after == before + 1 for before, after in pairwise(rank))
        return in_line and (phrase.broken or self._one_clause(spots))

    def _stands(self, phrase: Phrase, spots: tuple[int, ...]) -> bool:
        """Say whether the words of a phrase stand together, none of them a common word that is a near one."""
        pairs = zip(phrase.words, spots, strict=True)
        return self._is_close(spots, GAP) and self._common.isdisjoint(pairs)

    def _is_parted_as(self, phrase: Phrase, spots: Iterable[int]) -> bool:
        """Say whether what a break parts in a phrase typed whole is parted here too: `not with it` is no `not it`."""
        return not (phrase.whole and phrase.broken) or not self._one_clause(spots)

    def _only_fillers_between(self, spots: tuple[int, ...]) -> bool:
        """Say whether the spots stand in order, with nothing between them but words passed over."""
        in_order = all(before < after for before, after in pairwise(spots))
        between = (at for at in range(spots[0], spots[-1]) if at not in spots)
        return in_order and len(spots) > 1 and all(self._filler[at] for at in between)

    def _one_clause(self, spots: Iterable[int]) -> bool:
        return len({self.words[at].clause for at in spots}) <= 1

    def _is_close(self, spots: Iterable[int], gap: int) -> bool:
        """Say whether the spots stand together; across a comma or an `and` they must stand closer."""
        listed = sorted(spots)
        return self._is_within(listed, gap if self._one_clause(listed) else gap - GAP)

    def _is_within(self, spots: Collection[int], gap: int) -> bool:
        """Say whether no more than so many other words stand between these."""
        return self._rank[max(spots)] - self._rank[min(spots)] + 1 - len(spots) <= gap

    # Runs of words, and families of them

    def runs(self, first: str, rest: Sequence[str], *, loose: bool = False) -> Iterator[frozenset[int]]:
        """Yield where these words, or slips of them (`loose`), stand in this order with at most one other between."""
        places = self.loose if loose else self.places
        if not rest:
            yield from (frozenset((start,)) for start in places.get(first, ()))
            return
        for word in rest:
            if word not in places:
                return
        for start in places.get(first, ()):
            spots = _follow([start], rest, places)
            is_own = first != NOT or self._one_clause(spots[:2])
            if spots and is_own and self._rank[spots[-1]] - self._rank[start] <= len(rest) + 1:
                yield frozenset(spots)

    def together(self, spots: list[list[frozenset[int]]], gap: int) -> Iterator[frozenset[int]]:
        """Yield places, one of each part, that stand close together.

        Of phrases that begin at one word, the shortest leaves the most words to other parts, and the longest has the
        fewest other words between. Both are tried, so that what is found depends on no order.
        """
        shortest = [sorted(part, key=lambda at: (min(at), len(at))) for part in spots[1:]]
        yield from self._joined(spots[0], shortest, gap)
        if any(len({min(at) for at in part}) < len(part) for part in shortest):
            longest = [sorted(part, key=lambda at: (min(at), -len(at))) for part in spots[1:]]
            yield from self._joined(spots[0], longest, gap)

    def _joined(
        self, firsts: list[frozenset[int]], parts: list[list[frozenset[int]]], gap: int
    ) -> Iterator[frozenset[int]]:
        """Yield places, one of each part, that stand close together; of those as near, the first one listed."""
        starts = [[min(at) for at in part] for part in parts]
        for first in firsts:
            joined = first
            for part, start in zip(parts, starts, strict=True):
                here = bisect_left(start, min(joined))
                free = [at for at in part[max(here - 3, 0) : here + 3 + len(joined)] if not at & joined]
                if not free:
                    break
                joined |= min(
                    free, key=lambda at: min(abs(one - other) for one in at for other in joined)
                )  # used at once
            else:
                if gap == FAR and self._is_within(joined, FAR):
                    yield joined
                    return
                if gap != FAR and self._is_close(joined, gap) and self._is_own_no(joined):
                    yield joined

    def _is_own_no(self, spots: frozenset[int]) -> bool:
        """Say whether each `no` of these words has one of them in its clause: not so in `no fever, breathing well`."""
        clauses = [self.words[at].clause for at in spots]
        return all(clauses.count(self.words[at].clause) > 1 for at in spots if NOT in self._means[at])

    def is_negated(
        self,
        spots: Iterable[int],
        negators: frozenset[str],
        between: frozenset[str],
        passing: frozenset[int] = frozenset(),
    ) -> bool:
        """Say whether a `no` stands before these words in their clause, with nothing else between but such words.

        A `no` that is one of `passing` says nothing.
        """
        first = min(spots)
        for at in range(first - 1, -1, -1):
            word = self.words[at]
            if at in passing:
                return False
            if word.clause != self.words[first].clause:
                return False
            if word.text in negators:
                return True
            if not self._filler[at] and word.text not in between:
                return False
        return False

    def first_of_clause(self, at: int) -> int:
        """Return where the clause of a word begins."""
        while at and self.words[at - 1].clause == self.words[at].clause:
            at -= 1
        return at

    def means(self, at: int, meaning: str) -> bool:
        """Say whether a word may mean this."""
        return meaning in self._means[at]

    def behind_a_break(self, spots: Iterable[int]) -> list[int]:
        """Return which of these words do not stand in the clause of the first of them."""
        first, *more = sorted(spots)
        return [at for at in more if self.words[at].clause != self.words[first].clause]

    def breaks_within(self, spots: frozenset[int]) -> str:
        """Return what parts clauses within these neighboring words, each before the number of the word behind it."""
        first = min(spots)
        behind = ((at - first, self.words[at].behind) for at in sorted(spots - {first}))
        steps = self.words[max(spots)].clause - self.words[first].clause
        parted = "".join(f"{mark}{at}" for at, mark in behind if mark) if steps else ""
        return parted if steps <= 1 else f"{parted}."

    def standing(self, words: tuple[str, ...]) -> Iterator[frozenset[int]]:
        """Yield the positions of these words wherever they stand exactly so; a `#` is any digit."""
        count, wanted = len(words), list(words)
        has_digits = any(DIGIT in word for word in words)
        if not has_digits and words[-1] not in self.said:
            return
        for start in range(len(self._typed)) if DIGIT in words[0] else self._starts.get(words[0], ()):
            typed = self._typed[start : start + count]
            if typed == wanted or (has_digits and len(typed) == count and all(map(_is_as, words, typed))):
                yield frozenset(range(start, start + count))

    @cached_property
    def _starts(self) -> dict[str, list[int]]:
        """Return where each word stands as it was typed."""
        starts: dict[str, list[int]] = {}
        for at, typed in enumerate(self._typed):
            starts.setdefault(typed, []).append(at)
        return starts

    def content_of(self, spots: Iterable[int]) -> set[int]:
        """Return these positions without those of small words."""
        return {at for at in spots if not self._filler[at]}

    def is_all(self, spots: Iterable[int]) -> bool:
        """Say whether no other words that count stand in the text."""
        return self.content_of(range(len(self.words))) <= set(spots)

    @property
    def content(self) -> list[str]:
        """The words that count, as typed."""
        return [word.text for at, word in enumerate(self.words) if not self._filler[at]]


def _is_as(word: str, typed: str) -> bool:
    """Say whether a word was typed as it is written, with a digit for each `#`."""
    if word == typed or DIGIT not in word:
        return word == typed
    pairs = zip(word, typed, strict=False)
    return len(word) == len(typed) and all(a == b or (a == DIGIT and b.isdigit()) for a, b in pairs)


def _nearest(places: Sequence[int], at: int, step: int) -> int | None:
    """Return the nearest of these sorted places; of two as near, the one that lies in the direction of the step."""
    here = bisect_left(places, at)
    after = places[here] if here < len(places) else None
    before = places[here - 1] if here else None
    if after is None or before is None:
        return before if after is None else after
    if after - at == at - before:
        return after if step > 0 else before
    return after if after - at < at - before else before


def _follow(spots: list[int], rest: Iterable[str], places: Mapping[str, Sequence[int]]) -> list[int]:
    """Return these spots and, for each word of the rest, the next place behind; nothing where one has none."""
    for word in rest:
        listed = places.get(word, ())
        behind = bisect_left(listed, spots[-1] + 1)
        if behind == len(listed):
            return []
        spots.append(listed[behind])
    return spots


def _around(places: Sequence[int], at: int, more: int) -> Sequence[int]:
    """Return the few of these sorted places that stand nearest."""
    here = bisect_left(places, at)
    return places[max(here - more - 1, 0) : here + more + 1]


def undoubled(word: str) -> str:
    """Return a word with each doubled letter written once."""
    return "".join(letter for at, letter in enumerate(word) if at == 0 or letter != word[at - 1])
