"""What a start may import. Each name costs everybody at every start, so a new one is put here on purpose."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ivig_prep.content.build import files_of
from ivig_prep.content.files import load_folder

ROOT = Path(__file__).parents[1]


def words(text: str) -> set[str]:
    return set(text.split())


STANDARD = words("""
    bisect collections contextlib copyreg datetime encodings enum errno functools gc importlib itertools json keyword
    math operator re reprlib sqlite3 types typing warnings
    abc annotationlib codecs genericpath io os posixpath stat string threading time weakref zoneinfo
""")
"""The last line is what the others bring on one version of Python or another."""

EVERY = words("""
    faces world actions
    __main__ cli world.clock content content.build content.library core core.amounts core.dates core.page
    core.person core.text env errors world.paths pages pages.help pages.shared
    faces.plain store store.database world.folders world.shipped world.started world.origin
    world.temporary store.record store.settings store.trouble world.terminal
    core.numbers core.notices core.traits core.review
""")
RECORD = words("""
    store.treatments store.infusions store.store store.restoring store.copies store.rows store.strict
    core.day core.day.phases core.day.fluids core.day.walk core.day.once actions.emergency
""")
LOG_WORDS = {"pages.log", "core.diary.details", "core.diary.lots", "core.diary.reactions"}
"""What says the log's entry of the day in the chair."""
SHEET = words("core.checklist core.day.sheet actions.sheet actions.fluids")
LOOK_UP = words("""
    core.words talk talk.look_up
    core.words.word_index core.words.signs core.words.finding core.words.vocabulary core.words.number_words
    core.words.lines core.words.places core.words.hearing core.words.sounds core.words.triage
    core.words.wording
    actions.hear core.side_effects pages.unwell
""")
MAY = [
    ("today", EVERY | RECORD | SHEET | LOG_WORDS | {"talk", "talk.day", "pages.today", "pages.chair"}, STANDARD),
    ("drink", EVERY | RECORD | {"actions.fluids", "talk", "talk.drink", "store.privacy"}, STANDARD),
    ("unwell chest pain", EVERY | LOOK_UP, STANDARD),
]
RUN = """
import sys
from ivig_prep.content import library
library._SHIPPED = sys.argv.pop(1)
from ivig_prep.__main__ import main
main()
print(*sys.modules, file=sys.stderr)
"""

READ = """
import sys
from ivig_prep.content import library
from ivig_prep.world import shipped
library._SHIPPED = sys.argv.pop(1)
found, read = [], shipped.read
shipped.read = lambda _, *names: (found.append("/".join(names)), read(library._SHIPPED, *names))[1]
from ivig_prep.__main__ import main
main()
print(*found, file=sys.stderr)
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the checked content, as a wheel holds it."""
    folder = tmp_path_factory.mktemp("data")
    for stem, value in load_folder(str(ROOT / "data")).items():
        for name, text in files_of(stem, value):
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(text, encoding="ascii")
    return folder


def loaded(code: str, *words: str, home: Path) -> set[str]:
    """Return what a process names at its end: the modules it has loaded, or the files it has read."""
    world = {"IVIG_PREP_HOME": str(home), "PATH": "", "PYTHONPATH": str(ROOT / "src")}
    ran = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, env=world, check=True)
    return set(ran.stderr.splitlines()[-1].split())


@pytest.mark.parametrize(("line", "ours", "standard"), MAY, ids=[line for line, _, _ in MAY])
def test_a_start_in_a_pipe_imports_only_what_is_named_here(
    line: str, ours: set[str], standard: set[str], installed: Path, tmp_path: Path
) -> None:
    bare = loaded("import sys; print(*sys.modules, file=sys.stderr)", home=tmp_path)
    loaded(RUN, str(installed), "setup", "--date", "2026-12-02", home=tmp_path)

    found = loaded(RUN, str(installed), *line.split(), home=tmp_path) - bare

    mine = {name.removeprefix("ivig_prep.") for name in found if name.startswith("ivig_prep.")}
    others = {name.partition(".")[0].removeprefix("_") for name in found if not name.startswith("ivig_prep")}
    assert mine <= ours, f"new at every start: {mine - ours}"
    assert {name for name in others if name not in standard and f"_{name}" not in sys.builtin_module_names} <= standard


def test_a_start_reads_no_more_of_the_lists_than_the_typed_words_need(installed: Path, tmp_path: Path) -> None:
    loaded(RUN, str(installed), "setup", "--date", "2026-12-02", home=tmp_path)

    found = loaded(READ, str(installed), "unwell", "chest", "pain", home=tmp_path)

    lists = {"notices.json", "side_effects.json", "word_index.json"}
    assert found == lists | {"word_index/c.json", "word_index/p.json"}


def test_a_list_that_is_missing_is_said_with_whom_to_call_and_what_to_do(installed: Path, tmp_path: Path) -> None:
    lists = tmp_path / "lists"
    shutil.copytree(installed, lists)
    (lists / "word_index" / "c.json").unlink()

    world = {"IVIG_PREP_HOME": str(tmp_path / "home"), "PATH": "", "PYTHONPATH": str(ROOT / "src")}
    run = [sys.executable, "-c", RUN, str(lists), "unwell", "chest", "pain"]
    ran = subprocess.run(run, capture_output=True, text=True, env=world, check=False)

    assert "In an emergency, call 911, 999, 112 or 000 now." in ran.stderr
    assert "Install ivig-prep again." in ran.stderr
    assert "Something went wrong" not in ran.stderr


def test_a_slow_import_would_be_noticed(installed: Path, tmp_path: Path) -> None:
    found = loaded(RUN, str(installed), "--help", home=tmp_path)

    assert {"typer", "inspect"} <= {name.partition(".")[0] for name in found} - STANDARD
