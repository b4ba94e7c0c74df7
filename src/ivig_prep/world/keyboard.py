"""What was typed before a question was shown, and what was pasted behind the line that answers it."""

import os
import select
from typing import TextIO

MOST_TYPED = 1_000_000
END = "\0"
"""What a terminal gives for Ctrl-D, where it is asked for single characters."""


def typed_already(stdin: TextIO) -> str:
    """Take all that was typed by now, with its last part that has no end yet; the terminal is as it was before.

    Nothing is waited for: each answer would wait too. The terminal is asked for single characters meanwhile, since it
    keeps a line without an end to itself.
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
    while len(found) < MOST_TYPED and select.select([number], [], [], 0)[0]:
        try:
            more = os.read(number, 65536)
        except OSError:  # the window was closed: the next reading says so
            break
        if not more:
            break
        found += more
    return found
