"""Clinic files: what is right is taken as typed, and what is wrong is refused, each fault with its place.

Each file of examples/bad/clinic has one fault. Its first line says what the error must contain; a file that can have
no such line, because its bytes are the fault, has a file NAME.expect beside it.
"""

import json
import os
import re
import subprocess
import unicodedata
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
import yaml
from kit import PROGRAM, Program, Screen, drawn

from ivig_prep.content.clinic_file import Lists, read_clinic
from ivig_prep.content.library import Library
from ivig_prep.core.clinic.own_list import Clinic, ClinicItem, ClinicSymptom, Phones
from ivig_prep.core.side_effects import TIERS
from ivig_prep.core.traits import DERIVED_TRAITS, TRAITS

EXAMPLES = Path(__file__).parent / "examples"
BAD = sorted((EXAMPLES / "bad" / "clinic").glob("*.yaml"))
GOOD = sorted((EXAMPLES / "good" / "clinic").glob("*.yaml"))
HEAD = 'clinic: "Oakwood"\nchecked: "2026-11-22"\ncheck_by: "2027-11-22"\n'
SMALL_WORDS = frozenset(Library().matching.fillers + Library().matching.breaks)
LISTS = Lists(Library().checklist, Library().side_effects, Library().synonyms, SMALL_WORDS)
PLACE = re.compile(r"^(?P<name>.+), line (?P<line>\d+), column (?P<column>\d+): ")
SEEN_BY_EDITORS = re.compile(
    r"^(?:key-(?:missing|misspelt|with|unknown)|yes-for|quoted-true|.*too-long$|.*-101$|tier-un)"
)
needs_posix = pytest.mark.skipif(os.name != "posix", reason="needs the files and folders of Linux or macOS")


def expected(path: Path) -> str:
    """Return what the error about a bad example must contain."""
    beside = path.with_suffix(".expect")
    if beside.exists():
        return beside.read_text(encoding="utf-8").strip()
    return path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# expect: ")


def check(ivig: Program, tmp_path: Path, content: str | bytes) -> tuple[int, str, list[str]]:
    """Check a file with this content; return the exit code, the output and the lines of the error."""
    path = tmp_path / "mine.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    ran = ivig("clinic", "--check", str(path))
    return ran.code, ran.out, ran.err.splitlines()


def refusal(ivig: Program, tmp_path: Path, content: str | bytes) -> list[str]:
    """Return the lines of the error about a file with this content."""
    code, out, error = check(ivig, tmp_path, content)
    assert (code, out) == (1, "")
    return error


def taken(content: str | bytes) -> Clinic:
    """Return the list of a file with this content."""
    raw = content.encode() if isinstance(content, str) else content
    found = read_clinic(raw, LISTS, date(2026, 12, 1))
    assert found.faults == ()
    assert found.clinic is not None
    return found.clinic


def good(stem: str) -> Clinic:
    """Return the list of a good example."""
    return taken((EXAMPLES / "good" / "clinic" / f"{stem}.yaml").read_bytes())


# Examples


