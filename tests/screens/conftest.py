"""The worlds that the tests of the screens run in."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import walk_packages

import pytest
from kit import Counted
from screens_kit import HIGH, PHONES, RUNS, TABLE, Line, Ready, Tell, Told, World, command_lines, taught

import ivig_prep
from ivig_prep import app
from ivig_prep.content.library import Library
from ivig_prep.core.diary.table import COLUMNS
from ivig_prep.pages.help import COMMANDS

SAID = [
    ("2026-10-01", "setup --date|2026-10-07|--every|4w|--emergency|911|--fluid-goal|8cups"),
    ("2026-10-01", f"setup --clinic-phone|{PHONES[0]}|--night-phone|{PHONES[1]}|--fits|first-time,port"),
    ("2026-10-06", "drink 6"),
    ("2026-10-07", "log --brand|Privigen|--lot|A123|--lot|A124|--dose|30|--start|09:30|--end|13:10"),
    ("2026-10-08", "log --reaction|headache, 6 hours after, 5|--premed|paracetamol|--notes|It was a long day."),
    ("2026-11-02", "setup --date|2026-11-04"),
    ("2026-11-05", "log --date|2026-11-04|--brand|Gamunex-C|--lot|B77|--dose|30"),
    *((f"2026-10-{day:02}", f"feel {score}") for day, score in ((7, 4), (8, 3), (9, 5), (12, 7), (20, 8), (28, 6))),
    *((f"2026-11-{day:02}", f"feel {score}") for day, score in ((4, 5), (5, 2), (8, 6), (16, 9), (25, 7))),
    ("2026-11-20", "setup --date|2026-12-02|--time|09:00"),
    ("2026-11-20", "log --question|Can it run slower?"),
    ("2026-12-01", "drink 3"),
]
"""A record of two cycles, on the day before the third infusion."""


@pytest.fixture(scope="session", autouse=True)
def all_is_loaded(content_is_read_once: None) -> None:
    """Load all code and content once, for all the runs that are forked from here."""
    for module in walk_packages(ivig_prep.__path__, "ivig_prep."):
        if module.name != "ivig_prep.__main__":
            import_module(module.name)
    import_module("rich.console")
    for name in COMMANDS:
        app.command(name)
    lists = Library()
    assert all((lists.checklist, lists.leaflet, lists.matching, lists.topics, lists.sources))
    lists.leaflet.look_up("weezing")  # this indexes the words


@pytest.fixture(autouse=True)
def runs_are_counted(all_is_loaded: None, counted: Counted) -> Iterator[None]:
    """Count the runs of the program in each test."""
    before = next(RUNS)
    yield
    counted("screens: runs", next(RUNS) - before - 1)


@pytest.fixture(scope="session")
def known(tmp_path_factory: pytest.TempPathFactory, all_is_loaded: None) -> World:
    """Return the world of a person with a record of two cycles."""
    world = World(tmp_path_factory.mktemp("known"))
    for day, said in SAID:
        command, _, rest = said.partition(" ")
        ran = world.pipe(command, *rest.split("|"), env={"IVIG_PREP_TODAY": day}, real=False)
        assert ran.code == 0, (said, ran)
    rows = [",".join(COLUMNS), f"score,2026-09-01{',' * (len(COLUMNS) - 3)}4,", ""]
    (world.folder / TABLE).write_text("\n".join(rows), encoding="utf-8")
    world.keep()
    return world


@pytest.fixture(scope="session")
def unknown(tmp_path_factory: pytest.TempPathFactory, all_is_loaded: None) -> World:
    """Return the world of somebody who has never started the program."""
    world = World(tmp_path_factory.mktemp("unknown"))
    world.keep()
    return world


@pytest.fixture(scope="session")
def ready(known: World) -> Ready:
    """Return the known world, ready for a command line: one that needs the file of another example has it."""
    needs = {line: _before(known, line, tuple(taught(name))) for name in COMMANDS for line in taught(name)}

    def make(line: Line) -> World:
        known.fresh()
        if needs.get(line):
            known.pipe(*needs[line], real=False)
        return known

    return make


@pytest.fixture(scope="session")
def told(ready: Ready) -> Tell:
    """Return what each command line says, run once."""

    @cache
    def tell(line: Line) -> Told:
        world = ready(line)
        before = world.said()
        piped = world.pipe(*line)
        after = world.said()
        return Told(piped, ready(line).screen(*line, "--plain", columns=200, env=HIGH), before, after)

    return tell


def _before(world: World, line: Line, others: tuple[Line, ...]) -> Line:
    """Return the example of the same command after which this one works; nothing if it works alone, or never."""
    if world.fresh().pipe(*line, real=False).code == 0:
        return ()
    for other in others:
        if (
            other != line
            and world.fresh().pipe(*other, real=False).code == 0
            and world.pipe(*line, real=False).code == 0
        ):
            return other
    return ()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for a `line` with every command line, and one that asks for a `name` with each command."""
    if metafunc.definition.get_closest_marker("parametrize"):
        return
    if "line" in metafunc.fixturenames:
        metafunc.parametrize("line", command_lines(), ids=lambda line: " ".join(line) or "(bare)")
    if "name" in metafunc.fixturenames:
        metafunc.parametrize("name", COMMANDS)
