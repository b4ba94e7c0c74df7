"""The index of the words of a side-effect list: built with a wheel, and in a checkout at each start."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain

from ivig_prep.core.side_effects import EMERGENCY, SideEffects
from ivig_prep.core.words.lines import LETTERS, lines_of, listed
from ivig_prep.core.words.matching import Matching, Spanish, Synonyms
from ivig_prep.core.words.readings import stored_table
from ivig_prep.core.words.sounds import LEAST_SOUNDS, sound
from ivig_prep.core.words.spanish import LEAST_KEYED, key, same_key
from ivig_prep.core.words.spelling import LEAST_LETTERS, halves, is_long_enough, is_searched
from ivig_prep.core.words.vocabulary import Vocabulary
from ivig_prep.core.words.word_index import (
    ONLY_PART,
    PARTED,
    IndexedFamily,
    Phrase,
    Volume,
    WordIndex,
    alike,
    stored,
    stored_family,
)
from ivig_prep.core.words.wording import Word, name_behind, split_words

_Family = tuple[str, tuple[tuple[str, ...], ...], bool, bool]
"""An entry, the parts, and whether a family is `far` and Spanish."""

_FEW, _SHORT_USE = 3, 6
"""What more phrases than a few are used for is kept once, and named by a number; not where it is as short itself."""


class _Building:
    """The words of a list while its index is built."""

    def __init__(
        self,
        content: SideEffects,
        matching: Matching,
        same: Mapping[str, str],
        alike_in: Callable[[Mapping[str, str], str], str] = alike,
    ) -> None:
        self.matching, self.same = matching, same
        self.alike = partial(alike_in, same)
        self.fillers = frozenset(matching.fillers)
        self.breaks = frozenset(matching.breaks)
        self.hollow = frozenset(map(self.alike, matching.hollow))
        self.exact = frozenset(matching.exact)
        self.literal = frozenset(map(self.alike, matching.literal))
        self.emergencies = frozenset(entry.id for entry in content.side_effects if entry.tier == EMERGENCY)
        self.known: set[str] = {*self.same, *matching.no_signs}
        self.urgent: set[str] = set()
        self.singles: set[str] = set()
        self.kept: set[str] = set()
        self._runs: dict[str, tuple[str, ...]] = {}
        self.classes = {one.id: one.said for one in (*matching.classes, *matching.spanish_classes)}

    def phrase(self, said: str, entry: str, *, spanish: bool = False) -> Phrase:
        """Return a way to say an entry as a phrase."""
        words = split_words(said, self.breaks)
        written = tuple(word.text for word in words)
        content = tuple(self.alike(word) for word in written if word not in self.fillers)
        thin = len(content) <= 1 and not (content and content[0] in self.singles)
        whole = len(written) > 1 and (thin or set(content) <= self.hollow or " ".join(written) in self.exact)
        used = tuple(map(self.alike, written)) if whole else content
        literal = len(written) == 1 and set(content) <= self.literal
        urgent = entry in self.emergencies
        self.known.update(written)
        if urgent:
            self.urgent.update(written)
        broken = len({word.clause for word in words}) > 1
        return Phrase(used, written, entry, whole, broken, spanish, literal, urgent)

    def phrases(self, content: SideEffects, synonyms: Synonyms) -> Iterator[Phrase]:
        """Yield every way to say an entry. The entries come most urgent first."""
        for entry in content.side_effects:
            # One word alone is a sign of its own where an entry at least as urgent has it.
            said = synonyms.get(entry.id, ())
            self.singles |= {self.alike(synonym) for synonym in said if synonym.isalpha()} - self.literal
            yield from (self.phrase(synonym, entry.id) for synonym in said)
        for foreign in self.matching.spanish:
            yield from (self.phrase(said, foreign.side_effect, spanish=True) for said in foreign.said)

    def run(self, said: str) -> tuple[str, ...]:
        """Return a phrase of a family or clue with the small words left out, but not behind a `=`.

        A word that parts clauses is one with the word behind it; alone it stands in no text.
        """
        if said in self._runs:  # many families have the words of one class
            return self._runs[said]
        words = [word.text for word in split_words(said)]
        self.known.update(words)
        small = frozenset[str]() if said.startswith("=") else self.fillers
        kept = [word if word in self.breaks else self.alike(word) for word in words if word not in small]
        pairs = zip(["", *kept], kept, [*kept[1:], ""], strict=False)
        self._runs[said] = tuple(
            name_behind(before, word) if before in self.breaks else word
            for before, word, after in pairs
            if word not in self.breaks or not after
        )
        return self._runs[said]

    def runs(self, part: Iterable[str], *, urgent: bool) -> Iterator[tuple[str, ...]]:
        """Yield the phrases of a part of a family."""
        for phrase in self.spelled_out(part):
            run = self.run(phrase)
            if urgent:
                self.urgent.update(word.text for word in split_words(phrase) if word.text.isalpha())
            if run:
                self.kept.update(run)
                yield run

    def spelled_out(self, phrases: Iterable[str]) -> Iterator[str]:
        """Return these phrases with each word of a class in the place of its name."""
        return chain.from_iterable(map(self._spelled_out, phrases))

    def _spelled_out(self, phrase: str) -> Iterator[str]:
        """Yield a phrase with each word of the first class it names, and so on; itself where it names none."""
        named = next((word for word in phrase.split() if word.startswith("@")), None)
        if named is None:
            yield phrase
            return
        for said in self.classes[named[1:]]:
            yield from self._spelled_out(phrase.replace(named, said, 1))


def build_index(content: SideEffects, synonyms: Synonyms, matching: Matching) -> WordIndex:
    """Return the index of the words of this list."""
    building = _Building(content, matching, {word: group[0] for group in reversed(matching.same) for word in group})
    said = [
        phrase for phrase in building.phrases(content, synonyms) if phrase.words
    ]  # small words alone fit every text
    anchored = list(_under_rarest(said))
    english = [(one.side_effect, one.parts, one.far, False) for one in matching.families]
    families, parts, uses = _families(building, [*english, *_spanish_families(matching.spanish)])
    clues = {clue.id: "|".join(_clue(building, clue.said)) for clue in matching.clues}
    # Only from here on are all words known: each of the steps above brings some.
    return WordIndex(
        volumes=_volumes(
            _searched(building.known, building.urgent),
            lists={"known": building.known, "urgent": building.urgent, "ordinary": matching.ordinary},
            alike=building.same,
            phrases=_grouped(((anchor, stored(phrase)) for anchor, phrase in anchored), "&"),
            urgent_under=_grouped((word, at) for at, phrase in anchored if phrase.urgent for word in phrase.words),
            family_parts=parts,
            idioms=_bound(building.spelled_out(matching.idioms), building.breaks),
            bound=_bound((*building.spelled_out(matching.bound), *matching.spanish_bound), building.breaks),
            sounding=_sounding(building.urgent),
        ),
        said_no=" ".join(sorted(word for word, means in building.same.items() if means == "not")),
        families=tuple(map(stored_family, families)),
        part_uses=uses,
        fillers=matching.fillers,
        breaks=matching.breaks,
        hollow=" ".join(sorted(building.hollow)),
        mistaken=_grouped((typed, meant) for typed, *all_meant in matching.mistaken for meant in all_meant),
        bare=_grouped((said, entry) for said, entry in matching.bare),
        clues=clues,
        numbers=stored_table(matching.kinds, matching.readings),
        shown=" ".join(word for kind in matching.kinds for word in (*kind.high, *kind.low)),
        common=" ".join(matching.common),
        ask_first=tuple("|".join((one.side_effect, one.milder, *one.said)) for one in matching.ask_first),
        apart=" ".join(matching.apart),
        apart_before=" ".join(matching.apart_before),
        sounds=_grouped((sound(word), word) for word in matching.sounds),
        misheard=_grouped((said, meant) for said, meant in matching.misheard),
        spanish_words=" ".join(matching.spanish_words),
        spanish_small=" ".join(matching.spanish_small),
        leads=tuple(map("|".join, matching.leads)),
        one_with_s=matching.one_with_s,
    )


def with_slips(index: WordIndex) -> WordIndex:
    """Return an index that also has what each of its words may be a slip of, so that no look-up searches for it."""
    vocabulary = Vocabulary(index)
    words = {word for letter in LETTERS for word in _own_words(index.volumes[letter])}
    found = {word: vocabulary.slips.meaning(Word(word, 0, word)) for word in words}
    lines = lines_of({word: f"{' '.join(m.near)}|{' '.join(m.slip)}" for word, m in found.items() if m.near or m.slip})
    volumes = {letter: volume._replace(slips=lines[letter]) for letter, volume in index.volumes.items()}
    return index._replace(volumes=volumes, has_slips=True)


def _own_words(volume: Volume) -> Iterator[str]:
    """Yield the known and the everyday words of a volume."""
    return chain(volume.known.split(), volume.ordinary.split())


def build_spanish_index(content: SideEffects, matching: Matching) -> WordIndex:
    """Return the index of all signs in Spanish, by the keys of their words."""
    passed = tuple(word for word in matching.fillers if word in matching.spanish_fillers)
    building = _Building(content, matching._replace(hollow=(), fillers=passed), _spanish_same(matching), same_key)
    older = [building.phrase(said, one.side_effect, spanish=True) for one in matching.spanish for said in one.said]
    made = [building.phrase(said, one.side_effect, spanish=True) for one in matching.spanish_signs for said in one.said]
    phrases = [phrase for phrase in older if len(phrase.words) > 1 and not phrase.whole] + made
    families, parts, uses = _families(building, [*_spanish_families((*matching.spanish, *matching.spanish_signs))])
    anchored = _grouped(((anchor, stored(phrase)) for anchor, phrase in _under_rarest(phrases)), "&")
    keys = {word for phrase in phrases for word in phrase.words} | building.kept
    return WordIndex(
        volumes=_volumes(
            keys,
            lists={"known": keys},
            alike=building.same,
            phrases=anchored,
            family_parts=parts,
            bound=_bound(matching.spanish_bound, ()),
        ),
        families=tuple(map(stored_family, families)),
        part_uses=uses,
        fillers=(*matching.spanish_small, *matching.spanish_fillers, *matching.fillers),
    )


def _volumes(
    searched: Iterable[str], lists: Mapping[str, Iterable[str]], **under: Mapping[str, str]
) -> dict[str, Volume]:
    """Return lists of words, and what stands under words, by their first letter. The names are those of a volume.

    `searched` are the words among which slips are looked for.
    """
    begins, ends = halves(filter(is_long_enough, searched))
    texts = {name: lines_of(of_words) for name, of_words in {**under, "begins": begins, "ends": ends}.items()}
    texts |= {name: listed(words) for name, words in lists.items()}
    return {letter: Volume(**{name: text[letter] for name, text in texts.items()}) for letter in LETTERS}


def _spanish_same(matching: Matching) -> dict[str, str]:
    """Return what Spanish words and keys stand for where that is not their own key."""
    keys = {key(word): first for first, *more in matching.spanish_same for word in more if len(word) >= LEAST_KEYED}
    words = {word: group[0] for group in (*matching.spanish_same, *matching.spanish_apart) for word in group}
    same = {**keys, **{key(first): first for first, *_ in matching.spanish_same}, **words}
    return {**{word: same_key(same, first) for first, *english in matching.spanish_english for word in english}, **same}


def _spanish_families(signs: Iterable[Spanish]) -> Iterator[_Family]:
    return ((one.side_effect, parts, False, True) for one in signs for parts in one.families)


def _under_rarest(phrases: Iterable[Phrase]) -> Iterator[tuple[str, Phrase]]:
    """Yield each phrase with the word of it that the fewest phrases have."""
    every = list(phrases)
    count = Counter(word for phrase in every for word in set(phrase.words))
    return ((min(phrase.words, key=lambda word: (count[word], word)), phrase) for phrase in every)


def _families(
    building: _Building, all_families: Sequence[_Family]
) -> tuple[tuple[IndexedFamily, ...], dict[str, str], tuple[str, ...]]:
    """Return the families, what each first word begins, and the parts of families that this is one phrase of.

    Each phrase is kept once, however many families have it: most have the words of a class in common with others.
    """
    used: dict[tuple[str, ...], list[str]] = {}
    for number, (entry, parts, _, _) in enumerate(all_families):
        for place, part in enumerate(parts):
            for run in dict.fromkeys(building.runs(part, urgent=entry in building.emergencies)):
                used.setdefault(run, []).append(f"{number},{place if len(parts) > 1 else ONLY_PART}")
    joined = {run: "+".join(uses) for run, uses in used.items()}
    many = [uses for uses, count in Counter(joined.values()).items() if count > _FEW and len(uses) > _SHORT_USE]
    short = {uses: str(number) for number, uses in enumerate(many)}
    begun: dict[str, dict[str, list[str]]] = {}
    for (first, *rest), uses in joined.items():
        second, more = (rest[0], rest[1:]) if rest else ("", [])
        begun.setdefault(first, {}).setdefault(second, []).append(" ".join((short.get(uses, uses), *more)))
    begins = {
        first: "|".join(f"{second}:{'/'.join(entries)}" for second, entries in seconds.items())
        for first, seconds in begun.items()
    }
    indexed = tuple(IndexedFamily(entry, len(parts), far, spanish) for entry, parts, far, spanish in all_families)
    return indexed, begins, tuple(many)


def _clue(building: _Building, said: Iterable[str]) -> Iterator[str]:
    """Yield the phrases of a clue; one that begins with `=` stays as it is written."""
    for phrase in said:
        yield phrase if phrase.startswith("=") else " ".join(building.run(phrase))


def _searched(known: Iterable[str], urgent: Collection[str]) -> list[str]:
    """Return the known words that a typed word may be a slip of."""
    return [word for word in known if is_searched(word, urgent=word in urgent)]


def _sounding(words: Iterable[str]) -> dict[str, str]:
    """Return words under their sound; not those that are too short to be known by it."""
    heard = ((sound(word), word) for word in sorted(words) if word.isalpha() and len(word) >= LEAST_LETTERS)
    return _grouped(((said, word) for said, word in heard if len(said) >= LEAST_SOUNDS), " ")


def _bound(phrases: Iterable[str], breaks: Collection[str]) -> dict[str, str]:
    """Return phrases that are looked for as they are typed, under their first word."""
    return _grouped((phrase.split()[0], _parted(phrase, breaks)) for phrase in phrases)


def _parted(phrase: str, breaks: Collection[str]) -> str:
    """Return a phrase without the word that parts it in two clauses, which is named behind it, see PARTED."""
    words = phrase.split()
    place = next((at for at, word in enumerate(words) if word in breaks), None)
    if place is None:
        return phrase
    return f"{' '.join(words[:place] + words[place + 1 :])}{PARTED}{words[place]}{place}"


def _grouped(pairs: Iterable[tuple[str, str]], mark: str = "|") -> dict[str, str]:
    """Return the second of these pairs under the first, all of one first joined by a mark."""
    found: dict[str, list[str]] = {}
    for first, second in pairs:
        found.setdefault(first, []).append(second)
    return {first: mark.join(dict.fromkeys(seconds)) for first, seconds in found.items()}
