"""The whole record of one person."""

from datetime import date

from ivig_prep.core.day.phases import ListKey
from ivig_prep.store.copies import Copies
from ivig_prep.store.infusions import Infusions
from ivig_prep.store.treatments import Treatments


class Store(Infusions, Treatments, Copies):
    """One person's record: all that was asked to be kept."""

    def read_through(self) -> None:
        """Read every kind of entry, as the commands do. Raises Problem for one that cannot be read."""
        day = date.max
        self.settings(), self.files(), self.past_infusion(day), self.fluids(day), self.replies(ListKey(0, 0, "", ""))
        self.treatments(), self.questions(), self.scores(), self.cycle_starts()
        for table in ("reply", "fluid", "file"):
            self._read(f"SELECT * FROM {table}")  # noqa: S608  # our own words
