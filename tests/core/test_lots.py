"""Lots: what tells one from another, what only looks alike, and until when it may be used."""

from datetime import date

import pytest

from ivig_prep.core.diary.entries import Reaction, Treatment
from ivig_prep.core.diary.lots import (
    look,
    lot_key,
    lots_of_line,
    parse_expiry,
    parse_lot_line,
    spell,
    split_lots,
    without_prefix,
)
from ivig_prep.core.diary.search import find
from ivig_prep.errors import NotUnderstood

TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    "typed",
    [
        "A123",
        "a-123",
        "Lot A123",
        "LOT:A123",
        "lot#A123",
        "Lot No. A123",
        "lot nr A123",
        "Batch A 123",
        "BATCH NUMBER: A123",
        "\uff21\uff11\uff12\uff13",
        "\uff2c\uff2f\uff34 \uff21\uff11\uff12\uff13",
        "(10)A123",
        "\u24b6123",
    ],
)
def test_a_lot_is_the_same_however_it_is_copied(typed: str) -> None:
    assert lot_key(typed) == "a123"


@pytest.mark.parametrize("lot", ["LOTUS7", "Lot", "BATCH", "lot-", "LOTA1"])
def test_a_lot_that_begins_with_such_letters_stays_whole(lot: str) -> None:
    assert lot_key(lot) == lot.lower().strip("-")


@pytest.mark.parametrize(
    ("one", "other"),
    [("P1OO4", "P1004"), ("AI1", "A11"), ("l55", "1SS"), ("B8S5", "8B5S"), ("oil", "011"), ("SOB", "508")],
)
def test_letters_and_digits_that_look_alike_are_found_as_alike_and_never_as_the_same(one: str, other: str) -> None:
    assert look(lot_key(one)) == look(lot_key(other))
    for written, typed in ((one, other), (other, one)):
        (found,) = find([Treatment(TODAY, lots=(written,))], typed)

        assert (found.same, found.holding) == ((), ())
        assert len(found.alike) == 1


def test_a_lot_that_is_other_is_not_found() -> None:
    (found,) = find([Treatment(TODAY, lots=("A123",))], "A124")

    assert found.entries == ()


@pytest.mark.parametrize(
    ("typed", "lots"),
    [
        ("A123, B456", ("A123", "B456")),
        ("A123;B456", ("A123", "B456")),
        ("A123 and B456", ("A123", "B456")),
        ("Lot A123, Lot B456, C7", ("Lot A123", "Lot B456", "C7")),
        ("A123\nB456\n", ("A123", "B456")),
        ("A-123 b", ("A-123 b",)),
    ],
)
def test_several_lots_of_one_line_are_looked_for_one_by_one(typed: str, lots: tuple[str, ...]) -> None:
    assert split_lots(typed) == lots


def test_several_lots_with_spaces_between_them_are_found_too() -> None:
    entries = [Treatment(TODAY, lots=("A123",)), Treatment(date(2026, 11, 1), lots=("B456",))]

    assert [(one.term, len(one.same)) for one in find(entries, "A123 B456 C789")] == [
        ("A123", 1),
        ("B456", 1),
        ("C789", 0),
    ]


@pytest.mark.parametrize("typed", ["privigen", "LEFT hand", "my knee", "slept well", "paracetamol", "water"])
def test_words_of_brands_notes_and_reactions_are_found(typed: str) -> None:
    entry = Treatment(
        TODAY, "Privigen", site="left hand", helped="water", notes="I slept well", premeds=("Paracetamol",)
    )._replace(reactions=(Reaction("my knee hurts"),))

    (found,) = find([entry], typed)

    assert (found.lots, found.in_words) == (False, (entry,))


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("2027-03-31", "2027-03-31"),
        ("2027-03", "2027-03-31"),
        ("03/2027", "2027-03-31"),
        ("3/27", "2027-03-31"),
        ("2/2028", "2028-02-29"),
        ("12-2027", "2027-12-31"),
        ("Mar 2027", "2027-03-31"),
        ("MAR2027", "2027-03-31"),
        ("2027 APR", "2027-04-30"),
        ("15 March 2027", "2027-03-15"),
        ("202703", "2027-03-31"),
    ],
)
def test_an_expiry_is_read_as_stickers_print_it(typed: str, iso: str) -> None:
    assert parse_expiry(typed, TODAY) == iso


