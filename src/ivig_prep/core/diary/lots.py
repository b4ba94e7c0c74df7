"""Lot numbers: read from a sticker by tired eyes, so letters and digits that look alike are kept apart with care."""

import re
import unicodedata
from datetime import date, timedelta

from ivig_prep.core.dates import MONTHS
from ivig_prep.core.diary.entries import check_text
from ivig_prep.core.doubts import Reading, TwoReadings
from ivig_prep.core.typed_dates import parse_date
from ivig_prep.errors import NotUnderstood

MOST_LOT = 100
MOST_PARTS = 2
"""The most words of one lot among several on a line: `A-123 b` is one, and a sentence is none."""
LEAST_PART = 3
"""The fewest characters of a part of a line that is looked for as a lot of its own."""
_PREFIX = (
    r"(?i)^\s*(?:(?:lot|batch|charge|ch\.-b|lote)(?:\s*(?:number|numbers|no|nr|num)\b)?(?:\s*[.:#=-]\s*|\s+)+"
    r"|\(10\)\s*|[:#]\s*)"
)
"""What stands before the number on stickers and in letters: `Lot A123`, `LOT:A123`, `Batch no. A123`, `(10)A123`."""
_ALIKE = str.maketrans({"o": "0", "q": "0", "i": "1", "l": "1", "|": "1", "s": "5", "b": "8", "z": "2"})
_NAMED = {"0": "zero", "O": "letter O", "o": "letter o", "1": "one", "I": "letter I", "i": "letter i", "l": "letter l"}
_NAMED |= {
    "-": "dash",
    " ": "space",
    "/": "slash",
    ".": "point",
    ",": "comma",
    "S": "letter S",
    "5": "five",
    "B": "letter B",
    "8": "eight",
}


_EXPIRES = (
    r"(?:exp(?:iry|ires|iration)?|use by|use before|best before|best by|valid until|good until|caduca)"
    r"(?: date)?(?:[.:\s]+|(?=\d{1,4}[-/.]\d))(?=.*\d)"
)
_IS_EXPIRY = rf"(?i)[(\[]?{_EXPIRES}"
_EXPIRY = rf"(?i)[\s,;(\[]+{_EXPIRES}"
"""What stands between a lot and its expiry where both are typed on one line."""
_BETWEEN_LOTS = r"[,;\n]+|\s+(?:and|&|\+)\s+"
_MONTH_NAMES = "|".join(name[:3].lower() for name in MONTHS)
_MONTHS = (r"(?P<year>\d{4})[-/. ]?(?P<month>0[1-9]|1[0-2])", r"(?P<month>0?[1-9]|1[0-2])[-/. ](?P<year>\d{4}|\d{2})")
_NAMED_MONTHS = (
    rf"(?P<name>{_MONTH_NAMES})[a-z]*[-/. ]*(?P<year>\d{{4}})",
    rf"(?P<year>\d{{4}})[-/. ]*(?P<name>{_MONTH_NAMES})[a-z]*",
)
_ISO = r"\d{4}-\d{2}-\d{2}"

Lot = tuple[str, str | None]
"""A lot as typed, and its expiry as an ISO date where it is known."""


def parse_lot_line(typed: str, today: date) -> Lot:
    """Return a lot, with the expiry that may stand beside it: `A123, exp 2027-03`. Raises NotUnderstood."""
    found = re.search(_EXPIRY, f" {typed}")
    if found and found.start() == 0:
        raise NotUnderstood("That is an expiry, without its lot.", "Write both on one line: A123, exp 03/2027.")
    found = re.search(_EXPIRY, typed)
    if found is None:
        return parse_lot(typed), None
    lot = parse_lot(typed[: found.start()])
    try:
        return lot, parse_expiry(typed[found.end() :].rstrip(" .)]"), today)
    except TwoReadings as problem:  # what is picked is read again, so it names the lot too
        readings = tuple(Reading(f"{lot}, exp {each.typed}", each.said) for each in problem.readings)
        raise TwoReadings(problem.sentence, problem.next_step, readings) from problem


