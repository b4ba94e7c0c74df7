"""What `today` does: the walk on a terminal, the whole list anywhere else."""

from ivig_prep.actions.sheet import OpenSheet, nearest, next_visit, open_aloud, took_place
from ivig_prep.core.page import Page
from ivig_prep.env import Env
from ivig_prep.pages import today as pages


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
    env.say((*pages.whole_list(opened.sheet), *_as_if_line(env), *_next_visit_line(env)))


def _as_if_line(env: Env) -> Page:
    past, _ = nearest(env, env.today())
    if past is None or took_place(env, past):
        return ()
    return pages.as_if(past)


def _next_visit_line(env: Env) -> Page:
    visit = next_visit(env)
    return pages.next_visit_line(visit[1], env.library.words.check_date) if visit else ()
