"""Writing into the diary: what was typed for one infusion, checked as a whole, then saved."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from ivig_prep.actions.sheet import nearest
from ivig_prep.core.diary.entries import (
    DETAILS,
    Reaction,
    Treatment,
    check_length,
    check_times,
    is_new_brand,
    parse_past_day,
)
from ivig_prep.core.page import Page
from ivig_prep.env import Env
from ivig_prep.pages import log as log_pages

NEW_BRAND_ADVICE = ("say-new-brand", "check-brand")
"""The checklist items whose words go with a new brand."""

_BY_NAME = {detail.name: detail for detail in DETAILS}


def parse_detail(env: Env, name: str, typed: str) -> Any:
    """Return the checked value of one thing the log keeps. Raises NotUnderstood."""
    return _BY_NAME[name].parse(typed, known_reactions(env))


def known_reactions(env: Env) -> Iterable[tuple[str, str]]:
    """Yield the ids of the side-effect list, each with every way to name it there."""
    for entry in env.library.side_effects.side_effects:
        yield from ((entry.id, said) for said in (entry.id, entry.label, *entry.synonyms))


def day_to_log(env: Env, typed: str | None) -> date:
    """Return the day an entry is for: the one typed, else today's or the last infusion, else today."""
    today = env.today()
    if typed is not None:
        return parse_past_day(typed, today)
    past, coming = nearest(env, today)
    if coming and coming.date <= today:
        return coming.date
    return past.date if past else today


def save_fields(env: Env, day: date, single: Mapping[str, Any], listed: Sequence[tuple[str, Any]]) -> Treatment:
    """Save checked fields of one infusion and return its entry. Raises NotUnderstood before anything is saved."""
    entry = env.store.treatment(day) or Treatment(day)
    check_times(entry._replace(**single))
    env.store.save_treatment(day, single, env.now(), listed)
    return env.store.treatment(day) or entry


def last_time(env: Env, day: date, name: str) -> Treatment | None:
    """Return the last infusion of the log before this day for which this field was written down."""
    return next((entry for entry in env.store.treatments() if entry.date < day and getattr(entry, name)), None)


def brand_notice(env: Env, entry: Treatment) -> Page:
    """Point out a brand that is not the one of last time."""
    before = last_time(env, entry.date, "brand")
    if before is None or not is_new_brand(entry.brand, before.brand):
        return ()
    items = {item.id: item for item in env.library.checklist.items}
    advice = (f"{items[key].text} {items[key].why}" for key in NEW_BRAND_ADVICE)
    return log_pages.new_brand(entry.brand or "", before.brand or "", advice)


def remember_symptom(env: Env, words: str, side_effect: str) -> None:
    """Write a symptom down as a reaction of the last infusion, or of today where none is known."""
    day = day_to_log(env, None)
    since = (env.today() - day).days
    when = "on the day" if since == 0 else f"{since} {'day' if since == 1 else 'days'} after"
    save_fields(env, day, {}, [("reactions", Reaction(check_length(words), side_effect, when))])
