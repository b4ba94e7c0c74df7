"""`ivig-prep handout`: one page for a clinic to give out."""

from typing import Annotated

from typer import Context, Option

from ivig_prep.actions.booklet import emergency_lines, made, notes, phones
from ivig_prep.actions.delivery import columns, deliver
from ivig_prep.core.handout import Handout, install_lines
from ivig_prep.env import Env
from ivig_prep.errors import NotUnderstood
from ivig_prep.faces import plain
from ivig_prep.pages import booklet as booklet_text
from ivig_prep.pages import handout as handout_words
from ivig_prep.world import origin

EXAMPLES = (
    ("ivig-prep handout --package https://clinic.example/ivig_prep-0.1.0-py3-none-any.whl", "from your own address"),
    ("ivig-prep handout --package ./ivig_prep-0.1.0-py3-none-any.whl --text -o -", "in words, here"),
)
START = "Open a terminal. Type one of these as one line, then press Enter. It needs the internet the first time."
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
    value = _handout(env, package or _installed_from())
    name = output or NAMES["text" if text else "html"]
    if text:
        content = plain.text(booklet_text.handout(value), columns(env, name, booklet_text.COLUMNS)).encode()
    else:
        from ivig_prep.faces import html  # late: Jinja, for pages alone

        content = html.handout(value).encode()
    deliver(env, content, name, force=force)


def _installed_from() -> str:
    address = origin.address()
    if address is None:
        raise NotUnderstood(
            "It is not known from which address patients can install this program.",
            "Type: ivig-prep handout --package https://clinic.example/ivig_prep-0.1.0-py3-none-any.whl",
        )
    return address


def _handout(env: Env, package: str) -> Handout:
    person = env.person_or_nobody()
    return Handout(
        handout_words.TITLE,
        env.library.clinic.clinic if env.library.clinic else None,
        handout_words.WHAT,
        START,
        install_lines(package),
        emergency_lines(env, person),
        tuple(sign.text for sign in env.library.emergency.signs),
        phones(env, person),
        env.library.checklist.words.to_unwell,
        (env.library.checklist.words.no_nurse, *notes(env)),
        made(env, dated=True),
    )
