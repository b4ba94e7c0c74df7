"""What a content file must hold beyond its shape: ids, references, dates and section sizes.

The checks walk the tree of text, not the values, so that every fault carries its line.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from ivig_prep.content.yaml import Listing, Mapping, Node, Scalar
from ivig_prep.core.checklist import KINDS, MOST_ITEMS, PHASES, QUESTIONS, SIGN, TASK, calls_now
from ivig_prep.core.day.moments import MOMENTS
from ivig_prep.core.diary.entries import Treatment
from ivig_prep.core.fault import Fault
from ivig_prep.core.side_effects import TIERS
from ivig_prep.core.traits import DERIVED_TRAITS, TRAITS

_LATER = ", ".join(MOMENTS[1:])
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


Check = Callable[[Node], Iterator[Fault]]


class Known(NamedTuple):
    """The ids that a checklist may name: sources, side effects, and those of them that are emergencies."""

    sources: frozenset[str]
    side_effects: frozenset[str]
    emergencies: frozenset[str]


def check_checklist(top: Node, known_ids: Known) -> Iterator[Fault]:
    """Yield every fault of a checklist."""
    sources, signs = known_ids.sources, known_ids.emergencies
    yield from dates(top)
    yield from _no_review(top)
    yield from _complete(top, "phases", "phase", PHASES)
    yield from _complete(top, "questions", "question", QUESTIONS)
    yield from _complete(top, "traits", "word for what fits", TRAITS)
    yield from _groups(top)
    for node in _ids(top, "signs"):
        if node.text not in signs:
            yield at(node, f'"{node.text}" is no emergency sign.', "Use an id of side_effects.yaml, tier emergency.")
    yield from _kept(top)
    yield from _kinds(top)
    yield from _retired(top)
    yield from _until(top)
    yield from check_calls(top)
    yield from ids_once(top, ("sections", "section"), ("items", "item"), ("signs", "sign"), ("groups", "group"))
    known = {
        "sources": (sources, "source", "data/sources.yaml lists them."),
        "fits": (frozenset(TRAITS + DERIVED_TRAITS), "word for what fits", "See core/checklist.py."),
        "not_for": (frozenset(TRAITS + DERIVED_TRAITS), "word for what fits", "See core/checklist.py."),
        "logs": (frozenset(Treatment._fields) - {"date"}, "field of the log", "See core/diary/entries.py."),
        "answers": (known_ids.side_effects, "side effect", "Use an id of side_effects.yaml."),
    }
    for key, (allowed, name, where) in known.items():
        yield from references(top, key, allowed, name, where)
    yield from _sizes(top)


def _kept(top: Node) -> Iterator[Fault]:
    """Yield words to keep that the text itself does not have, or that stand at a step not marked safety."""
    for listing in _under(top, "items"):
        for item in listing.items:
            keep, text, safety = (field(item, name) for name in ("keep", "text", "safety"))
            if keep and text and keep.text not in text.text:
                yield at(keep, "These words are not in the text.", "Write them as they stand there.")
            if keep and (safety is None or safety.text != "true"):
                yield at(keep, "Only a safety step has words to keep.", "Delete this line, or add: safety: true")


def _kinds(top: Node) -> Iterator[Fault]:
    """Yield entries of no kind, warnings that stand as tasks, and signs that say nobody to call."""
    for listing in _under(top, "items"):
        for item in listing.items:
            yield from kind_faults(item)


def kind_faults(item: Node) -> Iterator[Fault]:
    """Yield what is wrong with the kind of an entry: see `_kinds`."""
    kind, text, name = (field(item, key) for key in ("kind", "text", "id"))
    said = kind.text if kind else TASK
    if kind and said not in KINDS:
        yield at(kind, f'"{said}" is not a kind.', f"Use one of: {', '.join(KINDS)}.")
    elif text and said == TASK and calls_now(text.text):
        yield at(text, "A warning stands here as a task, and could be ticked away.", "Add a line: kind: sign")
    elif text and said == SIGN and not calls_now(text.text):
        yield at(
            text, "This sign does not say whom to call now.", "Say it. Where nobody is to be called, it is advice."
        )
    if name and (said == SIGN) != any(listing.items for listing in own(item, "answers")):
        yield at(name, "A sign, and nothing else, names the side effects it is about.", "Add or delete its answers.")
    for key in ("once", "early"):
        mark = field(item, key)
        if mark and said != TASK:
            yield at(mark, f"Only a task has {key}.", "Delete this line.")


_CALL_BY_NAME = re.compile(
    r"\bcall (?:your|the) (?:care |infusion )?team\b|\bcall your emergency number\b", re.IGNORECASE
)


def check_calls(top: Node) -> Iterator[Fault]:
    """Yield texts that say to call somebody whose number could stand there, and leave no place for it."""
    for node in _texts(top):
        if _CALL_BY_NAME.search(node.text):
            yield at(node, "This text says to call, and has no place for the number.", "Write {team} or {emergency}.")


def _texts(node: Node) -> Iterator[Scalar]:
    """Yield every text that is shown: each value, but for words that people type."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Listing):
        for entry in node.items:
            yield from _texts(entry)
    else:
        for key, value in node.entries:
            if key.text not in ("synonyms", "keep") and not (key.text == "words" and isinstance(value, Listing)):
                yield from _texts(value)


