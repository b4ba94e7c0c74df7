"""The content files of `data/`: read and checked from YAML, for a checkout and for building the wheel."""

import os
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from ivig_prep.content import checks, reviews
from ivig_prep.content.reviews import Reviews
from ivig_prep.content.shape import shape
from ivig_prep.content.yaml import RefusedError, read
from ivig_prep.core.checklist import Checklist
from ivig_prep.core.fault import Fault
from ivig_prep.core.notices import Notices
from ivig_prep.core.side_effects import EMERGENCY, SideEffects
from ivig_prep.core.sources import SourceList
from ivig_prep.core.words.build_index import build_index, build_spanish_index, with_slips
from ivig_prep.core.words.matching import Matching, SynonymList
from ivig_prep.core.words.topics import Topics
from ivig_prep.core.words.word_index import WordIndex
from ivig_prep.errors import ContentRefused

Loader = Callable[[str], Any]


def load_file(path: str, wanted: Any, check: checks.Check) -> Any:
    """Return a content file as a value of the wanted type. Raises ContentRefused with every fault."""
    with open(path, "rb") as file:
        return load(file.read(), os.path.basename(path), wanted, check)


def load(raw: bytes, name: str, wanted: Any, check: checks.Check) -> Any:
    """Return content from bytes; `name` is what faults call the file. Raises ContentRefused."""
    faults: list[Fault] = []
    try:
        top = read(raw)
    except RefusedError as refused:
        raise _refused(name, [refused.fault]) from refused
    value = shape(top, wanted, faults)
    faults.extend(check(top))
    if faults:
        raise _refused(name, faults)
    return value


def _refused(name: str, faults: Iterable[Fault]) -> ContentRefused:
    return ContentRefused(name, tuple(f"{name}, {fault}" for fault in sorted(faults)))


@cache
def _sources(folder: str) -> SourceList:
    found: SourceList = load_file(os.path.join(folder, "sources.yaml"), SourceList, checks.check_sources)
    return found


def _source_ids(folder: str) -> frozenset[str]:
    return frozenset(source.id for source in _sources(folder).sources)


@cache
def _reviews(folder: str) -> Reviews:
    path = os.path.join(folder, "reviews.yaml")
    found: Reviews = load_file(path, Reviews, reviews.check_reviews)
    return found


@cache
def _checklist(folder: str) -> Checklist:
    entries = _entries(folder).side_effects
    signs = frozenset(entry.id for entry in entries if entry.tier == EMERGENCY)
    known = checks.Known(_source_ids(folder), frozenset(entry.id for entry in entries), signs)
    path = os.path.join(folder, "checklist.yaml")
    found: Checklist = load_file(path, Checklist, lambda top: checks.check_checklist(top, known))
    made = reviews.reviewed(reviews.CHECKLIST, _reviews(folder), lambda: reviews.checklist_texts(found))
    return found._replace(review=made)


def _notices(folder: str) -> Notices:
    found = _checklist(folder)
    return Notices(*(getattr(found, name) for name in Notices._fields))


@cache
def _entries(folder: str) -> SideEffects:
    known = _source_ids(folder)
    path = os.path.join(folder, "side_effects.yaml")
    found: SideEffects = load_file(path, SideEffects, lambda top: checks.check_side_effects(top, known))
    return found


def _side_effects(folder: str) -> SideEffects:
    found = _entries(folder)
    made = reviews.reviewed(
        reviews.SIDE_EFFECTS,
        _reviews(folder),
        lambda: reviews.side_effects_texts(found, _matching(folder).readings),
    )
    return found._replace(review=made)


@cache
def _matching(folder: str) -> Matching:
    entries = frozenset(entry.id for entry in _entries(folder).side_effects)
    path = os.path.join(folder, "matching.yaml")
    found: Matching = load_file(path, Matching, lambda top: checks.check_matching(top, entries))
    return found


def _synonyms(folder: str) -> SynonymList:
    entries = tuple(entry.id for entry in _entries(folder).side_effects)
    path = os.path.join(folder, "synonyms.yaml")
    found: SynonymList = load_file(path, SynonymList, lambda top: checks.check_synonyms(top, entries))
    return found


def _topics(folder: str) -> Topics:
    known = _source_ids(folder)
    path = os.path.join(folder, "topics.yaml")
    found: Topics = load_file(path, Topics, lambda top: checks.check_topics(top, known))
    made = reviews.reviewed(reviews.TOPICS, _reviews(folder), lambda: reviews.topics_texts(found))
    return found._replace(review=made)


def _word_index(folder: str) -> WordIndex:
    said = {one.side_effect: one.said for one in _synonyms(folder).synonyms}
    return with_slips(build_index(_entries(folder), said, _matching(folder)))


def _spanish_index(folder: str) -> WordIndex:
    return build_spanish_index(_entries(folder), _matching(folder))


LOADERS: dict[str, Loader] = {
    "sources": _sources,
    "checklist": _checklist,
    "notices": _notices,
    "side_effects": _side_effects,
    "matching": _matching,
    "synonyms": _synonyms,
    "topics": _topics,
    "word_index": _word_index,
    "spanish_index": _spanish_index,
    "reviews": _reviews,
}
"""What reads each list, by its name: a file of its own each, but for the notices, a part of the checklist, and the
index of words, which is built from three of them, and in Spanish from two."""


def load_folder(folder: str) -> dict[str, Any]:
    """Return all lists of a data folder by their names."""
    return {name: loader(folder) for name, loader in LOADERS.items()}
