"""`unwell`: whatever is typed gets an answer, the most urgent first, and it works with a damaged record."""

import json
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from time import monotonic
from typing import Any

import pytest
from kit import Program, Screen

from ivig_prep.content.library import Library
from ivig_prep.core.numbers import Numbers, fill
from ivig_prep.core.page import EMERGENCY as EMERGENCY_LINE
from ivig_prep.core.person import Person
from ivig_prep.core.words.topics import nearest
from ivig_prep.core.words.triage import Match
from ivig_prep.faces import plain
from ivig_prep.pages import shared
from ivig_prep.pages.unwell import Voice
from ivig_prep.store.database import WAIT_SECONDS

NEVER_SAID = re.compile(
    r"\b(you are fine|this is normal|nothing to worry about|harmless|no need to call|all clear)\b", re.IGNORECASE
)
HOSTILE = [
    "",
    "   ",
    "?!...",
    "\N{PILL}\N{FACE WITH MEDICAL MASK}",
    "\x1b[2J\x1b]0;owned\x07",
    "\x00chest pain\x00",
    "\N{RIGHT-TO-LEFT OVERRIDE}niap tsehc",
    "[bold red]hello[/]",
    "'; DROP TABLE reply; --",
    "<script>alert(1)</script>",
    "%s {number} {0}",
    "\ud800",
    "x" * 100_000,
    "me duele el pecho " + "la" * 50_000,
    "a b " * 25_000,
]


def answer(ivig: Program, *words: str) -> Any:
    return json.loads(ivig("unwell", "--json", *words).out)


def test_an_emergency(ivig: Program) -> None:
    ivig("setup", "--emergency", "911")

    assert ivig("unwell", "my", "leg", "is", "swollen").out == (
        "Call 911 now. In the infusion chair, call the nurse first.\n"
        "You typed: my leg is swollen\n"
        "One arm or leg swollen, warm, lumpy, or a new color, or calf pain\n"
        "  Why: It can be a blood clot. A clot can move to the lung.\n"
        "Call 911, or have someone take you to an emergency department now. Say you had IVIg.\n"
        "This is a list, not a doctor. No doctor or nurse has reviewed it yet.\n"
        "Call 911 now.\n"
    )


def test_a_call_now(ivig: Program) -> None:
    ivig("setup", "--emergency", "911", "--clinic-phone", "555 0100", "--night-phone", "555 0199")

    assert ivig("unwell", "yellow", "eyes").out == (
        "Trouble breathing, chest pain, swollen face, fainting? Call 911 now.\n"
        "In the infusion chair, call the nurse first.\n"
        "You typed: yellow eyes\n"
        "\n"
        "Call your doctor or infusion team right away\n"
        "Call now, day or night. Do not wait for your next visit. If no one answers, call a health advice line, "
        "such as 111 in the UK. If you feel worse, go to an emergency department.\n"
        "Your infusion team, daytime: 555 0100\n"
        "Your infusion team, night: 555 0199\n"
        "\n"
        "Yellow skin or eyes\n"
        "  Why: Red blood cells may be breaking down, or your liver may be hurt.\n"
        "Call your team now: 555 0100, at night 555 0199. Look at the whites of your eyes. Skin changes may be harder "
        "to see on brown or black skin. If no one answers within an hour, go to an emergency department.\n"
        "Get emergency help if you also feel faint, confused, or very weak.\n"
        "This is a list, not a doctor. No doctor or nurse has reviewed it yet.\n"
    )


def test_a_common_one(ivig: Program) -> None:
    out = ivig("unwell", "tired").out

    assert "Common: rest and write it down" in out
    assert out.splitlines()[0].startswith("Trouble breathing")
    assert "Call your team now if you are much weaker than usual, or it lasts more than 3 days.\n" in out


def test_what_is_not_on_the_list_gets_whom_to_call_and_the_signs_by_number(ivig: Program) -> None:
    lines = ivig("unwell", "purple", "unicorn").out.splitlines()
    signs = [f"  {number}. {sign.text}" for number, sign in enumerate(Library().checklist.emergency.signs, 1)]

    assert lines[:6] == [
        "Trouble breathing, chest pain, swollen face, fainting? Call your emergency number (911, 999, 112 or 000) now.",
        "In the infusion chair, call the nurse first.",
        "You typed: purple unicorn",
        "This is not on our list. That does not mean it is safe to wait.",
        "Call your team now. If you feel very ill, or you get worse fast, "
        "call your emergency number (911, 999, 112 or 000).",
        "",
    ]
    assert lines[7:18] == signs
    assert lines[-1] == "Next, type: ivig-prep unwell --list"


