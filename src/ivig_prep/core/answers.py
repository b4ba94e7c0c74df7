"""What a typed line means at a question. The same words everywhere; Enter alone is always the safe answer."""

import re
from collections.abc import Sequence
from enum import Enum

from ivig_prep.core.typed import in_digits


class Move(Enum):
    """What a typed line can ask for at any question, in place of an answer."""

    QUIT = "quit"
    BACK = "back"
    WHY = "why"
    HELP = "help"
    UNWELL = "unwell"


_MOVES = {
    "q": Move.QUIT,
    "quit": Move.QUIT,
    "stop": Move.QUIT,
    "exit": Move.QUIT,
    "b": Move.BACK,
    "back": Move.BACK,
    "w": Move.WHY,
    "why": Move.WHY,
    "?": Move.HELP,
    "help": Move.HELP,
    "u": Move.UNWELL,
    "unwell": Move.UNWELL,
}


def tidy(typed: str) -> str:
    """Return the line in lower case, single spaced, without full stops around it."""
    return " ".join(typed.lower().split()).strip(" .")


def move(typed: str) -> Move | None:
    """Return what a line asks for in place of an answer; None where it is an answer."""
    return _MOVES.get(tidy(typed))


def is_command(typed: str, program: str = "ivig-prep") -> bool:
    """Say whether a line is a command, typed where a question was asked; `program` is what starts this run."""
    return tidy(typed).startswith(("ivig-prep ", f"{program.lower()} "))


def is_no(typed: str) -> bool:
    """Say whether the line is a no. Enter is one."""
    return tidy(typed) in ("", "n", "no")


def is_yes(typed: str) -> bool:
    """Say whether the line is a clear yes. Nothing else is, Enter least of all."""
    return tidy(typed) in ("y", "yes")


def picked_number(typed: str, most: int) -> int | None:
    """Return the number typed if it is from 1 to `most`."""
    text = tidy(typed)
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        return None
    return int(text) if 1 <= int(text) <= most else None


def picked_by_words(typed: str, texts: Sequence[str]) -> int | None:
    """Return the number of the one text that has all the words typed, such as `in the chair`; None for none or several.

    A list with its number in words, such as `two`, is one of numbers.
    """
    number = picked_number(in_digits(typed), len(texts))
    words = set(re.findall(r"[a-z]+", typed.lower().replace("'", ""))) - _SMALL_WORDS
    fit = [at for at, text in enumerate(texts, 1) if words and words <= set(re.findall(r"[a-z]+", text.lower()))]
    return number or (fit[0] if len(fit) == 1 else None)


def is_none_of_these(typed: str) -> bool:
    """Say whether a line says that there is nothing to report, and not one word more: `no, nothing`, `I feel fine`."""
    line = " ".join(re.sub(r"[!.,]+", " , ", tidy(typed).replace("'", "")).split()).strip(" ,")
    return bool(_NONE.fullmatch(line) or _WELL.fullmatch(line))


def picked_signs(typed: str, most: int) -> tuple[int, ...]:
    """Return the numbers from 1 to `most` that a line names, where it holds nothing else but small words.

    A bare yes, or `all`, names every sign: nobody who says yes to an emergency is asked again. A reading of the body,
    such as 38.5 or 101,3, names none: its last digit is no sign.
    """
    if any(int(whole) > most for whole in _READING.findall(typed)):
        return ()
    words = re.findall(r"[a-z]+|[0-9]+", typed.lower())
    if not words or not all(word.isdigit() or word in _AROUND_NUMBERS for word in words):
        return ()
    numbers = [int(word) for word in words if word.isdigit() and len(word) <= 6]
    if not numbers:
        return tuple(range(1, most + 1)) if {"y", "yes", "yeah", "yep", "all"} & set(words) else ()
    return tuple(number for number in dict.fromkeys(numbers) if 1 <= number <= most)


def is_reading(typed: str) -> bool:
    """Say whether a line is a reading of the body, such as 38.5 or 101,3: no day of a month has such a number."""
    found = _READING.fullmatch(tidy(typed))
    return found is not None and int(found[1]) > _MOST_DAYS_OF_A_MONTH


_MOST_DAYS_OF_A_MONTH = 31
_SMALL_WORDS = frozenset(
    ("i", "im", "am", "at", "in", "on", "the", "a", "my", "now", "is", "has", "have", "it", "of", "to")
)
_LATER = r"(?:(?: ,)? (?:today|now|right now|so far|yet|at all|at the moment|thanks|thank you))*"
_NOT_ONE = r"(?:none|nothing|not any)(?: of (?:these|them|those|this|that))?(?: to report| new)?"
_NONE = re.compile(rf"(?:n|no|nope|no thanks|(?:(?:no|nope)(?: ,)? )?(?:i have |i feel |have )?{_NOT_ONE}){_LATER}")
_FEEL = r"(?:i (?:am|feel)(?: feeling)?|im(?: feeling)?|feeling|feel|all is|all)"
_WELL = re.compile(
    rf"(?:(?:no|nope)(?: , | (?=i)))?(?:{_FEEL} )?(?:very |quite )?(?:fine|ok|okay|good|well|great|all ?right){_LATER}"
)
_READING = re.compile(r"(?<![\d.,])(\d{2,3})[.,]\d(?!\d)")
_AROUND_NUMBERS = frozenset(
    ("y", "yes", "yeah", "yep", "all", "of", "them", "these", "and", "or", "number", "numbers", "no", "nr", "i", "have")
)
