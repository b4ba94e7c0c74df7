"""How a command declares itself, in values that cost nothing to import.

`arguments` turns the declarations into Typer's own, and `render.help_pages` into help. A command file
can so be imported, and its function called, without Typer, whose import is the largest part of a start.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, get_args


class Option(NamedTuple):
    """An option of a command: its names, what help says, and what its value is called there."""

    names: tuple[str, ...]
    help: str
    value: str = ""


class Words(NamedTuple):
    """The words that follow a command, as they come."""

    value: str
    help: str = ""


class Call(NamedTuple):
    """A command line that was understood: which command to run, with which arguments."""

    command: str
    arguments: Mapping[str, Any]


def declared(run: Callable[..., object]) -> dict[str, tuple[Any, Option | Words]]:
    """Return what a command function declares: its type and its Option or Words, by parameter name."""
    found = {}
    for name, annotation in run.__annotations__.items():
        kind, *declarations = get_args(annotation) or (annotation,)
        if declarations and isinstance(declarations[0], (Option, Words)):
            found[name] = (kind, declarations[0])
    return found
