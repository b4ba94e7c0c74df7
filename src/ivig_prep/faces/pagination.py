"""How the days of a booklet are spread over printed pages.

A browser breaks pages where it likes, and would leave two boxes and a footer on the last one. So we say where a page
ends, by an estimate of the room that each part takes on the smaller of A4 and Letter. Where the estimate is wrong, the
browser still repeats the head of the page and splits no step.
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ivig_prep.core.booklet import Booklet, Day, Part
from ivig_prep.core.page import wrap

WIDTH_MM, HEIGHT_MM = 165.0, 234.4
"""What the margins leave: the width of A4, the height of Letter."""
SPARE_MM, LIST_SPARE_MM = 9.0, 11.0
"""By how much the estimate is too high on Letter for a page without extras, and too low for one that is a long list.

Measured, over many settings.
"""
USUAL_PT, LARGE_PT, POINT_MM, LINE = 14, 18, 25.4 / 72, 1.15
LETTER, BOLD = 0.46, 0.475
"""How wide a letter of Arial is on average, and one of its bold, against the size of the type."""
BOX_MM, BULLET_MM, PANEL_MM, BOX_HIGH_MM = 10.0, 4.5, 9.0, 7.0
"""What a box, a bullet, or a bullet in the panel of signs takes of the width; how high a box is."""
HEADING_MM, FOOT_MM, GAP_MM, ROW_MM = 8.0, 12.0, 1.2, 7.4
LARGE_HEADING_MM, LARGE_FOOT_MM, LONG_TITLE = 17.0, 20.0, 16
"""In large print the heading of a day takes two lines, and one more where its title is long."""
PAGE_NUMBER_MM, LARGE_PAGE_NUMBER_MM = 22.0, 45.0
"""What the number of the page takes of the line that says whose the list is."""
FOOT_LETTERS, FOOT_LINES, FOOT_LINE_MM = 112, 3, 4.0
LARGE_FOOT_LETTERS, LARGE_FOOT_LINES, LARGE_FOOT_LINE_MM = 80, 5, 5.6
"""The foot: letters a line, how many lines it has without words of a clinic, and how high each one more is."""
STEP_MM = 5.0


class PrintedPage(NamedTuple):
    """One printed page: some signs and parts of a day. The last of a day has its ruled lines."""

    day: Day
    signs: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    is_first: bool = True
    is_last: bool = True
    has_card: bool = False


def printed_pages(booklet: Booklet, *, large: bool) -> tuple[PrintedPage, ...]:
    """Return the pages in the order in which they are printed; the card shares the last one where there is room."""
    room = _Room(booklet, LARGE_PT if large else USUAL_PT)
    pages = [page for day in booklet.days for page in _pages_of(day, room)]
    last = pages[-1]
    if last.day.is_half and room.page(last) + room.card() <= HEIGHT_MM + room.spare(last.day):
        return (*pages[:-1], last._replace(has_card=True))
    return (*pages, PrintedPage(last.day, is_first=False, has_card=True))


def _pages_of(day: Day, room: "_Room") -> tuple[PrintedPage, ...]:
    """Spread a day over as few pages as will do, each about as full as the others."""
    parts = (*day.parts, *day.extras)
    most = HEIGHT_MM + room.spare(day)
    pages = _filled(day, parts, room, most)
    count = len(pages)
    while count > 1 and most > 0 and len(tried := _filled(day, parts, room, most)) == count:
        pages, most = tried, most - STEP_MM
    return tuple(pages)


def _filled(day: Day, parts: Sequence[Part], room: "_Room", most: float) -> list[PrintedPage]:
    """Put parts on pages one after the other, none higher than `most` mm unless a line alone is."""
    pages = _with_signs(day, room)
    for part in parts:
        fresh = _fresh(day, part)
        for piece in [part] if room.page(fresh) <= most else _lines_of(part):
            longer = pages[-1]._replace(parts=_joined(pages[-1].parts, piece))
            is_empty = not (pages[-1].parts or pages[-1].signs)
            if room.page(longer) <= most or is_empty:
                pages[-1] = longer
            else:
                pages.append(fresh._replace(parts=(piece,)))
    return [*pages[:-1], pages[-1]._replace(is_last=True)]


def _fresh(day: Day, part: Part) -> PrintedPage:
    """Return a further page of a day that has nothing but this part."""
    return PrintedPage(day, parts=(part,), is_first=False, is_last=False)


def _lines_of(part: Part) -> list[Part]:
    """Cut a part that is higher than a page between its lines: each piece has its title, which comes once a page."""
    steps = [Part(part.title, (step,)) for step in part.steps]
    return [*steps, *(Part(part.title, (), (text,)) for text in part.advice)]


def _joined(parts: tuple[Part, ...], piece: Part) -> tuple[Part, ...]:
    """Return the parts of a page with one more, which is one with the last where both have the same title."""
    if not parts or parts[-1].title != piece.title:
        return (*parts, piece)
    whole = Part(piece.title, parts[-1].steps + piece.steps, parts[-1].advice + piece.advice)
    return (*parts[:-1], whole)


def _with_signs(day: Day, room: "_Room") -> list[PrintedPage]:
    """Put the signs of a day on its first page; on two only where they find no room on one."""
    pages = [PrintedPage(day, is_last=False)]
    for sign in day.signs:
        longer = pages[-1]._replace(signs=(*pages[-1].signs, sign))
        if room.page(longer) <= HEIGHT_MM or not pages[-1].signs:
            pages[-1] = longer
        else:
            pages.append(PrintedPage(day, (sign,), is_first=False, is_last=False))
    return pages


class _Room:
    """How high things are in mm, in type of a size."""

    def __init__(self, booklet: Booklet, points: int) -> None:
        self._booklet = booklet
        self._em = points * POINT_MM
        self._line = self._em * LINE
        self._is_large = points == LARGE_PT
        self._heading = LARGE_HEADING_MM if self._is_large else HEADING_MM
        self._foot = self._foot_high() + self._whose_high()

    def page(self, page: PrintedPage) -> float:
        """Return how high a page is, without the ruled lines that may go."""
        lead = self._lead(page)
        signs = self._texts(page.signs, PANEL_MM) + self._line + 4 if page.signs else 0.0
        is_long = self._is_large and (len(page.day.title) > LONG_TITLE or not page.is_first)
        head = (
            self._heading
            + is_long * LARGE_HEADING_MM / 2
            + self._texts(self._booklet.emergency, BULLET_MM, letter=BOLD)
            + 3
        )
        return head + lead + signs + sum(map(self._part, page.parts)) + self._foot

    def spare(self, day: Day) -> float:
        """Return by how much the estimate of a day is too high; of a long list it is rather too low."""
        if any(self.page(_fresh(day, part)) > HEIGHT_MM for part in day.parts):
            return -LIST_SPARE_MM
        return 0.0 if self._is_large or day.extras else SPARE_MM

    def card(self) -> float:
        """Return how high the card for an emergency department is."""
        known = self._booklet.card.known
        alone = [one for one in known if self._is_large or one.is_wide]
        lines = [max(self._text(f"{one.label}: {one.text}", letter=BOLD), ROW_MM) for one in alone]
        side_by_side = (len(known) - len(alone) + 1) // 2
        return self._line + self._heading + sum(lines) + side_by_side * ROW_MM

    def _foot_high(self) -> float:
        """Return how high the foot is, with what a clinic's list adds to it."""
        text = " ".join((*self._booklet.notes, self._booklet.made))
        if self._is_large:
            more = _count_lines(text, LARGE_FOOT_LETTERS) - LARGE_FOOT_LINES
            return LARGE_FOOT_MM + max(more, 0) * LARGE_FOOT_LINE_MM
        return FOOT_MM + max(_count_lines(text, FOOT_LETTERS) - FOOT_LINES, 0) * FOOT_LINE_MM

    def _whose_high(self) -> float:
        """Return how high the line is that says whose the list is; it stands below the heading."""
        whose = ", ".join(name for name in (self._booklet.person, self._booklet.clinic) if name)
        beside = LARGE_PAGE_NUMBER_MM if self._is_large else PAGE_NUMBER_MM
        return self._text(f"For: {whose}", beside, letter=BOLD) if whose else 0.0

    def _lead(self, page: PrintedPage) -> float:
        """Return how high the numbers are, or the lines for them, and a limit on the first page of a day."""
        numbers = " ".join(f"{name}:{number}xx" for name, number in self._booklet.phones)
        by_hand = ROW_MM if page.is_first and not numbers else 0.0
        fluids = self._booklet.fluids if page.is_first and not page.day.is_half else ()
        return self._text(numbers) * 1.2 + by_hand + self._texts(fluids)

    def _part(self, part: Part) -> float:
        title = self._line + GAP_MM if part.title else 0.0
        steps = sum(max(self._text(step.text, BOX_MM), BOX_HIGH_MM) + GAP_MM for step in part.steps)
        return title + steps + self._texts(part.advice, BULLET_MM) + GAP_MM

    def _texts(self, texts: Sequence[str], lost: float = 0.0, *, letter: float = LETTER) -> float:
        return sum(self._text(text, lost, letter=letter) for text in texts)

    def _text(self, text: str, lost: float = 0.0, *, letter: float = LETTER) -> float:
        """Return how high a text is in lines that lose so much of the width."""
        return _count_lines(text, int((WIDTH_MM - lost) / (self._em * letter))) * self._line


@cache
def _count_lines(text: str, letters: int) -> int:
    """Return how many lines a text takes; the same texts are tried on page after page."""
    return len(wrap(text, letters))
