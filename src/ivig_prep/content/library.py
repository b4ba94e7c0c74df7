"""The lists this program came with, and with them what a clinic's list changes and adds: the one way to a list.

An installed wheel holds them as checked JSON; a checkout has the YAML files. Each list is read when it is first asked
for, and what only some commands need is imported only then: `today` and `drink` need the checklist alone, and no start
without a clinic's list pays for one.
"""

import json
import os
from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from ivig_prep.content.build import build
from ivig_prep.core.notices import Emergency, Notices, Words
from ivig_prep.errors import Problem
from ivig_prep.world import shipped

if TYPE_CHECKING:
    from ivig_prep.content.clinic_file import Read
    from ivig_prep.core.checklist import Checklist
    from ivig_prep.core.clinic.look_up import ClinicLeaflet
    from ivig_prep.core.clinic.own_list import Clinic
    from ivig_prep.core.review import Reviewed
    from ivig_prep.core.side_effects import SideEffects
    from ivig_prep.core.sources import Source
    from ivig_prep.core.words.matching import Matching, Synonyms
    from ivig_prep.core.words.topics import Topics
    from ivig_prep.core.words.triage import Leaflet
    from ivig_prep.core.words.word_index import Volume, WordIndex

Kind = TypeVar("Kind")

CLINIC_EXAMPLE = ("clinic", "example.yaml")
_SHIPPED = "data"
"""The folder of the package that holds the lists; a checkout has none."""
_CHECKOUT = os.path.abspath(os.path.join(os.path.dirname(__file__), *[os.pardir] * 3))


class Library:
    """All lists of a run. `clinic` returns the clinic's list in use; it is asked once."""

    def __init__(self, clinic: "Callable[[], Clinic | None]" = lambda: None) -> None:
        self._clinic = clinic

    @cached_property
    def clinic(self) -> "Clinic | None":
        """The clinic's list in use."""
        return self._clinic()

    @property
    def emergency(self) -> Emergency:
        """The emergency line and signs. No clinic's list changes them."""
        return self.notices.emergency

    @property
    def words(self) -> Words:
        """The sentences about health that belong to no step. No clinic's list changes them."""
        return self.notices.words

    @cached_property
    def notices(self) -> Notices:
        """What is said beside the lists, whatever the day."""
        return _read("notices", Notices)

    @cached_property
    def checklist(self) -> "Checklist":
        """The checklist, with what the clinic's list changes and adds."""
        if self.clinic is None:
            return self._checklist
        from ivig_prep.core.clinic.merge import merged_checklist

        return merged_checklist(self._checklist, self.clinic)

    @cached_property
    def side_effects(self) -> "SideEffects":
        """The side-effect list, with what the clinic's list adds and raises."""
        if self.clinic is None:
            return self._side_effects
        from ivig_prep.core.clinic.merge import merged_side_effects

        return merged_side_effects(self._side_effects, self.clinic)

    @cached_property
    def leaflet(self) -> "Leaflet | ClinicLeaflet":
        """The side-effect list, ready for looking up."""
        from ivig_prep.core.words.triage import Leaflet

        leaflet = Leaflet(self._side_effects, self.word_index, lambda: self.spanish_index)
        if self.clinic is None:
            return leaflet
        from ivig_prep.core.clinic.look_up import ClinicLeaflet
        from ivig_prep.core.clinic.merge import clinic_synonyms

        return ClinicLeaflet(leaflet, self.side_effects, clinic_synonyms(self.clinic), self.matching)

    @cached_property
    def synonyms(self) -> "Synonyms":
        """What people type for each side effect, with what the clinic's list adds for symptoms of its own."""
        if self.clinic is None:
            return self._synonyms
        from ivig_prep.core.clinic.merge import clinic_synonyms

        return {**clinic_synonyms(self.clinic), **self._synonyms}

    @cached_property
    def word_index(self) -> "WordIndex":
        """The words of the side-effect list in the form they are looked up in."""
        return _read_index("word_index")

    @cached_property
    def spanish_index(self) -> "WordIndex":
        """The Spanish ways to say a side effect, in the form they are looked up in."""
        return _read_index("spanish_index")

    @cached_property
    def matching(self) -> "Matching":
        """How words about side effects are read."""
        from ivig_prep.core.words.matching import Matching

        return _read("matching", Matching)

    @cached_property
    def topics(self) -> "Topics":
        """The short answers."""
        from ivig_prep.core.words.topics import Topics

        return _read("topics", Topics)

    @cached_property
    def sources(self) -> "dict[str, Source]":
        """Where the facts come from, by id."""
        from ivig_prep.core.sources import SourceList

        return {source.id: source for source in _read("sources", SourceList).sources}

    def reviews(self) -> "dict[str, Reviewed | None]":
        """Return what was reviewed of each list as it stands now, by what the list is called."""
        return {
            "Checklist": self._checklist.review,
            "Side effects": self._side_effects.review,
            "Short answers": self.topics.review,
        }

    # For a clinic's file

    def built_in(self) -> "tuple[Checklist, SideEffects]":
        """Return the lists without any clinic's."""
        return self._checklist, self._side_effects

    def read_clinic(self, raw: bytes, today: date) -> "Read":
        """Return what became of a clinic's file: its list, or its faults."""
        from ivig_prep.content.clinic_file import Lists, read_clinic  # late: brings YAML

        small_words = frozenset(self.matching.fillers + self.matching.breaks)
        return read_clinic(raw, Lists(*self.built_in(), self._synonyms, small_words), today)

    def clinic_example(self) -> str:
        """Return the file that a clinic can start its own list from."""
        try:
            return shipped.read(_SHIPPED, *CLINIC_EXAMPLE).decode()
        except FileNotFoundError:
            with open(os.path.join(_checkout_folder(), *CLINIC_EXAMPLE), encoding="utf-8") as file:
                return file.read()

    def clinic_schema(self) -> str:
        """Return the JSON Schema of a clinic's file."""
        from ivig_prep.content.schema import clinic_schema  # late: brings YAML

        return clinic_schema(self._checklist)

    @cached_property
    def _checklist(self) -> "Checklist":
        from ivig_prep.core.checklist import Checklist

        return _read("checklist", Checklist)

    @cached_property
    def _side_effects(self) -> "SideEffects":
        from ivig_prep.core.side_effects import SideEffects

        return _read("side_effects", SideEffects)

    @cached_property
    def _synonyms(self) -> "Synonyms":
        from ivig_prep.core.words.matching import SynonymList

        return {one.side_effect: one.said for one in _read("synonyms", SynonymList).synonyms}


