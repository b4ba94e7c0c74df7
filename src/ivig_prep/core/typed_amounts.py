"""Amounts of fluid as people type them. Always whole millilitres."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from ivig_prep.core.amounts import CUP_ML, in_words
from ivig_prep.core.doubts import Reading, two_readings
from ivig_prep.core.typed import clean, in_digits, nearest
from ivig_prep.errors import NotUnderstood

MOST_IN_ONE_ENTRY_ML = 5000
HOW = "Write cups, such as 2, or an amount, such as 300ml or 1.5l."

_SPELLED = {
    "cup": ("cup", "cups", "glass", "glasses"),
    "ml": ("ml", "mls", "cc", "milliliter", "milliliters", "millilitre", "millilitres"),
    "cl": ("cl", "centiliter", "centiliters", "centilitre", "centilitres"),
    "dl": ("dl", "deciliter", "deciliters", "decilitre", "decilitres"),
    "liter": ("l", "lt", "ltr", "liter", "liters", "litre", "litres"),
    "oz": ("oz", "ozs", "ounce", "ounces", "floz"),
    "pint": ("pt", "pts", "pint", "pints"),
    "quart": ("qt", "qts", "quart", "quarts"),
}
_UNITS = {word: unit for unit, words in _SPELLED.items() for word in words}
_ML = {"cup": (CUP_ML,), "ml": (1,), "cl": (10,), "dl": (100,), "liter": (1000,), "oz": (29.5735, 28.4131)}
_ML_BY_COUNTRY = {**_ML, "pint": (473.176, 568.261), "quart": (946.353, 1136.523)}
"""How many ml a unit has: in the US, and in the UK where that is another number."""
_COUNTRIES = {"us": 0, "american": 0, "uk": 1, "british": 1, "imperial": 1}
_NAMES = ("US", "UK")
_SIMILAR = ("oz",)
"""Units that differ by so little (one part in 25) that the one of the US is taken unasked, and said back in ml."""

_FULL_OF = r"(?: of|(?<=[a-z])) (?:water|tea|coffee|juice|milk|soup|broth|squash|soda|lemonade)$"
_NUMBER = r"(?:[0-9]{1,2} )?[1-9]/[2-8]|[0-9]+(?:[.,' ][0-9]+)*"
_MOST_SIGNS = 9
_IN_WORDS = (
    (r"^(?:an? |1 )?half (?:of )?(?:an? )?", "1/2 "),
    (r"^3 quarters? (?:of )?(?:an? )?", "3/4 "),
    (r"^(?:an? |1 )?quarter (?:of )?(?:an? )?", "1/4 "),
    (r" and (?:an? |1 )?half\b", " 1/2"),
    (r" and (?=[1-3]/[2-4])", " "),
    (r"(?<=/[234]) (?:of )?an? ", " "),
    (r"^(?=[.,][0-9])", "0"),
    (r"^(?:an? )?couple (?:of )?", "2 "),
    (r"^an? ", "1 "),
    (r"^([a-z]+) (1/2)$", r"1 \2 \1"),
    (r"^([0-9]+) ([a-z ]+) (1/2)$", r"\1 \3 \2"),
)
"""How fractions are said in words, each with what is read in its place."""


class Way(NamedTuple):
    """One way to read an amount. Where it is not `sure` it is asked back, be it the only one; `why` says why."""

    ml: int
    said: str
    sure: bool = True
    why: str = ""


def parse_amount(typed: str, *, least: int = 1) -> int:
    """Return the amount in ml. A bare number means cups; one too large for cups is asked back as ml.

    Raises NotUnderstood, or TwoReadings for one such as a pint.
    """
    text = _tidied(typed)
    if re.fullmatch(rf"(?:{_NUMBER}) ?(?:-|to|or) ?(?:{_NUMBER})", text):
        text += " cups"
    bare = tuple(way for count in _counts(text) for way in _bare(count))
    return chosen(typed, bare or ways(text) or _misspelt_ways(text), least=least, how=HOW)


def chosen(typed: str, found: Iterable[Way], *, least: int, how: str) -> int:
    """Return the one amount in ml that is large and small enough. Raises NotUnderstood, or TwoReadings for several."""
    found = tuple(found)
    if not found:
        raise NotUnderstood(f'"{typed[:40]}" is not an amount to drink.', how)
    kept = {way.ml: way for way in found if least <= way.ml <= MOST_IN_ONE_ENTRY_ML}
    if not kept and min(way.ml for way in found) < least:
        raise NotUnderstood("That amount is too small to write down.", how)
    if not kept:
        raise NotUnderstood("That is more than 5 liters (20 cups) in one entry.", "Check the number. " + how)
    first, *others = kept.values()
    if first.sure and not others:
        return first.ml
    readings = tuple(Reading(f"{way.ml} ml", way.said) for way in kept.values())
    raise two_readings(typed, readings, how, "" if others else first.why)


def has_unit(typed: str) -> bool:
    """Say whether a text is an amount with its unit: `half a cup`, `330 ml`."""
    return bool(ways(_tidied(typed)))


def ways(text: str) -> tuple[Way, ...]:
    """Return every way to read a tidied amount with a unit; none where it is not one."""
    if both := re.fullmatch(r"(.+?) ?\((.+)\)", text):  # as it is said back: 6 cups (1.5 liters)
        return tuple(way for way in ways(both[1]) if any(way.ml == other.ml for other in ways(both[2])))
    if span := re.fullmatch(rf"({_NUMBER}) ?(?:-|to|or) ?({_NUMBER}) ?([a-z .]+)", text):
        return (*ways(f"{span[1]} {span[3]}"), *ways(f"{span[2]} {span[3]}"))
    if parts := re.fullmatch(r"(.*[a-z].*?) ?(?:and|plus|\+) ?(.*[a-z].*)", text):
        return tuple(_sum(way, more) for way in ways(parts[1]) for more in ways(parts[2]))
    if times := re.fullmatch(r"([1-9][0-9]?) ?(?:x|times) ?(.*[a-z].*)", text):
        return tuple(_times(int(times[1]), way) for way in ways(times[2]))
    found = re.fullmatch(rf"({_NUMBER}) ?([a-z .]+)", text)
    if not found:
        return ()
    counts = _counts(found[1])
    if found[2] in ("ml", "mls") and len(counts) > 1:
        counts = counts[:1]  # nobody measures a part of a ml
    bottles = re.fullmatch(r"([0-9]{1,2}) ([0-9]{3})", found[1])  # 2 500 ml: two of 500 ml, to some
    more = [_times(int(bottles[1]), way) for way in ways(f"{bottles[2]} {found[2]}")] if bottles else []
    return (*(way for count in counts for way in _with_unit(count, found[2])), *more)


def _misspelt_ways(text: str) -> tuple[Way, ...]:
    """Return the ways to read an amount whose unit is misspelt, such as `2 cupps`: none is sure."""
    spelled = re.sub("[a-z]+", lambda word: nearest(word[0], tuple(_UNITS)) or word[0], text[:40])
    return tuple(way._replace(sure=False) for way in ways(spelled))


def _with_unit(count: float, typed: str) -> tuple[Way, ...]:
    """Return the ways to read a count of a unit: two for a pint of no country."""
    words = re.sub(r"\bfl(?:uid)? (?=oz|ounce)", "", typed.replace(".", "")).split()
    country = _COUNTRIES.get(words[0]) if words else None
    unit = _UNITS.get(" ".join(words if country is None else words[1:]), "")
    sizes = _ML_BY_COUNTRY.get(unit, ())
    if country is not None:
        return (_of_country(count, unit, sizes[country], country),) if len(sizes) == 2 else ()
    if len(sizes) == 1 or unit in _SIMILAR:
        ml = round(count * sizes[0])
        return (Way(ml, in_words(ml) if unit == "cup" else f"{ml} ml"),)
    return tuple(_of_country(count, unit, size, number) for number, size in enumerate(sizes))


def _of_country(count: float, unit: str, size: float, country: int) -> Way:
    ml = round(count * size)
    return Way(ml, f"{count:g} {_NAMES[country]} {unit}{'s' if count > 1 else ''} ({ml} ml)")


def _times(count: int, way: Way) -> Way:
    return Way(count * way.ml, f"{count} times {way.said}, so {count * way.ml} ml")


def _sum(way: Way, more: Way) -> Way:
    ml = way.ml + more.ml
    return Way(ml, f"{way.said} and {more.said}, so {ml} ml")


def _bare(count: float) -> tuple[Way, ...]:
    """Return the ways to read a number alone: as cups, and as ml where it is too large for cups."""
    as_cups = Way(round(count * CUP_ML), in_words(round(count * CUP_ML)))
    if as_cups.ml <= MOST_IN_ONE_ENTRY_ML or count != int(count):
        return (as_cups,)
    return as_cups, Way(int(count), f"{int(count)} ml", sure=False, why="As cups it is more than 5 liters.")


def goal_ways(typed: str) -> tuple[Way, ...]:
    """Return the ways to read a goal or limit of a day. A number alone can be cups, liters or ml, and is never sure."""
    text = re.sub(r" ?(?:/|a|per|each|every) ?day$| daily$", "", _tidied(typed)).rstrip()
    bare = [
        way._replace(sure=False)
        for count in _counts(text)
        for way in (*_with_unit(count, "cups"), _liters(count), *_with_unit(count, "ml"))
    ]
    return tuple(bare) or ways(text) or _misspelt_ways(text)


def _liters(count: float) -> Way:
    return Way(round(count * 1000), f"{count:g} {'liter' if count == 1 else 'liters'}")


def _tidied(typed: str) -> str:
    text = re.sub(_FULL_OF, "", in_digits(clean(typed)).rstrip("."))
    for words, instead in _IN_WORDS:
        text = re.sub(words, instead, text)
    return text


def _counts(text: str) -> tuple[float, ...]:
    """Return the numbers that a number can be: 1,500 is one thousand five hundred, or one and a half."""
    if len(text) > _MOST_SIGNS or not re.fullmatch(_NUMBER, text):
        return ()
    if found := re.fullmatch(r"(?:([0-9]{1,2}) )?([1-9])/([2-8])", text):
        return (int(found[1] or 0) + int(found[2]) / int(found[3]),)
    if re.fullmatch(r"[0-9]+(?:[.,][0-9]{1,2})?", text):
        return (float(text.replace(",", ".")),)
    found = re.fullmatch(r"([0-9]{1,3})([.,' ])([0-9]{3})(?:[.,][0-9]{1,2})?", text)
    if not found:
        return ()
    thousands = float(f"{found[1]}{found[3]}") if found[1][0] != "0" else None
    part = float(f"{found[1]}.{found[3]}") if found[2] in ".," and len(text) == found.end(3) else None
    return tuple(count for count in (thousands, part) if count is not None)