def lots_of_line(typed: str) -> tuple[str, ...]:
    """Return the lots that are typed on one line, each with its expiry: `A123 exp 03/2027, A124 exp 04/2027`.

    A line of which a part is no lot, such as `A123, the blue box`, stays whole.
    """
    lots: list[str] = []
    for part in filter(None, map(str.strip, re.split(_BETWEEN_LOTS, typed))):
        if lots and (re.match(_IS_EXPIRY, part) or _is_year_of(lots[-1], part)):
            lots[-1] += f", {part}"
        elif lots and _is_month(part):
            lots[-1] += f", exp {part}"
        else:
            lots.append(part)
    if len(lots) == 1 and re.search(_EXPIRY, lots[0]):
        return (lots[0],)
    return tuple(lots) if len(lots) > 1 and all(map(_is_lot_like, lots)) else (typed,)


def _is_year_of(lot: str, part: str) -> bool:
    """Say whether a part is the year of an expiry that a comma cut off, as in `exp March 31, 2027`."""
    found = re.search(_EXPIRY, lot)
    return bool(found and re.fullmatch(r"\d{4}", part) and not re.search(r"\d{4}", lot[found.end() :]))


def _is_month(part: str) -> bool:
    """Say whether a part can only be an expiry: a month with its year, or a date. Digits alone may be a lot."""
    text = part.lower().strip(" .()[]")
    return not text.isdigit() and any(re.fullmatch(form, text) for form in (*_MONTHS, *_NAMED_MONTHS, _ISO))


def _is_lot_like(lot: str) -> bool:
    """Say whether a text may be a lot: two words at most, with a digit among its letters."""
    number = without_prefix(re.split(_EXPIRY, lot)[0])
    return any(map(str.isdigit, number)) and len(number.split()) <= MOST_PARTS


def parse_expiry(typed: str, today: date) -> str:
    """Return an expiry as an ISO date: a month holds to its last day. Raises NotUnderstood."""
    text = " ".join(typed.lower().replace(",", " ").split())
    for pattern in (*_MONTHS, *_NAMED_MONTHS):
        if found := re.fullmatch(pattern, text):
            parts = found.groupdict()
            names = [name[:3].lower() for name in MONTHS]
            month = int(parts["month"]) if "month" in parts else names.index(parts["name"]) + 1
            return _last_day(int(parts["year"]), month).isoformat()
    if not re.search(r"\d{4}", text):
        raise NotUnderstood(f'"{typed[:40]}" is not an expiry date with its year.', HOW_EXPIRY)
    return parse_date(text, today).isoformat()


HOW_EXPIRY = "Write it as on the sticker, such as 2027-03-31, or 03/2027."


def _last_day(year: int, month: int) -> date:
    year += 2000 if year < 100 else 0
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def parse_lot(typed: str) -> str:
    """Return a lot number as typed, trimmed. Raises NotUnderstood."""
    lot = check_text(typed).strip()
    if not lot_key(lot):
        raise NotUnderstood("A lot number is missing.", "Copy it from the bottle or the sticker.")
    if len(lot) > MOST_LOT:
        raise NotUnderstood(f"That lot number has more than {MOST_LOT} characters.", "Copy it from the bottle.")
    return lot


def lot_key(lot: str) -> str:
    """Return what tells one lot from another: its letters and digits, whatever their case and width.

    A word before the number, such as Lot, is no part of it.
    """
    plain = unicodedata.normalize("NFKC", lot)
    return letters(re.sub(_PREFIX, "", plain)) or letters(plain)


def parts_of(lot: str) -> tuple[str, ...]:
    """Return the parts of a lot, each of letters and digits alone: `c9` and `new` of `C9 (new)`."""
    return tuple(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", lot).casefold()))


def letters(text: str) -> str:
    """Return the letters and digits of a text, case folded."""
    return "".join(character for character in text.casefold() if character.isalnum())


def look(key: str) -> str:
    """Return how a key looks: O like 0, I and l like 1, S like 5, B like 8."""
    return key.translate(_ALIKE)


def spell(lot: str) -> str:
    """Say a lot letter by letter: `A, one, two, dash, letter O`."""
    return ", ".join(_NAMED.get(character, character) for character in unicodedata.normalize("NFKC", lot))


def without_prefix(lot: str) -> str:
    """Return a lot without a word such as Lot before it."""
    return re.sub(_PREFIX, "", lot) or lot


def split_lots(typed: str) -> tuple[str, ...]:
    """Return the lots of one line: with commas, semicolons or `and` between them, each by itself."""
    parts = re.split(_BETWEEN_LOTS, typed)
    return tuple(part.strip() for part in parts if letters(part)) or (typed,)


def is_new_brand(brand: str | None, before: str | None) -> bool:
    """Say whether a brand differs from the one of last time, where both are known."""
    return bool(brand and before) and lot_key(brand or "") != lot_key(before or "")
