"""The HTML face: one self-contained file, every text escaped by Jinja's autoescape."""

import re
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
    shown: dict[str, Any] = {**words, "booklet": value, "is_large": large, "pages": printed_pages(value, large=large)}
    return _page("print.html", value.title, styles, paper=paper, filters=filters, **shown)


def handout(value: Handout, words: Mapping[str, str]) -> str:
    """Return the handout as a page. `words` has what stands above and before its values."""
    from ivig_prep.faces.square import square  # late: brings segno, for this page alone

    drawn = square(value.address) if value.address else None
    return _page("handout.html", value.title, ("handout.css",), handout=value, words=words, square=drawn)


def report(value: Report, words: Mapping[str, str], *, foot: str, paper: str | None, filters: Filters) -> str:
    """Return the report as a page. `words` stand beside its values, `foot` below; `filters` put values into words."""
    styles, shown = ("report.css",), {"report": value, "words": words, "foot": foot, "chart": _chart(value)}
    return _page("report.html", words["heading"], styles, paper=paper, filters=filters, **shown)


_HYPHEN = "-\N{WORD JOINER}"
"""A hyphen behind which no line breaks; it is copied and read aloud as the usual one."""
PAPERS = {"a4": "@page { size: A4; }\n", "letter": "@page { size: Letter; }\n"}
CHART_WIDTH, CHART_LEFT, CHART_RIGHT, FEWEST_DAYS = 560, 80, 30, 28
"""The chart, in units of the drawing: its width, what is left free, and for how many days there is always room."""


class Dot(NamedTuple):
    """One day of the chart: where it stands, in units of the drawing, its score, and what it says."""

    x: float
    score: int
    words: str


class Chart(NamedTuple):
    """How someone felt, day after day, with the infusions marked by their place and date."""

    width: int
    dots: tuple[Dot, ...]
    infusions: tuple[tuple[float, str], ...]
    first: str
    last: str


def _chart(value: Report) -> Chart:
    days = [*(score.day for score in value.recent), *value.starts]
    if not value.recent:
        return Chart(CHART_WIDTH, (), (), "", "")
    first, last = min(days), max(days)
    step = (CHART_WIDTH - CHART_LEFT - CHART_RIGHT) / max((last - first).days, FEWEST_DAYS)

    def place(day: date) -> float:
        return round(CHART_LEFT + (day - first).days * step, 1)

    return Chart(
        CHART_WIDTH,
        tuple(Dot(place(score.day), score.score, f"{say_date(score.day)}: {score.score}") for score in value.recent),
        tuple((place(day), _said_shorter(day)) for day in value.starts),
        _said_short(first),
        _said_short(last),
    )


def _said_shorter(day: date) -> str:
    """Say a date without its year, where the year stands beside it: `2 December`."""
    return _said_short(day).rpartition(" ")[0]


def _said_short(day: date) -> str:
    """Say a date without its weekday, where room is short: `2 December 2026`."""
    return say_date(day).partition(" ")[2]


def _in_parts(word: str) -> list[str]:
    """Cut a long word of a line to type behind its slashes, where a narrow screen may break it."""
    return re.split(r"(?<=[/\\;])(?=[^/])", word)


_FILTERS = {
    "in_parts": _in_parts,
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
    """Neutralise a text as `_shown` does, and keep each number and each call for help in it on one line.

    What a template escapes itself, such as an id, stays as it is.
    """
    return held_together(neutral(value), hyphen=_HYPHEN) if type(value) is str else value


def _file(name: str) -> str:
    return shipped.read("faces", "templates", name).decode()
