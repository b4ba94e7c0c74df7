"""Each way of installing gives a program that runs from any folder.

Needs pip and the network. uv and pipx are used where they are: `.ci/run` brings them.
"""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from ivig_prep.content.build import files_of
from ivig_prep.content.files import load_folder

pytestmark = pytest.mark.install

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = "Scripts" if os.name == "nt" else "bin"
# An environment made as the README says has no pip; the Python it was made from has.
BASE_PYTHON: str = getattr(sys, "_base_executable", sys.executable)
_TAKEN_OUT = ("IVIG_PREP_HOME", "IVIG_PREP_TODAY", "PYTHONPATH", "UV_PROJECT_ENVIRONMENT", "VIRTUAL_ENV")
# Taken before the guard of conftest.py sets a home without pip's and uv's settings and downloads.
WORLD = {name: value for name, value in os.environ.items() if name not in _TAKEN_OUT} | {
    "UV_PYTHON": BASE_PYTHON,
    "UV_PYTHON_DOWNLOADS": "never",
}


class Built(NamedTuple):
    """What a release consists of."""

    sdist: Path
    wheel: Path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("built")
    start([sys.executable, "-m", "hatchling", "build", "-d", str(folder)], ROOT)
    (sdist,), (wheel,) = folder.glob("*.tar.gz"), folder.glob("*.whl")
    return Built(sdist, wheel)


@pytest.fixture(scope="module")
def from_wheel(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return installed(tmp_path_factory.mktemp("from-wheel"), str(built.wheel))


def test_the_wheel_holds_every_content_file_as_json_and_the_example_for_clinics(built: Built) -> None:
    names = zipfile.ZipFile(built.wheel).namelist()

    held = {name for name in names if name.startswith("ivig_prep/data/")}
    lists = load_folder(str(ROOT / "data")).items()
    json = {f"ivig_prep/data/{name}" for stem, value in lists for name, _ in files_of(stem, value)}
    assert held == {*json, "ivig_prep/data/clinic/example.yaml"}
    assert {f"ivig_prep/data/word_index/{letter}.json" for letter in "acpz"} <= held


@pytest.mark.parametrize("command", ["today", "unwell", "drink", "learn", "--help"])
def test_a_start_from_the_wheel_parses_no_yaml(command: str, from_wheel: Path, tmp_path: Path) -> None:
    code = f"import sys; from ivig_prep.__main__ import run; sys.exit(run(['{command}']) or 'yaml' in sys.modules)"

    shown = start([str(from_wheel.parent / "python"), "-c", code], tmp_path, IVIG_PREP_HOME=str(tmp_path / "record"))

    assert shown


def test_the_wheel_runs(from_wheel: Path, tmp_path: Path) -> None:
    runs_from_another_folder([str(from_wheel)], tmp_path)


def test_the_sdist_runs(built: Built, tmp_path: Path) -> None:
    runs_from_another_folder([str(installed(tmp_path, str(built.sdist)))], tmp_path)


def test_a_checkout_runs(tmp_path: Path) -> None:
    runs_from_another_folder([str(installed(tmp_path, str(ROOT)))], tmp_path)


def test_an_editable_install_runs(tmp_path: Path) -> None:
    runs_from_another_folder([str(installed(tmp_path, "--editable", str(ROOT)))], tmp_path)


def test_uv_run_runs(tmp_path: Path) -> None:
    uv = tool("uv")
    not_ours = shutil.ignore_patterns(".*", "__pycache__", "build", "dist", "node_modules")
    copy = shutil.copytree(ROOT, tmp_path / "copy", ignore=not_ours)  # uv run writes beside pyproject.toml

    runs_from_another_folder([uv, "run", "--quiet", "--project", str(copy), "ivig-prep"], tmp_path)


def test_uvx_from_a_checkout_runs(tmp_path: Path) -> None:
    runs_from_another_folder([tool("uv"), "tool", "run", "--quiet", "--from", str(ROOT), "ivig-prep"], tmp_path)


@pytest.mark.parametrize("kind", ["checkout", "wheel"])
def test_uv_tool_install_runs(kind: str, built: Built, tmp_path: Path) -> None:
    what, scripts = ROOT if kind == "checkout" else built.wheel, tmp_path / "scripts"

    places = {"UV_TOOL_DIR": str(tmp_path / "tools"), "UV_TOOL_BIN_DIR": str(scripts)}
    start([tool("uv"), "tool", "install", "--quiet", str(what)], tmp_path, **places)

    runs_from_another_folder([str(scripts / "ivig-prep")], tmp_path)


@pytest.mark.parametrize("kind", ["checkout", "wheel"])
def test_pipx_install_runs(kind: str, built: Built, tmp_path: Path) -> None:
    what, scripts = ROOT if kind == "checkout" else built.wheel, tmp_path / "scripts"

    places = {"PIPX_HOME": str(tmp_path / "pipx"), "PIPX_BIN_DIR": str(scripts), "PIPX_MAN_DIR": str(tmp_path / "man")}
    start([tool("pipx"), "install", "--quiet", str(what)], tmp_path, **places)

    runs_from_another_folder([str(scripts / "ivig-prep")], tmp_path)


def runs_from_another_folder(program: Sequence[str], folder: Path) -> None:
    """Check that the program finds its content, keeps what it is told and shows the list of the day."""
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    world = {"IVIG_PREP_HOME": str(folder / "record"), "IVIG_PREP_TODAY": "2026-12-01"}

    start([*program, "setup", "--date", "2026-12-02", "--emergency", "911", "--no-input"], elsewhere, **world)
    shown = start([*program, "today"], elsewhere, **world)
    document = json.loads(start([*program, "today", "--json"], elsewhere, **world))
    version = start([*program, "--version"], elsewhere)

    assert "Call 911 now." in shown.splitlines()[0]
    assert "  to do: " in shown
    assert document["phase"] == "day-before"
    assert "ivig-prep" in version


def installed(folder: Path, *what: str) -> Path:
    """Install with pip into a new virtual environment, as the README does, and return the program."""
    venv = folder / "venv"
    start([sys.executable, "-m", "venv", "--without-pip", str(venv)], folder)
    start([*pip(), "--python", str(venv / SCRIPTS / "python"), "install", "--quiet", *what], folder)
    return venv / SCRIPTS / "ivig-prep"


def pip() -> list[str]:
    """Return a pip that can install into another environment."""
    for python in (sys.executable, BASE_PYTHON, shutil.which("python3") or sys.executable):
        command = [python, "-m", "pip"]
        if subprocess.run([*command, "--version"], capture_output=True, check=False).returncode == 0:
            return command
    pytest.skip("pip is not on this machine")


def tool(name: str) -> str:
    return shutil.which(name) or pytest.skip(f"{name} is not on this machine; .ci/run brings it")


def start(command: Sequence[str], folder: Path, **more: str) -> str:
    """Run a command that must succeed, without a terminal, and return what it printed."""
    ran = subprocess.run(
        command,
        cwd=folder,
        env={**WORLD, **more},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "Traceback" not in ran.stderr
    return ran.stdout
