"""Every word a patient can see: collected from the content, the templates and the code, without a list of places.

What is no sentence is left out by what it is (a key, SQL, a pattern, a path), never by where it stands. So the
words of a new command, field or template are in at once.
"""

import ast
import inspect
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

import jinja2
from jinja2 import nodes

from ivig_prep import errors
from ivig_prep.content.clinic_file import Lists, read_clinic
from ivig_prep.content.files import load_folder
from ivig_prep.pages.help import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
SOURCE = ROOT / "src" / "ivig_prep"
TEMPLATES = SOURCE / "faces" / "templates"
STAND_IN = "it"
"""What stands where a number, a name or a command is filled in."""


class Said(NamedTuple):
    """One text with where it stands: `file`, the `id` of its entry (or its line), and what it means there."""

    file: str
    id: str
    meaning: str
    words: str

    @property
    def where(self) -> str:
        """The place, in short."""
        return f"{self.file} {self.id}.{self.meaning}"


class Entry(NamedTuple):
    """One value of the content that has an id."""

    file: str
    value: Any


# The content

NOT_SHOWN = {
    *("id", "version", "checked", "check_by", "group", "region", "tier"),  # codes and dates
    *("sources", "fits", "not_for", "until", "logs"),  # ids, and fields of the log
    *("to", "by", "also"),  # the conditions of a step_up as data: ids, of tiers, entries and clues
    *("synonyms", "keep", "origin"),  # what people type, a part of another field, a clinic's name
}
"""Fields of the content that are no words to a patient. Any other is, also one that is added later."""
WORDS_TYPED = "words"  # of a topic: what people type to find it; elsewhere the words we say
SHOWN_FILES = ("checklist", "side_effects", "topics", "clinic/example")
"""Content with words of ours. `sources` has titles as others wrote them, `matching` and `synonyms` what people type."""


@cache
def content() -> dict[str, Any]:
    """Return the content of the checkout, by file: what is made from it left out."""
    found = load_folder(str(DATA))
    matching = found["matching"]
    raw = (DATA / "clinic" / "example.yaml").read_bytes()
    small = frozenset(matching.fillers + matching.breaks)
    example = read_clinic(raw, Lists(found["checklist"], found["side_effects"], {}, small), date(2026, 12, 1)).clinic
    return {name: found[name] for name in ("checklist", "side_effects", "topics", "sources")} | {
        "clinic/example": example
    }


def entries() -> Iterator[Entry]:
    """Yield every value of the content that has an id, and words of ours."""
    for file in SHOWN_FILES:
        yield from (Entry(file, value) for value in _values(content()[file]) if hasattr(value, "id"))


def _values(value: Any) -> Iterator[Any]:
    if hasattr(value, "_fields"):
        yield value
    if isinstance(value, tuple):
        for part in value:
            yield from _values(part)


@cache
def of_data() -> tuple[Said, ...]:
    """Return every text of the content, with its id and its field."""
    return tuple(said for file in SHOWN_FILES for said in _texts(f"data/{file}.yaml", "", "", content()[file]))


def _texts(file: str, entry: str, field: str, value: Any) -> Iterator[Said]:
    if hasattr(value, "_fields"):
        for name in value._fields:
            if name not in NOT_SHOWN and not (name == WORDS_TYPED and hasattr(value, "id")):
                yield from _texts(file, getattr(value, "id", entry or field), name, getattr(value, name))
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(file, entry, field, part)
    elif isinstance(value, str):
        yield Said(file, entry, field, value)


# The templates


class Visible(HTMLParser):
    """The words of a page that can be seen or heard: not its style, its script, and what is to be typed."""

    SEEN = ("title", "aria-label", "alt", "placeholder")
    NO_WORDS = ("style", "script", "code")
    INLINE = ("b", "strong", "span", "a", "em")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.blocks = [""]
        self._hidden = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in self.NO_WORDS
        if tag not in self.INLINE:
            self.blocks.append("")
        self.blocks[:0] = [said for name, said in attrs if name in self.SEEN and said]

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in self.NO_WORDS
        if tag not in self.INLINE:
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.blocks[-1] += data


def seen(page: str) -> list[str]:
    """Return the texts of a page, one for each of its blocks, without what keeps a number on one line."""
    blocks = (block.replace("\N{WORD JOINER}", "") for block in Visible(page).blocks)
    return [words for block in blocks if (words := " ".join(block.split()))]