def _until(top: Node) -> Iterator[Fault]:
    """Yield tasks that matter until a moment which is none, or is not after their own."""
    for section in (section for listing in _under(top, "sections") for section in listing.items):
        group = field(section, "group")
        own_place = MOMENTS.index(group.text) if group and group.text in MOMENTS else len(MOMENTS)
        for item in (item for listing in own(section, "items") for item in listing.items):
            until = field(item, "until")
            if until and until.text not in MOMENTS[own_place + 1 :]:
                yield at(until, f'"{until.text}" is no later moment of infusion day.', f"Use one of: {_LATER}.")


def _retired(top: Node) -> Iterator[Fault]:
    retired = {node.text for listing in own(top, "retired") for node in listing.items if isinstance(node, Scalar)}
    for node in _ids(top, "items"):
        if node.text in retired:
            yield at(node, f'The id "{node.text}" belonged to a step that was taken out.', "Give this one another id.")


def check_sources(top: Node) -> Iterator[Fault]:
    """Yield every fault of a list of sources whose shape is right."""
    yield from ids_once(top, ("sources", "source"))


def check_side_effects(top: Node, sources: frozenset[str]) -> Iterator[Fault]:
    """Yield every fault of a side-effect list."""
    yield from dates(top)
    yield from _no_review(top)
    yield from _complete(top, "tiers", "tier", TIERS)
    yield from ids_once(top, ("side_effects", "side effect"), ("rules", "rule"), ("notes", "note"))
    yield from references(top, "sources", sources, "source", "data/sources.yaml lists them.")
    yield from check_calls(top)
    yield from _said_once(top, "words")
    for listing in own(top, "side_effects"):
        yield from _tiers(listing)


def check_synonyms(top: Node, entries: Sequence[str]) -> Iterator[Fault]:
    """Yield every fault of the words people type for these side effects: each has some, and no other is named."""
    named = _ids(top, "synonyms", "side_effect")
    seen: set[str] = set()
    for node in named:
        if node.text not in entries:
            yield at(node, f'"{node.text}" is not a known side effect.', "Use an id of side_effects.yaml.")
        elif node.text in seen:
            yield at(node, f'"{node.text}" already stands above.', "Put all that is said for it in one place.")
        seen.add(node.text)
    for entry in entries:
        if entry not in seen:
            yield Fault(top.line, top.column, f'The side effect "{entry}" has no words to type.', "Add some for it.")
    yield from _said_once(top, "said")


SPANISH = ("spanish", "spanish_classes", "spanish_signs")


def check_matching(top: Node, entries: frozenset[str]) -> Iterator[Fault]:
    """Yield every fault of the words for matching: `entries` are the side effects it may name.

    A family may name a clue too: what it finds is no sign alone, but makes one more urgent.
    """
    lists = (("families", "family"), ("classes", "class"), ("spanish_classes", "class"), ("clues", "clue"))
    yield from ids_once(top, *lists)
    yield from _classes(top)
    known = entries | {node.text for node in _ids(top, "clues")}
    named = (value for key, value in _pairs(top) if key.text == "side_effect" and isinstance(value, Scalar))
    for node in named:
        if node.text not in known:
            yield at(node, f'"{node.text}" is not a known side effect.', "Use an id of side_effects.yaml.")


