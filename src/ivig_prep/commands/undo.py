"""`ivig-prep undo`: take back the last thing that was saved."""

from typing import Annotated

from typer import Context, Option

from ivig_prep.env import Env
from ivig_prep.errors import Next
from ivig_prep.pages import shared
from ivig_prep.pages import undo as undo_pages
from ivig_prep.talk.undo import is_sure

EXAMPLES = (
    ("ivig-prep undo", "see what it was, then type y"),
    ("ivig-prep undo --yes", "take it back without asking"),
)


def run(
    ctx: Context, *, yes: Annotated[bool, Option("--yes", help="take it back without asking; it is shown")] = False
) -> None:
    """Take back the last thing that was saved, after showing it."""
    env: Env = ctx.obj
    changed = env.store.last_change()
    if not changed:
        env.say(undo_pages.nothing())
        return
    env.say(undo_pages.would_take_back(changed, env.library.checklist))
    if not yes and not env.can_ask:
        env.need_answer("Say yes to take it back.", Next("ivig-prep undo --yes"))
    if not yes and not is_sure(env):
        env.say(shared.say("Nothing was changed."))
        return
    env.store.undo(env.now())
    env.say(shared.say("Taken back."))
