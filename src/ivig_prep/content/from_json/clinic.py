"""A clinic's list from what is saved of it."""

from datetime import date
from typing import Any

from ivig_prep.content.from_json.listed import listed
from ivig_prep.core.clinic.own_list import Clinic, ClinicItem, ClinicSymptom, Phones


def clinic(found: Any) -> Clinic:
    """Return a clinic's list from its JSON. Raises ValueError for what `plain` did not make."""
    try:
        parts = {
            "phones": Phones(**found.get("phones", {})),
            "items": tuple(ClinicItem(**listed(item, "fits", "not_for")) for item in found.get("items", ())),
            "side_effects": tuple(ClinicSymptom(**listed(e, "synonyms")) for e in found.get("side_effects", ())),
        }
        made = Clinic(**{**found, **parts})
        date.fromisoformat(made.checked), date.fromisoformat(made.check_by)
    except (AttributeError, TypeError) as error:
        raise ValueError("no clinic's list") from error
    if not _is_sound(made):
        raise ValueError("a value of a clinic's list has another type than it was saved with")
    return made


def _is_sound(value: Any) -> bool:
    """Say whether every text of these values is one, and every mark true or false."""
    for name, part in value._asdict().items():
        parts = part if isinstance(part, tuple) and not hasattr(part, "_fields") else (part,)
        wanted = bool if name in ("print", "hide") else str
        if not all(_is_sound(one) if hasattr(one, "_fields") else isinstance(one, wanted | None) for one in parts):
            return False
    return True
