"""Changes to what a person told us: checked as a whole, then saved, then said back."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from ivig_prep.actions.sheet import nearest
from ivig_prep.core.dates import check_near, parse_date, say_date
from ivig_prep.core.day.phases import Infusion
from ivig_prep.core.person import Value, parse_days, parse_setting, with_changes
from ivig_prep.core.times import parse_time
from ivig_prep.env import Env
from ivig_prep.errors import NotUnderstood

VISIT_FIELDS = ("date", "days", "time")


Settle = Callable[[str, Callable[[str], Any]], Any]
"""What reads a typed text with a parser, and asks back what that parser reads in several ways."""


def parse_changes(env: Env, typed: Mapping[str, str], settle: Settle) -> tuple[dict[str, Value], dict[str, object]]:
    """Return checked settings and checked visit fields. Raises NotUnderstood; nothing is saved."""
    person, today = env.person(), env.today()
    settings: dict[str, Value] = {}
    visit: dict[str, object] = {}
    for name, text in typed.items():
        if name in VISIT_FIELDS:
            visit[name] = settle(text, partial(parse_visit, name, today=today))
        else:
            settings[name] = settle(text, partial(parse_setting, name, fits=person.fits))
    return with_changes(person, settings), visit


def parse_visit(name: str, typed: str, today: date) -> object:
    """Return a checked date, number of days or time; the word `none` clears. Raises NotUnderstood."""
    if typed.strip().lower() == "none":
        return 1 if name == "days" else None
    if name == "date":
        return check_near(parse_date(typed, today), today)
    return parse_days(typed) if name == "days" else parse_time(typed)


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
        raise NotUnderstood("A new infusion needs its date.", "Type: ivig-prep setup --new --date 2026-12-02")
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
