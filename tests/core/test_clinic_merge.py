"""A clinic's list together with ours: whatever it holds, nothing that keeps people from harm is lost or weakened."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kit import Counted
from look_up_kit import leaflet

from ivig_prep.content.build import plain
from ivig_prep.content.clinic_saved import saved_clinic
from ivig_prep.content.library import Library
from ivig_prep.core.checklist import KINDS, SIGN, TASK, Checklist, Item, calls_now, item_fits
from ivig_prep.core.clinic.changes import changes
from ivig_prep.core.clinic.drinking import has_amount, too_much, urges_to_drink
from ivig_prep.core.clinic.look_up import ClinicLeaflet
from ivig_prep.core.clinic.merge import clinic_synonyms, mark_of, merged_checklist, merged_side_effects
from ivig_prep.core.clinic.own_list import Clinic, ClinicItem, ClinicSymptom, Phones
from ivig_prep.core.person import Person
from ivig_prep.core.side_effects import TIERS, SideEffect, SideEffects, urgency
from ivig_prep.core.traits import DERIVED_TRAITS, TRAITS
from ivig_prep.core.words.triage import tier_of
from ivig_prep.faces.plain import text as drawn
from ivig_prep.pages.unwell import MOST_LINES, Voice

PHRASES = Path(__file__).parent.parent / "examples" / "phrases.tsv"
BUILT_IN = Library().checklist
NOTICES = Library().notices
SIDE_EFFECTS = Library().side_effects
SYNONYMS = Library().synonyms
ITEMS = {item.id: item for item in BUILT_IN.items}
SYMPTOMS = {entry.id: entry for entry in SIDE_EFFECTS.side_effects}
SECTIONS = [section.id for phase in BUILT_IN.phases for section in phase.sections]
FITS = (*TRAITS, *DERIVED_TRAITS)
NAME, CHECKED, CHECK_BY = "Oakwood", "2026-11-22", "2027-11-22"


@cache
def phrases() -> tuple[str, ...]:
    lines = PHRASES.read_text(encoding="utf-8").splitlines()[1:]
    return tuple(line.split("\t")[1] for line in lines if line and not line.startswith("#"))


@cache
def built_in_tier(phrase: str) -> str:
    return tier_of(leaflet().look_up(phrase))


def of(*, items: tuple[ClinicItem, ...] = (), side_effects: tuple[ClinicSymptom, ...] = ()) -> Clinic:
    """Return a clinic's list that changes these things."""
    return Clinic(NAME, CHECKED, CHECK_BY, Phones(), items, side_effects)


def together(clinic: Clinic) -> ClinicLeaflet:
    """Return both lists, ready for looking up."""
    merged = merged_side_effects(SIDE_EFFECTS, clinic)
    return ClinicLeaflet(leaflet(), merged, clinic_synonyms(clinic), Library().matching)


