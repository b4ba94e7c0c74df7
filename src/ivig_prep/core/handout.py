"""The handout as a value, and the one line that installs and starts the program for a package."""

import re
from typing import NamedTuple

from ivig_prep.errors import NotUnderstood

SYSTEMS = "on Windows, macOS and Linux"
_SAFE = re.compile(r"[A-Za-z0-9 ._~:/\\@+=#%&?,()\[\]-]{1,300}")
_PLACE = re.compile(r".*[/\\].*|.*\.(?:whl|tar\.gz|zip)|\.\.?")
"""What names a file, a folder or an address. A bare name would be looked up on PyPI, where it is not ours."""
_ADDRESS = re.compile(r"(?:[^/]*@ ?)?(?P<kind>[A-Za-z0-9+.-]+)://(?P<who>[^/@]*@)?")
_KINDS = ("https", "git+https", "git+ssh", "ssh", "file", "git+file")
"""Ways to fetch a program that nobody on the way can change."""


class InstallLine(NamedTuple):
    """What to type, and where it works."""

    needs: str
    typed: str


class Handout(NamedTuple):
    """One page for a clinic to give out."""

    title: str
    clinic: str | None
    what: tuple[str, ...]
    start: str
    install: tuple[InstallLine, ...]
    emergency: tuple[str, ...]
    signs: tuple[str, ...]
    phones: tuple[tuple[str, str], ...]
    unwell: str
    notes: tuple[str, ...]
    made: str


def install_lines(package: str) -> tuple[InstallLine, ...]:
    """Return the lines that install and start the program from a wheel, a folder or an address.

    Each runs the program without a changed PATH. Raises NotUnderstood for a bare name, and for an
    address that cannot be typed in every shell.
    """
    if not _SAFE.fullmatch(package) or package.startswith("-"):
        raise NotUnderstood(
            "That package name has characters that do not work in every shell.",
            "Give a wheel file, a folder or an address without quotes or special characters.",
        )
    if not _PLACE.fullmatch(package):
        raise NotUnderstood(
            f'"{package[:40]}" is not a wheel file, a folder or an address.',
            "By its name alone, this program is not on PyPI. For a folder here, write ./ before its name.",
        )
    _check_address(package)
    named = f'"{package}"' if re.search(r"[^A-Za-z0-9._/:@+=-]", package) else package
    return (
        InstallLine(f"With uv (docs.astral.sh/uv), {SYSTEMS}", f"uvx --from {named} ivig-prep today"),
        InstallLine(f"With pipx (pipx.pypa.io), {SYSTEMS}", f"pipx run --spec {named} ivig-prep today"),
    )


def _check_address(package: str) -> None:
    """Raise NotUnderstood for an address that is not safe to fetch from, or holds a name to sign in with."""
    address = _ADDRESS.match(package)
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
