"""Numbers that are written in words, as dictation and tired people write them: `eighty seven` is 87."""

import re

_UNITS = {
    word: 1 + at for at, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"])
}
_TEENS = {
    word: 10 + at
    for at, word in enumerate(
        ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
    )
}
_TENS = {
    word: 20 + 10 * at
    for at, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"])
} | {"fourty": 40, "ninty": 90}
_HUNDRED, _POINT = "hundred", "point"
_AND = "(?:and|in|an)"
"""What a phone puts in for the `and` of `a hundred and five`."""

_HALF = r"\b(\d{2,3}) and a half\b"
_SAID_POINT = r"\b(\d{2,3}) point (\d)\b"
_SIZES = {**_UNITS, **_TEENS, **_TENS}
_LARGE = (*_TENS, _HUNDRED, f" {_POINT} ")
"""A number below 20 is left in words unless one of these is beside it: `one` is seldom a reading."""


_SPANISH_UNITS = {
    word: 1 + at for at, word in enumerate(["un", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"])
} | {"uno": 1, "una": 1}
_SPANISH_TEENS = [
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciseis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
]
_SPANISH_TENS = {
    word: 20 + 10 * at
    for at, word in enumerate(
        ["veinte", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"]
    )
}
_SPANISH_HUNDREDS = {"cien": 100, "ciento": 100, "doscientos": 200, "trescientos": 300, "cuatrocientos": 400}


def in_digits(text: str) -> str:
    """Return a text in lower case with its numbers from 20 on in digits: `one hundred and fifty` is 150."""
    if any(word in text for word in _LARGE):
        text = re.sub(_pattern(), lambda found: _digits(found[0]), text)
    text = re.sub(_HALF, r"\1.5", text) if "half" in text else text
    return re.sub(_SAID_POINT, r"\1.\2", text) if f" {_POINT} " in text else text


def all_in_digits(text: str) -> str:
    """Return a text in lower case with all its numbers in digits, small ones too."""
    return re.sub(rf"\b(?:{'|'.join(_SIZES)})\b", lambda found: str(_SIZES[found[0]]), in_digits(text))


def _pattern() -> str:
    unit, tens, gap = "|".join(_UNITS), "|".join(_TENS), r"[ -]+"
    below = f"(?:{tens})(?:{gap}(?:{unit}))?"
    rest = f"(?:{below}|{'|'.join(_TEENS)}|{unit})"
    hundreds = f"(?:(?:{unit}|a){gap})?{_HUNDRED}(?:{gap}(?:{_AND}{gap})?{rest})?"
    whole = f"(?:{hundreds}|(?:(?:one|two){gap})?{below})"
    return rf"\b(?:(?:{whole}|{rest}) +{_POINT} +(?:{unit})|{whole})\b"


def _digits(words: str) -> str:
    """Return a number in digits; `one fifty` is 150, as people say it."""
    said, _, part = words.replace("-", " ").partition(f" {_POINT} ")
    total = 0
    listed = [word for word in said.split() if word not in ("a", "and", "in", "an")]
    for at, word in enumerate(listed):
        if word == _HUNDRED:
            total = max(total, 1) * 100
        elif word in _TENS and at and listed[at - 1] in _UNITS:
            total = total * 100 + _TENS[word]
        else:
            total += _SIZES[word]
    return f"{total}.{_UNITS[part.strip()]}" if part else str(total)


def spanish_in_digits(text: str) -> str:
    """Return a Spanish text in lower case with its numbers from 10 on in digits: `treinta y nueve y medio` is 39.5."""
    unit, tens = "|".join(_SPANISH_UNITS), "|".join(_SPANISH_TENS)
    teens, hundreds = "|".join(_SPANISH_TEENS), "|".join(_SPANISH_HUNDREDS)
    below = f"(?:{tens})(?: (?:y|i) (?:{unit}))?|veinti(?:{unit})|{teens}"
    text = re.sub(rf"\b(?:(?:{hundreds})(?: (?:{below}|{unit}))?|{below})\b", lambda found: _spanish(found[0]), text)
    text = re.sub(rf"\b(\d\d) (?:punto|coma|con) ({unit})\b", lambda f: f"{f[1]}.{_SPANISH_UNITS[f[2]]}", text)
    return re.sub(r"\b(\d\d) y medi[oa]\b", r"\1.5", text)


def _spanish(words: str) -> str:
    """Return a Spanish number in digits."""
    sizes = {**_SPANISH_UNITS, **_SPANISH_TENS, **_SPANISH_HUNDREDS}
    sizes |= {word: 10 + at for at, word in enumerate(_SPANISH_TEENS)}
    return str(sum(sizes.get(word, 0) for word in words.replace("veinti", "veinte ").split()))
