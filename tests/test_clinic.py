"""`clinic`: one test per promise, through the program in this process and in a real pseudo-terminal."""

import html
import io
import json
import os
import re
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from kit import PROGRAM, Program, Ran, Screen

from ivig_prep.content.library import Library
from ivig_prep.world import paths

HEAD = 'clinic: "Oakwood"\nchecked: "2026-11-22"\ncheck_by: "2027-11-22"\n'
BODY = (
    'phones:\n  daytime: "555 0111"\n  night: "555 0222"\n'
    'items:\n  - id: pack-ticket\n    section: packing\n    text: "Bring your ticket."\n    why: "We stamp it."\n'
    "  - id: pack-warm\n    hide: true\n"
    '  - id: drink-day-before\n    text: "Drink 8 cups of water today."\n'
    'side_effects:\n  - id: elbow-ache\n    label: "Elbow ache"\n    tier: call-now\n    synonyms: ["elbow ache"]\n'
    "  - id: tired\n    tier: call-now\n"
)
FROM = "(From Oakwood)"
HOSTILE = "<b>Oak</b> & [red]wood {{7*7}} {number} {date}"
ask = pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
Play = Callable[..., Screen]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a clinic's file."""
    path = tmp_path / "oakwood.yaml"
    path.write_text(HEAD + BODY, encoding="utf-8")
    return path


