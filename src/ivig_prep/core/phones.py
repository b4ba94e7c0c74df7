"""Phone numbers: one to a field, kept as people write them, and dialed as a phone does."""

import re

from ivig_prep.core.typed import clean, in_digits
from ivig_prep.errors import NotUnderstood

HOW = "Write it in digits, such as 555 0100."
MOST_SIGNS = 40
MOST_DIGITS = 18
"""An international number has up to 15 digits, and up to three more to leave the country."""

_CALL = r"^(?:call|dial|tel|telephone|phone|ph|mobile|mob|cell)(?:\.?:|\.| ) ?"
"""What a page writes before a number, and a paste brings along."""
_EXTENSION = r" ?,? ?(?:x|ext\.?|extension|#) ?[0-9]{1,6}$"
_NO_PHONE = r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,4}\.\d{1,2}|\d( \d)*"
"""Dates, amounts, and lists of single digits: what a person types one question too early or too late."""
_OF_NUMBERS = r"(?:[0-9+(). /,;&-]| or | and )+"
"""What one or several phone numbers are written with."""
_ALARMS = frozenset(("000", "110", "111", "112", "113", "115", "118", "119", "144", "911", "988", "999"))
"""Numbers so short that two of them look like one."""
_FREE_NUMBER = r"(?:(?:\+?1[ .-]?)?\(?8[0-9]{2}\)?|1?[38]00|0800)[ .-][0-9A-Za-z .-]+"
_WITH_LETTERS = rf"{_FREE_NUMBER}|(?:[0-9]{{3}}[ .-])?[0-9]{{3}}[ .-][A-Z]{{4}}"
"""Free numbers with a word for some of their digits, and numbers of the US that end in a word of four capitals."""
_LETTERS = ("abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz")
_KEYS = {letter: str(key) for key, letters in enumerate(_LETTERS, 2) for letter in letters}


def parse_phone(typed: str, *, least: int = 3) -> str:
    """Return the one phone number that was typed, as it was written, if it has at `least` so many digits.

    Raises NotUnderstood, also for two numbers.
    """
    number = re.sub(_CALL, "", _without_signs(clean(typed)), flags=re.IGNORECASE)
    main = re.sub(_EXTENSION, "", number, flags=re.IGNORECASE)
    if (alarm := _alarm(number)) is not None:
        return alarm
    if len(number) <= MOST_SIGNS and re.fullmatch(_OF_NUMBERS, main) and _has_two(main):
        raise NotUnderstood(f'"{number[:40]}" is more than one phone number.', "Write one number here.")
    if sum(map(str.isdigit, number)) > 5 and re.search("[^\\W\\d]", number) and not _is_one(main):
        raise NotUnderstood(
            f'"{number[:40]}" has more in it than a phone number.', "Write the number alone, in digits."
        )
    if len(number) > MOST_SIGNS or not least <= len(_digits(main)) <= MOST_DIGITS or not _is_one(main):
        raise NotUnderstood(f'"{number[:40]}" is not a phone number.', HOW)
    return number


def _without_signs(text: str) -> str:
    """Return a number without what stands around it: a picture of a phone before it, a full stop behind it."""
    return re.sub(r"^[^\w+(]+", "", text.rstrip(".,;! "))


def _alarm(number: str) -> str | None:
    """Return the number to call in an emergency that was typed digit by digit: `9-1-1`, `nine one one`."""
    text = in_digits(number)
    digits = re.sub("[ .-]", "", text)
    return digits if re.fullmatch(r"\d([ .-]\d){2}", text) and digits in _ALARMS else None


def _is_one(main: str) -> bool:
    if re.fullmatch(r"[0-9+()./ -]+", main):
        return not re.fullmatch(_NO_PHONE, main)
    return bool(re.fullmatch(_WITH_LETTERS, main)) and main[:3] not in _ALARMS and 7 <= len(dialed(main)) <= 12


def _has_two(main: str) -> bool:
    """Say whether two phone numbers were typed as one: `911/112`, `555 0100 / 555 0199`, `030 1234-0 / -100`."""
    parts = [part for part in re.split(r"[,;&]| or | and | (?=\+)", main) if _digits(part)]
    if len(parts) > 1:
        return all(len(_digits(part)) > 1 for part in parts)
    if "/" in main:
        before, _, behind = main.partition("/")
        return bool(_digits(before) and _digits(behind)) and not _is_area_code(before, behind)
    groups = re.findall("[0-9]+", main)
    halves = [part for part in re.split(r" -+ ", main) if _digits(part)]
    return (
        (len(groups) > 1 and _ALARMS.issuperset(groups))
        or (len(halves) > 1 and all(len(_digits(half)) > 5 for half in halves))
        or _is_twice_as_long(main, groups)
    )


def _is_area_code(before: str, behind: str) -> bool:
    """Say whether a slash stands between an area code and a number: `030/1234567`."""
    code = re.fullmatch(r"(?:\+[0-9]{1,3} ?)?\(?0?[0-9]{2,5}\)? ?", before)
    known = before.strip() not in _ALARMS and before.lstrip("( ")[:1] in ("0", "+")
    return bool(code and known and re.fullmatch(r" ?[0-9][0-9 -]{3,}", behind))


def _is_twice_as_long(main: str, groups: list[str]) -> bool:
    """Say whether the groups of digits of a number without a country are those of two: `555 0100 555 0199`."""
    half = len(groups) // 2
    shapes = [len(group) for group in groups]
    local = not main.lstrip("( ").startswith(("+", "00"))
    return local and len(groups) > 2 and shapes[:half] == shapes[half:] and sum(shapes[:half]) >= 7


def dialed(number: str) -> str:
    """Return what a phone dials: digits and a leading plus, letters as the digits of their keys.

    Left out: an extension, and the (0) of `+44 (0)20`.
    """
    main = re.sub(_EXTENSION, "", number.lower())
    plus = "+" if main.lstrip(" (").startswith("+") else ""
    return plus + _digits(main.replace("(0)", "") if plus else main)


def _digits(number: str) -> str:
    """Return the digits of a number, with those of its letters."""
    keys = (_KEYS.get(character, character) for character in number.lower())
    return "".join(character for character in keys if character.isdecimal() and character.isascii())