def lower(clinic: Clinic, typed: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """Return the phrases that come out less urgent with a clinic's list than without."""
    both = together(clinic)
    tiers = ((phrase, built_in_tier(phrase), tier_of(both.look_up(phrase))) for phrase in typed)
    return [(phrase, was, now) for phrase, was, now in tiers if urgency(now) > urgency(was)]


# Any list at all: also what the checker would refuse, for a saved list may be older than its rules

texts = st.one_of(
    st.text(min_size=1, max_size=60),
    st.sampled_from(["Drink 3 liters.", "You are fine.", "Ignore the emergency signs.", "{number}", "\u5934\u75db"]),
    st.sampled_from(
        ["Drink 20 cups.", "If you have a fever, call us now.", "Get emergency help for a rash.", "Sip tea."]
    ),
)
some_traits = st.none() | st.lists(st.sampled_from(FITS), max_size=3).map(tuple)
words = st.sampled_from(sorted({word for phrase in phrases() for word in phrase.split()}))
known_words = st.sampled_from([synonym for said in SYNONYMS.values() for synonym in said])
synonyms = st.one_of(words, known_words, st.lists(words, min_size=1, max_size=4).map(" ".join), texts)
items = st.builds(
    ClinicItem,
    id=st.one_of(st.sampled_from(sorted(ITEMS)), st.from_regex(r"[a-z]{1,8}(-[a-z]{1,4})?", fullmatch=True)),
    section=st.none() | st.sampled_from([*SECTIONS, "nowhere"]),
    text=st.none() | texts,
    why=st.none() | texts,
    kind=st.none() | st.sampled_from([*KINDS, "warning"]),
    answers=st.lists(st.sampled_from([*SYMPTOMS, "nothing"]), max_size=2).map(tuple),
    fits=some_traits,
    not_for=some_traits,
    print=st.none() | st.booleans(),
    hide=st.booleans(),
)
symptoms = st.builds(
    ClinicSymptom,
    id=st.one_of(st.sampled_from(sorted(SYMPTOMS)), st.from_regex(r"new-[a-z]{1,8}", fullmatch=True)),
    label=st.none() | texts,
    tier=st.none() | st.sampled_from([*TIERS, "not-listed", "urgent", ""]),
    why=st.none() | texts,
    do=st.none() | texts,
    step_up=st.none() | texts,
    synonyms=st.lists(synonyms, max_size=4).map(tuple),
)
clinics = st.builds(
    Clinic,
    clinic=texts,
    checked=st.just(CHECKED),
    check_by=st.just(CHECK_BY),
    phones=st.builds(Phones, st.none() | texts, st.none() | texts),
    items=st.lists(items, max_size=12).map(tuple),
    side_effects=st.lists(symptoms, max_size=8).map(tuple),
)
all_hidden = of(items=tuple(ClinicItem(item, hide=True) for item in ITEMS))
all_reworded = of(
    items=tuple(
        ClinicItem(item, text="Drink 3 liters.", why="You are fine.", fits=("port",), not_for=("home",), print=False)
        for item in ITEMS
    )
)
patient = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def is_kept_from_harm(clinic: Clinic) -> None:
    """Fail unless everything that keeps people from harm is there, where it was, with its words."""
    merged = merged_checklist(BUILT_IN, clinic)
    now = {item.id: item for item in merged.items}
    for item in filter(lambda item: item.safety, ITEMS.values()):
        same = now[item.id]._replace(text=item.text, sources=item.sources, origin=None, mark=None, unasked=None)
        assert same == item
        if item.keep is None:
            assert now[item.id] == item
        else:
            assert item.keep in now[item.id].text
    assert merged.emergency == BUILT_IN.emergency
    assert (merged.words, merged.questions, merged.traits) == (BUILT_IN.words, BUILT_IN.questions, BUILT_IN.traits)
    assert [phase.id for phase in merged.phases] == [phase.id for phase in BUILT_IN.phases]


@patient
@given(clinic=clinics)
def test_no_emergency_sign_or_line_and_no_safety_step_is_lost_or_changed(clinic: Clinic) -> None:
    is_kept_from_harm(clinic)


@pytest.mark.parametrize("clinic", [all_hidden, all_reworded], ids=["all hidden", "all reworded"])
def test_a_list_that_changes_every_step_changes_no_safety_step(clinic: Clinic) -> None:
    is_kept_from_harm(clinic)
    assert merged_checklist(BUILT_IN, clinic) != BUILT_IN


@patient
@given(clinic=clinics)
def test_no_words_of_a_clinic_warn_in_a_task_or_urge_drinking_without_its_limits(clinic: Clinic) -> None:
    for item in (item for item in merged_checklist(BUILT_IN, clinic).items if item.origin and not item.safety):
        assert not (item.kind == TASK and calls_now(item.text))
        assert item.answers or item.kind != SIGN
        why = item.why if item.why != f"{clinic.clinic} asks for this." else ""
        assert too_much(item.text) is too_much(why) is None
        if urges_to_drink(f"{item.text} {why}"):
            assert "fluid limit" in item.text.lower()
            assert "fluid-limit" in item.not_for
            assert "child" in (*item.fits, *item.not_for) or not has_amount(item.text)


@patient
@given(clinic=clinics)
def test_what_is_said_of_a_clinics_symptom_urges_no_drinking_without_its_limits(clinic: Clinic) -> None:
    for entry in (e for e in merged_side_effects(SIDE_EFFECTS, clinic).side_effects if e.id not in SYMPTOMS):
        for said in filter(None, (entry.why, entry.do, entry.step_up)):
            is_ours = said == f"{clinic.clinic} asks you to act on this."
            assert is_ours or too_much(said) is None
            assert is_ours or not urges_to_drink(said) or "fluid limit" in said.lower()


@patient
@given(clinic=clinics, traits=st.sets(st.sampled_from(FITS)).map(frozenset))
def test_no_safety_step_is_hidden_from_anyone_and_each_stands_in_its_section(
    clinic: Clinic, traits: frozenset[str]
) -> None:
    assert safe_steps(merged_checklist(BUILT_IN, clinic), traits) == safe_steps(BUILT_IN, traits)


def safe_steps(checklist: Checklist, traits: frozenset[str]) -> list[tuple[str, str]]:
    """Return the safety steps that a person with these traits sees, each with its section, in their order."""
    return [
        (section.id, item.id)
        for phase in checklist.phases
        for section in phase.sections
        for item in section.items
        if item.safety and item_fits(item, traits)
    ]


@patient
@given(clinic=clinics)
def test_no_tier_is_lowered_and_no_symptom_lost(clinic: Clinic) -> None:
    merged = {entry.id: entry for entry in merged_side_effects(SIDE_EFFECTS, clinic).side_effects}

    for entry in SIDE_EFFECTS.side_effects:
        now = merged[entry.id]
        assert urgency(now.tier) <= urgency(entry.tier)
        assert (now.label, now.why) == (entry.label, entry.why)
        if now.tier == entry.tier:
            assert now == entry


@patient
@given(clinic=clinics)
def test_a_new_symptom_is_urgent_and_stands_after_ours_of_its_tier(clinic: Clinic) -> None:
    merged = merged_side_effects(SIDE_EFFECTS, clinic)

    assert all(urgency(e.tier) <= urgency("call-now") for e in merged.side_effects if e.id not in SYMPTOMS)
    order = [(urgency(entry.tier), entry.origin is not None) for entry in merged.side_effects]
    assert order == sorted(order)
    assert [e.id for e in merged.side_effects if e.origin is None] == [e.id for e in untouched(merged)]
    assert (merged.words, merged.tiers, merged.rules) == (SIDE_EFFECTS.words, SIDE_EFFECTS.tiers, SIDE_EFFECTS.rules)


def untouched(merged: SideEffects) -> Iterator[SideEffect]:
    """Yield the built-in entries that no clinic raised, in the order of our list."""
    raised = {entry.id for entry in merged.side_effects if entry.origin is not None}
    return (entry for entry in SIDE_EFFECTS.side_effects if entry.id not in raised)


@patient
@given(clinic=clinics)
def test_every_changed_word_names_the_clinic_and_every_other_is_ours(clinic: Clinic) -> None:
    for item in merged_checklist(BUILT_IN, clinic).items:
        ours = ITEMS.get(item.id)
        if ours is None or item.text != ours.text or item.why != ours.why:
            assert item.origin == clinic.clinic
            assert clinic.clinic in item.said
        if item.origin is not None and ours is not None and item.text != ours.text:
            assert item.sources == ()


@patient
@given(clinic=clinics)
def test_every_change_can_be_said(clinic: Clinic) -> None:
    known = {*ITEMS, *SYMPTOMS}
    placed = tuple(i for i in clinic.items if i.id in known or (i.text and i.section in SECTIONS and not i.hide))
    said = list(changes(clinic._replace(items=placed), BUILT_IN, SIDE_EFFECTS))

    phones = sum(number is not None for number in clinic.phones)
    assert len(said) == phones + len(placed) + len(clinic.side_effects) + bool(clinic.contact)


@patient
@given(clinic=clinics)
def test_a_list_comes_back_from_json_as_it_was(clinic: Clinic) -> None:
    assert saved_clinic(json.loads(json.dumps(plain(clinic)))) == clinic


# Looking up


@settings(patient, max_examples=40)
@given(clinic=clinics, typed=st.lists(st.sampled_from(phrases()), min_size=1, max_size=12, unique=True).map(tuple))
def test_no_phrase_comes_out_less_urgent_with_any_list(clinic: Clinic, typed: tuple[str, ...]) -> None:
    assert lower(clinic, typed) == []


@settings(patient, max_examples=40)
@given(clinic=clinics)
def test_no_word_of_a_list_comes_out_less_urgent_with_it(clinic: Clinic) -> None:
    typed = tuple(dict.fromkeys(word for entry in clinic.side_effects for word in entry.synonyms))

    assert lower(clinic, typed) == []


def under(symptom: str, *typed: str) -> ClinicSymptom:
    """Return words that a clinic puts under a symptom that is there."""
    return ClinicSymptom(symptom, synonyms=typed)


NASTY = {
    "mild chest pain": of(side_effects=(under("headache-mild", "mild chest pain", "a bit of chest pain"),)),
    "bare signs": of(
        side_effects=(under("tired", "chest", "breath", "breathe", "heart", "blood", "pain", "face", "leg"),)
    ),
    "negations": of(side_effects=(under("poor-sleep", "no", "not", "never", "can't", "cannot", "no chest pain"),)),
    "a phrase around every sign": of(
        side_effects=(under("nausea", *(f"my mild {s}" for said in list(SYNONYMS.values())[:18] for s in said[:20])),)
    ),
    "every synonym again, as common": of(
        side_effects=(under("tired", *(s for said in SYNONYMS.values() for s in said)),)
    ),
    "every tier lowered": of(side_effects=tuple(ClinicSymptom(entry, tier="common") for entry in SYMPTOMS)),
    "every tier raised": of(side_effects=tuple(ClinicSymptom(entry, tier="emergency") for entry in SYMPTOMS)),
    "whole phrases of the table": of(side_effects=(under("pee-more", *phrases()[::5]),)),
    "new ones that are common": of(
        side_effects=(ClinicSymptom("new-one", label="Fine", tier="common", synonyms=("chest pain", "pain", "i")),)
    ),
}


WHOLE_TABLE = ("mild chest pain", "bare signs", "negations")


@pytest.mark.slow
@pytest.mark.parametrize("name", NASTY)
def test_no_phrase_of_the_table_comes_out_less_urgent_with_a_nasty_list(name: str, counted: Counted) -> None:
    typed = phrases() if name in WHOLE_TABLE else phrases()[::6]

    counted("clinic: phrases of the table under a nasty list", len(typed))
    assert lower(NASTY[name], typed) == []


@pytest.mark.parametrize(
    "word", ["the", "a", "and", "of", "it is", "-", "", "\u5934\u75db", "\u0431\u043e\u043b\u044c", "...", "!", "1"]
)
@pytest.mark.parametrize("symptom", ["headache-mild", "chest-pain", "new-one"])
def test_words_that_nobody_can_look_up_do_not_end_the_looking_up(word: str, symptom: str) -> None:
    clinic = of(side_effects=(ClinicSymptom(symptom, label="New", tier="emergency", synonyms=(word, "achy head")),))
    clinic = clinic if symptom == "new-one" else of(side_effects=(under(symptom, word, "achy head"),))

    both = together(clinic)

    assert tier_of(both.look_up("chest pain")) == "emergency"
    assert symptom in [match.side_effect.id for match in both.look_up("achy head")]


def test_a_clinics_words_below_call_now_are_a_guess_beside_the_advice_to_call() -> None:
    both = together(of(side_effects=(under("headache-mild", "glitter skull"),)))

    for typed in ("Glitter skull!", "glitter skull since noon"):
        assert [(m.side_effect.id, m.near) for m in both.look_up(typed)] == [("headache-mild", True)]
    assert leaflet().look_up("glitter skull") == ()


def test_first_aid_stays_when_an_urgent_symptom_is_raised() -> None:
    entry = next(entry for entry in SIDE_EFFECTS.side_effects if entry.tier == "call-now")
    clinic = of(side_effects=(ClinicSymptom(entry.id, tier="emergency"),))

    raised = next(found for found in merged_side_effects(SIDE_EFFECTS, clinic).side_effects if found.id == entry.id)

    assert (raised.tier, raised.step_up) == ("emergency", None)
    assert raised.do == f"Call first. {entry.do}"


def test_a_new_step_in_a_section_for_some_people_is_for_the_same_people() -> None:
    new = ClinicItem("give-a-cup", section="fluids-child", text="Give your child a cup.")

    merged = merged_checklist(BUILT_IN, of(items=(new,)))

    step = next(item for item in merged.items if item.id == "give-a-cup")
    assert step.fits == ("child",)
    assert not item_fits(step, frozenset())


@pytest.mark.parametrize("tier", ["emergency", "call-now"])
def test_a_new_symptom_is_found_by_its_words(tier: str) -> None:
    new = ClinicSymptom("new-one", label="Glitter skull", tier=tier, synonyms=("glitter skull",))

    found = together(of(side_effects=(new,))).look_up("i have a glitter skull since noon")

    assert [(match.side_effect.id, match.side_effect.tier, match.near) for match in found] == [("new-one", tier, False)]


def test_what_we_find_without_a_list_is_found_with_one() -> None:
    both = together(NASTY["bare signs"])

    for phrase in phrases()[::7]:
        ours = {match.side_effect.id for match in leaflet().look_up(phrase)}
        assert ours <= {match.side_effect.id for match in both.look_up(phrase)}


def test_our_own_emergency_is_said_before_the_clinics() -> None:
    new = ClinicSymptom("new-one", label="Sore rib", tier="emergency", synonyms=("chest pain", "pain"))

    found = together(of(side_effects=(new,))).look_up("chest pain")

    assert [match.side_effect.id for match in found] == ["chest-pain", "new-one"]


def test_the_emergency_answer_stays_short_with_the_longest_words_a_clinic_may_write() -> None:
    new = ClinicSymptom(
        "new-one",
        label=("elbow " * 12)[:60],
        tier="emergency",
        why=("It can be bad. " * 11)[:120],
        do=("Call us now. " * 16)[:160],
        synonyms=("glitter skull",),
    )
    clinic = of(side_effects=(new,))._replace(clinic=("Oakwood Infusion " * 3)[:50])
    voice = Voice(NOTICES, merged_side_effects(SIDE_EFFECTS, clinic), Person(), clinic)

    page = drawn(voice.answer("glitter skull " * 5, together(clinic).look_up("glitter skull")), 72)

    assert len(page.splitlines()) <= MOST_LINES
    assert page.rstrip().splitlines()[-1].endswith("now.")


# Steps


def step(merged: Checklist, item: str) -> Item:
    """Return a step of a checklist."""
    return next(found for found in merged.items if found.id == item)


def test_words_to_keep_stand_after_new_words_once() -> None:
    keep = ITEMS["pack-water"].keep
    assert keep is not None

    added = merged_checklist(BUILT_IN, of(items=(ClinicItem("pack-water", text="Pack a bottle."),)))
    there = merged_checklist(BUILT_IN, of(items=(ClinicItem("pack-water", text=f"{keep} Pack a bottle."),)))

    assert step(added, "pack-water").text == f"Pack a bottle. {keep}"
    assert step(there, "pack-water").text == f"{keep} Pack a bottle."


def test_a_new_step_stands_at_the_end_of_its_section_on_paper_and_with_a_reason() -> None:
    merged = merged_checklist(BUILT_IN, of(items=(ClinicItem("new-step", section="packing", text="Bring it."),)))

    packing = next(s for p in merged.phases for s in p.sections if s.id == "packing")
    assert packing.items[-1] == Item(
        "new-step",
        "Bring it.",
        "Oakwood asks for this.",
        sources=(),
        print=True,
        origin="Oakwood",
        mark=mark_of("Bring it."),
    )


def test_a_hidden_step_is_gone_and_a_section_of_none_is_not_shown() -> None:
    hidden = {item.id for item in ITEMS.values() if not item.safety}

    merged = merged_checklist(BUILT_IN, all_hidden)

    assert {item.id for item in merged.items} == ITEMS.keys() - hidden
    assert all(section.items for phase in merged.phases for section in phase.sections)


@pytest.mark.parametrize("tier", ["emergency", "call-now", "tell-team"])
def test_a_raised_symptom_says_what_to_do_in_its_new_tier(tier: str) -> None:
    merged = merged_side_effects(SIDE_EFFECTS, of(side_effects=(ClinicSymptom("tired", tier=tier),)))

    entry = next(e for e in merged.side_effects if e.id == "tired")
    assert (entry.tier, entry.do, entry.origin) == (tier, SIDE_EFFECTS.tier(tier).action, "Oakwood")
    assert (entry.step_up is None) == (tier == "emergency")