def test_words_are_taken_as_they_come(ivig: Program) -> None:
    ran = ivig("unwell", "my", "head", "--hurts", "-x", "--version", "--", "--on", "3")

    assert ran.code == 0
    assert "You typed: my head --hurts -x --version -- --on 3" in ran.out


def test_json_has_every_promised_field(ivig: Program) -> None:
    ivig("setup", "--emergency", "911", "--clinic-phone", "555 0100")

    found = answer(ivig, "my leg is swollen")

    assert {"schema", "kind", "words", "tier", "matches", "say", "call"} <= set(found)
    assert (found["words"], found["tier"]) == ("my leg is swollen", "emergency")
    assert found["call"] == {"emergency": "911", "clinic": "555 0100", "night": None}
    assert {"id", "label", "tier", "why", "do", "step_up", "sources"} <= set(found["matches"][0])
    assert found["say"] == "Call 911 now. In the infusion chair, call the nurse first."


@pytest.mark.parametrize("word", ["emergency", "sick", "ill", "symptoms", "side-effects", "911", "999", "112"])
def test_other_words_for_it_run_unwell(ivig: Program, word: str) -> None:
    assert ivig(word).out == ivig("unwell", "--list").out
    assert ivig(word, "chest", "pain").out.startswith("Call your emergency number")


def test_the_whole_leaflet_is_shown_most_urgent_first(ivig: Program) -> None:
    out = ivig("unwell").out

    entries = Library().side_effects.side_effects
    spots = [out.index(f"\n{entry.label}\n") for entry in entries]
    assert spots == sorted(spots)
    assert all(fill(entry.step_up, Numbers()) in out for entry in entries if entry.step_up)
    assert len(answer(ivig)["matches"]) == len(entries) == 71


@pytest.mark.parametrize("line", [("unwell", "--list"), ("unwell", "purple unicorn"), ("learn", "fever after ivig")])
@pytest.mark.parametrize("as_json", [False, True], ids=["words", "json"])
def test_where_a_text_says_to_call_the_persons_numbers_stand_on_every_face(
    ivig: Program, line: tuple[str, ...], as_json: bool
) -> None:
    words = (line[0], "--json", *line[1:]) if as_json else line
    unknown = ivig(*words).out
    ivig("setup", "--emergency", "911", "--clinic-phone", "555 0100", "--night-phone", "555 0199")

    known = ivig(*words).out

    assert not re.search(r"\{(team|emergency)\}", unknown + known)
    assert not re.search(r"[Cc]all your team(?! now \(555| now: 555| \(555|: 555)", known)
    assert not re.search(r"[Cc]all your emergency number", known)
    assert "all your team" in unknown or line[0] == "learn"


@pytest.mark.parametrize("number", [None, "911"])
def test_every_emergency_answer_has_at_most_twelve_lines_and_begins_and_ends_with_the_call(number: str | None) -> None:
    content, notices = Library().side_effects, Library().notices
    voice = Voice(notices, content, Person(emergency=number))
    late = shared.past_check_by(notices, None, date(2030, 1, 1))
    of_the_body = tuple(entry for entry in content.side_effects if not entry.opening)
    for entry in (entry for entry in of_the_body if entry.tier == "emergency"):
        matches = (Match(entry), *(Match(other) for other in of_the_body if other is not entry))
        for typed, notes in (("so ill " * 40, ()), ("so ill " * 40, late), ("hizentra " * 40, late)):
            page = voice.answer(typed, matches, notes)

            lines = plain.text(page, 72).splitlines()
            assert len(lines) <= 12, entry.id
            assert page[0].kind == page[-1].kind == EMERGENCY_LINE
            assert (number or "911, 999, 112 or 000") in page[0].text
            assert (number or "911, 999, 112 or 000") in page[-1].text
            assert fill(entry.do, Numbers(number)) in plain.text(page)


LINES_TO_TALK_TO = ("988", "116 123", "111, option 2", "13 11 14", "findahelpline.com")


