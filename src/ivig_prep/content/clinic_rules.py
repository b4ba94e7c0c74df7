"""What a clinic's file may change, and what it may not. The rules walk the tree, so that every fault has its line.

They only tell: `core.clinic_merge` keeps to the same limits whatever it is given.
"""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from ivig_prep.content.checks import at, dates, field, ids_once, kind_faults, own, references
from ivig_prep.content.shape import NULLS
from ivig_prep.content.yaml import Listing, Mapping, Node, Scalar
from ivig_prep.core.checklist import SIGN, TASK, Checklist, Item, calls_now
from ivig_prep.core.clinic.drinking import too_much, urges_to_drink
from ivig_prep.core.clinic.own_list import CALLED_IN, ClinicItem, ClinicSymptom
from ivig_prep.core.fault import Fault
from ivig_prep.core.phones import parse_phone
from ivig_prep.core.side_effects import TIERS, SideEffects, urgency
from ivig_prep.core.traits import DERIVED_TRAITS, TRAITS
from ivig_prep.core.words.matching import Synonyms
from ivig_prep.core.words.wording import split_words
from ivig_prep.errors import NotUnderstood

MOST_ENTRIES = 100
EMERGENCY_NUMBERS = ("911", "999", "112", "000", "111")
FITS = TRAITS + DERIVED_TRAITS
_CALMS = re.compile(
    r"\b(?:is|are|be|it's|that's|you're|feels?|looks?|perfectly|quite) (?:normal|fine|harmless|nothing serious)\b|"
    r"(?<!if )\b(?:you are|you're|this is|that is|that's) (?:safe|ok|okay|all right|alright)\b|"
    r"\b(?:nothing to worry|harmless|all clear|ignore|wait and see|"
    r"(?:no need to|do not|don't|need not|never) (?:call|tell|worry|phone|ring))\b",
    re.IGNORECASE,
)
_SAFETY = "This step keeps people from harm. It cannot be {}."
_OWN_STEP = "Delete this line. To say more, add a step with an id of your own."


