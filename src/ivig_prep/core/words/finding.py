"""Finding signs in a text: phrases of the list, families of them, and emergencies with one slip in them."""

from collections.abc import Collection, Iterator, Mapping

from ivig_prep.core.words.lines import Lines
from ivig_prep.core.words.places import FAR, Found, Places
from ivig_prep.core.words.ready_words import Phrase, ReadyFamily, ReadyWords
from ivig_prep.core.words.vocabulary import Vocabulary

FAMILY_GAP = 6
LEAST_ALONE = 5
"""A slip of a word that is an emergency all by itself counts from so many letters on."""


class Finder:
    """Finds every sign of a list in a text."""

    def __init__(self, ready: ReadyWords, vocabulary: Vocabulary) -> None:
        self._ready, self._vocabulary = ready, vocabulary
        self._lines, self._family_parts = Lines(ready.phrases), Lines(ready.family_parts)
        self._urgent_under = Lines(ready.urgent_under)
        self._idioms, self._bound = Lines(ready.idioms), Lines(ready.bound)
        self._begins: dict[str, list[tuple[str, list[str], frozenset[str]]]] = {}
        self._used: dict[str, list[tuple[int, int]]] = {}
        self._families: dict[int, ReadyFamily] = {}
        self._parsed: dict[str, list[tuple[Phrase, frozenset[str]]]] = {}
        self._slipped: dict[tuple[str, str], list[tuple[Phrase, frozenset[str]]]] = {}

    def find(self, text: Places, done: Collection[str] = ()) -> list[Found]:
        """Return what stands in the text, without what a longer phrase or an idiom takes away.

        Entries that are `done` are not looked for again.
        """
        return self._kept(text, list(dict.fromkeys(self._find(text, done))))

    def entries_with(self, words: set[str]) -> set[str]:
        """Return the ids of the entries that have one of these words in a way to say them."""
        return {
            phrase.side_effect
            for anchor in self._lines
            for phrase, said in self._phrases(anchor)
            if not phrase.spanish and not said.isdisjoint(words)
        }

    def _phrases(self, anchor: str) -> list[tuple[Phrase, frozenset[str]]]:
        """Return the phrases whose rarest word this is, each with the set of its words."""
        if anchor not in self._parsed:
            lines = self._lines.get(anchor)
            made = [Phrase.of(line) for line in lines.split("&")] if lines else []
            self._parsed[anchor] = [(phrase, frozenset(phrase.words)) for phrase in made]
        return self._parsed[anchor]

    def _find(self, text: Places, done: Collection[str]) -> Iterator[Found]:
        for anchor, places in text.places.items():
            for phrase, words in self._phrases(anchor):
                for at in places if phrase.side_effect not in done else ():
                    if text.is_around(words, at):
                        yield from (
                            one for one in text.find(phrase, anchor, at) if not self._is_split(text, phrase, one)
                        )
        yield from self._find_families(text, done)
        yield from self._find_slips(text, done)

    def _is_split(self, text: Places, phrase: Phrase, found: Found) -> bool:
        """Say whether two signs were found as one where a `no` stands before one of them."""
        if not phrase.broken or found.literal:
            return False
        return any(self._vocabulary.is_negated(text, (at,), found.at) for at in found.at)

    def _is_two(self, text: Places, spots: frozenset[int]) -> bool:
        """Say whether a `no` stands before what was found in a later clause: `sore arm, no redness` is no red arm."""
        return any(self._vocabulary.is_without(text, at, spots) for at in text.behind_a_break(spots))

    def _find_families(self, text: Places, done: Collection[str]) -> Iterator[Found]:
        for place, spots in sorted(self._family_spots(text, done).items()):
            family = self._family(place)
            if len(spots) < family.parts:
                continue
            parts = [spots[part] for part in range(family.parts)]
            if family.far:
                yield from self._pair(text, family.side_effect, parts)
                continue
            for at in text.together(parts, FAMILY_GAP):
                if not self._is_two(text, at):
                    yield Found(family.side_effect, at, near=False, spanish=family.spanish)

    def _family_spots(self, text: Places, done: Collection[str]) -> dict[int, dict[int, list[frozenset[int]]]]:
        """Return for each family, by its place in the list, where words of each of its parts stand."""
        spots: dict[int, dict[int, list[frozenset[int]]]] = {}
        standing = text.loose.keys()
        for first in text.loose:
            for use, rest, needed in self._begun(first):
                if not needed <= standing:
                    continue
                wanted = [one for one in self._uses(use) if self._family(one[0]).side_effect not in done]
                loose = list(text.runs(first, rest, loose=True)) if wanted else []
                sure = list(text.runs(first, rest)) if loose else []
                for place, part in wanted if loose else ():
                    if found := loose if self._family(place).parts > 1 else sure:
                        spots.setdefault(place, {}).setdefault(part, []).extend(found)
        return spots

    def _begun(self, first: str) -> list[tuple[str, list[str], frozenset[str]]]:
        """Return the phrases of families that a word begins: what each is used for, the words that follow, as a set."""
        if first not in self._begins:
            parted = (line.split(" ") for line in self._family_parts.get(first).split("|") if line)
            self._begins[first] = [(use, rest, frozenset(rest)) for use, *rest in parted]
        return self._begins[first]

    def _uses(self, use: str) -> list[tuple[int, int]]:
        """Return the families, by their place in the list, that a phrase is of, and which of their parts."""
        if use not in self._used:
            said = use if "," in use else self._ready.part_uses[int(use)]
            pairs = (one.split(",") for one in said.split("+"))
            self._used[use] = [(int(place), int(part)) for place, part in pairs]
        return self._used[use]

    def _family(self, place: int) -> ReadyFamily:
        """Return the family at this place of the list."""
        if place not in self._families:
            self._families[place] = ReadyFamily.of(self._ready.families[place])
        return self._families[place]

    def _pair(self, text: Places, entry: str, parts: list[list[frozenset[int]]]) -> Iterator[Found]:
        """Yield a family whose parts stand far apart, of what nobody says is not there."""
        there = [[at for at in part if not self._vocabulary.is_negated(text, at)] for part in parts]
        if all(there):
            yield from (Found(entry, at, near=False) for at in text.together(there, FAR))

    def _find_slips(self, text: Places, done: Collection[str]) -> Iterator[Found]:
        """Yield emergencies of which one word is a slip and the rest stands there."""
        for at, slip in text.slips:
            meaning, typed = self._vocabulary.alike(slip), text.words[at].text
            plain = self._vocabulary.is_plain(typed)
            listed = slip in self._vocabulary.mistaken(typed)
            for phrase, others in self._with_word(meaning, text.around(at)):
                if phrase.side_effect in done:
                    continue
                if not others:
                    if plain and len(slip) >= LEAST_ALONE and slip in phrase.written:
                        yield Found(phrase.side_effect, frozenset((at,)), near=True, spanish=phrase.spanish)
                elif text.is_around(others, at) and (plain or listed or not others <= self._vocabulary.hollow):
                    yield from text.find(phrase, meaning, at, slipped=True)

    def _with_word(self, meaning: str, around: frozenset[str]) -> Iterator[tuple[Phrase, frozenset[str]]]:
        """Yield the phrases of emergencies that have this word, each with its others, where those may stand around."""
        for anchor in self._urgent_under.get(meaning).split("|"):
            if anchor == meaning or anchor in around:
                if (anchor, meaning) not in self._slipped:
                    self._slipped[anchor, meaning] = [
                        (phrase, words - {meaning})
                        for phrase, words in self._phrases(anchor)
                        if phrase.urgent and meaning in words
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
        return one.side_effect in self._ready.clues

    def _is_covered(self, one: Found, longer: Mapping[int, list[Found]]) -> bool:
        """Say whether one of the longer phrases takes this one away."""
        return any(_covers(other, one) for other in longer.get(min(one.at), ()))

    def _bound_at(self, text: Places) -> dict[int, frozenset[int]]:
        """Return for each word that belongs to others where all of them stand; not behind a `no`."""
        spots = _standing(text, self._bound)
        return {at: whole for whole in spots if not self._vocabulary.is_negated(text, whole) for at in whole}


def _standing(text: Places, listed: Lines) -> Iterator[frozenset[int]]:
    """Yield where phrases of a list, kept under their first word, stand in a text."""
    for word in text.said:
        for phrase in filter(None, listed.get(word).split("|")):
            yield from text.standing(tuple(phrase.split()))


def _covers(other: Found, one: Found) -> bool:
    """Say whether `other`, a longer phrase typed as it stands, takes `one` away."""
    if one.at == other.at:
        return other.literal and not one.literal
    return one.at < other.at
