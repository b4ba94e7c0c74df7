"""What `learn` says: the list of topics, and one topic with its sources."""

from collections.abc import Mapping

from ivig_prep.core.numbers import Numbers, fill
from ivig_prep.core.page import NOTE, TEXT, TITLE, Line, Page, Prompt
from ivig_prep.core.sources import Source
from ivig_prep.core.words.topics import Topic, Topics
from ivig_prep.pages import shared

MORE = Prompt("Type a number or a word, Enter = more, q = stop: ", own_words=True)
PROMPT = Prompt("Type a number or a word, or press Enter to stop: ", own_words=True)


def contents(topics: Topics) -> Page:
    """Say every topic with its number."""
    titles = tuple(topic.title for topic in topics.topics)
    return (Line(TITLE, "Short answers about IVIg"), *shared.choices(titles))


def topic(found: Topic, sources: Mapping[str, Source], numbers: Numbers) -> Page:
    """Say one topic with the person's numbers in it, then where it comes from."""
    lines = [Line(TITLE, found.title), *(Line(TEXT, fill(paragraph, numbers)) for paragraph in found.text)]
    lines.append(Line(TITLE, "Sources"))
    return (*lines, *(Line(NOTE, _source(sources[key])) for key in found.sources))


def _source(source: Source) -> str:
    year = f", {source.year}" if source.year else ""
    return f"{source.publisher}: {source.title}{year}."


def not_found(asked: str) -> Page:
    """Say that no topic fits."""
    return (Line(TEXT, f'There is no topic for "{asked[:40]}". These are the topics.'),)


def reviewed(topics: Topics) -> Page:
    """Say whether somebody has reviewed the answers as they stand now."""
    return (Line(NOTE, shared.review_words(topics.review, topics.not_reviewed, topics.changed)),)
