"""What a fault inside the program leaves behind: where in the code it happened, and no word a person wrote.

No message, no value and no argument goes in: each may hold what somebody typed. `docs/record.md` says what is
in a report.
"""

import fnmatch
import os
import platform
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from itertools import groupby
from types import FrameType
from typing import NamedTuple

from ivig_prep import CONTACT, __version__
from ivig_prep.world import paths
from ivig_prep.world.folders import make_folder

KEPT = 5
MOST_FAULTS = 8
MOST_FRAMES = 40
"""How many lines of one fault are told from each end: where it began, and where it happened."""

_OURS = os.path.dirname(os.path.dirname(__file__))  # not tidied, as the places in a fault are not either
_UNDATED = "0000-00-00-000000"


class Crash(NamedTuple):
    """A fault, the command it happened in, and when; `at` is None where the clock is what failed."""

    fault: BaseException
    command: str
    at: datetime | None


def keep(crash: Crash) -> str:
    """Write the report of a fault into the data folder, for this user alone, and return its path.

    Raises OSError or Problem.
    """
    folder = paths.data_folder()
    make_folder(folder)
    when = f"{crash.at:%Y-%m-%d-%H%M%S}" if crash.at else _UNDATED
    path = os.path.join(folder, f"crash-{when}-{os.urandom(2).hex()}.txt")
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii", errors="replace") as file:
            file.write(report(crash))
    except BaseException:
        os.unlink(path)
        raise
    _drop_old(folder)
    return path


def report(crash: Crash) -> str:
    """Return the report: versions, the command, where to send it, and of each fault its kind and its places."""
    lines = [
        f"ivig-prep {__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"Command: {crash.command}",
        where_to_send(),
    ]
    for fault in _chain(crash.fault):
        lines += ["", f"{type(fault).__module__}.{type(fault).__qualname__}", *_places(fault)]
    return "".join(f"{line}\n" for line in lines)


def where_to_send() -> str:
    """Say where a report goes; an address that is a placeholder is said to be one."""
    return f"No one reads {CONTACT} yet." if CONTACT.endswith(".example") else f"Send it to {CONTACT}."


def where(fault: BaseException) -> str:
    """Say on one line what a fault was and where it happened, for a report that could not be written."""
    return ", ".join((type(fault).__qualname__, *list(_places(fault))[-1:]))


def _chain(fault: BaseException) -> Iterator[BaseException]:
    """Yield a fault and what led to it."""
    seen: list[BaseException] = []
    following: BaseException | None = fault
    while following is not None and following not in seen and len(seen) < MOST_FAULTS:
        seen.append(following)
        yield following
        following = following.__cause__ or following.__context__


def _places(fault: BaseException) -> list[str]:
    """Return the places a fault passed, the last one where it happened; the same place in a row only once."""
    frames = []
    trace = fault.__traceback__
    while trace is not None:
        frames.append(_place(trace.tb_frame, trace.tb_lineno))
        trace = trace.tb_next
    counted = [(place, len(list(same))) for place, same in groupby(frames)]
    lines = [place if count == 1 else f"{place} ({count} times)" for place, count in counted]
    if len(lines) <= 2 * MOST_FRAMES:
        return lines
    return [*lines[:MOST_FRAMES], f"... {len(lines) - 2 * MOST_FRAMES} more", *lines[-MOST_FRAMES:]]


def _place(frame: FrameType, line: int) -> str:
    """Name a line of ours by file, line and function; of a library only its name is told, for its path names a home."""
    code = frame.f_code
    if code.co_filename.startswith(_OURS + os.sep):
        return f"{os.path.relpath(code.co_filename, _OURS)}:{line}:{code.co_qualname}"
    return str(frame.f_globals.get("__name__", "?")).partition(".")[0]


def _drop_old(folder: str) -> None:
    """Delete all reports but the newest few. One that cannot be deleted takes nothing from the new one."""
    with suppress(OSError):
        names = fnmatch.filter(os.listdir(folder), paths.CRASH_REPORTS)
        for path in sorted((os.path.join(folder, name) for name in names), key=os.path.getmtime)[:-KEPT]:
            os.unlink(path)
