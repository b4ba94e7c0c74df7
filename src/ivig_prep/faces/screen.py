"""The screen face: the same words in the same order, designed for a real terminal.

The emergency line stands in a red box, a question in a yellow one, a heading before a rule, progress beside a bar.
Colour is on marks and borders, never on sentences. Text goes in through `rich.text.Text`, which knows no markup.
Lines are broken here, so that no phone number is split, and only appended: nothing moves the cursor. Boxes and bars
are drawn by hand: Rich's Panel and Table would cost another bare start of Python, and break lines on their own.
Importing Rich costs about 3 bare starts, so this file is imported on a real terminal alone.
"""

from collections.abc import Iterator
from itertools import groupby

from rich.text import Text

from ivig_prep.core.page import (
    ADVICE,
    BAR,
    BLANK,
    CHART,
    CHOICE,
    DONE,
    EMERGENCY,
    HEADING,
    KEYS,
    NEXT,
    NOT_FOR_ME,
    NOTE,
    PROGRESS,
    QUESTION,
    SIGN,
    STEP,
    TITLE,
    TO_DO,
    WHY,
    Line,
    Page,
    hints,
    wrap,
)
from ivig_prep.core.text import neutral

MOST_COLUMNS = 80
"""Longer lines are hard to follow for tired eyes, however wide the window is."""
BAR_COLUMNS = 24
CHART_COLUMNS = 10
LONG_STEP = 70
"""Characters from which on the first clause of a task is bold, so that it can be skimmed."""

# At least 4.5 to 1 on black and on white. No dim text: some readers have low vision.
_RED, _YELLOW, _GREEN, _BLUE = "#d7373f", "#8a6d00", "#1e8a3c", "#0b7fab"
_STYLES = {
    TITLE: "bold",
    EMERGENCY: "bold",
    HEADING: "bold",
    WHY: "italic",
    NEXT: "bold",
    STEP: "bold",
    QUESTION: "bold",
}
_MARKS = {DONE: "✓", TO_DO: "□", NOT_FOR_ME: "-", SIGN: "!"}
_MARK_STYLES = {DONE: f"bold {_GREEN}", SIGN: f"bold {_RED}"}
_INDENTED = {WHY: 2, CHOICE: 2, BAR: 0, ADVICE: 2}
_FALLBACK = {
    **dict(zip("✓□█░━─┃│", "xo#.=-||", strict=True)),
    **dict.fromkeys("┏┓┗┛╭╮╰╯", "+"),
}
_HEAVY, _LIGHT = ("┏", "━", "┓", "┃", "┗", "┛"), ("╭", "─", "╮", "│", "╰", "╯")


def draw(page: Page, width: int, encoding: str) -> Iterator[Text]:
    """Yield the page as styled lines of at most `width` columns; marks the encoding lacks fall back."""
    width = min(width, MOST_COLUMNS)
    ends_with_call = bool(page) and page[-1].kind == EMERGENCY
    before = BLANK
    for boxed, lines in groupby(_parts(page), lambda part: part[0]):
        for line in _block(boxed, [line for _, line in lines], width, before, close=ends_with_call):
            yield _showable(line, encoding)
        before = boxed or BLANK


def _parts(page: Page) -> Iterator[tuple[str, Line]]:
    """Yield each line with the kind of box it stands in; empty for none. A question's box ends at the next blank."""
    box = ""
    for line in page:
        if line.kind in (EMERGENCY, QUESTION):
            box = line.kind
        elif box == EMERGENCY or line.kind in (BLANK, KEYS, HEADING, TITLE):
            box = ""
        yield box, line


def _block(box: str, lines: list[Line], width: int, before: str, *, close: bool) -> Iterator[Text]:
    if box == EMERGENCY:
        yield from _box(lines, width, _HEAVY, _RED)
    elif box == QUESTION:
        yield Text()
        yield from _box(lines, width, _LIGHT, _YELLOW)
    else:
        yield from _plain_lines(lines, width, after_box=before != BLANK, close=close)


def _plain_lines(lines: list[Line], width: int, *, after_box: bool, close: bool) -> Iterator[Text]:
    before = EMERGENCY if after_box else BLANK
    for line in lines:
        if _is_set_apart(before, line.kind, close=close):
            yield Text()
        before = line.kind
        yield from _line(line, width)


def _is_set_apart(before: str, kind: str, *, close: bool) -> bool:
    """Say whether an empty line stands between two lines; an emergency answer stays `close`, to be seen at once."""
    if BLANK in (before, kind):
        return False
    if kind in (HEADING, TITLE):
        return True
    if close:
        return False
    return before == EMERGENCY or (kind in (NOTE, NEXT, KEYS) and before not in (kind, HEADING, TITLE))


