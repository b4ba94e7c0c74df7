"""`ivig-prep handout`: one page for a clinic to give out."""

from typing import Annotated

from typer import Context, Option

from ivig_prep.actions.delivery import NO_PDF_HINT, check_ending, columns, deliver
from ivig_prep.actions.handout import handout
from ivig_prep.env import Env
from ivig_prep.errors import Next, NotUnderstood
from ivig_prep.faces import plain
from ivig_prep.pages import booklet as booklet_words
from ivig_prep.pages import handout as words
from ivig_prep.world import origin

EXAMPLES = (
    ("ivig-prep handout --package https://clinic.example/ivig_prep-0.1.0-py3-none-any.whl", "from your own address"),
    ("ivig-prep handout --package ./ivig_prep-0.1.0-py3-none-any.whl --text -o -", "in words, here"),
)
NAMES = {"html": "ivig-handout.html", "text": "ivig-handout.txt"}


def run(
    ctx: Context,
    *,
    output: Annotated[str | None, Option("-o", "--output", help="where to write it; - is here", metavar="FILE")] = None,
    text: Annotated[bool, Option("--text", help="words only, 72 columns")] = False,
    package: Annotated[
        str | None, Option("--package", help="a wheel file, a folder or an address", metavar="SPEC")
    ] = None,
    force: Annotated[bool, Option("--force", help="replace a file that is already there")] = False,
) -> None:
    """Make one page for a clinic to give out."""
    env: Env = ctx.obj
    check_ending(output, pdf=False, text=text, instead=NO_PDF_HINT)
    value = handout(env, package or _installed_from())
    name = output or NAMES["text" if text else "html"]
    if text:
        content = plain.text(words.text(value), columns(env, name, booklet_words.COLUMNS)).encode()
    else:
        from ivig_prep.faces import html  # late: Jinja, for pages alone

        content = html.handout(value, words.LABELS).encode()
    deliver(env, content, name, force=force)


def _installed_from() -> str:
    address = origin.address()
    if address is None:
        raise NotUnderstood(
            "It is not known from which address patients can install this program.",
            Next("ivig-prep handout --package https://clinic.example/ivig_prep-0.1.0-py3-none-any.whl"),
        )
    return address
