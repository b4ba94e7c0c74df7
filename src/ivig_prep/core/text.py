"""Text from a file or a person, made safe to show: never an escape sequence, a control or a hidden turn."""

import re

_UNSHOWABLE = (
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)

_BARE = r"(?a)[\w@%+=:,./-]+"
_READ_IN_QUOTES = r'["$`!]|(?<!^)\\(?=["$`\\])'  # what a shell reads even between double quotes


def neutral(text: str) -> str:
    """Return the text on one line, with every control, bidi and lone surrogate character shown as `?`."""
    if text.isascii() and text.isprintable():  # nearly every text is, and that is quickly seen
        return text
    return re.sub(_UNSHOWABLE, "?", re.sub(r"\r\n|[\t\n\r]", " ", text))


def as_typed(word: str) -> str:
    """Return a word as it is typed in a terminal: in quotes where it has spaces or signs that a shell would read."""
    if re.fullmatch(_BARE, word):
        return word
    return f'"{word}"' if not re.search(_READ_IN_QUOTES, word) else "'" + word.replace("'", "'\"'\"'") + "'"


def typed_for(command: str, name: str | None) -> str:
    """Return a command, which begins with the program's name, as it is typed for a second person."""
    program, _, rest = command.partition(" ")
    return f"{program} --for {as_typed(name)} {rest}" if name is not None else command


def first_unshowable(text: str) -> int | None:
    """Return the position of the first character no content may hold (line breaks and tabs aside)."""
    for found in re.finditer(_UNSHOWABLE, text):
        if found[0] not in "\t\n\r":
            return found.start()
    return None
