"""What bare `ivig-prep` says: where the person stands, and a short menu."""

from ivig_prep.core.day.sheet import Sheet
from ivig_prep.core.page import TEXT, Line, Page
from ivig_prep.pages import shared
from ivig_prep.pages.today import opening, progress

MENU = (
    ("today", "What to do now, step by step"),
    ("unwell", "What to do if you feel unwell"),
    ("drink", "Write down one cup you drank"),
    ("log", "Write down an infusion"),
    ("feel", "How you feel today"),
    ("report", "One page for your nurse or doctor"),
    ("print", "The checklist on paper or phone"),
    ("learn", "Short answers about IVIg"),
    ("setup", "Your date, phone numbers, fluids, and what fits you"),
)


def standing(sheet: Sheet) -> Page:
    """Say where the person stands, for bare `ivig-prep`."""
    if sheet.place is None:
        emergency = shared.emergency(sheet.checklist.emergency, sheet.person.emergency)
        return (*emergency, Line(TEXT, "No infusion date is set."))
    return (*opening(sheet), *progress(sheet), *shared.fluid_lines(sheet))


def others(names: tuple[str, ...]) -> Page:
    """Say which other people have a record here."""
    return (Line(TEXT, f"Also kept here: {', '.join(names)}. Type: ivig-prep --for NAME today"),) if names else ()


def choices() -> Page:
    """Ask what to do, with a number for each command."""
    return (*shared.heading("What would you like to do?"), *shared.choices(tuple(title for _, title in MENU)))
