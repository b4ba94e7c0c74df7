"""A reading of a Spanish text by sound and stem: `se me incho`, `hinchadísima` and `hinchándose` are one word here.

Each word of the text and of the list becomes a key: what it sounds like, without its ending. People type Spanish on a
phone as they speak it, in all persons and tenses, so a list of spellings would never be complete.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from ivig_prep.core.words.finding import Finder
from ivig_prep.core.words.lines import Lines
from ivig_prep.core.words.places import Meaning, Places
from ivig_prep.core.words.slips import swaps
from ivig_prep.core.words.spelling import Spelling, is_long_enough
from ivig_prep.core.words.vocabulary import Vocabulary
from ivig_prep.core.words.word_index import WordIndex
from ivig_prep.core.words.wording import Word

_SOUNDS = (
    *(("ch|sh", "C"), ("h", ""), ("ll", "y"), ("qu(?=[ei])", "k"), ("gu(?=[ei])", "G"), ("g(?=[ei])", "j")),
    *(("c(?=[ei])", "s"), ("(?<=.)rr", "R"), (r"(.)\1", r"\1"), ("v", "b"), ("n(?=[bp])", "m"), ("(?<=[aeou])y$", "i")),
)
"""Letters that sound like others, in the order in which they are changed. `C` is `ch`, and `R` a rolled `r`."""

_ONE = str.maketrans({"G": "g", "c": "k", "q": "k", "z": "s", "x": "s", "w": "u"})
_PRONOUNS = "(?:[mts]e|l[aeo]s?|nos)"
_JOINED = (f"^(..+(?:ar|(?<!u)er|ir|[ae]ndo)){_PRONOUNS}+$", "^(.{4,}[ae]n?)(?:me|nos)$")
"""A verb with the pronouns behind it: `tomármelas`, `ayúdenme`."""

_ENDINGS = frozenset(
    (
        *("a", "as", "an", "amos", "e", "es", "en", "emos", "o", "os", "i", "is", "imos", "ar", "er", "ir", "or"),
        *(
            "aste",
            "iste",
            "io",
            "ios",
            "aron",
            "ieron",
            "yeron",
            "aba",
            "abas",
            "aban",
            "abamos",
            "ia",
            "ias",
            "ian",
            "iamos",
        ),
        *("ado", "ada", "ados", "adas", "ao", "aos", "ido", "ida", "idos", "idas", "ando", "endo", "iendo", "yendo"),
        *("iera", "ieras", "ieran", "aria", "arian", "eria", "erian", "iria", "irian", "asion", "ason"),
        *("amiento", "imiento"),
    )
)
"""Endings of verbs, plurals and genders."""

_LEAST_STEM = 3
LEAST_KEYED = 5
"""A word of a group has so many letters that others with its key belong to that group too."""

_SMALL = "(?:it|isim|[ao][sz])"
_SMALLER = (
    *((f"qu{_SMALL}([ao])s?$", r"c\1"), (f"gu{_SMALL}([ao])s?$", r"g\1"), (f"c{_SMALL}([ao])s?$", r"z\1")),
    *((f"{_SMALL}([ao])s?$", r"\1"), ("([rnl])e?cit[ao]s?$", r"\1"), ("mente$", "")),
)
"""Small and great ones of a word, and how: `boquita`, `llaguita`, `bracito`, `hinchadísima`, `fuertemente`."""

_LONGEST = 24
"""No word has more letters; to look for pronouns at the end of one of thousands would take minutes."""

_LEAST_SLIP = 7
"""A key of so many letters that is none of the list may be a slip of one that is."""


def key(word: str) -> str:
    """Return what a Spanish word sounds like, without its ending."""
    for letters, sounded in _SOUNDS:
        word = re.sub(letters, sounded, word)
    word = word.translate(_ONE)
    for joined in _JOINED:
        word = re.sub(joined, r"\1", word)
    if len(word) == _LEAST_STEM + 1:
        word = re.sub("(?<=[aeo])s$", "", word)
    stem = next((word[:at] for at in range(_LEAST_STEM, len(word)) if word[at:] in _ENDINGS), word)
    return stem[:-1] if stem != word and stem.endswith("i") and len(stem) > _LEAST_STEM else stem


def keys(word: str) -> Iterator[str]:
    """Yield the keys of a typed word: as it stands, with `x` for `ch`, `l` for `r`, and of what it is small of."""
    yield key(word)
    if "x" in word:
        yield key(word.replace("x", "ch"))
    yield key(re.sub("l(?![aeiouyl])", "r", word))
    for ending, plain in _SMALLER:
        yield key(re.sub(ending, plain, word))


def same_key(same: Mapping[str, str] | Lines, word: str) -> str:
    """Return the one key that stands for all words that mean the same."""
    return same.get(word) or same.get(key(word)) or key(word)


class Spanish:
    """Reads a Spanish text, and finds the signs of the list in it. `index` has them by the keys of their words."""

    def __init__(self, index: WordIndex, vocabulary: Vocabulary) -> None:
        self.finder = Finder(index, vocabulary)
        self._same = index.lines(lambda volume: volume.alike)
        self._known = index.listed(lambda volume: volume.known)
        begins, ends = index.lines(lambda volume: volume.begins), index.lines(lambda volume: volume.ends)
        self._spelling = Spelling(begins.get, ends.get, self._is_searched)
        self._fillers = frozenset(index.fillers)
        self._means: dict[str, Meaning] = {}

    def text(self, words: Sequence[Word]) -> Places:
        """Return where each key of these words stands."""
        return Places(words, self._fillers, self._meaning)

    def _meaning(self, word: Word) -> Meaning:
        if word.text not in self._means:
            self._means[word.text] = Meaning(self._read(word.text), (), ())
        return self._means[word.text]

    def _read(self, word: str) -> tuple[str, ...]:
        """Return the key of the list that a word has, or that its key is a slip of; its own where there is none."""
        if len(word) > _LONGEST:
            return (word,)
        swapped = (one for one in map(key, swaps(word)) if len(one) > _LEAST_STEM)
        for one in (word, *keys(word), *swapped):
            if found := self._same.get(one) or (one if one in self._known else ""):
                return (found,)
        own = key(word)
        near = self._spelling.near(own) if len(own) >= _LEAST_SLIP else ()
        return tuple(sorted({self._same.get(one) or one for one in near})) or (own,)

    def _is_searched(self, word: str) -> bool:
        return is_long_enough(word) and word in self._known
