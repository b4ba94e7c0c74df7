"""What `today` does: the walk on a terminal, the whole list anywhere else."""

from ivig_prep.actions.sheet import OpenSheet, next_visit, open_aloud
from ivig_prep.core.page import Page
from ivig_prep.env import Env
from ivig_prep.pages import shared


def today(env: Env) -> None:
    """Go through today's list. Raises Problem."""
    opened = open_aloud(env, env.today)
    if not env.can_ask:
        show(env, opened)
        return
    from ivig_prep.talk.today import guide  # late: all that asks, for a terminal alone

    guide(env, opened)


def show(env: Env, opened: OpenSheet) -> None:
    """Show a whole list, asking nothing."""
    env.say((*shared.today(opened.sheet), *_next_visit_line(env)))


def _next_visit_line(env: Env) -> Page:
    visit = next_visit(env)
    return shared.next_visit_line(visit[1], env.library.checklist.words.check_date) if visit else ()
