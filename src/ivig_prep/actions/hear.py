"""What was read from typed words, with all that the answer to them needs."""

from ivig_prep.core.words.triage import Understood
from ivig_prep.env import Env
from ivig_prep.pages.unwell import Heard

_RISK, _HISTORY = "high-risk", "who-needs-extra-care"
_TO_READ = (_RISK, _HISTORY, "side-effects", "when-side-effects", "infection-risk")
"""Topics that say which signs need a call: where a sign was found, no other is named."""

LONGEST_QUESTION = 80
"""Words beyond which a text is more than one question, and no single topic answers it."""


def hear(env: Env, typed: str) -> Heard:
    """Return what was read, and with it what may have been meant where nothing was found, or a topic to read."""
    traits = env.person_or_nobody().traits()  # before the lists: this waits no more than a moment for the record
    leaflet = env.library.leaflet
    understood = leaflet.understand(typed, traits)
    if understood.is_usual:  # what was measured is clear, and no other sign is meant by it
        return Heard(understood)
    if not understood.matches:
        asked = {sign.id for sign in env.library.emergency.signs}  # stand in the answer in any case
        return Heard(understood, meant=tuple(entry for entry in leaflet.meant(typed) if entry.id not in asked))
    return Heard(understood, topic=_topic(env, typed, understood))


def _topic(env: Env, typed: str, understood: Understood) -> str | None:
    """Return the topic to read, where a sign was asked about or long ago: the one on risks where none is nearer."""
    if not (understood.asked or understood.past) or len(typed.split()) > LONGEST_QUESTION:
        return None
    from ivig_prep.core.words.topics import nearest  # late: the topics are a list of their own

    topics = (topic for topic in env.library.topics.topics if topic.id in _TO_READ)
    topic = nearest(topics, typed)
    if topic:
        return topic.id
    return _HISTORY if understood.past else _RISK
