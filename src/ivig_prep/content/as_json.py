"""Checked content as JSON in the wheel, and back into the same values, so that no start parses YAML."""

import json
from collections.abc import Callable, Mapping
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
from ivig_prep.core.side_effects import Family, FeverRule, Matching, Rule, SideEffect, SideEffects, Tier, UnwellWords
from ivig_prep.core.topics import Topic, Topics

Plain = Mapping[str, Any]


def dump(value: Any) -> str:
    """Return a content value as JSON; what has its default is left out."""
    return json.dumps(_plain(value), ensure_ascii=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if hasattr(value, "_asdict"):
        defaults = value._field_defaults
        pairs = ((name, part) for name, part in value._asdict().items())
        return {n: _plain(part) for n, part in pairs if n not in defaults or part != defaults[n]}
    return [_plain(part) for part in value] if isinstance(value, tuple) else value


def _listed(plain: Plain, *names: str) -> dict[str, Any]:
    """Return the mapping with the lists of these names as tuples."""
    return {**plain, **{name: tuple(plain[name]) for name in names if name in plain}}


def sources(plain: Plain) -> SourceList:
    """Return the sources from their JSON."""
    return SourceList(tuple(Source(**source) for source in plain["sources"]))


def checklist(plain: Plain) -> Checklist:
    """Return the checklist from its JSON."""
    emergency = plain["emergency"]
    signs = tuple(Sign(**_listed(sign, "sources")) for sign in emergency["signs"])
    parts = {
        "emergency": Emergency(**{**emergency, "signs": signs}),
        "words": Words(**plain["words"]),
        "questions": tuple(Question(**question) for question in plain["questions"]),
        "traits": tuple(Trait(**trait) for trait in plain["traits"]),
        "phases": tuple(map(_phase, plain["phases"])),
    }
    return Checklist(**{**plain, **parts})


def _phase(plain: Plain) -> Phase:
    groups = tuple(Group(**group) for group in plain.get("groups", ()))
    return Phase(**{**plain, "groups": groups, "sections": tuple(map(_section, plain["sections"]))})


def _section(plain: Plain) -> Section:
    items = tuple(Item(**_listed(item, "sources", "fits", "not_for")) for item in plain["items"])
    return Section(**{**plain, "items": items})


def side_effects(plain: Plain) -> SideEffects:
    """Return the side effects from their JSON."""
    parts = {
        "words": UnwellWords(**plain["words"]),
        "tiers": tuple(Tier(**tier) for tier in plain["tiers"]),
        "rules": tuple(Rule(**_listed(rule, "sources")) for rule in plain["rules"]),
        "side_effects": tuple(SideEffect(**_listed(entry, "synonyms", "sources")) for entry in plain["side_effects"]),
    }
    return SideEffects(**{**plain, **parts})


def matching(plain: Plain) -> Matching:
    """Return how words are read, from its JSON."""
    families = (Family(**{**family, "parts": tuple(map(tuple, family["parts"]))}) for family in plain["families"])
    parts = {
        "same": tuple(map(tuple, plain["same"])),
        "families": tuple(families),
        "fever": FeverRule(**plain["fever"]),
    }
    return Matching(**{**_listed(plain, "fillers", "breaks", "hollow", "ordinary"), **parts})


def topics(plain: Plain) -> Topics:
    """Return the topics from their JSON."""
    listed = tuple(Topic(**_listed(topic, "words", "text", "sources")) for topic in plain["topics"])
    return Topics(**{**plain, "topics": listed})


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
