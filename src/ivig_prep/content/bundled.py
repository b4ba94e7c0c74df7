"""The content this program came with: checked JSON in an installed wheel, the YAML files in a checkout."""

import os
from typing import TYPE_CHECKING, Any

from ivig_prep.content import as_json
from ivig_prep.errors import Problem

if TYPE_CHECKING:
    from ivig_prep.core.checklist import Checklist
    from ivig_prep.core.side_effects import SideEffects
    from ivig_prep.core.sources import SourceList
    from ivig_prep.core.words.matching import Matching
    from ivig_prep.core.words.ready_words import ReadyWords
    from ivig_prep.core.words.topics import Topics

CLINIC_EXAMPLE = os.path.join("clinic", "example.yaml")
_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_JSON_FOLDER = os.path.join(_PACKAGE, "data")
_CHECKOUT = os.path.dirname(os.path.dirname(_PACKAGE))


def checklist() -> "Checklist":
    """Return the checklist."""
    found: Checklist = _content("checklist")
    return found


def frame() -> "Checklist":
    """Return the checklist without its steps."""
    found: Checklist = _content("frame")
    return found


def side_effects() -> "SideEffects":
    """Return the side-effect list."""
    found: SideEffects = _content("side_effects")
    return found


def matching() -> "Matching":
    """Return how words about side effects are read."""
    found: Matching = _content("matching")
    return found


def ready_words() -> "ReadyWords":
    """Return the words of the side-effect list, made ready for looking up."""
    found: ReadyWords = _content("ready_words")
    return found


def topics() -> "Topics":
    """Return the short answers."""
    found: Topics = _content("topics")
    return found


def sources() -> "SourceList":
    """Return where the facts come from."""
    found: SourceList = _content("sources")
    return found


def clinic_example() -> str:
    """Return the file that a clinic can start its own list from."""
    for folder in (_JSON_FOLDER, os.path.join(_CHECKOUT, "data")):
        path = os.path.join(folder, CLINIC_EXAMPLE)
        if os.path.isfile(path):
            with open(path, encoding="utf-8") as file:
                return file.read()
    raise _missing()


def _content(stem: str) -> Any:
    try:
        with open(os.path.join(_JSON_FOLDER, f"{stem}.json"), encoding="ascii") as file:
            return as_json.read(stem, file.read())
    except FileNotFoundError:
        return _from_checkout(stem)


def _from_checkout(stem: str) -> Any:
    """Read the YAML of the checkout this code runs from; `pyproject.toml` beside it says that it is one."""
    folder = os.path.join(_CHECKOUT, "data")
    if not os.path.isfile(os.path.join(_CHECKOUT, "pyproject.toml")) or not os.path.isdir(folder):
        raise _missing()
    from ivig_prep.content.files import (  # late: parsing all the YAML takes as long as 16 bare starts of Python
        LOADERS,
        MADE,
    )

    return {**LOADERS, **MADE}[stem](folder)


def _missing() -> Problem:
    return Problem(
        "The lists that belong to this program are missing. In an emergency, call 911, 999, 112 or 000 now.",
        "Install ivig-prep again.",
    )
