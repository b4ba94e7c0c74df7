"""A page as lines of plain meaning. The faces turn it into text; they add nothing and leave nothing out."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

TITLE, HEADING, EMERGENCY, TEXT, NOTE, NEXT, BLANK = "title", "heading", "emergency", "text", "note", "next", "blank"
DONE, TO_DO, NOT_FOR_ME, WHY, STEP = "done", "to-do", "not-for-me", "why", "step"
ADVICE, SIGN, QUESTION, KEYS, PROGRESS = "advice", "sign", "question", "keys", "progress"
"""KEYS holds the answers that a question takes, with `; ` between them: a face may break the line there alone."""
BAR, CHART, CHOICE = "bar", "chart", "choice"

LABELS = {DONE: "done: ", TO_DO: "to do: ", NOT_FOR_ME: "not for me: ", WHY: "Why: ", NEXT: "Next, type: "}
"""The words a line of this kind begins with, on every face."""


class Line(NamedTuple):
    """One line of a page. `number` is shown before it; `share` (0 to 1) fills a BAR or a CHART.

    A line that is `whole` is never broken, however narrow the terminal: it is there to be copied, or keeps columns.
    """

    kind: str
    text: str = ""
    number: int | None = None
    share: float = 0.0
    whole: bool = False

    @property
    def words(self) -> str:
        """The whole line in words, as every face says it."""
        number = f"{self.number}. " if self.number is not None else ""
        return number + LABELS.get(self.kind, "") + self.text


Page = tuple[Line, ...]


class Prompt(NamedTuple):
    """What stands on the line that a person types on.

    With `own_words` the answer may be free text; where it is about what `is_felt`, a number alone may be
    a reading of the body. Where it `is_first`, there is nothing to go back to.
    What stands `above` is shown each time the line is asked for, also after one that was no answer. What stands
    `again` is shown where an answer to how somebody feels has come between, and the question has scrolled away.
    """

    text: str
    above: Page = ()
    own_words: bool = False
    is_felt: bool = False
    is_first: bool = False
    again: Page = ()


def wrap(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Break text between words into lines of at most `width` columns.

    `first` leads the first line and `rest` the others. Digits with spaces between them (a phone
    number) stay on one line; only a word longer than a whole line is cut.
    """
    lines: list[str] = []
    line, lead = first, first
    for word in _unbroken(text):
        if line != lead and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = lead = rest
        line += word if line == lead else f" {word}"
        while len(line) > width > len(rest):
            lines.append(line[:width])
            line, lead = rest + line[width:], rest
    return [*lines, line]


def hints(text: str, width: int) -> list[str]:
    """Return the answers that a question takes: in one line where they fit, else each on a line of its own."""
    if len(text) <= width:
        return [text]
    return [line for part in text.split("; ") for line in wrap(part, width)]


_PHONE = r"[+(]?\d(?:[\d()+./ -]*[\d)])?(?: ?(?:x|ext\.?|extension) ?\d{1,6})?"
_CALL = rf"\bcall (?:[^.\s]{{1,12}}(?: [^.\s]{{1,8}})? now\.?|{_PHONE})"
_DEGREES = r"\(?\b\d{2,3}(?:\.\d)? [FC]\b"
_HELD = "\x00"  # stands for a space inside a number; no shown text holds it


def _unbroken(text: str) -> list[str]:
    """Return the words. One is a number with spaces in it, with its extension or degrees, and a call for help."""
    return [word.replace(_HELD, " ") for word in held_together(text, _HELD).split()]


def held_together(text: str, space: str = "\N{NO-BREAK SPACE}", hyphen: str = "-") -> str:
    """Return a text with another space, and another hyphen, where no line may break.

    That is within a phone number, between a number and its degrees, and within a call for help.
    """

    def held(found: re.Match[str]) -> str:
        return found[0].replace(" ", space).replace("-", hyphen)

    return re.sub(f"(?i){_CALL}|{_DEGREES}|{_PHONE}", held, text)


def screenfuls(page: Page, most: int, rows_of: Callable[[Page], int]) -> tuple[Page, ...]:
    """Return a page in parts of at most `most` rows each, as `rows_of` counts them.

    What stands below one heading stays together where it has room, and no part ends in a heading with nothing below.
    """
    parts: list[Page] = []
    current: Page = ()
    for block in _blocks(page):
        if current and rows_of((*current, *block)) > most:
            parts.append(current)
            current = ()
        for line in block:
            if current and rows_of((*current, line)) > most:
                parts.append(current)
                current = ()
            current = (*current, line)
    return (*parts, current)


def _blocks(page: Page) -> Iterator[Page]:
    """Yield a page cut before each heading; a title goes with the heading below it."""
    block: list[Line] = []
    for line in page:
        starts = line.kind == TITLE or (line.kind == HEADING and not (block and block[0].kind == TITLE))
        begun = line.kind == HEADING and any(before.kind == HEADING for before in block)
        if block and (starts or begun):
            yield tuple(block)
            block = []
        block.append(line)
    if block:
        yield tuple(block)
