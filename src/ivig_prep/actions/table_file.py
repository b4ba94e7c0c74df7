"""Bringing the table of a diary back into the record: read and checked as a whole, then saved as one entry."""

from datetime import date
from typing import Any

from ivig_prep.core.diary.entries import SINGLE, Score, Treatment
from ivig_prep.core.diary.table import Plan, Table, read
from ivig_prep.env import Env
from ivig_prep.errors import CannotRead
from ivig_prep.world import inbox

MOST_BYTES = 100_000_000
"""A diary of many years with long notes is larger than any other file that is read, and has to come back whole."""
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def plan(env: Env, path: str) -> Plan:
    """Return what the file would change. Raises Problem; nothing is saved."""
    table = read(_text(path), env.today())
    days = {entry.date: entry for entry in env.store.treatments()}
    scored = {score.day: score for score in env.store.scores()}
    changed = [entry for entry in table.entries if entry.date in days and _adds(entry, days[entry.date])]
    rescored = [score for score in table.scores if score.day in scored and _merged(score, scored) != scored[score.day]]
    return Plan(
        Table(
            tuple(entry for entry in table.entries if entry.date not in days),
            tuple(score for score in table.scores if score.day not in scored),
        ),
        Table(tuple(changed), tuple(rescored)),
        table,
    )


def save(env: Env, planned: Plan) -> None:
    """Save all of it as one entry. What a cell leaves empty stays as it is."""
    scored = {score.day: score for score in env.store.scores()}
    with env.store.together():
        for entry in (*planned.new.entries, *planned.changed.entries):
            env.store.save_treatment(entry.date, _said(entry), env.now(), _listed(entry))
        for score in (*planned.new.scores, *planned.changed.scores):
            env.store.save_score(_merged(score, scored), env.now())


def _text(path: str) -> str:
    raw = inbox.read(path, MOST_BYTES)
    try:
        return raw.decode(_MARKS.get(raw[:2], "utf-8-sig"))
    except UnicodeDecodeError as error:
        raise CannotRead(f"The file is not in UTF-8: {path}", "Save it again as CSV in UTF-8.") from error


def _said(entry: Treatment) -> dict[str, Any]:
    return {name: value for name in SINGLE if (value := getattr(entry, name)) is not None}


def _listed(entry: Treatment) -> list[tuple[str, Any]]:
    expiry = dict(entry.lot_expiry)
    return [
        *(("lots", (lot, expiry.get(lot))) for lot in entry.lots),
        *(("premeds", premed) for premed in entry.premeds),
        *(("reactions", reaction) for reaction in entry.reactions),
    ]


def _adds(entry: Treatment, known: Treatment) -> bool:
    """Say whether a day of a file has something that the diary does not have."""
    if any(getattr(known, name) != value for name, value in _said(entry).items()):
        return True
    lists = ("lots", "premeds", "reactions", "lot_expiry")
    return any(set(getattr(entry, name)) - set(getattr(known, name)) for name in lists)


def _merged(score: Score, scored: dict[date, Score]) -> Score:
    former = scored.get(score.day)
    return score._replace(note=score.note or (former.note if former else None))
