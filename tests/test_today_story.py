"""`today` as a person lives with it: how much is typed, what is always shown, what comes back, what is never saved."""

import os
import random
import re
import sqlite3
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from kit import Screen
from story_kit import AT_NIGHT, CHECK, CTRL_C, NEXT, SECTION, TOOK_PLACE, WEEKS, WHERE, Patient, Person, Visit

from ivig_prep.content.library import Library
from ivig_prep.core.checklist import ADVICE, SIGN, Item
from ivig_prep.core.day.moments import MOMENTS
from ivig_prep.core.day.sheet import lay_out
from ivig_prep.core.numbers import Numbers
from ivig_prep.core.side_effects import urgency
from ivig_prep.core.traits import TRAITS

needs_pty = pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
PHONES = ("--emergency", "911", "--clinic-phone", "555 0100", "--night-phone", "555 0199")
NUMBERS = Numbers("911", "555 0100", "555 0199")
ALL_SET = (*PHONES, "--fits", "none")
FIRST = date(2026, 12, 2)
EVERY = timedelta(weeks=4)
SEED = 16


@pytest.fixture
def person(tmp_path: Path) -> Person:
    """Return somebody who has not started the program yet."""
    return Person(tmp_path / "records", columns=200, plain=True)


def words(text: str) -> str:
    """Return a text with each run of spaces as one."""
    return " ".join(text.split())


# How much is typed: played in a pseudo-terminal


