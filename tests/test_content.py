"""The loader: it takes what is right, and refuses anything doubtful with its line and what to write instead.

Each file of examples/bad has one fault; its first line says what the error must contain. Examples hold only
the parts they are about: see the first lines of examples/base.yaml.
"""

import json
import re
import shutil
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ivig_prep.content.build import build, dump
from ivig_prep.content.checks import Known, check_calls, check_checklist, check_sources, check_synonyms
from ivig_prep.content.files import load, load_file, load_folder
from ivig_prep.content.yaml import RefusedError, read
from ivig_prep.core.checklist import KINDS, PHASES, Checklist, Item
from ivig_prep.core.fault import Fault
from ivig_prep.core.sources import SourceList
from ivig_prep.core.traits import TRAITS
from ivig_prep.errors import ContentRefused

EXAMPLES = Path(__file__).parent / "examples"
DATA = Path(__file__).parents[1] / "data"
BASE = (EXAMPLES / "base.yaml").read_text(encoding="utf-8")
BAD = sorted((EXAMPLES / "bad").glob("*.yaml"))
GOOD = sorted((EXAMPLES / "good").glob("*.yaml"))
PART_BEGINS = re.compile(rf"^(?=[a-z_]+:|  - \{{?id: (?:{'|'.join(PHASES)})\b)", re.MULTILINE)
PART_NAME = re.compile(r"[a-z_]+|  - \{?id: ([a-z-]+)")
LOADERS = [getattr(yaml, name) for name in ("SafeLoader", "CSafeLoader") if hasattr(yaml, name)]
STEP = '"Check the date and time."'


def parts(text: str) -> dict[str, str]:
    """Return a text cut where its top-level keys and its phases begin, by their names."""
    cut = PART_BEGINS.split(text)[1:]
    return {name[1] or name[0]: part for part in cut if (name := PART_NAME.match(part))}


def whole(example: str) -> str:
    """Return the example with what it leaves out from the base; one that has no part at all stands alone."""
    own = parts(example)
    return example + "".join(text for name, text in parts(BASE).items() if own and name not in own)


def loaded(text: str | bytes) -> Checklist:
    """Load a checklist as if it stood in a file."""
    raw = text.encode() if isinstance(text, str) else text
    known = Known(frozenset({"seed"}), frozenset({"chest-pain", "fever"}), frozenset({"chest-pain"}))
    checklist: Checklist = load(raw, "checklist.yaml", Checklist, lambda top: check_checklist(top, known))
    return checklist


def first_item(checklist: Checklist) -> Item:
    """Return the first item of the week before."""
    return checklist.phases[0].sections[0].items[0]


def load_item(written: str) -> Item:
    """Load a step as it is written on one line."""
    item: Item = load(written.encode(), "item", Item, lambda _: iter(()))
    return item


def answer(raw: bytes) -> str:
    """Return what the reader makes of these bytes, in words."""
    try:
        return str(read(raw))
    except RefusedError as refused:
        return str(refused)


def refusal(text: str | bytes) -> str:
    """Return what is said when this is refused."""
    with pytest.raises(ContentRefused) as refused:
        loaded(text)
    return str(refused.value)


# Examples


