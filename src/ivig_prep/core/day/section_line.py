"""What a line means that is typed at a section: numbers that mark tasks, a drink, or words that need asking back.

Only what is fully understood is taken. Numbers only ever mark tasks as done; a number nobody sees refuses the whole
line, so that a slip never marks another task. An amount to drink always carries a sign or a unit.
"""

import re
from enum import Enum
from typing import NamedTuple

from ivig_prep.core.answers import tidy
from ivig_prep.core.doubts import TwoReadings
from ivig_prep.core.typed import in_digits
from ivig_prep.core.typed_amounts import has_unit, parse_amount
from ivig_prep.errors import NotUnderstood


class Act(Enum):
    """What a line does to the tasks that it names. ALL does those that are still to do, and leaves the others alone."""

    DO = "do"
    ALL = "all"
    UNDO = "undo"
    SKIP = "skip"
    WHY = "why"


class Marked(NamedTuple):
    """Tasks that are named by their numbers (from 1), and what to do with them."""

    act: Act
    numbers: tuple[int, ...]


class Drunk(NamedTuple):
    """An amount that was drunk, in ml; one below 0 was not drunk after all."""

    ml: int


class Unclear(Enum):
    """Why a line is asked back. Nothing was changed by it."""

    NO_SUCH_NUMBER = "a number that is not on the screen"
    DONE_OR_NOT_FOR_ME = "yes or no, where each task has its own answer"
    NO_NUMBER = "a word that needs numbers behind it"
    NO_AMOUNT = "an amount that cannot be read"


Reading = Marked | Drunk | Unclear | None
"""What a line means; None for words that mean nothing here and may be how the person feels."""

_ACTS = {"undo": Act.UNDO, "skip": Act.SKIP, "why": Act.WHY, "w": Act.WHY, "done": Act.DO, "do": Act.DO}
_YES_NO = re.compile(r"(?:y|yes|yeah|yep|n|no|nope|not|not yet)(?: [\d ,]*)?")
_NUMBERS = re.compile(r"\d{1,3}(?:(?: |,|, | and | & |-| - | to )\d{1,3})*,?")
_READING = re.compile(r"\d{2,3}[.,]\d")  # 38,5 is a temperature; no screen has so many tasks
_RANGE = re.compile(r"(\d{1,3}) ?(?:-|to) ?(\d{1,3})")
_WITH_SIGN = re.compile(r"[+-] ?(?:\d|half\b|an? )")
_MORE = re.compile(r"(?:(\d{1,2}|an?) more|another)\b ?(?=cups?\b|glass)")
_IN_WORDS = (("plus ", "+"), ("minus ", "-"))
_DRANK = re.compile(r"(?:i )?(?:just )?(?:drank|drink|had) (?=[\d+-]|an? |half\b)")
_LISTED = re.compile(r"[\d ]*[;#()][\d ;#(),]*")
"""Numbers with the signs around them that a list has on paper: `1)`, `#1`, `1; 3`."""


def understand_line(typed: str, tasks: int) -> Reading:
    """Return what a line means at a section with so many tasks."""
    line = in_digits(tidy(typed))
    line = " ".join(re.sub(r"[;#()]", " ", line).split()) if _LISTED.fullmatch(line) else line
    if line == "all":
        return Marked(Act.ALL, tuple(range(1, tasks + 1)))
    word, _, rest = line.partition(" ")
    if word in _ACTS and (not rest or _NUMBERS.fullmatch(rest)):
        return _named(_ACTS[word], rest, tasks) if rest else Unclear.NO_NUMBER
    if _READING.fullmatch(line):
        return None
    if _NUMBERS.fullmatch(line):
        return _named(Act.DO, line, tasks)
    if _YES_NO.fullmatch(line):
        return Unclear.DONE_OR_NOT_FOR_ME
    return understand_drink(typed)


def understand_drink(typed: str) -> Drunk | Unclear | None:
    """Return what was drunk, which carries a sign or a unit; None for a line that is no amount.

    Raises TwoReadings, for one such as a pint.
    """
    line = in_digits(tidy(typed))
    if found := _DRANK.match(line):
        line = line[found.end() :]
        line = f"+{line}" if line.isdigit() else line
    for word, sign in _IN_WORDS:
        line = sign + line.removeprefix(word) if line.startswith(word) else line
    line = _MORE.sub(lambda found: f"+{found[1] if (found[1] or 'a').isdigit() else 1} ", line)
    return _drunk(line) if _WITH_SIGN.match(line) or has_unit(line) else None


def _named(act: Act, numbers: str, tasks: int) -> Marked | Unclear:
    """Return the tasks that a list of numbers and ranges names, each once."""
    found: list[int] = []
    for first, last in _RANGE.findall(numbers):
        found += range(int(first), int(last) + 1)
        if int(last) < int(first):
            return Unclear.NO_SUCH_NUMBER
    found += map(int, re.findall(r"\d+", _RANGE.sub(" ", numbers)))
    if not found or not all(1 <= number <= tasks for number in found):
        return Unclear.NO_SUCH_NUMBER
    return Marked(act, tuple(sorted(set(found))))


def _drunk(line: str) -> Drunk | Unclear:
    sign = -1 if line.startswith("-") else 1
    try:
        return Drunk(sign * parse_amount(line.lstrip("+-").strip()))
    except TwoReadings:
        raise
    except NotUnderstood:
        return Unclear.NO_AMOUNT
