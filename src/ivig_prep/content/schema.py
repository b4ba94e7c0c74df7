"""The JSON Schema of a clinic's file, made from the definitions that check it.

Editors with the YAML language server then complete and check the file. Source: json-schema.org, draft 2020-12.
"""

import json
import types
import typing
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from ivig_prep.content.clinic_rules import FITS, MOST_ENTRIES
from ivig_prep.core.checklist import KINDS, Checklist
from ivig_prep.core.clinic.own_list import Clinic
from ivig_prep.core.side_effects import TIERS

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def clinic_schema(checklist: Checklist) -> str:
    """Return the schema as JSON, with the sections of this checklist as what `section` may be."""
    sections = [section.id for phase in checklist.phases for section in phase.sections]
    one_of = {"section": sections, "kind": list(KINDS), "tier": list(TIERS), "fits": list(FITS), "not_for": list(FITS)}
    schema = {"$schema": DRAFT, "title": "A clinic's own list for ivig-prep", **_object(Clinic, one_of)}
    return json.dumps(schema, indent=1, ensure_ascii=True) + "\n"


def _object(wanted: Any, one_of: dict[str, list[str]]) -> dict[str, Any]:
    hints = get_type_hints(wanted, include_extras=True)
    return {
        "type": "object",
        "description": wanted.__doc__.splitlines()[0],
        "properties": {name: _schema(hint, one_of, name) for name, hint in hints.items()},
        "required": [name for name in wanted._fields if name not in wanted._field_defaults],
        "additionalProperties": False,
    }


def _schema(wanted: Any, one_of: dict[str, list[str]], name: str) -> dict[str, Any]:
    """Return the schema of one type; `name` is the key it stands under."""
    if get_origin(wanted) is Annotated:
        inner, says = get_args(wanted)
        like = {"pattern": f"^(?:{says.like})$"} if says.like else {}
        return {**_schema(inner, one_of, name), "description": says.text, "maxLength": says.most, **like}
    if get_origin(wanted) in (types.UnionType, typing.Union):
        found = _schema(next(kind for kind in get_args(wanted) if kind is not type(None)), one_of, name)
        return _or_nothing(found)
    if get_origin(wanted) is tuple:
        return {"type": "array", "items": _schema(get_args(wanted)[0], one_of, name), "maxItems": MOST_ENTRIES}
    if hasattr(wanted, "_fields"):
        return _object(wanted, one_of)
    if wanted is bool:
        return {"type": "boolean"}
    return {"type": "string", "minLength": 1, **({"enum": one_of[name]} if name in one_of else {})}


def _or_nothing(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema that also allows a key without a value, as the check of a file does."""
    one_of = {"enum": [*schema["enum"], None]} if "enum" in schema else {}
    return {**schema, "type": [schema["type"], "null"], **one_of}
