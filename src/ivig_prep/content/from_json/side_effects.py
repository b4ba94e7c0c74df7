"""The side effects from their JSON."""

from ivig_prep.content.from_json.listed import Found, listed
from ivig_prep.core.side_effects import Rule, SideEffect, SideEffects, Tier, UnwellWords


def side_effects(found: Found) -> SideEffects:
    """Return the side effects from their JSON."""
    parts = {
        "words": UnwellWords(**found["words"]),
        "tiers": tuple(Tier(**tier) for tier in found["tiers"]),
        "rules": tuple(Rule(**listed(rule, "sources")) for rule in found["rules"]),
        "side_effects": tuple(SideEffect(**listed(entry, "synonyms", "sources")) for entry in found["side_effects"]),
    }
    return SideEffects(**{**found, **parts})
