"""Bare `ivig-prep`: where you stand, and a short menu."""

from ivig_prep.actions.sheet import open_aloud
from ivig_prep.env import Env
from ivig_prep.pages import menu as menu_pages


def run(env: Env) -> str | None:
    """Say where the person stands; on a terminal let them pick a command by number and return its name."""
    sheet = open_aloud(env, env.today).sheet
    env.say((*menu_pages.standing(sheet), *menu_pages.others(env.other_people())))
    if not env.can_ask:
        return None
    from ivig_prep.talk.menu import pick_command  # late: all that asks, for a terminal alone

    return pick_command(env)
