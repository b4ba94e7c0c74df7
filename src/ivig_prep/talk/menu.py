"""The numbered menu of bare `ivig-prep`."""

from ivig_prep.env import Env
from ivig_prep.pages import menu as menu_pages
from ivig_prep.pages import shared
from ivig_prep.talk.ask import pick


def pick_command(env: Env) -> str | None:
    """Let a command be picked by number and return its name; None where the person stops."""
    env.say(menu_pages.choices())
    picked = pick(env, shared.PICK_OR_STOP, len(menu_pages.MENU))
    return menu_pages.MENU[picked - 1][0] if isinstance(picked, int) else None
