"""Words as ill people type them: split, made alike, and compared by spelling."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

LEAST_LETTERS = 6
"""Near misses by spelling count from words of so many letters on."""

LONG_WORD = 8
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
MOST_LETTERS = 24
_WORD = re.compile(r"[a-z]+|\d{1,6}(?:\.\d{1,3})?|[,.;:!?()\n]")
_APOSTROPHES = dict.fromkeys(map(ord, "'`\u00b4\u2018\u2019\u02bc\uff07"))
_SLIPPED_APOSTROPHE = r"(?<=[a-z]);(?=t\b)"  # ; is its neighbour on a keyboard
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
_TWO = r"\b(?:can|don|won|could|will|does|did)\s+(?:t|not)\b"
_STRETCHED = r"([a-z])\1{2,}"
_VOWELS = frozenset("aeiouy")
_SOUND_ALIKE = frozenset(map(frozenset, ("sz", "ck", "cs", "gj", "mn", "vw", "fv", "td", "bp")))


class Word(NamedTuple):
    """One word of a text: at most two of a letter in a row, its clause, and as typed in lower case."""

    text: str
    clause: int
    typed: str


def split_words(text: str, breaks: frozenset[str] = frozenset()) -> list[Word]:
    """Return the words of a text. Case, accents and apostrophes are gone; marks and `breaks` part clauses."""
    words: list[Word] = []
    clause = 0
    for token in _WORD.findall(_joined(_bare(text.casefold()))):
        if token in breaks or not token[0].isalnum():
            clause += 1
        else:
            words.append(Word(_unstretched(token), clause, token))
    return words


# Each step looks first whether there is anything to do: to compile its pattern costs more than all the rest.


def _bare(text: str) -> str:
    """Return a text without accents and apostrophes."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    text = text.translate(_APOSTROPHES)
    return re.sub(_SLIPPED_APOSTROPHE, "", text) if ";" in text else text


def _joined(text: str) -> str:
    """Return a text with `can t` and `can not` as one word."""
    if "not" not in text and "t" not in text.split():
        return text
    return re.sub(_TWO, lambda found: _TWO_WORDS.get(" ".join(found[0].split()), found[0]), text)


def _unstretched(word: str) -> str:
    """Return a word with at most two of a letter in a row."""
    return re.sub(_STRETCHED, r"\1\1", word) if any(letter * 3 in word for letter in set(word)) else word


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

    def __init__(self, known: frozenset[str], ordinary: frozenset[str]) -> None:
        self._known, self._ordinary = known, ordinary
        self._by_first: dict[str, list[str]] = {}
        for word in known:
            if len(word) >= LEAST_LETTERS and word.isalpha():
                self._by_first.setdefault(word[0], []).append(word)

    def near(self, typed: str, *, is_known: bool) -> Iterator[str]:
        """Yield known words one slip away.

        A word that is known itself, or ordinary, is only taken for another where a letter was dropped
        or doubled.
        """
        if not LEAST_LETTERS - 1 <= len(typed) <= MOST_LETTERS:
            return
        strict = is_known or typed in self._ordinary
        for word in self._by_first.get(typed[0], ()):
            if -1 <= len(word) - len(typed) <= 1 and word != typed and _is_slip(typed, word, strict=strict):
                yield word
        # Only a slip that drops the first letter leaves a word that begins with another.
        yield from (letter + typed for letter in _LETTERS if letter != typed[0] and letter + typed in self._known)


def _is_slip(typed: str, word: str, *, strict: bool) -> bool:
    """Say whether `typed` is `word` with one letter dropped or doubled, or (unless strict) another slip.

    Both begin with the same letter, and differ by at most one in length.
    """
    at = _first_apart(typed, word)
    if len(typed) < len(word):
        return typed[at:] == word[at + 1 :]
    if len(typed) > len(word):
        one_more = word[at:] == typed[at + 1 :]
        return one_more and (typed[at] == typed[at - 1] or (not strict and len(word) >= LONG_WORD))
    if strict:
        return False
    if typed[at + 1 :] == word[at + 1 :]:
        return len(word) >= LONG_WORD or _sounds_alike(typed[at], word[at])
    return typed[at : at + 2] == word[at : at + 2][::-1] and typed[at + 2 :] == word[at + 2 :]


def _first_apart(one: str, other: str) -> int:
    """Return where two words first differ; the length of the shorter where it is the beginning of the other."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (mine, yours) in pairs if mine != yours), min(len(one), len(other)))


def _sounds_alike(one: str, other: str) -> bool:
    return (one in _VOWELS and other in _VOWELS) or frozenset((one, other)) in _SOUND_ALIKE
