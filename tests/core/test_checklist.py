"""Which of the checklist fits a person."""

from hypothesis import given
from hypothesis import strategies as st

from ivig_prep.core.checklist import Checklist, Item, Phase, Section, item_fits, said_together, sections_for
from ivig_prep.core.day.phases import Infusion, Place
from ivig_prep.core.day.sheet import lay_out, phases_for
from ivig_prep.core.numbers import Numbers
from ivig_prep.core.traits import DERIVED_TRAITS, TRAITS

trait_sets = st.frozensets(st.sampled_from(TRAITS + DERIVED_TRAITS))


def item(item_id: str, *, fits: tuple[str, ...] = (), not_for: tuple[str, ...] = ()) -> Item:
    """Return an item of which only its place matters."""
    return Item(item_id, "Rest.", "You may be tired.", ("seed",), fits=fits, not_for=not_for)


@given(trait_sets)
def test_an_item_without_conditions_fits_everybody(traits: frozenset[str]) -> None:
    assert item_fits(item("rest"), traits)


def test_any_one_of_several_words_is_enough_to_fit() -> None:
    either = item("rest", fits=("port", "home"))

    assert item_fits(either, frozenset({"port"}))
    assert item_fits(either, frozenset({"home", "child"}))
    assert not item_fits(either, frozenset({"child"}))
    assert not item_fits(either, frozenset())


def test_any_one_of_several_words_is_enough_not_to_fit() -> None:
    neither = item("rest", not_for=("child", "fluid-limit"))

    assert item_fits(neither, frozenset())
    assert not item_fits(neither, frozenset({"child"}))
    assert not item_fits(neither, frozenset({"fluid-limit", "port"}))


@given(trait_sets, trait_sets, trait_sets)
def test_not_for_wins_over_fits(fits: frozenset[str], not_for: frozenset[str], traits: frozenset[str]) -> None:
    shown = item_fits(item("rest", fits=tuple(fits), not_for=tuple(not_for)), traits)

    assert not (shown and traits & not_for)
    assert shown == (not traits & not_for and (not fits or bool(traits & fits)))


def test_neighbours_with_the_same_exception_say_it_once_and_no_others_do() -> None:
    drink, aim = (item(name)._replace(text=f"{name}. Keep to it.", keep="Keep to it.") for name in ("Drink", "Aim"))
    other = item("sip")._replace(text="Sip. Ask first.", keep="Ask first.")
    clinics = aim._replace(origin="Oakwood")

    assert said_together((drink, aim)) == ("Drink. Aim. Keep to it.",)
    assert said_together((drink, other, aim)) == (drink.text, other.text, aim.text)
    assert said_together((drink, clinics)) == (drink.text, "Aim. Keep to it. (From Oakwood)")
    assert said_together((item("rest"), item("rest"))) == ("Rest.", "Rest.")


def test_sections_keep_their_order_and_empty_ones_are_left_out() -> None:
    both = Section("both", "Both", (item("rest"), item("offer", fits=("child",))))
    children = Section("children", "Children", (item("hug", fits=("child",)),))
    phase = Phase("day-after", "The day after", (children, both))

    assert sections_for(phase, frozenset()) == (both._replace(items=both.items[:1]),)
    assert sections_for(phase, frozenset({"child"})) == (children, both)


@given(trait_sets)
def test_every_item_shown_fits_and_every_item_that_fits_is_shown(checklist: Checklist, traits: frozenset[str]) -> None:
    for phase in checklist.phases:
        shown = [item for section in sections_for(phase, traits) for item in section.items]

        assert shown == [item for section in phase.sections for item in section.items if item_fits(item, traits)]


def test_a_dated_sheet_shows_the_phase_of_its_place(checklist: Checklist, infusion: Infusion) -> None:
    shown = lay_out(checklist, phases_for(Place("day-before", infusion)), frozenset(), Numbers())

    assert {entry.phase for entry in shown} == {"day-before"}


def test_an_undated_sheet_shows_the_three_days_in_order(checklist: Checklist) -> None:
    shown = lay_out(checklist, phases_for(None), frozenset(), Numbers())

    assert list(dict.fromkeys(entry.phase for entry in shown)) == ["day-before", "infusion-day", "day-after"]


def test_the_numbers_of_the_person_stand_in_the_sections(checklist: Checklist) -> None:
    shown = lay_out(checklist, ("day-after",), frozenset(), Numbers("999", "555 0100", None))
    texts = [item.text for entry in shown for item in entry.section.items]

    assert any("call your team now: 555 0100." in text for text in texts)
    assert not any("{" in text for text in texts)


def test_a_section_of_the_infusion_day_carries_the_title_of_its_part_of_the_day(checklist: Checklist) -> None:
    shown = lay_out(checklist, ("infusion-day",), frozenset(), Numbers())

    assert {entry.group for entry in shown} == {group.title for group in checklist.phase("infusion-day").groups}