def test_there_are_many_examples_and_each_expects_something() -> None:
    assert len(BAD) >= 45
    assert len(GOOD) >= 15
    assert all(len(expected(path)) > 5 for path in BAD)


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_example_is_refused_for_its_one_fault(path: Path, ivig: Program) -> None:
    ran = ivig("clinic", "--check", str(path))

    lines = ran.err.splitlines()
    told = [found for line in lines if (found := PLACE.match(line))]
    assert (ran.code, ran.out) == (1, "")
    assert lines[0] == "Nothing was changed."
    assert expected(path) in ran.err
    assert [(found["name"]) for found in told] == [path.name]
    assert not ivig.home.exists() or not list(ivig.home.glob("*.db"))


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_the_caret_is_under_the_character_at_the_place(path: Path, ivig: Program) -> None:
    lines = ivig("clinic", "--check", str(path)).err.splitlines()
    at = next(number for number, line in enumerate(lines) if PLACE.match(line))
    place = PLACE.match(lines[at])
    assert place is not None
    source = path.read_bytes().decode("utf-8-sig", "replace").split("\n")[int(place["line"]) - 1].rstrip("\r")
    if not source.strip():
        assert "^" not in "".join(lines[at + 1 :])
        return

    shown, caret = lines[at + 1], lines[at + 2]

    assert caret.strip() == "^"
    if source.isascii() and len(source) < 50:
        assert shown == "  " + re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "?", source.replace("\t", " "))
        assert caret.index("^") == 2 + int(place["column"]) - 1
    pointed = shown[caret.index("^")] if caret.index("^") < len(shown) else ""
    real = source[int(place["column"]) - 1 : int(place["column"])]
    if real.isascii() and real.isprintable():
        assert pointed == real


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    ("begin", "what"),
    [
        ("\n  <!DOCTYPE html>\n<html><body>", "This is a web page (HTML)"),
        ('<?xml version="1.0"?>\n<w:document>', "This is a web page (HTML) or another file with marks."),
        ("MIME-Version: 1.0\nContent-Type: multipart/related\n", "This is a web page (HTML)"),
        ("{\\rtf1\\ansi", "This is a file with styles (RTF)."),
    ],
)
def test_a_file_of_another_program_is_named_in_any_encoding(
    begin: str, what: str, encoding: str, ivig: Program, tmp_path: Path
) -> None:
    assert what in "\n".join(refusal(ivig, tmp_path, (begin + HEAD).encode(encoding)))


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_good_example_has_no_faults(path: Path, ivig: Program) -> None:
    ran = ivig("clinic", "--check", str(path))

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith("The file has no faults.\nNothing was changed.\n")


# What is taken, is taken as typed


def test_the_smallest_file_has_a_name_and_two_dates() -> None:
    assert good("smallest") == Clinic("Oakwood", "2026-11-22", "2027-11-22")


def test_what_yaml_would_turn_into_another_type_is_kept_as_typed() -> None:
    clinic = good("unquoted")

    assert (clinic.clinic, clinic.checked, clinic.check_by) == ("no", "2026-01-05", "2027-01-05")
    assert clinic.phones == Phones("0123 456789", "0123456")
    assert [(item.text, item.why) for item in clinic.items] == [("9:30", "no"), ("2026-01-05", "1e3"), ("yes", "0x1F")]
    assert clinic.side_effects[0].synonyms == ("no energy in my head", "off", "1.5 aspirin head")


def test_words_of_yaml_in_quotes_are_words() -> None:
    clinic = good("words-of-yaml-in-quotes")

    assert (clinic.clinic, clinic.items[0].text, clinic.items[0].why) == ("null", "true", "~")


def test_a_byte_order_mark_and_line_ends_of_windows_change_nothing() -> None:
    text = (EXAMPLES / "good" / "clinic" / "hide-some.yaml").read_text(encoding="utf-8").replace("\r\n", "\n")

    assert taken(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()) == taken(text)
    assert len(taken(text).items) == 4


def test_block_texts_arrive_whole() -> None:
    item = good("block-texts").items[0]

    assert item.text == "Check the date and the time."
    assert item.why == "We call you. Then you know."


def test_any_writing_arrives_whole() -> None:
    clinic = good("any-writing")

    assert clinic.clinic == "H\u00f4pital \u6a6b\u6d5c \u062e\u0644\u064a\u0644"
    assert clinic.items[0].why == "\u4e3a\u4e86\u60a8\u7684\u505c\u8f66\u8d39\u3002"
    assert clinic.side_effects[0].synonyms == ("t\u00eate qui p\u00e8se",)


def test_every_key_arrives() -> None:
    clinic = good("every-key")

    assert clinic.phones == Phones("+1 (555) 010-0100", "555 0199")
    assert clinic.contact == "words@oakwood.example"
    assert clinic.items[0] == ClinicItem(
        "pack-ticket",
        section="packing",
        text="Bring your ticket.",
        why="It is stamped.",
        fits=("port", "first-time"),
        not_for=("home", "multi-day"),
        print=False,
        hide=False,
    )
    assert clinic.side_effects[0] == ClinicSymptom(
        "elbow-ache",
        label="Elbow ache",
        tier="call-now",
        why="It can be a sign.",
        do="Call us now, day or night.",
        step_up="If it gets worse, call {number}.",
        synonyms=("elbow ache", "achy elbow"),
    )


def test_a_value_of_nothing_is_left_out() -> None:
    assert good("left-out-with-null").items == (ClinicItem("pack-warm", hide=True),)
    assert good("empty-lists") == good("smallest")


