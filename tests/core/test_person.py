"""What a person told the program about themselves: what is taken, refused, and follows from it."""

import json
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivig_prep.core.person import Person, from_saved
from ivig_prep.core.phones import parse_phone
from ivig_prep.core.setup import SETTINGS, Value, parse_days, parse_fits, parse_setting, say_setting, with_changes
from ivig_prep.core.traits import TRAITS
from ivig_prep.errors import NotUnderstood

NAMES = [setting.name for setting in SETTINGS]
CLEARED = [setting.name for setting in SETTINGS if setting.name != "days"]
"""Of the days one is left: an infusion has no fewer."""


def today() -> date:
    return date(2026, 12, 1)


PHONES = [
    "911",
    "112",
    "999",
    "000",
    "555 0100",
    "+1 (555) 010-0199",
    "(555) 010 0199",
    "01 23 45 67 89",
    "555.010.0199",
    "030/1234567",
    "555 0100 x12",
    "555 0100 ext. 12",
    "555 0100 extension 12",
]


def test_a_goal_and_a_limit_together_are_refused() -> None:
    with pytest.raises(NotUnderstood, match="cannot stand together"):
        with_changes(Person(), {"fluid_goal": 2000, "fluid_limit": 1500})


def test_a_goal_beside_a_limit_that_stands_is_refused_and_the_limit_named() -> None:
    with pytest.raises(NotUnderstood, match=r"limit of 6 cups \(1.5 liters\)") as refused:
        with_changes(Person(fluid_limit=1500), {"fluid_goal": 2000})

    assert "--fluid-limit none" in str(refused.value.next_step)


def test_a_limit_removes_the_goal() -> None:
    assert with_changes(Person(fluid_goal=2000), {"fluid_limit": 1500}) == {"fluid_limit": 1500, "fluid_goal": None}


def test_a_goal_may_be_set_as_the_limit_is_cleared() -> None:
    changes = {"fluid_limit": None, "fluid_goal": 2000}

    assert with_changes(Person(fluid_limit=1500), changes) == changes


def test_a_new_limit_replaces_the_old() -> None:
    assert with_changes(Person(fluid_limit=1500), {"fluid_limit": 1000}) == {"fluid_limit": 1000}


def test_clearing_a_goal_leaves_the_limit() -> None:
    assert with_changes(Person(fluid_limit=1500), {"fluid_goal": None}) == {"fluid_goal": None}


fluid_changes = st.dictionaries(
    st.sampled_from(("fluid_goal", "fluid_limit")), st.one_of(st.none(), st.integers(100, 5000))
)


@given(st.lists(fluid_changes, max_size=8))
def test_after_any_changes_goal_and_limit_never_stand_together_and_no_limit_is_lost(
    changes: list[dict[str, Value]],
) -> None:
    person = Person()
    for change in changes:
        try:
            changed = from_saved({**person._asdict(), **with_changes(person, change)})
        except NotUnderstood:
            continue

        assert None in (changed.fluid_goal, changed.fluid_limit)
        assert changed.fluid_limit == change.get("fluid_limit", person.fluid_limit)
        person = changed


