"""What was found in one text, on its way to an answer: what a `no` denies, what numbers say, and what raises what."""

from ivig_prep.core.side_effects import EMERGENCY
from ivig_prep.core.words.number_words import in_digits
from ivig_prep.core.words.places import Found, Places
from ivig_prep.core.words.readings import Apart, entries_of, has_numbers, read_values
from ivig_prep.core.words.ready_words import ReadyWords
from ivig_prep.core.words.vocabulary import Vocabulary

MOST_BARE = 8
"""Up to so many words, small ones included, a text can be one bare word."""

MOST_READ = 10_000
"""Numbers are read in so many characters at the beginning of a text, and in as many at its end."""

SYMPTOM = "symptom"


class Signs:
    """What stands in one text. `known` is what is known to fit the person, such as `port`."""

    def __init__(
        self, ready: ReadyWords, vocabulary: Vocabulary, text: Places, found: list[Found], known: frozenset[str]
    ) -> None:
        self._ready, self._vocabulary, self._text, self._known = ready, vocabulary, text, known
        self._clues: dict[str, bool] = {}
        bare = ready.bare.get(" ".join(text.content)) if len(text.words) <= MOST_BARE else None
        self.found = [*found, Found(bare, frozenset(range(len(text.words))), near=False)] if bare else found
        denied = {at for one in self.found if vocabulary.is_negated(text, one.at) for at in one.at}
        self.there = {one.side_effect for one in self.found if not one.at <= denied}

    @property
    def said(self) -> str:
        """The whole text, with one space between its words."""
        return " ".join(word.text for word in self._text.words)

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
            return bool(self.there - {bound.side_effect for bound in self._ready.readings if bound.tier != EMERGENCY})
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
            if any(not self._vocabulary.is_negated(self._text, at) for at in self._text.runs(first, rest)):
                return True
        return False

    def readings(self, lower: str) -> tuple[list[str], list[str]]:
        """Return the entries that the numbers of the text say, and the kinds of those in their usual range.

        `lower` is the text in lower case.
        """
        kinds, lower = self._ready.kinds, in_digits(lower)
        if not kinds or not has_numbers(lower, kinds):
            return [], []
        if len(lower) > 2 * MOST_READ:
            lower = f"{lower[:MOST_READ]}\n{lower[-MOST_READ:]}"
        apart = Apart(frozenset(self._ready.apart.split()), frozenset(self._ready.apart_before.split()))
        values = read_values(lower, kinds, apart, self._vocabulary.spell_name)
        pairs = list(entries_of(values, self._ready.readings, self.is_there))
        self.there |= {entry for _, entry in pairs if entry}
        return [entry for _, entry in pairs if entry], [value.kind for value, entry in pairs if not entry]
