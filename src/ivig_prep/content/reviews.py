"""Which texts were reviewed: by the hash of each text, so that a text that changes is not reviewed any more.

A review covers what a patient reads and how urgent it is. It does not cover `synonyms` and the rest of
data/matching.yaml, which say how typed words are read: tests hold those.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from typing import Any, NamedTuple

from ivig_prep.content.build import plain
from ivig_prep.content.checks import at, dates_under, field, own
from ivig_prep.content.yaml import Mapping, Node, Scalar
from ivig_prep.core.checklist import Checklist
from ivig_prep.core.fault import Fault
from ivig_prep.core.review import Reviewed, Signature
from ivig_prep.core.side_effects import SideEffects
from ivig_prep.core.text import has_letter, has_unseen, neutral
from ivig_prep.core.words.readings import Bound
from ivig_prep.core.words.topics import Topics

Texts = dict[str, Any]
"""What can be reviewed on its own, by its id: as JSON is made of it."""

CHECKLIST, SIDE_EFFECTS, TOPICS = "checklist", "side-effects", "topics"
_HASH_DIGITS = 16
_LINE = re.compile(rf"(?:{CHECKLIST}|{SIDE_EFFECTS}|{TOPICS})/[a-z0-9./-]+ [0-9a-f]{{{_HASH_DIGITS}}}")
_WHOLE_HASH = re.compile(r"[0-9a-f]{64}")
_NOT_READ = ("version", "checked", "check_by", "review", "retired", "clinic")
"""What is about a list and no part of its words."""
AGAIN = "Make the review again with tools/review_pack.py."


class Review(NamedTuple):
    """One review. `texts` are lines of an id and the hash of that text as it was reviewed; `hash` is of these lines."""

    reviewer: str
    date: str
    hash: str
    texts: tuple[str, ...]


class Reviews(NamedTuple):
    """Every review, as data/reviews.yaml holds them."""

    reviews: tuple[Review, ...]


# The texts of a list


def checklist_texts(value: Checklist) -> Texts:
    """Return every step and sign of the checklist, and all else of it as one text."""
    rest = _rest(value)
    signs = rest["emergency"].pop("signs")
    items: list[Any] = []
    for section in (section for phase in rest["phases"] for section in phase["sections"]):
        items += section["items"]
        section["items"] = [item["id"] for item in section["items"]]
    return _named(CHECKLIST, {"sign": signs, "step": items}, rest)


def side_effects_texts(value: SideEffects, readings: Iterable[Bound]) -> Texts:
    """Return every side effect, rule, note and number of the list, and all else of it as one text."""
    rest = _rest(value)
    parts = {"entry": rest.pop("side_effects"), "rule": rest.pop("rules"), "note": rest.pop("notes", [])}
    numbers = {f"{SIDE_EFFECTS}/number/{reading_id(bound)}": plain(bound) for bound in readings}
    return _named(SIDE_EFFECTS, parts, rest) | numbers


def topics_texts(value: Topics) -> Texts:
    """Return every short answer, and all else of the list as one text."""
    rest = _rest(value)
    topics = [{**topic, "words": []} for topic in rest.pop("topics")]
    return _named(TOPICS, {"topic": topics}, rest)


def all_texts(lists: dict[str, Any]) -> Texts:
    """Return every text of the lists of a folder, as `load_folder` returns them."""
    return {
        **checklist_texts(lists["checklist"]),
        **side_effects_texts(lists["side_effects"], lists["matching"].readings),
        **topics_texts(lists["topics"]),
    }


def reading_id(bound: Bound) -> str:
    """Return a name for a row of the table of readings: all that it says, so that a changed row is another one."""
    edge = f"from-{bound.least:g}" if bound.least is not None else f"to-{bound.most:g}"
    words = [bound.kind, bound.unit, bound.tier, edge, bound.side_effect, *bound.when, *bound.also]
    return re.sub(r"[^a-z0-9.]+", "-", "-".join(words))


def _rest(value: Any) -> Texts:
    return {name: part for name, part in plain(value).items() if name not in _NOT_READ}


def _named(name: str, parts: dict[str, list[Any]], rest: Any) -> Texts:
    found = {f"{name}/{kind}/{part['id']}": part for kind, listed in parts.items() for part in listed}
    return {**found, f"{name}/rest": rest}


# Their hashes


def hash_of(text: Any) -> str:
    """Return the short hash of one text."""
    said = json.dumps(text, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return sha256(said.encode("ascii")).hexdigest()[:_HASH_DIGITS]


def lines_of(texts: Texts) -> tuple[str, ...]:
    """Return the lines of a review that has these texts as they stand now."""
    return tuple(sorted(f"{name} {hash_of(text)}" for name, text in texts.items()))


def hash_of_lines(lines: Iterable[str]) -> str:
    """Return the hash that a reviewer signs."""
    return sha256("\n".join(sorted(lines)).encode("utf-8")).hexdigest()


# What was reviewed


def reviewed(name: str, reviews: Reviews, texts: Callable[[], Texts]) -> Reviewed | None:
    """Return what the reviews say about the list of this name as it stands now; None where there is none of it."""
    about = [review for review in reviews.reviews if any(line.startswith(f"{name}/") for line in review.texts)]
    if not about:
        return None
    now = lines_of(texts())
    held = {line for review in about for line in review.texts}
    missing = tuple(line.partition(" ")[0] for line in now if line not in held)
    return Reviewed(_signatures(about, frozenset(now)), len(now), missing)


def _signatures(about: Iterable[Review], now: frozenset[str]) -> tuple[Signature, ...]:
    """Return who signed words that still stand: once for each day, in as many parts as it was."""
    standing = (review for review in about if not now.isdisjoint(review.texts))
    signed = {(review.reviewer, review.date): Signature(*review[:3]) for review in standing}
    return tuple(signed.values())


# The check of the file


def check_reviews(top: Node) -> Iterator[Fault]:
    """Yield every fault of the reviews: dates that are none, texts that name none, a hash that is not of its texts."""
    for listing in own(top, "reviews"):
        for review in listing.items:
            yield from _check_name(review)
            yield from dates_under(review, "date")
            yield from _check_hash(review)


def _check_name(review: Node) -> Iterator[Fault]:
    name = field(review, "reviewer")
    if name and name.text.strip() and not is_a_name(name.text):  # every text that is blank is refused elsewhere
        yield at(name, f'"{neutral(name.text)[:60]}" is not a name.', "Write who signed, and what they are.")


def is_a_name(text: str) -> bool:
    """Say whether a text can stand for the person who signed: one line with letters, all of which can be seen."""
    return has_letter(text) and text == neutral(text) and not has_unseen(text)


def _check_hash(review: Node) -> Iterator[Fault]:
    signed = field(review, "hash")
    lines = [node for listing in own(review, "texts") for node in listing.items if isinstance(node, Scalar)]
    seen: set[str] = set()
    for node in lines:
        if not _LINE.fullmatch(node.text):
            yield at(node, f'"{node.text[:60]}" is not the id of a text with its hash.', AGAIN)
        name = node.text.partition(" ")[0]
        if name in seen:
            yield at(node, f'The text "{name[:60]}" stands here a second time.', "Keep only one of them.")
        seen.add(name)
    if not isinstance(review, Mapping) or signed is None:
        return
    if not _WHOLE_HASH.fullmatch(signed.text):
        yield at(signed, f'"{signed.text[:70]}" is not a hash.', f"It has 64 of 0-9 and a-f. {AGAIN}")
    elif signed.text != hash_of_lines(node.text for node in lines):
        yield at(signed, "This hash does not fit the texts of its review.", AGAIN)
