"""The diary as a table for a spreadsheet: a row for each day, lot, pre-medicine, reaction and score; and read back.

What is read back is what was written, cell by cell, whatever a spreadsheet makes of it when it is opened.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from ivig_prep.core.diary.entries import (
    FollowUp,
    Reaction,
    Score,
    Treatment,
    check_text,
    parse_dose,
    parse_past_day,
    parse_severity,
    parse_words,
)
from ivig_prep.core.diary.lots import parse_expiry, parse_lot
from ivig_prep.core.text import control_in, without_controls
from ivig_prep.core.times import parse_time
from ivig_prep.errors import NotUnderstood

INFUSION, LOT, PREMED, REACTION, SCORE = KINDS = ("infusion", "lot", "premed", "reaction", "score")
COLUMNS = (
    *("kind", "date", "brand", "dose_grams", "site", "start", "end", "rate_start", "rate_top", "helped", "notes"),
    *("lot", "expiry", "premed", "reaction", "side_effect", "when", "severity", "after", "score", "note"),
)
_OF_KIND = {
    INFUSION: ("brand", "dose_grams", "site", "start", "end", "rate_start", "rate_top", "helped", "notes"),
    LOT: ("lot", "expiry"),
    PREMED: ("premed",),
    REACTION: ("reaction", "side_effect", "when", "severity", "helped", "after"),
    SCORE: ("score", "note"),
}
"""The columns that a row of each kind fills, besides kind and date."""
HOW = "Use a file that log --csv made. Add rows like the ones in it."

_RUNS = r"[=+\-@'\t\r\n\uff1d\uff0b\uff0d\uff20]"
"""What a spreadsheet may take for the beginning of a formula (OWASP, CSV injection), and the sign we put before it."""
_LOOKS_LIKE_A_NUMBER = r"(?=.*\d)[\d.,/:\s]*(?:[eE][-+]?\d+)?[\d.,/:\s-]*"
"""A text of digits and signs alone: a spreadsheet would make a number or a date of it, and lose its zeros."""
_APART = rf"(?<=[;\t])'*(?={_RUNS})"
"""Where a spreadsheet that separates cells by semicolons or tabs would begin a cell within ours."""

Row = Mapping[str, str]
"""The cells of one row, by column."""


class Table(NamedTuple):
    """What a file holds: days of infusions, and scores."""

    entries: tuple[Treatment, ...]
    scores: tuple[Score, ...]


class Plan(NamedTuple):
    """What a file would change: what is `new`, and what is there and would be `changed`. `whole` is all of the file."""

    new: Table
    changed: Table
    whole: Table

    @property
    def is_empty(self) -> bool:
        """Whether all of it is in the diary already."""
        return not any((*self.new, *self.changed))


# Writing


def rows(table: Table) -> Iterator[Row]:
    """Yield the rows of a table, oldest first: of each day its own row, then what is listed; then the scores."""
    for entry in sorted(table.entries, key=lambda entry: entry.date):
        yield from _of_entry(entry)
    for score in table.scores:
        yield _row(SCORE, score.day, score=str(score.score), note=score.note)


def _of_entry(entry: Treatment) -> Iterator[Row]:
    dose = repr(entry.dose_grams).removesuffix(".0") if entry.dose_grams is not None else None
    names = ("brand", "site", "start", "end", "rate_start", "rate_top", "helped", "notes")
    yield _row(INFUSION, entry.date, dose_grams=dose, **{name: getattr(entry, name) for name in names})
    expiry = dict(entry.lot_expiry)
    for lot in entry.lots:
        yield _row(LOT, entry.date, lot=lot, expiry=expiry.get(lot))
    for premed in entry.premeds:
        yield _row(PREMED, entry.date, premed=premed)
    for words, side_effect, when, severity, helped, after in entry.reactions:
        yield _row(
            REACTION,
            entry.date,
            reaction=words,
            side_effect=side_effect,
            when=when,
            severity=str(severity) if severity is not None else None,
            helped=helped,
            after="; ".join(f"{answer.hours} {answer.said}" for answer in after),
        )


def _row(kind: str, day: date, **cells: str | None) -> Row:
    return {"kind": kind, "date": day.isoformat(), **{name: cell or "" for name, cell in cells.items()}}


def shield(column: str, cell: str) -> str:
    """Return a cell that a spreadsheet shows as it is: nothing runs, and no zero of a lot is lost."""
    text = re.sub(_APART, lambda quotes: f"'{quotes[0]}", without_controls(cell))
    is_text = column in ("brand", "site", "rate_start", "rate_top", "helped", "notes", "lot", "premed", "note")
    if re.match(_RUNS, text) or ((is_text or column in ("reaction", "when")) and _is_number_like(text)):
        return f"'{text}"
    return text


def _is_number_like(text: str) -> bool:
    return bool(re.fullmatch(_LOOKS_LIKE_A_NUMBER, text))


def unshield(cell: str) -> str:
    """Return what a cell held before `shield`."""
    whole = cell[1:] if cell.startswith("'") else cell
    return re.sub(_APART, lambda quotes: quotes[0][1:], whole)


# Reading


def read(text: str, today: date) -> Table:
    """Return what a file holds. Raises NotUnderstood, with the row named, for anything that is not right in it."""
    lines = list(_lines(text))
    header = [name.strip().lower() for name in lines[0][1]] if lines else []
    if sorted(header) != sorted(COLUMNS):
        raise NotUnderstood(_wrong_columns(header), HOW)
    reader = _Reader(today)
    for number, cells in lines[1:]:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            raise NotUnderstood(f"Row {number} has {len(cells)} cells. It takes {len(header)}.", HOW)
        reader.add(number, {name: unshield(cell) for name, cell in zip(header, cells, strict=True)})
    return reader.table()


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows with their number as a spreadsheet counts them. Raises NotUnderstood for what is no table."""
    text = text.removeprefix("\ufeff")
    first = text.partition("\n")[0]
    between = max(",;\t", key=first.count)
    try:
        yield from enumerate(csv.reader(re.findall(r"[^\n]*\n|[^\n]+", text), delimiter=between, strict=True), 1)
    except csv.Error as error:
        raise NotUnderstood("That file is no table with commas.", HOW) from error


