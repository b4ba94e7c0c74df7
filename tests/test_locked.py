"""The README's lines install what uv.lock holds: constraints.txt says it to pip, and pyproject.toml to the build.

After a change of the lock, make constraints.txt again with the line that stands at its top.
"""

import tomllib
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKED = {entry["name"]: entry for entry in tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]}
LINES = [line for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
OURS = "ivig-prep"
SYSTEMS = {"linux": ("Linux", "posix"), "darwin": ("Darwin", "posix"), "win32": ("Windows", "nt")}
PYTHONS = ("3.11", "3.12", "3.13", "3.14", "3.15")

World = dict[str, str]
"""What the markers of requirements ask for: the system and the Python."""


def every_world() -> Iterator[World]:
    for version, (system, (name, kind)), python in product(PYTHONS, SYSTEMS.items(), ("CPython", "PyPy")):
        yield {
            "python_version": version,
            "python_full_version": f"{version}.0",
            "sys_platform": system,
            "platform_system": name,
            "os_name": kind,
            "implementation_name": python.lower(),
            "platform_python_implementation": python,
        }


def fits(marker: str, world: World) -> bool:
    return not marker or Marker(marker).evaluate({**world, "extra": ""})


def held(names: Iterable[str], world: World) -> dict[str, str]:
    """Return name and version of all that the lock installs for some packages, with all their extras, in a world."""
    found: dict[str, str] = {}
    waiting = [(name, extra) for name in names for extra in ("", *LOCKED[name].get("optional-dependencies", ()))]
    seen = set(waiting)
    while waiting:
        name, extra = waiting.pop()
        found[name] = LOCKED[name].get("version", "")
        new = set(asked_by(LOCKED[name], extra, world)) - seen
        seen |= new
        waiting += new
    return found


def asked_by(package: dict[str, Any], extra: str, world: World) -> Iterator[tuple[str, str]]:
    """Yield what a locked package, or one extra of it, asks for: each package, alone and with its extras."""
    listed = package["optional-dependencies"][extra] if extra else package.get("dependencies", ())
    for asked in listed:
        if fits(asked.get("marker", ""), world):
            yield from ((asked["name"], more) for more in ("", *asked.get("extra", ())))


def pinned(lines: Iterable[str], world: World) -> dict[str, str]:
    """Return name and version of the requirement lines that count in a world."""
    read = [Requirement(line) for line in lines]
    return {
        asked.name: str(asked.specifier).removeprefix("==") for asked in read if fits(str(asked.marker or ""), world)
    }


def test_the_lock_has_one_version_of_each_package() -> None:
    packages = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]

    assert len(packages) == len(LOCKED)


@pytest.mark.parametrize("world", list(every_world()), ids=lambda world: "-".join(world.values()))
def test_constraints_hold_exactly_what_the_lock_installs(world: World) -> None:
    locked = held([OURS], world)
    del locked[OURS]

    assert pinned(LINES, world) == locked


def test_constraints_are_lines_that_pip_takes() -> None:
    read = [Requirement(line) for line in LINES]

    assert not [str(asked) for asked in read if asked.extras or asked.url]
    assert not [str(asked) for asked in read if [spec.operator for spec in asked.specifier] != ["=="]]
    assert len({asked.name for asked in read}) == len(LINES)


def test_a_build_uses_exactly_what_the_lock_holds_and_no_more() -> None:
    world = next(every_world())

    asked = PROJECT["build-system"]["requires"]

    assert pinned(asked, world) == held(["editables", "hatchling", "pyyaml"], world)