def test_an_empty_list_of_whom_a_step_fits_is_not_the_same_as_none() -> None:
    item = good("for-other-people").items[0]

    assert (item.fits, item.not_for, item.print) == (("child",), (), False)


def test_a_big_list_is_taken() -> None:
    clinic = good("big")

    assert (len(clinic.items), len(clinic.side_effects)) == (100, 100)


def test_a_tier_is_raised_and_a_new_symptom_stands_where_it_says() -> None:
    assert [(entry.id, entry.tier) for entry in good("raise-a-tier").side_effects] == [
        ("fever", "emergency"),
        ("headache-mild", "call-now"),
        ("tired", "tell-team"),
    ]
    assert good("new-emergency-symptom").side_effects[0].tier == "emergency"


# Faults are all told, in their order


def test_every_fault_is_told_in_the_order_of_the_file(ivig: Program, tmp_path: Path) -> None:
    text = (
        'clinic: "Oakwood"\nchecked: "soon"\ncheck_by: "2027-11-22"\n'
        'phones:\n  daytime: "ask"\n  nihgt: "555 0199"\n'
        "items:\n  - id: pack-fn\n    hide: true\n  - id: check-fever\n    hide: true\n"
        'side_effects:\n  - id: fever\n    tier: common\n    synonyms: ["chest pain"]\n'
    )

    error = refusal(ivig, tmp_path, text)

    told = [(int(found["line"]), int(found["column"])) for line in error if (found := PLACE.match(line))]
    assert told == [(2, 10), (5, 12), (6, 3), (8, 9), (11, 11), (14, 11), (15, 16)]
    assert not any("more" in line for line in error)


@pytest.mark.parametrize(("faults", "more"), [(10, None), (11, "And 1 more."), (25, "And 15 more.")])
def test_at_most_ten_faults_are_told_and_then_how_many_more(
    ivig: Program, tmp_path: Path, faults: int, more: str | None
) -> None:
    error = refusal(ivig, tmp_path, HEAD + "".join(f"key_{number}: x\n" for number in range(faults)))

    told = [int(found["line"]) for line in error if (found := PLACE.match(line))]
    assert told == list(range(4, 14))
    assert [line for line in error if line.startswith("And ")] == (
        [f"{more} Correct these first, then check again."] * bool(more)
    )


@pytest.mark.parametrize(
    ("entry", "faults"),
    [
        ('items:\n  - id: pack-ticket\n    section: garage\n    why: "It helps."\n', 2),
        ('side_effects:\n  - id: elbow-ache\n    tier: urgent\n    synonyms: ["chest pain"]\n', 3),
        ('side_effects:\n  - id: elbow-ache\n    tier: common\n    synonyms: ["elbow ache"]\n', 2),
        ('side_effects:\n  - id: fever\n    tier: urgent\n    label: "Hot"\n    synonyms: ["chest pain"]\n', 3),
    ],
)
def test_faults_of_one_entry_are_all_told(ivig: Program, tmp_path: Path, entry: str, faults: int) -> None:
    told = [line for line in refusal(ivig, tmp_path, HEAD + entry) if PLACE.match(line)]

    assert len(told) == faults


# The place


def caret(ivig: Program, tmp_path: Path, line: str) -> tuple[str, int]:
    """Return a line of a file with a fault, as it is shown, and the column of the caret below it."""
    error = refusal(ivig, tmp_path, HEAD + line)
    at = next(number for number, told in enumerate(error) if PLACE.match(told))
    return error[at + 1], error[at + 2].index("^")


def test_the_caret_counts_a_tab_as_the_one_space_it_is_shown_as(ivig: Program, tmp_path: Path) -> None:
    shown, at = caret(ivig, tmp_path, 'phones: {daytime: "555 0100",\t\tnight: no}\n')

    assert "\t" not in shown
    assert shown[at:] == "no}"


@pytest.mark.parametrize(("wide", "columns"), [("\u99d0\u8eca\u5238", 6), ("e\u0301te\u0301", 3), ("\uff21\uff22", 4)])
def test_the_caret_counts_the_columns_that_characters_take(
    ivig: Program, tmp_path: Path, wide: str, columns: int
) -> None:
    before = 'items: [{id: confirm-visit, why: "'
    shown, at = caret(ivig, tmp_path, f'{before}{wide}", wy: "x"}}]\n')

    assert shown == f'  {before}{wide}", wy: "x"}}]'
    assert at == 2 + len(before) + columns + len('", ')