def _wrong_columns(header: list[str]) -> str:
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        return f"The first row does not name the columns of the diary. Missing: {', '.join(missing[:5])}."
    unknown = [name for name in header if name not in COLUMNS] or [n for n in header if header.count(n) > 1]
    return f"The first row has a column too many: {unknown[0][:40]}."


class _Reader:
    """Reads rows one after the other into days and scores."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._entries: dict[date, Treatment] = {}
        self._scores: dict[date, Score] = {}
        self._seen: dict[tuple[str, date], int] = {}

    def table(self) -> Table:
        """Return all that was read, newest days first."""
        entries = sorted(self._entries.values(), key=lambda entry: entry.date, reverse=True)
        return Table(tuple(entries), tuple(sorted(self._scores.values())))

    def add(self, number: int, cells: Row) -> None:
        """Take one row. Raises NotUnderstood."""
        try:
            self._add(number, cells)
        except NotUnderstood as problem:
            raise NotUnderstood(f"Row {number}: {problem.sentence}", problem.next_step) from problem

    def _add(self, number: int, cells: Row) -> None:
        kind = cells["kind"].strip().lower()
        if kind not in KINDS:
            raise NotUnderstood(f'"{kind[:40]}" is not a kind of row.', f"Write one of: {', '.join(KINDS)}.")
        _check_cells(kind, cells)
        day = parse_past_day(cells["date"], self._today)
        if kind in (INFUSION, SCORE):
            former = self._seen.setdefault((kind, day), number)
            if former != number:
                raise NotUnderstood(f"Row {former} has the same day.", "Keep one of them.")
        if kind == SCORE:
            self._scores[day] = Score(day, parse_severity(cells["score"]), cells["note"] or None)
            return
        entry = self._entries.get(day) or Treatment(day)
        self._entries[day] = _FILL[kind](entry, cells, self._today)


def _check_cells(kind: str, cells: Row) -> None:
    for name, cell in cells.items():
        if control := control_in(cell):
            raise NotUnderstood(f"There is a control character in {name}: {control}.", "Take it out.")
        if cell.strip() and name not in ("kind", "date", *_OF_KIND[kind]):
            raise NotUnderstood(f'A row of kind {kind} takes nothing in the column "{name}".', HOW)
        check_text(cell)


def _fill_infusion(entry: Treatment, cells: Row, _today: date) -> Treatment:
    words: dict[str, Any] = {name: cells[name] or None for name in _OF_KIND[INFUSION]}
    times = {name: parse_time(cells[name]) if cells[name].strip() else None for name in ("start", "end")}
    dose = parse_dose(cells["dose_grams"]) if cells["dose_grams"].strip() else None
    return entry._replace(**{**words, **times, "dose_grams": dose})


def _fill_lot(entry: Treatment, cells: Row, today: date) -> Treatment:
    lot = parse_lot(cells["lot"])
    expiry = parse_expiry(cells["expiry"], today) if cells["expiry"].strip() else None
    pairs = dict(entry.lot_expiry) | ({lot: expiry} if expiry else {})
    lots = entry.lots if lot in entry.lots else (*entry.lots, lot)
    return entry._replace(lots=lots, lot_expiry=tuple((one, pairs[one]) for one in lots if one in pairs))


def _fill_premed(entry: Treatment, cells: Row, _today: date) -> Treatment:
    premed = parse_words(cells["premed"])
    return entry if premed in entry.premeds else entry._replace(premeds=(*entry.premeds, premed))


def _fill_reaction(entry: Treatment, cells: Row, _today: date) -> Treatment:
    words = parse_words(cells["reaction"])
    side_effect = cells["side_effect"].strip() or None
    if side_effect and not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,59}", side_effect):
        raise NotUnderstood(f'"{side_effect[:40]}" is not an id of a side effect.', "Leave that cell empty.")
    severity = parse_severity(cells["severity"]) if cells["severity"].strip() else None
    after = tuple(_follow_ups(cells["after"]))
    made = Reaction(words, side_effect, cells["when"] or None, severity, cells["helped"] or None, after)
    return entry if made in entry.reactions else entry._replace(reactions=(*entry.reactions, made))


def _follow_ups(cell: str) -> Iterator[FollowUp]:
    for part in filter(None, map(str.strip, cell.split(";"))):
        found = re.fullmatch(r"(\d{1,3}) (gone|same|worse)", part)
        if not found or not 1 <= int(found[1]) <= 1000:
            raise NotUnderstood(f'"{part[:40]}" is not an answer after some hours.', "Write it like 24 same; 48 gone.")
        yield FollowUp(int(found[1]), found[2])


_FILL = {INFUSION: _fill_infusion, LOT: _fill_lot, PREMED: _fill_premed, REACTION: _fill_reaction}
