"""The lists of this program together with a clinic's own.

Whatever the clinic's list holds: no emergency sign and no emergency line changes, no step marked `safety` is hidden
or loses its words of safety, no symptom becomes less urgent, and a new one is urgent.
"""

import re
from zlib import crc32

from ivig_prep.core.checklist import ADVICE, KINDS, SIGN, TASK, Checklist, Item, Phase, Section, calls_now
from ivig_prep.core.clinic.drinking import has_amount, too_much, urges_to_drink
from ivig_prep.core.clinic.own_list import CALLED_IN, Clinic, ClinicItem, ClinicSymptom
from ivig_prep.core.side_effects import EMERGENCY, SideEffect, SideEffects, urgency
from ivig_prep.core.words.matching import Synonyms

FLUID_LIMIT, FLUID_LIMIT_TRAIT = "fluid limit", "fluid-limit"
WORD = r"[^\W_]+"


def merged_checklist(built_in: Checklist, clinic: Clinic) -> Checklist:
    """Return the checklist with the clinic's changes and steps in it."""
    known = {item.id for item in built_in.items}
    limit = built_in.words.limit_first
    within = tuple(map(_without_too_much, clinic.items))
    changes = {change.id: change for change in within}
    new = [change for change in within if change.id not in known and change.text and not change.hide]

    def section(old: Section) -> Section:
        kept = (_changed(item, changes.get(item.id), clinic.clinic) for item in old.items)
        added = (_new_item(change, old, clinic.clinic) for change in new if change.section == old.id)
        return old._replace(items=tuple(_safe(item, limit) for item in (*kept, *added) if item))

    def phase(old: Phase) -> Phase:
        sections = map(section, old.sections)
        return old._replace(sections=tuple(cut for cut in sections if cut.items))

    return built_in._replace(phases=tuple(map(phase, built_in.phases)), clinic=clinic)


def _without_too_much(change: ClinicItem) -> ClinicItem:
    """Return a change without a text that names more to drink than may be urged on anybody."""
    text, why = (None if said and too_much(said) else said for said in (change.text, change.why))
    return change._replace(text=text, why=why)


def with_kept_words(item: Item, text: str) -> str:
    """Return new words for a step, followed by those it must keep."""
    return text if not item.keep or item.keep in text else f"{text} {item.keep}"


def asks_for_this(clinic: str) -> str:
    """Return why a step is there, where the clinic does not say."""
    return f"{clinic} asks for this."


def mark_of(text: str) -> str:
    """Return what tells the words of a step from other words; capitals, spaces and signs make no difference."""
    return f"{crc32(' '.join(re.findall(WORD, text.lower())).encode('utf-8', 'replace')):08x}"


def _safe(item: Item, limit: str) -> Item:
    """Return a step as no words of a clinic may leave it out: warnings without a box, and drinking with its exception.

    Steps in our own words, and those with words to keep, are as they must be.
    """
    origin = item.origin
    if origin is None or item.safety:
        return item
    if (item.kind == TASK and calls_now(item.text)) or (item.kind == SIGN and not item.answers):
        item = item._replace(kind=ADVICE)
    why = "" if item.why == asks_for_this(origin) else item.why  # a clinic may be named for a river
    if not urges_to_drink(f"{item.text} {why}"):
        return item
    if FLUID_LIMIT not in item.text.lower():
        item = item._replace(text=f"{item.text} {limit}", sources=())
    grown = ("child", "not-asked") if has_amount(item.text) and "child" not in item.fits else ()
    return item._replace(not_for=tuple(dict.fromkeys((*item.not_for, FLUID_LIMIT_TRAIT, *grown))))


