"""Numbers a person measured: read in every way of writing, and compared with the table of data/matching.yaml.

A number is a reading where a word beside it names what was measured, or its unit does. Nothing is guessed from a number
alone but a temperature, which people type as it stands on the thermometer.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

REACH = 8
"""How many words may stand between a name and its number."""

_AROUND = 2 * REACH
"""Slips of names and units are read no farther from a number: a name of some words, and what may stand between."""

_AIR = r"outside|outdoors|out there|in the (?:shade|sun|garden|yard|car|room|house|kitchen|greenhouse)"
_NO_READING = (
    r"\b\d{4}-\d{1,2}-\d{1,2}\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\d{7,}"
    rf"|\b\d{{1,3}} ?(?:degrees?|c|f) (?:{_AIR})\b"
)
"""A date, more digits than any reading has, or how warm the air is."""
_PART = r"sp[o0]2|o2|\d,\d{3}(?!\d)|\d+(?:[.,]\d{1,2}(?!\d))?|[a-z]+|[/%<>,.;:!?\n-]"
_MORE = frozenset((">", "over", "above", "than"))
_LESS = frozenset(("<", "under", "below"))
_PAIRED = frozenset(("/", "over", "-", "con", "sobre"))
_UPPER, _LOWER, _TEMPERATURE = "upper", "lower", "temperature"
_LEAST_UPPER, _LEAST_LOWER = 60.0, 30.0
_BODY = {"celsius": (34.0, 44.0), "fahrenheit": (93.0, 115.0)}
"""From what on, and up to what, a temperature that nothing names can be a person's."""

_FEVER = {"celsius": (37.8, 44.0), "fahrenheit": (100.0, 115.0)}
_MOST_SCORE = 10.0


class Kind(NamedTuple):
    """What can be measured, in one unit: the words for it, and which numbers can be one.

    `names` stand before the number or right after it; `weak` ones only count with a unit. `units` follow the number;
    those of `own` say what was measured without a name. A number without a unit lies from `bare_least` to `bare_most`.
    `high` and `low` are words that a meter shows in place of a number. Some brands make a meter misread it.
    `neutral` names say nothing beside a number in the usual range: `temperature` is no fever there.
    """

    kind: str
    unit: str
    names: tuple[str, ...]
    least: float
    most: float
    bare_least: float | None = None
    bare_most: float | None = None
    weak: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    high: tuple[str, ...] = ()
    low: tuple[str, ...] = ()
    misread: bool = False
    neutral: tuple[str, ...] = ()


class Bound(NamedTuple):
    """A row of the table: a reading from `least` on, or up to `most`, is this entry.

    All of `when` must be there too, and one of `also`: clues, entries, `symptom` for any entry at all, or `alone`
    where hardly anything else was typed.
    """

    kind: str
    unit: str
    tier: str
    side_effect: str
    source: str
    least: float | None = None
    most: float | None = None
    when: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    def holds(self, value: "Value", is_there: Callable[[str], bool]) -> bool:
        """Say whether a reading lies here, with all that must be there."""
        return (
            (self.kind, self.unit) == (value.kind, value.unit)
            and (self.least is None or value.number >= self.least)
            and (self.most is None or value.number <= self.most)
            and all(is_there(name) for name in self.when)
            and (not self.also or any(is_there(name) for name in self.also))
        )


class Value(NamedTuple):
    """A number that was read, as what."""

    kind: str
    unit: str
    number: float


class Apart(NamedTuple):
    """Words that make a number something else where they stand right after it, or right before it."""

    after: frozenset[str]
    before: frozenset[str]


class _Name(NamedTuple):
    """Where a name stands in the text."""

    start: int
    end: int
    kind: str
    weak: bool


def read_values(text: str, kinds: Sequence[Kind], apart: Apart, spell: Callable[[str], str]) -> list[Value]:
    """Return every reading of a text in lower case.

    Beside a word of `apart` a number is something else.
    `spell` returns a name for a slip of it.
    """
    reader = _Reader(re.findall(_PART, re.sub(_NO_READING, " ", text)), kinds, apart, spell)
    return list(dict.fromkeys(reader.values()))


def name_words(kinds: Iterable[Kind]) -> Iterator[str]:
    """Yield the words of all names and units."""
    return (word for kind in kinds for said in (*kind.names, *kind.weak, *kind.own) for word in said.split())


