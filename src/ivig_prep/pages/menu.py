"""What bare `ivig-prep` says: where the person stands, and a short menu."""

from typing import TYPE_CHECKING

from ivig_prep.core.page import Page
from ivig_prep.pages.shared import emergency, fluid_lines, say
from ivig_prep.pages.today import opening, progress

if TYPE_CHECKING:
    from ivig_prep.core.day.sheet import Sheet


def standing(sheet: "Sheet") -> Page:
    """Say where the person stands."""
    if sheet.place is None:
        return (*emergency(sheet.checklist.emergency, sheet.person.emergency), *say("No infusion date is set."))
    return (*opening(sheet), *progress(sheet), *fluid_lines(sheet))