def _classes(top: Node) -> Iterator[Fault]:
    """Yield every name of a class of words, such as `@pills`, that is none, or that stands in its own class."""
    known: set[str] = set()
    for listing in (one for name in ("classes", "families", *SPANISH) for one in own(top, name)):
        for entry in listing.items:
            for node in _every_text(entry):
                for name in (word[1:] for word in node.text.lstrip("=").split() if word.startswith("@")):
                    if name not in known:
                        yield at(node, f'"@{name}" is not a class above this line.', "Use the id of one, or add it.")
            known.update(node.text for node in (field(entry, "id"),) if node)


def _every_text(node: Node) -> Iterator[Scalar]:
    """Yield every text of a node."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Listing):
        yield from (text for item in node.items for text in _every_text(item))
    elif isinstance(node, Mapping):
        yield from (text for _, value in node.entries for text in _every_text(value))


def check_topics(top: Node, sources: frozenset[str]) -> Iterator[Fault]:
    """Yield every fault of the short answers."""
    yield from dates(top)
    yield from _no_review(top)
    yield from check_calls(top)
    yield from ids_once(top, ("topics", "topic"))
    yield from references(top, "sources", sources, "source", "data/sources.yaml lists them.")


def _tiers(listing: Listing) -> Iterator[Fault]:
    """Yield unknown tiers, entries out of order (most urgent first), and a step_up missing or out of place."""
    before = 0
    for entry in listing.items:
        tier = field(entry, "tier")
        if tier is None:
            continue
        if tier.text not in TIERS:
            yield at(tier, f'"{tier.text}" is not a tier.', f"Use one of: {', '.join(TIERS)}.")
            continue
        if TIERS.index(tier.text) < before:
            yield at(tier, "A more urgent entry stands after a less urgent one.", "Move it up.")
        before = max(before, TIERS.index(tier.text))
        if (field(entry, "step_up") is None) != (tier.text == TIERS[0]):
            yield at(tier, "A step_up belongs to every entry but emergencies.", "Add or delete its step_up line.")
        opening = field(entry, "opening")
        if opening and (tier.text != TIERS[0] or "{number}" not in opening.text):
            yield at(opening, "An opening is of an emergency, and says whom to call.", "Write {number} in it.")


def _said_once(top: Node, name: str) -> Iterator[Fault]:
    """Yield texts of these lists that stand twice in the file, or are not in lower case."""
    seen: dict[str, int] = {}
    for listing in _under(top, name):
        for node in (item for item in listing.items if isinstance(item, Scalar)):
            if node.text in seen:
                yield at(node, f'"{node.text}" already stands in line {seen[node.text]}.', "Delete one of them.")
            if node.text != node.text.lower():
                yield at(node, f'"{node.text}" is not in lower case.', f"Write {node.text.lower()}.")
            seen.setdefault(node.text, node.line)


def _ids(top: Node, name: str, key: str = "id") -> Iterator[Scalar]:
    return (node for listing in _under(top, name) for item in listing.items if (node := field(item, key)))


def at(node: Scalar, what: str, write: str) -> Fault:
    """Return a fault that stands at this node."""
    return Fault(node.line, node.column, what, write)


def _pairs(node: Node) -> Iterator[tuple[Scalar, Node]]:
    """Yield every key and value of the whole tree, in the order of the file."""
    if isinstance(node, Mapping):
        for key, value in node.entries:
            yield key, value
            yield from _pairs(value)
    elif isinstance(node, Listing):
        for item in node.items:
            yield from _pairs(item)


def _under(top: Node, name: str) -> Iterator[Listing]:
    return (value for key, value in _pairs(top) if key.text == name and isinstance(value, Listing))


def field(node: Node, name: str) -> Scalar | None:
    """Return the value a mapping has under this key, if it is a single one."""
    if not isinstance(node, Mapping):
        return None
    return next((v for k, v in node.entries if k.text == name and isinstance(v, Scalar)), None)


def dates(top: Node) -> Iterator[Fault]:
    """Yield dates of a file that are no dates."""
    yield from dates_under(top, "checked", "check_by")


def dates_under(node: Node, *names: str) -> Iterator[Fault]:
    """Yield what stands under these keys of a mapping and is no date."""
    for name in names:
        found = field(node, name)
        if found and not _is_date(found.text):
            yield at(found, f'"{found.text}" is not a date.', "Write it like 2026-11-22.")


def _no_review(top: Node) -> Iterator[Fault]:
    """Yield a review written into a list itself: only the hashes of data/reviews.yaml say what was reviewed."""
    for key, _ in top.entries if isinstance(top, Mapping) else ():
        if key.text == "review":
            yield at(key, "A review is not written here.", "Delete it. See data/reviews.yaml.")


def _is_date(text: str) -> bool:
    try:
        return bool(_ISO_DATE.fullmatch(text)) and date.fromisoformat(text) is not None
    except ValueError:
        return False


def _complete(top: Node, key: str, name: str, wanted: tuple[str, ...]) -> Iterator[Fault]:
    """Yield a fault unless a list has exactly the ids the program knows, in its order."""
    for listing in own(top, key):
        listed = [node for item in listing.items if (node := field(item, "id"))]
        unknown = [node for node in listed if node.text not in wanted]
        yield from (at(node, f'"{node.text}" is not a {name}.', f"Use: {', '.join(wanted)}.") for node in unknown)
        if not unknown and tuple(node.text for node in listed) != wanted:
            what = f"The {key} are not complete, or not in order."
            yield Fault(listing.line, listing.column, what, f"Use: {', '.join(wanted)}.")


def _groups(top: Node) -> Iterator[Fault]:
    for phases in _under(top, "phases"):
        for phase in phases.items:
            known = {n.text for groups in own(phase, "groups") for g in groups.items if (n := field(g, "id"))}
            for sections in own(phase, "sections"):
                for section in sections.items:
                    yield from _group(section, known)


def own(node: Node, name: str) -> Iterator[Listing]:
    """Yield the list a mapping has under this key itself."""
    if isinstance(node, Mapping):
        yield from (v for k, v in node.entries if k.text == name and isinstance(v, Listing))


def _group(section: Node, known: set[str]) -> Iterator[Fault]:
    group = field(section, "group")
    if group and group.text not in known:
        yield at(group, f'"{group.text}" is not a group of this phase.', "Use the id of one of its groups.")
    title = field(section, "id")
    if known and not group and title:
        yield at(title, "This section has no group.", f"Add a line: group: {sorted(known)[0]}")


def ids_once(top: Node, *lists: tuple[str, str]) -> Iterator[Fault]:
    """Yield ids that are not kebab-case, or that stand twice in lists of one kind."""
    for name, called in lists:
        seen: dict[str, int] = {}
        for listing in _under(top, name):
            for node in (found for item in listing.items if (found := field(item, "id"))):
                if not _ID.fullmatch(node.text):
                    yield at(node, f'The id "{node.text}" has other than a-z, 0-9 and "-".', "Write it like pack-warm.")
                if node.text in seen:
                    what = f'The {called} id "{node.text}" is already used in line {seen[node.text]}.'
                    yield at(node, what, "Give this one an id of its own.")
                seen.setdefault(node.text, node.line)


def references(top: Node, key: str, allowed: frozenset[str], name: str, where: str) -> Iterator[Fault]:
    """Yield words of the lists under this key that are not among those allowed."""
    for listing in _under(top, key):
        nodes = [node for node in listing.items if isinstance(node, Scalar)]
        yield from (at(n, f'"{n.text}" is not a known {name}.', where) for n in nodes if n.text not in allowed)
        if key == "sources" and not nodes and not any(isinstance(item, Mapping) for item in listing.items):
            yield Fault(listing.line, listing.column, "There is no source here.", "Name at least one.")


def _sizes(top: Node) -> Iterator[Fault]:
    for listing in (empty for empty in _under(top, "sections") if not empty.items):
        yield Fault(listing.line, listing.column, "There is no section here.", "A phase has at least one section.")
    for listing in _under(top, "items"):
        if not 1 <= len(listing.items) <= MOST_ITEMS:
            what = f"This section has {len(listing.items)} items."
            yield Fault(listing.line, listing.column, what, f"A section has 1 to {MOST_ITEMS}. Split it.")
