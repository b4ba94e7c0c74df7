"""What is wrong where a file is not YAML, and what to write instead, for somebody who does not know YAML.

The library's own sentences change from one version to the next, so none of them is read: what counts is the kind of
the error, and what stands in the text at its places.
"""

import re

import yaml
from yaml.scanner import ScannerError

from ivig_prep.core.fault import Fault

_TAB = ("a tab stands here.", "Use spaces, not tabs.")
_COLON = ("a colon stands inside this text.", "Put the whole text in double quotes.")
_NO_COLON = ("a colon is missing after this word.", "Write it like text: and then the words.")
_OPEN_QUOTE = ("a quote is opened and never closed.", "Close it with the same quote at its end.")
_OUT_OF_LINE = ("this line does not line up.", "Begin it in the same column as its neighbors.")
_NO_LIST = ("a list does not begin here.", "Begin the list on a line of its own.")
_CHARACTER = ("this character cannot stand here.", "Put the whole text in double quotes.")
_DEEP = ("brackets are nested too deep here.", "Follow the layout of the example.")
_BACKSLASH = ("a backslash stands here.", "Write 2 of them, or use single quotes.")
_ALONE = {"\t": _TAB, ":": _COLON, "-": _NO_LIST, "[": _DEEP, "{": _DEEP}
"""What is wrong where one character by itself is at fault."""
_WHOLE_QUOTE = re.compile(r""" "(?:[^"\\]|\\.)*" | '(?:[^']|'')*+' """, re.DOTALL | re.VERBOSE)


def not_yaml(error: yaml.MarkedYAMLError, text: str) -> Fault:
    """Return what keeps this text from being YAML, by the error of the library."""
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Fault(1, 1, "This is not YAML.", "Save it as plain UTF-8 text.")
    at, begin = index(text, mark), index(text, error.context_mark or mark)
    what, write = _trouble(text, begin, at, by_scanner=isinstance(error, ScannerError))
    return Fault(mark.line + 1, mark.column + 1, f"This is not YAML: {what}", write)


def index(text: str, mark: yaml.Mark) -> int:
    """Return which character of the text a mark stands at."""
    return sum(map(len, text.splitlines(keepends=True)[: mark.line])) + mark.column


def _trouble(text: str, begin: int, at: int, *, by_scanner: bool) -> tuple[str, str]:
    """Return what is wrong at `at`, in what begins at `begin`: found by the scanner in a word, or by the parser."""
    character, first = text[at : at + 1], text[begin : begin + 1]
    if _follows_a_tab(text, at):
        return _TAB
    if begin == at and (by_scanner or character in ("%", "!")):
        return _ALONE.get(character, _CHARACTER)
    if not by_scanner:
        return _OUT_OF_LINE
    return _trouble_in_a_quote(text, begin, at) or _trouble_in_a_word(first, character, text[begin:at])


def _follows_a_tab(text: str, at: int) -> bool:
    """Say whether the line at this place begins with a tab, or with spaces and a tab."""
    line = (text[:at].splitlines(keepends=True) or [""])[-1]
    before = "" if line.endswith(("\n", "\r")) else line
    rest = (text[at:].splitlines() or [""])[0]
    return (before + rest).lstrip(" ").startswith("\t")


def _trouble_in_a_quote(text: str, begin: int, at: int) -> tuple[str, str] | None:
    """Return what is wrong in the quote that begins at `begin`, or None where none does, or it is whole."""
    if text[begin] == '"' and "\\" in text[max(begin, at - 2) : at + 1]:
        return _BACKSLASH
    if text[begin] in "\"'" and not _WHOLE_QUOTE.match(text, begin):
        return _OPEN_QUOTE
    return None


def _trouble_in_a_word(first: str, character: str, before: str) -> tuple[str, str]:
    """Return what is wrong with a word: its first character, the one at fault, and what stands before that."""
    if first == "%":
        return _CHARACTER
    on_one_line = "\n" not in before and "\r" not in before
    if on_one_line and first in ("&", "*", "!", "|", ">"):
        return _OUT_OF_LINE
    return _COLON if on_one_line and character == ":" else _NO_COLON
