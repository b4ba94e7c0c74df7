"""Checked content as JSON in the wheel, and back into the same values, so that no start parses YAML."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from ivig_prep.core.checklist import (
    Checklist,
    Emergency,
    Group,
    Item,
    Phase,
    Question,
    Section,
    Sign,
    Source,
    SourceList,
    Trait,
    Words,
)
from ivig_prep.core.clinic import Clinic, ClinicItem, ClinicSymptom, Phones
from ivig_prep.core.side_effects import Family, FeverRule, Matching, Rule, SideEffect, SideEffects, Tier, UnwellWords
from ivig_prep.core.topics import Topic, Topics

Plain = Mapping[str, Any]


def dump(value: Any) -> str:
    """Return a content value as JSON; what has its default is left out."""
    return json.dumps(plain(value), ensure_ascii=True, separators=(",", ":"))


def plain(value: Any) -> Any:
    """Return a content value as what JSON is made of; what has its default is left out."""
    if hasattr(value, "_asdict"):
        defaults = value._field_defaults
        pairs = ((name, part) for name, part in value._asdict().items())
        return {n: plain(part) for n, part in pairs if n not in defaults or part != defaults[n]}
    return [plain(part) for part in value] if isinstance(value, tuple) else value


def _listed(found: Plain, *names: str) -> dict[str, Any]:
    """Return the mapping with the lists of these names as tuples."""
    return {**found, **{name: tuple(found[name]) for name in names if name in found}}


def sources(found: Plain) -> SourceList:
    """Return the sources from their JSON."""
    return SourceList(tuple(Source(**source) for source in found["sources"]))


def checklist(found: Plain) -> Checklist:
    """Return the checklist from its JSON."""
    emergency = found["emergency"]
    signs = tuple(Sign(**_listed(sign, "sources")) for sign in emergency["signs"])
    parts = {
        "emergency": Emergency(**{**emergency, "signs": signs}),
        "words": Words(**found["words"]),
        "questions": tuple(Question(**question) for question in found["questions"]),
        "traits": tuple(Trait(**trait) for trait in found["traits"]),
        "phases": tuple(map(_phase, found["phases"])),
    }
    return Checklist(**{**found, **parts})


def _phase(found: Plain) -> Phase:
    groups = tuple(Group(**group) for group in found.get("groups", ()))
    return Phase(**{**found, "groups": groups, "sections": tuple(map(_section, found["sections"]))})


def _section(found: Plain) -> Section:
    items = tuple(Item(**_listed(item, "sources", "fits", "not_for")) for item in found["items"])
    return Section(**{**found, "items": items})


def side_effects(found: Plain) -> SideEffects:
    """Return the side effects from their JSON."""
    parts = {
        "words": UnwellWords(**found["words"]),
        "tiers": tuple(Tier(**tier) for tier in found["tiers"]),
        "rules": tuple(Rule(**_listed(rule, "sources")) for rule in found["rules"]),
        "side_effects": tuple(SideEffect(**_listed(entry, "synonyms", "sources")) for entry in found["side_effects"]),
    }
    return SideEffects(**{**found, **parts})


def matching(found: Plain) -> Matching:
    """Return how words are read, from its JSON."""
    families = (Family(**{**family, "parts": tuple(map(tuple, family["parts"]))}) for family in found["families"])
    parts = {
        "same": tuple(map(tuple, found["same"])),
        "families": tuple(families),
        "fever": FeverRule(**found["fever"]),
    }
    return Matching(**{**_listed(found, "fillers", "breaks", "hollow", "ordinary"), **parts})


def topics(found: Plain) -> Topics:
    """Return the topics from their JSON."""
    listed = tuple(Topic(**_listed(topic, "words", "text", "sources")) for topic in found["topics"])
    return Topics(**{**found, "topics": listed})


def clinic(found: Any) -> Clinic:
    """Return a clinic's list from its JSON. Raises ValueError for what `plain` did not make."""
    try:
        parts = {
            "phones": Phones(**found.get("phones", {})),
            "items": tuple(ClinicItem(**_listed(item, "fits", "not_for")) for item in found.get("items", ())),
            "side_effects": tuple(ClinicSymptom(**_listed(e, "synonyms")) for e in found.get("side_effects", ())),
        }
        made = Clinic(**{**found, **parts})
        date.fromisoformat(made.checked), date.fromisoformat(made.check_by)
    except (AttributeError, TypeError) as error:
        raise ValueError("no clinic's list") from error
    return made


BUILDERS: dict[str, Callable[[Plain], Any]] = {
    "sources": sources,
    "checklist": checklist,
    "side_effects": side_effects,
    "matching": matching,
    "topics": topics,
}


def read(stem: str, text: str) -> Any:
    """Return the content of one file from the JSON that `dump` made of it."""
    return BUILDERS[stem](json.loads(text))
