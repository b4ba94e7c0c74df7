"""Checked content as JSON in the wheel, and back into the same values, so that no start parses YAML."""

import json
from collections.abc import Mapping
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
    Trait,
    Words,
)

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


def checklist(text: str) -> Checklist:
    """Return the checklist from the JSON that `dump` made of it."""
    plain = json.loads(text)
    emergency = plain["emergency"]
    signs = tuple(Sign(**{**sign, "sources": tuple(sign["sources"])}) for sign in emergency["signs"])
    parts = {
        "emergency": Emergency(**{**emergency, "signs": signs}),
        "words": Words(**plain["words"]),
        "questions": tuple(Question(**question) for question in plain["questions"]),
        "traits": tuple(Trait(**trait) for trait in plain["traits"]),
        "phases": tuple(map(_phase, plain["phases"])),
    }
    return Checklist(**{**plain, **parts})


def sources(text: str) -> tuple[Source, ...]:
    """Return the sources from the JSON that `dump` made of them."""
    return tuple(Source(**source) for source in json.loads(text)["sources"])


def _phase(plain: Plain) -> Phase:
    groups = tuple(Group(**group) for group in plain.get("groups", ()))
    return Phase(**{**plain, "groups": groups, "sections": tuple(map(_section, plain["sections"]))})


def _section(plain: Plain) -> Section:
    return Section(**{**plain, "items": tuple(map(_item, plain["items"]))})


def _item(plain: Plain) -> Item:
    lists = {name: tuple(plain[name]) for name in ("sources", "fits", "not_for") if name in plain}
    return Item(**{**plain, **lists})
