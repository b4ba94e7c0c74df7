"""Every problem we expect, each as a sentence with a full stop and a next step."""

from collections.abc import Iterable
from typing import NamedTuple


class Next(NamedTuple):
    """A command to type next, after the words that lead to it. `whole`: its line is never broken, to be copied."""

    command: str
    lead: str = "Type: "
    whole: bool = False

    def __str__(self) -> str:
        return self.lead + self.command


class Said(NamedTuple):
    """One line of a problem. `whole`: it is never broken, because it keeps its columns."""

    text: str
    whole: bool = False


class Problem(Exception):  # noqa: N818  # a patient reads it, who made no error
    """Something that can be reported in words. `exit_code` is what the program ends with.

    The sentence of most is one line, whatever a person typed into it; `in_lines` says that it has lines of ours.
    """

    exit_code = 1
    in_lines = False

    def __init__(self, sentence: str, next_step: str | Next = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.next_step = next_step

    @property
    def lines(self) -> tuple[Said, ...]:
        """The sentence, line by line."""
        return tuple(map(Said, self.sentence.split("\n") if self.in_lines else (self.sentence,)))


class NotUnderstood(Problem):
    """The command line or a value was not understood, or an answer was needed."""

    exit_code = 2


class UnknownCommand(NotUnderstood):
    """A command that is not there. It is reported together with the emergency line."""


class RecordUnreadable(Problem):
    """The person's record is there and cannot be read. It is left as it is."""

    in_lines = True


class RecordNewer(Problem):
    """The person's record was written by a newer version of this program. It is left as it is."""


class CannotSave(Problem):
    """The disk, the folder or its permissions do not let us write."""

    in_lines = True


class OutputFailed(Problem):
    """Standard output could not be written. What was to be saved is saved."""


class Stopped(Problem):
    """The person chose to stop at a question. What was saved before stays."""

    exit_code = 0


class EmergencyShown(Problem):
    """The answer to an emergency sign was shown. Nothing may follow it, so the run ends; what was saved stays."""

    exit_code = 0

    def __init__(self) -> None:
        super().__init__("")


class CannotWrite(Problem):
    """A file made for a person could not be written; what was there is as it was."""


class RecordBusy(Problem):
    """Another window held the record for longer than we wait."""


class ContentRefused(Problem):
    """A content file breaks a rule; `faults` says where, one line each."""

    in_lines = True

    def __init__(self, name: str, faults: tuple[str, ...]) -> None:
        super().__init__(f"The file {name} was refused.\n" + "\n".join(faults), "Correct the lines named above.")
        self.faults = faults


class CannotRead(Problem):
    """A file that a person gave could not be read."""


class ClinicRefused(Problem):
    """A clinic's file has faults: `said` is what is wrong, line by line."""

    def __init__(self, said: Iterable[Said], next_step: str | Next = "") -> None:
        self._said = tuple(said)
        super().__init__("\n".join(line.text for line in self._said), next_step)

    @property
    def lines(self) -> tuple[Said, ...]:
        """What is wrong, line by line."""
        return self._said
