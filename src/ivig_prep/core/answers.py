"""What a typed line means at a question. The same words everywhere; Enter alone is always the safe answer."""

import re
from enum import Enum


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


_READING = re.compile(r"(?<![\d.,])(\d{2,3})[.,]\d(?!\d)")
_AROUND_NUMBERS = frozenset(
    ("y", "yes", "yeah", "yep", "all", "of", "them", "these", "and", "or", "number", "numbers", "no", "nr", "i", "have")
)
