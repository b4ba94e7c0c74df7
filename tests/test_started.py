"""What a person is to type next begins with what started the program, on every screen and in every way of starting."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib import metadata
from itertools import cycle
from pathlib import Path

import pytest
from kit import Program
from pretended import on_a_terminal, reading
from test_install import WORLD, tool
from test_install import start as run

from ivig_prep import app
from ivig_prep.pages.help import COMMANDS, as_started
from ivig_prep.world import origin, started
from ivig_prep.world.started import Start, program_of

ROOT = Path(__file__).parents[1]
WAYS = ("python3 ivig-prep.pyz", "python -m ivig_prep", "uvx --from ./x.whl ivig-prep", ".venv/bin/ivig-prep")
BARE = re.compile(rf"ivig-prep (?:--for \S+ )?(?:--help|--version|{'|'.join(COMMANDS)})\b")
UV_RUN = {"UV": "/usr/bin/uv", "UV_RUN_RECURSION_DEPTH": "1"}


def start(script: str, *words: str, prefix: str = "/usr", path: str = "/usr/bin", **world: str) -> Start:
    return Start(script, words or ("/usr/bin/python3", script), {"PATH": path, **world}, prefix)


needs_posix = pytest.mark.skipif(os.name == "nt", reason="paths as Linux and macOS write them")


@needs_posix
@pytest.mark.parametrize(
    ("given", "typed"),
    [
        (start("ivig-prep.pyz", "python3", "ivig-prep.pyz"), "python3 ivig-prep.pyz"),
        (start("./ivig-prep.pyz", "python3", "-I", "./ivig-prep.pyz"), "python3 -I ./ivig-prep.pyz"),
        (start("my files/ivig-prep (1).pyz", "py", "my files/ivig-prep (1).pyz"), 'py "my files/ivig-prep (1).pyz"'),
        (start("/x/ivig_prep/__main__.py", "python3", "-m", "ivig_prep"), "python3 -m ivig_prep"),
        (start("/x/ivig_prep/__main__.py", ".venv/bin/python", "-m", "ivig_prep"), ".venv/bin/python -m ivig_prep"),
        (start("/opt/bin/ivig-prep", path="/usr/bin:/opt/bin"), "ivig-prep"),
        (start("/opt/bin/ivig-prep", path="/usr/bin:/opt/bin/"), "ivig-prep"),
        (start(".venv/bin/ivig-prep"), ".venv/bin/ivig-prep"),
        (start("/opt/x/bin/ivig-prep"), "/opt/x/bin/ivig-prep"),
        (start("/opt/my x/bin/ivig-prep"), '"/opt/my x/bin/ivig-prep"'),
        (start("/usr/bin/pytest", "/usr/bin/python3", "/usr/bin/pytest"), "ivig-prep"),
        (start("-c", "python3", "-c"), "ivig-prep"),
        (start("", "python3"), "ivig-prep"),
    ],
    ids=lambda value: value.script if isinstance(value, Start) else "",
)
def test_the_words_that_started_it_start_it_again(given: Start, typed: str) -> None:
    assert program_of(given) == typed


@needs_posix
def test_a_place_is_said_as_short_as_it_can_be_typed_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    away = tmp_path / "elsewhere"
    away.mkdir()

    assert program_of(start(f"{tmp_path}/.venv/bin/ivig-prep")) == ".venv/bin/ivig-prep"
    assert program_of(start(f"{tmp_path}/ivig-prep")) == "./ivig-prep"
    monkeypatch.chdir(away)
    assert program_of(start(f"{tmp_path}/home/.local/bin/ivig-prep")) == "~/.local/bin/ivig-prep"
    assert program_of(start(f"{tmp_path}/.venv/bin/ivig-prep")) == f"{tmp_path}/.venv/bin/ivig-prep"


@needs_posix
def test_a_python_that_is_found_by_its_name_is_said_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "python3").symlink_to(sys.executable)

    found = start("x.pyz", sys.executable, "x.pyz", path=str(Path(sys.executable).parent))
    other = start("x.pyz", f"{tmp_path}/python3", "x.pyz", path="/nowhere")

    assert program_of(found) == f"{Path(sys.executable).name} x.pyz"
    assert program_of(other) == f"{tmp_path}/python3 x.pyz"


@pytest.mark.parametrize(
    ("place", "uvx", "pipx"),
    [
        ("https://clinic.example/x.whl", "uvx --from https://clinic.example/x.whl", "pipx run --spec "),
        ("/files/x y.whl", 'uvx --from "/files/x y.whl"', 'pipx run --spec "/files/x y.whl"'),
        (None, "uvx ivig-prep", "pipx run ivig-prep"),
    ],
)
@needs_posix
def test_a_runner_is_said_with_the_place_the_program_came_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str | None, uvx: str, pipx: str
) -> None:
    monkeypatch.setattr(origin, "place", lambda: place)
    (tmp_path / "pipx_metadata.json").write_text("{}")
    script, prefix = f"{tmp_path}/bin/ivig-prep", str(tmp_path)

    by_uvx = program_of(start(script, prefix=prefix, path=f"{tmp_path}/bin:/usr/bin", UV="/usr/bin/uv"))
    by_pipx = program_of(start(script, prefix=prefix))

    assert by_uvx.startswith(uvx)
    assert by_pipx.startswith(pipx)
    assert by_uvx.endswith(" ivig-prep")
    assert by_pipx.endswith(" ivig-prep")


@needs_posix
def test_uv_run_is_said_in_the_folder_of_the_project_and_the_whole_path_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prefix = str(tmp_path / "project" / ".venv")
    inside = tmp_path / "project" / "inside"
    inside.mkdir(parents=True)
    given = start(f"{prefix}/bin/ivig-prep", prefix=prefix, path=f"{prefix}/bin", VIRTUAL_ENV=prefix, **UV_RUN)
    module = start("__main__.py", "python", "-m", "ivig_prep", prefix=prefix, VIRTUAL_ENV=prefix, **UV_RUN)

    monkeypatch.chdir(inside)
    assert program_of(given) == "uv run ivig-prep"
    assert program_of(module) == "uv run python -m ivig_prep"


@pytest.mark.parametrize(
    ("left", "place"),
    [
        ('{"url": "https://x.example/x.whl", "archive_info": {}}', "https://x.example/x.whl"),
        ('{"url": "https://x.example/x", "vcs_info": {"vcs": "git"}}', "git+https://x.example/x"),
        (
            '{"url": "https://x.example/x", "vcs_info": {"vcs": "git", "requested_revision": "v1"}}',
            "git+https://x.example/x@v1",
        ),
        ('{"url": "file:///home/ann/my%20files/x.whl"}', os.path.normpath("/home/ann/my files/x.whl")),
        ("{}", None),
        ("broken", None),
    ],
)
def test_a_place_is_read_from_what_the_installer_left(
    monkeypatch: pytest.MonkeyPatch, left: str, place: str | None
) -> None:
    class Installed:
        def read_text(self, _name: str) -> str:
            return left

    monkeypatch.setattr(metadata, "distribution", lambda _name: Installed())

    assert origin.place() == place


def test_only_a_command_is_changed_never_the_name_alone_or_a_path() -> None:
    def said(text: str) -> str:
        return as_started(text, "PROGRAM")

    assert said("Type ivig-prep unwell, press Enter. Then ivig-prep --for Leo today, or: ivig-prep drink") == (
        "Type PROGRAM unwell, press Enter. Then PROGRAM --for Leo today, or: PROGRAM drink"
    )
    for text in ("Welcome to ivig-prep", "ivig-prep 0.1.0", "Install ivig-prep again.", "/home/ivig-prep today/x"):
        assert said(text) == text


def lines() -> list[list[str]]:
    """Return command lines that show each screen there is: examples, help, and what is said when it goes wrong."""
    shown = [shlex.split(typed)[1:] for name in COMMANDS for typed, _ in app.examples(name)]
    wrong = "todya,--nothing,log --find,backup,feel x,setup --date never,today --on,feel --note x,drink lots,unwell"
    more = (
        ",--help,--version,--for Ann today,--for Ann,setup --new,handout,clinic,forget,forget --yes,calendar --next 2"
    )
    typed = [line.split() for line in f"{wrong},{more}".split(",")]
    paper = ["-o", "-"]  # what is given to others names the installed command
    return [line for line in (*shown, *([name, "--help"] for name in COMMANDS), *typed) if line[-2:] != paper]


def test_every_screen_in_a_pipe_says_what_to_type_as_it_was_started(
    ivig: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    here, kept = tmp_path / "here", tmp_path / "kept"
    ivig("setup", "--date", "2026-12-02", "--fluid-goal", "8cups")
    shutil.copytree(ivig.home, kept)

    def shown(words: Sequence[str], way: str) -> tuple[int, str, str]:
        monkeypatch.chdir(tmp_path)
        for folder in (here, ivig.home):
            if folder.exists():
                shutil.rmtree(folder)
        shutil.copytree(kept, ivig.home)
        here.mkdir()
        monkeypatch.chdir(here)
        monkeypatch.setattr(started, "program", lambda: way)
        ran = ivig(*words)
        return ran.code, ran.out, ran.err

    changed = 0
    for way, words in zip(cycle(WAYS), lines(), strict=False):
        installed = shown(words, "ivig-prep")
        code, out, err = shown(words, way)
        assert not BARE.search((out + err).replace(way, "")), words
        assert (code, out.replace(way, "ivig-prep"), err.replace(way, "ivig-prep")) == installed, words
        changed += (out, err) != installed[1:]
    assert changed > 25


def test_every_screen_on_a_terminal_says_what_to_type_as_it_was_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("IVIG_PREP_HOME", str(tmp_path / "record"))
    monkeypatch.setenv("IVIG_PREP_TODAY", "2026-12-01T09:00")
    monkeypatch.chdir(tmp_path)
    way = "python3 ivig-prep.pyz"
    monkeypatch.setattr(started, "program", lambda: way)
    seen = ""
    for name in (*COMMANDS, *COMMANDS, "--help", ""):
        answers = reading("", f"{way} today", "my leg is swollen", "2 December", "?", "b", "", "", "", "", "q")
        _, terminal = on_a_terminal(answers, *[name] if name else [])
        seen += re.sub(r"\x1b\[[0-9;]*m", "", terminal.out.getvalue() + terminal.err.getvalue())

    joined = " ".join(re.sub(r"[┃│|]", " ", seen).split())
    assert not BARE.search(joined.replace(way, ""))
    assert joined.count(way) > 10
    assert "Commands are not run here." in joined


def test_what_a_program_reads_names_the_installed_command(ivig: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    installed = ivig("unwell", "--json", "chest", "pain").out
    monkeypatch.setattr(started, "program", lambda: "python3 ivig-prep.pyz")

    assert ivig("unwell", "--json", "chest", "pain").out == installed
    assert json.loads(installed)["schema"] == 1


def named_by(typed: str, folder: Path, world: Mapping[str, str]) -> str:
    """Return what help says starts the program, after a check that it shows the same help when typed."""
    shown = ran(f"{typed} --help", folder, world)
    named = shown.partition("Start here: ")[2].splitlines()[0].removesuffix(" today")
    assert ran(f"{named} --help", folder, world) == shown
    return named


def ran(line: str, folder: Path, world: Mapping[str, str]) -> str:
    """Return what a line typed in a shell shows."""
    done = subprocess.run(
        ["sh", "-c", line], cwd=folder, env=world, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@needs_posix
def test_what_is_said_really_starts_a_script_and_a_module_again(tmp_path: Path) -> None:
    scripts = tmp_path / "env" / "bin"
    scripts.mkdir(parents=True)
    (scripts / "ivig-prep").write_text(f"#!{sys.executable}\nfrom ivig_prep.__main__ import main\nmain()\n")
    (scripts / "ivig-prep").chmod(0o755)
    world = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src"), "IVIG_PREP_HOME": str(tmp_path / "record")}
    on_path = {**world, "PATH": f"{scripts}:{world['PATH']}"}

    assert named_by("env/bin/ivig-prep", tmp_path, world) == "env/bin/ivig-prep"
    assert named_by(f"{scripts}/ivig-prep", tmp_path, world) == "env/bin/ivig-prep"
    assert named_by("ivig-prep", tmp_path, on_path) == "ivig-prep"
    assert named_by(f"{sys.executable} -m ivig_prep", tmp_path, world).endswith(" -m ivig_prep")


@needs_posix
def test_a_python_that_only_links_to_the_one_on_the_path_is_named_whole(tmp_path: Path) -> None:
    own, base = tmp_path / "env" / "bin", tmp_path / "base"
    for folder in (own, base):
        folder.mkdir(parents=True)
    (base / "python").symlink_to(os.path.realpath(sys.executable))
    (own / "python").symlink_to(base / "python")
    start = Start("-m", (str(own / "python"), "-m", "ivig_prep"), {"PATH": str(base)}, str(tmp_path / "env"))

    assert program_of(start) == f"{own}/python -m ivig_prep"


@needs_posix
@pytest.mark.install
@pytest.mark.slow
def test_what_is_said_really_starts_it_again_by_uvx_and_by_pipx_run(tmp_path: Path) -> None:
    folders = os.pathsep.join(os.path.dirname(tool(name)) for name in ("uvx", "pipx"))
    run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)], ROOT)
    (wheel,) = tmp_path.glob("*.whl")
    places = {"PIPX_HOME": str(tmp_path / "pipx"), "UV_TOOL_DIR": str(tmp_path / "tools")}
    world = {
        **WORLD,
        **places,
        "PATH": f"{folders}{os.pathsep}{WORLD['PATH']}",
        "IVIG_PREP_HOME": str(tmp_path / "record"),
    }

    by_uvx = named_by(f"uvx --from ./{wheel.name} ivig-prep", tmp_path, world)
    by_pipx = named_by(f"pipx run --spec ./{wheel.name} ivig-prep", tmp_path, world)

    assert by_uvx == f"uvx --from ./{wheel.name} ivig-prep"
    assert by_pipx == f"pipx run --spec ./{wheel.name} ivig-prep"
