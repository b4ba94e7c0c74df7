"""An emergency sign typed where something else was asked is answered, whatever the question was."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from kit import Program, Screen

from ivig_prep.app import options
from ivig_prep.pages.help import COMMANDS

SIGN = "chest pain"
UNWELL = "ivig-prep unwell"
needs_pty = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


@needs_pty
@pytest.mark.parametrize("words", [["today"], [], ["feel"], ["setup"], ["forget"]], ids="-".join)
def test_a_sign_typed_at_any_question_is_answered(ivig: Program, play: Callable[..., Screen], words: list[str]) -> None:
    ivig("setup", "--date", "2026-12-02", "--emergency", "999")
    screen = play(*words)
    screen.prompt()

    screen.send(SIGN)
    screen.press("d")
    said = screen.end()

    assert "Call 999 now." in said
    assert UNWELL in said


@needs_pty
def test_a_sign_written_down_as_a_reaction_is_answered_at_once(ivig: Program, play: Callable[..., Screen]) -> None:
    ivig("setup", "--date", "2026-11-30", "--emergency", "999")
    screen = play("log")
    said = screen.prompt()
    while "reaction" not in said:
        said = screen.type("")

    assert "Call 999 now." in screen.type(SIGN)
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
    assert "chest pain, swollen face, fainting? Call" in said
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
