"""What was typed and may mean something else, so that it is asked back where somebody can be asked."""

from datetime import date
from typing import Any, NamedTuple

from ivig_prep.errors import Next, NotUnderstood


class Reading(NamedTuple):
    """One way to read what was typed: how to type it so that it is read in this way alone, and how to say it."""

    typed: str
    said: str


class TwoReadings(NotUnderstood):
    """What was typed can be read in several ways, or in one that is too odd to be taken unasked.

    The `readings` are asked back where somebody can be asked, and named in the sentence.
    """

    def __init__(self, sentence: str, next_step: str | Next, readings: tuple[Reading, ...]) -> None:
        super().__init__(sentence, next_step)
        self.readings = readings


class FarDate(NotUnderstood):
    """A date so far off that it is asked back. `day` is the date that was typed."""

    def __init__(self, sentence: str, next_step: str | Next, day: date) -> None:
        super().__init__(sentence, next_step)
        self.day = day


def two_readings(typed: str, readings: tuple[Reading, ...], how: str, why: str = "") -> TwoReadings:
    """Return the problem of something that can be read in each of these ways.

    `how` says how to write it instead, and `why` why it is not taken as it is.
    """
    ways = " or ".join(reading.said for reading in readings)
    may_be = "can be" if len(readings) > 1 else "may mean"
    return TwoReadings(f'"{typed[:40]}" {may_be} {ways}. {why}'.rstrip(), how, readings)


class Unsure(NotUnderstood):
    """Words that were read, and may mean something else. `reading` is what was read, `said` says it."""

    def __init__(self, sentence: str, next_step: str | Next, reading: Any, said: str) -> None:
        super().__init__(sentence, next_step)
        self.reading = reading
        self.said = said