@pytest.mark.parametrize("typed", ["soon", "March", "13/2027", "31 March", "3/4/2027", "2027", "", "2027-02-30"])
def test_an_expiry_that_is_open_is_refused(typed: str) -> None:
    with pytest.raises(NotUnderstood):
        parse_expiry(typed, TODAY)


@pytest.mark.parametrize(
    "typed",
    [
        "A123, exp 03/2027",
        "A123 exp. 2027-03",
        "A123; expires 31 March 2027",
        "A123 EXP: 03-2027",
        "A123 expiry Mar 2027",
        "A123 (exp. 2027-03-31)",
        "A123, use by March 2027",
        "A123 Expiration date: 2027/03/31",
        "A123 [EXP 03/27]",
        "A123 exp03/2027",
        "A123, best before 31.03.2027",
    ],
)
def test_a_lot_and_its_expiry_are_read_from_one_line(typed: str) -> None:
    assert parse_lot_line(typed, TODAY) == ("A123", "2027-03-31")


@pytest.mark.parametrize("typed", ["A123", "EXP123", "A exp", "EXPO 12", "exp", "A123 EXP124"])
def test_a_line_without_an_expiry_is_a_lot(typed: str) -> None:
    assert parse_lot_line(typed, TODAY) == (typed, None)


@pytest.mark.parametrize("typed", ["exp 03/2027", "EXP: 2027-03", "expires March 2027", "use by 3/27"])
def test_an_expiry_without_its_lot_is_refused(typed: str) -> None:
    with pytest.raises(NotUnderstood, match="without its lot"):
        parse_lot_line(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "lots"),
    [
        ("A123, A124", ("A123", "A124")),
        ("A123; A124 and B7", ("A123", "A124", "B7")),
        ("Lot A123 & Lot A124", ("Lot A123", "Lot A124")),
        ("A123\nA124", ("A123", "A124")),
        ("A-123 b, A-124 b", ("A-123 b", "A-124 b")),
        ("A123 exp 03/2027 and A124 exp 04/2027", ("A123 exp 03/2027", "A124 exp 04/2027")),
        ("A123, exp 03/2027, A124, exp 04/2027", ("A123, exp 03/2027", "A124, exp 04/2027")),
        ("A123, 03/2027", ("A123, exp 03/2027",)),
        ("A123, exp March 31, 2027", ("A123, exp March 31, 2027",)),
        ("A123, EXP124", ("A123", "EXP124")),
        ("A123, the blue box", ("A123, the blue box",)),
        ("A123, 2 bottles of it", ("A123, 2 bottles of it",)),
        ("two, three", ("two, three",)),
        ("A123", ("A123",)),
        ("", ("",)),
    ],
)
def test_several_lots_that_are_typed_on_one_line_are_several(typed: str, lots: tuple[str, ...]) -> None:
    assert lots_of_line(typed) == lots


@pytest.mark.parametrize("typed", ["A123", "A124", "lot A124", "a-124"])
def test_a_lot_that_was_kept_with_another_on_one_line_is_found_as_itself(typed: str) -> None:
    (found,) = find([Treatment(TODAY, lots=("A123, A124",))], typed)

    assert len(found.same) == 1


@pytest.mark.parametrize("typed", ["C9", "LOT: C9", "lot c9", "Batch no. C9"])
def test_a_short_lot_is_found_where_it_stands_among_other_words(typed: str) -> None:
    (found,) = find([Treatment(TODAY, lots=("LOT:C9 (from the blue box)",))], typed)

    assert len(found.holding) == 1
    assert not find([Treatment(TODAY, lots=("AC91",))], "Lot C9")[0].entries


@pytest.mark.parametrize("lot", ["Lot P1OO4", "P1OO4", "LOT:P1OO4"])
def test_a_word_before_a_lot_is_not_spelled(lot: str) -> None:
    assert without_prefix(lot) == "P1OO4"


def test_a_lot_is_said_letter_by_letter_with_what_looks_alike_named() -> None:
    assert spell("O0-Il1 S5") == "letter O, zero, dash, letter I, letter l, one, space, letter S, five"
