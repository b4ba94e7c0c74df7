"""`ivig-prep print`: the checklist on paper or phone, a page for each day."""

from typing import Annotated

from typer import Context, Option

from ivig_prep.actions.booklet import booklet
from ivig_prep.actions.delivery import check_ending, columns, deliver, usual_name
from ivig_prep.core.booklet import Booklet
from ivig_prep.core.person import paper_of
from ivig_prep.env import Env
from ivig_prep.errors import NotUnderstood
from ivig_prep.faces import plain
from ivig_prep.pages import booklet as booklet_text

EXAMPLES = (
    ("ivig-prep print", "a page to print, or to open on a phone"),
    ("ivig-prep print --text -o -", "the same in words, here"),
    ("ivig-prep print --pdf --large", "a PDF in large print"),
    ("ivig-prep print --blank", "no date, no numbers: for a clinic to copy"),
)
NAMES = {"html": "ivig-checklist.html", "text": "ivig-checklist.txt", "pdf": "ivig-checklist.pdf"}


def run(
    ctx: Context,
    *,
    output: Annotated[str | None, Option("-o", "--output", help="where to write it; - is here", metavar="FILE")] = None,
    text: Annotated[bool, Option("--text", help="words only, 72 columns")] = False,
    pdf: Annotated[bool, Option("--pdf", help="a PDF, made by your own Chrome, Edge or Chromium")] = False,
    large: Annotated[bool, Option("--large", help="large print")] = False,
    blank: Annotated[bool, Option("--blank", help="without date, numbers or ticks")] = False,
    force: Annotated[bool, Option("--force", help="replace a file that is already there")] = False,
) -> None:
    """Make the checklist for paper or phone."""
    env: Env = ctx.obj
    if text and pdf:
        raise NotUnderstood("--text and --pdf cannot stand together.", "Give only one of them.")
    kind = "text" if text else "pdf" if pdf else "html"
    check_ending(output, pdf=pdf, text=text, instead="Add --pdf, or give a name that ends in .html.")
    name = output or usual_name(env, NAMES[kind])
    value = booklet(env, blank=blank)
    paper = paper_of(env.person_or_nobody()) if pdf else None
    content = _text(env, value, name) if text else _page(env, value, large=large, paper=paper)
    path = deliver(env, content, name, force=force)
    if path:
        env.say(booklet_text.after_making(value, paper, env.flags.person))
    if path and kind == "html" and env.can_ask:
        from ivig_prep.talk.print import offer_to_open  # late: all that asks, for a terminal alone

        offer_to_open(env, path)


def _text(env: Env, value: Booklet, name: str) -> bytes:
    return plain.text(booklet_text.booklet(value), columns(env, name, booklet_text.COLUMNS)).encode()


def _page(env: Env, value: Booklet, *, large: bool, paper: str | None) -> bytes:
    """Return the page; on a paper, as a PDF."""
    from ivig_prep.faces import html  # late: Jinja, for pages alone

    words, filters = booklet_text.PAGE_WORDS, booklet_text.PAGE_FILTERS
    page = html.booklet(value, large=large, paper=paper, words=words, filters=filters)
    return env.pdf(page) if paper else page.encode()
