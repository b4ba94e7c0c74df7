"""Try changes of the program one by one, each in a process of its own: a plugin of pytest for tools/mutants.py.

All tests are collected once and our lists are read once. Then each change is tried in a copy of that process, which has
run no test: what an earlier test keeps at hand, such as the words ready for looking up, would else hide a change in the
code that makes it. The quickest tests come first, and the first that fails ends the copy.
"""

import json
import os
import resource
import time
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from ivig_prep.content import library

NAMES, RESULTS, TIMES = "IVIG_PREP_CHANGES", "IVIG_PREP_RESULTS", "IVIG_PREP_TIMES"
"""Variables that name files: the changes to try, one on a line; what became of them; how long each test took."""

MISSED, NOTICED, ENDLESS = "missed", "noticed", "endless"
_LEAST_SECONDS = 5


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """Try each change, in place of running the tests once."""
    _read_lists()
    if _tried(session, "", seconds=3600) != MISSED:
        pytest.exit("The tests fail without any change.", returncode=1)
    times = json.loads(Path(os.environ[TIMES]).read_text(encoding="utf-8"))
    session.items.sort(key=lambda item: float(times[item.nodeid]))
    seconds = _LEAST_SECONDS + 2 * round(sum(times.values()))
    with Path(os.environ[RESULTS]).open("w", encoding="utf-8") as results:
        for name in Path(os.environ[NAMES]).read_text(encoding="utf-8").split():
            results.write(f"{name} {_tried(session, name, seconds=seconds)}\n")
            results.flush()
    return True


def _read_lists() -> None:
    vars(library)["_read"] = cache(library._read)
    lists = library.Library()
    words = ("synonyms", "word_index", "spanish_index", "matching")
    for name in ("checklist", "side_effects", *words, "sources", "topics"):
        getattr(lists, name)


def _tried(session: pytest.Session, name: str, *, seconds: int) -> str:
    """Return what became of a change; of none, where the name is empty. The seconds are those of the processor."""
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        import_module("mutmut.mutation.trampoline").set_mutant_under_test(name)
        _run(session)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return MISSED if code == 0 else NOTICED if code == 1 else ENDLESS


def _run(session: pytest.Session) -> None:
    """Run the tests until one fails, write down how long each took, and end the process."""
    times = {}
    for item, following in zip(session.items, [*session.items[1:], None], strict=True):
        began = time.process_time()
        session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        times[item.nodeid] = time.process_time() - began
        if session.testsfailed:
            os._exit(1)
    Path(os.environ[TIMES]).write_text(json.dumps(times), encoding="utf-8")
    os._exit(0)
