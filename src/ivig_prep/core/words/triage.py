"""From a person's own words to entries of the side-effect list. A look-up: it never weighs, and never reassures.

Pure: content and words in, matches out. What errs, errs to the more urgent side: words may stand in any order and with
others between them, slips of the finger count, and a `no` never lowers the entry it stands before. Two things take a match
away: a longer synonym, typed as it stands, around it (`mild headache` around `headache`), and not where a `no` or `not`
stands before it; and an idiom of the list, typed as it stands, where nothing else was found.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from ivig_prep.core.side_effects import EMERGENCY, NOT_LISTED, SideEffect, SideEffects, urgency
from ivig_prep.core.words.places import FAR, Found, Meaning, Places, undoubled
from ivig_prep.core.words.readings import Apart, entries_of, has_numbers, name_words, read_values
from ivig_prep.core.words.ready_words import Phrase, ReadyWords, alike
from ivig_prep.core.words.spelling import LEAST_LETTERS, Spelling, is_plain_slip
from ivig_prep.core.words.wording import Word, plain_text, split_words

FAMILY_GAP = 4
LONG_TEXT = 1_000
"""Words beyond which only the first and last PLACES of each word are read: nobody types so many when ill."""

PLACES = 10
LEAST_ALONE = 5
"""A slip of a word that is an emergency all by itself counts from so many letters on."""

MOST_MEANT = 3
MOST_BARE = 8
"""Up to so many words, small ones included, a text can be one bare word."""

MOST_READ = 20_000
"""Characters of a text in which numbers are read."""

SYMPTOM = "symptom"
_BETWEEN = frozenset(("any", "real", "sign", "signs", "more", "feeling", "feel", "bad", "further", "actual", "other", "new", "only", "exactly"))
"""What may stand between a `no` and the sign it says is not there."""

_OR = frozenset(("or", "nor"))


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
    `spanish` that it is Spanish. `is_usual` says that a reading in its usual range is all there is, `is_misread` that it is
    one that some brands make meters misread, and `milder` is the entry it may be where this one is asked about first.
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
    """The list with its words made ready, for looking up."""

    def __init__(self, content: SideEffects, ready: ReadyWords) -> None:
        self._entries = {entry.id: entry for entry in content.side_effects}
        self._order = {entry: place for place, entry in enumerate(self._entries)}
        self._ready = ready
        self._breaks = frozenset(ready.breaks)
        self._fillers = frozenset(ready.fillers)
        self._known = frozenset(ready.known.split())
        self._parsed: dict[str, list[tuple[Phrase, frozenset[str]]]] = {}
        self._means: dict[str, Meaning] = {}
        self._slipped: dict[tuple[str, str], list[tuple[Phrase, frozenset[str]]]] = {}

    def look_up(self, typed: str, known: frozenset[str] = frozenset()) -> tuple[Match, ...]:
        """Return every entry that fits the words, most urgent first; empty where none does."""
        return self.understand(typed, known).matches

    def understand(self, typed: str, known: frozenset[str] = frozenset()) -> Understood:
        """Return all that was read from a text. `known` is what is known to fit the person, such as `port`."""
        words = split_words(typed, self._breaks)
        text = Places(
            list(self._uncompounded(_without_endless_repeats(words))), self._fillers, self.meaning
        )
        found = self._kept(text, list(dict.fromkeys(self._find(text))))
        return _Reading(self, self._ready, typed, text, found, known).understood()

    def meant(self, typed: str) -> tuple[SideEffect, ...]:
        """Return a few entries that have a word of this text, or one it may be a slip of, most urgent first."""
        text = Places(split_words(typed, self._breaks), self._fillers, self.meaning)
        hollow = self._hollow
        words = {word for word in text.places if word not in hollow} | {slip for _, slip in text.slips}
        fillers = {self.alike(filler) for filler in self._fillers}
        words = {word for word in words if len(word) > 2 and word not in fillers}  # noqa: PLR2004  # a, in, to
        found = {
            phrase.side_effect
            for word in self._ready.phrases
            for phrase, said in self.phrases(word)
            if said & words and not phrase.spanish
        }
        return tuple(entry for entry in self._entries.values() if entry.id in found)[:MOST_MEANT]

    def entry(self, entry: str) -> SideEffect:
        """Return the entry with this id."""
        return self._entries[entry]

    def has(self, entry: str) -> bool:
        """Say whether the list has an entry of this id."""
        return entry in self._entries

    def in_order(self, matches: Iterable[Match]) -> tuple[Match, ...]:
        """Return matches most urgent first."""
        return tuple(sorted(matches, key=lambda m: (urgency(m.tier), m.near, self._order[m.side_effect.id])))

    # What the words mean

    def alike(self, word: str) -> str:
        """Return the one word that stands for all that mean the same."""
        return alike(self._ready.alike, word)

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
        if not known and single in self._known:
            sure.append(self.alike(single))
        slips = {slip for form in {word.text, word.typed} for slip in self._slips(form)}
        near = {self.alike(slip) for slip in slips if any(is_plain_slip(form, slip, strict=strict) for form in {word.text, word.typed})}
        urgent = (slip for slip in slips if slip in self._urgent and self.alike(slip) not in sure and not common)
        slipped = {*urgent, *self._mistaken(word.text)}
        return Meaning(tuple(sure), tuple(one for one in near if one not in sure), tuple(sorted(slipped)), known)

    def _mistaken(self, word: str) -> tuple[str, ...]:
        """Return what a phone puts this correct word in for."""
        return tuple(filter(None, self._ready.mistaken.get(word, "").split("|")))

    def _slips(self, word: str) -> Iterable[str]:
        """Return the known words one slip away."""
        if word in self._known:
            return self._ready.twins.get(word, "").split()
        return self._spelling.near(word)

    @cached_property
    def _spelling(self) -> Spelling:
        return Spelling(word for word in self._known if len(word) >= 6 or word in self._urgent)  # noqa: PLR2004  # as in make_ready

    @cached_property
    def _urgent(self) -> frozenset[str]:
        return frozenset(self._ready.urgent.split())

    @cached_property
    def _ordinary(self) -> frozenset[str]:
        return frozenset(self._ready.ordinary.split())

    @cached_property
    def _common(self) -> frozenset[str]:
        return frozenset((*self._ready.common.split(), *self._fillers, *self._breaks))

    @cached_property
    def _hollow(self) -> frozenset[str]:
        return frozenset(self._ready.hollow.split())

    def _uncompounded(self, words: Iterable[Word]) -> Iterator[Word]:
        """Part words that were run together: `chestpain`."""
        for word in words:
            text = word.text
            if text in self._known or not 7 <= len(text) <= 24:  # noqa: PLR2004  # two words of three letters and more
                yield word
                continue
            halves = ((text[:at], text[at:]) for at in range(3, len(text) - 2))
            parts = next(((a, b) for a, b in halves if a in self._known and b in self._known), None)
            if parts is None or self._slips(text):
                yield word
            else:
                yield from (Word(part, word.clause, part) for part in parts)

    # Finding

    def phrases(self, anchor: str) -> list[tuple[Phrase, frozenset[str]]]:
        """Return the phrases whose rarest word this is, each with the set of its words."""
        if anchor not in self._parsed:
            lines = self._ready.phrases.get(anchor)
            made = [Phrase.of(line) for line in lines.split("\n")] if lines else []
            self._parsed[anchor] = [(phrase, frozenset(phrase.words)) for phrase in made]
        return self._parsed[anchor]

    def _find(self, text: Places) -> Iterator[Found]:
        for anchor, places in text.places.items():
            for phrase, words in self.phrases(anchor):
                for at in places:
                    if text.is_around(words, at):
                        yield from (one for one in text.find(phrase, anchor, at) if not self._is_split(text, phrase, one))
        yield from self._find_families(text)
        yield from self._find_slips(text)

    def _is_split(self, text: Places, phrase: Phrase, found: Found) -> bool:
        """Say whether two signs were found as one where a `no` stands before one of them."""
        if not phrase.broken or found.literal:
            return False
        return any(text.is_negated((at,), self._said_no, _BETWEEN, passing=found.at) for at in found.at)

    def _find_families(self, text: Places) -> Iterator[Found]:
        spots: dict[int, dict[int, list[frozenset[int]]]] = {}
        for first in text.places:
            for line in filter(None, self._ready.family_parts.get(first, "").split("|")):
                number, part, *rest = line.split(" ")
                found = list(text.runs(first, rest))
                if found:
                    spots.setdefault(int(number), {}).setdefault(int(part), []).extend(found)
        for number in sorted(spots):
            family = self._ready.families[number]
            if len(spots[number]) == family.parts and not family.far:
                parts = [spots[number][part] for part in range(family.parts)]
                for at in text.together(parts, FAMILY_GAP):
                    yield Found(family.side_effect, at, near=False, spanish=family.spanish)
            elif len(spots[number]) == family.parts:
                yield from self._pair(text, family.side_effect, [spots[number][part] for part in range(family.parts)])

    def _pair(self, text: Places, entry: str, parts: list[list[frozenset[int]]]) -> Iterator[Found]:
        """Yield a family of any distance, of what nobody says is not there."""
        there = [[at for at in part if not self.is_negated(text, at)] for part in parts]
        if all(there):
            yield from (Found(entry, at, near=False) for at in text.together(there, FAR))

    def _find_slips(self, text: Places) -> Iterator[Found]:
        """Yield emergencies of which one word is a slip and the rest stands there."""
        for at, slip in text.slips:
            meaning, typed = self.alike(slip), text.words[at].text
            plain = typed not in self._known and typed not in self._ordinary
            listed = slip in self._mistaken(typed)
            for phrase, others in self._with_word(meaning, text.around(at)):
                if not others:
                    if plain and len(slip) >= LEAST_ALONE and slip in phrase.written:
                        yield Found(phrase.side_effect, frozenset((at,)), near=True, spanish=phrase.spanish)
                elif text.is_around(others, at) and (plain or listed or not others <= self._hollow):
                    yield from text.find(phrase, meaning, at, slipped=True)

    def _with_word(self, meaning: str, around: frozenset[str]) -> Iterator[tuple[Phrase, frozenset[str]]]:
        """Yield the phrases of emergencies that have this word, each with its others, where those may stand around."""
        for anchor in self._ready.urgent_under.get(meaning, "").split("|"):
            if anchor == meaning or anchor in around:
                if (anchor, meaning) not in self._slipped:
                    self._slipped[anchor, meaning] = [
                        (phrase, words - {meaning})
                        for phrase, words in self.phrases(anchor)
                        if phrase.urgent and meaning in words
                    ]
                yield from self._slipped[anchor, meaning]

    def _kept(self, text: Places, found: list[Found]) -> list[Found]:
        """Return what no longer phrase stands around, and no idiom."""
        longer: dict[int, list[Found]] = {}
        for one in found:
            if one.exact and not one.near and (len(one.at) > 1 or one.literal) and not self.is_negated(text, one.at):
                for at in one.at:
                    longer.setdefault(at, []).append(one)
        kept = [one for one in found if not any(_covers(other, one) for other in longer.get(min(one.at), ()))]
        idle = {at for idiom in self._idioms for at in text.standing(idiom)} if kept else set()
        return [] if idle and all(text.content_of(one.at) <= idle for one in kept) else kept

    @cached_property
    def _idioms(self) -> list[tuple[str, ...]]:
        return [tuple(idiom.split()) for idiom in self._ready.idioms]

    # What stands before

    @cached_property
    def _said_no(self) -> frozenset[str]:
        return frozenset(word for word, means in self._ready.alike.items() if means == "not")

    def is_negated(self, text: Places, at: frozenset[int]) -> bool:
        """Say whether a `no` stands right before these words, or before a sign that an `or` joins to them."""
        return text.is_negated(at, self._said_no, _BETWEEN)

    def spell_name(self, word: str) -> str:
        """Return the word of a name of readings that a typed word may be a slip of, else the word."""
        if word in self._names or word in self._common or word in self._ordinary or len(word) < LEAST_LETTERS:
            return word
        return next(iter(sorted(self._name_spelling.near(word))), word)

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(name_words(self._ready.kinds))

    @cached_property
    def _name_spelling(self) -> Spelling:
        return Spelling(self._names)


class _Reading:
    """What was found in one text, on its way to an answer."""

    def __init__(  # noqa: PLR0913, PLR0917  # all that is known of one text
        self,
        leaflet: Leaflet,
        ready: ReadyWords,
        typed: str,
        text: Places,
        found: list[Found],
        known: frozenset[str],
    ) -> None:
        self._leaflet, self._ready, self._text, self._known = leaflet, ready, text, known
        self._lower = plain_text(typed)
        self._found = found
        self._clues: dict[str, bool] = {}
        bare = ready.bare.get(" ".join(text.content)) if len(text.words) <= MOST_BARE else None
        if bare and leaflet.has(bare):
            found.append(Found(bare, frozenset(range(len(text.words))), near=False))
        self._said = {one.side_effect for one in found}
        denied = {at for one in found if leaflet.is_negated(text, one.at) for at in one.at}
        self._there = {one.side_effect for one in found if not one.at <= denied}

    def understood(self) -> Understood:
        """Return what this text says."""
        read, usual = self._readings()
        near: dict[str, bool] = {}
        for one in self._found:
            near[one.side_effect] = near.get(one.side_effect, True) and one.near
        near.update((entry, False) for entry in read)
        self._there |= set(read)
        matches = self._leaflet.in_order(self._raised(self._leaflet.entry(entry), is_near) for entry, is_near in near.items())
        return Understood(
            matches,
            negated=bool(matches) and not self._there,
            past=bool(matches) and self.is_there("past") and not self.is_there("present"),
            asked=bool(matches) and self.is_there("question"),
            spanish=any(one.spanish for one in self._found),
            is_usual=bool(usual) and not matches,
            is_misread=bool(self._misread.intersection(usual)) and not matches,
            milder=self._milder(matches),
        )

    @property
    def _misread(self) -> frozenset[str]:
        return frozenset(kind.kind for kind in self._ready.kinds if kind.misread)

    def _milder(self, matches: tuple[Match, ...]) -> str | None:
        """Return the milder entry where nothing was typed but a word of one that is asked about first."""
        said = " ".join(word.text for word in self._text.words)
        content = " ".join(self._text.content)
        for one in self._ready.ask_first:
            if {match.side_effect.id for match in matches} <= {one.side_effect} and matches:
                return one.milder if said in one.said or content in one.said else None
        return None

    def is_there(self, name: str) -> bool:
        """Say whether a clue, an entry, or any symptom was typed, or is known of the person."""
        if name in self._known or name in self._there:
            return True
        if name == SYMPTOM:
            return bool(self._there - {bound.side_effect for bound in self._ready.readings if bound.tier != EMERGENCY})
        if name not in self._clues:
            self._clues[name] = self._has_clue(name)
        return self._clues[name]

    def _has_clue(self, name: str) -> bool:
        for said in filter(None, self._ready.clues.get(name, "").split("|")):
            if said.startswith("="):
                if next(self._text.standing(tuple(said[1:].split())), None) is not None:
                    return True
                continue
            first, *rest = said.split()
            if any(not self._leaflet.is_negated(self._text, at) for at in self._text.runs(first, rest)):
                return True
        return False

    def _readings(self) -> tuple[list[str], list[str]]:
        """Return the entries that numbers say, and the kinds of readings in their usual range."""
        kinds = self._ready.kinds
        if not kinds or not has_numbers(self._lower, kinds):
            return [], []
        apart = Apart(frozenset(self._ready.apart.split()), frozenset(self._ready.apart_before.split()))
        values = read_values(self._lower[:MOST_READ], kinds, apart, self._leaflet.spell_name)
        pairs = list(entries_of(values, self._ready.readings, self.is_there))
        return [entry for _, entry in pairs if entry], [value.kind for value, entry in pairs if not entry]

    def _raised(self, entry: SideEffect, near: bool) -> Match:  # noqa: FBT001  # a match is near or not
        """Return a match, made more urgent where a condition of its entry was typed too."""
        if entry.id not in self._there:
            return Match(entry, near)
        for condition in entry.raised:
            by = next((name for name in condition.by if name != entry.id and self.is_there(name)), None)
            if by and (not condition.also or any(map(self.is_there, condition.also))):
                return Match(entry, near, by, condition.to)
        return Match(entry, near)


def _covers(other: Found, one: Found) -> bool:
    """Say whether `other`, a longer phrase typed as it stands, takes `one` away."""
    if one.at == other.at:
        return other.literal and not one.literal
    return one.at < other.at


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


def tier_of(matches: tuple[Match, ...]) -> str:
    """Return the most urgent tier of these matches; NOT_LISTED where there are none."""
    return matches[0].tier if matches else NOT_LISTED
