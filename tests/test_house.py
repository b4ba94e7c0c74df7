"""The house holds: every command has its file, help and README line, and a start loads nothing slow."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import layers
import pytest

from ivig_prep import app
from ivig_prep.pages.help import COMMANDS

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "ivig_prep"
ONE_PLACE = {
    "prints, or has hold of the streams": (r"\bprint\(|\bsys\.std\w+|\bsys\.__std", {"world/terminal.py", "cli.py"}),
    "reads a line": (r"\binput\(|\breadlines?\(", {"world/terminal.py"}),
    "ends the program": (r"\bsys\.exit\(|\braise SystemExit\b|\bos\._exit\(|\b(?<!\.)exit\(", {"__main__.py"}),
    "has SQL": (r"\b(SELECT|INSERT INTO|UPDATE \w+ SET|DELETE FROM|CREATE TABLE|PRAGMA)\b", {"store/"}),
    "reads the clock": (r"\btime\.(time|localtime)\(|\bdatetime\.(now|today)\(|\bdate\.today\(", {"world/clock.py"}),
    "waits": (r"\btime\.sleep\(|\bmonotonic\(", {"world/folders.py"}),
}
"""What is done in one place alone: how it looks in the code, and the files or the room it may stand in."""
PARALLEL = {"actions", "commands", "core", "faces", "pages", "talk"}
"""Rooms that hold one file each for one subject: what it asks, what it does, what it says."""


def code() -> Iterator[tuple[str, str]]:
    """Yield the path of each file of the program, from its own folder on, and its text."""
    for path in SOURCE.rglob("*.py"):
        yield path.relative_to(SOURCE).as_posix(), path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_file_examples_and_readme_line(name: str) -> None:
    assert (SOURCE / "commands" / f"{name}.py").is_file()
    assert app.examples(name)
    assert app.command(name).name == name
    assert f"ivig-prep {name}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_file_is_a_command() -> None:
    files = {path.stem for path in (SOURCE / "commands").glob("*.py")} - {"__init__", "menu"}

    assert files == set(COMMANDS)


@pytest.mark.parametrize("what", ONE_PLACE)
def test_what_touches_the_world_has_one_place(what: str) -> None:
    pattern, places = ONE_PLACE[what]
    found = {path for path, text in code() if re.search(pattern, text)}

    assert {next((place for place in places if path.startswith(place)), path) for path in found} == places


def test_one_place_reads_a_typed_line_and_no_command_asks() -> None:
    asks = re.compile(r"\.ask\(|read_line|\.readline\(")
    prompts = re.compile(r"\bPrompt\(")
    text = {path.relative_to(SOURCE).as_posix(): path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py")}

    assert {name for name, code in text.items() if asks.search(code)} == {"talk/ask.py", "env.py", "world/terminal.py"}
    assert {name.split("/")[0] for name, code in text.items() if prompts.search(code)} == {"core", "pages"}


def test_no_name_stands_for_two_files_but_where_the_rooms_are_parallel() -> None:
    rooms = defaultdict(list)
    for path, _ in code():
        room, _, rest = path.rpartition("/")
        if rest != "__init__.py":
            rooms[rest].append(room.partition("/")[0])
    twice = {name: found for name, found in rooms.items() if len(found) > 1}

    assert {name: found for name, found in twice.items() if len(set(found)) < len(found)} == {}
    assert {name: found for name, found in twice.items() if not PARALLEL.issuperset(found)} == {}


def test_no_name_stands_for_two_files_of_tests() -> None:
    names = [path.name for path in (ROOT / "tests").rglob("*.py") if path.name not in ("__init__.py", "conftest.py")]

    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_contributing_shows_the_layers_as_they_are_checked() -> None:
    _, _, section = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Who may import whom\n\n")

    assert section.startswith(f"```\n{layers.drawn()}\n```\n"), "To print them: python tests/layers.py"


def test_there_is_no_network_code() -> None:
    network = re.compile(r"^\s*(?:import|from) (?:socket|http|urllib\.request|ssl|asyncio|requests)\b", re.MULTILINE)

    assert not [path for path in SOURCE.rglob("*.py") if network.search(path.read_text(encoding="utf-8"))]


def test_the_locked_dependencies_come_from_the_public_registry_alone() -> None:
    lock = (ROOT / "uv.lock").read_text(encoding="utf-8")
    addresses = set(re.findall(r'"((?:https?|file|git)[^":]*:///?[^/"]*)', lock))
    sources = set(re.findall(r"^source = \{ (\w+) =", lock, re.MULTILINE))

    assert addresses == {"https://pypi.org", "https://files.pythonhosted.org"}
    assert sources == {"registry", "editable"}
