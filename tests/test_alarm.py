"""An emergency sign typed where something else was asked is answered, whatever the question was."""

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from kit import Program, Screen

from ivig_prep.app import options
from ivig_prep.pages.help import COMMANDS

SIGN = "chest pain"
ANSWER = "Call 999 now. In the infusion chair, call the nurse first."
LISTED = "my arm itches"
needs_pty = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
AT_A_QUESTION = [["today"], [], ["feel"], ["setup"], ["forget"], ["log"], ["unwell"]]


@needs_pty
@pytest.mark.parametrize("words", AT_A_QUESTION, ids="-".join)
def test_a_sign_typed_at_any_question_gets_the_whole_answer_and_ends_the_run(
    ivig: Program, play: Callable[..., Screen], words: list[str]
) -> None:
    ivig("setup", "--date", "2026-12-02", "--emergency", "999")
    screen = play(*words)
    screen.prompt()

    said = screen.end(SIGN)

    assert ANSWER in said
    assert "Chest pain" in said
    assert re.sub(r"[^A-Za-z0-9. ]", "", said).rstrip().endswith("Call 999 now.")
    assert screen.code == 0


@needs_pty
@pytest.mark.parametrize("words", [["today"], [], ["feel"], ["setup"], ["forget"]], ids="-".join)
def test_another_listed_symptom_is_answered_and_the_question_stays(
    ivig: Program, play: Callable[..., Screen], words: list[str]
) -> None:
    ivig("setup", "--date", "2026-12-02", "--emergency", "999")
    screen = play(*words)
    asked = screen.prompt()

    said = screen.type(LISTED)

    assert "You typed: my arm itches" in said
    assert said.splitlines()[-1] == asked.splitlines()[-1]
    screen.end("q")
    assert screen.code == 0


@needs_pty
@pytest.mark.parametrize("words", [["today"], [], ["feel"], ["setup"], ["forget"]], ids="-".join)
def test_u_asks_how_the_person_feels_and_comes_back_to_the_question(
    ivig: Program, play: Callable[..., Screen], words: list[str]
) -> None:
    ivig("setup", "--date", "2026-12-02", "--emergency", "999")
    screen = play(*words)
    asked = screen.prompt()

    assert "Do you have any of these right now?" in screen.type("u")
    said = screen.type("q")

    assert said.splitlines()[-1] == asked.splitlines()[-1]
    screen.end("q")
    assert screen.code == 0


@needs_pty
@pytest.mark.parametrize("line", ["ivig-prep drink", "ivig-prep forget", "Ivig-prep today"])
def test_a_command_typed_at_a_question_is_never_run(ivig: Program, play: Callable[..., Screen], line: str) -> None:
    ivig("setup", "--date", "2026-12-02", "--emergency", "999")
    screen = play("today")
    screen.prompt()

    assert "press q first" in screen.type(line)
    screen.end("q")
    assert '"drunk": 0' in ivig("today", "--json").out


@needs_pty
def test_what_was_answered_before_a_sign_is_saved(ivig: Program, play: Callable[..., Screen]) -> None:
    ivig("setup", "--date", "2026-12-02", "--emergency", "999", "--fits", "none")
    screen = play("today")
    screen.prompt()
    screen.type("")
    screen.type("1")

    assert ANSWER in screen.end(SIGN)
    assert ivig("today", "--json").out.count('"done"') == 2  # the task, and the name of the count


@needs_pty
@pytest.mark.parametrize("typed", ["40", "forty", "one hundred and four"])
def test_a_number_where_another_answer_is_asked_for_is_no_reading(play: Callable[..., Screen], typed: str) -> None:
    screen = play("today")
    screen.prompt()

    assert "is not a date" in screen.type(typed)
    screen.end("q")


@needs_pty
@pytest.mark.parametrize("typed", ["911", "999", "112", "000"])
def test_a_number_to_call_is_a_call_for_help_at_every_question(play: Callable[..., Screen], typed: str) -> None:
    screen = play("today")
    screen.prompt()

    assert "A call for help" in screen.end(typed)


