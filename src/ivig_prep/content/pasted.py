"""What a word processor or a web page leaves in a clinic's file, where YAML takes it for something else.

Word turns a dash into a longer one and quotes into curly ones, and a page has spaces that do not break. None of them
is YAML's: the file is refused somewhere below, or taken with the quotes in its words. Here each is found where it is.
"""

import re
from collections.abc import Iterator

from ivig_prep.content.yaml import Listing, Mapping, Node, Scalar
from ivig_prep.core.typed import DASHES, SPACES
from ivig_prep.errors import Fault

_BULLETS = f"{DASHES}\u2022\u2023\u2043\u00b7\u25aa\u25cf\u25e6\u25cb\uf0b7"
_OPENING = "\u201c\u201d\u201e\u201f\u00ab\u2018\u2019\u201a\u201b\u2039"
_CLOSING = f"{_OPENING}\u00bb\u203a\"'"
_IN_CURLY_QUOTES = re.compile(f"[{_OPENING}].*[{_CLOSING}]", re.DOTALL)
_KEY = r"""["']?[A-Za-z_-]+["']?"""
_IN_LINES = (
    re.compile(rf"^ *(?=(?P<space>[{SPACES}]))"),
    re.compile(rf"^ *(?=(?P<bullet>[{_BULLETS}])(?:[ \t{SPACES}]|\S+:))"),
    re.compile(rf"^ *-(?=(?P<space>[{SPACES}]))"),
    re.compile(rf"^ *(?:- +)?{_KEY}(?=(?P<space>[{SPACES}]) *:)"),
    re.compile(rf"^ *(?:- +)?{_KEY} *: *(?=(?P<space>[{SPACES}]))"),
    re.compile(rf"^ *(?:- +)?(?:{_KEY} *: *)?(?=(?P<quote>[{_OPENING}]).*[{_CLOSING}] *$)"),
    re.compile(rf"^.*[\"'](?=(?P<space>[{SPACES}])[ {SPACES}]*$)"),
)
"""Each with the place before a character of this kind, on a line that YAML cannot read."""
_KINDS_OF_FILE = {
    b"PK\x03\x04": "This is a file of Word, Excel or another office program.",
    b"\xd0\xcf\x11\xe0": "This is a file of Word, Excel or another office program.",
    b"{\\rtf": "This is a file with styles (RTF).",
    b"%PDF": "This is a PDF.",
}


def no_text(raw: bytes) -> Fault | None:
    """Return the fault of a file of another program, by how it begins; None for what may be text."""
    what = next((kind for begin, kind in _KINDS_OF_FILE.items() if raw.startswith(begin)), None)
    return Fault(1, 1, what, "Open it there and save it as plain text, in UTF-8.") if what else None


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


def _fault(kind: str, character: str, line: int, column: int) -> Fault:
    code = f"(U+{ord(character):04X})"
    what, write = {
        "space": (f"A space that does not break {code} stands here.", "Delete it and type a space."),
        "bullet": (f"A long dash or a bullet {code} stands here.", "Type the dash of the keyboard and a space."),
        "quote": (f"This text has curly quotes {code} around it.", 'Type straight ones: "'),
    }[kind]
    return Fault(line, column, what, write)
