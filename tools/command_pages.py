"""Make docs/commands.md and the man page docs/ivig-prep.1 from the declarations: `python tools/command_pages.py`.

Nothing in the two files is written by hand; tests/test_command_pages.py compares them with the declarations.
"""

import re
import textwrap
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from typer.core import TyperOption
from typer.main import get_command

from ivig_prep import CONTACT, app
from ivig_prep.pages.help import COMMANDS, GROUPS, PROGRAM

ROOT = Path(__file__).resolve().parent.parent
MARKDOWN, MANUAL = ROOT / "docs" / "commands.md", ROOT / "docs" / "ivig-prep.1"
LEAD = "Get ready for an IVIg infusion, one step at a time. A leaflet that knows the date, not a doctor."
UNWELL = "Unwell? Type ivig-prep unwell, press Enter, then type how you feel. If you feel very ill, call first."
EXIT_CODES = {
    "0": "done, also after an emergency answer, and after q",
    "1": "could not do it: a file, a folder, the disk, a damaged record",
    "2": "not understood, a value refused, or an answer was needed and could not be asked",
    "130": "stopped with Ctrl-C; what was answered is saved",
}
VARIABLES = {
    "IVIG_PREP_HOME": "the folder where your data is kept; its full path",
    "IVIG_PREP_TODAY": "a date, such as 2026-12-01, that stands in for today",
    "IVIG_PREP_BROWSER": "the browser that makes a PDF: its name or its path",
    "ACCESSIBLE": "set to 1, it is the same as --plain",
    "NO_COLOR": "set to anything, it takes the color away",
}


class Command(NamedTuple):
    """A command as it is declared."""

    name: str
    summary: str
    words: tuple[tuple[str, str], ...]
    options: tuple[app.Option, ...]
    examples: tuple[tuple[str, str], ...]


def main() -> None:
    """Write both files."""
    for path, text in ((MARKDOWN, markdown()), (MANUAL, manual())):
        path.write_text(text, encoding="ascii")
        print(path)


def declared(name: str) -> Command:
    """Return a command with all that its declaration says."""
    parameters = app.command(name).params
    words = tuple((p.metavar or "", p.help or "") for p in parameters if not isinstance(p, TyperOption))
    return Command(name, COMMANDS[name], words, app.options(name), app.examples(name))


def anywhere() -> tuple[app.Option, ...]:
    """Return the options that may stand before or after any command."""
    found = (one for one in get_command(app.app).params if isinstance(one, TyperOption) and not one.hidden)
    return tuple(app.Option(tuple(o.opts), "" if o.is_flag else o.metavar or "", o.help or "") for o in found)


def names_of(option: app.Option) -> str:
    """Return the names of an option with what its value is called, as it is typed."""
    return f"{', '.join(option.names)} {option.value}".rstrip()


# Markdown


def markdown() -> str:
    """Return docs/commands.md."""
    parts = [
        "# Every command",
        "Made by `python tools/command_pages.py` from the declarations of the commands. Do not change it by hand.",
        f"{LEAD} {UNWELL}",
        *(_group(title, names) for title, names in GROUPS.items()),
        "## With any command\n\n" + _table("Option", ((names_of(one), one.help) for one in anywhere())),
        "`ivig-prep --install-completion` lets the Tab key complete commands. It adds a line to your shell's settings.",
        "## Settings of the computer\n\n" + _table("Variable", VARIABLES.items()),
        "## Exit codes\n\n" + _table("Code", EXIT_CODES.items()),
    ]
    return "\n\n".join(parts) + "\n"


def _group(title: str, names: Iterable[str]) -> str:
    return "\n\n".join([f"## {title}", *(_section(declared(name)) for name in names)])


def _section(command: Command) -> str:
    parts = [f"### {PROGRAM} {command.name}", f"{command.summary[0].upper()}{command.summary[1:]}."]
    parts.append(_table("Type this", ((typed, does) for typed, does in command.examples)))
    rows = [*command.words, *((names_of(one), one.help) for one in command.options)]
    if rows:
        parts.append(_table("Option", rows))
    return "\n\n".join(parts)


def _table(head: str, rows: Iterable[tuple[str, str]]) -> str:
    lines = [f"| `{_cell(left)}` | {_cell(right)} |" for left, right in rows]
    return "\n".join([f"| {head} | What it does |", "|---|---|", *lines])


def _cell(text: str) -> str:
    return text.replace("|", r"\|")


# The man page


def manual() -> str:
    """Return the man page, in the language of man(7)."""
    lines = [
        r".\" Made by tools/command_pages.py. Do not change it by hand.",
        '.TH IVIG-PREP 1 "" "ivig-prep" "User commands"',
        *(".SH NAME", rf"ivig\-prep \- {_man(COMMANDS['today'])}"),
        *(".SH SYNOPSIS", r".B ivig\-prep", "[COMMAND] [WORDS] [OPTIONS]"),
        *(".SH DESCRIPTION", _man(LEAD), ".PP", _man(UNWELL)),
    ]
    for title, names in GROUPS.items():
        lines += [f".SH {_man(title.upper())}"]
        lines += [line for name in names for line in _entry(declared(name))]
    lines += [".SH WITH ANY COMMAND", *_listed((names_of(one), one.help) for one in anywhere())]
    lines += [".SH ENVIRONMENT", *_listed(VARIABLES.items()), ".SH EXIT STATUS", *_listed(EXIT_CODES.items())]
    lines += [".SH REPORTING A WRONG WORD", _man(f"{CONTACT} (an address that ends in .example is a placeholder)")]
    return "\n".join(lines) + "\n"


def _entry(command: Command) -> list[str]:
    words = " ".join(name for name, _ in command.words)
    rows = [*command.words, *((names_of(one), one.help) for one in command.options)]
    return [
        f".SS {_man(f'{PROGRAM} {command.name} {words}'.rstrip())}",
        f"{_man(command.summary[0].upper() + command.summary[1:])}.",
        *_listed(rows),
        ".PP",
        "Examples:",
        *_listed(command.examples),
    ]


def _listed(rows: Iterable[tuple[str, str]]) -> list[str]:
    return [line for left, right in rows for line in (".TP", rf"\fB{_man(left)}\fR", _man(right))]


def _man(text: str) -> str:
    """Return a text as man(7) takes it: no letter of it is a command or a soft hyphen."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-")
    wrapped = textwrap.fill(escaped, 110, break_long_words=False, break_on_hyphens=False)
    return re.sub(r"(?m)^([.'])", r"\\&\1", wrapped)


if __name__ == "__main__":
    main()
