"""What the real readers need: a browser, programs and packages that `.ci/run` brings, or a skip that says so."""

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

NODE_MODULES = "IVIG_PREP_TEST_NODE_MODULES"
"""Names a folder with axe-core, ical.js and vnu-jar. Where it is set, the rest must be there too: no skips."""

CHROMIUM = "/usr/bin/chromium"


def missing(what: str) -> NoReturn:
    """Skip the test that needs what is missing; fail it where `.ci/run` says that all is there."""
    if os.environ.get(NODE_MODULES):
        pytest.fail(f"{what} is missing")
    pytest.skip(f"{what} is not on this machine; .ci/run brings it")


def program(name: str) -> str:
    """Return the path of a program."""
    return shutil.which(name) or missing(name)


def package(path: str) -> Path:
    """Return a file of an npm package."""
    folder = os.environ.get(NODE_MODULES)
    if not folder:
        pytest.skip(f"{NODE_MODULES} names no folder with {path.split('/', maxsplit=1)[0]}; .ci/run brings it")
    found = Path(folder) / path
    return found if found.is_file() else missing(str(found))
