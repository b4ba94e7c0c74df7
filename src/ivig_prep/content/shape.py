"""From a tree of text to core values, led by the types of the values: one definition of each, in core.

Every fault is collected, with its place, so that an editor sees all of them at once.
"""

import re
import types
import typing
from difflib import get_close_matches
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from ivig_prep.content.yaml import Listing, Mapping, Node, Scalar
from ivig_prep.core.clinic.own_list import Clinic, Says
from ivig_prep.core.fault import Fault

_BOOLS = {"true": True, "false": False}
NULLS = {"null", "~", ""}
_DIGITS = re.compile("0|[1-9][0-9]{0,8}")
_DECIMAL = re.compile(r"(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,4})?")
_NOTHING: Any = None


def shape(node: Node, wanted: Any, faults: list[Fault]) -> Any:
    """Return the node as a value of the wanted type; what does not fit goes to `faults`."""
    if get_origin(wanted) is Annotated:
        inner, says = get_args(wanted)
        return _said(node, inner, says, faults)
    if get_origin(wanted) in (types.UnionType, typing.Union):
        return _optional(node, wanted, faults)
    if get_origin(wanted) is tuple:
        return _listing(node, get_args(wanted)[0], faults)
    if hasattr(wanted, "_fields"):
        return _value(node, wanted, faults)
    return _scalar(node, wanted, faults)


def _said(node: Node, wanted: Any, says: Says, faults: list[Fault]) -> Any:
    """Return a text on one line, no longer than it may be, and looking as it must."""
    value = shape(node, wanted, faults)
    value = " ".join(value.split()) if isinstance(value, str) else value
    if isinstance(value, str) and len(value) > says.most:
        _fault(node, f"This has {len(value)} characters.", f"Use at most {says.most}.", faults)
    elif isinstance(value, str) and says.like and not re.fullmatch(says.like, value):
        _fault(node, f'"{value}" is not written as it must be.', says.text, faults)
    return value


def _optional(node: Node, wanted: Any, faults: list[Fault]) -> Any:
    if isinstance(node, Scalar) and not node.quoted and node.text in NULLS:
        return None
    (inner,) = (kind for kind in get_args(wanted) if kind is not type(None))
    return shape(node, inner, faults)


def _listing(node: Node, wanted: Any, faults: list[Fault]) -> Any:
    if not isinstance(node, Listing):
        return _fault(node, "A list belongs here.", "Begin each entry on its own line with a dash.", faults)
    return tuple(shape(item, wanted, faults) for item in node.items)


def _value(node: Node, wanted: Any, faults: list[Fault]) -> Any:
    if not isinstance(node, Mapping):
        names = ", ".join(wanted._fields[:3])
        return _fault(node, "Keys with values belong here.", f"Write keys such as {names}.", faults)
    hints = get_type_hints(wanted, localns={"Clinic": Clinic}, include_extras=True)  # Checklist only names it
    found: dict[str, Any] = {}
    before = len(faults)
    for key, value in node.entries:
        if key.text in hints:
            found[key.text] = shape(value, hints[key.text], faults)
        else:
            _unknown_key(key, tuple(hints), faults)
    for name in wanted._fields:
        if name not in found and name not in wanted._field_defaults:
            _fault(node, f'The key "{name}" is missing here.', f"Add a line that begins with {name}:", faults)
    return wanted(**found) if len(faults) == before else _NOTHING


def _unknown_key(key: Scalar, known: tuple[str, ...], faults: list[Fault]) -> None:
    near = get_close_matches(key.text, known, n=1)
    write = f'Did you mean "{near[0]}"?' if near else f"Use one of: {', '.join(known)}."
    _fault(key, f'The key "{key.text}" is not known here.', write, faults)


def _scalar(node: Node, wanted: Any, faults: list[Fault]) -> Any:
    if not isinstance(node, Scalar):
        return _fault(node, "One value belongs here.", "Write it on this line, in double quotes.", faults)
    return {bool: _true_or_false, int: _whole_number, float: _number}.get(wanted, _text)(node, faults)


def _true_or_false(node: Scalar, faults: list[Fault]) -> Any:
    if node.text in _BOOLS and not node.quoted:
        return _BOOLS[node.text]
    return _fault(node, f'"{node.text}" is not true or false.', "Write true or false.", faults)


def _whole_number(node: Scalar, faults: list[Fault]) -> Any:
    if _DIGITS.fullmatch(node.text) and not node.quoted:
        return int(node.text)
    return _fault(node, f'"{node.text}" is not a whole number.', "Write digits only.", faults)


def _number(node: Scalar, faults: list[Fault]) -> Any:
    if _DECIMAL.fullmatch(node.text) and not node.quoted:
        return float(node.text)
    return _fault(node, f'"{node.text}" is not a number.', "Write it like 37.8.", faults)


def _text(node: Scalar, faults: list[Fault]) -> Any:
    if node.text.strip() and (node.quoted or node.text not in NULLS):
        return node.text
    return _fault(node, "A text is missing here.", "Write it in double quotes.", faults)


def _fault(node: Node, what: str, write: str, faults: list[Fault]) -> Any:
    faults.append(Fault(node.line, node.column, what, write))
    return _NOTHING