class Played:
    """A person at a real pseudo-terminal, who types until the program ends."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def __call__(self, day: date, *line: str, answers: Callable[[str], str] = lambda _: "", at: str = "10:00") -> int:
        """Run a command line, and return how many lines were typed that count.

        The moment, and what goes into the log, do not.
        """
        screen = Screen(self._home, *line, env={"IVIG_PREP_TODAY": f"{day.isoformat()}T{at}"})
        typed = 0
        shown = _until(screen)
        while shown is not None:
            typed += WHERE not in shown
            screen.send(answers(shown))
            shown = _until(screen)
        assert screen.code == 0, screen.raw[-500:]
        return typed - (answers.logged if isinstance(answers, Patient) else 0)


def _until(screen: Screen) -> str | None:
    """Return what was shown up to the next question; None where the program has ended."""
    import pexpect  # late: there is none on Windows

    try:
        return screen.prompt()
    except pexpect.EOF:
        return None


def a_cycle(play: Played, day: date, *, leaves_one: bool) -> tuple[int, int, int]:
    """Play the eve, infusion day in its four moments, and the day after; the chair writes the log."""
    eve = play(day - timedelta(1), "today", answers=Patient(leaves_one=leaves_one))
    moments = 0
    for moment, at in enumerate(("07:00", "10:00", "14:00", "20:00"), 1):
        log = {2: ("sticker", "Privigen", f"A{day.day}", "", "start"), 3: ("end",)}.get(moment, ())
        patient = Patient(moment, leaves_one=leaves_one and moment == 2, drinks=moment == 1, log=log)
        moments += play(day, "today", answers=patient, at=at)
    return eve, moments, play(day + timedelta(1), "today", answers=Patient(drinks=False))


@needs_pty
def test_a_cycle_takes_few_lines_and_from_the_third_on_fewer(tmp_path: Path) -> None:
    play = Played(tmp_path / "records")
    play(FIRST - timedelta(9), "setup", "--date", FIRST.isoformat(), "--time", "09:30", *ALL_SET)
    typed = [a_cycle(play, FIRST + number * EVERY, leaves_one=number < 2) for number in range(4)]

    for lines, most in zip(typed, [(6, 10, 4), (6, 10, 4), (5, 8, 3), (5, 8, 3)], strict=True):
        assert all(line <= at_most for line, at_most in zip(lines, most, strict=True)), typed


@needs_pty
def test_a_first_start_reaches_its_first_task_within_25_lines_and_3_answers(tmp_path: Path) -> None:
    screen = Screen(tmp_path / "records", "today", env={"IVIG_PREP_TODAY": "2026-11-12T10:00"})
    shown, answers = screen.prompt(), 0
    for line in ("2 December", "", ""):
        if "to do: " in shown:
            break
        shown += screen.type(line)
        answers += 1
    screen.end("q")

    seen = shown[: shown.index("1 □ to do: ")].splitlines()
    assert answers <= 3
    assert len([line for line in seen if "IVIG_PREP_TODAY" not in line]) <= 25, "\n".join(seen)


def test_the_welcome_has_at_most_6_lines_and_names_the_plain_look(person: Person) -> None:
    shown = person.run("2026-11-12", "today", answers=["q"]).typed[0].shown
    welcome = shown.partition("Welcome to ivig-prep")[2].partition("When is your infusion?")[0]

    assert len(welcome.strip().splitlines()) <= 5
    assert "ivig-prep --plain today" in welcome


# What is always shown


def is_said(item: Item, shown: str) -> bool:
    """Say whether an item stands in a text; what it keeps may stand behind the advice that follows it."""
    head = item.said.removesuffix(item.keep or "").strip()
    return words(item.said) in shown or (words(head) in shown and words(item.keep or "") in shown)


def walked(phase: str, traits: frozenset[str], moment: str | None) -> list[Item]:
    """Return the signs and the advice that a walk has to show."""
    sections = lay_out(Library().checklist, (phase,), traits, NUMBERS)
    groups = {group.id: group.title for group in Library().checklist.phase(phase).groups}
    here = [entry for entry in sections if moment is None or entry.group == groups[moment]]
    return [item for entry in here for item in entry.section.items if item.kind in (SIGN, ADVICE)]


DAY_OF = {
    "between": FIRST - timedelta(12),
    "week-before": FIRST - timedelta(5),
    "day-before": FIRST - timedelta(1),
    "infusion-day": FIRST,
    "day-after": FIRST + timedelta(1),
    "days-after": FIRST + timedelta(5),
}
SITUATIONS = [
    (phase, moment, number)
    for phase in DAY_OF
    for moment in ((*MOMENTS, None) if phase == "infusion-day" else (None,))
    for number in range(6)
]


def any_person(person: Person, chance: random.Random) -> frozenset[str]:
    """Set a person up as chance has it, and return what fits them; of some nobody asked that."""
    fits = chance.sample(TRAITS, chance.choice((0, 1, 1, 2, 3, len(TRAITS))))
    asked = chance.random() < 0.85
    fluids = chance.choice(("", "fluid-limit", "fluid-goal"))
    days = chance.choice((1, 1, 2))
    person.run(
        "2026-11-20",
        "setup",
        *("--date", FIRST.isoformat(), "--days", str(days), *PHONES),
        *((f"--{fluids}", "6cups") if fluids else ()),
        *(("--fits", ",".join(fits) or "none") if asked else ()),
    )
    derived = {"not-asked": not asked, "multi-day": days > 1, fluids: bool(fluids)}
    return frozenset(fits if asked else ()) | {trait for trait, holds in derived.items() if holds}


def day_of(phase: str, traits: frozenset[str]) -> date:
    """Return a day of a phase, for an infusion that has a second day or not."""
    later = phase in ("day-after", "days-after") and "multi-day" in traits
    return DAY_OF[phase] + timedelta(later)


def expected_in(phase: str, traits: frozenset[str], moment: str | None) -> list[Item]:
    """Return what a walk has to show: a first-timer gets ready in place of what lies between infusions."""
    if phase == "between" and "first-time" in traits:
        return []
    more = {"more-days"} if phase == "infusion-day" and "multi-day" in traits else set()
    return walked(phase, traits | more, moment)


def at_random(chance: random.Random, moment: str | None) -> Callable[[str], str]:
    """Return answers that mark, skip and take back at random, say yes or nothing elsewhere, and come to an end."""

    def answer(shown: str) -> str:
        if WHERE in shown:
            return str(MOMENTS.index(moment) + 1) if moment else ""
        if TOOK_PLACE in shown:
            return chance.choice(("y", ""))
        numbers = re.findall(r"^ +(\d+)\. (?:to do|done|not for me): ", shown, re.MULTILINE)
        if SECTION in shown and numbers:
            some = " ".join(chance.sample(numbers, chance.randint(1, len(numbers))))
            return chance.choice((some, f"skip {some}", f"undo {some}", "all", ""))
        return ""

    return answer


@pytest.mark.parametrize(("phase", "moment", "number"), SITUATIONS)
def test_every_sign_and_advice_is_shown_in_every_walk_whatever_was_answered_before(
    person: Person, phase: str, moment: str | None, number: int
) -> None:
    chance = random.Random(f"{SEED} {phase} {moment} {number}")  # noqa: S311  # a repeatable sample, no secret
    traits = any_person(person, chance)
    day = day_of(phase, traits).isoformat()
    for _ in range(chance.randint(0, 3)):
        person.run(day, "today", answers=at_random(chance, moment))

    shown = words(person.run(day, "today", answers=at_random(chance, moment)).text)

    expected = expected_in(phase, traits, moment)
    assert [item.id for item in expected if not is_said(item, shown)] == []
    assert expected or moment == "leaving" or phase in ("week-before", "between")


@pytest.mark.parametrize("phase", [phase for phase in DAY_OF if phase != "between"])
def test_a_warning_is_never_numbered_as_a_task_or_given_a_mark(person: Person, phase: str) -> None:
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat(), *PHONES, "--fits", ",".join(TRAITS))
    text = person.run(DAY_OF[phase].isoformat(), "today", answers=["", "all"]).text
    kinds = {item.text: item.kind for item in walked(phase, frozenset(TRAITS), None)}

    marked = re.findall(r"(?:to do|done|not for me): (.*)", text)
    assert marked or phase == "days-after"
    assert not any(kinds.get(said) for said in marked)


@pytest.mark.parametrize("fits", [("diabetes",), ("home",), ("child",), TRAITS], ids=" ".join)
@pytest.mark.parametrize("phase", ["day-before", "infusion-day", "day-after"])
def test_what_is_said_to_fit_in_the_middle_of_a_walk_brings_its_signs_and_advice_at_once(
    person: Person, phase: str, fits: tuple[str, ...]
) -> None:
    numbers = " ".join(str(TRAITS.index(trait) + 1) for trait in fits)
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat(), *PHONES)

    shown = words(
        person.run(
            DAY_OF[phase].isoformat(),
            "today",
            answers=lambda shown: numbers if "Which of these fit you?" in shown else "y" if TOOK_PLACE in shown else "",
        ).text
    )

    expected = walked(phase, frozenset(fits), None)
    assert [item.id for item in expected if not is_said(item, shown)] == []


def test_the_signs_are_numbered_most_urgent_first(person: Person) -> None:
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat(), *ALL_SET)
    tiers = {entry.id: urgency(entry.tier) for entry in Library().side_effects.side_effects}
    signs = {words(i.said): i for i in walked("day-after", frozenset(), None) if i.kind == SIGN}

    first = person.run(DAY_OF["day-after"].isoformat(), "today", answers=["y", "q", "q"]).typed[1].shown

    listed = re.findall(r"^ +\d+\. (.*)$", first, re.MULTILINE)
    urgencies = [min(tiers[effect] for effect in signs[words(said)].answers) for said in listed]
    assert len(listed) == len(signs)
    assert urgencies == sorted(urgencies)


EXCEPTION = "If you have a fluid limit or trouble swallowing, follow your team's plan. Do the same if you have heart"


@pytest.mark.parametrize("fits", ["none", "child"])
def test_an_exception_stands_once_behind_all_that_it_is_for(person: Person, fits: str) -> None:
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat(), *PHONES, "--fits", fits)

    shown = words(person.run("2026-12-01", "today").text)

    if fits == "none":
        assert "through the day. Aim for 4 to 8 cups (1 to 2 liters), as many adults do. If you have a fluid" in shown
        assert shown.count(EXCEPTION) == 1
    else:
        assert "through the day. If your child is old enough, offer ice pops or silly straws. If your child" in shown
        assert shown.count("Do the same for heart, kidney, or lung disease.") == 1


@pytest.mark.parametrize("line", [("--no-input", "today"), ("print", "--text", "-o", "-")], ids=["today", "print"])
@pytest.mark.parametrize(
    ("setting", "amount", "urges"),
    [((), True, True), (("--fluid-goal", "6cups"), False, True), (("--fluid-limit", "6cups"), False, False)],
    ids=["neither", "goal", "limit"],
)
def test_the_amount_of_many_adults_never_stands_beside_a_goal_or_a_limit(
    person: Person, setting: tuple[str, ...], amount: bool, urges: bool, line: tuple[str, ...]
) -> None:
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat(), *ALL_SET, *setting)

    text = person.run("2026-12-01", *line).text

    assert ("4 to 8 cups" in text) == amount
    assert ("Drink plenty" in text) == urges


def test_a_first_timer_is_not_asked_about_earlier_infusions(person: Person) -> None:
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat(), *PHONES, "--fits", "first-time")

    text = person.run(FIRST.isoformat(), "--no-input", "today").text

    assert "Tell the nurse that this is your first IVIg." in text
    assert "earlier infusion" not in text


def test_the_next_visit_is_booked_on_the_last_of_several_days_and_the_line_is_cared_for_on_the_others(
    person: Person,
) -> None:
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat(), "--days", "3", *ALL_SET)

    texts = [person.run((FIRST + timedelta(n)).isoformat(), "--no-input", "today").text for n in range(3)]
    printed = person.run("2026-12-01", "print", "--text", "-o", "-").text

    assert ["Book the next visit." in text for text in texts] == [False, False, True]
    assert ["If your IV stays in at night" in text for text in texts] == [True, True, False]
    assert printed.count("If your IV stays in at night") == 2


def test_the_nurse_hears_once_that_it_is_the_first_infusion_and_the_days_are_known(person: Person) -> None:
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat(), "--days", "3", *PHONES, "--fits", "first-time")

    texts = [person.run((FIRST + timedelta(n)).isoformat(), "--no-input", "today").text for n in range(3)]

    assert ["this is your first IVIg" in text for text in texts] == [True, False, False]
    assert ["consent form" in text for text in texts] == [True, False, False]
    assert "how many days in a row" not in person.run("2026-11-27", "--no-input", "today").text


def test_at_home_nobody_leaves_and_the_helper_may_watch(person: Person) -> None:
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat(), *PHONES, "--fits", "home")

    text = person.run(FIRST.isoformat(), "--no-input", "today").text

    assert "Before you leave" not in text
    assert "Let the nurse or your helper watch you" in text
    assert "Stay where the nurse can watch you" not in text


def test_the_signs_of_an_allergy_a_bad_headache_and_a_fever_are_asked_for_on_the_first_night(person: Person) -> None:
    set_up(person)

    visit = person.run("2026-12-02T21:00", "today", answers=["4", "q"])

    asked_for = visit.typed[1].shown.partition(CHECK)[2]
    assert all(sign in asked_for for sign in ("hives", "swollen face", "bad headache", "fever of 100 F"))


# Where the person is, on infusion day


def test_the_moment_holds_until_another_is_picked_and_a_new_day_begins_without_one(person: Person) -> None:
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat(), "--days", "2", "--time", "09:30", *ALL_SET)
    person.run("2026-12-02T09:55", "today", answers=["2", "q"])

    held = person.run("2026-12-02T11:30", "today", answers=["", "", "q"])
    moved = person.run("2026-12-02T14:30", "today", answers=["3", "", "q"])
    whole = person.run("2026-12-02T14:40", "today", answers=["all", "", "q"])
    next_day = person.run("2026-12-03T08:00", "today", answers=["", "", "q"])

    assert "at the clinic or in the chair (as you said before)" in held.typed[0].shown
    assert "Tell the nurse" in held.typed[2].shown
    assert "Eat a light meal" not in held.text
    assert "After the drip" in moved.text
    assert seen(person, "2026-12-02")["moment"] == "leaving"
    assert "Eat a light meal" in whole.text
    assert "as you said before" not in next_day.text
    assert "Eat a light meal" in next_day.text


@pytest.mark.parametrize(
    ("line", "number"),
    [("chair", 2), ("In the chair.", 2), ("at the clinic", 2), ("tonight", 4), ("getting ready", 1), ("three", 3)],
)
def test_the_moment_can_be_named_in_words(person: Person, line: str, number: int) -> None:
    set_up(person)

    person.run("2026-12-02", "today", answers=[line, "q"])

    assert seen(person, "2026-12-02")["moment"] == MOMENTS[number - 1]


@pytest.mark.parametrize("line", ["home", "at home", "the", "wibble", "5"])
def test_words_that_fit_no_place_or_several_are_asked_back_with_the_numbers(person: Person, line: str) -> None:
    set_up(person)

    visit = person.run("2026-12-02", "today", answers=[line, "", "", "q"])

    assert "Type a number from 1 to" in visit.typed[1].shown
    assert seen(person, "2026-12-02")["moment"] is None


# The daily check


def asked(visit: Visit) -> list[str]:
    """Return the questions that were answered, each once for each time it was asked."""
    return [typed.asked for typed in visit.typed if typed.asked]


@pytest.mark.parametrize("nothing", ["", "no", "No.", "none"])
def test_the_daily_check_comes_once_a_day_and_again_the_next_day(person: Person, nothing: str) -> None:
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat(), *ALL_SET)
    eve, later = DAY_OF["day-after"].isoformat(), (FIRST + timedelta(2)).isoformat()

    first = person.run(eve, "today", answers=["y", nothing])
    second = person.run(eve, "today")
    next_day = person.run(later, "today")

    assert CHECK in asked(first)
    assert CHECK not in second.text
    assert "Get help if" in second.text
    assert CHECK in asked(next_day)
    assert "Get help if" not in first.text.partition(CHECK)[2]


def test_the_daily_check_comes_once_in_each_moment_of_infusion_day(person: Person) -> None:
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat(), *ALL_SET)
    day = FIRST.isoformat()
    with_signs = [m for m in MOMENTS if any(i.kind == SIGN for i in walked("infusion-day", frozenset(), m))]

    for moment in with_signs:
        number = str(MOMENTS.index(moment) + 1)
        assert CHECK in asked(person.run(day, "today", answers=[number]))
        again = person.run(day, "today", answers=[number]).text
        assert CHECK not in again
        assert "Get help if" in again
    assert with_signs == ["before-start", "during", "tonight"]


def test_going_on_at_the_check_claims_nothing_and_saves_only_that_it_was_shown(person: Person) -> None:
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat(), *ALL_SET)
    before = record(person)

    visit = person.run("2026-12-01", "today", answers=["no", "q"])

    assert [row[-3:-1] for row in record(person) - before] == [("asked", "2026-12-01")]
    after_check = visit.text.partition("> no\n")[2]
    assert not re.search(
        r"\b(good|great|fine|well|glad|no signs?)\b", after_check.partition("Fluids")[0], re.IGNORECASE
    )


@pytest.mark.parametrize("line", ["1", "number 1", "i have 1", "2 1", "chest pain", "1 and my chest hurts"])
def test_an_emergency_at_the_check_ends_the_run_saved(person: Person, line: str) -> None:
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat(), *ALL_SET)
    day = DAY_OF["day-after"].isoformat()

    visit = person.run(day, "today", answers=["y", line])

    assert visit.code == 0
    assert visit.text.rstrip().endswith("Call 911 now.")
    assert TOOK_PLACE not in person.run(day, "today").text


def test_another_sign_at_the_check_is_answered_with_the_numbers_and_the_check_stays(person: Person) -> None:
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat(), *ALL_SET)

    visit = person.run("2026-12-01", "today", answers=["1", "q"])

    answer = visit.typed[1].shown
    assert "555 0100" in answer
    assert "555 0199" in answer
    assert "Fever" in answer
    assert visit.code == 0
    assert visit.typed[1].line == "q"


@pytest.mark.parametrize(
    ("line", "answer"), [("38.5", "Fever"), ("39", "Fever"), ("101.5", "Fever"), ("bp 80/50", "now")]
)
@pytest.mark.parametrize("at", [0, 1], ids=["check", "section"])
def test_a_reading_of_the_body_is_answered_at_the_check_and_at_a_section(
    person: Person, line: str, answer: str, at: int
) -> None:
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat(), *ALL_SET)

    visit = person.run("2026-12-01", "today", answers=[*[""] * at, line, "q"])

    assert answer in visit.text.partition(f"You typed: {line}")[2]


@pytest.mark.parametrize("line", ["911", "999", "112", "call 911"])
@pytest.mark.parametrize("at", [0, 1], ids=["check", "section"])
def test_an_emergency_number_is_a_call_for_help(person: Person, line: str, at: int) -> None:
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat(), *ALL_SET)

    visit = person.run("2026-12-01", "today", answers=[*[""] * at, line])

    assert visit.typed[-1].line == line
    assert visit.text.rstrip().endswith("Call 911 now.")


@pytest.mark.parametrize("line", ["2", "99", "0"])
def test_a_number_that_is_no_sign_is_asked_back(person: Person, line: str) -> None:
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat(), *ALL_SET)

    visit = person.run("2026-12-01", "today", answers=[line, "q"])

    assert f'"{line}" is not a number on this list.' in visit.typed[1].shown


IN_THE_CHAIR = "Call the nurse now for trouble breathing"


def test_when_the_drip_has_ended_the_signs_of_the_chair_are_still_shown_and_not_asked_for_again(person: Person) -> None:
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat(), *ALL_SET)
    day = FIRST.isoformat()
    assert CHECK in asked(person.run(day, "today", answers=["2"]))

    visit = person.run(day, "today", answers=["3", "q"])

    assert CHECK not in asked(visit)
    assert IN_THE_CHAIR in visit.typed[1].shown.partition("Get help if")[2]


def test_who_comes_back_only_when_the_drip_has_ended_is_asked_for_the_signs_of_the_chair_once(person: Person) -> None:
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat(), *ALL_SET)
    day = FIRST.isoformat()
    assert CHECK in asked(person.run(day, "today", answers=["1"]))

    first = person.run(day, "today", answers=["3"])
    again = person.run(day, "today", answers=["3"])

    assert IN_THE_CHAIR in first.text.partition(CHECK)[2]
    assert CHECK not in asked(again)
    assert IN_THE_CHAIR in again.text


@pytest.mark.parametrize("line", ["yes", "all", "All of them."])
def test_yes_or_all_at_the_check_asks_which(person: Person, line: str) -> None:
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat(), *ALL_SET)

    visit = person.run("2026-12-01", "today", answers=[line, "q"])

    assert "Which one? Type its number." in visit.typed[1].shown


NOTHING_TO_REPORT = [
    "none of these",
    "None of them.",
    "none",
    "no",
    "no, nothing",
    "Nothing",
    "I feel fine",
    "no, I'm ok",
]


@pytest.mark.parametrize("line", NOTHING_TO_REPORT)
def test_none_of_these_at_the_check_goes_on_as_enter_does(person: Person, line: str) -> None:
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat(), *ALL_SET)

    visit = person.run("2026-12-01", "today", answers=[line, "q"])

    assert SECTION in visit.typed[1].shown


NOT_WELL = ["not sure", "not fine", "no good", "i do not feel well", "fine but odd", "nothing helps", "wibble"]


@pytest.mark.parametrize("line", NOT_WELL)
def test_what_is_not_surely_nothing_goes_on_at_no_check(person: Person, line: str) -> None:
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat(), *ALL_SET)

    visit = person.run("2026-12-01", "today", answers=[line, "", "q"])

    assert f"You typed: {line}" in visit.typed[1].shown
    assert SECTION not in visit.typed[1].shown


def test_words_that_are_not_listed_get_the_answer_of_the_unknown(person: Person) -> None:
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat(), *ALL_SET)

    visit = person.run("2026-12-01", "today", answers=["wibble", "", "q"])

    assert "That does not mean it is safe to wait." in visit.typed[1].shown


@pytest.mark.parametrize("line", ["38.5", "38,5", "39.2", "100.4", "101,3"])
def test_a_reading_at_a_check_with_many_signs_is_never_read_as_the_number_of_one(person: Person, line: str) -> None:
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat(), *ALL_SET)

    visit = person.run(DAY_OF["day-after"].isoformat(), "today", answers=["y", line, "q"])

    assert "Fever of 100 F" in visit.typed[2].shown.partition(f"You typed: {line}")[2]


@pytest.mark.parametrize("line", ["38.5", "101,5"])
def test_a_reading_is_answered_where_the_moment_is_asked(person: Person, line: str) -> None:
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat(), *ALL_SET)

    visit = person.run(FIRST.isoformat(), "today", answers=[line, "q"])

    assert "Fever of 100 F" in visit.typed[1].shown


@pytest.mark.parametrize("line", ["38.5", "101,5"])
def test_a_reading_is_answered_where_a_date_is_asked(person: Person, line: str) -> None:
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat(), *ALL_SET, "--every", "4w")

    visit = person.run("2026-12-03", "today", answers=[line, "y", "q", line, "q"])

    assert "Fever of 100 F" in visit.typed[1].shown
    assert visit.typed[1].asked == TOOK_PLACE
    assert "Fever of 100 F" in visit.typed[4].shown
    assert visit.typed[4].asked == NEXT


@pytest.mark.parametrize("line", ["1 fever", "1. fever", "2, fever"])
def test_the_number_of_a_sign_before_words_is_no_reading(person: Person, line: str) -> None:
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat(), *ALL_SET)

    visit = person.run("2026-12-03", "today", answers=["y", line, "q"])

    assert "Fever of 100 F" in visit.typed[2].shown
    assert "A reading that can be dangerous" not in visit.text


def test_within_a_walk_no_answer_names_a_command_to_type_next(person: Person) -> None:
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat(), *ALL_SET)

    visit = person.run("2026-12-01", "today", answers=["wibble", "", "", "wobble", "itchy arm", "q"])

    assert "Next, type:" not in visit.text.rpartition("Saved.")[0]


def test_after_an_answer_a_section_and_a_question_name_their_answers_again(person: Person) -> None:
    set_up(person)
    at_where = person.run(FIRST.isoformat(), "today", answers=["itchy arm", "2", "", "itchy arm", "q"])
    at_took_place = person.run("2026-12-03", "today", answers=["itchy arm", "q", "q"])

    assert at_where.typed[1].asked == WHERE
    assert at_where.typed[4].asked == SECTION
    assert at_took_place.typed[1].asked == TOOK_PLACE


def test_after_an_answer_the_check_says_again_what_can_be_typed(person: Person) -> None:
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat(), *ALL_SET)

    visit = person.run("2026-12-01", "today", answers=["1", "+1", "q"])

    assert visit.typed[1].shown.count("Enter = go on") == 1
    assert "Another one?" not in visit.typed[2].shown


# The walk goes on where something is left, and asks nothing twice


@pytest.mark.parametrize("number", range(12))
def test_the_next_start_stands_at_the_first_screen_with_something_left(person: Person, number: int) -> None:
    chance = random.Random(f"{SEED} resume {number}")  # noqa: S311  # a repeatable sample, no secret
    any_person(person, chance)
    phase = chance.choice(("week-before", "day-before"))
    day = DAY_OF[phase].isoformat()
    for _ in range(chance.randint(1, 3)):
        person.run(day, "today", answers=at_random(chance, None))
    left = tasks_left(person, day)

    again = person.run(day, "today", answers=["q"] * 2)

    screens = [typed.shown for typed in again.typed if SECTION in typed.shown]
    if left:
        assert words(left[0]) in words(screens[0])
    if screens:
        finished = screens[0].partition("Get help if")[2] or screens[0]
        assert len(re.findall(r"^\S.*: (\d+) of \1 done\.$", finished, re.MULTILINE)) <= 9


def tasks_left(person: Person, day: str) -> list[str]:
    """Return the tasks of a day that are still to do, in their order."""
    text = person.run(day, "--no-input", "today").text
    return re.findall(r"to do: (.*)", text)


@pytest.mark.parametrize(("phase", "moment", "number"), SITUATIONS[::3])
def test_nothing_is_asked_twice_in_one_walk(person: Person, phase: str, moment: str | None, number: int) -> None:
    chance = random.Random(f"{SEED} twice {phase} {moment} {number}")  # noqa: S311  # a repeatable sample, no secret
    traits = any_person(person, chance)

    visit = person.run(
        day_of(phase, traits).isoformat(),
        "today",
        answers=lambda shown: str(MOMENTS.index(moment) + 1) if WHERE in shown and moment else "",
    )

    questions = Counter(asked(visit))
    assert all(times == 1 for question, times in questions.items() if question != SECTION), questions
    numbered = Counter(re.findall(r"^ +\d+\. to do: (.*)$", visit.text, re.MULTILINE))
    assert all(times == 1 for times in numbered.values()), numbered
    assert visit.text.count("Still to do") <= 1
    assert not re.search(r"failed|missed|overdue", visit.text, re.IGNORECASE)


def test_what_is_left_at_the_end_of_a_moment_is_of_this_moment_and_what_still_matters_of_earlier_ones(
    person: Person,
) -> None:
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat(), *ALL_SET)

    breakfast = person.run(FIRST.isoformat(), "today", answers=["1", "", "1"]).text.partition("Still to do")[2]
    chair = person.run(FIRST.isoformat(), "today", answers=["2"]).text.partition("Still to do")[2]

    assert "Take the medicines your team told you to take today." in breakfast
    assert "Tell the nurse" not in breakfast
    assert "Take the medicines your team told you to take today." in chair
    assert "Tell the nurse" in chair
    assert "night number" not in chair
    assert "Do not drive after one" not in chair, "the list is short: a task by its first sentence"


def test_what_still_matters_of_an_earlier_moment_is_numbered_there_and_what_does_not_is_gone(person: Person) -> None:
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat(), *ALL_SET)

    chair = person.run(FIRST.isoformat(), "today", answers=["2", "", "1"])
    night = person.run(FIRST.isoformat(), "today", answers=["4"])

    still_open = chair.text.partition("Still open")[2].partition("Tell the nurse")[0]
    assert re.findall(r"(\d)\. to do: (\w+ \S+)", still_open) == [("1", "Take the"), ("2", "Take pre-medicines")]
    assert "done: Take the medicines" in chair.typed[3].shown
    at_night = night.text.partition("Still open")[2].partition("For the night")[0]
    assert "Write down the brand and every lot number" in at_night
    assert "Take" not in at_night
    assert "Tell the nurse" not in at_night


def test_the_end_of_a_moment_counts_that_moment(person: Person) -> None:
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat(), *ALL_SET)

    text = person.run(FIRST.isoformat(), "today", answers=["1", "", "all"]).text

    assert "Saved. Before you start: 3 of 3 done. What is still to do stays on your list." in text


def test_a_number_marks_a_task_that_was_not_for_the_person_and_all_does_not(person: Person) -> None:
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat(), *ALL_SET)

    person.run("2026-12-01", "today", answers=["", "skip 1 2", "1", "all"])

    text = person.run("2026-12-01", "--no-input", "today").text
    assert "done: Pack your ID" in text
    assert "not for me: Pack your medicine list" in text
    assert "to do: " not in text


@pytest.mark.parametrize("line", ["no", "None of these.", "none"])
def test_no_where_it_asks_what_fits_is_none_of_them(person: Person, line: str) -> None:
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat(), *PHONES)

    visit = person.run("2026-12-01", "today", answers=["", "", line, "q"])

    assert "Saved. What fits you: none of these." in visit.text
    assert "4 to 8 cups" in person.run("2026-12-01", "--no-input", "today").text


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("1-3", "Your first infusion; A brand that is new to you; An infusion at home"),
        ("a port", "A port"),
        ("two", "A b"),
    ],
)
def test_what_fits_is_taken_as_a_list_or_in_words(person: Person, line: str, said: str) -> None:
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat(), *PHONES)

    visit = person.run("2026-12-01", "today", answers=["", "", line, "q"])

    assert f"Saved. What fits you: {said}" in words(visit.text)


@pytest.mark.parametrize("line", ["9", "all", "1 9", "wibble"])
def test_what_fits_is_asked_back_in_the_words_of_the_question(person: Person, line: str) -> None:
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat(), *PHONES)

    visit = person.run("2026-12-01", "today", answers=["", "", line, "q"])

    assert f'"{line}" is none of these. Type their numbers, such as 1 4.' in words(visit.text)
    assert "Saved. What fits you" not in visit.text


@pytest.mark.parametrize(("sure", "saved"), [("y", True), ("", False), ("q", False)])
def test_an_unusual_emergency_number_is_asked_back_before_it_is_saved(
    person: Person,
    sure: str,
    saved: bool,  # a case of the table
) -> None:
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat())

    visit = person.run("2026-11-21", "setup", "--emergency", "91", answers=[sure])

    assert "You typed 91." in visit.text
    assert ("Saved. Emergency number: 91." in visit.text) == saved
    assert ("Call 91 now" in person.run("2026-11-22", "today", answers=["q"]).text) == saved


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("4", "every 4 weeks"),
        ("4w", "every 4 weeks"),
        ("4 weeks", "every 4 weeks"),
        ("every 3 weeks", "every 3 weeks"),
        ("21 days", "every 3 weeks"),
        ("four weeks", "every 4 weeks"),
    ],
)
def test_the_weeks_between_are_taken_as_setup_takes_them(person: Person, line: str, said: str) -> None:
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat(), *ALL_SET)

    visit = person.run(DAY_OF["day-after"].isoformat(), "today", answers=["y", "", "all", line, "q"])

    assert WEEKS in visit.typed[3].shown
    assert f"Saved. How often: {said}." in visit.text


@pytest.mark.parametrize("line", ["not sure", "I do not know.", "I don't know"])
def test_not_sure_leaves_a_question_of_the_first_start_open(person: Person, line: str) -> None:
    visit = person.run("2026-11-12", "today", answers=["2 December", line, "q"])

    assert "is not an amount" not in visit.text
    assert SECTION in visit.typed[2].shown


def test_skipped_questions_of_a_first_start_are_not_asked_again_before_the_next_infusion(person: Person) -> None:
    first = person.run("2026-11-12", "today", answers=["2 December"])
    again = person.run("2026-11-13", "today")
    after = person.run("2026-12-05", "today", answers=["y"])

    assert "Which of these fit you?" in asked(first)
    assert not set(asked(again)) - {SECTION}
    assert "Which of these fit you?" not in asked(after)


# Did it happen, and the next date


def set_up(person: Person, *more: str) -> None:
    """Save an infusion on 2 December, and all that a first start asks."""
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat(), *ALL_SET, *more)


@pytest.mark.parametrize(
    ("said", "phase"),
    [("y", "day-after"), ("", "day-after"), ("2 December", "day-after"), ("1 December", "days-after")],
)
def test_an_infusion_that_took_place_or_may_have_goes_on_to_the_day_after(
    person: Person, said: str, phase: str
) -> None:
    set_up(person)

    person.run("2026-12-03", "today", answers=[said])

    assert seen(person, "2026-12-03")["phase"] == phase
    assert (TOOK_PLACE in person.run("2026-12-03", "today").text) == (said == "")


def test_a_later_date_moves_the_infusion_and_only_the_whole_word_cancels_it(person: Person) -> None:
    set_up(person)
    for line in ("n", "no", "cancel", "it was cancelled", "cancelledd"):
        visit = person.run("2026-12-03", "today", answers=[line, "q"])
        assert "Type the new date, or the word cancelled." in visit.typed[1].shown
        assert seen(person, "2026-12-03")["infusion"] is not None

    moved = person.run("2026-12-03", "today", answers=["9 December", "q"])
    assert "Wednesday 9 December 2026" in moved.text
    assert seen(person, "2026-12-08")["phase"] == "day-before"

    cancelled = person.run("2026-12-10", "today", answers=["Cancelled."])
    assert "did not take place" in cancelled.text
    assert "If that is wrong, set its date again." in cancelled.text
    assert "ivig-prep setup --new --date 2026-12-09" in cancelled.text
    assert "When is your infusion?" in cancelled.text.partition("did not take place")[2]
    assert seen(person, "2026-12-10")["infusion"] is None


def test_an_infusion_in_the_log_is_not_asked_about(person: Person) -> None:
    set_up(person)
    person.run("2026-12-02", "log", "--brand", "Privigen")

    visit = person.run("2026-12-03", "today")

    assert TOOK_PLACE not in visit.text
    assert seen(person, "2026-12-03")["confirmed"] is True


def test_without_a_terminal_the_list_goes_on_as_if_it_took_place_and_says_so(person: Person) -> None:
    set_up(person)

    text = person.run("2026-12-03", "--no-input", "today").text

    assert "Nobody said yet if the infusion on Wednesday 2 December 2026 took place." in text
    assert "Get help if" in text


@pytest.mark.parametrize("stop", [False, True], ids=["at the end", "after q"])
def test_the_next_date_is_asked_at_the_end_of_today_also_after_q(person: Person, stop: bool) -> None:
    set_up(person)

    visit = person.run("2026-12-03", "today", answers=["y", "q", "4", "y"] if stop else ["y", "", "", "4", "y"])

    assert asked(visit)[-2:] == [WEEKS, NEXT]
    assert "Wednesday 30 December 2026" in visit.text
    assert seen(person, "2026-12-29")["phase"] == "day-before"


def test_the_next_date_is_asked_also_after_q_at_the_first_question(person: Person) -> None:
    set_up(person)

    visit = person.run("2026-12-03", "today", answers=["q", "q"])

    assert asked(visit) == [TOOK_PLACE, WEEKS]


def test_a_walk_without_tasks_claims_to_have_saved_nothing(person: Person) -> None:
    set_up(person)

    visit = person.run("2026-12-05", "today", answers=["y", "", "", "q"])

    assert "That is the list for now." in visit.text
    assert "Saved." not in visit.text.partition("3 days after")[2]


def test_after_the_end_of_input_nothing_more_is_asked(person: Person) -> None:
    set_up(person)

    visit = person.run("2026-12-03", "today", answers=["y", None])

    assert visit.code == 0
    assert visit.typed[-1].line is None
    assert "Saved." in visit.text.rpartition("^D")[2]


def test_a_date_typed_at_the_question_for_weeks_is_the_next_one(person: Person) -> None:
    set_up(person)

    person.run("2026-12-03", "today", answers=["y", "q", "30 December"])

    assert seen(person, "2026-12-29")["phase"] == "day-before"


def test_before_an_infusion_and_with_a_date_to_come_no_next_date_is_asked(person: Person) -> None:
    set_up(person, "--every", "4w")
    assert NEXT not in person.run("2026-12-02", "today").text

    person.run("2026-12-03", "today", answers=["y", "q", "y"])

    assert NEXT not in person.run("2026-12-03", "today").text


def seen(person: Person, day: str) -> dict[str, Any]:
    """Return what `today --json` says on a day."""
    import json

    found: dict[str, Any] = json.loads(person.run(day, "today", "--json").text)
    return found


# In the chair: what was drunk, and what goes into the log


def logged(person: Person, day: str) -> dict[str, Any]:
    """Return the newest infusion of the log."""
    import json

    found: dict[str, Any] = json.loads(person.run(day, "log", "--json").text)["infusions"][0]
    return found


def test_in_the_chair_one_word_each_writes_the_sticker_and_the_times_into_the_log(person: Person) -> None:
    set_up(person)
    chair = ["2", "", "sticker", "Privigen", "A123", "B456", "", "start", "note slowed at 10"]

    first = person.run("2026-12-02T09:40", "today", answers=[*chair, "q"])
    leaving = person.run(
        "2026-12-02T13:15", "today", answers=["3", "end", "speed", "200 ml an hour", "note went well", "q"]
    )

    entry = logged(person, "2026-12-02")
    assert (entry["date"], entry["brand"], entry["lots"]) == ("2026-12-02", "Privigen", ["A123", "B456"])
    assert (entry["start"], entry["end"], entry["rate_top"]) == ("09:40", "13:15", "200 ml an hour")
    assert entry["notes"] == "slowed at 10; went well"
    assert "In your log today: Brand: Privigen. Lot numbers: A123; B456. Start time: 09:40." in words(first.text)
    assert "Write down the start time." not in leaving.text
    text = person.run("2026-12-02", "--no-input", "today").text
    for task in ("the brand and every lot", "the start time", "the end time", "the top speed"):
        assert f"done: Write down {task}" in text


def test_what_stands_in_the_log_is_done_on_the_list_until_it_is_taken_back(person: Person) -> None:
    set_up(person)
    person.run("2026-12-02", "log", "--brand", "Privigen")
    assert "to do: Write down the brand" in person.run("2026-12-02", "--no-input", "today").text

    person.run("2026-12-02", "log", "--lot", "A123")
    assert "done: Write down the brand" in person.run("2026-12-02", "--no-input", "today").text

    person.run("2026-12-02", "today", answers=["2", "", "undo 8"])
    assert "to do: Write down the brand" in person.run("2026-12-02", "--no-input", "today").text
    assert "done: Write down the brand" not in person.run("2026-12-03", "--no-input", "today").text


def test_a_time_typed_twice_keeps_the_first_and_a_time_of_ones_own_replaces_it(person: Person) -> None:
    set_up(person)

    again = person.run("2026-12-02T09:40", "today", answers=["2", "", "now", "q"])
    later = person.run("2026-12-02T10:30", "today", answers=["2", "start", "q"])
    assert "Saved: start time 09:40." in again.text
    assert "Nothing was changed: start time 09:40 is in your log." in later.text

    person.run("2026-12-02T10:30", "today", answers=["2", "started at 9:45", "now", "start 25:00", "now", "q"])
    assert (logged(person, "2026-12-02")["start"], logged(person, "2026-12-02")["end"]) == ("09:45", "10:30")
    person.run("2026-12-02T10:30", "today", answers=["2", "end none", "q"])
    assert logged(person, "2026-12-02")["end"] is None


def test_how_a_time_is_put_right_is_said_without_the_time_that_was_saved(person: Person) -> None:
    set_up(person)

    visit = person.run("2026-12-02T10:00", "today", answers=["2", "", "start", "q"])

    assert "Saved: start time 10:00. If that is wrong, type the word start and the right time." in words(visit.text)


def test_a_time_that_can_be_two_is_asked_back(person: Person) -> None:
    set_up(person)

    asked_back = person.run("2026-12-02T14:00", "today", answers=["2", "", "start 9:40", "end 1:15", "2", "q"])

    assert "1:15" in asked_back.text
    assert (logged(person, "2026-12-02")["start"], logged(person, "2026-12-02")["end"]) == ("09:40", "13:15")


@pytest.mark.parametrize("line", ["started shaking", "brand new hives", "end of my strength"])
def test_how_a_person_feels_is_answered_in_the_chair_and_never_written_down(person: Person, line: str) -> None:
    set_up(person)

    visit = person.run("2026-12-02T09:40", "today", answers=["2", "", line])

    assert f"You typed: {line}" in visit.text or "is not one of the answers" in visit.text
    assert person.run("2026-12-02", "log", "--list").text.strip() == "Your log has no infusion yet."


@pytest.mark.parametrize("lines", [["note my chest hurts"], ["note", "my chest hurts"], ["sticker", "chest pain"]])
def test_an_emergency_in_the_log_of_the_chair_is_saved_and_ends_the_run(person: Person, lines: list[str]) -> None:
    set_up(person)

    visit = person.run("2026-12-02T09:40", "today", answers=["2", "", *lines])

    assert visit.typed[-1].line == lines[-1]
    assert visit.text.rstrip().endswith("Call 911 now.")
    assert logged(person, "2026-12-02")["notes" if "note" in lines[0] else "brand"] in ("my chest hurts", "chest pain")


def test_q_at_the_sticker_stops_and_b_goes_back_to_the_list(person: Person) -> None:
    set_up(person)

    back = person.run("2026-12-02", "today", answers=["2", "", "sticker", "b", "3", "q"])
    stopped = person.run("2026-12-02", "today", answers=["2", "sticker", "Privigen", "q"])

    assert "done: Use the bathroom" in back.text
    assert stopped.typed[-1].line == "q"
    assert "Saved. During the infusion:" in stopped.text
    assert logged(person, "2026-12-02")["brand"] == "Privigen"


def test_each_of_several_days_has_a_log_of_its_own(person: Person) -> None:
    person.run("2026-11-20", "setup", "--date", FIRST.isoformat(), "--days", "2", *ALL_SET)

    for day in ("2026-12-02", "2026-12-03"):
        person.run(f"{day}T09:40", "today", answers=["2", "", "start", "q"])

    assert [e["date"] for e in logged_all(person)] == ["2026-12-03", "2026-12-02"]


def logged_all(person: Person) -> list[dict[str, Any]]:
    """Return the infusions of the log, newest first."""
    import json

    found: list[dict[str, Any]] = json.loads(person.run("2026-12-03", "log", "--json").text)["infusions"]
    return found


@pytest.mark.parametrize(
    "lines",
    [("+4", "-1"), ("4 cups", "minus one"), ("plus four", "-250 ml"), ("+2", "one more cup"), ("+3", "-4", "+3")],
)
def test_a_drink_can_be_taken_away_again_and_words_do_for_numbers(person: Person, lines: tuple[str, ...]) -> None:
    set_up(person)

    visit = person.run("2026-12-01", "today", answers=["", *lines, "q"])

    assert "If that is wrong, type: -" in visit.text
    assert seen(person, "2026-12-01")["fluids"]["drunk"] == 3


def test_what_was_not_drunk_is_not_taken_away(person: Person) -> None:
    set_up(person)

    visit = person.run("2026-12-01", "today", answers=["", "-1", "q"])

    assert "Nothing was changed: the total of today is 0 already." in words(visit.text)


@pytest.mark.parametrize(("line", "cups"), [("+3", 3), ("3 cups", 3), ("750 ml", 3), ("a glass", 1), ("+99 cups", 0)])
@pytest.mark.parametrize("before", [(), ("1",), ("1", "")], ids=["where", "check", "section"])
def test_a_drink_counts_at_the_moment_the_check_and_a_section_or_is_explained(
    person: Person, before: tuple[str, ...], line: str, cups: int
) -> None:
    set_up(person)

    visit = person.run("2026-12-02", "today", answers=[*before, line, "q"])

    shown = visit.typed[len(before) + 1].shown
    assert seen(person, "2026-12-02")["fluids"]["drunk"] == cups
    assert ("Drunk so far: 3 cups" if cups == 3 else "Drunk so far: 1 cup" if cups else "is not an amount") in shown
    assert "You typed" not in visit.text


@pytest.mark.parametrize("before", [(), ("1",), ("1", "")], ids=["where", "check", "section"])
@pytest.mark.parametrize(("picked", "said"), [("2", "568 ml"), ("", "Nothing was saved."), ("q", "")])
def test_a_drink_that_can_be_two_amounts_is_asked_back_wherever_it_is_typed(
    person: Person, before: tuple[str, ...], picked: str, said: str
) -> None:
    set_up(person)

    visit = person.run("2026-12-02", "today", answers=[*before, "a pint", picked, "q"])

    assert "1 US pint (473 ml)" in visit.text
    assert said in visit.text
    assert (seen(person, "2026-12-02")["fluids"]["drunk"] > 2) == (picked == "2")


@pytest.mark.parametrize(
    ("typed", "picked", "day"),
    [("tomorrow", (), "2026-12-05"), ("friday", ("3",), "2026-12-11"), ("9/12/2026", ("1",), "2026-12-09")],
)
def test_the_right_date_of_an_infusion_is_read_as_people_type_it(
    person: Person, typed: str, picked: tuple[str, ...], day: str
) -> None:
    set_up(person)

    person.run("2026-12-04", "today", answers=[typed, *picked, "q"])

    assert seen(person, day)["infusion"]["date"] == day


def test_a_drink_at_the_check_counts_on_any_day_and_the_question_stays(person: Person) -> None:
    set_up(person)

    visit = person.run("2026-12-05", "today", answers=["y", "+2", "1"])

    assert "Drunk so far: 2 cups" in visit.text
    assert visit.text.rstrip().endswith("Call 911 now.")


# What comes again


def test_what_was_settled_once_does_not_come_again_and_what_was_left_does(person: Person) -> None:
    set_up(person, "--every", "4w")
    text = person.run("2026-11-27", "--no-input", "today").text
    once = [item for item in Library().checklist.phase("week-before").sections[0].items if item.once]
    assert all(item.text in text for item in once)
    person.run("2026-11-27", "today", answers=["", "5 6"])  # the two of the insurance
    person.run("2026-12-03", "today", answers=["y", "q", "y"])

    later = person.run("2026-12-25", "--no-input", "today").text

    assert [item.id for item in once if item.text in later] == ["save-phone-numbers"]


def test_the_first_infusion_is_over_once_it_was_confirmed(person: Person) -> None:
    set_up(person, "--fits", "first-time", "--every", "4w")
    assert "first IVIg" in person.run("2026-12-02", "--no-input", "today").text

    person.run("2026-12-03", "today", answers=["", "q", "y"])
    unsure = person.run("2026-12-30", "--no-input", "today").text
    person.run("2026-12-04", "log", "--date", "2026-12-02", "--brand", "Privigen")
    sure = person.run("2026-12-30", "--no-input", "today").text

    assert "first IVIg" in unsure
    assert "first IVIg" not in sure


# At each question: nothing is saved that was not said


def record(person: Person) -> set[tuple[object, ...]]:
    """Return every row of the record, with its table and without its number and its time."""
    path = person.home / "ivig-prep.db"
    if not path.exists():
        return set()
    db = sqlite3.connect(path)
    try:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {(table, *row) for table in tables for row in db.execute(f"SELECT * FROM {table}")}  # noqa: S608  # its own
    finally:
        db.close()


QUESTIONS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...], str]] = {
    "date": ("2026-11-12", (), (), "When is your infusion?"),
    "fluid limit": ("2026-11-12", (), ("2 December",), "fluid limit for you?"),
    "fits": ("2026-11-20", ("--date", "2026-12-02"), ("",), "Which of these fit you?"),
    "emergency number": ("2026-11-20", ("--date", "2026-12-02"), ("", ""), "Which number do you call"),
    "daytime number": ("2026-11-20", ("--date", "2026-12-02"), ("", "", ""), "phone number in the daytime?"),
    "night number": ("2026-11-20", ("--date", "2026-12-02"), ("", "", "", ""), AT_NIGHT),
    "which list": ("2026-11-20", ALL_SET, ("",), "Which list do you want?"),
    "took place": ("2026-12-03", ("--date", "2026-12-02", *ALL_SET), (), TOOK_PLACE),
    "where": ("2026-12-02", ("--date", "2026-12-02", *ALL_SET), (), WHERE),
    "check": ("2026-12-01", ("--date", "2026-12-02", *ALL_SET), (), CHECK),
    "section": ("2026-12-01", ("--date", "2026-12-02", *ALL_SET), ("",), SECTION),
    "weeks": ("2026-12-03", ("--date", "2026-12-02", *ALL_SET), ("y", "q"), WEEKS),
    "next date": ("2026-12-03", ("--date", "2026-12-02", "--every", "4w", *ALL_SET), ("y", "q"), NEXT),
}
NOTHING_SAID = {
    "nonsense": "xyzzy plugh",
    "a symptom": "my arm itches",
    "a command": "ivig-prep drink 3",
    "a number out of range": "999999",
    "a negative number": "-1",
    "ten thousand characters": "y" * 10_000,
    "ten thousand digits": "1" * 10_000,
    "a cursor key": "\x1b[A",
    "an escape sequence": "\x1b[31mred\x1b[2J",
    "a question mark": "?",
    "spaces": "   ",
    "a backslash": "\\",
    "sql": "'; DROP TABLE reply; --",
    "the end of input": None,
    "Ctrl-C": CTRL_C,
}


@pytest.mark.parametrize("said", NOTHING_SAID)
@pytest.mark.parametrize("question", QUESTIONS)
def test_at_each_question_nothing_is_saved_that_was_not_said(person: Person, question: str, said: str) -> None:
    if said == "a number out of range" and question.endswith("number"):
        pytest.skip("six digits are a phone number")
    day, setting, before, asked_for = QUESTIONS[question]
    if setting:
        person.run("2026-11-20", "setup", *setting)
    states: list[set[tuple[object, ...]]] = []
    coming = iter((*before, NOTHING_SAID[said]))

    def answer(shown: str) -> str | None:
        states.append(record(person))
        if len(states) == len(before) + 1:
            assert asked_for in words(shown), shown
        return next(coming, CTRL_C)

    visit = person.run(day, "today", answers=answer)
    states.append(record(person))

    known, after = states[len(before)], states[len(before) + 1]
    shown_marks = {row for row in after - known if "asked" in row}  # that a question was shown, and nothing of it
    assert after - known == (shown_marks if said == "spaces" else set())
    assert visit.code in (0, 130)
    assert "Something went wrong" not in visit.text
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", visit.typed[-1].shown)
    if said not in ("the end of input", "Ctrl-C", "spaces"):
        assert visit.typed[len(before) + 1].shown.strip(), "it is asked again, and says why"


@pytest.mark.parametrize("question", QUESTIONS)
def test_at_each_question_an_emergency_sign_ends_the_run_with_its_answer_and_saves_nothing(
    person: Person, question: str
) -> None:
    day, setting, before, _ = QUESTIONS[question]
    if setting:
        person.run("2026-11-20", "setup", *setting)
    states: list[set[tuple[object, ...]]] = []
    coming = iter((*before, "chest pain"))

    def answer(_: str) -> str | None:
        states.append(record(person))
        return next(coming, None)

    visit = person.run(day, "today", answers=answer)

    assert visit.code == 0
    assert visit.typed[-1].line == "chest pain"
    answered = visit.text.partition("chest pain\n")[2]
    assert "now. In the infusion chair, call the nurse first." in answered
    assert visit.text.rstrip().endswith("now.")
    assert record(person) == states[-1]


@pytest.mark.parametrize("question", [name for name in QUESTIONS if name != "date"])
def test_q_at_each_question_stops_saved_and_says_how_to_go_on(person: Person, question: str) -> None:
    day, setting, before, _ = QUESTIONS[question]
    if setting:
        person.run("2026-11-20", "setup", *setting)

    visit = person.run(day, "today", answers=[*before, "q", "q"])

    assert visit.code == 0
    assert "Saved." in visit.text or "saved" in visit.text.splitlines()[-2]
