"""Bare `ivig-prep`: where you stand, and a short menu."""

from ivig_prep.actions.alarm import urgent_notice
from ivig_prep.actions.sheet import open_aloud
from ivig_prep.core.answers import picked_number, tidy
from ivig_prep.env import Env
from ivig_prep.pages import menu as menu_pages
from ivig_prep.pages import shared

MENU = (
    ("today", "What to do now, step by step"),
    ("unwell", "What to do if you feel unwell"),
    ("drink", "Write down one cup you drank"),
    ("log", "Write down an infusion"),
    ("feel", "How you feel today"),
    ("report", "One page for your nurse or doctor"),
    ("print", "The checklist on paper or phone"),
    ("learn", "Short answers about IVIg"),
    ("setup", "Your date, phone numbers, fluids, and what fits you"),
)


def run(env: Env) -> str | None:
    """Say where the person stands; on a terminal let them pick a command by number and return its name."""
    sheet = open_aloud(env, env.today).sheet
    env.say((*menu_pages.standing(sheet), *shared.others(env.other_people())))
    if not env.can_ask:
        return None
    titles = tuple(title for _, title in MENU)
    env.say((*shared.heading("What would you like to do?"), *shared.choices(titles)))
    while True:
        typed = env.ask("Type a number, or press Enter to stop: ")
        picked = picked_number(typed or "", len(MENU))
        if picked:
            return MENU[picked - 1][0]
        if typed is None or tidy(typed) in ("", "q", "quit", "b", "back"):
            return None
        env.say((*shared.not_on_the_list(typed), *urgent_notice(env, [typed])))
