"""What is read from a text: how it was said, numbers, what raises what, in which order, and very long texts."""

import pytest
from look_up_kit import leaflet

from ivig_prep.content.library import Library
from ivig_prep.core.words.triage import LONG_TEXT, OVERLAP, STRETCH, Match
from ivig_prep.core.words.wording import split_words

READ = Library()
FAR = "i read the paper. " * 9
FLAGS = ("negated", "past", "asked", "spanish", "is_usual", "is_misread")


def found(typed: str, *known: str) -> str:
    """Return the entries in their order, with `~` before a near miss, and what raised it and how far."""
    return " ".join(map(short, leaflet().look_up(typed, frozenset(known))))


def short(match: Match) -> str:
    raised = f"+{match.raised_by}={match.raised_to}" if match.raised_by else ""
    return f"{'~' * match.near}{match.side_effect.id}{raised}"


def flags(typed: str) -> str:
    """Return what else was read of a text."""
    understood = leaflet().understand(typed)
    return " ".join(name for name in FLAGS if getattr(understood, name))


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        *((said, "") for said in ("chest pain", "no fever but chest pain", "chest pain years ago and now again")),
        *((said, "negated") for said in ("no chest pain", "no chest pain, no fever", "no hard belly")),
        *((said, "negated") for said in ("no chest pain, just tired", "my neck is not stiff", "any hives? none")),
        *((said, "negated") for said in ("no hives, wheezing or chest pain", "checked for hives, there aren't any")),
        *((said, "") for said in ("no hives but chest pain", "never had chest pain like this", "not only chest pain")),
        *((said, "") for said in ("no I can't breathe", "is he breathing? no", "why not kill myself", "not breathing")),
        ("don't leave me, I want to die", ""),
        *((said, "negated") for said in ("denies chest pain", "nobody fainted", "hives: none")),
        *((said, "past") for said in ("a clot when i was ten", "an ablation for afib in 2009")),
        *((said, "asked") for said in ("what is anaphylaxis", "do kids get meningitis from ivig")),
        ("like when i had anaphylaxis years ago, lips swelling", ""),
        *((said, "past") for said in ("chest pain years ago", "i used to get chest pain", "a stroke in 1987")),
        *((said, "past") for said in ("had a stroke at 50, I'm 71 now", "a clot five years back, all fine now")),
        *((said, "") for said in ("a seizure this morning, fine now", "a stroke years ago, and tonight again")),
        *((said, "asked") for said in ("what does anaphylaxis look like", "when should i call 911")),
        *((said, "asked") for said in ("do people ever faint", "how would i know it is a clot")),
        *((said, "") for said in ("what do i do, chest pain", "is it normal, chest pain right now")),
        *((said, "asked") for said in ("should i worry about chest pain", "is it normal to get hives")),
        *((said, "spanish") for said in ("me duele el pecho", "me duele el pecho and fever")),
        *((said, "spanish") for said in ("mis labios estan morados", "la lengua gorda", "infsrto", "ronchsa")),
        *((said, "spanish") for said in ("sepsis", "socorro")),
        ("is this sepsis or a cold", ""),
        *((said, "is_usual") for said in ("pulse 72", "temp 36.8", "bp 120/80")),
        *(("sugar 110", "is_usual is_misread"), ("pulse 72 and sugar 110", "is_usual is_misread")),
        *((said, "") for said in ("pulse 110", "pulse 72 and headache", "sugar 300", "xyzzy", "room 38.5")),
    ],
)
def test_how_it_was_said_is_read_too(typed: str, wanted: str) -> None:
    assert flags(typed) == wanted


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        # most urgent first, then what is no near miss, then in the order of the list
        ("i have diarrhea, a rash and my chest hurts", "chest-pain rash loose-stool"),
        ("chest pain, i am wheezing", "wheezing chest-pain"),
        ("jaundce", "~yellow-skin-eyes"),
        ("jaundce, jaundice", "yellow-skin-eyes"),
        ("chest pain. chest pain", "chest-pain"),
        # one bare word, where it is all that was typed
        *((said, "heavy-bleeding") for said in ("gushing", "it is gushing", "i am so it is it is spurting")),
        ("the water is gushing out of the tap in my kitchen again", ""),
        # what raises what
        ("no fever", "fever"),
        ("no port, fever", "fever"),
        ("hard belly", "severe-belly-pain+hard-belly=emergency"),
        ("no hard belly", "severe-belly-pain+hard-belly=emergency"),
        ("tired for two weeks", "tired+over-3-days=call-now"),
        ("rash and my throat is closing", "face-throat-swelling allergic-reaction rash+face-throat-swelling=emergency"),
        ("no rash but my throat feels tight", "face-throat-swelling rash"),
        ("i cannot breathe and no rash", "trouble-breathing rash"),
        # a longer phrase around a shorter one, where both stand, and with a `no` between its parts
        ("mild headache", "headache-mild"),
        ("mild headache and headache", "headache-bad headache-mild+headache-bad=call-now"),
        ("high fever, fast breathing", "sepsis-signs"),
        ("high fever, no fast breathing", "trouble-breathing fever+trouble-breathing=emergency"),
        ("no get up and go", "tired"),
        # a clue that is said in many ways, also where a longer phrase stands around it
        ("burning up. he does not find his own kitchen", "fever+mind-failing=emergency"),
        ("he does not find his own kitchen", ""),
        ("uti and blotchy skin", "infection-signs+cold-skin=emergency rash"),
        # behind an apostrophe it is one leg, without it both
        ("leg's come up like a fence post, just the one", "clot-arm-leg"),
        ("legs come up like a fence post", ""),
        # of two emergencies, the one that a side of the body speaks for leads
        ("gone all floppy", "fainting confusion-seizure"),
        ("gone all floppy down her left side", "stroke-signs fainting confusion-seizure"),
        # parts of a sign at any distance, said and denied
        (f"heartburn all evening. {FAR} i am sweating", "heart-signs stomach-ache+heart-signs=emergency"),
        (f"heartburn all evening. {FAR} i am not sweating", "stomach-ache"),
        (f"weekly methotrexate. {FAR} i took it every day", "overdose"),
        ("no stiff neck, i have a fever", "meningitis-signs fever"),
        *(("mis labios estan morados", "blue-lips"), ("la lengua gorda", "face-throat-swelling")),
        # a slip in an emergency
        *((slip, "fainting") for slip in ("fiant", "fanit")),
        *((slip, "~fainting") for slip in ("faimt", "blxck out", "funny turs")),
        *((slip, "chest-pain") for slip in ("chest pian", "chst pain")),
        # numbers
        ("oxygen 93", "odd-reading"),
        ("oxygen 93, my leg is swollen", "trouble-breathing clot-arm-leg odd-reading+trouble-breathing=emergency"),
        ("pulse 110", "odd-reading"),
        ("38", "fever"),
        ("pulse 110 resting", "fast-heartbeat odd-reading"),
        ("pulse 110 and itchy", "fast-heartbeat itching odd-reading"),
        ("oxygen ninety", "trouble-breathing odd-reading+trouble-breathing=emergency"),
        ("meter says hi", "very-high-sugar glucose-reading"),
        *((said, "") for said in ("hi", "hi there", "pulse 72", "2 tylenol", "a box of 20 tylenol from the shop")),
        *((said, "overdose") for said in ("20 tylenol", "30 paracetamol an hour ago")),
        ("i took 20 tylenol", "overdose"),
        # a name of a usual reading is no sign; a word for a sign is
        ("temperature 36.8", ""),
        ("temperature 36.8 and chest pain", "chest-pain"),
        ("fever, temp 36.6", "fever"),
        # an idiom, where nothing else was typed
        ("stroked the cat", ""),
        ("stroked the cat and my chest hurts", "chest-pain stroke-signs"),
    ],
)
def test_each_text_is_read_as_these_entries_in_this_order(typed: str, wanted: str) -> None:
    assert found(typed) == wanted