@needs_pty
@pytest.mark.parametrize("opened", [[], ["u", "12", "my feet are grumbly"]])
def test_a_number_typed_below_the_signs_is_that_sign_and_not_one_of_the_question_before(
    ivig: Program, play: Callable[..., Screen], opened: list[str]
) -> None:
    ivig("setup", "--date", "2026-12-02", "--emergency", "999")
    screen = play("today")
    screen.prompt()
    for line in opened or ["my feet are grumbly"]:
        said = screen.type(line)
    assert "3. Swollen face" in said

    said = screen.end("3")

    assert "Swelling of the face" in said
    assert "Call 999 now." in said


@needs_pty
def test_a_sign_written_down_as_a_reaction_is_saved_then_answered_at_once(
    ivig: Program, play: Callable[..., Screen]
) -> None:
    ivig("setup", "--date", "2026-11-30", "--emergency", "999")
    screen = play("log")
    said = screen.prompt()
    while "reaction" not in said:
        said = screen.type("")

    assert ANSWER in screen.end(SIGN)
    assert screen.code == 0
    assert ivig("log", "--json").out.count(SIGN) == 1


@needs_pty
def test_other_words_at_the_offer_of_the_diary_are_how_the_person_feels_now(
    ivig: Program, play: Callable[..., Screen]
) -> None:
    ivig("setup", "--emergency", "999")
    screen = play("unwell", "mild", "headache")
    screen.prompt()

    assert "Call 999 now." in screen.end(SIGN)


@pytest.mark.parametrize(
    "line", [["feel", "3", "--note", SIGN], ["log", "--question", SIGN], ["log", "--reaction", SIGN]], ids=" ".join
)
def test_a_sign_written_down_is_answered(ivig: Program, line: list[str]) -> None:
    ivig("setup", "--date", "2026-11-30", "--emergency", "999")

    assert "Call 999 now." in ivig(*line).out


@needs_pty
def test_a_sign_is_answered_where_the_record_cannot_be_read(ivig: Program, play: Callable[..., Screen]) -> None:
    ivig("setup", "--emergency", "999")
    (ivig.home / "ivig-prep.db").write_bytes(b"no record")
    screen = play("forget")
    screen.prompt()

    said = screen.end(SIGN)

    assert "Nothing was deleted." in said
    assert "Call your emergency number (911, 999, 112 or 000) now." in said
    assert "Chest pain" in said
    assert screen.code == 0


@pytest.mark.parametrize("word", ["Unwell", "EMERGENCY", "Sick", "Symptoms"])
def test_the_words_for_unwell_are_known_in_capital_letters_too(ivig: Program, word: str) -> None:
    ran = ivig(word, "chest", "pain")

    assert ran.code == 0
    assert "Chest pain" in ran.out


def test_the_nearest_command_for_another_person_names_that_person(ivig: Program) -> None:
    assert "Did you mean: ivig-prep --for Ann drink" in ivig("--for", "Ann", "drnk").err


OPTIONS = [(name, option.names[-1]) for name in COMMANDS for option in options(name) if option.value]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder, which is the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(("name", "option"), OPTIONS, ids=" ".join)
def test_a_sign_in_a_value_that_is_refused_is_answered_whatever_the_option(
    ivig: Program, here: Path, name: str, option: str
) -> None:
    ivig("setup", "--date", "2026-11-30", "--emergency", "999")

    for line in ([name, option, SIGN], [name, f"{option}={SIGN}"]):
        ran = ivig(*line)

        assert ran.code == 0 or "Call 999 now." in ran.out
        assert ran.code in (0, 1, 2)


def test_more_than_half_of_the_options_refuse_a_sign(ivig: Program) -> None:
    refused = [ivig(name, option, SIGN).code for name, option in OPTIONS if name in ("setup", "log", "today", "feel")]

    assert len(OPTIONS) > 30
    assert refused.count(2) > len(refused) / 2


@pytest.mark.parametrize("line", ["drink chest pain", "feel chest pain", "log --dose chest pain", "today chest pain"])
def test_a_sign_is_answered_without_quotes_and_the_refusal_stays(ivig: Program, line: str) -> None:
    ivig("setup", "--emergency", "999")
    ran = ivig(*line.split())

    assert ran.code == 2
    assert "Call 999 now." in ran.out
    assert len(ran.err.splitlines()) >= 2


