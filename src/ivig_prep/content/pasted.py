"""What a word processor or a web page leaves in a clinic's file, where YAML takes it for something else.

Word turns a dash into a longer one and quotes into curly ones, and a page has spaces that do not break. None of them
is YAML's: the file is refused somewhere below, or taken with the quotes in its words. Here each is found where it is.
"""

import re
from collections.abc import Iterable, Iterator

from ivig_prep.content.yaml import Listing, Mapping, Node, Scalar
from ivig_prep.core.fault import Fault
from ivig_prep.core.text import encoding
from ivig_prep.core.typed import DASHES, INVISIBLE, SPACES

_BULLETS = f"{DASHES}\u2022\u2023\u2043\u00b7\u25aa\u25cf\u25e6\u25cb\uf0b7"
_OPENING = "\u201c\u201d\u201e\u201f\u00ab\u2018\u2019\u201a\u201b\u2039"
_CLOSING = f"{_OPENING}\u00bb\u203a\"'"
_IN_CURLY_QUOTES = re.compile(f"[{_OPENING}].*[{_CLOSING}]", re.DOTALL)
_KEY = r"""["']?[A-Za-z_-]+["']?"""
_WIDE_COLONS = "\uff1a\ufe55\ufe13\u2236\ua789"
_IN_LINES = (
    re.compile("^(?=(?P<fence>```))"),
    re.compile(rf"^ *(?=(?P<space>[{SPACES}]))"),
    re.compile(rf"^ *(?=(?P<bullet>[{_BULLETS}])(?:[ \t{SPACES}]|\S+:))"),
    re.compile(rf"^ *(?=(?P<mark>\*|o|\u00a7|\d{{1,2}}[.)])[ \t{SPACES}]+{_KEY} *:)"),
    re.compile(rf"^ *(?:- +)?{_KEY} *(?=(?P<colon>[{_WIDE_COLONS}]))"),
    re.compile(rf"^ *-(?=(?P<space>[{SPACES}]))"),
    re.compile(rf"^ *(?:- +)?{_KEY}(?=(?P<space>[{SPACES}]) *:)"),
    re.compile(rf"^ *(?:- +)?{_KEY} *: *(?=(?P<space>[{SPACES}]))"),
    re.compile(rf"^ *(?:- +)?(?:{_KEY} *: *)?(?=(?P<quote>[{_OPENING}]).*[{_CLOSING}] *$)"),
    re.compile(rf"^.*[\"'](?=(?P<space>[{SPACES}])[ {SPACES}]*$)"),
)
"""Each with the place before a character of this kind, on a line that YAML cannot read."""
_SAVE_AS = "Open it there and save it as plain text, in UTF-8."
_COPY_OUT = "Copy its words into a plain text file, in UTF-8."
_OFFICE = ("This is a file of Word, Excel or another office program.", _SAVE_AS)
_WEB_PAGE = ("This is a web page (HTML) or another file with marks.", _COPY_OUT)
_PICTURE = ("This is a picture.", "Type its words into a plain text file, in UTF-8.")
_NO_TEXT = ("This is not a text file.", "Give the list as plain text, in UTF-8.")
_BY_BYTES = {
    b"PK\x03\x04": _OFFICE,
    b"\xd0\xcf\x11\xe0": _OFFICE,
    b"\x89PNG": _PICTURE,
    b"\xff\xd8\xff": _PICTURE,
}
_BY_TEXT = {
    "{\\rtf": ("This is a file with styles (RTF).", _SAVE_AS),
    "%PDF": ("This is a PDF.", _COPY_OUT),
    "<": _WEB_PAGE,
    "MIME-Version:": _WEB_PAGE,
}
"""How a file of another program begins, what it is, and what to do. No list of ours begins with a <."""
_FIRST_BYTES = 1024
_MOST_ZEROS = 1 / 20
"""How much of a text may be zeros: a slip of a keyboard has one, a file of another program many."""