@pytest.mark.parametrize(
    ("typed", "known", "wanted"),
    [
        ("fever", ("port",), "fever+port=emergency"),
        ("fever", ("small-baby",), "fever+small-baby=emergency"),
        ("fever", (), "fever"),
        ("no fever", ("port",), "fever"),
        ("temp 38.2", ("port",), "danger-reading fever+port=emergency"),
        ("pulse 72", ("child",), "odd-reading"),
    ],
)
def test_what_is_known_of_the_person_counts(typed: str, known: tuple[str, ...], wanted: str) -> None:
    assert found(typed, *known) == wanted


def test_a_milder_entry_is_named_only_where_nothing_else_was_typed() -> None:
    assert leaflet().understand("my head hurts").milder == "headache-mild"
    assert leaflet().understand("My  HEAD hurts!").milder == "headache-mild"
    assert leaflet().understand("my head hurts and i have a rash").milder is None
    assert leaflet().understand("my head hurts so much").milder is None


def test_what_may_have_been_meant_is_at_most_three_entries_most_urgent_first() -> None:
    meant = [entry.id for entry in leaflet().meant("pain")]

    assert len(meant) == 3
    assert meant == [entry.id for entry in READ.side_effects.side_effects if entry.id in meant]
    assert leaflet().meant("a to xq") == ()
    assert leaflet().meant("what color") == leaflet().meant("i felt better") == ()
    assert [entry.id for entry in leaflet().meant("jaundce")] == ["yellow-skin-eyes"]


