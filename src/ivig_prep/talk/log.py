"""The guided log: one question after the other about an infusion; each can be skipped, and each answer is saved."""

from datetime import date
from functools import partial

from ivig_prep.actions.alarm import urgent_notice
from ivig_prep.actions.entries import brand_notice, last_time, parse_detail, save_fields
from ivig_prep.core.answers import Move, is_no, is_yes, tidy
from ivig_prep.core.diary.entries import DETAILS, Detail, Treatment
from ivig_prep.env import Env
from ivig_prep.pages import log as log_pages
from ivig_prep.pages import shared
from ivig_prep.talk.ask import Again, question
from ivig_prep.talk.settle import settle


def guide(env: Env, day: date) -> None:
    """Ask for one thing after the other until all are asked or the person stops; then say what is written down."""
    env.say(log_pages.day_heading(day))
    at = 0
    while at < len(DETAILS):
        moved = _ask(env, day, DETAILS[at])
        if moved is Move.QUIT:
            break
        at = max(at - 1, 0) if moved is Move.BACK else at + 1
    _say_entry(env, env.store.treatment(day))


def _say_entry(env: Env, entry: Treatment | None) -> None:
    if entry is None:
        env.say(log_pages.nothing_written())
        return
    own = (*(reaction.words for reaction in entry.reactions), entry.notes or "", entry.helped or "")
    env.say((*log_pages.saved(entry), *urgent_notice(env, own)))


def _ask(env: Env, day: date, detail: Detail) -> Move | None:
    """Ask for one thing until it is answered or skipped. Return a move where one is asked for."""
    now = log_pages.value_words(env.store.treatment(day) or Treatment(day), detail)
    before = last_time(env, day, detail.name) if detail.is_offered and not now else None
    offered = log_pages.value_words(before, detail) if before else ""
    why = shared.say(env.library.checklist.words.why_log)

    def read(typed: str) -> bool | Again:
        if is_no(typed) or tidy(typed) == "none":
            return False
        if is_yes(typed) and not offered:
            return Again(log_pages.ask_for_words())
        _save(env, day, detail, offered if is_yes(typed) else typed)
        return True

    env.say(log_pages.asked(detail, now, offered))
    answer = question(env, log_pages.prompt(detail), read, keys=log_pages.KEYS, why=why)
    while answer is True and detail.is_listed:
        env.say(log_pages.another())
        answer = question(env, log_pages.prompt(detail), read, keys=log_pages.KEYS, why=why)
    return answer if isinstance(answer, Move) else None


def _save(env: Env, day: date, detail: Detail, typed: str) -> None:
    """Check and save one answer. Raises NotUnderstood, and Stopped where a question back is stopped."""
    value = settle(env, typed, partial(parse_detail, env, detail.name))
    single = {} if detail.is_listed else {detail.name: value}
    entry = save_fields(env, day, single, [(detail.name, value)] if detail.is_listed else [])
    if detail.name == "brand":
        env.say(brand_notice(env, entry))


def ask_for(env: Env, day: date, name: str) -> Move | None:
    """Ask for one thing of the log by its name. Return a move where one is asked for."""
    return _ask(env, day, next(detail for detail in DETAILS if detail.name == name))
