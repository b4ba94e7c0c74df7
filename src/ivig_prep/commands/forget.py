"""`ivig-prep forget`: delete what this program saved."""

import os
from typing import Annotated

from typer import Context, Option

from ivig_prep.env import Env
from ivig_prep.errors import Next, Problem, RecordBusy
from ivig_prep.pages import forget as forget_pages
from ivig_prep.talk.forget import is_sure

EXAMPLES = (
    ("ivig-prep forget", "asks first; only the word yes deletes"),
    ("ivig-prep forget --everyone", "also the records of other people"),
)


def run(
    ctx: Context,
    *,
    everyone: Annotated[bool, Option("--everyone", help="all people on this computer")] = False,
    yes: Annotated[bool, Option("--yes", help="delete without asking")] = False,
) -> None:
    """Delete what this program saved."""
    env: Env = ctx.obj
    files = _written_elsewhere(env, everyone=everyone)
    env.say(forget_pages.what(env.folder_of(everyone=everyone), files, everyone=everyone))
    if not yes:
        if not env.can_ask:
            env.need_answer(
                "Deleting needs your yes.", Next(f"ivig-prep forget{' --everyone' if everyone else ''} --yes")
            )
        if not is_sure(env):
            return
    env.forget(everyone=everyone)
    env.say(forget_pages.done())


def _written_elsewhere(env: Env, *, everyone: bool) -> tuple[str, ...]:
    """Return the files written elsewhere; a record that cannot be read names none."""
    found: list[str] = []
    for store in env.stores(everyone=everyone):
        try:
            found += store.files()
        except RecordBusy:
            raise  # another window is open: what it writes now could not be listed, nor deleted
        except Problem:
            env.warn("A record could not be read, so the files it wrote elsewhere are not listed.")
    return tuple(path for path in dict.fromkeys(found) if os.path.lexists(path))
