"""Short answers about IVIg, and finding the one a person asks for."""

from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from ivig_prep.core.review import Reviewed
from ivig_prep.core.words.wording import split_words, stem

_SMALL = frozenset(
    (
        *("a", "an", "the", "is", "are", "was", "it", "i", "im", "me", "my", "you", "your", "this", "that"),
        *("of", "to", "for", "in", "on", "at", "and", "or", "about", "with", "be", "have", "has", "if"),
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
    not_reviewed: str
    changed: str
    topics: tuple[Topic, ...]
    review: Reviewed | None = None


def nearest(topics: Iterable[Topic], asked: str) -> Topic | None:
    """Return the topic that fits the words best, the first of equals.

    A topic whose search word or title was typed as it stands comes first. None where no topic fits: none has a search
    word in what was asked, and no single title has all of it. A wrong answer is worse than the list of topics.
    """
    topics = tuple(topics)
    typed = " ".join(asked.lower().split()).strip(" .?")
    named = (topic for topic in topics if typed in (*topic.words, topic.title.lower().strip(" .?")))
    return next(named, None) or _nearest(topics, _stems(asked)[:MOST_WORDS])


def _nearest(topics: Iterable[Topic], wanted: list[str]) -> Topic | None:
    if not _EVERYWHERE.issuperset(wanted):
        wanted = [word for word in wanted if word not in _EVERYWHERE]
    scored = sorted(((_score(topic, wanted), -place, topic) for place, topic in enumerate(topics)), key=_by_score)
    if not scored or not scored[-1][0].total:
        return None
    best = scored[-1]
    is_guess = not best[0].listed
    if is_guess and sum(score.total == best[0].total for score, _, _ in scored) > 1:
        return None
    return best[2]


class _Score(NamedTuple):
    """How well a topic fits: `listed` counts its search words, `total` its title too."""

    total: int
    listed: int


def _by_score(entry: tuple[_Score, int, Topic]) -> tuple[int, int]:
    score, place, _ = entry
    return score.total, place


def _stems(text: str) -> list[str]:
    return [stem(word.text) for word in split_words(text) if word.text not in _SMALL]


def _score(topic: Topic, wanted: list[str]) -> _Score:
    """Search words of the topic count most, most of all whole phrases; then its title, where all was asked for."""
    phrases = [_stems(word) for word in topic.words]
    listed = sum(3 * len(phrase) for phrase in phrases if phrase and all(word in wanted for word in phrase))
    title = {*_stems(topic.title), *(stem(part) for part in topic.id.split("-"))} - _EVERYWHERE
    begun = {word for word in wanted for known in {*title, *chain(*phrases)} if _alike_at_start(word, known)}
    if not listed and not title.union(begun).issuperset(wanted):
        return _Score(0, 0)
    return _Score(listed + 2 * sum(word in title for word in wanted) + len(begun), listed)


def _alike_at_start(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= 4 and (one.startswith(other) or other.startswith(one))
