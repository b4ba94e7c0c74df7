"""Checked content as JSON in the wheel, and back into the same values, so that no start parses YAML."""

import json
from importlib import import_module
from typing import Any

KINDS = {"frame": "checklist"}
"""Content that is of the same kind as another's."""


def dump(value: Any) -> str:
    """Return a content value as JSON; what has its default is left out."""
    return json.dumps(plain(value), ensure_ascii=True, separators=(",", ":"))


def plain(value: Any) -> Any:
    """Return a content value as what JSON is made of; what has its default is left out."""
    if hasattr(value, "_asdict"):
        defaults = value._field_defaults
        pairs = ((name, part) for name, part in value._asdict().items())
        return {n: plain(part) for n, part in pairs if n not in defaults or part != defaults[n]}
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    return [plain(part) for part in value] if isinstance(value, (tuple, list)) else value


def read(stem: str, text: str) -> Any:
    """Return the content of one file from the JSON that `dump` made of it."""
    kind = KINDS.get(stem, stem)
    builder = import_module(f"ivig_prep.content.from_json.{kind}")  # late: each brings values of its own
    return getattr(builder, stem)(json.loads(text))
