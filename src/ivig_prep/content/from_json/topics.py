"""The topics from their JSON."""

from ivig_prep.content.from_json.listed import Found, listed
from ivig_prep.core.words.topics import Topic, Topics


def topics(found: Found) -> Topics:
    """Return the topics from their JSON."""
    topics = tuple(Topic(**listed(topic, "words", "text", "sources")) for topic in found["topics"])
    return Topics(**{**found, "topics": topics})
