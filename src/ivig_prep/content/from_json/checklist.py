"""The checklist from its JSON."""

from ivig_prep.content.from_json.listed import Found, listed
from ivig_prep.core.checklist import Checklist, Emergency, Group, Item, Phase, Question, Section, Sign, Trait, Words


def checklist(found: Found) -> Checklist:
    """Return the checklist from its JSON."""
    emergency = found["emergency"]
    signs = tuple(Sign(**listed(sign, "sources")) for sign in emergency["signs"])
    parts = {
        "emergency": Emergency(**{**emergency, "signs": signs}),
        "words": Words(**found["words"]),
        "questions": tuple(Question(**question) for question in found["questions"]),
        "traits": tuple(Trait(**trait) for trait in found["traits"]),
        "phases": tuple(map(_phase, found["phases"])),
    }
    return Checklist(**{**listed(found, "retired"), **parts})


def _phase(found: Found) -> Phase:
    groups = tuple(Group(**group) for group in found.get("groups", ()))
    return Phase(**{**found, "groups": groups, "sections": tuple(map(_section, found["sections"]))})


def _section(found: Found) -> Section:
    items = tuple(Item(**listed(item, "sources", "fits", "not_for", "answers")) for item in found["items"])
    return Section(**{**found, "items": items})


frame = checklist
"""The checklist without its steps is built in the same way."""
