"""Changes to what a person told us: checked as a whole, then saved, then said back."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from ivig_prep.actions.sheet import nearest
from ivig_prep.core.dates import say_date
from ivig_prep.core.day.phases import Infusion
from ivig_prep.core.person import Value, parse_setting, setting, with_changes
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
    another one. The number of days carries over from the last infusion.
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
    if before and after:
        env.store.change_infusion(after, env.now())
    elif after:
        env.store.add_infusion(after, env.now())
    elif before:
        env.store.remove_infusion(before, env.now())
