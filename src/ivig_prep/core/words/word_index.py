"""The index of the words of the side-effect list, so that no look-up has to read all of them.

They are made when a wheel is built, and in a checkout at each start.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from ivig_prep.core.words.lines import Lines, Listed
from ivig_prep.core.words.wording import stem

_WHOLE, _BROKEN, _SPANISH, _LITERAL, _URGENT, _FAR = "w", "b", "s", "l", "u", "f"


class Phrase(NamedTuple):
    """One way to say a sign: words made alike, and as written.

    `whole` wants the small words too, `literal` its one word as written, and `urgent` is of an emergency.
    """

    words: tuple[str, ...]
    written: tuple[str, ...]
    side_effect: str
    whole: bool
    broken: bool
    spanish: bool = False
    literal: bool = False
    urgent: bool = False

    @classmethod
    def of(cls, line: str) -> "Phrase":
        """Return the phrase that `stored` made this line of."""
        words, written, side_effect, marks = line.split("|")
        used = tuple(words.split())
        return cls(
            used,
            tuple(written.split()) or used,
            side_effect,
            *(mark in marks for mark in (_WHOLE, _BROKEN, _SPANISH, _LITERAL, _URGENT)),
        )


def stored(phrase: Phrase) -> str:
    """Return a phrase as one line: a file of lines is read in a fraction of the time of one of lists.

    Words that are written as they are used stand there once.
    """
    flags = zip((_WHOLE, _BROKEN, _SPANISH, _LITERAL, _URGENT), phrase[3:], strict=True)
    marks = "".join(mark for mark, is_set in flags if is_set)
    written = () if phrase.written == phrase.words else phrase.written
    return "|".join((" ".join(phrase.words), " ".join(written), phrase.side_effect, marks))


PARTED = "~"
"""Stands behind a phrase of two clauses, before what parts them: `an arm a leg~and2` is `an arm and a leg`."""

ONLY_PART = -1
"""The part of a family of one part: slips count only in families of more."""


class IndexedFamily(NamedTuple):
    """A family of signs: there when one phrase of each part is. `far` ones may stand far apart, but not negated."""

    side_effect: str
    parts: int
    far: bool
    spanish: bool

    @classmethod
    def of(cls, line: str) -> "IndexedFamily":
        """Return the family that `stored_family` made this line of."""
        side_effect, parts, marks = line.split("|")
        return cls(side_effect, int(parts), _FAR in marks, _SPANISH in marks)


def stored_family(family: IndexedFamily) -> str:
    """Return a family as one line."""
    return f"{family.side_effect}|{family.parts}|{_FAR * family.far}{_SPANISH * family.spanish}"


class Volume(NamedTuple):
    """What stands under the words with one first letter, in texts for `Lines`: a short text needs only a few volumes.

    `alike` has the one word that stands for all that mean the same. `slips` has what a known or an everyday word may be
    a slip of, as worked out once: what it may mean instead, then a `|`, then words of emergencies.
    `phrases` are stored phrases under their rarest word, with a `&` between them, and `urgent_under` has for each word
    of an emergency the rarest words of its phrases, with a `|` between them. `family_parts` has under a first word what
    it begins, by the second word, with a `|` between: `second:use the rest/use the rest`, the second word empty for the
    first alone. A use is `family,part`, with a `+` between several, and the part `ONLY_PART` where the family has no
    other; or it is a number, the place of such a text in `part_uses` of the index, as many phrases share one.
    `idioms`, and phrases of which part is no sign (`bound`), stand under their first word, with a `|` between them.
    `sounding` has every word of an emergency under its sound. `begins` and `ends` have the words among which slips are
    looked for, under their first and their last half. Three texts are for `Listed`: `known` are all words that the list
    has, `urgent` those of emergencies, and `ordinary` everyday words.
    """

    known: str = ""
    urgent: str = ""
    ordinary: str = ""
    alike: str = ""
    slips: str = ""
    phrases: str = ""
    urgent_under: str = ""
    family_parts: str = ""
    idioms: str = ""
    bound: str = ""
    sounding: str = ""
    begins: str = ""
    ends: str = ""


class WordIndex(NamedTuple):
    """All words of a list, made alike. A text of many words has a space between them.

    `volumes` have what stands under each word, by their letter. `mistaken` says what a correct word stands for. `clues`
    are phrases under their id. `numbers` is the JSON of what can be measured and of the table of readings, and `shown`
    are the words that meters show for a number.
    `sounds` has long words of emergencies under their sound, and `misheard` what was meant by words that sound alike.
    A text with one of `spanish_words`, or two of `spanish_small`, is read with the Spanish index too.
    `ask_first` are lines of an entry, the milder one it may be, and what is typed when that is asked first, with a `|`
    between them. `leads` are lines of an entry, the one that it stands before, and by what.
    `has_slips` says that the `slips` of words are in the volumes. Else they are searched for when a text is read.
    """

    volumes: Mapping[str, Volume] = MappingProxyType({})
    said_no: str = ""
    families: tuple[str, ...] = ()
    part_uses: tuple[str, ...] = ()
    fillers: tuple[str, ...] = ()
    breaks: tuple[str, ...] = ()
    hollow: str = ""
    mistaken: Mapping[str, str] = MappingProxyType({})
    bare: Mapping[str, str] = MappingProxyType({})
    clues: Mapping[str, str] = MappingProxyType({})
    numbers: str = ""
    shown: str = ""
    common: str = ""
    ask_first: tuple[str, ...] = ()
    apart: str = ""
    apart_before: str = ""
    sounds: Mapping[str, str] = MappingProxyType({})
    misheard: Mapping[str, str] = MappingProxyType({})
    spanish_words: str = ""
    spanish_small: str = ""
    leads: tuple[str, ...] = ()
    one_with_s: tuple[str, ...] = ()
    has_slips: bool = False

    def lines(self, text: Callable[[Volume], str]) -> Lines:
        """Return one of the texts for `Lines`, from all volumes: `text` returns it for one."""
        return Lines(lambda letter: text(self.volumes[letter]))

    def listed(self, text: Callable[[Volume], str]) -> Listed:
        """Return one of the texts for `Listed`, from all volumes: `text` returns it for one."""
        return Listed(lambda letter: text(self.volumes[letter]))


def alike(same: Mapping[str, str] | Lines, word: str) -> str:
    """Return the one word that stands for all that mean the same."""
    return same.get(word) or same.get(stem(word)) or stem(word)