def test_there_are_many_bad_examples_and_the_base_is_good() -> None:
    assert len(BAD) >= 30
    assert loaded(BASE).version == "1"


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_example_is_refused_for_its_one_fault(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    expected = text.partition("\n")[0].removeprefix("# expect: ")

    with pytest.raises(ContentRefused) as refused:
        loaded(whole(text))

    assert expected in str(refused.value)
    assert len(refused.value.faults) == 1


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_good_example_loads_and_comes_back_from_json(path: Path) -> None:
    checklist = loaded(whole(path.read_text(encoding="utf-8")))

    assert build(Checklist, json.loads(dump(checklist))) == checklist


@pytest.mark.parametrize("phase", PHASES)
def test_no_phase_may_be_left_out(phase: str) -> None:
    assert "line 4, column 3: The phases are not complete, or not in order." in refusal(
        BASE.replace(parts(BASE)[phase], "")
    )


def test_what_yaml_would_turn_into_another_type_is_kept_as_typed() -> None:
    checklist = loaded(whole((EXAMPLES / "good" / "unquoted.yaml").read_text()))

    assert checklist.version == "0123456"
    assert checklist.checked == "2026-01-05"
    assert checklist.emergency[:3] == ("no", "9:30", "1e3")
    assert checklist.emergency.signs[0].text == "yes"


def test_every_key_of_an_item_arrives() -> None:
    item = first_item(loaded(whole((EXAMPLES / "good" / "every-key-of-an-item.yaml").read_text())))

    assert (item.fits, item.not_for) == (("port", "home"), ("child", "fluid-limit"))
    assert (item.region, item.safety, item.print, item.cups) == ("us", True, False, True)
    assert (item.kind, item.once, item.early, item.logs) == ("task", True, True, ("brand", "lots"))


def test_every_kind_of_entry_arrives_and_what_names_no_kind_is_a_task() -> None:
    section = loaded(whole((EXAMPLES / "good" / "kinds.yaml").read_text())).phases[0].sections[0]

    assert [item.kind for item in section.items] == ["task", *KINDS]
    assert [item.answers for item in section.items] == [(), (), ("fever", "chest-pain"), ()]


@pytest.mark.parametrize(
    ("text", "is_refused"),
    [
        ('do: "Rest. Call your team now."', True),
        ('text: ["Drink water.", "If it hurts, call the infusion team."]', True),
        ('action: "Call your emergency number."', True),
        ('do: "Call {team} now."', False),
        ('synonyms: ["call your team"]', False),
        ('words: ["call your team"]', False),
        ('why: "Your team can call you."', False),
    ],
)
def test_a_text_of_any_list_that_says_to_call_has_a_place_for_the_number(text: str, is_refused: bool) -> None:
    assert bool(list(check_calls(read(f"{text}\n".encode())))) == is_refused


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (("  - side_effect: fevre", '    said: ["hot"]'), 'line 2, column 18: "fevre" is not a known side effect.'),
        (("  - side_effect: fever", '    said: ["hot", "hot"]'), 'line 3, column 19: "hot" already stands in line 3.'),
        (("  - side_effect: fever", '    said: ["Hot"]'), "line 3, column 12:"),
        (
            ("  - side_effect: fever", '    said: ["hot"]', "  - side_effect: fever", '    said: ["so hot"]'),
            'line 4, column 18: "fever" already stands above.',
        ),
    ],
)
def test_a_fault_in_what_people_type_is_refused_with_its_place(lines: tuple[str, ...], fault: str) -> None:
    top = read("\n".join(("synonyms:", *lines, "")).encode())

    assert [str(found) for found in check_synonyms(top, ("fever",)) if str(found).startswith(fault)]


def test_a_side_effect_that_nobody_can_type_is_refused() -> None:
    top = read(b'synonyms:\n  - side_effect: fever\n    said: ["hot"]\n')

    (fault,) = check_synonyms(top, ("fever", "hives"))

    assert 'The side effect "hives" has no words to type.' in str(fault)


def test_the_written_null_is_nothing_and_the_quoted_one_a_word() -> None:
    item = '{{id: a, text: "A.", why: "B.", sources: [seed], region: {}}}'
    assert load_item(item.format("null")).region is None
    assert load_item(item.format("~")).region is None
    assert load_item(item.format('"null"')).region == "null"


# Faults are all told at once


def test_all_faults_are_told_in_the_order_of_the_lines() -> None:
    broken = BASE.replace("sources: [seed]", "sources: [web]").replace("why:", "wyh:").replace("2026-11-22", "soon")
    with pytest.raises(ContentRefused) as refused:
        loaded(broken)

    lines = [int(re.findall(r"line (\d+)", fault)[0]) for fault in refused.value.faults]
    assert len(lines) > 10
    assert all(first <= second for first, second in pairwise(lines))


