"""Making the words of a side-effect list ready: when a wheel is built, and in a checkout at each start."""

from collections.abc import Iterable

from ivig_prep.core.side_effects import SideEffects
from ivig_prep.core.words.matching import Matching
from ivig_prep.core.words.ready_words import Phrase, ReadyFamily, ReadyWords, alike, stored
from ivig_prep.core.words.wording import split_words


class _Making:
    """The words of a list while they are made ready."""

    def __init__(self, matching: Matching) -> None:
        self.same = {word: group[0] for group in reversed(matching.same) for word in group}
        self.fillers = frozenset(matching.fillers)
        self.breaks = frozenset(matching.breaks)
        self.hollow = frozenset(alike(self.same, word) for word in matching.hollow)
        self.known: set[str] = set(self.same)
        self.singles: set[str] = set()

    def phrase(self, synonym: str, entry: str) -> Phrase:
        """Return a synonym as a phrase."""
        words = split_words(synonym, self.breaks)
        written = tuple(word.text for word in words)
        content = tuple(alike(self.same, word) for word in written if word not in self.fillers)
        thin = len(content) <= 1 and not (content and content[0] in self.singles)
        whole = len(written) > 1 and (thin or set(content) <= self.hollow)
        used = tuple(alike(self.same, word) for word in written) if whole else content
        self.known.update(written)
        broken = len({word.clause for word in words}) > 1
        return Phrase(used, written, entry, whole, broken)

    def part(self, phrases: Iterable[str]) -> str:
        """Return a part of a family: its phrases with the small words left out."""
        said = []
        for phrase in phrases:
            words = [word.text for word in split_words(phrase)]
            self.known.update(words)
            said.append(" ".join(alike(self.same, word) for word in words if word not in self.fillers))
        return "|".join(filter(None, said))


def make_ready(content: SideEffects, matching: Matching) -> ReadyWords:
    """Return the words of this list, made ready. The entries come most urgent first."""
    making = _Making(matching)
    phrases: dict[str, list[str]] = {}
    for entry in content.side_effects:
        # One word alone is a sign of its own where an entry at least as urgent has it.
        making.singles |= {alike(making.same, synonym) for synonym in entry.synonyms if synonym.isalpha()}
        for synonym in entry.synonyms:
            phrase = making.phrase(synonym, entry.id)
            if not phrase.words:  # small words alone: they would be found in every text
                continue
            phrases.setdefault(phrase.words[0], []).append(stored(phrase))
    families = tuple(
        ReadyFamily(family.side_effect, tuple(map(making.part, family.parts)), family.far)
        for family in matching.families
    )
    return ReadyWords(
        making.same,
        " ".join(sorted(making.known)),
        {first: "\n".join(lines) for first, lines in phrases.items()},
        families,
        matching.fillers,
        matching.breaks,
        matching.ordinary,
        matching.fever,
    )
