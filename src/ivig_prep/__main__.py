"""Where the program begins, as `ivig-prep` and as `python -m ivig_prep`."""

import gc
import os
import sys
from collections.abc import Sequence
from typing import Any

INTERRUPTED = 130
BROKEN = "ivig-prep could not start. Something in it is missing or broken. Install it again."

PLAIN = ("today", "drink", "unwell")
"""The commands for which a person waits. Typed without any option, they start without Typer: the same function that
the command calls is called here, with the words as they stand. Typer's import costs 4 bare starts of Python, and all
the rest of such a start less than that (docs/decisions/012-a-fast-start.md)."""


def main() -> int:
    """Run the command line. A fault before the program can report it itself is reported here, in a sentence."""
    # A start makes many small values and drops few. Looking for cycles among them took a tenth of it.
    gc.disable()
    try:
        code = run(sys.argv[1:])
        gc.freeze()  # the last look for cycles, while Python ends, took another tenth
        return code
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception:  # noqa: BLE001  # see above: no traceback, and no report without the program that makes it
        raise SystemExit(BROKEN) from None


def run(words: Sequence[str]) -> int:
    """Run one command line and return the exit code."""
    from ivig_prep import cli  # late: so that a fault while it is imported is reported too

    # Bytes that are no text are replaced here, so that nothing behind has to expect them.
    words = [word.encode("utf-8", "surrogatepass").decode("utf-8", "replace") for word in words]
    if "_IVIG_PREP_COMPLETE" in os.environ:
        from ivig_prep import app  # late: see PLAIN

        return app.complete(words)
    return cli.run(words, _plain if is_plain(words) else _by_typer)


def is_plain(words: Sequence[str]) -> bool:
    """Say whether a command line starts without Typer."""
    if not words or words[0] not in PLAIN or any(word.startswith("-") for word in words):
        return False
    if words[0] == "drink":  # a long dash is not ASCII, and was meant for an option
        return all(word[:1].isascii() for word in words)
    return len(words) == 1 or words[0] != "today"


def _plain(env: Any, words: Sequence[str]) -> None:
    name, *rest = words
    if env.needs_whose():
        from ivig_prep.talk.people import settle_whose  # late: most computers have one person on file

        settle_whose(env, name)
    if name == "today":
        from ivig_prep.talk.day import today  # late, as the others: one command is run

        today(env)
    elif name == "drink":
        from ivig_prep.talk.drink import drink

        drink(env, *rest)
    else:
        from ivig_prep.talk.look_up import unwell

        unwell(env, *rest)


def _by_typer(env: Any, words: Sequence[str]) -> None:
    from ivig_prep import app  # late: see PLAIN

    app.run(env, words)


if __name__ == "__main__":
    sys.exit(main())