def test_where_json_is_asked_for_the_answer_goes_to_standard_error(ivig: Program) -> None:
    ivig("setup", "--emergency", "999")
    ran = ivig("log", "--json", "--dose", SIGN)

    assert ran.code == 2
    assert ran.out == ""
    assert "Call 999 now." in ran.err


@pytest.mark.parametrize(
    "line", [["log", "--notes", SIGN], ["feel", "3", "--note", SIGN], ["drink", SIGN], ["log", "--dose", SIGN]]
)
def test_a_sign_is_answered_on_standard_error_too_where_nobody_sees_the_page(ivig: Program, line: list[str]) -> None:
    ivig("setup", "--emergency", "999")
    ran = ivig(*line)

    assert "Call 999 now." in ran.out
    assert "Call 999 now." in ran.err


@pytest.mark.parametrize("option", ["--brand", "--lot", "--site", "--premed", "--rate-start", "--rate-top", "--helped"])
def test_a_sign_in_any_words_of_the_log_is_saved_and_answered(ivig: Program, option: str) -> None:
    ivig("setup", "--emergency", "999")

    assert "Call 999 now." in ivig("log", option, SIGN).out
    assert SIGN in ivig("log", "--json").out


def test_a_refusal_without_a_sign_says_nothing_of_an_emergency(ivig: Program) -> None:
    for line in (["log", "--dose", "forty"], ["drink", "lots"], ["setup", "--fits", "prt"]):
        assert ivig(*line).out == ""


@pytest.mark.parametrize("line", [["log", "--notes", SIGN], ["log", "--dose", SIGN], ["drink", SIGN]], ids=" ".join)
def test_a_sign_that_a_damaged_record_cannot_take_is_answered_before_the_problem(
    ivig: Program, line: list[str]
) -> None:
    ivig("setup", "--emergency", "999")
    (ivig.home / "ivig-prep.db").write_bytes(b"no record")
    ran = ivig(*line)

    assert ran.code in (1, 2)
    assert "chest pain, swollen face, fainting? Call" in ran.out


@pytest.mark.parametrize(
    "line", [["drink", "lots"], ["today", "extra"], ["feel", "x"], ["handout", "--dse"]], ids=" ".join
)
def test_a_refusal_without_a_sign_says_nothing_of_a_damaged_record(ivig: Program, line: list[str]) -> None:
    ivig("setup", "--emergency", "999")
    (ivig.home / "ivig-prep.db").write_bytes(b"no record")

    assert "record" not in ivig(*line).err


@pytest.mark.parametrize("line", ["--dose 40", "--dose 104", "--rate-top 104", "--lot 41", "--start 10:40"])
def test_a_number_that_is_a_dose_a_speed_or_a_lot_is_no_reading_of_the_body(ivig: Program, line: str) -> None:
    assert "Call" not in ivig("log", *line.split()).out


def test_a_number_alone_where_it_says_how_the_person_was_is_a_reading(ivig: Program) -> None:
    assert "Call" in ivig("log", "--reaction", "41").out


@needs_pty
def test_a_common_dose_at_the_question_is_no_emergency(ivig: Program, play: Callable[..., Screen]) -> None:
    screen = play("log")
    said = screen.prompt()
    while "dose" not in said:
        said = screen.type("")

    assert "Call" not in screen.type("40")


@pytest.mark.parametrize(
    "words", [["today", "fever"], ["today", "38.5"], ["feel", "tired"], ["drink", "my", "arm", "itches"]]
)
def test_a_symptom_on_a_line_that_was_refused_is_shown_the_way_to_its_answer(ivig: Program, words: list[str]) -> None:
    ran = ivig(*words)

    assert ran.code == 2
    assert "If you feel this now, type: ivig-prep unwell." in ran.out


def test_a_day_that_is_none_still_shows_the_own_emergency_number(ivig: Program) -> None:
    ivig("setup", "--emergency", "999")

    assert "Call 999 now." in ivig("today", "--on", "never").out
