"""The words of the side-effect list, made ready, from their JSON."""

from ivig_prep.content.from_json.listed import Found, listed
from ivig_prep.core.words.ready_words import FeverRule, ReadyFamily, ReadyWords


def ready_words(found: Found) -> ReadyWords:
    """Return the words from their JSON."""
    families = (ReadyFamily(**listed(family, "parts")) for family in found["families"])
    parts = {"families": tuple(families), "fever": FeverRule(**found["fever"])}
    return ReadyWords(**{**listed(found, "fillers", "breaks", "ordinary"), **parts})
