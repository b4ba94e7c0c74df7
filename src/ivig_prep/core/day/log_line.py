"""What a line means that is typed on infusion day and goes into the log: the sticker, a time, a speed, a note.

A tired person types one word. Words of their own are never taken for one: `started shaking` is how they feel.
"""

import re
from typing import NamedTuple

from ivig_prep.core.answers import tidy
from ivig_prep.core.doubts import TwoReadings
from ivig_prep.core.times import parse_time
from ivig_prep.errors import NotUnderstood

NONE = "none"
"""The word that takes a time back."""
TIMES = ("start", "end")


class LogLine(NamedTuple):
    """Which fields of the log a line is about, and what to write there, as it was typed.

    Without `typed` the person is asked for it, but a time is the one of now. Where both TIMES are named, it is the
    one that is not written down yet.
    """

    names: tuple[str, ...]
    typed: str | None = None


_ASKED = {
    **dict.fromkeys(("sticker", "stickers", "label"), ("brand", "lots")),
    "brand": ("brand",),
    **dict.fromkeys(("lot", "lots", "lot number", "lot numbers", "batch"), ("lots",)),
    **dict.fromkeys(("speed", "top speed"), ("rate_top",)),
    "now": TIMES,
}
_TIME_WORDS = {
    **dict.fromkeys(("start", "started", "starts"), "start"),
    **dict.fromkeys(("end", "ended", "ends"), "end"),
}
_LIKE_A_TIME = re.compile(r"\d[\d:.h]*(?: ?[ap]\.?m)?|noon|midday|midnight")


def understand_log_line(typed: str) -> LogLine | None:
    """Return what a line writes into the log; None for any other line."""
    line = tidy(typed)
    if line in _ASKED:
        return LogLine(_ASKED[line])
    word, _, rest = line.partition(" ")
    if word in _TIME_WORDS:
        return _time(_TIME_WORDS[word], rest)
    if word.rstrip(":") in ("note", "notes"):
        return LogLine(("notes",), typed.strip()[len(word) :].strip() or None)
    return None


def _time(name: str, rest: str) -> LogLine | None:
    rest = rest.removeprefix("time").strip().removeprefix("at ").strip()
    if rest in ("", "now"):
        return LogLine((name,))
    if rest == NONE:
        return LogLine((name,), NONE)
    return LogLine((name,), rest) if _LIKE_A_TIME.fullmatch(rest) or _is_a_time(rest) else None


def _is_a_time(typed: str) -> bool:
    """Say whether a text is a time of day, such as `half past nine`, or can be one in several ways."""
    try:
        return bool(parse_time(typed))
    except NotUnderstood as problem:
        return isinstance(problem, TwoReadings)
