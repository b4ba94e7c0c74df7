"""The side effects from their JSON."""

from ivig_prep.content.from_json.listed import Found, listed
from ivig_prep.core.side_effects import Condition, ListNote, Rule, SideEffect, SideEffects, Tier, UnwellWords


def side_effects(found: Found) -> SideEffects:
    """Return the side effects from their JSON."""
    parts = {
        "words": UnwellWords(**found["words"]),
        "tiers": tuple(Tier(**tier) for tier in found["tiers"]),
        "rules": tuple(Rule(**listed(rule, "sources")) for rule in found["rules"]),
        "side_effects": tuple(map(_side_effect, found["side_effects"])),
        "notes": tuple(ListNote(**listed(note, "words", "sources")) for note in found.get("notes", ())),
    }
    return SideEffects(**{**found, **parts})


def _side_effect(found: Found) -> SideEffect:
    if "raised" in found:
        found["raised"] = tuple(Condition(**listed(one, "by", "also")) for one in found["raised"])
    return SideEffect(**listed(found, "synonyms", "sources", "lines"))
