"""`unwell`: whatever is typed gets an answer, the most urgent first, and it works with a damaged record."""

import json
import re
import sqlite3
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from kit import Program, Screen

from ivig_prep.content.library import Library
from ivig_prep.core.page import EMERGENCY as EMERGENCY_LINE
from ivig_prep.core.person import Person
from ivig_prep.core.words.triage import Match
from ivig_prep.faces import plain
from ivig_prep.pages import shared
from ivig_prep.pages.unwell import Voice

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
        "Call your emergency number, or have someone take you to an emergency department now. Say you had IVIg.\n"
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
        + next(f"{e.do}\n{e.step_up}\n" for e in Library().side_effects.side_effects if e.id == "yellow-skin-eyes")
        + "This is a list, not a doctor. No doctor or nurse has reviewed it yet.\n"
    )


def test_a_common_one(ivig: Program) -> None:
    out = ivig("unwell", "tired").out

    assert "Common: rest and write it down" in out
    assert out.splitlines()[0].startswith("Trouble breathing")
    entry = next(e for e in Library().side_effects.side_effects if e.id == "tired")
    assert entry.step_up
    assert entry.step_up in out


def test_what_is_not_on_the_list(ivig: Program) -> None:
    assert ivig("unwell", "purple", "unicorn").out == (
        "Trouble breathing, chest pain, swollen face, fainting? "
        "Call your emergency number (911, 999, 112 or 000) now.\n"
        "In the infusion chair, call the nurse first.\n"
        "You typed: purple unicorn\n"
        "This is not on our list. That does not mean it is safe to wait.\n"
        "Call your team now. If you feel very ill, or you get worse fast, "
        "call your emergency number (911, 999, 112 or 000).\n"
        "This is a list, not a doctor. No doctor or nurse has reviewed it yet.\n"
        "Next, type: ivig-prep unwell --list\n"
    )


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
    assert all(entry.step_up in out for entry in entries if entry.step_up)
    assert len(answer(ivig)["matches"]) == len(entries) == 61


@pytest.mark.parametrize("number", [None, "911"])
def test_every_emergency_answer_has_at_most_twelve_lines_and_begins_and_ends_with_the_call(number: str | None) -> None:
    content, checklist = Library().side_effects, Library().checklist
    voice = Voice(checklist, content, Person(emergency=number))
    late = shared.past_check_by(checklist, date(2030, 1, 1))
    for entry in (entry for entry in content.side_effects if entry.tier == "emergency"):
        matches = (Match(entry), *(Match(other) for other in content.side_effects if other is not entry))
        for notes in ((), late):
            page = voice.answer("so ill " * 40, matches, notes)

            lines = plain.text(page, 72).splitlines()
            assert len(lines) <= 12, entry.id
            assert page[0].kind == page[-1].kind == EMERGENCY_LINE
            assert (number or "911, 999, 112 or 000") in page[0].text
            assert (number or "911, 999, 112 or 000") in page[-1].text
            assert entry.do in plain.text(page)


def test_the_emergency_line_stands_within_the_first_four_lines_of_every_answer() -> None:
    content = Library().side_effects
    voice = Voice(Library().checklist, content, Person())
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


@pytest.mark.parametrize("kind", ["missing", "damaged", "empty", "folder", "newer", "locked"])
def test_it_answers_whatever_became_of_the_record(ivig: Program, kind: str) -> None:
    ivig("setup", "--emergency", "911")
    record = ivig.home / "ivig-prep.db"
    holder = None
    if kind == "missing":
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
    assert said.rstrip().endswith("now.")


@pytest.mark.parametrize("typed", ["1 and 3", "yes", "number 3", "2,3", "all of them", "YES 3"])
def test_a_yes_or_several_numbers_at_the_signs_get_the_emergency_answer(
    play: Callable[..., Screen], typed: str
) -> None:
    screen = play("unwell")
    screen.prompt()

    said = screen.end(typed)

    assert "Call your emergency number" in said
    assert "not on our list" not in said
    assert said.rstrip().endswith("now.")


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
    assert infusions[0]["reactions"] == [
        {"side_effect": "tired", "words": "tired", "when": "1 day after", "severity": None}
    ]


def test_nothing_is_asked_after_an_emergency_answer(play: Callable[..., Screen]) -> None:
    screen = play("unwell", "chest", "pain")

    assert "diary" not in screen.end()


def test_none_of_these_asks_for_words_and_enter_gets_the_unknown_answer(play: Callable[..., Screen]) -> None:
    for first in (str(len(Library().checklist.emergency.signs) + 1), "", "none", "no"):
        screen = play("unwell")
        screen.prompt()
        assert "in your own words" in screen.type(first)

        assert "This is not on our list." in screen.end("")
        assert screen.code == 0


def test_near_misses_of_other_tiers_are_offered_as_did_you_mean(ivig: Program) -> None:
    out = ivig("unwell", "jaundce").out

    assert "Did you mean 1: Yellow skin or eyes?" in out
    assert "This is not on our list. That does not mean it is safe to wait." in out
    assert answer(ivig, "jaundce")["tier"] == "call-now"


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
    ],
)
def test_learn_finds_the_nearest_topic(ivig: Program, asked: str, topic: str) -> None:
    assert [found["id"] for found in json.loads(ivig("learn", "--json", asked).out)["topics"]] == [topic]


def test_learn_hands_a_symptom_to_unwell(ivig: Program) -> None:
    assert "type: ivig-prep unwell" in ivig("learn", "chest", "pain").out


def test_learn_says_when_no_topic_fits(ivig: Program) -> None:
    ran = ivig("learn", "xyzzy")

    assert ran.code == 0
    assert 'There is no topic for "xyzzy"' in ran.out
