"""The chain of visits that calendar files hold: what the last file had, and what the next one says of it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from ivig_prep.actions.sheet import nearest
from ivig_prep.core.day.phases import Infusion
from ivig_prep.core.day.visits import Visit, cancelled, guesses_kept, in_sequence, planned
from ivig_prep.env import Env

SETTING = "calendar"
"""Where the visits of the last file are kept, by the id of their infusion."""


def known_visits(env: Env) -> tuple[Infusion, ...]:
    """Return the infusions to come, the next one first."""
    found: list[Infusion] = []
    _, coming = nearest(env, env.today())
    while coming:
        found.append(coming)
        coming = env.store.next_infusion(coming.last_day)
    return tuple(found)


def visits_to_write(env: Env, known: tuple[Infusion, ...], count: int | None) -> tuple[Visit, ...]:
    """Return the visits of the next file, those that it takes out last.

    `count` visits follow the first; where it is None, the guesses of the last file are kept up with what is known.
    """
    written, every = _written(env), env.person().every
    kept = len(known) - 1 + guesses_kept(written, known) if every else 0
    visits = planned(known, every, kept if count is None else count, env.store.last_infusion_id() + 1) if known else ()
    out = cancelled(written, visits, env.store.taken_away_ids(), env.today())
    return tuple(_stamped(env, visit, written) for visit in (*visits, *out))


def keep_written(env: Env, visits: tuple[Visit, ...]) -> None:
    """Keep what a file has said, so that the next one can follow from it."""
    written = {**_written(env), **{visit.infusion.id: visit for visit in visits}}
    if written != _written(env):
        saved = {str(key): _plain(visit) for key, visit in written.items()}
        env.store.save_settings({SETTING: saved}, env.now(), entered=False)


def _stamped(env: Env, visit: Visit, written: Mapping[int, Visit]) -> Visit:
    before = written.get(visit.infusion.id)
    changes, changed_at = env.store.history_of(visit.infusion)
    now = changed_at or (before.changed_at if before and before.is_cancelled else env.now().isoformat())
    return in_sequence(visit._replace(sequence=changes, changed_at=now), before)


def _plain(visit: Visit) -> dict[str, Any]:
    infusion = visit.infusion
    return {**visit._asdict(), "infusion": [infusion.date.isoformat(), infusion.days, infusion.time, infusion.moves]}


def _written(env: Env) -> dict[int, Visit]:
    """Return the visits of the last file; what another version kept otherwise is passed over."""
    found: dict[int, Visit] = {}
    saved = env.store.settings().get(SETTING)
    for key, value in saved.items() if isinstance(saved, dict) else ():
        try:
            date, days, time, moves = value["infusion"]
            infusion = Infusion(int(key), dt.date.fromisoformat(date), days, time, moves)
            found[int(key)] = Visit(**{**value, "infusion": infusion})
        except (TypeError, ValueError, KeyError):
            continue
    return found
