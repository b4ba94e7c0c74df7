"""What a person typed or pasted, as a plain keyboard would have it, before a date, an amount or a number is read."""

import re

INVISIBLE = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
"""Characters that nobody sees and a paste brings along, as in a class of a regular expression."""
DASHES = "\u2010-\u2015\u2212\ufe58\ufe63\uff0d"
"""Every dash but the hyphen of the keyboard: of Word, of a phone, of a web page."""
SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Every space but that of the keyboard."""
_FRACTIONS = {"\u00bd": "1/2", "\u00bc": "1/4", "\u00be": "3/4", "\u2153": "1/3", "\u2154": "2/3"}
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def clean(typed: str) -> str:
    """Return the text in single spaces, without what nobody sees; every dash is a hyphen, and wide letters are plain.

    Quotes around the whole of it go. Line breaks within it stay: a value is one line.
    """
    text = re.sub(r"[ \t]+", " ", typed if typed.isascii() else _plain(typed)).strip()
    return re.sub(r"^([\"'])([^\"']*)\1$", r"\2", text).strip()


def _plain(typed: str) -> str:
    typed = re.sub(f"[{INVISIBLE}]", "", typed)
    typed = re.sub(f"[{SPACES}]", " ", re.sub(f"[{DASHES}]", "-", typed))
    typed = re.sub("[\u2044\u2215]", "/", re.sub("[\u2018\u2019]", "'", typed))
    typed = re.sub("[\u201c\u201d]", '"', typed)
    typed = re.sub("[\uff01-\uff5e]", lambda wide: chr(ord(wide[0]) - 0xFEE0), typed)
    return re.sub(f"[{''.join(_FRACTIONS)}]", lambda found: f" {_FRACTIONS[found[0]]}", typed)


def in_digits(text: str) -> str:
    """Return the text in small letters, with the number words up to twelve as digits: `every 4 weeks`."""
    text = text.lower()
    return re.sub(r"[a-z]+", lambda word: _digits(word[0]), text)


def _digits(word: str) -> str:
    return str(_NUMBERS.index(word) + 1) if word in _NUMBERS else word


def nearest(word: str, known: tuple[str, ...]) -> str | None:
    """Return the known word that this one is a misspelling of; None where there is none.

    A word of three letters is too short to tell a slip from another word.
    """
    if len(word) < 4:
        return None
    from difflib import get_close_matches  # late: only a mistyped word pays for it

    return next(iter(get_close_matches(word, known, n=1, cutoff=0.8)), None)