@pytest.mark.parametrize(
    ("typed", "fits"),
    [
        ("port", ("port",)),
        ("child,port", ("port", "child")),
        ("Child, PORT", ("port", "child")),
        ("port port,port", ("port",)),
        (",", ()),
        ("first-time,new-brand,home,port,diabetes,nerve-muscle,child,caregiver", TRAITS),
    ],
)
def test_what_fits_is_read_in_one_order(typed: str, fits: tuple[str, ...]) -> None:
    assert parse_fits(typed) == fits


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("prot", "port"),
        ("diabetis", "diabetes"),
        ("care-giver", "caregiver"),
        ("firsttime", "first-time"),
        ("new_brand", "new-brand"),
        ("children", "child"),
        ("port,homee", "home"),
    ],
)
def test_a_near_miss_is_refused_and_the_nearest_word_suggested(typed: str, meant: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        parse_fits(typed)

    assert refused.value.next_step == f"Did you mean {meant}?"


@pytest.mark.parametrize("typed", ["xyzzy", "\U0001f600", "fluid-limit-set", "multi-days-5"])
def test_a_word_that_fits_nothing_is_refused(typed: str) -> None:
    with pytest.raises(NotUnderstood, match="not one of the words"):
        parse_fits(typed)


@pytest.mark.parametrize("typed", ["multi-day", "fluid-limit"])
def test_what_follows_from_other_answers_cannot_be_said_by_hand(typed: str) -> None:
    with pytest.raises(NotUnderstood):
        parse_fits(typed)


def test_several_days_and_a_limit_follow_from_the_other_answers() -> None:
    assert Person().traits() == frozenset()
    assert Person(fits=("port",)).traits(days=2) == {"port", "multi-day"}
    assert Person(fluid_limit=1500, fits=("child",)).traits(days=1) == {"child", "fluid-limit"}
    assert Person(fluid_goal=1500).traits() == {"fluid-goal"}
    assert Person().traits(days=2, day_number=1) == {"multi-day", "more-days"}
    assert Person().traits(days=2, day_number=2) == {"multi-day", "later-day"}


@pytest.mark.parametrize("number", PHONES)
def test_a_phone_number_is_kept_as_typed(number: str) -> None:
    assert parse_phone(f"  {number} ") == number


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "1",
        "my clinic",
        "911 CALL",
        "911; rm",
        "9" * 25,
        "9" * 10_000,
        "\x1b[31m911",
        "911\x07",
        "\u0669\u0661\u0661",
        "911 \U0001f600",
        "tel:",
        "12",
        "<b>911</b>",
        "911 ext",
        "ext 12",
        "+",
        "()",
    ],
)
def test_what_is_no_phone_number_is_refused(typed: str) -> None:
    with pytest.raises(NotUnderstood, match="not a phone number"):
        parse_phone(typed)


@pytest.mark.parametrize(("typed", "days"), [("1", 1), ("7", 7), ("3 days", 3), ("1 day", 1), ("05", 5)])
def test_an_infusion_has_1_to_7_days(typed: str, days: int) -> None:
    assert parse_days(typed) == days


@pytest.mark.parametrize("typed", ["", "0", "8", "-1", "1.5", "many", "1000", "2 weeks", "\u0662"])
def test_another_number_of_days_is_refused(typed: str) -> None:
    with pytest.raises(NotUnderstood, match="not a number of days"):
        parse_days(typed)


@pytest.mark.parametrize("name", CLEARED)
@pytest.mark.parametrize("typed", ["none", "None", " NONE "])
def test_none_clears_every_setting(name: str, typed: str) -> None:
    assert not parse_setting(name, typed, today)


@pytest.mark.parametrize("name", ["fluid_goal", "fluid_limit"])
@pytest.mark.parametrize("typed", ["0", "-1", "99ml", "5001ml", "plenty"])
def test_an_absurd_goal_or_limit_is_refused(name: str, typed: str) -> None:
    with pytest.raises(NotUnderstood):
        parse_setting(name, typed, today)


@given(st.sampled_from(NAMES), st.text(max_size=50))
def test_any_text_is_a_setting_or_is_refused(name: str, typed: str) -> None:
    with suppress(NotUnderstood):
        parse_setting(name, typed, today)


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("fluid_limit", "6 cups", "6 cups (1.5 liters) a day"),
        ("every", "4w", "every 4 weeks"),
        ("fits", "port,child", "port, child"),
        ("clinic_phone", "555 0100", "555 0100"),
        ("look", "plain", "plain"),
        ("fits", "none", "not set"),
        ("emergency", "none", "not set"),
    ],
)
def test_a_setting_is_said_in_words(name: str, typed: str, said: str) -> None:
    assert say_setting(name, parse_setting(name, typed, today)) == said


def test_a_person_comes_back_from_what_was_saved() -> None:
    person = Person("555 0100", "555 0101", "911", None, 1500, 28, ("port", "child"), look="plain")
    saved = json.loads(json.dumps(person._asdict()))

    assert from_saved(saved) == person


def test_settings_of_a_newer_version_are_passed_over() -> None:
    assert from_saved({"emergency": "911", "shoe_size": 43, "fits": []}) == Person(emergency="911")


def test_nothing_saved_is_a_person_without_settings_who_was_not_asked_what_fits() -> None:
    assert from_saved({}) == Person(fits_asked=False)


@pytest.mark.parametrize("fits", [(), ("port",)])
def test_until_a_person_said_what_fits_be_it_nothing_the_list_knows_that_nobody_asked(fits: tuple[str, ...]) -> None:
    assert "not-asked" in from_saved({"emergency": "911"}).traits()
    assert "not-asked" not in from_saved({"fits": list(fits)}).traits()
