"""Changes to what a person told us: checked as a whole, then saved, then said back."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from ivig_prep.actions.sheet import nearest, took_place
from ivig_prep.core.dates import say_date
from ivig_prep.core.day.phases import Infusion, ListKey
from ivig_prep.core.day.walk import TOOK_PLACE, Reply
from ivig_prep.core.setup import Value, parse_setting, setting, with_changes
from ivig_prep.env import Env
from ivig_prep.errors import Next, NotUnderstood

Settle = Callable[[str, Callable[[str], Any]], Any]
"""What reads a typed text with a parser, and asks back what that parser reads in several ways."""


def parse_changes(env: Env, typed: Mapping[str, str], settle: Settle) -> tuple[dict[str, Value], dict[str, object]]:
    """Return checked settings and checked visit fields. Raises NotUnderstood; nothing is saved."""
    person = env.person()
    now = {name: getattr(person, name, ()) for name in typed}
    parsers = {name: partial(parse_setting, name, today=env.today, now=now[name]) for name in typed}
    read = {name: settle(text, parsers[name]) for name, text in typed.items()}
    settings = {name: value for name, value in read.items() if not setting(name).of_visit}
    visit = {name: value for name, value in read.items() if setting(name).of_visit}
    return with_changes(person, settings), visit


Plan = tuple[Infusion | None, Infusion | None]
"""An infusion as it is, and as it will be; either may be None."""


def plan_visit(env: Env, changes: Mapping[str, Any], *, new: bool, current: Infusion | None = None) -> Plan:
    """Return what will become of the infusion to come (or of `current`). Raises NotUnderstood.

    Until its last day has passed a new date moves the infusion; afterwards, or where `new`, it is
    another one. The number of days carries over from the last infusion. A day that was taken away comes back
    as it was, with what was answered for it.
    """
    before, after = _planned(env, changes, new=new, current=current)
    other = env.store.overlapping(after) if after else None
    if other:
        raise NotUnderstood(
            f"An infusion is already set for {say_date(other.date)}.", "Give another date, or take that one away first."
        )
    return before, after


def _planned(env: Env, changes: Mapping[str, Any], *, new: bool, current: Infusion | None) -> Plan:
    past, coming = nearest(env, env.today())
    coming = current or coming
    if new and not changes.get("date"):
        raise NotUnderstood("A new infusion needs its date.", Next("ivig-prep setup --new --date 2026-12-02"))
    if coming and not new:
        return coming, _moved(coming, changes)
    if changes.get("date"):
        former = env.store.taken_away(changes["date"])
        if former:
            return None, former._replace(**changes)
        days = (past or coming or Infusion(0, env.today())).days
        return None, Infusion(0, **{"days": days, **changes})
    if "date" in changes:
        return None, None
    raise NotUnderstood("No infusion is coming, so there is no day to change.", "Give its date too, with --date.")


def _moved(coming: Infusion, changes: Mapping[str, Any]) -> Infusion | None:
    if "date" in changes and changes["date"] is None:
        return None
    changed = coming._replace(**changes)
    return changed._replace(moves=coming.moves + 1) if changed.date != coming.date else changed


def save_visit(env: Env, before: Infusion | None, after: Infusion | None) -> None:
    """Save what `plan_visit` planned."""
    if after and after.id:
        env.store.change_infusion(after, env.now())
    elif after:
        env.store.add_infusion(after, env.now())
    elif before:
        env.store.remove_infusion(before, env.now())


# Whether an infusion took place


def unconfirmed(env: Env) -> Infusion | None:
    """Return the infusion last past, where nobody said yet whether it took place."""
    past, _ = nearest(env, env.today())
    return past if past and not took_place(env, past) else None


def unsettled(env: Env, day: object) -> Infusion | None:
    """Return an infusion that is past and unconfirmed, where a new date may be the next one or its right one."""
    past = unconfirmed(env)
    is_open = past is not None and day not in (None, past.date) and nearest(env, env.today())[1] is None
    return past if is_open else None


def cancelled_one(env: Env) -> Infusion:
    """Return the infusion that did not take place: one past and unconfirmed, else the one to come, else the last.

    Raises NotUnderstood where there is none, or where the log says that it took place.
    """
    past, coming = nearest(env, env.today())
    found = unconfirmed(env) or coming or past
    if found is None:
        raise NotUnderstood("No infusion date is set, so there is nothing to cancel.", Next("ivig-prep setup"))
    if env.store.is_in_log(found):
        raise NotUnderstood(
            f"The infusion on {say_date(found.date)} is in your log, so it took place.", Next("ivig-prep log --list")
        )
    return found


def confirm(env: Env, infusion: Infusion) -> None:
    """Save that an infusion took place."""
    env.store.add_reply(ListKey(infusion.id, infusion.moves, TOOK_PLACE, ""), Reply(TOOK_PLACE, "yes"), env.now())
