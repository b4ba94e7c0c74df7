"""How a command declares itself, in values that cost nothing to import.

`arguments` turns the declarations into Typer's own, and `render.help_pages` into help. A command file
can so be imported, and its function called, without Typer, whose import is the largest part of a start.
"""

from collections.abc import Callable, Mapping, Sequence
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


def read_plainly(command: str, run: Callable[..., object], rest: Sequence[str]) -> Call | None:
    """Return the call of a command line in its plain form, the same as Typer's; None for every other form.

    Plain are whole names of options, each followed by its value, and words, where none of them is empty or
    begins with a dash (a value may be a dash alone). Typer reads the others; its import costs more than all the
    rest of a start.
    """
    declarations = declared(run)
    takes = {n: (key, kind) for key, (kind, option) in declarations.items() for n in _names(option)}
    words = next((key for key, (_, option) in declarations.items() if isinstance(option, Words)), None)
    given: dict[str, Any] = {words: ()} if words else {}
    given.update(run.__kwdefaults__ or {})
    coming = iter(rest)
    for word in coming:
        key, kind = takes.get(word, (words, tuple))
        value = word if word not in takes else "on" if kind is bool else next(coming, "")
        is_here = value == "-" and word != value  # as in `-o -`
        if key is None or not value or (value.startswith("-") and not is_here):
            return None
        adds_up = kind in (tuple, tuple[str, ...])
        given[key] = (*given[key], value) if adds_up else True if kind is bool else value
    return Call(command, given)


def _names(option: Option | Words) -> tuple[str, ...]:
    return option.names if isinstance(option, Option) else ()
