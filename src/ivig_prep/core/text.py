"""Text from a file or a person, made safe to show: never an escape sequence, a control or a hidden turn."""

import re

_UNSHOWABLE = (
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
_ESCAPES = r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|O[@-~]|[@-_]?)"
"""What a terminal sends for a cursor key, and what a pasted text may bring. Source: ECMA-48."""
_UNSEEN = (
    "[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""What Unicode calls default ignorable, and signs that are blank: nobody sees them, so two names would look alike."""

_BARE = r"(?a)[\w@%+=:,./-]+"
_READ_IN_QUOTES = r'["$`!]|(?<!^)\\(?=["$`\\])'  # what a shell reads even between double quotes


def neutral(text: str) -> str:
    """Return the text on one line, with every control, bidi and lone surrogate character shown as `?`."""
    if text.isascii() and text.isprintable():  # nearly every text is, and that is quickly seen
        return text
    return re.sub(_UNSHOWABLE, "?", re.sub(r"\r\n|[\t\n\r]", " ", text))


_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]"
_CONTROL_NAMES = {"\0": "NUL", "\a": "Bell", "\b": "Backspace", "\f": "Form feed", "\x1b": "Escape", "\x7f": "Delete"}


def control_in(text: str) -> str | None:
    """Return how the first control character of a text is called; None without one. Tabs and line breaks are none."""
    found = re.search(_CONTROL, text)
    if found is None:
        return None
    code = f"U+{ord(found[0]):04X}"
    return f"{_CONTROL_NAMES[found[0]]}, {code}" if found[0] in _CONTROL_NAMES else code


def without_controls(text: str) -> str:
    """Return a text with `?` for each control character but tabs and line breaks."""
    return re.sub(_CONTROL, "?", text)


def without_escapes(typed: str) -> str:
    """Return a typed line without escape sequences: a cursor key is no word of a person."""
    return re.sub(_ESCAPES, "", typed) if "\x1b" in typed else typed


def has_unseen(text: str) -> bool:
    """Say whether a text has characters that nobody sees. Source: Default_Ignorable_Code_Point, Unicode 15.1."""
    return re.search(_UNSEEN, text) is not None


def as_typed(word: str) -> str:
    """Return a word as it is typed in a terminal: in quotes where it has spaces or signs that a shell would read."""
    if re.fullmatch(_BARE, word):
        return word
    return f'"{word}"' if not re.search(_READ_IN_QUOTES, word) else "'" + word.replace("'", "'\"'\"'") + "'"


def has_letter(text: str) -> bool:
    """Say whether a text has a letter in it; one without is a number, a date or a code."""
    return any(map(str.isalpha, text))


def typed_for(command: str, name: str | None) -> str:
    """Return a command, which begins with the program's name, as it is typed for a second person."""
    program, _, rest = command.partition(" ")
    return f"{program} --for {as_typed(name)} {rest}" if name is not None else command


_MARKS = {
    "utf-8-sig": (b"\xef\xbb\xbf",),
    "utf-32": (b"\xff\xfe\0\0", b"\0\0\xfe\xff"),
    "utf-16": (b"\xff\xfe", b"\xfe\xff"),
}
"""The byte order marks of each encoding; that of UTF-32 begins with one of UTF-16."""


def encoding(raw: bytes) -> str:
    """Return the encoding of the text of a file or a pipe: UTF-8, or UTF-16 with or without its byte order mark.

    Most characters have a zero in UTF-16: behind each on a PC, before each elsewhere. None has two.
    """
    for name, marks in _MARKS.items():
        if raw.startswith(marks):
            return name
    before, behind = raw[0::2].count(0), raw[1::2].count(0)
    if max(before, behind) * 4 <= len(raw) or (0, 0) in zip(raw[0::2], raw[1::2], strict=False):
        return "utf-8"
    return "utf-16-le" if behind > before else "utf-16-be"


def decode(raw: bytes) -> str:
    """Return the text of a file or a pipe. Raises ValueError for what is neither UTF-8 nor UTF-16."""
    text = raw.decode(encoding(raw))
    if "\0" in text:
        raise ValueError("no text")
    return text


def first_unshowable(text: str) -> int | None:
    """Return the position of the first character no content may hold (line breaks and tabs aside)."""
    for found in re.finditer(_UNSHOWABLE, text):
        if found[0] not in "\t\n\r":
            return found.start()
    return None


def said_from(text: str, origin: str | None) -> str:
    """Return a text with the name of the clinic whose words it is; ours stay as they are."""
    return text if origin is None else f"{text} (From {origin})"
