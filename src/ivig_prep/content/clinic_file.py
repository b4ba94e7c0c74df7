"""A clinic's own file: read, and checked against the lists it changes. Every fault is found at once."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from ivig_prep.content import pasted
from ivig_prep.content.clinic_rules import ClinicRules
from ivig_prep.content.clinic_warnings import warnings
from ivig_prep.content.shape import shape
from ivig_prep.content.yaml import Mapping, RefusedError, read
from ivig_prep.core.checklist import Checklist
from ivig_prep.core.clinic.own_list import Clinic, Phones
from ivig_prep.core.fault import Fault
from ivig_prep.core.phones import parse_phone
from ivig_prep.core.side_effects import SideEffects
from ivig_prep.core.text import encoding
from ivig_prep.core.words.matching import Synonyms


class Read(NamedTuple):
    """What became of a file: its list (None where there is any fault), its faults and warnings, in its order."""

    clinic: Clinic | None
    faults: tuple[Fault, ...]
    warnings: tuple[str, ...] = ()


class Lists(NamedTuple):
    """The lists that a clinic's file changes, what people type for side effects, and small words that say nothing."""

    checklist: Checklist
    side_effects: SideEffects
    synonyms: Synonyms
    small_words: frozenset[str]


def read_clinic(raw: bytes, lists: Lists, today: date) -> Read:
    """Return what became of a file of a clinic; `today` tells whether it is past its date. Nothing is raised."""
    another = pasted.no_text(raw)
    if another:
        return Read(None, (another,))
    try:
        top = read(_in_utf_8(raw))
    except RefusedError as refused:
        return Read(None, _cause(raw, refused.fault))
    faults: list[Fault] = []
    value = shape(top, Clinic, faults)
    faults += ClinicRules(*lists).faults(top)
    causes = tuple(pasted.in_tree(top) if isinstance(top, Mapping) else pasted.in_lines(_text(raw)))
    explained = {(cause.line, cause.column) for cause in causes}
    causes += tuple(pasted.in_codes(top, (one for one in faults if (one.line, one.column) not in explained)))
    lines = {line for cause in causes for line in (cause.line, cause.line - 1)}  # above: what then seems to be empty
    faults = [*causes, *(fault for fault in faults if fault.line not in lines)]
    if faults:
        return Read(None, tuple(_once_a_place(sorted(faults))))
    return Read(_with_clean_phones(value), (), tuple(warnings(value, lists.checklist, today)))


def _in_utf_8(raw: bytes) -> bytes:
    """Return a file that came in UTF-16 in UTF-8; any other as it is."""
    found = encoding(raw)
    if found.startswith("utf-8"):
        return raw
    try:
        return raw.decode(found).encode()
    except UnicodeError:
        return raw


def _text(raw: bytes) -> str:
    return raw.decode(encoding(raw), "replace")


def _cause(raw: bytes, fault: Fault) -> tuple[Fault, ...]:
    """Return what a word processor left in the lines before a fault, where it can be the cause; else the fault."""
    causes = tuple(pasted.in_lines(_text(raw)))
    return causes if any(cause.line <= fault.line for cause in causes) else (fault,)


def _with_clean_phones(clinic: Clinic) -> Clinic:
    numbers = (number and parse_phone(number) for number in clinic.phones)
    return clinic._replace(phones=Phones(*numbers))


def _once_a_place(faults: Iterable[Fault]) -> Iterator[Fault]:
    """Yield the faults; what two checks find at one place is told once."""
    told: set[tuple[int, int]] = set()
    for fault in faults:
        if (fault.line, fault.column) not in told:
            told.add((fault.line, fault.column))
            yield fault
