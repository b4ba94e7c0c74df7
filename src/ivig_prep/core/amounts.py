"""Amounts of fluid, as we say them. Always whole millilitres."""

CUP_ML = 250
MUCH_IN_A_DAY_ML = 2000


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
