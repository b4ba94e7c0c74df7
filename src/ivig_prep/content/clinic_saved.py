"""A clinic's list from what is saved of it in the record."""

from datetime import date
from typing import Any

from ivig_prep.content.build import build
from ivig_prep.core.clinic.own_list import Clinic


def saved_clinic(found: Any) -> Clinic:
    """Return a clinic's list from its JSON. Raises ValueError for what `plain` did not make."""
    made: Clinic = build(Clinic, found)
    date.fromisoformat(made.checked), date.fromisoformat(made.check_by)
    return made