def test_despair_has_a_calm_card_of_its_own_with_whom_to_call_and_the_lines_to_talk_to(ivig: Program) -> None:
    ivig("setup", "--emergency", "911")

    out = ivig("unwell", "i", "want", "to", "die").out

    assert out.startswith("If you may act on it, or have hurt yourself, call 911 now. Do not stay alone.\n")
    assert all(line in out for line in LINES_TO_TALK_TO)
    assert answer(ivig, "i want to die")["say"] == out.splitlines()[0]


def test_a_sign_of_the_body_comes_before_the_whole_card_of_despair(ivig: Program) -> None:
    ivig("setup", "--emergency", "911")

    out = ivig("unwell", "chest pain and i want to die").out

    first, card = out.split("\n\n")
    assert first.startswith("Call 911 now. In the infusion chair, call the nurse first.\n")
    assert first.endswith("Call 911 now.")
    assert len(first.splitlines()) <= 12
    assert card.startswith("If you may act on it, or have hurt yourself, call 911 now.")
    assert all(line in card for line in LINES_TO_TALK_TO)
    assert answer(ivig, "chest pain and i want to die")["say"].startswith("Call 911 now. In the infusion chair")


def test_no_number_of_a_line_to_call_is_broken_in_two() -> None:
    content = Library().side_effects
    voice = Voice(Library().notices, content, Person())
    numbers = [number for entry in content.side_effects for line in entry.lines for number in phones(line)]

    assert len(numbers) == 7
    for width in range(24, 81):
        shown = plain.text(voice.leaflet(), width)
        assert [number for number in numbers if number not in shown] == []


def phones(line: str) -> list[str]:
    """Return the phone numbers of a line."""
    return re.findall(r"\d[\d -]*\d", line)


@pytest.mark.parametrize("typed", ["took too many pills", "chest pain and took too many pills"])
def test_too_much_of_a_medicine_is_answered_with_the_poison_lines_too(ivig: Program, typed: str) -> None:
    out = ivig("unwell", typed).out

    assert out.startswith("Call your emergency number")
    assert "US 1-800-222-1222. UK 111. Australia 13 11 26." in out
    assert out.rstrip().endswith("now.")


@pytest.mark.parametrize("typed", ["HyQvia", "rash from hizentra", "chest pain after scig"])
def test_for_a_product_under_the_skin_one_line_says_that_the_list_is_not_for_it(ivig: Program, typed: str) -> None:
    said = "This list is not for products that go under the skin. Ask your team."

    assert ivig("unwell", typed).out.count(said) == 1
    assert answer(ivig, typed)["notes"] == [said]


@pytest.mark.parametrize("typed", ["chest pain", "bleeding under the skin", "cutaneous"])
def test_other_words_get_no_such_line(ivig: Program, typed: str) -> None:
    assert "not for products" not in ivig("unwell", typed).out
    assert answer(ivig, typed)["notes"] == []


def test_the_emergency_line_stands_within_the_first_four_lines_of_every_answer() -> None:
    content = Library().side_effects
    voice = Voice(Library().notices, content, Person())
    answers = [voice.answer("so", (Match(entry),)) for entry in content.side_effects]

    for page in (*answers, voice.answer("?", ()), voice.leaflet(), voice.ask_signs()):
        first = " ".join(plain.text(page, 72).splitlines()[:4])
        assert "(911, 999, 112 or 000) now" in first
        assert not NEVER_SAID.search(plain.text(page))


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_anything_typed_gets_a_harmless_answer(ivig: Program, typed: str) -> None:
    ran = ivig("unwell", typed)

    assert ran.code == 0
    assert "now" in ran.out
    shown = set(ran.out) - {"\n"}
    assert not [character for character in shown if ord(character) < 32 or 0x7F <= ord(character) < 0xA0]
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in ran.out
    assert all(len(line) < 400 for line in ran.out.splitlines())


