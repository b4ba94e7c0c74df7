"""The house holds: every command has its file, help and README line, and a start loads nothing slow."""

import re
from pathlib import Path

import pytest

from ivig_prep import arguments
from ivig_prep.command import declared

ROOT = Path(__file__).parent.parent
STORE = {"record.py", "plan.py", "diary.py", "migrations.py", "copies.py"}
SOURCE = ROOT / "src" / "ivig_prep"


@pytest.mark.parametrize("name", arguments.COMMANDS)
def test_every_command_has_its_file_examples_and_readme_line(name: str) -> None:
    assert (SOURCE / "commands" / f"{name}.py").is_file()
    assert arguments.examples(name)
    assert declared(arguments.load(name)) is not None
    assert f"ivig-prep {name}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_file_is_a_command() -> None:
    files = {path.stem for path in (SOURCE / "commands").glob("*.py")} - {"__init__", "menu"}

    assert files == set(arguments.COMMANDS)


def test_one_place_prints_and_one_place_has_sql() -> None:
    printing = re.compile(r"\bprint\(|sys\.std(out|err)\b|\binput\(")
    sql = re.compile(r"\b(SELECT|INSERT INTO|UPDATE \w+ SET|DELETE FROM|CREATE TABLE)\b")
    found = {
        path.name: (bool(printing.search(text)), bool(sql.search(text)))
        for path in SOURCE.rglob("*.py")
        for text in [path.read_text(encoding="utf-8")]
    }

    assert {name for name, (prints, _) in found.items() if prints} == {"terminal.py", "cli.py"}
    assert {name for name, (_, has_sql) in found.items() if has_sql} <= {
        "record.py",
        "database.py",
        "plan.py",
        "settings.py",
        "store.py",
        "infusions.py",
        "treatments.py",
        "migrations.py",
        "strict.py",
        "rows.py",
        "copies.py",
        "backups.py",
    }


def test_nothing_but_the_clock_reads_the_time() -> None:
    clock = re.compile(r"\.now\(\)\.astimezone|date\.today\(|datetime\.now\(|time\.time\(")
    reading = {path.name for path in SOURCE.rglob("*.py") if clock.search(path.read_text(encoding="utf-8"))}

    assert reading == {"clock.py"}


def test_there_is_no_network_code() -> None:
    network = re.compile(r"^\s*(?:import|from) (?:socket|http|urllib\.request|ssl|asyncio|requests)\b", re.MULTILINE)

    assert not [path for path in SOURCE.rglob("*.py") if network.search(path.read_text(encoding="utf-8"))]


def test_the_locked_dependencies_come_from_the_public_registry_alone() -> None:
    lock = (ROOT / "uv.lock").read_text(encoding="utf-8")
    addresses = set(re.findall(r'"((?:https?|file|git)[^":]*:///?[^/"]*)', lock))
    sources = set(re.findall(r"^source = \{ (\w+) =", lock, re.MULTILINE))

    assert addresses == {"https://pypi.org", "https://files.pythonhosted.org"}
    assert sources == {"registry", "editable"}