@pytest.fixture
def use(ivig: Program, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a way to take a file into use, as if a person had answered y."""

    def used(path: Path | str, *words: str) -> None:
        with monkeypatch.context() as at_a_terminal:
            at_a_terminal.setattr("ivig_prep.world.terminal.Terminal.can_ask", True)
            at_a_terminal.setattr("ivig_prep.world.terminal.Terminal.read_line", lambda _, __: "y")
            ran = ivig("clinic", str(path), *words)
        assert ran.code == 0, ran.err
        assert "Saved." in ran.out

    return used


def written(tmp_path: Path, text: str) -> Path:
    """Return a file with this text."""
    path = tmp_path / "other.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def listed(ivig: Program, *words: str) -> dict[str, Any]:
    """Return the items of the list of a day, by id."""
    found: Any = json.loads(ivig("today", "--json", *words).out)
    return {item["id"]: item for section in found["sections"] for item in section["items"]}


def in_use(ivig: Program, *words: str) -> str | None:
    """Return the name of the clinic whose list is in use."""
    found: Any = json.loads(ivig("today", "--json", *words).out)
    name: str | None = found["content"]["clinic"]
    return name


def record(ivig: Program) -> bytes | None:
    """Return what is saved, if anything is."""
    path = ivig.home / paths.RECORD_NAME
    return path.read_bytes() if path.exists() else None


# Asking


@ask
@pytest.mark.parametrize("yes", ["y", "yes", "Y"])
def test_it_shows_what_changes_and_asks_and_y_uses_it(file: Path, ivig: Program, play: Play, yes: str) -> None:
    screen = play("clinic", str(file))
    shown = screen.prompt()

    assert "The day before, item pack-ticket: added" in shown
    assert "Bring your ticket." in shown
    assert "The day before, item pack-warm: hidden" in shown
    assert "The day before, item drink-day-before: new words" in shown
    assert "Phone number, night: 555 0222" in shown
    assert "Side effect elbow-ache: added." in shown
    assert "Side effect tired: more urgent." in shown
    assert shown.rstrip().endswith("Use this list? y = yes, Enter = no:")
    assert in_use(ivig) is None
    end = screen.end(yes)
    assert "Saved. Your lists now have the words of Oakwood." in end
    assert "A copy is kept with your answers." in end
    assert screen.code == 0
    assert in_use(ivig) == "Oakwood"


@ask
@pytest.mark.parametrize("answer", ["", "n", "q", "no", "  "])
def test_a_no_or_a_stop_changes_nothing(file: Path, ivig: Program, play: Play, answer: str) -> None:
    screen = play("clinic", str(file))
    screen.prompt()

    assert "Nothing was changed." in screen.end(answer)
    assert screen.code == 0
    assert in_use(ivig) is None
    assert record(ivig) is None


@ask
@pytest.mark.parametrize(("key", "code"), [("c", 130), ("d", 0)])
def test_ctrl_c_and_ctrl_d_change_nothing(file: Path, ivig: Program, play: Play, key: str, code: int) -> None:
    screen = play("clinic", str(file))
    screen.prompt()
    screen.press(key)
    screen.end()

    assert screen.code == code
    assert in_use(ivig) is None
    assert record(ivig) is None


@ask
def test_a_file_with_a_fault_is_not_asked_about(tmp_path: Path, ivig: Program, play: Play) -> None:
    screen = play("clinic", str(written(tmp_path, HEAD + "phones:\n  night: no\n")))

    lines = [line for line in screen.end().splitlines() if "IVIG_PREP_TODAY" not in line]
    assert lines[0] == "Nothing was changed."
    assert screen.code == 1
    assert record(ivig) is None


@ask
def test_check_asks_nothing_on_a_terminal(file: Path, ivig: Program, play: Play) -> None:
    screen = play("clinic", "--check", str(file))

    assert screen.end().rstrip().endswith("Nothing was changed.")
    assert screen.code == 0
    assert record(ivig) is None


def test_check_changes_nothing(file: Path, ivig: Program) -> None:
    ivig("setup", "--date", "2026-12-02")
    before = record(ivig)

    ran = ivig("clinic", "--check", str(file))

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith("The file has no faults.\nNothing was changed.\n")
    assert record(ivig) == before


def test_without_a_terminal_it_only_checks(file: Path, tmp_path: Path, ivig: Program) -> None:
    assert ivig("clinic", str(file)) == ivig("clinic", "--check", str(file))
    assert record(ivig) is None
    bad = str(written(tmp_path, HEAD + "phones:\n  night: no\n"))
    assert ivig("clinic", bad) == ivig("clinic", "--check", bad)


@ask
def test_no_input_only_checks(file: Path, ivig: Program, play: Play) -> None:
    screen = play("clinic", str(file), "--no-input")

    assert "Nothing was changed." in screen.end()
    assert record(ivig) is None


# The copy


def test_an_edit_and_the_loss_of_the_file_change_nothing(file: Path, ivig: Program, use: Callable[..., None]) -> None:
    ivig("setup", "--date", "2026-12-02")
    use(file)
    before = listed(ivig)

    file.write_text(HEAD.replace("Oakwood", "Maple"), encoding="utf-8")
    assert listed(ivig) == before
    file.unlink()
    assert listed(ivig) == before
    assert before["pack-ticket"]["text"] == "Bring your ticket."


def test_a_second_list_takes_the_place_of_the_first(
    file: Path, tmp_path: Path, ivig: Program, use: Callable[..., None]
) -> None:
    ivig("setup", "--date", "2026-12-02")
    use(file)

    use(written(tmp_path, HEAD.replace("Oakwood", "Maple")))

    assert in_use(ivig) == "Maple"
    assert {"pack-ticket", "pack-warm"} & set(listed(ivig)) == {"pack-warm"}


def test_a_refused_file_leaves_the_list_in_use(
    file: Path, tmp_path: Path, ivig: Program, use: Callable[..., None]
) -> None:
    use(file)

    assert ivig("clinic", str(written(tmp_path, HEAD + "phones:\n  night: no\n"))).code == 1
    assert in_use(ivig) == "Oakwood"


def test_alone_it_says_whose_list_is_in_use(file: Path, ivig: Program, use: Callable[..., None]) -> None:
    assert "No clinic's list is in use." in ivig("clinic").out
    use(file)

    ran = ivig("clinic")

    assert ran.code == 0
    assert ran.out.startswith("The list of Oakwood is in use. It was checked on ")


def test_remove_goes_back_and_the_answers_stay(
    file: Path, ivig: Program, use: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    ivig("setup", "--date", "2026-12-02", "--emergency", "911", "--clinic-phone", "555 0100")
    ivig("drink", "3")
    before = ivig("today").out
    use(file)
    assert ivig("today").out != before

    ran = ivig("clinic", "--remove")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("The list of Oakwood is no longer in use. Your answers are as they were.")
    assert ivig("today").out == before
    assert "3 cups" in before


def test_remove_without_a_list_says_so(ivig: Program) -> None:
    ran = ivig("clinic", "--remove")

    assert ran.code == 0
    assert ran.out.startswith("No clinic's list is in use. Nothing was changed.")
    assert record(ivig) is None


@ask
def test_answers_to_a_clinics_step_are_there_again_when_its_list_is(
    file: Path, ivig: Program, use: Callable[..., None], play: Play
) -> None:
    ivig("setup", "--date", "2026-12-02", "--emergency", "911")
    use(file)
    screen = play("today")
    screen.prompt()
    page = screen.type("")
    number = re.findall(r"(\d+) . to do: Bring your ticket\.", page)[0]
    screen.type(number)
    screen.end("q")
    assert listed(ivig)["pack-ticket"]["status"] == "done"

    ivig("clinic", "--remove")
    assert "pack-ticket" not in listed(ivig)
    use(file)
    assert listed(ivig)["pack-ticket"]["status"] == "done"


# The example and the schema


def test_new_writes_an_example_that_passes_its_own_check_and_gives_no_warning(ivig: Program, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"

    ran = ivig("clinic", "--new", str(path))

    assert (ran.code, ran.err) == (0, "")
    assert str(path) in ran.out
    checked = ivig("clinic", "--check", str(path))
    assert (checked.code, checked.err) == (0, "")
    assert "second look" not in checked.out
    assert path.read_text(encoding="utf-8") == Library().clinic_example()
    assert path.read_text(encoding="utf-8").count("#") >= 5
    assert record(ivig) is None


def test_new_never_writes_over_anything(ivig: Program, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("my own words")

    assert ivig("clinic", "--new", str(path)).code == 1
    assert path.read_text() == "my own words"
    assert ivig("clinic", "--new", str(tmp_path)).code == 1
    assert ivig("clinic", "--new", str(tmp_path / "no" / "folder.yaml")).code == 1
    assert sorted(os.listdir(tmp_path)) == ["home", "mine.yaml"]


def test_the_refusal_to_write_over_names_no_option_that_new_does_not_have(ivig: Program, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("my own words")

    ran = ivig("clinic", "--new", str(path))

    assert "--force" not in ran.err
    assert " -o" not in ran.err


@pytest.mark.parametrize("name", ["my clinic.yaml", "caf\u00e9 \u8a3a.yaml", "a'b.yaml", "--check", "[red].yaml"])
def test_a_file_of_any_name_is_taken(name: str, tmp_path: Path, ivig: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "clinic folder"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / name).write_text(HEAD, encoding="utf-8")

    ran = ivig("clinic", "--check", "--", name)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Oakwood\n")
    (folder / name).write_text(f"{HEAD}x: y\n", encoding="utf-8")
    assert f'\n{name}, line 4, column 1: The key "x"' in ivig("clinic", "--check", "--", name).err


def test_a_dash_is_what_comes_in_and_a_file_of_that_name_needs_its_folder(
    tmp_path: Path, ivig: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "-").write_text(HEAD.replace("Oakwood", "Elmwood"))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(HEAD.encode())))

    assert ivig("clinic", "--check", "-").out.startswith("Oakwood\n")
    assert ivig("clinic", "--check", "./-").out.startswith("Elmwood\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_clinic_file_is_read_in_the_encoding_it_has(encoding: str, tmp_path: Path, ivig: Program) -> None:
    path = tmp_path / "oakwood.yaml"
    path.write_bytes(HEAD.replace("Oakwood", "Caf\u00e9 Oakwood").encode(encoding))

    assert ivig("clinic", "--check", str(path)).out.startswith("Caf")


def test_a_path_that_begins_with_a_tilde_is_in_the_home_folder(
    tmp_path: Path, ivig: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    ivig("clinic", "--new", "~/oakwood.yaml")

    assert (tmp_path / "oakwood.yaml").is_file()
    assert ivig("clinic", "--check", "~/oakwood.yaml").code == 0
    assert ivig("print", "-o", "~/a.html").code == 0
    assert (tmp_path / "a.html").is_file()


@pytest.mark.parametrize(
    "words",
    [
        ["--check"],
        ["a.yaml", "b.yaml"],
        ["a.yaml", "--remove"],
        ["--remove", "--schema"],
        ["--new", "a.yaml", "--remove"],
        ["a.yaml", "--new", "b.yaml"],
        ["--check", "--remove"],
        ["--new"],
        ["--hide"],
    ],
)
def test_a_command_line_that_makes_no_sense_is_refused_and_changes_nothing(
    words: list[str], ivig: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    ran = ivig("clinic", *words)

    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.splitlines()[-1].strip()
    assert os.listdir(tmp_path) == ["home"]


def test_help_shows_every_option(ivig: Program) -> None:
    out = ivig("clinic", "--help").out

    assert all(option in out for option in ("--check", "--remove", "--new FILE", "--schema"))
    assert "Trouble breathing" in out


# One person's list is not another's


def test_a_list_is_one_persons_alone(file: Path, ivig: Program, use: Callable[..., None]) -> None:
    use(file, "--for", "Ann")

    assert in_use(ivig, "--for", "Ann") == "Oakwood"
    assert in_use(ivig) is None
    assert "No clinic's list is in use." in ivig("clinic").out
    ivig("clinic", "--remove")
    assert in_use(ivig, "--for", "Ann") == "Oakwood"


def test_backup_and_restore_bring_it_along(file: Path, tmp_path: Path, ivig: Program, use: Callable[..., None]) -> None:
    use(file)
    assert ivig("backup", str(tmp_path / "copy.db")).code == 0
    ivig("clinic", "--remove")
    assert in_use(ivig) is None

    assert ivig("backup", "--restore", str(tmp_path / "copy.db")).code == 0

    assert in_use(ivig) == "Oakwood"


def test_two_windows(file: Path, ivig: Program, use: Callable[..., None], play: Play) -> None:
    """One window walks through the list while the other takes a clinic's list away: no answer is lost."""
    if os.name == "nt":
        pytest.skip("needs a pseudo-terminal")
    ivig("setup", "--date", "2026-12-02", "--emergency", "911")
    use(file)
    screen = play("today")
    screen.prompt()
    screen.type("")
    screen.type("1")
    ivig("clinic", "--remove")
    screen.type("2")
    screen.end("q")

    assert screen.code == 0
    statuses = [item["status"] for item in listed(ivig).values() if item["kind"] == "task"]
    assert statuses[:3] == ["done", "done", "to-do"]
    assert in_use(ivig) is None


def test_two_windows_at_once_leave_one_whole_list(tmp_path: Path, ivig: Program) -> None:
    names = [f"Clinic {number}" for number in range(4)]
    started = []
    for name in names:
        path = tmp_path / f"{name}.yaml"
        path.write_text(HEAD.replace("Oakwood", name) + BODY)
        code = (
            "from ivig_prep.world import terminal\nfrom ivig_prep.__main__ import run\n"
            "terminal.Terminal.can_ask = True\n"
            f"raise SystemExit(run(['clinic', {str(path)!r}]))"
        )
        started.append(
            subprocess.Popen(
                [PROGRAM[0], "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
            )
        )
    for process in started:
        out, err = process.communicate(b"y\n", timeout=60)
        assert process.returncode == 0, err
        assert b"Saved." in out

    assert in_use(ivig) in names


# Its words, with its name


def test_its_words_stand_with_its_name_on_today(file: Path, ivig: Program, use: Callable[..., None]) -> None:
    ivig("setup", "--date", "2026-12-02", "--fits", "none")
    use(file)

    out = ivig("today").out

    assert f"Bring your ticket. {FROM}" in out
    assert re.search(rf"Drink 8 cups of water today\. If you have a fluid limit.*{re.escape(FROM)}", out)
    assert "Words marked From Oakwood are its own. It checked them on " in out
    assert "Pack a blanket" not in out
    assert out.count(FROM) == 2


def test_json_names_whose_words_they_are(file: Path, ivig: Program, use: Callable[..., None]) -> None:
    ivig("setup", "--date", "2026-12-02", "--fits", "none")
    use(file)

    items = listed(ivig)

    assert {item: found["origin"] for item, found in items.items() if found["origin"] != "built-in"} == {
        "pack-ticket": "Oakwood",
        "drink-day-before": "Oakwood",
    }
    assert items["pack-ticket"]["text"] == "Bring your ticket."
    assert items["pack-ticket"]["sources"] == []
    assert in_use(ivig) == "Oakwood"


@pytest.mark.parametrize(
    "kind", [("print", "--text"), ("print",), ("print", "--blank"), ("print", "--blank", "--text")]
)
def test_its_words_stand_with_its_name_on_paper(
    kind: tuple[str, ...], file: Path, ivig: Program, use: Callable[..., None]
) -> None:
    ivig("setup", "--date", "2026-12-02", "--emergency", "911")
    use(file)

    page = " ".join(html.unescape(re.sub(r"<[^>]*>", " ", ivig(*kind, "-o", "-").out)).split())

    assert "Bring your ticket." in page
    assert "From Oakwood" in page
    assert page.index("Oakwood") < page.index("Bring your ticket.")
    assert "555 0111" in page
    assert "keep you busy" not in page
    assert "Trouble breathing" in page


@pytest.mark.parametrize("kind", [(), ("--text",)])
def test_the_handout_has_its_name_and_numbers(
    kind: tuple[str, ...], file: Path, ivig: Program, use: Callable[..., None]
) -> None:
    use(file)

    page = ivig("handout", "--package", "./x.whl", *kind, "-o", "-").out

    assert "Oakwood, daytime" in page
    assert "555 0111" in page
    assert "Oakwood" in page.split("Oakwood, daytime")[0]
    assert "Trouble breathing" in page


def test_unwell_says_whose_symptom_it_is(file: Path, ivig: Program, use: Callable[..., None]) -> None:
    use(file)

    out = ivig("unwell", "elbow", "ache").out

    assert out.startswith("Trouble breathing")
    assert f"Elbow ache {FROM}" in out
    assert "Call your doctor or infusion team right away" in out
    tired = next(entry for entry in Library().side_effects.side_effects if entry.id == "tired")
    assert f"\n{tired.label} {FROM}\n" in ivig("unwell", "tired").out
    assert f"Elbow ache {FROM}" in ivig("unwell", "--list").out
    assert FROM not in ivig("unwell", "chest", "pain").out
    found: Any = json.loads(ivig("unwell", "--json", "elbow ache").out)
    assert [(match["id"], match["tier"], match["origin"]) for match in found["matches"]] == [
        ("elbow-ache", "call-now", "Oakwood"),
        ("aches", "tell-team", "built-in"),
    ]
    assert json.loads(ivig("unwell", "--json", "fever").out)["matches"][0]["origin"] == "built-in"


def test_a_clinics_symptom_among_others_is_named_as_its_own(
    tmp_path: Path, ivig: Program, use: Callable[..., None]
) -> None:
    use(written(tmp_path, HEAD + BODY.replace("tier: call-now\n    synonyms", "tier: emergency\n    synonyms")))

    out = ivig("unwell", "chest pain and elbow ache").out

    assert "Elbow ache" in out
    assert f"Elbow ache {FROM}" in out


def test_the_version_names_it(file: Path, ivig: Program, use: Callable[..., None]) -> None:
    use(file)

    assert "Words marked From Oakwood are its own." in ivig("--version").out


# Phone numbers


def test_its_numbers_stand_beside_the_persons_own_and_the_emergency_number_stays(
    file: Path, ivig: Program, use: Callable[..., None]
) -> None:
    ivig("setup", "--emergency", "112", "--clinic-phone", "555 0100", "--night-phone", "555 0199")
    use(file)

    for words in (
        ["unwell", "fever"],
        ["print", "--text", "-o", "-"],
        ["handout", "--package", "./x.whl", "--text", "-o", "-"],
    ):
        out = ivig(*words).out
        assert "Call 112 now" in out, words
        places = [out.index(number) for number in ("555 0100", "555 0199", "555 0111", "555 0222")]
        assert places == sorted(places), words
    call = json.loads(ivig("unwell", "--json", "fever").out)["call"]
    assert call == {"emergency": "112", "clinic": "555 0100", "night": "555 0199"}


def test_its_numbers_are_given_where_a_person_has_none_and_never_as_the_emergency_number(
    file: Path, ivig: Program, use: Callable[..., None]
) -> None:
    use(file)

    assert json.loads(ivig("unwell", "--json", "fever").out)["call"] == {
        "emergency": None,
        "clinic": "555 0111",
        "night": "555 0222",
    }
    out = ivig("unwell", "fever").out
    assert out.startswith("Trouble breathing, chest pain, swollen face, fainting? Call your emergency number (911,")
    assert "Oakwood, daytime: 555 0111" in out
    assert "555" not in ivig("unwell", "chest pain").out


def test_a_number_that_is_the_persons_own_is_said_once(file: Path, ivig: Program, use: Callable[..., None]) -> None:
    ivig("setup", "--clinic-phone", "(555) 0111")
    use(file)

    out = ivig("unwell", "fever").out

    assert [line for line in out.splitlines() if "daytime:" in line] == ["Your infusion team, daytime: (555) 0111"]
    assert "call your team now: (555) 0111" in out


def test_its_numbers_are_not_the_persons_settings(file: Path, ivig: Program, use: Callable[..., None]) -> None:
    use(file)

    ivig("clinic", "--remove")

    assert "555 0111" not in ivig("unwell", "fever").out
    assert "555 0111" not in ivig("setup").out


# Past its date


def test_past_its_date_a_line_says_so_on_every_screen(tmp_path: Path, ivig: Program, use: Callable[..., None]) -> None:
    ivig("setup", "--emergency", "911")
    use(written(tmp_path, HEAD.replace("2027-11-22", "2026-12-05") + BODY))

    for day, count in (("2026-12-05", 0), ("2026-12-06", 1)):
        ivig.on(day)
        for words in (["today"], ["unwell", "fever"], ["clinic"], ["print", "--text", "-o", "-"]):
            said = " ".join(ivig(*words).out.split())
            sheets = 4 if words[0] == "print" else 1
            assert said.count("It is Oakwood's list.") == count * sheets, (day, words)
    assert json.loads(ivig("today", "--json").out)["content"]["clinic"] == "Oakwood"


# A record or a saved list that is damaged

STILL_ANSWERS = (
    ["unwell", "chest", "pain"],
    ["unwell", "--list"],
    ["unwell", "--json", "fever"],
    ["learn"],
    ["learn", "cost"],
    ["--help"],
    ["today", "--help"],
    ["clinic", "--help"],
    ["print", "--blank", "--text", "-o", "-"],
    ["handout", "--package", "./x.whl", "--text", "-o", "-"],
)
DAMAGED = {
    "a word": '"Oakwood"',
    "a number": "7",
    "a list": "[1, 2]",
    "no name": '{"checked": "2026-11-22", "check_by": "2027-11-22"}',
    "a key of a later version": '{"clinic": "O", "checked": "2026-11-22", "check_by": "2027-11-22", "colour": "red"}',
    "a date that is none": '{"clinic": "O", "checked": "soon", "check_by": "2027-11-22"}',
    "a name that is a number": '{"clinic": 5, "checked": "2026-11-22", "check_by": "2027-11-22"}',
    "phones that are a list": '{"clinic": "O", "checked": "2026-11-22", "check_by": "2027-11-22", "phones": [1]}',
    "a number that is a number": '{"clinic": "O", "checked": "2026-11-22", "check_by": "2027-11-22",'
    ' "phones": {"daytime": 5}}',
    "items that are nothing": '{"clinic": "O", "checked": "2026-11-22", "check_by": "2027-11-22", "items": null}',
    "an item that is a word": '{"clinic": "O", "checked": "2026-11-22", "check_by": "2027-11-22", "items": ["x"]}',
    "a text that is a number": '{"clinic": "O", "checked": "2026-11-22", "check_by": "2027-11-22",'
    ' "items": [{"id": "pack-warm", "text": 5}]}',
    "synonyms that are numbers": '{"clinic": "O", "checked": "2026-11-22", "check_by": "2027-11-22",'
    ' "side_effects": [{"id": "tired", "synonyms": [5]}]}',
    "a tier that is a list": '{"clinic": "O", "checked": "2026-11-22", "check_by": "2027-11-22",'
    ' "side_effects": [{"id": "tired", "tier": [1]}]}',
}


def stand(ivig: Program, words: list[str]) -> Ran:
    """Run a command that must answer whatever is saved."""
    ran = ivig(*words)
    assert ran.code == 0, (words, ran.err)
    assert "Something went wrong" not in ran.err, words
    assert ran.out.strip(), words
    return ran


@pytest.mark.parametrize("saved", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_saved_list_never_stands_between_a_person_and_an_answer(
    saved: str, file: Path, ivig: Program, use: Callable[..., None]
) -> None:
    use(file)
    ivig("setup", "--emergency", "112", "--date", "2026-12-02")
    with closing(sqlite3.connect(ivig.home / paths.RECORD_NAME)) as db:
        changed = db.execute("UPDATE setting SET value = ? WHERE name = 'clinic'", (saved,)).rowcount
        db.commit()
    assert changed == 1

    for words in STILL_ANSWERS:
        stand(ivig, words)
    ran = stand(ivig, ["unwell", "chest", "pain"])
    assert ran.out.startswith("Call 112 now.")
    assert "could not be read" in ran.err or in_use(ivig) == "O"
    assert "pack-warm" in listed(ivig)
    assert stand(ivig, ["clinic", "--remove"]).out


@pytest.mark.parametrize("damage", [b"", b"not a database at all, but some words " * 100, None])
def test_a_damaged_record_never_stands_between_a_person_and_an_answer(
    damage: bytes | None, file: Path, ivig: Program, use: Callable[..., None]
) -> None:
    use(file)
    path = ivig.home / paths.RECORD_NAME
    path.write_bytes(path.read_bytes()[:5000] if damage is None else damage)

    for words in STILL_ANSWERS:
        stand(ivig, words)
    if damage != b"":
        assert "could not be read" in stand(ivig, ["unwell", "chest", "pain"]).err


# Hostile words


@pytest.fixture
def hostile(tmp_path: Path, ivig: Program, use: Callable[..., None]) -> Program:
    """Return the program with a list whose name and words are anything but words."""
    text = HEAD.replace("Oakwood", HOSTILE) + BODY.replace("Bring your ticket.", f"Bring it. {HOSTILE}").replace(
        '"Elbow ache"', f'"{HOSTILE}"'
    )
    ivig("setup", "--date", "2026-12-02", "--emergency", "911")
    use(written(tmp_path, text))
    return ivig


@pytest.mark.parametrize(
    "words",
    [
        ["today"],
        ["unwell", "elbow", "ache"],
        ["unwell", "--list"],
        ["print", "--text", "-o", "-"],
        ["handout", "--package", "./x.whl", "--text", "-o", "-"],
        ["clinic"],
        ["--version"],
    ],
)
def test_hostile_words_are_shown_as_they_are(hostile: Program, words: list[str]) -> None:
    assert HOSTILE in " ".join(hostile(*words).out.split())


@pytest.mark.parametrize("words", [["print", "-o", "-"], ["handout", "--package", "./x.whl", "-o", "-"]])
def test_hostile_words_are_text_in_html(hostile: Program, words: list[str]) -> None:
    page = hostile(*words).out

    assert html.escape(HOSTILE) in " ".join(page.split())
    assert "<b>Oak</b>" not in page
    assert "49" not in re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL).split("wood")[1][:20]


@ask
def test_hostile_words_are_text_on_a_screen(hostile: Program, play: Play) -> None:
    screen = play("clinic", columns=120)

    assert HOSTILE in " ".join(screen.end().split())


def test_hostile_words_do_no_harm_in_a_calendar(hostile: Program) -> None:
    ran = hostile("calendar", "-o", "-")

    assert ran.code == 0
    assert all(re.match(r"[A-Z-]+[;:]| ", line) for line in ran.out.splitlines() if line)
    assert "<b>" not in ran.out or "SUMMARY:<b>" not in ran.out


@pytest.mark.parametrize(
    "name", ["Oak\\nwood", "Oak\\twood", "Oak\\n\\nBEGIN:VEVENT", "  Oakwood  "], ids=["line", "tab", "ics", "spaces"]
)
def test_a_name_with_a_line_break_stays_on_its_line(
    name: str, tmp_path: Path, ivig: Program, use: Callable[..., None]
) -> None:
    path = written(tmp_path, HEAD.replace('"Oakwood"', f'"{name}"') + BODY)
    if ivig("clinic", "--check", str(path)).code == 1:
        return  # refused is as good
    ivig("setup", "--date", "2026-12-02")
    use(path)

    saved = in_use(ivig)
    assert saved == " ".join(saved.split()) if saved else False


@pytest.mark.parametrize("number", ["555\\n0111", "555\\t0111", "  555 0111 "])
def test_a_number_is_saved_without_line_breaks_or_spaces_around_it(
    number: str, tmp_path: Path, ivig: Program, use: Callable[..., None]
) -> None:
    path = written(tmp_path, f'{HEAD}phones:\n  daytime: "{number}"\n')
    if ivig("clinic", "--check", str(path)).code == 1:
        return  # refused is as good
    use(path)

    assert json.loads(ivig("unwell", "--json", "fever").out)["call"]["clinic"] == "555 0111"


# Everything that may be hidden


def test_with_every_step_hidden_that_may_be_each_day_still_has_its_list(
    tmp_path: Path, ivig: Program, use: Callable[..., None]
) -> None:
    hidden = [item.id for item in Library().checklist.items if not item.safety]
    text = HEAD + "items:\n" + "".join(f"  - id: {item}\n    hide: true\n" for item in hidden[:100])
    use(written(tmp_path, text))
    ivig("setup", "--date", "2026-12-02", "--emergency", "911")

    for day in ("2026-11-20", "2026-11-26", "2026-12-01", "2026-12-02", "2026-12-03", "2026-12-06", "2027-01-20"):
        ran = ivig.on(day)("today")
        assert ran.code == 0, ran.err
        assert "Call 911 now." in ran.out
        assert not set(listed(ivig)) & set(hidden)


def test_a_synonym_nobody_can_type_does_not_end_unwell(tmp_path: Path, ivig: Program, use: Callable[..., None]) -> None:
    for synonym in ("the", "and", "\u5934\u75db", "..."):
        path = written(tmp_path, f'{HEAD}side_effects:\n  - id: tired\n    synonyms: ["{synonym}"]\n')
        if ivig("clinic", "--check", str(path)).code == 0:
            use(path)
        ran = ivig("unwell", "chest", "pain")
        assert ran.code == 0, (synonym, ran.err)
        assert ran.out.startswith("Call your emergency number"), synonym


def test_nonsense_at_the_question_is_asked_again(file: Path, play: Callable[..., Screen]) -> None:
    screen = play("clinic", str(file))
    screen.prompt()

    assert '"zz" is not one of the answers.' in screen.type("zz")
    assert "Saved." in screen.end("y")
