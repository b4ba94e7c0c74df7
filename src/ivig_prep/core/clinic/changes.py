"""What a clinic's list changes, said one change at a time, before anything is changed."""

from collections.abc import Iterator
from typing import NamedTuple

from ivig_prep.core.checklist import Checklist, Item
from ivig_prep.core.clinic.merge import merged_checklist, merged_side_effects
from ivig_prep.core.clinic.own_list import Clinic, ClinicSymptom
from ivig_prep.core.side_effects import SideEffects, urgency


class Change(NamedTuple):
    """One change: what it is and where, and the words that will be shown, if there are any."""

    what: str
    words: tuple[str, ...] = ()


def changes(clinic: Clinic, checklist: Checklist, side_effects: SideEffects) -> Iterator[Change]:
    """Yield every change, in the order of the file."""
    named = (("daytime", clinic.phones.daytime), ("night", clinic.phones.night))
    yield from (Change(f"Phone number, {when}: {number}") for when, number in named if number)
    if clinic.contact:
        yield Change(f"Where a wrong word is reported: {clinic.contact}")
    old = {item.id: item for item in checklist.items}
    new = {item.id: item for item in merged_checklist(checklist, clinic).items}
    where = _places(merged_checklist(checklist, clinic)) | _places(checklist)
    for change in clinic.items:
        if change.id not in where:  # a list saved before a limit was drawn
            yield Change(f"Item {change.id}: left out")
            continue
        yield _item(old.get(change.id), new.get(change.id), f"{where[change.id]}, item {change.id}")
    symptoms = {entry.id: entry for entry in side_effects.side_effects}
    labels = {tier.id: tier.label for tier in side_effects.tiers}
    merged = {entry.id: entry for entry in merged_side_effects(side_effects, clinic).side_effects}
    for symptom in clinic.side_effects:
        known, tier = symptoms.get(symptom.id), merged[symptom.id].tier
        raised = known is not None and urgency(tier) < urgency(known.tier)
        yield _symptom(symptom, labels[tier], new=known is None, raised=raised)


def _places(checklist: Checklist) -> dict[str, str]:
    return {i.id: phase.title for phase in checklist.phases for section in phase.sections for i in section.items}


def _item(old: Item | None, now: Item | None, where: str) -> Change:
    if now is None:
        return Change(f"{where}: hidden", (old.text,) if old else ())
    if old is None:
        return Change(f"{where}: added", (now.text, now.why))
    if now.text != old.text or now.why != old.why:
        said = [name for name in ("text", "why") if getattr(now, name) != getattr(old, name)]
        return Change(f"{where}: new words", tuple(getattr(now, name) for name in said))
    return Change(f"{where}: {'for other people, or on paper' if now != old else 'no change'}")


def _symptom(change: ClinicSymptom, label: str, *, new: bool, raised: bool) -> Change:
    where = f"Side effect {change.id}"
    typed = (f"Words to type: {', '.join(change.synonyms)}.",) if change.synonyms else ()
    if new:
        words = (change.label, change.why, change.do, change.step_up)
        return Change(f"{where}: added. {label}", (*filter(None, words), *typed))
    if raised:
        return Change(f"{where}: more urgent. {label}", typed)
    return Change(f"{where}: {'more words to type' if typed else 'no change'}", typed)
