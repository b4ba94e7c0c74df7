"""`today` on a terminal: the date first where there is none, then the walk, then what follows it."""

from functools import partial

from ivig_prep.actions.sheet import OpenSheet, nearest, next_visit, open_sheet
from ivig_prep.core.answers import is_no, is_yes, tidy
from ivig_prep.core.checklist import UNDATED_PHASES
from ivig_prep.env import Env
from ivig_prep.pages import setup as setup_pages
from ivig_prep.pages import shared
from ivig_prep.pages import today as today_pages
from ivig_prep.talk.ask import pick, question
from ivig_prep.talk.feel import offer_score
from ivig_prep.talk.setup import first_questions, interview, save_answer
from ivig_prep.talk.walk import walk


def guide(env: Env, opened: OpenSheet) -> None:
    """Walk through the list of the day. Without a date, ask for it first, or let the person pick a day."""
    picked = None
    if opened.sheet.place is None:
        if not _ask_for_date(env, opened):
            env.say(today_pages.stopped())
            return
        if nearest(env, env.today()) == (None, None):
            picked = _pick_phase(env)
            if picked is None:
                return
    reopen = partial(open_sheet, env, env.today(), picked)
    if walk(env, reopen):
        if offer_score(env):
            _offer_next_visit(env)
        env.say(today_pages.farewell(reopen().sheet))


def _ask_for_date(env: Env, opened: OpenSheet) -> bool:
    """Ask the questions of a first start, or only the date. Return False where the person stops."""
    env.say(shared.emergency(env.library.emergency, opened.sheet.person.emergency))
    if env.store.settings():
        return interview(env, first_questions(env)[:1])
    env.say(setup_pages.welcome())
    return interview(env, first_questions(env))


def _pick_phase(env: Env) -> str | None:
    """Let the person pick a day by number, where no date is set; None where they stop."""
    env.say(today_pages.which_list(env.library.checklist))
    picked = pick(env, shared.PICK_OR_STOP, len(UNDATED_PHASES))
    return UNDATED_PHASES[picked - 1] if isinstance(picked, int) else None


def _offer_next_visit(env: Env) -> None:
    """Offer the next date after the walk; only a clear yes, or a date typed, saves one."""
    while visit := next_visit(env):
        day = visit[1].isoformat()

        def read(typed: str, day: str = day) -> bool:
            if not is_no(typed):
                save_answer(env, "date", day if is_yes(typed) else tidy(typed))
            return not is_no(typed)

        if question(env, today_pages.next_visit(visit[1]), read) is not True:
            return
