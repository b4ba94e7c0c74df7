"""Signs said in words of a kind, words that sound like a sign, and words run together."""

import shutil
from pathlib import Path

import pytest
from look_up_kit import leaflet, tier

from ivig_prep.content.files import load_folder
from ivig_prep.core.side_effects import EMERGENCY, NOT_LISTED
from ivig_prep.core.words.sounds import sound
from ivig_prep.errors import ContentRefused

DATA = Path(__file__).parents[2] / "data"


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("anna fill axis", "anaphylaxis"),
        ("an a phylactic", "anaphylactic"),
        ("men in jitis", "meningitis"),
        ("pal pit ations", "palpitations"),
        ("un conscious", "unconscious"),
        ("para seat a mole", "paracetamol"),
    ],
)
def test_words_that_sound_alike_have_the_same_sounds(heard: str, meant: str) -> None:
    assert sound(heard) == sound(meant)


@pytest.mark.parametrize(("one", "other"), [("over this", "overdose"), ("pass", "push"), ("", "a")])
def test_words_that_sound_otherwise_have_other_sounds(one: str, other: str) -> None:
    assert sound(one) != sound(other)


@pytest.mark.parametrize(
    "typed",
    [
        "having an anna fill axis reaction",
        "I think it is men in jitis",
        "chest paying going down my left arm",
        "he had a see sure on the floor",
        "blood clock in my leg",
        "she wants to dye",
        "going in to an a phylactic shock",
    ],
)
def test_what_a_phone_heard_wrongly_is_read_as_the_sign_it_sounds_like(typed: str) -> None:
    assert tier(typed) == EMERGENCY


@pytest.mark.parametrize(
    "typed", ["cantbreathe", "mychesthurts", "iwanttodie", "throatisclosing", "shesnot breathing", "he juscollapsed"]
)
def test_words_run_together_are_read_one_by_one(typed: str) -> None:
    assert tier(typed) == EMERGENCY


@pytest.mark.parametrize(
    "typed",
    [
        "we sing in a choir",
        "the chess club pays on friday",
        "cat coughed up a hairball on the rug",
        "put the trousers over this chair",
        "see surgery times",
        "where is the shortbread",
    ],
)
def test_everyday_words_are_not_taken_for_a_sign_they_sound_like(typed: str) -> None:
    assert tier(typed) in {NOT_LISTED, "call-now"}


@pytest.mark.parametrize("medicine", ["amitriptyline", "codeine", "sertraline", "heart pills", "sleepers"])
@pytest.mark.parametrize("amount", ["fifty", "a whole bottle of", "a handful of", "loads of", "two boxes of"])
@pytest.mark.parametrize("taken", ["swallowed", "has taken", "necked", "washed down"])
def test_an_amount_of_any_medicine_taken_is_an_overdose(medicine: str, amount: str, taken: str) -> None:
    found = leaflet().look_up(f"he {taken} {amount} {medicine}")

    assert "overdose" in {match.side_effect.id for match in found}


@pytest.mark.parametrize("load", ["an elephant", "a bus", "a steel band", "a vice", "a paving slab"])
@pytest.mark.parametrize("place", ["chest", "breastbone", "ribs"])
def test_any_load_on_the_chest_is_an_emergency(load: str, place: str) -> None:
    assert tier(f"it is like {load} on my {place}") == EMERGENCY


@pytest.mark.parametrize(
    "unable", ["I can't", "she is unable to", "I can barely", "it is impossible to", "he no longer can"]
)
@pytest.mark.parametrize("act", ["breathe", "swallow", "get my words out", "feel my face", "bend my neck", "wake him"])
def test_whatever_of_these_somebody_can_no_longer_do_is_an_emergency(unable: str, act: str) -> None:
    assert tier(f"{unable} {act}") == EMERGENCY


@pytest.mark.parametrize("who", ["amma", "hubby", "the wee one", "our patient", "my flatmate", "papaw"])
@pytest.mark.parametrize("state", ["is unresponsive", "has gone limp", "won't wake up", "is jerking", "is lifeless"])
def test_an_emergency_of_anybody_is_heard(who: str, state: str) -> None:
    assert tier(f"{who} {state}") == EMERGENCY


@pytest.mark.parametrize(
    "typed",
    [
        "hemiparesis, aphasic",
        "patient desatting",
        "nuchal rigidity",
        "?TRALI, creps",
        "postictal",
        "melaena x3",
        "stridor",
        "hb 5.9",
        "Hb 62",
    ],
)
def test_words_of_nurses_are_heard(typed: str) -> None:
    assert tier(typed) == EMERGENCY


@pytest.mark.parametrize("typed", ["c h e s t pain", "c h e s t p a i n", "I c a n t  b r e a t h e"])
def test_words_that_were_spelled_out_are_read(typed: str) -> None:
    assert tier(typed) == EMERGENCY