@pytest.mark.parametrize("before", [1, 30, 49, 50, 51, 60, 100, 200])
def test_the_caret_is_under_the_place_in_a_part_of_a_long_line(ivig: Program, tmp_path: Path, before: int) -> None:
    shown, at = caret(ivig, tmp_path, f'items: [{{id: confirm-visit, why: "{"a" * before}", Xy: "{"b" * 200}"}}]\n')

    assert len(shown) <= 62
    assert shown[at : at + 2] == "Xy"


def in_columns(line: str) -> str:
    """Return a line with a wide character filling both of its columns."""
    return "".join(character * (1 + (unicodedata.east_asian_width(character) in "WF")) for character in line)


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("columns", [20, 40, 80])
@pytest.mark.parametrize("filler", ["a", "\u99d0"])
def test_on_a_terminal_the_line_and_its_caret_stand_below_each_other(
    tmp_path: Path, play: Any, columns: int, filler: str
) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        f'{HEAD}items: [{{id: confirm-visit, why: "{filler * 45}", Xy: "{filler * 45}"}}]\n', encoding="utf-8"
    )
    screen: Screen = play("clinic", "--check", str(path), columns=columns)
    screen.end()

    lines = drawn(screen.raw, columns)
    at = next(number for number, line in enumerate(lines) if line.strip() == "^")
    assert in_columns(lines[at - 1])[lines[at].index("^")] == "X"


def test_the_name_of_the_file_and_the_place_stand_in_words(ivig: Program, tmp_path: Path) -> None:
    error = refusal(ivig, tmp_path, HEAD + "phones:\n  night: no\n")

    assert error[2].startswith('mine.yaml, line 5, column 10: "no" is not a phone number.')
    assert error[3:] == ["    night: no", "           ^"]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_the_line_that_is_shown_is_the_one_that_is_named(ivig: Program, tmp_path: Path, ends: str) -> None:
    error = refusal(ivig, tmp_path, (HEAD + "phones:\n  night: no\n").replace("\n", ends))

    assert error[2].startswith("mine.yaml, line 5, column 10: ")
    assert error[3:] == ["    night: no", "           ^"]


def test_no_escape_sequence_of_a_file_reaches_the_terminal(ivig: Program, tmp_path: Path) -> None:
    error = "\n".join(refusal(ivig, tmp_path, HEAD + 'phones:\n  night: "\x1b[2J\u202e"\n'))

    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", error)


# Files that cannot be read


def started(path: str) -> subprocess.CompletedProcess[str]:
    """Check a file in a process of its own: one that hangs is ended after 30 seconds, and the test fails."""
    return subprocess.run(
        [*PROGRAM, "clinic", "--check", path],
        capture_output=True,
        text=True,
        timeout=30,
        stdin=subprocess.DEVNULL,
        check=False,
    )


def refused_unread(path: str, why: str) -> None:
    ran = started(path)

    assert (ran.returncode, ran.stdout) == (1, "")
    lines = ran.stderr.splitlines()
    assert lines[0] == "Nothing was changed."
    assert lines[1].startswith(why)
    assert len(lines) == 3, "a next step follows"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    refused_unread(str(tmp_path), "That is a folder, not a file: ")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    refused_unread(str(tmp_path / "oakwood.yaml"), "There is no file here: ")
    refused_unread("", "There is no file here: ")


@needs_posix
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/tty"])
def test_a_device_is_refused_and_does_not_hang(device: str) -> None:
    if not os.path.exists(device):
        pytest.skip(f"there is no {device} here")

    refused_unread(device, "That is not an ordinary file: ")


@needs_posix
def test_a_pipe_that_nobody_writes_to_is_refused_and_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    refused_unread(str(tmp_path / "pipe"), "That is not an ordinary file: ")


