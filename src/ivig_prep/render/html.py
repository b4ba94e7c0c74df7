"""The HTML face: one self-contained file, every text escaped by Jinja's autoescape."""

import os
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ivig_prep.core.booklet import Booklet
from ivig_prep.core.dates import say_date
from ivig_prep.core.handout import Handout
from ivig_prep.core.text import neutral

_TEMPLATES = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "templates")


def booklet(value: Booklet, *, large: bool) -> str:
    """Return the printed checklist as a page."""
    return _page("print.html", title=value.title, large=large, booklet=value)


def handout(value: Handout) -> str:
    """Return the handout as a page."""
    return _page("handout.html", title=value.title, large=False, handout=value)


def dialled(number: str) -> str:
    """Return what a phone dials: digits and a leading plus; an extension is left out."""
    main = number.lower().split("x")[0].split("e")[0]
    digits = "".join(character for character in main if character.isdigit())
    return ("+" if main.lstrip(" (").startswith("+") else "") + digits


def _page(name: str, *, title: str, large: bool, **values: Any) -> str:
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    made.filters.update(said=say_date, dialled=dialled)
    style = _file("style.css") + (_file("large.css") if large else "")
    return made.get_template(name).render(title=title, style=style, **values) + "\n"


def _shown(value: Any) -> Any:
    """Neutralise every text that is not markup of our own."""
    return neutral(value) if type(value) is str else value


def _file(name: str) -> Markup:
    with open(os.path.join(_TEMPLATES, name), encoding="utf-8") as file:
        return Markup(file.read())  # noqa: S704  # our own style sheet
