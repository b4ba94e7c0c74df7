"""What comes with a typed line: a line typed ahead stays a line, and what was pasted belongs to the line before it."""

import os
import select
from typing import TextIO

MOST_PASTED = 1_000_000


def is_waiting(stdin: TextIO) -> bool:
    """Say whether a line was typed ahead."""
    try:
        return os.name != "nt" and bool(select.select([stdin.fileno()], [], [], 0)[0])
    except (OSError, ValueError):
        return False


def pasted_behind(stdin: TextIO) -> str:
    """Take what is there together with the last line, and return it; the terminal is as it was before.

    Only a paste is that fast. Nothing is waited for: each answer would wait too.

    The last line of what was pasted has no end yet, so the terminal is asked for single characters meanwhile.
    """
    try:
        import termios  # late: there is none on Windows
    except ImportError:
        return ""
    try:
        number = stdin.fileno()
        before = termios.tcgetattr(number)
    except (termios.error, OSError, ValueError):  # no terminal
        return ""
    single = [*before[:3], before[3] & ~termios.ICANON, *before[4:6], [*before[6]]]
    single[6][termios.VMIN], single[6][termios.VTIME] = 0, 0
    try:
        termios.tcsetattr(number, termios.TCSANOW, single)
        typed = _all_of(number)
    finally:
        termios.tcsetattr(number, termios.TCSANOW, before)
    return typed.decode(stdin.encoding or "utf-8", "replace")


def _all_of(number: int) -> bytes:
    found = b""
    while len(found) < MOST_PASTED and select.select([number], [], [], 0)[0]:
        more = os.read(number, 65536)
        if not more:
            break
        found += more
    return found