@needs_posix
def test_a_link_to_a_file_is_followed_and_one_to_nothing_or_a_device_refused(tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_text(HEAD)
    for name, target in (("good", "real.yaml"), ("gone", "nowhere.yaml"), ("zero", "/dev/zero"), ("loop", "loop")):
        (tmp_path / name).symlink_to(target)

    assert started(str(tmp_path / "good")).returncode == 0
    refused_unread(str(tmp_path / "gone"), "There is no file here: ")
    refused_unread(str(tmp_path / "zero"), "That is not an ordinary file: ")
    refused_unread(str(tmp_path / "loop"), "The file could not be read: ")


def test_a_file_inside_a_file_and_a_name_too_long_are_refused(ivig: Program, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(HEAD)

    for path in (str(tmp_path / "mine.yaml" / "inside"), str(tmp_path / ("x" * 5000)), "\0"):
        ran = ivig("clinic", "--check", path)
        assert ran.code == 1
        assert ran.err.startswith("Nothing was changed.\n")


@needs_posix
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(HEAD)
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read every file")

    refused_unread(str(path), "The file could not be read: ")


def test_a_file_of_ten_megabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_bytes(HEAD.encode() + b"# a note\n" * 1_200_000)

    refused_unread(str(path), "The file is too large: ")


def test_a_file_of_almost_a_megabyte_is_read(ivig: Program, tmp_path: Path) -> None:
    assert check(ivig, tmp_path, HEAD.encode() + b"# a note\n" * 110_000)[0] == 0


@pytest.mark.parametrize("cut", range(10, 1600, 53))
def test_an_example_cut_short_is_taken_or_refused_and_never_ends_the_program(
    ivig: Program, tmp_path: Path, cut: int
) -> None:
    code, _, error = check(ivig, tmp_path, Library().clinic_example()[:cut])

    assert code in (0, 1)
    assert (code == 0) == (error == [])
    assert "Something went wrong" not in "".join(error)


# What is worth a second look


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (
            f'items:\n  - id: confirm-visit\n    text: "{"word " * 20}word."\n',
            "Step confirm-visit has a sentence of 21 words. At most 20 read well.",
        ),
        (
            'items:\n  - id: pack-ticket\n    section: ready\n    text: "Bring it."\n',
            "Step pack-ticket has no why. People follow a step more when they know why.",
        ),
        (
            "items:\n"
            + "".join(
                f'  - id: pack-{what}\n    section: packing\n    text: "Bring it."\n    why: "It helps."\n'
                for what in ("ticket", "coins", "key")
            ),
            "Section packing has 10 steps. At most 9 read well.",
        ),
        (
            'side_effects:\n  - id: elbow-ache\n    label: "Elbow ache"\n    tier: call-now\n'
            f'    synonyms: ["elbow ache"]\n    do: "Call {"us " * 20}now."\n',
            "Symptom elbow-ache has a sentence of 22 words. At most 20 read well.",
        ),
        (
            'items:\n  - id: port-cap\n    section: port-day\n    text: "Bring it."\n    why: "It helps."\n',
            "Section port-day is for some people only. So are its new steps, where they do not say.",
        ),
    ],
)
def test_a_warning_is_said_and_fails_nothing(ivig: Program, tmp_path: Path, body: str, says: str) -> None:
    code, out, error = check(ivig, tmp_path, HEAD + body)

    assert (code, error) == (0, [])
    assert f"\nWorth a second look\n  {says}\n" in out


def test_a_file_past_its_date_is_warned_of_from_the_day_after_on(ivig: Program, tmp_path: Path) -> None:
    text = HEAD.replace("2027-11-22", "2026-12-01")

    assert "past its date" not in check(ivig, tmp_path, text)[1]
    ivig.on("2026-12-02")
    code, out, _ = check(ivig, tmp_path, text)
    assert code == 0
    assert "The list is past its date, Tuesday 1 December 2026. Check it, and set check_by to a later date." in out


def test_twenty_words_a_sentence_and_nine_steps_a_section_are_not_warned_of(ivig: Program, tmp_path: Path) -> None:
    body = (
        f'items:\n  - id: confirm-visit\n    text: "{"word " * 19}word. {"word " * 19}word."\n'
        "  - id: pack-warm\n    hide: true\n"
        '  - id: pack-ticket\n    section: packing\n    text: "Bring it."\n    why: "It helps."\n'
    )

    assert "second look" not in check(ivig, tmp_path, HEAD + body)[1]


# The JSON Schema


@pytest.fixture
def schema(ivig: Program) -> Any:
    """Return the schema as the program prints it."""
    ran = ivig("clinic", "--schema")
    assert (ran.code, ran.err) == (0, "")
    return json.loads(ran.out)