@pytest.mark.parametrize("words", [["chest", "pain"], ["--list"], ["--json", "chest", "pain"], []])
def test_a_record_that_another_window_holds_is_not_waited_for(ivig: Program, words: list[str]) -> None:
    ivig("setup", "--emergency", "911")
    with closing(sqlite3.connect(ivig.home / "ivig-prep.db", isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        begun = monotonic()
        ran = ivig("unwell", *words)

    assert ran.code == 0
    assert monotonic() - begun < WAIT_SECONDS / 2


@pytest.mark.parametrize("kind", ["missing", "gone", "damaged", "empty", "folder", "newer", "locked"])
def test_it_answers_whatever_became_of_the_record(ivig: Program, kind: str) -> None:
    ivig("setup", "--emergency", "911")
    record = ivig.home / "ivig-prep.db"
    holder = None
    if kind == "missing":
        shutil.rmtree(ivig.home)
    elif kind == "gone":  # its copies are still there
        record.unlink()
    elif kind == "folder":
        record.unlink()
        record.mkdir()
    elif kind == "newer":
        db = sqlite3.connect(record)
        db.execute("PRAGMA user_version = 999")
        db.close()
    elif kind == "locked":
        holder = sqlite3.connect(record, isolation_level=None)
        holder.execute("BEGIN EXCLUSIVE")
    else:
        record.write_bytes(b"" if kind == "empty" else b"garbage" * 500)

    for words in (["unwell", "chest", "pain"], ["learn", "cost"], ["--help"]):
        ran = ivig(*words)

        assert ran.code == 0
        assert "911, 999, 112 or 000" in ran.out
        assert ("could not be read" in ran.err) == (kind != "missing")
    if holder:
        holder.close()


def test_it_answers_with_a_clock_that_is_no_date(ivig: Program) -> None:
    ran = ivig.on("nonsense")("unwell", "chest", "pain")

    assert ran.code == 0
    assert ran.out.startswith("Call your emergency number")


def test_nothing_is_stored(ivig: Program) -> None:
    ivig("unwell", "my", "leg", "is", "swollen")
    ivig("learn", "cost")

    assert not ivig.home.exists()


def test_on_a_terminal_a_sign_can_be_picked_by_number_and_nothing_is_asked_after_it(
    play: Callable[..., Screen],
) -> None:
    screen = play("unwell")
    asked = screen.prompt()
    assert "1. Trouble breathing" in asked
    assert "None of these, or not sure" in asked
    assert "Trouble breathing" in " ".join(asked.splitlines()[:3])

    said = screen.end("2")

    assert screen.code == 0
    assert "Chest pain" in said
    assert said.rstrip("┃┗━┛ \r\n").endswith("now.")


@pytest.mark.parametrize("typed", ["1 and 3", "yes", "number 3", "2,3", "all of them", "YES 3"])
def test_a_yes_or_several_numbers_at_the_signs_get_the_emergency_answer(
    play: Callable[..., Screen], typed: str
) -> None:
    screen = play("unwell")
    screen.prompt()

    said = screen.end(typed)

    assert "Call your emergency number" in said
    assert "not on our list" not in said
    assert said.rstrip("┃┗━┛ \r\n").endswith("now.")


def test_a_number_off_the_list_of_signs_is_asked_again(play: Callable[..., Screen]) -> None:
    screen = play("unwell")
    screen.prompt()

    assert '"99" is not a number on this list.' in screen.type("99")
    assert "Chest pain" in screen.end("2")


def test_on_a_terminal_words_can_be_typed_at_the_same_prompt(play: Callable[..., Screen]) -> None:
    screen = play("unwell")
    screen.prompt()

    assert "Yellow skin or eyes" in screen.type("my eye's gone yellow")
    screen.end("")


def test_what_is_no_emergency_can_be_written_in_the_diary_and_enter_means_no(
    ivig: Program, play: Callable[..., Screen]
) -> None:
    ivig("setup", "--date", "2026-11-30")
    for answer_, written in (("", []), ("no", []), ("y", ["tired"])):
        screen = play("unwell", "tired")
        assert "Write this in your diary?" in screen.prompt()
        screen.end(answer_)

        infusions = json.loads(ivig("log", "--json").out)["infusions"]
        assert [reaction["words"] for entry in infusions for reaction in entry["reactions"]] == written

    assert infusions[0]["date"] == "2026-11-30"
    reaction = {"side_effect": "tired", "words": "tired", "when": "1 day after", "severity": None}
    assert infusions[0]["reactions"] == [{**reaction, "helped": None, "after": []}]


def test_nothing_is_asked_after_an_emergency_answer(play: Callable[..., Screen]) -> None:
    screen = play("unwell", "chest", "pain")

    assert "diary" not in screen.end()


def test_none_of_these_asks_for_words_and_enter_gets_the_unknown_answer(play: Callable[..., Screen]) -> None:
    for first in (str(len(Library().checklist.emergency.signs) + 1), "", "none", "no"):
        screen = play("unwell")
        screen.prompt()
        assert "in your own words" in screen.type(first)

        assert "This is not on our list." in screen.type("")
        screen.end("")
        assert screen.code == 0


def test_near_misses_of_other_tiers_are_offered_as_did_you_mean(ivig: Program) -> None:
    out = ivig("unwell", "jaundce").out

    assert "Did you mean 1: Yellow skin or eyes?" in out
    assert "This is not on our list. That does not mean it is safe to wait." in out
    assert answer(ivig, "jaundce")["tier"] == "call-now"


def test_a_raised_match_says_its_step_up_and_what_raised_it(ivig: Program) -> None:
    said = ivig("unwell", "fever and i have a port").out
    found = answer(ivig, "fever and i have a port")
    entry = next(e for e in Library().side_effects.side_effects if e.id == "fever")

    assert said.startswith("Call your emergency number")
    assert entry.step_up
    assert entry.step_up in said
    assert (found["tier"], found["matches"][0]["raised_by"]) == ("emergency", "port")


def test_json_has_the_signs_and_what_may_be_meant_only_where_nothing_was_found(ivig: Program) -> None:
    unknown, known = answer(ivig, "purple unicorn"), answer(ivig, "chest pain")

    assert [sign["id"] for sign in unknown["signs"]] == [s.id for s in Library().checklist.emergency.signs]
    assert 1 <= len(unknown["did_you_mean"]) <= 3
    assert known["signs"] == known["did_you_mean"] == []


@pytest.mark.parametrize(
    ("typed", "second"),
    [
        ("no chest pain", "You wrote no. If it is not happening now, tell your team."),
        ("i had a stroke years ago, is it safe", "To read about it, type: ivig-prep learn high-risk"),
        ("no chest pain, just tired", "You wrote no. If it is not happening now, tell your team."),
        ("I had a clot in 2011, fully recovered", "To read about it, type: ivig-prep learn who-needs-extra-care"),
        ("what does anaphylaxis look like", "To read about it, type: ivig-prep learn high-risk"),
        ("do I need an epipen at home", "To read about it, type: ivig-prep learn high-risk"),
        ("sugar 45", "Treat it now, the way you were taught, if you can swallow."),
    ],
)
def test_what_was_denied_or_is_long_ago_stays_an_emergency_and_line_two_says_so(
    ivig: Program, typed: str, second: str
) -> None:
    first, said, *_ = ivig("unwell", typed).out.splitlines()

    assert first.startswith("Call your emergency number")
    assert said == second
    assert answer(ivig, typed)["second_line"] == second


def test_the_calm_card_says_so_too_but_names_nothing_to_read(ivig: Program) -> None:
    denied, past = ivig("unwell", "I'm not suicidal").out, ivig("unwell", "I used to be suicidal years ago").out

    assert denied.splitlines()[0] == past.splitlines()[0]
    assert denied.splitlines()[1] == "You wrote no. If it is not happening now, tell your team."
    assert past.splitlines()[1].startswith("You typed")


def test_spanish_begins_with_one_spanish_line_and_ends_with_the_call(ivig: Program) -> None:
    ivig("setup", "--emergency", "911")
    lines = ivig("unwell", "no puedo respirar").out.splitlines()

    assert lines[0] == "Llame al 911 ahora."
    assert lines[1].startswith("Call 911 now.")
    assert "No speaker of Spanish has reviewed the Spanish line." in " ".join(lines)
    assert lines[-1] == "Call 911 now."
    assert len(lines) <= 12


def test_a_usual_value_asks_what_the_person_feels(ivig: Program) -> None:
    pulse, sugar = ivig("unwell", "pulse 72").out, ivig("unwell", "sugar 110").out

    assert "A number alone does not say how you are." in pulse
    assert "make some meters read too high" in sugar
    assert not NEVER_SAID.search(pulse + sugar)


def test_a_usual_value_is_not_taken_for_another_sign_with_one_of_its_words(ivig: Program) -> None:
    assert "Did you mean" not in ivig("unwell", "temp is 98.4").out


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("1", "Mild headache"),
        ("2", "Headache that is bad"),
        ("", "Headache that is bad"),
        ("3", "Headache that is bad"),
    ],
)
def test_on_a_terminal_headache_alone_asks_first_and_only_mild_is_mild(
    play: Callable[..., Screen], typed: str, wanted: str
) -> None:
    screen = play("unwell", "headache")
    assert "Mild, and easing" in screen.prompt()

    assert wanted in screen.type(typed)
    screen.end("")


