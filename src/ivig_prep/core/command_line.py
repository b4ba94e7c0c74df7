"""What a word of a command line was meant to be, where it is none that is known there."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ivig_prep.core.text import as_typed
from ivig_prep.core.typed import DASHES, clean
from ivig_prep.errors import Next, NotUnderstood

_MEANT_AS_AN_OPTION = re.compile(rf"([-{DASHES}]+)([A-Za-z][\w{DASHES}-]*)(?:=.*)?", re.DOTALL)

_NAMES_A_FILE = r"[/\\]|\w\.[A-Za-z]{2,4}$"


class Known(NamedTuple):
    """The options that are known at a place, with their dashes, and those of them that take a value."""

    names: frozenset[str]
    with_value: frozenset[str]


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is most like this one; None where none is much like it."""
    from difflib import get_close_matches  # late: only a mistyped word pays for it

    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.6)), None)


def meant_command(words: Sequence[str], known: Mapping[str, str], program: str) -> str | None:
    """Return the command that an unknown first word was meant as, of the `known` words with the command of each.

    A space may have come into it (`un well`), dashes before it (`--today`), or the name of the program (`ivig-prep
    today`).
    """
    first, *rest = (word.lower().lstrip("-/") for word in words)
    if first == program and rest:
        return known.get(rest[0]) or meant_command(rest, known, program)
    if rest and first + rest[0] in known:
        return known[first + rest[0]]
    near = nearest(first, known)
    return known[near] if near else None


def check_options(words: Iterable[str], known: Known, hint: Next, *, up_to_a_word: bool = False) -> None:
    """Refuse a word that was meant as an option and is none: with a long dash, with one dash, or misspelt.

    What follows an option that takes a value is its value, and what follows `--` is no option. Raises NotUnderstood.
    """
    coming = iter(words)
    for word in coming:
        if word == "--" or (up_to_a_word and not _MEANT_AS_AN_OPTION.fullmatch(word)):
            return
        if word in known.with_value:
            next(coming, None)
        elif (meant := _MEANT_AS_AN_OPTION.fullmatch(word)) and word.partition("=")[0] not in known.names:
            near = _near_options(meant[2], known)
            if near or word[:2] not in known.with_value:
                raise _no_option(word, meant[1], near, hint)


def _near_options(word: str, known: Known) -> tuple[str, ...]:
    """Return the options that may be meant: of the other case, with the word as a part of their name, or alike."""
    if f"-{word.swapcase()}" in known.names:
        return (f"-{word.swapcase()}",)
    names = sorted(name.lstrip("-") for name in known.names if name.startswith("--"))
    if len(word) == 1:
        return tuple(f"--{name}" for name in names if name.startswith(word))
    word = clean(word).lower()
    parts = tuple(f"--{name}" for name in names if word in name.split("-") and word not in names)
    near = nearest(word, names)
    return parts or ((f"--{near}",) if near else ())


def _no_option(word: str, dashes: str, near: tuple[str, ...], hint: Next) -> NotUnderstood:
    """Return the problem of a word that was meant as an option, and say which one it may be."""
    suggested = f"Did you mean {' or '.join(near)}?" if near else hint
    if set(dashes) != {"-"}:
        with_short_dashes = near[0] if near else f"--{clean(word).lstrip('-')}"
        return NotUnderstood(
            f'"{word[:40]}" begins with a long dash.', f"Type 2 short dashes instead: {with_short_dashes}"
        )
    if dashes == "-" and near and near[0].startswith("--"):
        return NotUnderstood(f'"{word[:40]}" begins with one dash. An option has 2.', suggested)
    return NotUnderstood(f'There is no option "{word[:40]}" here.', suggested)


def unexpected(words: Sequence[str], extra: Sequence[str], known: Known, hint: Next) -> NotUnderstood:
    """Return the problem of words that have no place in a command line, and say how they may be meant.

    Those right behind the value of an option belong to it: a shell takes a value apart that has no quotes around it.
    """
    said = f'"{" ".join(extra)[:40]}" is not expected here.'
    option = f"--{extra[0].lower()}"
    if "-o" in known.with_value and re.search(_NAMES_A_FILE, extra[0]):
        return NotUnderstood(said, f"Did you mean -o {as_typed(extra[0])}?")
    if option in known.names and (len(extra) > 1 or option not in known.with_value):
        return NotUnderstood(said, f"Did you mean {option}?")
    for option, *value in _values(words, known):
        if len(value) > 1 and value[1] == extra[0]:
            return NotUnderstood(
                said, f"Put quotes around a value of several words: {option} {as_typed(' '.join(value))}"
            )
    return NotUnderstood(said, hint)


def _values(words: Sequence[str], known: Known) -> Iterable[list[str]]:
    """Return each option that takes a value, with all the words up to the next option."""
    found: list[list[str]] = [[]]
    for word in words:
        name, equals, value = word.partition("=")
        if name in known.names:
            found.append([name, value] if equals else [name])
        else:
            found[-1].append(word)
    return (part for part in found if part and part[0] in known.with_value)
