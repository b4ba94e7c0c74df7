"""The lists this program came with, and with them what a clinic's list changes and adds.

Each is loaded when it is first asked for, and what only some commands need is imported only then:
`today` and `drink` need the checklist alone, and no start without a clinic's list pays for one.
"""

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from ivig_prep.content import bundled
from ivig_prep.core.checklist import Checklist, Emergency

if TYPE_CHECKING:
    from ivig_prep.content.clinic_file import Read
    from ivig_prep.core.clinic.look_up import ClinicLeaflet
    from ivig_prep.core.clinic.own_list import Clinic
    from ivig_prep.core.side_effects import SideEffects
    from ivig_prep.core.sources import Source
    from ivig_prep.core.words.topics import Topics
    from ivig_prep.core.words.triage import Leaflet


class Lists:
    """All content of a run. `clinic` returns the clinic's list in use; it is asked once."""

    def __init__(self, clinic: "Callable[[], Clinic | None]") -> None:
        self._clinic = clinic

    @cached_property
    def clinic(self) -> "Clinic | None":
        """The clinic's list in use."""
        return self._clinic()

    @property
    def emergency(self) -> Emergency:
        """The emergency line and signs. No clinic's list changes them."""
        return self._frame.emergency

    @property
    def frame(self) -> Checklist:
        """The checklist without its steps: read in a fraction of the time, for pages that show none."""
        return self._frame._replace(clinic=self.clinic)

    @cached_property
    def checklist(self) -> Checklist:
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

        leaflet = Leaflet(self._side_effects, bundled.ready_words())
        if self.clinic is None:
            return leaflet
        from ivig_prep.core.clinic.look_up import ClinicLeaflet
        from ivig_prep.core.clinic.merge import clinic_words

        words = clinic_words(self._side_effects, self.clinic)
        return ClinicLeaflet(leaflet, self.side_effects, words, bundled.matching())

    @cached_property
    def topics(self) -> "Topics":
        """The short answers."""
        return bundled.topics()

    @cached_property
    def sources(self) -> "dict[str, Source]":
        """Where the facts come from, by id."""
        return {source.id: source for source in bundled.sources().sources}

    # For a clinic's file

    def built_in(self) -> "tuple[Checklist, SideEffects]":
        """Return the lists without any clinic's."""
        return self._checklist, self._side_effects

    def read_clinic(self, raw: bytes, today: date) -> "Read":
        """Return what became of a clinic's file: its list, or its faults."""
        from ivig_prep.content.clinic_file import read_clinic  # brings YAML

        matching = bundled.matching()
        small_words = frozenset(matching.fillers + matching.breaks)
        return read_clinic(raw, *self.built_in(), small_words, today)

    def clinic_example(self) -> str:
        """Return the file that a clinic can start its own list from."""
        return bundled.clinic_example()

    def clinic_schema(self) -> str:
        """Return the JSON Schema of a clinic's file."""
        from ivig_prep.content.schema import clinic_schema

        return clinic_schema(self._checklist)

    @cached_property
    def _checklist(self) -> Checklist:
        return bundled.checklist()

    @cached_property
    def _frame(self) -> Checklist:
        return self._checklist if "_checklist" in self.__dict__ else bundled.frame()

    @cached_property
    def _side_effects(self) -> "SideEffects":
        return bundled.side_effects()
