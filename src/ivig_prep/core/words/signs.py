"""What was found in one text, on its way to an answer: what a `no` denies, what numbers say, and what raises what."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ivig_prep.core.side_effects import EMERGENCY
from ivig_prep.core.words.number_words import in_digits
from ivig_prep.core.words.places import DIGIT, Found, Places
from ivig_prep.core.words.vocabulary import Vocabulary
from ivig_prep.core.words.word_index import WordIndex

MOST_BARE = 8
"""Up to so many words, small ones included, a text can be one bare word."""

MOST_READ = 10_000
"""Numbers are read in so many characters at the beginning of a text, and in as many at its end."""

MOST_BETWEEN = 5
"""So many words at most stand where a clue has a `*`."""

SYMPTOM = "symptom"
ALONE, MOST_ALONE = "alone", 3
"""Nothing else was typed: a text of so few words that count, such as `50 benadryl`."""


class Signs:
    """What stands in a text: in all its stretches together. `known` is what is known to fit the person, as `port`."""

    def __init__(
        self, index: WordIndex, vocabulary: Vocabulary, stretches: Sequence["Stretch"], known: frozenset[str]
    ) -> None:
        self._index, self._vocabulary, self._known = index, vocabulary, known
        self._stretches = [_with_bare(stretch, index) for stretch in stretches]
        self._clues: dict[str, bool] = {}
        self._measured: set[str] = set()
        self._read: set[str] = set()
        self.there = {entry for stretch in self._stretches for entry in there(stretch, vocabulary)}

    @property
    def found(self) -> list[Found]:
        """All that was found."""
        return [one for stretch in self._stretches for one in stretch.found]

    @property
    def said(self) -> str:
        """The whole text, with one space between its words."""
        return " ".join(word.text for stretch in self._stretches for word in stretch.text.words)

    def _leave_out_names(self, names: set[str]) -> None:
        """Leave out what was only found in these names of readings."""
        if names:
            self._stretches = [_without(stretch, names) for stretch in self._stretches]
            self.there &= {one.side_effect for one in self.found}

    def near(self) -> dict[str, bool]:
        """Return the entries found, each with whether it was only read from near misses."""
        near: dict[str, bool] = {}
        for one in self.found:
            near[one.side_effect] = near.get(one.side_effect, True) and one.near
        return near

    def is_there(self, name: str) -> bool:
        """Say whether a clue, an entry, or any symptom was typed, or is known of the person."""
        if name in self._known or name in self.there:
            return True
        if name == SYMPTOM:
            return not self.there <= self._measured
        if name == ALONE:
            return all(len(text.content) <= MOST_ALONE for text, _ in self._stretches)
        if name not in self._clues:
            self._clues[name] = self._has_clue(name)
        return self._clues[name]

    @property
    def is_spanish(self) -> bool:
        """Say whether something was found that is Spanish and no English; `sepsis` is both, and counts alone."""
        for text, found in self._stretches:
            english = {one.at for one in found if not one.spanish}
            if any(one.spanish and (one.at not in english or text.is_all(one.at)) for one in found):
                return True
        return False

    @property
    def is_past(self) -> bool:
        """Say whether what was found was long ago: a `now` tells against it, but not in `all fine now`."""
        if not self.is_there("past") or self.is_there("right-now"):
            return False
        return not self.is_there("present") or self.is_there("over")

    def is_within(self, name: str, entry: str) -> bool:
        """Say whether the words of an entry say a clue themselves, as `hard belly` does, whatever is before them."""
        parts = [said.split() for said in self._clues_of(name) if not said.startswith("=")]
        return any(
            frozenset(at) <= one.at
            for stretch in self._stretches
            for one in stretch.found
            if one.side_effect == entry
            for first, *rest in parts
            for at in stretch.text.runs(first, rest)
        )

    def are_denied(self, serious: set[str]) -> bool:
        """Say whether the text says of all that was found of these entries that it is not there."""
        if not any(self._vocabulary.says_no(text) for text, _ in self._stretches):
            return False
        if self.is_there("no-denial") or serious & self._read:
            return False
        if not serious:
            return not self.there
        if self._are_none():
            return True
        from ivig_prep.core.words.denied import is_denied  # late: most texts say no `no`

        return all(is_denied(text, found, serious, self._vocabulary) for text, found in self._stretches)

    def _are_none(self) -> bool:
        """Say whether behind all that was found stands that there is none of it."""
        listed = [tuple(said[1:].split()) for said in self._clues_of("none-there")]
        last = {text: max(max(one.at) for one in found) for text, found in self._stretches if found}
        return bool(last) and all(
            any(min(at) > end for said in listed for at in text.standing(said)) for text, end in last.items()
        )

    def _clues_of(self, name: str) -> list[str]:
        return list(filter(None, self._index.clues.get(name, "").split("|")))

    def _has_clue(self, name: str) -> bool:
        clues = [(said, said.partition(" ")[0].removeprefix("=")) for said in self._clues_of(name)]
        for text, _ in self._stretches:
            begins = {word.behind for word in text.words} | text.said | text.places.keys()
            has_numbers = any(word[0].isdigit() for word in text.said)
            here = (said for said, first in clues if first in begins or (has_numbers and DIGIT in first))
            if any(self._says(text, said) for said in here):
                return True
        return False

    def _says(self, text: Places, said: str) -> bool:
        """Say whether a clue stands in a text; one that begins with `=` exactly so."""
        if said.startswith("="):
            return self._stands(text, said[1:])
        first, *rest = said.split()
        return any(not self._vocabulary.is_negated(text, at) for at in text.runs(first, rest))

    def _stands(self, text: Places, said: str) -> bool:
        """Say whether words stand in a text exactly so; a `*` is for a few words between, and each `#` for a digit."""
        first, *more = (list(self._standing(text, part.split())) for part in said.split(" * "))
        ends = [max(at) for at in first]
        for part in more:
            ends = [max(at) for at in part if any(0 < min(at) - end <= MOST_BETWEEN + 1 for end in ends)]
        return bool(ends)

    def _standing(self, text: Places, words: list[str]) -> Iterator[frozenset[int]]:
        """Yield where words stand exactly so; the first may be one that parts clauses."""
        behind, *rest = words
        if behind not in self._vocabulary.breaks:
            yield from text.standing(tuple(words))
            return
        yield from (at for at in text.standing(tuple(rest)) if text.words[min(at)].behind == behind)

    def readings(self, lower: str) -> "Measured":
        """Return what the numbers of the text say. `lower` is the text in lower case."""
        lower = in_digits(lower)
        if not any(letter.isdigit() for letter in lower) and not any(
            word in lower for word in self._index.shown.split()
        ):
            return Measured()
        if len(lower) > 2 * MOST_READ:
            lower = f"{lower[:MOST_READ]}\n{lower[-MOST_READ:]}"
        return self._measure(lower)

    def _measure(self, lower: str) -> "Measured":
        from ivig_prep.core.words import readings  # late: most texts hold no number

        kinds, bounds = readings.table_of(self._index.numbers)
        if not kinds:  # a clinic's own words
            return Measured()
        self._measured = {bound.side_effect for bound in bounds if bound.tier != EMERGENCY}
        apart = readings.Apart(frozenset(self._index.apart.split()), frozenset(self._index.apart_before.split()))
        spell = self._vocabulary.slips.spell_name(frozenset(readings.name_words(kinds)))
        values = readings.read_values(lower, kinds, apart, spell)
        pairs = list(readings.entries_of(values, bounds, self.is_there))
        usual = {value.kind for value, entry in pairs if not entry}
        self._leave_out_names({name for kind in kinds if kind.kind in usual for name in kind.neutral})
        entries = tuple(dict.fromkeys(entry for _, entry in pairs if entry))
        self._read = set(entries)
        self.there |= self._read
        return Measured(entries, bool(usual), any(kind.misread and kind.kind in usual for kind in kinds))


class Measured(NamedTuple):
    """What numbers say: entries, and whether one lies in its usual range, and is one that meters misread."""

    entries: tuple[str, ...] = ()
    is_usual: bool = False
    is_misread: bool = False


class Stretch(NamedTuple):
    """A text, or a part of a very long one, with what was found there."""

    text: Places
    found: list[Found]


def there(stretch: Stretch, vocabulary: Vocabulary) -> set[str]:
    """Return the entries found of which no `no` says that they are not there."""
    denied = {at for one in stretch.found if vocabulary.is_negated(stretch.text, one.at) for at in one.at}
    return {one.side_effect for one in stretch.found if not one.at <= denied}


def _with_bare(stretch: Stretch, index: WordIndex) -> Stretch:
    """Return a stretch that also has the entry for one bare word, where it is nothing else."""
    words = stretch.text.words
    bare = index.bare.get(" ".join(stretch.text.content)) if len(words) <= MOST_BARE else None
    if bare is None:
        return stretch
    return stretch._replace(found=[*stretch.found, Found(bare, frozenset(range(len(words))), near=False)])


def _without(stretch: Stretch, names: set[str]) -> Stretch:
    """Return a stretch without what stands in these words alone."""
    words = stretch.text.words
    return stretch._replace(found=[one for one in stretch.found if not {words[at].text for at in one.at} <= names])
