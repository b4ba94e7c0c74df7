"""The words of the side-effect list, made ready once, so that no look-up has to read all of them.

They are made when a wheel is built, and in a checkout at each start.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from ivig_prep.core.words.lines import Lines
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


class ReadyFamily(NamedTuple):
    """A family of signs: there when one phrase of each part is. `far` ones may stand far apart, but not negated."""

    side_effect: str
    parts: int
    far: bool
    spanish: bool

    @classmethod
    def of(cls, line: str) -> "ReadyFamily":
        """Return the family that `stored_family` made this line of."""
        side_effect, parts, marks = line.split("|")
        return cls(side_effect, int(parts), _FAR in marks, _SPANISH in marks)


def stored_family(family: ReadyFamily) -> str:
    """Return a family as one line."""
    return f"{family.side_effect}|{family.parts}|{_FAR * family.far}{_SPANISH * family.spanish}"


class AskFirst(NamedTuple):
    """An entry that is asked about first where nothing but one of these words was typed: it may be the `milder` one."""

    side_effect: str
    milder: str
    said: tuple[str, ...]


class Lead(NamedTuple):
    """An entry that stands before another one of its tier where `by` was typed too."""

    side_effect: str
    before: str
    by: str


class ReadyWords(NamedTuple):
    """All words of a list, made alike. A text of many words has a space between them.

    `alike`, `phrases`, `urgent_under`, `family_parts` and `twins` are texts for `Lines`: a start reads them as they
    are. `urgent` are the words of emergencies, `twins` known words one slip apart, `mistaken` what a correct word
    stands for. `phrases` are stored phrases under their rarest word, with a `&` between them, and `urgent_under` has
    for each word of an emergency the rarest words of its phrases. `family_parts` has under a first word what it begins:
    `use the rest`, with a `|` between such entries. A use is `family,part`, with a `+` between several, or a number:
    `part_uses` has what many phrases are used for. `clues` are phrases under their id. `numbers` is the JSON of what
    can be measured and of the table of readings, and `shown` are the words that meters show for a number.
    `sounds` has long words of emergencies under their sound, and `misheard` what was meant by words that sound alike.
    `idioms`, for `Lines`, has idioms under their first word, with a `|` between them.
    `sounding`, for `Lines`, has every word of an emergency under its sound.
    `bound`, for `Lines`, has phrases of which part is no sign, under their first word, with a `|` between them.
    A text with one of `spanish_words`, or two of `spanish_small`, is read as `spanish` too: see `stored_spanish`.
    """

    alike: str
    known: str
    urgent: str
    said_no: str
    phrases: str
    urgent_under: str
    families: tuple[str, ...]
    family_parts: str
    part_uses: tuple[str, ...]
    fillers: tuple[str, ...]
    breaks: tuple[str, ...]
    hollow: str
    ordinary: str
    mistaken: Mapping[str, str]
    twins: str
    bare: Mapping[str, str]
    idioms: str
    clues: Mapping[str, str]
    numbers: str
    shown: str
    common: str = ""
    ask_first: tuple[AskFirst, ...] = ()
    apart: str = ""
    apart_before: str = ""
    sounds: Mapping[str, str] = MappingProxyType({})
    misheard: Mapping[str, str] = MappingProxyType({})
    sounding: str = ""
    bound: str = ""
    spanish_words: str = ""
    spanish_small: str = ""
    spanish: str = ""
    leads: tuple[Lead, ...] = ()
    one_with_s: tuple[str, ...] = ()


def alike(same: Mapping[str, str] | Lines, word: str) -> str:
    """Return the one word that stands for all that mean the same."""
    return same.get(word) or same.get(stem(word)) or stem(word)