def _box(lines: list[Line], width: int, border: tuple[str, ...], colour: str) -> Iterator[Text]:
    """Yield lines with a coloured border around them."""
    left_top, flat, right_top, side, left_bottom, right_bottom = border
    yield Text(left_top + flat * (width - 2) + right_top, style=colour)
    for line in lines:
        for inner in _line(line, width - 4):
            padded = Text()  # without a style of its own: that would reach the words too
            padded.append(f"{side} ", style=colour)
            padded.append_text(_styled(inner))
            padded.append(" " * (width - 2 - padded.cell_len))
            padded.append(f" {side}", style=colour)
            yield padded
    yield Text(left_bottom + flat * (width - 2) + right_bottom, style=colour)


def _styled(text: Text) -> Text:
    """Return a line whose own style does not reach what is joined to it."""
    inner = Text(text.plain)
    inner.spans = [*text.spans]
    if text.style:
        inner.stylize(text.style)
    return inner


def _line(line: Line, width: int) -> Iterator[Text]:
    """Yield one line of a page, broken to a width."""
    if line.kind == BLANK:
        yield Text()
    elif line.kind == KEYS:
        yield from map(Text, hints(neutral(line.text), width))
    elif line.kind in (BAR, PROGRESS) and line.share >= 0:
        yield from _with_bar(line, width)
    elif line.kind == CHART:
        yield from _charted(line, width)
    elif line.kind in _MARKS:
        yield from _marked(line, width)
    else:
        yield from _words(line, width)


def _charted(line: Line, width: int) -> Iterator[Text]:
    """Yield a line of a chart: its bar in colour, then its words."""
    lead = f"{_bar(line.share, CHART_COLUMNS)} "
    for at, part in enumerate(wrap(neutral(line.words), width, lead, " " * len(lead))):
        text = Text(part)
        text.stylize(_BLUE if at == 0 else "", 0, CHART_COLUMNS)
        yield text


def _words(line: Line, width: int) -> Iterator[Text]:
    indent = " " * _INDENTED.get(line.kind, 0)
    rest = indent + " " * (3 if line.kind == CHOICE and line.number is not None else 0)
    parts = [indent + neutral(line.words)] if line.whole else wrap(neutral(line.words), width, indent, rest)
    for at, words in enumerate(parts):
        text = Text(words, style=_STYLES.get(line.kind, ""))
        if line.kind == HEADING and at == 0 and len(words) + 3 < width:
            text.append(f" {'─' * (width - len(words) - 1)}", style="not bold")
        yield text


def _marked(line: Line, width: int) -> Iterator[Text]:
    """Yield a task or a sign: its number, its mark in colour, then its words; long ones begin in bold."""
    number = f"{line.number:>3} " if line.number is not None else "  "
    lead = f"{number}{_MARKS[line.kind]} "
    words = neutral(line._replace(number=None).words)
    start, end = _first_clause(words) if line.kind == TO_DO and len(words) > LONG_STEP else (0, 0)
    for at, part in enumerate(wrap(words, width, lead, " " * len(lead))):
        text = Text(part)
        if at == 0:
            text.stylize(_MARK_STYLES.get(line.kind, ""), len(number), len(number) + 1)
            text.stylize("bold", len(lead) + start, min(len(part), len(lead) + end))
        yield text


def _first_clause(words: str) -> tuple[int, int]:
    """Return where the first clause of a task begins, behind its status, and ends; a task of one clause has none."""
    start = words.find(": ") + 2
    ends = [at + 1 for mark in (". ", ", ", ": ") if (at := words.find(mark, start)) > 0]
    return (start, min(ends)) if ends else (0, 0)


def _with_bar(line: Line, width: int) -> Iterator[Text]:
    """Yield a bar with its words beside it where there is room, else below it."""
    columns = min(BAR_COLUMNS, width - 2)
    words = neutral(line.words)
    filled = round(min(max(line.share, 0.0), 1.0) * columns)
    bar = Text()
    bar.append("━" * filled, style=f"bold {_BLUE}")
    bar.append("─" * (columns - filled), style=_BLUE)
    if columns + 2 + len(words) <= width:
        bar.append(f"  {words}")
        yield bar
        return
    yield bar
    yield from map(Text, wrap(words, width))


def _bar(share: float, columns: int) -> str:
    filled = round(min(max(share, 0.0), 1.0) * columns)
    return "█" * filled + "░" * (columns - filled)


def _showable(line: Text, encoding: str) -> Text:
    """Replace our own marks where the console cannot show them; other text is left to the terminal."""
    for mark, plain in _FALLBACK.items():
        if mark in line.plain:
            try:
                mark.encode(encoding)
            except UnicodeEncodeError:
                line.plain = line.plain.replace(mark, plain)
    line.no_wrap, line.overflow = True, "ignore"
    return line
