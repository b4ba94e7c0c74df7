"""The words of the side-effect list, made ready, from their JSON."""

from ivig_prep.content.from_json.listed import Found, listed
from ivig_prep.content.from_json.matching import ask_first, kinds, readings
from ivig_prep.core.words.ready_words import ReadyFamily, ReadyWords


def ready_words(found: Found) -> ReadyWords:
    """Return the words from their JSON."""
    families = tuple(ReadyFamily(**family) for family in found["families"])
    parts = {"families": families, "kinds": kinds(found), "readings": readings(found)}
    parts["ask_first"] = ask_first(found)
    return ReadyWords(**{**listed(found, "fillers", "breaks", "idioms"), **parts})
