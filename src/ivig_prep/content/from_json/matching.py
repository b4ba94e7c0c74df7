"""How words are read, from its JSON."""

from ivig_prep.content.from_json.listed import Found, listed
from ivig_prep.core.words.matching import Family, Matching
from ivig_prep.core.words.ready_words import FeverRule


def matching(found: Found) -> Matching:
    """Return how words are read, from its JSON."""
    families = (Family(**{**family, "parts": tuple(map(tuple, family["parts"]))}) for family in found["families"])
    parts = {
        "same": tuple(map(tuple, found["same"])),
        "families": tuple(families),
        "fever": FeverRule(**found["fever"]),
    }
    return Matching(**{**listed(found, "fillers", "breaks", "hollow", "ordinary"), **parts})