def no_text(raw: bytes) -> Fault | None:
    """Return the fault of a file of another program, by how it begins; None for what may be text."""
    first = raw[:_FIRST_BYTES]
    text = first.decode(encoding(first), "replace").lstrip("\ufeff \t\r\n")
    kinds = [kind for begin, kind in _BY_BYTES.items() if first.startswith(begin)]
    kinds += [kind for begin, kind in _BY_TEXT.items() if text.startswith(begin)]
    if not kinds and text.count("\0") > len(text) * _MOST_ZEROS:
        kinds = [_NO_TEXT]
    return Fault(1, 1, *kinds[0]) if kinds else None


def in_lines(text: str) -> Iterator[Fault]:
    """Yield what stands at a wrong place in the lines of a file that YAML cannot read, one fault a line."""
    for number, line in enumerate(re.split("\r\n|\r|\n", text), 1):
        found = next((match for form in _IN_LINES if (match := form.match(line))), None)
        if found and not line.lstrip().startswith("#"):
            kind = next(name for name, value in found.groupdict().items() if value)
            yield _fault(kind, found[kind], number, found.end() + 1)


def in_tree(node: Node) -> Iterator[Fault]:
    """Yield what stands around a key or a value of a file that could be read, and does not belong to its words."""
    if isinstance(node, Scalar):
        yield from _in_scalar(node)
    for part in node.items if isinstance(node, Listing) else ():
        yield from in_tree(part)
    for key, value in node.entries if isinstance(node, Mapping) else ():
        if re.search(f"[{SPACES}]$", key.text):
            yield _fault("space", key.text[-1], key.line, key.column + len(key.text) - 1)
        elif not key.quoted and re.match(f"[{_BULLETS}]", key.text):
            yield _fault("bullet", key.text[0], key.line, key.column)
        else:
            yield from _in_scalar(key)
        yield from in_tree(value)


def _in_scalar(node: Scalar) -> Iterator[Fault]:
    if node.quoted:
        return
    if re.match(f"[{SPACES}]", node.text):
        yield _fault("space", node.text[0], node.line, node.column)
    elif re.match(rf"[{_BULLETS}](?:[\s{SPACES}]|$)", node.text):
        yield _fault("bullet", node.text[0], node.line, node.column)
    elif _IN_CURLY_QUOTES.fullmatch(node.text):
        yield _fault("quote", node.text[0], node.line, node.column)


def in_codes(node: Node, faults: Iterable[Fault]) -> Iterator[Fault]:
    """Yield what looks like a dash or a space of the keyboard, or like nothing, in a word that was refused.

    An id, a date or a key with such a sign in it looks right to everybody.
    """
    refused = {(fault.line, fault.column) for fault in faults}
    for scalar in _scalars(node):
        found = re.search(f"(?P<dash>[{DASHES}])|(?P<space>[{SPACES}])|(?P<unseen>[{INVISIBLE}])", scalar.text)
        if found and found.lastgroup and (scalar.line, scalar.column) in refused:
            column = scalar.column + scalar.quoted + found.start()
            yield _fault(found.lastgroup, found[0], scalar.line, column)


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    for part in node.items if isinstance(node, Listing) else ():
        yield from _scalars(part)
    for key, value in node.entries if isinstance(node, Mapping) else ():
        yield key
        yield from _scalars(value)


def _fault(kind: str, found: str, line: int, column: int) -> Fault:
    code = f"(U+{ord(found[0]):04X})"
    what, write = {
        "space": (f"A space that does not break {code} stands here.", "Delete it and type a space."),
        "bullet": (f"A long dash or a bullet {code} stands here.", "Type the dash of the keyboard and a space."),
        "mark": (f"The mark of a list ({found}) stands here.", "Type the dash of the keyboard and a space."),
        "dash": (f"A dash that is not of the keyboard {code} stands here.", "Type it again."),
        "colon": (f"A wide colon {code} stands here.", "Type the colon of the keyboard and a space."),
        "fence": ("This line does not belong to the list.", "Delete it."),
        "unseen": (f"A character that nobody sees {code} stands here.", "Type the word again."),
        "quote": (f"This text has curly quotes {code} around it.", 'Type straight ones: "'),
    }[kind]
    return Fault(line, column, what, write)
