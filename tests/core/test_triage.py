"""The matcher: what may never come out less urgent, and what must not alarm at all."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from kit import Counted
from look_up_kit import leaflet, tier

from ivig_prep.content.library import Library
from ivig_prep.core.side_effects import EMERGENCY, NOT_LISTED, TIERS, urgency

PHRASES = Path(__file__).parent.parent / "examples" / "phrases.tsv"
UNWELL = PHRASES.with_name("unwell.tsv")
SIDE_EFFECTS = Library().side_effects.side_effects
SYNONYMS = [(synonym, entry.tier) for entry in SIDE_EFFECTS for synonym in Library().synonyms[entry.id]]


def found(typed: str) -> list[str]:
    return [match.side_effect.id for match in leaflet().look_up(typed)]


def rows() -> Iterator[tuple[str, str]]:
    for line in PHRASES.read_text(encoding="utf-8").splitlines()[1:]:
        if line and not line.startswith("#"):
            least, phrase = line.split("\t")
            yield least, phrase


def test_the_phrase_table_is_large_enough_and_has_every_tier() -> None:
    listed = list(rows())

    assert sum(least != NOT_LISTED for least, _ in listed) >= 300
    assert {least for least, _ in listed} == {*TIERS, NOT_LISTED}
    assert len({phrase.casefold() for _, phrase in listed}) == len(listed)


def test_no_phrase_of_the_table_comes_out_less_urgent(counted: Counted) -> None:
    counted("unwell: phrases of the table", len(list(rows())))
    lower = [(least, tier(phrase), phrase) for least, phrase in rows() if urgency(tier(phrase)) > urgency(least)]

    assert lower == []


def test_everyday_sentences_are_not_listed() -> None:
    alarmed = {phrase: found(phrase) for least, phrase in rows() if least == NOT_LISTED and found(phrase)}

    assert alarmed == {}


def test_what_people_typed_is_between_the_gentlest_safe_answer_and_the_most_urgent_sensible_one() -> None:
    order = {"emergency": 0, "call-now": 1, NOT_LISTED: 1, "tell-team": 2, "common": 3, "none": 4}
    lines = [line.split("\t") for line in UNWELL.read_text(encoding="utf-8").splitlines() if line[:1] not in "#"]
    wrong = [
        (least, most, phrase, tier(phrase))
        for least, most, phrase in lines
        if not order[most] <= order[tier(phrase)] <= order[least]
    ]

    assert len(lines) > 80
    assert wrong == []


def test_every_synonym_gets_at_least_its_own_tier(counted: Counted) -> None:
    counted("unwell: synonyms", len(SYNONYMS))
    lower = [(synonym, tier(synonym), own) for synonym, own in SYNONYMS if urgency(tier(synonym)) > urgency(own)]

    assert lower == []


def slips(word: str) -> set[str]:
    """Return a word with one letter dropped, and with one doubled, for each of its letters."""
    dropped = {word[:at] + word[at + 1 :] for at in range(len(word))}
    return dropped | {word[: at + 1] + word[at:] for at in range(len(word))}


@pytest.mark.slow
def test_a_dropped_or_doubled_letter_in_a_long_word_never_lowers_a_tier(counted: Counted) -> None:
    lower, tried = [], 0
    for synonym, _ in SYNONYMS:
        alone = urgency(tier(synonym))
        for word in (word for word in re.findall("[a-z']+", synonym) if len(word) >= 6 and "'" not in word):
            typed = [synonym.replace(word, slip, 1) for slip in slips(word)]
            lower += [(synonym, slipped, tier(slipped)) for slipped in typed if urgency(tier(slipped)) > alone]
            tried += len(typed)

    counted("unwell: slips of a letter", tried)
    assert lower == []


synonyms = st.sampled_from([synonym for synonym, _ in SYNONYMS])
# No word of a milder synonym: "a bit of a headache" is one, so "bit" before "headache" is no noise.
noise = st.lists(
    st.sampled_from(
        (
            *("hello", "hi", "um", "ok", "so", "well", "since", "my", "last", "infusion", "yesterday", "this"),
            *("morning", "at", "home", "in", "the", "car", "help", "please", "i", "think", "it", "is", "a", "lot"),
            *("worse", "than", "before", "sorry", "to", "ask", "what", "do", "you", "say", "and", "but"),
        )
    ),
    max_size=8,
).map(" ".join)


@given(synonym=synonyms, before=noise, after=noise)
def test_noise_around_a_synonym_never_lowers_it(synonym: str, before: str, after: str) -> None:
    assert urgency(tier(f"{before} {synonym} {after}")) <= urgency(tier(synonym))


@given(
    synonym=synonyms, negation=st.sampled_from(["no {}", "not {}", "I don't have {}", "never {}", "{}? no", "isn't {}"])
)
def test_a_negation_never_lowers_a_synonym(synonym: str, negation: str) -> None:
    assert urgency(tier(negation.format(synonym))) <= urgency(tier(synonym))


@given(synonym=synonyms)
def test_case_apostrophes_accents_and_marks_never_lower_a_synonym(synonym: str) -> None:
    alone = urgency(tier(synonym))

    for typed in (
        synonym.upper(),
        synonym.title(),
        synonym.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}"),
        synonym.replace("'", ""),
        f"...{synonym}!!!",
        synonym.replace("e", "e\N{COMBINING ACUTE ACCENT}"),
        f"\N{PILL}{synonym}\N{PILL}",
        synonym.replace(" ", "   "),
    ):
        assert urgency(tier(typed)) <= alone, typed


@example(one="port is red", other="light kills me")
@given(one=synonyms, other=synonyms)
def test_of_two_symptoms_in_one_sentence_the_most_urgent_leads(one: str, other: str) -> None:
    most = min(urgency(tier(one)), urgency(tier(other)))

    assert urgency(tier(f"{one}. {other}")) <= most
    assert urgency(tier(f"{one}, and {other}")) <= most


@given(st.text(max_size=300))
def test_any_text_at_all_gets_an_answer(typed: str) -> None:
    assert tier(typed) in (*TIERS, NOT_LISTED)


def test_the_longest_phrase_is_taken_first() -> None:
    assert found("mild headache") == ["headache-mild"]
    assert "headache-bad" in found("headache")
    assert "headache-bad" in found("mild headache, then a pounding headache")
    assert "headache-bad" in found("not a mild headache")


def test_words_in_another_order_do_not_take_the_urgent_one_away() -> None:
    assert "headache-bad" in found("headache, mild nausea")
    assert tier("the mild weather, and my headache is bad") == "call-now"


def test_short_words_are_no_near_misses() -> None:
    assert found("he lives in town") == []
    assert found("is it the right size, will it fit") == []
    assert "confusion-seizure" in found("she is having a fit")
    assert "confusion-seizure" in found("he had a fit")


def test_a_near_miss_to_an_emergency_sign_is_treated_as_that_sign() -> None:
    assert tier("weezing") == EMERGENCY
    assert tier("anaphylxis") == EMERGENCY
    assert tier("swollen tounge") == EMERGENCY


def test_a_near_miss_to_another_entry_is_marked_as_one() -> None:
    (match,) = leaflet().look_up("jaundce")

    assert match.near
    assert match.side_effect.id == "yellow-skin-eyes"


def test_several_symptoms_are_all_listed_most_urgent_first() -> None:
    listed = leaflet().look_up("i have diarrhea, a rash and my chest hurts")

    assert [match.side_effect.tier for match in listed] == ["emergency", "call-now", "common"]


@pytest.mark.parametrize(
    "leaflet_word",
    [
        *("skin blisters", "crusting", "skin irritation", "itching", "reddening of the skin", "cracked skin"),
        *("dry skin", "scaly skin", "swelling", "upper stomach pain", "coughing", "mucus", "fever", "headache"),
        *("pain in the face around eyes and cheekbones", "pale skin", "stuffy nose", "runny nose"),
        *("trouble breathing", "tight chest", "unusual bruising", "unusual bleeding", "unusual tiredness"),
        *("unusual weakness", "hives", "wheezing"),
    ],
)
def test_every_symptom_of_the_source_leaflet_is_found(leaflet_word: str) -> None:
    assert tier(leaflet_word) != NOT_LISTED


def test_a_hundred_thousand_characters_still_find_the_sign_at_the_end() -> None:
    assert tier("lorem ipsum dolor " * 5555 + "chest pain") == EMERGENCY


@pytest.mark.parametrize("place", [0, 4000, 8000])
def test_a_sign_anywhere_in_an_endless_text_is_found(place: int) -> None:
    words = ["tired", "and", "cold"] * 2667
    words[place:place] = ["my", "throat", "is", "closing"]

    assert tier(" ".join(words)) == EMERGENCY


@pytest.mark.parametrize("way", ["mild {}", "no {}", "{} since yesterday", "my son has {}", "i think {}", "{} help"])
def test_words_around_an_emergency_never_lower_it(way: str) -> None:
    lower = [said for said, own in SYNONYMS[::7] if own == EMERGENCY and tier(way.format(said)) != EMERGENCY]

    assert lower == []


@pytest.mark.parametrize(
    "typed", ["passed out the other day", "confused about where i am", "help me breathe", "sick of living"]
)
def test_no_idiom_takes_a_cry_for_help_away(typed: str) -> None:
    assert tier(typed) == EMERGENCY


def test_an_idiom_takes_nothing_away_where_another_sign_stands() -> None:
    assert tier("a stroke of luck") == NOT_LISTED
    assert tier("a stroke of luck that i did not faint") == EMERGENCY


@pytest.mark.parametrize("typed", ["want to die", "i might hurt someone", "cut my wrists", "better off without me"])
def test_despair_is_never_taken_for_a_rash_or_sore_muscles(typed: str) -> None:
    assert found(typed) == ["despair"]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("that cost an arm and a leg", NOT_LISTED),
        ("choking with laughter", NOT_LISTED),
        ("my arm. a leg is swollen and red", EMERGENCY),
        ("the line is red, light hurts and my neck is stiff", EMERGENCY),
    ],
)
def test_words_that_belong_together_do_so_as_they_are_parted(typed: str, wanted: str) -> None:
    assert tier(typed) == wanted


SPANISH = (*Library().matching.spanish, *Library().matching.spanish_signs)


def test_spanish_has_at_least_60_phrases_and_each_is_found() -> None:
    foreign = [(one.side_effect, said) for one in SPANISH for said in one.said]
    tiers = {entry.id: entry.tier for entry in SIDE_EFFECTS}
    urgent = [(entry, said) for entry, said in foreign if tiers[entry] == EMERGENCY]

    assert len(urgent) >= 60
    assert [said for entry, said in foreign if urgency(tier(said)) > urgency(tiers[entry])] == []
    assert [said for _, said in urgent if not leaflet().understand(said).spanish] == []


def test_no_less_urgent_synonym_hides_an_emergency_synonym_that_stands_in_it() -> None:
    emergencies = [synonym for synonym, own in SYNONYMS if own == EMERGENCY]
    hidden = [
        (synonym, sign)
        for synonym, own in SYNONYMS
        if own != EMERGENCY and tier(synonym) != EMERGENCY
        for sign in emergencies
        if f" {sign} " in f" {synonym} "
    ]

    assert hidden == []
