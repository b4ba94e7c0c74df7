"""Slips of the finger: the known words that a typed word is one slip away from.

A slip is a letter dropped, doubled or too many, two letters swapped, or a key beside the right one.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

LEAST_LETTERS = 4
"""Only words of so many letters are ever taken for a slip."""

WORD_LETTERS = 6
"""Words of so many letters count as slips wherever they stand, not only in an emergency sign that fits otherwise."""

LONG_WORD = 8
MOST_LETTERS = 24
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_VOWELS = frozenset("aeiouy")
_SOUND_ALIKE = frozenset(map(frozenset, ("sz", "ck", "cs", "gj", "mn", "vw", "fv", "td", "bp")))


def _neighbors() -> Mapping[str, frozenset[str]]:
    """Return the keys beside each key, on its own row and on the rows above and below."""
    place = {key: (row, column) for row, keys in enumerate(_ROWS) for column, key in enumerate(keys)}
    return {
        key: frozenset(
            other for other, (r, c) in place.items() if other != key and abs(r - row) <= 1 and (abs(c - column) <= 1)
        )
        for key, (row, column) in place.items()
    }


class Spelling:
    """Finds the known words that a typed word could be a slip of.

    One slip leaves the first half of a word as it is, or the last one. So words are kept under both: `begins` and
    `ends` return those of a half, see `halves`. `is_known` says whether a word is one of them.
    """

    def __init__(
        self, begins: Callable[[str], str], ends: Callable[[str], str], is_known: Callable[[str], bool]
    ) -> None:
        self._begins, self._ends, self._is_known = begins, ends, is_known
        self._beside = _neighbors()

    @classmethod
    def of(cls, words: Iterable[str]) -> "Spelling":
        """Return one that knows these words, as far as they are made of letters."""
        known = frozenset(filter(is_long_enough, words))
        begins, ends = halves(known)
        return cls(lambda half: begins.get(half, ""), lambda half: ends.get(half, ""), known.__contains__)

    def near(self, typed: str) -> set[str]:
        """Return the known words one slip away."""
        length = len(typed)
        if not LEAST_LETTERS - 1 <= length <= MOST_LETTERS:
            return set()
        of_this_length = {word for word in self._alike(typed, length) if word != typed and self._is_slip(typed, word)}
        longer = (word for word in self._alike(typed, length + 1) if _is_without_one(typed, word))
        return of_this_length.union(longer, filter(self._is_known, _shorter(typed)))

    def _alike(self, typed: str, length: int) -> list[str]:
        """Return the known words of this length that begin, or end, with half the letters of a typed word."""
        half = _half(length)
        found = f"{self._begins(typed[:half])} {self._ends(typed[-half:])}"
        return [word for word in found.split() if len(word) == length]

    def _is_slip(self, typed: str, word: str) -> bool:
        """Say whether two words of one length are a slip apart."""
        at = _first_apart(typed, word)
        if typed[at + 2 :] != word[at + 2 :]:
            return False
        if typed[at + 1 :] != word[at + 1 :]:
            return is_swap(typed, word)
        mine, yours = typed[at], word[at]
        beside = mine in self._beside.get(yours, ())
        return beside or len(word) >= LONG_WORD or sounds_alike(mine, yours)


def halves(words: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return words under their first half, and under their last one, with a space between them."""
    begins: dict[str, list[str]] = {}
    ends: dict[str, list[str]] = {}
    for word in sorted(words):
        half = _half(len(word))
        begins.setdefault(word[:half], []).append(word)
        ends.setdefault(word[-half:], []).append(word)
    return _joined(begins), _joined(ends)


def _joined(found: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {half: " ".join(words) for half, words in found.items()}


def is_long_enough(word: str) -> bool:
    """Say whether a typed word can be a slip of this one."""
    return LEAST_LETTERS <= len(word) <= MOST_LETTERS and word.isalpha()


def _half(length: int) -> int:
    """Return how many letters half a word has at least, beside the one that is a slip."""
    return (length - 1) // 2


def is_plain_slip(typed: str, word: str, *, strict: bool) -> bool:
    """Say whether a slip is so plain that it counts anywhere, in any sign.

    Only in a long word, and not in its first letter unless that was dropped. A word that is known itself, or
    ordinary, is only taken for another (`strict`) where a letter was dropped or doubled.
    """
    at = _first_apart(typed, word)
    if len(word) < WORD_LETTERS or len(typed) < len(word):
        return len(word) >= WORD_LETTERS
    if len(typed) > len(word):
        return at > 0 and (typed[at] == typed[at - 1] or (not strict and len(word) >= LONG_WORD))
    if strict or at == 0:
        return False
    if typed[at + 1 :] != word[at + 1 :]:
        return is_swap(typed, word)
    return len(word) >= LONG_WORD or sounds_alike(typed[at], word[at])


def _is_without_one(typed: str, word: str) -> bool:
    """Say whether a typed word is one of one letter more without that letter."""
    at = _first_apart(typed, word)
    return typed[at:] == word[at + 1 :]


def is_swap(typed: str, word: str) -> bool:
    """Say whether these words of one length differ by two letters that changed places."""
    at = _first_apart(typed, word)
    return typed[at : at + 2] == word[at : at + 2][::-1] and typed[at + 2 :] == word[at + 2 :]


def sounds_alike(one: str, other: str) -> bool:
    """Say whether two letters sound much the same."""
    return (one in _VOWELS and other in _VOWELS) or frozenset((one, other)) in _SOUND_ALIKE


def _shorter(word: str) -> Iterator[str]:
    """Yield a word without each of its letters in turn."""
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


def _first_apart(one: str, other: str) -> int:
    """Return where two words first differ; the length of the shorter where it is the beginning of the other."""
    at = 0
    for mine, yours in zip(one, other, strict=False):
        if mine != yours:
            break
        at += 1
    return at


def is_searched(word: str, *, urgent: bool) -> bool:
    """Say whether slips of a word are looked for: any word of an emergency (`urgent`), else only a longer one."""
    return len(word) >= WORD_LETTERS or urgent