@pytest.mark.parametrize(
    "typed",
    [
        "my leg is fat and hot, I noticed it on Tuesday. Now it hurts to breathe in",
        "burning like indigestion since five, but it is shooting down to my elbow and I am drenched",
        "there is no point any more. I have the rope here",
        "the spoon fell at breakfast and I could not pick it up again with that hand",
    ],
)
def test_a_sign_that_is_said_in_two_clauses_is_heard(typed: str) -> None:
    assert tier(typed) == EMERGENCY


def test_words_of_one_sign_that_stand_far_apart_in_a_long_text_are_none() -> None:
    between = (
        "we drove to the shop, bought bread and milk, met a neighbor, walked the dog, made soup and watched the news"
    )

    assert tier(f"a tumbler on the shelf. {between}. {between}. {between}. the fever") != EMERGENCY
    assert tier(f"pale. {between}. {between}. sweat, jaw pain") == tier("sweat, jaw pain")


@pytest.mark.parametrize(
    "typed",
    [
        "took all my tablets this morning",
        "I drank the whole bottle of water",
        "my heart is set on a holiday",
        "mum took the tablets to the chemist",
        "can't open this jar",
        "will my bag fit",
        "I won't be here on monday, can we reschedule",
        "my teenager won't speak to me",
    ],
)
def test_everyday_words_of_these_kinds_are_no_emergency(typed: str) -> None:
    assert tier(typed) != EMERGENCY


def test_two_slips_in_one_line_are_still_heard() -> None:
    assert tier("bleding from my moutth") == EMERGENCY
    assert tier("my thraot is closeing") == EMERGENCY


def test_a_no_belongs_to_its_own_part_of_the_sentence() -> None:
    assert tier("no fever, breathing well") != EMERGENCY
    assert tier("he is not breathing") == EMERGENCY


def test_a_class_of_words_that_is_none_is_refused(tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    path = tmp_path / "data" / "matching.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace('"@pills"', '"@pilz"', 1), encoding="utf-8")

    with pytest.raises(ContentRefused, match="@pilz"):
        load_folder(str(tmp_path / "data"))


@pytest.mark.parametrize(
    "typed",
    [
        "the chest of drawers is heavy",
        "a red square on my arm where the tape was",
        "a small itchy patch on my wrist",
        "my arm is tender where the needle was, no redness",
        "I don't have it with me",
        "can I plan a dose around it",
        "it was 35 degrees outside",
        "I went back to bed",
        "laughed so much I couldn't breathe",
        "can't move the wardrobe on my own",
        "stood at the edge of the pool",
        "bought rope for the washing line",
        "my wrists hurt and I need a rest",
    ],
)
def test_a_word_that_belongs_to_others_is_no_sign(typed: str) -> None:
    assert tier(typed) != EMERGENCY


@pytest.mark.parametrize(
    "typed",
    [
        "moved the chest of drawers and now my chest hurts",
        "a red square on my arm, my arm is hot and swollen",
        "patch skin",
        "my arm is red, no pain",
        "no swelling, my throat is closing",
        "he isn't with it",
        "temp 34 degrees, outside the clinic",
        "everything went black",
        "stood at the edge of the roof",
        "bought rope for myself",
        "laughed so much I couldn't breathe and now my lips are blue",
        "can't move my legs",
    ],
)
def test_no_such_word_takes_a_sign_away_that_stands_beside_it(typed: str) -> None:
    assert tier(typed) == EMERGENCY


def test_a_phrase_with_a_word_that_parts_clauses_is_found_and_only_with_that_word() -> None:
    assert tier("he says he'll be with his late wife by tonight") == EMERGENCY
    assert tier("he is locked in the shed with a gun") == EMERGENCY
    assert tier("I'll be with my sister tonight for dinner") != EMERGENCY


@pytest.mark.parametrize("typed", ["k1ll myself", "su*cide", "going to k*ll my self", "su1c1de", "I want to d1e"])
def test_a_word_with_a_sign_in_the_place_of_a_letter_is_read(typed: str) -> None:
    assert tier(typed) == EMERGENCY


@pytest.mark.parametrize("typed", ["killing my self", "she wants to hurt her self", "gonna off my self", "end my self"])
def test_self_as_a_word_of_its_own_is_read(typed: str) -> None:
    assert tier(typed) == EMERGENCY


@pytest.mark.parametrize(
    "typed",
    [
        "it hurt my self esteem",
        "I need a hotline for my printer",
        "cutting the grass",
        "I am tired of being on hold",
        "hope the rash is gone by tomorrow",
        "I want to stop smoking and end this habit",
        "gave my old guitar to the school sale",
        "I'd kill for a coffee",
        "room 988",
    ],
)
def test_everyday_words_near_those_of_despair_are_no_emergency(typed: str) -> None:
    assert tier(typed) != EMERGENCY
