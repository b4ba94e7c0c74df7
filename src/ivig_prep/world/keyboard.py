"""One line from the keyboard: cursor keys work where the platform has them, and what was pasted is one line.

Nothing here writes to the terminal but the question. Line editing is GNU readline or libedit, as Python comes with it;
without it, and in plain words, the terminal's own line stays. It keeps no history, completes nothing, never rings.
"""

import os
import select
from typing import TextIO

MOMENT = 0.01
"""Seconds within which more input comes with a line only where it was pasted; no finger is that fast."""
MOST_PASTED = 1_000_000
_SETTINGS = ("enable-bracketed-paste off", "enable-meta-key off", "bell-style none", "disable-completion on")
"""The first two would write escape sequences at each question."""


def load_editor() -> bool:
    """Load what edits a line; False where there is nothing. With it, `input` asks on standard output, not on errors."""
    try:
        import readline  # late: only a question on a terminal needs it, and Windows edits lines by itself
    except ImportError:
        return False
    readline.set_auto_history(False)
    if "libedit" not in (readline.__doc__ or ""):
        for setting in _SETTINGS:
            readline.parse_and_bind(f"set {setting}")
    return True


def is_waiting(stdin: TextIO) -> bool:
    """Say whether a line was typed ahead."""
    try:
        return os.name != "nt" and bool(select.select([stdin.fileno()], [], [], 0)[0])
    except (OSError, ValueError):
        return False


def pasted_behind(stdin: TextIO) -> str:
    """Take what came in the same moment as the last line, and return it; the terminal is as it was before.

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
    while len(found) < MOST_PASTED and select.select([number], [], [], MOMENT)[0]:
        more = os.read(number, 65536)
        if not more:
            break
        found += more
    return found
