"""The HTML face: one self-contained file, every text escaped by Jinja's autoescape."""

from base64 import b64encode
from collections.abc import Callable, Mapping
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

from jinja2 import Environment, FunctionLoader, StrictUndefined

from ivig_prep.core.booklet import Booklet
from ivig_prep.core.dates import say_date
from ivig_prep.core.diary.entries import say_minutes, say_reaction
from ivig_prep.core.diary.report import Report
from ivig_prep.core.handout import Handout
from ivig_prep.core.page import held_together
from ivig_prep.core.phones import dialed
from ivig_prep.core.text import neutral
from ivig_prep.faces.pagination import printed_pages
from ivig_prep.world import shipped

Filters = Mapping[str, Callable[..., str]]
"""What puts the values of a page into words, by filter name."""


def booklet(value: Booklet, *, large: bool, paper: str | None, words: Mapping[str, Any], filters: Filters) -> str:
    """Return the printed checklist as a page. `words` are what it says beside the list, by name.

    A page is printed on the paper that there is; only for a PDF the `paper` is said.
    """
    styles = ("booklet.css", *(["large.css"] if large else []))
    shown: dict[str, Any] = {**words, "booklet": value, "pages": printed_pages(value, large=large)}
    return _page("print.html", value.title, styles, paper=paper, filters=filters, **shown)


def handout(value: Handout, words: Mapping[str, str]) -> str:
    """Return the handout as a page. `words` has what stands above and before its values."""
    from ivig_prep.faces.square import square  # late: brings segno, for this page alone

    drawn = square(value.address) if value.address else None
    return _page("handout.html", value.title, ("handout.css",), handout=value, words=words, square=drawn)


def report(value: Report, *, title: str, paper: str | None, words: Filters) -> str:
    """Return the report as a page. `words` has the functions that put its values into words, by filter name."""
    drawing: dict[str, Any] = {"bars": _bars(value), "weeks": _weeks(value)}
    return _page("report.html", title, paper=paper, filters=words, report=value, **drawing)


PAPERS = {"a4": "@page { size: A4; }\n", "letter": "@page { size: Letter; }\n"}
CHART_WIDTH, CHART_LEFT, FEWEST_DAYS = 300, 26, 28
"""The chart, in units of the drawing: its width, where the bars begin, and for how many days there is always room."""


class Bar(NamedTuple):
    """One column of the chart, in units of the drawing: where it stands, how wide and high it is, what it says."""

    x: float
    width: float
    height: float
    words: str


def _bars(value: Report) -> tuple[Bar, ...]:
    """Return the chart of the cycle: a column a day, 8 units of height a point of the score."""
    step = _day_width(value)
    return tuple(
        Bar(
            _place(day.number, step),
            round(step * 0.8, 2),
            round(day.average * 8, 2),
            f"Day {day.number}: {day.average:g}",
        )
        for day in value.days
    )


def _weeks(value: Report) -> tuple[tuple[int, float], ...]:
    """Return the first day of each week of the cycle that the chart shows, with its place."""
    last = max((day.number for day in value.days), default=1)
    return tuple((day, _place(day, _day_width(value))) for day in range(1, max(last, FEWEST_DAYS) + 1, 7))


def _place(day: int, step: float) -> float:
    return round(CHART_LEFT + (day - 1) * step, 2)


def _day_width(value: Report) -> float:
    return (CHART_WIDTH - CHART_LEFT) / max((FEWEST_DAYS, *(day.number for day in value.days)))


def _said_short(day: date) -> str:
    """Say a date without its weekday, where room is short: `2 December 2026`."""
    return say_date(day).partition(" ")[2]


_FILTERS = {
    "said": say_date,
    "said_short": _said_short,
    "dialed": dialed,
    "lasting": say_minutes,
    "reaction": say_reaction,
}


def _page(
    name: str,
    title: str,
    styles: tuple[str, ...] = (),
    *,
    paper: str | None = None,
    filters: Filters | None = None,
    **values: Any,
) -> str:
    made = Environment(
        loader=FunctionLoader(_file),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown_whole if name == "print.html" else _shown,
    )
    made.filters.update({**_FILTERS, **(filters or {})})
    style = "".join(map(_file, ("style.css", *styles))) + (PAPERS[paper] if paper else "")
    script = _file("ticks.js") if name == "print.html" else ""
    policy = _policy(style, script)
    return made.get_template(name).render(title=title, policy=policy, style=style, script=script, **values) + "\n"


def _policy(style: str, script: str) -> str:
    """Return the content security policy: this style and this script, by their hash, and nothing else at all."""
    sources = [f"style-src {_hashed(style)}", *([f"script-src {_hashed(script)}"] if script else [])]
    return "; ".join(("default-src 'none'", *sources, "base-uri 'none'", "form-action 'none'"))


def _hashed(text: str) -> str:
    """Return what stands for an element's text in a policy: its SHA-256. In the templates a line break comes first."""
    return f"'sha256-{b64encode(sha256(f'{chr(10)}{text}'.encode()).digest()).decode()}'"


def _shown(value: Any) -> Any:
    """Neutralise every text that is not markup of our own."""
    return neutral(value) if type(value) is str else value


def _shown_whole(value: Any) -> Any:
    """Neutralise a text as `_shown` does, and keep each number and each call for help in it on one line."""
    return held_together(neutral(value)) if type(value) is str else value


def _file(name: str) -> str:
    return shipped.read("faces", "templates", name).decode()