class ClinicRules:
    """The limits of a clinic's file, drawn from the lists that it changes."""

    def __init__(
        self, checklist: Checklist, side_effects: SideEffects, synonyms: Synonyms, small_words: frozenset[str]
    ) -> None:
        self._small_words = small_words
        self._items = {item.id: item for item in checklist.items}
        sections = [section for phase in checklist.phases for section in phase.sections]
        self._sections = tuple(section.id for section in sections)
        self._stands_in = {item.id: section.id for section in sections for item in section.items}
        self._symptoms = {entry.id: entry for entry in side_effects.side_effects}
        self._said_by = {said: entry for entry, listed in synonyms.items() for said in listed}

    def faults(self, top: Node) -> Iterator[Fault]:
        """Yield everything this file may not do."""
        yield from dates(top)
        yield from _dates_in_order(top)
        yield from _phones(top)
        yield from ids_once(top, ("items", "step"), ("side_effects", "symptom"))
        for key in ("fits", "not_for"):
            yield from references(top, key, frozenset(FITS), "word for what fits", f"Use: {', '.join(FITS)}.")
        effects = frozenset((*self._symptoms, *_own_ids(top, "side_effects")))
        yield from references(top, "answers", effects, "side effect", "ivig-prep clinic --list shows them.")
        yield from _reassuring(top)
        yield from _too_much(top)
        for key, check in (("items", self._item), ("side_effects", self._symptom)):
            for listing in own(top, key):
                yield from _not_too_many(listing)
                for entry in listing.items:
                    yield from check(entry)
                    yield from _too_much(entry)

    def _item(self, entry: Node) -> Iterator[Fault]:
        name = field(entry, "id")
        if name is None or not isinstance(entry, Mapping):
            return
        known = self._items.get(name.text)
        if known is None:
            yield from self._new_item(entry, name)
        else:
            yield from self._changed(entry, known)
        yield from _drinking(entry, known)
        yield from _for_nobody(entry)

    def _new_item(self, entry: Mapping, name: Scalar) -> Iterator[Fault]:
        section = field(entry, "section")
        if _is_true(entry, "hide") or section is None:
            yield _no_such(name, "step", tuple(self._items), 'For a new step, add a line: section: "packing"')
            return
        if section.text not in self._sections:
            yield _no_such(section, "section", self._sections, "Use the id of a section, such as packing.")
        if field(entry, "text") is None:
            yield at(name, "This new step has no words.", "Add a line that begins with text:")
        yield from kind_faults(entry)

    def _changed(self, entry: Mapping, known: Item) -> Iterator[Fault]:
        """Yield what a change to a step that is there may not do."""
        section, hide = field(entry, "section"), field(entry, "hide")
        if section and section.text != self._stands_in[known.id]:
            yield at(section, f"This step stays in {self._stands_in[known.id]}.", "Delete this line.")
        if known.safety and hide and _is_true(entry, "hide"):
            yield at(hide, _SAFETY.format("hidden"), "Delete this line.")
        yield from _of_its_kind(entry, known)
        allowed = ("id", "section", "hide", "kind", "answers", *(("text",) if known.keep else ()))
        for key, _ in entry.entries if known.safety else ():
            if key.text in ClinicItem._fields and key.text not in allowed:
                yield at(key, _SAFETY.format("changed here"), _OWN_STEP)

    def _symptom(self, entry: Node) -> Iterator[Fault]:
        name = field(entry, "id")
        if name is None or not isinstance(entry, Mapping):
            return
        tier = field(entry, "tier")
        is_tier = tier is None or tier.text in TIERS
        if tier and not is_tier:
            yield at(tier, f'"{tier.text}" is not a tier.', _nearest(tier.text, TIERS) or f"Use: {', '.join(TIERS)}.")
        known = self._symptoms.get(name.text)
        if known is None:
            yield from self._new_symptom(entry, name, tier)
        else:
            yield from _only(entry, ("id", "tier", "synonyms"), "Delete this line. Only its tier and words can change.")
            if tier and is_tier and urgency(tier.text) > urgency(known.tier):
                yield at(tier, f"This would be less urgent than now: {known.tier}.", "Delete this line.")
        yield from self._synonyms(entry, name.text)
        yield from _drinking_advice(entry)

    def _new_symptom(self, entry: Mapping, name: Scalar, tier: Scalar | None) -> Iterator[Fault]:
        if field(entry, "label") is None or not any(listing.items for listing in own(entry, "synonyms")):
            what = "A new symptom needs a label and synonyms."
            write = _nearest(name.text, tuple(self._symptoms)) or "Add them, or use the id of a symptom that is there."
            yield at(name, what, write)
        elif tier is None:
            yield at(name, "A new symptom needs a tier.", 'Add a line: tier: "call-now"')
        if tier and tier.text in TIERS and tier.text not in CALLED_IN:
            yield at(tier, "A new symptom is emergency or call-now.", 'Write "call-now".')
        step_up = field(entry, "step_up")
        if step_up and tier and tier.text == CALLED_IN[0]:
            yield at(step_up, "Nothing is more urgent than an emergency.", "Delete this line.")

    def _synonyms(self, entry: Mapping, name: str) -> Iterator[Fault]:
        """Yield words to type that no person could type, or that already lead elsewhere."""
        for listing in own(entry, "synonyms"):
            yield from _not_too_many(listing)
            for node in (item for item in listing.items if isinstance(item, Scalar)):
                other = self._said_by.get(node.text.lower(), name)
                said = {word.text for word in split_words(node.text)} - self._small_words
                if not any(word.isalpha() for word in said):
                    yield at(node, f'"{node.text}" says nothing by itself.', "Write words that a person types.")
                elif other != name:
                    yield at(node, f'"{node.text}" already leads to {other}.', "Delete it here.")


def _own_ids(top: Node, key: str) -> Iterator[str]:
    for listing in own(top, key):
        yield from (node.text for entry in listing.items if (node := field(entry, "id")))


def _of_its_kind(entry: Mapping, known: Item) -> Iterator[Fault]:
    """Yield a change of the kind of a step that is there, and new words that do not fit its kind."""
    for key, _ in entry.entries:
        if key.text in ("kind", "answers"):
            yield at(key, f"This step stays what it is: {known.kind}.", _OWN_STEP)
    text = field(entry, "text") if known.keep or not known.safety else None  # else any new words are refused
    if text and known.kind == TASK and calls_now(text.text):
        yield at(
            text, "A warning stands here as a task, and could be ticked away.", "Say it in a new step of kind sign."
        )
    if text and known.kind == SIGN and not calls_now(text.text):
        yield at(text, "This sign does not say whom to call now.", "Say it, such as: call us now.")


