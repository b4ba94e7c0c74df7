"""Looking up words where a clinic has added some: what the built-in list finds stays, the clinic's comes on top.

So no list of a clinic can make an answer less urgent: its words never stand between a person's words and ours.
"""

from ivig_prep.core.clinic.own_list import CALLED_IN
from ivig_prep.core.side_effects import SideEffects, urgency
from ivig_prep.core.words.make_ready import make_ready
from ivig_prep.core.words.matching import Matching
from ivig_prep.core.words.triage import Leaflet, Match


class ClinicLeaflet:
    """Two lists, looked up one after the other. `words` holds the symptoms with the clinic's words alone."""

    def __init__(self, built_in: Leaflet, merged: SideEffects, words: SideEffects, matching: Matching) -> None:
        self._built_in = built_in
        self._merged = {entry.id: entry for entry in merged.side_effects}
        self._places = {entry: place for place, entry in enumerate(self._merged)}
        self._own = Leaflet(words, make_ready(words, matching._replace(families=())))

    def look_up(self, typed: str) -> tuple[Match, ...]:
        """Return every entry that fits the words, most urgent first; empty where none does."""
        near = {match.side_effect.id: match.near for match in self._built_in.look_up(typed)}
        for match in self._own.look_up(typed):
            entry = match.side_effect.id
            near[entry] = near.get(entry, True) and _is_near(match)
        found = (Match(self._merged[entry], is_near) for entry, is_near in near.items())
        return tuple(sorted(found, key=lambda m: (urgency(m.side_effect.tier), m.near, self._places[m.side_effect.id])))


def _is_near(match: Match) -> bool:
    """Say whether a match is a guess, shown together with the advice to call: below call-now all of them are."""
    return match.near or match.side_effect.tier not in CALLED_IN