def pages() -> dict[str, str]:
    """Return the source of every template of a page, by file."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(TEMPLATES.glob("*.html"))}


@cache
def of_templates() -> tuple[Said, ...]:
    """Return every text that stands in a template, and in its expressions."""
    found = []
    for name, source in pages().items():
        tree = jinja2.Environment(autoescape=True).parse(source)
        outputs = [part for output in tree.find_all(nodes.Output) for part in output.nodes]
        text = "".join(part.data if isinstance(part, nodes.TemplateData) else STAND_IN for part in outputs)
        found += [Said(f"templates/{name}", "", "text", words) for words in seen(text)]
        constants = (
            const.value
            for part in outputs
            if not isinstance(part, nodes.TemplateData)
            for const in (part, *part.find_all(nodes.Const))
            if isinstance(const, nodes.Const)
        )
        found += [Said(f"templates/{name}", "", "value", words) for words in constants if isinstance(words, str)]
    return tuple(said for said in found if is_said(said.words))


# The code

_PATTERN = re.compile(r"\\[bdswAZ]|\(\?[:=!<a-z]|\]\{|\[\^|\[[a-z]-[a-z]|\.\*|\\\.")
_SQL = re.compile(r"\s*(?:--|.*\|\||(?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|PRAGMA|BEGIN|COMMIT|ATTACH)\b)")
_PATH = re.compile(r"/[A-Z]|[A-Z]:\\|--[a-z-]+=")
_COMMAND = rf"ivig-prep(?: (?:{'|'.join(COMMANDS)}|{STAND_IN}|--)\b|(?= --)|$)[^\n]*?(?=\. |[.?]?\n|[.?]?$)"
_TYPED = re.compile(_COMMAND)
_TO_TYPE = re.compile(rf"((?:^|[Tt]ype:|type:)\s*){_COMMAND}", re.MULTILINE)
_LOOKS = {
    "startswith",
    "endswith",
    "replace",
    "strip",
    "split",
    "partition",
    "removeprefix",
    "get",
    "getattr",
    "hasattr",
}
"""Calls that look at a text; what they look for is not shown by them."""
_FOR_MAKERS = {"ValueError", "TypeError", "KeyError", "RuntimeError", "AssertionError", "LookupError"}


def is_said(text: str) -> bool:
    """Say whether a string of code is words for a person: two words, or one that begins like a sentence."""
    if _PATTERN.search(text) or _SQL.match(text) or _PATH.match(text) or _TYPED.fullmatch(text):
        return False
    words = re.findall(r"[A-Za-z]{2,}", text)
    return bool(words) and (" " in text.strip() or text.strip()[:1].isupper()) and not text.isupper()


def code_files() -> list[Path]:
    """Return every file of the program."""
    return sorted(SOURCE.rglob("*.py"))


class Module:
    """One file of code, with the way up from each of its parts."""

    def __init__(self, file: str, source: str) -> None:
        self.file = file
        self.tree = ast.parse(source)
        self._above = {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}
        self._notes = {
            part
            for node in ast.walk(self.tree)
            for note in (getattr(node, "annotation", None), getattr(node, "returns", None))
            if note
            for part in ast.walk(note)
        }

    def said(self) -> Iterator[Said]:
        """Yield every string that is words for a person."""
        for node in ast.walk(self.tree):
            if isinstance(node, (ast.Constant, ast.JoinedStr)) and self._is_shown(node):
                words = spelled(node)
                if is_said(words):
                    yield Said(self.file, str(node.lineno), "code", words)

    def _is_shown(self, node: ast.expr) -> bool:
        if isinstance(node, ast.Constant) and not isinstance(node.value, str):
            return False
        above = self._above.get(node)
        if isinstance(above, (ast.Expr, ast.Compare, ast.Subscript, ast.JoinedStr, ast.FormattedValue)):
            return isinstance(above, ast.FormattedValue)
        if isinstance(above, ast.BinOp) and isinstance(above.op, ast.BitOr):  # a type, as in "Clinic | None"
            return False
        if isinstance(above, (ast.Tuple, ast.Set, ast.List)) and isinstance(self._above.get(above), ast.Compare):
            return False
        if node in self._notes and not self._is_in_a_call(node):
            return False
        return not (isinstance(above, ast.Call) and self._only_looks(above))

    def _is_in_a_call(self, node: ast.AST) -> bool:
        """Say whether a part of a note on types is handed to something, as the words of an Option are."""
        while (node := self._above.get(node, self.tree)) in self._notes:
            if isinstance(node, ast.Call):
                return True
        return False

    def _only_looks(self, call: ast.Call) -> bool:
        name = called(call)
        from_re = isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") == "re"
        return from_re or name in _LOOKS or name in _FOR_MAKERS or name in ("execute", "executescript", "cast")

    def filled_with_raw_dates(self) -> Iterator[str]:
        """Yield every sentence with a date filled in as the computer writes it; in a line to type it may stand."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.JoinedStr) and "ivig-prep" not in (words := spelled(node)):
                values = [part.value for part in node.values if isinstance(part, ast.FormattedValue)]
                has_words = is_said(words.replace(STAND_IN, ""))
                yield from (f"{self.file}: {words}" for value in values if has_words and _is_raw_date(value))


