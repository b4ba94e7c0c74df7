"""The handout as a value, and for each system the line that installs and starts the program."""

import re
from typing import NamedTuple

from ivig_prep.core.page import Page
from ivig_prep.errors import NotUnderstood

_SAFE = r"[A-Za-z0-9 ._~:/\\@+=#%&?,()\[\]-]{1,300}"
_PLACE = r".*[/\\].*|.*\.(?:whl|tar\.gz|zip|pyz)|\.\.?"
"""What names a file, a folder or an address. A bare name would be looked up on PyPI, where it is not ours."""
_ADDRESS = r"(?:[^/]*@ ?)?(?P<kind>[A-Za-z0-9+.-]+)://(?P<who>[^/@]*@)?"
_KINDS = ("https", "git+https", "git+ssh", "ssh", "file", "git+file")
"""Ways to fetch a program that nobody on the way can change."""


UV_ON_UNIX = "curl -LsSf https://astral.sh/uv/install.sh | sh"
UV_ON_WINDOWS = 'powershell -ExecutionPolicy ByPass -c "irm https://astral.sh/uv/install.ps1 | iex"'
"""The lines of uv's own makers. Source: docs.astral.sh/uv, read in November 2026."""
ONE_FILE = "ivig-prep.pyz"


class Typed(NamedTuple):
    """One line to type, and the words that lead to it."""

    lead: str
    line: str

    @property
    def words(self) -> list[str]:
        """The line in its words: it may be broken between them alone."""
        return self.line.split(" ")


class Recipe(NamedTuple):
    """What to do on one kind of computer to get the program and start it; `hint` is for when that does not work."""

    computer: str
    typed: tuple[Typed, ...]
    hint: str = ""


class Handout(NamedTuple):
    """One page for a clinic to give out. Without the name of a clinic, or its numbers, there is room to write them."""

    title: str
    clinic: str | None
    what: tuple[str, ...]
    emergency: tuple[str, ...]
    phones: tuple[tuple[str, str], ...]
    start: tuple[str, ...]
    recipes: tuple[Recipe, ...]
    address: str | None
    """The address to open with a phone; None where there is none."""
    later: str
    signs: tuple[str, ...]
    call: tuple[str, ...]
    """What to do about any of these."""
    unwell: str
    preview: Page
    """A part of a list as a patient will see it."""
    notes: tuple[str, ...]
    made: str


def is_one_file(package: str) -> bool:
    """Say whether a package is the program as one file, which needs no installer."""
    return package.endswith(".pyz")


def install_lines(package: str) -> tuple[str, str]:
    """Return the line that installs and starts the program from a place: on macOS and Linux, and on Windows.

    Both leave the command in the window they were typed in, and in each new one. Raises NotUnderstood for a place
    that `checked` refuses.
    """
    named = checked(package)
    unix = f"{UV_ON_UNIX} && PATH=$HOME/.local/bin:$PATH && uv tool install {named} && ivig-prep today"
    path = r'$env:Path = "$HOME\.local\bin;$env:Path"'
    return unix, f"{UV_ON_WINDOWS}; {path}; uv tool install {named}; ivig-prep today"


def checked(package: str) -> str:
    """Return a wheel file, a folder or an address as it is typed in every shell.

    Raises NotUnderstood for a bare name, for what cannot be typed in every shell, and for an address that is not safe.
    """
    if not re.fullmatch(_SAFE, package) or package.startswith("-"):
        raise NotUnderstood(
            "That package name has characters that do not work in every shell.",
            "Give a wheel file, a folder or an address without quotes or special characters.",
        )
    if not re.fullmatch(_PLACE, package):
        raise NotUnderstood(
            f'"{package[:40]}" is not a wheel file, a folder or an address.',
            "By its name alone, this program is not on PyPI. For a folder here, write ./ before its name.",
        )
    _check_address(package)
    return f'"{package}"' if re.search(r"[^A-Za-z0-9._/:@+=-]", package) else package


def web_address(package: str) -> str | None:
    """Return what a phone opens of a place to install from: its https address; None for any other place."""
    found = re.search(r"(?:^|git\+|@ ?)(https://[^#\s]+)", package)
    return found[1] if found else None


def _check_address(package: str) -> None:
    """Raise NotUnderstood for an address that is not safe to fetch from, or holds a name to sign in with."""
    address = re.match(_ADDRESS, package)
    if address is None:
        return
    kind, who = address["kind"].lower(), address["who"] or ""
    if kind not in _KINDS:
        raise NotUnderstood(
            f"An address that begins with {kind}:// can be changed on its way.", "Give one that begins with https://."
        )
    if ":" in who or (who and not kind.endswith("ssh")):
        raise NotUnderstood(
            "That address has a name or a password in it. Everyone who gets the page would read it.",
            "Give an address that works without one.",
        )
