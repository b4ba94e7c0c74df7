"""What is in a backup, as a value."""

from typing import NamedTuple


class Contents(NamedTuple):
    """What is in a backup: the version of its shape, whether its fingerprint was there to be checked, how much of what.

    `last` is the date and time of the last entry, empty where there is none.
    """

    version: int
    has_fingerprint: bool
    last: str
    infusions: int
    answers: int
    drinks: int
    log: int
    scores: int
    odd: int