def test_a_refusal_is_a_sentence_with_a_next_step() -> None:
    with pytest.raises(ContentRefused, match=r"The file checklist\.yaml was refused") as refused:
        loaded("")

    assert refused.value.next_step == "Correct the lines named above."
    assert refused.value.exit_code == 1


# Files that editors and git would spoil are made here

HIDDEN = {
    "ESC": "\x1b",
    "NUL": "\x00",
    "bell": "\x07",
    "vertical tab": "\x0b",
    "delete": "\x7f",
    "next line": "\x85",
    "one-byte escape": "\x9b",
    "right-to-left override": "\u202e",
    "left-to-right isolate": "\u2066",
    "Arabic letter mark": "\u061c",
    "zero width space": "\u200b",
    "line separator": "\u2028",
    "byte order mark": "\ufeff",
    "tag letter": "\U000e0041",
}


@pytest.mark.parametrize("character", HIDDEN.values(), ids=HIDDEN.keys())
def test_a_hidden_character_is_refused_where_it_stands(character: str) -> None:
    told = refusal(BASE.replace("Check the date", f"Check{character} the date"))

    assert f"line 11, column 25: A hidden character (U+{ord(character):04X}) stands here." in told


@pytest.mark.parametrize("character", ["\x1b", "\u202e"])
def test_a_hidden_character_in_a_comment_is_refused_too(character: str) -> None:
    assert "line 1, column 3: A hidden character" in refusal(f"# {character}\n{BASE}")


@pytest.mark.parametrize(
    "escape", [r"\e[31m", r"\x1b", r"\0", r"\x9b", r"\u202E", r"\u200b", r"\uFEFF", r"\U000E0041", r"\N", r"\L"]
)
def test_a_hidden_character_written_as_an_escape_is_refused(escape: str) -> None:
    """YAML turns these into the character itself, after the file was looked at."""
    told = refusal(BASE.replace(STEP, f'"Check {escape} the date."'))

    assert "line 11" in told


def test_a_byte_order_mark_at_the_start_is_taken() -> None:
    assert loaded(b"\xef\xbb\xbf" + BASE.encode()) == loaded(BASE)


def test_line_ends_of_windows_are_taken() -> None:
    assert loaded(BASE.replace("\n", "\r\n")) == loaded(BASE)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_text_of_two_or_four_bytes_a_letter_is_refused(encoding: str) -> None:
    assert "line 1" in refusal(BASE.encode(encoding))


def test_latin_1_is_refused_at_the_place_where_it_shows() -> None:
    latin = BASE.replace("date and time", "date, Zo\u00eb").encode("latin-1")

    assert "line 11, column 38: The file is not UTF-8 text. Save it again as UTF-8." in refusal(latin)


@pytest.mark.parametrize("raw", [b"", b"\n\n", b"   \n", b"\xef\xbb\xbf", b"---\n", b"# later\n"])
def test_a_file_with_nothing_in_it_is_refused(raw: bytes) -> None:
    assert "line 1, column 1: The file is empty." in refusal(raw)


def test_a_file_of_more_than_a_megabyte_is_refused_unread() -> None:
    assert "The file is too large." in refusal(BASE.encode() + b"# \n" * 400_000)


