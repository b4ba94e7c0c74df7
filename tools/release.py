"""Make all that a release hands out, twice, and check it: `python tools/release.py`, or with a folder to put it in.

Makes the sdist, the wheel, the one file, a list of parts (SBOM), the text of the tag, and SHA256SUMS over all of them.
Builds each twice, from two copies of the checkout in two folders, and ends with 1 if a byte differs. docs/releasing.md
says what comes before and after. Needs the network, uv, and: pip install build==1.6.1 twine==7.0.0
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = shutil.ignore_patterns(
    ".*_cache", ".venv", ".git", ".hypothesis", "__pycache__", "dist", "build", "review-pack"
)
SUMS = "SHA256SUMS"
IN_THE_SDIST = ("LICENSE", "CHANGELOG.md", "README.md", "uv.lock", "constraints.txt", "docs/safety.md", ".ci/run")
_HEADING = re.compile(r"^## (\d+\.\d+\.\d+)(?: \((not released yet|\d{4}-\d{2}-\d{2})\))?$", re.MULTILINE)
RELATIVE = re.compile(r"\]\((?!https?://|mailto:|#)[^)]*\)")


def main(words: Sequence[str]) -> int:
    """Make and check everything, and return the exit code."""
    folder = Path(words[0] if words else ROOT / "dist").resolve()
    version = version_of(ROOT)
    with tempfile.TemporaryDirectory(prefix="ivig-prep-release-") as work:
        first, second = (_made(Path(work) / name) for name in ("first", "a second folder"))
        differing = sorted(name for name in first if sha(first[name]) != sha(second.get(name)))
        faults = [f"{name} is not the same when it is made again." for name in differing]
        faults += checked(first, version)
        folder.mkdir(parents=True, exist_ok=True)
        for name, path in first.items():
            shutil.copy2(path, folder / name)
    (folder / f"ivig-prep-{version}.cdx.json").write_text(parts(version), encoding="utf-8")
    (folder / f"v{version}.txt").write_text(tag_text(version), encoding="utf-8")
    names = [*first, f"ivig-prep-{version}.cdx.json", f"v{version}.txt"]
    sums = "".join(f"{sha(folder / name)}  {name}\n" for name in sorted(names))
    (folder / SUMS).write_text(sums, encoding="ascii")
    print(f"{sums}In {folder}. Each was made twice, with {'equal' if not differing else 'DIFFERING'} bytes.")
    for note in open_points(version):
        print(f"Not to be handed out yet: {note}")
    for fault in faults:
        print(fault, file=sys.stderr)
    return int(bool(faults))


def version_of(root: Path) -> str:
    """Return the version of the program."""
    text = (root / "src" / "ivig_prep" / "__init__.py").read_text(encoding="utf-8")
    return text.partition('__version__ = "')[2].partition('"')[0]


def sha(path: Path | None) -> str:
    """Return the SHA-256 of a file; nothing for none."""
    return sha256(path.read_bytes()).hexdigest() if path else ""


def _made(copy: Path) -> dict[str, Path]:
    """Copy the checkout, make everything there, and return the files by their names."""
    shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
    for path in copy.rglob("*"):
        os.utime(path)  # the dates of the files must make no difference
    made = copy.parent / f"{copy.name} made"
    _run([sys.executable, "-m", "build", "--outdir", str(made), str(copy)], copy)
    _run([sys.executable, str(copy / "tools" / "one_file.py"), str(made / "ivig-prep.pyz")], copy)
    return {path.name: path for path in sorted(made.iterdir())}


def _run(command: Sequence[str], folder: Path) -> None:
    world = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "SOURCE_DATE_EPOCH")}
    ran = subprocess.run(command, cwd=folder, env=world, capture_output=True, text=True, check=False)
    if ran.returncode:
        sys.exit(f"{' '.join(command)}\n{ran.stdout[-2000:]}{ran.stderr[-2000:]}")


# What is checked


def checked(made: dict[str, Path], version: str) -> Iterator[str]:
    """Yield what is wrong with the files of a release."""
    packages = [str(path) for name, path in made.items() if name.endswith((".whl", ".tar.gz"))]
    ran = subprocess.run(
        [sys.executable, "-m", "twine", "check", "--strict", *packages], capture_output=True, text=True, check=False
    )
    if ran.returncode:
        yield f"twine check: {ran.stdout}{ran.stderr}"
    wheel = next(path for name, path in made.items() if name.endswith(".whl"))
    with zipfile.ZipFile(wheel) as zipped:
        names = set(zipped.namelist())
        metadata = zipped.read(f"ivig_prep-{version}.dist-info/METADATA").decode("utf-8")
    yield from (f"{link} of the README leads nowhere on an index." for link in RELATIVE.findall(metadata))
    wanted = ("ivig_prep/py.typed", f"ivig_prep-{version}.data/data/share/man/man1/ivig-prep.1")
    yield from (f"The wheel has no {name}." for name in wanted if name not in names)
    if "Classifier: Private :: Do Not Upload" not in metadata:
        yield "The wheel could be uploaded: only a person decides that."
    sdist = next(path for name, path in made.items() if name.endswith(".tar.gz"))
    with tarfile.open(sdist) as packed:
        held = {name.partition("/")[2] for name in packed.getnames()}
    yield from (f"The sdist has no {name}." for name in IN_THE_SDIST if name not in held)
    if version not in dict(headings()):
        yield f"CHANGELOG.md has no heading for {version}."


def open_points(version: str) -> Iterator[str]:
    """Yield what a person still has to decide or write before anybody gets these files."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    code = (ROOT / "src" / "ivig_prep" / "__init__.py").read_text(encoding="utf-8")
    if re.search(r'^CONTACT = "[^"]*\.example"', code, re.MULTILINE):
        yield "CONTACT in src/ivig_prep/__init__.py is a placeholder."
    yield from (f"{url} in pyproject.toml is a placeholder." for url in project["urls"].values() if ".example" in url)
    if not re.match(r"\d", dict(headings()).get(version, "")):
        yield "CHANGELOG.md gives this version no date."


def headings() -> Iterator[tuple[str, str]]:
    """Yield each version of the changelog with its date, newest first; a date is empty where it has none."""
    found: list[tuple[str, str]] = _HEADING.findall((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    return iter(found)


def tag_text(version: str) -> str:
    """Return the text of the tag: what changed in this version."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    for found in _HEADING.finditer(text):
        if found[1] == version:
            body = text[found.end() :].partition("\n## ")[0].strip()
            return f"ivig-prep {version}\n\n{body}\n"
    return ""


def parts(version: str) -> str:
    """Return the list of parts (SBOM, CycloneDX) of what the program needs, without what differs at each run."""
    command = [
        sys.executable,
        "-m",
        "uv",
        "export",
        "--format",
        "cyclonedx1.5",
        "--no-dev",
        "--frozen",
        "--quiet",
        "--no-progress",
    ]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(ran.stdout)
    found.pop("serialNumber", None)
    found["metadata"].pop("timestamp", None)
    found["metadata"].setdefault("component", {}).update(version=version)
    return json.dumps(found, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
