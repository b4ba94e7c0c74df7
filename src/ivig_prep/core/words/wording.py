"""Words as ill people type them: split, and cut to their stems."""

import re
from collections.abc import Collection
from typing import NamedTuple

_WORD = r"[a-z]+|\d{1,6}(?:\.\d{1,3})?|[,.;:!?()\n]"
_APOSTROPHES = "'`\u00b4\u2018\u2019\u02bc\uff07"
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
_SPELLED = r"(?<![a-z])(?:[a-z] ){3,}[a-z](?![a-z])"
_LEAST_SPELLED = 4
"""So many letters, each on its own with one space between, are a word that was spelled out: `c h e s t`."""

_HIDDEN = r"(?<=[a-z])[0134@$*]{1,2}(?=[a-z])"
_LETTERS_HIDDEN = {"0": "o", "1": "i", "3": "e", "4": "a", "@": "a", "$": "s", "*": ""}
"""Signs that some people put in the place of a letter, as where such words are not allowed: `k1ll`, `su*cide`."""

_STRETCHED = r"([a-z])\1{2,}"


class Word(NamedTuple):
    """One word of a text: at most two of a letter in a row, its clause, and as typed in lower case.

    The first word of a clause stands `behind` the word or mark that parts it from the one before.
    """

    text: str
    clause: int
    typed: str
    behind: str = ""


def plain_text(text: str) -> str:
    """Return a text in lower case, without accents and apostrophes."""
    return _bare(text.casefold())


def without_s(text: str, words: Collection[str]) -> str:
    """Return a text with `leg's` as `leg`, for these words: without its apostrophe it would be more than one leg."""
    if not words or ("'" not in text and "\u2019" not in text):
        return text
    return re.sub(rf"\b({'|'.join(words)})['\u2019]s\b", r"\1", text, flags=re.IGNORECASE)


def split_words(text: str, breaks: frozenset[str] = frozenset()) -> list[Word]:
    """Return the words of a text. Case, accents and apostrophes are gone; marks and `breaks` part clauses."""
    words: list[Word] = []
    clause, behind = 0, ""
    text = _joined(_unspelled(_shown(_bare(text.casefold()))))
    is_stretched = any(letter * 3 in text for letter in set(text))
    for token in _tokens(text):
        if token in breaks or not token[0].isalnum():
            clause, behind = clause + 1, token
        else:
            words.append(Word(_unstretched(token) if is_stretched else token, clause, token, behind))
            behind = ""
    return words


def name_behind(behind: str, word: str) -> str:
    """Return under which name a word is found that stands right behind one that parts clauses."""
    return f"{behind}+{word}"


# Each step looks first whether there is anything to do: to compile its pattern costs more than all the rest.


def _tokens(text: str) -> list[str]:
    """Return the words, numbers and marks of a text."""
    is_plain = text.isascii() and text.replace(" ", "").isalpha()
    return text.split() if is_plain else re.findall(_WORD, text)


def _bare(text: str) -> str:
    """Return a text without accents and apostrophes."""
    if not text.isascii():
        import unicodedata  # late: a library of its own, and most of what is typed has no accents

        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    for mark in _APOSTROPHES:
        if mark in text:
            text = text.replace(f"d{mark}d", "ded").replace(mark, "")  # `od'd` would be `odd`
    return re.sub(_SLIPPED_APOSTROPHE, "", text) if ";" in text else text


def _shown(text: str) -> str:
    """Return a text with a letter for each sign that hides one within a word; a star only leaves one out."""
    if not any(sign in text for sign in _LETTERS_HIDDEN):
        return text
    return re.sub(_HIDDEN, lambda found: "".join(map(_LETTERS_HIDDEN.__getitem__, found[0])), text)


def _unspelled(text: str) -> str:
    """Return a text with each word that was spelled out as one word."""
    if sum(len(part) == 1 for part in text.split(" ")) < _LEAST_SPELLED:
        return text
    return re.sub(_SPELLED, lambda found: found[0].replace(" ", ""), text)


def _joined(text: str) -> str:
    """Return a text with `can t` and `can not` as one word."""
    if "not" not in text and "t" not in text.split():
        return text
    return re.sub(_TWO, lambda found: _TWO_WORDS.get(" ".join(found[0].split()), found[0]), text)


def _unstretched(word: str) -> str:
    """Return a word with at most two of a letter in a row."""
    return re.sub(_STRETCHED, r"\1\1", word)


def stem(word: str) -> str:
    """Return a word without the common English endings, so that `coughing` and `coughs` are one."""
    if len(word) > 6 and word.endswith("ness"):
        return word[:-4]
    for ending, least in (("ing", 7), ("ed", 6), ("es", 6), ("s", 4)):
        if word.endswith(ending) and len(word) >= least and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    return word[:-1] if word.endswith("e") and len(word) > 4 else word
