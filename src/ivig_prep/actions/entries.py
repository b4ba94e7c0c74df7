"""Writing into the diary: what was typed for one infusion, checked as a whole, then saved."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from ivig_prep.actions.sheet import nearest
from ivig_prep.core.dates import say_date
from ivig_prep.core.diary.details import DETAILS, Around
from ivig_prep.core.diary.entries import Listed, Reaction, Treatment, check_text, parse_past_day
from ivig_prep.core.diary.lots import is_new_brand
from ivig_prep.core.diary.search import named
from ivig_prep.core.page import Page
from ivig_prep.env import Env
from ivig_prep.errors import Next, NotUnderstood
from ivig_prep.pages import log as log_pages

NEW_BRAND_ADVICE = ("say-new-brand", "check-brand")
"""The checklist items whose words go with a new brand."""

_BY_NAME = {detail.name: detail for detail in DETAILS}


def parse_detail(env: Env, name: str, typed: str) -> Any:
    """Return the checked value of one thing the log keeps. Raises NotUnderstood, and Unsure for a reaction."""
    return _BY_NAME[name].parse(typed, Around(tuple(known_reactions(env)), env.today()))


def split_detail(name: str, typed: str) -> tuple[str, ...]:
    """Return what is typed as one and names several, such as two lots, one by one."""
    return _BY_NAME[name].split(typed)


def known_reactions(env: Env) -> Iterable[tuple[str, str]]:
    """Yield the ids of the side-effect list, each with every way to name it there."""
    synonyms = env.library.synonyms
    for entry in env.library.side_effects.side_effects:
        yield from ((entry.id, said) for said in (entry.id, entry.label, *synonyms.get(entry.id, ())))


def day_to_log(env: Env, typed: str | None) -> date:
    """Return the day an entry is for: the one typed, else today during an infusion, else the last day of the last.

    A day to come that has an entry was written by a wrong clock, and can be set right.
    """
    if typed is not None:
        return parse_past_day(typed, env.today(), is_kept=lambda day: env.store.treatment(day) is not None)
    today = env.today()
    past, coming = nearest(env, today)
    if coming and coming.date <= today:
        return today
    return past.last_day if past else today


def save_fields(env: Env, day: date, single: Mapping[str, Any], listed: Sequence[tuple[str, Any]]) -> Treatment:
    """Save checked fields of one day and return its entry."""
    env.store.save_treatment(day, single, env.now(), listed)
    return env.store.treatment(day) or Treatment(day)


def find_to_remove(env: Env, text: str, day: date | None) -> tuple[Listed, ...]:
    """Return what a text names, of one day or of all, one of each day, newest first. Raises NotUnderstood."""
    found = named(env.store.listed(day), text)
    if not found:
        raise NotUnderstood(f'There is no "{text[:40]}" to take away.', Next("ivig-prep log --list"))
    by_day: dict[date | None, list[Listed]] = {}
    for one in found:
        by_day.setdefault(one.day, []).append(one)
    # Of a day the newest in the first list that has it: a lot before a reaction of the same name.
    picked = [[one for one in ones if one.name == ones[0].name][-1] for ones in by_day.values()]
    return tuple(sorted(picked, key=lambda one: one.day or date.max, reverse=True))


def all_questions(env: Env) -> list[Listed]:
    """Return every question for the next visit. Raises NotUnderstood where there is none."""
    found = [one for one in env.store.listed() if one.name == "questions"]
    if not found:
        raise NotUnderstood("There is no question to take away.", Next("ivig-prep report"))
    return found


def delete_entry(env: Env, day: date) -> Treatment:
    """Take the whole entry of a day away, and return what it was. Raises NotUnderstood where there is none."""
    entry = env.store.treatment(day)
    if entry is None:
        raise NotUnderstood(f"Your log has no entry for {say_date(day)}.", Next("ivig-prep log --list"))
    env.store.delete_treatment(day, env.now())
    return entry


def last_time(env: Env, day: date, name: str) -> Treatment | None:
    """Return the last infusion of the log before this day for which this field was written down."""
    return next((entry for entry in env.store.treatments() if entry.date < day and getattr(entry, name)), None)


def brand_notice(env: Env, entry: Treatment) -> Page:
    """Point out a brand that is not the one of last time."""
    before = last_time(env, entry.date, "brand")
    if before is None or not is_new_brand(entry.brand, before.brand):
        return ()
    items = {item.id: item for item in env.library.checklist.items}
    advice = (
        f"{items[key].text} {items[key].why}" for key in NEW_BRAND_ADVICE if key in items
    )  # a clinic may hide one
    return log_pages.new_brand(entry.brand or "", before.brand or "", advice)


def remember_symptom(env: Env, words: str, side_effect: str) -> None:
    """Write a symptom down as a reaction of the last infusion, or of today where none is known."""
    day = day_to_log(env, None)
    since = (env.today() - day).days
    when = "on the day" if since == 0 else f"{since} {'day' if since == 1 else 'days'} after"
    save_fields(env, day, {}, [("reactions", Reaction(check_text(words), side_effect, when))])
