"""Which sections share a screen of the walk."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ivig_prep.core.checklist import MOST_ITEMS, PHASES, UNDATED_PHASES, Checklist
from ivig_prep.core.day.screens import screens
from ivig_prep.core.day.sheet import SheetSection, lay_out
from ivig_prep.core.numbers import Numbers
from ivig_prep.core.traits import DERIVED_TRAITS, TRAITS

trait_sets = st.frozensets(st.sampled_from(TRAITS + DERIVED_TRAITS))
days = st.sampled_from([(phase,) for phase in PHASES] + [UNDATED_PHASES, ("week-before", "between")])


def sections(checklist: Checklist, phases: tuple[str, ...], traits: frozenset[str]) -> tuple[SheetSection, ...]:
    """Return the sections of a day."""
    return lay_out(checklist, phases, traits, Numbers())


@given(days, trait_sets)
def test_every_section_stands_on_one_screen_in_its_order(
    checklist: Checklist, phases: tuple[str, ...], traits: frozenset[str]
) -> None:
    shown = sections(checklist, phases, traits)

    assert tuple(entry for screen in screens(shown) for entry in screen.sections) == shown


@given(days, trait_sets)
def test_no_screen_has_more_tasks_than_a_person_can_take_in(
    checklist: Checklist, phases: tuple[str, ...], traits: frozenset[str]
) -> None:
    assert all(len(screen.tasks) <= MOST_ITEMS for screen in screens(sections(checklist, phases, traits)))


@given(days, trait_sets)
def test_no_screen_mixes_moments_or_days(checklist: Checklist, phases: tuple[str, ...], traits: frozenset[str]) -> None:
    for screen in screens(sections(checklist, phases, traits)):
        assert len({(entry.phase, entry.group) for entry in screen.sections}) == 1


@given(days, trait_sets)
def test_two_screens_that_would_fit_on_one_are_one(
    checklist: Checklist, phases: tuple[str, ...], traits: frozenset[str]
) -> None:
    made = screens(sections(checklist, phases, traits))

    for first, second in pairwise(made):
        together = len(first.tasks) + sum(item.kind == "task" for item in second.sections[0].section.items)
        left, right = first.sections[-1], second.sections[0]
        assert together > MOST_ITEMS or (left.phase, left.group) != (right.phase, right.group)


@given(trait_sets, st.sampled_from(UNDATED_PHASES))
def test_on_each_of_the_three_days_the_first_screen_alone_takes_drinks(
    checklist: Checklist, traits: frozenset[str], phase: str
) -> None:
    made = screens(sections(checklist, (phase,), traits))

    assert [screen.takes_drinks for screen in made] == [True, *[False] * (len(made) - 1)]
