"""The person's own record in SQLite: all SQL stands in this folder.

Every entry is one durable transaction (rollback journal, `synchronous=FULL`) that has ended before the
method returns. Rows are added; what is changed keeps its former version in a history table.
"""

from ivig_prep.store.copies import Copies
from ivig_prep.store.diary import DiaryRecords
from ivig_prep.store.plan import PlanRecords


class Store(PlanRecords, DiaryRecords, Copies):
    """One person's record: all that was asked to be kept."""
