"""Make the whole program as one file, which runs with nothing but Python 3.11 or newer on every system.

    python3 tools/one_file.py            makes dist/ivig-prep.pyz
    python3 tools/one_file.py FILE       makes FILE

It needs pip and the network: it takes each library in the version that uv.lock holds, and refuses one with another
fingerprint. Only text goes in, no machine code: the two libraries that have some (PyYAML, MarkupSafe) run without.
The same checkout gives the same bytes, whatever the day, the folder and the names of files on the disk.
"""

import os
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from time import gmtime
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
OURS = "ivig-prep"
DEFAULT = ROOT / "dist" / "ivig-prep.pyz"
LEFT_OUT = ("__pycache__", "tests")
"""Folders that no run needs."""
WHOLE = ("tzdata",)
"""Libraries that are data: all their files go in. Of the others, code and licenses do."""
OLDEST = 315532800
"""The first second that a zipped file can name, in 1980: its entries bear it unless SOURCE_DATE_EPOCH says another."""

START = b'''"""Where the one file begins. Any Python can read it, so that one that is too old says so in words."""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "In an emergency, call your emergency number (911, 999, 112 or 000) now.\\n"
        "This file needs Python 3.11 or newer. The Python that you started it with is %d.%d.\\n"
        "Get a newer Python from python.org, or ask who gave you this file." % sys.version_info[:2]
    )

from ivig_prep.__main__ import main

sys.exit(main())
'''


def main() -> None:
    """Make the file and say where it is."""
    path = Path(sys.argv[1] if len(sys.argv) > 1 else DEFAULT)
    with tempfile.TemporaryDirectory(prefix="ivig-prep-one-file-") as work:
        libraries = Path(work) / "libraries"
        fetch(libraries, Path(work) / "locked.txt")
        entries = {"__main__.py": START, **dict(of_libraries(libraries)), **dict(of_ours(libraries))}
    path.parent.mkdir(parents=True, exist_ok=True)
    write(path, entries)
    sys.stdout.write(f"Written: {path.resolve()} ({path.stat().st_size / 1_000_000:.1f} MB)\n")


def fetch(folder: Path, listed: Path) -> None:
    """Put the locked libraries into a folder, those too that only some systems or Pythons need."""
    listed.write_text("".join(f"{line}\n" for line in locked_lines()), encoding="utf-8")
    options = ["--quiet", "--no-deps", "--no-compile", "--only-binary", ":all:", "--require-hashes"]
    # An environment made as the README says has no pip; the Python it was made from has.
    base: str = getattr(sys, "_base_executable", sys.executable)
    subprocess.run(
        [base, "-m", "pip", "install", *options, "--target", str(folder), "--requirement", str(listed)], check=True
    )


def locked_lines() -> Iterator[str]:
    """Yield each library that the program needs, with its version and the fingerprints of its files in the lock."""
    locked = {entry["name"]: entry for entry in tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))["package"]}
    for name in sorted(needed(locked)):
        hashes = " ".join(f"--hash={wheel['hash']}" for wheel in locked[name]["wheels"])
        yield f"{name}=={locked[name]['version']} {hashes}"


def needed(locked: dict[str, Any]) -> set[str]:
    """Return the libraries that the program needs on one system or another, and those that they need."""
    found: set[str] = set()
    waiting = [OURS]
    while waiting:
        names = {asked["name"] for asked in locked[waiting.pop()].get("dependencies", ())} - found
        found |= names
        waiting += names
    return found


def of_libraries(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of what goes in of the libraries: their code, their data and their licenses."""
    for path in folder.rglob("*"):
        within = path.relative_to(folder)
        if path.is_file() and not set(within.parts) & set(LEFT_OUT) and goes_in(within):
            yield within.as_posix(), path.read_bytes()


def goes_in(within: Path) -> bool:
    """Say whether a file of a library goes in, by its path there."""
    top = within.parts[0]
    if top.endswith(".dist-info"):
        return "licen" in within.as_posix().lower() or "copying" in within.name.lower()
    return top in WHOLE or (within.suffix == ".py" and top not in ("bin", "Scripts"))


def of_ours(libraries: Path) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of our package, with its lists checked and turned into JSON, as in a wheel."""
    source = ROOT / "src"
    for path in (source / "ivig_prep").rglob("*"):
        if path.is_file() and path.parent.name != "__pycache__":
            yield path.relative_to(source).as_posix(), path.read_bytes()
    sys.path[:0] = [str(source), str(libraries)]
    sys.dont_write_bytecode = True
    from ivig_prep.content.build import files_of  # only now are it and what it needs on the path
    from ivig_prep.content.files import load_folder

    for stem, value in load_folder(str(ROOT / "data")).items():
        yield from ((f"ivig_prep/data/{name}", text.encode("ascii")) for name, text in files_of(stem, value))
    example = "clinic/example.yaml"
    yield f"ivig_prep/data/{example}", (ROOT / "data" / example).read_bytes()
    yield "ivig_prep/LICENSE", (ROOT / "LICENSE").read_bytes()


def write(path: Path, entries: dict[str, bytes]) -> None:
    """Write a zipped file that Python runs, its entries in the order of their names, all of one date."""
    date = gmtime(max(int(os.environ.get("SOURCE_DATE_EPOCH", OLDEST)), OLDEST))[:6]
    with path.open("wb") as file:
        file.write(b"#!/usr/bin/env python3\n")
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as zipped:
            for name in sorted(entries):
                entry = zipfile.ZipInfo(name, date)
                entry.create_system = 3  # the same on Windows
                entry.external_attr = 0o100644 << 16
                zipped.writestr(entry, entries[name], zipfile.ZIP_DEFLATED, 9)
    path.chmod(0o755)


if __name__ == "__main__":
    main()
