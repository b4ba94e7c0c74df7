"""Short answers about IVIg, and finding the one a person asks for."""

from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from ivig_prep.core.words.wording import split_words, stem

_SMALL = frozenset(
    (
        *("a", "an", "the", "is", "are", "was", "it", "i", "im", "me", "my", "you", "your", "this", "that"),
        *("of", "to", "for", "in", "on", "at", "and", "or", "about", "with", "be", "have", "has"),
        *("do", "does", "can", "will", "what", "how", "why", "when", "where", "who"),
    )
)
MOST_WORDS = 200
"""How many words of a question count. To compare thousands with every topic would take half a minute."""
_EVERYWHERE = frozenset(("ivig", "ig", "immunoglobulin"))
"""Words in so many titles that there they say nothing."""


class Topic(NamedTuple):
    """One short answer: paragraphs, and the search words that lead to it."""

    id: str
    title: str
    words: tuple[str, ...]
    text: tuple[str, ...]
    sources: tuple[str, ...]
    region: str | None = None


class Topics(NamedTuple):
    """All short answers, with their version and dates (ISO, as in the file)."""

    version: str
    checked: str
    check_by: str
    reviewed_by: str | None
    not_reviewed: str
    topics: tuple[Topic, ...]


def nearest(topics: Iterable[Topic], asked: str) -> Topic | None:
    """Return the topic that fits the words best, the first of equals; None where no word fits."""
    wanted = _stems(asked)[:MOST_WORDS]
    scored = [(_score(topic, wanted), -place, topic) for place, topic in enumerate(topics)]
    score, _, topic = max(scored, default=(0, 0, None), key=lambda entry: entry[:2])
    return topic if score else None


def _stems(text: str) -> list[str]:
    return [stem(word.text) for word in split_words(text) if word.text not in _SMALL]


def _score(topic: Topic, wanted: list[str]) -> int:
    """Search words of the topic count most, most of all whole phrases; then its title."""
    phrases = [_stems(word) for word in topic.words]
    listed = sum(3 * len(phrase) for phrase in phrases if phrase and all(word in wanted for word in phrase))
    title = {*_stems(topic.title), *(stem(part) for part in topic.id.split("-"))} - _EVERYWHERE
    begun = {word for word in wanted for known in {*title, *chain(*phrases)} if _alike_at_start(word, known)}
    return listed + 2 * sum(word in title for word in wanted) + len(begun)


def _alike_at_start(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= 4 and (one.startswith(other) or other.startswith(one))