def below(wanted: Any, part: Any) -> Iterator[tuple[Any, Any, str, Any]]:
    """Yield each definition, its part of the schema, a field of it, and that field's part."""
    if not hasattr(wanted, "_fields"):
        for inner in get_args(wanted)[:1]:  # what is annotated, optional or listed stands first
            yield from below(inner, part.get("items", part))
        return
    for name, hint in get_type_hints(wanted, include_extras=True).items():
        yield wanted, part, name, part["properties"][name]
        yield from below(hint, part["properties"][name])


def test_the_schema_names_every_field_and_no_other(schema: Any) -> None:
    fields = list(below(Clinic, schema))

    assert {wanted for wanted, _, _, _ in fields} == {Clinic, Phones, ClinicItem, ClinicSymptom}
    for wanted, part, _, _ in fields:
        assert tuple(part["properties"]) == wanted._fields
        assert part["required"] == [name for name in wanted._fields if name not in wanted._field_defaults]
        assert part["additionalProperties"] is False


def test_the_schema_says_what_each_text_is_for_and_how_long_it_may_be(schema: Any) -> None:
    texts = {name: part for _, _, name, part in below(Clinic, schema) if "string" in part.get("type", "")}

    assert {name: part["maxLength"] for name, part in texts.items() if name in ("clinic", "label", "do")} == {
        "clinic": 50,
        "label": 60,
        "do": 160,
    }
    assert all(part["description"].endswith(".") for part in texts.values())
    assert re.fullmatch(texts["checked"]["pattern"], "2026-11-22")
    assert not re.search(texts["checked"]["pattern"], "on 2026-11-22")
    assert not re.search(texts["id"]["pattern"], "Pack_Fun")


def test_the_schema_offers_the_sections_tiers_and_words_for_what_fits(schema: Any) -> None:
    item = schema["properties"]["items"]["items"]["properties"]
    symptom = schema["properties"]["side_effects"]["items"]["properties"]
    sections = [section.id for phase in Library().checklist.phases for section in phase.sections]

    assert item["section"]["enum"] == [*sections, None]
    assert item["fits"]["items"]["enum"] == item["not_for"]["items"]["enum"] == [*TRAITS, *DERIVED_TRAITS]
    assert symptom["tier"]["enum"] == [*TIERS, None]
    assert schema["properties"]["items"]["maxItems"] == 100


class AsTyped(yaml.SafeLoader):
    """Reads YAML as the program promises to: nothing but true, false and null is anything else than text."""


AsTyped.yaml_implicit_resolvers = {
    first: [(tag, shape) for tag, shape in found if tag.endswith((":bool", ":null"))]
    for first, found in {
        "t": [("tag:yaml.org,2002:bool", re.compile("true$"))],
        "f": [("tag:yaml.org,2002:bool", re.compile("false$"))],
        "n": [("tag:yaml.org,2002:null", re.compile("null$"))],
        "~": [("tag:yaml.org,2002:null", re.compile("~$"))],
        "": [("tag:yaml.org,2002:null", re.compile("$"))],
    }.items()
}


def accepts(schema: Any, path: Path) -> bool:
    """Say whether a validator of others accepts a file."""
    validator = pytest.importorskip("fastjsonschema", reason="needs the package fastjsonschema")
    value = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=AsTyped)  # noqa: S506  # a SafeLoader
    try:
        validator.validate(schema, value)
    except validator.JsonSchemaException:
        return False
    return True


def test_every_good_example_fits_the_schema(schema: Any) -> None:
    assert [path.stem for path in GOOD if not accepts(schema, path)] == []


def test_bad_examples_that_an_editor_can_see_do_not_fit_the_schema(schema: Any) -> None:
    seen = [path for path in BAD if SEEN_BY_EDITORS.match(path.stem) and not path.with_suffix(".expect").exists()]

    assert len(seen) >= 25
    assert [path.stem for path in seen if accepts(schema, path)] == []


def test_a_list_of_faults_has_no_place_twice(ivig: Program, tmp_path: Path) -> None:
    error = refusal(ivig, tmp_path, HEAD + 'items:\n  - id: "Pack Fun"\n    section: packing\n    text: ""\n')

    places = [found.group() for line in error if (found := PLACE.match(line))]
    assert all(one != other for one, other in pairwise(places))
    assert len(places) == 2