def test_elsewhere_headache_alone_gets_the_urgent_answer_with_the_mild_one_below(ivig: Program) -> None:
    said = ivig("unwell", "headache").out

    assert said.index("Headache that is bad") < said.index("If it is mild and easing")
    assert answer(ivig, "headache")["tier"] == "call-now"


def test_on_a_terminal_the_signs_below_an_unknown_word_can_be_picked(play: Callable[..., Screen]) -> None:
    screen = play("unwell", "purple", "unicorn")
    asked = screen.prompt()
    assert "1. Trouble breathing" in asked

    assert "Chest pain" in screen.end("2")


def test_learn_lists_numbers_finds_and_ends_with_sources(ivig: Program) -> None:
    assert "1. What is IVIg?" in ivig("learn").out
    by_word = ivig("learn", "how much does it cost").out
    assert "$10,000" in by_word
    assert by_word.index("Sources") > by_word.index("$10,000")
    assert ivig("learn", "1").out.count("What is IVIg?") == 1
    assert json.loads(ivig("learn", "cost", "--json").out)["topics"][0]["id"] == "cost"


@pytest.mark.parametrize(
    ("asked", "topic"),
    [
        *(("what is ivig", "what-is-ivig"), ("donors hiv hepatitis", "how-made"), ("lupus", "lupus")),
        *(("myositis", "myositis"), ("neuropathy", "neuropathy"), ("ms", "multiple-sclerosis")),
        *(("vasculitic", "vasculitic-neuropathy"), ("immune deficiency", "immune-deficiency")),
        *(("steroids", "with-other-medicines"), ("how often", "how-often"), ("how long", "how-long")),
        *(("insurance", "cost"), ("price", "cost"), ("for life", "lifelong"), ("is it risky", "high-risk")),
        *(("vaccine", "vaccines"), ("pregnant", "pregnancy"), ("brand", "brands"), ("lot number", "lot-numbers")),
        *(
            ("numbing cream", "numbing-cream"),
            ("blood pressure", "blood-pressure"),
            ("can i give blood", "blood-donation"),
        ),
        *(("i missed a dose", "missed-dose"), ("hizentra", "under-the-skin"), ("stop ivig", "lifelong")),
        *(("hepatitis b test", "blood-tests"), ("going on holiday", "travel"), ("vaccinat", "vaccines")),
    ],
)
def test_learn_finds_the_nearest_topic(ivig: Program, asked: str, topic: str) -> None:
    assert [found["id"] for found in json.loads(ivig("learn", "--json", asked).out)["topics"]] == [topic]


