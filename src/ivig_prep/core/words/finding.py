"""Finding signs in a text: phrases of the list, families of them, and emergencies with one slip in them."""

from collections.abc import Iterator, Mapping, Set

from ivig_prep.core.words.lines import Lines
from ivig_prep.core.words.places import FAR, NOT, Found, Places
from ivig_prep.core.words.vocabulary import Vocabulary
from ivig_prep.core.words.word_index import ONLY_PART, PARTED, IndexedFamily, Phrase, WordIndex

_Begun = tuple[str, list[str], frozenset[str]]
"""A phrase of families: what it is used for, the words behind its first, and these as a set."""

FAMILY_GAP = 6
LEAST_ALONE = 5
"""A slip of a word that is an emergency all by itself counts from so many letters on."""


class Finder:
    """Finds every sign of a list in a text."""

    def __init__(self, index: WordIndex, vocabulary: Vocabulary) -> None:
        self._index, self._vocabulary = index, vocabulary
        self._lines = index.lines(lambda volume: volume.phrases)
        self._family_parts = index.lines(lambda volume: volume.family_parts)
        self._urgent_under = index.lines(lambda volume: volume.urgent_under)
        self._idioms = index.lines(lambda volume: volume.idioms)
        self._bound = index.lines(lambda volume: volume.bound)
        self._groups: dict[str, dict[str, str]] = {}
        self._begun: dict[str, dict[str, list[_Begun]]] = {}
        self._used: dict[str, list[tuple[int, int]]] = {}
        self._entries: dict[str, frozenset[str]] = {}
        self._families: dict[int, IndexedFamily] = {}
        self._stored: dict[str, list[tuple[str, frozenset[str]]]] = {}
        self._parsed: dict[str, Phrase] = {}
        self._slips: dict[tuple[str, str], tuple[str, bool, bool]] = {}
        self._slipped: dict[tuple[str, str], list[tuple[Phrase, frozenset[str]]]] = {}

    def find(self, text: Places, done: Set[str] = frozenset()) -> list[Found]:
        """Return what stands in the text, without what a longer phrase or an idiom takes away.

        Entries that are `done` are not looked for again.
        """
        return self._kept(text, list(dict.fromkeys(self._find(text, done))))

    def entries_with(self, words: set[str]) -> set[str]:
        """Return the ids of the entries that have one of these words in a way to say them."""
        found = (self._phrase(line) for anchor in self._lines for line, said in self._under(anchor) if said & words)
        return {phrase.side_effect for phrase in found if not phrase.spanish}

    def _under(self, anchor: str) -> list[tuple[str, frozenset[str]]]:
        """Return the phrases whose rarest word this is, as they are stored, each with the set of its words."""
        if anchor not in self._stored:
            lines = self._lines.get(anchor)
            stored = lines.split("&") if lines else ()
            self._stored[anchor] = [(line, frozenset(line.partition("|")[0].split())) for line in stored]
        return self._stored[anchor]

    def _phrase(self, line: str) -> Phrase:
        """Return a phrase as it is stored as one. Few of those under a word are ever looked for."""
        if line not in self._parsed:
            self._parsed[line] = Phrase.of(line)
        return self._parsed[line]

    def _find(self, text: Places, done: Set[str]) -> Iterator[Found]:
        meanings = frozenset(text.places)
        for anchor, places in text.places.items():
            for line, words in self._under(anchor):
                for at in places if words <= meanings else ():
                    if text.is_around(words, at) and (phrase := self._phrase(line)).side_effect not in done:
                        yield from (
                            one for one in text.find(phrase, anchor, at) if not self._is_split(text, phrase, one)
                        )
        yield from self._find_families(text, done)
        yield from self._find_slips(text, done)

    def _is_split(self, text: Places, phrase: Phrase, found: Found) -> bool:
        """Say whether two signs were found as one where a `no` stands before one of them."""
        if not phrase.broken or found.literal:
            return False
        signs = (at for at in found.at if not text.means(at, NOT))  # a `no` of the phrase itself has no `no` before it
        return any(self._vocabulary.is_negated(text, (at,), found.at) for at in signs)

    def _is_two(self, text: Places, spots: frozenset[int]) -> bool:
        """Say whether a `no` stands before what was found in a later clause: `sore arm, no redness` is no red arm."""
        return any(self._vocabulary.is_without(text, at, spots) for at in text.behind_a_break(spots))

    def _find_families(self, text: Places, done: Set[str]) -> Iterator[Found]:
        for place, spots in sorted(self._family_spots(text, done).items()):
            if len(spots) == 1 and ONLY_PART not in spots:
                continue
            family = self._family(place)
            if len(spots) < family.parts or family.side_effect in done:
                continue
            parts = [spots[part] for part in sorted(spots)]
            if family.far:
                yield from self._pair(text, family.side_effect, parts)
                continue
            for at in text.together(parts, FAMILY_GAP):
                if not self._is_two(text, at):
                    yield Found(family.side_effect, at, near=False, spanish=family.spanish)

    def _family_spots(self, text: Places, done: Set[str]) -> dict[int, dict[int, list[frozenset[int]]]]:
        """Return for each family, by its place in the list, where words of each of its parts stand."""
        spots: dict[int, dict[int, list[frozenset[int]]]] = {}
        standing = frozenset(text.loose)
        for first in text.loose:
            for use, rest, needed in self._beginning_with(first, standing):
                is_over = not needed <= standing or (done and self._entries_of(use) <= done)
                loose = [] if is_over else list(text.runs(first, rest, loose=True))
                sure = list(text.runs(first, rest)) if loose else []
                for place, part in self._uses(use) if loose else ():
                    if found := sure if part == ONLY_PART else loose:
                        spots.setdefault(place, {}).setdefault(part, []).extend(found)
        return spots

    def _beginning_with(self, first: str, standing: frozenset[str]) -> Iterator[_Begun]:
        """Yield the phrases of families that a word begins; of two words and more, where the second one stands too."""
        if first not in self._groups:
            groups = (group.partition(":") for group in self._family_parts.get(first).split("|") if group)
            self._groups[first] = {second: entries for second, _, entries in groups}
            self._begun[first] = {}
        begun = self._begun[first]
        for second, entries in self._groups[first].items():
            if second in standing or not second:
                if second not in begun:
                    begun[second] = list(_parted(second, entries))
                yield from begun[second]

    def _uses(self, use: str) -> list[tuple[int, int]]:
        """Return the families that a phrase is of, by their place in the list, and which of their parts it is."""
        if use not in self._used:
            said = use if "," in use else self._index.part_uses[int(use)]
            numbers = list(map(int, said.replace("+", ",").split(",")))
            self._used[use] = list(zip(numbers[::2], numbers[1::2], strict=True))
        return self._used[use]

    def _entries_of(self, use: str) -> frozenset[str]:
        """Return the entries of the families that a phrase is of."""
        if use not in self._entries:
            self._entries[use] = frozenset(self._family(place).side_effect for place, _ in self._uses(use))
        return self._entries[use]

    def _family(self, place: int) -> IndexedFamily:
        """Return the family at this place of the list."""
        if place not in self._families:
            self._families[place] = IndexedFamily.of(self._index.families[place])
        return self._families[place]

    def _pair(self, text: Places, entry: str, parts: list[list[frozenset[int]]]) -> Iterator[Found]:
        """Yield a family whose parts stand far apart, of what nobody says is not there."""
        there = [[at for at in part if not self._vocabulary.is_negated(text, at)] for part in parts]
        if all(there):
            yield from (Found(entry, at, near=False) for at in text.together(there, FAR))

    def _find_slips(self, text: Places, done: Set[str]) -> Iterator[Found]:
        """Yield emergencies of which one word is a slip and the rest stands there."""
        for at, slip in text.slips:
            meaning, plain, listed = self._slip(slip, text.words[at].text)
            for phrase, others in self._with_word(meaning, text.around(at)):
                if phrase.side_effect in done:
                    continue
                if not others:
                    if plain and len(slip) >= LEAST_ALONE and slip in phrase.written:
                        yield Found(phrase.side_effect, frozenset((at,)), near=True, spanish=phrase.spanish)
                elif text.is_around(others, at) and (plain or listed or not others <= self._vocabulary.hollow):
                    yield from text.find(phrase, meaning, at, slipped=True)

    def _slip(self, slip: str, typed: str) -> tuple[str, bool, bool]:
        """Return what a slip means, whether what was typed is no word, and whether phones put it in for this one."""
        if (slip, typed) not in self._slips:
            vocabulary = self._vocabulary
            is_listed = slip in vocabulary.mistaken(typed)
            self._slips[slip, typed] = (vocabulary.alike(slip), vocabulary.is_plain(typed), is_listed)
        return self._slips[slip, typed]

    def _with_word(self, meaning: str, around: frozenset[str]) -> Iterator[tuple[Phrase, frozenset[str]]]:
        """Yield the phrases of emergencies that have this word, each with its others, where those may stand around."""
        for anchor in self._urgent_under.get(meaning).split("|"):
            if anchor == meaning or anchor in around:
                if (anchor, meaning) not in self._slipped:
                    self._slipped[anchor, meaning] = [
                        (self._phrase(line), words - {meaning})
                        for line, words in self._under(anchor)
                        if meaning in words and self._phrase(line).urgent
                    ]
                yield from self._slipped[anchor, meaning]

    def _kept(self, text: Places, found: list[Found]) -> list[Found]:
        """Return what no longer phrase stands around, and no idiom."""
        longer: dict[int, list[Found]] = {}
        for one in found:
            if (
                one.exact
                and not one.near
                and (len(one.at) > 1 or one.literal)
                and not self._vocabulary.is_negated(text, one.at)
            ):
                for at in one.at:
                    longer.setdefault(at, []).append(one)
        whole = self._bound_at(text) if found else {}
        kept = [
            one
            for one in found
            if (self._is_clue(one) or not self._is_covered(one, longer))
            and all(whole[at] <= one.at for at in one.at if at in whole)
        ]
        idle = {at for spots in _standing(text, self._idioms) for at in spots} if kept else set()
        return [] if idle and all(text.content_of(one.at) <= idle for one in kept) else kept

    def _is_clue(self, one: Found) -> bool:
        """Say whether what was found is no entry of its own, but words that make another one more urgent."""
        return one.side_effect in self._index.clues

    def _is_covered(self, one: Found, longer: Mapping[int, list[Found]]) -> bool:
        """Say whether one of the longer phrases takes this one away."""
        return any(_covers(other, one) for other in longer.get(min(one.at), ()))

    def _bound_at(self, text: Places) -> dict[int, frozenset[int]]:
        """Return for each word that belongs to others where all of them stand; not behind a `no`."""
        spots = _standing(text, self._bound)
        return {at: whole for whole in spots if not self._vocabulary.is_negated(text, whole) for at in whole}


def _parted(second: str, entries: str) -> Iterator[_Begun]:
    """Yield the phrases of families that begin with two words, or with one where there is no second."""
    for entry in entries.split("/"):
        use, *rest = entry.split(" ")
        words = [second, *rest] if second else rest
        yield use, words, frozenset(words)


def _standing(text: Places, listed: Lines) -> Iterator[frozenset[int]]:
    """Yield where phrases of a list, kept under their first word, stand in a text, parted as they are written."""
    for word in text.said:
        for phrase in filter(None, listed.get(word).split("|")):
            said, _, parted = phrase.partition(PARTED)
            for spots in text.standing(tuple(said.split())):
                if text.breaks_within(spots) == parted:
                    yield spots


def _covers(other: Found, one: Found) -> bool:
    """Say whether `other`, a longer phrase typed as it stands, takes `one` away."""
    if one.at == other.at:
        return other.literal and not one.literal
    return one.at < other.at
