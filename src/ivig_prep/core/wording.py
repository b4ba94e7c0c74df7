"""Words as ill people type them: split, made alike, and compared by spelling."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

LEAST_LETTERS = 6
"""Near misses by spelling count from words of so many letters on."""

LONG_WORD = 8
MOST_LETTERS = 24
_WORD = re.compile(r"[a-z]+|\d{1,6}(?:\.\d{1,3})?|[,.;:!?()\n]")
_APOSTROPHES = re.compile("['`\u00b4\u2018\u2019\u02bc\uff07]|(?<=[a-z]);(?=t\\b)")  # ; is its neighbour on a keyboard
_TWO_WORDS = {
    "can t": "cant",
    "don t": "dont",
    "won t": "wont",
    "can not": "cant",
    "could not": "couldnt",
    "will not": "wont",
    "does not": "doesnt",
    "did not": "didnt",
}
_TWO = re.compile("|".join(rf"\b{pair}\b".replace(" ", r"\s+") for pair in _TWO_WORDS))
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_VOWELS = frozenset("aeiouy")
_SOUND_ALIKE = frozenset(map(frozenset, ("sz", "ck", "cs", "gj", "mn", "vw", "fv", "td", "bp")))


class Word(NamedTuple):
    """One word of a text: at most two of a letter in a row, its clause, and as typed in lower case."""

    text: str
    clause: int
    typed: str


def split_words(text: str, breaks: frozenset[str] = frozenset()) -> list[Word]:
    """Return the words of a text. Case, accents and apostrophes are gone; marks and `breaks` part clauses."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(character for character in folded if not unicodedata.combining(character))
    joined = _TWO.sub(lambda found: _TWO_WORDS[" ".join(found[0].split())], _APOSTROPHES.sub("", bare))
    words: list[Word] = []
    clause = 0
    for token in _WORD.findall(joined):
        if token in breaks or not token[0].isalnum():
            clause += 1
        else:
            words.append(Word(_STRETCHED.sub(r"\1\1", token), clause, token))
    return words


def stem(word: str) -> str:
    """Return a word without the common English endings, so that `coughing` and `coughs` are one."""
    if len(word) > 6 and word.endswith("ness"):
        return word[:-4]
    for ending, least in (("ing", 7), ("ed", 6), ("es", 6), ("s", 4)):
        if word.endswith(ending) and len(word) >= least and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


class Spelling:
    """Finds the known words that a typed word could be a slip of."""

    def __init__(self, known: Iterable[str], ordinary: frozenset[str]) -> None:
        self._ordinary = ordinary
        self._by_part: dict[str, list[str]] = {}
        for word in known:
            if len(word) >= LEAST_LETTERS and word.isalpha():
                for part in {word, *_one_dropped(word)}:
                    self._by_part.setdefault(part, []).append(word)

    def near(self, typed: str, *, is_known: bool) -> Iterator[str]:
        """Yield known words one slip away.

        A word that is known itself, or ordinary, is only taken for another where a letter was dropped
        or doubled.
        """
        if not LEAST_LETTERS - 1 <= len(typed) <= MOST_LETTERS:
            return
        strict = is_known or typed in self._ordinary
        for word in {word for part in (typed, *_one_dropped(typed)) for word in self._by_part.get(part, ())}:
            if word != typed and _is_slip(typed, word, strict=strict):
                yield word


def _one_dropped(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


def _is_slip(typed: str, word: str, *, strict: bool) -> bool:
    """Say whether `typed` is `word` with one letter dropped or doubled, or (unless strict) another slip."""
    if typed in _one_dropped(word) or (word in _one_dropped(typed) and _doubled(typed, word)):
        return True
    if strict or typed[0] != word[0]:
        return False
    if len(typed) != len(word):
        return len(word) >= LONG_WORD and word in _one_dropped(typed)
    apart = [at for at, (one, other) in enumerate(zip(typed, word, strict=True)) if one != other]
    if len(apart) == 2:
        first, second = apart
        return second == first + 1 and typed[first] == word[second] and typed[second] == word[first]
    return len(apart) == 1 and (len(word) >= LONG_WORD or _sounds_alike(typed[apart[0]], word[apart[0]]))


def _doubled(typed: str, word: str) -> bool:
    """Say whether `typed` is `word` with one letter written twice."""
    at = next((at for at, letter in enumerate(word) if typed[at] != letter), len(word))
    return typed[at] == typed[at - 1]


def _sounds_alike(one: str, other: str) -> bool:
    return (one in _VOWELS and other in _VOWELS) or frozenset((one, other)) in _SOUND_ALIKE
