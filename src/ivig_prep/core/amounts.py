"""Amounts of fluid: read from what a person types, and said in household units. Always whole millilitres."""

import re

from ivig_prep.errors import NotUnderstood

CUP_ML = 250
MOST_IN_ONE_ENTRY_ML = 5000
MUCH_IN_A_DAY_ML = 2000

_UNITS = {
    "": CUP_ML,
    "cup": CUP_ML,
    "cups": CUP_ML,
    "glass": CUP_ML,
    "glasses": CUP_ML,
    "ml": 1,
    "milliliter": 1,
    "milliliters": 1,
    "millilitre": 1,
    "millilitres": 1,
    "l": 1000,
    "liter": 1000,
    "liters": 1000,
    "litre": 1000,
    "litres": 1000,
}
# Three digits after a comma or a point could be thousands (1,500ml), so they are not taken.
_AMOUNT = r"([0-9]{1,6}(?:[.,][0-9]{1,2})?) *([a-z]*)\.?"
HOW = "Write cups, such as 2, or an amount, such as 300ml or 1.5l."


def parse_amount(typed: str, *, least: int = 1) -> int:
    """Return the amount in ml. A bare number means cups. Raises NotUnderstood."""
    found = re.fullmatch(_AMOUNT, typed.strip().lower())
    if not found or found[2] not in _UNITS:
        raise NotUnderstood(f'"{typed[:40]}" is not an amount to drink.', HOW)
    ml = round(float(found[1].replace(",", ".")) * _UNITS[found[2]])
    if ml > MOST_IN_ONE_ENTRY_ML:
        raise NotUnderstood("That is more than 5 liters (20 cups) in one entry.", "Check the number. " + HOW)
    if ml < least:
        raise NotUnderstood("That amount is too small to write down.", HOW)
    return ml


def cups(ml: int) -> int | float:
    """Return the amount in cups: a whole number where it is one, else with one decimal."""
    exact = round(ml / CUP_ML, 1)
    return int(exact) if exact == int(exact) else exact


def in_words(ml: int) -> str:
    """Say the amount in cups, with metric beside it: `3 cups (750 ml)`; in ml alone where cups would round it."""
    count = cups(ml)
    if count * CUP_ML != ml:
        return f"{ml} ml"
    metric = f"{ml} ml" if ml < 1000 else f"{ml / 1000:g} {'liter' if ml == 1000 else 'liters'}"
    return f"{count:g} {'cup' if count == 1 else 'cups'} ({metric})"
