"""How this run was started, as a person can type it again in the same place."""

import os
import re
import sys
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ivig_prep.core.text import as_typed
from ivig_prep.world import origin

COMMAND = "ivig-prep"
"""The name of the installed command."""


class Start(NamedTuple):
    """What Python knows of a start: the script, all words before the person's own, and the world they were typed in."""

    script: str
    words: Sequence[str]
    environ: Mapping[str, str]
    prefix: str
    """The environment that Python runs in."""

    @property
    def folder(self) -> str:
        """The folder of the script."""
        return os.path.dirname(self.script)

    @property
    def path(self) -> list[str]:
        """The folders in which a shell looks for a command."""
        return [os.path.normcase(folder.rstrip("/")) for folder in self.environ.get("PATH", "").split(os.pathsep)]


def program() -> str:
    """Return what starts this program again, to put before a command."""
    words = sys.orig_argv[: len(sys.orig_argv) - len(sys.argv) + 1]
    return program_of(Start(sys.argv[0], words, os.environ, sys.prefix))


def program_of(start: Start) -> str:
    """Return what starts a program again that was started like this; the installed command where it is unknown."""
    name = os.path.basename(start.script).removesuffix(".exe")
    if name == COMMAND:
        return _of_script(start)
    if name.endswith(".pyz"):
        return f"{_python(start)} {_words(start.words[1:])}"
    if tuple(start.words[-2:]) == ("-m", "ivig_prep"):
        lead = "uv run python" if _is_uv_run(start) else _python(start)
        return f"{lead} {_words(start.words[1:])}"
    return COMMAND


def _of_script(start: Start) -> str:
    """Return what starts the script that an installer made."""
    if _is_uv_run(start):
        return f"uv run {COMMAND}"
    if _is_uvx(start):
        return _from("uvx --from", "uvx")
    if os.path.normcase(start.folder) in start.path:
        return COMMAND
    if _within(start.folder, start.prefix) and os.path.isfile(os.path.join(start.prefix, "pipx_metadata.json")):
        return _from("pipx run --spec", "pipx run")
    return _shortest(start.script)


def _is_uv_run(start: Start) -> bool:
    """Say whether `uv run` started it for a project that one is in, so that the same words find it again."""
    by_uv = "UV_RUN_RECURSION_DEPTH" in start.environ and start.environ.get("VIRTUAL_ENV") == start.prefix
    return by_uv and _within(_here(), os.path.dirname(start.prefix))


def _is_uvx(start: Start) -> bool:
    """Say whether uv started it from a place of its own, which it puts in front of the PATH of that run alone."""
    first = start.path[0]
    own = start.environ.get("VIRTUAL_ENV") != start.prefix
    return "UV" in start.environ and own and os.path.normcase(start.folder) == first and _within(first, start.prefix)


def _from(by_place: str, by_name: str) -> str:
    """Return the line of a runner, with the place that this copy came from where it is known."""
    place = origin.place()
    return f"{by_place} {_word(_relative(place))} {COMMAND}" if place else f"{by_name} {COMMAND}"


def _python(start: Start) -> str:
    """Return the Python as it was typed."""
    typed = start.words[0]
    if not os.path.isabs(typed):
        return _word(typed)
    if os.name == "nt" and sys.prefix == sys.base_prefix:
        return "py"  # it, or a double click, writes the whole path, which nobody types
    name = os.path.basename(typed)
    found = next((path for folder in start.path if os.path.isfile(path := os.path.join(folder, name))), None)
    # The Python of an environment is a link to one without our libraries, so their folders are compared.
    same = found and os.path.samefile(os.path.dirname(found), os.path.dirname(typed))
    return name if same else _shortest(typed)


def _shortest(path: str) -> str:
    """Return a path to a command as short as it can be typed here, from the home folder or the one we are in."""
    if not os.path.isabs(path):
        return _word(path)
    here = _relative(path)
    if here != path:
        return _word(here)
    home = os.path.expanduser("~")
    rest = path[len(home) + 1 :]
    if os.name != "nt" and _within(path, home) and as_typed(rest) == rest:
        return f"~/{rest}"
    return _word(path)


def _relative(path: str) -> str:
    """Return a path below the folder we are in as seen from there; any other path, and an address, as it is."""
    if not os.path.isabs(path) or not _within(path, _here()):
        return path
    here = os.path.relpath(path)
    return here if os.path.dirname(here) else os.path.join(os.curdir, here)


def _here() -> str:
    """Return the folder we are in; empty where it was taken away meanwhile."""
    try:
        return os.getcwd()
    except OSError:
        return ""


def _within(path: str, folder: str) -> bool:
    """Say whether a path lies in a folder, or is it; no path lies in one whose name is empty."""
    path, folder = os.path.normcase(path), os.path.normcase(folder)
    return bool(folder) and (path == folder or path.startswith(folder.rstrip(os.sep) + os.sep))


def _words(words: Sequence[str]) -> str:
    return " ".join(map(_word, words))


def _word(word: str) -> str:
    """Return a word as it is typed; between the backslashes of a Windows path nothing is read."""
    if os.name == "nt" and re.fullmatch(r"(?a)[\w@%+=:,./\\~-]+", word):
        return word
    return as_typed(word)
