"""Looking up words where a clinic has added some: what the built-in list finds stays, the clinic's comes on top.

So no list of a clinic can make an answer less urgent: its words never stand between a person's words and ours.
"""

from ivig_prep.core.clinic.own_list import CALLED_IN
from ivig_prep.core.side_effects import SideEffect, SideEffects, urgency
from ivig_prep.core.words.build_index import build_index
from ivig_prep.core.words.matching import Matching, Synonyms
from ivig_prep.core.words.triage import Leaflet, Match, Understood


class ClinicLeaflet:
    """Two lists, looked up one after the other. `synonyms` are the clinic's own words for symptoms."""

    def __init__(self, built_in: Leaflet, merged: SideEffects, synonyms: Synonyms, matching: Matching) -> None:
        self._built_in = built_in
        self._merged = {entry.id: entry for entry in merged.side_effects}
        self._places = {entry: place for place, entry in enumerate(self._merged)}
        named = merged._replace(side_effects=tuple(entry for entry in merged.side_effects if entry.id in synonyms))
        self._own = Leaflet(named, build_index(named, synonyms, matching.words_alone()))

    def look_up(self, typed: str, known: frozenset[str] = frozenset()) -> tuple[Match, ...]:
        """Return every entry that fits the words, most urgent first; empty where none does."""
        return self.understand(typed, known).matches

    def understand(self, typed: str, known: frozenset[str] = frozenset()) -> Understood:
        """Return all that was read from a text."""
        ours = self._built_in.understand(typed, known)
        found = {match.side_effect.id: match for match in ours.matches}
        own = [match for match in self._own.look_up(typed) if match.side_effect.id in self._merged]
        for match in own:
            entry = match.side_effect.id
            is_near = (entry not in found or found[entry].near) and _is_near(match)
            found[entry] = found.get(entry, match)._replace(near=is_near)
        matches = tuple(sorted((self._of_this_list(match) for match in found.values()), key=self._order))
        if not own:
            return ours._replace(matches=matches)
        return Understood(matches, past=ours.past, asked=ours.asked, spanish=ours.spanish)

    def meant(self, typed: str) -> tuple[SideEffect, ...]:
        """Return a few entries that have a word of this text, or one it may be a slip of, most urgent first."""
        return tuple(self._merged[entry.id] for entry in self._built_in.meant(typed))

    def _of_this_list(self, match: Match) -> Match:
        """Return a match with the entry as the clinic has it; a clinic never lowers what was raised."""
        entry = self._merged[match.side_effect.id]
        is_raised = match.raised_to is not None and urgency(match.raised_to) < urgency(entry.tier)
        return match._replace(side_effect=entry) if is_raised else Match(entry, match.near)

    def _order(self, match: Match) -> tuple[int, bool, int]:
        return urgency(match.tier), match.near, self._places[match.side_effect.id]


def _is_near(match: Match) -> bool:
    """Say whether a match is a guess, shown together with the advice to call: below call-now all of them are."""
    return match.near or match.side_effect.tier not in CALLED_IN
