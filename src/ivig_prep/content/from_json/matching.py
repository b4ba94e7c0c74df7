"""How words are read, from its JSON."""

from ivig_prep.content.from_json.listed import Found, listed
from ivig_prep.core.words.matching import Clue, Family, Matching, Spanish
from ivig_prep.core.words.readings import Bound, Kind
from ivig_prep.core.words.ready_words import AskFirst

KIND_LISTS = ("names", "weak", "units", "own", "high", "low", "neutral")


def matching(found: Found) -> Matching:
    """Return how words are read, from its JSON."""
    families = (Family(**{**family, "parts": tuple(map(tuple, family["parts"]))}) for family in found["families"])
    parts = {
        "same": tuple(map(tuple, found["same"])),
        "mistaken": tuple(map(tuple, found.get("mistaken", ()))),
        "bare": tuple(map(tuple, found.get("bare", ()))),
        "families": tuple(families),
        "clues": tuple(Clue(**listed(clue, "said")) for clue in found.get("clues", ())),
        "spanish": tuple(map(_spanish, found.get("spanish", ()))),
        "kinds": kinds(found),
        "readings": readings(found),
        "ask_first": ask_first(found),
    }
    return Matching(
        **{
            **listed(
                found,
                "fillers",
                "breaks",
                "hollow",
                "ordinary",
                "literal",
                "no_signs",
                "exact",
                "idioms",
                "common",
                "apart",
                "apart_before",
            ),
            **parts,
        }
    )


def kinds(found: Found) -> tuple[Kind, ...]:
    """Return what can be measured."""
    return tuple(Kind(**listed(kind, *KIND_LISTS)) for kind in found.get("kinds", ()))


def readings(found: Found) -> tuple[Bound, ...]:
    """Return the table of readings."""
    return tuple(Bound(**listed(bound, "when", "also")) for bound in found.get("readings", ()))


def ask_first(found: Found) -> tuple[AskFirst, ...]:
    """Return what is asked about first."""
    return tuple(AskFirst(**listed(one, "said")) for one in found.get("ask_first", ()))


def _spanish(found: Found) -> Spanish:
    families = (tuple(map(tuple, parts)) for parts in found.get("families", ()))
    return Spanish(**{**listed(found, "said"), "families": tuple(families)})
