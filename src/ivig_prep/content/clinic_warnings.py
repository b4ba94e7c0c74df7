"""What is worth a second look in a clinic's list. None of it keeps the list from being used."""

import re
from collections.abc import Iterator
from datetime import date

from ivig_prep.core.checklist import MOST_ITEMS, Checklist
from ivig_prep.core.clinic.merge import merged_checklist
from ivig_prep.core.clinic.own_list import Clinic
from ivig_prep.core.dates import say_date

MOST_WORDS = 20
MOST_DAYS = 2 * 366
_SENTENCE_ENDS = re.compile(r"(?<=[.!?:])\s+")


def warnings(clinic: Clinic, checklist: Checklist, today: date) -> Iterator[str]:
    """Yield each thing worth a second look as a sentence, in the order of the file."""
    yield from _dates(clinic, today)
    known = {item.id for item in checklist.items}
    for item in clinic.items:
        yield from _long(f"Step {item.id}", item.text, item.why)
        if item.id not in known and not item.why:
            yield f"Step {item.id} has no why. People follow a step more when they know why."
    for entry in clinic.side_effects:
        yield from _long(f"Symptom {entry.id}", entry.label, entry.why, entry.do, entry.step_up)
    yield from _full_sections(clinic, checklist)


def _dates(clinic: Clinic, today: date) -> Iterator[str]:
    checked, check_by = date.fromisoformat(clinic.checked), date.fromisoformat(clinic.check_by)
    if check_by < today:
        yield f"The list is past its date, {say_date(check_by)}. Check it, and set check_by to a later date."
    if checked > today:
        yield f"The list was checked on a day that is still to come, {say_date(checked)}."
    if (check_by - checked).days > MOST_DAYS:
        yield "The list is due for a check after more than 2 years. Words on health age faster."


def _long(where: str, *texts: str | None) -> Iterator[str]:
    for text in filter(None, texts):
        for sentence in _SENTENCE_ENDS.split(text):
            words = len(sentence.split())
            if words > MOST_WORDS:
                yield f"{where} has a sentence of {words} words. At most {MOST_WORDS} read well."


def _full_sections(clinic: Clinic, checklist: Checklist) -> Iterator[str]:
    named = {item.section for item in clinic.items}
    for phase in merged_checklist(checklist, clinic).phases:
        for section in phase.sections:
            if section.id in named and len(section.items) > MOST_ITEMS:
                yield f"Section {section.id} has {len(section.items)} steps. At most {MOST_ITEMS} read well."
            if section.id in named and all(item.fits for item in section.items if item.origin is None):
                yield f"Section {section.id} is for some people only. So are its new steps, where they do not say."
