"""Numbers in a text: which of them are readings, of what, in which unit. test_readings.py holds what each one says."""

import pytest

from ivig_prep.content.library import Library
from ivig_prep.core.words.readings import (
    Apart,
    Bound,
    Kind,
    Value,
    entries_of,
    name_words,
    read_values,
    stored_table,
    table_of,
)

MATCHING = Library().matching
APART = Apart(frozenset(MATCHING.apart), frozenset(MATCHING.apart_before))
UNITS = {
    "oxygen": "percent",
    "pulse": "a minute",
    "breaths": "a minute",
    "upper": "mmhg",
    "lower": "mmhg",
    "C": "celsius",
    "F": "fahrenheit",
    "mg": "mg/dl",
    "mmol": "mmol/l",
    "doses": "pills",
}
KINDS = {"C": "temperature", "F": "temperature", "mg": "sugar", "mmol": "sugar"}


def read(typed: str) -> list[Value]:
    return read_values(typed, MATCHING.kinds, APART, lambda word: word)


def values(said: str) -> list[Value]:
    """Return the readings of a short form such as `upper 120, lower 80`."""
    parts = [part.split() for part in said.split(", ") if part]
    return [Value(KINDS.get(what, what), UNITS[what], float(number)) for what, number in parts]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        # dates, long numbers, thousands and parts
        *(("temp 2026-12-01 38.5", "C 38.5"), ("temp 1/12/26 38.5", "C 38.5"), ("temp 1.12.2026 38.5", "C 38.5")),
        *(("temp 12345678", ""), ("pulse 1234567 88", "pulse 88"), ("pulse 123456", "")),
        *(("sugar 1,200", "mg 1200"), ("sugar 1,2", "mmol 1.2"), ("sugar 1,20", "mmol 1.2")),
        # a name before its number, or right after it, and how far away
        *(("oxygen 93", "oxygen 93"), ("93 oxygen", "oxygen 93"), ("93 my oxygen", "oxygen 93")),
        *(("93 was my oxygen", ""), ("oxygen a b c d e f g h 88", "oxygen 88"), ("oxygen a b c d e f g h i 88", "")),
        *(("pulse 88 oxygen 93", "pulse 88, oxygen 93"), ("pulse oxygen 88 93", "oxygen 88, oxygen 93")),
        *(("88 pulse 120 bp", "pulse 88, upper 120"), ("oxygen 88 97", "oxygen 88, oxygen 97")),
        *(("resting heart rate 88", "pulse 88"), ("pulse ox 88 pulse 90", "oxygen 88, pulse 90")),
        ("pulse 90, oxygen 90, pulse 90", "pulse 90, oxygen 90"),
        *(("pulse 88 93 oxygen", "pulse 88, oxygen 93"), ("oxygen 93 88 pulse", "oxygen 93, pulse 88")),
        *((f"{oxygen} 88", "oxygen 88") for oxygen in ("sp02", "spo2", "o2", "02", "o2sat", "spo2 of")),
        *(
            ("pulse 0", "pulse 0"),
            ("0 pulse", "pulse 0"),
            ("heart rate is 90 and heart rate is 100", "pulse 90, pulse 100"),
        ),
        # both numbers of a blood pressure
        *((said, "upper 120, lower 80") for said in ("120/80", "bp 120/80", "bp 120 over 80", "bp 120-80")),
        *(("120-80", ""), ("temp 120/80", "F 120, F 80"), ("60/30", "upper 60, lower 30"), ("59/30", "")),
        *(("60/29", ""), ("80/120", ""), ("80/80", ""), ("bp 80/80", "upper 80"), ("bp 321/100", "upper 100")),
        *(("bp 320/100", "upper 320, lower 100"), ("bp 20/10", "upper 20, lower 10"), ("bp 19/10", "")),
        *(("top number 50/20", "upper 50, lower 20"), ("bottom number 120/80", "upper 120, lower 80")),
        *(("120/80 mg", ""), ("room 120/80", ""), ("bp 120/", "upper 120"), ("bp 120/x", "upper 120")),
        ("bp a b c d e f g h 50/20", "upper 50, lower 20"),
        ("bp a b c d e f g h i 50/20", ""),
        ("bp 120/80 90", "upper 120, lower 80, upper 90"),
        *(("my bp is 120/80 mg", "upper 120"), ("bp 120/80/90", "upper 120, lower 80, upper 90"), ("age 120/80", "")),
        *(("temp 50/30", "C 50, C 30"), ("pulse 120/80", "pulse 120, pulse 80"), ("oxygen 120/80 bp", "upper 80")),
        ("bp 120/80, 130/90", "upper 120, lower 80, upper 130, lower 90"),
        ("systolic 200 over 100", "upper 200, lower 100"),
        ("pulse 70 bp 120/80 temp 38", "pulse 70, upper 120, lower 80, C 38"),
        # where a text begins, nothing stands before: not its end
        *((f"90 pulse {last}", "pulse 90") for last in ("over", "room", "than", "under")),
        *(("10 pulse out of", "pulse 10"), ("10 pulse /", "pulse 10")),
        # scores
        *((said, "") for said in ("8 out of 10", "10/10 pulse", "pulse 7/10", "pulse 10 out of 10", "pulse out of 90")),
        *(("pulse 8 out of 10 90", "pulse 90"), ("pulse 90 of out", "pulse 90"), ("bp 110/10", "upper 110, lower 10")),
        # more than, and less than
        *((f"pulse {more} 130", "pulse 131") for more in (">", "over", "above", "more than", "higher than")),
        *((f"pulse {less} 50", "pulse 49") for less in ("<", "under", "below", "less than")),
        *(("over 130 pulse", "pulse 131"), ("pulse above 10", "pulse 10.1"), ("pulse below 11", "pulse 10")),
        *(("temp over 38.5", "C 38.6"), ("pulse than 50", "pulse 51"), ("than 50 pulse", "pulse 51")),
        # which unit
        *(("temp 60", "C 60"), ("temp 60.1", "F 60.1"), ("temp 160", "F 160"), ("temp 161", ""), ("temp 38 f", "F 38")),
        *(("temp 45 c", "C 45"), ("45 c", ""), ("44 c", "C 44"), ("34 c", "C 34"), ("33.9 c", ""), ("93 f", "F 93")),
        *(("92.9 f", ""), ("115 f", "F 115"), ("115.1 f", ""), ("38 degrees", "C 38"), ("100 degrees", "F 100")),
        *(("100 degrees c", ""), ("temp 50 degrees c", "C 50"), ("98.6 f 101 f", "F 98.6, F 101")),
        *(("sugar 5 mmol", "mmol 5"), ("sugar 5 mmol / l", "mmol 5"), ("sugar 120 mg/dl", "mg 120")),
        *(("120 mg dl", "mg 120"), ("sugar 20", "mg 20, mmol 20"), ("sugar 19", "mmol 19"), ("sugar 34", "mg 34")),
        *(("sugar 33.9", "mg 33.9, mmol 33.9"), ("sugar 2001", ""), ("sugar 111 mmol", ""), ("sugar 2001 mg/dl", "")),
        *(("breathing 30", ""), ("breathing 30 times a minute", "breaths 30"), ("30 a minute", "")),
        *(("pulse 72 a minute", "pulse 72"), ("oxygen 72 beats a minute", "pulse 72"), ("9 pills", "doses 9")),
        *(
            ("temp 32 f", "F 32"),
            ("temp 31.9 f", ""),
            ("temp 160 f", "F 160"),
            ("temp 160.1 f", ""),
            ("0 mmol", "mmol 0"),
        ),
        *(("temp 38 degrees", "C 38"), ("temp of 99 degrees fahrenheit", "F 99"), ("120 mg/dl", "mg 120")),
        *(("temp 38.5c 101.3f", "C 38.5, F 101.3"), ("30 breaths per minute", "breaths 30"), ("5 mmol / l", "mmol 5")),
        *(("500 tablets", "doses 500"), ("501 tablets", ""), ("oxygen 88 percent", "oxygen 88"), ("88 percent", "")),
        *(("pulse 88 percent", "pulse 88"), ("oxygen 101", ""), ("oxygen 100", "oxygen 100"), ("pulse 401", "")),
        # a number that nothing names
        *(("38.5", "C 38.5"), ("38,5", "C 38.5"), ("38", "C 38"), ("37.8", "C 37.8"), ("37.7", ""), ("44", "")),
        *(("43.9", "C 43.9"), ("100", "F 100"), ("99.9", ""), ("115", ""), ("114.9", "F 114.9")),
        *(("about 38", ""), ("38 .", ""), ("38.5.", "C 38.5"), ("1.2.3 temp", "C 3")),
        *(("i am 38", ""), ("i am 38.5", "C 38.5"), ("i am 38,5", "C 38.5"), ("i am 100.4 hot", "F 100.4")),
        # what is no reading
        *((said, "") for said in ("pulse 90 days", "pulse 90 mg", "room 90 pulse", "age 38.5", "day 38.5", "38.5 kg")),
        *(("age pulse 90", "pulse 90"), ("temp 38.5 c", "C 38.5")),
        # what a meter shows in place of a number
        *(("sugar hi", "mg 2000"), ("sugar is lo", "mg 0"), ("hi", ""), ("hi sugar", ""), ("pulse hi", "")),
        *(("pulse sugar hi", "mg 2000"), ("sugar pulse hi", ""), ("sugar a b c d e f g h i hi", "")),
        ("sugar a b c d e f g h hi", "mg 2000"),
    ],
)
def test_a_number_is_read_as_what_it_measures_and_else_not_at_all(typed: str, wanted: str) -> None:
    assert read(typed) == values(wanted)


