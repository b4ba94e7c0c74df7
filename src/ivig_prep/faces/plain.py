"""The plain face: one thing a line, words only, for pipes, screen readers and simple terminals."""

from ivig_prep.core.page import (
    ADVICE,
    BLANK,
    CHART,
    CHOICE,
    DONE,
    HEADING,
    KEYS,
    NOT_FOR_ME,
    QUESTION,
    SIGN,
    TITLE,
    TO_DO,
    WHY,
    Page,
    hints,
    wrap,
)
from ivig_prep.core.text import neutral

_INDENTED = {CHART, DONE, TO_DO, NOT_FOR_ME, CHOICE, WHY, ADVICE, SIGN}


def text(page: Page, width: int | None = None) -> str:
    """Return the page as text, lines broken between words where a width (in columns) is given."""
    lines: list[str] = []
    for line in page:
        if line.kind in (HEADING, TITLE, QUESTION) and lines and lines[-1]:
            lines.append("")
        if line.kind == BLANK:
            lines.append("")
            continue
        if line.kind == KEYS and width:
            lines.extend(hints(line.text, width))
            continue
        indent = "  " if line.kind in _INDENTED else ""
        words = neutral(line.words)
        lines.extend(wrap(words, width, indent, indent * 2) if width and not line.whole else [indent + words])
    return "".join(f"{line}\n" for line in lines)
