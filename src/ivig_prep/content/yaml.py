"""YAML as a tree of text with lines and columns, read strictly.

PyYAML's event stream is used, not its constructors: no scalar is ever turned into another type (`9:30`
stays `9:30`), nothing is expanded, and depth is bounded before anything recurses.
"""

from typing import Any, NamedTuple

import yaml

from ivig_prep.content.yaml_faults import index, not_yaml
from ivig_prep.core.fault import Fault
from ivig_prep.core.text import first_unshowable

MOST_BYTES = 1_000_000
MOST_DEPTH = 12
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class RefusedError(Exception):
    """The file cannot be read as a tree at all."""

    def __init__(self, line: int, column: int, what: str, write: str) -> None:
        self.fault = Fault(line, column, what, write)
        super().__init__(str(self.fault))


class TooDeepError(RefusedError):
    """The file is nested deeper than any list of ours is."""


class Scalar(NamedTuple):
    """A value as typed. `quoted` tells `"no"` from `no`."""

    text: str
    quoted: bool
    line: int
    column: int


class Listing(NamedTuple):
    """A list of nodes."""

    items: tuple["Node", ...]
    line: int
    column: int


class Mapping(NamedTuple):
    """Keys with their nodes, in the order of the file; a key never comes twice."""

    entries: tuple[tuple[Scalar, "Node"], ...]
    line: int
    column: int


Node = Scalar | Listing | Mapping


def read(raw: bytes) -> Node:
    """Return the one document in these bytes. Raises RefusedError at the first thing that cannot be read."""
    text = _decoded(raw)
    try:
        return _tree(text)
    except yaml.MarkedYAMLError as error:
        raise _too_deep(text, error) or RefusedError(*not_yaml(error, text)) from error
    except yaml.YAMLError as error:
        raise RefusedError(1, 1, "This is not YAML.", "Save it as plain UTF-8 text.") from error


def _decoded(raw: bytes) -> str:
    if len(raw) > MOST_BYTES:
        raise RefusedError(1, 1, "The file is too large.", f"Keep it under {MOST_BYTES} bytes.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = len(raw[raw.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8-sig", "replace")) + 1
        raise RefusedError(line, column, "The file is not UTF-8 text.", "Save it again as UTF-8.") from error
    at = first_unshowable(text)
    if at is not None:
        line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
        _check_hidden(text[at], line, column)
    return text


def _check_hidden(text: str, line: int, column: int) -> None:
    """Refuse characters nobody sees; in double quotes, YAML escapes can write them too."""
    at = first_unshowable(text)
    if at is not None:
        what = f"A hidden character (U+{ord(text[at]):04X}) stands here."
        raise RefusedError(line, column, what, "Delete it and type the text again.")


def _too_deep(text: str, error: yaml.MarkedYAMLError) -> TooDeepError | None:
    """Return where brackets pass our bound on depth, if they do so before this error.

    The library reads ahead while a bracket may begin a key, and has a bound of its own: it may stop before it hands
    out the events that `_tree` counts. So what it had read is read again, without the rest. Where that is taken for
    a key that lacks its colon, the line by itself is read.
    """
    mark = error.problem_mark
    places = [index(text, place) for place in (error.context_mark, mark) if place]
    if mark is None or not any(text[place : place + 1] in ("[", "{") for place in places):
        return None
    at = places[-1]
    for before in (text[:at], "\n" * mark.line + text[at - mark.column : at]):
        try:
            _tree(before)
        except TooDeepError as found:
            return found
        except (RefusedError, yaml.YAMLError):
            continue
    return None


def _tree(text: str) -> Node:
    """Build the tree from events, with a stack of our own instead of recursion."""
    open_nodes: list[tuple[Any, list[Node]]] = []
    top: list[Node] = []
    documents = 0
    event: Any  # yaml's stubs leave the fields of events untyped
    for event in yaml.parse(text, Loader=_LOADER):
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        _check_event(event, line, column, len(open_nodes))
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise RefusedError(line, column, "A second document begins here.", "Keep only one. Delete this ---.")
        elif isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
            open_nodes.append((event, []))
        elif isinstance(event, yaml.ScalarEvent):
            _check_hidden(event.value, line, column)
            quoted = event.style not in (None, "")  # plain is "" in libyaml, None in pure Python
            (open_nodes[-1][1] if open_nodes else top).append(Scalar(event.value, quoted, line, column))
        elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            opened, children = open_nodes.pop()
            (open_nodes[-1][1] if open_nodes else top).append(_closed(opened, children))
    if not top or _is_nothing(top[0]):
        raise RefusedError(1, 1, "The file is empty.", "Begin with what stands first in the example.")
    return top[0]


def _is_nothing(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.text and not node.quoted


def _check_event(event: object, line: int, column: int, depth: int) -> None:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise RefusedError(line, column, "Anchors and aliases (& and *) are not allowed.", "Write the text out.")
    if getattr(event, "tag", None) is not None:
        raise RefusedError(line, column, "Tags (!) are not allowed.", "Put the text in double quotes.")
    if depth > MOST_DEPTH:
        raise TooDeepError(line, column, "This is nested too deep.", "Follow the layout of the example.")


def _closed(opened: Any, children: list[Node]) -> Node:
    mark = opened.start_mark
    line, column = mark.line + 1, mark.column + 1
    if isinstance(opened, yaml.SequenceStartEvent):
        return Listing(tuple(children), line, column)
    return Mapping(_entries(children), line, column)


def _entries(children: list[Node]) -> tuple[tuple[Scalar, Node], ...]:
    entries: list[tuple[Scalar, Node]] = []
    seen: set[str] = set()
    for key, value in zip(children[::2], children[1::2], strict=True):
        if not isinstance(key, Scalar):
            raise RefusedError(key.line, key.column, "A key must be one word.", "Follow the layout of the example.")
        if key.text in seen:
            what = f'The key "{key.text}" stands here a second time.'
            raise RefusedError(key.line, key.column, what, "Keep only one of them.")
        seen.add(key.text)
        entries.append((key, value))
    return tuple(entries)