def test_a_slip_in_a_name_is_read_as_the_name_and_a_number_is_not_spelled() -> None:
    asked: list[str] = []

    def spell(word: str) -> str:
        asked.append(word)
        return {"puls": "pulse"}.get(word, word)

    assert read_values("my puls is 88", MATCHING.kinds, APART, spell) == values("pulse 88")
    assert asked == ["my", "puls", "is"]


BOUND = Bound("pulse", "a minute", "call-now", "odd-reading", "news2")
BOTH = BOUND._replace(when=("a",), also=("b",))


@pytest.mark.parametrize(
    ("bound", "number", "there", "holds"),
    [
        (BOUND, 88, set(), True),
        (BOUND._replace(unit="hour"), 88, set(), False),
        (BOUND._replace(kind="breaths"), 88, set(), False),
        *((BOUND._replace(least=88.0), number, set(), holds) for number, holds in ((87.9, False), (88, True))),
        *((BOUND._replace(most=88.0), number, set(), holds) for number, holds in ((88.1, False), (88, True))),
        *((BOUND._replace(least=80.0, most=90.0), number, set(), number == 85) for number in (79, 85, 91)),
        *((BOUND._replace(when=("a", "b")), 88, there, len(there) == 2) for there in ({"a"}, {"b"}, {"a", "b"})),
        *((BOUND._replace(also=("a", "b")), 88, there, bool(there)) for there in (set(), {"a"}, {"b"}, {"a", "b"})),
        *(
            (BOUND._replace(when=("a",), also=("b",)), 88, there, len(there) == 2)
            for there in ({"a"}, {"b"}, {"a", "b"})
        ),
    ],
)
def test_a_row_of_the_table_holds_from_its_edge_on_with_all_that_must_be_there(
    bound: Bound, number: float, there: set[str], holds: bool
) -> None:
    assert bound.holds(Value("pulse", "a minute", number), there.__contains__) is holds


