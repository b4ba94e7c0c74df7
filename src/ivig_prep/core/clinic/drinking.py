"""What a clinic's own words may say about drinking: never to somebody with a fluid limit, and never too much."""

import re
from collections.abc import Iterator

from ivig_prep.core.amounts import CUP_ML
from ivig_prep.core.words.number_words import all_in_digits

MOST_A_DAY_ML = 3000
WAKING_HOURS = 12
"""An amount every hour is counted so often a day."""

_URGES = (
    r"(?i)\b(?:drink(?:s|ing)?|sip(?:s|ping)?|fluids?|water|hydrat\w*|lit(?:er|re)s?|cups|cup of|full cup|"
    r"(?<!reading )glasses|pints?|quarts?|gallons?|beverages?|lemonade|squash|ounces?|oz|ml|"
    r"juice|milk|tea|soup|broth)\b"
)
_UNITS = {
    r"cups?|glass(?:es)?|mugs?|tumblers?|beakers?": CUP_ML,
    r"ml|milli?lit(?:er|re)s?|cc": 1,
    r"cl|centilit(?:er|re)s?": 10,
    r"dl|decilit(?:er|re)s?": 100,
    r"l|lit(?:er|re)s?": 1000,
    r"(?:fl(?:uid)?\.? )?(?:oz|ounces?)": 29.57,
    r"pints?": 473,
    r"quarts?": 946,
    r"gallons?": 3785,
    r"bottles?": 500,
    r"cans": 330,
}
"""How many ml each is, in the US; a pint elsewhere is larger, and 3 liters of them are no fewer than 6."""
_NUMBER = r"\d{1,3}(?:[.,]\d{3})+(?= ?(?:ml|milli|cc))|\d+(?:[.,]\d+)?"
_SIZES = r"(?:(?:or more|full|big|large|tall|whole|good) )?"
_AMOUNT = rf"({_NUMBER}) ?-?{_SIZES}({'|'.join(_UNITS)})\b"
_OFTEN = (
    (r"\bevery (\d+) hours\b", lambda hours: WAKING_HOURS / hours),
    (r"\bevery (\d+) minutes\b", lambda minutes: WAKING_HOURS * 60 / minutes),
    (r"\b(?:every|each|per|an) hour\b|\bhourly\b", lambda _: WAKING_HOURS),
    (r"\b(\d+) times\b", lambda times: times),
    (r"\btwice\b", lambda _: 2),
    (r"\b(?:each|every) meal\b", lambda _: 3),
)
"""How often a day an amount is meant, by the words in its sentence."""


def urges_to_drink(text: str) -> bool:
    """Say whether a text has words about drinking: it could be read as a call to drink."""
    return re.search(_URGES, text) is not None


def has_amount(text: str) -> bool:
    """Say whether a text names an amount to drink."""
    return any(_amounts(text))


def too_much(text: str) -> str | None:
    """Return the first amount of a text that comes to more than 3 liters a day, in its own words; None without one."""
    return next((said for said, ml in _amounts(text) if ml > MOST_A_DAY_ML), None)


def _amounts(text: str) -> Iterator[tuple[str, float]]:
    """Yield each amount of a text, in words and in ml a day. Oxygen is counted in liters too, and is no drink."""
    for sentence in re.split(r"(?<=[.!?;])\s+", _in_digits(text)):
        if "oxygen" in sentence:
            continue
        often = _times_a_day(sentence)
        for found in re.finditer(_AMOUNT, sentence):
            yield found[0], _number(found[1], found[2]) * _ml(found[2]) * often


def _in_digits(text: str) -> str:
    """Return a text in lower case with its numbers in digits: `three and a half liters` is 3.5 liters."""
    text = all_in_digits(" ".join(text.lower().split()))
    text = re.sub(r"\b(half )?an? (?=gallon|quart)", lambda found: "0.5 " if found[1] else "1 ", text)
    return re.sub(r"(?<=\d)(?: and (?:a half|1/2)| 1/2| ?\u00bd)", ".5", text)


def _times_a_day(sentence: str) -> float:
    for words, times in _OFTEN:
        found = re.search(words, sentence)
        if found:
            return max(times(max(int(found[1]), 1) if found.groups() else 1), 1)
    return 1


def _number(digits: str, unit: str) -> float:
    """Return a number. Before ml, three digits after a comma or a point are thousands."""
    if unit.startswith(("ml", "milli", "cc")) and re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits):
        return float(re.sub(r"[.,]", "", digits))
    return float(digits.replace(",", "."))


def _ml(unit: str) -> float:
    return next(ml for words, ml in _UNITS.items() if re.fullmatch(words, unit))