@pytest.mark.parametrize(
    ("nested", "place"),
    [
        ("[" * 3000, "line 1, column 14"),
        ("[" * 3000 + "]" * 3000, "line 1, column 14"),
        ("[\n" * 3000, "line 14, column 1"),
        ("{" * 3000, "line 1, column 14"),
        ("{a: " * 3000 + "}" * 3000, "line 1, column 50"),
        ("- " * 3000 + "a", "line 1, column 27"),
        ("- " * 400_000, "line 1, column 27"),
        ("? " * 3000, "line 1, column 27"),
        ("version: 1\n" + "[" * 3000, "line 2, column 14"),
        ("version: " + "[" * 3000, "line 1, column 22"),
        ("version:\n  - a\n  - '[[' # [[\n  - " + "[" * 3000, "line 4, column 16"),
    ],
)
@pytest.mark.parametrize("loader", LOADERS)
def test_very_deep_nesting_is_refused_where_it_begins_and_harms_nothing(
    nested: str, place: str, loader: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ivig_prep.content.yaml._LOADER", loader)

    assert f"{place}: This is nested too deep. Follow the layout of the example." in refusal(nested)


def nested_texts() -> st.SearchStrategy[str]:
    """Return texts with brackets that nest, in quotes, in comments, in words, and some that never close."""
    words = st.sampled_from(["a", "a[b", "'[[['", '"{[ \\" ["', "[]", "{}", "a: [b]", "# [[[\n", "[" * 30, "\n", "- "])
    opened = st.sampled_from(["[", "{a: ", "[[[[", "- ", "  - ", "k: "])
    closed = st.sampled_from(["]", "}", ", ", "\n", " "])
    return st.lists(words | opened | opened | closed, max_size=40).map("".join)


def where_too_deep(text: str) -> tuple[int, int] | None:
    """Return where more than 12 levels are open, by the slow reader of the library, or None."""
    depth = 0
    event: Any  # the stubs leave the fields of events untyped
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if depth > 12:
                return event.start_mark.line + 1, event.start_mark.column + 1
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
    except yaml.YAMLError:
        return None
    return None


@pytest.mark.slow
@given(before=nested_texts(), levels=st.integers(0, 1200), rest=nested_texts())
@pytest.mark.parametrize("loader", LOADERS)
def test_what_is_nested_too_deep_is_what_the_slow_reader_counts(
    loader: Any, before: str, levels: int, rest: str
) -> None:
    text = before + "[" * levels + rest
    wanted = where_too_deep(text)

    with pytest.MonkeyPatch.context() as world:
        world.setattr("ivig_prep.content.yaml._LOADER", loader)
        found = refused_at(text.encode())

    if wanted:
        assert found is not None
        if loader is yaml.SafeLoader or "too deep" not in found.what:
            assert found[:2] == wanted or "a colon is missing" in found.what  # which libyaml sees sooner
    elif found and "nested too deep" in found.what:  # brackets that are a key without a colon
        assert text.count("[") + text.count("{") > 12


def refused_at(raw: bytes) -> Fault | None:
    """Return why these bytes are refused, or None."""
    try:
        read(raw)
    except RefusedError as refused:
        return refused.fault
    return None


@pytest.mark.parametrize("loader", LOADERS)
def test_no_answer_depends_on_how_the_library_words_its_errors(loader: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [path.read_bytes() for path in sorted((EXAMPLES / "bad").rglob("*.yaml"))]
    monkeypatch.setattr("ivig_prep.content.yaml._LOADER", loader)
    as_worded = [answer(text) for text in texts]

    def say_x(error: Any, _: object, context_mark: Any, __: object, problem_mark: Any, note: object = None) -> None:
        error.context, error.problem, error.note = "x", "x", note
        error.context_mark, error.problem_mark = context_mark, problem_mark

    monkeypatch.setattr("yaml.MarkedYAMLError.__init__", say_x)

    assert [answer(text) for text in texts] == as_worded
    assert sum("This is not YAML" in found for found in as_worded) >= 10


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("version: Day 1: rest", "1, column 15: This is not YAML: a colon stands inside this text."),
        ("version: 1\nchecked\n", "3, column 1: This is not YAML: a colon is missing after this word."),
        ('version: 1\n"checked"\n', "3, column 1: This is not YAML: a colon is missing after this word."),
        ('version: "1', "1, column 12: This is not YAML: a quote is opened and never closed."),
        ("version: '1''", "1, column 14: This is not YAML: a quote is opened and never closed."),
        ('version: "C:\\Q"', "1, column 13: This is not YAML: a backslash stands here."),
        ('version: "C:\\xyz"', "1, column 15: This is not YAML: a backslash stands here."),
        ("version: 1 \n\tchecked: 2", "2, column 1: This is not YAML: a tab stands here."),
        ("version: - 1", "1, column 10: This is not YAML: a list does not begin here."),
        ("version: @1", "1, column 10: This is not YAML: this character cannot stand here."),
        ("version: `1`", "1, column 10: This is not YAML: this character cannot stand here."),
        ("version: %1", "1, column 10: This is not YAML: this character cannot stand here."),
        ("version: 1\n checked: 2", "2, column 9: This is not YAML: a colon stands inside this text."),
        ('version: "1"\n checked: 2', "2, column 2: This is not YAML: this line does not line up."),
        ("version: [1, 2\nchecked: 3", "2, column 8: This is not YAML: this line does not line up."),
    ],
)
def test_what_is_not_yaml_is_explained_by_what_stands_there(text: str, says: str) -> None:
    assert says in refusal(text)