class _Reader:
    """A text on its way to readings."""

    def __init__(self, tokens: list[str], kinds: Sequence[Kind], apart: Apart, spell: Callable[[str], str]) -> None:
        self._kinds, self._apart = kinds, apart
        self._shown_words = frozenset(word for kind in kinds for word in (*kind.high, *kind.low))
        values = (at for at, token in enumerate(tokens) if token[0].isdigit() or token in self._shown_words)
        around = {at for value in values for at in range(value - _AROUND, value + _AROUND + 1)}
        self._tokens = [spell(token) if at in around and token.isalpha() else token for at, token in enumerate(tokens)]
        self._by_kind: dict[str, list[Kind]] = {}
        for kind in kinds:
            self._by_kind.setdefault(kind.kind, []).append(kind)
        self._names = self._find_names()
        self._taken: set[int] = set()

    def values(self) -> Iterator[Value]:
        """Yield the readings in the order of the text."""
        skip = -1
        for at, token in enumerate(self._tokens):
            if at <= skip:
                continue
            if token[0].isdigit():
                pair = self._pressure(at)
                if pair:
                    skip = at + 2
                yield from pair or self._single(at)
            elif token in self._shown_words:
                yield from self._shown(at)

    # Names

    def _find_names(self) -> list[_Name]:
        said = {}
        for kind in self._kinds:
            said.update({tuple(name.split()): (kind.kind, False) for name in kind.names})
            said.update({tuple(name.split()): (kind.kind, True) for name in kind.weak})
        lengths = sorted({len(name) for name in said}, reverse=True)
        begins = frozenset(name[0] for name in said)
        found, at = [], 0
        while at < len(self._tokens):
            for length in lengths if self._tokens[at] in begins else ():
                name = said.get(tuple(self._tokens[at : at + length]))
                if name:
                    found.append(_Name(at, at + length, *name))
                    at += length - 1
                    break
            at += 1
        return found

    def _name_for(self, at: int) -> _Name | None:
        """Return the name a number belongs to: the nearest before it that has none yet, or the one right after."""
        before = [name for name in self._names if name.end <= at <= name.end + REACH]
        after = next((name for name in self._names if at < name.start <= at + 2), None)
        nearest = before[-1] if before else None
        if nearest and nearest.start in self._taken and after and after.start not in self._taken:
            nearest = after
        found = nearest or after
        if found:
            self._taken.add(found.start)
        return found

    # Numbers

    def _pressure(self, at: int) -> list[Value]:
        """Return both numbers of a blood pressure such as 120/80, 120 over 80 or, in Spanish, 120 con 80."""
        if at + 2 >= len(self._tokens) or self._tokens[at + 1] not in _PAIRED:
            return []
        if not self._tokens[at + 2][0].isdigit():
            return []
        upper, lower = _number(self._tokens[at]), _number(self._tokens[at + 2])
        before = [name.kind for name in self._names if name.end <= at <= name.end + REACH]
        named = bool(before) and before[-1] in (_UPPER, _LOWER)
        other = bool(before) and not named
        plain = self._tokens[at + 1] != "-" and not other and upper >= _LEAST_UPPER and lower >= _LEAST_LOWER
        if upper <= lower or not (named or plain) or self._is_apart(at) or self._is_apart(at + 2):
            return []
        (kind,) = self._by_kind[_UPPER]
        if not kind.least <= upper <= kind.most:
            return []
        return [Value(_UPPER, kind.unit, upper), Value(_LOWER, kind.unit, lower)]

    def _single(self, at: int) -> Iterator[Value]:
        unit, own = self._unit(at)
        if (not unit and self._is_apart(at)) or self._is_score(at):
            return
        name = self._name_for(at)
        number = self._compared(at)
        if own and (name is None or name.kind not in {kind.kind for kind in unit}):
            for kind in unit:
                least, most = _BODY.get(kind.unit, (kind.least, kind.most))
                if least <= number <= most:
                    yield Value(kind.kind, kind.unit, number)
        elif name and not (name.weak and not unit):
            yield from self._named(name.kind, unit, number)
        elif name is None and not unit:
            yield from self._unnamed(number, at)

    def _named(self, kind: str, unit: list[Kind], number: float) -> Iterator[Value]:
        kinds = [one for one in unit if one.kind == kind]
        if kinds and len(self._by_kind[kind]) > len(kinds):
            yield from (Value(kind, one.unit, number) for one in kinds if one.least <= number <= one.most)
        else:
            yield from (Value(kind, one.unit, number) for one in self._by_kind[kind] if _fits(one, number))

    def _unnamed(self, number: float, at: int) -> Iterator[Value]:
        """Yield a temperature that nothing names: a number alone, or one with a point, that would be a fever."""
        if len(self._tokens) > 1 and "." not in self._tokens[at] and "," not in self._tokens[at]:
            return
        for unit, (least, most) in _FEVER.items():
            if least <= number < most:
                yield Value(_TEMPERATURE, unit, number)

    def _shown(self, at: int) -> Iterator[Value]:
        """Yield what a meter shows in place of a number, behind the name of the meter."""
        for kind in self._kinds:
            word = self._tokens[at]
            if word not in kind.high and word not in kind.low:
                continue
            before = [name for name in self._names if name.end <= at <= name.end + REACH]
            if before and before[-1].kind == kind.kind:
                yield Value(kind.kind, kind.unit, kind.most if word in kind.high else kind.least)

    def _unit(self, at: int) -> tuple[list[Kind], bool]:
        """Return the kinds whose unit stands behind this number, and whether it says what was measured."""
        for length in (4, 3, 2, 1):
            said = " ".join(self._tokens[at + 1 : at + 1 + length])
            own = [kind for kind in self._kinds if said in kind.own]
            found = own or [kind for kind in self._kinds if said in kind.units]
            if found:
                return found, bool(own)
        return [], False

    def _is_apart(self, at: int) -> bool:
        """Say whether a number is a time, an age, a dose or the like."""
        after = self._tokens[at + 1] if at + 1 < len(self._tokens) else ""
        named = any(name.end == at for name in self._names)
        before = self._tokens[at - 1] if at and not named else ""
        return after in self._apart.after or before in self._apart.before

    def _is_score(self, at: int) -> bool:
        """Say whether a number is one of `8 out of 10` or `10/10`."""
        after, before = self._tokens[at + 1 : at + 4], self._tokens[max(at - 3, 0) : at]
        behind = after[:2] == ["out", "of"] or before[-2:] == ["out", "of"]
        slashed = after[:1] == ["/"] and len(after) > 1 and after[1] == "10"
        return behind or slashed or (before[-1:] == ["/"] and _number(self._tokens[at]) == _MOST_SCORE)

    def _compared(self, at: int) -> float:
        """Return a number; `over` one is a little more than it, and `under` a little less."""
        number = _number(self._tokens[at])
        before = self._tokens[at - 1] if at else ""
        step = 1.0 if number == int(number) and number > _MOST_SCORE else 0.1
        if before in _MORE and self._tokens[max(at - 2, 0)] != "less":
            return number + step
        return number - step if before in _LESS or before == "than" else number


