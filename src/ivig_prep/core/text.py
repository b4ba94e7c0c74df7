"""Text from a file or a person, made safe to show: never an escape sequence, a control or a hidden turn."""

import re

_UNSHOWABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


def neutral(text: str) -> str:
    """Return the text on one line, with every control, bidi and lone surrogate character shown as `?`."""
    return _UNSHOWABLE.sub("?", re.sub(r"\r\n|[\t\n\r]", " ", text))


def first_unshowable(text: str) -> int | None:
    """Return the position of the first character no content may hold (line breaks and tabs aside)."""
    for found in _UNSHOWABLE.finditer(text):
        if found[0] not in "\t\n\r":
            return found.start()
    return None