def test_an_alias_bomb_in_front_of_everything_is_refused() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{new}: &{new} [*{old}, *{old}]\n" for old, new in pairwise("abcdefghijkl"))

    assert "line 1, column 4: Anchors and aliases" in refusal(bomb + BASE)


@pytest.mark.parametrize("raw", [b"\x89PNG\r\n\x1a\n", b"%PDF-1.7\n", b"PK\x03\x04", b"%YAML 9.9\n---\na: b\n"])
def test_another_kind_of_file_is_refused(raw: bytes) -> None:
    assert "checklist.yaml, line 1" in refusal(raw)


@pytest.mark.parametrize("cut", range(100, 2000, 100))
def test_a_file_cut_short_is_refused(cut: int) -> None:
    assert "checklist.yaml, line " in refusal(BASE[:cut])


# Sources, and folders

SOURCE = """
  - id: seed
    title: "What to know"
    publisher: "Project"
    address: null
    year: 2024
    kind: seed
    read: full
"""


def test_a_list_of_sources_loads_and_comes_back_from_json() -> None:
    value: SourceList = load(f"sources:{SOURCE}".encode(), "sources.yaml", SourceList, check_sources)

    assert value.sources[0].year == 2024
    assert value.sources[0].address is None
    assert build(SourceList, json.loads(dump(value))) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SOURCE * 2, 'line 9, column 9: The source id "seed" is already used in line 2.'),
        (SOURCE.replace("2024", '"2024"'), 'line 6, column 11: "2024" is not a whole number.'),
        (SOURCE.replace("2024", "last year"), 'line 6, column 11: "last year" is not a whole number.'),
        (SOURCE.replace("publisher", "publsher"), 'Did you mean "publisher"?'),
        (SOURCE.replace("id: seed", "id: Seed!"), 'The id "Seed!" has other than'),
    ],
)
def test_a_wrong_list_of_sources_is_refused(text: str, expected: str) -> None:
    doubled = text.replace("\n\n", "\n")
    with pytest.raises(ContentRefused) as refused:
        load(f"sources:{doubled}".encode(), "sources.yaml", SourceList, check_sources)

    assert expected in str(refused.value)


def test_a_folder_is_loaded_with_the_sources_it_lists(tmp_path: Path) -> None:
    folder = shutil.copytree(DATA, tmp_path / "data")
    sources = folder / "sources.yaml"
    sources.write_text(sources.read_text().replace("id: seed\n", "id: other\n"))

    with pytest.raises(ContentRefused, match='"seed" is not a known source'):
        load_folder(str(folder))


def test_a_folder_is_refused_if_any_of_its_files_is(tmp_path: Path) -> None:
    for path in sorted(DATA.glob("*.yaml")):
        folder = shutil.copytree(DATA, tmp_path / path.stem)
        (folder / path.name).write_text("# Nothing.\n")

        with pytest.raises(ContentRefused, match=rf"{path.name}, line 1, column 1: The file is empty"):
            load_folder(str(folder))


def test_the_error_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("[]")

    with pytest.raises(ContentRefused, match=r"mine\.yaml, line 1"):
        load_file(str(tmp_path / "mine.yaml"), SourceList, check_sources)


def test_the_base_holds_every_trait_so_that_no_example_need() -> None:
    assert tuple(trait.id for trait in loaded(BASE).traits) == TRAITS