def _is_raw_date(value: ast.expr) -> bool:
    if isinstance(value, ast.Call):
        return called(value) == "isoformat"
    return isinstance(value, ast.Attribute) and value.attr in DATE_FIELDS


DATE_FIELDS = ("checked", "check_by", "date", "day", "made_on", "last_day")
"""Fields of our values that hold a date."""


def called(call: ast.Call) -> str:
    """Return the last name of what is called."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def spelled(node: ast.AST | None) -> str:
    """Return a string as it is shown, STAND_IN where a value is filled in; nothing for what is no string."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.sub(r"\{\w*\}", STAND_IN, node.value)
    if isinstance(node, ast.JoinedStr):
        parts = (part.value if isinstance(part, ast.Constant) else STAND_IN for part in node.values)
        return "".join(map(str, parts))
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return (spelled(node.left) or STAND_IN) + (spelled(node.right) or STAND_IN)
    return ""


@cache
def modules() -> tuple[Module, ...]:
    """Return every file of the program, read."""
    return tuple(Module(path.relative_to(SOURCE).as_posix(), path.read_text(encoding="utf-8")) for path in code_files())


@cache
def of_code() -> tuple[Said, ...]:
    """Return every string of the program that is words for a person."""
    return tuple(said for module in modules() for said in module.said())


PROBLEMS = {name for name, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, errors.Problem)}
TELLS = {*PROBLEMS, "need_answer", "Fault", "at"}
"""What is called with words on what went wrong, and with what to do next."""


class Told(NamedTuple):
    """One error as the code makes it: its sentence and its next step, as far as they stand there."""

    file: str
    kind: str
    sentence: str
    has_next_step: bool
    next_step: str


def told_errors() -> Iterator[Told]:
    """Yield every error made in the code with a sentence of its own."""
    for module in modules():
        yield from told_in(module)


def told_in(module: Module) -> Iterator[Told]:
    """Yield every error made in a file."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and called(node) in TELLS:
            yield from _told(module.file, node)


def _step(following: ast.expr) -> str:
    """Return a next step as it is shown; a command to type stands in it as one word."""
    if isinstance(following, ast.Call) and called(following) == "Next":
        lead = spelled(following.args[1]) if len(following.args) > 1 else "Type: "
        return lead + STAND_IN
    return spelled(following)


def _told(file: str, call: ast.Call) -> Iterator[Told]:
    texts = [*call.args, *(keyword.value for keyword in call.keywords)]
    if called(call) in ("Fault", "at"):
        texts = texts[-2:]
    if texts and not isinstance(texts[0], ast.Starred):
        following = texts[1] if len(texts) > 1 else ast.Constant("")
        is_said = not isinstance(following, ast.Constant) or bool(following.value)
        yield Told(file, called(call), spelled(texts[0]), is_said, _step(following))


# Sentences


def sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    return [part for part in re.split(r"(?<=[.?!:])\s+|\n|; ", text) if part]


def plain(text: str) -> str:
    """Return a text as it is read: what is to be typed counts as one word."""
    return _TO_TYPE.sub(rf"\1{STAND_IN}", text)


def everything() -> tuple[Said, ...]:
    """Return all there is."""
    return of_data() + of_templates() + of_code()