def _number(token: str) -> float:
    if re.fullmatch(r"\d,\d{3}", token):
        return float(token.replace(",", ""))
    return float(token.replace(",", "."))


def _fits(kind: Kind, number: float) -> bool:
    """Say whether a number without a unit can be of this kind."""
    least = kind.least if kind.bare_least is None else kind.bare_least
    most = kind.most if kind.bare_most is None else kind.bare_most
    return least <= number <= most


def entries_of(
    values: Iterable[Value], bounds: Sequence[Bound], is_there: Callable[[str], bool]
) -> Iterator[tuple[Value, str | None]]:
    """Yield each reading with each entry it is, and with None where it lies in the usual range."""
    for value in values:
        found = list(dict.fromkeys(bound.side_effect for bound in bounds if bound.holds(value, is_there)))
        yield from ((value, entry) for entry in (found or (None,)))


def stored_table(kinds: Iterable[Kind], bounds: Iterable[Bound]) -> str:
    """Return what can be measured and the table of readings as JSON, to be read only where a number was typed."""
    return json.dumps([[tuple(kind) for kind in kinds], [tuple(bound) for bound in bounds]], separators=(",", ":"))


def table_of(text: str) -> tuple[tuple[Kind, ...], tuple[Bound, ...]]:
    """Return what `stored_table` made this text of."""
    kinds, bounds = json.loads(text)
    return tuple(Kind(*map(_listed, kind)) for kind in kinds), tuple(Bound(*map(_listed, bound)) for bound in bounds)


def _listed(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
