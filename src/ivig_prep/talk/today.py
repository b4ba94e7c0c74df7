"""`today` on a terminal: the date first where there is none, then the walk, then what follows it."""

from functools import partial

from ivig_prep.actions.alarm import urgent_notice
from ivig_prep.actions.sheet import OpenSheet, nearest, next_visit, open_sheet
from ivig_prep.core.answers import is_yes, picked_number, tidy
from ivig_prep.core.checklist import UNDATED_PHASES
from ivig_prep.env import Env
from ivig_prep.errors import NotUnderstood
from ivig_prep.pages import setup as setup_pages
from ivig_prep.pages import shared
from ivig_prep.talk.feel import offer_score
from ivig_prep.talk.setup import first_questions, interview, save_answer
from ivig_prep.talk.walk import walk


def guide(env: Env, opened: OpenSheet) -> None:
    """Walk through the list of the day. Without a date, ask for it first, or let the person pick a day."""
    picked = None
    if opened.sheet.place is None:
        if not _ask_for_date(env, opened):
            env.say((*shared.say("Stopped. What you answered is saved."), shared.next_step("ivig-prep today")))
            return
        if nearest(env, env.today()) == (None, None):
            picked = _pick_phase(env)
            if picked is None:
                return
    reopen = partial(open_sheet, env, env.today(), picked)
    if walk(env, reopen):
        if offer_score(env):
            _offer_next_visit(env)
        env.say(shared.farewell(reopen().sheet))


def _ask_for_date(env: Env, opened: OpenSheet) -> bool:
    """Ask the questions of a first start, or only the date. Return False where the person stops."""
    env.say(shared.emergency(env.library.emergency, opened.sheet.person.emergency))
    if env.store.settings():
        return interview(env, first_questions(env)[:1])
    env.say(setup_pages.welcome())
    return interview(env, first_questions(env))


def _pick_phase(env: Env) -> str | None:
    """Let the person pick a day by number, where no date is set; None where they stop."""
    titles = tuple(env.library.checklist.phase(phase).title for phase in UNDATED_PHASES)
    env.say((*shared.heading("No date is set. Which list do you want?"), *shared.choices(titles)))
    while True:
        typed = env.ask("Type a number, or press Enter to stop: ")
        picked = picked_number(typed or "", len(titles))
        if picked:
            return UNDATED_PHASES[picked - 1]
        if typed is None or tidy(typed) in ("", "q", "quit"):
            return None
        env.say((*shared.not_on_the_list(typed), *urgent_notice(env, [typed])))


def _offer_next_visit(env: Env) -> None:
    """Offer the next date after the walk; only a clear yes, or a date typed, saves one."""
    visit = next_visit(env)
    while visit:
        env.say(shared.next_visit_question(visit[1]))
        typed = tidy(env.ask("y = save this date, Enter = not now, or type the right date: ") or "")
        if typed in ("", "n", "no", "q", "quit", "b", "back"):
            return
        try:
            save_answer(env, "date", visit[1].isoformat() if is_yes(typed) else typed)
        except NotUnderstood as problem:
            env.say(shared.say(problem.sentence, problem.next_step))
        visit = next_visit(env)