@pytest.mark.parametrize("words", [LONG_TEXT - 2, LONG_TEXT - 1, LONG_TEXT, LONG_TEXT + 1, 3 * STRETCH])
@pytest.mark.parametrize("place", [0, 1, STRETCH - 1, STRETCH, STRETCH + OVERLAP - 1, LONG_TEXT - 2])
def test_a_sign_of_two_words_is_found_at_every_edge_of_a_long_text(words: int, place: int) -> None:
    typed = ["lorem"] * words
    typed[place:place] = ["chest", "pain"]

    assert found(" ".join(typed)) == "chest-pain"


def test_in_a_long_text_what_an_earlier_part_denies_or_misspells_is_looked_for_again() -> None:
    between = "lorem " * (LONG_TEXT + OVERLAP)

    assert flags(f"no chest pain {between} chest pain") == ""
    assert flags(f"no chest pain {between} no chest pain") == "negated"
    assert found(f"jaundce {between} jaundice") == "yellow-skin-eyes"
    assert found(f"jaundce {between} jaundce") == "~yellow-skin-eyes"


@pytest.mark.parametrize("later", ["one side of his face has fallen", "her face looks wonky"])
def test_in_a_long_text_a_sign_is_found_beside_another_of_the_same_word_that_an_earlier_part_said(later: str) -> None:
    between = "lorem " * (LONG_TEXT + OVERLAP)

    assert "stroke-signs" in found(later)
    assert found(f"face swollen {between} {later}").startswith("face-throat-swelling stroke-signs")


def test_the_readings_of_a_very_long_text_are_those_of_its_beginning_and_its_end() -> None:
    middle = "lorem ipsum " * 2_000

    assert "trouble-breathing" in found(f"oxygen 85 {middle}")
    assert "trouble-breathing" in found(f"{middle} oxygen 85")
    assert "trouble-breathing" in found(f"{'lorem ipsum ' * 800} oxygen 85 {'lorem ipsum ' * 800}")


def test_of_phrases_that_begin_at_one_word_all_are_tried_in_whichever_order_they_come() -> None:
    vocabulary = leaflet()._vocabulary
    text = vocabulary.text(split_words("gone all funny the cat sat on a big new mat scratchy"))
    short, long, other = frozenset((0, 2)), frozenset((0, 1, 2)), frozenset((11,))

    found = set(text.together([[other], [short, long]], 8))

    assert found == set(text.together([[other], [long, short]], 8)) == {short | other, long | other}
