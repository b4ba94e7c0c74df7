"""The screen face: the same words in the same order, with colour, bold and a bar, for a real terminal.

Text goes in through `rich.text.Text`, which knows no markup. Lines are broken here, so that no phone
number is split, and only appended: nothing moves the cursor. Importing Rich costs about 3 bare starts
of Python, so this file is imported on a real terminal alone.
"""

from collections.abc import Iterator

from rich.text import Text

from ivig_prep.core.page import (
    BAR,
    BLANK,
    CHART,
    CHOICE,
    DONE,
    EMERGENCY,
    HEADING,
    NEXT,
    NOT_FOR_ME,
    NOTE,
    STEP,
    TITLE,
    TO_DO,
    WHY,
    Line,
    Page,
    wrap,
)
from ivig_prep.core.text import neutral

# No dim text and no colour that is weak on a light or a dark background: some readers have low vision.
_STYLES = {
    TITLE: "bold",
    HEADING: "bold",
    EMERGENCY: "bold red",
    DONE: "green",
    WHY: "italic",
    NEXT: "bold",
    STEP: "bold",
}
_MARKS = {DONE: "✓ ", TO_DO: "□ ", NOT_FOR_ME: "- ", EMERGENCY: "┃ "}
_FALLBACK = {"✓": "x", "□": "o", "┃": "|", "█": "#", "░": "."}
MOST_COLUMNS = 80
"""Longer lines are hard to follow for tired eyes, however wide the window is."""
BAR_COLUMNS = 24
CHART_COLUMNS = 10


def draw(page: Page, width: int, encoding: str) -> Iterator[Text]:
    """Yield the page as styled lines of at most `width` columns; marks the encoding lacks fall back."""
    ends_with_call = bool(page) and page[-1].kind == EMERGENCY
    before = BLANK
    for line in page:
        if _is_set_apart(before, line.kind, close=ends_with_call):
            yield Text()
        before = line.kind
        for words in _lines(line, min(width, MOST_COLUMNS)):
            yield Text(_showable(words, encoding), style=_STYLES.get(line.kind, ""), no_wrap=True, overflow="ignore")


def _is_set_apart(before: str, kind: str, *, close: bool) -> bool:
    """Say whether an empty line stands between two lines; an emergency answer stays `close`, to be seen at once."""
    if BLANK in (before, kind):
        return False
    if kind in (HEADING, TITLE):
        return True
    if close:
        return False
    return EMERGENCY == before != kind or (kind in (NOTE, NEXT) and before not in (kind, HEADING, TITLE))


def _lines(line: Line, width: int) -> list[str]:
    if line.kind == BLANK:
        return [""]
    mark = _MARKS.get(line.kind, "  " if line.kind in (WHY, CHOICE, BAR) else "")
    indent = mark if line.kind == EMERGENCY else " " * len(mark)
    if line.kind == CHART:
        return wrap(neutral(line.words), width, f"{_bar(line.share, CHART_COLUMNS)} ", " " * (CHART_COLUMNS + 1))
    bar = [mark + _bar(line.share, min(BAR_COLUMNS, width - 2))] if line.kind == BAR and line.share >= 0 else []
    if line.whole:
        return [*bar, mark + neutral(line.words)]
    return bar + wrap(neutral(line.words), width, mark, indent)


def _bar(share: float, columns: int) -> str:
    filled = round(min(max(share, 0.0), 1.0) * columns)
    return "█" * filled + "░" * (columns - filled)


def _showable(words: str, encoding: str) -> str:
    """Replace our own marks where the console cannot show them; other text is left to the terminal."""
    for mark, plain in _FALLBACK.items():
        if mark in words:
            try:
                mark.encode(encoding)
            except UnicodeEncodeError:
                words = words.replace(mark, plain)
    return words