def test_a_reading_is_each_entry_it_lies_in_once_and_no_entry_in_its_usual_range() -> None:
    pulse, breaths = Value("pulse", "a minute", 140), Value("breaths", "a minute", 15)
    bounds = (
        BOUND._replace(least=130.0, side_effect="fast"),
        BOUND._replace(least=100.0, side_effect="odd"),
        BOUND._replace(least=120.0, side_effect="fast"),
    )

    found = list(entries_of([pulse, breaths], bounds, set().__contains__))

    assert found == [(pulse, "fast"), (pulse, "odd"), (breaths, None)]
    assert list(entries_of([pulse], [BOTH], {"a", "b"}.__contains__)) == [(pulse, "odd-reading")]
    assert list(entries_of([pulse], [BOTH], {"a"}.__contains__)) == [(pulse, None)]


def test_the_words_of_names_are_those_of_the_weak_ones_and_of_units_that_name_too() -> None:
    kind = Kind("k", "u", ("heart rate",), 0, 9, weak=("breath",), units=("a minute",), own=("beats per minute",))

    assert list(name_words([kind])) == ["heart", "rate", "breath", "beats", "per", "minute"]


def test_the_table_is_stored_and_comes_back_as_it_was() -> None:
    kinds, bounds = tuple(MATCHING.kinds), tuple(MATCHING.readings)

    stored = stored_table(kinds, bounds)

    assert table_of(stored) == (kinds, bounds)
    assert ", " not in stored
    assert '": ' not in stored
