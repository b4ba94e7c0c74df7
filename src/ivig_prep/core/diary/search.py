"""Looking for a lot, or for words, in all that was written down. What only looks alike is said to be so."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from ivig_prep.core.diary.entries import Listed, Treatment, say_reaction
from ivig_prep.core.diary.lots import LEAST_PART, letters, look, lot_key, parts_of, split_lots


class Found(NamedTuple):
    """What was found for one of the things looked for, each newest first.

    `same` have the lot itself. `holding` have it within a longer one, `alike` one that looks like it. `in_words`
    have it in their brand, notes, reactions or other words.
    """

    term: str
    same: tuple[Treatment, ...]
    holding: tuple[Treatment, ...]
    alike: tuple[Treatment, ...]
    in_words: tuple[Treatment, ...]

    @property
    def entries(self) -> tuple[Treatment, ...]:
        """Everything that was found."""
        return (*self.same, *self.holding, *self.alike, *self.in_words)

    @property
    def lots(self) -> bool:
        """Whether a lot was found, or one that may be it."""
        return bool(self.same or self.holding or self.alike)


def find(entries: Sequence[Treatment], typed: str) -> tuple[Found, ...]:
    """Look for a lot or for words; for each of several lots by itself. Nothing where no letter or digit was typed."""
    terms = [term for term in split_lots(typed) if lot_key(term)]
    found = [_find_one(entries, term) for term in terms]
    apart = [part for part in typed.split() if len(lot_key(part)) >= LEAST_PART and any(map(str.isdigit, part))]
    if len(found) == 1 and not found[0].entries and len(apart) > 1:
        found = [_find_one(entries, part) for part in apart]
    return tuple(found)


def _find_one(entries: Sequence[Treatment], term: str) -> Found:
    key = lot_key(term)
    same = _with_lot(entries, lambda lot: key in map(lot_key, (lot, *split_lots(lot))))
    # A number after a word such as Lot may be short; within longer ones it would be found everywhere.
    is_short = key != letters(term) and len(key) < LEAST_PART
    holding = _with_lot(_but(entries, same), lambda lot: key in (parts_of(lot) if is_short else lot_key(lot)))
    looks = look(key)
    alike = _with_lot(
        _but(entries, same, holding),
        lambda lot: looks in (map(look, parts_of(lot)) if is_short else look(lot_key(lot))),
    )
    words = tuple(entry for entry in _but(entries, same, holding, alike) if _folded(term) in _folded(_words(entry)))
    return Found(term, same, holding, alike, words)


def _with_lot(entries: Iterable[Treatment], is_it: Callable[[str], bool]) -> tuple[Treatment, ...]:
    return tuple(entry for entry in entries if any(map(is_it, entry.lots)))


def _but(entries: Iterable[Treatment], *others: tuple[Treatment, ...]) -> tuple[Treatment, ...]:
    days = {entry.date for other in others for entry in other}
    return tuple(entry for entry in entries if entry.date not in days)


def _words(entry: Treatment) -> str:
    single = (entry.brand, entry.site, entry.rate_start, entry.rate_top, entry.helped, entry.notes)
    return "\n".join(filter(None, (*single, *entry.premeds, *map(say_reaction, entry.reactions))))


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def named(listed: Iterable[Listed], text: str) -> tuple[Listed, ...]:
    """Return the lots, pre-medicines, reactions and questions that a text names, spaces and case aside."""
    key = lot_key(text)
    return tuple(
        one for one in listed if any(text == said or (key and key == lot_key(said)) for said in _spellings(one))
    )


def _spellings(listed: Listed) -> Iterator[str]:
    """Yield the ways to name what is listed: a reaction also as it was typed in full."""
    if listed.name == "lots":
        yield listed.value[0]
    elif listed.name != "reactions":
        yield listed.value
    else:
        words, _, when, severity, *_ = listed.value
        yield words
        yield " ".join(str(part) for part in (words, when, severity) if part is not None)
        yield say_reaction(listed.value)