def _read(name: str, kind: type[Kind]) -> Kind:
    """Return a list as it came with the program."""
    try:
        return _shipped(name, kind)
    except FileNotFoundError:
        found: Kind = _from_checkout(name)
        return found


def _shipped(name: str, kind: type[Kind]) -> Kind:
    """Return a list from its checked JSON. Raises FileNotFoundError where there is none."""
    found: Kind = build(kind, json.loads(shipped.read(_SHIPPED, *f"{name}.json".split("/")).decode("ascii")))
    return found


def _read_index(name: str) -> "WordIndex":
    """Return an index of words; each of its volumes is read when a word of it is looked up."""
    from ivig_prep.core.words.word_index import WordIndex

    found = _read(name, WordIndex)
    return found if found.volumes else found._replace(volumes=_Volumes(name))


class _Volumes(dict[str, "Volume"]):
    """The volumes of an index by their letter, each read when it is first asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __missing__(self, letter: str) -> "Volume":
        from ivig_prep.core.words.word_index import Volume

        try:
            self[letter] = _shipped(f"{self._name}/{letter}", Volume)
        except FileNotFoundError:
            raise _missing() from None
        return self[letter]


def _from_checkout(name: str) -> Any:
    """Read the YAML of the checkout this code runs from."""
    folder = _checkout_folder()
    from ivig_prep.content.files import LOADERS  # late: parsing all the YAML takes as long as 16 bare starts of Python

    return LOADERS[name](folder)


def _checkout_folder() -> str:
    """Return the folder with the YAML; the `pyproject.toml` above it says that it is a checkout. Raises Problem."""
    folder = os.path.join(_CHECKOUT, "data")
    if not os.path.isfile(os.path.join(_CHECKOUT, "pyproject.toml")) or not os.path.isdir(folder):
        raise _missing()
    return folder


def _missing() -> Problem:
    return Problem(
        "The lists that belong to this program are missing. In an emergency, call 911, 999, 112 or 000 now.",
        "Install ivig-prep again.",
    )