def _changed(item: Item, change: ClinicItem | None, clinic: str) -> Item | None:
    """Return the step as the clinic has it; None where it is hidden."""
    if change is None or (item.safety and not (item.keep and change.text)):
        return item
    mark = mark_of(change.text) if change.text and mark_of(change.text) != mark_of(item.text) else None
    if item.safety:
        text = with_kept_words(item, change.text or item.text)
        unasked = item.text if has_amount(change.text or "") else None
        return item._replace(text=text, sources=(), origin=clinic, mark=mark, unasked=unasked)
    if change.hide:
        return None
    named = {name: getattr(change, name) for name in ("text", "why", "fits", "not_for", "print")}
    fields = {name: value for name, value in named.items() if value is not None}
    if not fields.keys() & {"text", "why"}:
        return item._replace(**fields)
    return item._replace(**fields, sources=() if "text" in fields else item.sources, origin=clinic, mark=mark)


def _new_item(change: ClinicItem, section: Section, clinic: str) -> Item:
    """Return a new step; in a section for some people only, it is for the same people where it does not say."""
    for_some = all(item.fits for item in section.items)
    theirs = tuple(dict.fromkeys(trait for item in section.items for trait in item.fits)) if for_some else ()
    not_theirs = set.intersection(*(set(item.not_for) for item in section.items))
    kind = change.kind if change.kind in KINDS else TASK
    return Item(
        change.id,
        change.text or "",
        change.why or asks_for_this(clinic),
        sources=(),
        fits=change.fits or theirs,
        not_for=tuple(dict.fromkeys((*(change.not_for or ()), *sorted(not_theirs if for_some else ())))),
        kind=kind,
        answers=change.answers if kind == SIGN else (),
        print=change.print is not False,
        origin=clinic,
        mark=mark_of(change.text or ""),
    )


def merged_side_effects(built_in: SideEffects, clinic: Clinic) -> SideEffects:
    """Return the list with the clinic's symptoms in it, most urgent first, the clinic's last of each tier."""
    known = {entry.id for entry in built_in.side_effects}
    tiers = {change.id: change.tier for change in clinic.side_effects if change.tier}
    old = (_raised(built_in, entry, tiers.get(entry.id, entry.tier), clinic.clinic) for entry in built_in.side_effects)
    new = (_new_symptom(built_in, change, clinic.clinic) for change in clinic.side_effects if change.id not in known)
    ordered = sorted((*old, *new), key=lambda entry: (urgency(entry.tier), entry.origin is not None))
    return built_in._replace(side_effects=tuple(ordered))


def _raised(built_in: SideEffects, entry: SideEffect, tier: str, clinic: str) -> SideEffect:
    """Return an entry in a more urgent tier. First aid of an urgent one stays; mild advice gives way to the call."""
    if urgency(tier) >= urgency(entry.tier):
        return entry
    step_up = None if tier == EMERGENCY else entry.step_up
    do = f"Call first. {entry.do}" if entry.tier in CALLED_IN else built_in.tier(tier).action
    return entry._replace(tier=tier, do=do, step_up=step_up, origin=clinic)


def _new_symptom(built_in: SideEffects, change: ClinicSymptom, clinic: str) -> SideEffect:
    tier = change.tier if change.tier in CALLED_IN else CALLED_IN[-1]
    why, do, step_up = map(_drinkable, (change.why, change.do, change.step_up))
    return SideEffect(
        change.id,
        change.label or change.id,
        tier,
        why or f"{clinic} asks you to act on this.",
        do or built_in.tier(tier).action,
        sources=(),
        step_up=None if tier == EMERGENCY else step_up or built_in.words.not_listed_do,
        origin=clinic,
    )


def _drinkable(said: str | None) -> str | None:
    """Return what is said of a symptom; None where it urges drinking too much, or without naming a fluid limit."""
    if said is None or too_much(said) or (urges_to_drink(said) and FLUID_LIMIT not in said.lower()):
        return None
    return said


def clinic_synonyms(clinic: Clinic) -> Synonyms:
    """Return the words that the clinic adds for symptoms, the built-in ones among them."""
    return {change.id: change.synonyms for change in clinic.side_effects if change.synonyms}