def _too_much(entry: Node) -> Iterator[Fault]:
    """Yield texts that name more to drink than is safe to urge on anybody."""
    for name in ("clinic", "label", "text", "why", "do", "step_up"):
        node = field(entry, name)
        amount = too_much(node.text) if node else None
        if node and amount:
            yield at(node, f"{amount} is more than 3 liters (12 cups) a day.", "Write a smaller amount.")


def _only(entry: Mapping, allowed: tuple[str, ...], write: str) -> Iterator[Fault]:
    for key, _ in entry.entries:
        if key.text in ClinicSymptom._fields and key.text not in allowed:
            yield at(key, f'The key "{key.text}" cannot stand at an id that is already there.', write)


def _drinking(entry: Mapping, known: Item | None) -> Iterator[Fault]:
    """Yield words that urge drinking and would reach a person with a fluid limit."""
    hidden_from = {node.text for listing in own(entry, "not_for") for node in listing.items if isinstance(node, Scalar)}
    stays = known is not None and not any(own(entry, "not_for")) and "fluid-limit" in known.not_for
    if "fluid-limit" in hidden_from or stays:
        return
    for name in ("text", "why"):
        node = field(entry, name)
        if node and urges_to_drink(node.text):
            what = "Someone with a fluid limit must not read this as a call to drink."
            yield at(node, what, "Add a line to this step: not_for: [fluid-limit]")
            return


def _for_nobody(entry: Mapping) -> Iterator[Fault]:
    """Yield a word that a step is both for and not for."""
    fits = {node.text for listing in own(entry, "fits") for node in listing.items if isinstance(node, Scalar)}
    for listing in own(entry, "not_for"):
        for node in (item for item in listing.items if isinstance(item, Scalar)):
            if node.text in fits:
                yield at(node, f'This step is for "{node.text}" and not for it: nobody would see it.', "Delete one.")


def _drinking_advice(entry: Mapping) -> Iterator[Fault]:
    """Yield advice on a symptom that urges drinking and does not name the fluid limit."""
    for name in ("do", "step_up", "why"):
        node = field(entry, name)
        if node and urges_to_drink(node.text) and "fluid limit" not in node.text.lower():
            what = "Someone with a fluid limit must not read this as a call to drink."
            yield at(node, what, "Begin it with: If you have no fluid limit,")


def _is_true(entry: Mapping, name: str) -> bool:
    node = field(entry, name)
    return node is not None and node.text == "true"


def _reassuring(node: Node) -> Iterator[Fault]:
    """Yield texts that could keep a person from calling."""
    if isinstance(node, Scalar):
        found = _CALMS.search(" ".join(node.text.replace("\u2019", "'").split()))
        if found:
            yield at(node, f'"{found[0]}" can keep a person from calling.', "Say what to do instead.")
        return
    for part in (value for _, value in node.entries) if isinstance(node, Mapping) else node.items:
        yield from _reassuring(part)


def _phones(top: Node) -> Iterator[Fault]:
    for key, value in top.entries if isinstance(top, Mapping) else ():
        if key.text == "phones" and isinstance(value, Mapping):
            for _, number in value.entries:
                if isinstance(number, Scalar) and (number.quoted or number.text not in NULLS):
                    yield from _phone(number)


def _phone(node: Scalar) -> Iterator[Fault]:
    digits = "".join(character for character in node.text if character.isdigit())
    if digits and any(not digits.replace(number, "") for number in EMERGENCY_NUMBERS):
        yield at(node, "This number is everybody's, not the clinic's.", "Write the clinic's own number.")
        return
    try:
        parse_phone(node.text)
    except NotUnderstood as error:
        yield at(node, error.sentence, 'Write it in digits and in quotes, such as "555 0100".')


def _dates_in_order(top: Node) -> Iterator[Fault]:
    checked, check_by = field(top, "checked"), field(top, "check_by")
    if checked and check_by and not any(dates(top)) and check_by.text < checked.text:
        yield at(check_by, "This list is due for a check before it was checked.", "Write a later date.")


def _not_too_many(listing: Listing) -> Iterator[Fault]:
    if len(listing.items) > MOST_ENTRIES:
        what = f"There are {len(listing.items)} entries here."
        yield Fault(listing.line, listing.column, what, f"Keep it to {MOST_ENTRIES}.")


def _no_such(node: Scalar, called: str, known: tuple[str, ...], otherwise: str) -> Fault:
    return at(node, f'There is no {called} "{node.text}".', _nearest(node.text, known) or otherwise)


def _nearest(text: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(text, known, n=1, cutoff=0.7)
    return f'Did you mean "{near[0]}"?' if near else ""