def test_learn_hands_a_symptom_to_unwell(ivig: Program) -> None:
    assert "type: ivig-prep unwell" in ivig("learn", "chest", "pain").out


def test_each_search_word_and_each_title_leads_to_its_own_topic() -> None:
    topics = Library().topics.topics
    wanted = [(said, topic.id) for topic in topics for said in (*topic.words, topic.title)]

    found = [(said, topic.id if (topic := nearest(topics, said)) else None) for said, _ in wanted]

    assert found == wanted


@pytest.mark.parametrize("asked", ["xyzzy", "blood type", "driving after", "what if I have a cold", "blood", "the"])
def test_learn_says_when_no_topic_fits_instead_of_showing_another(ivig: Program, asked: str) -> None:
    ran = ivig("learn", asked)

    assert ran.code == 0
    assert f'There is no topic for "{asked}"' in ran.out


@pytest.mark.parametrize("words", [["temp"], ["chest", "pain"], ["tired"], ["zzz"], [], ["--list"], ["veo", "doble"]])
def test_the_urgent_lines_also_go_to_standard_error_where_a_shell_sent_the_answer_away(
    ivig: Program, words: list[str]
) -> None:
    ran = ivig("unwell", *words)

    first = ran.out.splitlines()[0]
    assert ran.err.splitlines()[0] == first
    assert re.search("Call|Llame", first)
    assert set(ran.err.splitlines()) <= set(ran.out.splitlines())


def test_json_is_for_programs_so_nothing_goes_beside_it(ivig: Program) -> None:
    assert ivig("unwell", "--json", "chest", "pain").err == ""


def test_on_a_terminal_the_urgent_lines_are_shown_once(ivig: Program, play: Callable[..., Screen]) -> None:
    screen = play("unwell", "chest", "pain")

    assert " ".join(screen.end().split()).count("Call your emergency number") == 2  # at the top and at the end
